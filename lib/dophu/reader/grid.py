"""A sheet as a grid of plain cells: text, whole numbers, dates, or nothing.

Row numbers are those Excel shows: ``grid.rows[0]`` is row 1.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property
from operator import itemgetter

from dophu.reader.containers import Sheet
from dophu.reader.delimited_text import part_lines
from dophu.reader.extents import Comment, Run
from dophu.reader.near_rows import MOST_BLANK, find_far_row
from dophu.reader.wire import Cell

MOST_BLANK_COLUMNS = 200
"""Columns side by side that hold nothing, in the midst of a list."""

__all__ = (
    "Cell", "Grid", "cell_name", "cell_place", "cells_of", "has_figure", "read_grid",
)  # fmt: skip


@dataclass(frozen=True)
class Grid:
    """One sheet's cells; ``spans`` gives for a cell inside a merge its first cell.

    ``hidden_rows`` and ``hidden_columns``, from 0, are not shown by Excel, and read as
    any other where nothing shown says the same; ``fonts`` are the texts set in fonts
    from before Unicode, ``looks`` cells struck out or filled,
    ``comments`` what is pinned to cells. ``parted_by`` is the
    separator by which lines that stood whole in one cell each were taken apart, ''
    where none did.
    """

    name: str
    rows: list[list[Cell]]
    spans: dict[tuple[int, int], tuple[int, int]] = field(default_factory=dict)
    state: str = "visible"
    hidden_rows: frozenset[int] = frozenset()
    fonts: tuple[Run, ...] = ()
    hidden_columns: frozenset[int] = frozenset()
    looks: tuple[Run, ...] = ()
    comments: tuple[Comment, ...] = ()
    parted_by: str = ""
    far: tuple[str, ...] = ()
    """Where what was not read begins, as it stands too far from the list: a row, a
    cell."""

    @cached_property
    def width(self) -> int:
        """Cells of the longest row."""
        return max(map(len, self.rows), default=0)

    @cached_property
    def _spanned(self) -> frozenset[int]:
        """Rows with a cell inside a merge: of most lists only those of the title."""
        return frozenset(row for row, _ in self.spans)

    def at(self, row: int, column: int) -> Cell:
        """Give a cell, counted from 0; inside a merge the merge's value."""
        row, column = self.spans.get((row, column), (row, column))
        cells = self.rows[row] if row < len(self.rows) else []
        return cells[column] if column < len(cells) else None

    def down(self, rows: Sequence[int], column: int) -> list[Cell]:
        """Give the cells of a column in some rows; inside merges the merges' values."""
        if not self._spanned.isdisjoint(rows):
            return [self.at(row, column) for row in rows]
        return cells_of(list(map(self.rows.__getitem__, rows)), column)


def cells_of(rows: Sequence[list[Cell]], column: int) -> list[Cell]:
    """Give the cells of a column; None where a row ends before it.

    Examples
    --------
    >>> cells_of([["a", "b"], ["c"]], 1)
    ['b', None]
    """
    try:
        return list(map(itemgetter(column), rows))
    except IndexError:
        return [row[column] if column < len(row) else None for row in rows]


def has_figure(cells: list[Cell]) -> bool:
    """Test whether a row holds a number, a date, or a text that begins with a digit.

    A child's row nearly always does and a heading never: the cheapest way to pass
    over rows that cannot be headings.
    """
    for cell in cells:
        if cell is not None and (type(cell) is not str or cell[0].isdigit()):
            return True
    return False


def cell_name(row: int, column: int) -> str:
    """Name a cell, counted from 0, as Excel does.

    Examples
    --------
    >>> cell_name(16, 3), cell_name(0, 27)
    ('D17', 'AB1')
    """
    letters = ""
    column += 1
    while column:
        column, digit = divmod(column - 1, 26)
        letters = chr(ord("A") + digit) + letters
    return f"{letters}{row + 1}"


def cell_place(name: str) -> tuple[int, int]:
    """Give row and column, counted from 0, of a cell named as Excel does.

    A row alone is its first cell.

    Examples
    --------
    >>> cell_place("D17"), cell_place("AB1"), cell_place("9")
    ((16, 3), (0, 27), (8, 0))
    """
    letters = name.rstrip("0123456789")
    column = 0
    for letter in letters:
        column = column * 26 + ord(letter) - ord("A") + 1
    return int(name[len(letters) :]) - 1, max(column - 1, 0)


def read_grid(sheet: Sheet) -> Grid:
    """Turn a sheet into a grid, without the blank rows at its end.

    Lines that stand whole in one cell each are taken apart.
    """
    end = _last_filled(sheet.rows, len(sheet.rows))
    spans = {
        (row, column): first
        for first, last in sheet.merged
        for row in range(first[0], last[0] + 1)
        for column in range(first[1], last[1] + 1)
        if (row, column) != first
    }
    unseen = (sheet.hidden_rows, sheet.fonts, sheet.hidden_columns)
    about = (sheet.state, *unseen, sheet.looks, sheet.comments)
    cut = find_far_row(sheet.rows) if end > MOST_BLANK else 0
    end = _last_filled(sheet.rows, cut) if cut else end
    near, far_cell = _near_columns(sheet.rows[:end])
    far = tuple(filter(None, (str(cut + 1) if cut else "", far_cell)))
    rows, separator = part_lines(near)
    spans = {} if separator else spans  # a line merged over the columns it was left in
    return Grid(sheet.name, rows, spans, *about, separator, far)


def _last_filled(rows: list[list[Cell]], end: int) -> int:
    while end and (not rows[end - 1] or all(cell is None for cell in rows[end - 1])):
        end -= 1
    return end


def _near_columns(rows: list[list[Cell]]) -> tuple[list[list[Cell]], str]:
    """Cut rows off where too many columns that hold nothing stand before the next.

    Each of them would be looked through as long as the list is.

    Examples
    --------
    >>> _near_columns([["STT", *[None] * 300, "x"], [1]])
    ([['STT'], [1]], 'KP1')
    """
    if max(map(len, rows), default=0) <= MOST_BLANK_COLUMNS:
        return rows, ""
    used = sorted({c for row in rows for c, cell in enumerate(row) if cell is not None})
    gaps = zip([-1, *used], used, strict=False)
    far = next((next_ for last, next_ in gaps if next_ - last > MOST_BLANK_COLUMNS), 0)
    if not far:
        return rows, ""
    place = next(
        cell_name(number, far)
        for number, row in enumerate(rows)
        if len(row) > far and row[far] is not None
    )
    width = used[used.index(far) - 1] + 1 if far != used[0] else 0
    return [row[:width] for row in rows], place
