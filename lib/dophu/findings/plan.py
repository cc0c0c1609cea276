"""Findings on the plan of sessions: how many it takes, who has no place."""

from __future__ import annotations

import pandas as pd

from dophu.catalogue.about import About
from dophu.catalogue.numbers import lower_first
from dophu.tables.session_plan import Plan


def say_plan(plan: Plan, about: About) -> list[str]:
    """Say how many sessions it takes, or how many places are short and for whom."""
    if not plan.planned:
        return [about.say("plan_none")]
    values = {
        "children_count": about.children(plan.wanted),
        "deadline": about.date(about.deadline),
        "sessions": about.count(plan.sessions),
    }
    stated = []
    if not plan.wanted:
        key = "plan_nobody" if plan.outside else "plan_nobody_left"
        stated.append(about.say(key, **values))
    elif not plan.short:
        stated.append(about.say("plan_places_enough", **values))
    else:
        # Rows without a date are the children without a place.
        left = plan.table[plan.table["date"].isna()]
        counts = left.groupby("age_group", sort=False)["children"].sum()
        parts = [
            about.say(
                "plan_short_group",
                group=lower_first(about.group(group)),
                count=about.count(number),
            )
            for group, number in counts.items()
        ]
        values["short"] = about.count(plan.short)
        values["seated"] = about.children(plan.wanted - plan.short)
        stated.append(about.say("plan_places_short", parts=", ".join(parts), **values))
    if not plan.proven:
        stated.append(about.say("plan_not_proven"))
    if plan.outside:
        children = about.children(plan.outside)
        stated.append(about.say("plan_outside", children_count=children))
    return stated


def show_plan(plan: Plan, about: About) -> pd.DataFrame:
    """Lay out a plan by day: the venue, its places, and which hamlets come.

    One line a session; ``hamlets`` names each with its children.
    """
    table = plan.table.dropna(subset=["date"])
    lines = []
    for (day, venue), session in table.groupby(["date", "venue"], sort=True):
        counts = session.groupby("hamlet", sort=False)["children"].sum()
        names = [f"{name} ({about.count(n)})" for name, n in counts.items()]
        children = about.count(session["children"].sum())
        seats = f"{children}/{about.count(session['places'].iloc[0])}"
        lines.append((about.date(day), venue, seats, ", ".join(names)))
    columns = ["date", "venue", "seats", "hamlets"]
    return pd.DataFrame(lines, columns=columns).set_index("date")
