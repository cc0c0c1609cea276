"""The hamlets that any text names after a word as "thôn", as they are spelled."""

from __future__ import annotations

import re
from collections.abc import Iterator

from dophu.campaign.place_keys import TYPE_WORDS
from dophu.rosters.texts import titles
from dophu.rosters.texts.addresses import is_aside
from dophu.text import clean_text, comparison_key, folded_key

TYPES = sorted(
    {word for w in TYPE_WORDS for word in (comparison_key(w), folded_key(w))},
    key=len,
    reverse=True,
)
"""Words for a settlement, the longest first, with accents and without."""

_ABOVE = re.compile(
    r"(thị trấn|phường|xã|tt|huyện|quận|tỉnh|thành phố|thị xã|tp|tx|thi tran|phuong|xa"
    r"|huyen|quan|tinh|thanh pho)( |$)"
)
"""Words of what a hamlet lies in: a name ends before them."""

_NO_HAMLET = re.compile(
    r"(đội (qlhc|quản lý|cảnh sát|công an|csqlhc|tuyên truyền|thu nhận)"
    r"|tổ (công tác|cấp|lưu động|trưởng|chức|hợp|thu nhận|tiêm)|tổng"
    r"|khối (lớp|mầm|chồi|lá|nhà trẻ|mẫu giáo)|khu vực"
    r"|bản (sao|chính|tổng|cam|kê|khai|đồ|tin|cuối|mới|sửa|cập nhật|thứ)"
    r"|làng (trẻ|sos)|(thôn|bản|tổ|xóm|ấp) (trưởng|phó))( |$)"
)
"""What begins as a hamlet's name does and is none."""

_COLON = re.compile(rf"\b({'|'.join(TYPE_WORDS)})\s*:\s*", re.IGNORECASE)
"""A word for a settlement, and a colon before its name: "Thôn: Mẫu 2"."""

MAX_WORDS = 6
"""Words of the longest name, with its type word."""


def places_in(text: str) -> list[str]:
    """Find the hamlets that a text names after a word as "thôn", as they are spelled.

    Examples
    --------
    >>> places_in("DANH SÁCH TRẺ EM THÔN MẪU 1 CHƯA LÀM CĂN CƯỚC")
    ['THÔN MẪU 1']
    >>> places_in("Đội 3, bản Nà É, xã Thử"), places_in("Đội QLHC; gần thôn 2")
    (['Đội 3', 'bản Nà É'], [])
    """
    return [place for place, _ in found_in(text)]


def found_in(text: str) -> list[tuple[str, bool]]:
    """Find the places of a text, each with whether it begins a piece of it.

    None of a text that lists several ("thôn Mẫu 1, 2").

    Examples
    --------
    >>> found_in("Thôn Mẫu 1 - trường ở thôn Mẫu 2")
    [('Thôn Mẫu 1', True), ('thôn Mẫu 2', False)]
    """
    text = _COLON.sub(r"\1 ", clean_text(text))
    if titles.several_of(text):
        return []
    return [found for piece in titles.PIECES.split(text) for found in _in_piece(piece)]


def _in_piece(piece: str) -> Iterator[tuple[str, bool]]:
    words = titles.without_number(piece.strip()).split()
    keys = [comparison_key(word) for word in words]
    at = 0
    while at < len(words):
        length = _type_at(keys, at)
        end = _end(keys, at + length) if length else at + 1
        if (
            length
            and at + length < end <= at + length + MAX_WORDS
            and not _NO_HAMLET.match(" ".join(keys[at : at + length + 2]))
            and not is_aside(keys[max(0, at - titles.NEAR) : at])
        ):
            yield " ".join(words[at:end]), at == 0
        at = max(end, at + 1)


def _type_at(keys: list[str], at: int) -> int:
    rest = " ".join(keys[at:]) + " "
    return next((len(t.split()) for t in TYPES if rest.startswith(f"{t} ")), 0)


def _end(keys: list[str], start: int) -> int:
    """Give where a name ends: before a word that no name holds or another place."""
    for end in range(start, len(keys)):
        rest = " ".join(keys[end:])
        if _ABOVE.match(rest) or (end > start and _goes_on(keys, end, rest)):
            return end
    return len(keys)


def _goes_on(keys: list[str], end: int, rest: str) -> bool:
    if titles.AFTER.match(rest):
        return True
    # "thôn Khu Ruộng": a type word right behind another is a name's.
    return bool(_type_at(keys, end)) and end + 1 < len(keys)
