"""Headings that end with a person: a child of the list ("Họ tên HS"), or no child."""

from __future__ import annotations

import re
from collections.abc import Callable

from dophu.text import comparison_key

_PERSON = re.compile(
    r"(?P<about>.+?) (?:của )?(?:(?P<mother>mẹ|má)|(?P<father>cha|bố|ba)"
    r"|(?P<guardian>(?:người )?giám hộ|người đại diện|phụ huynh)"
    r"|(?P<household_head>chủ hộ)|(?P<none>ông|bà|vợ|chồng|người thân))"
)
_CHILD = re.compile(
    r"(?P<about>.+?) (?:của )?(?:các )?(?:trẻ(?: em)?|cháu|bé|con|em|học sinh|hs"
    r"|công dân|cd|đối tượng|thiếu nhi)"
    r"(?: (?:từ (?:đủ )?\d+ )?(?:đến )?(?:dưới )?\d+ tuổi)?"
)
_OF_CHILDREN = frozenset((
    "name", "birth_date", "birth_year", "sex", "hamlet", "address", "personal_number",
))  # fmt: skip
_NAMED = ("mother", "father", "guardian", "household_head", "none")
_ABOUT = re.compile(
    r"(nghề nghiệp|nghề|việc làm|nơi làm việc|nơi công tác|trình độ|dân tộc|email"
    r"|năm sinh|tuổi|zalo|số căn cước|cccd|cmnd|sđt|đt)\b.*"
)


def person_field(text: str, find: Callable[[str], str | None]) -> str | None:
    """Give the field of a heading that ends with a person, None where it does not.

    A name is that person's; all else that is known is nothing of the child's.

    Examples
    --------
    >>> known = {"họ tên": "name", "số cccd": "personal_number"}.get
    >>> [person_field(t, known) for t in ("Họ tên của mẹ", "Số CCCD cha", "Số CCCD")]
    ['mother', 'other', None]
    """
    match = _PERSON.fullmatch(comparison_key(text))
    if match is None:
        return None
    field = find(match["about"])
    if field is None and not _ABOUT.fullmatch(match["about"]):
        return None
    person = next(name for name in _NAMED if match[name])
    return person if field == "name" and person != "none" else "other"


def childs_field(text: str, find: Callable[[str], str | None]) -> str | None:
    """Give the field of a heading that ends with a child of the list, else None.

    Examples
    --------
    >>> known = {"họ tên": "name", "số": "list_number"}.get
    >>> [childs_field(t, known) for t in ("Họ tên HS", "Họ tên của trẻ dưới 6 tuổi",
    ...     "Số con", "Họ tên mẹ")]
    ['name', 'name', None, None]
    """
    match = _CHILD.fullmatch(comparison_key(text))
    field = find(match["about"]) if match else None
    return field if field in _OF_CHILDREN else None
