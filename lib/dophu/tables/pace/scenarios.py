"""The slowest and the fastest recent pace, and what either would leave.

A scenario, not a probability: "if every week to the deadline were as slow (as
fast) as the slowest (fastest) of the recent ones". Who is away until a day, or cannot
come by the deadline, is not counted on before. No child who is still to appear on a
list is in it. What such a band held in simulation is printed by
``python -m benchmarks pace``.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import pandas as pd

from dophu.tables.pace.flows import Flows

# The slowest and the fastest of two are just these two, which is no range.
FEWEST = 3
"""Intervals between lists below which there is no scenario."""

WEEK = 7

Away = Mapping[int, pd.Series]
"""Children who cannot come yet, by the days until the last on which they cannot; of
those who cannot by the deadline the days are more than there are."""


@dataclass(frozen=True)
class Scenario:
    """Children a day by place: ``slow``, ``mean`` and ``fast``.

    ``basis`` is ``days`` (seven-day paces of the last fortnight) or ``intervals``
    (paces from list to list).
    """

    basis: str
    slow: pd.Series
    mean: pd.Series
    fast: pd.Series


def find_scenario(flows: Flows, daily: Flows | None = None) -> Scenario | None:
    """Find the slowest and the fastest pace, where there is enough to go by.

    Parameters
    ----------
    flows
        From list to list, oldest first.
    daily
        The last fortnight day by day, if enrolments are dated.

    Returns
    -------
    Scenario or None
        From ``daily`` the seven-day paces; without it the paces of all intervals;
        None with fewer than three intervals and no days, and before the second
        list. The mean is the pace achieved from list to list over the last
        fortnight, and the other two are widened to it where it lies outside.
    """
    intervals = flows.counts.shape[1]
    if not intervals or (daily is None and intervals < FEWEST):
        return None
    mean = flows.recent().mean()
    if daily is None:
        paces = flows.counts / flows.days.where(flows.days > 0)
    else:
        paces = daily.counts.T.rolling(WEEK).sum().T / WEEK
    slow, fast = paces.min(axis=1), paces.max(axis=1)
    return Scenario(
        basis="intervals" if daily is None else "days",
        # Negated, so that a pace that is missing stays so.
        slow=slow.where(~(slow > mean), mean),
        mean=mean,
        fast=fast.where(~(fast < mean), mean),
    )


def left_after(
    gap: pd.Series, pace: pd.Series, days: int, away: Away | None = None
) -> pd.Series:
    """Give the children left after some days at a pace; never below none.

    Nobody gets a card who cannot come: a pace is kept up only while there are
    children who can, and those who are ``away`` wait until they are back.

    Examples
    --------
    >>> import pandas as pd
    >>> left_after(pd.Series([100, 10]), pd.Series([5.0, 5.0]), 13).to_list()
    [35.0, 0.0]
    >>> away = {10: pd.Series([80]), 99: pd.Series([5])}
    >>> left_after(pd.Series([100]), pd.Series([5.0]), 13, away).to_list()
    [70.0]
    """
    gap = gap.astype(float)
    # What the days can take, and less where they run out of children: up to each
    # day on which some are back, those who could come before, and the days after it.
    most = pace * days
    here = gap.copy()
    for _, absent in (away or {}).items():
        here = here - absent.reindex(gap.index).fillna(0)
    for back, absent in sorted((away or {}).items()):
        if back < days:
            most = _least(most, here + pace * (days - back))
            here = here + absent.reindex(gap.index).fillna(0)
    most = _least(most, here)
    # Rounded far below a child: 100 - 0.1 * 13 * 10 must not be off by a float.
    return (gap - most).clip(lower=0).round(6)


def _least(one: pd.Series, other: pd.Series) -> pd.Series:
    return one.where(~(other < one), other.reindex(one.index))


def nearest(left: pd.Series) -> pd.Series:
    """Round children left to whole ones, half up; to none only where none is left.

    Examples
    --------
    >>> import pandas as pd
    >>> nearest(pd.Series([0.0, 0.1, 1.4, 2.5])).to_list()
    [0.0, 1.0, 1.0, 3.0]
    """
    whole = (left + 0.5) // 1
    return whole.where(~((left > 0) & (whole == 0)), 1)
