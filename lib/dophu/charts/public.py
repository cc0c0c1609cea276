"""Figures of a public edition: drawn from its one rounded table, and from no other.

Lengths, order and words are those of the rounded figures. A few are hatched bars of one
length. A green band on top and the first line of the foot say that it is public.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import pandas as pd
from matplotlib.figure import Figure

from dophu.catalogue.about import About
from dophu.charts.kit.chart import Chart
from dophu.charts.kit.colours import BLUE, CONTEXT, MUTED, WHITE
from dophu.charts.kit.fonts import MM_PER_POINT, text_width
from dophu.charts.kit.frame import Caption, Frame, Size, caption_for
from dophu.charts.kit.row_layout import do_rows_fit, fit_rows
from dophu.disclosure.public_table import PublicFigure, PublicTable, require_public
from dophu.findings.public import (
    band_name,
    bands_shown,
    bands_title,
    groups_title,
    hamlets_title,
    say_cell,
)

PUBLIC = "#1F6B3A"
"""The colour of what is public, 6.5:1 on white; internal charts have no band."""

BAND = 0.9
"""Millimetres of the band, which the pad of a chart has room for."""

THICKNESS = 0.66
ROOM_A_ROW = 1.2


class Bar(NamedTuple):
    """A row to draw: ``length`` is None where there are words alone."""

    name: str
    length: int | None
    words: str
    is_few: bool = False


def draw_public_groups(table: PublicTable, about: About) -> Chart:
    """Draw how many are left by age group, rounded.

    Raises
    ------
    TypeError
        If the table is not a public one.
    """
    shown = [*require_public(table).groups] or [table.total]
    bars = [_bar(_name_of(f, about), f, about) for f in shown]
    title = groups_title(table, about)
    subtitle = about.say(
        "public_groups_subtitle",
        ages=about.ages,
        children_title=about.noun("children").capitalize(),
        deadline=about.deadline_words,
    )
    return _chart("nhom_tuoi", title, subtitle, bars, table, about)


def draw_public_bands(table: PublicTable, about: About) -> Chart:
    """Draw how many hamlets have reached how much.

    Raises
    ------
    TypeError
        If the table is not a public one.
    """
    require_public(table)
    bars = [
        Bar(band_name(code, about), n, about.count(n)) for code, n in bands_shown(table)
    ]
    subtitle = about.say("public_bands_subtitle", ages=about.ages)
    return _chart("muc_do", bands_title(table, about), subtitle, bars, table, about)


def draw_public_hamlets(table: PublicTable, about: About) -> Chart:
    """Draw how many are left by hamlet, rounded, in the order of the table.

    Raises
    ------
    TypeError
        If the table is not a public one.
    """
    shown = require_public(table).hamlets
    bars = [_bar(table.names[f.code], f, about) for f in shown]
    subtitle = about.say(
        "public_hamlets_subtitle",
        ages=about.ages,
        children_title=about.noun("children").capitalize(),
        deadline=about.deadline_words,
    )
    return _chart("dia_ban", hamlets_title(table, about), subtitle, bars, table, about)


def draw_public(table: PublicTable, about: About) -> list[Chart]:
    """Draw the figures that the form of a public table has."""
    charts = [draw_public_groups(table, about)]
    if table.bands:
        charts.append(draw_public_bands(table, about))
    if table.hamlets:
        charts.append(draw_public_hamlets(table, about))
    return charts


def _name_of(figure: PublicFigure, about: About) -> str:
    return about.unit_total if figure.code == "all" else about.group(figure.code)


def _bar(name: str, figure: PublicFigure, about: About) -> Bar:
    missing, words = figure.missing, say_cell(figure.missing, about)
    if missing is None or missing.is_none:
        return Bar(name, None, words)
    length = missing.rule.threshold if missing.is_few else missing.value
    return Bar(name, length, words, missing.is_few)


def _chart(
    name: str,
    title: str,
    subtitle: str,
    bars: Sequence[Bar],
    table: PublicTable,
    about: About,
) -> Chart:
    rule = table.rule
    note = about.say(
        "public_rounding_short",
        mark=about.say("public_mark"),
        base=rule.base,
        threshold=rule.threshold,
    )
    caption = caption_for(
        about, title, subtitle, notes=[note], hamlets=table.received or None
    )

    def draw(size: Size) -> Figure:
        return _draw(bars, about, caption, size)

    parts = "; ".join(
        about.say("public_alt_part", name=bar.name, value=bar.words) for bar in bars
    )
    alt = about.say("public_alt", title=title, parts=parts)
    data = pd.DataFrame([(b.name, b.words) for b in bars], columns=["name", "shown"])
    return Chart(name, title, subtitle, alt, data, draw)


def _draw(bars: Sequence[Bar], about: About, caption: Caption, size: Size) -> Figure:
    frame = Frame(size, caption, about)
    shown = _fitting(bars, about, size, frame.room)
    rows = fit_rows([b.name for b in shown], size.with_rows(ROOM_A_ROW), frame.room)
    if rows.height > frame.room:
        rows = fit_rows([b.name for b in shown], size, frame.room)
    paper = frame.draw(rows.height)
    paper.box("public", 0, 0, size.width, BAND, PUBLIC)
    points, space = rows.points, 0.6 * rows.points * MM_PER_POINT
    left, top = size.pad + rows.names_width + space, frame.head
    room = size.width - size.pad - left - 2 * space
    scale = min(
        ((room - text_width(b.words, points, True)) / b.length
         for b in shown if b.length),
        default=1.0,
    )  # fmt: skip
    paper.rule("baseline", left, top, top + rows.height, 0.8, MUTED)
    for row, bar in enumerate(shown):
        middle, thick = top + rows.middles[row], THICKNESS * rows.pitch
        x = left - space
        paper.lines(f"name.{row}", rows.lines[row], x, middle, points, align="right")
        x = left + space
        if bar.length:
            fill, hatch = (WHITE, CONTEXT) if bar.is_few else (BLUE, None)
            across = {"scale": scale, "origin": left}
            upper = middle - thick / 2
            paper.box(
                f"bar.{row}.0", 0, upper, bar.length, thick, fill, hatch=hatch, **across
            )
            x += bar.length * scale
        bold = bar.length is not None
        colour = {} if bold else {"colour": MUTED}
        paper.lines(f"total.{row}", [bar.words], x, middle, points, bold=bold, **colour)
    return paper.figure


def _fitting(
    bars: Sequence[Bar], about: About, size: Size, room: float
) -> Sequence[Bar]:
    """Give the rows there is room for, the last one saying how many are not shown."""
    if do_rows_fit([b.name for b in bars], size, room):
        return bars
    for kept in range(len(bars) - 1, 0, -1):
        words = about.say(
            "public_more_rows", places_count=about.places(len(bars) - kept)
        )
        shown = [*bars[:kept], Bar("…", None, words)]
        if do_rows_fit([b.name for b in shown], size, room):
            break
    return shown
