"""Lists for the door that came back: known by their keys, whatever became of the file.

Rows may have been sorted, filtered, copied to another sheet without its headings, added
by hand or deleted. A row with a key says something of one child and nothing of any
other; one without is a row of a part of a list, as any other would be. So such a list
never makes a hamlet one that sent its list, nor a child one that is gone.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from dophu.catalogue.answers import LANGUAGES
from dophu.catalogue.sentences import SENTENCES
from dophu.reader.containers import Sheet
from dophu.reader.wire import Cell
from dophu.rosters.row_keys import PREFIX, has_row_key_form
from dophu.text import comparison_key

ANSWERS = ("answer_result", "answer_day", "answer_reason", "answer_back", "answer_note")
"""Columns to be filled in, in the order in which they stand before the key."""

KEY = "row_key"
ABOUT = ("visit_name", "visit_birth", "visit_sex", "visit_mother")

LOOKED_AT = 200
"""Rows from the top in which headings or a first key are looked for."""

_TELLING = ("visit_name", "answer_result", "answer_day", "answer_back")
"""Headings that together no other list has."""

Columns = dict[str, int]
"""Column by the key of its heading."""


@dataclass(frozen=True)
class DoorTable:
    """Where the rows of such a list begin on a sheet, and its columns.

    ``head`` is the row of headings, -1 where there is none; ``hamlet`` the column that
    says which hamlet a row is of, None where the whole list is of one.
    """

    head: int
    columns: Columns
    hamlet: int | None = None


def find_door_table(sheet: Sheet) -> DoorTable | None:
    """Find the table of a list for the door on a sheet; None where there is none.

    Examples
    --------
    >>> find_door_table(Sheet("DS", [["Họ và tên", "Ngày sinh"], ["Mẫu An", "2019"]]))
    """
    if sheet.state == "other":
        return None
    for number, row in enumerate(sheet.rows[:LOOKED_AT]):
        if columns := _headings(row):
            # The hamlet has a column only where the list is of several.
            before = columns["visit_name"] - 1
            own = before > 0 and comparison_key(str(row[before] or "")) not in _FIRST
            return DoorTable(number, columns, before if own else None)
        for at, cell in enumerate(row):
            if _may_be_key(cell) and has_row_key_form(cell):
                return DoorTable(-1, _by_key(at))
    return None


def is_choices(sheet: Sheet) -> bool:
    """Tell whether a sheet is the one that shows what can be chosen."""
    first = [comparison_key(str(cell or "")) for cell in (sheet.rows or [[]])[0][:2]]
    return any(
        first == [comparison_key(SENTENCES[key][language]) for key in _CHOICES]
        for language in LANGUAGES
    )


_CHOICES = ("answer_result", "answer_reason")


def _may_be_key(cell: Cell) -> bool:
    # Nearly all cells of a date's lists come by here.
    return isinstance(cell, str) and cell.lstrip()[:2].upper() == PREFIX


def _spelled(key: str) -> set[str]:
    return {comparison_key(SENTENCES[key][language]) for language in LANGUAGES}


_FIRST = _spelled("visit_no")
_SPELLINGS = {key: _spelled(key) for key in (*ABOUT, *ANSWERS, KEY)}
_WRITTEN = {
    SENTENCES[key][language] for key in ("answer_day",) for language in LANGUAGES
}


def _headings(row: Sequence[Cell]) -> Columns:
    """Give the columns of a row of headings; none where it is no such row."""
    if not any(isinstance(c, str) and _is_day_heading(c) for c in row):
        return {}
    found: Columns = {}
    for at, cell in enumerate(row):
        text = comparison_key(cell) if isinstance(cell, str) else ""
        for key, spellings in _SPELLINGS.items():
            if text and text in spellings:
                found.setdefault(key, at)
    return found if all(key in found for key in _TELLING) else {}


def _is_day_heading(cell: str) -> bool:
    if cell[:1].isdigit():  # a date, a number: no heading of these begins so
        return False
    return cell in _WRITTEN or (
        len(cell) < 40 and comparison_key(cell) in _SPELLINGS["answer_day"]
    )


def _by_key(at: int) -> Columns:
    """Give the columns of rows without headings: the answers stand before the key."""
    first = at - len(ANSWERS)
    columns = {KEY: at}
    if first >= 0:
        columns |= {key: first + n for n, key in enumerate(ANSWERS)}
    return columns
