"""Tables as CSV files that Excel opens right and that are the same at every run."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from dophu.catalogue.refusals import writing_to
from dophu.csv_cells import inert_table

if TYPE_CHECKING:
    import pandas as pd


def write_tables(folder: str | Path, **tables: pd.DataFrame) -> None:
    """Write each table to ``<folder>/tables/<name>.csv``.

    UTF-8 with a byte-order mark (without it Excel shows Vietnamese as rubbish),
    comma-separated, one line feed a line, dates as YYYY-MM-DD, a missing value
    empty. A number with a fraction has as many digits as it takes to read the
    same number back, so the same table gives the same bytes. No text can run as a
    formula (see :func:`dophu.csv_cells.inert`). The index is not written.

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
    texts = {f"{name}.csv": as_csv(table) for name, table in tables.items()}
    with writing_to(target):
        target.mkdir(parents=True, exist_ok=True)
        for name, text in texts.items():
            (target / name).write_text(text, encoding="utf-8-sig", newline="\n")


def as_csv(table: pd.DataFrame) -> str:
    """Write a table as the text of a CSV file, as :func:`write_tables` does."""
    return inert_table(table).to_csv(
        index=False, lineterminator="\n", date_format="%Y-%m-%d"
    )
