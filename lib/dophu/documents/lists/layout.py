"""The columns of a list for the door, and how a sheet of it is laid out and printed."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from dophu.catalogue.about import About
from dophu.catalogue.palette import TO_FILL_IN
from dophu.documents.lists.visits import Visit
from dophu.documents.xlsx.copied_sheets import FIRST_DAY, clean_text, early
from dophu.documents.xlsx.lean_worksheet import BLANK, Content, LeanWorksheet

FONT = "Times New Roman"
SIZE = 12
"""In points, on the screen; see ``widths`` for what it is on paper."""

DAY = "dd/mm/yyyy"
SHORT_DAY = "dd/mm/yy"

PADDING = 0.625
"""Of a column beside its width, in figures."""

MARGIN = 0.25
"""Of a page on either side, in inches: Excel's narrow ones."""

PAPER = (297 / 25.4 - 2 * MARGIN) * 72
"""Room between the margins of A4 on its side, in points."""

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
    """A column of a list: its heading's key, width in figures, and what it shows.

    ``least`` is the width that it may be narrowed to where a list has many columns, 0
    where it keeps its own. ``value`` is None of a column to be filled in; ``choices``
    names what such a cell offers: ``method``, ``result``, ``reason``, ``date``, or ''
    where anything may be written.
    """

    key: str
    width: float
    value: Callable[[Visit], Any] | None = None
    number_format: str = ""
    choices: str = ""
    least: float = 0


ANSWERS = (
    Column("answer_method", 8.5, choices="method", least=8),
    Column("answer_result", 10, choices="result"),
    Column("answer_day", 10, number_format=DAY, choices="date", least=9.5),
    Column("answer_reason", 13, choices="reason", least=12),
    Column("answer_back", 10, number_format=DAY, choices="date", least=9.5),
    Column("answer_note", 12),
)
"""The columns to be filled in, in the order in which they stand before the key."""


def columns_of(visits: Sequence[Visit], with_hamlet: bool, as_of: date) -> list[Column]:
    """Give the columns that a list needs: those that say nothing are left out.

    Those stay into which somebody writes a child whom nobody has listed yet.
    """
    statuses = len({visit.status for visit in visits}) > 1
    late = any(visit.listed != as_of for visit in visits)
    one_of_all = [
        (Column("visit_hamlet", 12, lambda v: v.hamlet_id, least=9), with_hamlet),
        (Column("visit_name", 17, lambda v: v.name, least=14), True),
        (Column("visit_birth", 10, lambda v: v.birth, DAY, least=9.5), True),
        (Column("visit_sex", 4.5, lambda v: v.sex), True),
        (Column("visit_mother", 14, lambda v: v.mother, least=11), True),
        (Column("visit_group", 11, lambda v: v.group, least=7.5), None),
        (Column("visit_status", 8.5, lambda v: v.status, least=7.5), statuses),
        (Column("visit_venue", 16, lambda v: v.venue, least=11), None),
        (_short_day("visit_session", lambda v: v.session), None),
        (Column("visit_reason", 13, lambda v: v.reason, least=11), None),
        (_short_day("visit_back", lambda v: v.back), None),
        (_short_day("visit_first", lambda v: v.first_seen), None),
        (_short_day("visit_last", lambda v: v.listed), late),
        (_short_day("visit_contact", lambda v: v.contact), None),
    ]
    return [
        column
        for column, is_wanted in one_of_all
        if is_wanted or (is_wanted is None and any(map(column.value, visits)))
    ]


def _short_day(key: str, value: Callable[[Visit], Any]) -> Column:
    return Column(key, 8, value, SHORT_DAY, least=7.3)


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
    sheet.set_margins(left=MARGIN, right=MARGIN, top=0.4, bottom=0.6)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(head)
    if last is not None:
        sheet.print_area(0, 0, *last)
    left, middle = (in_footer(text) for text in foot)
    page = about.text("visit_page")
    sheet.set_footer(f"&L&9{left}&C&9{middle}&R&9{page}")


def set_up_choices(sheet: Any, title: str) -> None:
    """Set up a sheet of choices: one page where somebody prints it, with a title."""
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 1)
    sheet.set_header(f"&L&12{in_footer(title)}")


def in_footer(text: str) -> str:
    """Give a text as a header or a footer takes it, cut where it is long.

    Examples
    --------
    >>> in_footer("Thôn 1 & 2")
    ' Thôn 1 && 2'
    """
    # 255 characters are all that a footer takes, with its codes; a figure after a size
    # would be read as part of it.
    return " " + clean_text(text).replace("&", "&&")[:90]
