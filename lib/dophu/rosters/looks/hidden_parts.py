"""Rows and columns that a sheet does not show: read, and told."""

from __future__ import annotations

from collections.abc import Iterator

from dophu.catalogue.columns import fields
from dophu.catalogue.issues import Issue
from dophu.reader.grid import Grid, cell_name
from dophu.rosters.headings.tables import Table

NO_MATTER = "list_number"
"""Field of which nobody asks whether it is shown."""


def about_hidden(grid: Grid, table: Table, file: str) -> Iterator[Issue]:
    """Say which rows of children (BG-21) and columns that were read (BG-23) are hidden.

    A hidden column that was left out for one that is shown is told with the columns
    (BG-22).
    """
    if hidden := sorted(grid.hidden_rows.intersection(table.data_rows)):
        details = {"rows": len(hidden)}
        place = (file, grid.name, str(hidden[0] + 1))
        yield Issue("BG-21", *place, details=details)
    columns = {
        column: fields()[name].label
        for name, column in table.columns.items()
        if column in grid.hidden_columns and name != NO_MATTER
    }
    if columns:
        labels = [columns[column] for column in sorted(columns)]
        stated = {
            language: ", ".join(label[language] for label in labels)
            for language in ("vi", "en")
        }
        place = (file, grid.name, cell_name(table.first, min(columns)))
        yield Issue("BG-23", *place, details={"fields": stated})
