"""The gaps of earlier dates, restated in the hamlets of this one."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from dophu.snapshots import Snapshot
from dophu.tables.gaps import BY_COLUMNS, GAP_COLUMNS, add_up_cells, gaps
from dophu.tables.kept import counted_once
from dophu.tables.selection import PLACE, Asked, place_cells

if TYPE_CHECKING:
    from dophu.tables.selection import By, Where

PARTS = ("enrolled", "gap", "applied", "issued")
"""Counts that are restated each on its own; ``persons`` is the sum of the first two."""


def gap_history(snapshot: Snapshot, by: By = (), where: Where = None) -> pd.DataFrame:
    """Stack the gaps of all dates up to this one, in this date's hamlets.

    A hamlet that was merged since is reported whole, one that was split by the shares
    of ``hamlet_events.csv``, in whole children that add up. What left the unit is
    left out, so that all dates are of the same hamlets.

    Parameters
    ----------
    snapshot
        The last date.
    by, where
        As for :func:`dophu.gaps`; of each date its own children are asked. A query
        may name hamlets, officers and age groups, or other columns, not both.

    Returns
    -------
    DataFrame
        ``as_of`` (a date) before the columns of ``gaps``; oldest date first, one row
        per hamlet shown today and age group. Counts are missing where a hamlet, or
        one that it was made from, had never sent a list. With ``by`` ``as_of``
        stands before the columns of ``gaps`` with the same ``by``.

    Examples
    --------
    >>> import dophu
    >>> week = dophu.load("data/sample", "2024-07-18")
    >>> table = dophu.gap_history(week, by="sex")
    >>> table.pivot(index="as_of", columns="sex", values="gap").iloc[-1].to_dict()
    {'female': 695, 'male': 777}
    """
    asked = Asked(snapshot, "gap_history", by, where)
    of_child, of_place = asked.parted()
    # Only places can be restated in today's hamlets; of anything else each date has its
    # own children.
    if {*asked.by} <= {*PLACE}:
        dates = snapshot.series()[:-1]
        tables = [_reported_once(then, snapshot, of_child) for then in dates]
        now = gaps(snapshot, where=of_child)
        tables.append(now.assign(as_of=snapshot.as_of))
        table = pd.concat(tables, ignore_index=True)[["as_of", *GAP_COLUMNS]]
        if asked.by or of_place is not None:
            cells = Asked(snapshot, "gap_history", where=of_place).filter(
                place_cells(snapshot)
            )
            table = table.merge(cells, on=["hamlet_id", "hamlet", "age_group"])
        return add_up_cells(table, ["as_of", *asked.by], snapshot)
    dates = [*snapshot.series()[:-1], snapshot]
    tables = [gaps(day, by, where).assign(as_of=day.as_of) for day in dates]
    table = pd.concat(tables, ignore_index=True)
    return table[["as_of", *asked.by, *BY_COLUMNS]]


def _reported_once(then: Snapshot, now: Snapshot, where: Where) -> pd.DataFrame:
    if where is not None:
        return _reported(then, now, where)
    name = "reported", then.as_of
    return counted_once(now, name, lambda: _reported(then, now))


def _reported(then: Snapshot, now: Snapshot, where: Where = None) -> pd.DataFrame:
    """Restate the gaps of an earlier date in the hamlets of a later one.

    In plain dictionaries: of some tens of cells pandas' grouping was most of the work.
    """
    events, days = now.campaign.events, (then.as_of, now.as_of)
    table, shown = gaps(then, where=where), now.hamlets
    groups = list(dict.fromkeys(table["age_group"]))
    cells = [(hamlet, group) for hamlet in shown.ids for group in groups]
    successors = events.successors(*days)
    silent = {hamlet for hamlet, last in then.missing.items() if last is None}
    silent |= {
        new for old, places in successors.items() for new, _ in places if old in silent
    }
    known = {h.hamlet_id for h in then.hamlets.hamlets} | {
        new for places in successors.values() for new, _ in places
    }
    absent = {hamlet for hamlet in shown.ids if hamlet in silent or hamlet not in known}
    found = pd.DataFrame(cells, columns=["hamlet_id", "age_group"])
    found = found.astype({"age_group": table["age_group"].dtype})
    for part in PARTS:
        whole: dict[str, dict[str, int]] = {group: {} for group in groups}
        columns = (table[c].tolist() for c in ("hamlet_id", "age_group", part))
        for hamlet, group, number in zip(*columns, strict=True):
            if number is not pd.NA:
                whole[group][hamlet] = int(number)
        counts = {group: events.report(whole[group], *days) for group in groups}
        numbers = [
            None if hamlet in absent else counts[group].get(hamlet, 0)
            for hamlet, group in cells
        ]
        found[part] = pd.array(numbers, dtype="Int64")
    found["persons"] = found["enrolled"] + found["gap"]
    shares = found["enrolled"].astype("Float64") / found["persons"].astype("Float64")
    found["coverage"] = shares.where(found["persons"] > 0)
    found["hamlet"] = [shown.names[hamlet] for hamlet, _ in cells]
    return found.assign(as_of=then.as_of)
