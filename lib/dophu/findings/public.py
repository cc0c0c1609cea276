"""The sentences of a public edition: on rounded figures, and on nothing else."""

from __future__ import annotations

from datetime import date

from dophu.catalogue.about import About
from dophu.catalogue.numbers import lower_first
from dophu.disclosure.public_table import (
    BANDS,
    FEW_CHILDREN,
    NOT_SENT,
    PublicFigure,
    PublicTable,
    require_public,
)
from dophu.disclosure.rule import FEW, Rounded

UPPER = ("from_80", "from_95")
"""Bands of hamlets that the title of their chart counts."""


def say_count(missing: Rounded | None, about: About) -> str:
    """Write a figure in a sentence: about 1,470 children, at most 7 children."""
    if missing is None:
        return about.say("public_few_children")
    if missing.is_few:
        few = about.children(missing.rule.threshold)
        return about.say("public_few", children_count=few)
    return about.say("public_about", children_count=about.children(missing.value))


def say_cell(missing: Rounded | None, about: About) -> str:
    """Write a figure in a table or at a bar: 1,470, 1–7, 0 (complete)."""
    if missing is None:
        return about.say("public_few_children")
    if missing.is_none:
        return about.say("public_none_short")
    if missing.is_few:  # the typeface of charts has no sign for "at most"
        return about.say("public_few_short", threshold=missing.rule.threshold)
    return about.count(missing.value)


def say_share(figure: PublicFigure, about: About) -> str:
    """Write the percentage reached; empty where none is published."""
    if figure.share is None:
        return ""
    # The ends are published as "under 5 %" and "95 % and more", never to the point.
    if figure.share < 5 or figure.share > 94:
        return about.say(f"public_share_{'low' if figure.share < 5 else 'high'}")
    return about.say("public_share", percent=figure.share)


def say_left(table: PublicTable, about: About) -> str:
    """Say how many are left in the unit: the first sentence of the page."""
    missing = require_public(table).total.missing
    if missing is None:
        stated = about.say("public_too_few")
    elif missing.is_none:
        stated = about.say(
            "title_lists_complete" if about.never_sent else "public_none"
        )
    else:
        stated = about.say("public_left", missing=say_count(missing, about))
        stated = about.lacking(stated)
    return stated[:1].upper() + stated[1:]


def groups_title(table: PublicTable, about: About) -> str:
    """Say how many are left, and which age group has most of them."""
    lead = say_left(table, about)
    most = _most(table.groups)
    if most is None:
        return lead
    group = about.group(most.code)
    return about.say("public_left_most", lead=lead, group=lower_first(group))


def hamlets_title(table: PublicTable, about: About) -> str:
    """Say how many are left, and where most of them are."""
    lead = say_left(table, about)
    most = _most(table.hamlets)
    if most is None:
        return lead
    hamlet = table.names[most.code]
    return about.say("public_left_hamlet", lead=lead, hamlet=hamlet)


def bands_title(table: PublicTable, about: About) -> str:
    """Say how many hamlets have reached much."""
    counts = dict(require_public(table).bands)
    of = sum(counts[code] for code, _, _ in BANDS)
    if not of:
        return about.say("public_bands_none")
    reached = sum(counts[code] for code in UPPER)
    if not reached:
        return about.say("public_bands_zero")
    return about.say("public_bands_title", n=about.count(reached), of=about.count(of))


def band_name(code: str, about: About) -> str:
    """Name a band of coverage, or what is counted beside the bands."""
    return about.heading(f"public_band_{code}", few=FEW)


def bands_shown(table: PublicTable) -> list[tuple[str, int]]:
    """List the bands with their hamlets; what is beside them where there is any."""
    beside = (FEW_CHILDREN, NOT_SENT)
    return [(code, n) for code, n in table.bands if n or code not in beside]


def say_change(
    table: PublicTable, before: Rounded | None, day: date, about: About
) -> str:
    """Say what changed since the last public edition, of what both published.

    A number is given only where both are more than a few.
    """
    now = require_public(table).total.missing
    if now is None or before is None:
        return ""
    stated = {"day": about.day(day), "n": about.count(abs(now.value - before.value))}
    if now == before:
        return about.say("public_same", **stated)
    way = "fell" if now.value < before.value else "rose"
    small = any(one.is_few or one.is_none for one in (now, before))
    return about.say(f"public_{way}{'_some' if small else ''}", **stated)


def say_rounding(table: PublicTable, about: About) -> list[str]:
    """Say by which rule the figures were rounded."""
    rule = table.rule
    values = {"base": rule.base, "threshold": rule.threshold, "few": FEW}
    return [about.say(key, **values) for key in
            ("public_rounding", "public_rounding_few")]  # fmt: skip


def _most(figures: tuple[PublicFigure, ...]) -> PublicFigure | None:
    """Give the figure that is larger than all others as they are written."""
    shown = [f for f in figures if f.missing and not f.missing.is_few]
    ranked = sorted(shown, key=lambda f: -f.missing.value if f.missing else 0)
    values = [f.missing.value for f in ranked if f.missing]
    # None left, or two alike at the top: nobody has most.
    if len(figures) < 2 or not values or values[0] in (0, *values[1:2]):
        return None
    return ranked[0]
