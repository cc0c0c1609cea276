"""The slide of key figures: what is left, done and needed a day, by age group below."""

from __future__ import annotations

from typing import Any

from pptx.util import Mm

from dophu.catalogue.indicators import indicators
from dophu.catalogue.palette import BLUE, INK, WARNING
from dophu.documents.pptx.deck import BOTTOM, EDGE, TOP, WIDTH, Deck
from dophu.documents.report import Report
from dophu.findings.action import say_planned, say_reach
from dophu.findings.pace import find_pace_in, pace_figures
from dophu.tables.figures import ALL, mark

CARDS = Mm(44)
"""The height of the figures."""


def add_key_figures(deck: Deck, slide: Any, report: Report) -> None:
    """Put the figures on a slide, the table of age groups, and whom the plan reaches.

    What a day takes is said of the days with a session, where they are known.
    """
    figures, about = report.figures, report.about
    pace = find_pace_in(figures.tables, about)
    held = pace.held
    cards = [("gap", WARNING), ("coverage", BLUE)]
    if figures.get("required_per_day").value:
        cards += [("required_per_day", INK), ("days_left", INK)]
    width = (WIDTH - 2 * EDGE) // 4
    for number, (key, colour) in enumerate(cards):
        value, label = figures.get(key).text, indicators()[key].label(about)
        if key == "coverage":
            have, of = figures.get("enrolled").text, figures.get("persons").text
            label = f"{label} ({have}/{of})"
        elif key == "required_per_day" and held:
            value = pace_figures(pace, about)["required"]
            label = about.heading("slide_session_day", days=about.count(held.days))
        place = EDGE + number * width, TOP, width, CARDS
        name = mark(key, ALL, figures.groups)
        deck.card(slide, place, name, value, label, colour)
    table = deck.table(slide, report.grids.groups(), TOP + CARDS + Mm(4))
    top = table.top + table.height + Mm(6)
    stated = [*say_planned(report.say), *say_reach(report.say)]
    if stated and top + Mm(16) <= BOTTOM:
        deck.lines(slide, "reach", top, [sentence.text for sentence in stated], 20)
