"""The rows of a card: the hamlets with most children left, the main reasons."""

from __future__ import annotations

from collections.abc import Sequence

from dophu.ages import UNKNOWN
from dophu.catalogue.about import About
from dophu.catalogue.columns import NO_REASON
from dophu.charts.card_parts import Part
from dophu.charts.kit.colours import BLUE, CONTEXT, MUTED
from dophu.charts.kit.fonts import MM_PER_POINT, text_width
from dophu.charts.kit.paper import line_height
from dophu.charts.kit.row_layout import marked, series
from dophu.charts.kit.wrap import shorten
from dophu.charts.reasons import OTHER, ReasonTable
from dophu.tables.by_hamlet import GapTable, Place
from dophu.tables.ranking import most_missing_first

TOP, REASONS = 5, 3
REASON, ROW = 2.3, 1.45  # lines of type a bar, with its words
NAMES = 0.42  # of the width, that of the hamlets' names at most
ABSENT = "–"


def top_places(table: GapTable) -> list[Place]:
    """Choose the hamlets with most children without a card, in their order."""
    ranked = sorted(table.sent, key=most_missing_first)
    return [place for place in ranked if place.gap][:TOP]


def top_height(places: Sequence[Place], points: float) -> float:
    """Give the height of the rows of hamlets with most, without their heading."""
    return (1.2 + ROW * len(places)) * line_height(points)


def draw_top(
    part: Part,
    table: GapTable,
    places: Sequence[Place],
    got: dict[str, int | None] | None,
    top: float,
) -> None:
    """Draw the hamlets with most: stacked bars, who got a card of late, coverage.

    ``got`` are the children who got a card, by hamlet; None without a ledger.
    """
    about, points, space = part.about, part.points, 0.7 * part.points * MM_PER_POINT
    shares = [about.percent(p.enrolled, p.persons) for p in places]
    head = about.noun("has_short")
    right = max(text_width(text, points) for text in (head, *shares))
    columns = [(part.right, head, shares, "share")]
    if got is not None:
        gains = [_gain(got.get(place.hamlet_id), place, about) for place in places]
        late = about.say("card_late")
        columns.append((part.right - right - 2 * space, late, gains, "gain"))
        right += 2 * space + max(text_width(text, points) for text in (late, *gains))
    for x, text, _, gid in columns:
        middle = top + part.line / 2
        part.paper.lines(f"header.{gid}", [text], x, middle, points, align="right",
                         colour=MUTED)  # fmt: skip
    most = NAMES * part.width
    names = [shorten(marked(place), most, points) for place in places]
    left = part.left + max(text_width(name, points) for name in names) + space
    number_width = max(text_width(about.count(p.gap), points, True) for p in places)
    room = part.right - right - left - number_width - 4 * space
    scale = room / max(place.gap for place in places)
    for number, (place, name) in enumerate(zip(places, names, strict=True)):
        middle = top + (1.2 + ROW * (number + 0.5)) * part.line
        x = left - space
        part.paper.lines(f"name.{number}", [name], x, middle, points, align="right")
        start, high = 0, 0.9 * part.line
        for piece, (code, gap, fill) in enumerate(series(table, place)):
            if gap:
                part.paper.box(
                    f"bar.{number}.{piece}", start, middle - high / 2, gap, high, fill,
                    hatch=CONTEXT if code == UNKNOWN else None,
                    scale=scale, origin=left,
                )  # fmt: skip
            start += gap
        label, x = [about.count(place.gap)], left + start * scale + 0.7 * space
        part.paper.lines(f"total.{number}", label, x, middle, points, bold=True)
        for x, _, texts, gid in columns:
            own = f"{gid}.{number}"
            part.paper.lines(own, [texts[number]], x, middle, points, align="right")


def _gain(number: int | None, place: Place, about: About) -> str:
    if number is None or place.since is not None:
        return ABSENT
    return f"+{about.count(number)}" if number else "0"


def top_reasons(table: ReasonTable) -> list[str]:
    """Choose the commonest reasons that say something."""
    return [code for code in table.counts if code not in (OTHER, NO_REASON)][:REASONS]


def reasons_height(codes: Sequence[str], points: float) -> float:
    """Give the height of the main reasons, without their heading."""
    return REASON * line_height(points) * len(codes)


def draw_main_reasons(
    part: Part, table: ReasonTable, codes: Sequence[str], top: float
) -> None:
    """Draw the main reasons as bars under their words, each with its share of all."""
    about, points, space = part.about, part.points, 0.5 * part.points * MM_PER_POINT
    numbers = [about.count(table.counts[code]) for code in codes]
    shares = [
        about.say("reasons_share", share=about.percent(table.counts[c], table.total))
        for c in codes
    ]
    after = max(
        text_width(number, points, True) + text_width(share, points) + 2.5 * space
        for number, share in zip(numbers, shares, strict=True)
    )
    scale = (part.width - after) / max(table.counts[code] for code in codes)
    for number, code in enumerate(codes):
        y = top + REASON * part.line * number
        label = shorten(about.reason(code), part.width, points)
        middle = y + part.line / 2
        part.paper.lines(f"reason.{number}", [label], part.left, middle, points)
        y += 1.1 * part.line
        high = 0.75 * part.line
        fill = BLUE if code in table.leading else CONTEXT
        part.paper.box(
            f"reason_bar.{number}", 0, y, table.counts[code], high, fill,
            scale=scale, origin=part.left,
        )  # fmt: skip
        x = part.left + table.counts[code] * scale + space
        middle = y + high / 2
        part.paper.lines(f"reason_total.{number}", [numbers[number]], x, middle, points,
                         bold=True)  # fmt: skip
        x += text_width(numbers[number], points, True) + space
        part.paper.lines(f"reason_share.{number}", [shares[number]], x, middle, points,
                         colour=MUTED)  # fmt: skip
