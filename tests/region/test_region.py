"""A region end to end: units in worker processes, one edition of them all."""

from __future__ import annotations

import csv
import json
from collections import Counter
from pathlib import Path

import pytest

from dophu.catalogue.issues import DophuError
from dophu.region.rollup import make_rollup, write_rollup
from dophu.region.running import run_region
from dophu.region.settings import read_region
from dophu.region.site import write_site
from dophu.runs.record import verify
from dophu.runs.traces import Sought, find_in
from dophu.snapshots import load
from dophu.tables.gaps import gaps
from tests.region.story import Story

AS_OF = "2024-07-18"


def rows(edition: Path, name: str) -> list[dict[str, str]]:
    with (edition / "tables" / f"{name}.csv").open(encoding="utf-8-sig") as file:
        return list(csv.DictReader(file))


@pytest.mark.long
def test_one_unit_that_cannot_be_read_stops_no_other(story: Story):
    """One unit of two has a campaign that cannot be read, and stops no other."""
    outcome = story.first
    assert story.steps == [(n, len(story.steps)) for n in range(len(story.steps))]
    assert outcome.gate == "REVIEW"
    assert [[i.code for i in issues] for issues in outcome.failed.values()] != [[]]
    assert verify(outcome.edition) == []
    counted = Counter()
    for unit in ("90001",):
        table = gaps(load(story.region / "units" / unit, AS_OF))
        counted += Counter({unit: int(table["gap"].sum())})
    reported = Counter()
    for row in rows(outcome.edition, "gaps"):
        reported[row["hamlet_id"]] += int(row["gap"])
    assert reported == counted
    page = (outcome.edition / "index.html").read_text(encoding="utf-8")
    for unit in counted:
        assert f'href="../../{unit}/{AS_OF}/index.html"' in page
        assert (story.reports / unit / AS_OF / "index.html").is_file()
    for name in ("briefing.docx", "briefing.pptx", "tables.xlsx"):
        assert (outcome.edition / name).is_file()
    assert not list(outcome.edition.rglob("lists"))


@pytest.mark.long
def test_a_region_goes_on_with_what_was_done_and_is_found_again(story: Story):
    again, reports = story.whole, story.reports
    assert again.edition.name == f"{AS_OF}.2"
    assert not again.failed
    assert not (reports / "90001" / f"{AS_OF}.2").exists()
    record = json.loads((again.edition / "run.json").read_text(encoding="utf-8"))
    assert [unit["unit"] for unit in record["units"]] == ["90001", "90002"]
    same = run_region(story.region, AS_OF, reports, workers=1)
    assert (same.reused, same.edition) == (True, again.edition)


@pytest.mark.long
def test_no_child_stands_outside_the_lists_of_its_unit(story: Story, tmp_path: Path):
    region, reports = story.region, story.reports
    site = tmp_path / "trang"
    write_site(read_region(region), story.whole.edition, reports, site)
    for unit in ("90001", "90002"):
        rollup = make_rollup(load(region / "units" / unit, AS_OF))
        write_rollup(rollup, tmp_path / "gửi lên" / f"{unit}.json")
    assert look_for_children(region, reports, site, tmp_path / "gửi lên") > 60


def look_for_children(region: Path, *folders: Path) -> int:
    """Look for the names and numbers of all children in every file but lists/.

    Gives in how many files it looked, and asks that lists/ does have them.
    """
    names, numbers = set(), set()
    for path in region.glob("units/*/truth/children.csv"):
        with path.open(encoding="utf-8-sig") as file:
            for child in csv.DictReader(file):
                names.add(child["name"])
                numbers.add(child["number"])
    sought = Sought(names, numbers)
    assert sought.names > 40 and sought.numbers > 20
    searched = listed = 0
    for path in (p for one in folders for p in one.rglob("*") if p.is_file()):
        found = find_in(path, sought)
        if "lists" in path.parts:
            listed += bool(found)
        else:
            searched += 1
            assert found is False, path
    assert listed
    return searched


def test_a_region_without_any_figures_publishes_nothing(region: Path, tmp_path: Path):
    with pytest.raises(DophuError, match="KV-09"):
        run_region(region, "2024-01-01", tmp_path / "reports", workers=1)
    assert not list((tmp_path / "reports" / "90").glob("2*"))
