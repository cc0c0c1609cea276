"""Who each child of a date was before: ids kept, doubles joined, nobody lost.

A group of rows first gets the id by which the exact rules know it, then groups that
are alike become one, then what is left is looked for among who is gone.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Protocol

from dophu.issues import Issue
from dophu.persons.judging import explain
from dophu.persons.linking import (
    Decided,
    Doubt,
    bits_for,
    join_alike,
    join_left_over,
)
from dophu.persons.over_time import carry, find_earlier
from dophu.persons.people import ENROLMENTS, Person, further, make_person_id
from dophu.persons.records import Frequencies
from dophu.persons.same_date import Group, add_issue, drop_shared_numbers, merge


class Findings(Protocol):
    """Where issues, pairs in doubt and records to know again are put."""

    issues: list[Issue]
    doubts: list[Doubt]
    known: list[Person]


@dataclass
class Identities:
    """The children of the last date, and which of them are seen on this one."""

    earlier: list[Person]
    known: Sequence[Person]
    as_of: date

    def __post_init__(self) -> None:
        self._known = [p for p in self.known if not p.file.startswith(ENROLMENTS)]
        self._before = {p.person_id: p for p in (*self._known, *self.earlier)}
        self._counted = {p.person_id for p in self.earlier}
        self._seen: set[str] = set()

    def follow(
        self,
        groups: list[Group],
        frequencies: Frequencies,
        decided: Decided,
        found: Findings,
    ) -> list[Group]:
        """Give each group its child's id and history; join those that are one child.

        ``found`` gets what was joined, and what is in doubt.
        """
        exact = find_earlier(groups, [*self.earlier, *self._known])
        for at, group in enumerate(groups):
            self._name(group, exact[at].person_id if at in exact else "")
        groups, doubts = self._join(groups, frequencies, decided, found)
        drop_shared_numbers(groups, found.issues)
        self._find_left_over(groups, frequencies, decided, found)
        for doubt in doubts:  # not before: ids are settled now
            _doubt("DS-20", doubt, found)
        for group in groups:
            self._remember(group)
        found.known += [p for p in self._known if p.person_id not in self._seen]
        return groups

    def _name(self, group: Group, person_id: str) -> None:
        person = group.person
        person.person_id = person_id or make_person_id(
            self.as_of, person.file, person.sheet, person.row
        )
        if person_id:
            self._seen.add(person_id)

    def _join(
        self,
        groups: list[Group],
        frequencies: Frequencies,
        decided: Decided,
        found: Findings,
    ) -> tuple[list[Group], list[Doubt]]:
        joins, doubts = join_alike(groups, frequencies, decided)
        gone = set()
        for kept, other, pair in joins:
            self._absorb(groups[kept], groups[other].person, bool(pair.levels), found)
            merge(groups[kept], groups[other], explain(pair), found.issues)
            gone.add(other)
        return [g for at, g in enumerate(groups) if at not in gone], doubts

    def _absorb(self, kept: Group, other: Person, alike: bool, found: Findings) -> None:
        """Let a group take over from another: the id known longer is the child's."""
        stays, goes = kept.person, replace(other)
        if self._age(other.person_id) < self._age(stays.person_id):
            goes = replace(stays, person_id=stays.person_id)
            stays.person_id = other.person_id
        before = self._before.get(goes.person_id)
        if before:
            _take_history(stays, before)
        if before or not alike:
            found.known.append(goes)
            self._seen.add(goes.person_id)

    def _age(self, person_id: str) -> tuple[bool, date]:
        """Give what sorts ids by how long they are counted: the longest first."""
        before = self._before.get(person_id)
        seen = before.first_seen if before and before.first_seen else self.as_of
        return person_id not in self._counted, seen

    def _find_left_over(
        self,
        groups: list[Group],
        frequencies: Frequencies,
        decided: Decided,
        found: Findings,
    ) -> None:
        new = [g for g in groups if g.person.person_id not in self._before]
        gone = [p for p in self.earlier if p.person_id not in self._seen]
        paired, doubts = join_left_over(
            [g.person for g in new], gone, frequencies, decided,
            bits_for(max(len(new), len(gone)), len(groups)),
        )  # fmt: skip
        for at, (other, pair) in paired.items():
            person, before = new[at].person, gone[other]
            add_issue(found.issues, "TN-09", person, other=before.place,
                      why=explain(pair))  # fmt: skip
            if not pair.levels:
                found.known.append(replace(person))
            person.person_id = before.person_id
            self._seen.add(before.person_id)
        for doubt in doubts:
            _doubt("TN-07", doubt, found)

    def _remember(self, group: Group) -> None:
        person = group.person
        before = self._before.get(person.person_id)
        person.first_seen = (before.first_seen if before else None) or self.as_of
        person.last_seen = self.as_of
        if before:
            _take_history(person, before)
            person.number = person.number or before.number

    def carry(self, sent: set[str], decided: Decided, found: Findings) -> list[Person]:
        """Carry the children that stand on no list, but for doubles of others.

        Who was decided to be a child that is there too is that child.
        """
        left = [p for p in self.earlier if p.person_id not in self._seen]
        carried = []
        for person in left:
            others = _decided_same(person.person_id, decided) & self._counted
            older = {o for o in others if self._age(o) < self._age(person.person_id)
                     or o in self._seen}  # fmt: skip
            if older:
                found.known.append(replace(person))
            else:
                carried.append(carry(person, person.hamlet_id in sent))
        return carried


def _decided_same(person_id: str, decided: Decided) -> set[str]:
    pairs = (pair for pair, same in decided.items() if same and person_id in pair)
    return {other for pair in pairs for other in pair if other != person_id}


def _take_history(person: Person, before: Person) -> None:
    """Take from a child's earlier record what enrolment lists once said."""
    person.enrolment_status = further(person.enrolment_status, before.enrolment_status)
    person.applied_date = person.applied_date or before.applied_date
    person.issued_date = person.issued_date or before.issued_date


def _doubt(code: str, doubt: Doubt, found: Findings) -> None:
    found.doubts.append(doubt)
    levels = doubt.pair.levels
    typed_twice = (
        code == "DS-20"
        and (doubt.first.file, doubt.first.sheet)
        == (doubt.second.file, doubt.second.sheet)
        and levels["name"] == levels["birth"] == levels["hamlet"] == "same"
    )
    ids = f"{doubt.first.person_id} {doubt.second.person_id}"
    why = {} if typed_twice else {"why": explain(doubt.pair)}
    add_issue(found.issues, "DS-12" if typed_twice else code, doubt.second,
              other=doubt.first.place, pair=ids, **why)  # fmt: skip
