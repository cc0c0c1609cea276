"""Findings on lists for the door: which hamlets have not sent theirs back."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from dophu.catalogue.about import About
from dophu.findings.report import NAMED, name_rest
from dophu.tables.figures import Row
from dophu.tables.outreach import late_lists


def say_late(rows: Sequence[Row], about: About) -> str:
    """Name the hamlets whose list is late, with its day; '' where none is.

    "No report" is no number of children.
    """
    late = late_lists(rows)
    if not late:
        return ""
    of_late = [row for row in rows if row["report"] == "late"]
    sent, due = (
        about.date(max(date.fromisoformat(row[key]) for row in of_late))
        for key in ("sent", "due")
    )
    names = about.join([*late[:NAMED], *name_rest(len(late), about)])
    words = {"places_count": about.places(len(late)), "names": names}
    return about.heading("lists_late", sent=sent, due=due, **words)
