"""The drawing of a dumbbell: a row a hamlet, two marks on a scale of percentages."""

from __future__ import annotations

from dataclasses import dataclass, replace

from matplotlib.figure import Figure

from dophu.catalogue.about import About
from dophu.charts.kit.colours import BLUE, CONTEXT, GRID, MUTED, WARNING, WHITE
from dophu.charts.kit.fonts import MM_PER_POINT, text_width
from dophu.charts.kit.frame import Caption, Frame, Size
from dophu.charts.kit.paper import NO_OUTLINE, Paper, line_height
from dophu.charts.kit.row_layout import Entry, Rows, choose_rows, fit_rows
from dophu.charts.kit.scales import Plot, days_height
from dophu.charts.kit.wrap import wrap_short
from dophu.findings.change import Change, add_changes, find_changes, share_of
from dophu.tables.history import History
from dophu.tables.ranking import lowest_coverage_first

JOIN = "#8FA9C2"  # between two marks: blue, at half its strength
ABSENT = "–"
TICKS = (0, 20, 40, 60, 80, 100)  # percent
MARK = 0.95  # of the type size
ROOM_A_ROW = 1.06  # times a hamlet's row: marks are higher than bars are thick


@dataclass
class DumbbellRows:
    """The rows of one history at one size."""

    past: History
    about: About
    caption: Caption
    size: Size

    def draw(self) -> Figure:
        """Lay out names, scale and the column of changes, then draw row after row."""
        size, about = self.size, self.about
        frame = Frame(size, self.caption, about)
        entries, rows = self._rows(frame)
        points = rows.points
        space = 0.6 * points * MM_PER_POINT
        changes = [self._change(entry, entries) for entry in entries]
        labels = [self._step(change) for change in changes]
        head = wrap_short(about.say("dumbbell_head"), 0.16 * size.width, points)
        right = max(
            [text_width(line, points) for line in head]
            + [text_width(label, points, True) for label in labels]
        )
        lines = max(1, len(head)) * line_height(points) + 0.5
        paper = frame.draw(lines + rows.height + days_height(points))
        top = frame.head + lines
        edge = size.width - size.pad
        left = size.pad + rows.names_width + space
        plot = Plot(
            left=left,
            top=top,
            right=self._find_right(changes, left, edge - right - 1.5 * space, points),
            bottom=top + rows.height,
            most_x=100,
            most_y=1,
        )
        self._draw_scale(paper, plot, points)
        if any(label != ABSENT for label in labels):
            middle = top - line_height(points) * len(head) / 2 - 0.5
            paper.lines(
                "header.change", head, edge, middle, points, align="right", colour=MUTED
            )
        common = self._draw_common(paper, plot, top, rows)
        for number, entry in enumerate(entries):
            middle = top + rows.middles[number]
            x = plot.left - space
            name = f"name.{number}"
            paper.lines(name, rows.lines[number], x, middle, points, align="right")
            if entry.kind != "never":
                paper.lines(
                    f"change.{number}",
                    [labels[number]],
                    edge,
                    middle,
                    points,
                    align="right",
                    bold=labels[number] != ABSENT,
                )
            self._draw_row(
                paper, plot, number, entry, changes[number], middle, rows, common
            )
        return paper.figure

    def _find_right(
        self, changes: list[Change], left: float, most: float, points: float
    ) -> float:
        """Find how far the scale reaches, so that each share has room by its mark."""
        space = 0.6 * points * MM_PER_POINT
        reach = most - text_width(f"{TICKS[-1]}%", points) / 2
        for change in changes:
            now = share_of(change.now)
            if now is None:
                continue
            before = share_of(change.before) if change.step is not None else None
            furthest = float(max(now, before or now))
            label = self.about.percent(change.now.enrolled, change.now.persons)
            beside = MARK * points * MM_PER_POINT / 2 + 0.6 * space
            room = most - text_width(label, points) - beside - left
            # Its mark may lie no further than its label leaves room for.
            if furthest * (reach - left) > room:
                reach = left + room / furthest
        return reach

    def _rows(self, frame: Frame) -> tuple[list[Entry], Rows]:
        def room(points: float) -> float:
            return frame.room - 2 * line_height(points) - 0.5 - days_height(points)

        size = self.size
        entries = choose_rows(
            self.past.now, lowest_coverage_first, self.about, size, room(size.smallest)
        )
        names = [entry.name for entry in entries]
        roomy = replace(size, most_row=ROOM_A_ROW * size.most_row)
        rows = fit_rows(names, roomy, room(size.base))
        # Smaller type leaves more room for the rows themselves.
        larger = fit_rows(names, roomy, room(rows.points))
        fits = larger.height <= room(larger.points)
        return entries, larger if fits else rows

    def _change(self, entry: Entry, entries: list[Entry]) -> Change:
        """Give an entry's change; of the row of all others, their sum."""
        changes = find_changes(self.past)
        if entry.kind == "rest":
            shown = {e.place.hamlet_id for e in entries if e.kind == "place"}
            others = [c for c in changes if c.now.hamlet_id not in shown]
            return add_changes(others, entry.name) or Change(entry.place, None)
        own = [c for c in changes if c.now.hamlet_id == entry.place.hamlet_id]
        return own[0] if own else Change(entry.place, None)

    def _step(self, change: Change) -> str:
        return ABSENT if change.step is None else self.about.points(change.step)

    def _draw_scale(self, paper: Paper, plot: Plot, points: float) -> None:
        middle = plot.bottom + days_height(points) - line_height(points) / 2
        widest = text_width(f"{TICKS[-1]}% ", points)
        # Where labels would touch, the two ends alone have one.
        step = 1 if widest < plot.x(TICKS[1]) - plot.x(0) else len(TICKS) - 1
        for number, tick in enumerate(TICKS[::step]):
            x = plot.x(tick)
            width, colour = (0.6, GRID) if tick else (0.8, MUTED)
            paper.rule(f"grid.{number}", x, plot.top, plot.bottom, width, colour)
            label = [f"{tick}%"]
            paper.lines(f"tick.{number}", label, x, middle, points, align="center")

    def _draw_common(
        self, paper: Paper, plot: Plot, top: float, rows: Rows
    ) -> float | None:
        """Draw the line of all hamlets; give where it is, in percent."""
        share = share_of(self.past.now.total())
        if share is None or len(self.past.now.sent) < 2:
            return None
        percent, points = float(100 * share), rows.points
        ends = [(plot.x(percent), plot.top), (plot.x(percent), plot.bottom)]
        paper.line("common", ends, 1.1, MUTED, pattern="dashed")
        total = self.past.now.total()
        words = self.about.say(
            "dumbbell_common",
            share=self.about.percent(total.enrolled, total.persons),
        )
        half = text_width(words, points) / 2
        x = min(max(plot.x(percent), plot.left + half), plot.right - half)
        middle = top - line_height(points) / 2 - 0.5
        paper.lines(
            "header.common", [words], x, middle, points, align="center", colour=MUTED
        )
        return percent

    def _draw_row(
        self,
        paper: Paper,
        plot: Plot,
        number: int,
        entry: Entry,
        change: Change,
        middle: float,
        rows: Rows,
        common: float | None,
    ) -> None:
        points, space = rows.points, 0.6 * rows.points * MM_PER_POINT
        now = share_of(change.now)
        before = None if change.step is None else share_of(change.before)
        if entry.kind == "never" or now is None:
            self._draw_absent(paper, plot, number, entry, middle, rows)
            return
        percents = [float(100 * s) for s in (before, now) if s is not None]
        # A field whose base line is the row's middle: marks keep their numbers.
        row = Plot(plot.left, 0, plot.right, middle, plot.most_x, 1)
        size = MARK * points
        if before is not None:
            ends = [(percents[0], 0.0), (percents[1], 0.0)]
            width = 0.28 * points
            paper.line(f"series.{number}", ends, width, JOIN, across=row.across)
            ring = {"kind": "ring", "across": row.across}
            paper.mark(f"point.{number}.0", percents[0], 0, 0.86 * size, MUTED, **ring)
        slow = change.is_slow and entry.kind == "place"
        paper.mark(
            f"point.{number}.1",
            percents[-1],
            0,
            0.9 * size if slow else size,
            WARNING if slow else BLUE,
            kind="diamond" if slow else "dot",
            across=row.across,
        )
        label = self.about.percent(change.now.enrolled, change.now.persons)
        x = plot.x(max(percents)) + size * MM_PER_POINT / 2 + 0.6 * space
        self._draw_share(paper, plot, number, label, x, middle, points, common)

    def _draw_share(
        self,
        paper: Paper,
        plot: Plot,
        number: int,
        label: str,
        x: float,
        middle: float,
        points: float,
        common: float | None,
    ) -> None:
        """Write a share, on a white plate where a line would run through it."""
        wide = text_width(label, points)
        crossed = [plot.x(tick) for tick in TICKS]
        crossed += [] if common is None else [plot.x(common)]
        if any(x - 0.5 < line < x + wide + 0.5 for line in crossed):
            high = 0.95 * points * MM_PER_POINT
            plate = (x - 0.4, middle - high / 2, wide + 0.8, high)
            paper.box(f"plate.{number}", *plate, WHITE, outline=NO_OUTLINE, above=True)
        paper.lines(f"share.{number}", [label], x, middle, points)

    def _draw_absent(
        self,
        paper: Paper,
        plot: Plot,
        number: int,
        entry: Entry,
        middle: float,
        rows: Rows,
    ) -> None:
        x, space = plot.left + 0.6 * rows.points * MM_PER_POINT, 1.0
        words = self.about.say("no_persons")
        if entry.kind == "never":
            words = self.about.say("not_sent")
            high = 0.6 * rows.pitch
            box = (plot.left, middle - high / 2, 1.6 * rows.pitch, high)
            paper.box(f"never.{number}", *box, WHITE, hatch=CONTEXT)
            x = plot.left + 1.6 * rows.pitch + 0.5 * rows.points * MM_PER_POINT
        wide, high = text_width(words, rows.points), 0.95 * rows.points * MM_PER_POINT
        plate = (x - space / 2, middle - high / 2, wide + space, high)
        paper.box(f"plate.{number}", *plate, WHITE, outline=NO_OUTLINE, above=True)
        paper.lines(f"absent.{number}", [words], x, middle, rows.points, colour=MUTED)
