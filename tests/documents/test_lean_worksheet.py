"""A sheet with a cell far to the right costs what it holds, and is the same bytes."""

import re
from datetime import date, datetime

import pytest
import xlsxwriter
from xlsxwriter.worksheet import CellStringTuple, Worksheet

from dophu.documents.xlsx.copied_sheets import Styles, copy_sheet
from dophu.documents.xlsx.lean_workbook import LeanWorkbook
from dophu.documents.xlsx.lean_worksheet import BLANK, LeanWorksheet
from dophu.reader.containers import Sheet


class Ordinary(LeanWorksheet):
    """A sheet that XlsxWriter writes itself, whole lines cell by cell."""

    _write_rows = Worksheet._write_rows

    def write_line(self, row, styles, contents, height=None):
        for column, (style, content) in enumerate(zip(styles, contents, strict=True)):
            if content == BLANK:
                self.write_blank(row, column, None, style)
                continue
            self.write_number(row, column, float(NUMBER.search(content)[1]), style)
            if ' t="s"' in content:
                index = int(NUMBER.search(content)[1])
                self.table[row][column] = CellStringTuple(index, style)
        if height is not None:
            self.set_row(row, height)


NUMBER = re.compile("<v>(.*)</v>")

DAY = date(2024, 7, 18)


def write(path, kind, sheet):
    with xlsxwriter.Workbook(path) as book:
        book.set_properties({"created": datetime(2024, 1, 1)})  # noqa: DTZ001
        made = book.add_worksheet("DS", kind)
        copy_sheet(made, sheet, [], "vi", Styles(book))
        made.write_comment(40, 3, "a row with nothing but a comment")
        made.set_row(50, 30)
    return path.read_bytes()


@pytest.mark.parametrize(
    "rows",
    [
        [["STT", "Họ tên"], [], [1, "Mẫu Văn An"], [None, None, "x"]],
        [["STT"], *[[n, f"Mẫu {n}"] for n in range(35)], [None] * 300 + ["x"]],
        [[], [], [None] * 20 + [1, 2], []],
        [[None, True], [date(1899, 1, 1), 2**60, DAY, 0.5], ["x" * 40_000, ""]],
        [],
    ],
)
def test_the_bytes_are_those_of_an_ordinary_sheet(tmp_path, rows):
    sheet = Sheet("DS", rows, merged=[((0, 0), (1, 1))] if len(rows) > 9 else [])
    ordinary = write(tmp_path / "ordinary.xlsx", Ordinary, sheet)
    assert write(tmp_path / "wide.xlsx", LeanWorksheet, sheet) == ordinary


TEXTS = ("Mẫu", "Mẫu", "a & b", "<r>x</r>", " đầu", "cuối ", "_x0041_", "a_xb", "\x07",
         "hai\ndòng", "\ufffe", "", "\u00a0", "Nà > Ten", "'=1'")  # fmt: skip


def test_the_texts_are_written_as_an_ordinary_workbook_writes_them(tmp_path):
    written = []
    for kind in (xlsxwriter.Workbook, LeanWorkbook):
        path = tmp_path / f"{kind.__name__}.xlsx"
        with kind(path) as book:
            book.set_properties({"created": datetime(2024, 1, 1)})  # noqa: DTZ001
            sheet = book.add_worksheet("DS")
            for row, text in enumerate(TEXTS):
                sheet.write_string(row, 0, text)
        written.append(path.read_bytes())
    assert written[0] == written[1]


class CountedRow(dict):
    """The cells of a row, which counts how often it is asked for one."""

    asked = 0

    def __contains__(self, column):
        CountedRow.asked += 1
        return super().__contains__(column)

    def __getitem__(self, column):
        CountedRow.asked += 1
        return super().__getitem__(column)


@pytest.mark.parametrize("kind, times", [(LeanWorksheet, 2), (None, 1000)])
def test_cells_looked_at_grow_with_cells_not_with_columns(tmp_path, kind, times):
    CountedRow.asked = 0
    with xlsxwriter.Workbook(tmp_path / "far.xlsx") as book:
        made = book.add_worksheet("DS", kind)
        made.table.default_factory = CountedRow
        for row in range(20):
            made.write(row, 0, row)
        made.write(3, 16383, "x")
    cells = 21
    # An ordinary sheet is the proof that what is counted is what far cells cost.
    assert (CountedRow.asked <= times * cells) == (kind is LeanWorksheet)


def write_lines(path, kind, lines):
    """Write rows of a text, a number, a day and an empty cell, whole or by cells."""
    with xlsxwriter.Workbook(path) as book:
        book.set_properties({"created": datetime(2024, 1, 1)})  # noqa: DTZ001
        sheet = book.add_worksheet("DS", kind)
        of_day = book.add_format({"num_format": "dd/mm/yyyy"})
        plain = book.add_format({"border": 1})
        sheet.write_string(0, 0, "Danh sách", plain)
        styles = plain, plain, of_day, plain
        for row, (text, number, day, height) in enumerate(lines, start=4):
            if kind is LeanWorksheet:
                contents = sheet.text(text), sheet.number(number), sheet.day(day), BLANK
                sheet.write_line(row, styles, contents, height)
                continue
            sheet.write_string(row, 0, text, plain)
            sheet.write_number(row, 1, number, plain)
            sheet.write_datetime(row, 2, day, of_day)
            sheet.write_blank(row, 3, None, plain)
            if height is not None:
                sheet.set_row(row, height)
        sheet.write_string(60, 1, "hết", plain)
    return path.read_bytes()


def test_whole_lines_are_the_cells_they_are_of(tmp_path):
    lines = [
        ("Mẫu <An> & con", 1, date(2018, 7, 5), 30),
        (" \tx\x01", 0.1, DAY, None),
        ("a" * 32_760 + "😀" * 9, 10**15, DAY, 15),
        ("x", -2, DAY, 14.5),
        *[(f"Mẫu {n % 7}", n / 3, DAY, 30 + n % 2) for n in range(40)],
    ]
    ordinary = write_lines(tmp_path / "ordinary.xlsx", None, lines)
    assert write_lines(tmp_path / "lean.xlsx", LeanWorksheet, lines) == ordinary
