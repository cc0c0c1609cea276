"""Letters set in a font of symbols, as the symbols that the reader sees.

Under "Đã làm" an "ü" in Wingdings is a tick and an "r" in Webdings a cross; as letters
they would say nothing, or the contrary.
"""

from __future__ import annotations

from dataclasses import replace

from dophu.reader.extents import SYMBOL_FONTS
from dophu.reader.grid import Cell, Grid

SYMBOLS = {
    "wingdings": {"ü": "✓", "û": "✗", "þ": "☑", "ý": "☒", "x": "☒", "¨": "☐",
                  "o": "☐", "q": "☐", "r": "☐", "p": "☐"},
    "wingdings 2": {"P": "✓", "O": "✗", "R": "☑", "Q": "☒", "S": "☒", "T": "☒",
                    "U": "☒", "V": "☒", "£": "☐", "*": "☐"},
    "wingdings 3": {},  # arrows alone
    "webdings": {"a": "✓", "r": "✗", "c": "☐"},
    "marlett": {"a": "✓", "b": "✓", "r": "✗"},
}  # fmt: skip
"""What a letter shows in each font, where it is a mark."""

_PRIVATE = 0xF000
"""Programs keep symbols as letters, or in this private part of Unicode."""


def symbol_of(cell: Cell, font: str) -> Cell:
    """Give the symbol that a cell of one letter shows; anything else as it is.

    A letter that shows no mark becomes one of the private part of Unicode: it is not
    the letter, and is told as not understood.

    Examples
    --------
    >>> symbol_of("ü", "Wingdings"), symbol_of("r", "Webdings"), symbol_of("có", "x")
    ('✓', '✗', 'có')
    """
    known = SYMBOLS.get(font.casefold())
    if known is None or not isinstance(cell, str) or len(cell.strip()) != 1:
        return cell
    code = ord(cell.strip())
    letter = chr(code - _PRIVATE) if _PRIVATE <= code < _PRIVATE + 256 else chr(code)
    return known.get(letter, chr(_PRIVATE + ord(letter) % 256))


def show_symbols(grid: Grid) -> Grid:
    """Put symbols in the place of the letters that are set in a font of symbols."""
    runs = [run for run in grid.looks if run[3].casefold() in SYMBOL_FONTS]
    if not runs:
        return grid
    rows = list(grid.rows)
    for column, first, last, font in runs:
        for row in range(first, min(last + 1, len(rows))):
            if column < len(rows[row]) and rows[row][column] is not None:
                cells = list(rows[row])
                cells[column] = symbol_of(cells[column], font)
                rows[row] = cells
    looks = tuple(run for run in grid.looks if run not in runs)
    return replace(grid, rows=rows, looks=looks)
