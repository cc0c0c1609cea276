"""Where a few hamlets hold most of what is left: organ pipes with a Pareto line."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from matplotlib.figure import Figure

from dophu.catalogue.about import About
from dophu.charts.kit.chart import Chart
from dophu.charts.kit.colours import BLUE, CONTEXT, INK, MUTED, WHITE
from dophu.charts.kit.fonts import MM_PER_POINT, text_width
from dophu.charts.kit.frame import (
    Caption,
    Frame,
    KeyEntry,
    Size,
    caption_for,
    state_only,
)
from dophu.charts.kit.paper import NO_OUTLINE, Paper, line_height
from dophu.charts.kit.row_layout import KEPT_ROWS, MOST_ROWS, marked, notes_on_rows
from dophu.charts.kit.scales import Plot, draw_heights
from dophu.charts.kit.wrap import shorten
from dophu.findings.nothing import nothing_to_rank
from dophu.findings.places import no_figures, share_held
from dophu.tables.by_hamlet import GapTable, Place, read_gaps
from dophu.tables.ranking import concentration, most_missing_first

if TYPE_CHECKING:
    import pandas as pd


HEIGHT = 0.5  # of a page's width: that of the field, if the list is not longer
LIST_SHARE = 0.4  # of the width, for the list of names
OUTLINED = 2.5  # millimetres: narrower pipes have no outline, which would hide them
FILLS = {True: (BLUE, "#FBD2AE"), False: (CONTEXT, "#FDEFE2")}
"""Filled and empty part of a pipe, by whether it is one of the leading."""

LEVELS = (0, 50, 100)  # percent
FEW = 20  # names that are set in the base size


def draw_organ(gaps: pd.DataFrame, about: About) -> Chart:
    """Draw each hamlet as a pipe: its width children, its filled height coverage.

    The empty area is the children without a card. Hamlets stand by them, the most
    first; the line adds them up. Hamlets without children have no pipe, and those
    that never sent a list are in no total; notes say so.

    Parameters
    ----------
    gaps
        One row a hamlet and age group, as ``coverage.gaps`` gives it.
    about
        What the figures are of.

    Raises
    ------
    ValueError
        If the table is not one of gaps; see ``charts.table.read_gaps``.
    """
    table = read_gaps(gaps, about)
    order = [p for p in sorted(table.sent, key=most_missing_first) if p.persons]
    most = concentration([place.gap for place in order])
    leading = 0 if most.is_even else most.hamlets
    title = organ_title(table, order, about)
    subtitle = about.say("organ_subtitle", ages=about.ages)
    total = table.total()
    key = []
    if order:
        has, lacks = about.noun("has_short"), about.noun("lacks_short")
        key = [
            KeyEntry(f"{has}: {about.count(total.enrolled)}", FILLS[True][0]),
            KeyEntry(f"{lacks}: {about.count(total.gap)}", FILLS[True][1]),
        ]
    if len(order) > 1 and total.gap:
        key.append(KeyEntry(about.say("organ_key_line"), INK, mark="solid"))
    notes = notes_on_rows(table, about)
    if 0 < leading < len(order):
        notes.append(about.say("organ_note", n_places=about.places(leading)))
    if empty := len(table.sent) - len(order):
        notes.append(about.say("organ_empty", places_count=about.places(empty)))
    caption = caption_for(
        about, title, subtitle, key=key, notes=notes, hamlets=len(table.sent) or None
    )

    why = nothing_to_rank(table, about)

    def draw(size: Size) -> Figure:
        if why:
            return state_only(caption, about)(size)
        return OrganPipes(order, leading, about, caption, size).draw()

    data = _data(order, about)
    return Chart("organ", title, subtitle, _alt(order, title, about), data, draw, why)


def organ_title(table: GapTable, order: Sequence[Place], about: About) -> str:
    """Say how few hamlets hold how large a share of the children without a card."""
    if words := no_figures(table, about):
        return words
    gap = sum(place.gap for place in order)
    if len(order) == 1:
        children = about.children(gap)
        return about.say(
            "ranked_lead_one", hamlet=order[0].name, children_count=children
        )
    left = [place for place in order if place.gap]
    if len(left) == 1:
        words = {"hamlet": left[0].name, "children_count": about.left(gap)}
        return about.lacking(about.say("organ_only", **words))
    most = concentration([place.gap for place in order])
    words = {
        "n": about.count(most.hamlets),
        "hamlet": order[0].name,
        "places_count": about.places(len(table.sent)),
        "share": share_held(most, about),
    }
    if most.is_even:
        words["children_count"] = about.left(gap)
        return about.lacking(about.say("organ_even", **words))
    return about.say("organ_one" if most.hamlets == 1 else "organ_few", **words)


def _alt(order: Sequence[Place], title: str, about: About) -> str:
    left = [place for place in order if place.gap][:3]
    if len(left) < 2:
        return about.say("organ_alt_short", title=title)
    names = [f"{place.name} ({about.count(place.gap)})" for place in left]
    return about.say("organ_alt", title=title, most=about.join(names))


def _data(order: Sequence[Place], about: About) -> pd.DataFrame:
    """Give one row a pipe in drawn order; ``cumulative`` is the line, 0 to 1."""
    import pandas as pd

    total = sum(place.gap for place in order)
    rows = []
    below = 0
    for place in order:
        below += place.gap
        rows.append(
            (
                place.hamlet_id,
                place.name,
                place.persons,
                place.enrolled,
                place.gap,
                place.enrolled / place.persons,
                below / total if total else None,
                (place.since or about.as_of).isoformat(),
            )
        )
    counts, shares = ["persons", "enrolled", "gap"], ["coverage", "cumulative"]
    columns = ["hamlet_id", "hamlet", *counts, *shares, "figures_of"]
    types = dict.fromkeys(counts, "Int64") | dict.fromkeys(shares, "Float64")
    return pd.DataFrame(rows, columns=columns).astype(types)


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
