"""Marks that mean something only beside the others of their column.

A cross is a tick where nothing else is used, and may say "no" beside "✓" where no other
cell says it; a "v" may be a tick or "vắng" (absent), a "P" a tick of a lost font or
"phép" (excused), a "1" the first of a count. The whole column decides what a mark means
there: where it may be either, it is not understood.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from dophu.catalogue.columns import marks
from dophu.reader.grid import Cell
from dophu.rosters.texts.distinct import distinct_cells
from dophu.text import clean_text, comparison_key

_CHECKS = frozenset("✓✔√☑🗹✅")
_CROSSES = frozenset("x×х")
_LETTERS = frozenset("pr")
_FIGURES = frozenset("01")
_SHARE = re.compile(r"\s*([0-3])\s*/\s*([1-3])\s*")
"""A share of few steps; a list of the first three months may mean days by it."""

_STARRED = re.compile(r"\s*([^\s()*\[\]]{1,2})\s*(?:\*+|\(\s*\*+\s*\))\s*")
_BRACKETED = re.compile(r"\s*[(\[]\s*[^\s()\[\]]{1,2}\s*[)\]]\s*")


def doubtful_marks(cells: Iterable[Cell]) -> frozenset[str]:
    """Give the marks of a column that say neither yes nor no for certain.

    Examples
    --------
    >>> sorted(doubtful_marks(["x", "✓", None])), sorted(doubtful_marks(["x", "✓", 0]))
    (['x'], [])
    >>> sorted(doubtful_marks(["x", "v"])), sorted(doubtful_marks([1, 2, 3]))
    (['v', 'x'], ['1'])
    >>> sorted(doubtful_marks(["x", "(x)"])), sorted(doubtful_marks(["(x)", None]))
    (['(x)'], [])
    """
    cells = distinct_cells(cells)
    keys = set(map(key_of, cells)) - {""}
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
    found |= _shares(cells)
    if crossed := _bracketed(cells, keys):
        found |= crossed
    letters = keys & _LETTERS
    if len(letters) > 1 or others:
        found |= letters
    return frozenset(found)


def _shares(cells: Iterable[Cell]) -> set[str]:
    """Give cells such as "1/2" and "2/2", which count steps and are no days."""
    parts = {c: _SHARE.fullmatch(c) for c in cells if isinstance(c, str)}
    shares = {cell: match for cell, match in parts.items() if match}
    wholes = {match[2] for match in shares.values()}
    if len(wholes) != 1 or any(match[1] > match[2] for match in shares.values()):
        return set()
    return {key_of(cell) for cell in shares}


def _bracketed(cells: Iterable[Cell], keys: set[str]) -> set[str]:
    """Give marks in brackets or with a star, where the same stand plain."""
    found = {key_of(cell) for cell in cells if isinstance(cell, str)}
    return {key for key in found if key.strip("()*") in keys - {key}}


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
    if _BRACKETED.fullmatch(text):
        return f"({comparison_key(text)})"
    if starred := _STARRED.fullmatch(text):
        return f"{comparison_key(starred[1])}*"
    return comparison_key(text) or text
