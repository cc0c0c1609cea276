"""Tables of gaps in one sentence: titles, true in every degenerate case."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import TYPE_CHECKING

from dophu.ages import UNKNOWN
from dophu.catalogue.about import About
from dophu.catalogue.numbers import lower_first
from dophu.tables.by_hamlet import GapTable, Place
from dophu.tables.ranking import (
    Concentration,
    lowest_coverage_first,
    rank_hamlets,
    rank_rows,
)

if TYPE_CHECKING:
    import pandas as pd

EDGES = (20, 40, 60, 80)
"""Percentages at which a class of coverage begins: the same every week, so that a
hamlet's colour changes only when its coverage does."""


def class_of(enrolled: int, persons: int) -> int:
    """Give the class of a coverage, 0 the lowest, compared in whole numbers.

    Examples
    --------
    >>> class_of(1, 5), class_of(199, 1000), class_of(4, 5)
    (1, 0, 4)
    """
    return sum(100 * enrolled >= edge * persons for edge in EDGES)


def no_figures(table: GapTable, about: About) -> str:
    """Say what is the matter where there is nothing to compare, else nothing."""
    total = table.total()
    if not table.sent:
        return about.say("title_no_list")
    if total.persons == 0:
        return about.say("title_nobody")
    # Done is claimed of the hamlets that sent lists, not of the silent ones.
    if total.gap == 0 and table.never:
        return about.say("title_lists_complete")
    if total.gap == 0:
        persons = about.count(total.persons)
        return about.say("title_nothing_left_of", persons=persons)
    return ""


def share_held(most: Concentration, about: About) -> str:
    """Write the share that a few hamlets hold: rounded here and nowhere else."""
    return about.percent(most.held, most.gap)


def ranked_title(table: GapTable, about: About) -> str:
    """Say how many are left, and in which group or hamlet most of them are."""
    return no_figures(table, about) or about.lacking(_ranked_title(table, about))


def _ranked_title(table: GapTable, about: About) -> str:
    total = table.total()
    lead = about.say("ranked_lead", children_count=about.left(total.gap))
    if len(table.places) == 1:
        lead = about.say(
            "ranked_lead_one",
            hamlet=table.places[0].name,
            children_count=about.left(total.gap),
        )
    most = max(total.group_gaps)
    leading = [
        code
        for code, gap in zip(table.codes, total.group_gaps, strict=True)
        if gap == most
    ]
    share = about.percent(most, total.gap, 0)
    if leading == [UNKNOWN]:
        key = "ranked_all_unknown" if most == total.gap else "ranked_unknown"
        return about.say(key, lead=lead, share=share)
    if len(table.codes) == 1:
        return _ranked_by_place(table, about, lead)
    if len(leading) > 1:
        groups = [_group_phrase(code, about) for code in leading]
        gap = about.count(most)
        return about.say("ranked_tied", lead=lead, groups=about.join(groups), gap=gap)
    group = lower_first(about.group(leading[0]))
    key = "ranked_all_in" if most == total.gap else "ranked_most"
    return about.say(key, lead=lead, share=share, group=group)


def _group_phrase(code: str, about: About) -> str:
    name = lower_first(about.group(code))
    return name if code == UNKNOWN else about.say("ranked_group", group=name)


def _ranked_by_place(table: GapTable, about: About, lead: str) -> str:
    if len(table.sent) == 1:
        return lead
    # Where there is one age group, hamlets are what is compared.
    most = max(place.gap for place in table.sent)
    leading = [place.name for place in table.sent if place.gap == most]
    gap = about.count(most)
    if most == sum(place.gap for place in table.sent):
        return about.say("ranked_all_place", lead=lead, hamlet=leading[0])
    if len(leading) == 1:
        return about.say("ranked_place", lead=lead, hamlet=leading[0], gap=gap)
    count = about.places(len(leading))
    return about.say("ranked_places", lead=lead, places_count=count, gap=gap)


