"""Where the children without a card are: hamlets as bars, the longest first."""

from __future__ import annotations

from typing import TYPE_CHECKING

from matplotlib.figure import Figure

from dophu.ages import UNKNOWN
from dophu.catalogue.about import About
from dophu.charts.kit.chart import Chart
from dophu.charts.kit.colours import CONTEXT
from dophu.charts.kit.frame import (
    KeyEntry,
    Size,
    caption_for,
    state_only,
)
from dophu.charts.kit.row_layout import (
    notes_on_rows,
    ordered,
    series,
)
from dophu.charts.stacked_rows import Beside, Part, StackedRows
from dophu.findings.nothing import nothing_left
from dophu.findings.places import ranked_title
from dophu.tables.by_hamlet import GapTable, Place, read_gaps, tidy_frame
from dophu.tables.ranking import most_missing_first

if TYPE_CHECKING:
    import pandas as pd


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
        ordered=ordered("ordered_most", table, about),
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
        return StackedRows(
            table, about, caption, size, most_missing_first,
            lambda place: _parts(table, place),
            about.say("ranked_bars"),
            Beside(
                about.noun("has_short"),
                lambda place: about.percent(place.enrolled, place.persons),
            ),
        ).draw()  # fmt: skip

    data = tidy_frame(order, table.codes, about)
    alt = _alt(table, title, about)
    return Chart("ranked", title, subtitle, alt, data, draw, why)


def _parts(table: GapTable, place: Place) -> list[Part]:
    return [
        Part(gap, fill, CONTEXT if code == UNKNOWN else None)
        for code, gap, fill in series(table, place)
    ]


def _alt(table: GapTable, title: str, about: About) -> str:
    ranked = sorted(table.sent, key=most_missing_first)
    if len(ranked) < 2 or not ranked[0].gap:
        return about.say("ranked_alt_short", title=title)
    most, least = (
        f"{place.name} ({about.count(place.gap)})" for place in (ranked[0], ranked[-1])
    )
    return about.say("ranked_alt", title=title, most=most, least=least)
