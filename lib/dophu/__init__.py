"""dophu: who on the list has not been reached yet, by hamlet and age group.

The functions an analyst calls in a notebook; each is loaded when it is first
used, so that ``import dophu`` costs next to nothing.

>>> import dophu
>>> week = dophu.load("data/sample", "2024-07-18")
>>> int(dophu.gaps(week)["gap"].sum())
1472
"""

try:
    import lazy_loader
except ImportError:  # not whole: `dophu doctor` names what is missing
    lazy_loader = None

__version__ = "0.1.0"

_PUBLIC = {
    "snapshots": ["load"],
    "campaign.config": ["read_campaign"],
    "tables.gaps": ["gaps"],
    "tables.reasons": ["reasons"],
    "tables.quality": ["quality"],
    "tables.changes": ["changes", "history", "gap_history", "restatement"],
    "tables.pace": ["pace", "recovered_by_reason", "count_turning", "check_cohorts"],
    "tables.session_plan": ["plan_sessions"],
    "tables.visits": ["visits"],
    "tables.why": ["why"],
    "drawing": ["chart"],
    "explorer": ["explore"],
    "table_view": ["show"],
    "notebook": ["run_card", "digest"],
    "documents": ["write_tables", "write_returns", "write_doubles"],
    "documents.lists.writing": ["write_lists"],
    "catalogue.issues": ["DophuError"],
}
"""What an analyst calls: each is in docs/api.md, with an example that runs."""

_OF_NOTEBOOKS = {
    "tables.changes": ["restatement_causes"],
    "tables.pace": ["progress", "count_mentions"],
    "tables.outreach": ["outreach"],
    "tables.visits": ["visit_tables"],
    "tables.ranking": ["rank_hamlets"],
    "findings.progress": ["say_pace", "show_pace"],
    "findings.places": ["show_hamlets"],
    "findings.reasons": ["say_obstacles", "show_recovered"],
    "findings.plan": ["say_plan", "show_plan"],
    "findings.ages": ["say_ages"],
    "findings.visits": ["say_visits"],
    "findings.quality": ["show_quality"],
    "region.opening": ["load_region"],
    "notebook": [
        "about", "draw_charts", "export_charts", "count_issues", "count_merged",
        "total_gaps", "total_changes",
    ],
}  # fmt: skip
"""What the kit's own notebooks call beside these; they may change with them."""

if lazy_loader:
    __getattr__, _, _ = lazy_loader.attach(
        __name__,
        submod_attrs={
            home: [*_PUBLIC.get(home, ()), *_OF_NOTEBOOKS.get(home, ())]
            for home in (*_PUBLIC, *_OF_NOTEBOOKS)
        },
    )

__all__ = ["__version__", *sorted(name for names in _PUBLIC.values() for name in names)]


def __dir__() -> list[str]:
    return sorted(__all__)
