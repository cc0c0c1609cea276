"""Places that a title, a sheet's or a file's name gives and no hamlet is called by.

"DANH SÁCH TRẺ EM THÔN LẠ" in a file "Thôn Mẫu 1.xlsx": the list is of a hamlet that
is not the campaign's, or one of the two names is left over from another list. A word
as "thôn" names a place there unless what stands before it is somebody's office, a
school or a house, or what follows is no name ("bản tổng hợp", "tổ công tác").
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from dophu.campaign.hamlet_spellings import HamletIndex
from dophu.campaign.place_keys import ABBREVIATIONS, ALIKE, TYPE_WORDS, place_key
from dophu.rosters.texts import titles
from dophu.rosters.texts.addresses import is_aside
from dophu.text import comparison_key, folded_key

_TYPES = sorted((word.split() for word in TYPE_WORDS), key=len, reverse=True)
_BARE = [
    words
    for words in ([folded_key(word) for word in kind] for kind in _TYPES)
    if " ".join(words) in ("thon", "to dan pho", "tdp", "khu pho", "xom", "tieu khu")
]
"""Those that are as certain without accents: "ban" is "bản", and "ban" as well."""

_COLON = re.compile(rf"\b({'|'.join(TYPE_WORDS)})\s*:\s*", re.IGNORECASE)

_NO_NAME = re.compile(
    r"(trưởng|phó|bản|nghèo|khó khăn|đặc biệt|vùng|trọng điểm|văn ho?[áóa]a?|trẻ|em|các"
    r"|ta|mình|này|đó|nào|là|và|hoặc|có|đang|không|cần|làm|trên địa|báo cáo|\d+ tuổi"
    r"|toan|truong|pho|minh|nay|chua|co|lam)( |$)"
)
"""What behind a word as "thôn" is no name of a place."""

_NO_TEAM = re.compile(
    r"(công|cấp|đề|triển|hỗ|giúp|lưu|thu|tuyên|rà|dân|hòa|hoà|an ninh|bảo|chức|hợp|tiêm"
    r"|chuyên|kỹ|xử|phản|quản|qlhc|csqlhc|cảnh|vực|cách|lớp|mầm|chồi|lá|nhà trẻ"
    r"|mẫu giáo|sao|chính|tổng|cam|kê|khai|đồ|tin|cuối|cùng|mới|sửa|cập|thứ"
    r"|thống|theo|đăng|báo|photo|danh|dự|nháp|ghi|gốc|điều|in|scan|số liệu|trình|ký"
    r"|sos|phố|văn)( |$)"
)
"""What behind "tổ", "đội", "bản" and such, which mean more than a place, is none."""

_NOT_ONLY_PLACES = ("tổ", "đội", "bản", "khu", "khối", "làng")

_STOPS = re.compile(
    r"(thị trấn|phường|xã|huyện|tỉnh|thành phố|tp|làm|lập|cấp|căn cước|thẻ|có|cần|đang"
    r"|để|cho|phục vụ|theo|tại|trong|ngoài|nay|cũ|mới đi|đi|đủ"
    r"|(?:quý|kỳ|tuần)(?= \d| [iv])|năm|tháng|ngày|chua|da|lam|cap|can cuoc|the"
    r"|xa|huyen|tinh|nam|thang|ngay|tre|duoi|tu)( |$)"
)
"""What a name does not go on with."""

_OFFICE = re.compile(
    r"\b(trưởng|phó|bí thư|viên|cán bộ|phụ trách|người|đại diện|ban|lập|trực|hội|đoàn"
    r"|ông|bà|anh|chị|thầy|cô|trường|mầm non|mẫu giáo|tiểu học|thcs|lớp|trạm|điểm|nhà"
    r"|nơi|trụ sở|hội trường|giao|nhờ|kính|gửi|tới|cách|chợ|ngoài)\b"
)
"""What before a place says that something else than the list's children is there."""

_NUMBER = re.compile(r"(?:số )?(\d{1,2}|[ivx]{1,4})\b")
_OF_GRADES = ("khối", "bản", "đội")
"""Words that with a number alone mean something else too: a grade, a version."""

_PARTS = ("tổ", "đội", "xóm", "khu", "khối", "khóm")
"""Words for what a hamlet may be parted into."""

LONGEST = 4
"""Words of the longest name that is told."""


def unknown_places(line: str, index: HamletIndex) -> list[str]:
    """Give the places that a line names of which none is a hamlet's, as spelled.

    Examples
    --------
    >>> from dophu.campaign.hamlets import Hamlet, Hamlets
    >>> index = Hamlets((Hamlet("H1", "Thôn Mẫu 1"),)).index()
    >>> unknown_places("DANH SÁCH TRẺ EM THÔN LẠ CHƯA LÀM CĂN CƯỚC", index)
    ['THÔN LẠ']
    >>> unknown_places("Tổ công tác thôn Mẫu 1; bản tổng hợp", index)
    []
    >>> unknown_places("Trường mầm non thôn Lạ, trưởng thôn: Mẫu Văn A", index)
    []
    """
    return [text for text in stated_places(line, index) if index.find(text) is None]


def stated_places(line: str, index: HamletIndex) -> list[str]:
    """Give the places that a line names after a word as "thôn", hamlets or not.

    Examples
    --------
    >>> stated_places("Trẻ em thôn Mẫu 1 và thôn Lạ", HamletIndex([], []))
    ['thôn Mẫu 1', 'thôn Lạ']
    """
    found = []
    for piece in titles.PIECES.split(_COLON.sub(r"\1 ", line)):
        words = titles.without_number(piece.strip()).split()
        keys = [comparison_key(word) for word in words]
        at = 0
        while at < len(words):
            length = _type_at(keys, at)
            end = _end(keys, at + length) if length else at
            spelling = " ".join(words[at:end]).strip(" .:;,-–*")
            if end > at + length and _is_place(keys, at, at + length, end, index):
                found.append(spelling)
            at = max(end, at + max(length, 1))
    return found


