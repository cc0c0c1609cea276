"""Names that two siblings can bear though they differ by a letter or an accent.

A slip of a key mostly makes a word that nobody bears ("Chưư", "Ngoc"), and an accent
is lost more often than put ("Thi" for "Thị"). Twins' names are both names: "Anh" and
"Ánh", "Vy" and "Vi", "Nam" and "Nan".
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from dophu.child_names import accented_key, spelled_key
from dophu.persons.syllables import is_syllable, is_written
from dophu.text import clean_text, folded_key

NEAR, ONE_SOUND = "near", "one_sound"
MARKED, NICKNAMED = "marked", "nicknamed"

# A bracket that is never closed reaches to the end of the cell.
_BRACKET = re.compile(r"[(\[{<]([^()\[\]{}<>]*)(?:[)\]}>]|$)")
_ORDER = re.compile(r"\b(?:sinh đôi|sđ)\s*(\d)\s*$")
_TWIN = re.compile(r"\b(?:sinh (?:doi|ba|tu)|song sinh|sd|con|chau|dua|thu)\b")
_TELLING = frozenset(
    "anh chi em lon be nho ca ut trai gai nam nu mot nhat hai ba tu 1 2 3 4 a b c d"
    " i ii iii iv anh trai em trai chi gai em gai".split()
)
"""Words in a bracket that distinguish two children of one name."""

_MIDDLE = frozenset(("thi", "van", "a"))
"""Middle words of most girls and boys: near one stands a slip, no other name."""


@lru_cache(maxsize=65536)
def nearness(one: str, two: str) -> str:
    """Say how two names that can be those of two siblings are near each other.

    :data:`NEAR` by an accent or a letter, :data:`ONE_SOUND` where it is i for y; '' for
    all others: where one is the other with accents lost, or where a letter too many or
    too few makes of a word none that is spoken. In the given name an accent alone is
    enough; in the words before it one that is missing is taken for lost.

    Of one name with unlike brackets they are :data:`MARKED` where both state which of
    two siblings it is ("anh", "em", "1", "2"), else :data:`NICKNAMED`.

    Examples
    --------
    >>> nearness("Mẫu An (anh)", "Mẫu An (em)"), nearness("Mẫu An (Bi)", "Mẫu An (Bo)")
    ('marked', 'nicknamed')
    >>> nearness("Mẫu Văn Anh", "Mẫu Văn Ánh"), nearness("Mẫu Vy", "Mẫu Vi")
    ('near', 'one_sound')
    >>> nearness("Mẫu Thi Chư", "Mẫu Thị Chưư"), nearness("Mẫu Văn An", "Mẫu Thị Bình")
    ('', '')
    """
    first, second = spelled_key(one), spelled_key(two)
    if accented_key(one) == accented_key(two):
        return _compare_marks(sibling_mark(one), sibling_mark(two))
    bare = folded_key(first), folded_key(second)
    if bare[0] == bare[1] and (first == bare[0] or second == bare[1]):
        return NEAR if _differ_in_given_name(first, second) else ""
    words, others = first.split(), second.split()
    if len(words) != len(others):
        return ""
    if _with_i(first) == _with_i(second):
        return ONE_SOUND
    apart = [
        (at, *pair) for at, pair in enumerate(zip(words, others, strict=True))
        if pair[0] != pair[1]
    ]  # fmt: skip
    last = len(words) - 1
    near = all(_are_near(*pair) for _, *pair in apart) and any(
        _are_two_words(*pair, is_given=at == last)
        for at, *pair in apart
        if at or not last  # siblings have one family name
    )
    return NEAR if near else ""


def _differ_in_given_name(one: str, two: str) -> bool:
    """Test whether names without an accent but in the given name may be two.

    "Mai Lan Anh" and "Mai Lan Ánh" have lost no other accent that would show it.
    """
    *before, given = one.split()
    *others, name = two.split()
    return bool(before) and before == others and is_written(given) == is_written(name)


def _compare_marks(one: str, two: str) -> str:
    if not one or not two or one == two:
        return ""
    return MARKED if are_distinctive(one, two) else NICKNAMED


@lru_cache(maxsize=65536)
def sibling_mark(name: str) -> str:
    """Give what stands in brackets behind a name, without accents and "sinh đôi".

    Examples
    --------
    >>> sibling_mark("Mẫu An (sinh đôi, anh)"), sibling_mark("Mẫu An - sinh đôi 2")
    ('anh', '2')
    """
    text = clean_text(name).casefold()
    found = _BRACKET.search(text) or _ORDER.search(text)
    text = folded_key(found[1]) if found else ""
    return " ".join(re.findall(r"\w+", _TWIN.sub(" ", text)))


def are_distinctive(one: str, two: str) -> bool:
    """Test whether two unlike marks distinguish two siblings.

    Examples
    --------
    >>> one, other, none = "anh", "bi", ""
    >>> [are_distinctive(mark, "em") for mark in (one, other, none)]
    [True, False, False]
    """
    both = one and two and one != two
    return bool(both) and _TELLING.issuperset((*one.split(), *two.split()))


def _with_i(name: str) -> str:
    # Decomposed, so that a y with a tone mark becomes an i with the same one.
    return unicodedata.normalize("NFD", name).replace("y", "i")


def _are_near(one: str, two: str) -> bool:
    return is_letter_apart(folded_key(one), folded_key(two))


def _are_two_words(one: str, two: str, *, is_given: bool) -> bool:
    bare = folded_key(one), folded_key(two)
    if bare[0] == bare[1]:
        if not is_given:
            return one != bare[0] and two != bare[1]
        return is_written(one) == is_written(two)
    if not is_given and not _MIDDLE.isdisjoint(bare):
        return False
    return _may_be_borne(one) == _may_be_borne(two)


def _may_be_borne(word: str) -> bool:
    # Without any accent all of them may be lost, as in the rest of the name.
    return is_written(word) if folded_key(word) != word else is_syllable(word)


def is_letter_apart(one: str, two: str) -> bool:
    """Test whether two texts are the same but for a letter, or two that are swapped.

    Examples
    --------
    >>> is_letter_apart("pao", "pso"), is_letter_apart("hoa", "hao")
    (True, True)
    >>> is_letter_apart("an", "anh"), is_letter_apart("an", "vy")
    (True, False)
    """
    start = 0
    while start < min(len(one), len(two)) and one[start] == two[start]:
        start += 1
    a, b = one[start:], two[start:]
    swapped = len(a) == len(b) > 1 and a[1::-1] == b[:2] and a[2:] == b[2:]
    return swapped or a[1:] == b[1:] or a[1:] == b or a == b[1:]
