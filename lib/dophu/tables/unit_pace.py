"""The unit's row of a table of pace, held against the figures beside it."""

from __future__ import annotations

from typing import Any

import pandas as pd

from dophu.tables.figures import ALL

COLUMNS = (
    "hamlet_id", "age_group", "gap", "days_left", "required_per_day",
    "achieved_per_day", "left_at_deadline_low", "left_at_deadline",
    "left_at_deadline_high", "state",
)  # fmt: skip


def unit_row(pace: pd.DataFrame | None, gap: int) -> dict[str, Any]:
    """Take the row of all hamlets and all age groups from a table of pace.

    Without a table, or where that row has no figures, it has nothing but the gap.

    Raises
    ------
    ValueError
        If a column is missing, there is not exactly one such row, or its gap is
        not that of the figures beside it.
    """
    alone = {"hamlet_id": ALL, "age_group": ALL, "gap": gap}
    if pace is None:
        return alone
    missing = [column for column in COLUMNS if column not in pace]
    if missing:
        raise ValueError(f"the table of pace lacks {', '.join(missing)}")
    rows = pace[(pace["hamlet_id"] == ALL) & (pace["age_group"] == ALL)]
    if len(rows) != 1:
        raise ValueError(f"the table of pace has {len(rows)} rows of all, not one")
    (row,) = rows[list(COLUMNS)].to_dict("records")
    if pd.isna(row["gap"]):
        return alone
    if int(row["gap"]) != gap:
        raise ValueError(f"pace is of a gap of {int(row['gap'])}, not {gap}")
    return row
