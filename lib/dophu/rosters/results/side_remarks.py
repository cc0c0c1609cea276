"""Columns that are no field's and may say of a row that it is not done after all.

"Khó khăn", "CA đối chiếu", "Hướng giải quyết" hold what others call remarks, and a day
to come under "Lịch hẹn làm" is no day on which it was done. They decide nothing; beside
"done" a person reads them, as the remarks (BG-54).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import date

from dophu.reader.grid import Cell, Grid
from dophu.rosters.headings.tables import Table
from dophu.rosters.results.services import lowest_heading
from dophu.rosters.texts.shares import is_of_shares, tell_shares
from dophu.rosters.texts.written_days import read_written_day
from dophu.rosters.words.appointments import describe, kind_of_appointments
from dophu.text import clean_text, comparison_key

_REMARKS = re.compile(
    r"\b(?:khó khăn|vướng mắc|tồn tại|hạn chế|kiến nghị|đề xuất|đề nghị|giải quyết"
    r"|xử lý|biện pháp|ý kiến|đối chiếu|xác nhận|kiểm tra|phản hồi|xác minh|phúc tra"
    r"|giải trình|diễn giải|nguyên do|nhận xét|lưu ý|chú ý|đánh giá)\b"
)
_OF_OTHERS = re.compile(r"\b(?:người|cán bộ|ngày|số|chữ ký|ký|điểm|giấy|đơn)\b")
"""Who wrote it, when, and scores: no remarks."""


def remark_columns(grid: Grid, table: Table) -> dict[int, str]:
    """Give the columns of such remarks, and of appointments, with their headings."""
    columns = [*table.unknown]
    if "due_date" in table.columns:
        columns.append(table.columns["due_date"])
    found = {}
    for column in columns:
        heading = comparison_key(lowest_heading(grid, table, column))
        is_remark = column in table.unknown and _REMARKS.search(heading)
        is_remark = is_remark and not _OF_OTHERS.search(heading)
        is_remark = is_remark or (column in table.unknown and is_of_shares(heading))
        if is_remark or kind_of_appointments(heading):
            found[column] = heading
    return found


def read_remark(heading: str, cell: Cell, as_of: date) -> str:
    """Give the text of such a cell; of a day only where it is still to come.

    Examples
    --------
    >>> as_of = date(2024, 7, 18)
    >>> read_remark("ngày hẹn làm", date(2024, 7, 25), as_of)
    '25/07/2024'
    >>> read_remark("ngày hẹn làm", date(2024, 7, 5), as_of)
    ''
    >>> read_remark("khó khăn", " máy hỏng ", as_of)
    'máy hỏng'
    """
    if cell is None:
        return ""
    if kind := kind_of_appointments(heading):
        return describe(kind, cell, as_of)
    day = read_written_day(cell, as_of)
    if day:
        return f"{day:%d/%m/%Y}" if day > as_of else ""
    return clean_text(str(cell))


def read_remarks(
    columns: Iterable[tuple[str, list[Cell]]],
    as_of: date,
    are_dated: Sequence[bool],
) -> list[list[str]]:
    """Give the texts of such columns, by column; of a heading '' there are none.

    Where a day says when it was done (``are_dated``) a later appointment is another.
    Where none does, "Ngày hẹn" beside done may be of the act or of fetching the card,
    whichever rows have one: a person is asked.

    Examples
    --------
    >>> columns = [("ngày hẹn", ["25/7/2024", "25/7/2024"])]
    >>> read_remarks(columns, date(2024, 7, 18), [False, True])
    [['25/07/2024', '']]
    """
    found = []
    for heading, cells in columns:
        if heading and is_of_shares(heading):  # a lone 1 is what the column makes it
            found.append(tell_shares(cells))
            continue
        appoints = bool(kind_of_appointments(heading))
        texts = [
            "" if appoints and dated else read_remark(heading, cell, as_of)
            for cell, dated in zip(cells, are_dated, strict=True)
        ]
        if heading:
            found.append(texts)
    return found
