"""A field with two scales: where days, shares and children lie on paper."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from matplotlib.transforms import Affine2D

from dophu.catalogue.about import About
from dophu.charts.kit.colours import GRID, INK, MUTED
from dophu.charts.kit.fonts import MM_PER_POINT, text_width
from dophu.charts.kit.paper import Paper, line_height

STEPS = (1, 2, 5)
WEEK = 7


@dataclass(frozen=True)
class Plot:
    """A field on paper from 0 at its lower left, in millimetres and in numbers.

    ``most_x`` and ``most_y`` are the numbers at its right and upper edge.
    """

    left: float
    top: float
    right: float
    bottom: float
    most_x: float
    most_y: float

    def x(self, value: float) -> float:
        """Give millimetres from the paper's left edge."""
        return self.left + (self.right - self.left) * value / self.most_x

    def y(self, value: float) -> float:
        """Give millimetres from the paper's upper edge."""
        return self.bottom - (self.bottom - self.top) * value / self.most_y

    @property
    def across(self) -> Affine2D:
        """What puts numbers on paper, for marks that keep them."""
        wide, high = self.right - self.left, self.bottom - self.top
        scale = Affine2D().scale(wide / self.most_x, -high / self.most_y)
        return scale.translate(self.left, self.bottom)


def round_ticks(most: int, number: int) -> list[int]:
    """Give round numbers from 0 to at least ``most``, in about ``number`` steps.

    Examples
    --------
    >>> round_ticks(2472, 5), round_ticks(3, 5), round_ticks(0, 5)
    ([0, 500, 1000, 1500, 2000, 2500], [0, 1, 2, 3], [0, 1])
    """
    step, power = 1, 1
    while step * number < most:
        larger = [s * power for s in STEPS if s * power > step]
        if larger:
            step = larger[0]
        else:
            power *= 10
    return [step * n for n in range(max(1, -(-most // step)) + 1)]


def draw_heights(
    paper: Paper,
    plot: Plot,
    ticks: Sequence[tuple[float, str]],
    points: float,
    beside: float = 0.0,
) -> None:
    """Draw level lines with their labels at the left; the lowest is the base line.

    ``beside`` is how far a mark reaches over the left edge, in millimetres.
    """
    space = 0.5 * points * MM_PER_POINT + beside
    for number, (value, label) in enumerate(ticks):
        level, is_base = plot.y(value), value == 0
        width, colour = (0.8, MUTED) if is_base else (0.6, GRID)
        ends = [(plot.left, level), (plot.right, level)]
        paper.line(f"level.{number}", ends, width, colour)
        if label:
            x = plot.left - space
            paper.lines(f"height.{number}", [label], x, level, points, align="right")


def choose_days(
    days: Sequence[date], plot: Plot, points: float, about: About
) -> list[date]:
    """Choose days to label: those given first, then weeks back, where they fit.

    ``days`` are the ones that matter, the most important first; the first of the
    field is day 0 of the scale. What would touch a label already chosen is left out.
    """
    start = min(days)
    chosen: list[date] = []
    weeks = [
        days[0] + timedelta(days=WEEK * n)
        for n in range(-int(plot.most_x), int(plot.most_x) + 1)
    ]
    inside = [d for d in weeks if 0 < (d - start).days < plot.most_x]
    for day in (*days, *inside):
        if day in chosen:
            continue
        x, wide = plot.x((day - start).days), text_width(about.day(day), points)
        gaps = [
            abs(plot.x((other - start).days) - x)
            - (wide + text_width(about.day(other), points)) / 2
            for other in chosen
        ]
        if all(gap > text_width("  ", points) for gap in gaps):
            chosen.append(day)
    return sorted(chosen)


def draw_days(
    paper: Paper,
    plot: Plot,
    days: Sequence[date],
    start: date,
    points: float,
    about: About,
    prefix: str = "",
) -> None:
    """Label days under the base line, with a tick each."""
    middle = plot.bottom + days_height(points) - line_height(points) / 2
    for number, day in enumerate(days):
        x = plot.x((day - start).days)
        tick = [(x, plot.bottom), (x, plot.bottom + 0.9)]
        paper.line(f"tick.{prefix}{number}", tick, 0.8, MUTED)
        paper.lines(
            f"day.{prefix}{number}",
            [about.day(day)],
            x,
            middle,
            points,
            align="center",
            colour=INK,
        )


def days_height(points: float) -> float:
    """Give the height of the labels under a base line, clear of marks on it."""
    return 0.3 + 0.4 * points * MM_PER_POINT + line_height(points)
