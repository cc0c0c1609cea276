"""What a list's name or title says of its children, in the words of a drive.

The words are the drive's (``[list]`` of ``catalogue/drives``); here is how they stand
in a name: "chưa làm", "chưa có thẻ", "đã làm", an office's list of those done.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from dophu.catalogue.vocabulary import Vocabulary
from dophu.text import folded_key

_UNDONE = (
    r"\bhen(?! tra\b)|\blich lam viec\b|\b(?:bi|da) tra lai\b"
    r"|\bbi tra\b|\btra lai (?:ho so|de)\b|\bkhong (?:dat|hop le)\b"
    r"|\bsai (?:sot|thong tin)\b|\bthieu (?:giay|ho so|thong tin)\b"
    r"|\b(?:can|phai) van dong\b|\bgiay moi\b"
)
"""What a list of children not done is of: appointments, what was sent back."""


@dataclass(frozen=True)
class RoleWords:
    """Patterns of a drive for names without accents.

    ``taken`` is what a list of those done is called, ``named`` what an office's own
    list of them may be called too, ``office`` who keeps that list.
    """

    not_yet: re.Pattern[str]
    done: re.Pattern[str]
    undone: re.Pattern[str]
    taken: re.Pattern[str]
    named: re.Pattern[str]
    office: re.Pattern[str]


@cache
def role_words(vocabulary: Vocabulary) -> RoleWords:
    """Make the patterns of a drive.

    Examples
    --------
    >>> from dophu.catalogue.vocabulary import DEFAULT
    >>> words = role_words(DEFAULT)
    >>> bool(words.not_yet.search("ds chua co the")), bool(words.done.search("da lam"))
    (True, True)
    """
    words = vocabulary.tables["list"]
    card, act = _any_of(words["card"]), _any_of(words["act"])
    not_yet = (
        rf"\bchua (?:di )?(?:{_any_of(words['verb'])})\b"
        rf"|\bchua (?:duoc|co|nhan) (?:(?:{act}) )?(?:(?:{card})\b|$|{act})"
        r"|\btre (?:em )?con lai\b|^chua$"
    )
    done = (
        rf"\bda (?:{_any_of(words['done'])})\b|\bda (?:co|nhan|nop) (?:{card})\b|^da$"
    )
    taken = rf"\b(?:{_any_of(words['taken'])})\b(?! lai\b)"
    return RoleWords(
        re.compile(not_yet),
        re.compile(done),
        re.compile(rf"\b(?:{_any_of(words['undone'])})\b|{_UNDONE}"),
        re.compile(taken),
        re.compile(rf"\b(?:{_any_of(words['named'])})\b"),
        re.compile(rf"\b(?:{_any_of(words['office'])})\b"),
    )


def _any_of(words: Iterable[str]) -> str:
    """Give a pattern of any of the words, the longest first; of none, none."""
    keys = sorted(
        {folded_key(word) for word in words}, key=lambda key: (-len(key), key)
    )
    return "|".join(map(re.escape, keys)) or r"(?!)"
