"""Who of those left can come now, who must wait and who cannot: a bar a hamlet."""

from __future__ import annotations

from typing import TYPE_CHECKING

from matplotlib.figure import Figure

from dophu.catalogue.about import About
from dophu.catalogue.numbers import lower_first
from dophu.charts.kit.chart import Chart
from dophu.charts.kit.colours import CONTEXT, REACH, WHITE
from dophu.charts.kit.frame import KeyEntry, Size, caption_for, state_only
from dophu.charts.kit.row_layout import notes_on_rows
from dophu.charts.stacked_rows import Beside, Part, StackedRows
from dophu.findings.places import no_figures
from dophu.findings.reach import nothing_reach, reach_title, say_waiting
from dophu.tables.by_hamlet import GapTable, Place, read_gaps
from dophu.tables.by_reach import REACHABLE, can_come_now, most_now_first, read_reach

if TYPE_CHECKING:
    import pandas as pd

UNCLEAR = "unknown"


def draw_reach(
    gaps: pd.DataFrame,
    reasons: pd.DataFrame,
    about: About,
    days: pd.DataFrame | None = None,
) -> Chart:
    """Draw those left by when they can come, as stacked bars by hamlet.

    Hamlets where most can come now stand first: a session there reaches most. Those
    of whom nothing is known are last in a bar and hatched.

    Parameters
    ----------
    gaps, reasons
        The tables of that name; see ``tables.by_reach.read_reach``.
    about
        What the figures are of.
    days
        ``reason`` and ``day`` from which its children can come, for the note.

    Raises
    ------
    ValueError
        If a column is missing, or the two tables do not agree.
    """
    table = read_reach(gaps, reasons, about)
    whole = no_figures(read_gaps(gaps, about), about)
    title = whole or reach_title(table, about)
    why = lower_first(whole) or nothing_reach(table, about)
    subtitle = about.say(
        "reach_subtitle",
        ages=about.ages,
        children_title=about.noun("children").capitalize(),
        deadline=about.deadline_words,
    )
    key = [
        KeyEntry(_label(when, n, about), fill, hatch)
        for (when, fill, hatch), n in zip(
            _looks(), table.total().group_persons, strict=True
        )
        if n
    ]
    notes = [*say_waiting(reasons, days, about), *notes_on_rows(table, about)]
    hamlets = len(table.sent) or None
    caption = caption_for(about, title, subtitle, key=key, notes=notes, hamlets=hamlets)

    def beside(place: Place) -> str:
        if not place.persons:
            return "–"
        return about.percent(can_come_now(place), place.persons)

    def draw(size: Size) -> Figure:
        if why:
            return state_only(caption, about)(size)
        return StackedRows(
            table, about, caption, size, most_now_first, _parts,
            about.say("ranked_bars"), Beside(about.say("reach_head"), beside),
        ).draw()  # fmt: skip

    parts = "; ".join(entry.label for entry in key)
    alt = about.say("reach_alt" if parts else "reach_alt_short", title=title,
                    parts=parts)  # fmt: skip
    return Chart("reach", title, subtitle, alt, _data(table, about), draw, why)


def _label(when: str, children: int, about: About) -> str:
    """Give the words of the key, as in the other charts: "now: 5"."""
    words = about.say(f"can_come_{when}", count="").strip()
    words = words[:1].upper() + words[1:]
    return about.say("key_count", group=words, gap=about.count(children))


def _looks() -> list[tuple[str, str, str | None]]:
    fills = (*REACH, WHITE)
    return [
        (when, fill, CONTEXT if when == UNCLEAR else None)
        for when, fill in zip(REACHABLE, fills, strict=True)
    ]


def _parts(place: Place) -> list[Part]:
    looks = zip(_looks(), place.group_persons, strict=True)
    return [Part(children, fill, hatch) for (_, fill, hatch), children in looks]


def _data(table: GapTable, about: About) -> pd.DataFrame:
    """Give one row a hamlet and time, in drawn order."""
    import pandas as pd

    rows = []
    for place in [*sorted(table.sent, key=most_now_first), *table.never]:
        day = (place.since or about.as_of).isoformat() if place.is_sent else None
        for when, children in zip(REACHABLE, place.group_persons, strict=True):
            number = children if place.is_sent else None
            rows.append((place.hamlet_id, place.name, when, number, day))
    columns = ["hamlet_id", "hamlet", "reachable", "children", "figures_of"]
    return pd.DataFrame(rows, columns=columns).astype({"children": "Int64"})
