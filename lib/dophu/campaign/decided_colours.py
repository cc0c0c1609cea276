"""Fills of rows as a line of ``decisions.csv`` names them: ``FFFF00``, ``strike``."""

from __future__ import annotations

import re

from dophu.reader.extents import STRUCK
from dophu.text import clean_text

_COLOUR = re.compile(r"#?([0-9a-f]{6})")


def colour_key(value: str) -> str | None:
    """Give the key of a colour as a person may write it, or of ``strike``.

    None for anything else. Excel takes leading zeros from a colour of digits.

    Examples
    --------
    >>> [colour_key(v) for v in ("FFFF00", "#ffff00", "8000", "strike", "yellow")]
    ['ffff00', 'ffff00', '008000', 'strike', None]
    """
    text = clean_text(value).casefold()
    if text == STRUCK:
        return text
    found = _COLOUR.fullmatch(text.zfill(6) if text.isdecimal() else text)
    return found.group(1) if found else None
