"""The drawing of a table of hamlets with bars in its cells: row after row."""

from __future__ import annotations

from dataclasses import dataclass

from matplotlib.figure import Figure

from dophu.catalogue.about import About
from dophu.charts.kit.colours import BLUE, CONTEXT, MUTED, WHITE
from dophu.charts.kit.fonts import MM_PER_POINT, text_width
from dophu.charts.kit.frame import Caption, Frame, Size
from dophu.charts.kit.paper import NO_OUTLINE, Paper, line_height
from dophu.charts.kit.row_layout import Entry, Rows, choose_rows, fit_rows
from dophu.charts.kit.wrap import wrap_short
from dophu.tables.by_hamlet import GapTable
from dophu.tables.ranking import most_missing_first

LEADING, OTHERS, DONE = BLUE, CONTEXT, "#E4E8EC"
"""Those left in the hamlets of the title, those left in others, those who are done."""

THICKNESS, SEAM = 0.62, 1.2  # of a row; points of white between the parts of a bar
HALF = 50  # percent, where the line stands in the column of running totals
HELD_SHARE = {False: 0.17, True: 0.1}
"""Of the width, for the bars of the running total, by whether the page is narrow."""
ABSENT = "–"


@dataclass(frozen=True)
class _Column:
    """A column of numbers: its name, its heading, and its words of each row."""

    name: str
    heading: tuple[str, ...]
    words: tuple[str, ...]
    bold: bool = False

    def width(self, points: float) -> float:
        """Give the width it needs at a type size."""
        heads = (text_width(line, points) for line in self.heading)
        return max(*heads, *(text_width(w, points, self.bold) for w in self.words))


