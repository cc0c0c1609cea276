"""Enrolment lists linked to the children: exact rules first, then the model."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property
from typing import Any

from dophu.campaign.settings import ENROLLED
from dophu.catalogue.issues import Issue
from dophu.persons.candidate_pairs import Evidence, PossibleLink, residual_weight
from dophu.persons.decision_rules import explain
from dophu.persons.enrolment_index import NOBODY, EnrolmentIndex, row_issue
from dophu.persons.matching import DateInputs, Matched
from dophu.persons.record import (
    COUNTED,
    ENROLMENT,
    Person,
    make_person_id,
)
from dophu.persons.residual_matching import ResidualLinks, Sides, link_residuals
from dophu.persons.results_of_lists import Result, listed_result
from dophu.persons.settled_results import book_results
from dophu.persons.unlike_names import pair_by_the_rest
from dophu.rosters.texts.row_names import name_rows
from dophu.rosters.words.event_days import BEFORE_BIRTH, is_before_birth

SET_ASIDE = "TN-08"


@dataclass(frozen=True)
class Enrolment:
    """Links the enrolment rows of a date to its children, and books their status."""

    inputs: DateInputs
    evidence: Evidence
    found: Matched
    added: dict[object, Person] = field(default_factory=dict)
    """Children that stand on an enrolment list alone, by number, else by name."""
    sent_back: dict[str, Result] = field(default_factory=dict)
    """What lists of nobody but those sent back state, by the child they are about."""
    _results: dict[str, list[Result]] = field(default_factory=lambda: defaultdict(list))
    """What the rows state, by the child they are about."""
    _before_birth: dict[tuple[str, str], list[int]] = field(
        default_factory=lambda: defaultdict(list)
    )

    def link(self, rows: list[tuple[int, Person]]) -> None:
        """Link each row to the child it is about, or quarantine it with an issue."""
        if not rows:
            return
        people = self.found.people
        before = {p.person_id for p in people if p.enrolment_status in ENROLLED}
        index = EnrolmentIndex(people)
        residual: list[tuple[int, Person, Issue]] = []
        enrolled: set[str] = set()
        for position, row in rows:
            person, issue = index.find(row)
            if issue is None:
                enrolled.add(self._enrol(person, position, row))
            else:
                residual.append((position, row, issue))
        enrolled |= self._link_residual(residual, enrolled, len(rows))
        book_results(self._results, self.inputs, self.found, self.sent_back)
        for (file, sheet), at in self._before_birth.items():
            named = name_rows([row - 1 for row in at])
            details = {"rows": len(at), "places": named}
            issue = Issue(BEFORE_BIRTH, file, sheet, str(min(at)), details=details)
            self.found.issues.append(issue)
        if missing := len(before - enrolled):
            self.found.issues.append(Issue("TN-06", details={"children": missing}))

    def _link_residual(
        self, residual: list[tuple[int, Person, Issue]], enrolled: set[str], rows: int
    ) -> set[str]:
        """Link what the exact rules left by the model; give the children enrolled."""
        people = self.found.people
        records = [row for _, row, _ in residual]
        self._assign_ids(records)
        taken = {at for at, p in enumerate(people) if p.person_id in enrolled}
        sides = Sides(
            records, people, residual_weight(len(residual), rows),
            one_to_one=False, taken=taken,
        )  # fmt: skip
        linked = link_residuals(sides, self.evidence)
        # Pairs come in the order to consider them: the first of a row is its best.
        possible = {id(each.second): each for each in reversed(linked.possible)}
        self._pair_by_the_rest(residual, taken, linked, possible)
        more = set()
        for at, (position, row, issue) in enumerate(residual):
            if link := linked.links.get(at):
                person = people[link.right]
                why = explain(link.pair)
                self.found.issues.append(
                    row_issue("TN-09", row, other=person.place, why=why)
                )
                more.add(self._enrol(person, position, row))
                # A decided link has no levels: no rule would find it again next week.
                if not link.pair.levels:
                    self.found.known.append(row)
            elif self._is_done_child(row, issue, possible):
                more.add(self._add(position, row))
            elif self._is_in_scope(row):
                self.found.outcomes[position] = "quarantined"
                if row.person_id in self._decided and id(row) not in possible:
                    self.found.known.append(row)
                if each := possible.get(id(row)):
                    referred = self._refer(each)
                    issue = referred if issue.code == NOBODY else issue
                self.found.issues.append(issue)
            else:
                self.found.outcomes[position] = "out_of_scope"
        return more

    def _pair_by_the_rest(
        self,
        residual: list[tuple[int, Person, Issue]],
        taken: set[int],
        linked: ResidualLinks,
        possible: dict[int, PossibleLink],
    ) -> None:
        """Add rows under a name of no child, where one child has all the rest."""
        rows = [
            row for at, (_, row, issue) in enumerate(residual)
            if issue.code == NOBODY and at not in linked.links
            and id(row) not in possible and self._is_in_scope(row)
            and row.hamlet_id not in self.inputs.not_yet_only
        ]  # fmt: skip
        taken = taken | {link.right for link in linked.links.values()}
        free = [
            p for at, p in enumerate(self.found.people)
            if at not in taken and p.presence in COUNTED
        ]  # fmt: skip
        for pair in pair_by_the_rest(rows, free, self.evidence):
            row = rows[pair.left]
            possible[id(row)] = PossibleLink(free[pair.right], row, pair)

    def _is_done_child(
        self, row: Person, issue: Issue, possible: Mapping[int, PossibleLink]
    ) -> bool:
        """Test whether a row is a child whom the hamlet's list need not name.

        That list is of the not yet done only, and nobody on it may be the child.
        """
        alone = issue.code == NOBODY and id(row) not in possible
        incomplete = row.hamlet_id in self.inputs.not_yet_only
        return alone and incomplete and self._is_in_scope(row)

    def _add(self, position: int, row: Person) -> str:
        """Count a row as a child of its own, or with a row before that is the same."""
        # A list names a child at each step (taken, issued): its first row counts.
        key = row.number or row.exact_key or row.person_id
        child = self.added.get(key)
        if child is None:
            day = self.inputs.as_of
            child = replace(row, source="roster", roster_status=None)
            child.first_seen = child.last_seen = day
            self.found.people.append(child)
            self.added[key] = child
        first = child.person_id == row.person_id
        self._enrol(child, position, row)
        self.found.outcomes[position] = "person" if first else "merged"
        return child.person_id

    @cached_property
    def _decided(self) -> set[str]:
        """Ids of which a person decided: next week their rows have to keep them."""
        return set().union(*self.inputs.decisions)

    def _is_in_scope(self, row: Person) -> bool:
        groups = self.inputs.age_groups
        born = row.birth_from, row.birth_to
        return bool(groups.group_of(*born, self.inputs.as_of))

    def _enrol(self, person: Person, position: int, row: Person) -> str:
        if row.birth_from is None and has_day_before(row, person.birth_from):
            self._before_birth[(row.file, row.sheet)].append(row.row)
            row = replace(row, roster_status="not_yet")
        codes = self.inputs.rows.columns["issues"][position]
        result = listed_result(row, codes, self.inputs.list_days)
        self._results[person.person_id] += [result] if result else []
        self.found.outcomes[position] = "merged"
        self.found.person_ids[position] = person.person_id
        return person.person_id

    def _assign_ids(self, rows: list[Person]) -> None:
        """Give residual rows the ids they had on the last date, so decisions hold."""
        known = {_record_key(p): p.person_id for p in self.inputs.known
                 if p.source == ENROLMENT}  # fmt: skip
        made: Counter[tuple[str, str, int]] = Counter()
        for row in rows:
            place = row.file, row.sheet, row.row
            row.person_id = known.get(_record_key(row)) or make_person_id(
                self.inputs.as_of, *place, made[place]
            )
            made[place] += 1

    def _refer(self, link: PossibleLink) -> Issue:
        """Refer a row and the child it may be about to review (TN-08)."""
        row = link.second
        link.code = SET_ASIDE
        self.found.possible_links.append(link)
        self.found.known.append(row)
        pair = f"{link.first.person_id} {row.person_id}"
        why = explain(link.pair)
        return row_issue(SET_ASIDE, row, other=link.first.place, pair=pair, why=why)


def _record_key(row: Person) -> tuple[Any, ...]:
    return row.name_key, row.birth_from, row.birth_to, row.hamlet_id, row.number


def has_day_before(row: Person, born: date | None) -> bool:
    """Test whether a row has days of enrolment, and none that a child can have had."""
    days = [day for day in (row.applied_date, row.issued_date) if day is not None]
    return bool(days) and all(is_before_birth(day, born) for day in days)
