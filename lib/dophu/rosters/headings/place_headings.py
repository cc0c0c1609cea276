"""Headings of hamlets and of residence, by the words they are made of."""

from __future__ import annotations

from functools import cache

from dophu.campaign.place_keys import TYPE_WORDS
from dophu.catalogue.columns import place_words
from dophu.text import comparison_key, folded_key


def place_field(text: str) -> str | None:
    """Give ``hamlet``, ``address`` or ``other`` for a heading of places, else None.

    All words have to be known. Words for a settlement alone are a hamlet's column; a
    word of residence makes it an address, unless it is of a commune or higher alone.

    Examples
    --------
    >>> [place_field(t) for t in ("Tên thôn, xóm", "Tổ/thôn Hộ khẩu thường trú",
    ...     "Địa chỉ (thôn/bản)", "Phường/xã thường trú", "Nơi sinh")]
    ['hamlet', 'address', 'address', 'other', None]
    """
    words = comparison_key(text.replace("›", " ")).split()
    parts = _parts_of(words, _lexicon())
    if parts is None and text.isascii():
        parts = _parts_of(words, _folded_lexicon())
    if not parts:
        return None
    if {"house", "type"} <= parts:
        return "address"
    if "residence" not in parts:
        return "hamlet" if "type" in parts and "above" not in parts else None
    is_of_commune = "above" in parts and not parts & {"type", "whole", "house"}
    return "other" if is_of_commune else "address"


def _parts_of(words: list[str], lexicon: dict[str, str]) -> frozenset[str] | None:
    found, at = set(), 0
    while at < len(words):
        for length in range(min(4, len(words) - at), 0, -1):
            part = lexicon.get(" ".join(words[at : at + length]))
            if part:
                found.add(part)
                # "Địa chỉ", "nơi ở": the residence as a whole, not a part of it.
                found |= {"residence"} if part == "whole" else set()
                at += length
                break
        else:
            return None
    return frozenset(found)


@cache
def _lexicon() -> dict[str, str]:
    known = {phrase: part for phrase, part in place_words().phrases() if part}
    return known | {comparison_key(word): "type" for word in TYPE_WORDS}


@cache
def _folded_lexicon() -> dict[str, str]:
    folded: dict[str, str | None] = {}
    for phrase, part in _lexicon().items():
        key = folded_key(phrase)
        folded[key] = part if folded.get(key, part) == part else None
    return {key: part for key, part in folded.items() if part}
