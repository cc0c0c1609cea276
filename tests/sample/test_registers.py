"""Registers of the invented children are read as they stand, at any size."""

from __future__ import annotations

import csv
import shutil
from collections import Counter
from datetime import date

import pytest

import dophu
from dophu.campaign.config import read_campaign
from dophu.sample import REGISTERS, SampleSpec, write_sample
from dophu.snapshots.making import make_unstored
from tests.short_form import cases

DAY = date(2024, 7, 18)
DATES = (date(2024, 7, 11), DAY)


def lines(path):
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def write(folder, kinds, children, *, alone):
    spec = SampleSpec(children=children, hamlets=7, dates=DATES, registers=kinds)
    write_sample(spec, folder)
    found = lines(folder / "truth" / "registers.csv")
    if alone:  # every other list goes
        shutil.rmtree(folder / "enrolments")
        shutil.rmtree(folder / "rosters" / str(DATES[0]))
        for path in (folder / "rosters" / str(DAY)).iterdir():
            if path.name not in {line["file"].rpartition("/")[2] for line in found}:
                path.unlink()
    children_of = {line["child"]: line for line in lines(folder / "truth/children.csv")}
    return {
        (line["file"], line["sheet"], int(line["row"])): children_of[line["child"]]
        for line in found
    }


@pytest.mark.parametrize("kind", cases(REGISTERS, 1))
def test_each_child_of_a_register_is_read_right_and_nobody_else(kind, tmp_path):
    truth = write(tmp_path, (kind,), 2000, alone=True)
    made = make_unstored(read_campaign(tmp_path), DAY)
    counted = [p for p in made.people if p.presence in ("present", "to_verify")]
    own = {(p.file, p.sheet, p.row): p for p in made.people}
    assert truth.keys() <= own.keys()
    assert {(p.file, p.sheet, p.row) for p in counted} <= truth.keys()
    assert len(counted) > 1500
    for place, child in truth.items():
        person = own[place]
        number = "" if kind == "survey" else child["number"]
        assert (
            person.name, str(person.birth_from), person.birth_from, person.hamlet_id,
            person.number or "", person.sex,
        ) == (
            child["name"], child["birth_date"], person.birth_to, child["hamlet_id"],
            number, child["sex"],
        )  # fmt: skip
    results = Counter(
        (own[place].status, child[f"status_{DAY}"]) for place, child in truth.items()
    )
    # A card of the child's own with its day is one; an application stands nowhere.
    has_cards = kind != "survey" and "issued"
    assert {pair for pair in results if pair[0] != "not_yet"} == (
        {("issued", "issued")} if has_cards else set()
    )
    if has_cards:
        assert ("not_yet", "issued") not in results


@pytest.mark.long
def test_registers_beside_the_lists_of_the_drive_change_no_count(tmp_path):
    write(tmp_path, tuple(REGISTERS), 400, alone=False)
    gaps = dophu.gaps(dophu.load(tmp_path, str(DAY)))
    found = {
        (row.hamlet_id, row.age_group): (row.persons, row.gap)
        for row in gaps.itertuples()
    }
    expected = {
        (line["hamlet_id"], line["age_group"]): (int(line["persons"]), int(line["gap"]))
        for line in lines(tmp_path / "truth" / "gaps.csv")
        if line["as_of"] == str(DAY) and line["persons"]
    }
    assert {cell: found[cell] for cell in expected if cell in found} == {
        cell: counts for cell, counts in expected.items() if cell in found
    }
    assert sum(n for n, _ in expected.values()) == sum(n for n, _ in found.values())


def test_the_same_registers_are_the_same_bytes(tmp_path):
    for name in ("one", "two"):
        write(tmp_path / name, tuple(REGISTERS), 60, alone=True)
    paths = [sorted((tmp_path / n / "rosters").rglob("*.xlsx")) for n in ("one", "two")]
    assert len(paths[0]) == len(REGISTERS)
    for one, two in zip(*paths, strict=True):
        assert one.read_bytes() == two.read_bytes()
