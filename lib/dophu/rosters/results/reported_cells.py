"""What a row said of a child: its cells that bear on the result, and what they mean."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from dophu.catalogue.numbers import format_date
from dophu.reader.grid import Cell
from dophu.rosters.headings.shown_headings import SHOWN
from dophu.text import clean_text

Place = tuple[str, str, int]
"""File, sheet and row as Excel shows it."""


@dataclass(frozen=True)
class Cells:
    """One cell that bears on the result: what heads it, where it is, what stands in it.

    ``is_shown`` is False where the text may be, or hold, what tells who somebody is.
    """

    heading: str
    cell: str
    text: str
    is_shown: bool


@dataclass(frozen=True)
class ReportedRow:
    """What a row said of a child, and what was read from it.

    ``hamlet_by`` tells what named its hamlet (see ``hamlet_of_row.Localities``);
    ``values`` are those of the source row, by column.
    """

    hamlet_by: str
    cells: tuple[Cells, ...]
    values: dict[str, Any]

    @property
    def status(self) -> str | None:
        """The status that the row states, None where it says nothing of it."""
        return self.values["status"]


def shortened(text: str) -> str:
    """Keep of a text what is shown of a cell."""
    return text[:SHOWN]


def cell_text(cell: Cell) -> str:
    """Write a cell as a person reads it."""
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return str(cell).upper()
    if isinstance(cell, date):
        return format_date(cell, "vi")
    return clean_text(str(cell))
