"""Weeks of lists that people correct, rename, split and forget: every ledger closes."""

from __future__ import annotations

import os
import shutil
import tempfile
from dataclasses import dataclass, replace
from datetime import date, timedelta
from pathlib import Path

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, precondition, rule

import dophu
from dophu.campaign import read_campaign
from dophu.ledger import COUNTS, INTO, OUT_OF, changes, history
from dophu.rosters.child import Reader
from dophu.snapshots import Snapshot
from dophu.snapshots.making import make_date

RUNS = int(os.environ.get("DOPHU_LEDGER_RUNS", 100))
FIRST = date(2024, 6, 6)
CAMPAIGN = """
[campaign]
name = "Thử"
unit = "99999"
unit_name = "Thị trấn Thử"
deadline = 2024-12-31
[[age_groups]]
code = "under_6"
from_years = 0
below_years = 6
[[age_groups]]
code = "6_to_13"
from_years = 6
below_years = 14
"""
HAMLETS = "hamlet_id,name\nH1,Thôn Mẫu 1\nH2,Thôn Mẫu 2\nH3,Bản Ví Dụ\n"
NAMES = {"H1": "Thôn Mẫu 1", "H2": "Thôn Mẫu 2", "H3": "Bản Ví Dụ"}
HEADING = "Họ tên,Ngày sinh,Số định danh,Thôn,Tình trạng,Lý do\n"
FAMILY, GIVEN = ("Mẫu", "Lò", "Giàng A"), ("Ánh", "Bình", "Chu", "Dua", "Én", "Páo")
births = st.dates(date(2010, 6, 1), date(2024, 6, 1))
hamlets = st.sampled_from(sorted(NAMES))
children = st.integers(0, 30)


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

    def __init__(self) -> None:
        super().__init__()
        self.folder = tempfile.TemporaryDirectory()
        self.path = Path(self.folder.name) / "thử"
        self.path.mkdir()
        (self.path / "campaign.toml").write_text(CAMPAIGN, encoding="utf-8")
        (self.path / "hamlets.csv").write_text(HAMLETS, encoding="utf-8")
        self.listed: dict[int, Child] = {}
        self.born = self.handled = 0
        self.day = FIRST
        self.silent: set[str] = set()
        self.per_file = 99
        self.twice: set[int] = set()

    def teardown(self) -> None:
        self.close_the_books()
        self.folder.cleanup()

    def some(self, number: int) -> int:
        keys = sorted(self.listed)
        return keys[number % len(keys)]

    @rule(count=st.integers(1, 6), born=births, hamlet=hamlets, numbered=st.booleans())
    def add(self, count: int, born: date, hamlet: str, numbered: bool) -> None:
        for _ in range(count):
            self.born += 1
            n = self.born
            name = f"{FAMILY[n % 3]} {GIVEN[n % 6]} {GIVEN[n // 6 % 6]}"
            number = f"0002{n % 2}{n:07d}" if numbered else ""
            day = born - timedelta(days=37 * (n % 11))
            self.listed[n] = Child(name, day, number, hamlet)

    @precondition(lambda self: self.listed)
    @rule(number=children, what=st.sampled_from(
        ["done", "undone", "name", "birth", "hamlet", "left", "dead", "drop", "twice"]
    ), born=births, hamlet=hamlets)  # fmt: skip
    def change(self, number: int, what: str, born: date, hamlet: str) -> None:
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
                "dead": {"reason": "đã mất"},
            }[what]  # fmt: skip
            self.listed[key] = replace(child, **new)

    @rule(hamlet=hamlets)
    def fall_silent(self, hamlet: str) -> None:
        self.silent ^= {hamlet}

    @rule(rows=st.integers(1, 99))
    def part_files(self, rows: int) -> None:
        self.per_file = rows

    @rule(days=st.sampled_from([7, 7, 14, 120]))
    def next_week(self, days: int) -> None:
        self.close_the_books()
        self.day += timedelta(days=days)

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

    def read(self) -> Snapshot | None:
        """Read all dates, oldest first, as a run without a store would."""
        campaign = read_campaign(self.path)
        made = None
        for day in campaign.dates():
            made = replace(make_date(campaign, day, made, self.reader), before=made)
        if made is None:
            return None
        return Snapshot(campaign, campaign.dates()[-1], Path(), made)

    def close_the_books(self) -> None:
        """Write and read the lists; every date's ledger closes, at the gap."""
        self.write()
        week = self.read()
        if week is None:
            return
        table = history(week)
        rows = table.dropna(subset=["closing"])
        into = rows[["opening", *INTO, "corrected"]].sum(axis=1)
        assert (into - rows[list(OUT_OF)].sum(axis=1) == rows["closing"]).all()
        assert (rows[[c for c in COUNTS if c != "corrected"]] >= 0).all(axis=None)
        gaps = dophu.gaps(week)
        last = table[table["as_of"] == week.as_of]
        assert last["closing"].sum() == gaps["gap"].sum()
        both = gaps.merge(last, on=["hamlet_id", "age_group"])
        assert (both["gap"].fillna(-1) == both["closing"].fillna(-1)).all()
        by_day = table.groupby("as_of")[["opening", "closing", "enrolled"]].sum()
        assert list(by_day["opening"])[1:] == list(by_day["closing"])[:-1]
        # Who is gone from the lists, or is written otherwise, is not a success.
        assert by_day["enrolled"].sum() <= self.handled
        for sheet in week.manifest["sheets"]:
            assert (
                sheet["rows"]
                == sum(count for name, count in sheet.items() if isinstance(count, int))
                - sheet["rows"]
            )

    @rule()
    def run_again(self) -> None:
        """Lists read into a store, later dates first: the same ids and figures."""
        self.write()
        week = self.read()
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


def test_every_weeks_ledger_closes_whatever_people_do_to_the_lists():
    with Reader() as reader:
        Weeks.reader = reader
        machine = Weeks.TestCase
        machine.settings = settings(
            max_examples=RUNS,
            stateful_step_count=12,
            deadline=None,
            suppress_health_check=list(HealthCheck),
        )
        machine("runTest").runTest()
