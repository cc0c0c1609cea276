"""How messages name the rows of a sheet."""

from __future__ import annotations

from collections.abc import Iterable

from dophu.campaign.decided_rows import as_value

RANGES_NAMED = 10
"""Rows, or runs of rows, that a message names; of more it says that there are some."""


def name_rows(rows: Iterable[int]) -> str:
    """Name rows, counted from 0, as Excel shows them, those that follow together.

    Examples
    --------
    >>> name_rows([2, 3, 4, 8]), name_rows(range(0, 24, 2))
    ('3–5, 9', '1, 3, 5, 7, 9, 11, 13, 15, 17, 19, …')
    """
    named = as_value("", rows).split(", ")
    more = ["…"] if len(named) > RANGES_NAMED else []
    return ", ".join([*named[:RANGES_NAMED], *more])
