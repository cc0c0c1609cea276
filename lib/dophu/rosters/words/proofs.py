"""Columns of an enrolment list that each row of one who is done has something in.

"Số biên nhận", "Mã hồ sơ", "Cán bộ thu nhận": what is given or written when the thing
is done. Where some rows have it and some have not, these are asked about.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache

from dophu.catalogue.columns import marks
from dophu.catalogue.vocabulary import DEFAULT, Vocabulary
from dophu.reader.grid import Cell
from dophu.rosters.texts.paper_words import papers_in
from dophu.text import clean_text, comparison_key, folded_key, is_made_of

SURE, LIKELY = "sure", "likely"
"""Headings of what each application has, and those that may be of that."""

_SIGNED = re.compile(
    r"\b(?:ký (?:nhận|tên|giao)|chữ ký|người nhận|nhận thẻ|giao thẻ|bàn giao|thẻ về)\b"
)
"""What is signed or handed over once it is done."""

_DOER = re.compile(r"(?:cán bộ|cb|người|đồng chí|đ c|tổ|kíp|điểm|địa điểm|nơi|máy)\b")
"""Who did it, or where."""

_FEWEST = 3
"""Filled cells from which a column whose heading is not known seems such a proof."""


def kind_of_proof(heading: str, vocabulary: Vocabulary = DEFAULT) -> str:
    """Give whether a heading is of what each who is done has: sure, likely, or ''.

    ``likely``: a number or code of nothing that is known, or who did it. Numbers of the
    child, its family, school or another paper are none, nor is that of the card itself,
    which may be still to come.

    Examples
    --------
    >>> headings = "Số biên nhận", "MÃ HỒ SƠ", "So phieu hen", "Giấy hẹn"
    >>> [kind_of_proof(heading) for heading in headings]
    ['sure', 'sure', 'sure', 'sure']
    >>> [kind_of_proof(heading) for heading in ("Mã XK", "Cán bộ thu nhận")]
    ['likely', 'likely']
    >>> headings = "Số nhà", "SĐT", "Số thẻ BHYT", "Mã học sinh", "Ghi chú", "Số thẻ"
    >>> [kind_of_proof(heading) for heading in headings]
    ['', '', '', '', '', '']
    """
    is_plain = heading.isascii()
    known = folded_key if is_plain else comparison_key
    words = known(heading).split()
    if not words:
        return ""
    table = _proof_words(vocabulary, is_plain)
    rest = _behind(words, table["number"])
    text = " ".join(words if rest is None else rest)
    if text in table["of"] or is_made_of(text.split(), table["of"], table["filler"]):
        return SURE
    by = _behind(words, table["by"])
    is_alone = " ".join(words) in table["by_alone"]
    if is_alone or (by and is_made_of(by, table["act"], table["filler"])):
        return LIKELY
    if rest is None or not rest:
        return ""
    is_elsewhere = any(f" {word} " in f" {text} " for word in table["elsewhere"])
    return "" if is_elsewhere or papers_in(text, vocabulary) else LIKELY


def is_receipt(heading: str, vocabulary: Vocabulary = DEFAULT) -> bool:
    """Test whether a heading is of what only those have who are done, on any list.

    Examples
    --------
    >>> headings = "Nhận thẻ (ký tên)", "Người nhận", "Cán bộ thu nhận", "Số biên nhận"
    >>> all(map(is_receipt, headings))
    True
    >>> any(map(is_receipt, ("Cán bộ phụ trách", "Người giám hộ", "Mã XK", "Số nhà")))
    False
    """
    key = comparison_key(heading)
    kind = kind_of_proof(heading, vocabulary)
    return (
        kind == SURE
        or bool(kind and _DOER.match(key))
        or bool(_SIGNED.search(key) and not papers_in(key, vocabulary) - {"ours"})
    )


def _behind(words: list[str], heads: frozenset[str]) -> list[str] | None:
    """Give the words behind the longest head that some words begin with, or None."""
    for length in range(min(4, len(words)), 0, -1):
        if " ".join(words[:length]) in heads:
            return words[length:]
    return None


@cache
def _proof_words(
    vocabulary: Vocabulary, is_plain: bool
) -> Mapping[str, frozenset[str]]:
    known = folded_key if is_plain else comparison_key
    parts = vocabulary.tables["proof"]
    return {part: frozenset(map(known, words)) for part, words in parts.items()}


def lack_of_proof(kind: str, cells: Mapping[int, Cell]) -> tuple[int, ...]:
    """Give the rows that lack what others of a column of proofs have.

    Of one that is only likely, half of the rows must have it, and three.

    Examples
    --------
    >>> lack_of_proof("sure", {4: "0012", 5: None, 6: None})
    (5, 6)
    >>> lack_of_proof("likely", {4: "0012", 5: None, 6: None})
    ()
    """
    lacking = tuple(row for row, cell in cells.items() if not is_given(cell))
    filled = len(cells) - len(lacking)
    if not filled or not lacking:
        return ()
    is_enough = filled >= _FEWEST and filled * 2 >= len(cells)
    return lacking if kind == SURE or is_enough else ()


def is_given(cell: Cell) -> bool:
    """Test whether a cell has something, and no word or mark for nothing."""
    text = "" if cell is None else clean_text(str(cell))
    return bool(text) and cell is not False and marks().find_whole(text) != "no"
