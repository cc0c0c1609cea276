"""How many children got a card between two lists, with totals, from the ledger."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise

import numpy as np
import pandas as pd

from dophu.tables.pace.totals import Totals, in_turn

# Two weekly lists: tests/spec/12_pace_states.md.
RECENT = 14
"""Days over which a pace is measured: the latest stretches that cover as many."""


@dataclass(frozen=True)
class Flows:
    """Children who got a card, by place (hamlet and age group) and stretch of days.

    A stretch is an interval between two lists, or a day; it is named by its last
    day. ``counts`` holds the children, ``days`` the days of the stretch, 0 where
    at its beginning nobody was without a card: such days are evidence of no pace.
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
        # By their ends: a stretch that began before the fortnight is kept whole.
        keep = [end for end in ends if end > from_day]
        return Flows(self.counts[keep], self.days[keep], self.starts[-len(keep) :])

    def until(self, day: date, places: pd.MultiIndex) -> Flows:
        """Keep of some places what was known on a day."""
        keep = [end for end in self.counts if end <= day]
        counts, days = (table.loc[places, keep] for table in (self.counts, self.days))
        return Flows(counts, days, self.starts[: len(keep)])

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
    history = history[as_dates(history["as_of"]) <= as_of]
    seen, at = in_turn(as_dates(history["as_of"]), sort=True)
    totals = Totals(history)
    sums = totals.of(history, ["opening", "enrolled"], at, len(seen)).sums[:, 1:]
    gaps = [(day - before).days for before, day in pairwise(seen)]
    waiting = (sums[0] > 0) * np.array(gaps).reshape(-1, 1)
    counts, days = (
        pd.DataFrame(part.T, totals.places, seen[1:], dtype=float)
        for part in (sums[1], waiting)
    )
    return Flows(counts, days, tuple(seen[:-1]))


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
    places = flows.counts.index
    last = [as_of - timedelta(n) for n in reversed(range(RECENT))]
    on = as_dates(dated["day"])
    dated = dated[on.isin(last)]
    at = on[on.isin(last)].map(last.index).to_numpy(dtype=int)
    totals = Totals(dated)
    sums = totals.of(dated, ["enrolled"], at, RECENT).sums[0]
    counts = pd.DataFrame(sums.T, totals.places, last).reindex(places).fillna(0.0)
    ones = pd.DataFrame(1.0, index=places, columns=last)
    starts = tuple(day - timedelta(1) for day in last)
    return Flows(counts, ones, starts)


def as_dates(column: pd.Series) -> pd.Series:
    """Read a column of dates, whichever kind an engine made of them, as dates."""
    return pd.to_datetime(column).dt.date
