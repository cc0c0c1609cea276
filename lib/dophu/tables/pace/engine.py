"""From a snapshot to its pace: the ledger, the dated enrolments and the campaign."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from dophu.snapshots import Snapshot
from dophu.tables.changes import history
from dophu.tables.gaps import gaps
from dophu.tables.pace.dated import read_dated
from dophu.tables.pace.flows import read_flows
from dophu.tables.pace.rates import measure_pace, measure_rates
from dophu.tables.pace.scoring import scenario_on, score_scenarios, stands

if TYPE_CHECKING:
    import pandas as pd


@dataclass(frozen=True)
class Progress:
    """The pace tables of one date.

    ``pace`` and ``rates`` are the tables of
    :func:`~dophu.tables.pace.rates.measure_pace`
    and :func:`~dophu.tables.pace.rates.measure_rates`, ``scores`` that of
    :func:`dophu.tables.pace.scoring.score_scenarios`. ``basis`` is ``days`` or
    ``intervals``, or why there is no scenario: ``too_few`` or ``missed`` (more of
    the past ones missed than held).
    """

    pace: pd.DataFrame
    rates: pd.DataFrame
    scores: pd.DataFrame
    basis: str


def progress(snapshot: Snapshot) -> Progress:
    """Measure the pace of a date: are we going to make it, and who holds it back.

    Examples
    --------
    >>> import dophu
    >>> pace = dophu.progress(dophu.load("data/sample", "2024-07-18")).pace
    >>> unit = pace.iloc[-1]
    >>> print(unit["gap"], unit["days_left"], unit["required_per_day"].round(1))
    1472 13 113.2
    """
    campaign, day = snapshot.campaign, snapshot.as_of
    ledger = history(snapshot)
    dated = {past.as_of: read_dated(past) for past in snapshot.series()}
    scores = score_scenarios(ledger, dated)
    scenario = scenario_on(ledger, day, dated[day])
    basis = scenario.basis if scenario else "too_few"
    if scenario and not stands(list(scores["held"])):
        scenario, basis = None, "missed"
    table, flows = gaps(snapshot), read_flows(ledger, day)
    dates = day, campaign.deadline
    return Progress(
        pace=measure_pace(table, flows, *dates, tuple(snapshot.missing), scenario),
        rates=measure_rates(table, flows, *dates, campaign.sessions.all_days),
        scores=scores,
        basis=basis,
    )
