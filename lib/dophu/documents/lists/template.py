"""An empty list, headed as the kit reads it, for who asks in which form to send one."""

from __future__ import annotations

from datetime import date, timedelta
from io import BytesIO
from pathlib import Path
from typing import Any, TypeVar

from dophu.campaign.config import Campaign
from dophu.catalogue.about import About
from dophu.catalogue.answers import understood_reasons, understood_results
from dophu.catalogue.columns import fields
from dophu.catalogue.palette import LIST_HEAD
from dophu.catalogue.vocabulary import Vocabulary
from dophu.documents.lists.layout import (
    DAY,
    LINE,
    Formats,
    set_up_choices,
    set_up_page,
    typeface,
)
from dophu.documents.xlsx.workbook import OPTIONS
from dophu.documents.zipped import midnight
from dophu.rosters.headings.heading_spellings import field_of

ROWS = 300
"""Rows with drop-downs; a longer list may go on below."""

DRAWN = 22
"""Of them those that are drawn, and print as a page to be written on by hand.

The rest is ruled, and printed, as far as it is filled in: nobody wants ten empty pages
with a list of thirty children.
"""

FIELDS = (
    ("list_number", 5), ("name", 26), ("birth_date", 13), ("sex", 9),
    ("personal_number", 17), ("mother", 24), ("status", 18), ("applied_date", 13),
    ("reason", 26), ("note", 22),
)  # fmt: skip
"""Columns of a template by the kit's name for them, with their width in letters."""

HEAD = 6


Target = TypeVar("Target", Path, BytesIO)
"""Where a workbook is written to."""


def write_template(
    target: Target, where: str, about: About, campaign: Campaign
) -> Target:
    """Write an empty list of a hamlet: headings that the kit reads, and drop-downs.

    The headings are the first that it knows a column by, and what a cell offers is what
    it understands: nothing of a list in this form has to be guessed. There is no title
    row above the headings but what names the hamlet.
    """
    import xlsxwriter

    vocabulary = campaign.vocabulary
    with xlsxwriter.Workbook(target, {**OPTIONS, **typeface()}) as book:
        book.set_properties({"created": midnight(about.as_of), "author": ""})
        formats = Formats(book)
        sheet = book.add_worksheet(about.say("visit_sheet"))
        title = about.heading("template_title", ages=about.ages, where=where)
        sheet.write_string(0, 0, title, formats.of(bold=True, font_size=14))
        # Alone: what stands beside it the reader would take for a part of the name.
        sheet.write_string(1, 0, about.unit_name, formats.of(italic=True))
        for row in range(4):
            words = about.say(f"template_how_{row + 1}", unit_name=about.unit_name)
            sheet.write_string(2 + row, 0, words, formats.of(valign="top"))
        sheet.set_row(HEAD - 1, LINE + 4)
        head = formats.cell(bold=True, align="center", bg_color=LIST_HEAD)
        for at, (name, width) in enumerate(FIELDS):
            number_format = _format(name)
            sheet.set_column(at, at, width, formats.of(num_format=number_format))
            sheet.write_string(HEAD, at, heading_of(name, vocabulary), head)
        sheet.set_row(HEAD, 2 * LINE)
        choices = {
            "sex": ["Nam", "Nữ"],
            "status": understood_results(about, vocabulary),
            "reason": understood_reasons(about, vocabulary),
        }
        first, last = HEAD + 1, HEAD + ROWS
        for row in range(first, first + DRAWN):
            sheet.set_row(row, 1.5 * LINE)
            for at, (name, _) in enumerate(FIELDS):
                style = formats.cell(_format(name))
                sheet.write_blank(row, at, None, style)
        filled = {"type": "formula", "criteria": f'=$B{first + DRAWN + 1}<>""',
                  "format": book.add_format({"border": 1})}  # fmt: skip
        columns = 0, last, len(FIELDS) - 1
        sheet.conditional_format(first + DRAWN, *columns, filled)
        words_sheet = about.say("visit_words_sheet")
        listed = book.add_worksheet(words_sheet)
        for column, (name, words) in enumerate(choices.items()):
            at = [n for n, _ in FIELDS].index(name)
            listed.set_column(column, column, 44)
            heading = fields()[name].label[about.language]
            listed.write_string(0, column, heading, formats.of(bold=True, bottom=1))
            for row, word in enumerate(words, start=1):
                listed.write_string(row, column, word, formats.of())
            letter = "ABC"[column]
            source = f"='{words_sheet}'!${letter}$2:${letter}${len(words) + 1}"
            rule = {"validate": "list", "source": source, "error_type": "warning",
                    "error_title": about.say("answer_pick"),
                    "error_message": about.say("answer_pick_reason")}  # fmt: skip
            sheet.data_validation(first, at, last, at, rule)
        set_up_choices(listed, f"{words_sheet}: {where}")
        _take_dates_only(sheet, first, last, about, campaign)
        sheet.autofilter(HEAD, 0, last, len(FIELDS) - 1)
        sheet.freeze_panes(first, 2)
        foot = (where, campaign.name)
        set_up_page(sheet, HEAD, None, foot, about)
    return target


def heading_of(name: str, vocabulary: Vocabulary) -> str:
    """Give a heading under which a list of a drive is read as a column.

    A drive in words of its own need not name each: its day is that of what is done.

    Examples
    --------
    >>> from dophu.catalogue.vocabulary import shipped
    >>> [heading_of("applied_date", shipped(d)) for d in ("identity_card", "any")]
    ['Ngày làm CC', 'Ngày làm']
    """
    known = vocabulary.tables["headings"].get(name) or fields()[name].headings
    verbs = vocabulary.tables["heading"]["taken"]
    made = (f"Ngày {verb}" for verb in verbs if name == "applied_date")
    read = (text for text in made if field_of(text, vocabulary) == name)
    label = fields()[name].label["vi"]
    return next(iter(known), None) or next(read, label)


def _format(name: str) -> str:
    # A birth stays as it is typed: "2019" in a cell of dates would be a day of 1905.
    return DAY if name == "applied_date" else "@"


def _take_dates_only(
    sheet: Any, first: int, last: int, about: About, campaign: Campaign
) -> None:
    """Let a column of dates take dates only; a birth may be known by its year alone."""
    at = [name for name, _ in FIELDS].index("applied_date")
    start: date = (campaign.start or about.as_of) - timedelta(days=366)
    end = max(campaign.deadline, about.as_of) + timedelta(days=366)
    span = {"first": about.date(start), "last": about.date(end)}
    rule = {
        "validate": "date", "criteria": "between", "minimum": start, "maximum": end,
        "error_title": about.say("answer_date"),
        "error_message": about.say("answer_pick_date", **span),
    }  # fmt: skip
    sheet.data_validation(first, at, last, at, rule)
