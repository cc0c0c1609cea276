"""Words of free text that could be somebody's name: those no message repeats.

A child in a few shifted rows puts its name into the column of the result, as often as
a word that is only unknown.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from dophu.text import comparison_key, folded_key

MOST_WORDS = 6
"""Words of the longest name; what has more is a sentence."""


def parts_of_names(*columns: Iterable[str | None]) -> frozenset[str]:
    """Give the words that names of a list are made of, without case and accents.

    Examples
    --------
    >>> sorted(parts_of_names(["Giàng A Páo", None]))
    ['a', 'giang', 'pao']
    """
    names = {name for column in columns for name in column if name}
    return frozenset(word for name in names for word in folded_key(name).split())


def could_be_name(text: str, parts: frozenset[str], *, is_place: bool = False) -> bool:
    """Test whether a text could be a name, by the names of its list and by its letters.

    Parameters
    ----------
    text
        A cell, whole.
    parts
        What the names of the same list are made of: a text of nothing else is one.
    is_place
        Whether the column is of places, which are written with capitals as names are.

    Examples
    --------
    >>> parts = parts_of_names(["Giàng A Páo", "Lò Thị Mẫu"])
    >>> [could_be_name(t, parts) for t in ("giàng thị páo", "Vàng A Dế", "Đợt hai")]
    [True, True, False]
    >>> could_be_name("001 219 000 123", parts), could_be_name("5/3/2019", parts)
    (True, True)
    """
    if is_number_or_day(text):
        return True
    words = folded_key(text).split()
    if not words or len(words) > MOST_WORDS:
        return False
    if all(word in parts for word in words):
        return True
    written = text.split()
    has_capitals = all(word[0].isupper() for word in written)
    letters = comparison_key(text).replace(" ", "").isalpha()
    return not is_place and len(written) > 1 and has_capitals and letters


def is_number_or_day(text: str) -> bool:
    """Test whether a text holds a number as a person's, or is a whole day.

    Examples
    --------
    >>> [is_number_or_day(t) for t in ("Số 999219000001", "05/03/2019", "Đợt 18/7")]
    [True, True, False]
    """
    bare = text.replace(" ", "")
    return bool(_NUMBER.search(bare) or _DAY.fullmatch(text.strip()))


_NUMBER = re.compile(r"\d{9,}")
_DAY = re.compile(r"\d{1,2}\s*[/.-]\s*\d{1,2}\s*[/.-]\s*\d{2,4}|\d{4}-\d{1,2}-\d{1,2}")

_OTHERS = frozenset(
    ("khác", "các cháu khác", "trẻ khác", "còn lại", "số còn lại", "không có", "không")
)
"""What stands in place of a name and names nobody."""


def names_nobody(name: str | None) -> bool:
    """Test whether a name cell holds a word for others, or for none.

    Examples
    --------
    >>> names_nobody("Số còn lại"), names_nobody("Mẫu Thị Khác"), names_nobody(None)
    (True, False, False)
    """
    return bool(name) and comparison_key(name) in _OTHERS
