"""The table of hamlets on the page: figures, bars in the cells, the weeks in small."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import NamedTuple

from dophu.documents.officers import beside_officer
from dophu.documents.report import Report
from dophu.tables.figures import ALL, mark

WIDE, HIGH, EDGE = 72, 20, 3
"""The small line of the weeks, in units of its picture: width, height, margin."""


class Counts(NamedTuple):
    """A cell's texts: done of all, the share, and how many are left."""

    counts: str
    coverage: str
    gap: str


@dataclass(frozen=True)
class Weeks:
    """A hamlet's share over the dates: the points of a line, and in words."""

    points: str
    last: tuple[str, str]
    words: str


class HamletTable:
    """The lines of the table, in the campaign's order, and the line of all."""

    def __init__(self, report: Report) -> None:
        self._report = report
        self.figures, self.about = report.figures, report.about

    @cached_property
    def groups(self) -> list[str]:
        """Codes of the age groups to show; ``unknown`` only where somebody is in it."""
        return list(self.figures.groups)

    @cached_property
    def _codes(self) -> tuple[str, ...]:
        return (*self.groups, ALL)

    @cached_property
    def headings(self) -> list[str]:
        """Headings over the groups of columns: the age groups, then all."""
        return [*map(self.about.group, self.groups), self.about.heading("col_all")]

    @cached_property
    def marks(self) -> list[str]:
        """The end of the names of the totals' figures: ``1``, ``2``, ``all``."""
        named = [mark("", code, self.figures.groups) for code in self._codes]
        return [name.removeprefix("_") for name in named]

    @cached_property
    def totals(self) -> list[Counts]:
        """The line of all hamlets together, which stands first."""
        return [self._show(code, ALL) for code in self._codes]

    @cached_property
    def lines(self) -> list[dict[str, object]]:
        """The lines of the table: a hamlet each, in the campaign's order.

        ``numbers`` are those by which a column is put in order (done, share, left,
        for each group), ``bars`` how long the bar of what is left is, of 100.
        """
        missing = dict(self.about.missing)
        lines: list[dict[str, object]] = []
        for hamlet, name in self.figures.hamlets.items():
            note, last = "", missing.get(name)
            cells: list[Counts] = []
            if hamlet not in self.figures.sent:
                note = self.about.heading("never_sent")
            else:
                cells = [self._show(code, hamlet) for code in self._codes]
                if last is not None:
                    note = self.about.heading("carried", date=self.about.date(last))
            lines.append(
                {
                    "name": beside_officer(self.figures, hamlet, name),
                    "href": self._report.facts.links.get(hamlet, ""),
                    "note": note,
                    "cells": cells,
                    "numbers": [self._numbers(code, hamlet) for code in self._codes],
                    "bars": [self._bar(code, hamlet) for code in self._codes],
                    "weeks": self._weeks.get(hamlet),
                }
            )
        return lines

    def _show(self, group: str, hamlet: str) -> Counts:
        texts = {
            key: self.figures.get(key, group, hamlet).text
            for key in ("enrolled", "persons", "coverage", "gap")
        }
        counts = f"{texts['enrolled']}/{texts['persons']}"
        return Counts(counts, texts["coverage"], texts["gap"])

    def _numbers(self, group: str, hamlet: str) -> tuple[int, str, int]:
        persons, enrolled, gap = (
            self.figures.number(key, group, hamlet)
            for key in ("persons", "enrolled", "gap")
        )
        # Where there is nobody: below any share when sorted.
        return enrolled, f"{enrolled / persons:.6f}" if persons else "-1", gap

    def _bar(self, group: str, hamlet: str) -> int:
        gap = self.figures.number("gap", group, hamlet)
        most = self._most[group]
        return round(100 * gap / most) if most else 0

    @cached_property
    def _most(self) -> dict[str, int]:
        return {
            code: max(
                (self.figures.number("gap", code, h) for h in self.figures.sent),
                default=0,
            )
            for code in self._codes
        }

    @cached_property
    def has_weeks(self) -> bool:
        """Test whether any hamlet has figures of more than one date."""
        return bool(self._weeks)

    @cached_property
    def _weeks(self) -> dict[str, Weeks]:
        shares: dict[str, list[tuple[date, int, int]]] = defaultdict(list)
        for row in self._report.history:
            if row["as_of"] and int(row["persons"] or 0):
                day = date.fromisoformat(row["as_of"])
                pair = int(row["enrolled"]), int(row["persons"])
                shares[row["hamlet_id"]].append((day, *pair))
        days = [day for found in shares.values() for day, *_ in found]
        first, last = (min(days), max(days)) if days else (None, None)
        if first is None or last is None or first == last:
            return {}
        span = (last - first).days
        return {
            hamlet: self._line(found, first, span)
            for hamlet, found in shares.items()
            if len(found) > 1
        }

    def _line(
        self, found: list[tuple[date, int, int]], first: date, span: int
    ) -> Weeks:
        points = [
            (
                f"{EDGE + (WIDE - 2 * EDGE) * (day - first).days / span:.1f}",
                f"{HIGH - EDGE - (HIGH - 2 * EDGE) * enrolled / persons:.1f}",
            )
            for day, enrolled, persons in found
        ]
        words = " · ".join(
            f"{self.about.day(day)} {self.about.percent(enrolled, persons)}"
            for day, enrolled, persons in found
        )
        return Weeks(" ".join(map(",".join, points)), points[-1], words)
