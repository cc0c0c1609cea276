"""The ledger: how last week's children without a card became this week's.

opening + new + moved_in + aged_in − enrolled − moved_out − died − aged_out
+ corrected = closing, to the child, for every hamlet and age group.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

import pandas as pd

from dophu.ages import UNKNOWN
from dophu.snapshots import Snapshot
from dophu.tables.cells import ask_cells
from dophu.tables.changes.between import flows_between
from dophu.tables.changes.book import COUNTS, INTO, OUT_OF, Cell, book_flows
from dophu.tables.changes.flows import count_flows
from dophu.tables.changes.past_gaps import gap_history
from dophu.tables.changes.published import (
    CAUSE_COLUMNS,
    RESTATEMENT_COLUMNS,
    Published,
    compare_published,
    find_causes,
    lay_out,
    read_published,
)
from dophu.tables.gaps import gaps
from dophu.tables.kept import kept_table

if TYPE_CHECKING:
    from dophu.tables.selection import By, Where

__all__ = (
    "CHANGE_COLUMNS", "COUNTS", "INTO", "OUT_OF", "changes", "gap_history", "history",
    "ledgers", "restatement", "restatement_causes",
)  # fmt: skip

CHANGE_COLUMNS = ("hamlet_id", "hamlet", "age_group", *COUNTS)


def changes(snapshot: Snapshot, by: By = (), where: Where = None) -> pd.DataFrame:
    """Account for every child without a card between the last date and this one.

    A child is followed by its ``person_id``. One that got a card is booked in the
    cell where it was; one that moved, or grew into the next group, leaves one cell
    and enters another. What no event explains is ``corrected`` (signed): a birth
    date or a status set right, two records found to be one child, a figure that
    was published and no longer holds. A child no longer listed stays in
    ``closing`` and is ``to_verify``: it is never a success.

    Parameters
    ----------
    snapshot
        The date to account for. The date before is that of the edition it was
        loaded with as ``published``, whose figures are then the opening; else the
        last date of the campaign, as it is read today.
    by, where
        As for :func:`dophu.gaps`, by ``hamlet_id``, ``hamlet``, ``officer`` and
        ``age_group``: a child's other columns may differ from date to date.

    Returns
    -------
    DataFrame
        One row per hamlet and age group, ``unknown`` included, in the order of
        ``gaps``: ``hamlet_id``, ``hamlet``, ``age_group``, then counts of children
        without a card: ``opening``, ``new``, ``moved_in``, ``aged_in``,
        ``enrolled``, ``moved_out``, ``died``, ``aged_out``, ``corrected``,
        ``closing``, and ``to_verify`` (of ``closing``). On the first date all are
        ``new``. A hamlet that never sent a list has missing counts, not 0. With
        ``by`` its columns stand in place of the first three.

    Raises
    ------
    DophuError
        For a column or a value that is not there, naming the nearest one.

    Examples
    --------
    >>> import dophu
    >>> table = dophu.changes(dophu.load("data/sample", "2024-07-18"), by="age_group")
    >>> table.set_index("age_group")["closing"].to_dict()
    {'under_6': 440, '6_to_13': 1032, 'unknown': 0}
    """
    then, last_edition = opened_from(snapshot)
    restated = _restated(then, last_edition)
    dates = snapshot.series()
    if restated.empty and then is (dates[-2] if len(dates) > 1 else None):
        table = _ledger(then, dates[-1])  # counted already, for the pace
    else:
        table = _between(then, snapshot, restated)
    return ask_cells(table, snapshot, "changes", by, where, COUNTS)


def opened_from(snapshot: Snapshot) -> tuple[Snapshot | None, Published | None]:
    """Find the date from which a ledger opens, and what was published of it.

    An edition of another date than the campaign has, or counted in other age
    groups, cannot be opened from: then, as without one, it is the last date as it
    is read today; None on the first.
    """
    earlier = {week.as_of: week for week in snapshot.series()[:-1]}
    if snapshot.published:
        last_edition = read_published(snapshot.published)
        groups = {*snapshot.campaign.age_groups.codes, UNKNOWN}
        if last_edition.as_of in earlier and last_edition.groups <= groups:
            return earlier[last_edition.as_of], last_edition
    return (earlier[max(earlier)] if earlier else None), None


def restatement(snapshot: Snapshot) -> pd.DataFrame:
    """List the figures of the last edition that no longer hold; empty if all do.

    The differences stand in ``corrected`` of :func:`changes`.

    Parameters
    ----------
    snapshot
        The date, loaded with the edition published before it; without one there is
        nothing to restate.

    Returns
    -------
    DataFrame
        One row per hamlet and age group that differs: ``hamlet_id``, ``hamlet``,
        ``age_group``, ``published`` (children without a card, as the edition has it),
        ``now`` (of the same date, as read today) and ``difference`` (signed).

    Examples
    --------
    >>> import dophu
    >>> len(dophu.restatement(dophu.load("data/sample", "2024-07-18")))
    0
    """
    return _restated(*opened_from(snapshot))


def _restated(then: Snapshot | None, last_edition: Published | None) -> pd.DataFrame:
    if then is None or last_edition is None:
        return lay_out([], RESTATEMENT_COLUMNS)
    return compare_published(last_edition, then, gaps(then))


def restatement_causes(snapshot: Snapshot) -> pd.DataFrame:
    """List what has changed beneath the last edition, if its figures do not hold.

    See :func:`dophu.tables.changes.published.find_causes` for the columns.
    """
    then, last_edition = opened_from(snapshot)
    if then is None or last_edition is None or _restated(then, last_edition).empty:
        return lay_out([], CAUSE_COLUMNS)
    return find_causes(last_edition, then)


def history(snapshot: Snapshot, by: By = (), where: Where = None) -> pd.DataFrame:
    """Stack the ledgers of all dates up to this one, as the lists are read today.

    Parameters
    ----------
    snapshot
        The last date.
    by, where
        As for :func:`changes`.

    Returns
    -------
    DataFrame
        The columns of :func:`changes` after ``as_of`` (a date), oldest date first,
        each date in the hamlets that existed on it. With ``by`` its columns stand
        after ``as_of``.

    Examples
    --------
    >>> import dophu
    >>> table = dophu.history(dophu.load("data/sample", "2024-07-18"), by="officer")
    >>> table.groupby("as_of")["enrolled"].sum().astype(int).to_list()
    [0, 121, 448, 424]
    """
    table = pd.concat(ledgers(snapshot), ignore_index=True)
    table = table[["as_of", *CHANGE_COLUMNS]]
    return ask_cells(table, snapshot, "history", by, where, COUNTS, keep=["as_of"])


def ledgers(snapshot: Snapshot) -> Iterator[pd.DataFrame]:
    """Give the ledgers of all dates up to this one, oldest first, one by one."""
    dates = snapshot.series()
    # Each date with the one before, None for the first: so one list is longer.
    for then, now in zip([None, *dates], dates, strict=False):
        yield _ledger(then, now).assign(as_of=now.as_of)


def _ledger(then: Snapshot | None, now: Snapshot) -> pd.DataFrame:
    """Give the ledger of a date from the date before, as both are read today."""
    return kept_table(now, "ledger", lambda: _between(then, now, None))


def _between(
    then: Snapshot | None, now: Snapshot, restated: pd.DataFrame | None
) -> pd.DataFrame:
    book = book_flows(flows_between(then, now, count_flows))
    if then is not None and restated is not None:
        for cell, difference in _restated_here(restated, then, now).items():
            # It opens with what was published; the difference to today's reading of
            # that date is booked as corrected, so that the closing is today's.
            book[cell]["corrected"] += difference
            book[cell]["opening"] -= difference
    return _lay_out(book, now)


def _restated_here(
    restated: pd.DataFrame, then: Snapshot, now: Snapshot
) -> dict[Cell, int]:
    """Give what was restated of a date in the hamlets of a later one."""
    counts: dict[Cell, int] = {}
    for group, table in restated.groupby("age_group"):
        by_hamlet = dict(zip(table["hamlet_id"], table["difference"], strict=True))
        whole = {hamlet: int(difference) for hamlet, difference in by_hamlet.items()}
        for hamlet, count in now.campaign.events.report(
            whole, then.as_of, now.as_of
        ).items():
            counts[hamlet, group] = count
    return counts


def _lay_out(book: Mapping[Cell, Counter[str]], now: Snapshot) -> pd.DataFrame:

    campaign = now.campaign
    names, groups = campaign.hamlets.names, (*campaign.age_groups.codes, UNKNOWN)
    shown = now.hamlets.ids
    # A hamlet abolished since may have bookings still: no child leaves the ledger
    # without one.
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
