"""Areas and points of a map on paper: fitted into a box, filled, hatched, numbered."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from matplotlib.patches import PathPatch
from matplotlib.path import Path

from dophu.campaign.map_shapes import Outline, Point, Ring
from dophu.charts.kit.paper import HAIRLINE, Paper


@dataclass(frozen=True)
class Fit:
    """How outlines get on paper: shifted, then scaled alike both ways.

    ``dot`` is half the width in millimetres of the square that stands for a point.
    """

    left: float
    top: float
    scale: float
    x: float
    y: float
    dot: float

    def put(self, point: Point) -> Point:
        """Give the millimetres of a point."""
        x, y = point
        right, down = (x - self.x) * self.scale, (y - self.y) * self.scale
        return self.left + right, self.top + down

    def ring(self, ring: Ring) -> Ring:
        """Give the millimetres of a ring."""
        return tuple(map(self.put, ring))


def extent(outlines: Iterable[Outline]) -> tuple[float, float, float, float]:
    """Give left, top, width and height of outlines; a single point has no width."""
    points = [p for o in outlines for ring in (*o.rings, o.points) for p in ring]
    xs, ys = [x for x, _ in points], [y for _, y in points]
    return min(xs), min(ys), max(xs) - min(xs), max(ys) - min(ys)


def fit(
    outlines: Mapping[str, Outline],
    box: tuple[float, float, float, float],
    dot: float,
    most: float = float("inf"),
) -> tuple[Fit, float]:
    """Fit outlines into a box in millimetres; gives how high they are then.

    ``most`` millimetres are what one unit of the outlines takes at most.
    """
    left, top, width, height = box
    x, y, wide, high = extent(outlines.values())
    edge = dot if any(o.points for o in outlines.values()) else 0.0
    across = (width - 2 * edge) / wide if wide else float("inf")
    down = (height - 2 * edge) / high if high else float("inf")
    scale = min(across, down, most)
    # A single point has no extent, and fits at any scale.
    scale = 1.0 if scale == float("inf") else scale
    return Fit(left + edge, top + edge, scale, x, y, dot), high * scale + 2 * edge


def draw_outline(
    paper: Paper, gid: str, outline: Outline, fit: Fit, fill: str, edge: str,
    hatch: str | None = None,
) -> None:  # fmt: skip
    """Fill a hamlet's areas, holes left out, and a small square for each point."""
    rings = [fit.ring(ring) for ring in outline.rings]
    for x, y in map(fit.put, outline.points):
        dot = fit.dot
        low, high, left, right = y - dot, y + dot, x - dot, x + dot
        square = ((left, low), (right, low), (right, high), (left, high), (left, low))
        rings.append(square)
    path = Path.make_compound_path(*(Path(ring, closed=True) for ring in rings))
    patch = PathPatch(
        path, gid=gid, facecolor=fill, edgecolor=edge, linewidth=HAIRLINE,
        hatch="/////" if hatch else None, transform=paper.mm,
    )  # fmt: skip
    if hatch:
        patch.set_hatchcolor(hatch)
        patch.set_hatch_linewidth(0.8)
    paper.figure.add_artist(patch)


def middle_of(outline: Outline) -> Point:
    """Choose where a hamlet's number stands: inside its largest area.

    The middle of the widest stretch of the area at the height of its centre, so that
    it lies within a bent one too.

    Examples
    --------
    >>> square = ((0, 0), (4, 0), (4, 2), (0, 2), (0, 0))
    >>> middle_of(Outline((square,))), middle_of(Outline(points=((3.0, 1.0),)))
    ((2.0, 1.0), (3.0, 1.0))
    """
    if not outline.rings:
        return outline.points[0]
    ring = max(outline.rings, key=lambda ring: abs(_area(ring)))
    y = (min(y for _, y in ring) + max(y for _, y in ring)) / 2
    crossed = sorted(
        a[0] + (y - a[1]) * (b[0] - a[0]) / (b[1] - a[1])
        for a, b in zip(ring, (*ring[1:], ring[0]), strict=True)
        # Half open: a corner at this very height is crossed once.
        if (a[1] <= y) != (b[1] <= y)
    )
    # Inside is from each odd crossing to the next.
    spans = list(zip(crossed[::2], crossed[1::2], strict=False))
    if not spans:
        return ring[0]
    left, right = max(spans, key=lambda span: span[1] - span[0])
    return (left + right) / 2, y


def _area(ring: Ring) -> float:
    pairs = zip(ring, (*ring[1:], ring[0]), strict=True)
    return sum(a[0] * b[1] - b[0] * a[1] for a, b in pairs) / 2
