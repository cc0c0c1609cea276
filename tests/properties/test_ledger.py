"""Weeks of lists that people correct, rename, split and forget: every ledger closes."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections import Counter
from dataclasses import dataclass, replace
from datetime import date, timedelta
from multiprocessing import get_context
from pathlib import Path

import pytest
from hypothesis import HealthCheck, seed, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    rule,
    run_state_machine_as_test,
)

import dophu
from dophu.campaign.config import read_campaign
from dophu.reader.sandbox import Reader
from dophu.snapshots import Snapshot
from dophu.snapshots.making import Made, make_date
from dophu.tables.changes import COUNTS, INTO, OUT_OF, changes, history
from dophu.tables.why.asked import Figure
from dophu.tables.why.behind import find_behind, find_bookings
from tests.campaigns import campaign_toml
from tests.short_form import tries

RUNS = int(os.environ.get("DOPHU_LEDGER_RUNS", tries(6, 6, 1000)))
FEW = 2
FIRST = date(2024, 6, 6)
TOML = campaign_toml("2024-12-31")
HAMLETS = "hamlet_id,name\nH1,Thôn Mẫu 1\nH2,Thôn Mẫu 2\nH3,Bản Ví Dụ\n"
NAMES = {"H1": "Thôn Mẫu 1", "H2": "Thôn Mẫu 2", "H3": "Bản Ví Dụ"}
HEADING = "Họ tên,Ngày sinh,Số định danh,Thôn,Tình trạng,Lý do\n"
FAMILY, GIVEN = ("Mẫu", "Lò", "Giàng A"), ("Ánh", "Bình", "Chu", "Dua", "Én", "Páo")
births = st.one_of(
    st.dates(date(2010, 6, 1), date(2024, 6, 1)),
    st.dates(date(2018, 6, 1), date(2018, 9, 1)),  # turn 6 within the weeks
)
hamlets = st.sampled_from(sorted(NAMES))
children = st.integers(0, 30)
newcomers = st.lists(st.tuples(births, hamlets, st.booleans()), max_size=8)
DEEDS = (
    "done", "done", "undone", "name", "birth", "hamlet", "hamlet", "hamlet", "left",
    "dead", "back", "drop", "twice",
)  # fmt: skip


@dataclass(frozen=True)
class Child:
    """A child as its hamlet's list writes it this week."""

    name: str
    born: date
    number: str
    hamlet: str
    done: bool = False
    reason: str = ""

    def line(self) -> str:
        status = "đã cấp" if self.done else "chưa"
        place = NAMES[self.hamlet]
        about = self.name, f"{self.born:%d/%m/%Y}", self.number, place, status
        return ",".join((*about, self.reason))


