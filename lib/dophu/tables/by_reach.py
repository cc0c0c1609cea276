"""The gap of each hamlet by when its children can come: what the chart of it draws."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from typing import TYPE_CHECKING

from dophu.catalogue.about import About
from dophu.tables.by_hamlet import GapTable, Place, read_gaps

if TYPE_CHECKING:
    import pandas as pd

REACHABLE = ("now", "later", "no", "unknown")
"""When a child can come, soonest first."""

COLUMNS = ("hamlet_id", "reason", "children", "reachable")


def read_reach(gaps: pd.DataFrame, reasons: pd.DataFrame, about: About) -> GapTable:
    """Divide each hamlet's gap by when its children can come.

    Parameters
    ----------
    gaps, reasons
        The tables of that name. Children of a gap for whom no reason is given
        are ``unknown``.
    about
        What the figures are of.

    Returns
    -------
    GapTable
        Its ``codes`` are :data:`REACHABLE`, its places hold only those not done yet.

    Raises
    ------
    ValueError
        If a column is missing, or reasons are given of more children than the gap has.
    """
    missing = [column for column in COLUMNS if column not in reasons]
    if missing:
        raise ValueError(f"the table of reasons lacks {', '.join(missing)}")
    counts: dict[str, dict[str, int]] = defaultdict(lambda: dict.fromkeys(REACHABLE, 0))
    known = reasons[reasons["children"].notna()]
    columns = (known[c] for c in ("hamlet_id", "reachable", "children"))
    for hamlet, when, children in zip(*columns, strict=True):
        # A code that no book of reasons has gives no day.
        counts[str(hamlet)][when if when in REACHABLE else "unknown"] += int(children)
    places = [_divide(p, counts[p.hamlet_id]) for p in read_gaps(gaps, about).places]
    return GapTable(REACHABLE, tuple(places))


def _divide(place: Place, counts: dict[str, int]) -> Place:
    rest = place.gap - sum(counts.values())
    if rest < 0:
        raise ValueError(f"reasons of {place.hamlet_id} are of more than its gap")
    parts = tuple(counts[w] + (rest if w == "unknown" else 0) for w in REACHABLE)
    return replace(place, group_persons=parts, group_enrolled=(0,) * len(REACHABLE))


def can_come_now(place: Place) -> int:
    """Count the children of a hamlet who can come now."""
    return place.group_persons[REACHABLE.index("now")]


def most_now_first(place: Place) -> tuple[int, int]:
    """Order hamlets by the children who can come now, then by all who remain."""
    return -can_come_now(place), -place.persons
