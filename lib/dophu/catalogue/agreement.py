"""English that agrees with its number: one child, both hamlets."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache

COUNTED = (("child", "children"), ("place", "places"))
"""Nouns that sentences count, one of them and several."""


def agree(text: str, nouns: Mapping[str, object]) -> str:
    """Put a noun behind a one into the singular, and say "both" of all two.

    A sentence stands once in the catalogue, for any number; Vietnamese needs no more.

    Parameters
    ----------
    text
        English, filled in.
    nouns
        The nouns of the campaign: ``child``, ``children``, ``place``, ``places``.

    Examples
    --------
    >>> nouns = {"child": "child", "children": "children", "place": "hamlet"}
    >>> nouns["places"] = "hamlets"
    >>> agree("1 more children in all 2 hamlets; 11 children, 0.1 children", nouns)
    '1 more child in both hamlets; 11 children, 0.1 children'
    """
    for one, several in COUNTED:
        text = _single(str(nouns[several])).sub(rf"\1{nouns[one]}", text)
        # Without its first letter, which may be a capital.
        all_two, both = f"ll 2 {nouns[several]}", f"oth {nouns[several]}"
        text = text.replace(f"A{all_two}", f"B{both}")
        text = text.replace(f"a{all_two}", f"b{both}")
    return text


@cache
def _single(several: str) -> re.Pattern[str]:
    """Match a noun in the plural behind a one that is no part of another number."""
    return re.compile(rf"(?<![\d.,/–-])(1 (?:more |other )?){re.escape(several)}\b")
