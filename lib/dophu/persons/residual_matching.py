"""Residuals of two sides linked: what no exact rule paired is scored and assigned.

Two uses: children new on a date with those of the last date that no list names any
more (:mod:`~dophu.persons.tracking`), and enrolment rows with the children of their
date (:mod:`~dophu.persons.enrolments`). :func:`find_duplicates` looks for children of
the last date that were a second record of one that is still listed.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace

from dophu.persons.candidate_pairs import (
    Evidence,
    PossibleLink,
    order_pairs,
    residual_weight,
)
from dophu.persons.decision_rules import (
    MARGIN,
    REVIEW,
    SAME_LIST_PENALTY,
    SAME_SPELLING,
    is_link,
    is_provisional_link,
    needs_review,
    spelling,
)
from dophu.persons.model import model_rules
from dophu.persons.record import COUNTED, Person
from dophu.persons.repeated_records import score_once
from dophu.persons.scoring import ANY_HAMLET, SAME_HAMLET, ScoredPair


@dataclass(frozen=True)
class Sides:
    """The residuals to be linked, and of how many records they remain.

    Each record of ``left`` gets one of ``right`` at the most. Unless they are
    ``one_to_one``, a record of ``right`` may be given again to one of its very
    spelling: an enrolment list names a child at each step. ``taken`` are places of
    ``right`` that have a match from the exact rules.
    """

    left: Sequence[Person]
    right: Sequence[Person]
    extra_weight: float = 0.0
    one_to_one: bool = True
    taken: Collection[int] = ()


@dataclass(frozen=True, slots=True)
class Link:
    """The place on the right that a record on the left is linked with, and why.

    ``certain`` is True where no review is needed; else the link is provisional.
    """

    right: int
    pair: ScoredPair
    certain: bool


@dataclass
class ResidualLinks:
    """Place in ``left`` → its link; possible links; and what a decision forbade.

    ``possible`` are pairs that stay two records until reviewed, the one of ``right``
    first. ``vetoed`` gives for an id of the left that of the right with which it would
    have been considered, did not a non-link of one of its other ids stand in the way.
    """

    links: dict[int, Link] = field(default_factory=dict)
    possible: list[PossibleLink] = field(default_factory=list)
    vetoed: dict[str, str] = field(default_factory=dict)


def link_residuals(
    sides: Sides, evidence: Evidence, provisional_in: Collection[str] = ()
) -> ResidualLinks:
    """Link records of two sides that no exact rule linked.

    Links first, in the order of :func:`~dophu.persons.candidate_pairs.order_pairs`,
    each without a rival candidate; then provisional links by weight. What is still
    open and worth it is for clerical review.

    Parameters
    ----------
    sides
        The residuals.
    evidence
        Frequencies and decisions of the date.
    provisional_in
        Hamlets whose records on the right may be linked provisionally; never a child
        that a list has as left or dead. In them all records of a hamlet are compared.
    """
    found = ResidualLinks()
    candidates = _find_candidates(sides, evidence, bool(provisional_in), found)
    assignment = _Assignment(sides, found.links, [pair for pair, _ in candidates])
    unsettled = []
    for pair, decision in candidates:
        if not assignment.is_open(pair):
            continue
        if decision or (
            is_link(pair, same_list=False) and not assignment.has_rival(pair)
        ):
            assignment.link(pair, certain=True)
        else:
            unsettled.append(pair)
    _link_provisionally(sides, unsettled, assignment, provisional_in)
    found.possible = [
        PossibleLink(sides.right[pair.right], sides.left[pair.left], pair)
        for pair in unsettled
        if assignment.is_open(pair) and needs_review(pair, same_list=False)
    ]
    return found


def _find_candidates(
    sides: Sides, evidence: Evidence, by_hamlet: bool, found: ResidualLinks
) -> list[tuple[ScoredPair, bool | None]]:
    """Score the pairs of two sides; give those that are no non-link, with decisions."""
    left, right, extra = sides.left, sides.right, sides.extra_weight
    rules = (*model_rules(), *SAME_HAMLET) if by_hamlet else ()
    if any(person.hamlet_id is None for person in left):
        rules = (*(rules or model_rules()), *ANY_HAMLET)
    # The extra weight comes after scoring, so less suffices here.
    scored = score_once(left, right, evidence.frequencies, REVIEW - extra, rules)
    weighted = [replace(p, weight=p.weight + extra) for p in scored]
    candidates = []
    for pair in order_pairs(weighted, left, right, evidence.decisions):
        one, two = left[pair.left], right[pair.right]
        decision = evidence.decision(one, two)
        if decision is not False:
            candidates.append((pair, decision))
        elif not evidence.is_decided_directly(one, two):
            found.vetoed.setdefault(one.person_id, two.person_id)
    return candidates


class _Assignment:
    """Who is linked with whom so far, and which candidate pairs are still open."""

    def __init__(
        self, sides: Sides, links: dict[int, Link], candidates: list[ScoredPair]
    ) -> None:
        self._links = links
        self._one_to_one = sides.one_to_one
        self._taken = set(sides.taken)
        self._of_left: dict[int, list[ScoredPair]] = defaultdict(list)
        self._of_right: dict[int, list[ScoredPair]] = defaultdict(list)
        for pair in candidates:
            self._of_left[pair.left].append(pair)
            self._of_right[pair.right].append(pair)

    def is_open(self, pair: ScoredPair) -> bool:
        """Test whether both records of a pair can still be linked."""
        if pair.left in self._links:
            return False
        if pair.right not in self._taken:
            return True
        same_spelling = pair.levels.get("name", "same") in SAME_SPELLING
        return not self._one_to_one and same_spelling

    def has_rival(self, pair: ScoredPair) -> bool:
        """Test whether another open pair of either record may be meant as well.

        One spelled further off is no rival, whatever its weight. The right side counts
        only where it can be linked but once.
        """
        near = [*self._of_left[pair.left]]
        near += self._of_right[pair.right] if self._one_to_one else []
        return any(
            (other.left, other.right) != (pair.left, pair.right)
            and other.weight >= pair.weight - MARGIN
            and spelling(other) <= spelling(pair)
            and self.is_open(other)
            for other in near
        )

    def link(self, pair: ScoredPair, certain: bool) -> None:
        """Link the two records of a pair."""
        self._links[pair.left] = Link(pair.right, pair, certain)
        self._taken.add(pair.right)


def _link_provisionally(
    sides: Sides,
    unsettled: list[ScoredPair],
    assignment: _Assignment,
    hamlets: Collection[str],
) -> None:
    if not hamlets:
        return
    for pair in sorted(unsettled, key=lambda each: -each.weight):
        one, two = sides.left[pair.left], sides.right[pair.right]
        # A departure is on record, no slip: such a pair stays two, for review.
        left_or_dead = any(p.presence in ("left", "dead") for p in (one, two))
        if left_or_dead or two.hamlet_id not in hamlets or not assignment.is_open(pair):
            continue
        if is_provisional_link(pair, pair.weight, same_list=False):
            assignment.link(pair, certain=False)


def find_duplicates(
    unlisted: Sequence[Person],
    listed: Sequence[Person],
    evidence: Evidence,
    previous: Mapping[str, Person],
) -> dict[int, tuple[int, ScoredPair]]:
    """Find children no longer listed that were a second record of a listed one.

    Parameters
    ----------
    unlisted, listed
        Children of the last date that no list of this one names, and the children
        that the lists name.
    evidence
        Frequencies and decisions of the date.
    previous
        The records of the last date, by id: two that stood on one list then are one
        child only where one was typed twice.

    Returns
    -------
    dict
        Place in ``unlisted`` → place in ``listed`` and the pair; all are provisional.
    """
    extra = residual_weight(len(unlisted), len(listed))
    rules = (*model_rules(), *SAME_HAMLET)
    scored = score_once(unlisted, listed, evidence.frequencies, REVIEW - extra, rules)
    found: list[tuple[float, ScoredPair]] = []
    for pair in scored:
        one, two = unlisted[pair.left], listed[pair.right]
        last = previous.get(two.person_id)
        same_list = last and (one.file, one.sheet) == (last.file, last.sheet)
        weight = pair.weight + (-SAME_LIST_PENALTY if same_list else extra)
        if two.presence not in COUNTED or evidence.decision(one, two) is not None:
            continue
        same_number = pair.levels["number"] == "same"
        # A list that had them as two knew more than likeness shows; only a number
        # outweighs it.
        if not same_number and evidence.are_distinct(one, two):
            continue
        if is_provisional_link(pair, weight, bool(same_list)):
            found.append((weight, pair))
    duplicates: dict[int, tuple[int, ScoredPair]] = {}
    for _, pair in sorted(found, key=lambda each: -each[0]):
        duplicates.setdefault(pair.left, (pair.right, pair))
    return duplicates
