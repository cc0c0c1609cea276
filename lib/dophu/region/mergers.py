"""Units that merge, split or are renamed: the past restated in the units of today."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

import pandas as pd

from dophu.campaign.csv_table import Columns, read_table
from dophu.campaign.hamlet_changes import HamletEvents, read_hamlet_events
from dophu.campaign.hamlets import Hamlet, Hamlets
from dophu.region.rollup import Rollup
from dophu.region.settings import Listed
from dophu.tables.pace import ALL

TABLE = Columns("unit_events", ("from_id", "to_id", "kind", "date"), ("share",))
"""``unit_events.csv``: columns and kinds as in ``hamlet_events.csv``, of units."""


def read_unit_events(folder: Path, units: Collection[str]) -> HamletEvents:
    """Read ``unit_events.csv`` of a region; no event where there is none.

    Parameters
    ----------
    folder
        The region's folder.
    units
        Codes of the units that have figures or are listed; an old unit need not be.

    Raises
    ------
    DophuError
        As for the events of hamlets: an unknown unit of today, a bad date or share.
    """
    table = read_table(folder, TABLE)
    if table is None:
        return HamletEvents()
    old = {row["from_id"] for row in table.rows if row["from_id"]}
    # An old unit need not be listed: that an event names it is enough.
    known = tuple(Hamlet(unit, unit) for unit in sorted({*units, *old}))
    return read_hamlet_events(folder, Hamlets(known), TABLE)


def gone_units(events: HamletEvents, as_of: date) -> dict[str, tuple[str, ...]]:
    """Give the units that are no more on a day, each with those it became part of."""
    return {
        old: tuple(new for new, _ in places)
        for old, places in events.successors(date.min, as_of).items()
        # One that was parted and goes on has a share of itself.
        if old not in dict(places)
    }


def last_day(events: HamletEvents, unit: str) -> date:
    """Give the day of the last event that took something from a unit."""
    days = [e.date for e in events.events if e.from_id == unit]
    return max(days, default=date.max)


def join_rollups(unit: Listed, old: Sequence[Rollup], as_of: date) -> Rollup:
    """Put the last figures of the units that a unit was made of together.

    They stand for a unit that has not sent anything since: with the oldest of their
    dates, and each hamlet under the code of its old unit. The past is that of the old
    units, so that its own history begins on ``as_of``.
    """
    first = old[0]
    tables = {}
    for name in first.tables:
        parts = []
        for rollup in old:
            part = rollup.tables[name]
            if "hamlet_id" in part:
                codes = part["hamlet_id"].astype(str)
                prefixed = rollup.unit + "-" + codes
                # Two old units may both have an H01.
                part = part.assign(hamlet_id=prefixed.where(codes != ALL, ALL))
            parts.append(part)
        tables[name] = pd.concat(parts, ignore_index=True)
    tables["history"] = tables["gaps"].assign(as_of=str(as_of))
    # Each old unit has a total of its own.
    tables["pace"] = _with_one_total(tables["pace"])
    return replace(
        first,
        unit=unit.unit,
        unit_name=unit.name,
        as_of=min(r.as_of for r in old),
        gate=next((r.gate for r in old if r.gate != "READY"), "READY"),
        missing={f"{r.unit}-{h}": d for r in old for h, d in r.missing.items()},
        inputs=sum(r.inputs for r in old),
        edition={},
        tables=tables,
    )


def _with_one_total(pace: pd.DataFrame) -> pd.DataFrame:
    whole = pace["hamlet_id"] == ALL
    sums = (
        pace[whole]
        .groupby("age_group", sort=False, as_index=False)[["gap", "achieved_per_day"]]
        # Of values that are all missing the sum is missing, not 0.
        .sum(min_count=1)
    )
    total = sums.assign(hamlet_id=ALL, hamlet=ALL)
    return pd.concat([pace[~whole], total], ignore_index=True)


def report_history(
    history: pd.DataFrame,
    events: HamletEvents,
    as_of: date,
    names: dict[str, str],
    parts: Sequence[str],
) -> pd.DataFrame:
    """Report gaps of all dates by unit in the units of the last of them.

    Whole numbers that add up; parted by the shares of ``unit_events.csv``.

    Parameters
    ----------
    history
        ``as_of``, ``hamlet_id`` (a unit), ``age_group`` and counts, those of units
        that are no more too.
    events
        The events of units.
    as_of
        The last date.
    names
        The units of today by code.
    parts
        The counts.
    """
    rows = []
    for (day, group), some in history.groupby(["as_of", "age_group"], sort=False):
        reported: dict[str, dict[str, int]] = {}
        for part in parts:
            # What is not known is no 0 that could be passed on.
            known = some.dropna(subset=[part])
            counts = dict(zip(known["hamlet_id"], map(int, known[part]), strict=True))
            for unit, count in events.report(counts, day, as_of).items():
                reported.setdefault(unit, {})[part] = count
        rows += [
            {"as_of": day, "hamlet_id": unit, "hamlet": name, "age_group": group,
             **reported.get(unit, {})}
            for unit, name in names.items()
        ]  # fmt: skip
    columns = ["as_of", "hamlet_id", "hamlet", "age_group", *parts]
    table = pd.DataFrame(rows, columns=columns)
    return table.astype(dict.fromkeys(parts, "Int64"))
