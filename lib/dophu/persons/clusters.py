"""Which groups of rows of one date have been linked into one child, and which may not.

A union-find over the groups, with what forbids a link: a decided non-link, two who
stood on one list before, and a list that two groups share by what was linked to them.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from dophu.persons.candidate_pairs import ids_of
from dophu.persons.distinct import SideBySide
from dophu.persons.exact_same_date import Group
from dophu.persons.link_decisions import LinkDecisions
from dophu.persons.scoring import ScoredPair


@dataclass(frozen=True, slots=True)
class Merge:
    """Two groups made one, by place: the one that is ``kept`` and the ``absorbed``.

    ``certain`` is True where no review is needed; else the link is provisional and a
    person may undo it.
    """

    kept: int
    absorbed: int
    pair: ScoredPair
    certain: bool


@dataclass
class Clusters:
    """Groups of rows that are one child; a root is the earliest in list order.

    Children who stood ``side_by_side`` on an earlier list are not linked by likeness.
    """

    groups: Sequence[Group]
    decisions: LinkDecisions
    side_by_side: SideBySide = field(default_factory=SideBySide)
    merges: list[Merge] = field(default_factory=list)
    roots: list[int] = field(default_factory=list)
    lists: list[set[tuple[str, str]]] = field(default_factory=list)
    presences: list[set[str]] = field(default_factory=list)
    stood: list[frozenset[int]] = field(default_factory=list)
    non_links: dict[int, set[int]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.roots = list(range(len(self.groups)))
        self.lists = [set(group.lists) for group in self.groups]
        self.stood = [self._stood(at) for at in self.roots]
        self.presences = [{group.person.presence} for group in self.groups]
        place = {group.person.person_id: at for at, group in enumerate(self.groups)}
        for ids in (pair for pair, same in self.decisions.items() if not same):
            one, two = (place.get(person_id) for person_id in sorted(ids))
            if one is not None and two is not None:
                self._forbid(one, two)

    def _forbid(self, one: int, two: int) -> None:
        self.non_links.setdefault(one, set()).add(two)
        self.non_links.setdefault(two, set()).add(one)

    def root(self, at: int) -> int:
        """Give the group that stands for a group's cluster."""
        while self.roots[at] != at:
            # Path halving: a chain of links is shortened as it is walked.
            self.roots[at] = self.roots[self.roots[at]]
            at = self.roots[at]
        return at

    def is_resolved(self, one: int, two: int) -> bool:
        """Test whether two groups are linked already, or a decided non-link."""
        a, b = self.root(one), self.root(two)
        if a == b or self._are_distinct(one, two):
            return True
        # Non-links are kept by place: their clusters of now are asked of the roots.
        return b in {self.root(x) for x in self.non_links.get(a, ())}

    def _are_distinct(self, one: int, two: int) -> bool:
        """Test whether an earlier list had children of the two clusters as two."""
        if self.stood[self.root(one)].isdisjoint(self.stood[self.root(two)]):
            return False
        if self.is_decided_link(one, two):
            return False
        # On one list again they are asked about as any two rows of a list are.
        again = not self.groups[one].lists.isdisjoint(self.groups[two].lists)
        return not again or self._stood(one).isdisjoint(self._stood(two))

    def _stood(self, at: int) -> frozenset[int]:
        return self.side_by_side.of(self.groups[at].person.person_id)

    def is_decided_link(self, one: int, two: int) -> bool:
        """Test whether clerical review decided that two groups are one child."""
        if not self.decisions:
            return False
        pair = ids_of(self.groups[one].person, self.groups[two].person)
        return bool(self.decisions.get(pair))

    def are_both_present(self, one: int, two: int) -> bool:
        """Test whether every list of both clusters has the child as present."""
        found = self.presences[self.root(one)] | self.presences[self.root(two)]
        return found == {"present"}

    def share_list(self, one: int, two: int) -> bool:
        """Test whether the clusters of two groups have rows on one list."""
        return not self.lists[self.root(one)].isdisjoint(self.lists[self.root(two)])

    def are_kept_apart(self, one: int, two: int) -> bool:
        """Test whether the clusters share a list that the two groups do not.

        Then two rows of that list stand between them, which are two children.
        """
        own = self.groups[one].lists.isdisjoint(self.groups[two].lists)
        return own and self.share_list(one, two)

    def link(self, pair: ScoredPair, certain: bool) -> None:
        """Make the clusters of a pair one."""
        # The earliest in list order stays, in whatever order pairs are considered.
        kept, absorbed = sorted((self.root(pair.left), self.root(pair.right)))
        self.roots[absorbed] = kept
        self.lists[kept] |= self.lists[absorbed]
        self.stood[kept] |= self.stood[absorbed]
        self.presences[kept] |= self.presences[absorbed]
        if absorbed in self.non_links:
            self.non_links.setdefault(kept, set()).update(self.non_links[absorbed])
        self.merges.append(Merge(kept, absorbed, pair, certain))
