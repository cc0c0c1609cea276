"""When the name of a sheet or a file says that it is of: a day, a week, a round.

Names are typed as it comes: "tm1_dot1", "lan2", "Tuan27", "10_7", "20240710", "T7". The
words and figures are parted first, so that each is read as if it were typed in full.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta

from dophu.rosters.texts.stated_age import NUMBERS
from dophu.text import clean_text, folded_key, without_accents

RECENT = timedelta(days=62)
"""Days before the list's date within which figures without marks may be a day."""

ONLY_COUNTED = frozenset(("round", "weekday", "time of day"))
"""Kinds of which a later one goes on with an earlier and never replaces it."""

_NUMBERS = NUMBERS | {folded_key(word): number for word, number in NUMBERS.items()}
_ROMAN = {"i": 1, "ii": 2, "iii": 3, "iv": 4, "v": 5, "vi": 6}
_WEEKDAYS = {"hai": 2, "ba": 3, "tu": 4, "nam": 5, "sau": 6, "bay": 7}
_TIMES = {"sang": 1, "trua": 2, "chieu": 3, "toi": 4}
_WHICH = rf"(\d{{1,2}}|{'|'.join(_NUMBERS)}|[iv]{{1,3}})(?![^\W_])"
_START = r"(?<![^\W\d_])"
_KINDS = {
    "day": re.compile(
        r"(?:ngay )?(?<![\d./-])(\d{1,2})[./-](\d{1,2})"
        r"(?:[./-](20\d\d|\d\d))?(?![\d./-])"
    ),
    "iso": re.compile(r"(?<!\d)(20\d\d)[.-]?(\d\d)[.-]?(\d\d)(?!\d)"),
    "figures": re.compile(r"(?<![\d./-])(\d\d)(\d\d)((?:20)?\d\d)?(?![\d./-])"),
    "month": re.compile(
        rf"{_START}(?:thang|thg|t)[ .]?(?P<month>\d{{1,2}})"
        r"(?:[ ./-]+(?:nam )?(?P<year>20\d\d))?(?![^\W_])"
    ),
    "week": re.compile(rf"{_START}(?:tuan|week|wk|w)[ .]?(?:(?:thu|so) )?{_WHICH}"),
    "time": re.compile(
        rf"{_START}(?:lan|ky|phien ban|ver|l|v)[ .]?(?:(?:thu|so) )?{_WHICH}"
    ),
    "round": re.compile(
        rf"{_START}(?:dot|luot|vong|buoi|d)[ .]?(?:(?:thu|so) )?{_WHICH}"
    ),
    "day of month": re.compile(rf"{_START}ngay ?(\d{{1,2}})(?![\w./-])"),
    "weekday": re.compile(rf"{_START}thu ?([2-7]|{'|'.join(_WEEKDAYS)})(?!\w)"),
    "time of day": re.compile(rf"{_START}({'|'.join(_TIMES)})(?!\w)"),
    "age": re.compile(r"\b(cu|moi)\b"),
}
_SMALL = re.compile(
    r"\b(?:cap nhat|tinh den|den|ngay|nam 20\d\d|danh sach|ds|ban|het|so lieu)\b|[\W_]+"
)
"""Words of a name that say nothing of what is on the list."""

_LONG_DAY = re.compile(r"(?<!\d)(20\d\d)_(\d\d)_(\d\d)(?!\d)")
_SHORT_DAY = re.compile(r"(?<!\d)(\d{1,2})_(\d{1,2})(?!\d)")

_FIRST_WEEK = 20
"""Number from which a week is one of the year's; lower ones may be of the drive."""


@dataclass(frozen=True)
class Moment:
    """When in a series a list is of: the ``kind`` of series, the ``rest`` of its name.

    Lists are of one series where both are equal; ``rank`` grows with time.
    """

    kind: str
    rest: str
    rank: tuple[int, ...]


def plain_name(name: str) -> str:
    """Give a name without accents, what stands for a blank or a point written so.

    Examples
    --------
    >>> plain_name("TM1_Đợt2"), plain_name("DS 10_7")
    ('tm1 dot2', 'ds 10.7')
    """
    text = without_accents(clean_text(name).casefold())
    text = _LONG_DAY.sub(r"\1-\2-\3", text)
    return _SHORT_DAY.sub(r"\1.\2", text).replace("_", " ")


def moment_of(name: str, as_of: date) -> Moment | None:
    """Read from a name when a list is of; None where it says nothing that is past.

    Examples
    --------
    >>> listed = date(2024, 7, 18)
    >>> [moment_of(name, listed).rank for name in ("Tháng 6", "DS T7.2024", "Lần hai")]
    [(2024, 6), (2024, 7), (2,)]
    >>> [moment_of(name, listed).rank for name in ("Cập nhật 12-7", "tm1_1207")]
    [(2024, 7, 12), (2024, 7, 12)]
    >>> [moment_of(name, listed).kind for name in ("tm1_dot1", "Tuan27", "M1L2")]
    ['round', 'week', 'time']
    >>> [moment_of(name, listed) for name in ("Tháng 8", "Tổ 7", "Ngày 19-7")]
    [None, None, None]
    """
    text = plain_name(name)
    for kind, form in _KINDS.items():
        if match := form.search(text):
            rank = _rank(kind, match, as_of)
            if not rank and kind == "figures":
                continue
            around = f"{text[: match.start()]} | {text[match.end() :]}"
            rest = " ".join(_SMALL.sub(" ", around).split())
            of = "day" if kind in ("iso", "figures") else kind
            return Moment(of, rest, rank) if rank else None
    return None


def _rank(kind: str, match: re.Match[str], as_of: date) -> tuple[int, ...]:
    said = match[1]
    if kind == "age":
        return (int(said == "moi"),)
    if kind == "month":
        month, year = int(match["month"]), int(match["year"] or as_of.year)
        is_past = 1 <= month <= 12 and (year, month) <= (as_of.year, as_of.month)
        return (year, month) if is_past else ()
    if kind == "time of day":
        return (_TIMES[said],)
    if kind == "weekday":
        return (_WEEKDAYS.get(said) or int(said),)
    if kind in ("day", "iso", "figures"):
        parts = match.groups() if kind != "iso" else match.groups()[::-1]
        return _rank_of_day(parts, as_of, kind == "figures")
    number = _NUMBERS.get(said) or _ROMAN.get(said) or (said.isdigit() and int(said))
    if not number:
        return ()
    if kind == "week" and number >= _FIRST_WEEK:
        return (number,) if number <= as_of.isocalendar().week else ()
    return (number,) if kind != "day of month" or number <= as_of.day else ()


def _rank_of_day(
    parts: tuple[str, ...], as_of: date, must_be_recent: bool
) -> tuple[int, ...]:
    year = int(parts[2] or as_of.year)
    try:
        day = date(year + 2000 * (year < 100), int(parts[1]), int(parts[0]))
    except ValueError:
        return ()
    if day > as_of or (must_be_recent and day < as_of - RECENT):
        return ()
    return (day.year, day.month, day.day)
