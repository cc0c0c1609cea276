"""Columns of marks that stand beside those of the result and are read with them.

"Đã làm | Chưa làm | Vắng" is one question with three boxes: a mark under a reason of
the code book is a child that is not yet done, and why. "Rồi" or "Xong" alone says
nothing; beside "Chưa" it is the other answer.
"""

from __future__ import annotations

from dataclasses import replace

from dophu.catalogue.columns import marks
from dophu.reader.grid import Cell, Grid
from dophu.rosters.headings.heading_spellings import DONE
from dophu.rosters.headings.tables import Table
from dophu.rosters.texts.distinct import distinct_cells
from dophu.rosters.texts.heading_words import PATH, plain_heading
from dophu.rosters.words.status import presence_of
from dophu.text import clean_text

OPPOSITE = {**dict.fromkeys(DONE, ("not_done",)), "not_done": DONE}
"""Beside which tick columns a bare answer is an answer too."""


def settle_marks(grid: Grid, table: Table) -> Table:
    """Find among the columns that are not known those of marks beside the result's.

    A reason that takes a child out of the count is none of them: a mark is too little
    for that, and counts as a remark that says so.

    Examples
    --------
    >>> from dophu.reader.containers import Sheet
    >>> from dophu.reader.grid import read_grid
    >>> from dophu.rosters.headings.tables import find_tables
    >>> rows = [["Họ tên", "Năm sinh", "Rồi", "Chưa"], ["Mẫu An", 2019, "x", None]]
    >>> grid = read_grid(Sheet("", rows))
    >>> settle_marks(grid, find_tables(grid)[0]).columns["done"]
    2
    """
    words = table.vocabulary
    for column in sorted(table.unknown):
        leaf = plain_heading(table.unknown[column].rpartition(PATH)[2])
        field = words.heading_answers.find_whole(leaf)
        if field in OPPOSITE and field not in table.columns:
            beside = [table.columns.get(name, -2) for name in OPPOSITE[field]]
            if any(abs(at - column) == 1 for at in beside) and _are_marks(
                grid, table, column
            ):
                table = _known(table, column)
                table = replace(table, columns=table.columns | {field: column})
    for column in sorted(table.unknown):
        leaf = plain_heading(table.unknown[column].rpartition(PATH)[2])
        code = words.reasons.find_whole(leaf)
        if code and presence_of(code, words) != "present":
            table = _known(table, column)
            table = replace(table, gone_marks=table.gone_marks | {column: leaf})
    reached = {table.columns[n] for n in (*DONE, "not_done") if n in table.columns}
    # Of columns side by side each reaches the next.
    for column in (*sorted(table.unknown), *sorted(table.unknown, reverse=True)):
        if column not in table.unknown or not {column - 1, column + 1} & reached:
            continue
        leaf = plain_heading(table.unknown[column].rpartition(PATH)[2])
        code = words.reasons.find_whole(leaf)
        is_reason = code and presence_of(code, words) == "present"
        if is_reason and _are_marks(grid, table, column):
            reached.add(column)
            table = _known(table, column)
            table = replace(table, reason_marks=table.reason_marks | {column: leaf})
    return table


def _known(table: Table, column: int) -> Table:
    unknown = {c: text for c, text in table.unknown.items() if c != column}
    return replace(table, unknown=unknown, ignored=table.ignored | {column})


def _are_marks(grid: Grid, table: Table, column: int) -> bool:
    cells = distinct_cells(grid.down(table.data_rows, column))
    return bool(cells) and all(map(_is_mark, cells))


def _is_mark(cell: Cell) -> bool:
    if isinstance(cell, bool):
        return True
    return marks().find_whole(clean_text(str(cell))) is not None
