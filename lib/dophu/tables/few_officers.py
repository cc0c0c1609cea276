"""Officers of few children: named wherever they are looked up, and ranked nowhere.

Of few children a share says nothing of who is responsible for them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from dophu.catalogue.sentences import say
from dophu.snapshots import Snapshot

if TYPE_CHECKING:
    import pandas as pd

LEAST = 30
"""Children of an officer's hamlets from which on the officer is ranked by name."""


def few_officers(week: Snapshot) -> set[str]:
    """Give the officers whose hamlets have fewer children than are compared.

    Examples
    --------
    >>> import dophu
    >>> few_officers(dophu.load("data/sample", "2024-07-18"))
    set()
    """
    # Documents ask for LEAST alone, in a process that has no use for pandas.
    from dophu.tables.gaps import gaps

    table = gaps(week, by="officer").dropna(subset=["officer", "persons"])
    return {*table.loc[table["persons"] < LEAST, "officer"]}


def together(table: pd.DataFrame, week: Snapshot, keys: list[str]) -> pd.DataFrame:
    """Put officers of few children together, as one line without a name.

    ``keys`` are the columns by which the table counts, ``officer`` among them.
    """
    few = table["officer"].isin(few_officers(week))
    if not few.any():
        return table
    name = say("officers_of_few", week.campaign.language, least=LEAST)
    joined = table.assign(officer=table["officer"].mask(few, name))
    counts = [c for c in ("persons", "enrolled", "gap", "children") if c in table]
    by = joined.groupby(keys, sort=False, dropna=False)[counts]
    return by.sum(min_count=1).reset_index()
