"""Which birth date a child has whose lists do not say the same.

Every list of the date that names the child is heard, enrolment lists too: what one
lacks another may know, and what one has wrong the others outvote. Nothing is settled
in silence: each row that says otherwise is listed.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from dophu.ages import AgeGroups
from dophu.catalogue.issues import Issue, phrase
from dophu.persons.record import Person

DAY = "day"


@dataclass(frozen=True, slots=True)
class Said:
    """What one list says of a child's birth.

    ``birth`` is the first day, the last day and the precision (``day``, ``month``,
    ``year``), as in ``Person``; ``enrolment`` tells a list of the police from a
    hamlet's.
    """

    birth: tuple[date, date, str]
    number: str | None = None
    enrolment: bool = False

    @property
    def is_day(self) -> bool:
        """Whether the day is known; a first of January often stands for "not known"."""
        first, _, precision = self.birth
        return precision == DAY and (first.month, first.day) != (1, 1)


def settle_birth(said: Sequence[Said]) -> tuple[tuple[date, date, str], str]:
    """Give the birth that the lists of a child speak for, and what settled it.

    First the year: the one that most lists give; where two years have as many, the
    one in a personal number (its digits 5 and 6), then that of an enrolment list,
    whose papers somebody saw, then that of the first list. In that year the day goes
    the same way: the most lists, an enrolment list, the first list. A day is
    preferred to a month, and both to a year alone; the first of January stands below
    every other day, since offices type it for a day they do not know.

    Parameters
    ----------
    said
        One entry a list that says anything, in the order of the lists; not empty.

    Returns
    -------
    tuple
        First day, last day and precision of the birth.
    str
        Key of the phrase that says what settled it: ``birth_by_most``,
        ``birth_by_number``, ``birth_by_enrolment``, ``birth_by_first``, where
        only some lists know the day, ``birth_by_day``; ``birth_by_all`` where all say
        the same.

    Examples
    --------
    >>> on = lambda d, m: Said((date(2018, m, d), date(2018, m, d), "day"))
    >>> settle_birth([on(10, 4), on(4, 10), on(4, 10)])[0][0], settle_birth(
    ...     [on(10, 4), on(4, 10), on(4, 10)])[1]
    (datetime.date(2018, 10, 4), 'birth_by_most')
    """
    years = {entry.number[4:6] for entry in said if entry.number}
    year, why = _elected(
        [(entry.birth[0].year, entry) for entry in said],
        lambda year: f"{year % 100:02d}" in years,
    )
    left = [entry for entry in said if entry.birth[0].year == year]
    finest = min(_coarseness(entry) for entry in left)
    fine = [entry for entry in left if _coarseness(entry) == finest]
    birth, among = _elected([(entry.birth, entry) for entry in fine], lambda _: False)
    if len({entry.birth for entry in fine}) > 1:
        why = among
    elif why == "birth_by_all" and len(fine) < len(left):
        why = "birth_by_day"
    return birth, why


def _coarseness(entry: Said) -> int:
    if entry.is_day:
        return 0
    return {"month": 1, DAY: 2}.get(entry.birth[2], 3)


def _elected(
    votes: Sequence[tuple[Any, Said]], in_number: Callable[[Any], bool]
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
    return ahead[0], "birth_by_first"


def settle_births(
    people: Iterable[Person],
    person_ids: Sequence[str],
    columns: Mapping[str, Sequence[Any]],
    as_of: date,
    age_groups: AgeGroups,
) -> tuple[list[Issue], list[Person]]:
    """Give each child the birth that its lists of a date speak for.

    A list counts once, however many rows it has of the child. Who is carried from an
    earlier date keeps a day that is known; else that date's record is one voice. A
    birth that no list gives stays unknown.

    Parameters
    ----------
    people
        The children; their birth and its precision are set here.
    person_ids
        For each source row the child it is about, or ''.
    columns
        The source rows.
    as_of, age_groups
        For telling whether an age group depends on which list is right.

    Returns
    -------
    list of Issue
        A row that says another birth than is used: DS-21 where the age group would
        be another, else DS-22.
    list of Person
        Records of children, under their ids, as their own row has them, where that
        says another birth: the next date may know them by it.
    """
    rows: dict[str, list[int]] = defaultdict(list)
    for position, person_id in enumerate(person_ids):
        if person_id:
            rows[person_id].append(position)
    issues: list[Issue] = []
    as_listed: list[Person] = []
    for person in people:
        own = rows.get(person.person_id, ())
        carried = person.last_seen != as_of
        if carried and person.precision == DAY:
            continue
        if len(own) > 1 or (own and carried):
            said = _said(person, own, columns, as_of)
            issues += _settle(person, said, columns, as_of, age_groups)
            as_listed += _as_listed(person, said, columns)
    return issues, as_listed


Heard = list[tuple[int | None, Said]]
"""What each list says, with the position of its row; None for an earlier record."""


def _said(
    person: Person,
    rows: Sequence[int],
    columns: Mapping[str, Sequence[Any]],
    as_of: date,
) -> Heard:
    said: dict[tuple[str, str], tuple[int | None, Said]] = {}
    if person.last_seen != as_of and person.birth_from is not None:
        birth = person.birth_from, person.birth_to, person.precision
        said["", ""] = None, Said(birth, person.number)
    for at in rows:
        first = columns["birth_from"][at]
        if first is None:
            continue
        birth = first, columns["birth_to"][at], columns["precision"][at]
        enrolment = columns["source"][at] == "enrolment"
        entry = Said(birth, columns["number"][at], enrolment)
        said.setdefault((columns["file"][at], columns["sheet"][at]), (at, entry))
    return list(said.values())


def _settle(
    person: Person,
    said: Heard,
    columns: Mapping[str, Sequence[Any]],
    as_of: date,
    age_groups: AgeGroups,
) -> list[Issue]:
    if not said:
        return []
    birth, why = settle_birth([entry for _, entry in said])
    person.birth_from, person.birth_to, person.precision = birth
    if why == "birth_by_all":
        return []
    return _say_otherwise(person, said, phrase(why), columns, as_of, age_groups)


def _as_listed(
    person: Person, said: Heard, columns: Mapping[str, Sequence[Any]]
) -> list[Person]:
    """Give the child as its own row has it, if that contradicts the birth used."""
    place = person.file, person.sheet, person.row
    for at, entry in said:
        if at is None or place != tuple(
            columns[c][at] for c in ("file", "sheet", "row")
        ):
            continue
        first, last, precision = entry.birth
        if (first, last) != (person.birth_from, person.birth_to):
            return [
                replace(person, birth_from=first, birth_to=last, precision=precision)
            ]
    return []


def _say_otherwise(
    person: Person,
    said: Heard,
    why: dict[str, str],
    columns: Mapping[str, Sequence[Any]],
    as_of: date,
    age_groups: AgeGroups,
) -> list[Issue]:
    """List the rows that give another birth than is used, not those less fine."""
    used = person.birth_from, person.birth_to
    group = age_groups.group_of(*used, as_of)

    def place(at: int) -> tuple[str, str, str]:
        return columns["file"][at], columns["sheet"][at], str(columns["row"][at])

    by = next((at for at, entry in said if entry.birth[:2] == used), None)
    other = person.place if by is None else " › ".join(p for p in place(by) if p)
    found = []
    for at, entry in said:
        first, last, _ = entry.birth
        if at is None or (first <= used[0] and used[1] <= last):
            continue
        code = "DS-22" if age_groups.group_of(first, last, as_of) == group else "DS-21"
        details = {"other": other, "why": why}
        hamlet = columns["hamlet_id"][at] or person.hamlet_id
        found.append(Issue(code, *place(at), hamlet, details))
    return found
