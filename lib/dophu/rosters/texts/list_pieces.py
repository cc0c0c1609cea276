"""Lists that are one piece of a hamlet's: "tờ 1/2", "phần 2", "từ vần A đến K".

Also lists by groups of households ("tổ liên gia 2", "nhóm hộ 1") and by classes. Pieces
that follow on one another from the first make a whole list together; one alone is part
of one, whatever its rows say.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from dophu.rosters.texts.titles import without_number
from dophu.text import comparison_key, folded_key

_LETTERS = "a ă â b c d đ e ê g h i k l m n o ô ơ p q r s t u ư v x y".split()
_LAST_LETTERS = frozenset("vxy")
"""Letters of which one is the last that given names begin with."""

_ROMAN = {"i": 1, "ii": 2, "iii": 3, "iv": 4, "v": 5, "vi": 6, "vii": 7, "viii": 8}
_NUMBER = r"(?P<first>\d{1,2}|[ivx]{1,4}|[a-d])(?!\w)"
_OF = r"(?:(?: trên| của|) (?P<total>\d{1,2}))?"
_NUMBERED = re.compile(
    rf"\b(?P<kind>tờ|phần|quyển|tập|trang)(?: số| thứ)? {_NUMBER}{_OF}(?!\w)"
)
_GROUP = re.compile(
    r"\b(?P<kind>nhóm(?: hộ| dân cư| zalo)?|(?:tổ )?liên gia(?: tự quản)?"
    r"|tổ (?:hộ|tự quản|đoàn kết|nhân dân tự quản)|cụm(?: dân cư| hộ)?|chi (?:hội|đoàn)"
    rf")(?: số| thứ)? {_NUMBER}(?!\w)"
)
_SPELLED = re.compile(
    r"\b(?:(?:từ )?(?:vần|chữ cái|chữ)|từ)(?: chữ| vần)? (?P<first>\w)"
    r"(?: đến|) (?:vần |chữ )?(?P<last>\w)(?!\w)"
)
_COUNTED = re.compile(
    r"\b(?P<kind>(?:từ )?(?:hộ|số nhà|nhà số|nhà|stt|số thứ tự))(?: số| thứ| từ)*"
    r" (?P<first>\d{1,4})(?: đến|) (?:(?:hộ|số nhà|nhà|stt|số) )*"
    r"(?P<last>\d{1,4})(?!\w)"
)
_CLASS = re.compile(
    r"\b(?:(?:lớp|khối)(?: lớp| số)? (?:\d{1,2}|mầm|chồi|lá)\w?|nhóm trẻ \d tuổi)\b"
)
_HALF = re.compile(
    r"\b(?:nửa (?:đầu|cuối|trên|dưới|thôn|bản|tổ|xóm|danh sách)"
    r"|dãy (?:nhà )?(?:chẵn|lẻ)|phần (?:đầu|cuối|sau|còn lại)"
    r"|(?:các )?hộ (?:đầu|cuối|giữa) (?:thôn|bản|tổ|xóm)|danh sách tạm(?! \w)"
    r"|chưa (?:đầy đủ|hết|xong)|tiếp theo(?! \w))\b"
)
_PLAIN = re.compile(
    r"\b(?P<kind>phan|quyen|tap|trang|nhom ho|lien gia|to tu quan|cum)(?: so)?"
    rf" {_NUMBER}{_OF}"
)
"""What is as certain in names typed without accents; "to 1" is a hamlet there."""

_HEADINGS = re.compile(r"(?:phần|tập|nhóm) (?:\d{1,2}|[ivx]{1,4}|[a-h])\s*[.:)-]")
_PAGE = re.compile(r"\W*trang \d{1,2}\W*", re.IGNORECASE)
_NOT_PIECES = re.compile(
    r"\btuổi\b|\bđối tượng\b|\bmỗi\b|\bmột phần\b|\bquản lý\b|\bgiảm\b"
)


@dataclass(frozen=True)
class Piece:
    """One piece of a list: of which series, from what to what, of how many.

    ``last`` is -1 where the piece says that it is one and not which.
    """

    kind: str
    first: int = 0
    last: int = -1
    total: int = 0


def piece_in(
    names: Iterable[str], sheet: str = "", places: Sequence[str] = ()
) -> Piece | None:
    """Give the piece that a list is by its names, None where it says none.

    Parameters
    ----------
    names
        The file's name without its ending, and the lines of the title.
    sheet
        The sheet's name: "Trang 1" there is what a program calls any sheet.
    places
        The names of the campaign's hamlets, which are left out.

    Examples
    --------
    >>> piece_in(["DANH SÁCH TRẺ EM (tờ 1/2)"])
    Piece(kind='tờ', first=1, last=1, total=2)
    >>> piece_in(["Trẻ em từ vần A đến K"]).kind, piece_in(["ds phan 2"]).first
    ('vần', 2)
    >>> piece_in(["Phần I. Trẻ đã làm"]), piece_in(["Tổ 2"]), piece_in([], "Trang 1")
    (None, None, None)
    """
    for name in names:
        is_page = _PAGE.fullmatch(name.strip())  # printed over any list
        if not is_page and (found := _in_line(name, places)):
            return found
    found = _in_line(sheet, places)
    return None if found and found.kind == "trang" and not found.total else found


def _in_line(name: str, places: Sequence[str]) -> Piece | None:
    line = without_number(name).replace("_", " ")
    if _HEADINGS.match(line.strip().casefold()):
        return None
    key_of = folded_key if name.isascii() else comparison_key
    key = f" {key_of(line)} "
    if _in_key(key, name.isascii()) is None:
        return None
    for place in sorted(map(key_of, places), key=len, reverse=True):
        key = key.replace(f" {place} ", " | ")
    return _in_key(key, name.isascii())


def _in_key(key: str, is_bare: bool) -> Piece | None:
    if is_bare:
        if match := _PLAIN.search(key):
            return _numbered(match)
        match = _COUNTED.search(key)
        return Piece("hộ", int(match["first"]), int(match["last"])) if match else None
    if _CLASS.search(key):
        return Piece("lớp")
    if _NOT_PIECES.search(key):
        return None
    for pattern in (_NUMBERED, _GROUP):
        if match := pattern.search(key):
            return _numbered(match)
    if match := _SPELLED.search(key):
        first, last = match["first"], match["last"]
        if first in _LETTERS and last in _LETTERS:
            return Piece("vần", _LETTERS.index(first), _LETTERS.index(last))
    if match := _COUNTED.search(key):
        return Piece("hộ", int(match["first"]), int(match["last"]))
    return Piece("nửa") if _HALF.search(key) else None


def _numbered(match: re.Match[str]) -> Piece | None:
    said = match["first"]
    if said.isdigit():
        first = int(said)
    else:
        first = _ROMAN.get(said) or "abcd".find(said) + 1
    total = int(match.groupdict().get("total") or 0)
    if not first or (total and first > total):
        return None
    return Piece(match["kind"], first, first, total)


def make_whole(pieces: Iterable[Piece]) -> bool:
    """Test whether pieces of one hamlet leave nothing out, as far as they say.

    Examples
    --------
    >>> make_whole([Piece("tờ", 1, 1, 2), Piece("tờ", 2, 2, 2)])
    True
    >>> make_whole([Piece("phần", 1, 1)]), make_whole([Piece("lớp"), Piece("lớp")])
    (False, False)
    >>> make_whole([Piece("vần", 0, 12), Piece("vần", 13, 28)])
    True
    """
    kinds: dict[str, set[tuple[int, int]]] = defaultdict(set)
    totals: dict[str, int] = defaultdict(int)
    for piece in pieces:
        kinds[piece.kind].add((piece.first, piece.last))
        totals[piece.kind] = max(totals[piece.kind], piece.total)
    return any(
        _follow(kind, sorted(spans), totals[kind]) for kind, spans in kinds.items()
    )


def _follow(kind: str, spans: list[tuple[int, int]], total: int) -> bool:
    if len(spans) < 2 or any(last < first for first, last in spans):
        return False
    is_spelled = kind == "vần"
    if spans[0][0] != (0 if is_spelled else 1):
        return False
    # "A đến Đ" and "E đến K": letters with marks between two spans are of either.
    gap = 3 if is_spelled else 1
    for (_, last), (first, _) in zip(spans, spans[1:], strict=False):
        if not last < first <= last + gap:
            return False
    if is_spelled:
        return _LETTERS[spans[-1][1]] in _LAST_LETTERS
    return not total or spans[-1][1] == total
