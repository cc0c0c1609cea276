"""Files of a view: the table for Excel and others, without a child's name."""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence

import pandas as pd

from dophu.csv_cells import inert, inert_table

KINDS = {
    "picture": ("png", "image/png"),
    "csv": ("csv", "text/csv"),
    "xlsx": (
        "xlsx",
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ),
}
"""What can be saved: the ending of its name, and its media type."""


def write_table(
    name: str, table: pd.DataFrame, heads: Sequence[str], labels: Mapping[str, str]
) -> bytes:
    """Give a table of a view as ``csv``, with codes, or as ``xlsx``, in words."""
    shown = table.drop(columns="key")
    if name == "csv":
        return write_csv(shown)
    words = {shown.columns[0]: table["key"].map(labels)}
    return write_xlsx(shown.assign(**words), heads)


def write_csv(table: pd.DataFrame) -> bytes:
    """Give a table as Excel opens it: with a byte-order mark, no cell a formula."""
    text = inert_table(table).to_csv(index=False, lineterminator="\n")
    return text.encode("utf-8-sig")


def write_xlsx(table: pd.DataFrame, heads: Sequence[str]) -> bytes:
    """Give a table as a workbook: numbers are numbers, a text is never a formula."""
    import xlsxwriter

    file = io.BytesIO()
    with xlsxwriter.Workbook(file, {"in_memory": True}) as book:
        sheet = book.add_worksheet()
        bold = book.add_format({"bold": True, "text_wrap": True, "valign": "top"})
        percent = book.add_format({"num_format": "0.0%"})
        for at, (head, name) in enumerate(zip(heads, table.columns, strict=True)):
            sheet.write_string(0, at, head, bold)
            longest = len(max(map(str, table[name]), key=len, default=""))
            sheet.set_column(at, at, min(40, max(10, longest + 2)))
            for row, value in enumerate(table[name], start=1):
                if isinstance(value, str):
                    sheet.write_string(row, at, str(inert(value)))
                elif not pd.isna(value):
                    share = percent if name == "coverage" else None
                    sheet.write_number(row, at, float(value), share)
        sheet.freeze_panes(1, 1)
    return file.getvalue()
