"""What names and titles say of when a list was made, and how often it was sent before.

A later list takes the place of an earlier one, so that only what is wholly understood
tells it: "lần 2", "phiên bản 2", "thay thế". A number after a word for a settlement is
its name ("Bản 3", "Tổ 2"), one after a word for a round or a week is no day; "(2)",
"- Copy" and "final" are what a computer or a hurry adds: a list so called is never
replaced by what names say.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from dophu.campaign.hamlet_spellings import HamletIndex
from dophu.campaign.place_keys import TYPE_WORDS
from dophu.text import comparison_key, folded_key

_DATE = re.compile(
    r"\b(\d{1,2}) (?:thang )?(\d{1,2}) (?:nam )?(20\d\d)\b|\b(20\d\d) ?(\d\d) ?(\d\d)\b"
)
_COUNTED = frozenset(
    "lan dot tuan ky quy lop khoi so to khu ban thon doi xom ap nhom trang".split()
)
"""Words before a number that make it no day: "Tuần 3 tháng 7 năm 2024"."""

_ITS_OWN = re.compile(r"\b(tinh|cap nhat|lap|chot|so lieu) (den )?(het )?(ngay )?$")
_OF_OTHERS = re.compile(
    r"\b(ke hoach|nghi dinh|quyet dinh|cong van|thong tu|chi thi|luat|van ban|kh|qd|nd"
    r"|cv|hieu luc|sinh|han|truoc ngay|tu ngay)\b"
)
"""What a day after it is of: a law or a plan, a birth, a deadline."""

NUMBERS = {"nhất": 1, "hai": 2, "ba": 3, "tư": 4, "bốn": 4, "năm": 5}
"""Words for how often: "lần thứ hai"."""

_TIME = (
    r"(?:lần(?: thứ)?|phiên bản(?: số| thứ)?|bản (?:thứ|sửa|cập nhật|bổ sung|chỉnh sửa"
    r"|điều chỉnh)(?: lần)?(?: thứ)?|v|ver|version) ?(\d{1,2})|lần (?:thứ )?("
    + "|".join(set(NUMBERS) - {"năm"})
    + r")|lần thứ (năm)"
)
_AMENDED = (
    r"(?<!đã )bổ sung|thay thế(?! (?:thẻ|cmnd|cccd))|(?:đã )?(?:chỉnh sửa|sửa(?! đổi)"
    r"|điều chỉnh(?! địa))|cập nhật(?! (?:thông tin|dữ liệu|số liệu))|mới nhất|bản mới"
    r"|đính chính"
)
_UNCLEAR = (
    r"bản \d{1,2}|đợt \d{1,2}|final|cuối(?: cùng)?|chính thức|copy|bản sao|mới|new"
)
_NEW = ("mới", "moi")
_NUMBERED_COPY = re.compile(r"\(\d{1,2}\)\s*$")


def _both(pattern: str) -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Make a pattern for texts with accents, and one for those typed without."""
    bare = re.sub(r"[^\x00-\x7f]+", lambda m: folded_key(m[0]), pattern)
    return tuple(re.compile(rf"\b(?:{p})(?!\w)") for p in (pattern, bare))


TIME, AMENDED, UNCLEAR = _both(_TIME), _both(_AMENDED), _both(_UNCLEAR)
_BARE_NUMBERS = NUMBERS | {folded_key(word): n for word, n in NUMBERS.items()}
_PLACES = {comparison_key(w) for w in TYPE_WORDS} | {folded_key(w) for w in TYPE_WORDS}
_NO_PLACE = re.compile(r"\b(địa bàn|dia ban|ủy ban|uy ban)\b")
_DIRECTLY = re.compile(rf"\b(?:{'|'.join(sorted(_PLACES, key=len, reverse=True))}) $")
_BEFORE = re.compile(
    rf"\b(?:{'|'.join(sorted(_PLACES, key=len, reverse=True))})(?: [^\W\d]+){{1,3}} $"
)


@dataclass(frozen=True)
class Stated:
    """What a list says of its age: a day, how often it was sent, whether amended.

    ``unclear`` are words that may say that it is newer than others, or nothing.
    """

    day: date | None = None
    time: int = 1
    is_amended: bool = False
    unclear: frozenset[str] = frozenset()

    def is_newer(self, other: Stated) -> str:
        """Give the phrase for why it is newer than another, '' if it does not say.

        How "thay thế" stands to "lần 3" is not said by either, nor is "final" older
        than anything.
        """
        if self.day and other.day and self.day != other.day:
            return "newer_by_date" if self.day > other.day else ""
        for amended, counted in ((self, other), (other, self)):
            if amended.is_amended and amended.time == 1 and counted.time > 1:
                return ""
        if other.unclear - self.unclear:
            return ""
        newer = (self.time, self.is_amended) > (other.time, other.is_amended)
        return "newer_by_name" if newer else ""

    def joined(self, other: Stated) -> Stated:
        """Give what two sheets of one file say together."""
        day = max(filter(None, (self.day, other.day)), default=None)
        amended = self.is_amended or other.is_amended
        unclear = self.unclear | other.unclear
        return Stated(day, max(self.time, other.time), amended, unclear)


