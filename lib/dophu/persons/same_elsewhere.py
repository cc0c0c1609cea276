"""Children of one name and one birth date on the lists of two hamlets: asked about.

With nothing else to distinguish them by, the evidence of a short list is too little for
a possible link. But few children of a commune share their whole name and the day, and a
child that moved stands on both lists.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from dophu.persons.comparison_keys import Frequencies
from dophu.persons.decision_rules import REVIEW
from dophu.persons.record import COUNTED, Person
from dophu.persons.repeated_records import score_once
from dophu.persons.scoring import ScoredPair

ELSEWHERE = -3.0
"""Match weight from which such a pair is asked about: 1 to 8, as common names have in
a large commune."""

_NEVER = ("different", "slip")
"""Levels of a number, or of a mother, at which two are two."""


def find_same_elsewhere(
    people: Sequence[Person], frequencies: Frequencies
) -> list[ScoredPair]:
    """Give the pairs of one name and day on lists of two hamlets, too light to review.

    Not where the numbers or the mothers differ.
    """
    alike: dict[tuple[str, date], list[int]] = defaultdict(list)
    for at, person in enumerate(people):
        born = person.birth_from if person.precision == "day" else None
        if born and person.presence in COUNTED and person.hamlet_id:
            alike[person.name_key, born].append(at)
    places = sorted(
        at
        for found in alike.values()
        if len({people[at].hamlet_id for at in found}) > 1
        for at in found
    )
    if not places:
        return []
    some = [people[at] for at in places]
    return [
        replace(pair, left=places[pair.left], right=places[pair.right])
        for pair in score_once(some, None, frequencies, ELSEWHERE)
        # From REVIEW on they are possible links by weight already.
        if pair.weight < REVIEW and _is_same(pair)
    ]


def _is_same(pair: ScoredPair) -> bool:
    levels = pair.levels
    agree = levels["name"] == levels["birth"] == "same"
    is_elsewhere = levels["hamlet"] == "different"
    known = levels["number"], levels["mother"]
    return agree and is_elsewhere and not set(known) & set(_NEVER)
