"""What the cells of a sheet look like, collected in runs below each other.

Most lists look the same from their first row to the last. A piece of a sheet whose
cells all look as the row above it did is recognised by a few searches for bytes; only
one that holds something else is searched cell by cell.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import cache

from dophu.reader.cell_fonts import MOST_RUNS
from dophu.reader.extents import Run
from dophu.reader.grid import cell_place

_USUAL = re.compile(rb'<c r="([A-Z]{1,3})(\d{1,7})"(?: s="(\d{1,6})")?')
"""A cell as programs of today write it: its place, then its style."""

_UNUSUAL = re.compile(
    rb'<\w+:c\s|<c\s(?!r="[A-Z]{1,3}\d{1,7}"[ />])|<c r="[^"]*" (?!s=)[^<>]*\bs="'
)
SAMPLE = 2**16
"""Bytes of a piece in which every cell is looked at for how the program writes it."""

_CELL = re.compile(rb'<(?:\w+:)?c\s(?=[^<>]*?\br="([A-Z]{1,3})(\d{1,7})")([^<>]*)')
_STYLE = re.compile(rb'\bs="(\d{1,6})"')
_ROW = re.compile(rb'<row\s(?:[^<>]*?\s)?r="(\d{1,7})"')
_STYLED = re.compile(rb' s="(\d{1,6})"')


class LookRuns:
    """Collects the cells that look like something, in runs below each other."""

    def __init__(self) -> None:
        self._last: dict[tuple[int, str], list[int]] = {}
        self._runs: list[tuple[int, str, list[int]]] = []

    def add(self, column: int, first: int, last: int, looks: Iterable[str]) -> None:
        """Note the looks of a column's cells from a row to another."""
        for look in looks:
            ends = self._last.get((column, look))
            if ends is not None and ends[1] + 1 == first:
                ends[1] = last
            elif len(self._runs) < MOST_RUNS:
                ends = self._last[column, look] = [first, last]
                self._runs.append((column, look, ends))

    def found(self) -> tuple[Run, ...]:
        """Give the runs in the order in which they were noted."""
        return tuple((column, *ends, look) for column, look, ends in self._runs)


Looks = Mapping[int, tuple[str, ...]]
"""What cells of a style look like; plain styles are left out."""


class _Column:
    """Cells below each other that look alike, up to the row that was seen last."""

    __slots__ = ("last", "looks", "place", "since")

    def __init__(self, letters: bytes) -> None:
        self.place = cell_place(f"{letters.decode()}1")[1]
        self.looks: tuple[str, ...] = ()
        self.since: dict[str, int] = {}
        """The first row of each of its looks."""
        self.last = -1


class LooksOfSheet:
    """Collects, piece by piece of a sheet of an .xlsx, what its cells look like.

    The pieces come in the order of rows.
    """

    def __init__(self, looks: Looks) -> None:
        self._looks = {b"%d" % number: found for number, found in looks.items()}
        self._runs = LookRuns()
        self._columns: dict[bytes, _Column] = {}
        self._row = -1
        """The row that was seen last."""

    def look_at(self, piece: bytes) -> None:
        """Note the cells of a piece."""
        if not self._looks:
            return
        if self._goes_on(piece):
            rows = _ROW.findall(piece, max(piece.rfind(b"<row"), 0))
            last = int(rows[-1]) - 1 if rows else self._row
            self._go_on(last)
            return
        columns, look_of, row, at = self._columns, self._looks.get, b"", self._row
        for letters, named, style in _cells(piece):
            if named != row:
                row, at = named, int(named) - 1
            column = columns.get(letters)
            if column is None:
                column = columns[letters] = _Column(letters)
            looks = look_of(style, ())
            if column.last + 1 != at or column.looks is not looks:
                self._change(column, looks, at)
            column.last = at
        self._row = at

    def found(self) -> tuple[Run, ...]:
        """Give the runs of each look."""
        for column in self._columns.values():
            self._change(column, (), column.last + 1)
        self._columns.clear()
        return tuple(sorted(self._runs.found(), key=lambda run: (run[1], run[0])))

    def _go_on(self, last: int) -> None:
        """Let the columns look as they did, down to a row."""
        is_open = self._open()
        looks = {column.looks for column in is_open}
        for column in self._columns.values():
            # One that had no cell in the row above may have cells again below it.
            if column not in is_open and len(looks) == 1:
                self._change(column, is_open[0].looks, self._row + 1)
            elif column not in is_open:
                continue
            column.last = last
        self._row = last

    def _change(self, column: _Column, looks: tuple[str, ...], at: int) -> None:
        """Let a column have other looks from a row on; note those that end above it."""
        goes_on = column.last + 1 == at
        for look in column.looks:
            if not goes_on or look not in looks:
                first = column.since.pop(look)
                self._runs.add(column.place, first, column.last, (look,))
        for look in looks:
            column.since.setdefault(look, at)
        column.looks = looks

    def _open(self) -> list[_Column]:
        """Give the columns that have a cell in the row seen last, from the left."""
        return [c for c in self._columns.values() if c.last == self._row]

    def _goes_on(self, piece: bytes) -> bool:
        """Test whether every cell of a piece looks as that above it does.

        True only where that is certain; where it is not the cells are searched.
        """
        is_open = self._open()
        if not is_open:
            return b"<row" not in piece
        looks = {column.looks for column in is_open}
        if len(looks) > 1:
            return self._repeats(piece, is_open)
        (same,) = looks
        if self._others(same).search(piece):
            return False
        # A cell without a style is a plain one; rows may have a style too.
        return not same or piece.count(b"<c ") == piece.count(b' s="')

    def _others(self, same: tuple[str, ...]) -> re.Pattern[bytes]:
        """Find a cell of another look."""
        styles = [
            n for n, found in self._looks.items() if (found == same) == bool(same)
        ]
        listed = b"|".join(styles)
        return _pattern(rb' s="(?!(?:%s)")' if same else rb' s="(?:%s)"', listed)

    def _repeats(self, piece: bytes, above: list[_Column]) -> bool:
        """Test whether all rows of a piece are full and have the same styles."""
        styles = _STYLED.findall(piece)
        wide = len(above)
        count = piece.count(b"<row ")
        if len(styles) != count * wide or len(styles) != piece.count(b"<c "):
            return False
        looks = [self._looks.get(style, ()) for style in styles[:wide]]
        return styles == styles[:wide] * count and looks == [c.looks for c in above]


@cache
def _pattern(form: bytes, styles: bytes) -> re.Pattern[bytes]:
    return re.compile(form % styles)


def _cells(piece: bytes) -> Iterable[tuple[bytes, bytes, bytes]]:
    """Give letters, row and style of each cell, b"" for the plain style."""
    # A program writes all cells alike.
    if not _UNUSUAL.search(piece, 0, max(piece.rfind(b"<", 0, SAMPLE), 0)):
        return _USUAL.findall(piece)
    found = (
        (letters, row, _STYLE.search(about))
        for letters, row, about in _CELL.findall(piece)
    )
    return [(letters, row, s.group(1) if s else b"") for letters, row, s in found]
