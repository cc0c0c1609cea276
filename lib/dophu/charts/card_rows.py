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
from dophu.charts.kit.wrap import shorten, wrap_name
from dophu.charts.reasons import OTHER, ReasonTable
from dophu.tables.by_hamlet import GapTable, Place
from dophu.tables.ranking import most_missing_first

TOP, REASONS = 5, 3
REASON, ROW = 2.3, 1.4  # lines of type a bar, with its words
NAMES = 0.42  # of the width, that of the hamlets' names at most
ABSENT = "–"
HEAD = 1.2  # lines of type a line of the key, the last with the headings

Gains = dict[str, int | None] | None
"""Who was added since the date before, by hamlet; None without a ledger."""


def top_places(table: GapTable) -> list[Place]:
    """Choose the hamlets with most children without a card, in their order."""
    ranked = sorted(table.sent, key=most_missing_first)
    return [place for place in ranked if place.gap][:TOP]


def top_height(
    table: GapTable,
    places: Sequence[Place],
    got: Gains,
    about: About,
    width: float,
    points: float,
) -> float:
    """Give the height of the rows of hamlets with most, without their heading."""
    columns = _columns(places, got, about, points)
    keys = len(_key(table, about, width, width - _taken(columns, points), points))
    rows = map(_row, _names(places, width, points))
    return (HEAD * keys + sum(rows)) * line_height(points)


def _names(places: Sequence[Place], width: float, points: float) -> list[list[str]]:
    """Break long names into lines where a few rows leave room for it, else cut them.

    So the rows are never higher than those of the most hamlets that a card has.
    """
    most, marks = NAMES * width, [marked(place) for place in places]
    names = [wrap_name(name, most, points) for name in marks]
    if sum(map(_row, names)) <= ROW * TOP:
        return names
    return [[shorten(name, most, points)] for name in marks]


def _row(name: Sequence[str]) -> float:
    """Give the lines of type that the row of a hamlet takes."""
    return ROW + len(name) - 1


def _columns(
    places: Sequence[Place], got: Gains, about: About, points: float
) -> list[tuple[str, str, list[str], float]]:
    """Give the columns of numbers from the right: name, heading, cells, width."""
    shares = [about.percent(p.enrolled, p.persons) for p in places]
    columns = [("share", about.noun("has_short"), shares)]
    if got is not None:
        gains = [_gain(got.get(place.hamlet_id), place, about) for place in places]
        columns.append(("gain", about.say("card_late"), gains))
    return [
        (gid, head, texts, max(text_width(text, points) for text in (head, *texts)))
        for gid, head, texts in columns
    ]


def _taken(
    columns: Sequence[tuple[str, str, list[str], float]], points: float
) -> float:
    """Give the width of the columns with the space before each."""
    return sum(wide + 1.4 * points * MM_PER_POINT for *_, wide in columns)


def _key(
    table: GapTable, about: About, width: float, beside: float, points: float
) -> list[list[tuple[str, str, float]]]:
    """Break the key of colours into lines: the last stands beside the headings.

    Of each group its code, its name and its width with a swatch.
    """
    space = 0.7 * points * MM_PER_POINT
    entries = []
    for code, gap, _ in series(table, table.total()):
        if gap:
            name = shorten(about.group(code), width - 3 * space, points)
            entries.append((code, name, text_width(name, points) + 3.2 * space))
    lines: list[list[tuple[str, str, float]]] = [[]]
    for entry in entries:
        if lines[-1] and sum(e[2] for e in lines[-1]) + entry[2] > width:
            lines.append([])
        lines[-1].append(entry)
    if sum(entry[2] for entry in lines[-1]) - 1.6 * space > beside:
        lines.append([])
    return lines


def draw_top(
    part: Part,
    table: GapTable,
    places: Sequence[Place],
    got: Gains,
    top: float,
) -> None:
    """Draw the hamlets with most: stacked bars, who got a card of late, coverage.

    ``got`` are the children who got a card, by hamlet; None without a ledger.
    """
    about, points, space = part.about, part.points, 0.7 * part.points * MM_PER_POINT
    columns = _columns(places, got, about, points)
    right = _taken(columns, points)
    key = _key(table, about, part.width, part.width - right, points)
    _draw_key(part, table, key, top)
    top += HEAD * part.line * (len(key) - 1)
    ends, x = {}, part.right
    for gid, text, _, wide in columns:
        middle = top + part.line / 2
        part.paper.lines(f"header.{gid}", [text], x, middle, points, align="right",
                         colour=MUTED)  # fmt: skip
        ends[gid], x = x, x - wide - 2 * space
    names = _names(places, part.width, points)
    widest = max(text_width(line, points) for name in names for line in name)
    left = part.left + widest + space
    number_width = max(text_width(about.count(p.gap), points, True) for p in places)
    room = part.right - right - left - number_width - 1.5 * space
    scale = room / max(place.gap for place in places)
    above = HEAD
    for number, (place, name) in enumerate(zip(places, names, strict=True)):
        middle = top + (above + _row(name) / 2) * part.line
        above += _row(name)
        x = left - space
        part.paper.lines(f"name.{number}", name, x, middle, points, align="right")
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
        for gid, _, texts, _ in columns:
            own, x = f"{gid}.{number}", ends[gid]
            part.paper.lines(own, [texts[number]], x, middle, points, align="right")


def _draw_key(
    part: Part,
    table: GapTable,
    key: Sequence[Sequence[tuple[str, str, float]]],
    top: float,
) -> None:
    """Name the colours of the bars over them, in the bars' order."""
    points, space = part.points, 0.7 * part.points * MM_PER_POINT
    fills = {code: fill for code, _, fill in series(table, table.total())}
    side = 0.72 * points * MM_PER_POINT
    for row, entries in enumerate(key):
        x, middle = part.left, top + (HEAD * row + 0.5) * part.line
        for code, name, wide in entries:
            part.paper.box(
                f"swatch.{code}", x, middle - side / 2, side, side, fills[code],
                hatch=CONTEXT if code == UNKNOWN else None,
            )  # fmt: skip
            after = x + side + 0.6 * space
            part.paper.lines(f"key.{code}", [name], after, middle, points)
            x += wide


def _gain(number: int | None, place: Place, about: About) -> str:
    # Figures that are carried have no change of this date.
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
