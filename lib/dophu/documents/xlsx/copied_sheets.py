"""Sheets of a file that was sent, written again cell by cell, some cells coloured.

What decides how a sheet is read is kept: merged cells, hidden rows, columns and sheets,
fonts from before Unicode, ticks. So a workbook that comes back reads as the first did.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from math import isfinite
from typing import Any

from dophu.catalogue.issues import SEVERITIES, Issue
from dophu.documents.xlsx.lean_worksheet import BLANK, Content, LeanWorksheet
from dophu.reader.containers import Sheet
from dophu.reader.emphasis import (
    BOLD,
    ITALIC,
    LINES,
    OF_BORDER,
    OF_SIZE,
    UNDERLINE,
    is_fill,
)
from dophu.reader.extents import OF_FONT, PART_STRUCK, STRUCK, SYMBOL_FONTS
from dophu.reader.grid import cell_place
from dophu.rosters.texts.returned import FILLS

COLOURS = {severity: f"#{fill}" for severity, fill in FILLS.items()}
"""Fill of a cell by the worst that is said of it; the comment says what it is. A cell
that its sender filled keeps that: a colour may be all that says what a child is."""

LONGEST_TEXT = 32_767
"""Characters that Excel takes for a cell; more would leave the cell empty."""

FIRST_DAY = date(1900, 3, 1)
"""The day from which Excel and the calendar agree: earlier ones are written as text."""

LARGEST = 2**53
"""Whole numbers up to which Excel's are exact."""

NOT_IN_XML = re.compile(r"[\ud800-\udfff\ufffe\uffff]")

Looks = tuple[str, ...]
"""What a cell came with beside its fill: a stroke, a colour of letters, bold."""

About = tuple[str, str, Looks]
"""A cell's fill, its font and its other looks."""

PLAIN: About = ("", "", ())
"""A cell with no fill, no font of its own and no look."""

_SET = {
    STRUCK: "font_strikeout", PART_STRUCK: "font_strikeout", BOLD: "bold",
    ITALIC: "italic", UNDERLINE: "underline",
}  # fmt: skip

MOST_MERGED = 200_000
"""Cells in merges beyond which merges are left out: the writer remembers each."""


@dataclass
class Styles:
    """Formats of a workbook, each made when it is first asked for."""

    book: Any
    made: dict[tuple[str, ...], Any] = field(default_factory=dict)
    lines: dict[tuple[tuple[About, bool], ...], list[Any]] = field(default_factory=dict)

    def of(
        self, colour: str = "", day: bool = False, font: str = "", looks: Looks = ()
    ) -> Any:
        """Give a cell's format: its fill, whether a day, its font, its other looks."""
        key = (colour, "day" if day else "", font, *looks)
        if key not in self.made:
            about = {"bg_color": colour} if colour else {}
            about |= {"num_format": "dd/mm/yyyy"} if day else {}
            about |= {"font_name": font} if font else {}
            for look in looks:
                about |= _format_of(look)
            self.made[key] = self.book.add_format(about)
        return self.made[key]

    def of_line(self, cells: tuple[tuple[About, bool], ...]) -> list[Any]:
        """Give the formats of a row, by what its cells look like and which are days."""
        if cells not in self.lines:
            self.lines[cells] = [
                self.of(fill, is_day, font, looks)
                for (fill, font, looks), is_day in cells
            ]
        return self.lines[cells]


def copy_sheet(
    worksheet: Any, sheet: Sheet, issues: Iterable[Issue], language: str, styles: Styles
) -> None:
    """Write a sheet as it was sent; cells that issues name are coloured, commented."""
    marked: dict[tuple[int, int], list[Issue]] = defaultdict(list)
    for issue in issues:
        marked[cell_place(issue.cell)].append(issue)
    looks = _looks(sheet)
    _merge(worksheet, sheet, styles)
    whole = _whole_rows(sheet, marked)
    for row, cells in enumerate(sheet.rows):
        abouts = looks.get(row, {})
        if row in whole:
            shape = tuple(
                (abouts.get(column, PLAIN), _is_day(value))
                for column, value in enumerate(cells)
            )
            contents = [_content(worksheet, value) for value in cells]
            worksheet.write_line(row, styles.of_line(shape), contents)
            continue
        for column, value in enumerate(cells):
            fill, font, others = abouts.get(column, PLAIN)
            fill = fill or _colour(marked.get((row, column), ()))
            _write(worksheet, row, column, value, (fill, font, others), styles)
    stated = {(row, column): text for row, column, text in sheet.comments}
    for (row, column), found in marked.items():
        # An issue may name a cell beyond the last that holds anything.
        if row >= len(sheet.rows) or column >= len(sheet.rows[row]):
            _write(worksheet, row, column, None, (_colour(found), "", ()), styles)
        text = "\n".join(f"{i.code}: {i.message(language)}" for i in found)
        if own := stated.pop((row, column), ""):
            text += f"\n{own}"
        size = {"x_scale": 2.5, "y_scale": 2}
        worksheet.write_comment(row, column, clean_text(text), size)
    for (row, column), own in stated.items():
        worksheet.write_comment(row, column, clean_text(own))
    for row in sheet.hidden_rows:
        worksheet.set_row(row, None, None, {"hidden": True})
    worksheet.set_column(0, max((len(r) for r in sheet.rows), default=1), 18)
    for column in sheet.hidden_columns:
        worksheet.set_column(column, column, 18, None, {"hidden": True})
    if sheet.state == "hidden":
        worksheet.hide()


