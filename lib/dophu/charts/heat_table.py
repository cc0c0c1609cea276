"""The drawing of a heat table: columns as wide as they need, then row after row."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace

from matplotlib.figure import Figure

from dophu.ages import UNKNOWN
from dophu.catalogue.about import About
from dophu.charts.kit.colours import (
    CLASSES,
    EDGE,
    GRID,
    MUTED,
    NEARLY_WHITE,
    WHITE,
    ink_on,
    luminance,
)
from dophu.charts.kit.fonts import MM_PER_POINT, text_width
from dophu.charts.kit.frame import Caption, Frame, Size
from dophu.charts.kit.paper import MIDDLE, NO_OUTLINE, Paper, line_height
from dophu.charts.kit.row_layout import Entry, Rows, choose_rows, fit_rows, set_rows
from dophu.charts.kit.wrap import shorten, wrap_short
from dophu.findings.places import class_of
from dophu.tables.by_hamlet import GapTable, Place
from dophu.tables.ranking import lowest_coverage_first

SEAM = 0.5  # millimetres of white between cells
BREAK = 1.6  # millimetres that set off what adds up: the total row, the last column
MARGIN = 0.6  # millimetres beside the words of a cell
COUNT_SIZE = 0.92  # of the percentage's type size
ABSENT = "–"


@dataclass(frozen=True)
class _Column:
    """A column of cells; ``percent`` and ``counts`` are its widest texts at 1 point."""

    label: str
    is_unknown: bool
    is_last: bool
    percent: float
    counts: float

    def need(self, points: float, has_counts: bool) -> float:
        """Give the width its cells need."""
        space = 0.4 * points * MM_PER_POINT + self.counts * points
        percent = self.percent * points
        return percent + (space if has_counts else 0) + 2 * MARGIN + SEAM


class HeatTable:
    """The heat table of one table of gaps at one size."""

    def __init__(self, table: GapTable, about: About, size: Size) -> None:
        self.table, self.about, self.size = table, about, size
        self.space = 0.6 * size.base * MM_PER_POINT
        self.last_head = wrap_short(
            about.noun("lacks_short"), 0.14 * size.width, size.base
        )
        gap = about.count(table.total().gap)
        self.last_width = max(
            text_width(gap, size.base, True),
            *(text_width(line, size.base) for line in self.last_head),
        )
        self.columns = self._columns()
        # Names are widest where all are shown, at the base's type.
        names = [place.name for place in table.places]
        all_names = set_rows([about.unit_total, *names], size, size.most_row, [0])
        self.room = self._room(all_names.names_width)
        self.is_stacked = size.narrow and self._need(False) > self.room
        if self.is_stacked:  # a name has its own line over its cells
            self.room = self._room(0)
            self.size = self._with_names_above()
        self.has_room = self._need(False) <= self.room
        self.has_counts = bool(table.sent) and self._need(True) <= self.room

    def _need(self, has_counts: bool) -> float:
        return sum(column.need(self.size.base, has_counts) for column in self.columns)

    def _with_names_above(self) -> Size:
        """Give the size with a line of type more a row, as wide as all cells."""
        size, line = self.size, line_height(self.size.base)
        least, most = size.least_row + line, size.most_row + line
        share = (size.width - 2 * size.pad - self.last_width) / size.width
        return replace(size, least_row=least, most_row=most, name_share=share)

    def _columns(self) -> list[_Column]:
        codes = [*self.table.codes, ""]
        if len(self.table.codes) == 1:  # of which a second column would say the same
            codes = codes[:1]
        places = [self.table.total(), *self.table.sent]
        rows = [self._cells(place, len(codes)) for place in places]
        columns = []
        for number, code in enumerate(codes):
            # A column without figures has a width too.
            pairs = [row[number] for row in rows if row[number][1]] or [(0, 1)]
            percents = (self.about.percent(*pair) for pair in pairs)
            counts = (self._count(pair) for pair in pairs)
            columns.append(
                _Column(
                    self.about.group(code) if code else self.about.say("heat_all"),
                    code == UNKNOWN,
                    number > 0 and number == len(codes) - 1,
                    max(text_width(text, 1, True) for text in percents),
                    max(text_width(text, COUNT_SIZE) for text in counts),
                )
            )
        return columns

    @staticmethod
    def _cells(place: Place, columns: int) -> list[tuple[int, int]]:
        """Give enrolled and persons of each cell of a row, all groups last."""
        pairs = zip(place.group_enrolled, place.group_persons, strict=True)
        return [*pairs, (place.enrolled, place.persons)][:columns]

    def _count(self, pair: tuple[int, int]) -> str:
        return "/".join(self.about.count(number) for number in pair)

    def _room(self, names_width: float) -> float:
        around = names_width + self.last_width + (2 if names_width else 1) * self.space
        breaks = BREAK if len(self.columns) > 1 else 0
        return self.size.width - 2 * self.size.pad - around - breaks

    def _widths(self, room: float) -> list[float]:
        """Share the room out: equally where that is enough for each column."""
        points, equal = self.size.base, room / len(self.columns)
        needs = [column.need(points, self.has_counts) for column in self.columns]
        if max(needs) <= equal:
            return [equal] * len(needs)
        spare = (room - sum(needs)) / len(needs)
        return [need + spare for need in needs]

    def draw(self, caption: Caption) -> Figure:
        """Lay out all rows and columns, then draw head, total and hamlets."""
        size, about = self.size, self.about
        frame = Frame(size, caption, about)
        # The narrowest the cells can be; what fits these fits the real ones.
        heads = [
            wrap_short(column.label, width - 1.5, size.base, 4 if size.narrow else 3)
            for column, width in zip(self.columns, self._widths(self.room), strict=True)
        ]
        tallest = max(map(len, [*heads, self.last_head]))
        most = line_height(size.base) * tallest + 0.6
        total = self.table.total(about.unit_total)
        # A single hamlet is its own total.
        has_total = self.table.sent and len(self.table.places) > 1
        tops = [Entry("total", total.name, total)] if has_total else []
        breaks = BREAK * len(tops)
        room = frame.room - most - breaks
        under_total = room - size.least_row * len(tops)
        chosen = choose_rows(
            self.table, lowest_coverage_first, about, size, under_total
        )
        entries = [*tops, *chosen]
        names = [self._short(entry) for entry in entries]
        rows = fit_rows(names, size, room, range(len(tops)))
        head_height = line_height(rows.points) * tallest + 0.6
        paper = frame.draw(head_height + rows.height + breaks)
        beside = 0 if self.is_stacked else rows.names_width
        left = size.pad + beside + (self.space if beside else 0)
        spans = self._spans(left, self._widths(self._room(beside)))
        top = frame.head + head_height
        self._draw_heads(paper, heads, spans, top, rows.points)
        for number, entry in enumerate(entries):
            middle = top + rows.middles[number] + (breaks if number else 0)
            self._draw_row(paper, number, entry, spans, middle, rows)
        return paper.figure

    def _short(self, entry: Entry) -> str:
        """Give a row's name, on one line where it stands over its cells."""
        size, is_total = self.size, entry.kind == "total"
        width = size.name_share * size.width if self.is_stacked else math.inf
        return shorten(entry.name, width, size.base, is_total)

    def _spans(self, left: float, widths: list[float]) -> list[tuple[float, float]]:
        """Give left edge and width of each column's cells."""
        spans = []
        for column, width in zip(self.columns, widths, strict=True):
            left += BREAK if column.is_last else 0
            spans.append((left, width - SEAM))
            left += width
        return spans

    def _draw_heads(
        self,
        paper: Paper,
        heads: list[list[str]],
        spans: list[tuple[float, float]],
        bottom: float,
        points: float,
    ) -> None:
        edge = self.size.width - self.size.pad
        columns = [
            (f"header.{n}", head, x + width / 2, "center")
            for n, (head, (x, width)) in enumerate(zip(heads, spans, strict=True))
        ]
        columns.append(("header.gap", self.last_head, edge, "right"))
        for gid, head, x, align in columns:
            middle = bottom - 0.6 - line_height(points) * len(head) / 2
            paper.lines(gid, head, x, middle, points, align=align, colour=MUTED)

    def _draw_row(
        self,
        paper: Paper,
        number: int,
        entry: Entry,
        spans: list[tuple[float, float]],
        middle: float,
        rows: Rows,
    ) -> None:
        points, names = rows.points, rows.lines[number]
        is_never = entry.kind == "never"
        last = ABSENT if is_never else self.about.count(entry.place.gap)
        left, edge = spans[0][0], self.size.width - self.size.pad
        high = rows.height_of(number) - SEAM
        top = middle - high / 2
        style = {"align": "right", "bold": entry.kind == "total"}
        of_name = [left - self.space, middle, "right"]
        if self.is_stacked:
            line = line_height(points)
            of_name = [left, top + SEAM + line / 2, "left"]
            top, high = top + SEAM + line, high - SEAM - line
            middle = top + high / 2
        x, y, align = of_name
        paper.lines(f"name.{number}", names, x, y, points, **(style | {"align": align}))
        paper.lines(f"gap.{number}", [last], edge, middle, points, **style)
        if is_never:
            width = spans[-1][0] + spans[-1][1] - left
            words = self.about.say("not_sent")
            box = (left, top, width, high)
            self._draw_empty(paper, f"{number}.never", words, box, points)
            return
        pairs = self._cells(entry.place, len(self.columns))
        for n, (pair, (x, width)) in enumerate(zip(pairs, spans, strict=True)):
            gid, box = f"{number}.{n}", (x, top, width, high)
            if pair[1]:
                fill = CLASSES[class_of(*pair)]
                outline = EDGE if luminance(fill) > NEARLY_WHITE else NO_OUTLINE
                paper.box(f"cell.{gid}", *box, fill, outline=outline)
                self._draw_numbers(paper, gid, pair, self.columns[n], box, points)
            elif self.columns[n].is_unknown:
                # That nobody's age is unknown is as it should be: no cell.
                style = {"align": "center", "colour": MUTED}
                centre = x + width / 2
                paper.lines(f"none.{gid}", [ABSENT], centre, middle, points, **style)
            else:
                self._draw_empty(paper, gid, self.about.percent(*pair), box, points)

    @staticmethod
    def _draw_empty(
        paper: Paper,
        gid: str,
        words: str,
        box: tuple[float, float, float, float],
        points: float,
    ) -> None:
        """Hatch a cell without figures, and say why on a plate in its middle."""
        x, top, width, high = box
        paper.box(f"cell.{gid}", *box, WHITE, hatch=GRID, outline=EDGE)
        if text_width(words, points) + 1 > width:
            words = ABSENT
        plate, thick = text_width(words, points) + 1, 0.9 * high
        centre, middle = x + width / 2, top + high / 2
        plate_box = (centre - plate / 2, middle - thick / 2, plate, thick)
        paper.box(f"plate.{gid}", *plate_box, WHITE, outline=NO_OUTLINE)
        style = {"align": "center", "colour": MUTED}
        paper.lines(f"none.{gid}", [words], centre, middle, points, **style)

    def _draw_numbers(
        self,
        paper: Paper,
        gid: str,
        pair: tuple[int, int],
        column: _Column,
        box: tuple[float, float, float, float],
        points: float,
    ) -> None:
        x, top, width, high = box
        middle, colour = top + high / 2, ink_on(CLASSES[class_of(*pair)])
        block = column.need(points, self.has_counts) - 2 * MARGIN - SEAM
        split = x + (width - block) / 2 + column.percent * points
        style = {"colour": colour, "bold": True, "align": "right"}
        percent = [self.about.percent(*pair)]
        paper.lines(f"percent.{gid}", percent, split, middle, points, **style)
        if self.has_counts:
            after = split + 0.4 * points * MM_PER_POINT
            size = max(points * COUNT_SIZE, self.size.smallest)
            # On the percentage's own baseline, not on its middle.
            lower = middle + (points - size) * MIDDLE * MM_PER_POINT
            counts = [self._count(pair)]
            paper.lines(f"counts.{gid}", counts, after, lower, size, colour=colour)
