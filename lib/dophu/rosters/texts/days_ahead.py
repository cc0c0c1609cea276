"""Days and months that names, titles and sections are of, where these are to come.

"Số liệu đến 25/7" over a list of 18 July is of a week that is not over: its file stands
in the wrong folder, its day was mistyped, or it is a plan. A deadline, the day of a law
and the end of a span that has begun are none of a list's own days.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from dophu.campaign.place_keys import TYPE_WORDS
from dophu.rosters.texts.moments import plain_name
from dophu.text import folded_key

_HALF_A_YEAR = timedelta(days=183)
SOON = timedelta(days=62)
"""Days after the list's date within which a day in a file's name is one to come."""

_DAY = re.compile(
    r"(?<![\d./-])(?P<d>\d{1,2})(?P<mark>[.-]|\s?/\s?)(?P<m>\d{1,2})"
    r"(?:(?:[.-]|\s?/\s?)(?P<y>20\d\d|\d\d))?(?![\d/-])(?!\.\d)"
    r"|(?<!\d)(?P<d2>\d{1,2}) thang (?P<m2>\d{1,2})(?:(?: nam |[/-])(?P<y2>20\d\d))?"
    r"|(?<!\d)(?P<y3>20\d\d)[.-]?(?P<m3>\d\d)[.-]?(?P<d3>\d\d)(?!\d)"
)
_MONTH = re.compile(
    r"\b(?:thang|thg)[ .]?(?P<m>\d{1,2})(?:(?: nam |[ ./-]+)(?P<y>20\d\d))?(?![\d/])"
)
_WEEK = re.compile(r"\btuan (?:thu |so )?(?P<w>\d\d)(?!\d)(?![/.-]\d)")
_LEAST_WEEK = 20
"""Number from which a week is one of the year's; lower ones may be of the drive."""

_OWN = (
    r"so lieu|cap nhat|chot|bao cao|lap|ra soat|tong hop|thong ke|luy ke|ket qua|tinh"
    r"|danh sach|kiem tra|doi chieu|ky|da lam|da cap|da thu nhan|da tiem|thoi diem"
)
_OF_IT = re.compile(
    rf"(?:\b(?:{_OWN})(?: (?:{_OWN}|den|toi|het|vao|ngay|luc|cuoi|hom|cua|thang|tuan"
    r"|sang|trua|chieu|toi|\d{1,2} ?(?:gio|h|g)(?: ?\d{2})?(?: phut)?))*"
    r"|\bda\b[^,;:()]*\b(?:den|toi)(?: het)?(?: ngay)?"
    r"|^(?:tinh )?(?:den |toi )?(?:het )?(?:cuoi )?(?:ngay )?|^[^,\d]{2,40}, ngay)\W*$"
)
"""What stands before a day that is the list's: "tính đến", "chốt", a place's name."""

_NOT_OF_IT = re.compile(
    r"\b(?:ke hoach|nghi dinh|quyet dinh|cong van|thong tu|chi thi|luat|van ban|kh|qd"
    r"|nd|cv|to trinh|hieu luc|sinh|han|truoc|phan dau|hoan thanh|thuc hien|cao diem"
    r"|lich|du kien|muc tieu|chi tieu|giai doan|trong|tu|nop|gui|hen|hop|lan sau|tiep"
    r"|ky sau|tuan sau|han chot|chu nhat|deadline|dot|tra|nhan the|tuoi|phai"
    r"|se|can(?! cuoc))\b"
)
_IN_NAMES_NOT = re.compile(
    rf"\b(?:{'|'.join(sorted(map(folded_key, TYPE_WORDS)))}|nha|ho|stt|so|lop"
    r"|khoi|nhom|mau|bieu|han|truoc|sinh|ke hoach|kh|qd|cv|nop|hen|lich|phan)\W*$"
)
_SMALL = re.compile(
    r"\b(?:thu nhan|dot|lan|luot|vong|buoi|tuan|ngay|thang|nam|thu|sang|chieu|trua"
    r"|toi|tu|den|ke hoach|du kien|lam|cap|thuc hien|hoan thanh|lich|chu nhat|cn"
    r"|[ivx]{1,4}|h|gio|ca|so"
    r"|hai|ba|bay|va|cac)\b|\d{1,2}(?: ?h\d{0,2})?|[\W_]"
)
"""Words of a section that says of its children no more than when they are seen."""


@dataclass(frozen=True)
class _Found:
    first: date
    start: int
    end: int
    kind: str
    mark: str = ""


def _days(text: str, as_of: date) -> Iterator[_Found]:
    """Give the days of a plain text, then the months beside them, in the year meant."""
    taken = []
    for match in _DAY.finditer(text):
        of = match.groupdict()
        day, month = (of[n] or of[f"{n}2"] or of[f"{n}3"] for n in "dm")
        year = of["y"] or of["y2"] or of["y3"]
        if found := _date_of(day, month, year, as_of):
            taken.append(match.span())
            yield _Found(found, *match.span(), "day", of["mark"] or " ")
    for match in _MONTH.finditer(text):
        if any(start < match.end() and match.start() < end for start, end in taken):
            continue
        if found := _date_of("1", match["m"], match["y"], as_of):
            yield _Found(found, *match.span(), "month")


