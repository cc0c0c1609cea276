"""What is counted of a date is kept with it, and made again where it is damaged."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import cycle
from pathlib import Path
from threading import Event, Thread

import pandas as pd
import pytest

import dophu
from dophu.sample import SampleSpec, write_sample
from dophu.snapshots import kept_tables, look
from dophu.tables import changes
from dophu.tables.pace import engine
from tests.short_form import cases

LAST = date(2024, 7, 18)
DATES = tuple(LAST - timedelta(7 * n) for n in reversed(range(5)))
TABLES = ("gaps", "history", "gap_history")


@pytest.fixture(scope="module")
def campaign(tmp_path_factory):
    folder = tmp_path_factory.mktemp("kept") / "campaign"
    write_sample(SampleSpec(children=60, hamlets=2, dates=DATES), folder)
    dophu.load(folder)
    return folder


@pytest.fixture(scope="module")
def plain(campaign):
    """All that is kept of the last date, counted with nothing kept."""
    for kept in kept_files(campaign):
        kept.unlink()
    return counted(look(campaign))


@pytest.fixture
def week(campaign):
    found = dophu.load(campaign)
    for kept in kept_files(campaign):
        kept.unlink()
    return found


def kept_files(campaign: Path) -> list[Path]:
    return sorted(campaign.glob("snapshots/*/*/kept/*"))


def counted(week) -> dict[str, pd.DataFrame]:
    """Count all that is kept of a date, and of those before it."""
    found = {name: getattr(dophu, name)(week) for name in TABLES}
    progress = dophu.progress(week)
    found |= {name: getattr(progress, name) for name in ("pace", "rates", "scores")}
    for end in ("known", "worst"):
        away = getattr(progress.absent, end)
        found |= {f"{end} {days}": count.to_frame() for days, count in away.items()}
    return found | {"basis": pd.DataFrame({"basis": [progress.basis]})}


def assert_same(one: dict[str, pd.DataFrame], other: dict[str, pd.DataFrame]) -> None:
    assert [*one] == [*other]
    for name, table in one.items():
        pd.testing.assert_frame_equal(table, other[name], check_exact=True)


def test_what_is_opened_is_what_was_counted_to_the_type(campaign, plain, week):
    assert len(plain["scores"]), "no past scenario: nothing is tried"
    assert any(name.startswith("worst") for name in plain)
    for of in (week, dophu.load(campaign), week):  # counted and kept, opened, known
        assert_same(plain, counted(of))
        assert kept_files(campaign)


def test_a_table_that_is_changed_by_who_asked_is_the_same_for_who_asks_next(
    plain, week
):
    for name, table in counted(week).items():
        if name in TABLES:
            table.iloc[:, -1] = table.iloc[::-1, -1].to_numpy()
            del table[table.columns[0]]
    assert_same(plain, counted(week))


def test_who_asks_while_it_is_counted_waits_and_opens_it(week):
    begun, go = Event(), Event()
    made, given = [], []

    def make() -> dict[str, pd.DataFrame]:
        made.append("once")
        begun.set()
        go.wait(600)
        return {"counts": pd.DataFrame({"children": [1]})}

    def ask() -> None:
        given.append(kept_tables.keep_tables(week, "counts", "f" * 64, make))

    first, second = Thread(target=ask), Thread(target=ask)
    first.start()
    assert begun.wait(600)
    second.start()
    second.join(0.2)  # it would have counted by now
    go.set()
    for thread in (first, second):
        thread.join(600)
    assert made == ["once"] and len(given) == 2
    assert [path.suffix for path in week.folder.glob("kept/*")] == [".json"]


DAMAGES = {
    "cut": lambda content: content[: len(content) // 2],
    "another type": lambda content: content.replace(b"Int64", b"int64", 1),
    "another figure": lambda content: content[:-3] + b"9" + content[-2:],
    "empty": lambda content: b"",
    "begins otherwise": lambda content: b"\xff\xfe" + content,
}


@pytest.mark.parametrize(
    "kinds", cases([[*DAMAGES], *([kind] for kind in DAMAGES)], 0, 1)
)
def test_a_damaged_one_is_noticed_and_made_again(campaign, plain, week, kinds):
    """All kinds in turn over the files; by make hunt each on every file too."""
    counted(week)
    contents = {path: path.read_bytes() for path in kept_files(campaign)}
    assert len(contents) >= len(DAMAGES)
    for (path, content), kind in zip(contents.items(), cycle(kinds), strict=False):
        path.write_bytes(DAMAGES[kind](content))
    assert_same(plain, counted(dophu.load(campaign)))
    # Only what was asked for again is mended; what lies beneath it is left.
    for path in sorted(week.folder.glob("kept/*")):
        assert path.read_bytes() == contents[path]


@pytest.mark.long
def test_those_of_another_version_of_the_kit_are_not_opened_and_go(
    campaign, plain, week, monkeypatch
):
    counted(week)
    before = kept_files(campaign)
    monkeypatch.setattr("dophu.tables.kept.source_fingerprint", lambda _: "f" * 64)
    assert_same(plain, counted(dophu.load(campaign)))  # opened by another process
    after = kept_files(campaign)
    assert len(after) == len(before)
    assert all(f".{'f' * 16}.json" in path.name for path in after)


@pytest.mark.long
def test_a_store_that_cannot_be_written_to_gives_the_same(
    campaign, plain, week, monkeypatch
):
    def refuse(*_: object) -> None:
        raise PermissionError

    monkeypatch.setattr(kept_tables, "_write", refuse)
    assert_same(plain, counted(week))
    assert not kept_files(campaign)


@pytest.mark.long
def test_a_later_week_counts_itself_alone(campaign, week, monkeypatch):
    """Count the work of the last week after the weeks before it: as much in any."""
    work: list[str] = []

    def count(module, name):
        plain = getattr(module, name)

        def counting(*args, **kwargs):
            work.append(name)
            return plain(*args, **kwargs)

        monkeypatch.setattr(module, name, counting)

    count(changes, "_between")
    for name in ("read_dated", "find_absent"):
        count(engine, name)
    found = {}
    for day in DATES:
        work.clear()
        dophu.progress(dophu.load(campaign, day))
        found[day] = sorted(work)
    expected = ["_between", "find_absent", "find_absent", "read_dated", "read_dated"]
    assert found[DATES[1]] == found[DATES[-1]] == expected
    work.clear()
    dophu.progress(week)
    assert not work
