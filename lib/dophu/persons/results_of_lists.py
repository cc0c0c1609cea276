"""What rows of enrolment lists about one child come to where they disagree.

"Đã thu nhận" on one list and "Trả lại" on another: the later counts where days settle
which that is, else the lesser, which is reported (tests/spec/58).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from dophu.campaign.settings import ENROLLED
from dophu.persons.disagreements import ListDays
from dophu.persons.record import Person, further
from dophu.rosters.words.held_back import HELD

DISAGREE, NEWER = "DS-39", "DS-41"

SILENT = frozenset(("DS-31", "DS-32"))
"""Issues of a row whose day is to come or not believed: it says nothing."""

DOUBTED = frozenset(("DS-07", "DS-09", HELD))
"""Issues of a row that is counted as not done, of which a person is asked already."""


@dataclass(frozen=True)
class Result:
    """What a row states of a child, and when: from ``first`` to ``last``.

    ``first`` is the day it was done, ``last`` that of the list; either is the other
    where only one is known, None where none is. ``row`` is the record of the row.
    """

    status: str
    first: date | None = None
    last: date | None = None
    is_doubted: bool = False
    row: Person | None = None

    @property
    def is_done(self) -> bool:
        """Whether the status is one of those who are done."""
        return self.status in ENROLLED

    def is_after(self, other: Result) -> bool:
        """Test whether it is of later days than another, whatever of these is meant."""
        return bool(self.first and other.last and self.first > other.last)


@dataclass(frozen=True)
class Outcome:
    """The status that results come to, and what is told: the code, and both rows.

    ``done`` and ``less`` are results that disagree; None where none do.
    """

    status: str | None
    code: str = ""
    done: Result | None = None
    less: Result | None = None


def listed_result(row: Person, codes: str, days: ListDays) -> Result | None:
    """Read what a row of an enrolment list states; None where it says nothing.

    Without a status it is an application taken. ``codes`` are the row's issues.

    Examples
    --------
    >>> row = Person("P1", "Mẫu Văn An", "mau van an", "H1", applied_date=date(2024, 7, 5))
    >>> one = listed_result(row, "", {("", ""): date(2024, 7, 8)})
    >>> one.status, str(one.first), str(one.last)
    ('applied', '2024-07-05', '2024-07-08')
    """  # noqa: E501
    status = row.roster_status or "applied"
    found = set(codes.split())
    if status == "not_yet" and found & SILENT:
        return None
    own = _day_of(status, row)
    listed = days.get((row.file, row.sheet))
    if status in ENROLLED:
        last = max(filter(None, (own, listed)), default=None)
        return Result(status, own or listed, last, row=row)
    # Its own day is that of the application: it was taken back on some day after.
    last = max(own or listed, listed) if listed else None
    return Result(status, own or listed, last, bool(found & DOUBTED), row)


def _day_of(status: str, row: Person) -> date | None:
    if status == "issued":
        return row.issued_date or row.applied_date
    return row.applied_date or row.issued_date


def settle_results(results: Sequence[Result]) -> Outcome:
    """Give what the results of one date about one child come to.

    Examples
    --------
    >>> one, other = Result("applied"), Result("returned")
    >>> found = settle_results([one, other])
    >>> found.status, found.code
    ('returned', 'DS-39')
    """
    done = [one for one in results if one.is_done]
    less = [one for one in results if not one.is_done]
    if not done or not less:
        return Outcome(further(*(one.status for one in results)))
    if late := [d for d in done if all(d.is_after(one) for one in less)]:
        return Outcome(_furthest(late), NEWER, late[0], less[0])
    if late := [one for one in less if all(one.is_after(d) for d in done)]:
        return Outcome(_furthest(late), NEWER, done[0], late[0])
    clear = [one for one in less if not one.is_doubted]
    code = DISAGREE if clear else ""
    return Outcome(_furthest(less), code, done[0], (clear or less)[0])


def _furthest(results: Sequence[Result]) -> str | None:
    return further(*(one.status for one in results))


def after_earlier(now: Outcome, results: Sequence[Result], before: Result) -> str:
    """Give the status of a date's results and what an earlier date came to.

    Examples
    --------
    >>> now = Result("returned")
    >>> after_earlier(settle_results([now]), [now], Result("applied"))
    'returned'
    """
    if now.status in ENROLLED or not before.is_done:
        return further(now.status, before.status) or before.status
    less = [one for one in results if not one.is_done]
    is_later = all(before.is_after(one) for one in less)
    return before.status if is_later else now.status or before.status


def against_roster(results: Sequence[Result], roster: Result) -> Outcome:
    """Give what results that are not done and a hamlet's list that has done come to.

    ``results`` are of the enrolment lists of one date, of which none is done.
    """
    clear = [one for one in results if not one.is_doubted]
    return settle_results([roster, *clear]) if clear else Outcome(roster.status)


def sent_back_by_lists(
    listed: Iterable[tuple[str, Sequence[int]]],
    columns: Mapping[str, Sequence[Any]],
    days: ListDays,
) -> dict[str, Result]:
    """Give the children whom a list of nobody but those sent back has, with its row.

    Such a list is no hamlet's, which may lag behind: it says what became of the
    application, whatever folder it lies in, and is held against enrolment lists.

    Parameters
    ----------
    listed
        Ids of children, each with the places of its rows of rosters.
    columns
        The date's source rows by column.
    days
        The days that lists state they are of.

    Examples
    --------
    >>> columns = {"file": ["a", "b"], "sheet": ["", ""], "row": [2, 3]}
    >>> columns |= {"kind": ["data"] * 2, "source": ["roster"] * 2}
    >>> columns |= {"status": ["applied", "returned"], "hamlet_id": ["H1", "H1"]}
    >>> found = sent_back_by_lists([("P1", [0, 1])], columns, {})
    >>> found["P1"].status, found["P1"].row.place
    ('returned', 'b › 3')
    """
    stated: dict[tuple[str, str], set[str | None]] = defaultdict(set)
    names = ("file", "sheet", "kind", "source", "status")
    for file, sheet, kind, source, status in zip(
        *(columns[name] for name in names), strict=True
    ):
        if kind == "data" and source == "roster":
            stated[file, sheet].add(status)
    lists = {place for place, statuses in stated.items() if statuses == {"returned"}}
    if not lists:
        return {}
    found: dict[str, Result] = {}
    for person_id, positions in listed:
        for at in positions:
            place = columns["file"][at], columns["sheet"][at]
            if place in lists:
                hamlet = columns["hamlet_id"][at]
                of = {"file": place[0], "sheet": place[1], "row": columns["row"][at]}
                row = Person(person_id, "", "", hamlet, **of)
                day = days.get(place)
                found[person_id] = Result("returned", day, day, row=row)
    return found
