"""What a cell holds, made plain; and cells as numbers on their way through a pipe.

Lists say the same few things over and over. A distinct cell is made plain once and
crosses the pipe once; all its cells are then one object, which costs little memory
and is quick to look up.
"""

from __future__ import annotations

import math
from array import array
from collections.abc import Iterable, Iterator
from datetime import date, datetime, time
from itertools import chain, islice
from typing import Any

Cell = Any
"""None, text, int, float or date."""

TOGETHER = 4096
"""Rows that cross the pipe together."""

REMEMBERED = 2**18
"""Distinct cells that are remembered; beyond, they are numbered anew."""

NO_NUMBER = "#NUM!"
"""What Excel shows for a number that it cannot hold."""

Batch = tuple[bool, list[Cell], int | list[int], bytes]
"""Whether numbers begin anew, the cells numbered first here, the rows' widths (one
where all are the same), and the rows as numbers."""


def plain(value: Any) -> Cell:
    """Make a reader's cell plain: blanks are None, whole numbers int, days date.

    Examples
    --------
    >>> plain("  "), plain(12.0), plain(1.5), plain(datetime(2019, 2, 1, 7, 30))
    (None, 12, 1.5, datetime.date(2019, 2, 1))
    >>> plain(float("inf"))
    '#NUM!'
    """
    kind = type(value)
    if kind is str:
        return value if value and not value.isspace() else None
    if kind is float:
        if not math.isfinite(value):  # beyond what a cell can hold: 1e999
            return NO_NUMBER
        return int(value) if value.is_integer() else value
    if kind is datetime:
        return value.date()
    if kind is time or value is None:
        return None
    return value if isinstance(value, (int, date)) else str(value)


class _Numbers(dict[Any, int]):
    """Gives each distinct cell a number, and keeps the plain cells not sent yet."""

    def __init__(self) -> None:
        self.new: list[Cell] = []
        self._given = 0
        self._ticks: dict[tuple[type, Any], int] = {}

    def __missing__(self, value: Any) -> int:
        if type(value) is str:
            number = self[value] = self._given
            self._given += 1
            # As ``plain`` does: a blank is nothing.
            self.new.append(value if value and not value.isspace() else None)
            return number
        # 1, 1.0 and True are one key: those few are distinguished by their type.
        is_tick = value == 0 or value == 1
        number = self._ticks.get((type(value), value)) if is_tick else None
        if number is None:
            number = self._given
            self._given += 1
            self.new.append(plain(value))
            if is_tick:
                self._ticks[type(value), value] = number
            else:
                self[value] = number
        return number


def encode(rows: Iterable[list[Any]]) -> Iterator[Batch]:
    """Turn rows into batches for :class:`Rebuilt`, each as soon as it is full."""
    rows = iter(rows)
    numbers = _Numbers()
    fresh = True
    while some := list(islice(rows, TOGETHER)):
        if len(numbers) > REMEMBERED:
            numbers, fresh = _Numbers(), True
        codes = array("I", map(numbers.__getitem__, chain.from_iterable(some)))
        widths = list(map(len, some))
        same = widths[0] if widths[0] and len(set(widths)) == 1 else widths
        yield fresh, numbers.new, same, codes.tobytes()
        numbers.new, fresh = [], False


class Rebuilt:
    """The rows of a sheet, put together again from batches.

    Examples
    --------
    >>> sheet = Rebuilt()
    >>> for batch in encode([["a", 1.0, ""], [], ["a", True, 1]]):
    ...     sheet.add(batch)
    >>> sheet.rows
    [['a', 1, None], [], ['a', True, 1]]
    """

    def __init__(self) -> None:
        self.rows: list[list[Cell]] = []
        self._known: list[Cell] = []

    def add(self, batch: Batch) -> None:
        """Add the next rows; LookupError or ValueError where they are no rows."""
        fresh, new, widths, codes = batch
        self._known = new if fresh else self._known
        if not fresh:
            self._known.extend(new)
        numbers = array("I")
        numbers.frombytes(codes)
        cells = list(map(self._known.__getitem__, numbers))
        if isinstance(widths, int):
            count = len(cells)
            self.rows += [cells[at : at + widths] for at in range(0, count, widths)]
            return
        at = iter(cells)
        self.rows += [list(islice(at, width)) for width in widths]
