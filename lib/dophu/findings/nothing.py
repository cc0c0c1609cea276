"""Why a chart has nothing to say: a few words in its place, instead of a frame."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from dophu.catalogue.about import About
from dophu.catalogue.numbers import lower_first
from dophu.findings.change import find_changes
from dophu.findings.places import no_figures
from dophu.tables.by_hamlet import GapTable
from dophu.tables.history import History


def nothing_left(table: GapTable, about: About) -> str:
    """Say why there is no child to draw by hamlet; '' where there is one."""
    return lower_first(no_figures(table, about))


def nothing_counted(table: GapTable, about: About) -> str:
    """Say why there is no share to draw; everybody done is a share as well."""
    return "" if table.total().persons else nothing_left(table, about)


def nothing_to_rank(table: GapTable, about: About) -> str:
    """Say why hamlets cannot be ranked by what is left: fewer than two have any."""
    if why := nothing_left(table, about):
        return why
    left = [place.name for place in table.sent if place.gap]
    key = "nothing_one_sent" if table.never else "nothing_one"
    return about.say(key, hamlet=left[0]) if len(left) == 1 else ""


def nothing_before(past: History, about: About) -> str:
    """Say why there is no course to draw: no list, or no date before."""
    if not past.now.sent or not past.now.total().persons:
        return nothing_counted(past.now, about)
    earlier = [day for day, total in past.totals() if day < about.as_of]
    return "" if earlier else about.say("nothing_before")


def nothing_changed(past: History, about: About) -> str:
    """Say why no change of shares can be drawn: nothing to compare with."""
    if why := nothing_before(past, about):
        return why
    compared = any(change.step is not None for change in find_changes(past))
    return "" if compared else about.say("nothing_compared")


def nothing_booked(
    sums: Mapping[str, int] | None, about: About, *, first: bool = False
) -> str:
    """Say why a ledger has nothing to show: no list, no date before, or nobody.

    ``first``: there is no earlier date, which a ledger of nobody does not show.
    """
    if sums is None:
        return lower_first(about.say("title_no_list"))
    if first:
        return about.say("nothing_before")
    if not sums["opening"] and not sums["closing"]:
        return about.say("nothing_waiting")
    # All new upon nothing: a first date, though the caller did not state it.
    is_first = not sums["opening"] and sums["new"] == sums["closing"]
    return about.say("nothing_before") if is_first else ""


def say_left_out(
    charts: Sequence[tuple[str, str]], about: About, *, every: bool = False
) -> list[str]:
    """Say which charts are left out and why, those for one reason together.

    Parameters
    ----------
    charts
        Of each its name in words and why it is left out, as ``charts.json`` has it.
    about
        What the figures are of.
    every
        Whether these are all charts there are.
    """
    by_reason: dict[str, list[str]] = {}
    for name, why in charts:
        by_reason.setdefault(why, []).append(name)
    if every and len(by_reason) == 1:
        return [about.say("left_out_all", why=why) for why in by_reason]
    return [
        about.say("left_out", charts="; ".join(map(lower_first, names)), why=why)
        for why, names in by_reason.items()
    ]
