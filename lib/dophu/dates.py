"""Dates as offices type them, each kept with the precision it was given.

Day first always; ISO before day-first; an impossible day is refused, never
rolled over, and day and month are never swapped. A year alone is an interval,
not 1 January.
"""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date, datetime, timedelta

EXCEL_EPOCH = date(1899, 12, 30)
"""Day 0 of Excel's 1900 system (its day 60, 29 February 1900, never was)."""

SERIALS = range(32874, 60001)
"""Serial numbers taken for dates: 1990-01-01 to 2064-04-08."""

_OF_NOTHING = date(1900, 1, 1)
"""Days 0 and 1 of Excel: what it shows of an empty cell, or of "no" in a formula."""

YEARS = range(1900, 2101)
"""Years a birth or an enrolment can have."""


@dataclass(frozen=True)
class PartialDate:
    """Days a written date may mean: ``first`` to ``last``, both included.

    ``precision`` is ``day`` (then the two are equal), ``month`` or ``year``; ``age``
    where they were worked out from an age.
    """

    first: date
    last: date
    precision: str


def whole_year(year: int) -> PartialDate:
    """Give the interval of a year."""
    return PartialDate(date(year, 1, 1), date(year, 12, 31), "year")


def whole_month(year: int, month: int) -> PartialDate:
    """Give the interval of a month; ValueError if there is no such month."""
    last = monthrange(year, month)[1]
    return PartialDate(date(year, month, 1), date(year, month, last), "month")


def one_day(day: date) -> PartialDate:
    """Give a day as an interval."""
    return PartialDate(day, day, "day")


_MARKS = str.maketrans(dict.fromkeys("‐‑‒–—−", "-") | dict.fromkeys("∕⁄／", "/"))
"""Dashes and strokes that Word and phones write for those of a keyboard."""

_AROUND = " '’‘`´.,;:"
"""What is typed around a day and is no part of it: an apostrophe that keeps it text in
Excel, a point behind it."""

# The time of a day has a colon: "05/07/20 18" is a year with a space in it.
_TIME = r"\d{1,2}:\d\d(?::\d\d)?(?:\.\d+)?(?: ?(?:SA|CH|AM|PM))?"
_ISO = re.compile(
    rf"(\d{{4}})[-/.](\d{{1,2}})[-/.](\d{{1,2}})(?:[T ]{_TIME}Z?)?", re.IGNORECASE
)
_COMPACT = re.compile(r"((?:19|20)\d\d)(0\d|1[0-2])(\d\d)")
_COMPACT_DAY_FIRST = re.compile(r"(\d\d)(\d\d)((?:19|20)\d\d)")
_DAY_FIRST = re.compile(
    r"(?:ngày )?(\d{1,2})[-/.\\ ]+(\d{1,2})[-/.\\ ]+(\d{4}|\d{2})"
    rf"(?: {_TIME})?",
    re.IGNORECASE,
)
_SPACED_YEAR = re.compile(r"(\d{1,2} ?[-/.] ?\d{1,2} ?[-/.] ?)(?=(?:\d ?){4}$)([\d ]+)")
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov",
           "dec")  # fmt: skip
_NAME = r"([A-Za-z]{3,9}|(?:tháng|thg|th)\.? ?\d{1,2})"
_NAMED_MONTH = re.compile(
    rf"(\d{{1,2}})[-/. ]+{_NAME}[-/., ]+(\d{{4}}|\d{{2}})(?: {_TIME})?", re.IGNORECASE
)
_NAMED_FIRST = re.compile(
    rf"{_NAME}\.? (\d{{1,2}}),? (\d{{4}})(?: {_TIME})?", re.IGNORECASE
)
_IN_WORDS = re.compile(
    r"(?:ngày )?(\d{1,2}) tháng (\d{1,2})(?:,| năm| ,)? (\d{4})", re.IGNORECASE
)
_MONTH = re.compile(
    r"(?:tháng |t\.? ?)?(\d{1,2}|\?+|0+)(?:[-/.]| năm )(\d{4})", re.IGNORECASE
)
_NO_DAY = re.compile(r"(?:0+|\?+|_+|\.\.+|x+)[-/.](\d{1,2}|0+|\?+|_+|x+)[-/.](\d{4})")
_YEAR = re.compile(r"(?:năm |sinh năm )?((?:19|20)\d\d)(?:\.0)?", re.IGNORECASE)


