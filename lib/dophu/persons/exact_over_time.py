"""Exact rules over time: which child of the last date a group of rows is."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Hashable
from dataclasses import replace

from dophu.child_names import spelled_key
from dophu.persons.exact_same_date import Group
from dophu.persons.record import (
    AGE,
    Person,
    accents_differ,
    births_agree,
    marks_differ,
    numbers_differ,
)
from dophu.persons.twin_names import sibling_mark

Key = Callable[[Person], Hashable | None]
Agree = Callable[[Person, Person], bool]


def find_earlier(
    groups: list[Group], earlier: list[Person], moved: Collection[str] = ()
) -> dict[int, Person]:
    """Pair this date's children with those of the last date.

    Exact rules, each on what the one before left: the number, where the name agrees;
    name, birth date and hamlet, first with brackets and accents, then with accents that
    one of the two lost, since twins' names may differ by these alone; the number, where
    the birth date agrees (a name set right); name and hamlet alone, where each side has
    one such child and the birth dates can be one (a year that became a day). A child
    that a person ``moved`` is found on any list: its old hamlet may list it still.

    Returns
    -------
    dict
        Position in ``groups`` → the child of the last date. A child of several records
        is paired once.
    """
    paired: dict[int, Person] = {}
    if not earlier:
        return paired
    rules: tuple[tuple[Key, Agree, bool], ...] = (
        (lambda p: p.number, _same_name, False),
        (_marked_key, _no_conflict, False),
        (_spelled_key, _no_conflict, False),
        (lambda p: p.exact_key, _same_but_for_lost_accents, False),
        (lambda p: p.number, _same_birth, True),
        (lambda p: (p.name_key, p.hamlet_id), _may_be_one, True),
    )
    for key, agree, only_one in rules:
        _pair(groups, earlier, paired, key, agree, only_one)
    anywhere = [p for p in earlier if p.person_id in moved]
    _pair(groups, anywhere, paired, _name_and_birth, _same_but_for_lost_accents, True)
    _pair_by_age(groups, earlier, paired)
    return paired


def _pair_by_age(
    groups: list[Group], earlier: list[Person], paired: dict[int, Person]
) -> None:
    """Pair namesakes of a hamlet whose ages, counted a week apart, can be one birth.

    Where each can be of one only: the days that an age means move with the list's date.
    """
    taken = {person.person_id for person in paired.values()}
    left = [p for p in earlier if p.person_id not in taken]
    for position, group in enumerate(groups):
        if position in paired or group.person.precision != AGE:
            continue
        mine = [p for p in left if _same_namesake(group.person, p)]
        if len({p.person_id for p in mine}) != 1:
            continue
        rivals = (
            other
            for at, other in enumerate(groups)
            if at != position and at not in paired
            and _same_namesake(other.person, mine[0])
        )  # fmt: skip
        if next(rivals, None) is None:
            paired[position] = mine[0]


def _same_namesake(a: Person, b: Person) -> bool:
    return (a.name_key, a.hamlet_id) == (b.name_key, b.hamlet_id) and _may_be_one(a, b)


def _spelled_key(person: Person) -> Hashable | None:
    return person.exact_key and (spelled_key(person.name), person.exact_key)


def _marked_key(person: Person) -> Hashable | None:
    mark = sibling_mark(person.name)
    return (mark, _spelled_key(person)) if mark and person.exact_key else None


def _name_and_birth(person: Person) -> Hashable | None:
    return person.exact_key and person.exact_key[:3]


def _same_name(a: Person, b: Person) -> bool:
    return a.name_key == b.name_key


def _same_birth(a: Person, b: Person) -> bool:
    same = a.birth_from is not None and a.birth_from == b.birth_from
    return same and a.birth_to == b.birth_to


def _no_conflict(a: Person, b: Person) -> bool:
    return not numbers_differ(a, b) and not marks_differ(a, b)


def _same_but_for_lost_accents(a: Person, b: Person) -> bool:
    return _no_conflict(a, b) and not accents_differ(a, b)


def _may_be_one(a: Person, b: Person) -> bool:
    return births_agree(a, b) and _same_but_for_lost_accents(a, b)


def _pair(
    groups: list[Group],
    earlier: list[Person],
    paired: dict[int, Person],
    key: Key,
    agree: Agree,
    only_one: bool,
) -> None:
    taken = {person.person_id for person in paired.values()}
    candidates_by_key: dict[Hashable, list[Person]] = defaultdict(list)
    for person in earlier:
        if person.person_id in taken:
            continue
        if (value := key(person)) is not None:
            candidates_by_key[value].append(person)
    if not candidates_by_key:
        return
    positions_by_key: dict[Hashable, list[int]] = defaultdict(list)
    for position, group in enumerate(groups):
        if position in paired:
            continue
        value = key(group.person)
        if value is not None and value in candidates_by_key:
            positions_by_key[value].append(position)
    for value, positions in positions_by_key.items():
        candidates = candidates_by_key[value]
        # A child may have several records: its own, and those linked to it.
        children = {c.person_id for c in candidates}
        if only_one and (len(positions) > 1 or len(children) > 1):
            continue
        for position in positions:
            match = next(
                (
                    c for c in candidates
                    if c.person_id not in taken and agree(groups[position].person, c)
                ),
                None,
            )  # fmt: skip
            if match is not None:
                taken.add(match.person_id)
                paired[position] = match


def carry_forward(person: Person, sent: bool) -> Person:
    """Carry forward a child of the last date that stands on no list of this one.

    Where its hamlet ``sent`` a list the child is ``to_verify``, and never counted as
    done; where it sent none the child stays as it was. Who has left stays ``left``.
    """
    if person.presence in ("left", "dead") or not sent:
        return replace(person)
    return replace(person, presence="to_verify")
