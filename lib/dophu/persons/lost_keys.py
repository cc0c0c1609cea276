"""Rows of lists for the door without their key: the child found by name and birth.

A row of such a list is an answer, whatever became of its key. Where name, birth date
and hamlet are those of just one child of the last date it is that child's answer, and
is weighed as one; any other is a row of a part of the hamlet's list.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from dophu.catalogue.issues import Issue
from dophu.persons.enrolment_index import EnrolmentIndex
from dophu.persons.record import Person
from dophu.rosters.door_rows import SOURCE
from dophu.rosters.source_rows import Rows

_RECORD = (
    "name", "name_key", "hamlet_id", "birth_from", "birth_to", "precision", "sex",
    "mother", "file", "sheet", "row",
)  # fmt: skip


def find_lost_keys(rows: Rows, earlier: Sequence[Person], then: date) -> None:
    """Give rows that lost their key to the children of the last date, and tell.

    They count as answers on the list that the other rows of their file are of, on that
    of the last date where none has a key: never as newer than the rows beside them.
    """
    columns = rows.columns
    lost = [
        at
        for at, answer in enumerate(columns["door"])
        if answer is not None
        and columns["source"][at] != SOURCE
        and columns["kind"][at] == "data"
        and columns["name"][at]
        and columns["hamlet_id"][at]
    ]
    if not lost:
        return
    index = EnrolmentIndex([*earlier])
    days = _list_days(rows)
    reported: Counter[tuple[str, str]] = Counter()
    for at in lost:
        row = Person("", *(columns[name][at] for name in _RECORD[:3]))
        for name in _RECORD[3:]:
            setattr(row, name, columns[name][at])
        person = index.find(row)[0]
        if person is None:
            continue
        answer = columns["door"][at]
        day = days.get(row.file, then)
        key = replace(answer.key, day=day, person_id=person.person_id)
        columns["door"][at] = replace(answer, key=key)
        columns["source"][at] = SOURCE
        reported[row.file, row.sheet] += 1
    rows.issues += [
        Issue("PH-18", *place, details={"rows": count})
        for place, count in sorted(reported.items())
    ]


def _list_days(rows: Rows) -> dict[str, date]:
    """Give the oldest list that rows with a key are of, by file."""
    days: dict[str, date] = {}
    columns = rows.columns
    for source, file, answer in zip(
        columns["source"], columns["file"], columns["door"], strict=True
    ):
        if source == SOURCE and answer is not None:
            days[file] = min(answer.key.day, days.get(file, answer.key.day))
    return days
