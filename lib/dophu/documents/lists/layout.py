"""The columns of a list for the door, and how a sheet of it is laid out and printed."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any

from dophu.catalogue.about import About
from dophu.catalogue.palette import TO_FILL_IN
from dophu.documents.lists.visits import Visit
from dophu.documents.xlsx.copied_sheets import FIRST_DAY, clean_text, early
from dophu.documents.xlsx.lean_worksheet import BLANK, Content, LeanWorksheet

FONT = "Times New Roman"
SIZE = 12
"""In points, on the screen; a sheet of all columns is printed at some two thirds."""

DAY = "dd/mm/yyyy"
SHORT_DAY = "dd/mm/yy"

PADDING = 0.6
"""Of a column beside its width, in figures."""

LINE = 15.5
"""Height of a line in points."""

LEAST_HEIGHT = 30.0
"""Height of a row that somebody writes into by hand."""


def typeface() -> dict[str, Any]:
    """Give what says a workbook's own typeface, by whose figures columns are as wide.

    Widths of columns are in figures of it; where that is a typeface a system has not,
    as Calibri, columns become a quarter wider there, and what is printed a quarter
    smaller. New for each workbook, since XlsxWriter writes into it; and with no scheme,
    for which Excel would show the theme's Calibri.
    """
    return {
        "default_format_properties": {
            "font_name": FONT, "font_size": SIZE, "font_scheme": "none",
        },
        "default_column_width": 72,
        "default_row_height": 21,
    }  # fmt: skip


@dataclass(frozen=True)
class Column:
    """A column of a list: its heading's key, width in letters, and what it shows.

    ``value`` is None of a column to be filled in; ``choices`` names what such a cell
    offers: ``method``, ``result``, ``reason``, ``date``, or '' where anything may be
    written.
    """

    key: str
    width: float
    value: Callable[[Visit], Any] | None = None
    number_format: str = ""
    choices: str = ""


ANSWERS = (
    Column("answer_method", 8.5, choices="method"),
    Column("answer_result", 10, choices="result"),
    Column("answer_day", 10, number_format=DAY, choices="date"),
    Column("answer_reason", 13, choices="reason"),
    Column("answer_back", 10, number_format=DAY, choices="date"),
    Column("answer_note", 12),
)
"""The columns to be filled in, in the order in which they stand before the key."""


def columns_of(visits: Sequence[Visit], with_hamlet: bool, as_of: date) -> list[Column]:
    """Give the columns that a list needs: those that say nothing are left out."""
    some_status = len({visit.status for visit in visits}) > 1
    late = any(visit.listed != as_of for visit in visits)
    contact = any(visit.contact for visit in visits)
    wanted = [
        (Column("visit_hamlet", 12, lambda v: v.hamlet_id), with_hamlet),
        (Column("visit_name", 17, lambda v: v.name), True),
        (Column("visit_birth", 10, lambda v: v.birth, DAY), True),
        (Column("visit_sex", 4.5, lambda v: v.sex), True),
        (Column("visit_mother", 14, lambda v: v.mother), True),
        (Column("visit_group", 11, lambda v: v.group), True),
        (Column("visit_status", 8.5, lambda v: v.status), some_status),
        (Column("visit_venue", 16, lambda v: v.venue), True),
        (Column("visit_session", 8, lambda v: v.session, SHORT_DAY), True),
        (Column("visit_reason", 13, lambda v: v.reason), True),
        (Column("visit_back", 8, lambda v: v.back, SHORT_DAY), True),
        (Column("visit_first", 8, lambda v: v.first_seen, SHORT_DAY), True),
        (Column("visit_last", 8, lambda v: v.listed, SHORT_DAY), late),
        (Column("visit_contact", 8, lambda v: v.contact, SHORT_DAY), contact),
    ]
    return [column for column, is_wanted in wanted if is_wanted]


class Formats:
    """Formats of a workbook, each made when it is first asked for."""

    def __init__(self, book: Any) -> None:
        self._book = book
        self._made: dict[tuple[Any, ...], Any] = {}
        self._cells: dict[tuple[str, bool], Any] = {}

    def of(self, **about: Any) -> Any:
        """Give a format in the lists' typeface."""
        key = tuple(sorted(about.items()))
        if key not in self._made:
            font = {"font_name": FONT, "font_size": SIZE}
            self._made[key] = self._book.add_format({**font, **about})
        return self._made[key]

    def cell(self, number_format: str = "", answer: bool = False, **more: Any) -> Any:
        """Give the format of a cell in the table."""
        if more:
            return self._cell(number_format, answer, more)
        # Asked for every cell: to sort its properties each time costs more than to
        # write it.
        key = number_format, answer
        if key not in self._cells:
            self._cells[key] = self._cell(number_format, answer, {})
        return self._cells[key]

    def _cell(self, number_format: str, answer: bool, more: dict[str, Any]) -> Any:
        about: dict[str, Any] = {
            "border": 1, "border_color": "#909090", "text_wrap": True,
            "valign": "vcenter", **more,
        }  # fmt: skip
        if number_format:
            about |= {"num_format": number_format, "align": "center"}
        if answer:
            about["bg_color"] = TO_FILL_IN
        return self.of(**about)


