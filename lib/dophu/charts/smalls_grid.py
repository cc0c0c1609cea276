"""The drawing of small multiples: a panel a hamlet, all on one scale."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from matplotlib.figure import Figure

from dophu.catalogue.about import About
from dophu.charts.kit.colours import BLUE, CONTEXT, GRID, MUTED, WARNING, WHITE
from dophu.charts.kit.fonts import MM_PER_POINT, text_width
from dophu.charts.kit.frame import Caption, Frame, Size
from dophu.charts.kit.paper import NO_OUTLINE, Paper, line_height
from dophu.charts.kit.row_layout import marked
from dophu.charts.kit.scales import Plot, days_height
from dophu.charts.kit.wrap import wrap_name, wrap_short
from dophu.findings.change import share_of
from dophu.tables.by_hamlet import Place
from dophu.tables.history import History

LEVELS = (0, 50, 100)  # percent
GUTTER = 1.6  # of the type size, between panels
LEAST = 2.3  # heights of a panel's field in lines of type; the most it has on a page
MOST = 3.6
MOST_ON_SLIDE = 7.0
LEAST_WIDTH = 2.2  # of a field, in widths of the number beside it
FEW = 4  # panels that have twice the height
WIDEST = 3.6  # times as wide as high, the flattest field that still shows a slope
NAME_LINES = 2


@dataclass(frozen=True)
class Panel:
    """A field: ``kind`` is ``total``, ``place``, ``rest`` or ``never``.

    ``shares`` are (date, percent) of the dates with figures and children.
    """

    kind: str
    name: str
    place: Place
    shares: tuple[tuple[date, float], ...]


def shares_of(series: Sequence[tuple[date, Place]]) -> tuple[tuple[date, float], ...]:
    """Give coverage by date in percent; dates on which there is none are left out."""
    known = ((day, share_of(place)) for day, place in series)
    return tuple((day, float(100 * share)) for day, share in known if share is not None)


@dataclass(frozen=True)
class Grid:
    """How panels stand: columns, rows, type size, widths and heights in mm."""

    columns: int
    rows: int
    points: float
    left: float
    panel: float
    names: float
    field: float

    @property
    def pitch(self) -> float:
        """Give the height from one row's top to the next."""
        lead = line_height(self.points)
        return self.names + lead + self.field + 0.5 * lead


