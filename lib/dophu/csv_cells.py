"""Cells of CSV files as Excel may be given them: none runs as a formula."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import pandas as pd

FORMULA = ("=", "+", "-", "@", "\t", "\r")
"""What begins a formula where Excel opens a CSV file (CWE-1236)."""


def inert(value: Any) -> Any:
    """Put an apostrophe before a text that Excel would run as a formula.

    Examples
    --------
    >>> inert("=1+1"), inert("Tổ 1"), inert(-3)
    ("'=1+1", 'Tổ 1', -3)
    """
    return (
        f"'{value}" if isinstance(value, str) and value.startswith(FORMULA) else value
    )


def inert_table(table: pd.DataFrame) -> pd.DataFrame:
    """Give a table of which no text can run as a formula (see :func:`inert`)."""
    texts = table.select_dtypes(["object", "string", "category"]).columns
    return table.assign(
        # A category refuses a text that is not among its own.
        **{column: table[column].astype(object).map(inert) for column in texts}
    )
