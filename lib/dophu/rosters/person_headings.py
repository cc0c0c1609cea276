"""Headings about a person who is no child of the list: "Số CCCD cha"."""

from __future__ import annotations

import re
from collections.abc import Callable

from dophu.text import comparison_key

_PERSON = re.compile(
    r"(?P<about>.+?) (?:của )?(?:(?P<mother>mẹ|má)|(?P<father>cha|bố|ba)"
    r"|(?P<guardian>(?:người )?giám hộ|người đại diện|phụ huynh)"
    r"|(?P<household_head>chủ hộ)|(?P<none>ông|bà|vợ|chồng|người thân))"
)
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
