"""Rows of a list for the door that name no hamlet."""

from __future__ import annotations

from dophu.catalogue.issues import Issue
from dophu.persons.door_places import UNPLACED, propose_places
from dophu.rosters.sheets.source_rows import COLUMNS, Rows


def test_a_row_with_another_message_too_is_among_those_that_a_line_settles():
    rows = Rows()
    for number, codes in ((5, UNPLACED), (6, f"{UNPLACED} PH-13"), (7, "PH-13")):
        given = {"file": "a.xlsx", "sheet": "DS", "row": number, "issues": codes}
        for name in COLUMNS:
            rows.columns[name].append(given.get(name))
    details = {"line_open": "row,a.xlsx,DS!5,<hamlet_id>"}
    rows.issues.append(Issue(UNPLACED, "a.xlsx", "DS", "5", details=details))
    propose_places(rows, [], {"H1": "Thôn Mẫu 1"})
    (issue,) = rows.issues
    assert issue.details["rows"] == 2
