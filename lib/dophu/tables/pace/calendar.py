"""Days, weeks, working days and session days between two dates.

The first date is over ("figures to the end of the day") and the last one counts,
so that from 18 to 31 July there are thirteen days.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, timedelta

PER = ("day", "week", "working_day", "session_day")
"""What a pace can be stated for."""


def days_between(after: date, until: date) -> list[date]:
    """List the days after a date, up to and with another; none if that is not later.

    Examples
    --------
    >>> len(days_between(date(2024, 7, 18), date(2024, 7, 31)))
    13
    """
    count = max((until - after).days, 0)
    return [after + timedelta(days=n) for n in range(1, count + 1)]


def count_working_days(after: date, until: date) -> int:
    """Count the working days in ``(after, until]``, as the state's offices work.

    Monday to Friday without public holidays and the days off in lieu of them; a
    Saturday that is worked in exchange for a day off counts (package ``holidays``,
    Viet Nam).

    Examples
    --------
    >>> count_working_days(date(2024, 7, 18), date(2024, 7, 31))
    9
    >>> count_working_days(date(2024, 4, 26), date(2024, 5, 5))  # 4 May is worked
    3
    """
    import holidays

    days = days_between(after, until)
    office = holidays.country_holidays("VN", years={day.year for day in days})
    return sum(office.is_working_day(day) for day in days)


def count_units(
    after: date, until: date, sessions: Collection[date] = ()
) -> dict[str, float | None]:
    """Count what each pace is stated for in ``(after, until]``.

    Parameters
    ----------
    after, until
        The first is over, the last counts.
    sessions
        Days on which sessions are held.

    Returns
    -------
    dict
        By :data:`PER`: days, weeks (with a fraction), working days, session days;
        ``session_day`` is None where the campaign names no sessions at all.

    Examples
    --------
    >>> units = count_units(date(2024, 7, 18), date(2024, 7, 31))
    >>> units["day"], round(units["week"], 2), units["session_day"]
    (13, 1.86, None)
    """
    days = days_between(after, until)
    held = sum(day in sessions for day in days) if sessions else None
    return {
        "day": len(days),
        "week": len(days) / 7,
        "working_day": count_working_days(after, until),
        "session_day": held,
    }
