"""What stands in the way: when children can come, where they are, who came since."""

from __future__ import annotations

import pandas as pd

from dophu.catalogue.about import About
from dophu.findings.places import share_held
from dophu.findings.reach import word_reach
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
    reach = {key: int(when[key]) for key in REACHABLE if when.get(key, 0)}
    stated = [words] if (words := word_reach(reach, about)) else []
    ranked = rank_hamlets(gaps)
    most = concentration([int(number) for number in ranked["gap"]])
    few, share = most.hamlets, share_held(most, about)
    names = list(ranked["hamlet"][:few])
    if few == 1 and most.held == most.gap:
        if most.of > 1 or about.never_sent:
            key = "obstacles_only_sent" if about.never_sent else "obstacles_only"
            words = {"name": names[0], "children_count": about.children(gap)}
            stated.append(about.say(key, **words))
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
