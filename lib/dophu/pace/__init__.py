"""Pace: are we going to make it, which hamlets hold it back, what would it take."""

from dophu.pace.calendar import PER, count_units, count_working_days
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

__all__ = (
    "ALL", "PER", "STATES", "Flows", "Progress", "Scenario", "count_units",
    "count_mentions", "count_working_days", "rank_hamlets", "recovered_by_reason",
    "find_scenario", "measure_pace", "measure_rates", "progress",
    "read_flows", "score_scenarios", "state_of",
)  # fmt: skip
