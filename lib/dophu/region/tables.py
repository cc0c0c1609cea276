"""The region's tables: a unit a place, added up from the units' own to the child.

Counts are sums. A unit's pace is the unit's own, so that both tables say the same; a
pace of the region is the sum of the paces of its units, and what is left at the
deadline the sum of what is left in each: who is done takes no other's children.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import date

import pandas as pd

from dophu.campaign.hamlet_changes import HamletEvents
from dophu.region.mergers import last_day, report_history
from dophu.region.rollup import Rollup
from dophu.tables.changes import COUNTS
from dophu.tables.gaps import GAP_COLUMNS
from dophu.tables.pace import ALL, state_of
from dophu.tables.pace.rates import COLUMNS as PACE_COLUMNS

NO_EVENTS = HamletEvents()
PLACE = ["hamlet_id", "hamlet", "age_group"]
PARTS = ["persons", "enrolled", "gap", "applied", "issued"]
PACES = ["achieved_per_day", "left_at_deadline_low", "left_at_deadline",
         "left_at_deadline_high"]  # fmt: skip


def of_unit(rollup: Rollup, name: str) -> pd.DataFrame:
    """Give a table of a unit with its hamlets' place taken by the unit itself."""
    table = rollup.tables[name]
    return table.assign(hamlet_id=rollup.unit, hamlet=rollup.unit_name)


def unit_gaps(rollups: Sequence[Rollup]) -> pd.DataFrame:
    """Add up the gaps of each unit by age group, as a table of gaps with units.

    Parameters
    ----------
    rollups
        The units' roll-ups, in the order of the region.

    Returns
    -------
    DataFrame
        The columns of ``gaps.csv``; ``hamlet_id`` and ``hamlet`` name the unit.
    """
    tables = [of_unit(r, "gaps") for r in rollups]
    return _with_coverage(_sum(tables, PLACE, PARTS))[list(GAP_COLUMNS)]


def group_totals(
    gaps: pd.DataFrame, group_of: Mapping[str, str], missing: Collection[str]
) -> pd.DataFrame:
    """Add up the gaps of units by group; ``unit_group`` is the index, ``all`` its last.

    Examples
    --------
    >>> counts = {"persons": [9, 4], "enrolled": [5, 1], "gap": [4, 3]}
    >>> gaps = pd.DataFrame(counts, index=["a", "b"]).rename_axis("hamlet_id")
    >>> gaps = gaps.astype("Int64").reset_index()
    >>> found = group_totals(gaps, {"a": "Huyện A"}, ["b"])
    >>> print(found.reset_index()[["unit_group", "units", "units_sent", "gap"]])
      unit_group  units  units_sent  gap
    0    Huyện A      1           1    4
    1          -      1           0    3
    2        all      2           1    7
    """
    units = gaps.groupby("hamlet_id", sort=False)[PARTS[:3]].sum(min_count=1)
    units.insert(0, "units", 1)
    units.insert(1, "units_sent", [int(unit not in missing) for unit in units.index])
    groups = [group_of.get(unit) or "-" for unit in units.index]
    table = units.groupby(groups, sort=False).sum(min_count=1)
    table.loc["all"] = units.sum(min_count=1)
    shares = table["enrolled"].astype("Float64") / table["persons"].astype("Float64")
    table["coverage"] = shares.where(table["persons"] > 0).round(4)
    return table.rename_axis("unit_group")


def unit_changes(rollups: Sequence[Rollup], as_of: date) -> pd.DataFrame:
    """Add up the ledger of each unit by age group; each line closes as theirs do.

    Of a unit that sent nothing for the date nothing is known to have changed: its line
    opens as it closed, and what was booked then is not booked again.
    """
    tables = []
    for rollup in rollups:
        table = of_unit(rollup, "changes")
        if rollup.as_of != as_of:
            # Between the opening and the closing; ``to_verify`` stays as it was.
            flows = dict.fromkeys(COUNTS[1:-2], 0)
            table = table.assign(**flows, opening=table["closing"])
        tables.append(table)
    return _sum(tables, PLACE, list(COUNTS))


def unit_reasons(rollups: Sequence[Rollup]) -> pd.DataFrame:
    """Add up the children without a card of each unit by reason."""
    keys = [*PLACE, "reason", "reachable"]
    table = _sum([of_unit(r, "reasons") for r in rollups], keys, ["children"])
    return table[[*PLACE, "reason", "children", "reachable"]]


def unit_history(
    rollups: Sequence[Rollup],
    as_of: date,
    events: HamletEvents = NO_EVENTS,
    past: Sequence[Rollup] = (),
) -> pd.DataFrame:
    """Stack the gaps of all dates that any unit has, a unit a place.

    A unit that has no list of a date is carried from its last before it; before its
    first it is missing. Units that are no more (``past``) are restated, up to the
    day of their event, in those that they became part of.
    """
    tables = []
    ends = {r.unit: last_day(events, r.unit) for r in past}
    for rollup in (*rollups, *past):
        table = of_unit(rollup, "history")
        days = pd.to_datetime(table["as_of"]).dt.date
        tables.append(table.assign(as_of=days))
    days = sorted({day for table in tables for day in table["as_of"]} | {as_of})
    reported = []
    for table in tables:
        known = sorted(set(table["as_of"]))
        end = ends.get(table["hamlet_id"].iloc[0], date.max)
        # From its event on a unit's children are in the figures of another.
        for day in (day for day in days if day < end):
            last = max((k for k in known if k <= day), default=None)
            part = table[table["as_of"] == (last or known[0])]
            if last is None:
                part = part.assign(**dict.fromkeys(PARTS, pd.NA))
            reported.append(part.assign(as_of=day))
    added = _sum(reported, ["as_of", *PLACE], PARTS)
    if past:
        names = {r.unit: r.unit_name for r in rollups}
        # Persons are added up below: parted by themselves they could miss enrolled +
        # gap.
        added = report_history(added, events, as_of, names, PARTS[1:])
        added["persons"] = added["enrolled"] + added["gap"]
    found = _with_coverage(added)
    found = found.sort_values("as_of", kind="stable").reset_index(drop=True)
    return found[["as_of", *GAP_COLUMNS]]


