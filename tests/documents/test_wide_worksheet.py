"""A sheet with a cell far to the right costs what it holds, and is the same bytes."""

from datetime import datetime

import pytest
import xlsxwriter

from dophu.documents.xlsx.copied_sheets import Styles, copy_sheet
from dophu.documents.xlsx.wide_worksheet import WideWorksheet
from dophu.reader.containers import Sheet


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
        [],
    ],
)
def test_the_bytes_are_those_of_an_ordinary_sheet(tmp_path, rows):
    sheet = Sheet("DS", rows, merged=[((0, 0), (1, 1))] if len(rows) > 9 else [])
    ordinary = write(tmp_path / "ordinary.xlsx", None, sheet)
    assert write(tmp_path / "wide.xlsx", WideWorksheet, sheet) == ordinary


class CountedRow(dict):
    """The cells of a row, which counts how often it is asked for one."""

    asked = 0

    def __contains__(self, column):
        CountedRow.asked += 1
        return super().__contains__(column)

    def __getitem__(self, column):
        CountedRow.asked += 1
        return super().__getitem__(column)


@pytest.mark.parametrize("kind, times", [(WideWorksheet, 2), (None, 1000)])
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
    assert (CountedRow.asked <= times * cells) == (kind is WideWorksheet)
