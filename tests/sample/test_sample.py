"""The invented campaign: its figures, its bytes, its truth, its faults."""

from __future__ import annotations

import csv
import unicodedata
from collections import Counter
from datetime import date
from itertools import pairwise
from pathlib import Path

import openpyxl
import pytest

import dophu
from dophu.sample import KINDS, SampleSpec, write_sample
from dophu.sample.spec import AGE_GROUPS, share_out
from dophu.sample.world import make_world
from tests.short_form import cases

SAMPLE = Path(__file__).parents[2] / "data" / "sample"
DATES = ("2024-06-30", "2024-07-04", "2024-07-11", "2024-07-18")


def read(folder: Path, name: str) -> list[dict[str, str]]:
    with (folder / "truth" / name).open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def files(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and "snapshots" not in path.parts
    }


def test_the_committed_sample_is_what_the_generator_writes(tmp_path):
    write_sample(SampleSpec(), tmp_path)
    made, kept = files(tmp_path), files(SAMPLE)
    assert made.keys() == kept.keys()
    assert [name for name in made if made[name] != kept[name]] == []


def test_on_the_last_date_the_figures_are_those_of_the_towns_report():
    total: Counter[tuple[str, str]] = Counter()
    rows = [r for r in read(SAMPLE, "gaps.csv") if r["as_of"] == "2024-07-18"]
    for row in rows:
        for column in ("persons", "enrolled", "gap"):
            total[row["age_group"], column] += int(row[column])
    assert len({row["hamlet_id"] for row in rows}) == 17
    assert [total["under_6", c] for c in ("persons", "enrolled", "gap")] == [
        840,
        400,
        440,
    ]
    assert [total["6_to_13", c] for c in ("persons", "enrolled", "gap")] == [
        1632,
        600,
        1032,
    ]
    assert total["unknown", "persons"] == 0


@pytest.mark.parametrize("day", DATES)
def test_the_kit_counts_the_sample_as_its_truth_says(day):
    week = dophu.load(SAMPLE, day)
    gaps = dophu.gaps(week).set_index(["hamlet_id", "age_group"])
    columns = ["persons", "enrolled", "gap", "applied", "issued"]
    for row in (r for r in read(SAMPLE, "gaps.csv") if r["as_of"] == day):
        counted = gaps.loc[(row["hamlet_id"], row["age_group"]), columns]
        assert [str(n) for n in counted] == [row[c] for c in columns], row
    rows = week.rows_table()
    found = {(r.file, r.sheet, str(r.row)): r.outcome for r in rows.itertuples()}
    true = {
        (r["file"], r["sheet"], r["row"]): r["outcome"]
        for r in read(SAMPLE, "rows.csv")
        if f"/{day}/" in r["file"]
    }
    assert found == true


def test_the_last_date_is_ready_and_one_hamlet_is_silent_before_it():
    assert dophu.load(SAMPLE, "2024-07-18").gate == "READY"
    before = dophu.load(SAMPLE, "2024-07-11")
    assert before.gate == "REVIEW"
    assert [str(day) for day in before.missing.values()] == ["2024-07-04"]


def test_enrolment_only_rises_and_starts_at_nobody():
    enrolled = [
        sum(int(r["enrolled"]) for r in read(SAMPLE, "gaps.csv") if r["as_of"] == day)
        for day in DATES
    ]
    assert enrolled[0] == 0 and enrolled == sorted(enrolled) and enrolled[-1] == 1000


def test_the_boundary_birthdays_are_in_the_sample():
    births = {row["birth_date"] for row in read(SAMPLE, "children.csv")}
    assert {
        "2018-07-18", "2018-07-19", "2010-07-18", "2010-07-19", "2024-07-17",
        "2020-02-29", "2012-02-29",
    } <= births  # fmt: skip


def test_no_number_can_be_anybodys_and_none_is_given_twice():
    numbers = [r["number"] for r in read(SAMPLE, "children.csv") if r["number"]]
    assert len(numbers) == len(set(numbers)) > 2000
    assert {number[:3] for number in numbers} == {"000"}
    assert {(len(number), number[3] in "23") for number in numbers} == {(12, True)}


def test_invented_data_say_that_they_are():
    for path in SAMPLE.rglob("*.xlsx"):
        book = openpyxl.load_workbook(path, read_only=True)
        for sheet in book:
            texts = [
                c for row in sheet.iter_rows(max_row=8, values_only=True) for c in row
            ]
            assert "SỐ LIỆU MÔ PHỎNG – KHÔNG PHẢI SỐ LIỆU THỰC" in texts, (path, sheet)


@pytest.mark.parametrize(
    ("children", "hamlets", "days"), [(3, 1, 1), (600, 40, 2), (100, 2, 3), (0, 1, 1)]
)
def test_any_size_is_made_with_its_group_sizes_to_scale(children, hamlets, days):
    dates = tuple(date(2024, 7, 4 + 7 * n) for n in range(days))
    spec = SampleSpec(children=children, hamlets=hamlets, dates=dates)
    world = make_world(spec)
    present = Counter(
        AGE_GROUPS.group_of(c.birth_date, c.birth_date, spec.as_of)
        for c in world.children
        if not c.has_left(spec.as_of)
    )
    sizes = {code: size for code, (size, _) in spec.group_sizes().items()}
    assert {code: present[code] for code in sizes} == sizes
    assert sum(sizes.values()) == children
    assert len(set(spec.hamlet_names())) == hamlets


def test_another_seed_makes_other_children_and_the_same_totals():
    spec = SampleSpec(seed=1)
    assert (
        make_world(spec).children[0].name != make_world(SampleSpec()).children[0].name
    )
    assert spec.group_sizes() == SampleSpec().group_sizes()


