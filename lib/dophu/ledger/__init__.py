"""The ledger: how last week's children without a card became this week's.

opening + new + moved_in + aged_in − enrolled − moved_out − died − aged_out
+ corrected = closing, to the child, for every hamlet and age group.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import TYPE_CHECKING

from dophu.ages import UNKNOWN
from dophu.ledger.booking import COUNTS, INTO, OUT_OF, Cell, book_flows
from dophu.ledger.flows import count_flows, without_card
from dophu.snapshots import Snapshot

if TYPE_CHECKING:
    import pandas as pd

__all__ = ("CHANGE_COLUMNS", "INTO", "OUT_OF", "changes", "history")

CHANGE_COLUMNS = ("hamlet_id", "hamlet", "age_group", *COUNTS)


def changes(
    snapshot: Snapshot, published: Mapping[Cell, int] | None = None
) -> pd.DataFrame:
    """Account for every child without a card between the last date and this one.

    A child is followed by its ``person_id``. One that got a card is booked in the
    cell where it was; one that moved, or grew into the next group, leaves one cell
    and enters another. What no event explains is ``corrected`` (signed): a birth
    date or a status set right, two records found to be one child, a figure that
    was published and no longer holds. A child gone from the lists stays in
    ``closing`` and is ``to_verify``: it is never a success.

    Parameters
    ----------
    snapshot
        The date to account for; the date before is read from the same campaign.
    published
        What the last edition published as the gap of each cell; where None, the
        opening is the last date as it is read today.

    Returns
    -------
    DataFrame
        One row per hamlet and age group, ``unknown`` included, in the order of
        ``gaps``: ``hamlet_id``, ``hamlet``, ``age_group``, then counts of children
        without a card: ``opening``, ``new``, ``moved_in``, ``aged_in``,
        ``enrolled``, ``moved_out``, ``died``, ``aged_out``, ``corrected``,
        ``closing``, and ``to_verify`` (of ``closing``). On the first date all are
        ``new``. A hamlet that never sent a list has missing counts, not 0.

    Examples
    --------
    >>> import dophu
    >>> table = dophu.changes(dophu.load("data/sample", "2024-07-18"))
    >>> int(table["closing"].sum())
    1472
    """
    return _between(_earlier(snapshot), snapshot, published)


def history(snapshot: Snapshot) -> pd.DataFrame:
    """Stack the ledgers of all dates up to this one, as the lists are read today.

    Returns
    -------
    DataFrame
        The columns of :func:`changes` after ``as_of`` (a date), oldest date first,
        each date in the hamlets that existed on it.
    """
    import pandas as pd

    dates = snapshot.series()
    tables = [
        _between(then, now, None).assign(as_of=now.as_of)
        for then, now in zip([None, *dates], dates, strict=False)
    ]
    return pd.concat(tables, ignore_index=True)[["as_of", *CHANGE_COLUMNS]]


def _earlier(snapshot: Snapshot) -> Snapshot | None:
    dates = snapshot.series()
    return dates[-2] if len(dates) > 1 else None


def _between(
    then: Snapshot | None, now: Snapshot, published: Mapping[Cell, int] | None
) -> pd.DataFrame:
    campaign = now.campaign
    rules = campaign.age_groups, campaign.counts_as_enrolled
    children = without_card(now.persons, now.as_of, *rules)
    if then is None:
        before = children.head(0)
    else:
        before = without_card(then.persons, then.as_of, *rules)
    book = book_flows(count_flows(before, children))
    for cell, opening in (published or {}).items():
        book[cell]["corrected"] += book[cell]["opening"] - opening
        book[cell]["opening"] = opening
    return _lay_out(book, now)


def _lay_out(book: Mapping[Cell, Counter[str]], now: Snapshot) -> pd.DataFrame:
    import pandas as pd

    campaign = now.campaign
    names, groups = campaign.hamlets.names, (*campaign.age_groups.codes, UNKNOWN)
    shown = campaign.hamlets.on(now.as_of).ids
    shown += tuple(h for h in names if h not in shown and any(c[0] == h for c in book))
    cells = [(hamlet, group) for hamlet in shown for group in groups]
    empty: Counter[str] = Counter()
    table = pd.DataFrame(
        [
            [hamlet, names[hamlet], group]
            + [book.get((hamlet, group), empty)[column] for column in COUNTS]
            for hamlet, group in cells
        ],
        columns=list(CHANGE_COLUMNS),
    ).astype(dict.fromkeys(COUNTS, "Int64"))
    never = [hamlet for hamlet, last in now.missing.items() if last is None]
    table.loc[table["hamlet_id"].isin(never), list(COUNTS)] = pd.NA
    return table
