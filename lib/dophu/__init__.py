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
    "read_campaign": "dophu.campaign.config",
    "gaps": "dophu.tables.gaps",
    "reasons": "dophu.tables.gaps",
    "quality": "dophu.tables.quality",
    "changes": "dophu.tables.changes",
    "history": "dophu.tables.changes",
    "chart": "dophu.drawing",
    "gap_history": "dophu.tables.changes",
    "restatement": "dophu.tables.changes",
    "restatement_causes": "dophu.tables.changes",
    "count_gaps": "dophu.tables.gaps",
    "pace": "dophu.tables.pace",
    "progress": "dophu.tables.pace",
    "recovered_by_reason": "dophu.tables.pace",
    "count_mentions": "dophu.tables.pace",
    "rank_hamlets": "dophu.tables.pace",
    "count_turning": "dophu.tables.pace",
    "check_cohorts": "dophu.tables.pace",
    "plan_sessions": "dophu.tables.session_plan",
    "say_ages": "dophu.findings.outlook",
    "say_plan": "dophu.findings.outlook",
    "show_plan": "dophu.findings.outlook",
    "say_pace": "dophu.findings.outlook",
    "say_obstacles": "dophu.findings.outlook",
    "show_hamlets": "dophu.findings.outlook",
    "show_recovered": "dophu.findings.outlook",
    "show_pace": "dophu.findings.outlook",
    "about": "dophu.notebook",
    "draw_charts": "dophu.notebook",
    "export_charts": "dophu.notebook",
    "run_card": "dophu.notebook",
    "count_issues": "dophu.notebook",
    "total_gaps": "dophu.notebook",
    "total_changes": "dophu.notebook",
    "total_reasons": "dophu.notebook",
    "digest": "dophu.notebook",
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
    "show_quality": "dophu.findings.quality",
    "write_tables": "dophu.documents",
    "write_returns": "dophu.documents",
    "write_doubles": "dophu.documents",
    "count_merged": "dophu.notebook",
    "explore": "dophu.explorer",
    "DophuError": "dophu.catalogue.issues",
}

__all__ = ("__version__", *sorted(_HOMES))

if TYPE_CHECKING:
    from dophu.campaign.config import read_campaign as read_campaign
    from dophu.catalogue.issues import DophuError as DophuError
    from dophu.snapshots import load as load
    from dophu.tables.changes import changes as changes
    from dophu.tables.changes import history as history
    from dophu.tables.gaps import count_gaps as count_gaps
    from dophu.tables.gaps import gaps as gaps
    from dophu.tables.gaps import reasons as reasons
    from dophu.tables.quality import quality as quality


def __getattr__(name: str) -> Any:
    if name in _HOMES:
        return getattr(import_module(_HOMES[name]), name)
    raise AttributeError(f"module 'dophu' has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted(__all__)
