"""Files read in this process, as the child reads them."""

from __future__ import annotations

from dataclasses import replace

from dophu.reader.containers import Sheet, Unreadable
from dophu.reader.extents import Refused
from dophu.reader.grid import Grid, read_grid
from dophu.reader.inspection import inspect
from dophu.reader.sparse_sheets import read_sheets
from dophu.reader.wire import plain


def read_container(content: bytes) -> list[Sheet]:
    """Hand out a file's sheets."""
    found = inspect(content)
    if found.why:
        raise Unreadable(found.why)
    try:
        return [
            replace(
                sheet_of(sheet.name, sheet.rows, sheet.merged, sheet.state),
                hidden_rows=sheet.hidden_rows,
                fonts=sheet.fonts,
                hidden_columns=sheet.hidden_columns,
                looks=sheet.looks,
                comments=sheet.comments,
            )
            for sheet in read_sheets(content, found)
        ]
    except Refused as refusal:
        raise Unreadable(str(refusal)) from None


def sheet_of(name, rows, merged=(), state="visible") -> Sheet:
    """Make a sheet of rows as a reader gives them."""
    cells = [[plain(value) for value in row] for row in rows]
    return Sheet(name, cells, list(merged), state)


def grid_of(name, rows, merged=(), state="visible") -> Grid:
    """Make a grid of rows as a reader gives them."""
    return read_grid(sheet_of(name, rows, merged, state))
