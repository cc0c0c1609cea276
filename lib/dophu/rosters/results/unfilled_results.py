"""Rows of an enrolment list that deny its result, or alone leave it empty.

Who is named on such a list is done. But one that has a column of ticks says of each row
whether it is: an empty cell among filled ones, and a "không", say that it is not.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from dophu.catalogue.vocabulary import Vocabulary
from dophu.reader.grid import Grid
from dophu.rosters.headings.tables import Table
from dophu.rosters.words.phrases import understand_status, understand_tick
from dophu.text import clean_text

STATED = ("status", "done", "applied_date", "issued_mark", "issued_date")
"""Columns of the result; where one is filled in some rows, empty says something."""

_TAKEN = ("status", "done", "applied_date")
"""Those that an application taken fills: a card may come later."""


def _fields(vocabulary: Vocabulary) -> tuple[str, ...]:
    """Give the columns that are filled of all who are done: of a dose each of them."""
    return STATED if _is_all(vocabulary) else _TAKEN


def _is_all(vocabulary: Vocabulary) -> bool:
    return vocabulary.tables.get("listed") == "issued"


def first_result(table: Table) -> int:
    """Give the column of the result that the list has."""
    known = _fields(table.vocabulary)
    return next(table.columns[field] for field in known if field in table.columns)


def left_empty(
    grid: Grid, table: Table, rows: Sequence[int], as_of: date
) -> tuple[int, ...]:
    """Find the rows that leave the result empty while others have one.

    Beside "issued" alone an empty cell says that the card is still to come.
    """
    taken = [field for field in _fields(table.vocabulary) if field in table.columns]
    is_later = taken == ["status"] and not _is_all(table.vocabulary)
    if not taken or (is_later and _all_issued(grid, table, rows, as_of)):
        return ()
    columns = [table.columns[field] for field in STATED if field in table.columns]
    silent = [
        row for row in rows if all(grid.at(row, column) is None for column in columns)
    ]
    # Left empty in every row, the column says nothing of any of them.
    return tuple(silent) if len(silent) < len(set(rows)) else ()


def denied_results(
    grid: Grid, table: Table, rows: Sequence[int], as_of: date
) -> Iterator[tuple[int, tuple[int, ...]]]:
    """Give each column of ticks with the rows in which it says "no", and none "yes"."""
    words = table.vocabulary
    ticks = {
        table.columns[field]: {
            row: understand_tick(cell, as_of, words)
            for row in rows
            if (cell := grid.at(row, table.columns[field])) is not None
        }
        for field in ("done", "issued_mark")
        if field in table.columns
    }
    counted = {table.columns.get(field) for field in _fields(words)}
    for column, cells in ticks.items():
        denied = tuple(
            row for row, tick in cells.items()
            if tick is False and not any(of.get(row) for of in ticks.values())
        )  # fmt: skip
        if denied and column in counted:
            yield column, denied


def _all_issued(grid: Grid, table: Table, rows: Sequence[int], as_of: date) -> bool:
    cells = {str(grid.at(row, table.columns["status"]) or "") for row in rows} - {""}
    understood = {
        understand_status(clean_text(cell), as_of, table.vocabulary) for cell in cells
    }
    return understood == {"issued"}
