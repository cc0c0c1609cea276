"""Which child of a date an enrolment row is about, by exact rules."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import Any

from dophu.catalogue.issues import Issue
from dophu.child_names import spelled_key
from dophu.persons.record import (
    AGE,
    Person,
    accents_differ,
    births_agree,
    marks_differ,
    names_alike,
)

NOBODY, SEVERAL = "TN-01", "TN-02"


class EnrolmentIndex:
    """The children of a date by the keys that enrolment rows are linked by."""

    def __init__(self, people: list[Person]) -> None:
        self._by_number: dict[str, list[Person]] = defaultdict(list)
        self._by_key: dict[object, list[Person]] = defaultdict(list)
        self._by_age: dict[object, list[Person]] = defaultdict(list)
        self._in_unit: dict[object, list[Person]] = defaultdict(list)
        for person in people:
            if person.number:
                self._by_number[person.number].append(person)
            if key := person.exact_key:
                self._by_key[key].append(person)
                # Without the hamlet, for rows that name none.
                self._in_unit[key[:3]].append(person)
            # An age means other days on every date: it is compared, and no key.
            if person.precision == AGE:
                self._by_age[person.name_key, person.hamlet_id].append(person)

    def find(self, row: Person) -> tuple[Person | None, Issue | None]:
        """Give the child that a row is about, or the issue why there is none.

        By number where the name agrees, or nearly and the birth date too; else by
        name, birth date and hamlet, where just one child has them and neither the
        numbers differ nor accents, but for lost ones; an age has to allow the birth
        date. A row without a hamlet is looked for in all of them. A twin's number on a
        row does not make the row that twin's.
        """
        for person in self._by_number.get(row.number or "", ()):
            same_birth = row.birth_from and births_agree(row, person)
            if person.name_key == row.name_key or (
                same_birth and names_alike(person.name, row.name)
            ):
                return person, None
        of_age = self._by_age.get((row.name_key, row.hamlet_id), ())
        found = [
            person
            for person in (
                *self._of_name_and_birth(row),
                *(p for p in of_age if row.birth_from and births_agree(p, row)),
            )
            # Equal numbers were looked up above: two that stand here differ, or belong
            # to unlike names.
            if not (row.number and person.number)
            and not accents_differ(row, person)
            and not marks_differ(row, person)
        ]
        spelling = spelled_key(row.name)
        spelled = [p for p in found if spelled_key(p.name) == spelling]
        # Twins' names may differ by an accent alone: then the very spelling decides.
        if len(found) > 1 and len(spelled) == 1:
            found = spelled
        if len(found) == 1:
            return found[0], None
        code = SEVERAL if found else NOBODY
        details = {"children": len(found)} if found else {}
        return None, row_issue(code, row, **details)

    def _of_name_and_birth(self, row: Person) -> Sequence[Person]:
        """Give those of the row's hamlet, of all hamlets for a row that names none."""
        if row.hamlet_id or not row.exact_key:
            return self._by_key.get(row.exact_key, ())
        return (
            # A year alone is shared by many namesakes of a whole unit.
            self._in_unit.get(row.exact_key[:3], ()) if row.precision == "day" else ()
        )


def row_issue(code: str, row: Person, **details: Any) -> Issue:
    """Raise an issue at an enrolment row."""
    place = row.file, row.sheet, str(row.row), row.hamlet_id or ""
    return Issue(code, *place, details)
