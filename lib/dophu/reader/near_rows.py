"""The rows of a sheet as far as they can be a list: no sea of blank ones, none endless.

A sheet may say that its last row is the 1,048,576th. All before it would be held and
looked at, and a list has not a thousand blank rows for one that is filled.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from dophu.reader.extents import MOST_COLUMNS, MOST_ROWS, Refused

MOST_BLANK = 20_000
"""Blank rows that are passed over in a sheet, and four more for each that is not."""

MOST_FILLED = 2_000
"""Cells of a row that hold something; the widest list that was seen has 60."""

MOST_LETTERS = 2**18
"""Letters of a line of text: eight cells of the most that Excel takes."""

# A row of so many cells is handed on untrimmed; the old .xls has no wider ones.
_WIDE = 256
# Each begins where it can begin once only, or long lines would be searched again from
# every letter.
_LONG = re.compile(rf"^[^\n]{{{MOST_LETTERS}}}", re.MULTILINE)
_MANY = re.compile(rf"^(?:[^\n,;\t|]*+[,;\t|]){{{MOST_FILLED}}}", re.MULTILINE)
_EMPTY_END = re.compile(rf"(?<![,;\t|])[,;\t|]{{{_WIDE},}}+(?=\n|\Z)")
_BLANK = re.compile(rf"(?<!\n)\n{{{MOST_BLANK + 2},}}+")


def find_far_row(rows: Sequence[list[Any]]) -> int:
    """Find the first row before which too many are blank, from 0; 0 where none is.

    Examples
    --------
    >>> find_far_row([["STT"], *[[]] * 30_000, [1]])
    30001
    """
    blank = filled = waiting = 0
    for number, cells in enumerate(rows):
        if not cells or cells.count(None) == len(cells):
            waiting += 1
            continue
        if waiting:
            if blank + waiting > MOST_BLANK + 4 * filled:
                return number
            blank, waiting = blank + waiting, 0
        filled += 1
    return 0


def without_ends(rows: Iterable[list[Any]]) -> Iterator[list[Any]]:
    """Hand out rows, blank ones as such; Refused for one wider than any list's.

    Examples
    --------
    >>> list(without_ends([["STT"], ["", None]]))
    [['STT'], []]
    """
    for cells in rows:
        if not any(cells) and all(map(_is_blank, cells)):
            yield []
        else:
            yield _trimmed(cells) if len(cells) > _WIDE else cells


def _is_blank(cell: Any) -> bool:
    return cell is None or type(cell) is str and not cell.strip()


def _trimmed(cells: list[Any]) -> list[Any]:
    end = len(cells)
    while end and cells[end - 1] in ("", None):
        end -= 1
    filled = sum(cell not in ("", None) for cell in cells)
    if end > MOST_COLUMNS or filled > MOST_FILLED:
        raise Refused("too_wide")
    return cells[:end]


def without_empty_ends(text: str) -> str:
    """Give a text without the hundreds of empty fields that its lines end in.

    Refused where a line is longer than any list's all the same.
    """
    text = _EMPTY_END.sub("", text)
    if _LONG.search(text) or _MANY.search(text):
        raise Refused("too_wide")
    return text


def part_at_sea(text: str) -> tuple[str, int, str]:
    r"""Part a text at a sea of empty lines; give how many, up to the rows of a sheet.

    Millions of records would be made of them only to be passed over.

    Examples
    --------
    >>> part_at_sea("a\n\nb"), part_at_sea("a" + "\n" * 30_001 + "b")
    (('a\n\nb', 0, ''), ('a', 30000, 'b'))
    """
    sea = _BLANK.search(text)
    if sea is None:
        return text, 0, ""
    return text[: sea.start()], min(len(sea[0]) - 1, MOST_ROWS), text[sea.end() :]
