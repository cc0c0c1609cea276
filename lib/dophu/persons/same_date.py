"""The same child twice on the lists of one date."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from dophu.issues import Issue, phrase
from dophu.persons.people import (
    Person,
    numbers_differ,
    same_by_number,
    take_what_is_missing,
)


@dataclass
class Group:
    """Source rows of one date that are one child: its record, and the rows' positions.

    The first position is the row that counts the child; the others are merged.
    """

    person: Person
    positions: list[int]


def group_rows(people: list[tuple[int, Person]], issues: list[Issue]) -> list[Group]:
    """Merge the rows of one date that are certainly the same child.

    Parameters
    ----------
    people
        Position of each row and the record read from it, in the order of the lists.
    issues
        What was merged (DS-11), what looks double but is not certain (DS-12), a
        number under two names (DS-10), one child on two hamlets' lists (DS-16).
    """
    groups = _merge_by_number(people, issues)
    return _merge_by_key(groups, issues)


def _merge_by_number(
    people: list[tuple[int, Person]], issues: list[Issue]
) -> list[Group]:
    groups: list[Group] = []
    by_number: dict[str, list[Group]] = defaultdict(list)
    for position, person in people:
        group = Group(person, [position])
        if person.number:
            others = by_number[person.number]
            same = [g for g in others if same_by_number(g.person, person)]
            if same:
                _merge(same[0], group, "same_number", issues)
                continue
            if others:
                _add_issue(issues, "DS-10", person, other=others[0].person.place)
            others.append(group)
        groups.append(group)
    for others in by_number.values():
        if len(others) > 1:
            for group in others:
                group.person.number = None
    return groups


def _merge_by_key(groups: list[Group], issues: list[Issue]) -> list[Group]:
    by_key: dict[object, list[Group]] = defaultdict(list)
    for group in groups:
        if group.person.exact_key and group.person.precision == "day":
            by_key[group.person.exact_key].append(group)
    gone: set[int] = set()
    for alike in by_key.values():
        if len(alike) == 1:
            continue
        lists = {(g.person.file, g.person.sheet) for g in alike}
        first, *others = alike
        clash = any(numbers_differ(a.person, b.person) for a in alike for b in alike)
        if len(lists) == len(alike) and not clash:
            for group in others:
                _merge(first, group, "same_name_birth_hamlet", issues)
                gone.add(id(group))
            continue
        for group in others:
            if not numbers_differ(first.person, group.person):
                _add_issue(issues, "DS-12", group.person, other=first.person.place)
    return [group for group in groups if id(group) not in gone]


def _merge(kept: Group, other: Group, why: str, issues: list[Issue]) -> None:
    place = kept.person.place
    _add_issue(issues, "DS-11", other.person, other=place, why=phrase(why))
    if other.person.hamlet_id != kept.person.hamlet_id:
        _add_issue(issues, "DS-16", other.person, other=place)
    take_what_is_missing(kept.person, other.person)
    kept.positions += other.positions


def _add_issue(issues: list[Issue], code: str, person: Person, **details: object):
    place = (person.file, person.sheet, str(person.row), person.hamlet_id)
    issues.append(Issue(code, *place, details))
