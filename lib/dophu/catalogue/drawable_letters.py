"""What stands in a chart for a character that its typeface has not.

A mix of typefaces was rejected: what a fallback lacks would still be a box, and the
widths that charts are laid out by would be those of two files.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable

# The gap at U+00AD is the soft hyphen; of the marks that combine, those of Vietnamese,
# and the macron.
KNOWN = re.compile(
    "[ -~\u00a0-\u00ac\u00ae-\u024f\u0300-\u0304\u0306\u0309\u031b\u0323\u1ea0-\u1ef9"
    "–—‘’“”…−]*"
)
"""Texts of Vietnamese and other Latin letters, which need no search."""

ELSE = "?"

_BY_NAME = (
    ("RIGHTWARDS", ">"), ("LEFTWARDS", "<"), ("APOSTROPHE", "’"), ("TURNED COMMA", "‘"),
    ("PRIME", "’"), ("HYPHEN", "-"), ("DASH", "–"), ("MINUS", "-"), ("BULLET", "·"),
    ("SPACE", " "),
)  # fmt: skip
"""Parts of Unicode names, and what is read as the same."""

_UNSEEN = ("Cf", "Mn", "Me", "Sk")


def stand_in(text: str, has: Callable[[str], bool]) -> str:
    """Replace what a font has not by what is read as the same, or by a ``?``.

    Characters that have another form (Roman numerals, circled figures, wide letters)
    become that form; marks that are not seen alone are left out.

    Parameters
    ----------
    text
        A line.
    has
        Whether the font has a character.

    Examples
    --------
    >>> stand_in("Tổ Ⅱ → ③ 😀", lambda c: c < "Ⅰ")
    'Tổ II > 3 ?'
    """
    found: list[str] = []
    for character in unicodedata.normalize("NFC", text):
        kind = unicodedata.category(character)
        if kind in ("Cs", "Cn", "Co"):
            new = ELSE
        elif kind == "Cf":
            new = ""
        elif kind in ("Cc", "Zl", "Zp"):
            new = " "
        elif has(character):
            new = character
        else:
            new = _other_form(character, has)
        # A picture may be several characters: they are one question mark.
        if new and (new != ELSE or found[-1:] != [ELSE]):
            found.append(new)
    return "".join(found)


def _other_form(character: str, has: Callable[[str], bool]) -> str:
    plain = unicodedata.normalize("NFKC", character)
    if plain != character and all(map(has, plain)):
        return plain
    # Some circled figures (U+2780) have no other form, but a value.
    if (figure := unicodedata.digit(character, None)) is not None:
        return str(figure)
    name = unicodedata.name(character, "")
    for part, new in _BY_NAME:
        if part in name:
            return new
    return "" if unicodedata.category(character) in _UNSEEN else ELSE


def missing(text: str, has: Callable[[str], bool]) -> list[str]:
    """List the characters of a text that a font has not, each once, in order.

    Examples
    --------
    >>> missing("Tổ Ⅱ, Ⅱ → Ⅲ", lambda c: c < "Ⅰ")
    ['Ⅱ', '→', 'Ⅲ']
    """
    if KNOWN.fullmatch(text):
        return []
    seen = (c for c in dict.fromkeys(text) if unicodedata.category(c) != "Cf")
    return [c for c in seen if stand_in(c, has) != c]
