"""Headings whose letters stand apart, as they are typed to fill a wide cell."""

from __future__ import annotations

from functools import cache

from dophu.catalogue.vocabulary import Vocabulary
from dophu.text import comparison_key

LEAST = 3
"""Letters from which a text is one of letters that stand apart: "S T T"."""


def field_in_spaced(text: str, vocabulary: Vocabulary) -> str | None:
    """Give the field of a heading of single letters, "H Ọ  V À  T Ê N"; else None.

    How many spaces stand between its words is not kept, so that the letters are held
    against each known heading without its spaces; two of different fields are none.

    Examples
    --------
    >>> from dophu.catalogue.vocabulary import DEFAULT
    >>> [field_in_spaced(t, DEFAULT) for t in ("H Ọ V À T Ê N", "S T T", "A B C D")]
    ['name', 'list_number', None]
    """
    letters = comparison_key(text).split()
    if len(letters) < LEAST or any(len(letter) > 1 for letter in letters):
        return None
    return _closed_up(vocabulary).get("".join(letters))


@cache
def _closed_up(vocabulary: Vocabulary) -> dict[str, str]:
    found: dict[str, str] = {}
    several = set()
    for heading, field in vocabulary.headings.phrases():
        if field:
            key = heading.replace(" ", "")
            if found.setdefault(key, field) != field:
                several.add(key)
    return {key: field for key, field in found.items() if key not in several}
