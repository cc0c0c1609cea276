"""Rows of lists for the door without their key: the child found by name and birth.

A row of such a list is an answer, whatever became of its key. Where name, birth date
and hamlet are those of just one child of the last date it is that child's answer, and
is weighed as one; any other is a row of a part of the hamlet's list. A row that names
no hamlet is looked for in all of them, one without a whole birth date by name and
hamlet.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from dophu.campaign.decided_rows import ONE, as_value, propose_row
from dophu.catalogue.issues import Issue
from dophu.persons.enrolment_index import EnrolmentIndex
from dophu.persons.record import Person, births_agree
from dophu.rosters.door.answer import SOURCE
from dophu.rosters.sheets.source_rows import Rows

_RECORD = (
    "name", "name_key", "hamlet_id", "birth_from", "birth_to", "precision", "sex",
    "mother", "file", "sheet", "row",
)  # fmt: skip


def find_lost_keys(rows: Rows, earlier: Sequence[Person], then: date) -> None:
    """Give rows that lost their key to the children of the last date, and report it.

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
    ]
    if not lost:
        return
    index = EnrolmentIndex([*earlier])
    days = _list_days(rows)
    reported: dict[tuple[str, str, str], list[int]] = defaultdict(list)
    named = Counter((p.name_key, p.hamlet_id) for p in earlier)
    by_name = {(p.name_key, p.hamlet_id): p for p in earlier}
    for at in lost:
        row = Person("", *(columns[name][at] for name in _RECORD[:3]))
        for name in _RECORD[3:]:
            setattr(row, name, columns[name][at])
        code, person = "PH-18", index.find(row)[0]
        same = row.name_key, row.hamlet_id
        # Without a whole birth date the name has to be the only one of its hamlet.
        if person is None and row.precision != "day" and named[same] == 1:
            if row.birth_from is None or births_agree(row, by_name[same]):
                code, person = "PH-22", by_name[same]
        answer = columns["door"][at]
        if person is None:
            # "Cháu An" may be a child that is known by its whole name.
            is_whole = row.precision == "day" or answer.is_settled
            if row.hamlet_id and not is_whole:
                reported["PH-23", row.file, row.sheet].append(row.row - 1)
            continue
        if not row.hamlet_id:
            _take_back(rows, at, row)
        day = days.get(row.file, then)
        key = replace(answer.key, day=day, person_id=person.person_id)
        columns["door"][at] = replace(answer, key=key)
        columns["source"][at] = SOURCE
        if code != "PH-22" or not answer.is_settled:
            reported[code, row.file, row.sheet].append(row.row - 1)
    for (code, file, sheet), found in sorted(reported.items()):
        line = propose_row(file, sheet, found, ONE)
        details: dict[str, Any] = {"rows": len(found)}
        if code in ("PH-22", "PH-23"):
            details |= {"line": line, "places": as_value("", found)}
        rows.issues.append(Issue(code, file, sheet, details=details))


def _take_back(rows: Rows, at: int, row: Person) -> None:
    """Leave out that a row is of no known hamlet (PH-14): its child is."""
    place = "PH-14", row.file, row.sheet, str(row.row)
    rows.columns["issues"][at] = ""
    rows.issues = [i for i in rows.issues if (i.code, i.file, i.sheet, i.cell) != place]


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
