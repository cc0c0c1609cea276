"""Who a plan of sessions is for: the children who can come, by day and place."""

from __future__ import annotations

from datetime import date

import pandas as pd

from dophu.ages import UNKNOWN
from dophu.campaign.sessions import Sessions

COLUMNS = ("hamlet_id", "hamlet", "age_group", "available", "children")


def find_demand(
    reasons: pd.DataFrame, sessions: Sessions, as_of: date, deadline: date
) -> pd.DataFrame:
    """Pick from the gap the children a session can be held for by the deadline.

    Those who can come now, and those away until a day that the campaign gives.
    Left out, for a person to follow up, are those away until nobody knows when,
    those who cannot come by the deadline, those of whom nothing is known, and
    those whose age group, so whose venue, is not known.

    Parameters
    ----------
    reasons
        The table of ``coverage.reasons``.
    sessions
        The campaign's: from when children with a reason can come.
    as_of, deadline
        The date of the lists and the last day of the drive.

    Returns
    -------
    DataFrame
        One row per hamlet, age group and day from which they can come:
        ``hamlet_id``, ``hamlet``, ``age_group``, ``available`` (``as_of`` for those
        who can now), ``children``; in the order of ``reasons``.
    """
    days = [
        _available(reason, when, sessions, as_of)
        for reason, when in zip(reasons["reason"], reasons["reachable"], strict=True)
    ]
    table = reasons.assign(available=days)
    can = [
        day is not None and day <= deadline and group != UNKNOWN
        for day, group in zip(days, reasons["age_group"], strict=True)
    ]
    table = table.loc[can]  # an empty list of flags would choose columns
    keys = list(COLUMNS[:-1])
    return table.groupby(keys, sort=False)["children"].sum().reset_index()


def _available(reason: str, when: str, sessions: Sessions, as_of: date) -> date | None:
    return as_of if when == "now" else sessions.reachable_from.get(reason)