def parse_date(written: object, latest: date) -> PartialDate | None:
    """Read one written date.

    Parameters
    ----------
    written
        Text, a number (a year, or an Excel serial), a date or a datetime.
    latest
        The as-of date: a two-digit year is the last one not after its year.

    Returns
    -------
    PartialDate or None
        None where the text is no date, the day is not in the calendar, or the
        year is before 1900, or it is what Excel shows of an empty cell.

    Examples
    --------
    >>> parse_date("5/7/2018", date(2024, 7, 18)).first
    datetime.date(2018, 7, 5)
    >>> parse_date("2018", date(2024, 7, 18)).precision
    'year'
    >>> parse_date("31/02/2019", date(2024, 7, 18)) is None
    True
    """
    try:
        found = _parse(written, latest)
    except (ValueError, OverflowError):  # not in the calendar; a number without end
        return None
    # 1815 is a slip for 2015: no age follows from it, nor from "00/01/1900".
    if found is None or found.first.year < YEARS.start:
        return None
    return None if found.first == _OF_NOTHING and found.precision != "year" else found


def has_short_year(written: object) -> bool:
    """Test whether a date is written with a year of two digits.

    Examples
    --------
    >>> has_short_year("5/7/18"), has_short_year("5/7/2018")
    (True, False)
    """
    if not isinstance(written, str) or _SPACED_YEAR.fullmatch(written.strip()):
        return False
    text = written.strip()
    match = _DAY_FIRST.fullmatch(text) or _NAMED_MONTH.fullmatch(text)
    return match is not None and len(match[3]) == 2


def _parse(written: object, latest: date) -> PartialDate | None:
    if isinstance(written, date):
        return _from_day(written)
    if isinstance(written, (int, float)):
        return _from_number(written)
    return _from_text(str(written).strip(), latest)


def _from_day(day: date) -> PartialDate | None:
    day = day.date() if isinstance(day, datetime) else day
    serial = (day - EXCEL_EPOCH).days
    # A bare year in a cell formatted as a date: Excel shows 2018 as 10/07/1905.
    return whole_year(serial) if serial in YEARS else one_day(day)


def _from_number(number: float) -> PartialDate | None:
    if number != int(number) and int(number) not in SERIALS:
        return None
    whole = int(number)
    if whole in YEARS:
        return whole_year(whole)
    if whole in SERIALS:
        return one_day(EXCEL_EPOCH + timedelta(days=whole))
    # 5072018 is 05072018 that lost its zero, as a number; shorter ones have no day.
    return _from_text(f"{whole:08d}", date.max)


def _month_of(name: str) -> int:
    """Give a month by its English name or as Excel writes it ("Thg7"); ValueError."""
    digits = "".join(filter(str.isdigit, name))
    return int(digits) if digits else _MONTHS.index(name[:3].casefold()) + 1


def _from_text(text: str, latest: date) -> PartialDate | None:
    text = text.translate(_MARKS).strip(_AROUND)
    if match := _SPACED_YEAR.fullmatch(text):
        text = match[1] + match[2].replace(" ", "")
    if match := _ISO.fullmatch(text) or _COMPACT.fullmatch(text):
        return one_day(date(*map(int, match.groups())))
    if match := _DAY_FIRST.fullmatch(text) or _IN_WORDS.fullmatch(text):
        day, month, year = match.groups()
        if int(day) == 0:
            return _month_or_year(month, year)
        return one_day(date(_full_year(year, latest), int(month), int(day)))
    if match := _COMPACT_DAY_FIRST.fullmatch(text):
        day, month, year = map(int, match.groups())
        return one_day(date(year, month, day))
    if match := _NAMED_MONTH.fullmatch(text):
        day, name, year = match.groups()
        return one_day(date(_full_year(year, latest), _month_of(name), int(day)))
    if match := _NAMED_FIRST.fullmatch(text):
        name, day, year = match.groups()
        return one_day(date(int(year), _month_of(name), int(day)))
    if match := _NO_DAY.fullmatch(text) or _MONTH.fullmatch(text):
        return _month_or_year(*match.groups())
    if match := _YEAR.fullmatch(text):
        return whole_year(int(match[1]))
    if len(text) == 5 and text.isdecimal() and int(text) in SERIALS:
        return one_day(EXCEL_EPOCH + timedelta(days=int(text)))
    return None


def _month_or_year(month: str, year: str) -> PartialDate:
    if month.isdecimal() and int(month):
        return whole_month(int(year), int(month))
    return whole_year(int(year))


def _full_year(year: str, latest: date) -> int:
    if len(year) == 4:
        return int(year)
    century = latest.year // 100 * 100
    return century + int(year) - (100 if century + int(year) > latest.year else 0)
