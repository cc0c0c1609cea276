"""The drawing of organ pipes: hamlets as wide as their children, filled to coverage."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from matplotlib.figure import Figure

from dophu.catalogue.about import About
from dophu.charts.kit.colours import BLUE, CONTEXT, INK, MUTED, WHITE
from dophu.charts.kit.fonts import MM_PER_POINT, text_width
from dophu.charts.kit.frame import Caption, Frame, Size
from dophu.charts.kit.paper import NO_OUTLINE, Paper, line_height
from dophu.charts.kit.row_layout import KEPT_ROWS, MOST_ROWS, marked
from dophu.charts.kit.scales import Plot, draw_heights
from dophu.charts.kit.wrap import shorten
from dophu.tables.by_hamlet import Place

HEIGHT = 0.5  # of a page's width: that of the field, if the list is not longer
LIST_SHARE = 0.4  # of the width, for the list of names
OUTLINED = 2.5  # millimetres: narrower pipes have no outline, which would hide them
FILLS = {True: (BLUE, "#FBD2AE"), False: (CONTEXT, "#FDEFE2")}
"""Filled and empty part of a pipe, by whether it is one of the leading."""

LEVELS = (0, 50, 100)  # percent
FEW = 20  # names that are set in the base size


@dataclass
class OrganPipes:
    """The pipes of one table at one size; ``leading`` of them hold the shares said."""

    order: Sequence[Place]
    leading: int
    about: About
    caption: Caption
    size: Size

    def draw(self) -> Figure:
        """Draw pipes at the left and the list of their names at the right."""
        size = self.size
        frame = Frame(size, self.caption, self.about)
        if not self.order:
            return frame.draw(0).figure
        points = self._points()
        lead = 1.05 * line_height(points)
        listed = len(self.order) if len(self.order) <= MOST_ROWS else KEPT_ROWS + 1
        wanted = lead * (listed + 1)
        content = frame.room
        if not size.height:
            content = min(frame.room, max(HEIGHT * size.width, wanted))
        rows = int(content / lead + 1e-6) - 1
        paper = frame.draw(content)
        list_left = size.width - size.pad - LIST_SHARE * (size.width - 2 * size.pad)
        self._draw_list(paper, list_left, frame.head, rows, points, lead)
        labels = [(float(level), f"{level}%") for level in LEVELS]
        names = max(text_width(label, points) for _, label in labels)
        space = 0.5 * points * MM_PER_POINT
        plot = Plot(
            left=size.pad + names + space,
            top=frame.head + lead / 2,
            right=list_left - 3 * space,
            bottom=frame.head + content - line_height(points) - 0.6,
            most_x=sum(place.persons for place in self.order),
            most_y=100,
        )
        draw_heights(paper, plot, labels, points)
        self._draw_pipes(paper, plot, points)
        return paper.figure

    def _points(self) -> float:
        """Set in the base size what fits so, else all in the smallest."""
        size = self.size
        room = LIST_SHARE * (size.width - 2 * size.pad)
        rows = [
            text_width(f"00  {marked(place)}  ", size.base)
            + text_width(self.about.count(place.gap), size.base, True)
            for place in self.order
        ]
        fits = max(rows) <= room and len(rows) <= FEW
        return size.base if fits else size.smallest

    def _draw_pipes(self, paper: Paper, plot: Plot, points: float) -> None:
        across, start, below = plot.across, 0, 0
        total = sum(place.gap for place in self.order)
        curve = [(0.0, 0.0)]
        for number, place in enumerate(self.order):
            share = 100 * place.enrolled / place.persons
            wide = plot.x(place.persons) - plot.left
            fills = FILLS[number < self.leading]
            edge = MUTED if wide > OUTLINED else NO_OUTLINE
            paper.box(
                f"pipe.{number}", start, 0, place.persons, 100, fills[1],
                outline=edge, across=across,
            )  # fmt: skip
            paper.box(
                f"filled.{number}", start, 0, place.persons, share, fills[0],
                outline=edge, across=across,
            )  # fmt: skip
            middle = plot.x(start + place.persons / 2)
            label = str(number + 1)
            if text_width(label, points) + 0.3 < wide:
                y = plot.bottom + 0.6 + line_height(points) / 2
                paper.lines(f"rank.{number}", [label], middle, y, points,
                            align="center")  # fmt: skip
            start, below = start + place.persons, below + place.gap
            curve.append((float(start), 100 * below / total if total else 0.0))
        if total and len(self.order) > 1:
            paper.line("halo", curve, 0.4 * points, WHITE, across=across)
            paper.line("series.pareto", curve, 0.16 * points, INK, across=across)
            x, y = curve[self.leading]
            if 0 < self.leading < len(self.order):
                paper.mark("point.leading", x, y, 0.7 * points, INK, across=across)

    def _draw_list(
        self,
        paper: Paper,
        left: float,
        top: float,
        rows: int,
        points: float,
        lead: float,
    ) -> None:
        """Name the pipes by their rank, with their gap; the rest as one line."""
        about, right = self.about, self.size.width - self.size.pad
        head = [about.noun("lacks_short")]
        middle = top + lead / 2
        paper.lines("header.gap", head, right, middle, points, align="right",
                    colour=MUTED)  # fmt: skip
        lines = [
            (str(number + 1), marked(place), about.count(place.gap))
            for number, place in enumerate(self.order)
        ]
        if len(lines) > rows:
            others = self.order[rows - 1 :]
            rest = about.say("rest", places_count=about.places(len(others)))
            gap = about.count(sum(place.gap for place in others))
            lines = [*lines[: rows - 1], ("", rest, gap)]
        ranks = max(text_width(rank, points) for rank, _, _ in lines)
        space = 0.7 * points * MM_PER_POINT
        for number, (rank, name, gap) in enumerate(lines):
            middle = top + lead * (number + 1.5)
            if rank:
                x = left + ranks
                paper.lines(f"order.{number}", [rank], x, middle, points,
                            align="right", colour=MUTED)  # fmt: skip
            x = left + ranks + space
            free = right - x - space - text_width(gap, points, True)
            label = [shorten(name, free, points)]
            paper.lines(f"name.{number}", label, x, middle, points)
            paper.lines(f"total.{number}", [gap], right, middle, points,
                        align="right", bold=True)  # fmt: skip