class Weeks(RuleBasedStateMachine):
    """An office's weeks; what is on the lists is known child by child."""

    reader: Reader
    booked: Counter[str] = Counter()

    def __init__(self) -> None:
        super().__init__()
        self.folder = tempfile.TemporaryDirectory()
        self.path = Path(self.folder.name) / "thử"
        self.path.mkdir()
        (self.path / "campaign.toml").write_text(TOML, encoding="utf-8")
        (self.path / "hamlets.csv").write_text(HAMLETS, encoding="utf-8")
        self.listed: dict[int, Child] = {}
        self.born = self.handled = 0
        self.day = FIRST
        self.silent: set[str] = set()
        self.per_file = 99
        self.twice: set[int] = set()
        self.made: Made | None = None

    def teardown(self) -> None:
        self.close_the_books()
        if self.made is not None:
            self.add_up_all_dates()
        self.folder.cleanup()

    def some(self, number: int) -> int:
        keys = sorted(self.listed)
        return keys[number % len(keys)]

    @initialize(newcomers=newcomers.filter(len))
    def begin(self, newcomers: list[tuple]) -> None:
        """The first lists."""
        self.add(newcomers)

    def add(self, newcomers: list[tuple]) -> None:
        for born, hamlet, numbered in newcomers:
            self.born += 1
            n = self.born
            name = f"{FAMILY[n % 3]} {GIVEN[n % 6]} {GIVEN[n // 6 % 6]}"
            number = f"0002{n % 2}{n:07d}" if numbered else ""
            self.listed[n] = Child(name, born, number, hamlet)

    def change(self, number: int, what: str, born: date, hamlet: str) -> None:
        if not self.listed:
            return
        key = self.some(number)
        child = self.listed[key]
        if what == "drop":
            del self.listed[key]
        elif what == "twice":
            self.twice.add(key)
        else:
            self.handled += what == "done" and not child.done
            new = {
                "done": {"done": True}, "undone": {"done": False},
                "name": {"name": child.name + "h"}, "birth": {"born": born},
                "hamlet": {"hamlet": hamlet}, "left": {"reason": "đã chuyển đi"},
                "dead": {"reason": "đã mất"}, "back": {"reason": ""},
            }[what]  # fmt: skip
            self.listed[key] = replace(child, **new)

    @rule(
        newcomers=newcomers,
        deeds=st.lists(st.tuples(children, st.sampled_from(DEEDS), births, hamlets),
                       max_size=8),
        silent=st.sets(hamlets, max_size=1),
        rows=st.sampled_from([1, 4, 99]),
        days=st.sampled_from([7, 7, 14, 120]),
    )  # fmt: skip
    def week(
        self,
        newcomers: list[tuple],
        deeds: list[tuple],
        silent: set[str],
        rows: int,
        days: int,
    ) -> None:
        """Close a week; the next has children, corrections, files of its own."""
        self.close_the_books()
        self.day += timedelta(days=days)
        self.add(newcomers)
        for deed in deeds:
            self.change(*deed)
        self.silent, self.per_file = silent, rows

    def write(self) -> None:
        """Write this date's lists as they stand; none if no hamlet sends any."""
        folder = self.path / "rosters" / self.day.isoformat()
        shutil.rmtree(folder, ignore_errors=True)
        for hamlet in sorted(NAMES.keys() - self.silent):
            lines = [
                line
                for key, child in sorted(self.listed.items())
                if child.hamlet == hamlet
                for line in [child.line()] * (2 if key in self.twice else 1)
            ]
            for first in range(0, len(lines), self.per_file):
                folder.mkdir(parents=True, exist_ok=True)
                part = HEADING + "\n".join(lines[first : first + self.per_file]) + "\n"
                file = folder / f"{hamlet} {first}.csv"
                file.write_text(part, encoding="utf-8-sig")

    def read(self, again: bool = False) -> Snapshot | None:
        """Read this date after those before it; all ``again``, or as they were read."""
        campaign = read_campaign(self.path)
        made = None if again else self.made
        read = date.fromisoformat(made.manifest["as_of"]) if made else date.min
        for day in campaign.dates():
            if day > read:
                made = replace(make_date(campaign, day, made, self.reader), before=made)
        if made is None:
            return None
        self.made = made
        return Snapshot(campaign, campaign.dates()[-1], Path(), made)

    def close_the_books(self) -> None:
        """Write and read the lists; this date's ledger closes, at the gap."""
        self.write()
        week = self.read()
        if week is None:
            return
        table = changes(week)
        assert_every_row_closes(table)
        gaps = dophu.gaps(week)
        sums = table[list(COUNTS)].sum()
        Weeks.booked.update(name for name in COUNTS if sums[name])
        assert table["closing"].sum() == gaps["gap"].sum()
        both = gaps.merge(table, on=["hamlet_id", "age_group"])
        assert (both["gap"].fillna(-1) == both["closing"].fillna(-1)).all()
        assert_children_are_booked(table, week)
        assert_children_stand_behind("changes", table, ("closing",), week)
        assert_children_stand_behind("gaps", gaps, ("gap", "persons"), week)
        for sheet in week.manifest["sheets"]:
            assert (
                sheet["rows"]
                == sum(count for name, count in sheet.items() if isinstance(count, int))
                - sheet["rows"]
            )

    def add_up_all_dates(self) -> None:
        """Each date opens where the one before closed, and no success is made up."""
        dates = read_campaign(self.path).dates()
        table = history(
            Snapshot(read_campaign(self.path), dates[-1], Path(), self.made)
        )
        assert_every_row_closes(table)
        sums = table[list(COUNTS)].sum()
        Weeks.booked.update(name for name in COUNTS if sums[name])
        by_day = table.groupby("as_of")[["opening", "closing", "enrolled"]].sum()
        assert list(by_day["opening"])[1:] == list(by_day["closing"])[:-1]
        # Who is gone from the lists, or is written otherwise, is not a success.
        assert by_day["enrolled"].sum() <= self.handled

    @rule()
    def run_again(self) -> None:
        """Lists read into a store, later dates first: the same ids and figures."""
        self.write()
        week = self.read(again=True)
        if week is None:
            return
        dates = week.campaign.dates()
        stored = [dophu.load(week.campaign, day) for day in reversed(dates[-2:])]
        (last, *_), ids = stored, ["person_id", "hamlet_id", "status", "presence"]
        found, expected = (
            sorted(w.persons.select(ids).to_native().fetchall()) for w in (last, week)
        )
        assert found == expected
        assert changes(last).equals(changes(week))


