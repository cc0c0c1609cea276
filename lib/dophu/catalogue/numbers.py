"""Counts, percentages, dates and lists as a reader in Vietnam or abroad writes them."""

from __future__ import annotations

import math
from collections.abc import Sequence
from datetime import date
from fractions import Fraction

from dophu.catalogue.sentences import say

_THOUSANDS = {"vi": ".", "en": ","}
_DECIMAL = {"vi": ",", "en": "."}
# Not strftime: that would name them in the language of the machine.
_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August",
    "September", "October", "November", "December",
)  # fmt: skip


def format_count(count: int, language: str) -> str:
    """Write a whole number with the thousands mark of the language.

    Examples
    --------
    >>> format_count(1032, "vi"), format_count(-1032, "en")
    ('1.032', '−1,032')
    """
    marked = f"{int(count):,}".replace(",", _THOUSANDS[language])
    return marked.replace("-", "−")


def count_mask(language: str) -> str:
    r"""Give the number format under which Office writes what ``format_count`` does.

    ``#,##0`` would take the thousands mark of the reader's machine, so that 1.472 in a
    title stands above 1,472 in its chart. Nothing is written of 0, and no count of a
    billion or more is foreseen.

    Examples
    --------
    >>> count_mask("vi")
    '[>=1000000]#\\.###\\.##0;[>=1000]#\\.##0;#'
    """
    mark = "\\" + _THOUSANDS[language]
    return f"[>=1000000]#{mark}###{mark}##0;[>=1000]#{mark}##0;#"


def format_number(number: int | Fraction, language: str) -> str:
    """Write a number with at most one decimal, rounded half up as a spreadsheet does.

    ``0`` is written of nothing only: a need of one child in 21 days is ``<0,1``.

    Examples
    --------
    >>> format_number(Fraction(1472, 13), "vi"), format_number(Fraction(1472), "en")
    ('113,2', '1,472')
    >>> format_number(Fraction(-1, 4), "en"), format_number(Fraction(1, 21), "vi")
    ('−0.3', '<0,1')
    """
    # floor(10 x + 1/2) in whole numbers: no float comes between.
    tenths = (20 * abs(number.numerator) + number.denominator) // (
        2 * number.denominator
    )
    nearly, tenths = _not_nothing(number, tenths)
    whole, tenth = divmod(tenths, 10)
    decimals = f"{_DECIMAL[language]}{tenth}" if tenth else ""
    sign = "−" if number < 0 else ""
    return f"{nearly}{sign}{format_count(whole, language)}{decimals}"


def _not_nothing(number: float | Fraction, steps: int) -> tuple[str, int]:
    """Give what is written before a number, and its steps: none only of nothing."""
    if number == 0 or steps:
        return "", steps
    return "<" if number > 0 else ">", 1


def format_percent(
    numerator: int, denominator: int, language: str, decimals: int = 1
) -> str:
    """Write a share as a percentage, rounded half up in whole numbers.

    Spreadsheets show 6,3% for 1/16, where a float's own formatting gives 6.2.
    100% is written only of a whole, and 0% only of nothing: what would round to
    them is ``>99,9%`` or ``<0,1%``. Of nobody there is no share: it is in words.

    Examples
    --------
    >>> format_percent(1, 16, "vi"), format_percent(1, 16, "en", decimals=0)
    ('6,3%', '6%')
    >>> format_percent(9999, 10000, "vi"), format_percent(1, 10000, "en")
    ('>99,9%', '<0.1%')
    >>> format_percent(0, 0, "vi")
    'không có trẻ'
    """
    numerator, denominator = int(numerator), int(denominator)
    if denominator == 0:
        return say("no_children", language)
    whole = 100 * 10**decimals
    steps = (2 * numerator * whole + denominator) // (2 * denominator)
    sign = ""
    if steps == 0 and numerator > 0:
        sign, steps = "<", 1
    elif steps == whole and numerator < denominator:
        sign, steps = ">", whole - 1
    units, rest = divmod(steps, 10**decimals)
    fraction = f"{_DECIMAL[language]}{rest:0{decimals}d}" if decimals else ""
    return f"{sign}{format_count(units, language)}{fraction}%"


def tenths_of_points(change: Fraction) -> int:
    """Give a change of a share in tenths of a percentage point, rounded half up.

    Examples
    --------
    >>> tenths_of_points(Fraction(1, 8)), tenths_of_points(Fraction(-1, 16))
    (125, -63)
    """
    # floor(1000 x + 1/2) of the amount, so that a loss is rounded as a gain is.
    tenths = (2000 * abs(change) + 1) // 2
    return tenths if change >= 0 else -tenths


