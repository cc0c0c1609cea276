"""Past scenarios made again from what was known then, beside what happened."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from itertools import pairwise

import pandas as pd

from dophu.tables.pace.absent import NOBODY, Absent
from dophu.tables.pace.flows import as_dates, read_days, read_flows
from dophu.tables.pace.scenarios import Scenario, find_scenario, left_after, nearest
from dophu.tables.pace.totals import ALL, PLACE

UNIT = pd.MultiIndex.from_tuples([(ALL, ALL)], names=PLACE)
NOTHING_KNOWN: Mapping[date, Absent] = {}

COLUMNS = (
    "said_on", "for_date", "days_ahead", "basis", "left_low", "left_middle",
    "left_high", "left", "held",
)  # fmt: skip

HELD = {"days": (31, 62), "intervals": (41, 82)}
"""What the scenarios held in simulation, all that may be claimed of them: percent of
simulated drives in which the range held the children left 13 days later, the least
and the most over five worlds, by what a scenario rests on. ``python -m benchmarks
pace`` prints them, and a test fails where a world holds less or more."""


def scenario_on(
    history: pd.DataFrame, day: date, dated: pd.DataFrame | None = None
) -> Scenario | None:
    """Find the scenario of a day from what was known on it, and nothing later.

    Parameters
    ----------
    history
        The ledger; what is later than ``day`` is not looked at.
    day
        The date of the lists.
    dated
        Dated enrolments as the lists of ``day`` gave them; None to go by lists.
    """
    flows = read_flows(history, day)
    return find_scenario(flows, None if dated is None else read_days(dated, flows, day))


def score_scenarios(
    history: pd.DataFrame,
    dated: Mapping[date, pd.DataFrame | None],
    absent: Mapping[date, Absent] = NOTHING_KNOWN,
) -> pd.DataFrame:
    """Set every past scenario of the unit beside the children left at the next list.

    Parameters
    ----------
    history
        The ledger of all dates.
    dated
        Dated enrolments by date of lists, as the lists of that date gave them.
    absent
        Who could not come yet, by date of lists, by the days the campaign gives now.

    Returns
    -------
    DataFrame
        One row for each date but the last for which a scenario could be given:
        ``said_on``, ``for_date`` (the next date), ``days_ahead``, ``basis``
        (``days`` or ``intervals``), ``left_low``, ``left_middle``, ``left_high``
        (children who would be left), ``left`` (who were, newly listed children
        included), ``held`` (whether the last lies within the first and third).
    """
    known = Known(history)
    return scores_of(
        [
            known.score(day, following, dated.get(day), absent.get(day, NOBODY))
            for day, following in pairwise(known.dates)
        ]
    )


def scores_of(tables: Sequence[pd.DataFrame]) -> pd.DataFrame:
    """Stack the scores of several dates; without any an empty table."""
    found = [table for table in tables if len(table)]
    if not found:
        return pd.DataFrame(columns=list(COLUMNS))
    return pd.concat(found, ignore_index=True)


class Known:
    """What was known of the unit on each date, to make its scenario again.

    Parameters
    ----------
    history
        The ledger of all dates.
    """

    def __init__(self, history: pd.DataFrame) -> None:
        closing = history.groupby(as_dates(history["as_of"]))["closing"].sum()
        self._closing = {day: int(count) for day, count in closing.items()}
        self.dates = sorted(self._closing)
        # Before the first list there is nothing to read, and no date to score.
        self._flows = read_flows(history, self.dates[-1]) if self.dates else None

    def score(
        self,
        day: date,
        following: date,
        dated: pd.DataFrame | None,
        away: Absent,
    ) -> pd.DataFrame:
        """Set a day's scenario beside the next date: a row, none where it gave none.

        See :func:`score_scenarios` for the columns.
        """
        assert self._flows is not None  # it is a date of the history
        flows = self._flows.until(day, UNIT)
        daily = None if dated is None else read_days(dated, flows, day)
        scenario = find_scenario(flows, daily)
        if scenario is None:
            return scores_of([])
        ahead = (following - day).days
        gap = pd.Series([self._closing[day]], index=UNIT)
        low, middle, high = (
            left_after(gap, pace, ahead, who).iloc[0]
            for pace, who in (
                (scenario.fast, away.known),
                (scenario.mean, away.known),
                (scenario.slow, away.worst),
            )
        )
        # Rounded as rates.measure_pace rounds what it shows, or it would score another
        # range.
        middle = int(nearest(pd.Series([middle]))[0])
        low, high = int(low // 1), -int(-high // 1)
        left = self._closing[following]
        held = low <= left <= high
        row = (day, following, ahead, scenario.basis, low, middle, high, left, held)
        return pd.DataFrame([row], columns=list(COLUMNS))


def stands(held: Sequence[bool]) -> bool:
    """Test whether a new scenario may be shown, by what became of past ones.

    Not where more of them missed than held; where none could be scored yet
    nothing speaks against it.

    Examples
    --------
    >>> stands([]), stands([True, False]), stands([False])
    (True, True, False)
    """
    return 2 * sum(held) >= len(held)