def assert_children_are_booked(table, week) -> None:
    """What each child does to a ledger adds up to every figure of it."""
    found: dict[str, Counter[tuple[str, str]]] = {name: Counter() for name in COUNTS}
    for bookings in find_bookings(week).values():
        for cell, column, sign in bookings:
            found[column][cell] += sign
    for column in COUNTS:
        assert_same_figures(table, column, found[column])


def assert_children_stand_behind(name, table, columns, week) -> None:
    """The children that dophu why lists of every cell count to its figure."""
    for column in columns:
        found: Counter[tuple[str, str]] = Counter()
        for one in find_behind(week, Figure(table=name, column=column)):
            found[one.cell] += one.counts
        assert_same_figures(table, column, found)


def assert_same_figures(table, column, found) -> None:
    figures = table.set_index(["hamlet_id", "age_group"])[column].fillna(0)
    reported = {cell: int(n) for cell, n in figures.items() if n}
    assert reported == {cell: n for cell, n in found.items() if n}, column


def assert_every_row_closes(table) -> None:
    """What was there and came in, less what went out, is what is left."""
    rows = table.dropna(subset=["closing"])
    into = rows[["opening", *INTO, "corrected"]].sum(axis=1)
    assert (into - rows[list(OUT_OF)].sum(axis=1) == rows["closing"]).all()
    assert (rows[[c for c in COUNTS if c != "corrected"]] >= 0).all(axis=None)


def try_weeks(runs: int, half: int | None = None) -> Counter[str]:
    """Try so many runs of weeks and give what they booked; a ledger not closing fails.

    In a gate a half has a seed of its own, else both would try the same weeks.
    """
    Weeks.booked = Counter()
    machine = type("Weeks", (Weeks,), {})
    gate = bool(os.environ.get("CI"))
    if half and gate:
        machine = seed(half)(machine)
    with Reader() as reader:
        Weeks.reader = reader
        run_state_machine_as_test(
            machine,
            settings=settings(
                max_examples=runs,
                stateful_step_count=6,
                deadline=None,
                derandomize=gate and not half,
                suppress_health_check=list(HealthCheck),
            ),
        )
    return Weeks.booked


def test_every_weeks_ledger_closes_in_a_few_weeks_of_lists():
    assert try_weeks(FEW)["closing"], "no week tried has a child without a card"


@pytest.mark.long
def test_every_weeks_ledger_closes_whatever_people_do_to_the_lists():
    halves = [(RUNS - RUNS // 2, 1), (RUNS // 2, 2)]
    with get_context("spawn").Pool(2) as pool:
        booked = sum(pool.starmap(try_weeks, halves), Counter())
    missed = [name for name in COUNTS if not booked[name]]
    assert not missed, "the weeks tried book nothing there: they prove nothing of it"
