"""Counts in a title or below a list that settle what empty cells below "Chưa làm" mean.

Whoever ticks those who are not done may leave the others empty because they are done,
or because nobody asked. Where the list itself says how many are done, and as many cells
are empty, they are.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator

from dophu.catalogue.vocabulary import DEFAULT, Vocabulary
from dophu.reader.grid import Grid
from dophu.rosters.headings.tables import Table
from dophu.rosters.texts.result_fields import DAYS, RESULTS
from dophu.rosters.texts.role_words import role_words
from dophu.rosters.texts.titles import lines_of
from dophu.text import clean_text, folded_key

DONE, NOT_DONE, ALL = "done", "not_done", "all"

_CLAUSES = re.compile(r"[,;.()\n]|\s[-–]\s|\btrong đó\b|\bvà\b", re.IGNORECASE)
_NUMBER = re.compile(r"\d{1,4}")
_SHARED = re.compile(r"(?<![\d/])(\d{1,4})\s*/\s*(\d{1,4})(?![\d/])")
_OF_ALL = re.compile(r"\b(?:tong|cong|gom|danh sach co|co tat ca|toan bo)\b")
_OTHERS = re.compile(
    r"\b(?:ngay|thang|nam|tuoi|(?<!tong )so \d|luc|gio|dot|lan|tuan|nam|nu)\b|%"
)
"""What else a number may be of: a day, ages, another document, boys or girls."""


def stated_totals(
    lines: Iterable[str], vocabulary: Vocabulary = DEFAULT
) -> dict[str, set[int]]:
    """Give how many lines say are done, not done, and on the list, whatever they say.

    Examples
    --------
    >>> found = stated_totals(["Tổng số 9 trẻ, trong đó đã làm 5, chưa làm: 4 trẻ"])
    >>> found["all"], found["done"], found["not_done"]
    ({9}, {5}, {4})
    >>> stated_totals(["Đã làm 5/9"])["done"], stated_totals(["Đã làm ngày 5/7"])
    ({5}, {})
    """
    words = role_words(vocabulary)
    found: dict[str, set[int]] = defaultdict(set)
    for clause in (part for line in lines for part in _CLAUSES.split(line)):
        key = folded_key(clause)
        if _OTHERS.search(key):
            continue
        is_not, is_done = words.not_yet.search(key), words.done.search(key)
        kind = NOT_DONE if is_not else DONE if is_done else ""
        numbers = [int(number) for number in _NUMBER.findall(clause)]
        if kind and (shared := _SHARED.search(clause)) and len(numbers) == 2:
            found[kind].add(int(shared[1]))
            found[ALL].add(int(shared[2]))
        elif len(numbers) == 1 and not (is_not and is_done):
            if kind or _OF_ALL.search(key):
                found[kind or ALL].add(numbers[0])
    return dict(found)


def rows_done_by_count(grid: Grid, table: Table, above: int, end: int) -> list[int]:
    """Give the rows with an empty cell below "Chưa làm" that the list's counts settle.

    They are done where "Chưa làm" is its only column of the result, the count of those
    done is that of the empty cells, or the count of all and that of those not done are
    as the list has them; and no count that it states is another.

    Parameters
    ----------
    above, end
        The first row of the lines over the table, and the first behind its children.
    """
    columns = table.columns
    if RESULTS.union(DAYS).intersection(columns) != {"not_done"}:
        return []
    rows = list(table.data_rows)
    cells = dict(zip(rows, grid.down(rows, columns["not_done"]), strict=True))
    empty = [row for row in rows if cells[row] is None]
    if not empty or len(empty) == len(rows):
        return []
    if "reason" in columns and any(
        cell is not None for cell in grid.down(empty, columns["reason"])
    ):
        return []
    lines = [*lines_of(grid, above, table.first), *_below(grid, end, table.end)]
    stated = stated_totals(lines, table.vocabulary)
    counted = {DONE: len(empty), NOT_DONE: len(rows) - len(empty), ALL: len(rows)}
    if any(values != {counted[kind]} for kind, values in stated.items()):
        return []
    is_said = DONE in stated or {NOT_DONE, ALL} <= stated.keys()
    return empty if is_said else []


def _below(grid: Grid, first: int, end: int) -> Iterator[str]:
    """Give the lines below a list, a label with the one figure beside it as one."""
    for row in range(first, min(end, len(grid.rows))):
        cells = [cell for cell in grid.rows[row] if cell is not None]
        texts = [clean_text(cell) for cell in cells if isinstance(cell, str)]
        figures = [c for c in cells if isinstance(c, int | float) and c == int(c)]
        if len(texts) == len(figures) == 1 and not _NUMBER.search(texts[0]):
            yield f"{texts[0]} {int(figures[0])}"
        else:
            yield from texts
