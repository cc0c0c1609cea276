"""Pace: are we going to make it, which hamlets hold it back, what would it take."""

from dophu.pace.calendar import PER, count_units, count_working_days
from dophu.pace.cohorts import check_cohorts, compare_cohorts
from dophu.pace.engine import Progress, progress
from dophu.pace.flows import ALL, Flows, read_flows
from dophu.pace.obstacles import (
    count_mentions,
    rank_hamlets,
    recovered_by_reason,
)
from dophu.pace.rates import STATES, measure_pace, measure_rates, state_of
from dophu.pace.scenarios import Scenario, find_scenario
from dophu.pace.scoring import score_scenarios
from dophu.pace.turning import count_turning

__all__ = (
    "ALL", "PER", "STATES", "Flows", "Progress", "Scenario", "check_cohorts",
    "compare_cohorts", "count_mentions", "count_turning", "count_units",
    "count_working_days", "find_scenario", "measure_pace", "measure_rates", "progress",
    "rank_hamlets", "read_flows", "recovered_by_reason", "score_scenarios", "state_of",
)  # fmt: skip
