"""Whether the deadline will be met: children without a card by date, and ahead."""

from __future__ import annotations

import pandas as pd
from matplotlib.figure import Figure

from dophu.catalogue.about import About
from dophu.charts.burndown_facts import Burndown
from dophu.charts.burndown_plot import draw_burndown_in
from dophu.charts.kit.chart import Chart
from dophu.charts.kit.frame import Frame, Size, caption_for, state_only
from dophu.charts.kit.row_layout import notes_on_rows
from dophu.findings.nothing import nothing_before, nothing_counted
from dophu.findings.pace import find_pace, word_pace
from dophu.findings.places import no_figures
from dophu.tables.figures import ALL
from dophu.tables.history import History, read_history
from dophu.tables.unit_pace import unit_row

HIGH = 0.46  # of a page's width: a line chart is read best about twice as wide as high


def burn_down(
    past: History,
    pace: pd.DataFrame | None,
    about: About,
    rates: pd.DataFrame | None = None,
) -> Burndown:
    """Gather what a burn-down draws; of no hamlet with figures there is no date."""
    totals = tuple((day, total.gap) for day, total in past.totals())
    rows = [unit_row(pace, past.now.total().gap)] if past.now.sent else []
    by_unit = (
        [] if rates is None else rates[rates["hamlet_id"] == ALL].to_dict("records")
    )
    found = find_pace(rows, about, rates=by_unit)
    return Burndown(totals, tuple(past.partial_dates()), about.deadline, found)


def burndown_title(past: History, down: Burndown, about: About) -> str:
    """Say how many will be left at the deadline, or what meeting it would take."""
    return no_figures(past.now, about) or word_pace(down.pace, about, "title")


def draw_burndown(
    history: pd.DataFrame,
    about: About,
    pace: pd.DataFrame | None = None,
    rates: pd.DataFrame | None = None,
) -> Chart:
    """Draw how the number of children without a card falls, and what is ahead.

    The pace that is needed is dashed; the recent pace is dotted, in a band from
    the fastest to the slowest, and is called a scenario. After the deadline nothing
    is drawn ahead. Dates on which lists lacked that are there now have a ring.

    Parameters
    ----------
    history
        One row a date, hamlet and age group: ``as_of`` and the columns of
        ``coverage.gaps``; the last date is ``about.as_of``.
    about
        What the figures are of.
    pace
        The table of pace, of which the row of ``all`` is drawn; without it the
        chart is of what was alone.
    rates
        The table of rates; where it tells of days with a session, what is needed is
        said of one of these.

    Raises
    ------
    ValueError
        If a table is not what it should be, or the two do not agree on the gap.
    """
    past = read_history(history, about)
    down = burn_down(past, pace, about, rates)
    title = burndown_title(past, down, about)
    subtitle = about.say(
        "burndown_subtitle",
        ages=about.ages,
        children_title=about.noun("children").capitalize(),
        deadline=about.deadline_words,
    )
    caption = caption_for(
        about,
        title,
        subtitle,
        notes=[*notes_on_rows(past.now, about), *_notes(down, about)],
        hamlets=len(past.now.sent) or None,
    )

    why = nothing_counted(past.now, about)
    if not why and not past.now.total().gap:
        earlier = any(total.gap for _, total in past.totals())
        waiting = "" if earlier else about.say("nothing_waiting")
        why = nothing_before(past, about) or waiting

    def draw(size: Size) -> Figure:
        if why:
            return state_only(caption, about)(size)
        frame = Frame(size, caption, about)
        content = frame.room if size.height else min(frame.room, HIGH * size.width)
        paper = frame.draw(content)
        box = (size.pad, frame.head, size.width - size.pad, frame.head + content)
        draw_burndown_in(paper, down, box, size.base, about)
        return paper.figure

    alt = _alt(down, title, about)
    return Chart("burndown", title, subtitle, alt, _data(past, down, about), draw, why)


def _notes(down: Burndown, about: About) -> list[str]:
    notes = []
    if down.scenario(about):
        notes.append(about.say("burndown_note_scenario"))
    if down.partial:
        days = about.join([about.day(day) for day in down.partial])
        notes.append(about.say("burndown_note_partial", days=days))
    return notes


def _alt(down: Burndown, title: str, about: About) -> str:
    if len(down.totals) < 2:
        return about.say("burndown_alt_short", title=title)
    (first, start), (last, now) = down.totals[0], down.last
    return about.say(
        "burndown_alt",
        title=title,
        first=about.day(first),
        start=about.children(start),
        last=about.day(last),
        now=about.children(now),
    )


def _data(past: History, down: Burndown, about: About) -> pd.DataFrame:
    """Give one row a date and line: children, and of what is known persons too."""
    rows = [
        (day.isoformat(), "actual", total.gap, total.persons, total.enrolled)
        for day, total in past.totals()
    ]
    pace = down.pace
    if pace.is_ahead:
        end = about.deadline.isoformat()
        if pace.required is not None:
            rows.append((end, "required", 0, None, None))
        if pace.middle is not None:
            ends = {"low": pace.low, "middle": pace.middle, "high": pace.high}
            rows += [(end, name, number, None, None) for name, number in ends.items()]
    columns = ["date", "line", "children", "persons", "enrolled"]
    whole = dict.fromkeys(columns[2:], "Int64")
    return pd.DataFrame(rows, columns=columns).astype(whole)