def _type_at(keys: list[str], at: int) -> int:
    types = _TYPES if not all(map(str.isascii, keys)) else [*_BARE, ["thôn"]]
    return next((len(kind) for kind in types if keys[at : at + len(kind)] == kind), 0)


def _end(keys: list[str], start: int) -> int:
    for end in range(start, min(len(keys), start + LONGEST)):
        rest = " ".join(keys[end:])
        if _STOPS.match(rest) or titles.AFTER.match(rest):
            return end
        if end > start and _type_at(keys, end):
            return end
    return min(len(keys), start + LONGEST)


def _is_place(
    keys: list[str], at: int, start: int, end: int, index: HamletIndex
) -> bool:
    rest = " ".join(keys[start:])
    if _NO_NAME.match(rest) or is_aside(keys[max(0, at - titles.NEAR) : at]):
        return False
    if is_aside(keys[end : end + 1]) or _OFFICE.search(" ".join(keys[:at])):
        return False
    if keys[max(0, at - 1) : at] in (["toàn"], ["cả"], ["mỗi"], ["các"]):
        return False  # "Toàn thôn: 30 trẻ"
    kind = " ".join(keys[at:start])
    if kind in _NOT_ONLY_PLACES and _NO_TEAM.match(rest):
        return False
    is_number = bool(_NUMBER.fullmatch(" ".join(keys[start:end])))
    if not is_number or kind not in _OF_GRADES:
        return True
    return any(
        _kind(name) == kind and place_key(name)[2] is not None for name in index.names
    )


def _kinds(index: HamletIndex) -> set[str]:
    return {_kind(name) for name in index.names}


def _kind(spelling: str) -> str:
    kind = place_key(spelling)[0]
    return ALIKE.get(kind, ABBREVIATIONS.get(kind, kind))


def is_unknown_name(name: str, index: HamletIndex) -> bool:
    """Test whether the name of a sheet or a file is a place's that is no hamlet.

    A part of a hamlet ("Tổ 2", where no hamlet is called "tổ") may be called so; a name
    without a word as "thôn" is a place's where a hamlet differs from it in number only.

    Examples
    --------
    >>> from dophu.campaign.hamlets import Hamlet, Hamlets
    >>> index = Hamlets((Hamlet("H1", "Thôn Mẫu 1"),)).index()
    >>> [is_unknown_name(n, index) for n in ("Thôn Lạ", "Mẫu 3", "Mẫu 1", "Tổ 2", "DS")]
    [True, True, False, False, False]
    """
    if index.find(name) or index.find(titles.without_day(name)):
        return False
    kind, bare, numeral = place_key(titles.without_day(name))
    if kind:
        places = unknown_places(titles.without_day(name), index)
        whole = bool(places) and comparison_key(places[0]) == comparison_key(
            titles.without_day(name)
        )
        return whole and not may_be_part(titles.without_day(name), index)
    numbered = (place_key(one)[1:] for one in index.names)
    return (
        bool(bare)
        and numeral is not None
        and any(bare == own and at is not None for own, at in numbered)
    )


def may_be_part(spelling: str, index: HamletIndex) -> bool:
    """Test whether a place may be a part of a hamlet: no hamlet has its type word.

    Examples
    --------
    >>> index = HamletIndex([], ["Thôn Mẫu 1"])
    >>> may_be_part("Xóm Trên", index), may_be_part("Thôn Lạ", index)
    (True, False)
    """
    return place_key(spelling)[0] in _PARTS and _kind(spelling) not in _kinds(index)


def may_be_of(spelling: str, hamlet: str, index: HamletIndex) -> bool:
    """Test whether a place is a hamlet after all, said less, or more, than its name.

    "Tổ dân phố Đồng Tâm" in the file of "Đồng Tâm 1"; "thôn Mẫu 1 rà soát"; a name that
    two hamlets share, of which the file tells one.

    Examples
    --------
    >>> from dophu.campaign.hamlets import Hamlet, Hamlets
    >>> index = Hamlets((Hamlet("H1", "Thôn Mẫu 1"),)).index()
    >>> said = "thôn Mẫu", "Thôn Mẫu 1 rà soát", "Thôn Mẫu 2"
    >>> [may_be_of(one, "H1", index) for one in said]
    [True, True, False]
    """
    if titles.several_of(spelling):
        return False
    words = spelling.split()
    heads = (" ".join(words[:end]) for end in range(len(words) - 1, 0, -1))
    if any(index.find(head) == hamlet for head in heads):
        return True
    kind, bare, numeral = place_key(spelling)
    for name in index.names:
        if index.find(name) != hamlet:
            continue
        own = place_key(name)
        if numeral is None and bare and bare == own[1] and own[2] is not None:
            return not kind or _kind(spelling) == _kind(name)
        if comparison_key(name).startswith(f"{comparison_key(spelling)} "):
            rest = comparison_key(name).removeprefix(comparison_key(spelling))
            return rest.strip().startswith(("xã", "phường", "thị trấn"))
    return False


def first_other(
    spellings: Iterable[str], hamlet: str, index: HamletIndex
) -> str | None:
    """Give the first place that cannot be a hamlet under another spelling."""
    return next((s for s in spellings if not may_be_of(s, hamlet, index)), None)
