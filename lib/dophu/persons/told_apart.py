"""Children whom a list told apart: two rows side by side are two, on every later date.

Of two siblings on one list one may be left out the next week. That the other is like it
is no sign that it is the same child: the list knew both.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Hashable, Iterable, Iterator
from itertools import combinations

from dophu.child_names import name_key
from dophu.persons.exact_same_date import Group
from dophu.persons.record import Person

ToldApart = Collection[frozenset[str]]
"""Pairs of ids of children who stood on one list as two."""


def find_told_apart(groups: Iterable[Group], before: ToldApart) -> set[frozenset[str]]:
    """Give the pairs told apart so far, with those of this date's lists.

    Only pairs that could be taken for one child: of one name, one mother or one day
    of birth. Rows that count as one child are none.

    Parameters
    ----------
    groups
        The children on the lists of a date, ids given.
    before
        The pairs of the dates before.
    """
    by_key: dict[Hashable, list[str]] = defaultdict(list)
    for group in groups:
        for key in _keys(group.person):
            for listing in group.lists:
                by_key[listing, key].append(group.person.person_id)
    found = (
        frozenset(pair) for ids in by_key.values() for pair in combinations(ids, 2)
    )
    return {*before, *(pair for pair in found if len(pair) > 1)}


def _keys(person: Person) -> Iterator[Hashable]:
    yield "name", person.name_key
    if person.mother:
        yield "mother", name_key(person.mother)
    if person.precision == "day":
        yield "birth", person.birth_from
