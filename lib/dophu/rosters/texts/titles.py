"""What the lines around a table say: a hamlet, or the commune a list is from."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from dophu.campaign.hamlet_spellings import HamletIndex
from dophu.campaign.place_keys import TYPE_WORDS, place_key
from dophu.reader.grid import Grid
from dophu.rosters.texts.addresses import Units, is_aside
from dophu.text import clean_text, comparison_key, folded_key

PIECES = re.compile(r"\s[-–—]\s|[,;:()+&]|\.\s")
_AND = re.compile(r"\s+(?:và|cùng|với|hoặc)\s+", re.IGNORECASE)
_ENUMERATED = re.compile(
    r"(?:(?:biểu|bảng|phụ lục|phần|mục)(?: số)?\s+(?:[ivx]{1,4}|[a-h]|\d{1,2})[.:)\s-]+"
    r"|(?:[ivx]{1,4}|[a-h]|\d{1,2})[.)\s]+)(?=\D)",
    re.IGNORECASE,
)
_TYPES = tuple(word.split() for word in TYPE_WORDS)

_NUMBERED_PLACE = re.compile(
    rf"\b(?:{'|'.join(TYPE_WORDS)})(?:\s+\w+){{0,3}}?\s+(?:\d{{1,2}}|[ivx]+)\b",
    re.IGNORECASE,
)
AFTER = re.compile(
    r"(chưa|đã|tính|thuộc|kèm|được|thị trấn|xã|phường|trên địa bàn|đến ngày"
    r"|(năm|từ|dưới|trên|có|đủ|ngày|lần|đợt|tháng) (đủ )?\d+|và|hoặc|cùng"
    r"|(phần|tờ|quyển|tập|trang|lượt|vòng|buổi|tuần) (số )?(\d+|[ivx]+|[a-d])"
    r"|(từ )?(vần|chữ|hộ|số nhà|stt)|từ \w đến \w"
    r"|(tổ )?(liên gia|tự quản|đoàn kết)|lớp \d+\w?"
    r"|trẻ|nhóm hộ|cụm dân cư|nửa (đầu|cuối|thôn)|dãy (chẵn|lẻ)|lần (thứ )?(hai|ba|tư)"
    r"|\d{1,2} \d{1,2} (20)?\d\d|20\d\d \d{1,2} \d{1,2}|$)(\s|$)"
)
"""What may follow the name of a place inside a line; no name goes on so."""

_DAY = re.compile(
    r"(?:^|\s)\(?(?:(?:tính )?(?:đến )?ngày )?"
    r"(?:\d{1,2}([ ./-])\d{1,2}\1(?:20)?\d\d|20\d\d([ ./-])\d{1,2}\2\d{1,2}"
    r"|20\d{6}|\d{4}20\d\d)\)?(?=\s|$)",
    re.IGNORECASE,
)
"""A whole day in the name of a file or a sheet, which differs from week to week."""

_SEVERAL = re.compile(
    r"\s*(?:[,;+&/–-]|và|đến|hoặc)\s*(?:số\s*)?(?:\d{1,2}|[ivx]+)\b"
    r"(?![\d/.-])(?!\s*(?:trẻ|cháu|em|hộ|người|hồ sơ|tuổi|thẻ|tháng|giờ|h)\b)",
    re.IGNORECASE,
)
"""What goes on from one numbered hamlet to the next: "Thôn 1, 2", "Tổ 3 và 4"."""

_COMMUNE = re.compile(
    r"(?:(?:ubnd|ủy ban nhân dân|công an|ca) )?(?:xã|phường|thị trấn|tt) "
    r"(?!hội\b)(\S+(?: \S+){0,3})"
)
_OF_LIST = re.compile(
    r"(?:.* )?(?:danh sách|ds|trẻ em|trẻ|cháu|thôn|bản|tổ|tdp|xóm|ấp|làng|khóm|buôn)"
    r"(?: .*)? (?:xã|phường|thị trấn) (?!(?:hội|viên|nghèo|nhà|này|mới|cũ)\b)(.+)"
)
_ENDS_NAME = re.compile(
    r" (?:chưa|đã|tính|kèm|được|năm|dưới|trên|từ|tháng|ngày|đến|huyện|tỉnh|thành phố"
    r"|làm|cấp|có|đợt|lần|và|quý|\d).*"
)
_FOLLOWS = re.compile(r"\b(chưa|đã|tính|kèm|được|năm|dưới|từ|tháng|ngày)\b")
NEAR = 2
"""Words before a name in which "gần", "giáp" or "đối diện" may stand."""

MAX_WORDS = 7
"""Words of the longest name of a hamlet that is looked for inside a line."""


@dataclass(frozen=True)
class Place:
    """A place that a text names: its hamlet's id, None where it is not known.

    ``is_inside`` tells that the name was found in the middle of a longer line.
    """

    spelling: str
    hamlet: str | None
    is_inside: bool = False


def lines_of(grid: Grid, first: int, end: int) -> list[str]:
    """Give the texts of rows ``first`` to before ``end``, a line of a cell each."""
    return [
        clean_text(line)
        for row in grid.rows[first:end]
        for cell in row
        if isinstance(cell, str)
        for line in cell.split("\n")
        if line.strip()
    ]


def without_places(text: str, names: Iterable[str]) -> str:
    """Leave the names of places out of a text: what is left says what a list is.

    Examples
    --------
    >>> without_places("DS Xóm Mới bổ sung", ["Xóm Mới"])
    'ds bo sung'
    """
    left = f" {folded_key(text)} "
    for name in _longest_first(tuple(names)):
        left = left.replace(name, " ")
    return left.strip()


@lru_cache(maxsize=8)
def _longest_first(names: tuple[str, ...]) -> tuple[str, ...]:
    keys = sorted(map(folded_key, names), key=len, reverse=True)
    return tuple(f" {key} " for key in keys)


def without_day(name: str) -> str:
    """Leave a day out of the name of a file or a sheet: next week it is another.

    Examples
    --------
    >>> without_day("Thôn Đoài 18.7.2024"), without_day("2024-07-18 Thôn Đoài")
    ('Thôn Đoài', 'Thôn Đoài')
    >>> without_day("Tổ 9 (tính đến ngày 18-7-24)"), without_day("Khu Đông 3-4")
    ('Tổ 9', 'Khu Đông 3-4')
    """
    return _DAY.sub(" ", name, count=1).strip(" -–_,")


def without_number(text: str) -> str:
    """Leave out the number that a section or a title begins with.

    Examples
    --------
    >>> without_number("II. Thôn Mẫu 2"), without_number("Thôn Mẫu 2")
    ('Thôn Mẫu 2', 'Thôn Mẫu 2')
    """
    return _ENUMERATED.sub("", text.strip(), count=1) if _numbered(text) else text


def _numbered(text: str) -> bool:
    return _ENUMERATED.match(text.strip()) is not None


def places_of(line: str, index: HamletIndex) -> list[Place]:
    """Find the places that a line names, whole or after a word as "thôn".

    A name inside a line counts only with its type word, and only up to the end
    of a part of the line or a word that no name holds: in "bản Ten Pha" there is
    no "Ten".

    Examples
    --------
    >>> from dophu.campaign.hamlets import Hamlet, Hamlets
    >>> index = Hamlets((Hamlet("H1", "Thôn Mẫu 1"),)).index()
    >>> [p.hamlet for p in places_of("DANH SÁCH TRẺ THÔN MẪU 1 CHƯA LÀM", index)]
    ['H1']
    >>> places_of("Danh sách trẻ thôn Mẫu 1 Trên", index)
    []
    >>> places_of("Thôn Lạ", index)
    [Place(spelling='Thôn Lạ', hamlet=None, is_inside=False)]
    >>> len(places_of("Trẻ em thôn Mẫu 1 và Mẫu 1", index))
    2
    >>> [(p.spelling, p.hamlet) for p in places_of("Trẻ em thôn 1, 2", index)]
    [('thôn 1, 2', None)]
    """
    if hamlet := index.find(without_number(line)):
        return [Place(without_number(line), hamlet)]
    if several := several_of(line):
        return [Place(several, None)]
    pieces = PIECES.split(line)
    found = [place for piece in pieces for place in _in_piece(piece, index)]
    # "thôn Mẫu 1 và Mẫu 2" leaves the second one's type word out.
    tails = (t for piece in pieces for t in _AND.split(piece)[1:]) if found else ()
    more = (Place(tail, index.find(tail), is_inside=True) for tail in tails)
    return found + [place for place in more if place.hamlet]


def several_of(line: str) -> str:
    """Give what names several numbered hamlets at once, '' where nothing does."""
    for match in _NUMBERED_PLACE.finditer(line):
        if more := _SEVERAL.match(line, match.end()):
            return line[match.start() : more.end()]
    return ""


def _in_piece(piece: str, index: HamletIndex) -> Iterator[Place]:
    spelling = without_number(piece.strip())
    if not spelling:
        return
    if hamlet := index.find(spelling):
        yield Place(spelling, hamlet)
        return
    words = spelling.split()
    keys = [comparison_key(word) for word in words]
    found = False
    for start in range(len(words)):
        if not any(keys[start : start + len(kind)] == kind for kind in _TYPES):
            continue
        for end in range(min(len(words), start + MAX_WORDS), start + 1, -1):
            if not AFTER.match(" ".join(keys[end:])):
                continue
            inside = " ".join(words[start:end])
            if is_aside(keys[max(0, start - NEAR) : start]):
                continue
            if hamlet := index.find(inside):
                found = True
                yield Place(inside, hamlet, is_inside=True)
                break
    if not found and len(words) <= MAX_WORDS and place_key(spelling)[0]:
        yield Place(spelling, None)


def other_commune(lines: list[str], units: Units) -> str:
    """Name the commune of a letterhead that is not the campaign's unit, '' if none.

    A letterhead that names the unit, or a commune that it was made of, in any of its
    lines is the unit's own.

    Examples
    --------
    >>> units = Units.of(["Thị trấn Thử", "Xã Xưa"])
    >>> other_commune(["UBND XÃ KHÁC", "DANH SÁCH"], units)
    'KHÁC'
    >>> other_commune(["CÔNG AN XÃ KHÁC", "UBND THỊ TRẤN THỬ"], units)
    ''
    >>> other_commune(["UBND XÃ XƯA"], units)
    ''
    >>> other_commune(["DANH SÁCH TRẺ EM THÔN 1 XÃ KHÁC NĂM 2024"], units)
    'khác'
    """
    if not units.is_commune:
        return ""
    others = ""
    for line in lines:
        for piece in PIECES.split(line):
            key = comparison_key(piece)
            match = _COMMUNE.fullmatch(key)
            if match is None or _FOLLOWS.search(match[1]):
                # "DANH SÁCH TRẺ EM XÃ KHÁC": after the list, or its hamlet.
                match = _OF_LIST.fullmatch(key)
                name = _ENDS_NAME.sub("", f" {match[1]}").strip() if match else ""
                if units.are_called(name):
                    return ""
                others = others or (name if len(name.split()) in (1, 2, 3) else "")
                continue
            if units.are_called(match[1]):
                return ""
            words = len(match[1].split())
            others = others or " ".join(piece.split()[-words:])
    return others


def former_commune(lines: Iterable[str], index: HamletIndex) -> str:
    """Name the commune that is no more of a letterhead, '' if none or several.

    Examples
    --------
    >>> names = "Thôn 1 (xã Xuân cũ)", "Thôn 1 (xã Thu cũ)"
    >>> index = HamletIndex(zip(names, ("H1", "H2")), names)
    >>> former_commune(["UBND XÃ XUÂN", "DANH SÁCH"], index)
    'xuân'
    >>> former_commune(["UBND XÃ XUÂN", "Kính gửi: UBND xã Thu"], index)
    ''
    """
    known = index.letterheads
    pieces = (p for line in lines for p in PIECES.split(line)) if known else ()
    found = (_COMMUNE.fullmatch(comparison_key(piece)) for piece in pieces)
    named = {match[1].removesuffix(" cũ") for match in found if match} & known
    return named.pop() if len(named) == 1 else ""
