"""The drawing of a burn-down: lines of children by day, up to the deadline."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from dophu.catalogue.about import About
from dophu.charts.kit.colours import BLUE, MUTED, WARNING
from dophu.charts.kit.fonts import MM_PER_POINT, text_width
from dophu.charts.kit.label_placement import Box, Room, Spot, around
from dophu.charts.kit.paper import Paper, line_height
from dophu.charts.kit.scales import (
    Plot,
    choose_days,
    days_height,
    draw_days,
    draw_heights,
    round_ticks,
)
from dophu.findings.pace import PaceFinding, pace_figures

BAND = "#C3D0DD"  # blue at a quarter of its strength: the scenarios
STEPS = 5
LINE, THIN = 0.3, 0.09  # of the type size


@dataclass(frozen=True)
class Burndown:
    """What is drawn: children without a card by date, and what may follow.

    ``partial`` are the dates on which lists lacked that are there now;
    ``with_even`` adds the line of even shares a day.
    """

    totals: tuple[tuple[date, int], ...]
    partial: tuple[date, ...]
    deadline: date
    pace: PaceFinding
    with_even: bool = True

    @property
    def start(self) -> date:
        """The first day of the field."""
        return self.totals[0][0]

    @property
    def last(self) -> tuple[date, int]:
        """The day of the figures and its number."""
        return self.totals[-1]

    @property
    def even(self) -> tuple[date, int] | None:
        """Give where an even share a day would have begun: the first full date."""
        full = [pair for pair in self.totals if pair[0] not in self.partial]
        first = full[0] if full else None
        if not self.with_even or first is None or first == self.last:
            return None
        return first if first[1] and first[0] < self.deadline else None

    def end_label(self, about: About) -> list[str]:
        """Say what a scenario leaves at the deadline."""
        pace = self.pace
        if not pace.is_ahead or pace.middle is None:
            return []
        keys = ["burndown_end"] if pace.low == pace.high else ["burndown_end", "range"]
        return [about.say(key, **pace_figures(pace, about)) for key in keys]


def draw_burndown_in(
    paper: Paper, down: Burndown, box: Box, points: float, about: About
) -> None:
    """Draw the lines into a box of the paper, with all their labels."""
    left, top, right, bottom = box
    last_day = max(down.deadline, down.last[0])
    pace = down.pace
    highest = max([n for _, n in down.totals] + [pace.high or 0])
    ticks = round_ticks(highest, STEPS)
    heights = [(float(tick), about.count(tick)) for tick in ticks]
    space = 0.5 * points * MM_PER_POINT
    label = down.end_label(about)
    names = max(text_width(text, points) for _, text in heights)
    day = text_width(about.day(last_day), points) / 2
    after = max([text_width(line, points) + 2 * space for line in label] + [day])
    plot = Plot(
        left=left + max(names + space, text_width(about.day(down.start), points) / 2),
        top=top + line_height(points) + 0.8,
        right=right - after,
        bottom=bottom - days_height(points),
        most_x=max((last_day - down.start).days, 1),
        most_y=ticks[-1],
    )
    draw_heights(paper, plot, heights, points)
    days = [down.last[0], down.start]
    if down.deadline >= down.start:
        days.insert(1, down.deadline)
    days += [day for day, _ in down.totals]
    draw_days(
        paper,
        plot,
        choose_days(days, plot, points, about),
        down.start,
        points,
        about,
    )
    room = Room((plot.left - 0.1, top, right, plot.bottom))
    _draw_deadline(paper, plot, down, room, top, points, about)
    _draw_ahead(paper, plot, down, room, points)
    _draw_actual(paper, plot, down, room, points)
    _label(paper, plot, down, room, points, about)
    if label and pace.middle is not None:
        half = line_height(points) * len(label) / 2
        middle = plot.y(pace.middle)
        middle = min(max(middle, plot.top + half), plot.bottom - half)
        x = plot.right + 1.5 * space
        paper.lines("end", label, x, middle, points, colour=BLUE)


def _days(down: Burndown, day: date) -> int:
    return (day - down.start).days


def _draw_deadline(
    paper: Paper,
    plot: Plot,
    down: Burndown,
    room: Room,
    top: float,
    points: float,
    about: About,
) -> None:
    if down.deadline < down.start:
        return
    x = plot.x(_days(down, down.deadline))
    ends = [(x, plot.top), (x, plot.bottom)]
    paper.line("deadline", ends, 1.1, MUTED, pattern="dashed")
    room.block(ends)
    words = about.say("burndown_deadline", deadline=about.day(down.deadline))
    half = text_width(words, points) / 2
    x = min(max(x, plot.left + half), room.field[2] - half)
    middle = top + line_height(points) / 2
    paper.lines("header.deadline", [words], x, middle, points, align="center",
                colour=MUTED)  # fmt: skip
    height = line_height(points)
    room.boxes.append((x - half - 1, top, x + half + 1, top + height))


def _draw_ahead(
    paper: Paper, plot: Plot, down: Burndown, room: Room, points: float
) -> None:
    """Draw what even shares would have been, what is needed, and the scenarios."""
    end, across = _days(down, down.deadline), plot.across

    def draw(name: str, ends: list[tuple[float, float]], width: float, colour: str,
             pattern: str = "solid") -> None:  # fmt: skip
        paper.line(name, ends, width * points, colour, pattern=pattern, across=across)
        room.block([(plot.x(x), plot.y(y)) for x, y in ends])

    if down.even:
        day, number = down.even
        draw("series.even", [(_days(down, day), number), (end, 0)], THIN, MUTED)
    pace = down.pace
    if not pace.is_ahead:
        return
    here = (float(_days(down, down.last[0])), float(down.last[1]))
    if pace.middle is not None:
        low, high = pace.low or 0, pace.high or 0
        paper.area("band", [here, (end, low), (end, high)], BAND, across=across)
        for number in (low, high):
            room.block(
                [(plot.x(here[0]), plot.y(here[1])), (plot.x(end), plot.y(number))]
            )
        draw("series.scenario", [here, (end, pace.middle)], 0.2, BLUE, "dotted")
    if pace.required is not None:
        draw("series.required", [here, (end, 0)], 0.24, WARNING, "dashed")


def _draw_actual(
    paper: Paper, plot: Plot, down: Burndown, room: Room, points: float
) -> None:
    line = [(_days(down, day), number) for day, number in down.totals]
    if len(line) > 1:
        paper.line("series.actual", line, LINE * points, BLUE, across=plot.across)
        room.block([(plot.x(x), plot.y(y)) for x, y in line])
    for number, (day, (x, y)) in enumerate(
        zip([day for day, _ in down.totals], line, strict=True)
    ):
        is_last = number == len(line) - 1
        kind = "ring" if day in down.partial else "dot"
        size = points if is_last else 0.62 * points
        paper.mark(f"point.{number}", x, y, size, BLUE, kind=kind, across=plot.across)
        half = size * MM_PER_POINT / 2
        middle = plot.x(x), plot.y(y)
        room.boxes.append((
            middle[0] - half, middle[1] - half, middle[0] + half, middle[1] + half,
        ))  # fmt: skip


def _label(
    paper: Paper, plot: Plot, down: Burndown, room: Room, points: float, about: About
) -> None:
    day, number = down.last
    words = [about.children(number), about.say("burndown_day", day=about.day(day))]
    x, y = plot.x(_days(down, day)), plot.y(number)
    away = 0.7 * points * MM_PER_POINT
    spots = [
        *around(x, y, away),
        *(
            Spot(x, y, a, s, 2.5 * away)
            for a in ("left", "right")
            for s in ("above", "below")
        ),
    ]
    room.put(paper, "label.now", words, spots, points, bold=True, colour=BLUE)
    first, start = down.totals[0]
    if first == day:
        return
    x, y = plot.x(0), plot.y(start)
    spots = [
        Spot(plot.left, y, "left", "above", 0.3),
        Spot(plot.left + 0.4 * points * MM_PER_POINT, y, "left", "above", 0.3),
        Spot(plot.left, y, "left", "above", 1.2),
        *around(x, y, 1.2),
    ]
    words = [about.children(start)]
    room.put(paper, "label.start", words, spots, points, is_needed=False)
