"""Hunts have two forms: a short one in every run, the whole one by ``make test-long``.

A test marked ``hunt`` is in both and tries more in the long one; of a table of cases a
few are in every run and the rest, marked ``long``, in the long one alone.
"""

from __future__ import annotations

import os
from collections.abc import Iterable
from typing import Any

import pytest

IS_LONG = os.environ.get("DOPHU_LONG", "") == "1"
"""Whether this run is the long one; ``make test-long`` says so."""


def tries(short: int, long: int) -> int:
    """Give how many cases a hunt makes up in this run."""
    return long if IS_LONG else short


def cases(table: Iterable[Any], short: int) -> list[Any]:
    """Mark all but the first few cases of a table as long.

    A case that is a tuple is one of several arguments.
    """
    return [
        case if number < short else pytest.param(*_values(case), marks=pytest.mark.long)
        for number, case in enumerate(table)
    ]


def _values(case: Any) -> tuple[Any, ...]:
    return case if isinstance(case, tuple) else (case,)
