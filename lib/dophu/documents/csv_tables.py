"""Tables as CSV files that Excel opens right and that are the same at every run."""

from __future__ import annotations

from pathlib import Path
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


def write_tables(folder: str | Path, **tables: pd.DataFrame) -> None:
    """Write each table to ``<folder>/tables/<name>.csv``.

    UTF-8 with a byte-order mark (without it Excel shows Vietnamese as rubbish),
    comma-separated, one line feed a line, dates as YYYY-MM-DD, a missing value
    empty. A number with a fraction has as many digits as it takes to read the
    same number back, so the same table gives the same bytes. No text can run as a
    formula (see :func:`inert`). The index is not written.

    Parameters
    ----------
    folder
        The run's folder; where it is empty nothing is written, which is how a
        notebook is read without a run.
    **tables
        The tables by name.

    Examples
    --------
    >>> import dophu
    >>> dophu.write_tables("", gaps=dophu.gaps(dophu.load("data/sample")))
    """
    if not folder:
        return
    target = Path(folder) / "tables"
    target.mkdir(parents=True, exist_ok=True)
    for name, table in tables.items():
        path = target / f"{name}.csv"
        path.write_text(as_csv(table), encoding="utf-8-sig", newline="\n")


def as_csv(table: pd.DataFrame) -> str:
    """Write a table as the text of a CSV file, as :func:`write_tables` does."""
    texts = table.select_dtypes(["object", "string"]).columns
    table = table.assign(**{column: table[column].map(inert) for column in texts})
    return table.to_csv(index=False, lineterminator="\n", date_format="%Y-%m-%d")
