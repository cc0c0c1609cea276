"""Children followed from the last date to this one, so that each keeps its id.

The order matters. Exact rules first, so that most rows have their id before anything
is scored; then rows of one child are made one; only then is the residual small enough
for a missing child and a new one to be linked. Who is still unlisted is carried
forward.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from dophu.persons.assign import IdRegister
from dophu.persons.candidate_pairs import Evidence, PossibleLink, residual_weight
from dophu.persons.clerical_review import is_typed_twice, refer
from dophu.persons.clusters import Merge
from dophu.persons.decision_rules import explain
from dophu.persons.deduplicate import link_within_date
from dophu.persons.exact_over_time import carry_forward, find_earlier
from dophu.persons.exact_same_date import (
    Group,
    add_issue,
    attach_rows,
    drop_shared_numbers,
    exchange,
    merge,
)
from dophu.persons.matching import DateInputs, Matched
from dophu.persons.moves import carry_out
from dophu.persons.record import COUNTED, Person
from dophu.persons.residual_matching import (
    ResidualLinks,
    Sides,
    find_duplicates,
    link_residuals,
)
from dophu.persons.unlike_names import pair_redated, pair_renamed


@dataclass(frozen=True)
class Tracking:
    """The steps by which a date's groups of rows become the children of the last date.

    ``found`` takes what was linked, what is for review, and records to recognise.
    """

    inputs: DateInputs
    evidence: Evidence
    register: IdRegister
    found: Matched

    def link(self, groups: list[Group]) -> list[Group]:
        """Give each group its child's id and history; one group a child is returned."""
        known = self.register.known
        moved = self.inputs.moves.decided
        exact = find_earlier(groups, [*self.inputs.earlier, *known], moved)
        for at, group in enumerate(groups):
            last = exact.get(at)
            self.register.assign(group, last.person_id if last else None)
        groups, within_date = self._deduplicate(groups)
        drop_shared_numbers(groups, self.found.issues)
        self.register.follow_decisions(groups, self.inputs, self.found)
        over_time = self._link_residuals(groups)
        self._link_duplicates(groups)
        self._refer_over_time(over_time)
        for link, first, second in within_date:
            # Only now: a child's id may have come from one that was unlisted.
            link.first.person_id = first.person_id
            link.second.person_id = second.person_id
            self._refer(link)
        for group in groups:
            self.register.complete(group.person)
        self.found.known += [p for p in known if not self.register.is_linked(p)]
        return groups

    def carry_forward(self) -> list[Person]:
        """Carry forward the children that stand on no list of the date.

        Not one that was decided to be another child, who goes on: it is only kept to
        be recognised.
        """
        carried = []
        for last in self.inputs.earlier:
            if self.register.is_linked(last):
                continue
            person = replace(last)
            carry_out(person, self.inputs.moves)
            if self.register.is_duplicate_by_decision(person, self.inputs):
                self.found.known.append(replace(person))
            else:
                sent = person.hamlet_id in self.inputs.rows.hamlets
                carried.append(carry_forward(person, sent))
        return carried

    def _deduplicate(
        self, groups: list[Group]
    ) -> tuple[list[Group], list[tuple[PossibleLink, Person, Person]]]:
        """Make groups one; give those that stay, and possible links with their ends.

        The ends are the records as they go on; the link holds copies as compared.
        """
        group_of = {id(group.person): group for group in groups}
        merges, possible = link_within_date(groups, self.evidence)
        links = [
            link for each in merges if (link := self._merge(groups, each)) is not None
        ]
        for each in possible:
            # Merging may have exchanged the record that a group holds.
            one, two = (group_of[id(p)].person for p in (each.first, each.second))
            apart = PossibleLink(replace(one), replace(two), each.pair, code="DS-20")
            links.append((apart, one, two))
        absorbed = {each.absorbed for each in merges}
        return [g for at, g in enumerate(groups) if at not in absorbed], links

    def _merge(
        self, groups: list[Group], each: Merge
    ) -> tuple[PossibleLink, Person, Person] | None:
        """Make two groups one; give the link to review where it is provisional."""
        kept, other = groups[each.kept], groups[each.absorbed]
        by_model = each.certain and bool(each.pair.levels)
        seniority = self.register.seniority
        older = seniority(other.person.person_id) < seniority(kept.person.person_id)
        if older and not by_model:
            exchange(kept, other)  # each record stays under its own id
        first, second = replace(kept.person), replace(other.person)
        retired = self.register.absorb(kept, other.person, not by_model, self.found)
        if each.certain:
            merge(kept, other, explain(each.pair), self.found.issues)
            return None
        attach_rows(kept, other)
        link = PossibleLink(first, second, each.pair, provisional=True)
        link.code = "DS-12" if is_typed_twice(link) else "DS-23"
        return link, kept.person, retired

    def _link_residuals(self, groups: list[Group]) -> list[PossibleLink]:
        """Link new children with unlisted ones; give the pairs that stay two."""
        previous = self.register.previous
        new = [g.person for g in groups if g.person.person_id not in previous]
        unlisted = [p for p in self.inputs.earlier if not self.register.is_linked(p)]
        extra = residual_weight(max(len(new), len(unlisted)), len(groups))
        sides = Sides(new, unlisted, extra)
        # A hamlet that sent no list has lost nobody, so nothing is provisional there.
        found = link_residuals(sides, self.evidence, self.inputs.rows.hamlets)
        for one, two in found.vetoed.items():
            self.register.vetoed.setdefault(one, two)
        for at, link in found.links.items():
            person, last = new[at], unlisted[link.right]
            if link.certain:
                add_issue(self.found.issues, "TN-09", person, other=last.place,
                          why=explain(link.pair))  # fmt: skip
            else:
                one = PossibleLink(last, replace(person), link.pair, True, "TN-13")
                self._refer(one)
            if not (link.certain and link.pair.levels):
                self.found.known.append(replace(person))
            self.register.relink(person, last.person_id)
        found.possible += self._pair_renamed(new, unlisted, found)
        return [
            PossibleLink(replace(p.first), replace(p.second), p.pair, code="TN-07")
            for p in found.possible
        ]

    def _pair_renamed(
        self, new: list[Person], unlisted: list[Person], found: ResidualLinks
    ) -> list[PossibleLink]:
        """Give pairs of the residual that may be one child of other name or birth."""
        linked = {link.right for link in found.links.values()}
        open_to = {id(p) for link in found.possible for p in (link.first, link.second)}
        left = [
            p for at, p in enumerate(new)
            if at not in found.links and id(p) not in open_to
        ]  # fmt: skip
        sent = self.inputs.rows.hamlets
        gone = [
            p for at, p in enumerate(unlisted)
            if at not in linked and id(p) not in open_to
            and p.hamlet_id in sent and p.presence in COUNTED
        ]  # fmt: skip
        pairs = pair_renamed(left, gone, self.evidence)
        renamed = {(pair.left, pair.right) for pair in pairs}
        pairs += [
            pair for pair in pair_redated(left, gone, self.evidence)
            if (pair.left, pair.right) not in renamed
        ]  # fmt: skip
        return [PossibleLink(gone[p.right], left[p.left], p) for p in pairs]

    def _link_duplicates(self, groups: list[Group]) -> None:
        """Link unlisted children provisionally with listed ones that have an id.

        Two records counted on the last date, since one was written otherwise then:
        now both rows find the same child, or one row was deleted.
        """
        sent = self.inputs.rows.hamlets
        unlisted = [
            p for p in self.inputs.earlier
            if not self.register.is_linked(p) and p.hamlet_id in sent
            and p.presence not in ("left", "dead")
        ]  # fmt: skip
        listed = [group.person for group in groups]
        pairs = find_duplicates(unlisted, listed, self.evidence, self.register.previous)
        for at, (place, pair) in pairs.items():
            person, last = listed[place], unlisted[at]
            # Asked again: an earlier link of this loop may have added aliases.
            if self.evidence.decision(last, person) is False:
                continue
            self._refer(PossibleLink(last, replace(person), pair, True, "TN-13"))
            self.register.absorb_unlisted(person, last, self.found)

    def _refer_over_time(self, possible: list[PossibleLink]) -> None:
        for link in possible:
            own = link.second.person_id
            link.second.person_id = self.register.relinked.get(own, own)
            if not self.register.is_linked(link.first):
                self._refer(link)

    def _refer(self, link: PossibleLink) -> None:
        """Refer a pair to review, unless neither can be counted: two grown-ups."""
        group_of, as_of = self.inputs.age_groups.group_of, self.inputs.as_of
        if any(
            group_of(person.birth_from, person.birth_to, as_of) is not None
            for person in (link.first, link.second)
        ):
            refer(link, self.found)
