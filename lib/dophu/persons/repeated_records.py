"""Records that a list repeats, word for word: compared once, however often they stand.

A row that was dragged down in Excel is there a thousand times. Each pair of such rows
is a possible link, half a million of them, and no office answers those: what is asked
is of each row whether it is the first one's child.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace

from dophu.persons.comparison_keys import Frequencies
from dophu.persons.record import FROM_ROW, Person
from dophu.persons.scoring import ScoredPair, score_pairs

REPEATED_FROM = 10
"""Equal records on one list from which each is compared with the first alone: more
than children of one name and birth date that a hamlet may have."""


def find_repeated(people: Sequence[Person]) -> dict[int, list[int]]:
    """Give, of each record that a list repeats, its first place and the others.

    The second of them is compared as the first is, and stands for those after it.

    Examples
    --------
    >>> one = Person("P1", "Mẫu Văn An", "mau van an", "H1", file="a.csv")
    >>> find_repeated([one] * REPEATED_FROM)
    {0: [1, 2, 3, 4, 5, 6, 7, 8, 9]}
    >>> find_repeated([one] * (REPEATED_FROM - 1))
    {}
    """
    if len(people) < REPEATED_FROM:
        return {}
    alike: dict[tuple[object, ...], list[int]] = defaultdict(list)
    for at, person in enumerate(people):
        alike[person.name_key, person.birth_from, person.file, person.sheet].append(at)
    found = {}
    for places in alike.values():
        if len(places) < REPEATED_FROM:
            continue
        equal: dict[tuple[object, ...], list[int]] = defaultdict(list)
        for at in places:
            equal[tuple(getattr(people[at], name) for name in FROM_ROW)].append(at)
        found |= {
            same[0]: same[1:] for same in equal.values() if len(same) >= REPEATED_FROM
        }
    return found


def score_once(
    left: Sequence[Person],
    right: Sequence[Person] | None,
    frequencies: Frequencies,
    at_least: float,
    rules: Sequence[str] = (),
) -> list[ScoredPair]:
    """Score the pairs of records as :func:`~dophu.persons.scoring.score_pairs` does.

    Of records that a list repeats two are compared with all others. Each further one
    has one pair, which weighs what theirs does: with the first of its own list, or,
    where two sides are compared and both repeat the record, with the one of its place.
    With a record that the right side has once each of the left has its pair.
    """
    repeated = find_repeated(left)
    others = repeated if right is None else find_repeated(right)
    if not repeated and not others:
        return score_pairs(left, right, frequencies, at_least, rules)
    ones = _kept(left, repeated)
    twos = ones if right is None else _kept(right, others)
    seconds = {same[0] for same in others.values()}
    scored = score_pairs(
        [left[at] for at in ones],
        None if right is None else [right[at] for at in twos],
        frequencies, at_least, rules,
    )  # fmt: skip
    found = []
    for pair in scored:
        one, two = ones[pair.left], twos[pair.right]
        found.append(replace(pair, left=one, right=two))
        second, *further = repeated.get(one, [-1])
        if right is None:
            if two == second:
                found += [replace(pair, left=one, right=at) for at in further]
        elif two in others:
            found += [
                replace(pair, left=a, right=b)
                for a, b in zip(further, others[two][1:], strict=False)
            ]
        elif two not in seconds:
            # A list of those enrolled may name one child many times.
            found += [replace(pair, left=a, right=two) for a in further]
    return sorted(found, key=lambda pair: (-pair.weight, pair.left, pair.right))


def _kept(people: Sequence[Person], repeated: Mapping[int, list[int]]) -> list[int]:
    left_out = {at for places in repeated.values() for at in places[1:]}
    return [at for at in range(len(people)) if at not in left_out]
