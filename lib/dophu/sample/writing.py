"""Pages → files: workbooks laid out as an office does, and CSV; the same bytes each time."""  # noqa: E501

from __future__ import annotations

import csv
import io
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import xlsxwriter

from dophu.reader.grid import cell_name
from dophu.sample.pages import Line, ListFile, Page

CREATED = datetime(2024, 7, 1, tzinfo=UTC).replace(tzinfo=None)
"""The date that every workbook says it was made, so that its bytes do not change."""

WIDTHS = {
    "list_number": 6, "name": 26, "birth_date": 13, "male": 6, "female": 6, "sex": 7,
    "personal_number": 17, "hamlet": 27, "mother": 24, "status": 13, "done": 9,
    "not_done": 9, "reason": 30, "applied_date": 13, "issued_date": 13, "": 24,
}  # fmt: skip

_BASE = {"font_name": "Times New Roman", "font_size": 12, "valign": "vcenter"}
_STYLES: dict[str, dict[str, Any]] = {
    "plain": {"border": 1},
    "child": {"border": 1},
    "blank": {},
    "heading": {"border": 1, "bold": True, "align": "center", "text_wrap": True},
    "number": {"border": 1, "italic": True, "align": "center"},
    "section": {"border": 1, "bold": True},
    "total": {"border": 1, "bold": True},
    "office": {"bold": True, "align": "center"},
    "title": {"bold": True, "align": "center", "font_size": 14},
    "note": {"italic": True, "align": "center"},
    "mark": {"bold": True, "align": "center", "font_color": "#C00000"},
    "sign": {"bold": True},
}
_CENTRED = ("list_number", "male", "female", "sex", "done", "not_done")


def write_list(folder: Path, file: ListFile) -> None:
    """Write one file of a campaign, by its ending."""
    path = folder / file.path
    path.parent.mkdir(parents=True, exist_ok=True)
    write = _write_csv if path.suffix == ".csv" else _write_workbook
    path.write_bytes(write(file))


def cells_of(line: Line, page: Page) -> list[Any]:
    """Give a line's cells in the order of the page's columns."""
    if not line.values:
        return list(line.cells)
    return [line.values.get(name) for name, _, _ in page.columns]


def fault_cell(page: Page, line: Line, row: int, name: str) -> str:
    """Name the cell of a fault as Excel does; '' where the whole row is meant."""
    columns = [column for column, _, _ in page.columns]
    name = "done" if name == "status" and "status" not in columns else name
    return cell_name(row, columns.index(name)) if name in columns else ""


def slashed(day: date) -> str:
    """Write a date as people do: day/month/year."""
    return f"{day:%d/%m/%Y}"


def _write_csv(file: ListFile) -> bytes:
    (page,) = file.pages
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    for line in page.lines:
        cells = cells_of(line, page)
        writer.writerow([slashed(c) if isinstance(c, date) else c for c in cells])
    return out.getvalue().encode("utf-8-sig")


def _write_workbook(file: ListFile) -> bytes:
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True}) as book:
        book.set_properties({"created": CREATED, "author": "", "company": ""})
        styles = {
            (name, kind): book.add_format({**_BASE, **style, **extra})
            for name, style in _STYLES.items()
            for kind, extra in (
                ("", {}),
                ("date", {"num_format": "dd/mm/yyyy"}),
                ("centre", {"align": "center"}),
            )
        }
        for page in file.pages:
            _write_page(book.add_worksheet(page.name), page, styles)
    return out.getvalue()


def _write_page(sheet: Any, page: Page, styles: dict[tuple[str, str], Any]) -> None:
    for column, (name, _, _) in enumerate(page.columns):
        sheet.set_column(column, column, WIDTHS[name])
    sheet.set_landscape()
    sheet.set_paper(9)  # A4
    sheet.fit_to_pages(1, 0)
    width = len(page.columns)
    headings = [row for row, line in enumerate(page.lines) if line.style == "heading"]
    if headings:
        sheet.repeat_rows(headings[0], headings[-1])
    for row, line in enumerate(page.lines):
        if line.style == "heading" and len(headings) > 1:
            if row == headings[0]:
                _write_two_rows_of_headings(sheet, row, page, styles["heading", ""])
        elif line.style == "office":
            _write_office(sheet, row, line, width, styles["office", ""])
        elif line.style in ("title", "note", "mark", "section") and width > 1:
            style = styles[line.style, ""]
            sheet.merge_range(row, 0, row, width - 1, line.cells[0], style)
        else:
            _write_row(sheet, row, line, page, styles)


def _write_row(
    sheet: Any, row: int, line: Line, page: Page, styles: dict[tuple[str, str], Any]
) -> None:
    for column, value in enumerate(cells_of(line, page)):
        name = page.columns[column][0] if line.child else ""
        style = styles[line.style, "centre" if name in _CENTRED else ""]
        if isinstance(value, date):
            if line.values.get("_typed"):
                sheet.write_string(row, column, slashed(value), style)
            else:
                at = datetime.combine(value, datetime.min.time())
                sheet.write_datetime(row, column, at, styles[line.style, "date"])
        elif value is None:
            # A blank cell of the table has its border too.
            if line.style in ("child", "total"):
                sheet.write_blank(row, column, None, style)
        elif isinstance(value, str):
            sheet.write_string(row, column, value, style)
        else:
            sheet.write_number(row, column, value, style)


def _write_office(sheet: Any, row: int, line: Line, width: int, style: Any) -> None:
    split = width - 5
    for first, last in ((0, split - 1), (split, width - 1)):
        text = line.cells[first] if first < len(line.cells) else None
        sheet.merge_range(row, first, row, last, text or "", style)


def _write_two_rows_of_headings(sheet: Any, row: int, page: Page, style: Any) -> None:
    columns = page.columns
    column = 0
    while column < len(columns):
        _, top, below = columns[column]
        last = column
        while last + 1 < len(columns) and columns[last + 1][1] == top:
            last += 1
        if below:
            sheet.merge_range(row, column, row, last, top, style)
            for at in range(column, last + 1):
                sheet.write_string(row + 1, at, columns[at][2], style)
        else:
            sheet.merge_range(row, column, row + 1, column, top, style)
        column = last + 1
