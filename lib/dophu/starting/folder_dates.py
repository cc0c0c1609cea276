"""The day that the name of a folder or a file means, however it is written."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from pathlib import Path

_YEAR_LAST = re.compile(r"(?<!\d)(\d{1,2})\D{1,3}(\d{1,2})\D{1,3}(20\d\d)(?!\d)")
_YEAR_FIRST = re.compile(r"(?<!\d)(20\d\d)\D{1,3}(\d{1,2})\D{1,3}(\d{1,2})(?!\d)")
_GLUED = re.compile(r"(?<!\d)(20\d\d)(\d\d)(\d\d)(?!\d)")
_GLUED_YEAR_LAST = re.compile(r"(?<!\d)(\d\d)(\d\d)(20\d\d)(?!\d)")

FOLDERS = ("rosters", "enrolments")
"""Folders of a campaign whose folders are named by a date."""


def read_name(name: str) -> date | None:
    """Read the one day that a name holds; None where it holds none or several.

    The day stands before the month where the year is last, as it is written in Vietnam.

    Examples
    --------
    >>> [str(read_name(n)) for n in ("18-7-2024", "2024-7-18", "18.07.2024", "18072024",
    ...     "Ngày 18 tháng 7 năm 2024", "tuần 3", "31-2-2024")]
    ['2024-07-18', '2024-07-18', '2024-07-18', '2024-07-18', '2024-07-18', 'None', 'None']
    """  # noqa: E501
    text = name.replace("tháng", "-").replace("năm", "-").replace(" ", "")
    found = set()
    for pattern in (_YEAR_LAST, _GLUED_YEAR_LAST):
        found |= {(int(y), int(m), int(d)) for d, m, y in pattern.findall(text)}
    for pattern in (_YEAR_FIRST, _GLUED):
        found |= {(int(y), int(m), int(d)) for y, m, d in pattern.findall(text)}
    days = {day for parts in found if (day := _day(*parts))}
    return days.pop() if len(days) == 1 else None


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


@dataclass(frozen=True)
class Misnamed:
    """A folder whose name is no date as the kit reads it, and the day that it means.

    ``is_taken``: a folder of that date is there already; ``is_turned``: day and month
    could be the other way about.
    """

    folder: Path
    day: date | None
    is_taken: bool = False
    is_turned: bool = False

    @property
    def target(self) -> Path | None:
        """The folder's path under the name it should have, None where nobody knows."""
        return self.folder.with_name(self.day.isoformat()) if self.day else None


def find_misnamed(campaign: Path) -> list[Misnamed]:
    """List the folders of a campaign's lists whose name is no date as 2024-07-18."""
    found: list[Misnamed] = []
    for name in FOLDERS:
        place = campaign / name
        taken: set[date] = set()
        for child in sorted(place.iterdir() if place.is_dir() else ()):
            if not child.is_dir() or child.name[0] in "._":
                continue
            day = read_name(child.name)
            if day and child.name == day.isoformat():
                continue
            there = day is not None and (
                day in taken or (place / day.isoformat()).exists()
            )
            turned = day is not None and _is_turned(child.name, day)
            found.append(Misnamed(child, day, there, turned))
            taken |= {day} if day else set()
    return found


def _is_turned(name: str, day: date) -> bool:
    return day.day <= 12 and day.day != day.month and not _YEAR_FIRST.search(name)


def rename(misnamed: Misnamed) -> None:
    """Give a folder the name of its day; one that is there is never written over."""
    target = misnamed.target
    if target is None or target.exists():
        raise FileExistsError(str(target))
    misnamed.folder.rename(target)
