"""What two records that are alike are: the same child, perhaps, or two children.

The model says how much speaks for one child; these rules say when that is enough
without a person. They guard the cases in which the comparisons do not stand alone:
twins share birth, mother and hamlet, and namesakes their whole name.
"""

from __future__ import annotations

from dophu.catalogue.issues import phrase
from dophu.persons.scoring import Likeness

SAME = 8.0
"""Bits from which two records are one child without a person: 250 to 1."""

PERHAPS = 1.0
"""Bits from which a pair is put to a person: 2 to 1."""

ONCE = 4.0
"""Bits from which a pair that is not certain counts once until a person decides: 16
to 1. In trials with known truth 95 % of those are one child."""

SAME_LIST = 5.0
"""Bits by which two rows of one list are less likely to be one child: few children
are typed twice, while most stand on a second list."""

MARGIN = 5.0
"""Bits by which a pair must beat the next one that could be meant instead."""

ONE_NAME = frozenset(("same", "accents_lost", "accents_differ", "order",
                      "abbreviated", "slip"))  # fmt: skip
"""Levels of the name at which the given name is the same."""

SPELLINGS = ("same", "accents_lost")
ONE_SPELLING = frozenset(SPELLINGS)
"""Levels of the name at which no letter of it speaks against one child."""

TYPED_TWICE = frozenset(("same", "abbreviated"))
"""Levels of the name at which two rows of one list may be one child typed twice."""

WEAK = frozenset(("alike", "two_faults"))
"""Levels of the name that need a number to be certain."""

TWINS_NAMES = frozenset(("accents_differ", "given_slip", *WEAK))
"""Levels of the name at which two twins may be."""

Words = dict[str, str]


def by_spelling(pair: Likeness) -> tuple[int, float, int, int]:
    """Give the order in which pairs are looked at: by spelling, then by weight.

    A twin's row may have more in common than the child's own, but not its name.
    """
    return spelling(pair), -pair.weight, pair.left, pair.right


def spelling(pair: Likeness) -> int:
    """Rank how the names are spelled: 0 the same, 1 but for lost accents, 2 not."""
    name = pair.levels.get("name", "same")
    return SPELLINGS.index(name) if name in SPELLINGS else len(SPELLINGS)


def is_certain(pair: Likeness, same_list: bool) -> bool:
    """Tell whether what speaks for one child is enough, the rivals apart.

    Within one list two rows are as a rule two children: only the same number, or
    name, birth date and mother all alike, make one of them.
    """
    levels = pair.levels
    if pair.weight < SAME or levels["name"] == "different":
        return False
    same_number = levels["number"] == "same"
    if levels["number"] == "different":
        return False
    if levels["name"] in WEAK and not same_number:
        return False
    if levels["number"] == "slip" and levels["name"] in TWINS_NAMES:
        return False  # twins are registered one after the other
    if levels["birth"] in ("different", "parts") and not same_number:
        return False
    if not same_list:
        return True
    whole = levels["birth"] == "same" and levels["mother"] == "same"
    return levels["name"] in ONE_NAME and (
        same_number or (whole and levels["name"] == "same")
    )


def counts_once(pair: Likeness, weight: float, same_list: bool) -> bool:
    """Tell whether a pair in doubt counts as one child until a person decides.

    ``weight`` is the pair's with what its lists say of it: more where few rows are
    left over, less by :data:`SAME_LIST` within one list. Names that differ are two
    children, and so are two numbers.
    """
    levels = pair.levels
    if weight < ONCE or levels["name"] == "different":
        return False
    if levels["number"] == "different":
        return False
    if levels["number"] == "slip" and levels["name"] != "same":
        return False  # twins are registered one after the other
    if same_list:
        known = levels["birth"] not in ("different", "parts")
        return levels["name"] in TYPED_TWICE and known
    return not (levels["name"] in TWINS_NAMES and levels["mother"] == "same")


def is_doubtful(pair: Likeness, same_list: bool) -> bool:
    """Tell whether a pair that is not certain is worth a person's look."""
    levels = pair.levels
    same_number = levels["number"] == "same"
    if levels["name"] == "different":
        return same_number and pair.weight >= SAME
    if pair.weight < PERHAPS:
        return False
    other_birth = levels["birth"] in ("different", "parts")
    if same_list:
        return same_number or (levels["name"] in ONE_NAME and not other_birth)
    weak = levels["name"] in WEAK or other_birth
    return pair.weight >= SAME or not weak


def explain(pair: Likeness) -> Words:
    """Say in plain words what speaks for and against one child, by language.

    Examples
    --------
    >>> levels = {"name": "slip", "birth": "same", "number": "missing",
    ...           "sex": "same", "mother": "missing", "hamlet": "same"}
    >>> explain(Likeness(0, 1, 9.0, levels))["en"]
    'name one letter apart, same birth date, same sex, same hamlet'
    """
    if not pair.levels:
        return phrase("decided")
    said = [phrase(f"like_{what}_{level}") for what, level in pair.levels.items()
            if level != "missing"]  # fmt: skip
    return {
        language: ", ".join(words[language] for words in said)
        for language in ("vi", "en")
    }
