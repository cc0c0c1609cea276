"""Enrolment lists joined to the children: by number, else name, birth and hamlet."""

from __future__ import annotations

from collections import defaultdict

from dophu.issues import Issue
from dophu.persons.people import Person, births_agree, further

NOBODY, SEVERAL = "TN-01", "TN-02"


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

        By number where name or birth date agrees too; else by name, birth date
        and hamlet, where just one child has them and no number speaks against it.
        """
        for person in self._by_number.get(row.number or "", ()):
            same_birth = row.birth_from and births_agree(row, person)
            if person.name_key == row.name_key or same_birth:
                return person, None
        found = [
            person
            for person in self._by_key.get(row.exact_key, ())
            if not (row.number and person.number)
        ]
        if len(found) == 1:
            return found[0], None
        code = SEVERAL if found else NOBODY
        details = {"children": len(found)} if found else {}
        place = (row.file, row.sheet, str(row.row), row.hamlet_id or "")
        return None, Issue(code, *place, details)


def enrol(person: Person, row: Person) -> None:
    """Put an enrolment row's status and dates on the child.

    A row of an enrolment list that says no more is an application taken.
    """
    person.enrolment_status = further(
        person.enrolment_status, row.roster_status or "applied"
    )
    person.applied_date = row.applied_date or person.applied_date
    person.issued_date = row.issued_date or person.issued_date
