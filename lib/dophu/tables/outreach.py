"""Lists for the door: when they are due, which came back, and what nobody reported."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from itertools import pairwise
from typing import TYPE_CHECKING

from dophu.campaign.config import Campaign
from dophu.snapshots import Snapshot

if TYPE_CHECKING:
    import pandas as pd

WEEK = timedelta(days=7)

OUTREACH_COLUMNS = (
    "hamlet_id", "hamlet", "officer", "sent", "due", "children", "returned", "answered",
    "report",
)  # fmt: skip


def due_date(campaign: Campaign, as_of: date) -> date:
    """Give the day by which the lists of a date are to come back.

    The next date of lists, as far from this one as this is from the last (a week where
    there is no last), but no later than the deadline while that is ahead.
    """
    dates = [day for day in campaign.dates() if day <= as_of]
    steps = [after - before for before, after in pairwise(dates)]
    due = as_of + (steps[-1] if steps else WEEK)
    return min(due, campaign.deadline) if as_of < campaign.deadline else due


def outreach(snapshot: Snapshot, every: bool = False) -> pd.DataFrame:
    """Say of each hamlet whether its list for the door came back, with what answers.

    Parameters
    ----------
    snapshot
        The date up to which reports are counted.
    every
        Give the lists of all dates; else those of the date before this one, of this
        one where there is none before.

    Returns
    -------
    DataFrame
        One row per hamlet and date of the list: ``hamlet_id``, ``hamlet``, ``officer``
        (missing where none is named), ``sent`` (date of the list), ``due`` (by when it
        was to come back), ``children`` (on the list; missing where nothing was known of
        the hamlet), ``returned`` (first day it came back on) and ``answered`` (children
        of whom something was filled in), both missing where nobody reported, which is
        not 0; ``report``: ``returned``, ``late`` (due by this date), ``waiting``, or
        ``none`` where nobody was on the list.

    Examples
    --------
    >>> import dophu
    >>> table = dophu.outreach(dophu.load("data/sample", "2024-07-18"))
    >>> table["report"].value_counts().to_dict(), int(table["answered"].count())
    ({'late': 17}, 0)
    """
    import pandas as pd

    from dophu.tables.changes import gap_history

    campaign = snapshot.campaign
    gaps = gap_history(snapshot).groupby(["as_of", "hamlet_id"], sort=False)["gap"]
    listed = gaps.sum(min_count=1)
    returned, answered = _came_back(snapshot)
    lines = []
    days = list(dict.fromkeys(listed.index.get_level_values(0)))
    # The lists of the last date but one are due by now; of one date alone its own.
    for day in days if every else days[-2:][:1]:
        due = due_date(campaign, day)
        for hamlet in snapshot.hamlets.hamlets:
            key = (hamlet.hamlet_id, day)
            if (day, hamlet.hamlet_id) not in listed.index:
                continue
            children = listed[day, hamlet.hamlet_id]
            back = returned.get(key)
            report = (
                "returned" if back else "late" if due <= snapshot.as_of else "waiting"
            )
            # Missing compares as neither true nor false, so it is asked about first.
            if not back and not pd.isna(children) and children == 0:
                report = "none"
            count = len(answered[key]) if back else None
            place = hamlet.hamlet_id, hamlet.name, hamlet.officer or None
            lines.append((*place, day, due, children, back, count, report))
    table = pd.DataFrame(lines, columns=list(OUTREACH_COLUMNS))
    counts = {"children": "Int64", "answered": "Int64"}
    return table.astype({**counts, "officer": "str", "report": "str"})


def has_returns(rows: Iterable[Mapping[str, str]]) -> bool:
    """Test whether any list came back: else an office does not work with them."""
    return any(row["report"] == "returned" for row in rows)


def late_lists(rows: Iterable[Mapping[str, str]]) -> list[str]:
    """Name the hamlets whose list is late, where any came back at all.

    Examples
    --------
    >>> late = {"hamlet": "Thôn 1", "report": "late"}
    >>> late_lists([late, {"hamlet": "Thôn 2", "report": "returned"}])
    ['Thôn 1']
    >>> late_lists([late])
    []
    """
    rows = [*rows]
    late = [row["hamlet"] for row in rows if row["report"] == "late"]
    return late if has_returns(rows) else []


def _came_back(
    snapshot: Snapshot,
) -> tuple[dict[tuple[str, date], date], dict[tuple[str, date], set[str]]]:
    """Give by hamlet and date of the list when it first came back, and who on it."""
    first: dict[tuple[str, date], date] = {}
    answered: dict[tuple[str, date], set[str]] = defaultdict(set)
    for then in snapshot.series():
        for line in then.manifest.get("door", ()):
            key = line["hamlet_id"], date.fromisoformat(line["sent"])
            day = date.fromisoformat(line["received"])
            first[key] = min(day, first.get(key, day))
            answered[key] |= {*line["answered"]}
    return first, answered
