"""Candidate pairs: what is known of them beside their scores, and their order.

Within a date (:mod:`~dophu.persons.deduplicate`) and between two sides
(:mod:`~dophu.persons.residual_matching`) pairs are scored by the same model. What
both need beside it stands here: the prior of a residual, the decisions of clerical
review, and the order in which pairs are considered.
"""

from __future__ import annotations

import math
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field

from dophu.persons.comparison_keys import Frequencies
from dophu.persons.decision_rules import by_spelling
from dophu.persons.distinct import SideBySide
from dophu.persons.link_decisions import LinkDecisions, decision_between
from dophu.persons.record import Person
from dophu.persons.scoring import ScoredPair

DECIDED = math.inf
"""Match weight of a pair that clerical review has decided is a link."""

# The prior is 1 in 2,500, as the model is trained (benchmarks/training.py).
PRIOR_POPULATION = 2500
"""Records among which the model's prior looks for a match. Where fewer remain to
choose from, a match among them is likelier by as much."""

# Two bits below decision_rules.LINK: so much the comparisons have to give.
MAX_RESIDUAL_WEIGHT = 6.0
"""Bits that a small residual can add at the most, so that it never links by itself."""


@dataclass(frozen=True)
class Evidence:
    """What bears on every pair of a date: frequencies of names, and decisions.

    ``aliases`` gives, for an id of a child, all its ids on this date; it is shared with
    :class:`~dophu.persons.assign.IdRegister` and grows as rows are linked.
    ``side_by_side`` has whom a list of an earlier date named as two children.
    """

    frequencies: Frequencies
    decisions: LinkDecisions
    aliases: Mapping[str, Collection[str]] = field(default_factory=dict)
    side_by_side: SideBySide = field(default_factory=SideBySide)

    def decision(self, one: Person, two: Person) -> bool | None:
        """Give what review decided of two records' children, None where nothing."""
        return decision_between(
            self._ids(one.person_id), self._ids(two.person_id), self.decisions
        )

    def is_decided_directly(self, one: Person, two: Person) -> bool:
        """Test whether review decided on just these two ids."""
        return ids_of(one, two) in self.decisions

    def are_distinct(self, one: Person, two: Person) -> bool:
        """Test whether two records' children once stood on one list, as two."""
        return any(
            self.side_by_side.are_distinct(a, b)
            for a in self._ids(one.person_id)
            for b in self._ids(two.person_id)
        )

    def _ids(self, person_id: str) -> tuple[str, ...]:
        return person_id, *self.aliases.get(person_id, ())


@dataclass(slots=True)
class PossibleLink:
    """A pair for clerical review: two records as they were compared, ids given.

    It counts as one child where it is ``provisional``, else as two, until a person
    decides; ``code`` is that of the issue that refers it.
    """

    first: Person
    second: Person
    pair: ScoredPair
    provisional: bool = False
    code: str = ""

    @property
    def ids(self) -> frozenset[str]:
        """The pair of ids under which it is decided."""
        return ids_of(self.first, self.second)


def ids_of(one: Person, two: Person) -> frozenset[str]:
    """Give the pair of ids under which two records are decided."""
    return frozenset((one.person_id, two.person_id))


def residual_weight(residual: int, records: int) -> float:
    """Give the bits that a match gains where so few records are unlinked.

    Parameters
    ----------
    residual
        Records that no rule has linked yet.
    records
        All records of the list, or of the date.

    Returns
    -------
    float
        From 0 to :data:`MAX_RESIDUAL_WEIGHT`; 0 where more than half are unlinked,
        since then the two sides may well be different children.

    Examples
    --------
    >>> residual_weight(625, 2500), residual_weight(1, 2500), residual_weight(1, 1)
    (2.0, 6.0, 0.0)
    """
    if residual > records / 2:
        return 0.0
    gain = math.log2(PRIOR_POPULATION / max(residual, 1))
    return min(MAX_RESIDUAL_WEIGHT, max(0.0, gain))


def order_pairs(
    scored: list[ScoredPair],
    left: Sequence[Person],
    right: Sequence[Person] | None,
    decisions: LinkDecisions,
) -> list[ScoredPair]:
    """Put pairs in the order in which they are considered: decided links first.

    Decided links stand in the order even where no candidate pair has them: a person
    may know what no comparison shows.
    """
    # Decided non-links alone put no pair first.
    if not any(decisions.values()):
        return sorted(scored, key=by_spelling)
    place = {person.person_id: at for at, person in enumerate(left)}
    other = (
        place
        if right is None
        else {person.person_id: at for at, person in enumerate(right)}
    )
    first = []
    for ids in sorted(tuple(sorted(p)) for p, same in decisions.items() if same):
        # A decision is on an unordered pair: either id may be the one on the left.
        for one, two in (ids, ids[::-1]):
            if one in place and two in other:
                first.append(ScoredPair(place[one], other[two], DECIDED, {}))
                break
    return first + sorted(scored, key=by_spelling)
