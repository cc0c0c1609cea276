"""Joining what is alike: rows of one date, a date and the one before, enrolments.

Each takes the pairs that the model finds, the most alike first, joins those that
are certain and have no rival, and gives back those that a person has to look at.
What a person decided comes before everything.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace

from dophu.persons.judging import (
    MARGIN,
    ONE_SPELLING,
    PERHAPS,
    by_spelling,
    is_certain,
    is_doubtful,
    spelling,
)
from dophu.persons.likeness import Likeness, find_alike
from dophu.persons.people import Person
from dophu.persons.records import Frequencies
from dophu.persons.same_date import Group
from dophu.rosters import no_collection

Decided = Mapping[frozenset[str], bool]
"""Pairs of person ids → whether they are one child, as a person decided."""

DECIDED = math.inf
"""Weight of a pair that a person decided is one child."""

LEFT_OVER = 2500
"""Children among whom the model's prior looks for one; among few that are left
over, a pair is likelier by as much."""

MOST_LIKELIER = 6.0


@dataclass(frozen=True, slots=True)
class Doubt:
    """Two records that may be one child, by their persons, ids given."""

    first: Person
    second: Person
    pair: Likeness


@dataclass
class Joining:
    """Which groups of rows came to be one; roots are the earliest in list order."""

    groups: Sequence[Group]
    roots: list[int] = field(default_factory=list)
    lists: list[set[tuple[str, str]]] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.roots = list(range(len(self.groups)))
        self.lists = [set(group.lists) for group in self.groups]

    def root(self, at: int) -> int:
        """Give the group that stands for a group."""
        while self.roots[at] != at:
            self.roots[at] = self.roots[self.roots[at]]
            at = self.roots[at]
        return at

    def share_list(self, one: int, two: int) -> bool:
        """Tell whether two groups, and what was joined to them, share a list."""
        return not self.lists[self.root(one)].isdisjoint(self.lists[self.root(two)])

    def are_apart(self, one: int, two: int) -> bool:
        """Tell whether only what was joined to two groups shares a list.

        Then two rows of that list stand between them, which are two children.
        """
        own = self.groups[one].lists.isdisjoint(self.groups[two].lists)
        return own and self.share_list(one, two)

    def join(self, one: int, two: int) -> tuple[int, int]:
        """Make two groups one; give the place that stays and the one that goes."""
        kept, gone = sorted((self.root(one), self.root(two)))
        self.roots[gone] = kept
        self.lists[kept] |= self.lists[gone]
        return kept, gone


@no_collection()
def join_alike(
    groups: Sequence[Group], frequencies: Frequencies, decided: Decided
) -> tuple[list[tuple[int, int, Likeness]], list[Doubt]]:
    """Find the groups of one date that are one child though written otherwise.

    Returns
    -------
    list of tuple
        The place that stays, the place that goes, and why, in the order to do it.
    list of Doubt
        Pairs for a person.
    """
    people = [group.person for group in groups]
    found = _in_order(
        find_alike(people, None, frequencies, PERHAPS), people, None, decided
    )
    of = _by_place(found)
    joining = Joining(groups)
    joins: list[tuple[int, int, Likeness]] = []
    for pair in found:
        one, two = pair.left, pair.right
        said = decided.get(_ids(people[one], people[two]))
        if said is False or joining.root(one) == joining.root(two):
            continue
        same_list = joining.share_list(one, two)
        if said or (
            is_certain(pair, same_list)
            and not joining.are_apart(one, two)
            and not _has_rival(pair, of, joining)
        ):
            joins.append((*joining.join(one, two), pair))
    doubtful = _join_left_over_rows(found, of, joining, joins, people, decided)
    doubts = {}
    for pair in doubtful:
        ends = joining.root(pair.left), joining.root(pair.right)
        if ends[0] != ends[1]:
            first, second = sorted(ends)
            doubts.setdefault(
                (first, second), Doubt(people[first], people[second], pair)
            )
    return joins, list(doubts.values())


def _join_left_over_rows(
    found: list[Likeness],
    of: dict[int, list[Likeness]],
    joining: Joining,
    joins: list[tuple[int, int, Likeness]],
    people: Sequence[Person],
    decided: Decided,
) -> list[Likeness]:
    """Look again at what is left of lists whose other rows found their child.

    Where nearly all of a list's rows are some other list's children too, one that
    is left over is likelier to be one that is left over there.
    """
    likelier = _likelier_by_list(joining)
    doubtful = []
    for pair in found:
        one, two = pair.left, pair.right
        said = decided.get(_ids(people[one], people[two]))
        if said is False or joining.root(one) == joining.root(two):
            continue
        same_list = joining.share_list(one, two)
        if not same_list:
            more = max(likelier.get(one, 0.0), likelier.get(two, 0.0))
            again = replace(pair, weight=pair.weight + more)
            if is_certain(again, same_list) and not _has_rival(pair, of, joining):
                joins.append((*joining.join(one, two), pair))
                continue
        if is_doubtful(pair, same_list):
            doubtful.append(pair)
    return doubtful


def _likelier_by_list(joining: Joining) -> dict[int, float]:
    """Give the bits by which each group left over is likelier to be another's."""
    alone: dict[tuple[str, str], list[int]] = defaultdict(list)
    total: Counter[tuple[str, str]] = Counter()
    for at, group in enumerate(joining.groups):
        if joining.root(at) != at:
            continue
        total.update(joining.lists[at])
        if len(joining.lists[at]) == 1:
            alone[next(iter(group.lists))].append(at)
    return {
        at: bits_for(len(left), total[place])
        for place, left in alone.items()
        for at in left
    }


