"""Units that merge: the campaign goes on, its past told in the units of today."""

from __future__ import annotations

import csv
import shutil
from pathlib import Path

import pytest

from dophu.catalogue.issues import DophuError
from dophu.region.opening import load_region
from dophu.region.rollup import read_rollup
from dophu.region.running import run_region
from dophu.runs.record import verify
from tests.short_form import cases

OLD = "90001", "90004"
TOML = """\
[region]
name = "Đợt mẫu"
unit = "90"
unit_name = "Tỉnh Mẫu"
rollups = ["rollups/*"]
"""
UNIT = '[[units]]\nunit = "{0}"\nname = "Xã {0}"\n'


def make(folder: Path, events: str, *units: str) -> Path:
    shutil.copytree("data/region/rollups", folder / "rollups")
    text = TOML + "".join(UNIT.format(unit) for unit in units)
    (folder / "region.toml").write_text(text, encoding="utf-8")
    head = "from_id,to_id,kind,date,share\n"
    (folder / "unit_events.csv").write_text(head + events, encoding="utf-8")
    return folder


def past_gap(folder: Path, unit: str) -> dict[str, int]:
    (path,) = folder.glob(f"rollups/{unit}_*.json")
    table = read_rollup(path).tables["history"]
    return table.astype({"as_of": str}).groupby("as_of")["gap"].sum().to_dict()


def reported_gap(folder: Path, unit: str) -> dict[str, int]:
    table = load_region(folder, "2024-07-18").history
    table = table[table["hamlet_id"] == unit].dropna(subset=["gap"])
    return table.astype({"as_of": str}).groupby("as_of")["gap"].sum().to_dict()


@pytest.mark.long
def test_two_units_become_one_that_has_not_sent_anything_yet(tmp_path: Path):
    """The new unit stands with the last figures of the old ones and their day."""
    events = "90001,99,merge,2024-07-15,\n90004,99,merge,2024-07-15,\n"
    folder = make(tmp_path, events, "99", "90002", "90003")
    week = load_region(folder, "2024-07-18")
    assert list(week.names) == ["99", "90002", "90003"]
    old = [r for r in week.past if r.unit in OLD]
    assert len(old) == 2
    gap = sum(int(r.tables["gaps"]["gap"].sum()) for r in old)
    assert int(week.gaps.query("hamlet_id == '99'")["gap"].sum()) == gap
    assert [r.unit for r in week.made_of["99"]] == list(OLD)
    both = [past_gap(folder, unit) for unit in OLD]
    reported = reported_gap(folder, "99")
    for day in ("2024-07-04", "2024-07-11"):
        assert reported[day] == sum(unit[day] for unit in both)


def test_a_unit_that_took_another_in_has_the_past_of_both(tmp_path: Path):
    folder = make(tmp_path, "90001,90002,merge,2024-07-15,\n", "90002", "90004")
    reported = reported_gap(folder, "90002")
    one, two = past_gap(folder, "90001"), past_gap(folder, "90002")
    assert reported["2024-07-11"] == one["2024-07-11"] + two["2024-07-11"]
    assert reported["2024-07-18"] == two["2024-07-18"]
    week = load_region(folder, "2024-07-18")
    assert "90001" not in week.names
    assert "KV-14" in list(week.issues["code"])


@pytest.mark.long
@pytest.mark.parametrize("share", cases([0.3, 0.5, 0.71], 1))
def test_a_unit_parted_by_share_keeps_every_child(tmp_path: Path, share: float):
    events = (
        f"90001,90002,split,2024-07-15,{share}\n"
        f"90001,90004,split,2024-07-15,{round(1 - share, 2)}\n"
    )
    folder = make(tmp_path, events, "90002", "90004")
    reported = sum(
        reported_gap(folder, unit)["2024-07-11"] for unit in ("90002", "90004")
    )
    units = "90001", "90002", "90004"
    assert reported == sum(past_gap(folder, unit)["2024-07-11"] for unit in units)


def test_before_the_event_the_old_units_stand(tmp_path: Path):
    folder = make(tmp_path, "90001,90002,merge,2024-07-25,\n", "90002")
    assert "90001" in load_region(folder, "2024-07-18").names


def test_a_unit_of_today_that_nobody_knows_is_named(tmp_path: Path):
    folder = make(tmp_path, "90001,9O002,merge,2024-07-15,\n")
    with pytest.raises(DophuError, match="unit_events"):
        load_region(folder, "2024-07-18")


@pytest.mark.long
def test_the_edition_of_a_region_is_of_the_units_of_today(tmp_path: Path):
    events = "90001,99,merge,2024-07-15,\n90004,99,merge,2024-07-15,\n"
    folder = make(tmp_path / "region", events, "99", "90002", "90003")
    outcome = run_region(folder, "2024-07-18", tmp_path / "reports")
    assert verify(outcome.edition) == []
    with (outcome.edition / "tables" / "gaps.csv").open(encoding="utf-8-sig") as file:
        gaps = list(csv.DictReader(file))
    assert {row["hamlet_id"] for row in gaps} == {"99", "90002", "90003"}
    reported = sum(int(row["gap"]) for row in gaps if row["hamlet_id"] == "99")
    rollups = [read_rollup(*folder.glob(f"rollups/{unit}_*.json")) for unit in OLD]
    assert reported == sum(int(r.tables["gaps"]["gap"].sum()) for r in rollups)
    with (outcome.edition / "charts" / "smalls.csv").open(encoding="utf-8-sig") as file:
        shown = {row["hamlet_id"] for row in csv.DictReader(file)}
    assert shown == {"99", "90002", "90003"}
    page = (outcome.edition / "index.html").read_text(encoding="utf-8")
    assert "Xã 99" in page and "KV-14" not in page
