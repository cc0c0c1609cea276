"""Past scenarios made again from what was known then, beside what happened."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

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
    closing = history.groupby(as_dates(history["as_of"]))["closing"].sum()
    days = sorted(closing.index)
    rows = []
    for day, following in zip(days, days[1:], strict=False):
        scenario = scenario_on(history, day, dated.get(day))
        if scenario is None:
            continue
        ahead = (following - day).days
        gap = pd.Series([closing[day]], index=UNIT)
        away = absent.get(day, NOBODY)
        low, middle, high = (
            left_after(gap, pace.reindex(UNIT), ahead, who).iloc[0]
            for pace, who in (
                (scenario.fast, away.known),
                (scenario.mean, away.known),
                (scenario.slow, away.worst),
            )
        )
        middle = int(nearest(pd.Series([middle]))[0])
        low, high = int(low // 1), -int(-high // 1)
        left = int(closing[following])
        held = low <= left <= high
        row = (day, following, ahead, scenario.basis, low, middle, high, left, held)
        rows.append(row)
    return pd.DataFrame(rows, columns=list(COLUMNS))


def stands(held: Sequence[bool]) -> bool:
    """Tell whether a new scenario may be shown, by what became of past ones.

    Not where more of them missed than held; where none could be scored yet
    nothing speaks against it.

    Examples
    --------
    >>> stands([]), stands([True, False]), stands([False])
    (True, True, False)
    """
    return 2 * sum(held) >= len(held)
