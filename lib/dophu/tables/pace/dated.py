"""Enrolments by the day they are dated, where enough of them are to go by."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pandas as pd

from dophu.persons import COUNTED
from dophu.snapshots import Snapshot
from dophu.snapshots.children import with_age_group
from dophu.tables.pace.flows import RECENT

# Children without a day are on none: a pace by days is 5 % too low at the most.
DATED = 0.95
"""Share of the children with a card who must be dated for their days to be used."""


def read_dated(snapshot: Snapshot) -> pd.DataFrame | None:
    """Count who got a card by the day stated, where enrolments are dated.

    The day is that of the application where an application counts as having a
    card, else that of the issue. A day after the date of the lists is none.

    Returns
    -------
    DataFrame or None
        ``hamlet_id``, ``age_group``, ``day``, ``enrolled`` (children; a day without
        any is not there). None where fewer than 95 in 100 of the children with a
        card are dated, or where the drive is younger than a fortnight.
    """
    import narwhals.stable.v2 as nw

    campaign, as_of = snapshot.campaign, snapshot.as_of
    has_card = nw.col("status").is_in(list(campaign.counts_as_enrolled))
    children = snapshot.persons.filter(
        nw.col("presence").is_in(list(COUNTED)), has_card
    )
    table = (
        with_age_group(children, as_of, campaign.age_groups)
        .filter(~nw.col("age_group").is_null())
        .with_columns(day=_day(campaign.counts_as_enrolled))
        .group_by("hamlet_id", "age_group", "day")
        .agg(enrolled=nw.len())
        .sort("hamlet_id", "age_group", "day")
        .collect("pandas")
        .to_pandas()
    )
    day = pd.to_datetime(table["day"])
    dated = table[day <= pd.Timestamp(as_of)].assign(day=day.dt.date)
    if dated["enrolled"].sum() < max(DATED * table["enrolled"].sum(), 1):
        return None
    start = campaign.start or min(dated["day"])
    # Days before the drive began would be days without progress.
    return dated if start <= as_of - timedelta(RECENT - 1) else None


def _day(counts: tuple[str, ...]) -> Any:
    import narwhals.stable.v2 as nw

    applied, issued = nw.col("applied_date"), nw.col("issued_date")
    # Where only the issue has a day, the application was no later.
    return nw.coalesce(applied, issued) if "applied" in counts else issued
