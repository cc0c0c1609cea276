"""Pace: are we going to make it, which hamlets hold it back, what would it take."""

from dophu.tables.pace.calendar import PER, count_units, count_working_days
from dophu.tables.pace.cohorts import check_cohorts, compare_cohorts
from dophu.tables.pace.engine import Progress, pace, progress
from dophu.tables.pace.flows import Flows, read_flows
from dophu.tables.pace.obstacles import (
    count_mentions,
    recovered_by_reason,
)
from dophu.tables.pace.rates import STATES, measure_pace, measure_rates, state_of
from dophu.tables.pace.scenarios import Scenario, find_scenario
from dophu.tables.pace.scoring import score_scenarios
from dophu.tables.pace.totals import ALL
from dophu.tables.pace.turning import count_turning

__all__ = (
    "ALL", "PER", "STATES", "Flows", "Progress", "Scenario", "check_cohorts",
    "compare_cohorts", "count_mentions", "count_turning", "count_units",
    "count_working_days", "find_scenario", "measure_pace", "measure_rates", "pace",
    "progress", "read_flows", "recovered_by_reason",
    "score_scenarios", "state_of",
)  # fmt: skip
