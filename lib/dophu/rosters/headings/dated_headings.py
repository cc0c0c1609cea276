"""Columns of one result at several dates: "18/7", "Tuần 2", "Tình trạng đến 25/7".

Such columns are the history of one column. The newest that is not after the date of
the list counts; what its cells hold has to be words or marks of the result. A
heading may be a date by itself, or a heading of the result with a date in it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta

from dophu.dates import parse_date
from dophu.text import comparison_key

_SHORT_DAY = r"\d{1,2}\s*[/.-]\s*\d{1,2}"
_DAY = (
    r"\d{4}-\d{1,2}-\d{1,2}"
    r"|\d{1,2}\s*[/.-]\s*\d{1,2}\s*[/.-]\s*\d{2,4}(?!\s*[/.-]\s*\d)"
    rf"|{_SHORT_DAY}(?![/.\d])(?!-(?!\d{{1,2}}[/.]\d))"
)
_COUNTED = r"(?:tuần|lần|đợt|buổi|kỳ)"
_BEFORE = (
    rf"(?:{_COUNTED}(?:\s*\d{{1,2}}\s*[(:,])?(?: từ| ngày)*\s+(?=\d)"
    rf"|{_COUNTED}\s*\d{{1,2}}\s*\(|tại ngày "
    r"|(?:tính |cập nhật )?(?:đến |tới )?(?:hết )?(?:ngày )?)"
)
"""What stands before a day: "Tuần 11/7" is the week of that day, "Đợt 2 (18/7)" too."""
_PERIOD = re.compile(
    rf"\(?\s*(?:{_BEFORE}(?P<day>{_DAY})"
    r"|(?:(?:tính |cập nhật )?(?:đến |tới )?(?:hết )?|kỳ )"
    r"(?:(?:tuần|lần|đợt|kỳ|t\.?)\s*(?P<nth>\d{1,2})(?!\d)(?![/.]\d)"
    r"|tháng\s*(?P<month>\d{1,2})(?:[/-](?P<of>\d{4}))?"
    r"|(?:năm\s*)?(?P<year>20\d\d)))\s*\)?",
    re.IGNORECASE,
)
_HALF_A_YEAR = timedelta(days=183)


@dataclass(frozen=True)
class Dated:
    """A heading with a date: the heading without it ('' if none), and the date.

    ``kind`` is ``day``, ``month``, ``year``, or the word of what only counts on.
    """

    heading: str
    kind: str
    written: str


def is_period(text: str) -> bool:
    """Test whether a heading is a date, a week or a year and nothing else.

    Examples
    --------
    >>> [is_period(t) for t in ("18/7", "Tuần 1", "2024", "Lớp 1", "Ngày sinh")]
    [True, True, True, False, False]
    """
    found = find_date(text)
    return found is not None and not found.heading


def find_date(text: str) -> Dated | None:
    """Find the date in a heading; None where it has none, or two.

    Examples
    --------
    >>> find_date("Tình trạng đến 18/7")
    Dated(heading='Tình trạng', kind='day', written='18/7')
    >>> find_date("Đã làm") is None
    True
    """
    found = [m for m in _PERIOD.finditer(text) if _stands_alone(text, m)]
    if len(found) != 1:
        return None
    match = found[0]
    rest = f"{text[: match.start()]} {text[match.end() :]}"
    heading = " ".join(rest.replace("›", " › ").split()).strip(" ›-–:,.")
    if match["day"]:
        return Dated(heading, "day", "".join(match["day"].split()))
    if match["month"]:
        of = f"/{match['of']}" if match["of"] else ""
        return Dated(heading, "month", match["month"] + of)
    if match["year"]:
        return Dated(heading, "year", match["year"])
    word = comparison_key(match[0][: match.start("nth") - match.start()].strip(" ("))
    return Dated(heading, word, match["nth"])


def _stands_alone(text: str, match: re.Match[str]) -> bool:
    inside = match[0].strip()
    start = match.start() + match[0].index(inside)
    after = text[start + len(inside) :]
    return not (text[:start][-1:].isalnum() or after[:1].isalnum())


def order_of(dated: Dated, as_of: date) -> tuple[str, int] | None:
    """Give what a dated heading is ordered by, in a scale that only its kin share.

    Days, months and years share one; what is only counted ("Tuần 2") has a scale of
    its own. None where the date is none, or after ``as_of``.

    Examples
    --------
    >>> day = date(2024, 7, 18)
    >>> order_of(Dated("", "day", "25/7"), day) is None
    True
    >>> order_of(Dated("", "tuần", "2"), day)
    ('tuần', 2)
    """
    if dated.kind == "day":
        day = _day_of(dated.written, as_of)
    elif dated.kind == "month":
        month, _, year = dated.written.partition("/")
        day = _first_of(int(year or as_of.year), int(month))
    elif dated.kind == "year":
        day = date(int(dated.written), 1, 1)
    else:
        return dated.kind, int(dated.written)
    return ("day", day.toordinal()) if day is not None and day <= as_of else None


def _first_of(year: int, month: int) -> date | None:
    return date(year, month, 1) if 1 <= month <= 12 else None


def _day_of(written: str, as_of: date) -> date | None:
    """Read a day; one without a year is of the list's year, or of the year before."""
    if re.fullmatch(_SHORT_DAY, written):
        found = parse_date(f"{written}/{as_of.year}", as_of)
        if found and found.first - as_of > _HALF_A_YEAR:
            found = parse_date(f"{written}/{as_of.year - 1}", as_of)
    else:
        found = parse_date(written, as_of)
    return found.first if found else None
