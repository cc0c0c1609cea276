"""Headings that say one thing in two tongues: "Họ và tên / Full name", "Zos (Thôn)".

English is read by its words. Of the tongues of minorities (H'Mông, Ê Đê, Gia Rai) the
kit knows no word; that a half is of one is told by its letters: no syllable of
Vietnamese is so written. That decides only of headings from which nobody comes out
done, and where all of the other half is known.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from dophu.text import clean_text, folded_key

_ENGLISH = re.compile(
    r"\b(?:name|no|number|date|birth|birthday|dob|sex|gender|village|hamlet|address"
    r"|status|result|done|yet|issued?|card|applied|application|vaccinated|vaccination"
    r"|mother|father|guardian|phone|school|class|notes?|remarks?|reason|id)\b",
    re.IGNORECASE,
)
_PARTED = re.compile(r"\s*[/|]\s*|\s+[-–—]\s+|\s*\(\s*")
_MOST_WORDS = 10


def field_in_both(text: str, find: Callable[[str], str | None]) -> str | None:
    """Give the field that both halves of a heading mean; None where they differ.

    One half without accents has a word of English; a mark, a bracket or a line break,
    which is a space here, parts them.

    Examples
    --------
    >>> find = {"Họ tên": "name", "Full name": "name", "Sex": "sex"}.get
    >>> [field_in_both(t, find) for t in ("Họ tên / Full name", "Full name (Họ tên)")]
    ['name', 'name']
    >>> field_in_both("Họ tên Full name", find), field_in_both("Họ tên / Sex", find)
    ('name', None)
    """
    if not _ENGLISH.search(text):
        return None
    parts = [part.rstrip(" )") for part in _PARTED.split(clean_text(text))]
    if len(parts) == 2:
        return _agreed(parts[0], parts[1], find)
    words = clean_text(text).split()
    if len(parts) > 2 or len(words) > _MOST_WORDS:
        return None
    halves = ((" ".join(words[:n]), " ".join(words[n:])) for n in range(1, len(words)))
    return next(filter(None, (_agreed(*half, find) for half in halves)), None)


_INITIALS = "b|ch|c|đ|d|gh|gi|g|h|kh|k|l|m|ngh|ng|nh|n|ph|p|qu|r|s|th|tr|t|v|x"
_SYLLABLE = re.compile(
    rf"(?:{_INITIALS})?(?:[aeiouy]{{1,3}})(?:ch|c|m|ng|nh|n|p|t)?(?:\d.*)?"
)
"""What a syllable of Vietnamese can be, without its accents."""

_FOREIGN = re.compile(r"(?=.*[aeiouyw])[a-zđčƀñ]{3,}")
_SETTLED = frozenset(("name", "birth_date", "sex", "hamlet", "list_number", "note"))
"""Fields from which no child comes out done, dead or moved."""


def field_beside_another_tongue(
    text: str, find: Callable[[str], str | None]
) -> str | None:
    """Give the field of the Vietnamese half of a heading, beside one of another tongue.

    Examples
    --------
    >>> find = {"Họ và tên": "name", "Đã làm": "done", "mẹ": "mother"}.get
    >>> [field_beside_another_tongue(t, find) for t in (
    ...     "Họ và tên / Npe", "Anăn (Họ và tên)", "Họ và tên (mẹ)", "Đã làm / Ua tiav",
    ...     "Họ và tên (VNeID)", "Họ và tên (mother)", "Họ và tên Hruê")]
    ['name', 'name', None, None, None, None, 'name']
    """
    cleaned = clean_text(text)
    parts = [part.rstrip(" )") for part in _PARTED.split(cleaned)]
    if len(parts) == 2:
        halves = [(parts[0], parts[1]), (parts[1], parts[0])]
    else:
        words = cleaned.split()
        if len(parts) > 2 or len(words) > _MOST_WORDS:
            return None
        cuts = [(words[:n], words[n:]) for n in range(1, len(words))]
        pairs = [(" ".join(one), " ".join(two)) for one, two in cuts]
        halves = [*pairs, *((two, one) for one, two in pairs)]
    least = 1 if len(parts) == 2 else 0
    found = {find(k) for k, other in halves if is_of_another_tongue(other, least)}
    found -= {None}
    (field,) = found if len(found) == 1 else (None,)
    return field if field in _SETTLED else None


def is_of_another_tongue(text: str, but: int = 1) -> bool:
    """Test whether the words of a text are no Vietnamese, but for one, and no letters.

    Examples
    --------
    >>> words = "Npe", "Hnub yug", "Hruê kkiêng", "Mẹ", "VNeID", "BHYT", "AL", "Zalo"
    >>> [is_of_another_tongue(word) for word in words]
    [True, True, True, False, False, False, False, False]
    """
    words = text.split()
    if not words or _ENGLISH.search(text):
        return False
    # Letters that stand for words, and what is called so, are no words of a tongue.
    if any(word[1:] != word[1:].lower() for word in words):
        return False
    foreign = [
        word
        for word in map(folded_key, words)
        if not _SYLLABLE.fullmatch(word) and _FOREIGN.fullmatch(word)
    ]
    is_name = len(words) == 1 and folded_key(text) in _CALLED
    return len(foreign) >= max(1, len(words) - but) and not is_name


_CALLED = frozenset(
    "zalo email mail facebook gmail website vneid vssid excel file link app web ekyc"
    " online scan photo copy admin user covid".split()
)
"""What is written so and is no word of a minority's tongue."""


def _agreed(one: str, other: str, find: Callable[[str], str | None]) -> str | None:
    english = (half.isascii() and bool(_ENGLISH.search(half)) for half in (one, other))
    if not (one and other and any(english)):
        return None
    found = find(one)
    return found if found and found == find(other) else None
