"""The drawing of a burn-down: lines of children by day, up to the deadline."""

from __future__ import annotations

from datetime import date

from dophu.catalogue.about import About
from dophu.charts.burndown_facts import Burndown, Ends
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

BAND = "#B7C8DA"  # blue at a third of its strength: the scenarios
STEPS = 5
LINE, THIN, EDGE, RANGE = 0.3, 0.09, 0.05, 0.42  # of the type size


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
    # The first mark stands on the scale itself: its half is kept from the figures.
    first = _mark_size(0, down, points) * MM_PER_POINT / 2
    ends = Ends(down.scenario(about), down.needed(about))
    names = max(text_width(text, points) for _, text in heights)
    day = text_width(about.day(last_day), points) / 2
    wide = [text_width(line, points) + 2 * space for line in ends.lines]
    after = max([*wide, day])
    plot = Plot(
        left=left
        + max(names + space + first, text_width(about.day(down.start), points) / 2),
        top=top + line_height(points) + 0.8,
        right=right - after,
        bottom=bottom - days_height(points),
        most_x=max((last_day - down.start).days, 1),
        most_y=ticks[-1],
    )
    draw_heights(paper, plot, heights, points, beside=first)
    # The most important first, as ``choose_days`` takes them.
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
    _block_lines(plot, down, room)
    _draw_even(paper, plot, down, room, points, about)
    _draw_ahead(paper, plot, down, points)
    _draw_actual(paper, plot, down, room, points)
    at = plot.right + 1.5 * space
    blocks = ends.places(plot, pace.middle, points)
    for _, lines, y, _ in blocks:
        half = line_height(points) * len(lines) / 2
        across = max(text_width(line, points) for line in lines)
        # Kept free before labels find their places, though written after them.
        room.boxes.append((at, y - half, at + across, y + half))
    _label(paper, plot, down, room, points, about)
    for gid, lines, y, colour in blocks:
        paper.lines(gid, lines, at, y, points, colour=colour)


def _mark_size(number: int, down: Burndown, points: float) -> float:
    """Give the width of a date's mark in points: the last is the largest."""
    return points if number == len(down.totals) - 1 else 0.62 * points


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


def _ahead(down: Burndown) -> dict[str, list[tuple[float, float]]]:
    """Give the lines of what is ahead by their name: needed, and the scenarios."""
    pace, end = down.pace, float(_days(down, down.deadline))
    here = (float(_days(down, down.last[0])), float(down.last[1]))
    lines: dict[str, list[tuple[float, float]]] = {}
    if not pace.is_ahead:
        return lines
    if pace.middle is not None:
        ends = {"low": pace.low or 0, "high": pace.high or 0, "scenario": pace.middle}
        lines = {name: [here, (end, float(number))] for name, number in ends.items()}
    if pace.required is not None:
        lines["required"] = [here, (end, 0.0)]
    return lines


def _block_lines(plot: Plot, down: Burndown, room: Room) -> None:
    """Keep labels off every line, those that are drawn later too."""
    actual = [(float(_days(down, day)), float(n)) for day, n in down.totals]
    for line in (*_ahead(down).values(), actual):
        room.block([(plot.x(x), plot.y(y)) for x, y in line])


def _draw_even(
    paper: Paper, plot: Plot, down: Burndown, room: Room, points: float, about: About
) -> None:
    """Draw what even shares a day would have been, where there is room to name it."""
    if not down.even:
        return
    day, number = down.even
    first, end = _days(down, day), _days(down, down.deadline)
    ends = [(float(first), float(number)), (float(end), 0.0)]
    room.block([(plot.x(x), plot.y(y)) for x, y in ends])
    parts = (0.3, 0.4, 0.5, 0.2, 0.6, 0.7)
    along = [(first + p * (end - first), number * (1 - p)) for p in parts]
    spots = [
        Spot(plot.x(x), plot.y(y), align, side, 0.8)
        for align, side in (("right", "below"), ("left", "above"))
        for x, y in along
    ]
    words = [about.say("burndown_even", day=about.day(day))]
    how = {"colour": MUTED, "is_needed": False}
    if room.put(paper, "label.even", words, spots, points, **how):
        width = THIN * points
        paper.line("series.even", ends, width, MUTED, across=plot.across)


def _draw_ahead(paper: Paper, plot: Plot, down: Burndown, points: float) -> None:
    """Draw what is needed, and the scenarios with the band between their ends."""
    lines, across = _ahead(down), plot.across
    if "scenario" in lines:
        low, high = lines["low"], lines["high"]
        paper.area("band", [*low, high[1]], BAND, across=across)
        for name in ("low", "high"):
            paper.line(f"edge.{name}", lines[name], EDGE * points, BLUE, across=across)
        ends = [(plot.right, plot.y(line[1][1])) for line in (low, high)]
        paper.line("range", ends, RANGE * points, BLUE)
        line = lines["scenario"]
        paper.line(
            "series.scenario", line, 0.2 * points, BLUE, pattern="dotted", across=across
        )
    if "required" in lines:
        line = lines["required"]
        paper.line("series.required", line, 0.24 * points, WARNING, pattern="dashed",
                   across=across)  # fmt: skip


def _draw_actual(
    paper: Paper, plot: Plot, down: Burndown, room: Room, points: float
) -> None:
    line = [(_days(down, day), number) for day, number in down.totals]
    if len(line) > 1:
        paper.line("series.actual", line, LINE * points, BLUE, across=plot.across)
    for number, (day, (x, y)) in enumerate(
        zip([day for day, _ in down.totals], line, strict=True)
    ):
        kind = "ring" if day in down.partial else "dot"
        size = _mark_size(number, down, points)
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
    how = {"bold": True, "colour": BLUE}
    if not room.put(paper, "label.now", words, spots, points, is_needed=False, **how):
        # At the upper edge, as on a first date, one line has room where two have none.
        beside = [Spot(x + away, y, "left", "above", 0.3)]
        short = [" ".join(words)]
        if not room.put(
            paper, "label.now", short, beside, points, is_needed=False, **how
        ):
            room.put(paper, "label.now", words, spots, points, **how)
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
