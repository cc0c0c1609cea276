"""The parts of a card: headline, age groups, hamlets with most, main reasons."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from dophu.ages import UNKNOWN
from dophu.charts.colours import BLUE, CONTEXT, MUTED, WARNING, WHITE
from dophu.charts.fonts import MM_PER_POINT, text_width
from dophu.charts.paper import NO_OUTLINE, Paper, line_height
from dophu.charts.ranked_bars import series
from dophu.charts.reasons import OTHER, ReasonTable
from dophu.charts.rows import marked
from dophu.charts.table import GapTable, Place
from dophu.charts.wrap import shorten, wrap_balanced
from dophu.labels import UNCLEAR, About, reason_label

EMPTY = "#E3E8ED"  # the part of a bar that is not filled
HEADLINE, SAID, HEADING = 4.4, 1.3, 1.18  # of the type size
TOP, REASONS = 5, 3
GROUP, REASON, ROW = 2.35, 2.3, 1.45  # lines of type a bar, with its words
NAMES = 0.42  # of the width, that of the hamlets' names at most
ABSENT = "–"


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
    number: str, said: Sequence[tuple[str, bool]], width: float, points: float
) -> list[tuple[list[str], bool]]:
    """Break what stands beside the headline number; the first is its noun."""
    free = (
        width - text_width(number, HEADLINE * points, True) - 2 * points * MM_PER_POINT
    )
    sizes = [SAID * points, *(points,) * (len(said) - 1)]
    return [
        (wrap_balanced(text, free, size, not place), warns)
        for place, ((text, warns), size) in enumerate(zip(said, sizes, strict=True))
    ]


def headline_height(
    number: str, said: Sequence[tuple[str, bool]], width: float, points: float
) -> float:
    """Give the height of the headline and of what stands beside it."""
    lines = headline_lines(number, said, width, points)
    beside = sum(
        len(own) * line_height(points * (1 if place else SAID))
        for place, (own, _) in enumerate(lines)
    )
    return max(beside, 0.8 * HEADLINE * points * MM_PER_POINT) + 0.6 * line_height(
        points
    )


def draw_headline(
    part: Part, number: str, said: Sequence[tuple[str, bool]], top: float
) -> None:
    """Draw the number of children without a card, large, and sentences beside it."""
    points = part.points
    size = HEADLINE * points
    baseline = top + 0.74 * size * MM_PER_POINT
    part.paper.text(
        "headline", number, part.left, baseline, size, bold=True, colour=BLUE
    )
    x = part.left + text_width(number, size, True) + 1.6 * points * MM_PER_POINT
    lines = headline_lines(number, said, part.width, points)
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
        across = {"scale": scale, "origin": part.left, "outline": NO_OUTLINE}
        part.paper.box(f"whole.{number}", 0, y, max(persons, 1), high, EMPTY, **across)
        if enrolled:
            hatch = CONTEXT if code == UNKNOWN else None
            fill = fills.get(code, WHITE)
            part.paper.box(
                f"share_bar.{number}", 0, y, enrolled, high, fill, hatch=hatch, **across
            )


def top_places(table: GapTable) -> list[Place]:
    """Choose the hamlets with most children without a card, in their order."""
    ranked = sorted(table.sent, key=lambda place: -place.gap)
    return [place for place in ranked if place.gap][:TOP]


def top_height(places: Sequence[Place], points: float) -> float:
    """Give the height of the rows of hamlets with most, without their heading."""
    return (1.2 + ROW * len(places)) * line_height(points)


def draw_top(
    part: Part,
    table: GapTable,
    places: Sequence[Place],
    got: dict[str, int | None] | None,
    top: float,
) -> None:
    """Draw the hamlets with most: stacked bars, who got a card of late, coverage.

    ``got`` are the children who got a card, by hamlet; None without a ledger.
    """
    about, points, space = part.about, part.points, 0.7 * part.points * MM_PER_POINT
    shares = [about.percent(p.enrolled, p.persons) for p in places]
    head = about.noun("has_short")
    right = max(text_width(text, points) for text in (head, *shares))
    columns = [(part.right, head, shares, "share")]
    if got is not None:
        gains = [_gain(got.get(place.hamlet_id), place, about) for place in places]
        late = about.say("card_late")
        columns.append((part.right - right - 2 * space, late, gains, "gain"))
        right += 2 * space + max(text_width(text, points) for text in (late, *gains))
    for x, text, _, gid in columns:
        middle = top + part.line / 2
        part.paper.lines(f"header.{gid}", [text], x, middle, points, align="right",
                         colour=MUTED)  # fmt: skip
    most = NAMES * part.width
    names = [shorten(marked(place), most, points) for place in places]
    left = part.left + max(text_width(name, points) for name in names) + space
    number_width = max(text_width(about.count(p.gap), points, True) for p in places)
    room = part.right - right - left - number_width - 4 * space
    scale = room / max(place.gap for place in places)
    for number, (place, name) in enumerate(zip(places, names, strict=True)):
        middle = top + (1.2 + ROW * (number + 0.5)) * part.line
        x = left - space
        part.paper.lines(f"name.{number}", [name], x, middle, points, align="right")
        start, high = 0, 0.9 * part.line
        for piece, (code, gap, fill) in enumerate(series(table, place)):
            if gap:
                part.paper.box(
                    f"bar.{number}.{piece}", start, middle - high / 2, gap, high, fill,
                    hatch=CONTEXT if code == UNKNOWN else None,
                    scale=scale, origin=left,
                )  # fmt: skip
            start += gap
        label, x = [about.count(place.gap)], left + start * scale + 0.7 * space
        part.paper.lines(f"total.{number}", label, x, middle, points, bold=True)
        for x, _, texts, gid in columns:
            own = f"{gid}.{number}"
            part.paper.lines(own, [texts[number]], x, middle, points, align="right")


def _gain(number: int | None, place: Place, about: About) -> str:
    if number is None or place.since is not None:
        return ABSENT
    return f"+{about.count(number)}" if number else "0"


def top_reasons(table: ReasonTable) -> list[str]:
    """Choose the commonest reasons that say something."""
    return [code for code in table.counts if code not in (OTHER, UNCLEAR)][:REASONS]


def reasons_height(codes: Sequence[str], points: float) -> float:
    """Give the height of the main reasons, without their heading."""
    return REASON * line_height(points) * len(codes)


def draw_main_reasons(
    part: Part, table: ReasonTable, codes: Sequence[str], top: float
) -> None:
    """Draw the main reasons as bars under their words, each with its share of all."""
    about, points, space = part.about, part.points, 0.5 * part.points * MM_PER_POINT
    numbers = [about.count(table.counts[code]) for code in codes]
    shares = [
        about.say("reasons_share", share=about.percent(table.counts[c], table.total))
        for c in codes
    ]
    after = max(
        text_width(number, points, True) + text_width(share, points) + 2.5 * space
        for number, share in zip(numbers, shares, strict=True)
    )
    scale = (part.width - after) / max(table.counts[code] for code in codes)
    for number, code in enumerate(codes):
        y = top + REASON * part.line * number
        label = shorten(reason_label(code, about.language), part.width, points)
        middle = y + part.line / 2
        part.paper.lines(f"reason.{number}", [label], part.left, middle, points)
        y += 1.1 * part.line
        high = 0.75 * part.line
        fill = BLUE if code in table.leading else CONTEXT
        part.paper.box(
            f"reason_bar.{number}", 0, y, table.counts[code], high, fill,
            scale=scale, origin=part.left,
        )  # fmt: skip
        x = part.left + table.counts[code] * scale + space
        middle = y + high / 2
        part.paper.lines(f"reason_total.{number}", [numbers[number]], x, middle, points,
                         bold=True)  # fmt: skip
        x += text_width(numbers[number], points, True) + space
        part.paper.lines(f"reason_share.{number}", [shares[number]], x, middle, points,
                         colour=MUTED)  # fmt: skip
