"""Rows of stacked bars: a hamlet each, its parts side by side, its total at the end."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from matplotlib.figure import Figure

from dophu.catalogue.about import About
from dophu.charts.kit.colours import CONTEXT, MUTED, WHITE, ink_on
from dophu.charts.kit.fonts import MM_PER_POINT, text_width
from dophu.charts.kit.frame import Caption, Frame, Size
from dophu.charts.kit.paper import NO_OUTLINE, Paper, line_height
from dophu.charts.kit.row_layout import Entry, Rows, choose_rows, fit_rows
from dophu.charts.kit.wrap import wrap_short
from dophu.tables.by_hamlet import GapTable, Place

THICKNESS = 0.74
"""Height of a bar as a share of its row."""

SEAM = 1.2  # points of white between stacked parts, which differ by 3:1 at least
NARROW = 0.9  # millimetres: a part so thin gets no seam, which would hide it


@dataclass(frozen=True)
class Part:
    """A part of a bar: children, its fill, and the colour of its hatching if any."""

    children: int
    fill: str
    hatch: str | None = None


@dataclass(frozen=True)
class Beside:
    """A column at the right of the bars: its heading, and its words for a hamlet."""

    heading: str
    of: Callable[[Place], str]


@dataclass
class StackedRows:
    """The bars of one table at one size.

    ``parts`` gives the parts of a hamlet's bar from the baseline outwards; ``order``
    is the key by which hamlets stand under each other; ``header`` says what bars are.
    """

    table: GapTable
    about: About
    caption: Caption
    size: Size
    order: Callable[[Place], object]
    parts: Callable[[Place], Sequence[Part]]
    header: str
    beside: Beside

    def draw(self) -> Figure:
        """Lay out all columns, then draw row after row."""
        size, about = self.size, self.about
        frame = Frame(size, self.caption, about)
        widest_head = (0.2 if size.narrow else 0.16) * size.width
        head = wrap_short(self.beside.heading, widest_head, size.base)
        room = frame.room - line_height(size.base) * len(head) - 0.5
        entries = choose_rows(self.table, self.order, about, size, room)
        rows = fit_rows([entry.name for entry in entries], size, room)
        points = rows.points
        head_height = line_height(points) * len(head) + 0.5
        shares = [self._share(entry) for entry in entries]
        right = max(text_width(text, points) for text in (*head, *shares))
        paper = frame.draw(head_height + rows.height)
        space = 0.6 * points * MM_PER_POINT
        left = size.pad + rows.names_width + space
        end = size.width - size.pad - right - space
        bottom = frame.head + head_height
        first = bottom - line_height(points) / 2 - 0.5
        paper.lines("header.bars", [self.header], left, first, points, colour=MUTED)
        middle = bottom - line_height(points) * len(head) / 2 - 0.5
        edge = size.width - size.pad
        paper.lines(
            "header.share", head, edge, middle, points, align="right", colour=MUTED
        )
        scale = self._scale(entries, end - left - space, points)
        paper.rule("baseline", left, bottom, bottom + rows.height, 0.8, MUTED)
        for number, entry in enumerate(entries):
            middle = bottom + rows.middles[number]
            for gid, lines, x in (
                (f"name.{number}", rows.lines[number], left - space),
                (f"share.{number}", [shares[number]], edge),
            ):
                paper.lines(gid, lines, x, middle, points, align="right")
            self._draw_row(paper, number, entry, left, middle, scale, rows)
        return paper.figure

    def _share(self, entry: Entry) -> str:
        if entry.kind == "never":
            return "–"
        return self.beside.of(entry.place)

    def _scale(self, entries: list[Entry], room: float, points: float) -> float:
        """Millimetres a child, so that every bar and the number after it fit."""
        scales = [
            (room - text_width(self.about.count(gap), points, True)) / gap
            for gap in (e.place.gap for e in entries if e.kind == "place")
            if gap
        ]
        return min(scales, default=1.0)

    def _draw_row(
        self,
        paper: Paper,
        number: int,
        entry: Entry,
        left: float,
        middle: float,
        scale: float,
        rows: Rows,
    ) -> None:
        thick = THICKNESS * rows.pitch
        top = middle - thick / 2
        space = 0.5 * rows.points * MM_PER_POINT
        if entry.kind == "never":
            side = 1.6 * rows.pitch
            paper.box(f"never.{number}", left, top, side, thick, WHITE, hatch=CONTEXT)
            words = [self.about.say("not_sent")]
            x = left + side + space
            paper.lines(f"absent.{number}", words, x, middle, rows.points, colour=MUTED)
            return
        if entry.kind == "rest":
            words = [self.about.children(entry.place.gap)]
            paper.lines(
                f"total.{number}", words, left + space, middle, rows.points, bold=True
            )
            return
        start = 0
        for at, part in enumerate(self.parts(entry.place)):
            if not (gap := part.children):
                continue
            paper.box(
                f"bar.{number}.{at}", start, top, gap, thick, part.fill,
                hatch=part.hatch, scale=scale, origin=left,
            )  # fmt: skip
            x = left + start * scale
            self._number_inside(paper, f"{number}.{at}", x, part, scale, middle, rows)
            if start and min(start, gap) * scale > NARROW:
                paper.rule(f"seam.{number}.{at}", x, top, top + thick, SEAM, WHITE)
            start += gap
        total = [self.about.count(entry.place.gap)]
        x = left + start * scale + space
        paper.lines(f"total.{number}", total, x, middle, rows.points, bold=True)

    def _number_inside(
        self,
        paper: Paper,
        place: str,
        x: float,
        part: Part,
        scale: float,
        middle: float,
        rows: Rows,
    ) -> None:
        text = self.about.count(part.children)
        width = text_width(text, rows.points)
        if width + 1.6 > part.children * scale:
            return
        centre = x + part.children * scale / 2
        # On hatching itself a number is hard to read.
        if part.hatch:
            high = min(line_height(rows.points), THICKNESS * rows.pitch - 0.5)
            left, top = centre - width / 2 - 0.5, middle - high / 2
            paper.box(f"on_plate.{place}", left, top, width + 1, high, WHITE,
                      outline=NO_OUTLINE)  # fmt: skip
        paper.lines(f"part.{place}", [text], centre, middle, rows.points,
                    align="center", colour=ink_on(part.fill))  # fmt: skip
