"""Ages as lists write them, where they write no birth date → days of birth.

"5 tuổi" is five completed years by law and, in most lists, this year less the year of
birth: a child that is 5 by one may be 4 by the other. So an age is all days that either
reckoning means, and only what settles nothing by both is of unknown age group. Where a
list says that its ages are completed, or gives months, it is narrower.
"""

from __future__ import annotations

import re
import unicodedata
from datetime import date, timedelta

from dophu.ages import years_before
from dophu.dates import PartialDate, whole_month
from dophu.reader.grid import Cell
from dophu.text import clean_text

AGE = "age"
"""Precision of a birth that was worked out from an age."""

COLUMNS = {"age": "years", "completed_age": "completed", "age_in_months": "months"}
"""Fields of ages, and what a figure alone means in their column."""

OLDEST = 120
"""Years of the oldest age that is one."""

_N = r"(\d{1,3})"
_YEARS, _MONTHS = r"(?: ?tuoi| ?t)", r"(?: ?thang tuoi| ?thang| ?thg| ?th| ?m)"
_BARE_T = re.compile(rf"{_N} ?t")
_IN_YEARS = re.compile(
    rf"(du |tron |completed )?{_N}(?:{_YEARS}| nam tuoi)( tron| du)?"
)
_IN_MONTHS = re.compile(rf"{_N}{_MONTHS}")
_IN_BOTH = re.compile(rf"{_N}{_YEARS}(?:,| va)? ?{_N}{_MONTHS}")
_IN_DAYS = re.compile(rf"{_N} (ngay|tuan)(?: tuoi)?")
_BELOW = re.compile(rf"(?:duoi |chua du |< ?){_N}(?: tuoi)?")
_FROM = re.compile(
    rf"(?:(?:tu|tren)(?: du)? |>=? ?|≥ ?){_N}(?: tuoi)?"
    rf"|(?:tu )?(?:du )?{_N}(?: tuoi)? tro len"
)
_RANGE = re.compile(
    rf"(?:tu )?(?:du )?{_N}(?: tuoi)?(?: ?- ?| den | toi )"
    rf"(duoi |< ?)?(?:du )?{_N}(?: tuoi)?"
)
_FIGURE = re.compile(r"(\d{1,3})(?:[.,]0+)?")


def _fold(text: str) -> str:
    letters = unicodedata.normalize("NFD", clean_text(text).casefold())
    plain = "".join(c for c in letters if not unicodedata.combining(c))
    return plain.replace("đ", "d").replace("–", "-").strip(" .*'\"")


def parse_age(
    written: Cell, as_of: date, figures: str = "", shows_months: bool = False
) -> PartialDate | None:
    """Read an age as the days of birth that it may mean.

    Parameters
    ----------
    written
        A cell: a text, or a figure in a column of ages.
    as_of
        The date of the list.
    figures
        What a figure alone means: ``years`` (reckoned either way), ``completed``,
        ``months``; '' where it is no age, as in a column of birth dates.
    shows_months
        Whether the column writes months otherwise: then "18t" is 18 years, else it
        may be either.

    Returns
    -------
    PartialDate or None
        None where not every word of the cell is understood.

    Examples
    --------
    >>> parse_age("5 tuổi", date(2024, 7, 18)).first
    datetime.date(2018, 7, 19)
    >>> parse_age("5 tuổi", date(2024, 7, 18)).last
    datetime.date(2019, 12, 31)
    >>> parse_age("5", date(2024, 7, 18)) is None
    True
    """
    if isinstance(written, bool) or not isinstance(written, (int, float, str)):
        return None
    found = _days(_fold(str(written)), as_of, figures, shows_months)
    if found is None or found[0] > found[1]:
        return None
    return PartialDate(*found, AGE)


def shows_months(cells: list[Cell]) -> bool:
    """Test whether a column has an age in months that is written as such.

    Examples
    --------
    >>> shows_months(["5t", "18 tháng"]), shows_months(["5t", "18t"])
    (True, False)
    """
    return any(isinstance(c, str) and _IN_MONTHS.fullmatch(_fold(c)) for c in cells)


Days = tuple[date, date]


def _days(text: str, as_of: date, figures: str, months_reported: bool) -> Days | None:
    completed = figures == "completed"
    if match := _FIGURE.fullmatch(text):
        n = int(match[1])
        if not figures:
            return None
        return _months(n, as_of) if figures == "months" else _years(n, as_of, completed)
    if match := _IN_BOTH.fullmatch(text):
        return _months(12 * int(match[1]) + int(match[2]), as_of)
    if match := _IN_YEARS.fullmatch(text):
        n = int(match[2])
        days = _years(n, as_of, completed or bool(match[1] or match[3]))
        if days and n >= 12 and _BARE_T.fullmatch(text) and not months_reported:
            return days[0], _months(n, as_of)[1]
        return days
    if match := _IN_MONTHS.fullmatch(text):
        return _months(int(match[1]), as_of)
    if not figures and not text.endswith("tuoi"):
        return None  # "6-14" in a column of birth dates may be a day
    if match := _IN_DAYS.fullmatch(text):
        length = 7 if match[2] == "tuan" else 1
        return _units(int(match[1]), length, as_of)
    return _range(text, as_of, completed)


def _range(text: str, as_of: date, completed: bool) -> Days | None:
    if match := _BELOW.fullmatch(text):
        n = int(match[1])
        return (years_before(as_of, n) + timedelta(days=1), as_of) if 0 < n else None
    if match := _FROM.fullmatch(text):
        oldest = years_before(as_of, OLDEST)
        youngest = _years(int(match[1] or match[2]), as_of, completed)
        return (oldest, youngest[1]) if youngest else None
    if match := _RANGE.fullmatch(text):
        # "Từ 6 đến dưới 14" is the band of a law: completed years at both ends.
        completed = completed or bool(match[2])
        last = int(match[3]) - bool(match[2])
        oldest, youngest = (_years(n, as_of, completed) for n in (last, int(match[1])))
        return (oldest[0], youngest[1]) if oldest and youngest else None
    return None


def _years(years: int, as_of: date, completed: bool) -> Days | None:
    if not 0 <= years <= OLDEST:
        return None
    first = years_before(as_of, years + 1) + timedelta(days=1)
    last = years_before(as_of, years)
    by_year = min(date(as_of.year - years, 12, 31), as_of)
    return first, last if completed else max(last, by_year)


def _months(months: int, as_of: date) -> Days:
    last = _month_before(as_of, months)
    first = _month_before(as_of, months + 1)
    by_month = whole_month(last.year, last.month).last
    return _same_day(first, as_of) + timedelta(days=1), min(by_month, as_of)


def _month_before(as_of: date, months: int) -> date:
    whole = as_of.year * 12 + as_of.month - 1 - months
    return date(whole // 12, whole % 12 + 1, 1)


def _same_day(month: date, as_of: date) -> date:
    return min(
        month + timedelta(days=as_of.day - 1), whole_month(month.year, month.month).last
    )


def _units(count: int, length: int, as_of: date) -> Days:
    # A day more on either side: the day of birth is counted or not.
    first = as_of - timedelta(days=(count + 1) * length)
    return first, min(as_of, as_of - timedelta(days=count * length - 1))