def stated_by(
    names: Iterable[str],
    index: HamletIndex | None = None,
    as_of: date | None = None,
) -> Stated:
    """Read what names and titles say of when a list was made.

    Parameters
    ----------
    names
        The file's name without its ending, the sheet's, the lines of the title.
    index
        The campaign's hamlets: their names are left out.
    as_of
        The date of the list: a later day is a deadline, not the day it was made.

    Examples
    --------
    >>> stated_by(["ds thon 1", "Tính đến ngày 15/7/2024"]).day
    datetime.date(2024, 7, 15)
    >>> stated_by(["ds lần 2"]).time, stated_by(["ds bản 3", "Copy (2)"]).time
    (2, 1)
    >>> stated_by(["ds thay thế"]).is_amended
    True
    """
    found = Stated()
    for name in names:
        for text in _without_places(name, index):
            days = (d for d in _days(folded_key(text)) if not as_of or d <= as_of)
            times = [m[1] or m[2] or m[3] for m in _marks(text, TIME, index)]
            time = max([_BARE_NUMBERS.get(t) or int(t) for t in times], default=1)
            amended = any(True for _ in _marks(text, AMENDED, index))
            unclear = {m[0] for m in _marks(text, UNCLEAR, index)}
            if copied := _NUMBERED_COPY.search(name):
                unclear.add(copied[0])
            about = max(days, default=None), max(time, 1), amended
            found = found.joined(Stated(*about, frozenset(unclear)))
    return found


_MONTHS = re.compile(
    r"(?<!\bden )(?<!\bhet )(?<!\btruoc )(?<!\bhan )(?<!\btu )(?<!\bngay )(?<!\d )"
    r"\b(?:(?:dot )?thang (\d{1,2})(?:(?: nam)? (20\d\d))?|dot (\d{1,2}) (20\d\d))"
    r"(?! 20\d\d)\b"
)
"""Months that names say they are of: "tháng 8", "đợt 8/2024"."""


def _months(text: str, as_of: date) -> Iterator[date]:
    """Give the first day of each month that a text is of, with no year the list's."""
    for match in _MONTHS.finditer(text.replace("_", " ")):
        if _OF_OTHERS.search(text[: match.start()]):
            continue
        month, year = int(match[1] or match[3]), int(match[2] or match[4] or as_of.year)
        if 1 <= month <= 12:
            yield date(year, month, 1)


def is_to_come(names: Iterable[str], as_of: date) -> bool:
    """Test whether the only day or month that names and titles say is still to come.

    Examples
    --------
    >>> listed = date(2024, 7, 18)
    >>> is_to_come(["THU NHẬN LƯU ĐỘNG NGÀY 25/7/2024"], listed)
    True
    >>> is_to_come(["Từ ngày 1/7/2024 đến ngày 31/7/2024"], listed)
    False
    >>> names = "Đợt 8/2024", "THU NHẬN THÁNG 8", "Tháng 7 năm 2024", "Hết tháng 8"
    >>> [is_to_come([name], listed) for name in names]
    [True, True, False, False]
    """
    texts = [folded_key(name) for name in names]
    days = [day for text in texts for day in (*_days(text), *_months(text, as_of))]
    return bool(days) and min(days) > as_of


def _without_places(text: str, index: HamletIndex | None) -> list[str]:
    """Give the parts of a text that hold no name of the campaign's hamlets."""
    key = comparison_key(text)
    names = _keys_of(index.names, key.isascii()) if index else ()
    for name in names:
        if name in key:
            key = f" {key} ".replace(f" {name} ", " | ").strip()
    parts = [part.strip() for part in key.split("|")]
    return [part for part in parts if part]


@lru_cache(maxsize=8)
def _keys_of(names: tuple[str, ...], is_bare: bool) -> tuple[str, ...]:
    """Give the keys of hamlets' names, the longest first: asked for each line."""
    keys = {(folded_key if is_bare else comparison_key)(name) for name in names}
    return tuple(sorted(filter(None, keys), key=len, reverse=True))


def _marks(
    text: str, patterns: tuple[re.Pattern[str], ...], index: HamletIndex | None
) -> Iterator[re.Match[str]]:
    """Find the marks of a later list, but for those that are part of a place's name."""
    is_bare = text.isascii()
    words = _NO_PLACE.sub(lambda m: "-" * len(m[0]), text)
    for match in patterns[is_bare].finditer(text):
        before = words[: match.start()]
        # Without accents "lan" is also a name: "bản Nà Lan 2" of another spelling.
        if _DIRECTLY.search(before) or (is_bare and _BEFORE.search(before)):
            continue
        if index and index.find(match[0]) and match[0] not in _NEW:
            continue
        if index and patterns is not UNCLEAR and _is_in_a_name(match[0], index):
            continue
        yield match


def _is_in_a_name(mark: str, index: HamletIndex) -> bool:
    keys = _keys_of(index.names, mark.isascii())
    return any(f" {mark} " in f" {name} " for name in keys)


def _days(text: str) -> Iterator[date]:
    """Give the days a text says it is of."""
    for match in _DATE.finditer(text):
        before = text[: match.start()]
        last = before.split()[-1:]
        if match[1] and last and last[0] in _COUNTED:
            continue
        if _OF_OTHERS.search(before) and not _ITS_OWN.search(before):
            continue
        d, m, y, year, month, day = match.groups()
        try:
            yield date(int(y or year), int(m or month), int(d or day))
        except ValueError:
            continue
