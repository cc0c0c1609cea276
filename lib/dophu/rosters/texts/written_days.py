"""Days and months within a text, and whether one of them is still to come.

"Đã làm 25/7" in a list of 18 July is an appointment. A day of a range counts as one of
its own, a month as come once it has begun; what is no day that can be ("35/7") stays in
the text, which is then not understood.
"""

from __future__ import annotations

import re
from datetime import date

from dophu.dates import parse_date
from dophu.text import clean_text

_DAY_WORD = re.compile(r"^(?:ngày|hôm)\s+", re.IGNORECASE)

ANY_YEAR = date(2096, 12, 31)
"""For texts whose days are only to be left out: a year with a 29 February."""

_MONTH = r"(?:th[aá]ng) ?(\d{1,2})"
_YEAR = r"(?:[/.-]| ?n[aă]m )(\d{4})"
_WRITTEN = re.compile(
    rf"(?<![\d/.-])(?:(\d{{1,2}})[/.-](\d{{1,2}})(?:[/.-](\d{{2,4}}))?(?![\d/.-]*\d)"
    rf"|(\d{{1,2}}) {_MONTH}(?:{_YEAR})?(?!\d)"
    rf"|{_MONTH}(?:{_YEAR})?(?!\d)"
    r"|(\d{1,2})[/.-](20\d\d)(?![\d/.-]*\d))",
    re.IGNORECASE,
)


def take_days(text: str, as_of: date, instead: str = " ") -> tuple[bool, str]:
    """Take the days and months out of a text; test whether one is still to come.

    A day or a month without its year is one of the list's year. ``instead`` is put
    where each stood.

    Examples
    --------
    >>> day = date(2024, 7, 18)
    >>> take_days("đã làm ngày 25/7", day)
    (True, 'đã làm ngày  ')
    >>> [take_days(t, day)[0] for t in ("tháng 7", "tháng 8", "từ 5/7 đến 25/7/2024")]
    [False, True, True]
    """
    later = False

    def leave_out(match: re.Match[str]) -> str:
        nonlocal later
        first = _first_day(match, as_of)
        if first is None:
            return match[0]
        later = later or first > as_of
        return instead

    undated = _WRITTEN.sub(leave_out, text) if _has_digit(text) else text
    return later, undated


def _has_digit(text: str) -> bool:
    return any(letter.isdecimal() for letter in text)


def is_a_day(text: str) -> bool:
    """Test whether a text is nothing but one day or month.

    Examples
    --------
    >>> is_a_day("25/7"), is_a_day("25 tháng 7 năm 2024"), is_a_day("hẹn 25/7")
    (True, True, False)
    """
    return _has_digit(text) and _WRITTEN.fullmatch(text.strip()) is not None


def read_day(written: object, as_of: date) -> date | None:
    """Read a cell that is one day, or the first day of one month; None if it is none.

    A year alone is none: it may be the year of anything, and is not over.

    Examples
    --------
    >>> read_day("5/7", date(2024, 7, 18))
    datetime.date(2024, 7, 5)
    >>> read_day(2024, date(2024, 7, 18))
    """
    if isinstance(written, str) and (match := _WRITTEN.fullmatch(written.strip())):
        return _first_day(match, as_of)
    found = parse_date(written, as_of)
    return found.first if found and found.precision != "year" else None


def read_written_day(cell: object, as_of: date) -> date | None:
    """Read a cell that is nothing but a day: a date, or a text such as "ngày 5/7".

    A number is none, and neither is a text that says anything else.

    Examples
    --------
    >>> listed = date(2024, 7, 18)
    >>> [str(read_written_day(cell, listed)) for cell in ("ngày 5/7", "hẹn 5/7", 57)]
    ['2024-07-05', 'None', 'None']
    """
    if isinstance(cell, date):
        return read_day(cell, as_of)
    text = _DAY_WORD.sub("", clean_text(cell)) if isinstance(cell, str) else ""
    return read_day(text, as_of) if is_a_day(text) else None


def _first_day(match: re.Match[str], as_of: date) -> date | None:
    day, month, year, d2, m2, y2, m3, y3, m4, y4 = match.groups()
    year = year or y2 or y3 or y4 or str(as_of.year)
    if len(year) == 2:  # what was done for a child was done in this century
        year = f"20{year}"
    parts = [part for part in (day or d2, month or m2 or m3 or m4, year) if part]
    found = parse_date("/".join(parts), as_of)
    return found.first if found else None
