"""Which column of a list for the door says what: by its headings, else by its cells."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from dophu.catalogue.answers import LANGUAGES, AnswerWords
from dophu.catalogue.sentences import SENTENCES
from dophu.reader.wire import Cell
from dophu.rosters.texts.row_keys import has_row_key_form
from dophu.rosters.texts.written_days import is_a_day
from dophu.text import clean_text, comparison_key, folded_key

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

Columns = dict[str, int]
"""Column by the key of its heading."""

_TELLING = ("visit_name", "answer_result", "answer_day", "answer_back")
"""Headings that together no other list has."""

_OTHERS = (
    "visit_no", "visit_group", "visit_status", "visit_venue", "visit_session",
    "visit_reason", "visit_back", "visit_first", "visit_last", "visit_contact",
)  # fmt: skip
"""Headings of the list whose columns are not read again."""

_BEGINNINGS = {
    "answer_result": ("ket qua", "result"),
    "answer_day": ("ngay lam", "ngay gap", "day done", "day met"),
    "answer_reason": ("ly do", "reason"),
    "answer_note": ("ghi chu", "note"),
}
"""How headings begin that somebody has changed; the others of the list come first."""

_FEW = 3
"""Headings from which on a row of them is that of a list on which there are keys."""


def _spelled(key: str) -> set[str]:
    return {comparison_key(SENTENCES[key][language]) for language in LANGUAGES}


FIRST = _spelled("visit_no")
_SPELLINGS = {key: _spelled(key) for key in (*ABOUT, *ANSWERS, KEY)}
_FOLDED = {
    key: {folded_key(spelling) for spelling in spellings}
    for key, spellings in _SPELLINGS.items()
}
_KNOWN = {
    folded_key(spelling)
    for key in (*_SPELLINGS, *_OTHERS)
    for spelling in _spelled(key)
}


def is_heading_of_days(key: str) -> bool:
    """Test whether a key of comparison is that of the heading of days."""
    return key in _SPELLINGS["answer_day"]


def headings_of_days() -> list[str]:
    """Give the spellings of the heading of days."""
    return [*_SPELLINGS["answer_day"]]


def find_headings(
    row: Sequence[Cell], has_keys: bool = False, is_returned: bool = False
) -> Columns:
    """Give the columns of a row of headings; none where it is no such row.

    A row with four headings that no other list has together is one anywhere. On a sheet
    with keys a few are enough, and in a folder of returns a name and a result.

    Examples
    --------
    >>> find_headings(["Họ và tên", "Kết quả", "Mã dòng"])
    {}
    >>> find_headings(["Họ và tên", "Kết quả làm CC", "Mã dòng"], has_keys=True)
    {'visit_name': 0, 'row_key': 2, 'answer_result': 1}
    """
    exact: Columns = {}
    keys = [folded_key(cell) if isinstance(cell, str) else "" for cell in row]
    for at, key in enumerate(keys):
        for field, spellings in _FOLDED.items():
            if key and key in spellings:
                exact.setdefault(field, at)
    found = dict(exact)
    for field, beginnings in _BEGINNINGS.items():
        if field not in found:
            own = (
                at
                for at, key in enumerate(keys)
                if at not in found.values()
                and key not in _KNOWN
                and key.startswith(beginnings)
            )
            at = next(own, None)
            if at is not None:
                found[field] = at
    is_ours = all(field in exact for field in _TELLING)
    by_keys = has_keys and len(exact) > 1 and (len(found) >= _FEW or KEY in exact)
    by_folder = is_returned and "visit_name" in exact and "answer_result" in found
    return found if is_ours or by_keys or by_folder else {}


def known_columns(row: Sequence[Cell], columns: Columns) -> frozenset[int]:
    """Give the columns whose headings are those of such a list, and which are read."""
    ours = {
        at
        for at, cell in enumerate(row)
        if isinstance(cell, str) and folded_key(cell) in _KNOWN
    }
    doubled = {
        at
        for at in ours
        for field, spellings in _FOLDED.items()
        if field in columns and columns[field] != at
        and folded_key(str(row[at])) in spellings
    }  # fmt: skip
    return frozenset(ours - doubled) | frozenset(columns.values())


@dataclass(frozen=True)
class Guessed:
    """Columns of rows without headings, and those whose meaning is known."""

    columns: Columns
    known: frozenset[int]


def guess_columns(
    rows: Iterable[Sequence[Cell]], key: int, words: AnswerWords
) -> Guessed:
    """Give the columns of rows without headings, by the column of their keys.

    The answers stand before the key, where each cell is what would be filled in there.
    Where one is not, columns were taken out or put in: then the result is the one
    column in which nothing stands but results to choose from, a day is beside it, and a
    reason is in the one column behind it that has any.

    Examples
    --------
    >>> from dophu.catalogue.vocabulary import DEFAULT
    >>> key, words = "DP-KKQCF-M261B-40VK0-1M3N8", AnswerWords(DEFAULT)
    >>> guess_columns([["Mẫu An", "Đã cấp", key]], 2, words).columns
    {'row_key': 2, 'answer_result': 1}
    """
    found = [row for row in rows if _at(row, key) and has_row_key_form(_at(row, key))]
    before = {field: key - n for n, field in enumerate(reversed(ANSWERS), start=1)}
    near = {field: at for field, at in before.items() if at >= 0}
    if len(near) >= len(ANSWERS) - 1 and all(
        _may_be(field, _at(row, at), words)
        for row in found
        for field, at in near.items()
    ):
        left = min(near.values())
        return Guessed(
            {KEY: key, **near}, frozenset((*range(left), *near.values(), key))
        )
    width = max((len(row) for row in found), default=0)
    results = [
        at
        for at in range(width)
        if at != key and _is_of_results([_at(row, at) for row in found], words)
    ]
    columns = {KEY: key}
    if len(results) == 1:
        (at,) = results
        columns["answer_result"] = at
        days = [_at(row, at + 1) for row in found]
        if at + 1 != key and any(days) and all(map(_may_be_day, days)):
            columns["answer_day"] = at + 1
        reasons = [n for n in range(at + 1, width) if _has_reason(found, n, words)]
        if len(reasons) == 1:
            columns["answer_reason"] = reasons[0]
    return Guessed(columns, frozenset(columns.values()))


def _at(row: Sequence[Cell], column: int) -> Cell:
    return row[column] if 0 <= column < len(row) else None


def _is_of_results(cells: Collection[Cell], words: AnswerWords) -> bool:
    filled = [cell for cell in cells if cell is not None and cell != ""]
    return bool(filled) and all(_is_result(cell, words) for cell in filled)


def _has_reason(
    rows: Iterable[Sequence[Cell]], column: int, words: AnswerWords
) -> bool:
    cells = (_at(row, column) for row in rows)
    return any(isinstance(c, str) and comparison_key(c) in words.reasons for c in cells)


def _is_result(cell: Cell, words: AnswerWords) -> bool:
    return isinstance(cell, str) and comparison_key(cell) in words.results


def _may_be_day(cell: Cell) -> bool:
    if cell is None or cell == "" or isinstance(cell, date):
        return True
    return isinstance(cell, str) and is_a_day(clean_text(cell))


def _may_be(field: str, cell: Cell, words: AnswerWords) -> bool:
    """Test whether a cell is what would be filled in in a column of answers."""
    if cell is None or cell == "":
        return True
    if field in ("answer_day", "answer_back"):
        return _may_be_day(cell)
    if not isinstance(cell, str):
        return False
    if field == "answer_result":
        return comparison_key(cell) not in words.methods and not is_a_day(cell)
    # Reason and note may be of any words; what can be chosen elsewhere is not theirs.
    return not _is_result(cell, words)
