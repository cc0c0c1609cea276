"""Exact rules within a date: rows that are certainly one child become one group."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from dophu.catalogue.issues import Issue, phrase
from dophu.persons.listed_hamlets import ListedHamlets
from dophu.persons.record import (
    Person,
    accents_differ,
    fill_progress,
    fill_record,
    marks_differ,
    names_alike,
    numbers_differ,
    same_by_number,
)


@dataclass
class Group:
    """Source rows of one date that are one child: its record, and the rows' positions.

    The first position is the row that counts the child; the others are merged.
    ``lists`` are the files and sheets that the rows stand on.
    """

    person: Person
    positions: list[int]
    lists: set[tuple[str, str]]


def group_rows(
    people: list[tuple[int, Person]], listed: ListedHamlets, issues: list[Issue]
) -> list[Group]:
    """Merge the rows of one date that are certainly the same child.

    Parameters
    ----------
    people
        Position of each row and the record read from it, in the order of the lists.
    listed
        The hamlets of the rows: a child whose number several hamlets' rows have is
        compared by name, birth date and the one that goes first.
    issues
        What was merged (DS-11), a number under two names (DS-10).
    """
    groups = _merge_by_number(people, issues)
    for group in groups:
        if len(listed.claiming(group.positions)) > 1:
            group.person.hamlet_id = listed.first(group.positions)
    return _merge_by_key(groups, issues)


def _merge_by_number(
    people: list[tuple[int, Person]], issues: list[Issue]
) -> list[Group]:
    groups: list[Group] = []
    by_number: dict[str, list[Group]] = defaultdict(list)
    for position, person in people:
        group = Group(person, [position], {(person.file, person.sheet)})
        if person.number:
            others = by_number[person.number]
            same = [g for g in others if same_by_number(g.person, person)]
            if same:
                merge(same[0], group, phrase("same_number"), issues)
                continue
            others.append(group)
        groups.append(group)
    for others in by_number.values():
        first, *more = others
        if not all(names_alike(first.person.name, g.person.name) for g in more):
            _drop_number(others, issues)
    return groups


def drop_shared_numbers(groups: list[Group], issues: list[Issue]) -> None:
    """Discard a number that two children still have, and list it (DS-10)."""
    by_number: dict[str, list[Group]] = defaultdict(list)
    for group in groups:
        if group.person.number:
            by_number[group.person.number].append(group)
    for others in by_number.values():
        if len(others) > 1:
            _drop_number(others, issues)


def _drop_number(groups: list[Group], issues: list[Issue]) -> None:
    first, *more = groups
    for group in more:
        add_issue(issues, "DS-10", group.person, other=first.person.place)
    for group in groups:
        group.person.number = None


def _merge_by_key(groups: list[Group], issues: list[Issue]) -> list[Group]:
    by_key: dict[object, list[Group]] = defaultdict(list)
    for group in groups:
        if group.person.precision == "day" and (key := group.person.exact_key):
            by_key[key].append(group)
    absorbed: set[int] = set()
    for same in by_key.values():
        # Two rows of one list are two children as a rule: left to the decision rules.
        if len(same) == 1 or not _stand_on_different_lists(same):
            continue
        first, *others = same
        if any(_conflict(a.person, b.person) for a in same for b in same):
            continue
        for group in others:
            merge(first, group, phrase("same_name_birth_hamlet"), issues)
            absorbed.add(id(group))
    return [group for group in groups if id(group) not in absorbed]


def _conflict(a: Person, b: Person) -> bool:
    """Test whether numbers, accents or brackets, as of twins, point to two children."""
    return numbers_differ(a, b) or accents_differ(a, b) or marks_differ(a, b)


def _stand_on_different_lists(groups: list[Group]) -> bool:
    lists = [place for group in groups for place in group.lists]
    return len(set(lists)) == len(lists)


def merge(kept: Group, other: Group, why: dict[str, str], issues: list[Issue]) -> None:
    """Merge one group into another, fill its record, and list the merge (DS-11)."""
    place = kept.person.place
    add_issue(issues, "DS-11", other.person, other=place, why=why)
    fill_record(kept.person, other.person)
    _take_positions(kept, other)


def attach_rows(kept: Group, other: Group) -> None:
    """Count the rows of one group with another's, provisionally.

    They may be two children: each record keeps what identifies the child, so that a
    decided non-link has both again; only progress counts for both, the lesser where
    their rows disagree.
    """
    fill_progress(kept.person, other.person)
    _take_positions(kept, other)


def exchange(one: Group, two: Group) -> None:
    """Exchange what two groups hold, so that the other's record is the kept one."""
    one.person, two.person = two.person, one.person
    one.positions, two.positions = two.positions, one.positions
    one.lists, two.lists = two.lists, one.lists


def _take_positions(kept: Group, other: Group) -> None:
    kept.positions += other.positions
    kept.lists |= other.lists


def add_issue(issues: list[Issue], code: str, person: Person, **details: object):
    """Raise an issue at the row that a record comes from."""
    place = (person.file, person.sheet, str(person.row), person.hamlet_id)
    issues.append(Issue(code, *place, details))
