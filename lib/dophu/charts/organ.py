"""Where a few hamlets hold most of what is left: a Pareto table with bars in it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from matplotlib.figure import Figure

from dophu.catalogue.about import About
from dophu.charts.kit.chart import Chart
from dophu.charts.kit.frame import KeyEntry, Size, caption_for, state_only
from dophu.charts.kit.row_layout import notes_on_rows
from dophu.charts.pareto_table import DONE, LEADING, OTHERS, ParetoTable
from dophu.findings.nothing import nothing_to_rank
from dophu.findings.places import no_figures, share_held
from dophu.tables.by_hamlet import GapTable, Place, read_gaps
from dophu.tables.ranking import concentration, most_missing_first

if TYPE_CHECKING:
    import pandas as pd


def draw_organ(gaps: pd.DataFrame, about: About) -> Chart:
    """Draw each hamlet as a bar of its children, and add up those left from the top.

    The first part of a bar are the children not done, the rest those who are; hamlets
    stand by the first, the most first, and are numbered. The running total has a
    column of its own, with a line at half. Hamlets without children have no row, and
    those that never sent a list are in no total; notes say so.

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
    # Of one hamlet there is no order, and nothing to add up.
    key = "organ_subtitle" if len(order) > 1 else "organ_subtitle_one"
    subtitle = about.heading(key, ages=about.ages)
    entries = _key(order, leading, about)
    notes = notes_on_rows(table, about)
    if empty := len(table.sent) - len(order):
        notes.append(about.say("organ_empty", places_count=about.places(empty)))
    caption = caption_for(
        about,
        title,
        subtitle,
        key=entries,
        notes=notes,
        hamlets=len(table.sent) or None,
    )

    why = nothing_to_rank(table, about)

    def draw(size: Size) -> Figure:
        if why:
            return state_only(caption, about)(size)
        shown = GapTable(table.codes, tuple(order))
        return ParetoTable(shown, leading, about, caption, size).draw()

    data = _data(order, about)
    return Chart("organ", title, subtitle, _alt(order, title, about), data, draw, why)


def _key(order: Sequence[Place], leading: int, about: About) -> list[KeyEntry]:
    """Name each colour: those left where the title says, elsewhere, and those done."""
    if not order:
        return []
    first, others = (sum(p.gap for p in part) for part in
                     (order[:leading], order[leading:]))  # fmt: skip
    lacks, has = about.noun("lacks_short"), about.noun("has_short")
    if leading and others:
        named = about.say("organ_key_leading", lacks=lacks, n=about.count(leading))
        rest = about.say("organ_key_others", lacks=lacks)
        left = [(named, first, LEADING), (rest, others, OTHERS)]
    else:
        left = [(lacks, first + others, LEADING if leading else OTHERS)]
    done = (has, sum(place.enrolled for place in order), DONE)
    return [
        KeyEntry(about.say("key_count", group=words, gap=about.count(n)), fill)
        for words, n, fill in (*left, done)
    ]


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
