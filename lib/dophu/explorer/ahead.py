"""What a later look needs, counted while nobody waits: a step at a time.

The tables are those that a look would count itself, and are kept with the snapshots;
what is asked for before its step has come is counted then.
"""

from __future__ import annotations

import asyncio
from collections.abc import Iterator

import pandas as pd

from dophu.drawing import chart
from dophu.notebook import charts_of
from dophu.snapshots import Snapshot
from dophu.tables.changes import changes, gap_history, history, ledgers
from dophu.tables.gaps import gaps
from dophu.tables.pace import pace, progress
from dophu.tables.pace.engine import score_past
from dophu.tables.reasons import reasons
from dophu.tables.what_if import what_if

IDLE = 0.4
"""Seconds without a change after which a step is taken."""

RECENT = 4
"""Dates before of which the children are listed: those that are looked at most."""

BETWEEN = 0.02
"""Seconds between two steps, for what comes in meanwhile."""


def count_ahead(week: Snapshot) -> Iterator[None]:
    """Count what charts and measures of a date are drawn from, in short steps.

    Nothing is counted of a date that is only looked at: there it would not be kept.

    Examples
    --------
    >>> import dophu
    >>> steps = count_ahead(dophu.load("data/sample", "2024-07-18"))
    >>> len(list(steps)) > 10
    True
    """
    if week.looked_at or week.unstored is not None:
        return
    dates = week.series()
    for then in reversed(dates):
        for count in (gaps, reasons):
            count(then)
            yield
    # From the last but one back: the last is the date that is open.
    for then in dates[-2 : -2 - RECENT : -1]:
        then.children()
        yield
    for _ in ledgers(week):
        yield
    for _ in score_past(dates, history(week)):
        yield
    for count in (progress, changes, gap_history, _of_officers, what_if):
        count(week)
        yield
    for name in charts_of(week):  # for the letters, which take long the first time
        drawn = chart(name, week)
        yield
        drawn.picture(drawn.figure())
        yield


def _of_officers(week: Snapshot) -> pd.DataFrame:
    return pace(week, "officer")


class Ahead:
    """Takes the steps of a date where an event loop runs, and rests at each change."""

    def __init__(self) -> None:
        self._week: Snapshot | None = None
        self._steps: Iterator[None] = iter(())
        self._timer: asyncio.TimerHandle | None = None

    def follow(self, week: Snapshot) -> None:
        """Go on with a date, once nothing has changed for a while."""
        self.rest()
        if week is not self._week:
            self._week, self._steps = week, count_ahead(week)
        self._later(IDLE)

    def rest(self) -> None:
        """Take no step until :meth:`follow`."""
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None

    def _later(self, seconds: float) -> None:
        try:
            loop = asyncio.get_running_loop()
        except RuntimeError:  # in a script nobody waits
            return
        self._timer = loop.call_later(seconds, self._step)

    def _step(self) -> None:
        self._timer = None
        try:
            next(self._steps)
        except StopIteration:
            return
        except Exception:
            # What cannot be counted is reported where somebody asks for it.
            self._steps = iter(())
            return
        self._later(BETWEEN)
