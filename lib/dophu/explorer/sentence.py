"""What a view says in a sentence or two, to be copied."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

import pandas as pd

from dophu.catalogue.about import About
from dophu.explorer.view import View
from dophu.findings.pace import find_pace, word_pace
from dophu.snapshots import Snapshot
from dophu.tables.gaps import gaps
from dophu.tables.pace import pace


def say_view(
    week: Snapshot,
    then: Snapshot | None,
    view: View,
    where: dict[str, Any],
    counted: pd.DataFrame,
    about: About,
) -> str:
    """Say the totals of what is chosen, and which hamlets sent nothing.

    Parameters
    ----------
    week, then
        The date, and the one it is compared with.
    view, where
        What is looked at, and of which children.
    counted
        The table of gaps of these children.
    about
        In which words.
    """
    totals = counted[["persons", "enrolled", "gap"]].sum()
    persons, enrolled, gap = (int(n) for n in totals)
    stated = []
    if view.measure == "pace" and not where:
        rows = pace(week).to_dict("records")
        stated.append(word_pace(find_pace(rows, about), about, "report"))
    elif view.measure == "change" and then is None:
        stated.append(about.say("explore_no_earlier"))
    elif view.measure == "change":
        assert then is not None
        before = int(gaps(then, where=where or None)["gap"].sum())
        sign = "+" if gap > before else "−" if gap < before else ""
        stated.append(
            about.say(
                "explore_sentence_change", gap=about.count(gap),
                then=about.date(then.as_of), before=about.count(before),
                change=f"{sign}{about.count(abs(gap - before))}",
            )
        )  # fmt: skip
    if view.measure != "change":
        stated.append(
            about.say(
                "explore_sentence", gap=about.count(gap), persons=about.count(persons),
                coverage=about.percent(enrolled, persons) if persons else "–",
            )
        )  # fmt: skip
    return " ".join(
        [*filter(None, stated), *_not_sent(week, counted["hamlet_id"], about)]
    )


def _not_sent(week: Snapshot, hamlets: Collection[str], about: About) -> list[str]:
    """Say which of some hamlets sent nothing for the date."""
    names, chosen = week.campaign.hamlets.names, {*hamlets}
    reported = [
        about.say("explore_never", place=names[h])
        if last is None
        else about.say("explore_carried", place=names[h], day=about.date(last))
        for h, last in week.missing.items()
        if h in chosen
    ]
    return (
        [about.say("explore_not_sent", places=", ".join(reported))] if reported else []
    )


def say_children(
    place: str, children: pd.DataFrame, view: View, then: Snapshot | None, about: About
) -> str:
    """Say how many children stand behind a row."""
    if view.measure == "change":
        came = int((children["change"] == 1).sum())
        day = about.date(then.as_of) if then else "–"
        gone = about.count(len(children) - came)
        counts = {"came": about.count(came), "gone": gone, "then": day}
        return about.say("explore_children_changed", place=place, **counts)
    case = "done" if view.measure == "enrolled" else "left"
    counted = about.children(len(children))
    return about.say(f"explore_children_{case}", place=place, children_count=counted)
