"""Blocking: which records are compared at all, those that share a blocking key.

Of a commune's records a few hundred pairs do, and to plan a query over eleven rules
takes longer than to find them here. Where they are many the engine finds them
(:func:`~dophu.persons.model.scoring_sql`).
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Sequence
from itertools import chain, combinations, product
from typing import Any

from dophu.persons.record import Person

# The only two forms of condition that are worked out here; any other is left to the
# engine.
_EQUAL = re.compile(r"l\.(\w+) = r\.\1")
_MISSING = re.compile(r"l\.(\w+) IS NULL")

Records = dict[str, list[Any]]
"""Keys of records in columns, as ``comparison_keys.make_records`` gives them."""

_SEEN_AT_ONCE: dict[str, Callable[[Person], Any]] = {
    "number": lambda person: person.number or None,
    "hamlet": lambda person: person.hamlet_id,
    "birth": lambda person: person.birth_from,
    "year": lambda person: person.birth_from and person.birth_from.year,
    "day_month": lambda person: (
        person.birth_from and (person.birth_from.day, person.birth_from.month)
    ),
}
"""What blocking compares that needs no keys of names; of an age too much."""


def may_meet(
    left: Sequence[Person], right: Sequence[Person] | None, rules: Sequence[str]
) -> tuple[Sequence[int], Sequence[int]]:
    """Give the places of the records that can be in any pair, of both sides.

    Where one side has a few records, most of the other share nothing with them: to
    make keys of all their names would cost more than all else.
    """
    mine, theirs = range(len(left)), range(len(right or ()))
    compared = [_EQUAL.findall(rule) for rule in rules]
    if right is None or not all(map(set(_SEEN_AT_ONCE).intersection, compared)):
        return mine, theirs
    # Of each rule one column will do: what is not equal there is no pair of the rule.
    used = {min(c for c in columns if c in _SEEN_AT_ONCE) for columns in compared}
    tests = [_SEEN_AT_ONCE[column] for column in sorted(used)]
    if len(left) <= len(right):
        return mine, _sharing(right, left, tests)
    return _sharing(left, right, tests), theirs


def _sharing(
    many: Sequence[Person],
    few: Sequence[Person],
    tests: Sequence[Callable[[Person], Any]],
) -> list[int]:
    sought = [({test(person) for person in few} - {None}, test) for test in tests]
    return [
        at
        for at, person in enumerate(many)
        if any(test(person) in some for some, test in sought)
    ]


def find_pairs(
    records: Records, others: Records | None, rules: Sequence[str], most: int
) -> list[tuple[int, int]] | None:
    """Find the pairs of records that a rule brings together, by their ids in order.

    Parameters
    ----------
    records, others
        The records; each is compared with each of ``others``, or with those after it
        where ``others`` is None.
    rules
        Conditions on ``l`` and ``r``, as the engine would be given them.
    most
        Pairs up to which they are found.

    Returns
    -------
    list or None
        None where they are more than ``most``, or a rule asks for something else than
        that columns are equal or missing.

    Examples
    --------
    >>> records = {"id": [0, 1, 2], "year": [2015, 2015, None], "hamlet": list("AAB")}
    >>> find_pairs(records, None, ["l.year = r.year AND l.hamlet = r.hamlet"], 9)
    [(0, 1)]
    """
    found: set[tuple[int, int]] = set()
    for rule in rules:
        conditions = rule.split(" AND ")
        equal = [match[1] for c in conditions if (match := _EQUAL.fullmatch(c))]
        missing = [match[1] for c in conditions if (match := _MISSING.fullmatch(c))]
        if not equal or len(equal) + len(missing) < len(conditions):
            return None
        mine = _by_key(records, equal, missing)
        if others is None:
            twice = [ids for ids in mine.values() if len(ids) > 1]
            many = sum(len(ids) * (len(ids) - 1) // 2 for ids in twice)
            pairs = (combinations(ids, 2) for ids in twice)
        else:
            theirs = _by_key(others, equal, ())
            both = [(mine[key], theirs[key]) for key in mine.keys() & theirs.keys()]
            many = sum(len(one) * len(two) for one, two in both)
            pairs = (product(one, two) for one, two in both)
        # Counted before any pair is made: thousands may share one key.
        if many > most:
            return None
        found.update(chain.from_iterable(pairs))
    return sorted(found) if len(found) <= most else None


def _by_key(
    records: Records, names: Sequence[str], missing: Sequence[str]
) -> dict[tuple[Any, ...], list[int]]:
    """Give the ids of each key; a record that lacks a part of one is in none."""
    found: dict[tuple[Any, ...], list[int]] = defaultdict(list)
    keys = zip(*(records[name] for name in names), strict=True)
    for one, key in zip(records["id"], keys, strict=True):
        # As in SQL, where NULL equals nothing: the pairs are those of the engine.
        if None not in key:
            found[key].append(one)
    if missing:
        known = zip(*(records[name] for name in missing), strict=True)
        left_out = {
            one for one, of in zip(records["id"], known, strict=True)
            if any(value is not None for value in of)
        }  # fmt: skip
        found = {k: [i for i in ids if i not in left_out] for k, ids in found.items()}
    return found
