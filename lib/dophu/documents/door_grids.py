"""Lists for the door in documents: whose came back, when, with how many answers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from dophu.catalogue.about import About
from dophu.documents.grid import Cell, Grid, GridMaker
from dophu.tables.figures import Row
from dophu.tables.outreach import has_returns

NO_REPORT = "–"
"""What stands where nobody reported, which is not 0."""


def reports_by_hamlet(rows: Sequence[Row]) -> dict[str, Row]:
    """Give the report on each hamlet's list; nothing where none came back at all."""
    return {row["hamlet_id"]: row for row in rows} if has_returns(rows) else {}


def say_report(row: Mapping[str, str], about: About) -> tuple[str, str, str]:
    """Give when a list came back, the children answered, and the report in words."""
    words, back = about.say(f"value_report_{row['report']}"), NO_REPORT
    if row["returned"]:
        day, due = (date.fromisoformat(row[key]) for key in ("returned", "due"))
        back = about.date(day)
        words = about.say("report_after_due") if day > due else words
    answered = row["answered"] and about.count(int(row["answered"]))
    return back, answered or NO_REPORT, words


class DoorGrids(GridMaker):
    """The table of lists for the door that were sent out last."""

    def door(self) -> Grid | None:
        """Give a line a hamlet: children on its list, when it came back, answers.

        None where no list came back: such an office does not work with them.
        """
        about = self.about
        reports = reports_by_hamlet(self.figures.tables.get("outreach", ()))
        if not reports:
            return None
        first = next(iter(reports.values()))
        days = {
            key: about.date(date.fromisoformat(first[key])) for key in ("sent", "due")
        }
        lines = []
        for row in reports.values():
            children = row["children"] and about.count(int(row["children"]))
            cells = row["hamlet"], children or NO_REPORT, *say_report(row, about)
            lines.append(tuple(map(Cell, cells)))
        heads = ("hamlet", "children", "returned", "answered", "report")
        return Grid(
            "door",
            self._say("table_door", **days),
            tuple(about.heading(f"head_{key}") for key in heads),
            tuple(lines),
            (0.3, 0.12, 0.18, 0.18, 0.22),
            words=(0, 4),
        )
