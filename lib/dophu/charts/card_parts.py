"""The parts of a card: the headline number, what is said beside it, age groups."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from dophu.ages import UNKNOWN
from dophu.catalogue.about import About
from dophu.charts.kit.colours import BLUE, CONTEXT, WARNING, WHITE
from dophu.charts.kit.fonts import MM_PER_POINT, text_width
from dophu.charts.kit.paper import NO_OUTLINE, Paper, line_height
from dophu.charts.kit.row_layout import series
from dophu.charts.kit.wrap import shorten, wrap_balanced
from dophu.tables.by_hamlet import GapTable, Place

EMPTY = "#E3E8ED"  # the part of a bar that is not filled
HEADLINE, SAID, HEADING = 4.4, 1.3, 1.18  # of the type size
GROUP = 2.35  # lines of type a bar, with its words


@dataclass(frozen=True)
class Part:
    """Where a part is drawn: its left edge, its width, its type size."""

    paper: Paper
    about: About
    left: float
    width: float
    points: float

    @property
    def line(self) -> float:
        """Height of a line of type."""
        return line_height(self.points)

    @property
    def right(self) -> float:
        """The right edge."""
        return self.left + self.width

    def heading(self, gid: str, text: str, top: float) -> float:
        """Write a heading, cut where it is too wide; give where it ends."""
        size = HEADING * self.points
        words = wrap_heading(text, self.width, size)
        end = self.paper.paragraph(gid, words, self.left, top, size, bold=True)
        return end + 0.3 * self.line


def wrap_heading(text: str, width: float, size: float) -> list[str]:
    """Break a heading into at most two lines."""
    lines = wrap_balanced(text, width, size, True)
    if len(lines) > 2:
        lines = [*lines[:1], " ".join(lines[1:])]
    return [shorten(line, width, size, True) for line in lines]


def heading_height(text: str, width: float, points: float) -> float:
    """Give the height of a heading and the space under it."""
    lines = wrap_heading(text, width, HEADING * points)
    return len(lines) * line_height(HEADING * points) + 0.3 * line_height(points)


def headline_lines(
    number: str, stated: Sequence[tuple[str, bool]], width: float, points: float
) -> list[tuple[list[str], bool]]:
    """Break what stands beside the headline number; the first is its noun."""
    free = (
        width - text_width(number, HEADLINE * points, True) - 2 * points * MM_PER_POINT
    )
    sizes = [SAID * points, *(points,) * (len(stated) - 1)]
    return [
        (wrap_balanced(text, free, size, not place), warns)
        for place, ((text, warns), size) in enumerate(zip(stated, sizes, strict=True))
    ]


def headline_height(
    number: str, stated: Sequence[tuple[str, bool]], width: float, points: float
) -> float:
    """Give the height of the headline and of what stands beside it."""
    lines = headline_lines(number, stated, width, points)
    beside = sum(
        len(own) * line_height(points * (1 if place else SAID))
        for place, (own, _) in enumerate(lines)
    )
    return max(beside, 0.8 * HEADLINE * points * MM_PER_POINT) + 0.6 * line_height(
        points
    )


def draw_headline(
    part: Part, number: str, stated: Sequence[tuple[str, bool]], top: float
) -> None:
    """Draw the number of children without a card, large, and sentences beside it."""
    points = part.points
    size = HEADLINE * points
    baseline = top + 0.74 * size * MM_PER_POINT
    part.paper.text(
        "headline", number, part.left, baseline, size, bold=True, colour=BLUE
    )
    x = part.left + text_width(number, size, True) + 1.6 * points * MM_PER_POINT
    lines = headline_lines(number, stated, part.width, points)
    for place, (own, warns) in enumerate(lines):
        top = part.paper.paragraph(
            f"said.{place}",
            own,
            x,
            top,
            points * (1 if place else SAID),
            bold=not place,
            **({"colour": WARNING} if warns else {}),
        )


def groups_height(table: GapTable, points: float) -> float:
    """Give the height of the bars of age groups."""
    return GROUP * line_height(points) * len(table.codes)


def draw_groups(part: Part, table: GapTable, total: Place, top: float) -> None:
    """Draw a bar an age group, filled to its coverage, the youngest first."""
    fills = {code: fill for code, _, fill in series(table, total)}
    for number, code in enumerate(table.codes):
        persons = total.group_persons[number]
        enrolled = total.group_enrolled[number]
        y = top + GROUP * part.line * number
        middle = y + part.line / 2
        words = part.about.say(
            "card_group",
            enrolled=part.about.count(enrolled),
            persons=part.about.count(persons),
            share=part.about.percent(enrolled, persons),
            gap=part.about.count(persons - enrolled),
        )
        if not persons:
            words = part.about.say("no_persons")
        part.paper.lines(
            f"group_said.{number}", [words], part.right, middle, part.points,
            align="right",
        )  # fmt: skip
        free = part.width - text_width(words, part.points) - 2
        name = shorten(part.about.group(code), free, part.points, True)
        part.paper.lines(f"group.{number}", [name], part.left, middle, part.points,
                         bold=True)  # fmt: skip
        y += 1.05 * part.line
        high, scale = 0.75 * part.line, part.width / max(persons, 1)
        across = {"scale": scale, "origin": part.left}
        part.paper.box(f"whole.{number}", 0, y, max(persons, 1), high, EMPTY,
                       outline=NO_OUTLINE, **across)  # fmt: skip
        if enrolled:
            hatch = CONTEXT if code == UNKNOWN else None
            fill = fills.get(code, WHITE)
            # A pale one gets its outline: on its track it would be seen by nobody.
            part.paper.box(
                f"share_bar.{number}", 0, y, enrolled, high, fill, hatch=hatch, **across
            )
