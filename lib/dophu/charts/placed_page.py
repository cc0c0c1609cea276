"""The drawing of a map with its list: names and shares beside it, or below it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from matplotlib.figure import Figure

from dophu.catalogue.about import About
from dophu.charts.kit.colours import CLASSES, CONTEXT, EDGE, INK, MUTED, WHITE
from dophu.charts.kit.fonts import MM_PER_POINT, text_width
from dophu.charts.kit.frame import Caption, Frame, Size
from dophu.charts.kit.outlines import draw_outline, fit, middle_of
from dophu.charts.kit.paper import NO_OUTLINE, Paper, line_height
from dophu.charts.kit.wrap import shorten
from dophu.findings.places import class_of
from dophu.tables.by_hamlet import Place
from dophu.tables.ranking import SMALL

if TYPE_CHECKING:
    from dophu.campaign.map_shapes import Outline
    from dophu.charts.kit.outlines import Fit

SHARE = 0.54
"""Of the width, what the map takes; the list beside it has the rest."""

TILE = 0.11
"""Of the width, what a tile takes at most."""

TILE_NARROW = 0.16
"""The same on a narrow page, where the list stands below the map."""

PITCH = 1.2
"""Distance of the list's rows, in heights of a line."""

DOT, NUMBER = 0.85, 0.75
"""Half the width of the square of a single point, in heights of a line; the type of
numbers on the map, in sizes of the base."""

MARGIN = 0.5  # millimetres around a number on its plate


