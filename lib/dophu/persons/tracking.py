"""Who each child of a date was before: ids kept, doubles joined, nobody lost.

A group of rows first gets the id by which the exact rules know it, then groups that
are alike become one, then what is left is looked for among who is gone.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from dophu.persons.candidate_pairs import Decided, Doubt, bits_for, said_of
from dophu.persons.clerical_review import Findings, ask, is_typed_twice
from dophu.persons.comparison_keys import Frequencies
from dophu.persons.decision_rules import explain
from dophu.persons.deduplicate import join_alike
from dophu.persons.exact_over_time import carry, find_earlier
from dophu.persons.exact_same_date import (
    Group,
    add_issue,
    drop_shared_numbers,
    exchange,
    merge,
    take_rows,
)
from dophu.persons.record import ENROLMENTS, Person, further, make_person_id
from dophu.persons.residual_matching import find_doubles, join_left_over


@dataclass
class Identities:
    """The children of the last date, and which of them are seen on this one.

    ``sent`` are the hamlets that sent a list. With ``perhaps`` what is likelier one
    child than two counts once, and a person is asked; without, only what is certain
    is joined. ``one_child`` are pairs of ids that counted as one child before, likely
    or decided. ``renamed`` gives, once done, the ids that rows had before they were
    known again, with the child's; ``barred`` those that would have been, but for a row
    that was joined to them and was told apart from the child.
    """

    earlier: list[Person]
    known: Sequence[Person]
    as_of: date
    sent: Collection[str]
    perhaps: bool = True
    one_child: Iterable[frozenset[str]] = ()

    def __post_init__(self) -> None:
        self._known = [p for p in self.known if not p.file.startswith(ENROLMENTS)]
        self._before = {p.person_id: p for p in (*self._known, *self.earlier)}
        self._counted = {p.person_id for p in self.earlier}
        self._seen: set[str] = set()
        self._also: dict[str, set[str]] = {}
        for pair in self.one_child:
            ids = set().union(*(self._ids(person_id) for person_id in pair))
            self._also.update(dict.fromkeys(ids, ids))
        self.renamed: dict[str, str] = {}
        self.barred: dict[str, str] = {}

    def follow(
        self,
        groups: list[Group],
        frequencies: Frequencies,
        decided: Decided,
        found: Findings,
    ) -> list[Group]:
        """Give each group its child's id and history; join those that are one child.

        ``found`` gets what was joined, and what is in doubt.
        """
        exact = find_earlier(groups, [*self.earlier, *self._known])
        for at, group in enumerate(groups):
            self._name(group, exact[at].person_id if at in exact else "")
        groups, doubts = self._join(groups, frequencies, decided, found)
        drop_shared_numbers(groups, found.issues)
        self._take_over(groups, decided, found)
        apart = self._find_left_over(groups, frequencies, decided, found)
        if self.perhaps:
            self._find_doubles_gone(groups, frequencies, decided, found)
        for doubt in apart:
            own = doubt.second.person_id
            doubt.second.person_id = self.renamed.get(own, own)
            if doubt.first.person_id not in self._seen:
                ask(doubt, found)
        for doubt, first, second in doubts:
            # Not before: an id may have come from a child that was gone.
            doubt.first.person_id = first.person_id
            doubt.second.person_id = second.person_id
            ask(doubt, found)
        for group in groups:
            self._remember(group)
        found.known += [p for p in self._known if p.person_id not in self._seen]
        return groups

    def _name(self, group: Group, person_id: str) -> None:
        person = group.person
        person.person_id = person_id or make_person_id(
            self.as_of, person.file, person.sheet, person.row
        )
        if person_id:
            self._seen.add(person_id)

    def _join(
        self,
        groups: list[Group],
        frequencies: Frequencies,
        decided: Decided,
        found: Findings,
    ) -> tuple[list[Group], list[tuple[Doubt, Person, Person]]]:
        """Make groups one; give those that stay, and doubts with whom each end is."""
        group_of = {id(group.person): group for group in groups}
        joins, in_doubt = join_alike(groups, frequencies, decided, self.perhaps)
        doubts = []
        gone = set()
        for join in joins:
            kept, other = groups[join.stays], groups[join.goes]
            alike = join.sure and bool(join.pair.levels)
            older = self._age(other.person.person_id) < self._age(kept.person.person_id)
            if older and not alike:
                exchange(kept, other)  # each record stays under its own id
            first, second = replace(kept.person), replace(other.person)
            goes = self._absorb(kept, other.person, alike, found)
            if join.sure:
                merge(kept, other, explain(join.pair), found.issues)
            else:
                take_rows(kept, other)
                doubt = Doubt(first, second, join.pair, once=True)
                doubt.code = "DS-12" if is_typed_twice(doubt) else "DS-23"
                doubts.append((doubt, kept.person, goes))
            gone.add(join.goes)
        for doubt in in_doubt:
            one, two = (group_of[id(p)].person for p in (doubt.first, doubt.second))
            apart = Doubt(replace(one), replace(two), doubt.pair, code="DS-20")
            doubts.append((apart, one, two))
        return [g for at, g in enumerate(groups) if at not in gone], doubts

    def _absorb(
        self, kept: Group, other: Person, alike: bool, found: Findings
    ) -> Person:
        """Let a group take over from another: the id known longer is the child's.

        Give the record whose id goes.
        """
        stays, goes = kept.person, replace(other)
        ids = self._ids(stays.person_id) | self._ids(other.person_id)
        if self._age(other.person_id) < self._age(stays.person_id):
            goes = replace(stays, person_id=stays.person_id)
            stays.person_id = other.person_id
        self._also[stays.person_id] = ids
        before = self._before.get(goes.person_id)
        if before:
            _take_history(stays, before)
        if before or not alike:
            found.known.append(goes)
            self._seen.add(goes.person_id)
        return goes

    def _ids(self, person_id: str) -> set[str]:
        """Give all ids that rows of a child have on this date."""
        return {person_id, *self._also.get(person_id, ())}

    def _rename(self, person: Person, person_id: str) -> None:
        """Let a child of this date be one that is known by another id."""
        self._also[person_id] = self._ids(person.person_id) | self._ids(person_id)
        self.renamed[person.person_id] = person_id
        person.person_id = person_id
        self._seen.add(person_id)

    def _take_over(
        self, groups: list[Group], decided: Decided, found: Findings
    ) -> None:
        """Give a row that was decided to be a child's the child's id, which is gone."""
        for person in (group.person for group in groups):
            own = person.person_id
            if own in self._counted or own not in self._before:
                continue
            same = _decided_same(own, decided) & self._counted - self._seen
            if same:
                found.known.append(replace(person))
                self._rename(person, min(same, key=lambda x: (self._age(x), x)))

    def _age(self, person_id: str) -> tuple[bool, date]:
        """Give what sorts ids by how long they are counted: the longest first."""
        before = self._before.get(person_id)
        seen = before.first_seen if before and before.first_seen else self.as_of
        return person_id not in self._counted, seen

    def _find_left_over(
        self,
        groups: list[Group],
        frequencies: Frequencies,
        decided: Decided,
        found: Findings,
    ) -> list[Doubt]:
        """Pair new children with those that are gone; give the pairs that stay two."""
        new = [g for g in groups if g.person.person_id not in self._before]
        gone = [p for p in self.earlier if p.person_id not in self._seen]
        paired, doubts = join_left_over(
            [g.person for g in new], gone, frequencies, decided,
            bits_for(max(len(new), len(gone)), len(groups)),
            perhaps=self.sent if self.perhaps else (), also=self._also,
            barred=self.barred,
        )  # fmt: skip
        for at, join in paired.items():
            person, before, pair = new[at].person, gone[join.right], join.pair
            if join.sure:
                add_issue(found.issues, "TN-09", person, other=before.place,
                          why=explain(pair))  # fmt: skip
            else:
                ask(Doubt(before, replace(person), pair, True, "TN-13"), found)
            if not (join.sure and pair.levels):
                found.known.append(replace(person))
            self._rename(person, before.person_id)
        return [
            Doubt(replace(each.first), replace(each.second), each.pair, code="TN-07")
            for each in doubts
        ]

    def _find_doubles_gone(
        self,
        groups: list[Group],
        frequencies: Frequencies,
        decided: Decided,
        found: Findings,
    ) -> None:
        """Look for children that are gone among those that are there.

        Two that were counted on the last date, as one of them was written otherwise
        then: now both rows find the same child, or one was deleted.
        """
        gone = [
            p for p in self.earlier
            if p.person_id not in self._seen and p.hamlet_id in self.sent
            and p.presence not in ("left", "dead")
        ]  # fmt: skip
        pairs = find_doubles(
            gone, [g.person for g in groups], frequencies, decided,
            bits_for(len(gone), len(groups)), self._before, self._also,
        )  # fmt: skip
        for at, (other, pair) in pairs.items():
            person, before = groups[other].person, gone[at]
            own = replace(person)
            ids = self._ids(own.person_id)
            if said_of(self._ids(before.person_id), ids, decided) is False:
                continue
            ask(Doubt(before, own, pair, True, "TN-13"), found)
            if own.person_id in self._counted:
                _take_history(person, before)
                found.known.append(replace(before))
                self._seen.add(before.person_id)
                self._also[own.person_id] = ids | self._ids(before.person_id)
            else:
                found.known.append(own)
                self._rename(person, before.person_id)

    def _remember(self, group: Group) -> None:
        person = group.person
        before = self._before.get(person.person_id)
        person.first_seen = (before.first_seen if before else None) or self.as_of
        person.last_seen = self.as_of
        if before:
            _take_history(person, before)
            person.number = person.number or before.number

    def carry(self, decided: Decided, found: Findings) -> list[Person]:
        """Carry the children that stand on no list, but for doubles of others.

        Who was decided to be a child that is there too is that child.
        """
        left = [p for p in self.earlier if p.person_id not in self._seen]
        carried = []
        for person in left:
            others = _decided_same(person.person_id, decided)
            others &= self._counted | self._seen
            older = {o for o in others if self._age(o) < self._age(person.person_id)
                     or o in self._seen}  # fmt: skip
            if older:
                found.known.append(replace(person))
            else:
                carried.append(carry(person, person.hamlet_id in self.sent))
        return carried


def _decided_same(person_id: str, decided: Decided) -> set[str]:
    pairs = (pair for pair, same in decided.items() if same and person_id in pair)
    return {other for pair in pairs for other in pair if other != person_id}


def _take_history(person: Person, before: Person) -> None:
    """Take from a child's earlier record what enrolment lists once said."""
    person.enrolment_status = further(person.enrolment_status, before.enrolment_status)
    person.applied_date = person.applied_date or before.applied_date
    person.issued_date = person.issued_date or before.issued_date
