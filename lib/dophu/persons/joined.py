"""Groups of rows of one date that came to be one child, and those that must not."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from dophu.persons.candidate_pairs import Decided, ids_of
from dophu.persons.exact_same_date import Group
from dophu.persons.scoring import Likeness


@dataclass(frozen=True, slots=True)
class Join:
    """Two groups made one, by place: the one that ``stays`` and the one that ``goes``.

    ``sure`` tells that nobody has to look at it; else it may be undone by a person.
    """

    stays: int
    goes: int
    pair: Likeness
    sure: bool


@dataclass
class Joining:
    """Which groups of rows came to be one; roots are the earliest in list order."""

    groups: Sequence[Group]
    decided: Decided
    joins: list[Join] = field(default_factory=list)
    roots: list[int] = field(default_factory=list)
    lists: list[set[tuple[str, str]]] = field(default_factory=list)
    presences: list[set[str]] = field(default_factory=list)
    apart: dict[int, set[int]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.roots = list(range(len(self.groups)))
        self.lists = [set(group.lists) for group in self.groups]
        self.presences = [{group.person.presence} for group in self.groups]
        place = {group.person.person_id: at for at, group in enumerate(self.groups)}
        for ids in (pair for pair, same in self.decided.items() if not same):
            one, two = (place.get(person_id) for person_id in sorted(ids))
            if one is not None and two is not None:
                self.apart.setdefault(one, set()).add(two)
                self.apart.setdefault(two, set()).add(one)

    def root(self, at: int) -> int:
        """Give the group that stands for a group."""
        while self.roots[at] != at:
            self.roots[at] = self.roots[self.roots[at]]
            at = self.roots[at]
        return at

    def is_settled(self, one: int, two: int) -> bool:
        """Tell whether two groups are one already, or were decided to be two."""
        a, b = self.root(one), self.root(two)
        if a == b or a not in self.apart:
            return a == b
        return b in {self.root(x) for x in self.apart[a]}

    def is_decided(self, one: int, two: int) -> bool:
        """Tell whether a person decided that two groups are one child."""
        if not self.decided:
            return False
        pair = ids_of(self.groups[one].person, self.groups[two].person)
        return bool(self.decided.get(pair))

    def are_both_there(self, one: int, two: int) -> bool:
        """Tell whether all lists say of both groups that the child is there."""
        found = self.presences[self.root(one)] | self.presences[self.root(two)]
        return found == {"present"}

    def share_list(self, one: int, two: int) -> bool:
        """Tell whether two groups, and what was joined to them, share a list."""
        return not self.lists[self.root(one)].isdisjoint(self.lists[self.root(two)])

    def are_apart(self, one: int, two: int) -> bool:
        """Tell whether only what was joined to two groups shares a list.

        Then two rows of that list stand between them, which are two children.
        """
        own = self.groups[one].lists.isdisjoint(self.groups[two].lists)
        return own and self.share_list(one, two)

    def join(self, pair: Likeness, sure: bool) -> None:
        """Make the two groups of a pair one."""
        stays, goes = sorted((self.root(pair.left), self.root(pair.right)))
        self.roots[goes] = stays
        self.lists[stays] |= self.lists[goes]
        self.presences[stays] |= self.presences[goes]
        if goes in self.apart:
            self.apart.setdefault(stays, set()).update(self.apart[goes])
        self.joins.append(Join(stays, goes, pair, sure))
