"""Enrolment lists joined to the children: by number, else name, birth and hamlet."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Protocol

from dophu.ages import AgeGroups
from dophu.catalogue.issues import Issue
from dophu.persons.candidate_pairs import Decided, Doubt, bits_for
from dophu.persons.comparison_keys import Frequencies
from dophu.persons.decision_rules import explain
from dophu.persons.record import (
    ENROLMENTS,
    Person,
    births_agree,
    further,
    make_person_id,
    names_alike,
)
from dophu.persons.residual_matching import join_left_over
from dophu.text import comparison_key

NOBODY, SEVERAL, SET_ASIDE = "TN-01", "TN-02", "TN-08"


class Findings(Protocol):
    """The children of a date, what became of its rows, and what was found."""

    people: list[Person]
    outcomes: list[str]
    person_ids: list[str]
    issues: list[Issue]
    doubts: list[Doubt]
    known: list[Person]


class EnrolmentIndex:
    """The children of a date, to be found from a row of an enrolment list."""

    def __init__(self, people: list[Person]) -> None:
        self._by_number: dict[str, list[Person]] = defaultdict(list)
        self._by_key: dict[object, list[Person]] = defaultdict(list)
        for person in people:
            if person.number:
                self._by_number[person.number].append(person)
            if person.exact_key:
                self._by_key[person.exact_key].append(person)

    def find(self, row: Person) -> tuple[Person | None, Issue | None]:
        """Give the child that a row is about, or the issue that says why none.

        By number where the name agrees, or nearly and the birth date too; else by
        name, birth date and hamlet, where just one child has them and no number
        speaks against it. A twin's number on another's row does not make it that
        twin's.
        """
        for person in self._by_number.get(row.number or "", ()):
            same_birth = row.birth_from and births_agree(row, person)
            if person.name_key == row.name_key or (
                same_birth and names_alike(person.name, row.name)
            ):
                return person, None
        found = [
            person
            for person in self._by_key.get(row.exact_key, ())
            if not (row.number and person.number)
        ]
        spelling = comparison_key(row.name)
        spelled = [p for p in found if comparison_key(p.name) == spelling]
        if len(found) > 1 and len(spelled) == 1:
            found = spelled
        if len(found) == 1:
            return found[0], None
        code = SEVERAL if found else NOBODY
        details = {"children": len(found)} if found else {}
        place = (row.file, row.sheet, str(row.row), row.hamlet_id or "")
        return None, Issue(code, *place, details)


@dataclass
class Enrolling:
    """Puts the enrolments of a date on its children.

    ``known`` are the last date's records to know again; of them those that come
    from enrolment lists are rows that a person has to place, or has placed.
    """

    frequencies: Frequencies
    decided: Decided
    as_of: date
    age_groups: AgeGroups
    known: Sequence[Person]

    def join(self, rows: list[tuple[int, Person]], found: Findings) -> None:
        """Join each row to the child it is about, or set it aside and say why."""
        if not rows:
            return
        before = {p.person_id for p in found.people if p.enrolment_status}
        index = EnrolmentIndex(found.people)
        left, enrolled, rejected = [], set(), []
        for position, row in rows:
            person, issue = index.find(row)
            if person is not None:
                enrolled.add(self._enrol(person, position, row, found))
            else:
                left.append((position, row))
                rejected.append(issue)
        self._name([row for _, row in left])
        records = [row for _, row in left]
        taken = {at for at, p in enumerate(found.people) if p.person_id in enrolled}
        paired, doubts = join_left_over(
            records, found.people, self.frequencies, self.decided,
            bits_for(len(left), len(rows)), once=False, taken=taken,
        )  # fmt: skip
        doubtful = {id(doubt.second): doubt for doubt in reversed(doubts)}
        for at, (position, row) in enumerate(left):
            place = (row.file, row.sheet, str(row.row), row.hamlet_id or "")
            if at in paired:
                person, pair = found.people[paired[at].right], paired[at].pair
                details = {"other": person.place, "why": explain(pair)}
                found.issues.append(Issue("TN-09", *place, details))
                enrolled.add(self._enrol(person, position, row, found))
                if not pair.levels:
                    found.known.append(row)
            elif self.age_groups.group_of(row.birth_from, row.birth_to, self.as_of):
                found.outcomes[position] = "quarantined"
                issue = rejected[at]
                if doubt := doubtful.get(id(row)):
                    asked = self._doubt(doubt, found)
                    issue = asked if issue.code == NOBODY else issue
                found.issues.append(issue)
            else:
                found.outcomes[position] = "out_of_scope"
        if lost := len(before - enrolled):
            found.issues.append(Issue("TN-06", details={"children": lost}))

    def _enrol(
        self, person: Person, position: int, row: Person, found: Findings
    ) -> str:
        enrol(person, row)
        found.outcomes[position] = "merged"
        found.person_ids[position] = person.person_id
        return person.person_id

    def _name(self, rows: list[Person]) -> None:
        """Give rows that no rule placed the ids they had on the last date."""
        same = {_record_key(p): p.person_id for p in self.known
                if p.file.startswith(ENROLMENTS)}  # fmt: skip
        for row in rows:
            row.person_id = same.get(_record_key(row)) or make_person_id(
                self.as_of, row.file, row.sheet, row.row
            )

    def _doubt(self, doubt: Doubt, found: Findings) -> Issue:
        row = doubt.second
        doubt.code = SET_ASIDE
        found.doubts.append(doubt)
        found.known.append(row)
        place = (row.file, row.sheet, str(row.row), row.hamlet_id or "")
        pair = f"{doubt.first.person_id} {row.person_id}"
        why = explain(doubt.pair)
        details = {"other": doubt.first.place, "pair": pair, "why": why}
        return Issue(SET_ASIDE, *place, details)


def _record_key(row: Person) -> tuple[Any, ...]:
    return row.name_key, row.birth_from, row.birth_to, row.hamlet_id, row.number


def enrol(person: Person, row: Person) -> None:
    """Put an enrolment row's status and dates on the child.

    A row of an enrolment list that says no more is an application taken.
    """
    person.enrolment_status = further(
        person.enrolment_status, row.roster_status or "applied"
    )
    person.applied_date = row.applied_date or person.applied_date
    person.issued_date = row.issued_date or person.issued_date
