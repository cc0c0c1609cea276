"""How far each hamlet is, by age group: a table of percentages coloured by class."""

from __future__ import annotations

from typing import TYPE_CHECKING

from matplotlib.figure import Figure

from dophu.catalogue.about import About
from dophu.charts.heat_key import class_key
from dophu.charts.heat_table import HeatTable
from dophu.charts.kit.chart import Chart
from dophu.charts.kit.frame import SIZES, Size, caption_for, state_only
from dophu.charts.kit.row_layout import note_on_rest, notes_on_rows, ordered
from dophu.findings.nothing import nothing_counted
from dophu.findings.places import heat_title
from dophu.tables.by_hamlet import (
    GapTable,
    read_gaps,
    tidy_frame,
)
from dophu.tables.ranking import lowest_coverage_first

if TYPE_CHECKING:
    import pandas as pd


def draw_heat(gaps: pd.DataFrame, about: About) -> Chart:
    """Draw the share of children with a card by hamlet and age group, lowest first.

    Classes begin at 20, 40, 60 and 80 % whatever the data. A cell without
    children is hatched and says so; so is the row of a hamlet that never sent a
    list, which is in no total.

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
    title = heat_title(table, about)
    subtitle = about.say(
        "heat_subtitle",
        ages=about.ages,
        ordered=ordered("ordered_lowest", table, about),
    )
    order = [*sorted(table.sent, key=lowest_coverage_first), *table.never]
    notes = [*note_on_rest(table, about), *notes_on_rows(table, about)]

    why = nothing_counted(table, about)

    def draw(size: Size) -> Figure:
        heat = HeatTable(table, about, size)
        stated = [about.say("note_counts"), *notes] if heat.has_counts else notes
        caption = caption_for(
            about,
            title,
            subtitle,
            key=class_key(about),
            notes=stated,
            hamlets=len(table.sent) or None,
        )
        return state_only(caption, about)(size) if why else heat.draw(caption)

    data = tidy_frame(order, table.codes, about)
    alt = _alt(table, title, about)
    has_half = HeatTable(table, about, SIZES["half"]).has_room
    return Chart("heat", title, subtitle, alt, data, draw, why, has_half)


def _alt(table: GapTable, title: str, about: About) -> str:
    total = table.total()
    ranked = [
        place
        for place in sorted(table.sent, key=lowest_coverage_first)
        if place.persons
    ]
    if len(ranked) < 2:
        return about.say("heat_alt_short", title=title)
    lowest, highest = (
        f"{place.name} ({about.percent(place.enrolled, place.persons)})"
        for place in (ranked[0], ranked[-1])
    )
    share = about.percent(total.enrolled, total.persons)
    return about.say(
        "heat_alt", title=title, share=share, lowest=lowest, highest=highest
    )
