"""Children distinct by a list: two rows side by side are two, on every later date.

Of two siblings on one list one may be left out the next week. That the other is like it
is no sign that it is the same child: the list knew both.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from dophu.persons.exact_same_date import Group

NOWHERE: frozenset[int] = frozenset()


@dataclass(frozen=True)
class SideBySide:
    """On which lists each child has stood so far, by its id; the lists as numbers.

    Kept in place of the pairs themselves, which grow with the square of a list. Most
    children of a hamlet stood on the same lists and share one set.

    Examples
    --------
    >>> side_by_side = SideBySide({"P1": frozenset({1, 2}), "P2": frozenset({2})})
    >>> side_by_side.are_distinct("P1", "P2"), side_by_side.are_distinct("P1", "P3")
    (True, False)
    """

    lists: Mapping[str, frozenset[int]] = field(default_factory=dict)

    def of(self, person_id: str) -> frozenset[int]:
        """Give the lists on which a child has stood."""
        return self.lists.get(person_id, NOWHERE)

    def are_distinct(self, one: str, two: str) -> bool:
        """Test whether two children once stood on one list, as two."""
        return one != two and not self.of(one).isdisjoint(self.of(two))

    def after(self, groups: Iterable[Group]) -> SideBySide:
        """Add the lists of a date; rows that count as one child are one child there.

        Parameters
        ----------
        groups
            The children on the lists of the date, ids given.
        """
        listed: dict[str, frozenset[tuple[str, str]]] = {}
        for group in groups:
            person_id, of = group.person.person_id, frozenset(group.lists)
            before = listed.get(person_id)
            listed[person_id] = of if before is None else before | of
        # Numbers go on from those of earlier dates, which are kept with the snapshot.
        first = 1 + max((max(of) for of in {*self.lists.values()} if of), default=0)
        every = sorted({listing for of in {*listed.values()} for listing in of})
        numbers = {listing: first + n for n, listing in enumerate(every)}
        added = {
            of: frozenset(numbers[listing] for listing in of)
            for of in {*listed.values()}
        }
        shared: dict[frozenset[int], frozenset[int]] = {}
        lists = dict(self.lists)
        for person_id, of in listed.items():
            now = self.of(person_id) | added[of]
            lists[person_id] = shared.setdefault(now, now)
        return SideBySide(lists)
