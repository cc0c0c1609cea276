"""Last date's children in this date's hamlets, where hamlets merged or were split."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import replace
from datetime import date
from typing import Any

from dophu.campaign.config import Campaign
from dophu.catalogue.issues import Issue, phrase
from dophu.persons import COUNTED, Person


def resettle(
    people: list[Person],
    rows: dict[str, list[Any]],
    campaign: Campaign,
    then: date,
    day: date,
) -> list[Person]:
    """Give the children of a date in the hamlets of a later one.

    Whole where the hamlet passed into one other. Where it was parted, a child goes
    where a list of one of the parts names it (same name and birth date), and stays
    in the old hamlet while none does: no child is parted by share. A child whose
    hamlet left the unit has ``left``.

    Parameters
    ----------
    people
        The children of the date ``then``.
    rows
        The source rows of ``day`` by column.
    """
    successors = campaign.events.successors(then, day)
    if not successors:
        return people
    listed: dict[tuple[Any, ...], set[str]] = defaultdict(set)
    names, births = (
        rows["name_key"],
        zip(rows["birth_from"], rows["birth_to"], strict=True),
    )
    for name, birth, hamlet in zip(names, births, rows["hamlet_id"], strict=True):
        if hamlet:
            listed[name, *birth].add(hamlet)
    return [
        _settled(person, successors.get(person.hamlet_id), listed) for person in people
    ]


def _settled(
    person: Person,
    places: tuple[tuple[str, float], ...] | None,
    listed: dict[tuple[Any, ...], set[str]],
) -> Person:
    if places is None:
        return person
    ids = [hamlet for hamlet, _ in places]
    # '' is another unit. Who had left or died before stays so.
    if ids == [""]:
        counted = person.presence in COUNTED
        return replace(person, presence="left") if counted else person
    if len(ids) > 1:
        key = person.name_key, person.birth_from, person.birth_to
        ids = [hamlet for hamlet in ids if hamlet in listed[key]]
    # Listed by two parts, or by none, it stays: a child is never parted by share.
    return replace(person, hamlet_id=ids[0]) if len(ids) == 1 else person


def hamlets_held(campaign: Campaign, day: date, people: list[Person]) -> list[str]:
    """List the hamlets of a day, then abolished ones that still hold children."""
    held = {person.hamlet_id for person in people if person.presence in COUNTED}
    ids = campaign.hamlets.on(day).ids
    rest = [h for h in campaign.hamlets.ids if h in held and h not in ids]
    return [*ids, *rest]


def find_unexplained(
    campaign: Campaign, then: date | None, day: date, people: list[Person]
) -> list[Issue]:
    """List hamlets that came or went without an event, or ended and hold children.

    The unit's code may stay the same while what it covers changes; only the list of
    hamlets shows it (TD-21). TD-22 counts the children that remain in an
    abolished hamlet.
    """
    names, now = campaign.hamlets.names, campaign.hamlets.on(day).ids
    held = Counter(p.hamlet_id for p in people if p.presence in COUNTED)
    issues = [
        Issue("TD-22", hamlet_id=h, details={"hamlet": names[h], "children": held[h]})
        for h in names
        if h not in now and held[h]
    ]
    if then is None:
        return issues
    before = campaign.hamlets.on(then).ids
    events = campaign.events.between(then, day)
    began = {event.to_id for event in events}
    ended = {event.from_id for event in events}
    changes = (
        ("hamlet_new", [h for h in now if h not in before and h not in began]),
        ("hamlet_ended", [h for h in before if h not in now and h not in ended]),
    )
    return issues + [
        Issue(
            "TD-21",
            hamlet_id=hamlet,
            details={"hamlet": names[hamlet], "what": phrase(what), "date": str(then)},
        )
        for what, hamlets in changes
        for hamlet in hamlets
    ]


def last_received(
    campaign: Campaign, then: date, day: date, last: dict[str, str | None]
) -> dict[str, str | None]:
    """Give the date of each hamlet's newest list, of what it was made from included."""
    found = dict(last)
    for old, places in campaign.events.successors(then, day).items():
        for hamlet, _ in places:
            dates = [d for d in (found.get(hamlet), last.get(old)) if d]
            found[hamlet] = max(dates, default=None)
    return found
