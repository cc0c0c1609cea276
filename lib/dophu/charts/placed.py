"""How far each hamlet is, where it lies: on a map of tiles, or of its outlines.

Numbers on the map are those of the list beside it, lowest coverage first: names would
not fit into the small shapes of a commune.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from matplotlib.figure import Figure

from dophu.catalogue.about import About
from dophu.charts.heat_key import class_key
from dophu.charts.kit.chart import Chart
from dophu.charts.kit.colours import CONTEXT, WHITE
from dophu.charts.kit.frame import KeyEntry, Size, caption_for, state_only
from dophu.charts.kit.row_layout import notes_on_rows, ordered
from dophu.charts.placed_page import PlacedPage
from dophu.findings.nothing import nothing_counted
from dophu.findings.places import coverage_title
from dophu.tables.by_hamlet import GapTable, Place, read_gaps, tidy_frame
from dophu.tables.ranking import SMALL, lowest_coverage_first

if TYPE_CHECKING:
    import pandas as pd

    from dophu.campaign.map_shapes import Outline

NAMED = 6
"""Hamlets without a place on the map that its note names; the others are counted."""


def draw_tiles(
    gaps: pd.DataFrame, outlines: Mapping[str, Outline], about: About
) -> Chart:
    """Draw the coverage of hamlets on a map of tiles; see :func:`draw_map`."""
    return _draw("tiles", gaps, outlines, about)


def draw_map(
    gaps: pd.DataFrame, outlines: Mapping[str, Outline], about: About
) -> Chart:
    """Draw the coverage of hamlets where they lie, in the classes of all charts.

    A hamlet of few children, whose share says little, and one without a list are
    hatched, and the list beside the map says which they are.

    Parameters
    ----------
    gaps
        One row a hamlet and age group, as ``coverage.gaps`` gives it.
    outlines
        Of the hamlets, by id; those without are named below the map.
    about
        What the figures are of.

    Raises
    ------
    ValueError
        If the table is not one of gaps; see ``charts.table.read_gaps``.
    """
    return _draw("map", gaps, outlines, about)


def _draw(
    name: str, gaps: pd.DataFrame, outlines: Mapping[str, Outline], about: About
) -> Chart:
    table = read_gaps(gaps, about)
    coloured = sorted(filter(is_coloured, table.sent), key=lowest_coverage_first)
    hatched = [p for p in table.sent if not is_coloured(p)] + [*table.never]
    order = [place for place in (*coloured, *hatched) if place.hamlet_id in outlines]
    shown = [place for place in coloured if place.hamlet_id in outlines]
    title = coverage_title(table, shown, about)
    subtitle = about.say(
        "placed_subtitle",
        ages=about.ages,
        ordered=ordered("ordered_lowest", table, about),
    )
    few = about.say("placed_few", few=SMALL)
    key = class_key(about)
    if len(order) > len(shown):
        key.append(KeyEntry(few, WHITE, CONTEXT))
    notes = [about.say("placed_tiles")] if name == "tiles" else []
    notes += [*_not_on_map(table, outlines, about), *notes_on_rows(table, about)]
    hamlets = len(table.sent) or None
    caption = caption_for(about, title, subtitle, key=key, notes=notes, hamlets=hamlets)
    why = nothing_counted(table, about)
    if not why and not order:
        why = about.say("placed_none")

    def draw(size: Size) -> Figure:
        if why:
            return state_only(caption, about)(size)
        here = {place.hamlet_id: outlines[place.hamlet_id] for place in order}
        return PlacedPage(order, here, about, size, name == "tiles").draw(caption)

    parts = "; ".join(
        f"{place.name} {about.percent(place.enrolled, place.persons)}"
        for place in shown[:NAMED]
    )
    kind = about.say(f"placed_kind_{name}")
    alt = about.say("placed_alt", kind=kind, title=title, parts=parts or few)
    data = tidy_frame(order, table.codes, about)
    return Chart(name, title, subtitle, alt, data, draw, why, has_half=False)


def is_coloured(place: Place) -> bool:
    """Test whether a hamlet has children enough for its share to be a colour."""
    return place.is_sent and place.persons >= SMALL


def _not_on_map(
    table: GapTable, outlines: Mapping[str, Outline], about: About
) -> list[str]:
    names = [place.name for place in table.places if place.hamlet_id not in outlines]
    if not names:
        return []
    stated = about.join(names[:NAMED])
    notes = [about.say("placed_not_on_map", names=stated)]
    rest = len(names) - NAMED
    if rest > 0:
        notes.append(about.say("placed_rest", places_count=about.places(rest)))
    return notes
