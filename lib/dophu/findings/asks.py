"""What a report asks for: each from the tables of an edition, as a sentence.

An ask is there only where the tables give cause for it; all of them together are the
solutions and proposals of a report in the layout of Decree 30/2020.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from dophu.findings.action import (
    find_planned,
    find_reach,
    find_still,
)
from dophu.findings.report import NAMED, Sentence, Sentences, name_rest
from dophu.findings.session_days import find_session_days
from dophu.tables.figures import ALL, Figure, Figures, Row


def say_asks(say: Sentences, history: Sequence[Row], short: int) -> list[Sentence]:
    """Say what is asked for, what helps most first.

    Parameters
    ----------
    say
        The sentences of the edition.
    history
        The figures of every hamlet and date, as ``find_still`` takes them.
    short
        Children who could come by the deadline and have no place in a session.
    """
    asks = [
        _ask_now(say),
        _ask_places(say, short),
        _ask_later(say),
        _ask_still(say, history),
        _ask_lists(say),
        _ask_to_verify(say),
    ]
    return [ask for ask in asks if ask is not None]


def most_reachable(figures: Figures) -> list[tuple[str, int]]:
    """Give the hamlets with most children who can come now, with how many, first most.

    Of equal ones the first in the order of hamlets.
    """
    counts: Counter[str] = Counter()
    for row in figures.tables.get("reasons", []):
        if row["reachable"] == "now" and row["children"]:
            counts[row["hamlet_id"]] += int(row["children"])
    order = {hamlet: place for place, hamlet in enumerate(figures.hamlets)}
    found = [(hamlet, number) for hamlet, number in counts.items() if number]
    return sorted(found, key=lambda pair: (-pair[1], order.get(pair[0], len(order))))


def _ask_now(say: Sentences) -> Sentence | None:
    """Ask for those who can come now, first where most are."""
    about, now = say.about, find_reach(say.figures).get("now")
    # On its last day and after, nothing can be asked for until the deadline.
    if not now or about.as_of >= about.deadline:
        return None
    named = [say.figures.hamlets[h] for h, _ in most_reachable(say.figures)[:NAMED]]
    words = {"children_count": about.children(now), "items": about.join(named)}
    return Sentence(about.heading("ask_now", **words))


def _ask_places(say: Sentences, short: int) -> Sentence | None:
    about, rates = say.about, say.figures.tables.get("rates", [])
    held = find_session_days(rates)
    left = say.figures.get("gap")
    if left.value and held and not held.days and about.as_of < about.deadline:
        words = {"children_count": about.left(say.figures.number("gap"))}
        return Sentence(about.heading("ask_sessions", **words), (left,))
    if not short:
        return None
    words = {"children_count": say.about.children(short)}
    return Sentence(say.about.heading("ask_places", **words))


def _ask_later(say: Sentences) -> Sentence | None:
    """Ask for the day of return of those who can come later, or a way for the rest."""
    about, reach = say.about, find_reach(say.figures)
    later = reach.get("later", 0)
    if not later or about.as_of >= about.deadline:
        return None
    planned = find_planned(say.figures)
    words = {"children_count": about.children(later)}
    if planned is None or not planned[1]:
        return Sentence(about.heading("ask_later", **words))
    rest = about.children(planned[1])
    return Sentence(about.heading("ask_later_rest", rest=rest, **words))


def _ask_still(say: Sentences, history: Sequence[Row]) -> Sentence | None:
    still, about = find_still(say.figures, history), say.about
    if not still:
        return None
    names = [say.figures.hamlets[hamlet] for hamlet in still[:NAMED]]
    names += name_rest(len(still), about)
    return Sentence(about.heading("ask_still", items=about.join(names)))


def _ask_lists(say: Sentences) -> Sentence | None:
    missing, about = say.about.missing, say.about
    if not missing:
        return None
    names = [name for name, _ in missing[:NAMED]]
    names += name_rest(len(missing), about)
    return Sentence(about.heading("ask_lists", items=about.join(names)))


def _ask_to_verify(say: Sentences) -> Sentence | None:
    figure: Figure = say.figures.get("to_verify", ALL)
    if not figure.value:
        return None
    words = {"children_count": say.about.children(int(figure.value))}
    return Sentence(say.about.heading("ask_to_verify", **words), (figure,))
