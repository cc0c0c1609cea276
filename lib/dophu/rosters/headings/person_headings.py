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
    r"(?P<about>.+?) (?:của )?(?:các )?(?:trẻ(?: em)?|cháu(?: bé)?|bé|con|em"
    r"|em bé|học sinh|hs|công dân|cd|đối tượng|thiếu nhi|thiếu niên|nhân khẩu"
    r"|thành viên(?: (?:trong )?(?:hộ|gia đình))?)"
    r"(?: (?:từ (?:đủ )?\d+ )?(?:đến )?(?:dưới )?\d+ tuổi)?"
)
_OF_CHILDREN = frozenset((
    "name", "birth_date", "birth_year", "sex", "hamlet", "address", "personal_number",
))  # fmt: skip
_OF_WHOM = re.compile(
    r"(?P<about>.+?) (?:của )?(?:người|công dân|trẻ(?: em)?|cháu|học sinh|đối tượng) "
    r"(?:(?P<given>được|thuộc diện|trong diện|cần|đề nghị|đăng ký)|(?P<bare>đi làm|làm"
    r"|chưa|đã)) (?P<what>.+)"
)
"""A heading of whom the drive is for: "Họ tên người được cấp". Without "được" who does
it may be an officer, so that the drive's card has to stand there too."""
_MEMBER = re.compile(r".+ (?:nhân khẩu|thành viên(?: (?:trong )?(?:hộ|gia đình))?)")
_ALSO_CHILDREN = frozenset(("khai sinh", "đăng ký khai sinh", "giám hộ"))
_ACTS = frozenset(("taken", "given", "got"))
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


def says_whom(text: str) -> bool:
    """Test whether a heading of names says whom it is of, more than that it is a child.

    Beside a plain one ("Họ và tên") it is no second column of names.

    Examples
    --------
    >>> says_whom("Họ tên người được cấp"), says_whom("Họ tên trẻ em")
    (True, False)
    """
    key = comparison_key(text)
    return bool(_OF_WHOM.fullmatch(key) or _MEMBER.fullmatch(key))


def childs_field(
    text: str,
    find: Callable[[str], str | None],
    roles: Callable[[str], frozenset[str] | None] = lambda text: None,
) -> str | None:
    """Give the field of a heading that ends with a child of the list, else None.

    ``roles`` gives what words are in a heading of the drive's result.

    Examples
    --------
    >>> known = {"họ tên": "name", "số": "list_number"}.get
    >>> [childs_field(t, known) for t in ("Họ tên HS", "Họ tên của trẻ dưới 6 tuổi",
    ...     "Số con", "Họ tên mẹ")]
    ['name', 'name', None, None]
    """
    key = comparison_key(text)
    match = _CHILD.fullmatch(key)
    if match is None:
        match = _OF_WHOM.fullmatch(key)
        match = match if match and _is_of_drive(match, roles) else None
    field = find(match["about"]) if match else None
    if field == "given_name":  # "Tên trẻ em" is all of it
        return "name"
    return field if field in _OF_CHILDREN else None


def _is_of_drive(
    match: re.Match[str], roles: Callable[[str], frozenset[str] | None]
) -> bool:
    if match["given"] == "được" and match["what"] in _ALSO_CHILDREN:
        return True
    found = roles(match["what"])
    if not found or not found <= _ACTS | {"card", "body", "file"}:
        return False
    return "card" in found if match["bare"] else bool(found & _ACTS)
