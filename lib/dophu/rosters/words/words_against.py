"""Words that speak against "done": what a text says of children that are not.

With accents where a text has any: "Mới" is no "mời". A text without accents may be
either, which the name of a file often is: there what may be meant is asked about.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache

from dophu.catalogue.vocabulary import DEFAULT, Vocabulary
from dophu.text import comparison_key, folded_key

SETBACK, PLAN = "setback", "plan"

_WHOLE = ("setback_whole", "setback_first")
"""What says that nobody is done where a text has no word but it, and those of lists."""

_MOST_WORDS = 7

_FROM_AGE = re.compile(
    r"\b(?:(?:tren|ngoai|(?<!ket )qua|tu(?: du)?|du) (\d{1,2})(?: \d{1,2})? tuoi"
    r"(?! ?(?:den|toi) )|(?:tren|ngoai|(?<!ket )qua|tu(?: du)?|du) (\d{1,2})"
    r"(?! ?(?:den|toi) )(?! \d)|(\d{1,2}) (?:tuoi )?tro len)\b"
)
"""Ages from which somebody is; a day is none: "từ 15/7 đến 18/7", "kết quả 18.7"."""


@lru_cache(maxsize=4096)
def speaks_against(text: str, vocabulary: Vocabulary = DEFAULT) -> str:
    """Give what a text says against "done": ``setback``, ``plan`` or nothing.

    Without accents only words that stand together are taken. A second service upon
    what was done before ("cấp đổi") is a plan too, unless the first is named with it.

    Examples
    --------
    >>> speaks_against("II. Hồ sơ hủy"), speaks_against("DANH SÁCH MỜI LÀM CĂN CƯỚC")
    ('setback', 'plan')
    >>> speaks_against("Đã đăng ký"), speaks_against("Danh sách trẻ em mới")
    ('', '')
    >>> speaks_against("ho so bi tra lai"), speaks_against("Huy")
    ('setback', '')
    """
    is_plain = text.isascii()
    words = (folded_key(text) if is_plain else comparison_key(text)).split()
    lexicon = _folded(vocabulary) if is_plain else vocabulary.words_against
    found = {
        lexicon.get(" ".join(words[at : at + n]))
        for at in range(len(words))
        for n in range(1, _MOST_WORDS)
    }
    if SETBACK in found:
        return SETBACK
    starts = {lexicon.get(" ".join(words[:n])) for n in range(1, _MOST_WORDS)}
    is_bare = "plan_first" not in starts and _is_whole(words, lexicon, vocabulary)
    if "setback_first" in starts or is_bare:
        return SETBACK
    is_again = "again" in found and "first_time" not in found
    return PLAN if PLAN in found or "plan_first" in starts or is_again else ""


def _is_whole(
    words: list[str], lexicon: dict[str, str], vocabulary: Vocabulary
) -> bool:
    """Test whether a text has words against "done" alone, but for those of lists."""
    neutral = _neutral(vocabulary)
    bare = [word for word in words if word not in neutral and not word.isdigit()]
    return lexicon.get(" ".join(bare)) in _WHOLE or (
        lexicon.get(" ".join(words)) == "setback_exact"
    )


@cache
def _neutral(vocabulary: Vocabulary) -> frozenset[str]:
    """Give the words of a title that leave open of whom the list is."""
    return frozenset(vocabulary.tables["against"]["of_lists"])


@cache
def _folded(vocabulary: Vocabulary) -> dict[str, str]:
    # A short word without its accents is too many others: "hủy" and the name "Huy".
    known = vocabulary.words_against.items()
    return {folded_key(word): part for word, part in known if " " in word}


@lru_cache(maxsize=4096)
def may_speak_against(text: str, vocabulary: Vocabulary = DEFAULT) -> str:
    """Give what the name of a list says against "done", or may say.

    In a name without accents a single word that may be one of those against counts
    ("loi", "huy"), but not within words that are none ("moi cap": "mới cấp").

    Examples
    --------
    >>> may_speak_against("ca loi"), may_speak_against("danh sach moi")
    ('setback', 'plan')
    >>> may_speak_against("C-K"), may_speak_against("Sai"), may_speak_against("Khoa")
    ('setback', 'setback', '')
    >>> may_speak_against("ds moi cap"), may_speak_against("Danh sách mới")
    ('', '')
    """
    stated = speaks_against(text, vocabulary)
    if stated or not text.isascii():
        return stated
    left = f" {folded_key(text)} "
    for phrase in vocabulary.tables["against"]["plain_safe"]:
        left = left.replace(f" {folded_key(phrase)} ", " ")
    if _is_whole(left.split(), _folded_all(vocabulary), vocabulary):
        return SETBACK
    found = {_single(vocabulary).get(word) for word in left.split()}
    return SETBACK if SETBACK in found else PLAN if PLAN in found else ""


@cache
def _folded_all(vocabulary: Vocabulary) -> dict[str, str]:
    return {folded_key(w): part for w, part in vocabulary.words_against.items()}


@cache
def _single(vocabulary: Vocabulary) -> dict[str, str]:
    known = vocabulary.words_against.items()
    return {
        folded_key(word): part
        for word, part in known
        if " " not in word and part in (SETBACK, PLAN)
    }


def is_of_grown_ups(text: str, from_years: int) -> bool:
    """Test whether a name says that a list is of those who are too old to be counted.

    Examples
    --------
    >>> names = "Công dân trên 14 tuổi", "Trẻ từ đủ 6 đến dưới 14 tuổi", "Từ 15/7"
    >>> [is_of_grown_ups(name, 14) for name in names]
    [True, False, False]
    """
    ages = [int(max(found)) for found in _FROM_AGE.findall(folded_key(text))]
    return bool(from_years and ages) and min(ages) >= from_years
