"""The workbook of a hamlet or an officer: who is visited, and cells for answers."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from dophu.catalogue.about import About
from dophu.catalogue.answers import method_choices, reason_choices, result_choices
from dophu.catalogue.palette import LIST_HEAD, SMALL_PRINT, TO_FILL_IN_HEAD
from dophu.catalogue.vocabulary import Vocabulary
from dophu.documents.lists.layout import (
    ANSWERS,
    LEAST_HEIGHT,
    LINE,
    PADDING,
    Column,
    Formats,
    columns_of,
    content_of,
    set_up_choices,
    set_up_page,
    typeface,
)
from dophu.documents.lists.visits import Visit, with_line_above
from dophu.documents.lists.widths import fitted, lines_of
from dophu.documents.xlsx.lean_workbook import LeanWorkbook
from dophu.documents.xlsx.lean_worksheet import BLANK, LeanWorksheet
from dophu.documents.xlsx.workbook import OF_CHILDREN
from dophu.documents.zipped import midnight

BLANK_ROWS = 5
"""Rows for children whom nobody has listed yet."""

OF_BOLD = 0.92
"""Of a column's width what bold letters have of it, which are wider."""

HEAD = 6
"""The row of headings, below a title, a line about the list and four that say how."""

PARTED: Mapping[str, Any] = {"top": 2, "top_color": "#404040"}
"""Border above a row with which another household or age group begins."""

WITHIN = timedelta(days=366)
"""How far from the date of the list a date that is filled in may lie."""


@dataclass(frozen=True)
class VisitBook:
    """What a workbook is of: ``where``, its children, whose words, when it is due.

    ``nobody`` is said of a list without a child; ``is_unknown`` where none was ever
    sent, so that no children does not mean that nobody is left.
    ``notes`` say what the list rests on where that is no list of this date.
    """

    where: str
    visits: Sequence[Visit]
    about: About
    campaign: str
    vocabulary: Vocabulary
    due: date
    nobody: str
    is_unknown: bool = False
    notes: tuple[str, ...] = ()
    hamlets: Mapping[str, str] | None = None
    """Names by id where the list is of several hamlets, and says of each row which."""


def write_visit_book(path: Path, of: VisitBook) -> Path:
    """Write the workbook: who is to be reached, whom to verify, and the choices.

    Children who are on no list of this date have a sheet of their own. Every row has
    its key, so that answers find their child whatever is done to the rows.
    """
    with LeanWorkbook(str(path), {**OF_CHILDREN, **typeface()}) as book:
        book.set_properties({"created": midnight(of.about.as_of), "author": ""})
        formats = Formats(book)
        named = [replace(v, hamlet_id=of.hamlets[v.hamlet_id]) if of.hamlets else v
                 for v in of.visits]  # fmt: skip
        lists = [("visit", [v for v in named if not v.to_verify])]
        if to_verify := [v for v in named if v.to_verify]:
            lists.append(("visit_verify", to_verify))
        sheets = [
            book.add_worksheet(of.about.say(f"{key}_sheet"), LeanWorksheet)
            for key, _ in lists
        ]
        choices = _write_choices(book, of, formats)
        for sheet, (key, visits) in zip(sheets, lists, strict=True):
            _Sheet(sheet, of, formats, choices).write(key, visits)
    return path


def _write_choices(book: Any, of: VisitBook, formats: Formats) -> dict[str, str]:
    """Write the sheet of choices; give, by kind, the range that a cell offers."""
    name = of.about.say("visit_words_sheet")
    sheet = book.add_worksheet(name)
    lists = {
        "result": ("answer_result", result_choices(of.about)),
        "reason": ("answer_reason", reason_choices(of.about, of.vocabulary)),
        "method": ("answer_method", method_choices(of.about)),
    }
    ranges = {}
    for column, (kind, (key, choices)) in enumerate(lists.items()):
        sheet.set_column(column, column, 44)
        sheet.write_string(
            0, column, of.about.say(key), formats.of(bold=True, bottom=1)
        )
        for row, choice in enumerate(choices, start=1):
            sheet.write_string(row, column, choice, formats.of())
        letter = "ABC"[column]
        ranges[kind] = f"='{name}'!${letter}$2:${letter}${len(choices) + 1}"
    set_up_choices(sheet, f"{name}: {of.where}")
    return ranges


