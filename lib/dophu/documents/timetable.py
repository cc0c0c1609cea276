"""The plan of sessions as documents show it: a line a session, and who has no place."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from dophu.documents.grid import Cell, Grid
from dophu.findings.action import find_planned
from dophu.findings.report import Sentence
from dophu.findings.session_days import find_session_days
from dophu.tables.figures import Figures, Row

Children = tuple[tuple[str, int], ...]
"""Names of hamlets with their children."""

NAMED = 3
"""Hamlets that a line names where it is cut."""


@dataclass(frozen=True)
class Held:
    """A session: its day, its venue and its places, and the children of each hamlet."""

    day: date
    venue: str
    places: int
    hamlets: Children

    @property
    def children(self) -> int:
        """Children who are to come."""
        return sum(number for _, number in self.hamlets)


class Timetable:
    """The plan of ``tables/plan.csv``; empty where the campaign has none.

    Examples
    --------
    >>> from datetime import date
    >>> from dophu.catalogue.about import About
    >>> about = About("Xã Mẫu", date(2024, 7, 18), date(2024, 7, 31))
    >>> seat = {"date": "2024-07-19", "venue": "UBND xã", "places": "60"}
    >>> row = {**seat, "hamlet_id": "H1", "hamlet": "Tổ 1", "children": "42"}
    >>> left = {**row, "date": "", "venue": "", "places": "", "children": "5"}
    >>> plan = Timetable(Figures({"plan": [row, left]}, about))
    >>> [sentence.text for sentence in plan.say()]
    ['Kế hoạch 1 buổi đến hạn 31/7/2024 làm được cho 42 trẻ; còn thiếu 5 chỗ.']
    >>> [cell.text for cell in plan.grid().lines[0]]
    ['19/7', 'UBND xã', '42/60', 'Tổ 1 (42)']
    """

    def __init__(self, figures: Figures) -> None:
        self.about, self._figures = figures.about, figures
        rows = figures.tables.get("plan", [])
        # groupby joins neighbours only.
        held = sorted((r for r in rows if r["date"]), key=_session)
        self.sessions = [
            Held(date.fromisoformat(day), venue, int(places), _by_hamlet(group))
            for (day, venue, places), group in groupby(held, key=_session)
        ]
        self.left = _by_hamlet(row for row in rows if not row["date"])

    @property
    def short(self) -> int:
        """Children without a place."""
        return sum(number for _, number in self.left)

    def say(self) -> list[Sentence]:
        """Say how many sessions see all, or how many places are short."""
        if not self.sessions and not self.left:
            return []
        key = "plan_short" if self.short else "plan_enough"
        key = key if self.sessions else "plan_no_day"
        about = self.about
        words = about.heading(key, deadline=about.date(about.deadline),
            sessions=about.count(len(self.sessions)),
            children_count=about.children(_seen(self.sessions)),
            short=about.count(self.short),
        )  # fmt: skip
        return [Sentence(words)]

    def days(self) -> Grid | None:
        """Give a line a session without its hamlets, and whom the plan does not reach.

        As long for 120 hamlets as for ten.
        """
        whole = self.grid()
        if whole is None:
            return None
        lines = [line[:3] for line in whole.lines]
        planned = find_planned(self._figures)
        if planned and planned[1]:
            rest = Cell(self.about.count(planned[1]))
            lines.append((Cell(""), Cell(self._say("plan_beyond")), rest))
        held = find_session_days(self._figures.tables.get("rates", []))
        if held and held.days and held.required is not None:
            words = self._say("plan_each_day", days=self.about.count(held.days))
            needed = Cell(self.about.rate(held.required))
            lines.append((Cell(""), Cell(words), needed))
        heads, widths = whole.headings[:3], (0.15, 0.6, 0.25)
        caption = self._say("table_days", deadline=self.about.date(self.about.deadline))
        about = "days", caption, heads, tuple(lines), widths
        return Grid(*about, words=(0, 1), totals=whole.totals)

    def grid(self, most: int | None = None) -> Grid | None:
        """Give a line a session, in the order of days, and below it their sum.

        Sessions beyond ``most`` are added up in one line, and a line then names
        three hamlets. The last line is of the children without a place.
        """
        if not self.sessions and not self.left:
            return None
        about, held = self.about, self.sessions
        # One more is shown: a line that adds up a single session saves none.
        shown = held if most is None or len(held) <= most + 1 else held[:most]
        lines = [
            (
                Cell(about.day(session.day)),
                Cell(session.venue),
                self._seats([session]),
                self._names(session.hamlets, most),
            )
            for session in shown
        ]
        rest = held[len(shown) :]
        if rest:
            words = self._say("plan_rest", n=about.count(len(rest)))
            lines.append((Cell(""), Cell(words), self._seats(rest), Cell("")))
        total = len(lines)
        if held:
            words = self._say("plan_total", n=about.count(len(held)))
            lines.append((Cell(""), Cell(words), self._seats(held), Cell("")))
        if self.left:
            short = Cell(self._say("plan_left")), Cell(about.count(self.short))
            lines.append((Cell(""), *short, self._names(self.left, most)))
        keys = ("col_day", "col_venue", "col_seats", "col_hamlets")
        return Grid(
            "plan",
            self._say("table_plan", deadline=about.date(about.deadline)),
            tuple(self._say(key) for key in keys),
            tuple(lines),
            (0.09, 0.24, 0.13, 0.54),
            words=(0, 1, 3),
            totals=(total,) if held else (),
        )

    def _say(self, key: str, **values: object) -> str:
        return self.about.heading(key, **values)

    def _seats(self, sessions: list[Held]) -> Cell:
        places = sum(session.places for session in sessions)
        count = self.about.count
        return Cell(f"{count(_seen(sessions))}/{count(places)}")

    def _names(self, hamlets: Children, most: int | None) -> Cell:
        names = [f"{name} ({self.about.count(n)})" for name, n in hamlets]
        if most is None or len(names) <= NAMED + 1:
            return Cell(", ".join(names))
        rest = self._say("rest_row", n=self.about.count(len(names) - NAMED))
        return Cell(", ".join([*names[:NAMED], rest]))


def _session(row: Row) -> tuple[str, str, str]:
    return row["date"], row["venue"], row["places"]


def _by_hamlet(rows: Iterable[Row]) -> Children:
    """Add up the children of each hamlet, in the order of the rows."""
    counts: dict[tuple[str, str], int] = {}
    for row in rows:
        hamlet = row["hamlet_id"], row["hamlet"]
        counts[hamlet] = counts.get(hamlet, 0) + int(row["children"] or 0)
    return tuple((name, number) for (_, name), number in counts.items())


def _seen(sessions: list[Held]) -> int:
    return sum(session.children for session in sessions)
