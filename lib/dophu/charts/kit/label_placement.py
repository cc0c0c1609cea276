"""Places for labels beside lines: the first of several that touches nothing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from dophu.charts.kit.colours import INK, WHITE
from dophu.charts.kit.fonts import text_width
from dophu.charts.kit.paper import NO_OUTLINE, Paper, line_height

Box = tuple[float, float, float, float]
"""Left, top, right and bottom in millimetres."""


@dataclass(frozen=True)
class Spot:
    """Where a label may stand: beside a point, on which side, how many mm away."""

    x: float
    y: float
    align: str
    side: str
    away: float = 1.2

    def box(self, width: float, height: float) -> Box:
        """Give the box of a label of a size."""
        left = {
            "left": self.x + self.away,
            "center": self.x - width / 2,
            "right": self.x - self.away - width,
        }[self.align]
        top = {
            "above": self.y - self.away - height,
            "middle": self.y - height / 2,
            "below": self.y + self.away,
        }[self.side]
        return left, top, left + width, top + height


def around(x: float, y: float, away: float = 1.2) -> list[Spot]:
    """Give the places beside a point, the ones read most easily first."""
    sides = (
        ("left", "above"), ("right", "below"), ("left", "below"), ("right", "above"),
        ("center", "above"), ("center", "below"),
    )  # fmt: skip
    return [Spot(x, y, align, side, away) for align, side in sides]


@dataclass
class Room:
    """What stands within a field already; labels are put where nothing does."""

    field: Box
    boxes: list[Box] = field(default_factory=list)
    lines: list[tuple[tuple[float, float], tuple[float, float]]] = field(
        default_factory=list
    )

    def block(self, points: Sequence[tuple[float, float]]) -> None:
        """Keep labels off a line through points, in millimetres."""
        self.lines += list(zip(points, points[1:], strict=False))

    def is_free(self, box: Box) -> bool:
        """Test whether a box lies in the field and touches neither line nor box."""
        left, top, right, bottom = self.field
        inside = (
            left <= box[0] and top <= box[1] and box[2] <= right and box[3] <= bottom
        )
        return (
            inside
            and not any(overlaps(box, other) for other in self.boxes)
            and not any(crosses(line, box) for line in self.lines)
        )

    def put(
        self,
        paper: Paper,
        gid: str,
        lines: Sequence[str],
        spots: Sequence[Spot],
        points: float,
        *,
        bold: bool = False,
        colour: str = INK,
        is_needed: bool = True,
    ) -> bool:
        """Write a label at the first spot that is free.

        Where none is, a label that is needed stands at the first that lies in the
        field and on no other label, on a white plate; another is left out.
        """
        width = max(text_width(line, points, bold) for line in lines)
        height = line_height(points) * len(lines)
        boxes = [spot.box(width, height) for spot in spots]
        free = [box for box in boxes if self.is_free(box)]
        if not free and not is_needed:
            return False
        box = free[0] if free else self._least_bad(boxes)
        if not free:
            plate = (box[0] - 0.4, box[1], width + 0.8, height)
            paper.box(f"plate.{gid}", *plate, WHITE, outline=NO_OUTLINE, above=True)
        middle = (box[1] + box[3]) / 2
        paper.lines(gid, lines, box[0], middle, points, bold=bold, colour=colour)
        self.boxes.append(box)
        return True

    def _least_bad(self, boxes: list[Box]) -> Box:
        left, top, right, bottom = self.field
        moved = []
        for box in boxes:
            # Back into the field by as much as it is out of it.
            across = max(left - box[0], 0) - max(box[2] - right, 0)
            down = max(top - box[1], 0) - max(box[3] - bottom, 0)
            x0, y0, x1, y1 = box
            moved.append((x0 + across, y0 + down, x1 + across, y1 + down))
        apart = [b for b in moved if not any(overlaps(b, o) for o in self.boxes)]
        return (apart or moved)[0]


def overlaps(one: Box, other: Box) -> bool:
    """Test whether two boxes share more than an edge."""
    across = min(one[2], other[2]) - max(one[0], other[0])
    return across > 0 and min(one[3], other[3]) - max(one[1], other[1]) > 0


def crosses(line: tuple[tuple[float, float], tuple[float, float]], box: Box) -> bool:
    """Test whether any part of a line lies in a box (Liang and Barsky 1984)."""
    (x0, y0), (x1, y1) = line
    start, end = 0.0, 1.0
    for step, low, high in (
        (x1 - x0, box[0] - x0, box[2] - x0),
        (y1 - y0, box[1] - y0, box[3] - y0),
    ):
        # Parallel to these two edges: between them throughout, or nowhere.
        if step == 0:
            if low > 0 or high < 0:
                return False
            continue
        first, last = sorted((low / step, high / step))
        start, end = max(start, first), min(end, last)
    return start <= end