@dataclass(frozen=True)
class _Sheet:
    sheet: Any
    of: VisitBook
    formats: Formats
    choices: Mapping[str, str]

    def write(self, key: str, visits: list[Visit]) -> None:
        of, about = self.of, self.of.about
        shown = columns_of(visits, of.hamlets is not None, about.as_of)
        columns = fitted([Column("visit_no", 4.5), *shown, *ANSWERS], visits)
        shown = columns[1 : 1 + len(shown)]
        columns.append(Column("row_key", 24))
        is_unknown = of.is_unknown and not visits
        count = (
            about.say("visit_unknown") if is_unknown else about.children(len(visits))
        )
        self._write_head(key, visits, columns, count)
        first = HEAD + 1
        self._write_visits(visits, shown)
        last = HEAD + len(visits) + BLANK_ROWS
        self._write_blanks(first + len(visits), last, shown)
        foot = about.heading("visit_foot", count=count)
        self.sheet.write_string(last + 1, 1, foot, self.formats.of(bold=True))
        at = 1 + len(shown)
        self._validate(first, last, at)
        self.sheet.autofilter(HEAD, 0, last, len(columns) - 1)
        self.sheet.freeze_panes(HEAD + 1, 3 if of.hamlets else 2)
        end = last + 1, len(columns) - 2
        named = f"{of.where[:1].upper()}{of.where[1:]} · {about.date(about.as_of)}"
        set_up_page(self.sheet, HEAD, end, (named, foot), about)

    def _write_head(
        self, key: str, visits: list[Visit], columns: list[Column], count: str
    ) -> None:
        about, of = self.of.about, self.of
        title = about.heading(f"{key}_title", where=of.where)
        self.sheet.write_string(0, 0, title, self.formats.of(bold=True, font_size=14))
        groups = Counter(visit.group for visit in visits)
        parts = "; ".join(f"{group}: {n}" for group, n in sorted(groups.items()))
        counts = f"{count} ({parts})" if len(groups) > 1 else count
        line = about.heading(
            "visit_about", unit_name=about.unit_name, campaign=of.campaign,
            date=about.date(about.as_of), count=counts,
        )  # fmt: skip
        stated = [*of.notes] if visits else [of.nobody, *of.notes]
        line = " · ".join((line, *(text.rstrip(".") for text in stated if text)))
        self._write_about(line, columns)
        first = "visit_verify_how_1" if key == "visit_verify" else "visit_how_1"
        for row, how in enumerate((first, "visit_how_2", "visit_how_3", "visit_how_4")):
            words = about.say(how, unit_name=about.unit_name, date=about.date(of.due))
            self.sheet.write_string(2 + row, 0, words, self.formats.of(valign="top"))
            self.sheet.set_row(2 + row, LINE + 1)
        self.sheet.set_row(HEAD - 1, LINE + 4)
        heading = {"bold": True, "align": "center", "bg_color": LIST_HEAD}
        asked, lines = {column.key for column in ANSWERS}, 2
        for at, column in enumerate(columns):
            self.sheet.set_column(at, at, column.width)
            words = about.heading(column.key)
            answer = {"bg_color": TO_FILL_IN_HEAD} if column.key in asked else {}
            style = self.formats.cell(**{**heading, **answer})
            self.sheet.write_string(HEAD, at, words, style)
            lines = max(lines, lines_of(words, column.width * OF_BOLD))
        self.sheet.set_row(HEAD, LINE * lines)

    def _write_about(self, line: str, columns: list[Column]) -> None:
        """Write what the list is of, on as many lines as fit between the margins."""
        printed = columns[:-1]  # the key stays on the screen
        room = sum(column.width + PADDING for column in printed)
        height = LINE * lines_of(line, room) + 1
        self.sheet.set_row(1, height)
        if height < 2 * LINE:
            self.sheet.write_string(1, 0, line, self.formats.of(italic=True))
            return
        style = self.formats.of(italic=True, text_wrap=True, valign="top")
        self.sheet.merge_range(1, 0, 1, len(printed) - 1, "", style)
        self.sheet.write_string(1, 0, line, style)

    def _write_visits(self, visits: list[Visit], shown: list[Column]) -> None:
        formats, sheet = self.formats, self.sheet
        shapes = [(column.value, column.width) for column in shown]
        below, plain = (
            [
                formats.cell(align="center", **line), *self._styles(shown, line),
                formats.cell(font_size=9, font_color=SMALL_PRINT, **line),
            ]
            for line in (PARTED, {})
        )  # fmt: skip
        blank = [BLANK] * len(ANSWERS)
        parted = with_line_above(visits)
        for number, visit in enumerate(visits, start=1):
            styles = below if parted[number - 1] else plain
            contents, lines = [sheet.number(number)], 1
            for value_of, width in shapes:
                value = value_of(visit)
                if isinstance(value, str):
                    lines = max(lines, lines_of(value, width))
                contents.append(content_of(sheet, value))
            contents += [*blank, sheet.text(visit.key)]
            # Excel takes no row higher than 409 points.
            height = max(LEAST_HEIGHT, min(LINE * lines, 400))
            sheet.write_line(HEAD + number, styles, contents, height)

    def _styles(self, shown: list[Column], more: Mapping[str, Any]) -> list[Any]:
        """Give the formats of the cells of a child, and of those to be filled in."""
        cell = self.formats.cell
        known = [cell(column.number_format, **more) for column in shown]
        asked = [cell(c.number_format, answer=True, **more) for c in ANSWERS]
        return [*known, *asked]

    def _write_blanks(self, first: int, last: int, shown: list[Column]) -> None:
        styles = [self.formats.cell(), *self._styles(shown, {})]
        contents = [BLANK] * len(styles)
        for row in range(first, last + 1):
            self.sheet.write_line(row, styles, contents, LEAST_HEIGHT)

    def _validate(self, first: int, last: int, at: int) -> None:
        """Give the cells for answers their choices; a date cell takes dates only."""
        about = self.of.about
        earliest, latest = about.as_of - WITHIN, about.as_of + WITHIN
        span = {"first": about.date(earliest), "last": about.date(latest)}
        for place, column in enumerate(ANSWERS, start=at):
            if column.choices == "date":
                rule = {
                    "validate": "date", "criteria": "between",
                    "minimum": earliest, "maximum": latest,
                    "error_title": about.say("answer_date"),
                    "error_message": about.say("answer_pick_date", **span),
                }  # fmt: skip
            elif column.choices:
                rule = {
                    "validate": "list", "source": self.choices[column.choices],
                    "error_title": about.say("answer_pick"),
                    "error_message": about.say(f"answer_pick_{column.choices}"),
                    "error_type": "stop" if column.choices == "result" else "warning",
                }  # fmt: skip
            else:
                continue
            self.sheet.data_validation(first, place, last, place, rule)
