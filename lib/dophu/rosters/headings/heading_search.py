"""Where the headings of a table begin, and how many rows they take.

A heading may hold a figure (a week's date, a year, a number before its text): a row
is told by the heading of the names in it, which no child's row has.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from dophu.reader.grid import Cell, Grid, has_figure
from dophu.rosters.headings.dated_headings import is_period
from dophu.text import clean_text

MAX_HEADING_ROWS = 3

NAMES = frozenset(("name", "family_name", "given_name"))
"""Fields of which a list of children has one at least."""

Find = Callable[[str], str | None]
"""From a heading to its field."""

_OF_LISTS = frozenset(
    ("list_number", "birth_date", "birth_day", "birth_year", "sex", "personal_number",
     "hamlet", "address", "mother", "father", "guardian", "relation", "note")
)  # fmt: skip
"""Fields whose headings are no words of a child's row, as "Chưa" and "Nữ" are."""

_LONGEST = 60
_MAY_BE_NAMES = re.compile(r"h[oọ]|t[eê]|name", re.IGNORECASE)


def heading_text(cell: Cell) -> str:
    """Give a cell of headings as text: a date as it is read, a number in digits.

    Examples
    --------
    >>> from datetime import date
    >>> heading_text(date(2024, 7, 11)), heading_text(2024), heading_text(" Họ  tên ")
    ('11/07/2024', '2024', 'Họ tên')
    """
    if cell is None or isinstance(cell, bool):
        return ""
    if isinstance(cell, str):
        return clean_text(cell)
    return f"{cell:%d/%m/%Y}" if hasattr(cell, "strftime") else str(cell)


def begins_headings(grid: Grid, row: int, find: Find, is_decided: bool) -> bool:
    """Test whether a row begins headings: one of names, two in all, half its texts.

    Without the names a child's row could pass: "Nữ" and "Chưa" are headings, and
    words of a child's row too. Fewer than half will do where a child stands below.
    ``is_decided`` where a person decided what headings of this sender mean.
    """
    cells = grid.rows[row]
    if has_figure(cells) and not _may_be_headings(cells, is_decided):
        return False
    texts = [c for c in cells if isinstance(c, str) and len(c) < _LONGEST]
    known = [field for text in texts if (field := find(text))]
    if has_figure(cells) and not _OF_LISTS.intersection(known):
        return False
    return (
        bool(NAMES.intersection(known))
        and len(known) >= 2
        and (len(known) * 2 >= len(texts) or _has_child_below(grid, row, find))
    )


def _may_be_headings(cells: list[Cell], is_decided: bool) -> bool:
    """Report at little cost whether a row with figures is not simply a child's."""
    first = next((cell for cell in cells if cell is not None), None)
    if not isinstance(first, str) or first.isdecimal():
        return False
    texts = (cell for cell in cells if isinstance(cell, str))
    return is_decided or any(map(_MAY_BE_NAMES.search, texts))


def _has_child_below(grid: Grid, row: int, find: Find) -> bool:
    """Test whether the next row that is not blank has a figure, and a name in place."""
    names = _columns_of_names(grid.rows[row], find)
    below = (
        cells for cells in grid.rows[row + 1 :] if any(c is not None for c in cells)
    )
    cells = next(below, [])
    text = cells[names[0]] if names[0] < len(cells) else None
    return isinstance(text, str) and not find(text) and has_figure(cells)


def _columns_of_names(cells: list[Cell], find: Find) -> list[int]:
    return [c for c, t in enumerate(cells) if isinstance(t, str) and find(t) in NAMES]


def count_heading_rows(grid: Grid, first: int, find: Find) -> int:
    """Count the rows that may belong to headings beginning at ``first``.

    A row below is no heading if it has figures that are no dates of columns, or a
    name under the names.
    """
    names = _columns_of_names(grid.rows[first], find)
    count = 1
    for row in grid.rows[first + 1 : first + MAX_HEADING_ROWS]:
        if has_figure(row) and not _is_row_of_periods(grid.rows[first], row, names):
            break
        below = [row[name] for name in names if name < len(row)]
        if any(cell is not None and find(str(cell)) is None for cell in below[:1]):
            break
        count += 1
    return count


def count_merged_rows(grid: Grid, first: int) -> int:
    """Count the rows that headings from ``first`` on take by their merged cells.

    Those merged downwards, and those of which the parts stand in the row below:
    "VNeID" over "Mức 1" and "Mức 2", and nothing beside.
    """
    last = first
    while last - first + 1 < MAX_HEADING_ROWS and (
        any(
            grid.spans.get((last + 1, column)) == (first, column)
            for column, cell in enumerate(grid.rows[first])
            if cell is not None
        )
        or _is_row_of_parts(grid, last)
    ):
        last += 1
    return last - first + 1


def _is_row_of_parts(grid: Grid, above: int) -> bool:
    """Test whether the next row has only texts below cells that are merged across."""
    below = grid.rows[above + 1] if above + 1 < len(grid.rows) else []
    places = [column for column, cell in enumerate(below) if cell is not None]
    if len(places) < 2 or has_figure(below):
        return False
    of_whole = [grid.spans.get((above, column), (above, column)) for column in places]
    return all(
        row == above and grid.spans.get((above, column + 1)) == (above, column)
        for row, column in of_whole
    )


def _is_row_of_periods(top: list[Cell], row: list[Cell], names: list[int]) -> bool:
    """Test whether all figures of a row are dates below a heading, none a child's."""
    if any(name < len(row) and row[name] is not None for name in names):
        return False
    figures = [cell for cell in row if cell is not None and has_figure([cell])]
    places = [c for c, cell in enumerate(row) if cell is not None]
    # Headings over one row only have nothing below them: here a child's row would.
    beside = sum(c < len(top) and top[c] is not None for c in places)
    return (
        all(is_period(heading_text(c)) for c in figures) and beside <= len(places) / 2
    )
