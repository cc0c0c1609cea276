"""The figure that is asked about, as its table has it, and what no child explains."""

from __future__ import annotations

from collections.abc import Iterable

import pandas as pd

from dophu.snapshots import Snapshot
from dophu.tables.changes import changes
from dophu.tables.gaps import gaps
from dophu.tables.why.asked import CHANGES, Figure


def read_table_figure(week: Snapshot, figure: Figure) -> int | None:
    """Give a figure from its table, counted there without any list of children.

    None where all that is asked about never sent a list, so that nothing is known.
    """
    table = changes(week) if figure.table == CHANGES else gaps(week)
    return add_up(table, figure)


def add_up(table: pd.DataFrame, figure: Figure) -> int | None:
    """Add up the cells of a table that are asked about; None where none is known."""
    for column, wanted in (
        ("hamlet_id", figure.hamlet), ("age_group", figure.age_group)
    ):  # fmt: skip
        if wanted:
            table = table[table[column] == wanted]
    total = table[figure.column].sum(min_count=1)
    return None if pd.isna(total) else int(total)


def without_child(figure: int | None, counts: Iterable[int]) -> int:
    """Give what of a figure no child explains: a published figure that was restated."""
    return (figure or 0) - sum(counts)
