"""What of a spelling of a hamlet is compared: its type word, its name, its numeral.

Each key is a way in which two spellings can be one place, from the whole spelling with
accents to the type word with a number in words. Which of them may decide, and in what
order, is :mod:`.hamlet_spellings`.
"""

from __future__ import annotations

import re
from functools import lru_cache

from dophu.campaign.number_words import number_of_words
from dophu.text import clean_text, comparison_key, folded_key

TYPE_WORDS = (
    "tổ dân phố", "điểm dân cư", "khu dân cư", "khu phố", "khối phố", "tiểu khu",
    "khu tái định cư", "thôn bản", "thôn", "bản", "làng", "ấp", "xóm", "khóm", "khối",
    "buôn", "bon", "plei", "phum", "sóc", "tdp", "tđc", "kp", "tk", "đội", "tổ dp",
    "tổ", "khu",
)  # fmt: skip
"""Words for a settlement (Circular 04/2012/TT-BNV and later usage), longest first
where one begins another."""

ABBREVIATIONS = {
    "tdp": "tổ dân phố",
    "tổ dp": "tổ dân phố",
    "kp": "khu phố",
    "tk": "tiểu khu",
}
ROMAN = {"i": 1, "ii": 2, "iii": 3, "iv": 4, "v": 5, "vi": 6, "vii": 7, "viii": 8,
         "ix": 9, "x": 10, "xi": 11, "xii": 12}  # fmt: skip

_GLUED = {
    bare: re.compile(rf"^({'|'.join(map(re.escape, map(bare, TYPE_WORDS)))})(?=\d)")
    for bare in (comparison_key, folded_key)
}
"""A type word with its number close behind it: "TDP3", "thon2"."""
_LAST = re.compile(r"^(.*?)\s*(?<!\d)(\d{1,9})$")


@lru_cache(maxsize=65536)
def place_key(spelling: str, folded: bool = False) -> tuple[str, str, int | None]:
    """Take a spelling apart: type word, name, numeral.

    Case, points, "số", leading zeros and Roman numerals at the end do not
    matter; accents do, unless ``folded``.

    Examples
    --------
    >>> place_key("TDP Thắng Lợi số II")
    ('tổ dân phố', 'thắng lợi', 2)
    >>> place_key("Bản Ten")
    ('bản', 'ten', None)
    """
    bare = folded_key if folded else comparison_key
    text = _GLUED[bare].sub(r"\1 ", bare(spelling))
    kind = ""
    for word in map(bare, TYPE_WORDS):
        if text.startswith(word) and text[len(word) : len(word) + 1] in ("", " "):
            kind, text = bare(ABBREVIATIONS.get(word, word)), text[len(word) :].strip()
            break
    numeral = None
    head, _, tail = text.rpartition(" ")
    # A spelling that is nothing but "V" is a name.
    if tail in ROMAN and (head or kind):
        numeral, text = ROMAN[tail], head.removesuffix(bare("số")).strip()
    elif match := _LAST.match(text):
        numeral, text = int(match[2]), match[1].removesuffix(bare("số")).strip()
    return kind, text, numeral


_OF_FORMER = re.compile(
    r"(.+?)\s*[(,–-]?\s*\b(?:xã|phường|thị trấn|tt\.?)\s+([^()]+?)"
    r"\s*(?:\(?cũ\)?)?\s*\)?",
    re.IGNORECASE,
)


def of_former(spelling: str) -> tuple[str, str] | None:
    """Part a hamlet of a former commune from that commune; None where it names none.

    Examples
    --------
    >>> of_former("Thôn 1 (xã Xuân cũ)"), of_former("Bản Ten")
    (('Thôn 1', 'Xuân'), None)
    """
    found = _OF_FORMER.fullmatch(clean_text(spelling))
    return (found[1], found[2]) if found and full_key(found[1]) else None


ALIKE = {"tổ": "tổ dân phố"}
"""Words for a settlement that one hamlet is called by, where only one can be meant."""

_INITIAL = re.compile(r"b (?=[^\W\d])")
"""A settlement by its first letter: "B. Nà É" (bản, buôn). Not "T.", for that is
"tỉnh" as well, nor "X." and "P.", which are communes."""


def full_key(spelling: str, folded: bool = False) -> str:
    """Give the key of a spelling with its type word; '' where it names nothing.

    Examples
    --------
    >>> full_key("TDP Mẫu 01")
    'tổ dân phố|mẫu|1'
    """
    kind, name, numeral = place_key(spelling, folded)
    return f"{kind}|{name}|{numeral}" if name or numeral is not None else ""


def no_type(spelling: str, folded: bool = False) -> str:
    """Give the key of a spelling without its type word; '' of a type word alone."""
    _, name, numeral = place_key(spelling, folded)
    return f"{name}|{numeral}" if name else ""


def alike(spelling: str, folded: bool = False) -> str:
    """Give the key where a shorter word may mean the type: "tổ 3", "tổ dân phố 3"."""
    bare = folded_key if folded else comparison_key
    kinds = {bare(one): bare(other) for one, other in ALIKE.items()}
    kind, name, numeral = place_key(spelling, folded)
    kind = kinds.get(kind, kind)
    is_place = kind in kinds.values() and (name or numeral is not None)
    return f"{kind}|{name}|{numeral}" if is_place else ""


def by_initial(spelling: str, folded: bool = False) -> str:
    """Give the key where the type may be written by its first letter: "B. Nà É"."""
    kind, name, numeral = place_key(spelling, folded)
    if not kind and _INITIAL.match(name):
        kind, name = "b", name[2:]
    return f"b|{name}|{numeral}" if kind.startswith("b") and name else ""


def in_words(spelling: str, folded: bool = False) -> str:
    """Give the key of a type word with nothing but a number, in figures or in words."""
    bare = folded_key if folded else comparison_key
    kind, name, numeral = place_key(spelling, folded)
    if name:
        name = name.removeprefix(f"{bare('số')} ")
        name, numeral = "", number_of_words(name) if numeral is None else None
    kind = {bare(one): bare(other) for one, other in ALIKE.items()}.get(kind, kind)
    return f"{kind}||{numeral}" if kind and numeral is not None else ""


KEYS = (full_key, no_type, alike, by_initial, in_words)
"""Ways in which a spelling can be that of a hamlet, the surest first."""

LOOSE = frozenset((alike, by_initial, in_words))
"""Those that hold only where one hamlet alone can be meant."""
