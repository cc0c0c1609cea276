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

ANSWERS = (
    "answer_method", "answer_result", "answer_day", "answer_reason", "answer_back",
    "answer_note",
)  # fmt: skip
"""Columns to be filled in, in the order in which they stand before the key.

A column that comes in later stands first: rows without headings are read by how far
from the key their cells are, and those of an older list have it not.
"""

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
    rows = sheet.rows[:LOOKED_AT]
    # Nearly all lists have neither such a heading nor a key: told by distinct texts.
    texts = {cell for row in rows for cell in row if type(cell) is str}
    days = set(filter(_is_day_heading, texts))
    keys = {text for text in texts if _may_be_key(text) and has_row_key_form(text)}
    if not days and not keys:
        return None
    for number, row in enumerate(rows):
        if not days.isdisjoint(row) and (columns := _headings(row)):
            # The hamlet has a column only where the list is of several.
            before = columns["visit_name"] - 1
            own = before > 0 and comparison_key(str(row[before] or "")) not in _FIRST
            return DoorTable(number, columns, before if own else None)
        for at, cell in enumerate(row):
            if cell in keys:
                return DoorTable(-1, _by_key(at))
    return None


def is_choices(sheet: Sheet) -> bool:
    """Test whether a sheet is the one that shows what can be chosen."""
    first = [comparison_key(str(cell or "")) for cell in (sheet.rows or [[]])[0][:2]]
    return any(
        first == [comparison_key(SENTENCES[key][language]) for key in _CHOICES]
        for language in LANGUAGES
    )


_CHOICES = ("answer_result", "answer_reason")


def _may_be_key(text: str) -> bool:
    return text.lstrip()[:2].upper() == PREFIX


def _spelled(key: str) -> set[str]:
    return {comparison_key(SENTENCES[key][language]) for language in LANGUAGES}


_FIRST = _spelled("visit_no")
_SPELLINGS = {key: _spelled(key) for key in (*ABOUT, *ANSWERS, KEY)}
_DAY_LETTERS = [
    frozenset(filter(str.isascii, spelling.replace(" ", "")))
    for spelling in _SPELLINGS["answer_day"]
]
"""Letters of the heading of the days that no way to write it can be without."""

_SHORTEST, _LONGEST = min(map(len, _SPELLINGS["answer_day"])), 40


def _headings(row: Sequence[Cell]) -> Columns:
    """Give the columns of a row of headings; none where it is no such row."""
    found: Columns = {}
    for at, cell in enumerate(row):
        text = comparison_key(cell) if isinstance(cell, str) else ""
        for key, spellings in _SPELLINGS.items():
            if text and text in spellings:
                found.setdefault(key, at)
    return found if all(key in found for key in _TELLING) else {}


def _is_day_heading(text: str) -> bool:
    """Test whether a text is the heading of the days, mostly by its letters alone."""
    if not _SHORTEST <= len(text) < _LONGEST or text[0].isdigit():
        return False
    letters = text.casefold()
    return (
        any(every.issubset(letters) for every in _DAY_LETTERS)
        and comparison_key(text) in _SPELLINGS["answer_day"]
    )


def _by_key(at: int) -> Columns:
    """Give the columns of rows without headings: the answers stand before the key."""
    before = {key: at - n for n, key in enumerate(reversed(ANSWERS), start=1)}
    return {KEY: at, **{key: place for key, place in before.items() if place >= 0}}
