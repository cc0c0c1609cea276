"""Headings that say one thing in Vietnamese and in English: "Họ và tên / Full name"."""

from __future__ import annotations

import re
from collections.abc import Callable

from dophu.text import clean_text

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


def _agreed(one: str, other: str, find: Callable[[str], str | None]) -> str | None:
    english = (half.isascii() and bool(_ENGLISH.search(half)) for half in (one, other))
    if not (one and other and any(english)):
        return None
    found = find(one)
    return found if found and found == find(other) else None
