"""The slide of key figures: what is left, done and needed a day, by age group below."""

from __future__ import annotations

from typing import Any

from pptx.util import Mm

from dophu.catalogue.indicators import indicators
from dophu.catalogue.palette import BLUE, INK, WARNING
from dophu.documents.pptx.deck import BOTTOM, EDGE, TOP, WIDTH, Deck
from dophu.documents.report import Report
from dophu.findings.action import find_session_days, say_planned, say_reach
from dophu.findings.pace import find_pace, word_pace
from dophu.tables.figures import ALL, mark

CARDS = Mm(44)
"""The height of the figures."""


def word_key_figures(report: Report) -> str:
    """Say in a title what is left and what a day takes; past that, how it stands."""
    figures, about = report.figures, report.about
    pace = find_pace(figures.tables.get("pace", []), about)
    held = find_session_days(figures)
    left = figures.number("gap")
    if not figures.sent:
        return about.heading("title_no_list")
    if not left and figures.number("persons"):
        return word_done(report)
    if not left or not pace.is_ahead or pace.required is None:
        return word_pace(pace, about, "title") or about.heading("part_figures")
    key, rate = "slide_figures_day", {"required": about.rate(pace.required)}
    if held and held.required is not None:
        key, rate = "slide_figures_session", {"a_session": about.rate(held.required)}
    heading = about.heading(key, children_count=about.left(left), **rate)
    return about.lacking(heading)


def word_done(report: Report) -> str:
    """Say in a title that nobody is left, on the lists received where some lack."""
    about = report.about
    if about.never_sent:
        return about.heading("title_lists_complete")
    persons = report.figures.get("persons").text
    return about.heading("slide_groups_done", persons=persons)


def add_key_figures(deck: Deck, slide: Any, report: Report) -> None:
    """Put the figures on a slide, the table of age groups, and whom the plan reaches.

    What a day takes is said of the days with a session, where they are known.
    """
    figures, about = report.figures, report.about
    held = find_session_days(figures)
    cards = [("gap", WARNING), ("coverage", BLUE)]
    if figures.get("required_per_day").value:
        cards += [("required_per_day", INK), ("days_left", INK)]
    width = (WIDTH - 2 * EDGE) // 4
    for number, (key, colour) in enumerate(cards):
        value, label = figures.get(key).text, indicators()[key].label(about)
        if key == "coverage":
            have, of = figures.get("enrolled").text, figures.get("persons").text
            label = f"{label} ({have}/{of})"
        elif key == "required_per_day" and held and held.required is not None:
            value = about.rate(held.required)
            label = about.heading("slide_session_day", days=about.count(held.days))
        place = EDGE + number * width, TOP, width, CARDS
        name = mark(key, ALL, figures.groups)
        deck.card(slide, place, name, value, label, colour)
    table = deck.table(slide, report.grids.groups(), TOP + CARDS + Mm(4))
    top = table.top + table.height + Mm(6)
    stated = [*say_planned(report.say), *say_reach(report.say)]
    if stated and top + Mm(16) <= BOTTOM:
        deck.lines(slide, "reach", top, [sentence.text for sentence in stated], 20)
