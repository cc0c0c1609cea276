"""Tables of cells, a hamlet and an age group, asked by their places."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from dophu.snapshots import Snapshot
from dophu.tables.selection import PLACE, Asked, in_order, keys_of, place_cells

if TYPE_CHECKING:
    import pandas as pd

    from dophu.tables.selection import By, Where


def ask_cells(
    table: pd.DataFrame,
    week: Snapshot,
    name: str,
    by: By,
    where: Where,
    counts: Sequence[str],
    columns: Sequence[str] = PLACE,
    keep: Sequence[str] = (),
) -> pd.DataFrame:
    """Filter a table of cells by places and add it up by them.

    Parameters
    ----------
    table
        One row a hamlet, or a hamlet and age group, with ``hamlet_id``.
    week, name
        The date and the table's name, for messages.
    by, where
        As the caller gave them; of ``columns`` alone.
    counts
        The columns to add up; missing only where all that is added is missing.
    columns
        What the table can be asked by, of its own columns and ``officer``.
    keep
        Columns that stand before the others and are always grouped by.

    Raises
    ------
    DophuError
        For a column that the table cannot answer, naming the nearest that it can.
    """
    asked = Asked(week, name, by, where, columns)
    if not asked.by and where is None:
        return table
    own = list(table)
    officers = place_cells(week).drop_duplicates("hamlet_id")
    by_id = officers.set_index("hamlet_id")["officer"]
    chosen = asked.filter(table.assign(officer=table["hamlet_id"].map(by_id)))
    if not asked.by:
        return chosen[own].reset_index(drop=True)
    by_all = [*keep, *(c for c in asked.by if c not in keep)]
    # Hamlets without an officer keep a line, or the counts would not add up.
    grouped = chosen.groupby(keys_of(by_all), sort=False, dropna=False)[[*counts]]
    added = grouped.sum(min_count=1).reset_index()
    return in_order(added, by_all, week)[[*by_all, *counts]]
