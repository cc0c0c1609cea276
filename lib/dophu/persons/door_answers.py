"""What was found at the door, booked on the children: answers of lists that came back.

An answer is one child's, by the key of its row; where the row's name and birth are
another's, by these. Of two answers the later one counts, and where none is later the
less favourable, which is reported. With the lists the furthest status counts, as of any
source.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from dophu.campaign.decisions import propose_line
from dophu.campaign.settings import ENROLLED
from dophu.catalogue.columns import NO_REASON
from dophu.catalogue.issues import Issue
from dophu.child_names import name_key
from dophu.persons.door_proposals import propose_keys, propose_results
from dophu.persons.enrolment_index import NOBODY, EnrolmentIndex
from dophu.persons.listed_twice import TWICE, propose_twice
from dophu.persons.matching import DateInputs, Matched
from dophu.persons.record import (
    Person,
    births_agree,
    further,
    names_alike,
)
from dophu.persons.weighed_answers import (
    Conflict,
    carried_answers,
    keep_answers,
    moment,
    received,
    settle_answers,
)
from dophu.rosters.door.answer import SOURCE, DoorAnswer

GONE = ("left", "dead")


@dataclass
class DoorAnswers:
    """Books the answers of a date on its children.

    ``presence_of`` gives what a reason makes of a child; ``ids_of`` gives all ids that
    a child has on this date by one of them.
    """

    inputs: DateInputs
    found: Matched
    ids_of: Callable[[str], set[str]]
    presence_of: Callable[[str], str]
    reported: Counter[tuple[str, str, str]] = field(default_factory=Counter)

    def book(self) -> None:
        """Find the child of every answer, settle what each child's come to, report."""
        columns = self.inputs.rows.columns
        rows = [at for at, s in enumerate(columns["source"]) if s == SOURCE]
        if not rows:
            return
        people = {person.person_id: person for person in self.found.people}
        index = EnrolmentIndex(self.found.people)
        answers: dict[str, list[DoorAnswer]] = defaultdict(list)
        for at in rows:
            if columns["kind"][at] != "data":
                continue
            answer = columns["door"][at]
            person = self._child(answer, people, index) if answer else None
            if answer is None or person is None:
                self.found.outcomes[at] = "quarantined"
                continue
            self.found.outcomes[at] = "merged"
            self.found.person_ids[at] = person.person_id
            self._count(answer, person)
            if answer.is_given:
                answers[person.person_id].append(answer)
        for person_id, given in answers.items():
            self._settle(people[person_id], given)
        for (code, *place), count in sorted(self.reported.items()):
            self.found.issues.append(Issue(code, *place, details={"rows": count}))
        propose_keys(self.found.issues)

    def _count(self, answer: DoorAnswer, person: Person) -> None:
        file = answer.place[0]
        line = (person.hamlet_id, answer.key.day, received(answer), file)
        rows, reported = self.found.door.setdefault(line, (set(), []))
        rows.add(person.person_id)
        if answer.is_given:
            day = answer.day.isoformat() if answer.day else None
            stated = day, answer.status, answer.reason, answer.method
            reported.append((person.person_id, *stated))

    def _child(
        self, answer: DoorAnswer, people: Mapping[str, Person], index: EnrolmentIndex
    ) -> Person | None:
        """Find whom an answer is about: by its key if the row still is that child's."""
        wanted = answer.key.person_id
        # The key's own id first; a set has no order that a run would repeat.
        ids = [wanted, *sorted(self.ids_of(wanted))]
        person = next((people[i] for i in ids if i in people), None)
        row = _record(answer)
        if person is not None and answer.is_keyed:
            return person
        if person is not None:
            alike = answer.name is None or names_alike(answer.name, person.name)
            if alike and births_agree(row, person):
                if answer.name and name_key(answer.name) != person.name_key:
                    self._report("PH-06", answer)
                return person
            # One of the two was put right by hand: the row is still that child's.
            same_birth = row.birth_from is not None and births_agree(row, person)
            if alike or same_birth:
                self._report("PH-06", answer)
                return person
        named, issue = index.find(row) if answer.name else (None, None)
        if named is not None:
            self._report("PH-07" if person else "PH-04", answer, other=named.place)
            return named
        nobody = issue is not None and issue.code == NOBODY
        if person is not None and nobody and self._was_known_as(row, ids):
            self._report("PH-06", answer)
            return person
        self._report("PH-08" if person else "PH-05", answer)
        return None

    def _was_known_as(self, row: Person, ids: Collection[str]) -> bool:
        """Test whether a list may have named the child of a key as its row does.

        It did where records of quite other names are one child by a person's decision.
        A child that was parted from another since is not meant by the other's name.
        """
        if any(ids_ & {*ids} for ids_, one in self.inputs.decisions.items() if not one):
            return False
        return any(
            record.person_id in ids
            and names_alike(row.name, record.name)
            and births_agree(row, record)
            for record in (*self.inputs.earlier, *self.inputs.known)
        )

    def _report(self, code: str, answer: DoorAnswer, **details: Any) -> None:
        file, sheet, row = answer.place
        self.found.issues.append(Issue(code, file, sheet, str(row), details=details))

    def _settle(self, person: Person, answers: Sequence[DoorAnswer]) -> None:
        last = max(answers, key=moment)
        decided = self.inputs.presences.get(person.person_id)
        if (decided or person.presence) in GONE:
            if self.presence_of(last.reason or NO_REASON) not in GONE:
                line = propose_line("presence", "", person.person_id, "present")
                self._report("PH-11", last, line=line)
            return
        as_of = self.inputs.as_of
        every = [*carried_answers(person), *answers]
        status, conflicts = settle_answers(every)
        self._report_conflict(conflicts, answers, person.door_status in ENROLLED)
        by_lists = further(person.roster_status, person.enrolment_status)
        person.door_status, person.door_stated = status, keep_answers(every)
        if status:
            stated = max((a for a in every if a.status == status), key=moment)
            person.door_list, person.door_source = stated.key.day, stated.where
        decisive = [a for a in answers if a.status == status]
        if decisive and status in ENROLLED:
            stated = max(decisive, key=moment)
            self._book_day(person, stated, status)
            if by_lists not in ENROLLED:
                self.reported["PH-10", stated.place[0], stated.place[1]] += 1
        # A day that has not come is an appointment, no contact.
        met = [a.day for a in answers if a.day and a.day <= as_of]
        person.contact_date = (
            max(filter(None, (*met, person.contact_date)), default=None) or as_of
        )
        if backs := [a for a in answers if a.back]:
            person.return_date = max(backs, key=moment).back
        self._book_reason(person, answers)

    def _report_conflict(
        self, conflicts: Sequence[Conflict], new: Sequence[DoorAnswer], was_done: bool
    ) -> None:
        """Report of two answers that differ, once: where one of them is new."""
        for done, not_done in conflicts:
            # What earlier answers contradicted was reported on their date.
            if done in new or (was_done and not_done in new):
                reported, other = (done, not_done) if done in new else (not_done, done)
                lines = propose_results(conflicts, done, not_done)
                self._report("PH-03", reported, other=other.where, **lines)
                return

    def _book_day(self, person: Person, stated: DoorAnswer, status: str) -> None:
        if stated.day is None:
            self.reported["PH-13", stated.place[0], stated.place[1]] += 1
        elif status == "issued":
            person.issued_date = person.issued_date or stated.day
        else:
            person.applied_date = person.applied_date or stated.day

    def _book_reason(self, person: Person, answers: Sequence[DoorAnswer]) -> None:
        """Take over the last reason; that a child has left or died goes to a person."""
        given = [a for a in answers if a.reason]
        if given and person.door_status not in ENROLLED:
            stated = max(given, key=moment)
            assert stated.reason is not None
            person.reason, person.reason_text = stated.reason, stated.reason_text
            gone = self.presence_of(stated.reason)
            if gone in GONE and person.person_id in self.inputs.presences:
                return  # a person has decided that the child is here
            if gone in GONE:
                person.presence = "to_verify"
                line = propose_line("presence", "", person.person_id, gone)
                self._report("PH-15", stated, line=line)
                return
            if stated.reason == TWICE:
                self._ask_twice(person, stated)
                return
        # Somebody was at the door and has a status or reason: the child is there.
        if person.presence == "to_verify" and any(
            a.status or a.reason for a in answers
        ):
            person.presence = "present"

    def _ask_twice(self, person: Person, stated: DoorAnswer) -> None:
        """Ask which child one is that is listed twice, if nobody has decided yet."""
        ids = self.ids_of(person.person_id)
        if not any(ids & {*decided} for decided in self.inputs.decisions):
            lines = propose_twice(person, ids, self.found.people, stated.place)
            self._report("PH-16", stated, **lines)


def _record(answer: DoorAnswer) -> Person:
    birth = answer.birth
    return Person(
        person_id="",
        name=answer.name or "",
        name_key=name_key(answer.name) if answer.name else "",
        hamlet_id=None,  # type: ignore[arg-type]
        birth_from=birth.first if birth else None,
        birth_to=birth.last if birth else None,
        precision=birth.precision if birth else None,
    )
