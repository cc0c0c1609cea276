"""Columns of residence, and the hamlets their cells name."""

from __future__ import annotations

import re

from dophu.campaign.hamlet_spellings import HamletIndex
from dophu.reader.grid import Grid
from dophu.rosters.headings.heading_search import heading_text
from dophu.rosters.headings.tables import Table
from dophu.rosters.texts.addresses import (
    Found,
    Units,
    bare_commune,
    find_in_address,
)
from dophu.text import comparison_key

_ORDER = (
    re.compile(r"\b(thôn|bản|tổ|xóm|ấp|khu|khóm|buôn|làng|tdp)\b"),
    re.compile(r"\b(thường trú|hktt|hộ khẩu)\b"),
    re.compile(r"\b(địa chỉ|cư trú)\b"),
)
"""What a heading says by which its column is asked before others."""


_COMMUNE = re.compile(
    r"(?:tên |đơn vị )?(?:xã|phường)(?: (?:xã|phường|thị trấn|tt))*"
    r"(?: (?:cũ|trước đây|trước sáp nhập|trước khi sáp nhập))?"
)
"""What a column of the communes that a unit was made of is headed: "Xã/Phường cũ"."""


def residence_columns(grid: Grid, table: Table) -> list[int]:
    """List the columns that may name a row's hamlet beside the one of hamlets.

    First those that say they hold the hamlet, then the registered residence, then an
    address, then where one lives now.
    """
    shown = {c: n for c, n in table.doubled.items() if c not in grid.hidden_columns}
    again = [c for c, name in shown.items() if name in ("address", "hamlet")]
    first = [table.columns["address"]] if "address" in table.columns else []

    def place(column: int) -> tuple[int, int]:
        rows = range(table.first, table.body)
        text = " ".join(heading_text(grid.at(row, column)) for row in rows)
        key = comparison_key(text)
        stated = (n for n, pattern in enumerate(_ORDER) if pattern.search(key))
        return next(stated, len(_ORDER)), column

    return sorted((*first, *again), key=place)


class Residences:
    """What the columns of residence of one table say, each distinct text read once."""

    def __init__(
        self, grid: Grid, table: Table, index: HamletIndex, units: Units
    ) -> None:
        self._grid, self._index, self._units = grid, index, units
        self.columns = residence_columns(grid, table)
        self.communes = _commune_columns(grid, table, index)
        self.letterhead = ""
        """The commune of the list's letterhead, one that is no more."""
        self._read: dict[str, Found] = {}

    def find(self, row: int) -> Found:
        """Give the hamlet that the first column that names one says, else a place."""
        stated, is_open = "", False
        for column in self.columns:
            cell = self._grid.at(row, column)
            if cell is None:
                continue
            found = self.read(str(cell))
            if found.hamlet:
                return found
            stated, is_open = stated or found.stated, is_open or found.is_open
        return Found(stated=stated, is_open=is_open)

    def in_commune(self, row: int, spelling: str) -> str | None:
        """Give the hamlet of a name that several former communes had.

        By the commune in a column of its own, or in an address of the row; else by
        that of the list's letterhead.
        """
        if not self._index.has_former_communes:
            return None
        cells = (self._grid.at(row, column) for column in self.communes)
        named = {bare_commune(str(cell)) for cell in cells if cell is not None}
        for column in self.columns:
            cell = self._grid.at(row, column)
            named |= {*self.read(str(cell)).communes} if cell is not None else set()
        if self.letterhead and not named:
            named = {self.letterhead}
        found = {self._index.find_of(spelling, commune) for commune in named} - {None}
        return found.pop() if len(found) == 1 else None

    def all_of(self, row: int) -> set[str]:
        """Give the hamlets that the columns of a row name."""
        cells = (self._grid.at(row, column) for column in self.columns)
        found = (self.read(str(cell)).hamlet for cell in cells if cell is not None)
        return {hamlet for hamlet in found if hamlet}

    def read(self, text: str) -> Found:
        """Give the hamlet of a cell: as it is spelled, else as an address has it."""
        if text not in self._read:
            # A cell of nothing but the commune's name means the commune, though a
            # hamlet may be called alike.
            decided = None if self._units.are_called(text) else self._index.find(text)
            self._read[text] = (
                Found(decided)
                if decided
                else find_in_address(text, self._index, self._units)
            )
        return self._read[text]


def _commune_columns(grid: Grid, table: Table, index: HamletIndex) -> list[int]:
    """List the columns of communes, where the hamlets are told apart by theirs."""
    if not index.has_former_communes:
        return []
    return [
        column
        for column in range(grid.width)
        if any(
            _COMMUNE.fullmatch(comparison_key(heading_text(grid.at(row, column))))
            for row in range(table.first, table.body)
        )
    ]
