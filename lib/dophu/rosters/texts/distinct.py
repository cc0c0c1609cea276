"""Each distinct thing worked out once, however many rows hold it.

Lists say the same few things over and over: what a cell means is asked once for each
distinct cell, or for each distinct combination of cells, and looked up for the rows.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any, TypeVar

from dophu.reader.grid import Cell

Thing = TypeVar("Thing")
Meaning = TypeVar("Meaning")


def each_once(
    work: Callable[[Thing], Meaning], things: Sequence[Thing]
) -> list[Meaning]:
    """Give what ``work`` makes of each thing; it is asked once for equal things.

    For texts, and what holds no numbers: 1, 1.0 and True are equal.

    Examples
    --------
    >>> each_once(str.upper, ["a", "b", "a"])
    ['A', 'B', 'A']
    """
    made = {thing: work(thing) for thing in set(things)}
    return list(map(made.__getitem__, things))


def distinct_cells(cells: Iterable[Cell]) -> list[Cell]:
    """Give the distinct cells of a column, 1 and True apart, in no order; no blanks.

    Examples
    --------
    >>> sorted(map(repr, distinct_cells([1, True, None, "x", 1])))
    ["'x'", '1', 'True']
    """
    cells = list(cells)
    kinds = set(zip(map(type, cells), cells, strict=True))
    return [cell for _, cell in kinds if cell is not None]


def is_blank(cells: Sequence[Any]) -> bool:
    """Test whether nothing stands in a column: so is every field a table has not."""
    return cells.count(None) == len(cells)


def places_of_none(values: Sequence[Any]) -> list[int]:
    """Give the positions at which nothing stands.

    Examples
    --------
    >>> places_of_none(["H1", None, "H2", None])
    [1, 3]
    """
    return [at for at, value in enumerate(values) if value is None]
