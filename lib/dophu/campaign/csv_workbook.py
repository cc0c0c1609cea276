"""A campaign's own table in a workbook: the sheet that has it, its cells as text."""

from __future__ import annotations

from collections.abc import Sequence

from dophu.reader.containers import Unreadable
from dophu.reader.sandbox import Reader
from dophu.text import comparison_key


def read_workbook(
    content: bytes, required: Sequence[str]
) -> tuple[str, list[list[str]]]:
    """Read the one sheet of a workbook that has the required headings: name, rows.

    The first that is not empty where none has; days are in their ISO form.

    Raises
    ------
    Unreadable
        As the sandboxed reader, and ``two_tables`` where two sheets have them.

    Examples
    --------
    >>> read_workbook(b"", ["kind"])
    Traceback (most recent call last):
    dophu.reader.containers.Unreadable: empty_file
    """
    with Reader(passwords=()) as reader:
        sheets = reader.read(content)
        kind = reader.inspection.kind
    if kind == "text":
        raise Unreadable("not_spreadsheet")
    found = [
        (sheet.name, [[_text(cell) for cell in row] for row in sheet.rows])
        for sheet in sheets
    ]
    filled = [one for one in found if any(map(any, one[1]))]
    named = [one for one in filled if _names_all(one[1], required)]
    if len(named) > 1:
        raise Unreadable("two_tables")
    # A sheet without the headings is handed on: what it has instead is named there.
    return next(iter(named or filled), ("", []))


def _names_all(records: list[list[str]], required: Sequence[str]) -> bool:
    heading = next((record for record in records if any(record)), [])
    wanted = {comparison_key(column) for column in required}
    return wanted <= {comparison_key(text) for text in heading}


def _text(cell: object) -> str:
    # A day is a date in its ISO form, a tick TRUE, a whole number without ".0".
    if cell is None:
        return ""
    return str(cell).upper() if isinstance(cell, bool) else str(cell)
