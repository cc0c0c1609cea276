"""A decision on rows that are none of the file's is reported, never lost."""

from __future__ import annotations

import pytest

from dophu.campaign.decisions import Decision
from dophu.rosters.sheets.source_rows import Rows
from dophu.snapshots.decided_children import find_unused_rows

FILE = "rosters/2024-07-18/a.xlsx"
KINDS = ["heading", "data", "section", "data"]
ROWS = Rows(
    columns={
        "file": [FILE] * 4, "sheet": ["DS"] * 4, "row": [1, 2, 3, 4], "kind": KINDS
    }
)  # fmt: skip


def unused(value, decision="one", file="a.xlsx"):
    """Give the rows that are reported of one decision."""
    line = Decision("row", file, value, decision)
    return [issue.details["rows"] for issue in find_unused_rows([line], ROWS)]


@pytest.mark.parametrize(
    ("value", "decision", "reported"),
    [
        ("DS!2, 4", "one", []),
        ("ds!2", "not_done", []),
        ("DS!3", "place", []),
        ("DS!3", "child", []),
        ("DS!3", "several", ["DS!3"]),
        ("DS!2, 4–6", "done", ["DS!5–6"]),
        ("2", "one", ["2"]),
        ("Trang khác!2", "child", ["Trang khác!2"]),
    ],
)
def test_rows_that_are_no_childs_are_reported(value, decision, reported):
    assert unused(value, decision) == reported


def test_rows_of_a_file_of_another_date_are_not():
    assert unused("DS!99", file="rosters/2024-07-11/a.xlsx") == []
