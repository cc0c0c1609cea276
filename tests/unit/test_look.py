"""A look at a campaign writes nothing and says what a stored snapshot says."""

from __future__ import annotations

import shutil
from datetime import date, timedelta
from pathlib import Path

import pytest

import dophu
from dophu.sample import KINDS, SampleSpec, write_sample
from dophu.snapshots import look, making

LAST = date(2024, 7, 18)
SPEC = SampleSpec(
    children=90,
    hamlets=3,
    dates=tuple(LAST - timedelta(7 * n) for n in reversed(range(3))),
    faults=dict.fromkeys(KINDS, 0.02),
)


@pytest.fixture(scope="module")
def made(tmp_path_factory) -> Path:
    """A campaign of three weeks, not to be changed: nothing is stored in it."""
    folder = tmp_path_factory.mktemp("xem") / "mẫu"
    write_sample(SPEC, folder)
    return folder


@pytest.fixture(scope="module")
def plain(made):
    """What a look says of its last date while nothing is stored."""
    return look(made)


@pytest.fixture
def campaign(made: Path, plain, tmp_path) -> Path:
    """A copy of it, in which the date before the last is stored."""
    folder = Path(shutil.copytree(made, tmp_path / "mẫu"))
    dophu.load(folder, "2024-07-11")
    return folder


def test_a_look_says_what_the_stored_snapshot_says_and_writes_nothing(made, campaign):
    before = sorted(made.rglob("*"))
    seen = look(made, "2024-07-11")
    counted, quality = dophu.gaps(seen), dophu.quality(seen)
    assert sorted(made.rglob("*")) == before
    stored = dophu.load(campaign, "2024-07-11")
    assert counted.equals(dophu.gaps(stored))
    assert quality.equals(dophu.quality(stored))
    assert seen.rows_table().equals(stored.rows_table())
    assert seen.issues_table().equals(stored.issues_table())
    assert dophu.reasons(seen).equals(dophu.reasons(stored))


@pytest.mark.long
def test_a_look_reads_only_the_dates_that_are_not_stored(campaign, plain, monkeypatch):
    read: list[date] = []
    make_date = making.make_date

    def counting(of, day, *args):
        read.append(day)
        return make_date(of, day, *args)

    monkeypatch.setattr(making, "make_date", counting)
    before = sorted(campaign.rglob("*"))
    seen = look(campaign)
    assert read == [date(2024, 7, 18)]
    assert same(plain, seen)
    assert [*map(str, seen.series())] == [*map(str, plain.series())]
    stored = look(campaign, "2024-07-11")
    dophu.progress(stored), dophu.gap_history(seen)
    assert read == [date(2024, 7, 18)]
    assert sorted(campaign.rglob("*")) == before


@pytest.mark.long
def test_a_damaged_snapshot_is_read_again_by_a_look(campaign, plain):
    for persons in campaign.glob("snapshots/*/*/persons.parquet"):
        persons.write_bytes(persons.read_bytes()[:100])
    assert same(plain, look(campaign))


def same(one, other) -> bool:
    tables = ("rows_table", "issues_table", "account_table", "sources_table")
    return (
        all(getattr(one, t)().equals(getattr(other, t)()) for t in tables)
        and dophu.quality(one).equals(dophu.quality(other))
        and dophu.history(one).equals(dophu.history(other))
        and dophu.progress(one).pace.equals(dophu.progress(other).pace)
    )
