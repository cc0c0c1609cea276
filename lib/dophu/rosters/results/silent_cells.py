"""What a list leaves unsaid by its form: a status once a group, a column of changes.

Neither is guessed: who is left empty is not yet done, who may be gone is there. Both
are told, so that no list of either form passes for one that was read.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from dophu.campaign.settings import ENROLLED
from dophu.reader.grid import Cell, Grid
from dophu.rosters.headings.tables import Table
from dophu.rosters.words.status import presence_of, reason_of
from dophu.text import clean_text, comparison_key

_WORD = re.compile(r"[xX]|[^\W\d_]{2,}(?: [^\W\d_]+)*[.:]?(?<![IVX])")
"""A word or a cross where a number stands; Roman figures and letters number too."""

_MARK = re.compile(r"(?:\d+[.)]?\s*)?(?:\(?(?:[x×✓✔√☑]|\*+)\)?|v|V)", re.IGNORECASE)
"""A mark as lists give it to children, where a number stands or behind it."""

DROPPED = frozenset(
    ("xóa", "xoá", "bỏ", "loại", "hủy", "huỷ", "trùng", "gạch", "vd", "ví dụ", "mẫu",
     "x", "thừa", "sai", "cũ", "mới")
)  # fmt: skip
"""Words in place of a number that a message repeats; any other may be a name."""

CHANGES = frozenset(
    ("biến động", "biến động nhân khẩu", "biến động dân cư", "biến động dân số",
     "tăng giảm", "tăng, giảm", "tăng giảm trong tuần", "nội dung biến động")
)  # fmt: skip
"""Headings of who came and who went."""


def once_a_group(cells: Sequence[Cell], statuses: Sequence[str | None]) -> list[int]:
    """Give the empty cells below "done", where a status may stand once for a group.

    Each status stands at the head of a run of empty cells, none twice in a row, and
    most cells are empty.

    Examples
    --------
    >>> cells = ["Đã làm", None, None, "Chưa làm", None, None]
    >>> once_a_group(cells, ["applied", None, None, "not_yet", None, None])
    [1, 2]
    >>> once_a_group(["Đã làm", None, "Đã làm"], ["applied", None, "applied"])
    []
    """
    texts = [comparison_key(str(cell)) if cell is not None else "" for cell in cells]
    heads = [at for at, text in enumerate(texts) if text]
    pairs = zip(heads, heads[1:], strict=False)
    if (
        len(heads) < 2
        or heads[0] != 0
        or 2 * len(heads) > len(texts)
        or any(texts[one] == texts[next_] for one, next_ in pairs)
    ):
        return []
    found, is_done = [], False
    for at, text in enumerate(texts):
        if text:
            is_done = statuses[at] in ENROLLED
        elif is_done and statuses[at] is None:
            found.append(at)
    return found


def columns_of_changes(grid: Grid, table: Table, as_of: date) -> dict[int, list[int]]:
    """Give the columns that are not known and may say who is gone, with their rows."""
    found = {}
    for column, heading in table.unknown.items():
        cells = {row: grid.at(row, column) for row in table.data_rows}
        is_of_changes = comparison_key(heading).replace("/", " ") in CHANGES
        rows = [
            row
            for row, cell in cells.items()
            if isinstance(cell, str)
            and clean_text(cell)
            and (is_of_changes or _is_gone(cell, table, as_of))
        ]
        if rows:
            found[column] = rows
    return found


def words_for_numbers(grid: Grid, table: Table) -> dict[int, str]:
    """Give by row the word that stands in place of a child's list number.

    "xóa", "bỏ", "VD": it may say that the row is no child, or none any more; a mark,
    or a result, that the child is done. A figure, a letter that numbers, and a word
    that stands in most rows say nothing.
    """
    column = table.columns.get("list_number")
    if column is None:
        return {}
    cells = zip(table.data_rows, grid.down(table.data_rows, column), strict=True)
    words = {
        row: text
        for row, cell in cells
        if isinstance(cell, str) and not (text := clean_text(cell)).isdecimal()
    }
    marked = {row: text for row, text in words.items() if _is_result(text, table)}
    if 1 < len(marked) < len(table.data_rows):
        return marked
    words = {row: text for row, text in words.items() if _WORD.fullmatch(text)}
    return words if 2 * len(words) < len(table.data_rows) else {}


def _is_result(text: str, table: Table) -> bool:
    """Test whether a cell of a list number has a mark in it, or words of the result."""
    if _MARK.fullmatch(text):
        return True
    words = text.lstrip("0123456789.) (-").rstrip(")")
    return len(words) > 2 and table.vocabulary.statuses.find_whole(words) is not None


def _is_gone(cell: str, table: Table, as_of: date) -> bool:
    code, source, _ = reason_of("", clean_text(cell), as_of, table.vocabulary)
    return bool(source) and presence_of(code, table.vocabulary) != "present"


def may_be_done(status: str | None, key: str) -> bool:
    """Test whether a cell below "Chưa làm" leaves open that the child is done.

    ``status`` is what was read of the row, ``key`` the cell's text as it is compared.

    Examples
    --------
    >>> may_be_done(None, ""), may_be_done(None, "chưa"), may_be_done("not_yet", "x")
    (True, False, False)
    >>> may_be_done("not_yet", "đã làm")
    True
    """
    is_opposite = key.startswith(("đã ", "rồi", "xong"))
    return is_opposite or (status is None and not key.startswith("chưa"))
