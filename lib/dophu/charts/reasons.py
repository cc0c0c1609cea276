"""Why children have no card: reasons as bars, each child counted once."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd
from matplotlib.figure import Figure

from dophu.catalogue.about import About
from dophu.catalogue.columns import NO_REASON
from dophu.catalogue.numbers import lower_first
from dophu.catalogue.sentences import REASONS
from dophu.charts.kit.chart import Chart
from dophu.charts.kit.colours import BLUE, CONTEXT, MUTED, WHITE
from dophu.charts.kit.fonts import MM_PER_POINT, text_width
from dophu.charts.kit.frame import Caption, Frame, Size, caption_for, state_only
from dophu.charts.kit.row_layout import fit_rows
from dophu.findings.places import no_figures
from dophu.tables.by_hamlet import read_gaps
from dophu.tables.by_reach import REACHABLE
from dophu.tables.ranking import OTHER, leading_reasons

THICKNESS = 0.66
ROOM_A_ROW = 1.2  # times a hamlet's row: there are few reasons, with longer names
COLUMNS = ("hamlet_id", "reason", "children", "reachable")


@dataclass(frozen=True)
class ReasonTable:
    """Children by reason in the order of the picture, and by when they can come.

    ``leading`` are the reasons a title may name: the first two, fewer where what
    follows is as large; never "other reason" and never "no reason given".
    """

    counts: dict[str, int]
    reach: dict[str, int]
    leading: tuple[str, ...]

    @property
    def total(self) -> int:
        """All children without a card."""
        return sum(self.counts.values())

    @property
    def unclear(self) -> int:
        """Children for whom no reason is given."""
        return self.counts.get(NO_REASON, 0)


def read_reasons(reasons: pd.DataFrame) -> ReasonTable:
    """Add up a table of reasons over hamlets and age groups.

    Raises
    ------
    ValueError
        If a column is missing.
    """
    missing = [column for column in COLUMNS if column not in reasons]
    if missing:
        raise ValueError(f"the table of reasons lacks {', '.join(missing)}")
    known = reasons[reasons["children"].notna()]
    sums = {
        str(code): int(number)
        for code, number in known.groupby("reason")["children"].sum().items()
        if number
    }
    book = list(REASONS)

    def place(code: str) -> tuple[int, int, int, str]:
        last = 2 if code == NO_REASON else 1 if code == OTHER else 0
        # Of equals the code book's order, a campaign's own reasons behind it.
        at = book.index(code) if code in book else len(book)
        return last, -sums[code], at, code

    counts = {code: sums[code] for code in sorted(sums, key=place)}
    reach = known.groupby("reachable")["children"].sum()
    able = {key: int(reach.get(key, 0)) for key in REACHABLE}
    return ReasonTable(counts, able, leading_reasons(counts))


def draw_reasons(
    reasons: pd.DataFrame, about: About, gaps: pd.DataFrame | None = None
) -> Chart:
    """Draw why children have no card as bars, the commonest reason first.

    Children for whom no reason is given are last and hatched, never left out.

    Parameters
    ----------
    reasons
        One row a hamlet, age group and reason: ``hamlet_id``, ``reason`` (code),
        ``children``, ``reachable`` (``now``, ``later``, ``no``, ``unknown``).
    about
        What the figures are of.
    gaps
        The table of gaps, which says whether nobody is left or nobody was listed.

    Raises
    ------
    ValueError
        If a column is missing.
    """
    table = read_reasons(reasons)
    whole = "" if gaps is None else no_figures(read_gaps(gaps, about), about)
    title = whole or _title(table, about)
    total = about.children(table.total)
    key = "reasons_subtitle" if table.total else "reasons_subtitle_nobody"
    subtitle = about.say(key, children_count=total, ages=about.ages)
    caption = caption_for(about, title, subtitle, notes=[_reach(table, about)])

    why = _nothing(table, title, about)

    def draw(size: Size) -> Figure:
        if why:
            return state_only(caption, about)(size)
        return _draw(table, about, caption, size)

    data = _data(table, about)
    alt = _alt(table, title, about)
    return Chart("reasons", title, subtitle, alt, data, draw, why)


def _nothing(table: ReasonTable, title: str, about: About) -> str:
    """Say why there are no reasons to draw: nobody is left, or none is known."""
    if not table.total:
        return lower_first(title)
    unclear = table.unclear == table.total
    return about.say("nothing_reasons") if unclear else ""


def _title(table: ReasonTable, about: About) -> str:
    counts, total = table.counts, table.total

    def share(number: int) -> str:
        return about.percent(number, total, 0)

    if not about.has_lists:
        return about.say("title_no_list")
    if total == 0:
        whole = "title_lists_complete" if about.never_sent else "title_nobody_left"
        return about.say(whole)
    if table.unclear == total:
        stated = about.say("reasons_unclear_all", children_count=about.left(total))
        return about.lacking(stated)
    if 2 * table.unclear > total:
        return about.say("reasons_unclear_most", share=share(table.unclear))
    named = [code for code in counts if code not in (OTHER, NO_REASON)]
    if not named:
        return about.say("reasons_other", share=share(counts[OTHER]))
    words = [lower_first(about.reason(c)) for c in table.leading]
    if len(words) == 2:
        both = share(sum(counts[code] for code in table.leading))
        return about.say("reasons_two", share=both, first=words[0], second=words[1])
    if words and counts[named[0]] == total:
        left = about.left(total)
        stated = about.say("reasons_only", children_count=left, first=words[0])
        return about.lacking(stated)
    if words:
        return about.say("reasons_one", share=share(counts[named[0]]), first=words[0])
    tied = sum(counts[code] == counts[named[0]] for code in named)
    return about.say("reasons_tied", n=tied, share=share(counts[named[0]]))


def _reach(table: ReasonTable, about: About) -> str:
    parts = [
        about.say(f"can_come_{key}", count=about.count(number))
        for key, number in table.reach.items()
        if number
    ]
    # Where nothing is known of it there is nothing to say.
    if not any(table.reach[key] for key in REACHABLE[:-1]):
        return ""
    return about.say("reach_line", parts="; ".join(parts))


def _alt(table: ReasonTable, title: str, about: About) -> str:
    parts = [
        f"{about.reason(code)}: {about.count(number)}"
        for code, number in table.counts.items()
    ]
    key = "reasons_alt" if parts else "reasons_alt_short"
    return about.say(key, title=title, parts="; ".join(parts))


def _data(table: ReasonTable, about: About) -> pd.DataFrame:

    rows = [
        (code, about.reason(code), number, number / table.total)
        for code, number in table.counts.items()
    ]
    return pd.DataFrame(rows, columns=["reason", "label", "children", "share"])


def _draw(table: ReasonTable, about: About, caption: Caption, size: Size) -> Figure:
    frame = Frame(size, caption, about)
    labels = [about.reason(code) for code in table.counts]
    roomy = size.with_rows(ROOM_A_ROW)
    rows = fit_rows(labels, roomy, frame.room)
    paper = frame.draw(rows.height)
    points, space = rows.points, 0.6 * rows.points * MM_PER_POINT
    left, top = size.pad + rows.names_width + space, frame.head
    numbers = {code: about.count(n) for code, n in table.counts.items()}
    shares = {
        code: about.say("reasons_share", share=about.percent(n, table.total))
        for code, n in table.counts.items()
    }
    room = size.width - size.pad - left - 2 * space
    scale = min(
        (
            (
                room
                - text_width(numbers[c], points, True)
                - text_width(shares[c], points)
            )
            / n
            for c, n in table.counts.items()
        ),
        default=1.0,
    )
    if rows.height:
        paper.rule("baseline", left, top, top + rows.height, 0.8, MUTED)
    for row, (code, n) in enumerate(table.counts.items()):
        middle, thick = top + rows.middles[row], THICKNESS * rows.pitch
        x = left - space
        paper.lines(f"name.{row}", rows.lines[row], x, middle, points, align="right")
        fill = (
            WHITE if code == NO_REASON else BLUE if code in table.leading else CONTEXT
        )
        hatch = CONTEXT if code == NO_REASON else None
        bar, upper = f"bar.{row}.0", middle - thick / 2
        across = {"scale": scale, "origin": left}
        paper.box(bar, 0, upper, n, thick, fill, hatch=hatch, **across)
        x = left + n * scale + space
        paper.lines(f"total.{row}", [numbers[code]], x, middle, points, bold=True)
        x += text_width(numbers[code], points, True) + space
        paper.lines(f"share.{row}", [shares[code]], x, middle, points, colour=MUTED)
    return paper.figure