def clean_text(text: str) -> str:
    """Leave out what a workbook cannot hold: half characters, and what is too long.

    Examples
    --------
    >>> clean_text(f"Bản Mẫu {chr(0xFFFE)}{chr(0xD800)}")
    'Bản Mẫu ??'
    """
    if NOT_IN_XML.search(text):
        text = NOT_IN_XML.sub("?", text)
    return text[:LONGEST_TEXT]


def _whole_rows(sheet: Sheet, marked: Iterable[tuple[int, int]]) -> set[int]:
    """Find the rows that are written whole: no issue, no merge, no tick box in them."""
    others = {row for row, _ in marked}
    for (top, _), (bottom, _) in sheet.merged:
        others.update(range(top, min(bottom + 1, len(sheet.rows))))
    return {
        row
        for row, cells in enumerate(sheet.rows)
        if cells and row not in others and bool not in map(type, cells)
    }


def _is_day(value: Any) -> bool:
    return isinstance(value, date) and value >= FIRST_DAY


def _content(worksheet: LeanWorksheet, value: Any) -> Content:
    """Give the content of a plain cell, as :func:`_write` writes it."""
    if value is None or value == "":
        return BLANK
    if isinstance(value, str):
        return worksheet.text(clean_text(value))
    if isinstance(value, (int, float)) and isfinite(value) and abs(value) <= LARGEST:
        return worksheet.number(value)
    if isinstance(value, date):
        return worksheet.day(value) if _is_day(value) else worksheet.text(early(value))
    return worksheet.text(clean_text(str(value)))


def early(day: date) -> str:
    """Write a day that Excel's calendar does not have."""
    return f"{day.day:02d}/{day.month:02d}/{day.year:04d}"


def _looks(sheet: Sheet) -> dict[int, dict[int, About]]:
    """Give by row and column what cells came with: fill, font, other looks."""
    found: dict[int, dict[int, About]] = defaultdict(dict)
    # A few looks are those of all cells: each is put together once.
    put = lru_cache(maxsize=None)(_with_look)
    for runs, is_font in ((sheet.fonts, True), (sheet.looks, False)):
        for column, first, last, look in runs:
            for row in range(first, min(last + 1, len(sheet.rows))):
                cells = found[row]
                cells[column] = put(cells.get(column, PLAIN), look, is_font)
    return found


def _with_look(about: About, look: str, is_font: bool) -> About:
    """Give what a cell looks like with one thing more.

    Examples
    --------
    >>> _with_look(("", "VNI-Times", ()), "FFFF00", is_font=False)
    ('#FFFF00', 'VNI-Times', ())
    """
    fill, font, others = about
    if is_font:
        return fill, look, others
    if is_fill(look):
        return f"#{look}", font, others
    return fill, font, (*others, look)


def _format_of(look: str) -> dict[str, Any]:
    """Give the properties of a format that shows a look.

    Examples
    --------
    >>> _format_of("font FF0000"), _format_of("size 14"), _format_of("wingdings")
    ({'font_color': '#FF0000'}, {'font_size': 14.0}, {'font_name': 'wingdings'})
    """
    if look.startswith(OF_FONT):
        return {"font_color": f"#{look.removeprefix(OF_FONT)}"}
    if look.startswith(OF_SIZE):
        return {"font_size": float(look.removeprefix(OF_SIZE))}
    if look.startswith(OF_BORDER):
        line = look.removeprefix(OF_BORDER)
        return {"border": LINES.index(line) if line in LINES else LINES.index("thin")}
    if look in SYMBOL_FONTS:
        return {"font_name": look}
    return {_SET[look]: True}


def _merge(worksheet: Any, sheet: Sheet, styles: Styles) -> None:
    width = max((len(r) for r in sheet.rows), default=0)
    taken: set[tuple[int, int]] = set()
    for (top, left), (bottom, right) in sheet.merged:
        bottom, right = min(bottom, len(sheet.rows) - 1), min(right, width - 1)
        count = max(bottom - top + 1, 0) * max(right - left + 1, 0)
        # XlsxWriter refuses to merge a single cell.
        if count < 2 or count + len(taken) > MOST_MERGED:
            continue
        cells = {
            (row, column)
            for row in range(top, bottom + 1)
            for column in range(left, right + 1)
        }
        if taken.isdisjoint(cells):
            worksheet.merge_range(top, left, bottom, right, "", styles.of())
            taken |= cells


def _colour(issues: Any) -> str:
    severities = {issue.severity for issue in issues}
    return next((COLOURS[s] for s in SEVERITIES if s in severities), "")


def _write(
    worksheet: Any,
    row: int,
    column: int,
    value: Any,
    about: About,
    styles: Styles,
) -> None:
    colour, font, looks = about
    as_day = _is_day(value)
    style = styles.of(colour, as_day, font, looks)
    if value is None or value == "":
        worksheet.write_blank(row, column, None, style)
    elif isinstance(value, bool):
        worksheet.write_boolean(row, column, value, style)
    elif isinstance(value, (int, float)) and isfinite(value) and abs(value) <= LARGEST:
        worksheet.write_number(row, column, value, style)
    elif as_day:
        worksheet.write_datetime(row, column, value, style)
    elif isinstance(value, date):
        worksheet.write_string(row, column, early(value), style)
    else:
        worksheet.write_string(row, column, clean_text(str(value)), style)
