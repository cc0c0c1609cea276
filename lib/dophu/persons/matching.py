"""What the matching of a date needs, and what it gives."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from dophu.ages import AgeGroups
from dophu.catalogue.issues import Issue
from dophu.catalogue.vocabulary import DEFAULT, Vocabulary
from dophu.persons.candidate_pairs import PossibleLink
from dophu.persons.disagreements import ListDays
from dophu.persons.distinct import SideBySide
from dophu.persons.link_decisions import LinkDecisions
from dophu.persons.moves import Moves
from dophu.persons.record import Person
from dophu.rosters.sheets.source_rows import Rows

Reported = tuple[str, str | None, str | None, str | None, str]
"""Id of a child of whom something was filled in; day (as text), status, reason and how
the family was met ('' where that is not stated), as its row has them."""

Returned = dict[tuple[str, date, str, str], tuple[set[str], list[Reported]]]
"""Hamlet, date of a list for the door, folder that it came back in, file → ids of the
children on it, and what was filled in, row by row."""


@dataclass(frozen=True)
class DateInputs:
    """All that decides who the children of a date are.

    Parameters
    ----------
    rows
        All source rows of the date, ignored ones included.
    as_of
        The date of the lists.
    age_groups
        The campaign's groups: who is in none of them is out of scope.
    earlier
        The children of the last date before, none on the first.
    known
        ``Matched.known`` of the last date.
    decisions
        Pairs of person ids → whether they are one child, as clerical review decided.
    moves
        What is known of moves beside the lists.
    presences
        Person ids → ``present``, ``left`` or ``dead``, as a person decided.
    pending
        ``Matched.possible_links`` of the last date: a child that was not listed then
        is referred to review until a person decides.
    not_yet_only
        Hamlets whose list is of nobody but the not yet done: a child that is on an
        enrolment list alone is one of theirs, not nobody's.
    side_by_side
        ``Matched.side_by_side`` of the last date.
    list_days
        File and sheet → the day that a list states it is of, where it states one.
    vocabulary
        The words of the drive, with its code book of reasons.
    """

    rows: Rows
    as_of: date
    age_groups: AgeGroups
    earlier: Sequence[Person] = ()
    known: Sequence[Person] = ()
    decisions: LinkDecisions = field(default_factory=dict)
    moves: Moves = field(default_factory=Moves)
    presences: Mapping[str, str] = field(default_factory=dict)
    pending: Sequence[PossibleLink] = ()
    not_yet_only: Collection[str] = ()
    side_by_side: SideBySide = field(default_factory=SideBySide)
    list_days: ListDays = field(default_factory=dict)
    vocabulary: Vocabulary = DEFAULT


@dataclass
class Matched:
    """The children of a date, and what became of each source row, by position.

    ``person_ids`` is '' for a row that is about no child. ``possible_links`` are for
    clerical review; ``known`` are records that the next date has to recognise
    though no child is counted for them: one that was linked to another, an enrolment
    that a person has to place, a child's own row where other lists outvoted it.
    ``side_by_side`` has who stood on one list as two children, on this date or before;
    ``door`` which lists for the door came back; ``merged`` gives for an id of the last
    date that was given up on this one the id that its child has now.
    """

    people: list[Person] = field(default_factory=list)
    outcomes: list[str] = field(default_factory=list)
    person_ids: list[str] = field(default_factory=list)
    issues: list[Issue] = field(default_factory=list)
    possible_links: list[PossibleLink] = field(default_factory=list)
    known: list[Person] = field(default_factory=list)
    side_by_side: SideBySide = field(default_factory=SideBySide)
    door: Returned = field(default_factory=dict)
    merged: dict[str, str] = field(default_factory=dict)

    @classmethod
    def of_rows(cls, rows: Rows) -> Matched:
        """Begin the matching of a date: no child yet, every row ignored so far."""
        return cls([], ["ignored"] * len(rows), [""] * len(rows))
