"""A child's birth as it is written where a person reads it."""

from __future__ import annotations

from datetime import date

from dophu.persons import Person


def written_birth(person: Person) -> date | str:
    """Give a birth as far as it is known: the day, else the years in words.

    '' where nothing is known; two years where an age spans them.

    Examples
    --------
    >>> written_birth(Person("P1", "", "", "H1", date(2019, 1, 1), date(2019, 12, 31)))
    '2019'
    """
    first, last = person.birth_from, person.birth_to
    if first is None:
        return ""
    if person.precision == "day":
        return first
    if last is None or last.year == first.year:
        return f"{first:%m/%Y}" if person.precision == "month" else f"{first:%Y}"
    return f"{first:%Y}–{last:%Y}"
