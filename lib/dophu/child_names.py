"""A child's name without what lists write around it, and the keys it is compared by.

The written name is what is kept and shown; two names are compared by what remains when
a list number, a form of address, a bracket and the remark that a child is a twin are
taken away, and with i and y as one letter where Vietnamese writes either.
"""

from __future__ import annotations

import re
from functools import lru_cache

from dophu.text import (
    clean_text,
    comparison_key,
    is_plain,
    sort_key,
    without_accents,
)

_OPENING = frozenset("([{<")
_BRACKETS = re.compile(r"[(\[{<][^()\[\]{}<>]*(?:[)\]}>]|$)")
# What lists write around a name, case by case: tests/spec/23_compared_names.md.
_NUMBER = re.compile(
    r"^(?:[\s•·*+–—-]+|\(?\d{1,3}\s*[.):/–-]\s*(?=\D)|\d{1,3}\s+(?=[^\W\d])"
    r"|[a-e]\s*\)\s*)"
)
_ADDRESS = re.compile(
    r"^(?:(?:(?:hai|2) )?cháu|(?:hai|2) bé|bé|em|trẻ|học sinh|hs|họ (?:và )?tên|tên)\b"
    r"(?:\s+(?:bé|gái|trai|nam|nữ|em)\b)?[.:\s]+"
    r"(?!(?:của|con|ông|bà|anh|chị|cô|chú|bác|cậu|dì)\b)",
    re.IGNORECASE,
)
_ADDRESSED = frozenset("2hHcCbBeEtT")
"""What a form of address begins with."""
_TWIN = re.compile(
    r"[\s,;:–—-]+(?:sinh (?:đôi|ba|tư)|song sinh|sđ)(?:\s*\d{1,2})?\s*$", re.IGNORECASE
)
_EITHER = re.compile(r"\b(qu|[bcdđghklmnprstx]{1,3})([yỳýỷỹỵ])\b")
_YS = frozenset("yỳýỷỹỵ")
_AS_I = str.maketrans("yỳýỷỹỵ", "iìíỉĩị")


@lru_cache(maxsize=65536)
def plain_name(name: str) -> str:
    """Give a name without list number, form of address, bracket or "sinh đôi".

    What would leave no name, or after a form of address a single word, stays: "Bé An"
    may be all that a list knows. A form of address before another person ("Cháu bà
    Hoa") stays too.

    Examples
    --------
    >>> [plain_name(n) for n in ("2. Mẫu Văn An", "Cháu Mẫu Văn An (Bi)", "Bé An")]
    ['Mẫu Văn An', 'Mẫu Văn An', 'Bé An']
    >>> plain_name("mẫu văn an - sinh đôi 2"), plain_name("(Bi)")
    ('mẫu văn an', '(Bi)')
    """
    if is_plain(name) and not _holds_more(name):
        return name
    whole = clean_text(name)
    text = without_list_number(whole)
    if not _OPENING.isdisjoint(text):
        text = " ".join(_BRACKETS.sub(" ", text).split())
    if "s" in text.casefold():
        text = _TWIN.sub("", text)
    while _ADDRESS.match(text):
        shorter = _ADDRESS.sub("", text)
        if " " not in shorter.strip():
            break
        text = shorter
    return text.strip(" .,;:-–—") or whole


def _holds_more(name: str) -> bool:
    """Test whether a name of letters, figures and blanks may hold more than the name.

    A list number before it, a form of address, or that the child is a twin.
    """
    if "s" in name or "S" in name or not name[0].isalpha():
        return True
    return name[0] in _ADDRESSED and bool(_ADDRESS.match(name))


def without_list_number(name: str) -> str:
    """Give a name without the figure, letter or bullet that a list begins it with.

    Examples
    --------
    >>> without_list_number("(2) Mẫu Văn An"), without_list_number("- Mẫu Văn An")
    ('Mẫu Văn An', 'Mẫu Văn An')
    """
    name = name.strip()
    if name[:1].isalpha() and ")" not in name:  # nearly every name
        return name
    # Twice: a bullet may stand before the number.
    return _NUMBER.sub("", _NUMBER.sub("", name)).strip()


@lru_cache(maxsize=65536)
def spelled_key(name: str) -> str:
    """Give the key of a name in which accents, i and y count, as twins' names need it.

    Examples
    --------
    >>> spelled_key("Bé Mẫu Thị MỸ") == spelled_key("Mẫu Thị Mĩ")
    False
    """
    return comparison_key(plain_name(name))


@lru_cache(maxsize=65536)
def accented_key(name: str) -> str:
    """Give the key of a name with its accents, i for y where either is written.

    That is behind a consonant at the end of a word (Mỹ, Mĩ; Quý, Quí); "Thúy" and
    "Huy" have another sound with i, and keep their y. So do "Vy" and "Vi", two given
    names of their own that twins bear.

    Examples
    --------
    >>> accented_key("Mẫu Thị Mỹ Quý"), accented_key("Mẫu Thúy Y")
    ('mẫu thị mĩ quí', 'mẫu thuý y')
    """
    return _with_i(spelled_key(name))


def _with_i(key: str) -> str:
    if _YS.isdisjoint(key):
        return key
    return _EITHER.sub(lambda m: m[1] + m[2].translate(_AS_I), key)


@lru_cache(maxsize=65536)
def name_key(name: str) -> str:
    """Give the key of a name without accents: what exact rules compare.

    Examples
    --------
    >>> name_key("2. Mẫu Thị Mỹ (Bi)") == name_key("mau thi mi")
    True
    """
    if is_plain(name) and not _holds_more(name):
        return " ".join(map(_key_of_word, name.split(" ")))
    return without_accents(accented_key(name))


@lru_cache(maxsize=65536)
def _key_of_word(word: str) -> str:
    # A name holds a few of some hundred syllables: each is looked at once.
    return without_accents(_with_i(comparison_key(word)))


@lru_cache(maxsize=65536)
def name_order_key(name: str) -> tuple[object, ...]:
    """Give the key of the Vietnamese order of names: the given name goes first.

    Then the names before it; what lists write around a name does not count.

    Examples
    --------
    >>> names = ["Mẫu Văn Đông", "Mẫu Thị Ân", "2. Mẫu Văn An", "Lò Văn An"]
    >>> sorted(names, key=name_order_key)
    ['Lò Văn An', '2. Mẫu Văn An', 'Mẫu Thị Ân', 'Mẫu Văn Đông']
    """
    *before, given = plain_name(name).split() or [""]
    return sort_key(given), sort_key(" ".join(before)), name
