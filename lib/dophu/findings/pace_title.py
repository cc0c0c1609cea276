"""Whether the deadline will be met, in one sentence."""

from __future__ import annotations

from dophu.catalogue.about import About
from dophu.findings.places import no_figures
from dophu.tables.history import History
from dophu.tables.unit_pace import UnitPace

EXACT = 100  # children; of more a title says "about", for it speaks of a scenario


def days_words(days: int, about: About) -> str:
    """Write a number of days."""
    return about.say("day" if days == 1 else "days", n=about.count(days))


def burndown_title(past: History, pace: UnitPace | None, about: About) -> str:
    """Say how many will be left at the deadline, or what meeting it would take."""
    if words := no_figures(past.now, about):
        return words
    gap = past.now.total().gap
    left = (about.deadline - about.as_of).days
    words = {
        "children_count": about.children(gap),
        "deadline": about.day(about.deadline),
        "days": days_words(abs(left), about),
    }
    if left < 0:
        return about.say("burndown_overdue", **words)
    if left == 0:
        return about.say("burndown_last_day", **words)
    if pace is None or pace.required is None:
        return about.say("burndown_days_left", **words)
    words["required"] = about.rate(pace.required)
    if pace.achieved is None:
        return about.say("burndown_required", **words)
    if pace.state == "no_progress":
        return about.say("burndown_no_progress", **words)
    if pace.middle is None or pace.high is None:
        key = "burndown_on_track" if pace.state == "on_track" else "burndown_behind"
        return about.say(key, **words, achieved=about.rate(pace.achieved))
    if pace.middle:
        rest = about.children(pace.middle)
        key = "burndown_left" if pace.middle < EXACT else "burndown_left_about"
        return about.say(key, **words, left_count=rest)
    if pace.high:
        high = about.children(pace.high)
        return about.say("burndown_met_unless", **words, high=high)
    return about.say("burndown_met", **words)
