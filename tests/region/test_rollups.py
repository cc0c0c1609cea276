"""Roll-ups: written and read again to the cell, and refused where they were changed."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from pathlib import Path

import pandas as pd
import pytest

from dophu.ages import AgeGroup, AgeGroups
from dophu.catalogue.issues import DophuError
from dophu.region.opening import load_region
from dophu.region.problems import count_otherwise
from dophu.region.rollup import _digest as digest_of
from dophu.region.rollup import make_rollup, read_rollup, write_rollup
from dophu.region.tables import unit_changes
from dophu.snapshots import load
from dophu.tables.changes import COUNTS
from tests.short_form import cases

ROLLUPS = sorted(Path("data/region/rollups").glob("*.json"))


@pytest.fixture(scope="module")
def rollup():
    return make_rollup(load("data/sample", "2024-07-18"))


def test_a_roll_up_is_read_as_it_was_written(rollup, tmp_path: Path):
    again = read_rollup(write_rollup(rollup, tmp_path))
    assert replace(again, tables={}) == replace(rollup, tables={})
    for name, table in rollup.tables.items():
        stored = again.tables[name]
        assert list(stored.columns) == list(table.columns)
        assert stored.to_csv(index=False) == table.to_csv(index=False), name


@pytest.mark.parametrize("line", [0.2, 0.5, 0.8, 0.95])
def test_a_roll_up_of_which_a_figure_was_changed_is_refused(rollup, tmp_path, line):
    path = write_rollup(rollup, tmp_path)
    lines = path.read_text(encoding="utf-8").splitlines()
    digits = [n for n, text in enumerate(lines) if any(map(str.isdigit, text))]
    at = digits[int(line * len(digits))]
    digit = next(c for c in lines[at] if c.isdigit())
    lines[at] = lines[at].replace(digit, str((int(digit) + 1) % 10), 1)
    path.write_text("\n".join(lines), encoding="utf-8")
    with pytest.raises(DophuError, match="KV-07"):
        read_rollup(path)


@pytest.mark.parametrize(
    ("name", "value"),
    cases([
        ("unit", "../x"), ("unit", None), ("unit", {"a": 1}), ("unit_name", []),
        ("unit_name", "\x1b[31m"), ("gate", 1), ("missing", []), ("missing", {"H": 1}),
        ("inputs", "7"), ("simulated", 1), ("reason_labels", {"A": "x"}),
        ("edition", {"name": None}), ("deadline", date.max), ("drive", "x" * 301),
    ], 5),
)  # fmt: skip
def test_a_roll_up_that_says_what_no_page_can_show_is_refused(
    rollup, tmp_path, name, value
):
    """Made by hand, with a digest that is right."""
    made = write_rollup(replace(rollup, unit="99999"), tmp_path)
    content = json.loads(made.read_text(encoding="utf-8"))
    content.pop("sha256")
    content[name] = str(value) if name == "deadline" else value
    made.write_text(json.dumps(content | {"sha256": digest_of(content)}), "utf-8")
    with pytest.raises(DophuError, match="KV-07"):
        read_rollup(made)


def test_a_roll_up_cut_short_is_refused(rollup, tmp_path: Path):
    path = write_rollup(rollup, tmp_path)
    path.write_bytes(path.read_bytes()[:-50])
    with pytest.raises(DophuError, match="KV-07"):
        read_rollup(path)


@pytest.mark.parametrize("path", ROLLUPS, ids=lambda p: p.stem)
def test_the_roll_ups_of_the_sample_are_whole_and_say_what_they_are(path: Path):
    assert read_rollup(path).simulated
    stated = json.loads(path.read_text(encoding="utf-8"))["notice"]
    assert "nội bộ" in stated["vi"]
    assert "internal" in stated["en"]


def test_every_line_of_a_region_ledger_closes_at_its_gap():
    week = load_region("data/region", "2024-07-18")
    ledger = week.changes
    known = ledger.dropna(subset=["closing"])
    came = known[["opening", "new", "moved_in", "aged_in", "corrected"]].sum(axis=1)
    went = known[["enrolled", "moved_out", "died", "aged_out"]].sum(axis=1)
    assert (came - went == known["closing"]).all()
    keys = ["hamlet_id", "age_group"]
    both = known.merge(week.gaps, on=keys)
    assert (both["closing"] == both["gap"]).all()
    assert len(both) == len(known)


def test_what_a_unit_booked_last_week_is_not_booked_again():
    week = load_region("data/region", "2024-07-18")
    late = [r for r in week.rollups if r.as_of < week.as_of]
    assert late
    flows = unit_changes(late, week.as_of)[list(COUNTS[1:-2])]
    assert (flows == 0).all(axis=None)
    assert (late[0].tables["changes"]["enrolled"] > 0).any()


def test_absent_is_not_zero():
    week = load_region("data/region", "2024-07-18")
    assert week.missing == {"90003": date(2024, 7, 11), "90005": None}
    silent = week.gaps[week.gaps["hamlet_id"] == "90005"]
    assert len(silent)
    assert silent["persons"].isna().all()
    assert week.gate == "REVIEW"


def test_hamlets_add_up_to_their_unit():
    week = load_region("data/region", "2024-07-18")
    tables = week.tables()
    for name in ("gaps", "changes"):
        counts = ["gap", "persons"] if name == "gaps" else list(COUNTS)
        hamlets = tables[f"hamlet_{name}"]
        late = {r.unit for r in week.rollups if r.as_of < week.as_of}
        hamlets = hamlets[~hamlets["unit"].isin(late)]
        sums = hamlets.groupby(["unit", "age_group"])[counts].sum()
        units = tables[name].set_index(["hamlet_id", "age_group"])[counts]
        pd.testing.assert_frame_equal(
            sums.astype("Int64").reset_index(drop=True),
            units.reindex(sums.index).astype("Int64").reset_index(drop=True),
        )


@pytest.mark.parametrize(
    "other",
    [{"counts_as_enrolled": ("issued",)}, {"drive": "measles"},
     {"age_groups": AgeGroups((AgeGroup("under_6", 0, 7, {}),))}],
)  # fmt: skip
def test_a_unit_that_counts_otherwise_leaves_no_region_ready(rollup, tmp_path, other):
    for unit in ("90001", "90002", "90003"):
        more = other if unit == "90001" else {}
        write_rollup(replace(rollup, unit=unit, unit_name=unit, **more), tmp_path)
    week = load_region("data/region", "2024-07-18", tmp_path)
    table = week.issues[week.issues["code"] == "KV-15"]
    assert (table["hamlet_id"].to_list(), week.gate) == (["90001"], "REVIEW")


def test_units_that_count_alike_in_another_order_are_alike(rollup):
    turned = replace(rollup, counts_as_enrolled=rollup.counts_as_enrolled[::-1])
    assert count_otherwise([rollup, turned]) == []
