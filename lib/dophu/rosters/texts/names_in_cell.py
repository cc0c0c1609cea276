"""How many children one name cell names."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from dophu.child_names import without_list_number
from dophu.text import clean_text, comparison_key, without_accents

_OPENING = frozenset("([{")
_BRACKETS = re.compile(r"[(\[{][^()\[\]{}\d]*(?:[)\]}]|$)|[(\[{][^()\[\]{}]{4,}[)\]}]")
_BETWEEN = re.compile(
    r"[;,&+|/\\=•·\t]|\s+(?:và|với|cùng)\s+|\s[-–—_]\s|\s\*\s"
    r"|(?:^|(?<=\s)|(?<=\w))\(?\d{1,2}\s*[.):]\s*(?=[^\W\d])|(?<=\s)[a-e]\)\s*",
    re.IGNORECASE,
)
_SIGNS = frozenset(";,&+|/\t-–—*.):\n\r\\=•·_")
_JOINING = re.compile("v(?:à|ới)|c(?:ùng|háu)|hai ")

_JOINED_BRACKET = re.compile(
    r"[(\[{]\s*(?:(?:và|với|cùng)\s|[+&])([^()\[\]{}]*)[)\]}]?", re.IGNORECASE
)
"""A bracket that adds a child: "(và em Mẫu Văn Bình)"."""

_ONE_MORE = re.compile(
    r"(?:[+&]|\b(?:và|với|cùng))\s*(?:anh|chị|em|bé|cháu)(?:\s+(?:bé|gái|trai|em))?\s*$"
    r"|\b(?:[2-9]\s+(?:cháu|bé|trẻ|em|con)|hai (?:cháu|trẻ|anh em|chị em|mẹ con))\b"
    r"|\b[2-9]\s+(?:anh|chị) em\b|[,;/]\s*(?-i:Em|Bé|Em Bé)\s*$",
    re.IGNORECASE,
)
"""What says that there are more children than are named: "An + Bé", "An, Bé"."""

_AND_BABY = re.compile(r"[^\W\d]+\s*[(\[{]\s*(?:em )?(?:bé|em)\s*[)\]}]", re.IGNORECASE)
"""One given name, and a baby beside it in brackets: another name of it, or one more."""

_STOP = re.compile(r"(?<=[^\W\d_]{2})\s*[.:]\s+(?=[^\W\d_])")
"""A full stop or a colon, which may stand between two whole names."""
_VOWEL = re.compile(r"[aeiouy]")

_LAST_NUMBER = re.compile(r"\s*\(\d{1,2}\)$")
_OTHERS = re.compile(
    r"(?:con|mẹ|bố|cha|ông|bà|chồng|vợ|(?:anh|chị|em) (?:của|ruột|họ)|sinh|song sinh"
    r"|mồ côi|tức|tên|thường gọi|gọi là|hay|hoặc|nick|biệt danh|dân tộc)\b"
    r"|(?:anh|chị|em|nam|nữ|trai|gái|bé|cháu)$"
)
"""How a part of a cell begins that is no second child, but says something of the one:
whose child it is, another name of it, where it lives."""

_BEFORE_GIVEN = frozenset(("thị", "thi", "văn", "van", "a", "đức", "hữu"))
"""Middle words, after which a given name has to come."""


@dataclass(frozen=True)
class Names:
    """The names in a cell; ``is_certain`` where it is sure that they are so many.

    ``are_lines`` tells that only breaks of a line part them: then a long name may have
    been broken, and the other cells of the row have a say.
    """

    names: tuple[str, ...]
    is_certain: bool = True
    are_lines: bool = False


def may_be_several(cell: str) -> bool:
    """Report at little cost that nearly no cell can hold several names.

    It has to hold a sign or a word that parts names, or its first word twice.
    """
    text = cell.casefold()
    if not _SIGNS.isdisjoint(cell) or _JOINING.search(text):
        return True
    words = text.split()
    return words.count(words[0]) > 1 if words else False


def names_in_cell(
    cell: str, is_remark: Callable[[str], bool] = lambda piece: False
) -> Names:
    r"""Find the names in a name cell: one as a rule, more where signs part full names.

    A comma, ";", "/", "&", "+", "và", a dash between spaces, a numbering or the break
    of a line parts names. Each part of two words or more is a child, unless it begins
    as what is said of the child ("con ông ..."); a part of one word may be one. A
    bracket holds no second child, but one that begins with "và". A break of a line may
    stand in one long name: of parts that a middle word ends, or that have one word,
    nothing is made. A part of which ``is_remark`` holds is no child. Where a cell says
    that there are more ("An + Bé", "2 cháu"), or a full stop stands between whole
    names, it is not certain.

    Examples
    --------
    >>> names_in_cell("1. Mẫu Văn An 2. Mẫu Văn Bình").names
    ('Mẫu Văn An', 'Mẫu Văn Bình')
    >>> names_in_cell("Mẫu Văn An (Bi, sinh đôi)").names
    ('Mẫu Văn An (Bi, sinh đôi)',)
    >>> names_in_cell("Mẫu Văn An, Bình").is_certain
    False
    """
    if not may_be_several(cell):
        return Names((cell,))
    # The second name is made up so that the rows of both differ; a person is asked.
    says_more = Names((cell, f"{cell} 2"), is_certain=False)
    if cell.replace(" ", "").isalpha() and " và " not in cell.casefold():
        return says_more if _ONE_MORE.search(cell) else _unparted(cell)
    is_more = bool(_ONE_MORE.search(cell) or _AND_BABY.fullmatch(cell.strip()))
    cell = _JOINED_BRACKET.sub(r" và \1", cell)
    plain = _BRACKETS.sub(" ", cell) if not _OPENING.isdisjoint(cell) else cell
    lines = [line for line in plain.replace("\r", "\n").split("\n") if line.strip()]
    pieces = [[_tidied(p) for p in _BETWEEN.split(line)] for line in lines]
    found = [
        [p for p in line if _is_of_a_child(p) and not is_remark(p)] for line in pieces
    ]
    names = [name for line in found for name in line]
    if len(names) < 2:
        return says_more if is_more else _by_stops(cell, plain)
    # Parted by lines alone: an office may have broken one long name.
    if all(len(line) <= 1 for line in found):
        return _by_lines(cell, names)
    return Names(tuple(names), all(" " in name for name in names))


def _by_stops(cell: str, plain: str) -> Names:
    """Give the names between full stops or colons, where each is a whole one.

    Of three words, or of two that no shortened word ends ("Mẫu Th. An").
    """
    pieces = [_tidied(piece) for piece in _STOP.split(plain)]
    words = [without_accents(comparison_key(piece)).split() for piece in pieces]
    is_whole = len(pieces) > 1 and all(
        len(some) > (2 if ":" in plain else 1) and _VOWEL.search(some[-1])
        for some in words
    )
    if not is_whole or not all(map(_is_of_a_child, pieces)):
        return Names((cell,))
    return Names(tuple(pieces), is_certain=False)


def _tidied(piece: str) -> str:
    name = without_list_number(clean_text(piece)).strip(" .,;:-–—*•·")
    return _LAST_NUMBER.sub("", name) if name.endswith(")") else name


def _is_of_a_child(piece: str) -> bool:
    if any(map(str.isdecimal, piece)) or sum(map(str.isalpha, piece)) < 2:
        return False
    return not _OTHERS.match(comparison_key(piece))


def _by_lines(cell: str, names: list[str]) -> Names:
    words = [comparison_key(name).split() for name in names]
    if any(len(w) < 2 or w[-1] in _BEFORE_GIVEN for w in words[:-1]):
        return Names((cell,))
    if len(words[-1]) < 2:
        return Names(tuple(names), False, are_lines=True)
    # Children of one family have one family name; whole names have three words.
    is_sure = len({w[0] for w in words}) == 1 or all(len(w) > 2 for w in words)
    return Names(tuple(names), is_sure, are_lines=True)


def _unparted(cell: str) -> Names:
    """Give the name of a cell without a sign; its family name twice may be two."""
    words = cell.split()
    keys = [word.casefold() for word in words]
    for at in range(2, len(words) - 1):
        if keys[at] == keys[0]:
            two = (" ".join(words[:at]), " ".join(words[at:]))
            return Names(two, is_certain=False)
    return Names((cell,))
