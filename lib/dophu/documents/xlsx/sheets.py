"""How a sheet of tables.xlsx begins, and those that add up."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from xlsxwriter.utility import xl_range, xl_rowcol_to_cell

from dophu.catalogue.indicators import indicators
from dophu.catalogue.palette import BLUE, ORANGE, WARNING
from dophu.catalogue.sentences import say
from dophu.documents.report import Report
from dophu.documents.xlsx.lean_worksheet import LeanWorksheet
from dophu.documents.xlsx.read_rows import fit_pages
from dophu.documents.xlsx.rounded_cells import keep_from_ends
from dophu.tables.figures import ALL, mark

NOT_KNOWN = "–"
"""What stands for a figure that no list tells."""

HEAD_ROW = 4
"""The row of headings, from 0; above it stand title, unit, date and marks."""


class Sheets:
    """The sheets that add up and draw; and how any sheet of the workbook begins."""

    def __init__(self, book: Any, report: Report) -> None:
        self.book, self.report = book, report
        self.figures, self.about = report.figures, report.about
        plain = {"font_name": "Times New Roman", "font_size": 11, "valign": "vcenter"}
        edge = {**plain, "border": 1, "border_color": "#A6A6A6"}
        looks = {
            "title": {**plain, "bold": True, "font_size": 14},
            "plain": plain,
            "warning": {**plain, "bold": True, "font_color": WARNING},
            "link": {**plain, "underline": 1, "font_color": BLUE, "indent": 1},
            "head": {
                **edge, "bold": True, "text_wrap": True, "align": "center",
                "bg_color": "#E7ECF1",
            },
            "text": {**edge, "indent": 1},
            "wrap": {**edge, "text_wrap": True, "valign": "top"},
            "count": {**edge, "num_format": "#,##0"},
            "number": {**edge, "num_format": "#,##0.0"},
            "share": {**edge, "num_format": "0.0%"},
            "date": {**edge, "num_format": "dd/mm/yyyy", "align": "left"},
        }  # fmt: skip
        self._looks = looks
        self._formats: dict[tuple[str, bool], Any] = {}

    def look(self, name: str, bold: bool = False) -> Any:
        """Give a format of the workbook by name, made when it is first used."""
        if (name, bold) not in self._formats:
            extra = {"bold": True, "bg_color": "#F3F3F3"} if bold else {}
            self._formats[name, bold] = self.book.add_format(self._looks[name] | extra)
        return self._formats[name, bold]

    def say(self, key: str, **values: object) -> str:
        """Say words of the documents."""
        return self.about.heading(key, **values)

    def begin(
        self, name: str, title: str, headings: Sequence[str], widths: Sequence[float]
    ) -> Any:
        """Add a sheet: title, marks, headings, and how it is printed on A4."""
        about = self.about
        # Excel takes 31 characters.
        sheet = self.book.add_worksheet(name[:31], LeanWorksheet)
        sheet.write_string(0, 0, title, self.look("title"))
        dated = about.say("as_of_line", as_of=about.date(about.as_of),
            deadline=about.deadline_words,
        )  # fmt: skip
        sheet.write_string(1, 0, f"{about.unit_name} · {dated}", self.look("plain"))
        marks = [about.say("internal")]
        if about.simulated:
            marks.insert(0, say("simulated", about.language))
        sheet.write_string(2, 0, " · ".join(marks), self.look("warning"))
        for column, (heading, width) in enumerate(zip(headings, widths, strict=True)):
            sheet.set_column(column, column, width)
            sheet.write_string(HEAD_ROW, column, heading, self.look("head"))
        letters = zip(headings, widths, strict=True)
        # Bold letters are wider by about a fifth; rounded up.
        lines = [-(-len(heading) * 1.2 // width) for heading, width in letters]
        if lines:
            sheet.set_row(HEAD_ROW, 15 * (max(lines) + 0.3))
            sheet.freeze_panes(HEAD_ROW + 1, 0)
            sheet.repeat_rows(HEAD_ROW)
        sheet.set_paper(9)
        if sum(widths) > 95:
            sheet.set_landscape()
        sheet.set_margins(left=0.8, right=0.5, top=0.5, bottom=0.6)
        sheet.fit_to_pages(1, 0)
        sheet.set_footer(f"&C&9{marks[-1]} · &P/&N")
        return sheet

    def link(self, sheet: Any, column: int) -> None:
        """Write links to the other sheets into a column beside a sheet's table."""
        sheet.set_column(column, column, 26)
        sheet.write_string(HEAD_ROW, column, self.say("sheet_links"), self.look("head"))
        names = [other.get_name() for other in self.book.worksheets()]
        others = (name for name in names if name != sheet.get_name())
        for row, name in enumerate(others, start=HEAD_ROW + 1):
            quoted = name.replace("'", "''")
            look = self.look("link")
            sheet.write_url(row, column, f"internal:'{quoted}'!A1", look, name)

    def name_cell(self, name: str, sheet: Any, row: int, column: int) -> None:
        """Name a cell, so that a formula of the office can ask for the figure."""
        cell = xl_rowcol_to_cell(row, column, row_abs=True, col_abs=True)
        quoted = sheet.get_name().replace("'", "''")
        self.book.define_name(name, f"='{quoted}'!{cell}")

    def _labels(self, *keys: str) -> list[str]:
        return [indicators()[key].label(self.about) for key in keys]

    def add_up(
        self, sheet: Any, row: int, column: int, rows: tuple[int, int], value: int
    ) -> None:
        """Write the sum of a column's rows, from the first to the last."""
        if not self.figures.sent:  # that nobody sent a list is not nobody
            sheet.write_string(row, column, NOT_KNOWN, self.look("count", True))
            return
        formula = f"=SUM({xl_range(rows[0], column, rows[1], column)})"
        sheet.write_formula(row, column, formula, self.look("count", True), value)

    def counts(
        self, sheet: Any, row: int, group: str, hamlet: str, total: bool, first: int
    ) -> None:
        """Write all, with a card, share and left of a line, from column ``first`` on.

        The share and those left are formulas; all and with a card too in a total,
        which the caller writes.
        """
        figures = self.figures
        if not figures.sent:
            for column in range(first, first + 4):
                sheet.write_string(row, column, NOT_KNOWN, self.look("count", total))
            return
        persons = figures.number("persons", group, hamlet)
        enrolled = figures.number("enrolled", group, hamlet)
        if not total:
            sheet.write_number(row, first, persons, self.look("count"))
            sheet.write_number(row, first + 1, enrolled, self.look("count"))
        of, have = (xl_rowcol_to_cell(row, first + n) for n in (0, 1))
        share = enrolled / persons if persons else ""
        formula = f'=IF({of}=0,"",{have}/{of})'
        sheet.write_formula(row, first + 2, formula, self.look("share", total), share)
        left = self.look("count", total)
        sheet.write_formula(row, first + 3, f"={of}-{have}", left, persons - enrolled)

    def groups(self) -> tuple[Any, int, int]:
        """Write the sheet of age groups; give it with its first and last line."""
        keys = ("persons", "enrolled", "coverage", "gap", "applied", "issued")
        headings = [self.say("col_group"), *self._labels(*keys)]
        name, title = self.say("sheet_figures"), self.say("table_groups")
        sheet = self.begin(name, title, headings, (30, *(13,) * 6))
        first = HEAD_ROW + 1
        groups = self.figures.groups
        for row, code in enumerate(groups, start=first):
            sheet.write_string(row, 0, self.about.group(code), self.look("text"))
            self.counts(sheet, row, code, ALL, False, 1)
            for column, key in ((5, "applied"), (6, "issued")):
                value = self.figures.number(key, code)
                if self.figures.sent:
                    sheet.write_number(row, column, value, self.look("count"))
        total = first + len(groups)
        sheet.write_string(total, 0, self.about.unit_total, self.look("text", True))
        self.counts(sheet, total, ALL, ALL, True, 1)
        rows = first, total - 1
        for column, key in ((1, "persons"), (2, "enrolled"), (5, "applied"),
                            (6, "issued")):  # fmt: skip
            self.add_up(sheet, total, column, rows, self.figures.number(key))
        for column, key in enumerate(keys, start=1):
            for row, code in enumerate((*groups, ALL), start=first):
                self.name_cell(mark(key, code, groups), sheet, row, column)
        keep_from_ends(self, sheet, "share", 3, (first, total))
        return sheet, first, total - 1

    def places(self) -> tuple[Any, int, int]:
        """Write the sheet of hamlets, the most children left first; as ``groups``."""
        figures, about = self.figures, self.about
        groups = figures.groups
        gap = indicators()["gap"].label(about)
        headings = [
            self.say("col_number"), self.say("col_place"),
            *self._labels("persons", "enrolled", "coverage", "gap"),
            *(f"{gap}: {about.group(code).lower()}" for code in groups),
            self.say("col_running"), self.say("col_note"),
        ]  # fmt: skip
        widths = (6, 30, 10, 10, 10, 10, *(13,) * len(groups), 10, 24)
        name, title = self.say("sheet_places"), self.say("table_places")
        sheet = self.begin(name, title, headings, widths)
        total, first = HEAD_ROW + 1, HEAD_ROW + 2
        ranked = figures.ranked()
        last = max(total + len(ranked), first)
        left, running = 6, 6 + len(groups)
        carried = about.carried_since()
        so_far, everybody = 0, sum(figures.number("gap", hamlet=h) for h in ranked)
        for row, hamlet in enumerate(ranked, start=first):
            sheet.write_number(row, 0, row - total, self.look("count"))
            sheet.write_string(row, 1, figures.hamlets[hamlet], self.look("text"))
            self.counts(sheet, row, ALL, hamlet, False, 2)
            for column, code in enumerate(groups, start=left):
                value = figures.number("gap", code, hamlet)
                sheet.write_number(row, column, value, self.look("count"))
            so_far += figures.number("gap", hamlet=hamlet)
            share = so_far / everybody if everybody else ""
            self._running(sheet, row, (first, total), running, share)
            since = carried.get(figures.hamlets[hamlet])
            note = about.say("carried", date=about.date(since)) if since else ""
            sheet.write_string(row, running + 1, note, self.look("text"))
        self._never(sheet, total + len(ranked) + 1, running + 1)
        sheet.write_blank(total, 0, None, self.look("text", True))
        sheet.write_string(total, 1, about.unit_total, self.look("text", True))
        self.counts(sheet, total, ALL, ALL, True, 2)
        keys = (("persons", ALL, 2), ("enrolled", ALL, 3)) + tuple(
            ("gap", code, column) for column, code in enumerate(groups, start=left)
        )
        for key, code, column in keys:
            value = figures.number(key, code)
            self.add_up(sheet, total, column, (first, last), value)
        for column in (running, running + 1):
            sheet.write_blank(total, column, None, self.look("text", True))
        for column in (4, running):
            keep_from_ends(self, sheet, "share", column, (total, last))
        self._colour(sheet, first, last)
        fit_pages(sheet, last - total, sum(widths))
        return sheet, first, last

    def _running(
        self, sheet: Any, row: int, top: tuple[int, int], column: int, share: object
    ) -> None:
        """Write the share of the children left in a hamlet and those above it.

        ``top`` are the rows of the first hamlet and of the total.
        """
        first, total = top
        above = f"{xl_rowcol_to_cell(first, 5, True)}:{xl_rowcol_to_cell(row, 5)}"
        whole = xl_rowcol_to_cell(total, 5, True, True)
        formula = f'=IF({whole}=0,"",SUM({above})/{whole})'
        sheet.write_formula(row, column, formula, self.look("share"), share)

    def _never(self, sheet: Any, row: int, last: int) -> None:
        """Name the hamlets that never sent a list; their cells stay empty."""
        known = set(self.figures.sent)
        for hamlet, name in self.figures.hamlets.items():
            if hamlet not in known:
                for column in range(last + 1):
                    sheet.write_blank(row, column, None, self.look("text"))
                sheet.write_string(row, 1, name, self.look("text"))
                note = self.about.say("never_sent")
                sheet.write_string(row, last, note, self.look("text"))
                row += 1

    def _colour(self, sheet: Any, first: int, last: int) -> None:
        bar = {"type": "data_bar", "bar_color": ORANGE, "min_type": "num",
               "min_value": 0}  # fmt: skip
        sheet.conditional_format(first, 5, last, 5, bar)
        low = {"type": "bottom", "value": 3, "format": self.book.add_format(
            {"font_color": BLUE, "bold": True})}  # fmt: skip
        sheet.conditional_format(first, 4, last, 4, low)

    def reasons(self) -> tuple[Any, int, int]:
        """Write the sheet of reasons, most children first; as ``groups``."""
        children = indicators()["reason_children"].label(self.about)
        headings = [self.say("col_reason"), children, self.say("col_share"),
                    self.say("col_reachable")]  # fmt: skip
        name, title = self.say("sheet_reasons_total"), self.say("table_reasons")
        sheet = self.begin(name, title, headings, (38, 12, 12, 26))
        found, first = self.figures.reasons, HEAD_ROW + 1
        rows = self.figures.tables.get("reasons", [])
        reach = {row["reason"]: row["reachable"] for row in rows}
        last = first + max(len(found), 1) - 1
        total = sum(int(reason.value or 0) for reason in found)
        whole = xl_rowcol_to_cell(last + 1, 1, True, True)
        for row, reason in enumerate(found, start=first):
            label = self.about.reason(reason.group)
            number = int(reason.value or 0)
            sheet.write_string(row, 0, label, self.look("text"))
            sheet.write_number(row, 1, number, self.look("count"))
            formula = f"={xl_rowcol_to_cell(row, 1)}/{whole}"
            share = number / total
            sheet.write_formula(row, 2, formula, self.look("share"), share)
            words = self.say(f"reach_{reach[reason.group]}")
            sheet.write_string(row, 3, words, self.look("text"))
        sheet.write_string(last + 1, 0, self.about.unit_total, self.look("text", True))
        self.add_up(sheet, last + 1, 1, (first, last), total)
        self.name_cell("reason_children_all", sheet, last + 1, 1)
        keep_from_ends(self, sheet, "share", 2, (first, last))
        return sheet, first, last


def sheet_name(table: str, sheets: Sheets) -> str:
    """Name the sheet of a table in the campaign's language, else as the table."""
    key = f"sheet_{table}"
    return sheets.say(key) if sheets.about.has(key) else table
