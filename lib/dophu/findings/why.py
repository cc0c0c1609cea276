"""Where a figure comes from, as a person reads it at a table: a terminal's lines."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from dophu.campaign.about import about_date
from dophu.catalogue.about import About
from dophu.catalogue.numbers import format_date
from dophu.catalogue.table_words import word
from dophu.persons import Person
from dophu.snapshots import Snapshot
from dophu.tables.why import Child, explain, report_cells
from dophu.tables.why.asked import Figure
from dophu.tables.why.evidence import ROSTER
from dophu.tables.why.figures import read_table_figure, without_child
from dophu.tables.why.rules import Rule

Line = tuple[str, str]
"""What stands before the first line of a paragraph, and the paragraph."""

SHARED = ("status", "hamlet")
"""Rules that most children of a cell have in common: given once, then where they
differ."""


BALANCES = ("opening", "closing", "to_verify")
"""Columns of the ledger that are no passage of a child."""


def report_why(
    week: Snapshot,
    figure: Figure,
    language: str = "",
    with_names: bool = False,
    children: Sequence[Child] | None = None,
) -> Iterator[Line]:
    """Give which children stand behind a figure, by which rows and rules.

    Parameters
    ----------
    week, figure
        The date, and what is asked about.
    language
        ``vi`` or ``en``; the campaign's where empty.
    with_names
        Names, birth dates and numbers too: for a terminal alone.
    children
        What :func:`dophu.tables.why.explain` gave, where that was asked already.
    """
    about = about_date(week.campaign, week.as_of, week.missing, language)
    found = explain(week, figure) if children is None else children
    if figure.child:
        yield "", about.say("why_child", id=figure.child, n=len(found))
        for child in found:
            yield from _report_date(child, week, about, with_names)
        return
    yield from _head(week, figure, found, about)
    usual = {name: _most_usual(found, name) for name in SHARED}
    if len(found) > 1:
        yield "", about.say("why_all")
        for name, rule in usual.items():
            yield "- ", f"{about.heading(f'why_of_{name}')}: {rule.say(about.language)}"
    last = None
    for number, child in enumerate(found, start=1):
        cell = child.behind.cell
        if cell != last and not (figure.hamlet and figure.age_group):
            yield "", " "
            yield "", _name_cell(week, cell, about)
        last = cell
        rules = child.rules
        if len(found) > 1:
            for name, rule in usual.items():
                if rules[name].say(about.language) == rule.say(about.language):
                    del rules[name]
        yield from _report_child(f"{number}. ", child, rules, about, with_names)


def _head(
    week: Snapshot, figure: Figure, found: Sequence[Child], about: About
) -> Iterator[Line]:
    places = about.say("why_everywhere"), about.say("why_every_age")
    names = week.campaign.hamlets.names
    place = names[figure.hamlet] if figure.hamlet else places[0]
    group = about.group(figure.age_group) if figure.age_group else places[1]
    yield "", f"{place} · {group} · {about.date(week.as_of)}"
    table = {"table": f"{figure.table}.csv", "column": figure.column}
    counts = [child.behind.counts for child in found]
    if figure.status:
        status = word("status", figure.status, about)
        yield "", about.say("why_only_status", status=status, n=len(found), **table)
        return
    value = read_table_figure(week, figure)
    # Never a list: there is no figure, and no child behind it.
    if value is None:
        yield "", about.say("why_never", **table)
        return
    key = "why_signed" if -1 in counts else "why_figure"
    more, less = counts.count(1), counts.count(-1)
    yield "", about.say(key, value=value, n=len(found), more=more, less=less, **table)
    if rest := without_child(value, counts):
        yield "", about.say("why_restated", n=f"{rest:+d}")


def _name_cell(week: Snapshot, cell: tuple[str, str], about: About) -> str:
    hamlet, group = cell
    names = week.campaign.hamlets.names
    stated = [names.get(hamlet, hamlet), about.group(group) if group else ""]
    return " · ".join(filter(None, stated))


def _most_usual(found: Sequence[Child], name: str) -> Rule:
    # By their sentence, which is what is given once; either language distinguishes
    # them.
    stated = Counter(child.rules[name].say("vi") for child in found)
    best = stated.most_common(1)[0][0] if stated else ""
    rules = (child.rules[name] for child in found)
    return next((r for r in rules if r.say("vi") == best), Rule("why_status_nobody"))


def _report_child(
    mark: str,
    child: Child,
    rules: dict[str, Rule],
    about: About,
    with_names: bool,
) -> Iterator[Line]:
    person, language = child.evidence.person, about.language
    stated = [word("status", person.status, about).lower()]
    if rules.pop("age", None):
        stated.append(child.age_group.say(language))
    sign = "−" if child.behind.counts < 0 else ""
    yield mark, f"{sign}{person.person_id}: {'; '.join(stated)}"
    indent = " " * len(mark)
    if with_names:
        yield indent, _who(person)
    if booked := _booked(child, about):
        yield indent, f"{about.say('why_ledger')}: {booked}"
    for source in child.evidence.sources:
        kind = about.say(f"why_from_{source.source}")
        at = about.say("why_row", row=source.row)
        place = " › ".join(filter(None, (source.file, source.sheet, at)))
        yield indent, place if source.source == ROSTER else f"{place} ({kind})"
        more = indent + "  "
        if cells := report_cells(source, language, with_names):
            yield more, cells
        if joined := child.joined(source):
            yield more, joined.say(language)
        if source.issues:
            yield more, about.say("why_issues", codes=", ".join(source.issues))
    for name, rule in rules.items():
        yield indent, f"{about.heading(f'why_of_{name}')}: {rule.say(language)}"


def _report_date(
    child: Child, week: Snapshot, about: About, with_names: bool
) -> Iterator[Line]:
    day = format_date(child.evidence.week.as_of, about.language)
    yield "", " "
    yield "", f"{day} · {_name_cell(week, child.behind.cell, about)}"
    yield from _report_child("  ", child, child.rules, about, with_names)


def _booked(child: Child, about: About) -> str:
    """Name what a child does to the ledger, beside being in it before or now."""
    columns = [
        ("−" if sign < 0 else "") + about.heading(f"ledger_{column}")
        for _, column, sign in child.bookings
        if column not in BALANCES
    ]
    return ", ".join(dict.fromkeys(columns))


def _who(person: Person) -> str:
    born = ""
    if person.birth_from and person.birth_to:
        ends = dict.fromkeys((person.birth_from, person.birth_to))
        born = "–".join(f"{day:%d/%m/%Y}" for day in ends)
    return ", ".join(filter(None, (person.name, born, person.number)))
