"""Rows of a sheet as a line of ``decisions.csv`` names them: ``DS!3–5, 9``.

No child's name stands in a decision. A row is named as messages show it, after its
sheet where the file has sheets; and since rows move from week to week, the line that a
message proposes is of the one file, with its folder.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from dophu.campaign.csv_text import as_line
from dophu.text import clean_text

ONE, SEVERAL, CHILD, PLACE = "one", "several", "child", "place"
NAME_ANSWERS = (ONE, SEVERAL, CHILD, PLACE)
"""Decisions of a row's name: it names one child or several; a name that begins as a
place's is a child's, or a place's."""

DONE, NOT_DONE = "done", "not_done"
RESULT_ANSWERS = (DONE, NOT_DONE)
"""Decisions of a row's result, where a remark leaves in doubt that it is done."""

BY_KEY, BY_NAME, LEFT_OUT = "key", "name", "ignore"
KEY_ANSWERS = (BY_KEY, BY_NAME, LEFT_OUT)
"""Decisions of a row of a list for the door whose key and name are not one child's: it
goes by its key, by its name as if it had no key, or is no answer."""

_RUN = re.compile(r"(\d{1,7})(?:\s*[-–—]\s*(\d{1,7}))?")
MOST = 100_000
"""Rows that one run can name."""

Row = tuple[str, int]
"""A sheet ('' for CSV), and a row counted from 0."""


def rows_of(value: str) -> set[Row] | None:
    """Give the rows that a decision names; None where they cannot be read.

    Examples
    --------
    >>> sorted(rows_of("DS!3–5, 9"))
    [('DS', 2), ('DS', 3), ('DS', 4), ('DS', 8)]
    >>> rows_of("B7") is None
    True
    """
    # At the last "!": the name of a sheet may have one.
    sheet, _, named = value.rpartition("!")
    found: set[Row] = set()
    for part in re.split(r"[,;]", named):
        run = _RUN.fullmatch(part.strip())
        if run is None:
            return None
        first, last = int(run[1]), int(run[2] or run[1])
        if not 0 < first <= last <= first + MOST:
            return None
        found |= {(sheet.strip(), row - 1) for row in range(first, last + 1)}
    return found


def as_value(sheet: str, rows: Iterable[int]) -> str:
    """Name rows, counted from 0, as a decision does.

    Examples
    --------
    >>> as_value("DS", [2, 3, 4, 8]), as_value("", [6])
    ('DS!3–5, 9', '7')
    """
    runs: list[list[int]] = []
    for row in sorted(set(rows)):
        if runs and runs[-1][1] == row:
            runs[-1][1] = row + 1
        else:
            runs.append([row + 1, row + 1])
    named = ", ".join(f"{a}–{b}" if a != b else f"{a}" for a, b in runs)
    return f"{sheet}!{named}" if sheet else named


def propose_row(file: str, sheet: str, rows: Iterable[int], decision: str) -> str:
    """Write the line that decides rows, counted from 0, of one file.

    Examples
    --------
    >>> propose_row("rosters/2024-07-18/a.xlsx", "DS", [4, 8], "one")
    'row,rosters/2024-07-18/a.xlsx,"DS!5, 9",one'
    """
    return as_line("row", clean_text(file), as_value(sheet, rows), decision)
