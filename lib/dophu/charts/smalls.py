"""The course of every hamlet at a glance: one small field a hamlet."""

from __future__ import annotations

from typing import TYPE_CHECKING

from matplotlib.figure import Figure

from dophu.catalogue.about import About
from dophu.charts.kit.chart import Chart
from dophu.charts.kit.colours import BLUE, MUTED, WARNING
from dophu.charts.kit.frame import KeyEntry, Size, caption_for, state_only
from dophu.charts.kit.row_layout import notes_on_rows
from dophu.charts.smalls_grid import SmallMultiples
from dophu.findings.change import SLOW, find_changes, say_one, share_of
from dophu.findings.nothing import nothing_before
from dophu.findings.places import no_figures
from dophu.tables.by_hamlet import Place
from dophu.tables.history import History, read_history
from dophu.tables.ranking import lowest_coverage_first

if TYPE_CHECKING:
    import pandas as pd


def draw_smalls(history: pd.DataFrame, about: About) -> Chart:
    """Draw coverage by date, a field a hamlet, the lowest first, all on one scale.

    The first field is the whole unit, whose line is dotted in the others. Where
    not all hamlets have room, the last field is the sum of the rest. A hamlet that
    has hardly moved since the date before ends in a diamond, and its line is maroon;
    one that never sent a list has a hatched field.

    Parameters
    ----------
    history
        One row a date, hamlet and age group: ``as_of`` and the columns of
        ``coverage.gaps``; the last date is ``about.as_of``.
    about
        What the figures are of.

    Raises
    ------
    ValueError
        If the table is not one of gaps by date; see ``charts.history``.
    """
    past = read_history(history, about)
    order = sorted(past.now.sent, key=lowest_coverage_first)
    title = smalls_title(past, about)
    first = about.day(past.dates[0])
    key = "smalls_subtitle" if len(past.dates) > 1 else "smalls_subtitle_one"
    subtitle = about.say(key, ages=about.ages, first=first, last=about.day(about.as_of))
    many = len(order) > 1
    if many:
        subtitle = about.say("smalls_order", subtitle=subtitle)
    keys = [
        KeyEntry(about.noun("place").capitalize(), BLUE, mark="solid"),
        KeyEntry(about.unit_total, MUTED, mark="dotted"),
    ]
    slow = frozenset(c.now.hamlet_id for c in find_changes(past) if c.is_slow)
    if slow and many:
        words = about.say("smalls_key_slow", edge=SLOW)
        keys.append(KeyEntry(words[:1].upper() + words[1:], WARNING, mark="diamond"))
    caption = caption_for(
        about,
        title,
        subtitle,
        key=keys if many and len(past.dates) > 1 else (),
        notes=[*notes_on_rows(past.now, about), *_partial(past, about)],
        hamlets=len(past.now.sent) or None,
    )

    why = nothing_before(past, about)

    def draw(size: Size) -> Figure:
        if why:
            return state_only(caption, about)(size)
        return SmallMultiples(past, tuple(order), about, caption, size, slow).draw()

    data = _data(past, order, about)
    return Chart("smalls", title, subtitle, _alt(order, title, about), data, draw, why)


def smalls_title(past: History, about: About) -> str:
    """Say how many hamlets are below the share of the whole unit."""
    table = past.now
    if words := no_figures(table, about):
        return words
    total, common = table.total(), share_of(table.total())
    share = about.percent(total.enrolled, total.persons)
    shares = [share_of(place) for place in table.sent]
    known = [own for own in shares if own is not None]
    if len(table.sent) == 1:
        return _one(past, share, about)
    below = sum(own < common for own in known if common is not None)
    count = about.count(below)
    if not below:
        places = about.places(len(known))
        return about.say("smalls_equal", places_count=places, share=share)
    places = about.places(len(known))
    return about.say("smalls_below", n=count, places_count=places, share=share)


def _one(past: History, share: str, about: About) -> str:
    series = past.series(past.now.sent[0].hamlet_id)
    words = {"hamlet": past.now.sent[0].name, "share": share}
    first, then = series[0]
    if first == about.as_of or not then.persons:
        return about.say("heat_one", **words)
    return say_one(then, past.now.sent[0], first, about)


def _partial(past: History, about: About) -> list[str]:
    if not past.partial_dates():
        return []
    days = about.join([about.day(day) for day in past.partial_dates()])
    return [about.say("smalls_note_partial", days=days, every=about.unit_total)]


def _alt(order: list[Place], title: str, about: About) -> str:
    known = [place for place in order if place.persons]
    if len(known) < 2:
        return about.say("smalls_alt_short", title=title)
    lowest, highest = (
        f"{place.name} ({about.percent(place.enrolled, place.persons)})"
        for place in (known[0], known[-1])
    )
    return about.say("smalls_alt", title=title, lowest=lowest, highest=highest)


def _data(past: History, order: list[Place], about: About) -> pd.DataFrame:
    """Give one row a hamlet and date with figures, hamlets in drawn order."""
    import pandas as pd

    rows = []
    for place in order:
        for day, then in past.series(place.hamlet_id):
            share = share_of(then)
            rows.append(
                (
                    place.hamlet_id,
                    place.name,
                    day.isoformat(),
                    then.persons,
                    then.enrolled,
                    then.gap,
                    None if share is None else float(share),
                )
            )
    rows += [(p.hamlet_id, p.name, *(None,) * 5) for p in past.now.never]
    counts = ["persons", "enrolled", "gap"]
    columns = ["hamlet_id", "hamlet", "as_of", *counts, "coverage"]
    types = dict.fromkeys(counts, "Int64") | {"coverage": "Float64"}
    return pd.DataFrame(rows, columns=columns).astype(types)
