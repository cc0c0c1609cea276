"""The unit's row of a table of pace, as the charts need it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import pandas as pd

from dophu.tables.pace import ALL

COLUMNS = (
    "hamlet_id", "age_group", "gap", "days_left", "required_per_day",
    "achieved_per_day", "left_at_deadline_low", "left_at_deadline",
    "left_at_deadline_high", "state",
)  # fmt: skip


@dataclass(frozen=True)
class UnitPace:
    """What is needed and what is done a day, in children; None where unknown.

    ``low``, ``middle`` and ``high`` are the children left at the deadline at the
    fastest, the recent and the slowest pace; all None without a scenario.
    """

    required: float | None
    achieved: float | None
    low: int | None
    middle: int | None
    high: int | None
    state: str


def read_pace(pace: pd.DataFrame | None, gap: int) -> UnitPace | None:
    """Take the row of all hamlets and all age groups from a table of pace.

    None without a table, or where that row has no figures.

    Raises
    ------
    ValueError
        If a column is missing, there is not exactly one such row, or its gap is
        not that of the figures beside it.
    """
    if pace is None:
        return None
    missing = [column for column in COLUMNS if column not in pace]
    if missing:
        raise ValueError(f"the table of pace lacks {', '.join(missing)}")
    rows = pace[(pace["hamlet_id"] == ALL) & (pace["age_group"] == ALL)]
    if len(rows) != 1:
        raise ValueError(f"the table of pace has {len(rows)} rows of all, not one")
    row = {column: rows[column].tolist()[0] for column in COLUMNS}
    gone = {column: bool(rows[column].isna().tolist()[0]) for column in COLUMNS}

    def number(column: str) -> Any:
        return None if gone[column] else row[column]

    if gone["gap"]:
        return None
    if int(row["gap"]) != gap:
        raise ValueError(f"pace is of a gap of {int(row['gap'])}, not {gap}")
    ends = [number(f"left_at_deadline{end}") for end in ("_low", "", "_high")]
    low, middle, high = (None if end is None else int(end) for end in ends)
    rates = [number(column) for column in ("required_per_day", "achieved_per_day")]
    required, achieved = (None if rate is None else float(rate) for rate in rates)
    return UnitPace(required, achieved, low, middle, high, str(row["state"]))
