"""Who is to be visited: the children of a date who are not done, as lists say them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from itertools import groupby
from typing import Any

from dophu.ages import UNKNOWN
from dophu.campaign.config import Campaign
from dophu.catalogue.about import About
from dophu.catalogue.columns import NO_REASON, OTHER_REASON
from dophu.catalogue.sentences import say
from dophu.child_names import name_order_key
from dophu.documents.births import written_birth
from dophu.persons import COUNTED, Person
from dophu.rosters.texts.row_keys import campaign_tag, make_row_key
from dophu.snapshots import Snapshot
from dophu.text import comparison_key

Seat = tuple[date, str]
"""A session that a child has a place in: its day and venue."""


@dataclass(frozen=True)
class Visit:
    """A child to be visited, in words for the list; dates are None where not known.

    ``back`` is the day from which the child can come, as the campaign says of the
    reason or the family told; ``session`` a planned session; ``listed`` the date of the
    list that the child last stood on; ``contact`` when the family was last met.
    """

    key: str
    hamlet_id: str
    name: str
    birth: date | str
    sex: str
    mother: str
    age_group: str
    group: str
    venue: str
    status: str
    reason: str
    back: date | None
    available: date | None
    first_seen: date | None
    listed: date | None
    contact: date | None
    to_verify: bool
    session: date | None = None


def find_visits(
    snapshot: Snapshot, about: About, plan: Iterable[Mapping[str, Any]] = ()
) -> dict[str, list[Visit]]:
    """List by hamlet the children of a date who are not done, as they are visited.

    Just those that the gap counts. Children of one mother or guardian stand together.
    Households come by the age group of their youngest child, since that is where the
    family has to go first, and within it in the Vietnamese order of names (by the given
    name).

    Parameters
    ----------
    snapshot
        The date, as :func:`dophu.load` opens it.
    about
        Whose words the lists are in.
    plan
        Rows of the plan of sessions that have a ``date``: ``venue``, ``hamlet_id``,
        ``age_group``, ``children``; a child gets a place of those of its hamlet and age
        group, who can come first the earliest.

    Returns
    -------
    dict
        Every hamlet that is shown, those with nobody left included.
    """
    campaign = snapshot.campaign
    waiting: dict[str, list[Visit]] = {h: [] for h in snapshot.hamlets.ids}
    tag = campaign_tag(campaign.unit, campaign.vocabulary.drive)
    words = _Words(campaign, about, tag)
    for person in snapshot.people:
        if person.presence not in COUNTED:
            continue
        if person.status in campaign.counts_as_enrolled:
            continue
        born = person.birth_from, person.birth_to
        group = campaign.age_groups.group_of(*born, snapshot.as_of)
        if group is not None:
            waiting[person.hamlet_id].append(words.visit(person, group))
    seats = _seats(plan)
    return {
        hamlet: in_visiting_order(_seated(visits, seats), campaign.age_groups.codes)
        for hamlet, visits in waiting.items()
    }


def in_visiting_order(visits: Iterable[Visit], groups: Sequence[str]) -> list[Visit]:
    """Put children in the order in which they are visited: households by age and name.

    The youngest age group first, of households by their youngest child.
    """
    ranks = {code: n for n, code in enumerate((*groups, UNKNOWN))}
    households: dict[str, list[Visit]] = defaultdict(list)
    for visit in visits:
        households[_household(visit)].append(visit)

    def within(visit: Visit) -> tuple[Any, ...]:
        return ranks[visit.age_group], name_order_key(visit.name), visit.key

    def first(household: list[Visit]) -> tuple[Any, ...]:
        youngest = min(ranks[v.age_group] for v in household)
        return youngest, min((name_order_key(v.name), v.key) for v in household)

    return [
        visit
        for household in sorted(households.values(), key=first)
        for visit in sorted(household, key=within)
    ]


def with_line_above(visits: Sequence[Visit]) -> list[bool]:
    """Say of children in visiting order before which a line is drawn, to tell parts.

    Where a household of several begins or has ended, and where households of another
    age group or hamlet begin; not above the first row, nor between single children.
    """
    lines: list[bool] = []
    before: list[Visit] = []
    for _, found in groupby(visits, key=lambda v: (v.hamlet_id, _household(v))):
        household = [*found]
        parts = [(of[0].hamlet_id, of[0].age_group) for of in (before, household) if of]
        several = len(household) > 1 or len(before) > 1
        lines.append(bool(before) and (several or len({*parts}) > 1))
        lines += [False] * (len(household) - 1)
        before = household
    return lines


def _household(visit: Visit) -> str:
    return comparison_key(visit.mother) or visit.key


@dataclass(frozen=True)
class _Words:
    campaign: Campaign
    about: About
    tag: int

    @cached_property
    def _venues(self) -> dict[str, str]:
        return {group.code: group.venue for group in self.campaign.age_groups}

    def visit(self, person: Person, group: str) -> Visit:
        about, campaign = self.about, self.campaign
        as_of, language = about.as_of, about.language
        sex = say(f"visit_{person.sex}", language) if person.sex else ""
        reported = campaign.sessions.reachable_from.get(person.reason)
        when = campaign.sessions.reachable(person.reason, as_of, campaign.deadline)
        available = as_of if when == "now" else reported
        if person.return_date:  # what the family said goes before the campaign's day
            reported = person.return_date
            available = max(as_of, reported)
        return Visit(
            key=make_row_key(self.tag, as_of, person.person_id),
            hamlet_id=person.hamlet_id,
            name=person.name,
            birth=written_birth(person),
            sex=sex,
            mother=person.mother or "",
            age_group=group,
            group=about.group(group),
            venue=self._venues.get(group, ""),
            status=about.heading(f"status_{person.status}"),
            reason=self._reason(person),
            back=reported if reported and reported > as_of else None,
            available=available,
            first_seen=person.first_seen,
            listed=person.last_seen,
            contact=person.contact_date,
            to_verify=person.presence == "to_verify",
        )

    def _reason(self, person: Person) -> str:
        if person.reason == NO_REASON:
            return ""
        if person.reason == OTHER_REASON and person.reason_text:
            return person.reason_text
        return self.about.reason(person.reason)


def _seats(
    plan: Iterable[Mapping[str, Any]],
) -> dict[tuple[str, str], list[tuple[Seat, int]]]:
    """Give by hamlet and age group the sessions with their places, in order of days."""
    found: dict[tuple[str, str], list[tuple[Seat, int]]] = defaultdict(list)
    for row in plan:
        seat = (row["date"], row["venue"]), row["children"]
        found[row["hamlet_id"], row["age_group"]].append(seat)
    return {key: sorted(seats) for key, seats in found.items()}


def _seated(
    visits: list[Visit], seats: Mapping[tuple[str, str], list[tuple[Seat, int]]]
) -> Iterator[Visit]:
    """Give children the places of their hamlet and age group.

    Who can come earliest is seated first: whoever can by one day can by every later
    one, so that no place is left which the plan had somebody for.
    """
    by_group: dict[tuple[str, str], list[Visit]] = defaultdict(list)
    for visit in visits:
        by_group[visit.hamlet_id, visit.age_group].append(visit)
    for key, group in by_group.items():
        # Of children who can come from the same day on, siblings stand together.
        left = sorted(
            group, key=lambda v: (v.available or date.max, comparison_key(v.mother))
        )
        for (day, venue), places in seats.get(key, ()):
            can = [v for v in left if v.available and v.available <= day][:places]
            taken = {v.key for v in can}
            left = [v for v in left if v.key not in taken]
            yield from (replace(v, session=day, venue=venue) for v in can)
        yield from left
