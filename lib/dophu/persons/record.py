"""A child as one record, and when two records agree exactly.

A number with a name that agrees, else name, birth date and hamlet together. Pairs that
agree in less are for the model of :mod:`dophu.persons.scoring`.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field, fields
from datetime import date
from functools import cache
from typing import Any

from dophu.campaign.settings import STATUSES
from dophu.catalogue.columns import NO_REASON
from dophu.child_names import accented_key, name_key
from dophu.persons.twin_names import are_distinctive, is_letter_apart, sibling_mark

FROM_ROW = (
    "name", "name_key", "birth_from", "birth_to", "precision", "sex", "number",
    "mother", "hamlet_id", "reason", "reason_text", "presence",
    "school", "source",
)  # fmt: skip
"""What a person takes from a source row under the same name."""


COUNTED = ("present", "to_verify")
"""Presences that are counted; ``left``, ``dead`` and ``out_of_scope`` are not."""

AGE = "age"
"""Precision of a birth that was worked out from an age: no year to compare by."""

ENROLMENT = "enrolment"
"""Source of a record that is a row of an enrolment list."""


@dataclass(slots=True)
class Person:
    """One child on one date.

    ``presence`` is ``present``, ``to_verify`` (both counted), ``left``, ``dead``
    or ``out_of_scope``. ``roster_status`` is the one on the hamlet's list,
    ``enrolment_status`` that of the last enrolment list, None where neither has
    one; ``status`` is the furthest of any. ``last_seen`` is the date of the
    roster the record comes from: earlier than the as-of date where the child is
    carried forward. ``file``, ``sheet`` and ``row`` are the place of that record,
    ``source`` whether it is a ``roster`` or an ``enrolment`` list. ``door_status`` is
    what was answered at the door, on the list of ``door_list``, at ``door_source``,
    and ``door_stated`` all such answers so far, as JSON;
    ``contact_date`` when the family was last met, ``return_date`` when the child is to
    be back.
    """

    person_id: str
    name: str
    name_key: str
    hamlet_id: str
    birth_from: date | None = None
    birth_to: date | None = None
    precision: str | None = None
    sex: str | None = None
    number: str | None = None
    mother: str | None = None
    presence: str = "present"
    roster_status: str | None = None
    enrolment_status: str | None = None
    applied_date: date | None = None
    issued_date: date | None = None
    reason: str = NO_REASON
    reason_text: str = ""
    first_seen: date | None = None
    last_seen: date | None = None
    file: str = ""
    sheet: str = ""
    row: int = 0
    status: str = field(default="not_yet")
    school: str | None = None
    source: str = "roster"
    door_status: str | None = None
    door_list: date | None = None
    door_source: str = ""
    door_stated: str = ""
    contact_date: date | None = None
    return_date: date | None = None

    @property
    def exact_key(self) -> tuple[Any, ...] | None:
        """Name, birth date and hamlet; None without a birth date."""
        if self.birth_from is None:
            return None
        return self.name_key, self.birth_from, self.birth_to, self.hamlet_id

    @property
    def place(self) -> str:
        """Where the record stands, for a message: file, sheet and row."""
        return " › ".join(p for p in (self.file, self.sheet, str(self.row)) if p)


PERSON_COLUMNS = tuple(f.name for f in fields(Person))


def make_person_id(day: date, file: str, sheet: str, row: int, nth: int = 0) -> str:
    """Make the opaque id of a child from where it first appeared.

    ``nth`` counts from 0 the children of one row.

    Never from the child's data: a digest of those could be worked back.

    Examples
    --------
    >>> make_person_id(date(2024, 7, 4), "rosters/2024-07-04/a.xlsx", "Sheet1", 9)
    'P6406e600d075'
    """
    within = [str(nth)] if nth else []
    # 48 bits of a digest: among 10,000 children two get one id once in some five
    # million campaigns.
    place = "\n".join((day.isoformat(), file, sheet, str(row), *within))
    return "P" + hashlib.blake2b(place.encode(), digest_size=6).hexdigest()


@cache
def further(*statuses: str | None) -> str | None:
    """Give the furthest of some statuses; None if none is given.

    Examples
    --------
    >>> further("not_yet", None, "applied")
    'applied'
    """
    given = [status for status in statuses if status]
    return min(given, key=STATUSES.index) if given else None


def births_agree(a: Person, b: Person) -> bool:
    """Test whether two births agree: the intervals overlap, or one is missing."""
    if a.birth_from is None or b.birth_from is None:
        return True
    return a.birth_from <= b.birth_to and b.birth_from <= a.birth_to


def same_by_number(a: Person, b: Person) -> bool:
    """Test whether two records with one number are one child: the names agree too.

    A sibling's number on a twin's row must not make one child of two, so the
    same birth date alone is not enough.
    """
    return a.name_key == b.name_key and births_agree(a, b)


def numbers_differ(a: Person, b: Person) -> bool:
    """Test whether both have a number and the numbers are not the same."""
    return bool(a.number and b.number and a.number != b.number)


def accents_differ(a: Person, b: Person) -> bool:
    """Test whether two names differ in accents though both are written with them.

    Twins' names may differ by no more; where one is typed without any, they are lost.
    """
    one, two = accented_key(a.name), accented_key(b.name)
    return one != two and a.name_key not in (one, two)


def marks_differ(a: Person, b: Person) -> bool:
    """Test whether brackets distinguish two records as siblings of one name."""
    return are_distinctive(sibling_mark(a.name), sibling_mark(b.name))


def names_alike(one: str, two: str) -> bool:
    """Test whether two names agree but for a slip: the given name, or all but a letter.

    Examples
    --------
    >>> names_alike("Giàng A Páo", "Giàng A Pso"), names_alike("Lò Thị An", "Lò Thị Vy")
    (True, False)
    """
    first, second = name_key(one), name_key(two)
    if sorted(first.split()) == sorted(second.split()):
        return True
    given = first.rsplit(" ", 1)[-1] == second.rsplit(" ", 1)[-1]
    return given or is_letter_apart(first, second)


def _is_finer(a: Person, b: Person) -> bool:
    """Test whether a birth is more precise; 1 January may mean "unknown"."""
    if a.birth_from is None or b.birth_from is None:
        return b.birth_from is None
    if a.precision == b.precision == "day":
        first = (1, 1)
        days = [(p.birth_from.month, p.birth_from.day) for p in (a, b)]
        same_year = a.birth_from.year == b.birth_from.year
        return same_year and days[1] == first != days[0]
    return a.precision == "day" or b.precision == AGE != a.precision


def fill_record(kept: Person, other: Person) -> None:
    """Fill a record from another of the same child: what it lacks, or more precise."""
    if _is_finer(other, kept):
        kept.birth_from, kept.birth_to = other.birth_from, other.birth_to
        kept.precision = other.precision
    kept.number = kept.number or other.number
    kept.sex = kept.sex or other.sex
    kept.mother = kept.mother or other.mother
    kept.school = kept.school or other.school
    fill_progress(kept, other)


def fill_progress(kept: Person, other: Person) -> None:
    """Fill from another record its progress: status, dates, reason, presence."""
    kept.roster_status = further(kept.roster_status, other.roster_status)
    kept.applied_date = kept.applied_date or other.applied_date
    kept.issued_date = kept.issued_date or other.issued_date
    if kept.reason == NO_REASON:
        kept.reason, kept.reason_text = other.reason, other.reason_text
    if kept.hamlet_id != other.hamlet_id and moved(kept, other):
        stays = kept if kept.presence == "present" else other
        kept.hamlet_id, kept.presence = stays.hamlet_id, stays.presence
    # That one row has the child as left or dead is not lost in a merge; rows that
    # disagree are settled later (disagreements.py).
    elif kept.presence == "present":
        kept.presence = other.presence


def moved(a: Person, b: Person) -> bool:
    """Test whether one list has the child as left and the other as present."""
    return {a.presence, b.presence} == {"present", "left"}
