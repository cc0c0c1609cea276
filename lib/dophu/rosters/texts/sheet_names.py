"""Sheets that are called as a child is, of a workbook with a sheet a child.

A sheet's name stands in every message and table of sources. One that is a child's name,
or holds a number as long as a personal one, is called by its place instead: ``#2``.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from dophu.child_names import plain_name
from dophu.reader.containers import Sheet
from dophu.text import comparison_key, folded_key

MOST_ROWS = 60
"""Rows of a sheet of one child, or of a family: a longer one is called by its place."""

LEAST_DIGITS = 9
"""Digits of the shortest number that is a person's."""

_HEADS_NAME = re.compile(r"\b(?:họ (?:và )?tên|tên (?:trẻ|cháu|con|em)|full name)\b")
_LONGEST_HEADING = 60


def call_by_place(sheets: Iterable[Sheet]) -> tuple[Sheet, ...]:
    """Give sheets of which none is called as a child on it is; their cells stay.

    Examples
    --------
    >>> rows = [["STT", "Họ và tên"], [1, "Giàng A Páo"]]
    >>> named = ("Giàng A Páo", "DS", "giang a pao (2)", "011219000123")
    >>> [sheet.name for sheet in call_by_place(Sheet(name, rows) for name in named)]
    ['#1', 'DS', '#3', '#4']
    """
    return tuple(
        replace(sheet, name=f"#{number}") if _is_called_as_child(sheet) else sheet
        for number, sheet in enumerate(sheets, start=1)
    )


def _is_called_as_child(sheet: Sheet) -> bool:
    if sum(c.isdecimal() for c in sheet.name) >= LEAST_DIGITS:
        return True
    key = folded_key(plain_name(sheet.name))
    # Two words at least: "An" is a place as often.
    if " " not in key or len(sheet.rows) > MOST_ROWS:
        return False
    return any(folded_key(plain_name(name)) == key for name in _names_on(sheet))


def _names_on(sheet: Sheet) -> Iterator[str]:
    """Give what stands below and beside the headings of names."""
    headed: set[int] = set()
    for row in sheet.rows:
        for column, cell in enumerate(row):
            if not isinstance(cell, str):
                continue
            is_short = len(cell) < _LONGEST_HEADING
            if is_short and _HEADS_NAME.search(comparison_key(cell)):
                headed |= {column}
                yield from (c for c in row[column + 1 :][:2] if isinstance(c, str))
                # "Họ và tên: Giàng A Páo" in one cell.
                yield cell.partition(":")[2]
            elif column in headed:
                yield cell