def format_points(change: Fraction, language: str) -> str:
    """Write a change of a share in percentage points, signed, rounded half up.

    Only no change at all is ``0,0``; a smaller one than is printed says in a word which
    way it went: ``−<0,1`` is read as a slip.

    Examples
    --------
    >>> format_points(Fraction(1, 8), "vi"), format_points(Fraction(-1, 16), "en")
    ('+12,5', '−6.3')
    >>> format_points(Fraction(0), "vi"), format_points(Fraction(1, 9999), "vi")
    ('0,0', 'tăng <0,1')
    """
    tenths = abs(tenths_of_points(change))
    if change and not tenths:
        key = "hardly_up" if change > 0 else "hardly_down"
        return say(key, language, least=f"0{_DECIMAL[language]}1")
    sign = "+" if change > 0 else "−" if change < 0 else ""
    whole, rest = divmod(tenths, 10)
    return f"{sign}{format_count(whole, language)}{_DECIMAL[language]}{rest}"


def format_rate(rate: float | Fraction, language: str) -> str:
    """Write a pace, children a day, with one decimal; ``0,0`` of no child only.

    A half is rounded up; a float is taken by the digits it is written in.

    Examples
    --------
    >>> format_rate(1113.25, "vi"), format_rate(61.5, "en"), format_rate(0.04, "en")
    ('1.113,3', '61.5', '<0.1')
    """
    exact = Fraction(str(rate))
    nearly, tenths = _not_nothing(exact, math.floor(exact * 10 + Fraction(1, 2)))
    whole, rest = divmod(tenths, 10)
    return f"{nearly}{format_count(whole, language)}{_DECIMAL[language]}{rest}"


def format_ratio(ratio: float, language: str) -> str:
    """Write a ratio with two decimals, rounded half up; ``0,00`` of nothing only.

    Examples
    --------
    >>> format_ratio(0.685, "vi"), format_ratio(1.4, "en"), format_ratio(0.001, "vi")
    ('0,69', '1.40', '<0,01')
    """
    # 1.005 * 100 is 100.49999999999999: what a float adds is taken off first.
    steps = math.floor(round(ratio * 100, 6) + 0.5)
    nearly, steps = _not_nothing(ratio, steps)
    whole, rest = divmod(steps, 100)
    return f"{nearly}{format_count(whole, language)}{_DECIMAL[language]}{rest:02d}"


def format_day(day: date, language: str, with_year: bool = False) -> str:
    """Write a date short, for an axis.

    Examples
    --------
    >>> format_day(date(2024, 7, 8), "vi"), format_day(date(2024, 7, 8), "en")
    ('8/7', '8 Jul')
    >>> format_day(date(2024, 7, 8), "en", with_year=True)
    '8 Jul 2024'
    """
    if language == "vi":
        return f"{day.day}/{day.month}" + (f"/{day.year}" if with_year else "")
    year = f" {day.year}" if with_year else ""
    return f"{day.day} {_MONTHS[day.month - 1][:3]}{year}"


def format_date(day: date, language: str) -> str:
    """Write a date the way the language's readers do.

    Examples
    --------
    >>> format_date(date(2024, 7, 18), "vi"), format_date(date(2024, 7, 18), "en")
    ('18/7/2024', '18 July 2024')
    """
    if language == "vi":
        return f"{day.day}/{day.month}/{day.year}"
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"


def format_official_date(day: date, language: str) -> str:
    """Write a date as Decree 30/2020 has it in Vietnamese: days 1-9, months 1-2 with 0.

    Examples
    --------
    >>> format_official_date(date(2024, 7, 8), "vi")
    'ngày 08 tháng 7 năm 2024'
    >>> format_official_date(date(2024, 2, 18), "vi")
    'ngày 18 tháng 02 năm 2024'
    """
    if language != "vi":
        return format_date(day, language)
    month = f"{day.month:02d}" if day.month < 3 else f"{day.month}"
    return say(
        "official_date", language, day=f"{day.day:02d}", month=month, year=day.year
    )


def join_list(items: Sequence[str], language: str, word: str = "and") -> str:
    """Join words with commas, and with "and" (or ``or``) before the last.

    Examples
    --------
    >>> join_list(["A", "B", "C"], "vi"), join_list(["A"], "en")
    ('A, B và C', 'A')
    >>> join_list(["A", "B"], "vi", "or")
    'A hoặc B'
    """
    if len(items) < 2:
        return "".join(items)
    return f"{', '.join(items[:-1])} {say(word, language)} {items[-1]}"


def lower_first(text: str) -> str:
    """Put a label inside a sentence: its first letter small, abbreviations kept.

    Examples
    --------
    >>> lower_first("Dưới 6 tuổi"), lower_first("UBND xã")
    ('dưới 6 tuổi', 'UBND xã')
    """
    is_abbreviation = len(text) > 1 and text[:2].isupper()
    return text if is_abbreviation else text[:1].lower() + text[1:]
