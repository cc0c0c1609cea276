"""Decision rules: a scored pair is a link, a possible link for review, or a non-link.

The match weight says how strong the evidence is; these rules say when it suffices
without a person. They guard the cases in which the comparisons are not independent,
as the model takes them to be: twins share birth, mother and hamlet, and namesakes
their whole name.
"""

from __future__ import annotations

from dophu.catalogue.issues import phrase
from dophu.persons.scoring import ScoredPair
from dophu.persons.twin_names import MARKED, NEAR, NICKNAMED

# What these thresholds come to on lists with known truth: `python -m benchmarks
# linkage`.
LINK = 8.0
"""Match weight from which a pair is a link without review: 250 to 1."""

REVIEW = 1.0
"""Match weight from which a pair is a possible link, for review: 2 to 1."""

PROVISIONAL = 4.0
"""Match weight from which a possible link counts as one child until a person decides:
16 to 1. In trials with known truth 95 % of those are one child."""

SAME_LIST_PENALTY = 5.0
"""Bits taken from a pair of rows of one list: few children are typed twice, while most
stand on a second list."""

# As heavy as SAME_LIST_PENALTY: 32 to 1.
MARGIN = 5.0
"""Bits by which a pair must outweigh the next candidate for either record."""

SAME_GIVEN_NAME = frozenset(("same", "accents_lost", "accents_differ", "order",
                      "abbreviated", "slip"))  # fmt: skip
"""Agreement levels of the name at which the given name is the same."""

SPELLINGS = ("same", "accents_lost")
SAME_SPELLING = frozenset(SPELLINGS)
"""Agreement levels of the name at which every letter agrees."""

TYPED_TWICE = frozenset(("same", "abbreviated"))
"""Agreement levels at which two rows of one list may be one child typed twice."""

WEAK = frozenset(("alike", "two_faults"))
"""Agreement levels of the name that need the same number for a link."""

TWIN_NAMES = frozenset(("accents_differ", "given_slip", *WEAK))
"""Agreement levels of the name that twins reach."""

SAME_MOTHER = ("same", "slip")
"""Agreement levels of the mother at which she is one, or written with a slip."""

BORN_TOGETHER = ("same", "missing")
"""Agreement levels of the birth at which two may be twins, whoever is the mother:
lists leave her out, or have the father in her place."""

Words = dict[str, str]


def by_spelling(pair: ScoredPair) -> tuple[int, float, int, int]:
    """Give the key by which pairs are considered: by spelling, then by weight.

    A twin's row may agree in more than the child's own does, but not in the name.
    """
    return spelling(pair), -pair.weight, pair.left, pair.right


def spelling(pair: ScoredPair) -> int:
    """Rank how the names are spelled: 0 the same, 1 but for lost accents, 2 not."""
    name = pair.levels.get("name", "same")
    return SPELLINGS.index(name) if name in SPELLINGS else len(SPELLINGS)


def is_link(pair: ScoredPair, same_list: bool) -> bool:
    """Test whether the evidence suffices for a link, rival candidates apart.

    Within one list two rows are as a rule two children: only the same number, or
    agreement in name, birth date and mother, links them.
    """
    levels = pair.levels
    if pair.weight < LINK or levels["name"] == "different":
        return False
    same_number = levels["number"] == "same"
    # One mistyped figure is the level `slip`: these are two numbers.
    if levels["number"] == "different":
        return False
    if not same_number and (levels["name"] in WEAK or may_be_twins(pair)):
        return False
    if levels["number"] == "slip" and levels["name"] in TWIN_NAMES:
        return False  # twins are registered one after the other
    other_birth = levels["birth"] in ("different", "parts")
    if other_birth and not same_number and not is_namesake_of_family(pair):
        return False
    if not same_list:
        return True
    if pair.nearness == NICKNAMED and not same_number:
        return False
    # Namesakes of a hamlet are normal, and so are twins: only all of it together, or a
    # number, makes one child of two rows that a list counted.
    whole = levels["birth"] == "same" and levels["mother"] == "same"
    return levels["name"] in SAME_GIVEN_NAME and (
        same_number or (whole and levels["name"] == "same")
    )


def is_namesake_of_family(pair: ScoredPair) -> bool:
    """Test whether two records have one whole name, one mother, sex and hamlet.

    Parents give no two children one name: what differs, in one part of the birth date,
    is a slip.
    """
    levels = pair.levels
    return (
        levels["name"] in SAME_SPELLING
        and levels["birth"] == "parts"
        and levels["mother"] == "same"
        and levels["sex"] != "different"
        and levels["hamlet"] == "same"
    )


def may_be_twins(pair: ScoredPair) -> bool:
    """Test whether the names may be those of two children of one mother.

    They differ in the given name by an accent or a letter, or in the words before it
    by an accent, and the mother or the birth date is one. However much else agrees,
    only a number says that it is one child. Two of one name whose brackets say which of
    two siblings each is are asked about always.
    """
    levels = pair.levels
    if pair.nearness == MARKED:
        return True
    if levels["name"] not in TWIN_NAMES or not pair.nearness:
        return False
    return levels["mother"] in SAME_MOTHER or levels["birth"] in BORN_TOGETHER


def is_provisional_link(pair: ScoredPair, weight: float, same_list: bool) -> bool:
    """Test whether a possible link counts as one child until a person decides.

    ``weight`` is the match weight with what the lists add to it: more where the
    residual is small, less by :data:`SAME_LIST_PENALTY` within one list. Names that
    differ are two children, and so are two numbers.
    """
    levels = pair.levels
    if weight < PROVISIONAL or levels["name"] == "different":
        return False
    if levels["number"] == "different":
        return False
    if levels["number"] == "slip" and levels["name"] != "same":
        return False  # twins are registered one after the other
    if levels["number"] != "same" and may_be_twins(pair):
        return False
    if same_list:
        if pair.nearness == NICKNAMED:
            return False
        known = levels["birth"] not in ("different", "parts")
        return levels["name"] in TYPED_TWICE and known
    return True


def needs_review(pair: ScoredPair, same_list: bool) -> bool:
    """Test whether a pair that is no link is a possible link, worth a review."""
    levels = pair.levels
    same_number = levels["number"] == "same"
    if levels["name"] == "different":
        # The number may have been typed on a sibling's row: asked about where all else
        # is strong, and never linked.
        return same_number and pair.weight >= LINK
    if pair.weight < REVIEW:
        return False
    other_birth = levels["birth"] in ("different", "parts")
    if same_list:
        alike = levels["name"] in SAME_GIVEN_NAME or (
            may_be_twins(pair)
            and (levels["mother"] in SAME_MOTHER or pair.nearness != NEAR)
        )  # the list itself has them as two
        return same_number or (alike and not other_birth)
    weak = levels["name"] in WEAK or other_birth
    return pair.weight >= LINK or not weak


def explain(pair: ScoredPair) -> Words:
    """Put the agreement levels of a pair into plain words, by language.

    Examples
    --------
    >>> levels = {"name": "slip", "birth": "same", "number": "missing",
    ...           "sex": "same", "mother": "missing", "hamlet": "same"}
    >>> explain(ScoredPair(0, 1, 9.0, levels))["en"]
    'name one letter apart, same birth date, same sex, same hamlet'
    """
    if not pair.levels:
        return phrase("decided")
    phrases = [
        phrase(f"like_{what}_{level}")
        for what, level in pair.levels.items()
        if level != "missing"
    ]
    return {
        language: ", ".join(words[language] for words in phrases)
        for language in ("vi", "en")
    }