@pytest.mark.parametrize("kind", cases(KINDS, 2))
def test_every_kind_of_fault_is_where_the_truth_says(kind, tmp_path):
    spec = SampleSpec(
        children=200, hamlets=8, dates=(date(2024, 7, 18),), faults={kind: 0.2}
    )
    write_sample(spec, tmp_path)
    faults = read(tmp_path, "faults.csv")
    assert faults and {fault["kind"] for fault in faults} == {kind}
    children = {row["child"]: row for row in read(tmp_path, "children.csv")}
    for fault in faults:
        value = cell_at(tmp_path, fault)
        if fault["child"] and fault["cell"]:
            assert looks_like(kind, value, children[fault["child"]]), (fault, value)
    rows = dophu.load(tmp_path).rows_table()
    outcomes = {(r.file, r.sheet, str(r.row)): r.outcome for r in rows.itertuples()}
    for true in read(tmp_path, "rows.csv"):
        place = (true["file"], true["sheet"], true["row"])
        if true["file"].startswith("rosters/"):
            assert outcomes[place] == true["outcome"], (kind, true)


@pytest.mark.long
@pytest.mark.parametrize(
    "faults",
    cases(
        [
            {kind: 0.03 for kind in KINDS if kind != "repeated_heading"},
            *({kind: 0.1} for kind in KINDS if kind != "repeated_heading"),
        ],
        short=1,
        long=3,
    ),
    ids=lambda faults: " ".join(faults) if len(faults) == 1 else "all",
)
def test_over_four_faulty_dates_the_kit_counts_as_the_truth_says(faults, tmp_path):
    write_sample(SampleSpec(children=250, faults=faults), tmp_path)
    columns = ["persons", "enrolled", "gap", "applied", "issued"]
    true_gaps, true_rows = read(tmp_path, "gaps.csv"), read(tmp_path, "rows.csv")
    dophu.load(tmp_path)  # all dates in one go
    for day in DATES:
        week = dophu.load(tmp_path, day)
        gaps = dophu.gaps(week).set_index(["hamlet_id", "age_group"])
        for row in (r for r in true_gaps if r["as_of"] == day):
            counted = gaps.loc[(row["hamlet_id"], row["age_group"]), columns]
            assert [str(n) for n in counted] == [row[c] for c in columns], row
        rows = week.rows_table()
        found = {(r.file, r.sheet, str(r.row)): r.outcome for r in rows.itertuples()}
        true = {
            (r["file"], r["sheet"], r["row"]): r["outcome"]
            for r in true_rows
            if f"/{day}/" in r["file"]
        }
        assert found == true


def test_nobody_vanishes_without_a_word_on_the_last_date_whatever_the_seed():
    for seed in range(200):
        world = make_world(SampleSpec(children=300, seed=seed))
        for child in (c for c in world.children if c.leaves):
            dates = world.sent_dates(child.hamlet)
            shown = [
                day
                for before, day in pairwise([None, *dates])
                if child.on_list(day, before) and child.has_left(day)
            ]
            assert len(shown) == 1, seed


def cell_at(folder: Path, fault: dict[str, str]):
    """Open the file as anybody would and look into the cell."""
    if not fault["cell"]:
        return None
    column, _ = openpyxl.utils.cell.coordinate_from_string(fault["cell"])
    at = openpyxl.utils.cell.column_index_from_string(column) - 1
    row = int(fault["row"]) - 1
    path = folder / fault["file"]
    if path.suffix == ".csv":
        with path.open(encoding="utf-8-sig", newline="") as file:
            return list(csv.reader(file))[row][at] or None
    sheet = openpyxl.load_workbook(path)[fault["sheet"]]
    return sheet.cell(row + 1, at + 1).value


def looks_like(kind: str, value, child: dict[str, str]) -> bool:
    """Test whether a cell has the fault that the truth says it has."""
    born = date.fromisoformat(child["birth_date"])
    text = str(value)
    return {
        "nfd": lambda: unicodedata.normalize("NFC", text) == child["name"],
        "eth": lambda: "Ð" in text or "ð" in text,
        "name_unaccented": lambda: text.isascii(),
        "name_slip": lambda: len(text) == len(child["name"]),
        "no_name": lambda: value is None,
        "no_number": lambda: value is None,
        "lost_zero": lambda: len(text) == 9,
        "nine_digits": lambda: len(text) == 9,
        "year_only": lambda: text == str(born.year),
        "first_january": lambda: "01/01" in text or "-01-01" in text,
        "no_birth_date": lambda: value is None,
        "impossible_date": lambda: text == f"31/02/{born.year}",
        "day_month_swapped": lambda: str(born.year) in text,
        "future_birth_date": lambda: "2024" in text or "2025" in text,
        "unknown_hamlet": lambda: text.startswith("Xóm Lạ"),
        "unknown_status": lambda: value in (None, "hỏi lại"),
    }[kind]()


def test_an_unknown_kind_of_fault_is_named(tmp_path):
    with pytest.raises(ValueError, match="unknown kind of fault: gremlin"):
        write_sample(SampleSpec(children=3, hamlets=1, faults={"gremlin": 1}), tmp_path)


def test_things_are_shared_out_whole_and_under_their_caps():
    assert share_out(10, [1, 1, 1]) == [4, 3, 3]
    assert share_out(7, [5, 1, 1], caps=[2, 9, 9]) == [2, 3, 2]
    with pytest.raises(ValueError, match="do not fit"):
        share_out(5, [1], caps=[4])
