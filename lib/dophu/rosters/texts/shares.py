"""Columns of how far something is: "Tỷ lệ hoàn thành: 50%" beside "done".

Who stands at less than the whole is not done by a list that does not say so otherwise.
A lone 1 is the whole or one percent: the column tells which (tests/spec/59).
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from dophu.reader.grid import Cell
from dophu.text import clean_text, comparison_key

_HEADS = re.compile(r"\b(?:t[ỷỉ] lệ|tiến độ|mức độ|hoàn thành|phần trăm)\b|%")
_WORDS = frozenset(
    "tỷ tỉ lệ tiến độ mức phần trăm hoàn thành thực hiện đạt hồ sơ làm cấp thu nhận căn"
    " cước cc cccd kết quả được việc % tiêm".split()
)
"""The words of headings of shares of a drive's work; others are of other things."""

_SHARE = re.compile(r"(\d{0,3}(?:[.,]\d+)?(?<=\d))\s?(%)?")


def is_of_shares(heading: str) -> bool:
    """Test whether a heading is of how far the drive's work is for a child.

    Examples
    --------
    >>> headings = "% hoàn thành", "Tiến độ hồ sơ", "Tỷ lệ khuyết tật", "Mức hưởng"
    >>> [is_of_shares(heading) for heading in headings]
    [True, True, False, False]
    """
    key = comparison_key(heading)
    return bool(_HEADS.search(key)) and _WORDS.issuperset(key.split())


def shares_of(cells: Sequence[Cell]) -> list[float | None]:
    """Give the shares that the cells of a column say, 1 for the whole.

    None for a cell that is empty or no share.

    Examples
    --------
    >>> shares_of(["50%", "100 %", None, "đạt"]), shares_of([1, 0.5])
    ([0.5, 1.0, None, None], [1.0, 0.5])
    >>> shares_of([100, 1]), shares_of(["100%", 1])
    ([1.0, 0.01], [1.0, 0.01])
    """
    found = [_figure(cell) for cell in cells]
    of_hundred = any(has_sign or figure > 1 for figure, has_sign in filter(None, found))
    return [
        None if one is None else one[0] / (100 if one[1] or of_hundred else 1)
        for one in found
    ]


def _figure(cell: Cell) -> tuple[float, bool] | None:
    """Give the figure of a cell, and whether it is written with a sign of percent."""
    if isinstance(cell, bool) or cell is None:
        return None
    found = _SHARE.fullmatch(clean_text(str(cell)))
    return (float(found[1].replace(",", ".")), bool(found[2])) if found else None


def below_whole(heading: str, cells: Mapping[int, Cell]) -> tuple[int, ...]:
    """Give the rows that are not at the whole, in a column of shares alone.

    Examples
    --------
    >>> below_whole("Tiến độ", {4: "100%", 5: "50%", 6: None, 7: "0%"})
    (5, 7)
    >>> below_whole("Tiến độ", {4: "100%", 5: "xong"}), below_whole("%", {4: 100, 5: 1})
    ((), (5,))
    """
    if not is_of_shares(heading):
        return ()
    rows = [row for row, cell in cells.items() if cell is not None]
    shares = shares_of([cells[row] for row in rows])
    if None in shares:
        return ()
    pairs = zip(rows, shares, strict=True)
    return tuple(row for row, share in pairs if share is not None and share < 1)


def tell_shares(cells: Sequence[Cell]) -> list[str]:
    """Give of each cell of a column of shares what speaks against "done", else ''.

    Examples
    --------
    >>> tell_shares(["50%", "100%", None]), tell_shares([1, 100])
    (['mới 50%', '', ''], ['mới 1%', ''])
    """
    return [
        f"mới {share:.0%}" if share is not None and share < 1 else ""
        for share in shares_of(cells)
    ]


def is_below_whole(text: str) -> bool:
    """Test whether a text is what :func:`tell_shares` says of a share below the whole.

    Examples
    --------
    >>> [is_below_whole(text) for text in ("mới 50%", "mới sinh", "")]
    [True, False, False]
    """
    return bool(_BELOW.fullmatch(text))


_BELOW = re.compile(r"mới -?\d+%")
