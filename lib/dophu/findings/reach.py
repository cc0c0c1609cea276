"""When those left can come, in one sentence; and for which day they wait."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING

from dophu.catalogue.about import About
from dophu.catalogue.numbers import lower_first
from dophu.tables.by_hamlet import GapTable
from dophu.tables.by_reach import REACHABLE, can_come_now, most_now_first

if TYPE_CHECKING:
    import pandas as pd


def nothing_reach(table: GapTable, about: About) -> str:
    """Say why nothing can be shown of those left: nothing is known of them."""
    counts = table.total().group_persons
    # The last of REACHABLE is `unknown`.
    return "" if any(counts[:-1]) else about.say("nothing_reasons")


def reach_title(table: GapTable, about: About) -> str:
    """Say how many can come now and where most of them are, and how many cannot."""
    if why := nothing_reach(table, about):
        return f"{why[:1].upper()}{why[1:]}"
    counts = dict(zip(REACHABLE, table.total().group_persons, strict=True))
    rest = [
        about.say(f"can_come_{when}", count=about.count(counts[when]))
        for when in REACHABLE[1:-1]
        if counts[when]
    ]
    if not counts["now"]:
        stated = about.say("reach_title_none_now", parts=", ".join(rest))
    else:
        stated = about.say("reach_title_now", children_count=about.left(counts["now"]))
        stated += _where(table, about)
        stated += f"; {', '.join(rest)}" if rest else ""
    stated = f"{stated[:1].upper()}{stated[1:]}"
    return about.lacking(stated)


def word_reach(counts: Mapping[str, int], about: About) -> str:
    """Say how many can come now, later, not by the deadline; nothing if unknown.

    ``counts`` are children by when they can come, soonest first, none of them 0.

    Examples
    --------
    >>> from datetime import date
    >>> from dophu.catalogue.about import About
    >>> about = About("Xã Mẫu", date(2024, 7, 18), date(2024, 7, 31))
    >>> word_reach({"now": 5, "later": 4}, about)
    'Trong 9 trẻ chưa làm căn cước: làm được ngay 5, phải chờ 4.'
    >>> word_reach({"later": 9}, about)
    'Cả 9 trẻ chưa làm căn cước đều phải chờ.'
    """
    if not {*counts} - {"unknown"}:
        return ""
    left = sum(counts.values())
    children = about.children(left)
    if len(counts) == 1:
        key = "obstacles_reach_all" if left > 1 else "obstacles_reach_one"
        when = about.say(f"all_can_come_{next(iter(counts))}")
        return about.heading(key, children_count=children, when=when)
    parts = [
        about.say(f"can_come_{when}", count=about.count(number))
        for when, number in counts.items()
    ]
    words = {"children_count": children, "parts": ", ".join(parts)}
    return about.heading("obstacles_reach", **words)


def _where(table: GapTable, about: About) -> str:
    """Name the one hamlet where most can come now, if there is one."""
    first, *others = sorted(table.sent, key=most_now_first)
    most = can_come_now(first)
    # Of two with as many neither is named.
    if not others or most <= can_come_now(others[0]):
        return ""
    return about.say("reach_most", hamlet=first.name, count=about.count(most))


def say_waiting(
    reasons: pd.DataFrame, days: pd.DataFrame | None, about: About
) -> list[str]:
    """Say for which day those wait who can only come later, and of how many none is.

    Parameters
    ----------
    reasons
        The table of reasons.
    days
        ``reason`` and ``day``, as :func:`dophu.tables.reasons.reachable_days` gives
        them; None where no table has it.
    about
        What the figures are of.
    """
    if days is None:
        return []
    later = reasons[(reasons["reachable"] == "later") & reasons["children"].notna()]
    counts = later.groupby("reason")["children"].sum()
    known: dict[str, date] = dict(zip(days["reason"], days["day"], strict=True))
    parts = [
        about.say(
            "reach_waits",
            reason=lower_first(about.reason(reason)),
            day=about.day(known[reason]),
            children_count=about.children(int(counts[reason])),
        )
        for reason in sorted(known, key=lambda code: (known[code], code))
        if counts.get(reason, 0)
    ]
    unsure = sum(int(n) for code, n in counts.items() if code not in known)
    stated = [about.say("reach_until", parts="; ".join(parts))] if parts else []
    if unsure:
        stated.append(about.say("reach_unsure", children_count=about.children(unsure)))
    return stated
