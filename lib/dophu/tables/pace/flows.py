"""How many children got a card between two lists, with totals, from the ledger."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import pandas as pd

ALL = "all"
"""Stands for every hamlet, or every age group, in a total."""

PLACE = ["hamlet_id", "age_group"]

RECENT = 14
"""Days over which a pace is measured: the latest stretches that cover as many."""


def with_totals(table: pd.DataFrame, columns: list[str]) -> pd.DataFrame:
    """Add up counts over hamlets, over age groups and over both.

    Parameters
    ----------
    table
        One row per hamlet and age group: ``hamlet_id``, ``age_group`` and counts.
    columns
        The counts.

    Returns
    -------
    DataFrame
        Indexed by ``hamlet_id`` and ``age_group``, in the order of the table, each
        hamlet followed by its total, those of the unit last. A total of counts
        that are all missing is missing; else missing ones are left out.

    Examples
    --------
    >>> import pandas as pd
    >>> table = pd.DataFrame(
    ...     {"hamlet_id": ["A", "B"], "age_group": ["young", "young"], "gap": [1, 2]}
    ... )
    >>> with_totals(table, ["gap"])["gap"].to_list()
    [1, 1, 2, 2, 3, 3]
    """
    parts = []
    for every in ([], PLACE[:1], PLACE[1:], PLACE):
        keys = table[PLACE].assign(**dict.fromkeys(every, ALL))
        counts = table[columns].groupby([keys[name] for name in PLACE])
        parts.append(counts.sum(min_count=1))
    values = ([*dict.fromkeys(table[name]), ALL] for name in PLACE)
    return pd.concat(parts).reindex(pd.MultiIndex.from_product(values, names=PLACE))


@dataclass(frozen=True)
class Flows:
    """Children who got a card, by place (hamlet and age group) and stretch of days.

    A stretch is an interval between two lists, or a day; it is named by its last
    day. ``counts`` holds the children, ``days`` the days of the stretch, 0 where
    at its beginning nobody was without a card: such days say nothing of a pace.
    Both have a line a place and a column a stretch, oldest first; ``starts`` are
    the days before their first.
    """

    counts: pd.DataFrame
    days: pd.DataFrame
    starts: tuple[date, ...] = ()

    def recent(self, days: int = RECENT) -> Flows:
        """Keep the latest stretches that cover as many days; all if they do not."""
        ends = list(self.counts)
        from_day = ends[-1] - timedelta(days) if ends else None
        keep = [end for end in ends if end > from_day]
        return Flows(self.counts[keep], self.days[keep], self.starts[-len(keep) :])

    def mean(self) -> pd.Series:
        """Give each place's children a day over all stretches; missing without any."""
        days = self.days.sum(axis=1)
        return self.counts.sum(axis=1) / days.where(days > 0)


def read_flows(history: pd.DataFrame, as_of: date) -> Flows:
    """Take from the ledger who got a card between each two lists up to a date.

    The fall of the gap is not asked: a child who moves away gets no card.

    Parameters
    ----------
    history
        The ledger of all dates (:func:`dophu.tables.changes.history`): ``as_of``,
        ``hamlet_id``, ``age_group``, ``opening``, ``enrolled`` and others. What is
        later than ``as_of`` is not looked at; the first date has nothing before it
        and is no interval.
    as_of
        The date up to which to look.
    """
    dates = as_dates(history["as_of"])
    seen = sorted({day for day in dates if day <= as_of})
    counts, days = {}, {}
    for before, day in zip(seen, seen[1:], strict=False):
        table = with_totals(history[dates == day], ["opening", "enrolled"]).fillna(0)
        counts[day] = table["enrolled"].astype(float)
        waiting = (table["opening"] > 0).astype(float)
        days[day] = waiting * (day - before).days
    places = with_totals(history[dates <= as_of], []).index
    if not counts:
        nothing = pd.DataFrame(index=places, dtype=float)
        return Flows(nothing, nothing)
    frames = (pd.DataFrame(part).reindex(places).fillna(0) for part in (counts, days))
    return Flows(*frames, tuple(seen[:-1]))


def read_days(dated: pd.DataFrame, flows: Flows, as_of: date) -> Flows:
    """Put dated enrolments of the latest fortnight in order, one stretch a day.

    Parameters
    ----------
    dated
        ``hamlet_id``, ``age_group``, ``day``, ``enrolled``: children by the day
        their application was taken or their card issued. A day that is not there
        had none.
    flows
        Those from list to list: the places wanted.
    as_of
        The last day.
    """
    on = as_dates(dated["day"])
    places = flows.counts.index
    last = [as_of - timedelta(n) for n in reversed(range(RECENT))]
    counts: dict[date, Any] = {
        day: with_totals(dated[on == day], ["enrolled"])["enrolled"]
        .reindex(places)
        .fillna(0)
        .astype(float)
        for day in last
    }
    ones = pd.DataFrame(1.0, index=places, columns=last)
    starts = tuple(day - timedelta(1) for day in last)
    return Flows(pd.DataFrame(counts), ones, starts)


def as_dates(column: pd.Series) -> pd.Series:
    """Read a column of dates, whichever kind an engine made of them, as dates."""
    return pd.to_datetime(column).dt.date
