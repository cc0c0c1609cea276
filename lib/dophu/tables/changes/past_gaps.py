"""The gaps of earlier dates, restated in the hamlets of this one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dophu.snapshots import Snapshot
from dophu.tables.gaps import GAP_COLUMNS, gaps

if TYPE_CHECKING:
    import pandas as pd

PARTS = ("enrolled", "gap", "applied", "issued")
"""Counts that are restated each on its own; ``persons`` is the sum of the first two."""


def gap_history(snapshot: Snapshot) -> pd.DataFrame:
    """Stack the gaps of all dates up to this one, in this date's hamlets.

    A hamlet that was merged since is restated whole, one that was split by the shares
    of ``hamlet_events.csv``, in whole children that add up. What left the unit is
    left out, so that all dates are of the same hamlets.

    Returns
    -------
    DataFrame
        ``as_of`` (a date) before the columns of ``gaps``; oldest date first, one row
        per hamlet shown today and age group. Counts are missing where a hamlet, or
        one that it was made from, had never sent a list.
    """
    import pandas as pd

    tables = [_told(then, snapshot) for then in snapshot.series()[:-1]]
    tables.append(gaps(snapshot).assign(as_of=snapshot.as_of))
    return pd.concat(tables, ignore_index=True)[["as_of", *GAP_COLUMNS]]


def _told(then: Snapshot, now: Snapshot) -> pd.DataFrame:
    import pandas as pd

    events, days = now.campaign.events, (then.as_of, now.as_of)
    table, shown = gaps(then), now.hamlets
    cells = pd.MultiIndex.from_product(
        [shown.ids, table["age_group"].unique()], names=["hamlet_id", "age_group"]
    )
    silent = {hamlet for hamlet, last in then.missing.items() if last is None}
    silent |= {
        new
        for old, places in events.successors(*days).items()
        for new, _ in places
        if old in silent
    }
    known = {h.hamlet_id for h in then.hamlets.hamlets} | {
        new for places in events.successors(*days).values() for new, _ in places
    }
    restated = {}
    for part in PARTS:
        counts: dict[tuple[str, str], int] = {}
        for group, lines in table.groupby("age_group"):
            whole = {
                row.hamlet_id: int(getattr(row, part))
                for row in lines.dropna(subset=[part]).itertuples(index=False)
            }
            by_hamlet = events.tell(whole, *days)
            counts |= {(hamlet, group): n for hamlet, n in by_hamlet.items()}
        restated[part] = pd.Series(counts, dtype="Int64").reindex(cells, fill_value=0)
    found = pd.DataFrame(restated).reset_index()
    absent = found["hamlet_id"].isin(silent) | ~found["hamlet_id"].isin(known)
    found.loc[absent, list(PARTS)] = pd.NA
    found["persons"] = found["enrolled"] + found["gap"]
    shares = found["enrolled"].astype("Float64") / found["persons"].astype("Float64")
    found["coverage"] = shares.where(found["persons"] > 0)
    found["hamlet"] = found["hamlet_id"].map(shown.names)
    return found.assign(as_of=then.as_of)
