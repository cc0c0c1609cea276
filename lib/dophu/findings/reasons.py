"""What stands in the way: when children can come, where they are, who came since."""

from __future__ import annotations

import pandas as pd

from dophu.catalogue.about import About
from dophu.findings.places import share_held
from dophu.tables.by_reach import REACHABLE
from dophu.tables.ranking import concentration, rank_hamlets


def say_obstacles(
    gaps: pd.DataFrame,
    reasons: pd.DataFrame,
    recovered: pd.DataFrame,
    about: About,
) -> list[str]:
    """Say what stands in the way: when children can come, and where they are.

    Parameters
    ----------
    gaps, reasons, recovered
        The tables of ``gaps``, ``reasons`` and
        :func:`dophu.tables.pace.obstacles.recovered_by_reason`.
    about
        Of which unit and date, and in which language.

    Returns
    -------
    list of str
        How many can come now, later, not by the deadline; the fewest hamlets that
        hold half of the children left, with their real share; how many of the last
        date's children got a card. Empty where nobody is left.
    """
    gap = int(reasons["children"].sum())
    if not gap:
        return []
    when = reasons.groupby("reachable")["children"].sum()
    parts = [
        about.say(f"can_come_{key}", count=about.count(when[key]))
        for key in REACHABLE
        if when.get(key, 0)
    ]
    children = about.children(gap)
    stated = []
    if any(when.get(key, 0) for key in REACHABLE if key != "unknown"):
        words = {"children_count": children, "parts": ", ".join(parts)}
        stated.append(about.say("obstacles_reach", **words))
    ranked = rank_hamlets(gaps)
    most = concentration([int(number) for number in ranked["gap"]])
    few, share = most.hamlets, share_held(most, about)
    names = list(ranked["hamlet"][:few])
    if few == 1 and most.held == most.gap:
        words = {"hamlet": names[0], "children_count": about.left(gap)}
        stated.append(f"{about.lacking(about.say('organ_only', **words))}.")
    elif most.is_even:
        places = about.places(most.of)
        stated.append(about.say("obstacles_even", places_count=places))
    elif few == 1:
        stated.append(about.say("obstacles_one", name=names[0], share=share))
    else:
        places, names = about.places(few), about.join(names)
        values = {"places_count": places, "share": share, "names": names}
        stated.append(about.say("obstacles_few", **values))
    counts = recovered[["before", "recovered", "remaining"]].sum()
    if counts["before"]:
        key = "" if counts["recovered"] else "_none"
        counts = {name: about.count(number) for name, number in counts.items()}
        stated.append(about.say(f"obstacles_recovered{key}", **counts))
    return stated


def show_recovered(recovered: pd.DataFrame, about: About) -> pd.DataFrame:
    """Name the reasons of a table of recovered children, and add up its columns."""
    labels = [about.reason(code) for code in recovered["reason"]]
    table = recovered.drop(columns="reason").set_axis(labels)
    table.loc[about.unit_total] = table.sum()
    return table.rename_axis("reason")
