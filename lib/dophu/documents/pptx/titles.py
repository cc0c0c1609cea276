"""What slides that no chart heads are headed by: a finding each, none said twice."""

from __future__ import annotations

from dophu.catalogue.numbers import lower_first
from dophu.documents.report import Report
from dophu.findings.pace import find_pace_in, pace_figures, word_pace

MOST_SHARES = 3
"""Age groups whose shares fit into a title."""


def word_key_figures(report: Report) -> str:
    """Say in a title what is left and what a day takes; past that, how it stands."""
    figures, about = report.figures, report.about
    pace = find_pace_in(figures.tables, about)
    left = figures.number("gap")
    if not figures.sent:
        return about.heading("title_no_list")
    if not left and figures.number("persons"):
        return word_done(report)
    if not left or not pace.is_ahead or pace.required is None:
        return word_pace(pace, about, "title") or about.heading("part_figures")
    key, rate = "slide_figures_day", {"required": about.rate(pace.required)}
    if pace.held:
        rate = {"a_session": pace_figures(pace, about)["required"]}
        key = "slide_figures_session"
    heading = about.heading(key, children_count=about.left(left), **rate)
    return about.lacking(heading)


def word_done(report: Report) -> str:
    """Say in a title that nobody is left, on the lists received where some lack."""
    about = report.about
    if about.never_sent:
        return about.heading("title_lists_complete")
    persons = report.figures.get("persons").text
    return about.heading("slide_groups_done", persons=persons)


def word_ages(report: Report) -> str:
    """Say the share of each age group, where they fit into a title."""
    figures, about = report.figures, report.about
    if not figures.number("gap"):
        return word_done(report)
    shares = [
        about.say(
            "slide_group",
            group_low=lower_first(about.group(code)),
            coverage=figures.get("coverage", code).text,
        )
        for code in figures.groups
        if figures.number("persons", code)
    ]
    if 1 < len(shares) <= MOST_SHARES:
        return about.lacking(about.heading("slide_shares", parts="; ".join(shares)))
    left, share = about.left(figures.number("gap")), figures.get("coverage").text
    heading = about.heading("slide_groups", children_count=left, coverage=share)
    return about.lacking(heading)


def word_places(report: Report) -> str:
    """Say a finding of the table of hamlets that heads no chart's slide."""
    few = report.say.few_places()
    found = ([few] if few else []) + report.say.places()[1:]
    shown = {chart["title"] for chart in report.charts}
    titles = (sentence.text.rstrip(".") for sentence in found)
    free = (title for title in titles if title not in shown)
    return next(free, report.about.heading("table_places"))
