"""The drawing of a map with its list: shapes on the left, names and shares beside."""

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
"""Of the width, what the map takes; the list has the rest."""

TILE = 0.11
"""Of the width, what a tile takes at most."""

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
        self._draw_list(paper, rows, points, pitch, frame.head)
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
        self, paper: Paper, rows: int, points: float, pitch: float, top: float
    ) -> None:
        size, space = self.size, 0.6 * points * MM_PER_POINT
        right = size.width - size.pad
        left = size.pad + SHARE * (size.width - 2 * size.pad) + 3 * space
        shares = [self._share(place) for place in self.places]
        widest = max(text_width(share, points, True) for share in shares)
        number_width = text_width(self.about.count(len(self.places)), points, True)
        name_left = left + number_width + space
        room = right - widest - space - name_left
        hidden = len(self.places) - rows
        for row, place in enumerate(self.places[: rows - 1 if hidden else rows]):
            middle = top + (row + 0.5) * pitch
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
        if hidden:
            words = self.about.say(
                "placed_rest", places_count=self.about.places(hidden + 1)
            )
            middle = top + (rows - 0.5) * pitch
            stated = [shorten(words, right - name_left, points)]
            paper.lines("rest", stated, name_left, middle, points, colour=MUTED)

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
