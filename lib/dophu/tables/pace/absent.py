"""Children without a card who cannot come yet, by when they are back."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import pandas as pd

from dophu.snapshots import Snapshot
from dophu.tables.pace.scenarios import Away
from dophu.tables.pace.totals import PLACE, with_totals
from dophu.tables.reasons import reasons

NEVER = 10**6
"""Days until those are back who are not by the deadline: more than any drive has."""


@dataclass(frozen=True)
class Absent:
    """Who is away: as is known, and at worst where nobody knows until when.

    ``known`` are those with a day that the campaign gives, and those who cannot by the
    deadline; in ``worst`` those away until nobody knows when are among the latter.
    Only the unfavourable end of a range goes by ``worst``.
    """

    known: Away = field(default_factory=dict)
    worst: Away = field(default_factory=dict)


NOBODY = Absent()
ENDS = ("known", "worst")


def find_absent(
    snapshot: Snapshot,
    together: Callable[[pd.DataFrame], pd.DataFrame] = lambda table: table,
) -> Absent:
    """Find by place, with totals, who of the gap cannot come yet, and until when.

    By the reason of each child and ``[reachable_from]`` of the campaign, as the
    table of reasons has it; of whom no reason is known may come at once. ``together``
    puts one place in place of several in that table.
    """
    campaign, as_of = snapshot.campaign, snapshot.as_of
    table = together(reasons(snapshot))
    back = campaign.sessions.reachable_from
    return absent_from(table, back, as_of)


def absent_from(table: pd.DataFrame, back: dict[str, date], as_of: date) -> Absent:
    """Find who cannot come yet from a table of reasons.

    Parameters
    ----------
    table
        ``hamlet_id``, ``age_group``, ``reason``, ``children`` and ``reachable``.
    back
        The day from which the children of a reason can come.
    as_of
        The date of the table.

    Examples
    --------
    >>> columns = ["hamlet_id", "age_group", "reason", "children", "reachable"]
    >>> lines = [["A", "young", "VE_QUE_HE", 7, "later"], ["A", "young", "X", 2, "now"]]
    >>> table = pd.DataFrame(lines, columns=columns)
    >>> found = absent_from(table, {"VE_QUE_HE": date(2024, 7, 27)}, date(2024, 7, 18))
    >>> {days: int(children.iloc[-1]) for days, children in found.known.items()}
    {8: 7}
    """
    until = [
        _until(reason, when, back, as_of)
        for reason, when in zip(table["reason"], table["reachable"], strict=True)
    ]
    table = table.assign(until=until)
    unsure = (table["reachable"] == "later") & table["until"].isna()
    worst = table.assign(until=table["until"].where(~unsure, NEVER))
    return Absent(_by_day(table), _by_day(worst))


def _until(reason: str, when: str, back: dict[str, date], as_of: date) -> float:
    if when == "no":
        return NEVER
    if when != "later" or reason not in back:
        return float("nan")
    # They can come on the day itself: the last on which they cannot is the one before.
    return max((back[reason] - as_of).days - 1, 0)


def _by_day(table: pd.DataFrame) -> Away:
    found = {}
    for until, some in table.dropna(subset=["until"]).groupby("until"):
        counts = some.groupby(PLACE, as_index=False)["children"].sum()
        found[int(until)] = with_totals(counts, ["children"])["children"].astype(float)
    return found


def absent_table(absent: Absent) -> pd.DataFrame:
    """Lay out who is away as a table, from which :func:`absent_of` reads it again."""
    parts = [
        children.rename("children").reset_index().assign(end=end, until=until)
        for end in ENDS
        for until, children in getattr(absent, end).items()
    ]
    columns = ["end", "until", *PLACE, "children"]
    return pd.concat(parts)[columns] if parts else pd.DataFrame(columns=columns)


def absent_of(table: pd.DataFrame) -> Absent:
    """Read who is away from a table that :func:`absent_table` laid out."""
    found: dict[str, dict[int, pd.Series[Any]]] = {end: {} for end in ENDS}
    for (end, until), part in table.groupby(["end", "until"], sort=False):
        found[end][int(until)] = part.set_index(PLACE)["children"]
    return Absent(**found)