def content_of(sheet: LeanWorksheet, value: Any) -> Content:
    """Give a cell's content: a text is a text whatever it begins with, a day a day."""
    if value is None or value == "":
        return BLANK
    if isinstance(value, str):  # nearly every cell
        return sheet.text(clean_text(value))
    if isinstance(value, date):
        if value >= FIRST_DAY:
            return sheet.day(value)
        return sheet.text(early(value))
    if isinstance(value, int):
        return sheet.number(value)
    return sheet.text(clean_text(str(value)))


@lru_cache(maxsize=10_000)
def lines_of(text: str, width: float) -> int:
    """Give how many lines a text takes in a cell so wide, broken between words.

    Examples
    --------
    >>> lines_of("Từ đủ 6 đến dưới 14 tuổi", 11), lines_of("Lù Thị An", 17)
    (2, 1)
    """
    lines, room = 1, 0.0
    for word in text.split():
        size = _width(word)
        if room and room + _SPACE + size > width:
            lines, room = lines + 1, 0.0
        # A word longer than the cell is broken within.
        lines += int(size // width)
        room += size % width + (_SPACE if room else 0)
    return lines


_SPACE = 0.5


@lru_cache(maxsize=10_000)
def _width(word: str) -> float:
    """Give a word's width in the lists' typeface, in the figures a column is set by."""
    letters = unicodedata.normalize("NFD", word)
    return sum(_letter(one) for one in letters if not unicodedata.combining(one))


def _letter(letter: str) -> float:
    if letter in "fijlrtIJ.,;:'()-/":
        return 0.6
    return 1.65 if letter in "mwMW" else 1.35 if letter.isupper() else 1.0


def set_up_page(
    sheet: Any,
    head: int,
    last: tuple[int, int] | None,
    foot: tuple[str, str],
    about: About,
) -> None:
    """Set a sheet up for paper: A4 on its side, one page wide, headings repeated.

    ``last`` is the last cell to be printed; None prints what there is.
    """
    sheet.set_landscape()
    sheet.set_paper(9)  # A4
    sheet.set_margins(left=0.3, right=0.3, top=0.4, bottom=0.6)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(head)
    if last is not None:
        sheet.print_area(0, 0, *last)
    left, middle = (_in_footer(text) for text in foot)
    page = about.text("visit_page")
    sheet.set_footer(f"&L&9{left}&C&9{middle}&R&9{page}")


def _in_footer(text: str) -> str:
    # 255 characters are all that a footer takes, with its codes; a figure after a size
    # would be read as part of it.
    return " " + clean_text(text).replace("&", "&&")[:90]