def unit_pace(
    rollups: Sequence[Rollup], as_of: date, deadline: date, not_sent: Sequence[str] = ()
) -> pd.DataFrame:
    """Give the pace of each unit as it says it, and of the region as their sum.

    A unit with another deadline than the region's has what is needed a day counted by
    the region's; its scenario, which is of another day, is left out.
    """
    tables = []
    for rollup in rollups:
        table = rollup.tables["pace"]
        table = table[table["hamlet_id"] == ALL]
        table = table.assign(hamlet_id=rollup.unit, hamlet=rollup.unit_name)
        if (rollup.deadline, rollup.as_of) != (deadline, as_of):
            table = table.assign(**dict.fromkeys(PACES[1:], pd.NA))
        tables.append(table)
    units = pd.concat(tables, ignore_index=True)
    total = units.groupby("age_group", sort=False)
    sums = total[["gap"]].sum(min_count=1)
    for name in PACES:
        # The scenario of some units is none of the region.
        known = units[name].notna() | (units["gap"].fillna(0) == 0)
        whole = known.groupby(units["age_group"], sort=False).all()
        # A unit with no child left has no scenario and leaves none.
        column = units[name].fillna(0) if name != PACES[0] else units[name]
        added = column.groupby(units["age_group"], sort=False).sum(min_count=1)
        sums[name] = added if name == PACES[0] else added.where(whole)
    sums = sums.reset_index().assign(hamlet_id=ALL, hamlet=ALL)
    table = pd.concat([units, sums], ignore_index=True)
    days = (deadline - as_of).days
    table["days_left"] = days
    gap = table["gap"].astype("Float64")
    # From the deadline on no number a day is enough, unless nobody is left.
    table["required_per_day"] = gap / days if days > 0 else gap.where(gap == 0)
    middle = PACES[2]
    table["state"] = [
        state_of(*_plain(row.gap, days, row.achieved_per_day),
                 row.hamlet_id not in not_sent, *_plain(getattr(row, middle)))
        for row in table.itertuples(index=False)
    ]  # fmt: skip
    counts = {name: "Int64" for name in ("gap", *PACES[1:])}
    floats = {name: "Float64" for name in ("required_per_day", PACES[0])}
    return table.astype(counts | floats)[list(PACE_COLUMNS)]


def unit_quality(rollups: Sequence[Rollup], as_of: date) -> pd.DataFrame:
    """Add up what is known of the lists of each unit.

    ``received``: whether the unit sent any list of the date.
    """
    counts = ["rows", "persons", "merged", "quarantined", "issues", "year_only",
              "no_number"]  # fmt: skip
    keys = ["hamlet_id", "hamlet"]
    table = _sum([of_unit(r, "quality") for r in rollups], keys, counts)
    sent = {r.unit: r.as_of == as_of and r.has_lists for r in rollups}
    last = {r.unit: last_received(r) for r in rollups}
    table.insert(2, "received", table["hamlet_id"].map(sent))
    table.insert(3, "last_received", table["hamlet_id"].map(last))
    hamlets = {r.unit: f"{r.hamlets - len(r.missing)}/{r.hamlets}" for r in rollups}
    return table.assign(hamlets_received=table["hamlet_id"].map(hamlets))


def last_received(rollup: Rollup) -> str:
    """Give the day of the last list of any hamlet of a unit; '' if there never was."""
    if rollup.has_lists:
        return str(rollup.as_of)
    return max(rollup.missing.values(), default="")


def by_hamlet(rollups: Sequence[Rollup], name: str) -> pd.DataFrame:
    """Stack a table of all units, the unit named before the hamlet."""
    tables = []
    for rollup in rollups:
        table = rollup.tables[name].copy()
        if name == "pace":
            table = table[table["hamlet_id"] != ALL]
        table.insert(0, "unit", rollup.unit)
        table.insert(1, "unit_name", rollup.unit_name)
        tables.append(table)
    return pd.concat(tables, ignore_index=True)


def _plain(*values: object) -> list[object]:
    return [None if pd.isna(value) else value for value in values]


def _sum(
    tables: Sequence[pd.DataFrame], keys: list[str], counts: list[str]
) -> pd.DataFrame:
    """Add up counts by keys in the order met; a sum of missing ones is missing."""
    table = pd.concat([t[[*keys, *counts]] for t in tables], ignore_index=True)
    table[counts] = table[counts].astype("Int64")
    return table.groupby(keys, sort=False, as_index=False)[counts].sum(min_count=1)


def _with_coverage(table: pd.DataFrame) -> pd.DataFrame:
    shares = table["enrolled"].astype("Float64") / table["persons"].astype("Float64")
    return table.assign(coverage=shares.where(table["persons"] > 0))
