"""Where the children without a card are: hamlets as bars, the longest first."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from matplotlib.figure import Figure

from dophu.ages import UNKNOWN
from dophu.catalogue.about import About
from dophu.charts.kit.chart import Chart
from dophu.charts.kit.colours import CONTEXT, MUTED, WHITE, ink_on
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
from dophu.charts.kit.row_layout import (
    Entry,
    Rows,
    choose_rows,
    fit_rows,
    notes_on_rows,
    series,
)
from dophu.charts.kit.wrap import wrap_short
from dophu.findings.nothing import nothing_left
from dophu.findings.places import ranked_title
from dophu.tables.by_hamlet import GapTable, read_gaps, tidy_frame
from dophu.tables.ranking import most_missing_first

if TYPE_CHECKING:
    import pandas as pd


THICKNESS = 0.74
"""Height of a bar as a share of its row."""

SEAM = 1.2  # points of white between stacked parts, which differ by 3:1 at least
NARROW = 0.9  # millimetres: a part so thin gets no seam, which would hide it


def draw_ranked(gaps: pd.DataFrame, about: About) -> Chart:
    """Draw who has no card yet as stacked bars by hamlet, the longest bar first.

    The oldest group is at the baseline. A hamlet that never sent a list is listed
    last and hatched, and is in no total; one whose figures are of an earlier day
    has an asterisk. Of more than forty hamlets, thirty and the sum of the rest.

    Parameters
    ----------
    gaps
        One row a hamlet and age group, as ``coverage.gaps`` gives it; counts are
        missing for a hamlet that never sent a list.
    about
        What the figures are of.

    Raises
    ------
    ValueError
        If the table is not one of gaps; see ``charts.table.read_gaps``.
    """
    table = read_gaps(gaps, about)
    order = [*sorted(table.sent, key=most_missing_first), *table.never]
    title = ranked_title(table, about)
    subtitle = about.say(
        "ranked_subtitle",
        ages=about.ages,
        children_title=about.noun("children").capitalize(),
        deadline=about.deadline_words,
    )
    total = table.total()
    key = [
        KeyEntry(
            about.say("key_count", group=about.group(code), gap=about.count(gap)),
            fill,
            CONTEXT if code == UNKNOWN else None,
        )
        for code, gap, fill in series(table, total)
        if table.sent
    ]
    caption = caption_for(
        about,
        title,
        subtitle,
        key=key,
        notes=notes_on_rows(table, about),
        hamlets=len(table.sent) or None,
    )

    why = nothing_left(table, about)

    def draw(size: Size) -> Figure:
        if why:
            return state_only(caption, about)(size)
        return RankedBars(table, about, caption, size).draw()

    data = tidy_frame(order, table.codes, about)
    alt = _alt(table, title, about)
    return Chart("ranked", title, subtitle, alt, data, draw, why)


def _alt(table: GapTable, title: str, about: About) -> str:
    ranked = sorted(table.sent, key=most_missing_first)
    if len(ranked) < 2 or not ranked[0].gap:
        return about.say("ranked_alt_short", title=title)
    most, least = (
        f"{place.name} ({about.count(place.gap)})" for place in (ranked[0], ranked[-1])
    )
    return about.say("ranked_alt", title=title, most=most, least=least)


@dataclass
class RankedBars:
    """The ranked bars of one table at one size."""

    table: GapTable
    about: About
    caption: Caption
    size: Size

    def draw(self) -> Figure:
        """Lay out all columns, then draw row after row."""
        size, about = self.size, self.about
        frame = Frame(size, self.caption, about)
        widest_head = 0.16 * size.width
        head = wrap_short(about.noun("has_short"), widest_head, size.base)
        room = frame.room - line_height(size.base) * len(head) - 0.5
        entries = choose_rows(self.table, most_missing_first, about, size, room)
        rows = fit_rows([entry.name for entry in entries], size, room)
        points = rows.points
        head_height = line_height(points) * len(head) + 0.5
        shares = [self._share(entry) for entry in entries]
        right = max(text_width(text, points) for text in (*head, *shares))
        paper = frame.draw(head_height + rows.height)
        space = 0.6 * points * MM_PER_POINT
        left = size.pad + rows.names_width + space
        end = size.width - size.pad - right - space
        bottom = frame.head + head_height
        header = about.say("ranked_bars")
        first = bottom - line_height(points) / 2 - 0.5
        paper.lines("header.bars", [header], left, first, points, colour=MUTED)
        middle = bottom - line_height(points) * len(head) / 2 - 0.5
        edge = size.width - size.pad
        paper.lines(
            "header.share", head, edge, middle, points, align="right", colour=MUTED
        )
        scale = self._scale(entries, end - left - space, points)
        paper.rule("baseline", left, bottom, bottom + rows.height, 0.8, MUTED)
        for number, entry in enumerate(entries):
            middle = bottom + rows.middles[number]
            for gid, lines, x in (
                (f"name.{number}", rows.lines[number], left - space),
                (f"share.{number}", [shares[number]], edge),
            ):
                paper.lines(gid, lines, x, middle, points, align="right")
            self._draw_row(paper, number, entry, left, middle, scale, rows)
        return paper.figure

    def _share(self, entry: Entry) -> str:
        if entry.kind == "never":
            return "–"
        return self.about.percent(entry.place.enrolled, entry.place.persons)

    def _scale(self, entries: list[Entry], room: float, points: float) -> float:
        """Millimetres a child, so that every bar and the number after it fit."""
        scales = [
            (room - text_width(self.about.count(gap), points, True)) / gap
            for gap in (e.place.gap for e in entries if e.kind == "place")
            if gap
        ]
        return min(scales, default=1.0)

    def _draw_row(
        self,
        paper: Paper,
        number: int,
        entry: Entry,
        left: float,
        middle: float,
        scale: float,
        rows: Rows,
    ) -> None:
        thick = THICKNESS * rows.pitch
        top = middle - thick / 2
        space = 0.5 * rows.points * MM_PER_POINT
        if entry.kind == "never":
            side = 1.6 * rows.pitch
            paper.box(f"never.{number}", left, top, side, thick, WHITE, hatch=CONTEXT)
            words = [self.about.say("not_sent")]
            x = left + side + space
            paper.lines(f"absent.{number}", words, x, middle, rows.points, colour=MUTED)
            return
        if entry.kind == "rest":
            words = [self.about.children(entry.place.gap)]
            paper.lines(
                f"total.{number}", words, left + space, middle, rows.points, bold=True
            )
            return
        start = 0
        for part, (code, gap, fill) in enumerate(series(self.table, entry.place)):
            if not gap:
                continue
            hatch = CONTEXT if code == UNKNOWN else None
            paper.box(
                f"bar.{number}.{part}",
                start,
                top,
                gap,
                thick,
                fill,
                hatch=hatch,
                scale=scale,
                origin=left,
            )
            self._number_inside(
                paper, f"{number}.{part}", left + start * scale, gap, scale, fill,
                middle, rows, plate=hatch is not None,
            )  # fmt: skip
            if start and min(start, gap) * scale > NARROW:
                x = left + start * scale
                paper.rule(f"seam.{number}.{part}", x, top, top + thick, SEAM, WHITE)
            start += gap
        total = [self.about.count(entry.place.gap)]
        x = left + start * scale + space
        paper.lines(f"total.{number}", total, x, middle, rows.points, bold=True)

    def _number_inside(
        self,
        paper: Paper,
        place: str,
        x: float,
        gap: int,
        scale: float,
        fill: str,
        middle: float,
        rows: Rows,
        plate: bool,
    ) -> None:
        text = self.about.count(gap)
        width = text_width(text, rows.points)
        if width + 1.6 > gap * scale:
            return
        centre = x + gap * scale / 2
        if plate:
            high = min(line_height(rows.points), THICKNESS * rows.pitch - 0.5)
            x = centre - width / 2 - 0.5
            gid = f"plate.{place}"
            paper.box(
                gid, x, middle - high / 2, width + 1, high, WHITE, outline=NO_OUTLINE
            )
        paper.lines(
            f"part.{place}",
            [text],
            centre,
            middle,
            rows.points,
            align="center",
            colour=ink_on(fill),
        )