def worst_group(table: GapTable) -> int | None:
    """Give the place in ``codes`` of the group with the lowest coverage.

    None where there is one group only, or several are equally low.
    """
    total = table.total()
    shares = {
        number: Fraction(total.group_enrolled[number], total.group_persons[number])
        for number in range(len(table.known_codes))
        if total.group_persons[number]
    }
    lowest = [n for n, share in shares.items() if share == min(shares.values())]
    # Equally low, or alone, no group is worse off than another.
    return lowest[0] if len(lowest) == 1 and len(shares) > 1 else None


def heat_title(table: GapTable, about: About) -> str:
    """Say how many hamlets are below which class, in the group that is worst off."""
    if words := no_figures(table, about):
        return words
    total, worst = table.total(), worst_group(table)
    group = "" if worst is None else lower_first(about.group(table.codes[worst]))
    if len(table.places) == 1:
        words = {
            "hamlet": table.places[0].name,
            "share": about.percent(total.enrolled, total.persons),
        }
        if worst is None:
            return about.say("heat_one", **words)
        pair = total.group_enrolled[worst], total.group_persons[worst]
        words |= {"group": group, "worst": about.percent(*pair)}
        return about.say("heat_one_group", **words)
    pairs = _pairs(table.sent, worst)
    classes = [class_of(enrolled, persons) for enrolled, persons in pairs]
    suffix = "" if worst is None else "_group"
    lowest = min(classes)
    if lowest == len(EDGES):
        # Even the lowest has reached the last edge, below which nothing is to be named.
        words = {"places_count": about.places(len(pairs)), "edge": EDGES[-1]}
        return about.say(f"heat_reached{suffix}", group=group, **words)
    below = classes.count(lowest)
    # One hamlet by itself is not "all hamlets".
    all_below = below == len(pairs) and below > 1
    key = f"heat_all_below{suffix}" if all_below else f"heat_below{suffix}"
    count = about.places(below)
    return about.say(key, places_count=count, edge=EDGES[lowest], group=group)


NAMED = 3
"""Hamlets that a title names."""


def coverage_title(table: GapTable, shown: Sequence[Place], about: About) -> str:
    """Say which of the hamlets that a map colours are in the lowest class, all ages."""
    if words := no_figures(table, about):
        return words
    if not shown:
        return about.say("placed_none")
    if len(shown) == 1:
        share = about.percent(shown[0].enrolled, shown[0].persons)
        return about.say("heat_one", hamlet=shown[0].name, share=share)
    of_class = {place: class_of(place.enrolled, place.persons) for place in shown}
    lowest = min(of_class.values())
    below = [place for place, number in of_class.items() if number == lowest]
    count = about.places(len(below))
    if lowest == len(EDGES):
        return about.say("heat_reached", places_count=count, edge=EDGES[-1])
    if len(below) == len(shown):
        return about.say("heat_all_below", places_count=count, edge=EDGES[lowest])
    stated = about.say("heat_below", places_count=count, edge=EDGES[lowest])
    if len(below) > NAMED:
        return stated
    return f"{stated}: {about.join([place.name for place in below])}"


def _pairs(places: Sequence[Place], group: int | None) -> list[tuple[int, int]]:
    pairs = [
        (place.enrolled, place.persons)
        if group is None
        else (place.group_enrolled[group], place.group_persons[group])
        for place in places
    ]
    return [pair for pair in pairs if pair[1]]


def show_hamlets(gaps: pd.DataFrame, about: About) -> pd.DataFrame:
    """Lay out the hamlets by coverage, lowest first, shares with their counts.

    Hamlets too small to be ranked by a share stand last, marked with a star.
    """
    ranked = rank_rows(rank_hamlets(gaps), lowest_coverage_first)
    # Stable: large and small each stay in the order of coverage.
    ranked = ranked.sort_values("small", kind="stable")
    total = int(ranked["gap"].sum())
    names = ranked["hamlet"] + ranked["small"].map({True: " *", False: ""})
    table = ranked[["gap"]].set_axis(names.rename("hamlet"))
    table["share_of_gap"] = [
        about.percent(int(gap), total) if total else "" for gap in ranked["gap"]
    ]
    counts = zip(ranked["enrolled"], ranked["persons"], strict=True)
    table["coverage"] = [
        f"{about.percent(int(has), int(all_))} ({about.count(has)}/{about.count(all_)})"
        for has, all_ in counts
    ]
    return table
