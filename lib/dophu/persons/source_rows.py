"""Source rows as records at the start, and what became of each row at the end."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import MISSING, Field, fields
from itertools import repeat
from typing import Any

from dophu.catalogue.issues import Issue
from dophu.persons.exact_same_date import Group
from dophu.persons.matching import DateInputs, Matched
from dophu.persons.record import COUNTED, FROM_ROW, Person, further
from dophu.rosters.texts.distinct import each_once

Records = list[tuple[int, Person]]
"""Position of each source row, and the record read from it."""

_PLACE_AND_DAYS = ("file", "sheet", "row", "applied_date", "issued_date")


def usable_records(inputs: DateInputs, found: Matched) -> tuple[Records, Records]:
    """Give the records of the rosters and of the enrolment lists.

    A row without a name, a roster row without a hamlet, and one with a birth after the
    date are quarantined (DS-04 for the last).
    """
    by_source: dict[str, Records] = {"roster": [], "enrolment": []}
    columns = inputs.rows.columns
    # Not strict: a field without a column is repeated without end.
    taken = zip(*(_column_of(field, columns) for field in fields(Person)), strict=False)
    for position, (kind, values) in enumerate(zip(columns["kind"], taken, strict=True)):
        source = columns["source"][position]
        if kind != "data" or source not in by_source:
            continue
        person = Person(*values)
        no_hamlet = source == "roster" and person.hamlet_id is None
        future = person.birth_from is not None and person.birth_from > inputs.as_of
        if future:
            place = (person.file, person.sheet, str(person.row), person.hamlet_id or "")
            found.issues.append(Issue("DS-04", *place))
        if person.name is None or no_hamlet or future:
            found.outcomes[position] = "quarantined"
        else:
            by_source[source].append((position, person))
    return by_source["roster"], by_source["enrolment"]


def _column_of(field: Field[Any], columns: dict[str, list[Any]]) -> Iterable[Any]:
    """Give for each source row what a record read from it has in a field."""
    if field.name == "roster_status":
        return columns["status"]
    if field.name in (*FROM_ROW, *_PLACE_AND_DAYS):
        return columns[field.name]
    return repeat("" if field.default is MISSING else field.default)


def set_statuses(found: Matched, inputs: DateInputs) -> None:
    """Give every child its status, and its presence within or out of scope.

    Who was out of scope by an earlier birth date comes back where the date settled now
    is in one of the age groups.
    """
    births = [(person.birth_from, person.birth_to) for person in found.people]
    groups = each_once(
        lambda born: inputs.age_groups.group_of(*born, inputs.as_of), births
    )
    for person, group in zip(found.people, groups, strict=True):
        person.status = further(
            "not_yet", person.roster_status, person.enrolment_status, person.door_status
        )
        # What a person decided goes before whatever lists have.
        decided = inputs.presences.get(person.person_id)
        person.presence = decided or person.presence
        if person.presence in COUNTED or person.presence == "out_of_scope":
            if group is None:
                person.presence = "out_of_scope"
            elif person.presence == "out_of_scope":
                person.presence = "present"


def book_rows(groups: list[Group], found: Matched) -> None:
    """Book every row of a child as ``merged``, under the child's id."""
    for group in groups:
        for position in group.positions:
            found.outcomes[position] = "merged"
            found.person_ids[position] = group.person.person_id


def set_outcomes(groups: list[Group], found: Matched) -> None:
    """Give the first row of each child its outcome, by the child's presence."""
    outcomes = {
        "present": "person",
        "to_verify": "person",
        "out_of_scope": "out_of_scope",
    }
    for group in groups:
        outcome = outcomes.get(group.person.presence, "left")
        found.outcomes[group.positions[0]] = outcome
