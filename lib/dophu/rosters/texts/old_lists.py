"""A list of long ago under a date of today: what it says of itself, and its days.

Its children may have grown out of it, and who came since is not on it. It counts, since
it may be all there is, and is told.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import date, timedelta

from dophu.text import folded_key

OLD = timedelta(days=31)
"""How much earlier than its date a list may say that it is."""

LONG_AGO = timedelta(days=300)
"""How old the newest of its days of enrolment may be."""

DATED_FROM = 5
"""Days of enrolment from which they tell the age of a list."""

_YEARS = re.compile(
    r"(?:\b(?:thang |t)(\d{1,2}) (?:nam )?|(?<!\w)(\d{1,2}) |\bnam )?\b(20\d\d)\b"
)
"""A year, with the month before it: in "thôn 1 năm 2024" there is none."""
_DAY = re.compile(r"\b\d{1,2} (?:thang )?\d{1,2} (?:nam )?20\d\d\b")
_OF_OTHERS = re.compile(
    r"\b(sinh|luat|ke hoach|nghi dinh|quyet dinh|thong tu|cong van|chi thi|kh|qd|nd|tt"
    r"|cv|giai doan|nam hoc|khoa)\b|\btu\s*$"
)
"""What a year after it is of: a birth, a law, a plan, the beginning of a span."""


def age_of_list(
    names: Iterable[str], day: date | None, days: Sequence[date], as_of: date
) -> str:
    """Give the day, month or year that a list is of where that is long ago, else ''.

    Parameters
    ----------
    names
        The names of file and sheet, and the lines of the title.
    day
        The day that the list says it is of, where it says one.
    days
        The days of enrolment of its rows.
    as_of
        The date under which it was filed.

    Examples
    --------
    >>> on = date(2024, 7, 18)
    >>> age_of_list(["Tính đến 30/6/2023"], date(2023, 6, 30), [], on)
    '30/06/2023'
    >>> age_of_list(["DANH SÁCH TRẺ EM NĂM 2023"], None, [], on)
    '2023'
    >>> age_of_list(["DANH SÁCH TRẺ EM THÔN 1 NĂM 2024"], None, [], on)
    ''
    >>> age_of_list(["Danh sách năm 2024, theo Luật năm 2023"], None, [], on)
    ''
    """
    if day is not None:
        return f"{day:%d/%m/%Y}" if day < as_of - OLD else ""
    stated = [found for name in names for found in _stated(folded_key(name), as_of)]
    if stated:
        last, words = max(stated)
        return words if last < as_of - OLD else ""
    come = [one for one in days if one <= as_of]
    if len(come) >= DATED_FROM and max(come) < as_of - LONG_AGO:
        return f"{max(come):%d/%m/%Y}"
    return ""


def _stated(text: str, as_of: date) -> Iterable[tuple[date, str]]:
    """Give the last day of each month and year that a text is of, and its words."""
    # Whole days are read elsewhere; the bar keeps the words around them apart.
    text = _DAY.sub(" | ", text.replace("_", " "))
    for match in _YEARS.finditer(text):
        if _OF_OTHERS.search(text[: match.start()]):
            continue
        year, month = int(match[3]), int(match[1] or match[2] or 0)
        if year > as_of.year + 1:
            continue
        if 1 <= month <= 12:
            after = date(year + month // 12, month % 12 + 1, 1)
            yield after - timedelta(days=1), f"{month}/{year}"
        else:
            yield date(year, 12, 31), str(year)
