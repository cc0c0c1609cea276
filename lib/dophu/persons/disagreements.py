"""What a child is where two of its rows disagree: the lesser counts, reported.

A row states "done", "not done" or nothing. One left empty is "not done" where other
rows of its list have a status, and nothing where none does. Of lists that each state
of which day they are the newest counts; else not done, and present.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from dophu.campaign.decided_rows import DONE, NOT_DONE, propose_row
from dophu.campaign.settings import ENROLLED
from dophu.catalogue.issues import Issue
from dophu.persons.exact_same_date import Group
from dophu.persons.record import COUNTED, further
from dophu.rosters.sheets.source_rows import Rows

ListDays = Mapping[tuple[str, str], date]
"""File and sheet → the day that a list states it is of, where it states one."""


@dataclass(frozen=True)
class Statement:
    """What one row says of a child: its place among the rows, status, presence, day."""

    at: int
    status: str | None
    presence: str
    day: date | None = None


def status_of_rows(stated: Sequence[Statement]) -> tuple[str | None, str]:
    """Give the status that rows about one child come to, and the code of the issue.

    Examples
    --------
    >>> one = Statement(4, "applied", "present")
    >>> two = Statement(9, "not_yet", "present")
    >>> status_of_rows([one, two]), status_of_rows([one])
    (('not_yet', 'DS-39'), ('applied', ''))
    """
    present = here(stated)
    counts = newest(present)
    done, not_done = done_rows(counts), not_done_rows(counts)
    if done and not_done:
        return further(*(one.status for one in not_done)), "DS-39"
    differ = done_rows(present) and not_done_rows(present)
    return further(*(one.status for one in counts)), "DS-41" if differ else ""


def here(stated: Sequence[Statement]) -> list[Statement]:
    """Give the rows that have the child; all where it has left by each."""
    found = [one for one in stated if one.presence in COUNTED]
    return found or list(stated)


def newest(stated: Sequence[Statement]) -> list[Statement]:
    """Give the rows of the newest lists; all where one states no day.

    Examples
    --------
    >>> old = Statement(1, "applied", "present", date(2024, 7, 1))
    >>> new = Statement(2, "not_yet", "present", date(2024, 7, 8))
    >>> [one.at for one in newest([old, new])]
    [2]
    """
    days = [one.day for one in stated]
    # A list without a day may be the newest of all.
    if not stated or None in days:
        return list(stated)
    last = max(day for day in days if day)
    return [one for one in stated if one.day == last]


def done_rows(stated: Iterable[Statement]) -> list[Statement]:
    """Give the rows whose status is "done"."""
    return [one for one in stated if one.status in ENROLLED]


def not_done_rows(stated: Iterable[Statement]) -> list[Statement]:
    """Give the rows whose status is "not done"."""
    return [one for one in stated if one.status and one.status not in ENROLLED]


def settle_disagreements(
    groups: Iterable[Group], rows: Rows, days: ListDays, issues: list[Issue]
) -> None:
    """Settle children of several rows, and report where these disagree.

    Parameters
    ----------
    groups
        The children listed on the date: their status and presence are settled.
    rows
        The date's source rows.
    days
        The days that lists state they are of.
    issues
        Takes DS-39 (done and not done), DS-40 (left and present), and DS-41 where the
        newer list counts, each at a row whose word does not count.
    """
    columns = rows.columns
    states = _lists_with_results(columns)
    for group in groups:
        if len(group.positions) < 2:
            continue
        stated = [_stated(at, columns, states, days) for at in group.positions]
        _settle_presence(group, stated, columns, issues)
        group.person.roster_status, code = status_of_rows(stated)
        if code:
            done, not_done = done_rows(here(stated)), not_done_rows(here(stated))
            is_done = group.person.roster_status in ENROLLED
            one, other = (not_done, done) if is_done else (done, not_done)
            _report(code, one[0], other[0], columns, issues)


def _lists_with_results(columns: Mapping[str, list[Any]]) -> set[tuple[str, str]]:
    """Give the lists of which some row has a status."""
    places = zip(columns["file"], columns["sheet"], columns["status"], strict=True)
    return {(file, sheet) for file, sheet, status in places if status is not None}


def _stated(
    at: int,
    columns: Mapping[str, list[Any]],
    states: set[tuple[str, str]],
    days: ListDays,
) -> Statement:
    listed = columns["file"][at], columns["sheet"][at]
    status = columns["status"][at]
    if status is None and listed in states:
        status = "not_yet"
    return Statement(at, status, columns["presence"][at] or "present", days.get(listed))


def _settle_presence(
    group: Group,
    stated: Sequence[Statement],
    columns: Mapping[str, list[Any]],
    issues: list[Issue],
) -> None:
    """Count a child as present that one list has so and another of it does not.

    Not where another hamlet's list has the child that left: it has moved there.
    """
    hamlets = columns["hamlet_id"]
    present = [one for one in stated if one.presence in COUNTED]
    there = {hamlets[one.at] for one in present}
    gone = [
        one for one in stated
        if one.presence not in COUNTED
        and (one.presence != "left" or hamlets[one.at] in there)
    ]  # fmt: skip
    if not present or not gone:
        return
    counts = newest([*present, *gone])
    if all(one.presence not in COUNTED for one in counts):
        group.person.presence = counts[0].presence
        _report("DS-41", present[0], counts[0], columns, issues)
        return
    group.person.presence = present[0].presence
    group.person.hamlet_id = hamlets[present[0].at]
    is_newer = all(one.presence in COUNTED for one in counts)
    code = "DS-41" if is_newer else "DS-40"
    _report(code, gone[0], present[0], columns, issues)


def _report(
    code: str,
    one: Statement,
    other: Statement,
    columns: Mapping[str, list[Any]],
    issues: list[Issue],
) -> None:
    place, there = (
        [str(columns[name][stated.at]) for name in ("file", "sheet", "row")]
        for stated in (one, other)
    )
    details = {"other": " › ".join(filter(None, there))}
    if code == "DS-39":  # the one row is done after all, or the other is not
        for (file, sheet, row), answer in ((there, DONE), (place, NOT_DONE)):
            # An issue has Excel's row, from 1; a proposed line takes rows from 0.
            line = propose_row(file, sheet, [int(row) - 1], answer)
            details[f"line_{answer}"] = line
    hamlet = columns["hamlet_id"][one.at] or ""
    issues.append(Issue(code, *place, hamlet, details))
