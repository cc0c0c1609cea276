"""Which birth date a child has whose lists disagree.

Every list of the date that names the child counts, enrolment lists too: what one lacks
another may have, and what one has wrong the others outvote. Nothing is settled in
silence: each row that was outvoted raises an issue.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from dophu.catalogue.issues import Issue, phrase
from dophu.persons.matching import DateInputs, Matched
from dophu.persons.record import AGE, Person

DAY = "day"


@dataclass(frozen=True, slots=True)
class BirthReport:
    """The birth of a child as one list has it.

    ``birth`` is the first day, the last day and the precision (``day``, ``month``,
    ``year``, ``age``), as in ``Person``; ``enrolment`` is True for a list of the
    police, False for a hamlet's.
    """

    birth: tuple[date, date, str]
    number: str | None = None
    enrolment: bool = False

    @property
    def is_day(self) -> bool:
        """Whether the day is known; a first of January often stands for "not known"."""
        first, _, precision = self.birth
        return precision == DAY and (first.month, first.day) != (1, 1)


def settle_birth(reports: Sequence[BirthReport]) -> tuple[tuple[date, date, str], str]:
    """Give the birth that the lists of a child support, and what settled it.

    First the year: the one that most lists give; where two years have as many, the
    one in a personal number (its digits 5 and 6), then that of an enrolment list,
    whose papers somebody saw, then that of the first list. In that year the day goes
    the same way: the most lists, an enrolment list, the first list. A day is
    preferred to a month, both to a year alone, and all to an age; the first of
    January stands below every other day, since offices type it for a day they do not
    know.

    Parameters
    ----------
    reports
        One entry a list that gives a birth, in the order of the lists; not empty.

    Returns
    -------
    tuple
        First day, last day and precision of the birth.
    str
        Key of the phrase for what settled it: ``birth_by_most``,
        ``birth_by_number``, ``birth_by_enrolment``, ``birth_by_first``, where
        only some lists have the day, ``birth_by_day``; ``birth_by_all`` where all
        agree.

    Examples
    --------
    >>> on = lambda d, m: BirthReport((date(2018, m, d), date(2018, m, d), "day"))
    >>> settle_birth([on(10, 4), on(4, 10), on(4, 10)])[0][0], settle_birth(
    ...     [on(10, 4), on(4, 10), on(4, 10)])[1]
    (datetime.date(2018, 10, 4), 'birth_by_most')
    """
    # An age gives no year, so it has a say only where no list has more.
    dated = [entry for entry in reports if entry.birth[2] != AGE] or reports
    if len(dated) < len(reports):
        birth, why = settle_birth(dated)
        return birth, "birth_by_day" if why == "birth_by_all" else why
    # Digits 5 and 6 of a personal number are the year of birth.
    years = {entry.number[4:6] for entry in reports if entry.number}
    year, why = _elected(
        [(entry.birth[0].year, entry) for entry in reports],
        lambda year: f"{year % 100:02d}" in years,
    )
    of_year = [entry for entry in reports if entry.birth[0].year == year]
    finest = min(_coarseness(entry) for entry in of_year)
    fine = [entry for entry in of_year if _coarseness(entry) == finest]
    birth, among = _elected([(entry.birth, entry) for entry in fine], lambda _: False)
    if len({entry.birth for entry in fine}) > 1:
        why = among
    elif why == "birth_by_all" and len(fine) < len(of_year):
        why = "birth_by_day"
    return birth, why


def _coarseness(entry: BirthReport) -> int:
    if entry.is_day:
        return 0
    # A DAY that comes here is a first of January: below a month that is stated.
    return {"month": 1, DAY: 2}.get(entry.birth[2], 3)


def _elected(
    votes: Sequence[tuple[Any, BirthReport]], in_number: Callable[[Any], bool]
) -> tuple[Any, str]:
    """Give the choice that most votes are for, and what settled it."""
    counts = Counter(choice for choice, _ in votes)
    if len(counts) == 1:
        return votes[0][0], "birth_by_all"
    most = max(counts.values())
    ahead = [choice for choice in counts if counts[choice] == most]
    if len(ahead) == 1:
        return ahead[0], "birth_by_most"
    numbered = [choice for choice in ahead if in_number(choice)]
    if len(numbered) == 1:
        return numbered[0], "birth_by_number"
    enrolled = {choice for choice, entry in votes if entry.enrolment} & set(ahead)
    if len(enrolled) == 1:
        return enrolled.pop(), "birth_by_enrolment"
    # A Counter keeps the order in which choices were met: that of the lists.
    return ahead[0], "birth_by_first"


def settle_births(
    matched: Matched, columns: Mapping[str, Sequence[Any]], inputs: DateInputs
) -> None:
    """Give each child of a date the birth that its lists support.

    A list counts once, however many rows it has of the child. A child carried forward
    keeps a day that is known; else its earlier record is one vote. A birth that no
    list gives stays unknown.

    A row that has another birth than is used raises an issue: DS-21 where the age group
    would be another, else DS-22. ``matched.known`` takes the child as its own row has
    it, where that was outvoted: the next date may recognise the child by it.

    Parameters
    ----------
    matched
        The children, whose birth and its precision are set here, and for each source
        row the child it is about.
    columns
        The source rows.
    inputs
        The date, and its age groups.
    """
    rows: dict[str, list[int]] = defaultdict(list)
    for position, person_id in enumerate(matched.person_ids):
        if person_id:
            rows[person_id].append(position)
    for person in matched.people:
        own = rows.get(person.person_id, ())
        carried = person.last_seen != inputs.as_of
        if carried and person.precision == DAY:
            continue
        if len(own) > 1 or (own and carried):
            if _is_settled(person, own, columns, carried):
                continue
            reports = _reports(person, own, columns, carried)
            matched.issues += _settle(person, reports, columns, inputs)
            matched.known += _as_listed(person, reports, columns)


def _is_settled(
    person: Person,
    rows: Sequence[int],
    columns: Mapping[str, Sequence[Any]],
    carried: bool,
) -> bool:
    """Give a child the birth on which its rows agree, as nearly all do."""
    names = ("birth_from", "birth_to", "precision")
    own = person.birth_from, person.birth_to, person.precision
    births = {tuple(columns[name][at] for name in names) for at in rows}
    given = {birth for birth in births | ({own} if carried else set()) if birth[0]}
    if len(given) == 1:
        (birth,) = given
        person.birth_from, person.birth_to, person.precision = birth
    return len(given) < 2


Reports = list[tuple[int | None, BirthReport]]
"""The birth on each list, with the position of its row; None for an earlier record."""


def _reports(
    person: Person,
    rows: Sequence[int],
    columns: Mapping[str, Sequence[Any]],
    carried: bool,
) -> Reports:
    reports: dict[tuple[str, str], tuple[int | None, BirthReport]] = {}
    if carried and person.birth_from is not None:
        birth = person.birth_from, person.birth_to, person.precision
        reports["", ""] = None, BirthReport(birth, person.number)
    for at in rows:
        first = columns["birth_from"][at]
        if first is None:
            continue
        birth = first, columns["birth_to"][at], columns["precision"][at]
        enrolment = columns["source"][at] == "enrolment"
        entry = BirthReport(birth, columns["number"][at], enrolment)
        # A list votes once: the first of its rows on the child speaks for it.
        reports.setdefault((columns["file"][at], columns["sheet"][at]), (at, entry))
    return list(reports.values())


def _settle(
    person: Person,
    reports: Reports,
    columns: Mapping[str, Sequence[Any]],
    inputs: DateInputs,
) -> list[Issue]:
    birth, why = settle_birth([entry for _, entry in reports])
    person.birth_from, person.birth_to, person.precision = birth
    if why == "birth_by_all":
        return []
    return _find_outvoted(person, reports, phrase(why), columns, inputs)


def _as_listed(
    person: Person, reports: Reports, columns: Mapping[str, Sequence[Any]]
) -> list[Person]:
    """Give the child as its own row has it, if that contradicts the birth used."""
    place = person.file, person.sheet, person.row
    for at, entry in reports:
        if at is None or place != _place(columns, at):
            continue
        first, last, precision = entry.birth
        if (first, last) != (person.birth_from, person.birth_to):
            return [
                replace(person, birth_from=first, birth_to=last, precision=precision)
            ]
    return []


def _find_outvoted(
    person: Person,
    reports: Reports,
    why: dict[str, str],
    columns: Mapping[str, Sequence[Any]],
    inputs: DateInputs,
) -> list[Issue]:
    """Find the rows that contradict the birth used; one less precise does not."""
    used = person.birth_from, person.birth_to
    group_of, as_of = inputs.age_groups.group_of, inputs.as_of
    source = next((at for at, entry in reports if entry.birth[:2] == used), None)
    other = (
        person.place
        if source is None
        else " › ".join(str(part) for part in _place(columns, source) if part)
    )
    found = []
    for at, entry in reports:
        first, last, _ = entry.birth
        if at is None or (first <= used[0] and used[1] <= last):
            continue
        # DS-21 is the graver one: another age group is another published figure.
        same_group = group_of(first, last, as_of) == group_of(*used, as_of)
        code = "DS-22" if same_group else "DS-21"
        file, sheet, row = _place(columns, at)
        details = {"other": other, "why": why}
        hamlet = columns["hamlet_id"][at] or person.hamlet_id
        found.append(Issue(code, file, sheet, str(row), hamlet, details))
    return found


def _place(columns: Mapping[str, Sequence[Any]], at: int) -> tuple[str, str, int]:
    return columns["file"][at], columns["sheet"][at], columns["row"][at]
