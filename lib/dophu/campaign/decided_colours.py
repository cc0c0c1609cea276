"""Colours of rows as ``decisions.csv`` names them: ``FFFF00``, ``font FF0000``."""

from __future__ import annotations

import re

from dophu.reader.extents import OF_FONT, STRUCK
from dophu.text import clean_text

_COLOUR = re.compile(r"#?([0-9a-f]{6})")
_OF_LETTERS = re.compile(r"(?:màu )?(?:font|chữ) *")


def colour_key(value: str) -> str | None:
    """Give the key of a colour as a person may write it, or of ``strike``.

    None for anything else. Excel takes leading zeros from a colour of digits. That of
    letters has ``font`` before it, or ``chữ``.

    Examples
    --------
    >>> [colour_key(v) for v in ("FFFF00", "#ffff00", "8000", "strike", "yellow")]
    ['ffff00', 'ffff00', '008000', 'strike', None]
    >>> [colour_key(v) for v in ("font FF0000", "Chữ #ff0000", "font")]
    ['font ff0000', 'font ff0000', None]
    """
    text = clean_text(value).casefold()
    if text == STRUCK:
        return text
    of_letters = _OF_LETTERS.match(text)
    digits = text[of_letters.end() :] if of_letters else text
    found = _COLOUR.fullmatch(digits.zfill(6) if digits.isdecimal() else digits)
    before = OF_FONT if of_letters else ""
    return f"{before}{found.group(1)}" if found else None
