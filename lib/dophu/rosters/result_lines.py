"""What a line over children says was done for all of them, where it is understood."""

from __future__ import annotations

import re

from dophu.campaign.hamlet_spellings import HamletIndex
from dophu.rosters.heading_spellings import field_of
from dophu.rosters.titles import places_of, without_number
from dophu.text import comparison_key

STATUS_OF = {"done": "applied", "issued_mark": "issued", "not_done": "not_yet"}
"""What a heading over children says of each, as the same heading over ticks does."""

_AGES = re.compile(
    r"\b((từ|dưới|trên|đủ|đến|dưới|và) )*\d{1,2} ?(tuổi|(đến|-) (dưới )?\d{1,2} tuổi)",
    re.IGNORECASE,
)
_DAYS = re.compile(
    r"\b(tính |cập nhật )?((đến|ngày|hết) )*\d{1,2}[/.-]\d{1,2}([/.-]\d{2,4})?",
    re.IGNORECASE,
)
_LISTS = re.compile(
    r"\b(danh sách|ds|các|những|trẻ em|trẻ|cháu|học sinh|công dân|trên địa bàn|nhóm"
    r"|phần|số|tổng hợp|thuộc|tại|của|em)\b",
    re.IGNORECASE,
)
_ANSWERS = frozenset(("có", "không", "co", "khong", "đã", "da", "rồi"))


def result_of(text: str, index: HamletIndex | None = None) -> str | None:
    """Give the status that a line over children tells of them; None if it tells none.

    Examples
    --------
    >>> result_of("I. Đã làm"), result_of("DANH SÁCH TRẺ DƯỚI 14 TUỔI CHƯA LÀM CC")
    ('applied', 'not_yet')
    >>> result_of("Đã làm giấy khai sinh") is result_of("Đã làm: 15") is None
    True
    """
    text = without_number(text)
    for place in places_of(text, index) if index else ():
        text = text.replace(place.spelling, " ")
    for pattern in (_AGES, _DAYS, _LISTS):
        text = pattern.sub(" ", text)
    text = " ".join(text.split()).strip(" .,;:-–()")
    if not text or comparison_key(text) in _ANSWERS:
        return None
    return STATUS_OF.get(field_of(text) or "")
