"""Columns of how far something is: "Tỷ lệ hoàn thành: 50%" beside "done".

Who stands at less than the whole is not done by a list that does not say so otherwise.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

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


def share_of(cell: Cell) -> float | None:
    """Give the share that a cell says, 1 for the whole; None where it says none.

    Examples
    --------
    >>> share_of("50%"), share_of(0.5), share_of(1), share_of("100 %"), share_of("đạt")
    (0.5, 0.5, 1.0, 1.0, None)
    """
    if isinstance(cell, bool) or cell is None:
        return None
    found = _SHARE.fullmatch(clean_text(str(cell)))
    if not found:
        return None
    share = float(found[1].replace(",", "."))
    return share / 100 if found[2] or share > 1 else share


def below_whole(heading: str, cells: Mapping[int, Cell]) -> tuple[int, ...]:
    """Give the rows that are not at the whole, in a column of shares alone.

    Examples
    --------
    >>> below_whole("Tiến độ", {4: "100%", 5: "50%", 6: None, 7: "0%"})
    (5, 7)
    >>> below_whole("Tiến độ", {4: "100%", 5: "xong"})
    ()
    """
    if not is_of_shares(heading):
        return ()
    shares = {row: share_of(cell) for row, cell in cells.items() if cell is not None}
    if None in shares.values():
        return ()
    return tuple(
        row for row, share in shares.items() if share is not None and share < 1
    )