def bits_for(left_over: int, of: int) -> float:
    """Give the bits that a pair is likelier by where so few are left over.

    None where more than half are: then they may well be nobody else.

    Examples
    --------
    >>> bits_for(625, 2500), bits_for(1, 2500), bits_for(1, 1)
    (2.0, 6.0, 0.0)
    """
    if left_over > of / 2:
        return 0.0
    return min(MOST_LIKELIER, max(0.0, math.log2(LEFT_OVER / max(left_over, 1))))


def _ids(one: Person, two: Person) -> frozenset[str]:
    return frozenset((one.person_id, two.person_id))


def _in_order(
    found: list[Likeness],
    left: Sequence[Person],
    right: Sequence[Person] | None,
    decided: Decided,
) -> list[Likeness]:
    """Put pairs in order, those that a person decided are one child first."""
    if not any(decided.values()):
        return sorted(found, key=by_spelling)
    place = {person.person_id: at for at, person in enumerate(left)}
    other = (
        place
        if right is None
        else {person.person_id: at for at, person in enumerate(right)}
    )
    first = []
    for ids in sorted(tuple(sorted(p)) for p, same in decided.items() if same):
        for one, two in (ids, ids[::-1]):
            if one in place and two in other:
                first.append(Likeness(place[one], other[two], DECIDED, {}))
                break
    return first + sorted(found, key=by_spelling)


def _by_place(found: list[Likeness]) -> dict[int, list[Likeness]]:
    of: dict[int, list[Likeness]] = defaultdict(list)
    for pair in found:
        of[pair.left].append(pair)
        of[pair.right].append(pair)
    return of


def _has_rival(pair: Likeness, of: dict[int, list[Likeness]], joining: Joining) -> bool:
    """Tell whether one of the two may as well be another on the other's list.

    A rival that already has its row on that list is taken; one with the same name
    and birth is the same child typed twice, and no rival; nor is one whose name is
    further off. Where the names are not spelled alike and no number tells, it may be
    a twin's, and every other child in question is a rival.
    """
    clear = pair.levels["name"] in ONE_SPELLING or pair.levels["number"] == "same"
    margin = MARGIN if clear else math.inf
    for one, two in ((pair.left, pair.right), (pair.right, pair.left)):
        for other in of[one]:
            rival = other.right if other.left == one else other.left
            if rival in (one, two) or other.weight < pair.weight - margin:
                continue
            if spelling(other) > spelling(pair):
                continue
            roots = {joining.root(at) for at in (one, two)}
            if joining.root(rival) in roots or not joining.share_list(rival, two):
                continue
            taken = joining.share_list(rival, one)
            if not taken and not _is_twice(other):
                return True
    return False


def _is_twice(pair: Likeness) -> bool:
    same_name = pair.levels.get("name") in ONE_SPELLING
    return same_name and pair.levels.get("birth") in ("same", "missing")


def join_left_over(
    left: Sequence[Person],
    right: Sequence[Person],
    frequencies: Frequencies,
    decided: Decided,
    likelier: float,
    once: bool = True,
    taken: Collection[int] = (),
) -> tuple[dict[int, tuple[int, Likeness]], list[Doubt]]:
    """Pair records of two sides that no exact rule paired.

    Parameters
    ----------
    left, right
        Records with their ids. Each of ``left`` gets one of ``right`` at the most.
    frequencies
        How common names are.
    decided
        What a person decided.
    likelier
        Bits by which a pair is likelier since so few are left over; see
        :func:`bits_for`.
    once
        Whether one of ``right`` can be paired but once; else only with records of
        one spelling.
    taken
        Places of ``right`` that have been paired before.

    Returns
    -------
    dict
        Place in ``left`` → place in ``right`` and why.
    list of Doubt
        Pairs for a person: the record of ``right`` first.
    """
    raw = find_alike(left, right, frequencies, PERHAPS - likelier)
    found = _in_order(
        [Likeness(p.left, p.right, p.weight + likelier, p.levels) for p in raw],
        left, right, decided,
    )  # fmt: skip
    by_left, by_right = defaultdict(list), defaultdict(list)
    for pair in found:
        by_left[pair.left].append(pair)
        by_right[pair.right].append(pair)
    paired: dict[int, tuple[int, Likeness]] = {}
    gone = set(taken)

    def free(pair: Likeness) -> bool:
        if pair.left in paired:
            return False
        again = not once and pair.levels.get("name", "same") in ONE_SPELLING
        return pair.right not in gone or again

    doubtful = []
    for pair in found:
        said = decided.get(_ids(left[pair.left], right[pair.right]))
        if said is False or not free(pair):
            continue
        near = by_left[pair.left] + (by_right[pair.right] if once else [])
        rivals = any(
            (x.left, x.right) != (pair.left, pair.right)
            and x.weight >= pair.weight - MARGIN and spelling(x) <= spelling(pair)
            and free(x)
            for x in near
        )  # fmt: skip
        if said or (is_certain(pair, same_list=False) and not rivals):
            paired[pair.left] = pair.right, pair
            gone.add(pair.right)
        elif is_doubtful(pair, same_list=False):
            doubtful.append(pair)
    return paired, [
        Doubt(right[pair.right], left[pair.left], pair)
        for pair in doubtful
        if free(pair)
    ]
