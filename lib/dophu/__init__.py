"""dophu: who on the list has not been reached yet, by hamlet and age group.

The functions an analyst calls in a notebook; each is loaded when it is first
used, so that ``import dophu`` costs next to nothing.

>>> import dophu
>>> week = dophu.load("data/sample", "2024-07-18")
>>> int(dophu.gaps(week)["gap"].sum())
1472
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

__version__ = "0.1.0"

_HOMES = {
    "load": "dophu.snapshots",
    "read_campaign": "dophu.campaign",
    "gaps": "dophu.coverage",
    "reasons": "dophu.coverage",
    "quality": "dophu.list_quality",
    "changes": "dophu.ledger",
    "history": "dophu.ledger",
    "gap_history": "dophu.ledger",
    "restatement": "dophu.ledger",
    "restatement_causes": "dophu.ledger",
    "count_gaps": "dophu.coverage",
    "progress": "dophu.pace",
    "recovered_by_reason": "dophu.pace",
    "count_mentions": "dophu.pace",
    "rank_hamlets": "dophu.pace",
    "count_turning": "dophu.pace",
    "check_cohorts": "dophu.pace",
    "plan_sessions": "dophu.plan",
    "say_ages": "dophu.outlook",
    "say_plan": "dophu.outlook",
    "show_plan": "dophu.outlook",
    "say_pace": "dophu.outlook",
    "say_obstacles": "dophu.outlook",
    "show_hamlets": "dophu.outlook",
    "show_recovered": "dophu.outlook",
    "show_pace": "dophu.outlook",
    "about": "dophu.briefing",
    "draw_charts": "dophu.briefing",
    "export_charts": "dophu.briefing",
    "run_card": "dophu.briefing",
    "count_issues": "dophu.briefing",
    "total_gaps": "dophu.briefing",
    "total_changes": "dophu.briefing",
    "total_reasons": "dophu.briefing",
    "digest": "dophu.briefing",
    "draw_card": "dophu.charts",
    "draw_ranked": "dophu.charts",
    "draw_organ": "dophu.charts",
    "draw_heat": "dophu.charts",
    "draw_dumbbell": "dophu.charts",
    "draw_smalls": "dophu.charts",
    "draw_waterfall": "dophu.charts",
    "draw_burndown": "dophu.charts",
    "draw_reasons": "dophu.charts",
    "write_charts": "dophu.charts",
    "show_quality": "dophu.doctor",
    "write_tables": "dophu.documents",
    "write_returns": "dophu.documents",
    "write_doubles": "dophu.documents",
    "count_merged": "dophu.briefing",
    "explore": "dophu.explorer",
    "DophuError": "dophu.issues",
}

__all__ = ("__version__", *sorted(_HOMES))

if TYPE_CHECKING:
    from dophu.campaign import read_campaign as read_campaign
    from dophu.coverage import count_gaps as count_gaps
    from dophu.coverage import gaps as gaps
    from dophu.coverage import reasons as reasons
    from dophu.issues import DophuError as DophuError
    from dophu.ledger import changes as changes
    from dophu.ledger import history as history
    from dophu.list_quality import quality as quality
    from dophu.snapshots import load as load


def __getattr__(name: str) -> Any:
    if name in _HOMES:
        return getattr(import_module(_HOMES[name]), name)
    raise AttributeError(f"module 'dophu' has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted(__all__)
