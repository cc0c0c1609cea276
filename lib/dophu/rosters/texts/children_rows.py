"""What in a row speaks for a child: a name, a child's data, the count going on."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from functools import cached_property

from dophu.campaign.hamlet_spellings import HamletIndex
from dophu.dates import SERIALS
from dophu.reader.grid import Cell, Grid
from dophu.text import clean_text

TOTAL = re.compile(
    r"(tổng|cộng|tổng cộng|tổng số|toàn (xã|thị trấn|phường)|tc"
    r"|trong đó|còn lại|t[ỷỉ] lệ)\b"
)
"""How a row of totals begins, or of a part of them."""

PART_OF_TOTAL = re.compile(r"(trong đó|còn lại|t[ỷỉ] lệ)\b")
"""How a row begins that states a part: no count of the rows above it."""

_NAMED = re.compile(r"(?:tổng|cộng) (?:thị(?! (?:trấn|xã)\b)|văn|a) [^\W\d]+$")
"""A child of a family called as a total is: "Tổng Văn An"."""

_OF_TOTALS = frozenset(
    "số cộng trẻ cháu thôn bản tổ xã khu toàn danh hợp học em xóm ấp dân các trấn"
    " phường nam nữ".split()
)
"""Words of rows of totals that no name goes on with."""

_WHOLE_DAY = re.compile(
    r"\s*(?:\d{1,2}\s*[./-]\s*\d{1,2}\s*[./-]\s*(?:\d{4}|\d\d)|\d{4}-\d\d?-\d\d?|\d{7,8})\s*"
)

_CHILD_FIELDS = (
    "birth_date", "birth_day", "birth_month", "birth_year", "personal_number", "sex",
    "status", "mother", "father", "guardian",
)  # fmt: skip


_SHORTEST = 9
"""Digits of the shortest number of a person."""


class ChildData:
    """Tells of the rows of a table whether they hold what only a child's row holds."""

    def __init__(self, columns: Mapping[str, int]) -> None:
        self._columns = [columns[name] for name in _CHILD_FIELDS if name in columns]
        own = ("personal_number", "mother")
        self._beside_total = [columns[name] for name in own if name in columns]
        self._birth = columns.get("birth_date", -1)
        self._least = 2 if "family_name" in columns else 3

    def is_in(self, cells: list[Cell]) -> bool:
        """Report it of a row; a figure beside "Tổng" is no child's, a birth date is."""
        for cell in cells:
            if isinstance(cell, str):
                is_total = cell[:1] in "tTcC" and begins_total(clean_text(cell).lower())
                if is_total and not _is_called_so(clean_text(cell), self._least):
                    beside = (cells[c] for c in self._beside_total if c < len(cells))
                    return self._is_born(cells) or any(map(_is_no_count, beside))
                break
        for column in self._columns:
            if column < len(cells) and cells[column] is not None:
                return True
        return False

    def _is_born(self, cells: list[Cell]) -> bool:
        cell = cells[self._birth] if 0 <= self._birth < len(cells) else None
        if isinstance(cell, str):
            return bool(_WHOLE_DAY.fullmatch(cell))
        is_figure = isinstance(cell, int) and cell >= SERIALS.start  # no count of rows
        return isinstance(cell, date) or is_figure


def _is_no_count(cell: Cell) -> bool:
    """Test whether a cell beside "Tổng" is a name or a number of a person's.

    A count may stand below any heading: "Cộng | | | 18", "Cộng | | | 18 cháu".
    """
    text = "" if cell is None else clean_text(str(cell))
    digits = sum(map(str.isdecimal, text))
    return digits >= _SHORTEST or (bool(text) and not digits)


def _is_called_so(text: str, least: int = 3) -> bool:
    """Test whether a text is the name of a child of that family, of so many words.

    Examples
    --------
    >>> _is_called_so("Tổng Minh An"), _is_called_so("Tổng số trẻ")
    (True, False)
    """
    words = text.split()
    is_written_so = all(word.isalpha() and word.istitle() for word in words)
    is_of_total = not _OF_TOTALS.isdisjoint(map(str.lower, words))
    return least <= len(words) < 6 and is_written_so and not is_of_total


def begins_total(text: str) -> bool:
    """Test whether a row's first text begins a total, and no child's name does so.

    Examples
    --------
    >>> begins_total("tổng cộng"), begins_total("cộng: 12"), begins_total("tổng a páo")
    (True, True, False)
    """
    return bool(TOTAL.match(text)) and not _NAMED.match(text)


def has_name(cells: list[Cell], columns: dict[str, int]) -> bool:
    """Test whether a text stands in the column of names."""
    column = columns.get("name", columns.get("given_name", 0))
    return column < len(cells) and isinstance(cells[column], str)


def is_place_alone(
    filled: list[Cell], has_name: bool, index: HamletIndex | None
) -> bool:
    """Test whether a row holds a hamlet of the campaign and nothing else.

    In whatever column: "Thôn 2" stands beside the names where no row has a number.
    """
    (cell, *more) = filled or [None]
    if more or has_name or index is None or not isinstance(cell, str):
        return False
    return index.find(cell) is not None


class CountedRows:
    """What the rows of a table around one say of it: list numbers, and how much."""

    def __init__(
        self, grid: Grid, body: int, end: int, columns: dict[str, int]
    ) -> None:
        self._grid, self._body, self._end = grid, body, end
        self._columns = columns

    @cached_property
    def _numbers(self) -> dict[int, int]:
        """The list numbers of the rows that have a name, by row."""
        place = self._columns.get("list_number")
        if place is None:
            return {}
        found = {}
        for row in range(self._body, self._end):
            cells = self._grid.rows[row]
            cell = cells[place] if place < len(cells) else None
            text = str(cell).strip(" .") if type(cell) in (int, str) else ""
            if text.isdecimal() and has_name(cells, self._columns):
                found[row] = int(text)
        return found

    def goes_on(self, row: int) -> bool:
        """Test whether a row has the list number between those of its neighbours."""
        own = self._numbers.get(row)
        if own is None:
            return False
        rows = list(self._numbers)
        at = rows.index(row)
        before = self._numbers[rows[at - 1]] if at else own - 1
        after = self._numbers[rows[at + 1]] if at + 1 < len(rows) else own + 1
        return (before, after) == (own - 1, own + 1) and len(rows) > 1

    @cached_property
    def hold_more(self) -> bool:
        """Whether any row holds more of a child than its name."""
        rows = self._grid.rows[self._body : self._end]
        return any(map(ChildData(self._columns).is_in, rows))
