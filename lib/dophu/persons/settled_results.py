"""What enrolment lists come to, booked on the children and told where they disagree."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date

from dophu.campaign.decided_rows import DONE, NOT_DONE, propose_row
from dophu.campaign.settings import ENROLLED
from dophu.catalogue.issues import Issue
from dophu.persons.matching import DateInputs, Matched
from dophu.persons.record import Person
from dophu.persons.results_of_lists import (
    DISAGREE,
    Outcome,
    Result,
    after_earlier,
    against_roster,
    settle_results,
)
from dophu.rosters.texts.row_names import name_rows

OTHER_NUMBER, OTHER_DAY = "TN-19", "TN-20"


def book_results(
    results: Mapping[str, Sequence[Result]],
    inputs: DateInputs,
    found: Matched,
    sent_back: Mapping[str, Result] | None = None,
) -> None:
    """Book what the enrolment lists of a date come to, child by child.

    Parameters
    ----------
    results
        By the child's id what rows of the date's lists state, in their order.
    inputs
        The date, with the days that lists state they are of.
    found
        The children, whose status and days are set here. ``issues`` takes DS-39 (done
        and not done) and DS-41 where the later counts, each at a row whose word does
        not count; TN-19 and TN-20 of numbers and days that rows have otherwise.
    sent_back
        By the child's id what a list of nobody but those sent back states.
    """
    sent_back = sent_back or {}
    other_days: dict[tuple[str, str], list[int]] = defaultdict(list)
    for person in found.people:
        if stated := results.get(person.person_id):
            rows = [one.row for one in stated if one.row is not None]
            if one := other_number(person, rows):
                place = one.file, one.sheet, str(one.row), one.hamlet_id or ""
                details = {"other": rows[0].place}
                found.issues.append(Issue(OTHER_NUMBER, *place, details))
            if one := other_day([row.row for row in stated if row.is_done and row.row]):
                other_days[one.file, one.sheet].append(one.row)
            more = sent_back.get(person.person_id)
            both = [*stated, more] if more else stated
            _book(person, both, inputs, found.issues)
    for (file, sheet), at in other_days.items():
        details = {"rows": len(at), "places": name_rows([row - 1 for row in at])}
        found.issues.append(Issue(OTHER_DAY, file, sheet, str(min(at)), "", details))


def other_number(person: Person, rows: Sequence[Person]) -> Person | None:
    """Give the row about a child without a number that has another than the first.

    One of a child that has a number was compared with that when it was linked.
    """
    numbered = [row for row in rows if row.number]
    if person.number or not numbered:
        return None
    return next((r for r in numbered if r.number != numbered[0].number), None)


def other_day(rows: Sequence[Person]) -> Person | None:
    """Give the row of an earlier day than is taken, of application or of issue.

    Examples
    --------
    >>> days = date(2024, 7, 5), date(2024, 7, 9)
    >>> rows = [Person("", "", "", "H1", row=n, applied_date=d) for n, d in enumerate(days)]
    >>> other_day(rows).row, other_day(rows[1:])
    (0, None)
    """  # noqa: E501
    for name in ("applied_date", "issued_date"):
        dated = [row for row in rows if getattr(row, name)]
        first = min(dated, key=lambda row: getattr(row, name), default=None)
        if first and any(getattr(row, name) != getattr(first, name) for row in dated):
            return first
    return None


def _book(
    person: Person,
    stated: Sequence[Result],
    inputs: DateInputs,
    issues: list[Issue],
) -> None:
    now = settle_results(stated)
    roster = _of_roster(person, inputs)
    before = person.enrolment_status
    status = now.status
    if before:
        status = after_earlier(now, stated, _result(before, person))
    _report(now, issues)
    # Who is done by an earlier list that holds has not been taken back.
    if status not in ENROLLED and roster.is_done:
        against = against_roster(stated, roster)
        if against.status not in ENROLLED:
            person.roster_status = status
        _report(against, issues)
    if status != "not_yet" or before or now.code or now.done:
        person.enrolment_status = status
    if status == now.status:
        take_days(person, [one for one in stated if one.status != "not_yet"])


def _of_roster(person: Person, inputs: DateInputs) -> Result:
    """Give what the hamlet's list has of a child, with the day it is of."""
    status = person.roster_status or "not_yet"
    listed = inputs.list_days.get((person.file, person.sheet))
    if person.last_seen != inputs.as_of:
        listed = listed or person.last_seen
    return _result(status, person, listed)


def _result(status: str, person: Person, listed: date | None = None) -> Result:
    days = [person.applied_date, person.issued_date]
    own = max(filter(None, days), default=None)
    given = [day for day in (own, listed) if day]
    return Result(status, own or listed, max(given, default=None), row=person)


def take_days(person: Person, stated: Sequence[Result]) -> None:
    """Take the days of the rows, of two that differ the later one."""
    rows = [one.row for one in stated if one.row is not None]
    for name in ("applied_date", "issued_date"):
        days = [day for row in rows if (day := getattr(row, name))]
        if days:
            setattr(person, name, max(days))


def _report(outcome: Outcome, issues: list[Issue]) -> None:
    """Tell of two rows that disagree, at the one whose word does not count."""
    done, less = outcome.done, outcome.less
    if not outcome.code or done is None or less is None:
        return
    one, other = (less, done) if outcome.status in ENROLLED else (done, less)
    if one.row is None or other.row is None:
        return
    details = {"other": other.row.place}
    if outcome.code == DISAGREE:
        for result, answer in ((less, DONE), (done, NOT_DONE)):
            row = result.row
            # An issue has Excel's row, from 1; a proposed line takes rows from 0.
            line = propose_row(row.file, row.sheet, [row.row - 1], answer)
            details[f"line_{answer}"] = line
    place = one.row.file, one.row.sheet, str(one.row.row), one.row.hamlet_id or ""
    issues.append(Issue(outcome.code, *place, details))
