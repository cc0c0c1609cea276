"""A date beside the one before, in one sentence each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from dophu.catalogue.about import About
from dophu.catalogue.numbers import tenths_of_points
from dophu.findings.places import no_figures
from dophu.tables.by_hamlet import Place, add_up
from dophu.tables.history import History, match_places

SLOW = 2
"""Percentage points: a hamlet whose coverage grew by less, in all the time since the
date before, is pointed at; of a hundred children not even two got a card."""


def share_of(place: Place | None) -> Fraction | None:
    """Give coverage as a share; none of nobody."""
    if place is None or not place.persons:
        return None
    return Fraction(place.enrolled, place.persons)


@dataclass(frozen=True)
class Change:
    """A hamlet's figures now and on the date before, if it had any then."""

    now: Place
    before: Place | None

    @property
    def step(self) -> Fraction | None:
        """Give the change of its coverage; none where there is nothing to compare.

        Figures carried from an earlier day are no figures of this one.
        """
        now, before = share_of(self.now), share_of(self.before)
        if now is None or before is None or self.now.since is not None:
            return None
        return now - before

    @property
    def fell(self) -> bool:
        """Test whether its coverage is lower than it was, by however little."""
        return self.step is not None and self.step < 0

    @property
    def list_grew(self) -> bool:
        """Test whether as many are done as before.

        A share that fell did so by new names alone then.
        """
        return self.before is None or self.now.enrolled >= self.before.enrolled

    @property
    def is_slow(self) -> bool:
        """Test whether children are left and coverage hardly grew, as it is printed."""
        if self.step is None or not self.now.gap:
            return False
        return tenths_of_points(self.step) < 10 * SLOW


def find_changes(history: History) -> list[Change]:
    """Give the changes of all hamlets with figures now, in their order."""
    pairs = match_places(history.now, history.before).values()
    return [Change(now, before) for now, before in pairs]


def add_changes(changes: Sequence[Change], name: str) -> Change | None:
    """Add up the hamlets that can be compared; none where there is no such hamlet."""
    both = [(c.now, c.before) for c in changes if c.before and c.step is not None]
    if not both:
        return None
    now, before = zip(*both, strict=True)
    groups = [len(places[0].group_persons) for places in (now, before)]
    sums = (add_up(p, name, n) for p, n in zip((now, before), groups, strict=True))
    return Change(*sums)


def days_since(history: History, about: About) -> str:
    """Say how long ago the date before is."""
    days = (history.dates[-1] - history.dates[-2]).days
    return about.say("days" if days > 1 else "day", n=about.count(days))


def dumbbell_title(history: History, about: About) -> str:
    """Say in how many hamlets coverage hardly grew since the date before."""
    table = history.now
    if words := no_figures(table, about):
        return words
    total = table.total()
    changes = [change for change in find_changes(history) if change.step is not None]
    if not changes:
        share = about.percent(total.enrolled, total.persons)
        return about.say("dumbbell_no_before", share=share)
    days = days_since(history, about)
    if len(changes) == 1:
        return _one(changes[0], history, about)
    slow = [change for change in changes if change.is_slow]
    edge = SLOW
    if not slow:
        return _none_slow(changes, edge, days, about)
    # One plain sentence where all of them grew; else each kind is named, for a fall is
    # no slow growth.
    if not any(change.fell or not change.step for change in slow):
        places = about.places(len(slow))
        key = "dumbbell_all_slow" if len(slow) == len(changes) else "dumbbell_slow"
        return about.say(key, places_count=places, edge=edge, days=days)
    kinds = {
        "still": sum(not change.step for change in slow),
        "slow": sum(bool(change.step) and not change.fell for change in slow),
        "grew": sum(change.fell and change.list_grew for change in slow),
        "fell": sum(change.fell and not change.list_grew for change in slow),
    }
    if kinds["still"] == len(changes):
        places = about.places(len(changes))
        return about.say("dumbbell_all_still", places_count=places, days=days)
    parts = [
        about.say(f"dumbbell_part_{kind}", places_count=about.places(n), edge=edge)
        for kind, n in kinds.items()
        if n
    ]
    return about.say("dumbbell_parts", days=days, parts=about.join(parts))


def _one(change: Change, history: History, about: About) -> str:
    before = change.before or change.now
    return say_one(before, change.now, history.dates[-2], about)


def say_one(before: Place, now: Place, day: date, about: About) -> str:
    """Say the coverage of a hamlet, and which way it went since a day."""
    then, share = share_of(before), share_of(now)
    step = 0 if then is None or share is None else share - then
    key = "up" if step > 0 else "down" if step else "still"
    return about.say(
        f"dumbbell_one_{key}",
        hamlet=now.name,
        before=about.percent(before.enrolled, before.persons),
        before_day=about.day(day),
        share=about.percent(now.enrolled, now.persons),
        day=about.day(about.as_of),
    )


def _none_slow(changes: Sequence[Change], edge: int, days: str, about: About) -> str:
    open_places = [change for change in changes if change.now.gap]
    if len(open_places) == 1:
        words = {"hamlet": open_places[0].now.name, "edge": edge, "days": days}
        return about.say("dumbbell_last_not_slow", **words)
    places = about.places(len(open_places))
    return about.say("dumbbell_none_slow", places_count=places, edge=edge, days=days)