@dataclass
class ParetoTable:
    """The table of some hamlets at one size; the first ``leading`` are those named."""

    table: GapTable
    leading: int
    about: About
    caption: Caption
    size: Size

    def draw(self) -> Figure:
        """Lay out all columns from both edges, then draw row after row between."""
        size = self.size
        frame = Frame(size, self.caption, self.about)
        if not self.table.sent:
            return frame.draw(0).figure
        heads = self._headings()
        head_lines = max(len(lines) for lines in heads.values())
        room = frame.room - line_height(size.base) * head_lines - 0.5
        entries = choose_rows(self.table, most_missing_first, self.about, size, room)
        rows = fit_rows([entry.name for entry in entries], size, room)
        points = rows.points
        head_height = line_height(points) * head_lines + 0.5
        paper = frame.draw(head_height + rows.height)
        top = frame.head + head_height
        space = 0.7 * points * MM_PER_POINT
        columns = self._columns(entries, heads)
        ranks = text_width("0" * len(str(len(entries))), points)
        name = size.pad + ranks + space
        right = size.width - size.pad
        edges = {}
        wide = HELD_SHARE[size.narrow] * size.width
        for column in reversed(columns):
            edges[column.name] = right
            right -= column.width(points) + space
            if column.name == "held":
                right -= wide + space / 2
                held = right + space
        bars = (name + rows.names_width + space, right)
        self._draw_heads(paper, columns, edges, bars[0], held, top, points)
        high = top + rows.height
        paper.rule("baseline", bars[0], top, high, 0.8, MUTED)
        paper.rule("level.held", held, top, high, 0.8, MUTED)
        self._draw_half(paper, held + wide * HALF / 100, top, high, points)
        scale = (bars[1] - bars[0]) / max(e.place.persons for e in entries if
                                          e.kind == "place")  # fmt: skip
        for number, entry in enumerate(entries):
            middle = top + rows.middles[number]
            if entry.kind == "place":
                paper.lines(f"order.{number}", [str(number + 1)], size.pad + ranks,
                            middle, points, align="right", colour=MUTED)  # fmt: skip
                self._draw_bar(paper, number, entry, bars[0], scale, middle, rows)
            paper.lines(f"name.{number}", rows.lines[number], name, middle, points)
            self._draw_held(paper, number, entries, held, wide, middle, rows)
            for column in columns:
                paper.lines(f"{column.name}.{number}", [column.words[number]],
                            edges[column.name], middle, points, align="right",
                            bold=column.bold)  # fmt: skip
        return paper.figure

    def _headings(self) -> dict[str, tuple[str, ...]]:
        about, widest = self.about, 0.13 * self.size.width
        words = {
            "total": about.noun("lacks_short"),
            "share": about.noun("has_short"),
            "held": about.say("organ_held"),
        }
        return {
            name: tuple(wrap_short(text, widest, self.size.base))
            for name, text in words.items()
        }

    def _columns(
        self, entries: list[Entry], heads: dict[str, tuple[str, ...]]
    ) -> list[_Column]:
        about = self.about
        total = sum(place.gap for place in self.table.sent)
        below, gaps, shares, held = 0, [], [], []
        for entry in entries:
            place = entry.place
            below += place.gap
            gaps.append(about.count(place.gap))
            shares.append(about.percent(place.enrolled, place.persons))
            held.append(about.percent(below, total) if total else ABSENT)
        share = _Column("share", heads["share"], tuple(shares))
        return [
            _Column("total", heads["total"], tuple(gaps), bold=True),
            *([] if self.size.narrow else [share]),
            _Column("held", heads["held"], tuple(held)),
        ]

    def _draw_heads(
        self,
        paper: Paper,
        columns: list[_Column],
        edges: dict[str, float],
        bars: float,
        held: float,
        bottom: float,
        points: float,
    ) -> None:
        lead = line_height(points)
        words = [self.about.say("organ_bars")]
        first = bottom - lead / 2 - 0.5
        taken = max(text_width(line, points) for line in columns[0].heading)
        # The subtitle says it too.
        if bars + text_width(words[0], points) + 1 < edges[columns[0].name] - taken:
            paper.lines("header.bars", words, bars, first, points, colour=MUTED)
        for column in columns:
            middle = bottom - lead * len(column.heading) / 2 - 0.5
            paper.lines(f"header.{column.name}", column.heading, edges[column.name],
                        middle, points, align="right", colour=MUTED)  # fmt: skip

    def _draw_half(
        self, paper: Paper, x: float, top: float, bottom: float, points: float
    ) -> None:
        """Mark half of those left in the column of running totals, and say so."""
        ends = [(x, top), (x, bottom)]
        paper.line("level.half", ends, 0.8, MUTED, pattern="dashed")
        middle = top - line_height(points) / 2 - 0.5
        words = [f"{HALF}%"]
        paper.lines("header.half", words, x, middle, points, align="center",
                    colour=MUTED)  # fmt: skip

    def _draw_bar(
        self,
        paper: Paper,
        number: int,
        entry: Entry,
        left: float,
        scale: float,
        middle: float,
        rows: Rows,
    ) -> None:
        thick = THICKNESS * rows.pitch
        place, upper = entry.place, middle - thick / 2
        on = {"scale": scale, "origin": left, "outline": NO_OUTLINE}
        paper.box(f"pipe.{number}", 0, upper, place.persons, thick, DONE, **on)
        fill = LEADING if number < self.leading else OTHERS
        if place.gap:
            paper.box(f"filled.{number}", 0, upper, place.gap, thick, fill, **on)
        if place.gap and place.enrolled:
            x = left + place.gap * scale
            paper.rule(f"seam.{number}", x, upper, upper + thick, SEAM, WHITE)

    def _draw_held(
        self,
        paper: Paper,
        number: int,
        entries: list[Entry],
        left: float,
        wide: float,
        middle: float,
        rows: Rows,
    ) -> None:
        total = sum(place.gap for place in self.table.sent)
        below = sum(entry.place.gap for entry in entries[: number + 1])
        thick = 0.5 * THICKNESS * rows.pitch
        fill = LEADING if number < self.leading else OTHERS
        if total:
            paper.box(f"held_bar.{number}", 0, middle - thick / 2, 100 * below / total,
                      thick, fill, scale=wide / 100, origin=left,
                      outline=NO_OUTLINE)  # fmt: skip