@dataclass
class SmallMultiples:
    """The panels of one history at one size; ``slow`` are the hamlets that stalled."""

    past: History
    order: tuple[Place, ...]
    about: About
    caption: Caption
    size: Size
    slow: frozenset[str] = frozenset()

    def draw(self) -> Figure:
        """Choose a grid that fits, then draw panel after panel."""
        frame = Frame(self.size, self.caption, self.about)
        if not self.past.now.places:
            return frame.draw(0).figure
        panels, grid = self._fit(frame.room)
        dates = self.past.dates
        below = days_height(grid.points)
        paper = frame.draw(grid.pitch * grid.rows + below)
        for number, panel in enumerate(panels):
            row, column = divmod(number, grid.columns)
            left = self.size.pad + grid.left
            left += column * (grid.panel + self._gutter(grid.points))
            top = frame.head + row * grid.pitch + grid.names
            top += line_height(grid.points)
            width = self._value_width(grid.points)
            plot = Plot(left, top, left + grid.panel - width, top + grid.field,
                        max((dates[-1] - dates[0]).days, 1), 100)  # fmt: skip
            is_lowest = number + grid.columns >= len(panels)
            common = panels[0] if number and panels[0].kind == "total" else None
            edges = not column, is_lowest
            self._draw_panel(paper, number, panel, plot, grid, edges, common)
        return paper.figure

    def _gutter(self, points: float) -> float:
        return GUTTER * points * MM_PER_POINT

    def _value_width(self, points: float) -> float:
        widest = text_width(self.about.percent(999, 1000), points, True)
        return widest + 0.9 * points * MM_PER_POINT

    def _fit(self, room: float) -> tuple[list[Panel], Grid]:
        """Show all panels in as few columns as fit, else the first and the rest."""
        panels = self._panels(len(self.order))
        most = self._most(room)
        for points in (self.size.base, self.size.smallest):
            grid = self._grid(panels, points, room) if len(panels) <= most else None
            if grid:
                return panels, grid
        for kept in range(min(len(self.order), most), -1, -1):
            panels = self._panels(kept, never_named=False)
            if grid := self._grid(panels, self.size.smallest, room):
                break
        else:
            raise ValueError("there is no room for a panel")
        return panels, grid

    def _panels(self, kept: int, never_named: bool = True) -> list[Panel]:
        """Give the fields: the unit, hamlets, the rest, those that never sent."""
        past, about, panels = self.past, self.about, []
        if len(self.order) > 1:
            total = past.now.total(about.unit_total)
            panels = [Panel("total", total.name, total, shares_of(past.totals()))]
        panels += self._places[:kept]
        if rest := self.order[kept:]:
            words = about.say("rest", places_count=about.places(len(rest)))
            series = past.sums({place.hamlet_id for place in rest}, words)
            panels.append(Panel("rest", words, series[-1][1], shares_of(series)))
        never = past.now.never
        if never and not never_named:
            words = about.say("not_sent_many", places_count=about.places(len(never)))
            return [*panels, Panel("never", words, never[0], ())]
        return panels + [Panel("never", place.name, place, ()) for place in never]

    @cached_property
    def _places(self) -> list[Panel]:
        """Give the fields of all hamlets: made once, however many are tried."""
        series: dict[str, list[tuple[date, Place]]] = {}
        for day, table in zip(self.past.dates, self.past.tables, strict=True):
            for place in table.sent:
                series.setdefault(place.hamlet_id, []).append((day, place))
        return [
            Panel("place", marked(place), place, shares_of(series[place.hamlet_id]))
            for place in self.order
        ]

    def _most(self, room: float) -> int:
        """Give a number of fields that cannot be exceeded, all names on one line."""
        lead, points = line_height(self.size.smallest), self.size.smallest
        across = self.size.width / (LEAST_WIDTH * self._value_width(points))
        return int(across * room / ((LEAST + 2.5) * lead))

    def _grid(self, panels: Sequence[Panel], points: float, room: float) -> Grid | None:
        """Choose the columns that leave the fewest panels empty, if any fit."""
        lead, size = line_height(points), self.size
        left = text_width("100", points) + 0.5 * points * MM_PER_POINT
        inner = size.width - 2 * size.pad - left
        least_panel = LEAST_WIDTH * self._value_width(points)
        found = []
        for columns in range(1, len(panels) + 1):
            panel = (inner + self._gutter(points)) / columns - self._gutter(points)
            if panel < least_panel:
                break
            rows = -(-len(panels) // columns)
            names = lead * max(len(self._name(p, panel, points)) for p in panels)
            free = (room - days_height(points)) / rows - names - 1.5 * lead
            wide = panel - self._value_width(points)
            most = MOST_ON_SLIDE if size.height else MOST
            field = min(free, most * lead * (2 if len(panels) <= FEW else 1))
            if field < LEAST * lead or wide > WIDEST * field and columns < len(panels):
                continue
            empty = rows * columns - len(panels)
            found.append(
                ((empty, rows), Grid(columns, rows, points, left, panel, names, field))
            )
        return min(found, key=lambda pair: pair[0])[1] if found else None

    def _name(self, panel: Panel, width: float, points: float) -> list[str]:
        name = wrap_name(panel.name, width, points, True)
        if len(name) <= NAME_LINES:
            return name
        return wrap_short(panel.name, width, points, NAME_LINES, True)

    def _draw_panel(
        self,
        paper: Paper,
        number: int,
        panel: Panel,
        plot: Plot,
        grid: Grid,
        edges: tuple[bool, bool],
        common: Panel | None,
    ) -> None:
        points, lead = grid.points, line_height(grid.points)
        name = self._name(panel, grid.panel, points)
        middle = plot.top - lead - lead * len(name) / 2
        paper.lines(f"name.{number}", name, plot.left, middle, points, bold=True)
        words = self.about.say("not_sent")
        if panel.kind != "never":
            gap = self.about.children(panel.place.gap)
            words = self.about.say("smalls_left", children_count=gap)
            if not panel.place.persons:
                words = self.about.say("no_persons")
        paper.lines(
            f"left.{number}", [words], plot.left, plot.top - lead / 2, points,
            colour=MUTED,
        )  # fmt: skip
        if panel.kind == "never":
            wide, high = plot.right - plot.left, plot.bottom - plot.top
            box = (plot.left, plot.top, wide, high)
            paper.box(f"never.{number}", *box, WHITE, hatch=CONTEXT, outline=NO_OUTLINE)
            return
        self._draw_scale(paper, number, plot, points, *edges)
        self._draw_lines(paper, number, panel, plot, points, common)

    def _draw_scale(
        self,
        paper: Paper,
        number: int,
        plot: Plot,
        points: float,
        is_first: bool,
        is_lowest: bool,
    ) -> None:
        for level in LEVELS:
            ends = [(plot.left, plot.y(level)), (plot.right, plot.y(level))]
            width, colour = (0.5, GRID) if level else (0.7, MUTED)
            paper.line(f"level.{number}.{level}", ends, width, colour)
            if is_first:
                x = plot.left - 0.4 * points * MM_PER_POINT
                gid = f"height.{number}.{level}"
                paper.lines(gid, [str(level)], x, plot.y(level), points, align="right")
        if not is_lowest:
            return
        dates = self.past.dates
        first, last = (self.about.day(day) for day in (dates[0], dates[-1]))
        middle = plot.bottom + days_height(points) - line_height(points) / 2
        paper.lines(f"day.{number}.0", [first], plot.left, middle, points)
        if len(dates) > 1:
            paper.lines(f"day.{number}.1", [last], plot.right, middle, points,
                        align="center")  # fmt: skip

    def _draw_lines(
        self,
        paper: Paper,
        number: int,
        panel: Panel,
        plot: Plot,
        points: float,
        common: Panel | None,
    ) -> None:
        dates = self.past.dates
        is_slow = panel.kind == "place" and panel.place.hamlet_id in self.slow
        colour = MUTED if panel.kind == "total" else WARNING if is_slow else BLUE

        def line(shares: Sequence[tuple[date, float]]) -> list[tuple[float, float]]:
            return [((day - dates[0]).days, share) for day, share in shares]

        if common is not None and len(common.shares) > 1:
            paper.line(
                f"series.{number}.common", line(common.shares), 0.13 * points, MUTED,
                pattern="dotted", across=plot.across,
            )  # fmt: skip
        ends = line(panel.shares)
        if len(ends) > 1:
            paper.line(
                f"series.{number}.own", ends, 0.22 * points, colour, across=plot.across
            )
        if not ends or panel.shares[-1][0] != dates[-1]:
            return
        x, y = ends[-1]
        kind, size = ("diamond", 0.85) if is_slow else ("dot", 0.62)
        paper.mark(
            f"point.{number}", x, y, size * points, colour, kind=kind,
            across=plot.across,
        )  # fmt: skip
        label = self.about.percent(panel.place.enrolled, panel.place.persons)
        x_label = plot.x(x) + (size - 0.02) * points * MM_PER_POINT
        half = line_height(points) / 2
        middle = min(max(plot.y(y), plot.top + 0.2 * half), plot.bottom - 0.6 * half)
        paper.lines(f"share.{number}", [label], x_label, middle, points, bold=True)
