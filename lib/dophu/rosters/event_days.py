"""Days on which something was done: not after the list's date, not before the birth."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from dophu.dates import PartialDate
from dophu.rosters.distinct import is_blank
from dophu.rosters.values import Faults

AFTER_LIST, BEFORE_BIRTH = "DS-31", "DS-32"

Days = dict[str, list[date | None]]
"""Days of a table's rows by the field they stand in."""


def take_out_impossible(
    days: Days, births: list[PartialDate | None]
) -> tuple[Days, dict[str, Faults]]:
    """Set aside the days that lie before the child's birth (DS-32), by field.

    Examples
    --------
    >>> from dophu.dates import one_day
    >>> days = {"issued_date": [date(2014, 2, 1), date(2024, 7, 1)]}
    >>> left, faults = take_out_impossible(days, [one_day(date(2016, 1, 5))] * 2)
    >>> left, faults
    ({'issued_date': [None, datetime.date(2024, 7, 1)]}, {'issued_date': {0: ('DS-32', {})}})
    """  # noqa: E501
    left: Days = {}
    faults: dict[str, Faults] = {}
    for name, column in days.items():
        if is_blank(column):
            left[name] = list(column)
            continue
        bad = {
            position
            for position, (day, born) in enumerate(zip(column, births, strict=True))
            if is_before_birth(day, born.first if born else None)
        }
        left[name] = [None if i in bad else day for i, day in enumerate(column)]
        if bad:
            faults[name] = {position: (BEFORE_BIRTH, {}) for position in sorted(bad)}
    return left, faults


def is_before_birth(day: date | None, born: date | None) -> bool:
    """Test whether a day lies before the first on which a child can be born."""
    return day is not None and born is not None and day < born


def have_come(
    given: Mapping[str, date | None], believed: Mapping[str, date | None], as_of: date
) -> bool:
    """Test whether a row's days leave what an enrolment list says of it as it is.

    They do where it has none, or one that is believed and not after the list's date;
    a later day is an appointment, as on a hamlet's list.

    Examples
    --------
    >>> day, listed = {"applied_date": date(2024, 7, 25)}, date(2024, 7, 18)
    >>> have_come(day, day, listed), have_come({"applied_date": None}, {}, listed)
    (False, True)
    """
    if all(day is None for day in given.values()):
        return True
    return any(day is not None and day <= as_of for day in believed.values())


def hold_back(
    statuses: list[str | None], given: Days, days: Days, as_of: date, faults: Faults
) -> None:
    """Count the rows of an enrolment list as not yet whose days have not come.

    ``given`` are the days as written, ``days`` those that are believed.
    """
    for position, status in enumerate(statuses):
        row = {name: column[position] for name, column in given.items()}
        believed = {name: column[position] for name, column in days.items()}
        if have_come(row, believed, as_of):
            continue
        statuses[position] = "returned" if status == "returned" else "not_yet"
        if any(believed.values()):
            faults[position] = (AFTER_LIST, {})