class PlacedPage:
    """A map of hamlets in order, with the list of their names and shares."""

    def __init__(
        self,
        places: Sequence[Place],
        outlines: Mapping[str, Outline],
        about: About,
        size: Size,
        is_tiles: bool,
    ) -> None:
        self.places, self.outlines = places, outlines
        self.about, self.size, self.is_tiles = about, size, is_tiles

    def draw(self, caption: Caption) -> Figure:
        """Lay out list and map at a size, then draw both."""
        size = self.size
        frame = Frame(size, caption, self.about)
        if size.narrow:
            return self._draw_below(frame)
        points = size.base
        while points > size.smallest and self._height(points) > frame.room:
            points = max(points - 0.5, size.smallest)
        pitch = PITCH * line_height(points)
        rows = min(len(self.places), max(1, int(frame.room / pitch)))
        inner = size.width - 2 * size.pad
        most = TILE * size.width if self.is_tiles else float("inf")
        box = (size.pad, frame.head, SHARE * inner, frame.room)
        fitted, high = fit(self.outlines, box, DOT * line_height(size.base), most)
        paper = frame.draw(max(high, rows * pitch))
        self._draw_map(paper, fitted)
        space = 0.6 * points * MM_PER_POINT
        ends = size.pad + SHARE * inner + 3 * space, size.width - size.pad
        hidden = len(self.places) > rows
        # The last line is for how many are left out.
        shown = range(rows - 1 if hidden else rows)
        self._draw_list(paper, shown, ends, points, pitch, frame.head)
        if hidden:
            at = frame.head + (rows - 0.5) * pitch
            self._draw_rest(paper, len(self.places) - rows + 1, ends, at, points)
        return paper.figure

    def _draw_below(self, frame: Frame) -> Figure:
        """Lay the list out below the map: beside it no name would have room.

        In two columns where all names fit in half of the width, else in one.
        """
        size, points = self.size, self.size.smallest
        inner, space = size.width - 2 * size.pad, 0.6 * points * MM_PER_POINT
        pitch = PITCH * line_height(points)
        shares = max(text_width(self._share(p), points, True) for p in self.places)
        names = max(text_width(place.name, points) for place in self.places)
        numbers = text_width(self.about.count(len(self.places)), points, True)
        column = (inner - 3 * space) / 2
        columns = 2 if numbers + names + shares + 2 * space <= column else 1
        column = column if columns == 2 else inner
        rows = -(-len(self.places) // columns)
        most = TILE_NARROW * size.width if self.is_tiles else float("inf")
        high = max(0.4 * frame.room, frame.room - rows * pitch)
        box = (size.pad, frame.head, inner, min(high, inner))
        fitted, high = fit(self.outlines, box, DOT * line_height(size.base), most)
        rows = min(rows, max(1, int((frame.room - high) / pitch) - 1))
        paper = frame.draw(high + (rows + 1) * pitch)
        self._draw_map(paper, fitted)
        top = frame.head + high + pitch / 2
        shown = min(len(self.places), rows * columns)
        hidden = len(self.places) - shown
        shown -= 1 if hidden else 0
        for number in range(columns):
            left = size.pad + number * (column + 3 * space)
            part = range(number * rows, min(shown, (number + 1) * rows))
            self._draw_list(paper, part, (left, left + column), points, pitch, top)
        if hidden:
            ends = size.width - size.pad - column, size.width - size.pad
            at = top + (rows - 0.5) * pitch
            self._draw_rest(paper, hidden + 1, ends, at, points)
        return paper.figure

    def _height(self, points: float) -> float:
        return len(self.places) * PITCH * line_height(points)

    def _draw_map(self, paper: Paper, fitted: Fit) -> None:
        for row, place in enumerate(self.places):
            fill = WHITE
            if is_known := self._is_known(place):
                fill = CLASSES[class_of(place.enrolled, place.persons)]
            outline = self.outlines[place.hamlet_id]
            hatch = None if is_known else CONTEXT
            draw_outline(paper, f"area.{row}", outline, fitted, fill, EDGE, hatch)
        taken: list[tuple[float, float, float, float]] = []
        points = max(self.size.smallest, NUMBER * self.size.base)
        high = line_height(points)
        for row, place in enumerate(self.places):
            number = self.about.count(row + 1)
            wide = text_width(number, points, True) + 2 * MARGIN
            x, y = fitted.put(middle_of(self.outlines[place.hamlet_id]))
            box = (x - wide / 2, y - high / 2, wide, high)
            # Where shapes are too close for their numbers the list alone has them.
            if any(_overlap(box, other) for other in taken):
                continue
            taken.append(box)
            paper.box(f"plate.{row}", *box, WHITE, outline=NO_OUTLINE, above=True)
            style = {"align": "center", "bold": True}
            paper.lines(f"mark.{row}", [number], x, y, points, **style)

    @staticmethod
    def _is_known(place: Place) -> bool:
        return place.is_sent and place.persons >= SMALL

    def _draw_list(
        self,
        paper: Paper,
        shown: range,
        ends: tuple[float, float],
        points: float,
        pitch: float,
        top: float,
    ) -> None:
        """Draw some lines of the list between two edges, from a height down."""
        (left, right), space = ends, 0.6 * points * MM_PER_POINT
        shares = [self._share(place) for place in self.places]
        widest = max(text_width(share, points, True) for share in shares)
        number_width = text_width(self.about.count(len(self.places)), points, True)
        name_left = left + number_width + space
        room = right - widest - space - name_left
        for line, row in enumerate(shown):
            place, middle = self.places[row], top + (line + 0.5) * pitch
            number = [self.about.count(row + 1)]
            at = left + number_width
            paper.lines(f"number.{row}", number, at, middle, points,
                        align="right", bold=True)  # fmt: skip
            name = [shorten(place.name, room, points)]
            paper.lines(f"name.{row}", name, name_left, middle, points)
            known = self._is_known(place)
            paper.lines(f"share.{row}", [shares[row]], right, middle, points,
                        align="right", bold=known,
                        colour=INK if known else MUTED)  # fmt: skip

    def _draw_rest(
        self,
        paper: Paper,
        hidden: int,
        ends: tuple[float, float],
        middle: float,
        points: float,
    ) -> None:
        """Say in the last line how many of the map are not in the list."""
        words = self.about.say("placed_rest", places_count=self.about.places(hidden))
        stated = [shorten(words, ends[1] - ends[0], points)]
        paper.lines("rest", stated, ends[0], middle, points, colour=MUTED)

    def _share(self, place: Place) -> str:
        about = self.about
        if not place.is_sent:
            return about.say("not_sent")
        if self._is_known(place):
            return about.percent(place.enrolled, place.persons)
        counts = about.count(place.enrolled), about.count(place.persons)
        return about.say("placed_count", enrolled=counts[0], persons=counts[1])


def _overlap(
    one: tuple[float, float, float, float], other: tuple[float, float, float, float]
) -> bool:
    return (
        one[0] < other[0] + other[2] and other[0] < one[0] + one[2]
        and one[1] < other[1] + other[3] and other[1] < one[1] + one[3]
    )  # fmt: skip
