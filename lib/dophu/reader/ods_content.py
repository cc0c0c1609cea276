"""The content of an .ods: how far its sheets reach, what is merged, what not shown."""

from __future__ import annotations

import re
from collections.abc import Iterable

from dophu.reader.extents import MOST_COLUMNS, MOST_ROWS, Extent, Merge

_TABLE = re.compile(
    rb"<table:(table|table-column|table-row|(?:covered-)?table-cell)(?=[\s/>])([^>]*)>"
)
_UNSEEN = re.compile(rb'table:visibility="(?:collapse|filter)"')
_TEXT = re.compile(rb"<text:p>([^<]*)<")


class _Sheet:
    """One sheet while it is gone through, element by element."""

    def __init__(self) -> None:
        self.rows = self.columns = 0
        self.hidden: dict[tuple[int, int], str] = {}
        self.hidden_rows: set[int] = set()
        self.hidden_columns: set[int] = set()
        self.merged: list[Merge] = []
        self.row = self.column = self._times = self._declared = 0

    def add_column(self, attributes: bytes) -> None:
        """Note the declaration of columns: whether they are shown."""
        width = _number(attributes, b"columns-repeated")
        if _UNSEEN.search(attributes):
            last = min(self._declared + width, MOST_COLUMNS)
            self.hidden_columns.update(range(self._declared, last))
        self._declared += width

    def add_row(self, attributes: bytes) -> None:
        """Begin a row, or several that are the same."""
        self.row, self.column = self.row + self._times, 0
        self._times = _number(attributes, b"rows-repeated")
        if _UNSEEN.search(attributes):
            last = min(self.row + self._times, MOST_ROWS)
            self.hidden_rows.update(range(self.row, last))

    def add_cell(self, attributes: bytes, inside: re.Match[bytes] | None) -> None:
        """Note a cell, or several that are the same; ``inside`` is its first text."""
        width = _number(attributes, b"columns-repeated")
        if b"office:value-type=" in attributes:
            self.rows = max(self.rows, self.row + self._times)
            self.columns = max(self.columns, self.column + width)
        if b'calcext:value-type="error"' in attributes:
            text = inside.group(1).decode() if inside else "#N/A"
            self.hidden[self.row, self.column] = text
        if b"-spanned=" in attributes:
            down = _number(attributes, b"rows-spanned")
            right = _number(attributes, b"columns-spanned")
            last = (self.row + down - 1, self.column + right - 1)
            if down * right > 1:
                self.merged.append(((self.row, self.column), last))
        self.column += width

    def as_extent(self, part: str) -> Extent:
        """Give what was found."""
        return Extent(
            part, self.rows, self.columns, self.hidden, 0, frozenset(self.hidden_rows),
            hidden_columns=frozenset(self.hidden_columns), merged=tuple(self.merged),
        )  # fmt: skip


def scan_tables(part: str, pieces: Iterable[bytes]) -> list[Extent]:
    """Go through the sheets of an .ods, piece by piece; one extent a sheet."""
    sheets: list[_Sheet] = []
    for piece in pieces:
        for match in _TABLE.finditer(piece):
            element, attributes = match.groups()
            if element == b"table":
                sheets.append(_Sheet())
            elif not sheets:
                continue
            elif element == b"table-column":
                sheets[-1].add_column(attributes)
            elif element == b"table-row":
                sheets[-1].add_row(attributes)
            else:
                is_error = b'calcext:value-type="error"' in attributes
                inside = _TEXT.match(piece, match.end()) if is_error else None
                sheets[-1].add_cell(attributes, inside)
    return [sheet.as_extent(part) for sheet in sheets]


def _number(attributes: bytes, what: bytes) -> int:
    match = re.search(rb"table:number-" + what + rb'="(\d{1,9})"', attributes)
    return int(match.group(1)) if match else 1
