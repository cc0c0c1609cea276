"""The layout of a card: one column on a page of Word, two on a slide."""

from __future__ import annotations

import math
from dataclasses import dataclass

from matplotlib.figure import Figure

from dophu.catalogue.about import About
from dophu.charts.burndown_facts import Burndown
from dophu.charts.burndown_plot import draw_burndown_in
from dophu.charts.card_parts import (
    Part,
    draw_groups,
    draw_headline,
    groups_height,
    heading_height,
    headline_height,
)
from dophu.charts.card_rows import (
    draw_main_reasons,
    draw_top,
    reasons_height,
    top_height,
    top_places,
    top_reasons,
)
from dophu.charts.kit.colours import BLUE
from dophu.charts.kit.frame import Caption, Frame, Size
from dophu.charts.kit.paper import line_height
from dophu.charts.reasons import ReasonTable
from dophu.tables.by_hamlet import GapTable

PLOT = 15.5  # lines of type: the height of the burn-down on a page
LEAST_PLOT = 9.5
RULE = 0.8  # lines of type under the rule that crosses the page
BETWEEN = 0.9  # lines of type between parts
GUTTER = 0.035  # of a slide's width


@dataclass(frozen=True)
class CardFacts:
    """What a card shows; ``said`` are sentences and whether each is a warning.

    ``got`` are the children who got a card since the date before, by hamlet.
    """

    table: GapTable
    down: Burndown
    why: ReasonTable
    got: dict[str, int | None] | None
    pace_title: str
    stated: tuple[tuple[str, bool], ...]


@dataclass(frozen=True)
class CardPage:
    """The card of one date at one size."""

    facts: CardFacts
    about: About
    size: Size

    def draw(self, caption: Caption) -> Figure:
        """Lay out the parts in the largest type in which all of them fit."""
        frame = Frame(self.size, caption, self.about)
        if not self.facts.table.sent:
            words = Caption(
                self.facts.pace_title,
                caption.title,
                (),
                caption.notes,
                caption.source,
                caption.simulated,
            )
            return Frame(self.size, words, self.about).draw(0).figure
        points = self._points(frame.room)
        lead = line_height(points)
        rule = RULE * lead
        wide = self.size.width - 2 * self.size.pad
        if self.size.height:
            paper = frame.draw(frame.room)
            left, gutter = self.size.pad, GUTTER * self.size.width
            half = (wide - gutter) / 2
            one = Part(paper, self.about, left, half, points)
            two = Part(paper, self.about, left + half + gutter, half, points)
            top, plot = frame.head + rule, frame.room - rule
            self._draw_left(one, top)
            below = self._left_height(half, points)
            self._draw_reasons(one, top + below, plot - below)
            plot -= self._top_height(half, points)
            self._draw_plot(two, top, plot - BETWEEN * lead)
            self._draw_top(two, top + plot)
        else:
            fixed = rule + self._left_height(wide, points)
            fixed += self._top_height(wide, points) + self._reasons_height(wide, points)
            fixed += BETWEEN * lead * 2
            plot = min(PLOT * lead, frame.room - fixed)
            if not self._has_course:
                plot = heading_height(self.facts.pace_title, wide, points)
            paper = frame.draw(fixed + plot)
            part = Part(paper, self.about, self.size.pad, wide, points)
            top = frame.head + rule
            self._draw_left(part, top)
            top += self._left_height(wide, points)
            self._draw_plot(part, top, plot)
            top += plot + BETWEEN * lead
            self._draw_top(part, top)
            top += self._top_height(wide, points) + BETWEEN * lead
            self._draw_reasons(part, top)
        ends = [(self.size.pad, frame.head), (self.size.pad + wide, frame.head)]
        paper.line("rule", ends, 1.6, BLUE)
        return paper.figure

    def _points(self, room: float) -> float:
        """Choose the largest type, a tenth of a point apart, in which all fits."""
        size, wide = self.size, self.size.width - 2 * self.size.pad
        points = size.base
        while points > size.smallest:
            lead = line_height(points)
            if size.height:
                half = (wide - GUTTER * size.width) / 2
                left = self._left_height(half, points)
                left += self._reasons_height(half, points)
                right = (LEAST_PLOT + BETWEEN) * lead + self._top_height(half, points)
                need = max(left, right) + RULE * lead
            else:
                need = self._left_height(wide, points) + self._top_height(wide, points)
                need += self._reasons_height(wide, points)
                need += (LEAST_PLOT + 2 * BETWEEN + RULE) * lead
            if need <= room:
                break
            # Rounded: tenths taken off as floats drift.
            points = round(points - 0.1, 1)
        return points

    @property
    def _number(self) -> str:
        return self.about.count(self.facts.table.total().gap)

    def _left_height(self, width: float, points: float) -> float:
        return (
            headline_height(self._number, self.facts.stated, width, points)
            + groups_height(self.facts.table, points)
            + BETWEEN * line_height(points)
        )

    def _draw_left(self, part: Part, top: float) -> None:
        facts = self.facts
        draw_headline(part, self._number, facts.stated, top)
        top += headline_height(self._number, facts.stated, part.width, part.points)
        draw_groups(part, facts.table, facts.table.total(), top)

    @property
    def _has_course(self) -> bool:
        """Test whether anybody was left on any date: of nobody there is no course."""
        return any(number for _, number in self.facts.down.totals)

    def _draw_plot(self, part: Part, top: float, height: float) -> None:
        end = part.heading("heading.pace", self.facts.pace_title, top)
        if not self._has_course:
            return
        box = (part.left, end, part.right, top + height)
        draw_burndown_in(part.paper, self.facts.down, box, part.points, self.about)

    def _top_title(self) -> str:
        shown = len(top_places(self.facts.table))
        left = sum(bool(place.gap) for place in self.facts.table.sent)
        key = "card_top" if shown < left else "card_top_all"
        return self.about.say(key, places_count=self.about.places(shown))

    def _top_height(self, width: float, points: float) -> float:
        places = top_places(self.facts.table)
        if not places:
            return 0.0
        return heading_height(self._top_title(), width, points) + top_height(
            self.facts.table, places, self.facts.got, self.about, width, points
        )

    def _draw_top(self, part: Part, top: float) -> None:
        places = top_places(self.facts.table)
        if places:
            top = part.heading("heading.top", self._top_title(), top)
            draw_top(part, self.facts.table, places, self.facts.got, top)

    def _reasons_title(self) -> str:
        return self.about.say("card_reasons")

    def _reasons_height(self, width: float, points: float) -> float:
        codes = top_reasons(self.facts.why)
        if not codes:
            return 0.0
        title = heading_height(self._reasons_title(), width, points)
        return title + reasons_height(codes, points)

    def _draw_reasons(self, part: Part, top: float, room: float = math.inf) -> None:
        """Draw as many of the main reasons as there is room for."""
        codes = top_reasons(self.facts.why)
        head = heading_height(self._reasons_title(), part.width, part.points)
        while codes and head + reasons_height(codes, part.points) > room:
            codes.pop()
        if codes:
            top = part.heading("heading.reasons", self._reasons_title(), top)
            draw_main_reasons(part, self.facts.why, codes, top)
