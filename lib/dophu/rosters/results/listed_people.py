"""Columns of an enrolment list that say of each row whether it is a child's.

"Đối tượng: Người lớn", "Nhóm: NL", "Độ tuổi: trên 14": who stands on the list as a
grown-up, or came along with a child, is no child who is done.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from functools import cache, lru_cache

from dophu.ages import completed_years
from dophu.catalogue.columns import marks
from dophu.catalogue.vocabulary import DEFAULT, Vocabulary
from dophu.dates import parse_date
from dophu.reader.grid import Cell
from dophu.rosters.results.free_remarks import says_nothing
from dophu.rosters.words.phrases import is_accounted_for
from dophu.rosters.words.words_against import is_of_grown_ups
from dophu.text import clean_text, comparison_key, folded_key, without_accents

CHILD, GROWN_UP, ALONG = "child", "grown_up", "along"
"""Of whom a row is: a child, a grown-up, or somebody who comes with a child."""

_BELOW = re.compile(r"(?:^|\b)(?:duoi|chua du|den)\s*(?:du )?\d{1,2}\b|[<≤]\s*=?\s*\d")
"""Ages of children: "dưới 14", "<14"."""

_SPAN = re.compile(
    r"\b(?:tu )?(?:du )?\d{1,2} ?(?:tuoi )?(?:-|–|den|toi)\s*(?:duoi )?(\d{1,2})\b"
)
_SHORT = 3
"""Letters of the longest word that says who somebody is only where it stands alone."""

_FROM = re.compile(r"[>≥]\s*=?\s*(\d{1,2})|\b(\d{1,2})\s*\+")
"""Ages from which somebody is: ">14", "14+"."""

_IN_YEARS = re.compile(r"\btuổi\b|\btuoi\b", re.IGNORECASE)


def is_of_whom(heading: str, vocabulary: Vocabulary = DEFAULT) -> bool:
    """Test whether a heading is of what people the rows are.

    Examples
    --------
    >>> [is_of_whom(h) for h in ("Đối tượng", "Nhóm tuổi", "Người đi cùng", "Quan hệ")]
    [True, True, False, False]
    """
    return folded_key(heading) in _headings(vocabulary)


@cache
def _headings(vocabulary: Vocabulary) -> frozenset[str]:
    return frozenset(map(folded_key, vocabulary.tables["listed_people"]["headings"]))


@lru_cache(maxsize=4096)
def kind_of_person(
    text: str, from_years: int = 0, vocabulary: Vocabulary = DEFAULT
) -> str:
    """Give of whom a text is: ``child``, ``grown_up`` or ``along``; '' if it is open.

    ``from_years`` is the age from which nobody is counted. ``along``: words for who
    comes with a child, which in other columns say only that.

    Examples
    --------
    >>> texts = "Trẻ dưới 6 tuổi", "Người lớn", ">14", "Mẹ đi cùng", "DTTS"
    >>> [kind_of_person(text, 14) for text in texts]
    ['child', 'grown_up', 'grown_up', 'along', '']
    """
    is_plain, plain, marked = text.isascii(), folded_key(text), clean_text(text)
    key = plain if is_plain else comparison_key(text)
    # Before words for a child, which "người lớn đi cùng trẻ" has too.
    if _begins(key, GROWN_UP, vocabulary, is_plain):
        return GROWN_UP
    if from_years and is_of_grown_ups(text, from_years):
        return GROWN_UP
    if _comes_along(key, vocabulary, is_plain):
        return ALONG
    if any(int(a or b) >= from_years for a, b in _FROM.findall(marked)) and from_years:
        return GROWN_UP
    spans = [int(last) for last in _SPAN.findall(without_accents(marked.casefold()))]
    # "6-14" ends at the age from which nobody is counted, and is of children.
    if spans:
        return CHILD if max(spans) <= max(from_years, 1) else GROWN_UP
    if _BELOW.search(plain) or _BELOW.search(marked):
        return CHILD
    is_child = any(
        f" {word} " in f" {key} " for word in _words(vocabulary, CHILD, is_plain)
    )
    return CHILD if is_child else ""


@cache
def _words(vocabulary: Vocabulary, part: str, is_plain: bool) -> frozenset[str]:
    known = folded_key if is_plain else comparison_key
    return frozenset(map(known, vocabulary.tables["listed_people"][part]))


def _comes_along(key: str, vocabulary: Vocabulary, is_plain: bool) -> bool:
    """Test whether a text is of who comes with a child: "mẹ", "bà của cháu", "đi kèm".

    One that begins with a word for a child is of the child.
    """
    along = _words(vocabulary, ALONG, is_plain)
    words = key.split()
    if key in along or not words:
        return key in along
    if words[0] in along and words[1] in _words(vocabulary, "whose", is_plain):
        return True
    of_child = _words(vocabulary, CHILD, is_plain)
    if words[0] in of_child or " ".join(words[:2]) in of_child:
        return False
    return any(f" {w} " in f" {key} " for w in along if len(w) > _SHORT)


def _begins(key: str, part: str, vocabulary: Vocabulary, is_plain: bool) -> bool:
    """Test whether a text begins with a word of a part; a short one is its whole."""
    return any(
        key == word or (len(word) > _SHORT and key.startswith(f"{word} "))
        for word in _words(vocabulary, part, is_plain)
    )


def is_called_by_people(name: str, vocabulary: Vocabulary = DEFAULT) -> bool:
    """Test whether a list is called by people who are no children: "DS phụ huynh".

    ``name`` is compared without accents; a short word may be somebody's name.

    Examples
    --------
    >>> [is_called_by_people(name) for name in ("ds phu huynh", "Cha mẹ", "Chi", "DS")]
    [True, True, False, False]
    """
    small = set(map(folded_key, vocabulary.tables["against"]["of_lists"]))
    bare = " ".join(word for word in folded_key(name).split() if word not in small)
    known = _words(vocabulary, ALONG, True) | _words(vocabulary, GROWN_UP, True)
    return len(bare) > _SHORT + 1 and bare in known


def find_others(
    heading: str,
    cells: Sequence[Cell],
    as_of: date,
    from_years: int,
    vocabulary: Vocabulary = DEFAULT,
) -> frozenset[str]:
    """Give the texts of a column by which a row is, or may be, no child's.

    Under any heading "người lớn" is one. Under one that is of whom the rows are, so is
    who came along; and where other cells there say "trẻ em", what is not understood.

    Examples
    --------
    >>> day, cells = date(2024, 7, 18), ("Trẻ em", "NL", "Hộ nghèo", "Nhóm kia")
    >>> sorted(find_others("Đối tượng", cells, day, 14))
    ['NL', 'Nhóm kia']
    >>> sorted(find_others("Đi cùng", ["Mẹ", "Bố"], day, 14))
    []
    """
    texts = {clean_text(cell) for cell in cells if isinstance(cell, str)} - {""}
    kinds = {text: kind_of_person(text, from_years, vocabulary) for text in texts}
    if not is_of_whom(heading, vocabulary):
        return frozenset(
            text for text, kind in kinds.items()
            if kind == GROWN_UP
            and (_IN_YEARS.search(text) or not any(map(str.isdigit, text)))
        )  # fmt: skip
    others = {text for text, kind in kinds.items() if kind in (GROWN_UP, ALONG)}
    known = vocabulary.remark_words
    if any(k == CHILD and known.find_whole(t) != "whole" for t, k in kinds.items()):
        others |= {
            text
            for text, kind in kinds.items()
            if not kind and _is_open(text, as_of, vocabulary)
        }
    return frozenset(others)


def _is_open(text: str, as_of: date, vocabulary: Vocabulary) -> bool:
    """Test whether a text may be of somebody: words that are not understood."""
    if sum(letter.isalpha() for letter in text) < 2 or parse_date(text, as_of):
        return False
    if marks().find_whole(text) or says_nothing(text, vocabulary):
        return False
    return not is_accounted_for(text, as_of, vocabulary)


def rows_of_children(
    rows: Sequence[int],
    at: Sequence[int],
    births: Sequence[date | None],
    as_of: date,
    from_years: int,
) -> list[int]:
    """Leave out the rows whose births are those of people who are too old to count.

    ``births`` are, of each position of ``at``, the last days that they can be.

    Examples
    --------
    >>> births = [date(2018, 1, 2), date(1990, 1, 2), None]
    >>> rows_of_children([4, 5, 6], [4, 5, 6], births, date(2024, 7, 18), 14)
    [4, 6]
    """
    old = {
        row
        for row, born in zip(at, births, strict=True)
        if born and born <= as_of and completed_years(born, as_of) >= from_years > 0
    }
    return [row for row in rows if row not in old]
