"""Where a few hamlets hold most of what is left: organ pipes with a Pareto line."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import accumulate
from typing import TYPE_CHECKING

from matplotlib.figure import Figure

from dophu.catalogue.about import About
from dophu.charts.kit.chart import Chart
from dophu.charts.kit.colours import INK
from dophu.charts.kit.frame import KeyEntry, Size, caption_for
from dophu.charts.kit.row_layout import notes_on_rows
from dophu.charts.organ_pipes import FILLS, OrganPipes
from dophu.charts.ranked_bars import most_missing_first
from dophu.findings.places import no_figures
from dophu.tables.by_hamlet import GapTable, Place, read_gaps

if TYPE_CHECKING:
    import pandas as pd

MOST = 60
"""Percent of the children without a card that the leading hamlets hold at least."""


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
    leading = count_leading(order)
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

    def draw(size: Size) -> Figure:
        return OrganPipes(order, leading, about, caption, size).draw()

    data = _data(order, about)
    return Chart("organ", title, subtitle, _alt(order, title, about), data, draw)


def count_leading(order: Sequence[Place]) -> int:
    """Count the first hamlets that together hold the share said in the title."""
    total = sum(place.gap for place in order)
    sums = accumulate(place.gap for place in order)
    return next(
        (n for n, so_far in enumerate(sums, 1) if 100 * so_far >= MOST * total), 0
    )


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
        words = {"hamlet": left[0].name, "children_count": about.children(gap)}
        return about.say("organ_only", **words)
    leading = count_leading(order)
    held = sum(place.gap for place in order[:leading])
    words = {
        "n": about.count(leading),
        "hamlet": order[0].name,
        "places_count": about.places(len(order)),
        "share": about.percent(held, gap, 0),
    }
    if leading == len(order):
        words["children_count"] = about.children(gap)
        return about.say("organ_even", **words)
    return about.say("organ_one" if leading == 1 else "organ_few", **words)


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
