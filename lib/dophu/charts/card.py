"""The week on one page, to send on by itself: key figures, pace, hamlets, reasons."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import pandas as pd
from matplotlib.figure import Figure

from dophu.catalogue.about import About
from dophu.catalogue.numbers import lower_first
from dophu.charts.burndown import burn_down
from dophu.charts.card_page import CardFacts, CardPage
from dophu.charts.card_rows import top_places, top_reasons
from dophu.charts.kit.chart import Chart
from dophu.charts.kit.frame import Size, caption_for
from dophu.charts.kit.row_layout import notes_on_rows
from dophu.charts.reasons import read_reasons
from dophu.findings.nothing import nothing_counted
from dophu.findings.pace import PaceFinding, word_pace
from dophu.findings.places import no_figures
from dophu.tables.by_hamlet import GapTable
from dophu.tables.history import read_history
from dophu.tables.pace.flows import as_dates


def draw_card(
    history: pd.DataFrame,
    about: About,
    reasons: pd.DataFrame,
    pace: pd.DataFrame | None = None,
    changes: pd.DataFrame | None = None,
    rates: pd.DataFrame | None = None,
) -> Chart:
    """Draw a page that can be understood alone: what is left, where, why, how fast.

    The number of children without a card; coverage by age group; the burn-down; the
    five hamlets with most; the three commonest reasons. What there is nothing to
    say of is left out: nobody left has no reasons, no list sent no figures.

    Parameters
    ----------
    history
        One row a date, hamlet and age group: ``as_of`` and the columns of
        ``coverage.gaps``; the last date is ``about.as_of``.
    about
        What the figures are of.
    reasons
        Children by reason; see ``coverage.reasons``.
    pace
        The table of pace, of which the row of ``all`` is shown.
    changes
        The ledger, for the children who got a card since the date before.
    rates
        The table of rates; where it tells of days with a session, what is needed is
        said of one of these.

    Raises
    ------
    ValueError
        If a table is not what it should be, or pace is of another gap.
    """
    past = read_history(history, about)
    table, total = past.now, past.now.total()
    down = replace(burn_down(past, pace, about, rates), with_even=False)
    why = read_reasons(reasons)
    got = None if past.before is None else _got(changes)
    title, given = _title(table, about), _given(history, about)
    facts = CardFacts(
        table,
        down,
        why,
        got,
        no_figures(table, about) or _heading(down.pace, about),
        (
            _lacks(total.gap, about),
            *_stated(table, given, got, down.pace, about),
        ),
    )
    notes = notes_on_rows(table, about)
    if down.scenario(about):
        notes.append(about.say("card_note_scenario"))
    caption = caption_for(
        about,
        about.say("card_heading", unit=about.unit_name, ages=about.ages),
        "",
        notes=notes,
        hamlets=len(table.sent) or None,
    )
    dated = about.say("card_aside", as_of=about.date(about.as_of))
    caption = replace(caption, aside=dated)
    subtitle = about.say("card_subtitle", deadline=about.deadline_words)

    def draw(size: Size) -> Figure:
        return CardPage(facts, about, size).draw(caption)

    parts = (
        [title, *(words for words, _ in facts.stated[1:])] if table.sent else [title]
    )
    alt = about.say("card_alt", parts=". ".join(parts))
    return Chart(
        "card",
        title,
        subtitle,
        alt,
        _data(facts),
        draw,
        nothing_counted(table, about),
        has_half=False,  # numbers of eight figures do not fit
    )


def _heading(pace: PaceFinding, about: About) -> str:
    """Head the burn-down shortly, where there is a shorter way to say its title."""
    words = word_pace(pace, about, "heading")
    return about.lacking(words) if words else word_pace(pace, about, "title")


def _title(table: GapTable, about: About) -> str:
    if words := no_figures(table, about):
        return words
    total = table.total()
    share = about.percent(total.enrolled, total.persons)
    left = about.left(total.gap)
    return about.lacking(about.say("card_title", children_count=left, share=share))


def _lacks(gap: int, about: About) -> tuple[str, bool]:
    noun = about.noun("child" if gap == 1 else "children")
    return lower_first(about.lacking(about.say("card_lacks", noun=noun))), False


def _got(changes: pd.DataFrame | None) -> dict[str, int | None] | None:
    """Give who got a card since the date before, by hamlet; None without figures."""
    if changes is None:
        return None
    sums = changes.groupby("hamlet_id", sort=False)["enrolled"].sum(min_count=1)
    gone = sums.isna()
    return {str(h): None if gone[h] else int(number) for h, number in sums.items()}


def _given(history: pd.DataFrame, about: About) -> int:
    """Count who has the result in hand on the date; 0 where nothing tells."""
    if "issued" not in history or not about.applied_counts:
        return 0
    now = history[as_dates(history["as_of"]) == about.as_of]
    return int(now["issued"].sum())


def _stated(
    table: GapTable,
    given: int,
    got: dict[str, int | None] | None,
    pace: PaceFinding,
    about: About,
) -> list[tuple[str, bool]]:
    """Say the key figures beside the number, and whether each is a warning."""
    total = table.total()
    words = {
        "enrolled": about.count(total.enrolled),
        "persons": about.count(total.persons),
        "share": about.percent(total.enrolled, total.persons),
    }
    has = about.say("card_has", **words)
    if 0 < given < total.enrolled:
        of_them = about.say("of_them_given", issued=about.count(given))
        has = about.say("card_has_given", has=has, given=of_them)
    stated = [(has, False)]
    if got is not None:
        added = sum(number or 0 for number in got.values())
        key = "card_added" if added else "card_added_none"
        children = about.children(added)
        stated.append((about.say(key, children_count=children), False))
    if total.gap:
        stated.append((word_pace(pace, about, "card"), True))
    return stated


def _data(facts: CardFacts) -> pd.DataFrame:
    """Give one row a figure shown: of what part of the card, its name, its value."""
    table, total, pace = facts.table, facts.table.total(), facts.down.pace
    rows: list[tuple[str, str, float | int | None]] = []
    if table.sent:
        rows += [
            ("total", n, getattr(total, n)) for n in ("persons", "enrolled", "gap")
        ]
    if facts.got is not None:
        added = sum(number or 0 for number in facts.got.values())
        rows.append(("total", "enrolled_since", added))
    if pace.state:
        rows += [
            ("pace", "required_per_day", _plain(pace.required)),
            ("pace", "achieved_per_day", _plain(pace.achieved)),
        ]
        if pace.held:
            rows += [
                ("pace", "session_days_left", pace.held.days),
                ("pace", "required_per_session_day", _plain(pace.held.required)),
                ("pace", "achieved_per_session_day", _plain(pace.held.achieved)),
            ]
        rows += [
            ("pace", "left_at_deadline_low", pace.low),
            ("pace", "left_at_deadline", pace.middle),
            ("pace", "left_at_deadline_high", pace.high),
        ]
    for code, persons, enrolled in zip(
        table.codes, total.group_persons, total.group_enrolled, strict=True
    ):
        rows += [(f"group {code}", "persons", persons)]
        rows += [(f"group {code}", "enrolled", enrolled)]
    places = top_places(table)
    rows += [(f"hamlet {place.hamlet_id}", "gap", place.gap) for place in places]
    codes = top_reasons(facts.why)
    rows += [(f"reason {c}", "children", facts.why.counts[c]) for c in codes]
    frame = pd.DataFrame(rows, columns=["part", "figure", "value"])
    return frame.astype({"value": "Float64"})


def _plain(rate: Fraction | None) -> float | None:
    return None if rate is None else float(rate)
