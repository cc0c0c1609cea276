"""Hunts have three forms: short in every run, long by ``make test-long``, and whole.

A test marked ``hunt`` is in all and tries more in the longer ones; of a table of cases
a few are in every run and the rest, marked ``long``, in the longer ones alone. The
whole one, ``make hunt``, tries the big numbers, for an evening: all cases of a table
and all combinations of a grid, of which the long one takes a sixth.
"""

from __future__ import annotations

import os
from collections.abc import Iterable
from itertools import product
from typing import Any

import pytest

IS_LONG = os.environ.get("DOPHU_LONG", "") == "1"
"""Whether this run is the long one; ``make test-long`` says so."""

IS_WHOLE = os.environ.get("DOPHU_WHOLE", "") == "1"
"""Whether this run is the whole hunt; ``make hunt`` says so, and that it is long."""


def tries(short: int, long: int, whole: int | None = None) -> int:
    """Give how many cases a hunt makes up in this run."""
    if IS_WHOLE:
        return whole or long
    return long if IS_LONG else short


def cases(table: Iterable[Any], short: int, long: int | None = None) -> list[Any]:
    """Mark all but the first few cases of a table as long.

    A case that is a tuple is one of several arguments. Those after the first ``long``
    are in the whole run alone.
    """
    return [
        case if number < short else pytest.param(*_values(case), marks=pytest.mark.long)
        for number, case in enumerate(table)
        if long is None or number < long or IS_WHOLE
    ]


def grid(*axes: Iterable[Any]) -> list[Any]:
    """Give all combinations of the values of several arguments, most marked as long.

    Each value of every axis is in one at least that is not: the first of all axes,
    the second of all, and so on, an axis that is through from its start again. The
    long run takes every sixth combination, along the diagonals of a board.
    """
    tables = [[*axis] for axis in axes]
    most = max(map(len, tables))
    short = {tuple(n % len(table) for table in tables) for n in range(most)}
    found = []
    for places in product(*(range(len(table)) for table in tables)):
        if places not in short and sum(places) % 6 and not IS_WHOLE:
            continue
        values = [table[at] for table, at in zip(tables, places, strict=True)]
        marks = () if places in short else pytest.mark.long
        found.append(pytest.param(*values, marks=marks))
    return found


def _values(case: Any) -> tuple[Any, ...]:
    return case if isinstance(case, tuple) else (case,)
