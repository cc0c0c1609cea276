"""Completed years of age on a date, and the half-open groups they fall in.

A birth date is an interval ``[first, last]`` of days: one day where the day is
known, a month or a year where only that much is. All rules are comparisons of
days with cut-off days, worked out here in Python, so that no engine's own age
arithmetic (which differ from each other around 29 February) is ever asked.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import lru_cache

UNKNOWN = "unknown"
"""Age group of a child whose birth date does not settle the group."""


def years_before(day: date, years: int) -> date:
    """Give the latest day of birth of somebody who is ``years`` old on ``day``.

    Born on 29 February one turns a year older on 1 March of a common year, so
    on 28 February of a common year that birthday is still to come, and on
    29 February the day a common year before is 28 February.

    Examples
    --------
    >>> years_before(date(2024, 7, 18), 6)
    datetime.date(2018, 7, 18)
    >>> years_before(date(2024, 2, 29), 6)
    datetime.date(2018, 2, 28)
    """
    try:
        return day.replace(year=day.year - years)
    except ValueError:
        # A common year has no 29 February: tests/spec/01_completed_years.md.
        return date(day.year - years, 2, 28)


def completed_years(born: date, on: date) -> int:
    """Count the birthdays that somebody has had by a day, that day included.

    Negative before birth.

    Examples
    --------
    >>> completed_years(date(2018, 7, 18), date(2024, 7, 18))
    6
    >>> completed_years(date(2020, 2, 29), date(2026, 2, 28))
    5
    """
    years = on.year - born.year
    # By month and day, so that born on 29 February one is older from 1 March on.
    return years - ((on.month, on.day) < (born.month, born.day))


@dataclass(frozen=True)
class AgeGroup:
    """One age group: children with completed years in ``[from_years, below_years)``.

    ``label`` and ``venue`` are for readers; ``label`` is by language.
    """

    code: str
    from_years: int
    below_years: int
    label: dict[str, str] = field(default_factory=dict, hash=False)
    venue: str = ""

    def born_between(self, as_of: date) -> tuple[date, date]:
        """Give the first and last day of birth of the group's members on ``as_of``.

        Examples
        --------
        >>> AgeGroup("under_6", 0, 6).born_between(date(2024, 7, 18))
        (datetime.date(2018, 7, 19), datetime.date(2024, 7, 18))
        """
        return _born_between(self.from_years, self.below_years, as_of)


@lru_cache(maxsize=256)
def _born_between(from_years: int, below_years: int, as_of: date) -> tuple[date, date]:
    oldest = years_before(as_of, below_years) + timedelta(days=1)
    return oldest, years_before(as_of, from_years)


@dataclass(frozen=True)
class AgeGroups:
    """The campaign's age groups, youngest first, without overlap.

    Examples
    --------
    >>> groups = AgeGroups((AgeGroup("under_6", 0, 6), AgeGroup("6_to_13", 6, 14)))
    >>> groups.group_of(date(2018, 7, 18), date(2018, 7, 18), date(2024, 7, 18))
    '6_to_13'
    >>> groups.group_of(date(2018, 1, 1), date(2018, 12, 31), date(2024, 7, 18))
    'unknown'
    """

    groups: tuple[AgeGroup, ...]

    def __iter__(self) -> Iterator[AgeGroup]:
        """Go through the groups, youngest first."""
        return iter(self.groups)

    def __len__(self) -> int:
        """Count the groups."""
        return len(self.groups)

    @property
    def codes(self) -> tuple[str, ...]:
        """Codes of the groups, youngest first, without ``unknown``."""
        return tuple(group.code for group in self.groups)

    def label(self, code: str, language: str) -> str:
        """Give the group's name in a language, its code where it has none."""
        labels = {group.code: group.label for group in self.groups}
        return labels.get(code, {}).get(language) or code

    def group_of(
        self, born_from: date | None, born_to: date | None, as_of: date
    ) -> str | None:
        """Name the group of a child born on some day of ``[born_from, born_to]``.

        Returns
        -------
        str or None
            The group's code where every day of the interval gives the same one,
            ``unknown`` where they differ or there is no date, None where every
            day is out of the campaign's scope (too old, or not yet born).
        """
        if born_from is None or born_to is None:
            return UNKNOWN
        if born_from <= as_of < born_to:
            born_to = as_of  # a child on a list is born: the rest of the year is not
        touched = False
        for group in self.groups:
            first, last = group.born_between(as_of)
            if first <= born_from and born_to <= last:
                return group.code
            touched = touched or (born_from <= last and first <= born_to)
        return UNKNOWN if touched else None
