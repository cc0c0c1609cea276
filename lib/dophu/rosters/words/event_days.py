"""Days on which something was done: as written, and those that cannot be.

A day stands in a column of its own, or as the mark under "Đã làm". One without a year
is of the year of the list. None lies after the list's date, or before the birth.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import date

from dophu.campaign.settings import ENROLLED
from dophu.catalogue.vocabulary import DEFAULT, Vocabulary
from dophu.dates import PartialDate
from dophu.rosters.texts.distinct import each_once, is_blank
from dophu.rosters.texts.written_days import read_day, read_written_day
from dophu.rosters.words.phrases import understand_status
from dophu.rosters.words.values import Cell, Faults
from dophu.text import clean_text

AFTER_LIST, BEFORE_BIRTH, UNREAD, DENIED = "DS-31", "DS-32", "DS-42", "DS-09"

DAYS_IN_TICKS = {"applied_date": "done", "issued_date": "issued_mark"}
"""The column of ticks that may hold the day itself, by the field of the day."""

Days = dict[str, list[date | None]]
"""Days of a table's rows by the field they stand in."""


def read_event_days(
    cells: Sequence[Cell],
    ticks: Sequence[Cell],
    as_of: date,
    vocabulary: Vocabulary = DEFAULT,
) -> tuple[list[date | None], set[int], set[int]]:
    """Read the days of a column, and those that stand as a mark in its column of ticks.

    A mark that is a day after the list's is an appointment, which the tick says.

    Returns
    -------
    days
        One a row; None where there is none.
    denied
        Positions of the rows whose cell says in words that it is not done yet.
    unread
        Positions of the cells that are neither (DS-42).

    Examples
    --------
    >>> listed = date(2024, 7, 18)
    >>> days, denied, unread = read_event_days(
    ...     ["5/7", "chưa", "rồi", None], [None, None, None, "6/7/2024"], listed)
    >>> [str(day) for day in days], denied, unread
    (['2024-07-05', 'None', 'None', '2024-07-06'], {1}, {2})
    """

    def read(cell: Cell) -> tuple[date | None, str]:
        text = clean_text(cell) if isinstance(cell, str) else ""
        if cell is None or (isinstance(cell, str) and not text):
            return None, ""
        if day := read_written_day(cell, as_of) or read_day(text or cell, as_of):
            return day, ""
        status = understand_status(text, as_of, vocabulary) if text else None
        return None, "denied" if status == "not_yet" else "unread"

    def day_of_tick(cell: Cell) -> date | None:
        day = read_written_day(cell, as_of)
        return day if day and day <= as_of else None

    found = each_once(read, cells)
    marked = each_once(day_of_tick, ticks)
    days = [day or tick for (day, _), tick in zip(found, marked, strict=True)]
    denied, unread = (
        {at for at, (_, how) in enumerate(found) if how == wanted}
        for wanted in ("denied", "unread")
    )
    return days, denied, unread


def deny(statuses: list[str | None], denied: Collection[int], faults: Faults) -> None:
    """Count as not yet the rows whose day is the word that it is not done (DS-09).

    Examples
    --------
    >>> statuses, faults = ["applied", None], {}
    >>> deny(statuses, {0, 1}, faults)
    >>> statuses, faults
    (['not_yet', None], {0: ('DS-09', {})})
    """
    for position in sorted(denied):
        if statuses[position] in ENROLLED:
            statuses[position] = "not_yet"
            faults[position] = (DENIED, {})


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
        if status == "applied" and given["applied_date"][position] is None:
            continue  # in words; only the card is still to come
        statuses[position] = "returned" if status == "returned" else "not_yet"
        if any(believed.values()):
            faults[position] = (AFTER_LIST, {})
