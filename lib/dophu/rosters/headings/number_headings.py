"""Headings of the personal number, by the papers that it stands on: "Số ĐDCN/CMND"."""

from __future__ import annotations

import re

from dophu.text import comparison_key

_LEAD = re.compile(r"^(?:mã số|số|mã)\s+")
_PARTED = re.compile(r"\s*(?:[/,;]|-|\bhoặc\b|\bhay\b|\s)\s*")
_OLDER = frozenset(("cmnd", "cmt", "cmtnd", "đdcn", "ddcn", "định danh", "sđd"))
_CARDS = frozenset(("cccd", "cc", "căn cước", "căn cước công dân", "thẻ căn cước"))
_LONG = {
    "số định danh cá nhân": "đdcn",
    "định danh cá nhân": "đdcn",
    "định danh": "đdcn",
    "căn cước công dân": "cccd",
    "thẻ căn cước": "cccd",
    "căn cước": "cccd",
    "chứng minh nhân dân": "cmnd",
    "chứng minh thư": "cmnd",
}


def number_field(text: str) -> str | None:
    """Give ``personal_number`` for a heading of two or three such papers, else None.

    One alone is known as it is written. "CC/CCCD" without "Số" may be the card itself,
    and one word more, such as that of a passport or of a parent, is not known.

    Examples
    --------
    >>> [number_field(t) for t in ("Số ĐDCN/CMND", "CCCD hoặc định danh cá nhân")]
    ['personal_number', 'personal_number']
    >>> [number_field(t) for t in ("CC/CCCD", "CCCD/Hộ chiếu", "CCCD của mẹ")]
    [None, None, None]
    """
    key = comparison_key(text)
    for words, short in _LONG.items():
        key = re.sub(rf"\b{words}\b", short, key)
    bare = _LEAD.sub("", key)
    papers = _PARTED.split(bare)
    if not 2 <= len(papers) <= 3 or not _OLDER.union(_CARDS).issuperset(papers):
        return None
    return "personal_number" if bare != key or _OLDER.intersection(papers) else None
