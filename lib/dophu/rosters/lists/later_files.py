"""Which of two files is the later by names that are one but for a day or a round."""

from __future__ import annotations

import re
from datetime import date
from pathlib import PurePosixPath

from dophu.rosters.texts.moments import (
    ONLY_COUNTED,
    RECENT,
    Moment,
    moment_of,
    plain_name,
)
from dophu.text import comparison_key

_SHORT_DAY = re.compile(r"(?<![\d./-])(\d{1,2})[./-](\d{1,2})(?![\d./-])")
_ROUND = re.compile(
    r"(?<![^\W\d_])(?:dot|lan|luot|vong|buoi|tuan|ky)(?: thu| so)? ?"
    r"(\d{1,2}|hai|bo sung|sau|[iv]{1,3})(?!\w)"
)
_ROMAN = {"i": 1, "ii": 2, "iii": 3, "iv": 4, "v": 5}
_NOT_OF_FILES = ONLY_COUNTED | {"age"}
"""Kinds of moments by which no file is newer: "cũ" is a draft, or half of a name."""


def later_round(one: str, two: str) -> str:
    """Give which of two files is of the later round, '' where names do not say.

    Examples
    --------
    >>> later_round("a/Đợt 2.xlsx", "a/Đợt 1.xlsx"), later_round("a/Tổ 1.csv", "Tổ 2")
    ('a/Đợt 2.xlsx', '')
    >>> later_round("Thôn 1 đợt 2.xlsx", "Thôn 1.xlsx"), later_round("m_dot1", "m_dot2")
    ('Thôn 1 đợt 2.xlsx', 'm_dot2')
    """
    parted = {}
    for file in (one, two):
        name = plain_name(PurePosixPath(file).stem)
        found = _ROUND.search(name)
        number = _number_of(found[1]) if found else 1
        rest = comparison_key(_ROUND.sub(" ", name, count=1))
        parted[file] = " ".join(rest.split()), number, bool(found)
    (rest, first, is_one), (other, second, is_two) = parted[one], parted[two]
    if rest != other or first == second or not (is_one or is_two):
        return ""
    return one if first > second else two


def _number_of(said: str) -> int:
    return int(said) if said.isdigit() else _ROMAN.get(said, 2)


def newer_by_moment(one: str, two: str, as_of: date) -> str:
    """Give which of two files is newer where names differ in a day, a week or a month.

    Also in how often they were sent; a later round ("đợt 2") is no newer version.

    Examples
    --------
    >>> listed = date(2024, 7, 18)
    >>> newer_by_moment("a/tm1_T6.xlsx", "a/tm1_T7.xlsx", listed)
    'a/tm1_T7.xlsx'
    >>> newer_by_moment("tm1_dot1.csv", "tm1_dot2.csv", listed)
    ''
    """
    days = [_named_for_a_day(file, as_of) for file in (one, two)]
    if None not in days:
        (rest, first), (other, second) = days
        if rest != other or first == second:
            return ""
        return one if first > second else two
    moments = [moment_of(PurePosixPath(file).stem, as_of) for file in (one, two)]
    if None in moments or moments[0].kind in _NOT_OF_FILES or days != [None, None]:
        return ""
    first, second = moments
    is_one = (first.kind, first.rest) == (second.kind, second.rest)
    if not is_one or first.rank == second.rank or _is_long_ago(first, as_of):
        return ""
    return one if first.rank > second.rank else two


def _is_long_ago(moment: Moment, as_of: date) -> bool:
    """Test whether figures may be anything else: "1.2" is a day, or a number."""
    return moment.kind == "day" and date(*moment.rank) < as_of - RECENT


def _named_for_a_day(file: str, as_of: date) -> tuple[str, date] | None:
    """Part a file's name into the day without a year that it has, and the rest.

    Examples
    --------
    >>> _named_for_a_day("rosters/2024-07-18/thôn 1 ngày 11.7.xlsx", date(2024, 7, 18))
    ('thôn 1 ngày', datetime.date(2024, 7, 11))
    >>> _named_for_a_day("a/tổ 1-2.xlsx", date(2024, 7, 18)) is None
    True
    """
    stem = PurePosixPath(file).stem.replace("_", " ")
    found = _SHORT_DAY.findall(stem)
    if len(found) != 1:
        return None
    for year in (as_of.year, as_of.year - 1):
        try:
            day = date(year, int(found[0][1]), int(found[0][0]))
        except ValueError:
            continue
        if as_of - RECENT <= day <= as_of:
            return comparison_key(_SHORT_DAY.sub(" ", stem)), day
    return None