def _date_of(day: str, month: str, year: str | None, as_of: date) -> date | None:
    of_year = int(year or as_of.year)
    try:
        found = date(of_year + 2000 * (of_year < 100), int(month), int(day))
        is_last_years = not year and found - as_of > _HALF_A_YEAR
        return found.replace(year=found.year - 1) if is_last_years else found
    except ValueError:
        return None


def is_of_days_ahead(text: str, as_of: date) -> bool:
    """Test whether a section says of its children just when, and that is to come.

    Examples
    --------
    >>> listed = date(2024, 7, 18)
    >>> lines = "Đợt 2: 25/7", "II. THU NHẬN THÁNG 8", "Đợt 2 (15/7)", "Lò Văn A 25/7"
    >>> [is_of_days_ahead(line, listed) for line in lines]
    [True, True, False, False]
    """
    plain = plain_name(text)
    found = [*_days(plain, as_of)]
    if not found or any(one.first <= as_of for one in found):
        return False
    for one in sorted(found, key=lambda one: -one.start):
        plain = f"{plain[: one.start]} {plain[one.end :]}"
    return not _SMALL.sub("", plain).strip()


def stated_ahead(
    names: Iterable[str],
    titles: Iterable[str],
    as_of: date,
    places: Iterable[str] = (),
) -> str:
    """Give the day, month or week that a list says it is of where it is to come.

    '' where it says none, or one that has come as well.

    Parameters
    ----------
    names
        The names of file and sheet.
    titles
        The lines over the list.
    as_of
        The date of the list.
    places
        The names of the campaign's hamlets, which are left out of names.

    Examples
    --------
    >>> listed = date(2024, 7, 18)
    >>> stated_ahead(["tm1_20240725"], [], listed)
    '25/07/2024'
    >>> stated_ahead(["ds"], ["(Số liệu tính đến hết ngày 20/7)"], listed)
    '20/07/2024'
    >>> titles = "Thời hạn: 31/7/2024", "Từ 1/7 đến 31/7/2024", "Tính đến 17/7"
    >>> [stated_ahead([], [title], listed) for title in titles]
    ['', '', '']
    """
    known = {key for place in places if (key := folded_key(place))}
    found = [*_of_titles(titles, as_of), *_of_names(names, as_of, known)]
    if not found or any(one.first <= as_of for one in found):
        return ""
    first = min(found, key=lambda one: one.first)
    return f"{first.first:%d/%m/%Y}" if first.kind == "day" else f"{first.first:%m/%Y}"


def stated_before(titles: Iterable[str], as_of: date) -> date | None:
    """Give the last day that titles say in so many words a list is of, without a year.

    Examples
    --------
    >>> listed = date(2024, 7, 18)
    >>> stated_before(["Tính đến ngày 5/6"], listed)
    datetime.date(2024, 6, 5)
    >>> stated_before(["Kế hoạch ngày 5/6", "Sinh đến 5/6"], listed) is None
    True
    """
    found = [one.first for one in _of_titles(titles, as_of) if one.kind == "day"]
    return max(found, default=None)


def _of_titles(titles: Iterable[str], as_of: date) -> Iterator[_Found]:
    for title in titles:
        text = plain_name(title).strip(" ()[]-–.:;*")
        found = sorted(_days(text, as_of), key=lambda one: one.start)
        before = 0
        for one in found:
            ahead = text[before : one.start]
            if before and re.fullmatch(r"[^\w]*(?:den|toi|-|–)[^\w]*(?:ngay )?", ahead):
                continue  # the end of a span is not told without its beginning
            before = one.end
            if _NOT_OF_IT.search(ahead):
                is_span = re.search(r"^(?:\W|tu|ngay)*$", ahead)
                if not (is_span and len(found) > 1):
                    continue
            elif not _OF_IT.search(ahead):
                continue
            yield one
        for match in _WEEK.finditer(text):
            yield from _of_week(text, match, as_of)


def _of_week(text: str, match: re.Match[str], as_of: date) -> Iterator[_Found]:
    before = text[: match.start()]
    if _NOT_OF_IT.search(before) or not (_OF_IT.search(before) or not before.strip()):
        return
    number = int(match["w"])
    if _LEAST_WEEK <= number <= 52:
        monday = date.fromisocalendar(as_of.year, number, 1)
        yield _Found(monday, *match.span(), "day")


def _of_names(names: Iterable[str], as_of: date, places: set[str]) -> Iterator[_Found]:
    for name in names:
        if folded_key(name) in places:
            continue
        text = plain_name(name)
        for one in _days(text, as_of):
            ahead = text[: one.start]
            if _IN_NAMES_NOT.search(ahead) or (one.first - as_of) > SOON:
                continue
            is_span = one.mark == "-" and len(text[one.start : one.end]) < 4
            if (
                one.kind == "month"
                or is_span
                and not ahead.rstrip().endswith(("ngay", "den"))
            ):
                continue  # "3-8" are houses, ages or pupils as often
            yield one
