"""What joining needs wherever it is done: pairs in order, what was decided, doubts.

``joining`` makes one child of the rows of a date, ``left_over`` finds who is left
over among who is gone, and among enrolments.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from dophu.persons.decision_rules import by_spelling
from dophu.persons.record import Person
from dophu.persons.scoring import Likeness

Decided = Mapping[frozenset[str], bool]
"""Pairs of person ids → whether they are one child, as a person decided."""

DECIDED = math.inf
"""Weight of a pair that a person decided is one child."""

LEFT_OVER = 2500
"""Children among whom the model's prior looks for one; among few that are left
over, a pair is likelier by as much."""

MOST_LIKELIER = 6.0


@dataclass(slots=True)
class Doubt:
    """Two records that may be one child, as they were compared, ids given.

    They are counted ``once`` or as two, until a person decides; ``code`` is that of
    the issue that asks.
    """

    first: Person
    second: Person
    pair: Likeness
    once: bool = False
    code: str = ""

    @property
    def ids(self) -> frozenset[str]:
        """The pair of ids under which it is decided."""
        return ids_of(self.first, self.second)


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


def ids_of(one: Person, two: Person) -> frozenset[str]:
    """Give the pair of ids under which two records are decided."""
    return frozenset((one.person_id, two.person_id))


def said_of(ones: Iterable[str], twos: Iterable[str], decided: Decided) -> bool | None:
    """Give what a person decided of two children of which each may have several ids.

    False where any two of the ids were told apart, True where any two are one child.
    """
    if not decided:
        return None
    others = list(twos)
    said = {decided.get(frozenset((one, two))) for one in ones for two in others}
    return False if False in said else (True if True in said else None)


def provisional(decided: Decided, renamed: Mapping[str, str]) -> Decided:
    """Say decisions again under the ids that rows had before they were known again.

    ``renamed`` gives for such an id the child's. Gives only what was not decided yet.
    """
    own: dict[str, list[str]] = {}
    for before, person_id in renamed.items():
        own.setdefault(person_id, [person_id]).append(before)
    more = {}
    for pair, same in decided.items():
        one, two = sorted(pair)
        for a in own.get(one, [one]):
            for b in own.get(two, [two]):
                ids = frozenset((a, b))
                if len(ids) == 2 and ids not in decided:
                    more[ids] = same
    return more


def in_order(
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
