"""Marks that mean something only beside the others of their column.

A cross is a tick where nothing else is used, and may say "no" beside "✓" where no other
cell says it; a "v" may be a tick or "vắng" (absent), a "P" a tick of a lost font or
"phép" (excused), a "1" the first of a count. The whole column decides what a mark means
there: where it may be either, it is not understood.
"""

from __future__ import annotations

from collections.abc import Iterable

from dophu.catalogue.columns import marks
from dophu.reader.grid import Cell
from dophu.rosters.distinct import distinct_cells
from dophu.text import clean_text, comparison_key

_CHECKS = frozenset("✓✔√☑🗹✅")
_CROSSES = frozenset("x×х")
_LETTERS = frozenset("pr")
_FIGURES = frozenset("01")


def doubtful_marks(cells: Iterable[Cell]) -> frozenset[str]:
    """Give the marks of a column that say neither yes nor no for certain.

    Examples
    --------
    >>> sorted(doubtful_marks(["x", "✓", None])), sorted(doubtful_marks(["x", "✓", 0]))
    (['x'], [])
    >>> sorted(doubtful_marks(["x", "v"])), sorted(doubtful_marks([1, 2, 3]))
    (['v', 'x'], ['1'])
    """
    keys = set(map(key_of, distinct_cells(cells))) - {""}
    others = {key for key in keys if key not in _FIGURES | _LETTERS}
    checks, crosses = keys & _CHECKS, keys & _CROSSES
    found: set[str] = set()
    is_open = not any(marks().find_whole(key) == "no" for key in keys)
    if is_open and (checks or "v" in keys):
        found |= crosses
    if is_open and (checks or crosses):
        found |= keys & {"v"}
    if any(key.isdecimal() and key not in _FIGURES for key in keys):
        found |= keys & _FIGURES
    letters = keys & _LETTERS
    if len(letters) > 1 or others:
        found |= letters
    return frozenset(found)


def key_of(cell: Cell) -> str:
    """Give the key by which marks are compared; '' for a Boolean and a day.

    Examples
    --------
    >>> key_of(" X "), key_of(1.0), key_of("✔️"), key_of(True)
    ('x', '1', '✔', '')
    """
    if isinstance(cell, float) and cell.is_integer():
        cell = int(cell)
    if isinstance(cell, bool) or not isinstance(cell, (str, int)):
        return ""
    text = clean_text(str(cell)).replace("\ufe0f", "")
    return comparison_key(text) or text
