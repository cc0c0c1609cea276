"""Records that agree in all but the name or the birth, each with just one other.

A person decides on such pairs.

A name given anew, or written as the family calls the child, makes the names unlike; a
number that was wrong may be set right with it. The model links no such pair, and few
agree in day of birth, sex and hamlet by chance. A day of birth set right by the papers
may have no figure in common with the one before.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import timedelta

from dophu.persons.candidate_pairs import Evidence
from dophu.persons.comparison_keys import name_keys
from dophu.persons.decision_rules import SAME_MOTHER, SAME_SPELLING
from dophu.persons.record import Person
from dophu.persons.repeated_records import score_once
from dophu.persons.scoring import ScoredPair

SAME_BIRTH = ("l.birth = r.birth AND l.hamlet = r.hamlet",)
"""Blocking by birth date and hamlet, whatever the names."""

NO_HAMLET = tuple(
    f"l.birth = r.birth AND l.{name} = r.{name} AND l.hamlet IS NULL"
    for name in ("family", "given")
)
"""Blocking of records without a hamlet: in a whole unit a name has to agree too."""

SAME_NAME = ("l.hamlet = r.hamlet AND l.family = r.family AND l.given = r.given",)
"""Blocking by name and hamlet, whatever the births."""

# A year: the same day of the year before or after, over a 29 February too.
NEAR = timedelta(days=366)
"""Days between two births that may be one, written wrong, where no mother is named."""

ANY = -1000.0
"""A match weight that every pair has."""


def pair_by_the_rest(
    left: Sequence[Person], right: Sequence[Person], evidence: Evidence
) -> list[ScoredPair]:
    """Give for each record on the left the only one on the right that has its rest.

    That is the day of birth, the hamlet (where the left one has none, the family name
    or the given name) and the sex, where both have one. Pairs decided on are left out.
    """
    rules = (*SAME_BIRTH, *NO_HAMLET)
    found = [
        pair
        for pair in score_once(left, right, evidence.frequencies, ANY, rules)
        if pair.levels["birth"] == "same"
        and pair.levels["sex"] != "different"
        and evidence.decision(left[pair.left], right[pair.right]) is None
    ]
    only = Counter(pair.left for pair in found)
    return [pair for pair in found if only[pair.left] == 1]


def pair_renamed(
    new: Sequence[Person], unlisted: Sequence[Person], evidence: Evidence
) -> list[ScoredPair]:
    """Pair new children with unlisted ones that may be the same under another name.

    Each the only one for the other, with the same mother, or the same family name where
    one of the two has no mother.
    """
    found = pair_by_the_rest(new, unlisted, evidence)
    only = Counter(pair.right for pair in found)
    return [
        pair
        for pair in found
        if only[pair.right] == 1 and _of_one_family(pair, new, unlisted)
    ]


def pair_redated(
    new: Sequence[Person], unlisted: Sequence[Person], evidence: Evidence
) -> list[ScoredPair]:
    """Pair new children with unlisted ones that may be the same with another birth.

    Each the only one of its name and hamlet for the other, the sex and the number not
    another's, with the same mother, or births of one year where none is named.
    """
    found = [
        pair
        for pair in score_once(new, unlisted, evidence.frequencies, ANY, SAME_NAME)
        if pair.levels["name"] in SAME_SPELLING
        and "different" not in (pair.levels["sex"], pair.levels["number"])
        and evidence.decision(new[pair.left], unlisted[pair.right]) is None
    ]
    ones = Counter(pair.left for pair in found)
    twos = Counter(pair.right for pair in found)
    return [
        pair
        for pair in found
        if ones[pair.left] == twos[pair.right] == 1
        and _may_be_misdated(pair, new[pair.left], unlisted[pair.right])
    ]


def _may_be_misdated(pair: ScoredPair, one: Person, two: Person) -> bool:
    if pair.levels["mother"] != "missing":
        return pair.levels["mother"] in SAME_MOTHER
    births = one.birth_from, two.birth_from
    return None in births or abs(births[0] - births[1]) <= NEAR


def _of_one_family(
    pair: ScoredPair, new: Sequence[Person], unlisted: Sequence[Person]
) -> bool:
    if pair.levels["mother"] != "missing":
        return pair.levels["mother"] in SAME_MOTHER
    one, two = (name_keys(p.name) for p in (new[pair.left], unlisted[pair.right]))
    return one.family == two.family
