"""Who gets which id: a child keeps the one it has had longest, over all dates."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from dophu.persons.exact_same_date import Group
from dophu.persons.link_decisions import decided_links
from dophu.persons.matching import DateInputs, Matched
from dophu.persons.record import ENROLMENT, Person, further, make_person_id


class IdRegister:
    """The ids of a date's children, and which of the last date's have been linked.

    ``previous`` holds the records of the last date by id; of these ``counted`` are
    children and ``known`` are no child of their own but to be recognised. ``linked``
    are the ids that records of this date have been linked to; ``aliases`` gives for an
    id of a child all its ids on this date.

    ``relinked`` gives, once done, the id that a row had before it was linked → the
    child's; ``vetoed`` the same for links that a non-link of another of the row's ids
    forbade. What was decided of the child then applies to both: see
    :func:`~dophu.persons.link_decisions.extend_decisions`.
    """

    def __init__(self, inputs: DateInputs) -> None:
        self.as_of = inputs.as_of
        # Enrolment rows to place are recognised by enrolments.py, as rows.
        self.known = [p for p in inputs.known if p.source != ENROLMENT]
        self.previous = {p.person_id: p for p in (*self.known, *inputs.earlier)}
        self.counted = {p.person_id for p in inputs.earlier}
        self.linked: set[str] = set()
        self.aliases: dict[str, set[str]] = {}
        self.relinked: dict[str, str] = {}
        self.vetoed: dict[str, str] = {}
        self._made: Counter[tuple[str, str, int]] = Counter()
        self._join_aliases(link.ids for link in inputs.pending if link.provisional)
        self._join_aliases(pair for pair, same in inputs.decisions.items() if same)

    def _join_aliases(self, pairs: Iterable[frozenset[str]]) -> None:
        for pair in pairs:
            ids = set().union(*(self.ids_of(person_id) for person_id in pair))
            self.aliases.update(dict.fromkeys(ids, ids))

    def ids_of(self, person_id: str) -> set[str]:
        """Give all ids that rows of a child have on this date."""
        return {person_id, *self.aliases.get(person_id, ())}

    def is_linked(self, person: Person) -> bool:
        """Test whether a record of the last date was linked to one of this date."""
        return person.person_id in self.linked

    def seniority(self, person_id: str) -> tuple[bool, date]:
        """Give the key that sorts ids by how long they are counted: longest first."""
        last = self.previous.get(person_id)
        since = last.first_seen if last and last.first_seen else self.as_of
        # False sorts first: a counted child's id goes before one kept to be recognised.
        return person_id not in self.counted, since

    def assign(self, group: Group, person_id: str | None) -> None:
        """Give a group the id of the child that exact rules found, else a new one."""
        person = group.person
        if person_id:
            person.person_id = person_id
            self.linked.add(person_id)
        else:
            place = person.file, person.sheet, person.row
            # A row may name several children, numbered within it: tests/spec/22.
            person.person_id = make_person_id(self.as_of, *place, self._made[place])
            self._made[place] += 1

    def relink(self, person: Person, person_id: str) -> None:
        """Give a child of this date the id of a child of the last one."""
        ids = self.ids_of(person.person_id) | self.ids_of(person_id)
        self.aliases[person_id] = ids
        self.relinked[person.person_id] = person_id
        person.person_id = person_id
        self.linked.add(person_id)

    def absorb(
        self, kept: Group, other: Person, recognise: bool, found: Matched
    ) -> Person:
        """Let a group take over from a record of the same child: the older id stays.

        The record whose id is given up is returned. It goes to ``found.known`` where
        the last date had it, or where the next date has to ``recognise`` it since no
        rule would link it again.
        """
        stays, retired = kept.person, replace(other)
        ids = self.ids_of(stays.person_id) | self.ids_of(other.person_id)
        if self.seniority(other.person_id) < self.seniority(stays.person_id):
            retired = replace(stays)
            stays.person_id = other.person_id
        self.aliases[stays.person_id] = ids
        last = self.previous.get(retired.person_id)
        if last:
            carry_enrolment(stays, last)
            found.merged[retired.person_id] = stays.person_id
        if last or recognise:
            found.known.append(retired)
            self.linked.add(retired.person_id)
        return retired

    def absorb_unlisted(self, person: Person, other: Person, found: Matched) -> None:
        """Let a child that is listed take over from one of the last date that is not.

        Where the listed one was counted on the last date too, its id stays, else it
        gets the other's.
        """
        own = replace(person)
        if own.person_id in self.counted:
            ids = self.ids_of(own.person_id)
            carry_enrolment(person, other)
            found.known.append(replace(other))
            self.linked.add(other.person_id)
            self.aliases[own.person_id] = ids | self.ids_of(other.person_id)
            found.merged[other.person_id] = own.person_id
        else:
            found.known.append(own)
            self.relink(person, other.person_id)

    def follow_decisions(
        self, groups: list[Group], inputs: DateInputs, found: Matched
    ) -> None:
        """Give a known record that is listed the id of the child it was decided to be.

        Where that child itself is listed no more: else the two groups were made one.
        """
        for person in (group.person for group in groups):
            own = person.person_id
            # Children and new rows keep their id: only a record kept to be recognised
            # may take another's.
            if own in self.counted or own not in self.previous:
                continue
            # Not the difference of the two: they are of all children, for each of which
            # it would be made anew.
            same = decided_links(own, inputs.decisions) & self.counted
            same = {other for other in same if other not in self.linked}
            if same:
                found.known.append(replace(person))
                self.relink(person, min(same, key=lambda x: (self.seniority(x), x)))

    def complete(self, person: Person) -> None:
        """Give a listed child the dates it was seen and what the last date knew."""
        last = self.previous.get(person.person_id)
        person.first_seen = (last.first_seen if last else None) or self.as_of
        person.last_seen = self.as_of
        if last:
            carry_enrolment(person, last)
            # A list without a column of numbers withdraws none.
            person.number = person.number or last.number

    def is_duplicate_by_decision(self, person: Person, inputs: DateInputs) -> bool:
        """Test whether an unlisted child was decided to be another that goes on.

        Of two that are both unlisted, the one that is counted longer goes on.
        """
        others = decided_links(person.person_id, inputs.decisions)
        own = self.seniority(person.person_id)
        return any(
            other in self.linked
            or (other in self.counted and self.seniority(other) < own)
            for other in others
        )


def carry_enrolment(person: Person, last: Person) -> None:
    """Carry forward from an earlier record what other sources have confirmed."""
    person.enrolment_status = further(person.enrolment_status, last.enrolment_status)
    person.applied_date = person.applied_date or last.applied_date
    person.issued_date = person.issued_date or last.issued_date
    if person.door_list is None:
        person.door_status, person.door_list = last.door_status, last.door_list
        person.door_source, person.door_stated = last.door_source, last.door_stated
    person.contact_date = person.contact_date or last.contact_date
    person.return_date = person.return_date or last.return_date
