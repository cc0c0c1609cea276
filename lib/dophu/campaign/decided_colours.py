"""Looks of rows as ``decisions.csv`` has them: ``FFFF00``, ``font FF0000``, bold."""

from __future__ import annotations

import re

from dophu.reader.extents import OF_FONT, STRUCK
from dophu.text import clean_text

_COLOUR = re.compile(r"#?([0-9a-f]{6})")
_EMPHASES = {
    "bold": ("bold", "đậm", "in đậm", "chữ đậm"),
    "italic": ("italic", "nghiêng", "in nghiêng", "chữ nghiêng"),
    "underline": ("underline", "gạch chân", "gạch dưới"),
}
_MEASURED = {
    "size ": re.compile(r"(?:size|cỡ|cỡ chữ) *(\d+(?:[.,]\d+)?)"),
    "border ": re.compile(r"(?:border|viền|khung) *([a-z]+)"),
}
_OF_LETTERS = re.compile(r"(?:màu )?(?:font|chữ) *")


def colour_key(value: str) -> str | None:
    """Give the key of a colour as a person may write it, or of ``strike``.

    None for anything else. Excel takes leading zeros from a colour of digits. That of
    letters has ``font`` before it, or ``chữ``. Letters may be ``bold``, ``italic``,
    ``underline`` or ``size 14``, cells in a ``border thin``.

    Examples
    --------
    >>> [colour_key(v) for v in ("FFFF00", "#ffff00", "8000", "strike", "yellow")]
    ['ffff00', 'ffff00', '008000', 'strike', None]
    >>> [colour_key(v) for v in ("font FF0000", "Chữ #ff0000", "font")]
    ['font ff0000', 'font ff0000', None]
    >>> [colour_key(v) for v in ("Bold", "in đậm", "cỡ chữ 14", "size 12,5", "size")]
    ['bold', 'bold', 'size 14', 'size 12.5', None]
    """
    text = clean_text(value).casefold()
    if text == STRUCK:
        return text
    for key, words in _EMPHASES.items():
        if text in words:
            return key
    for key, form in _MEASURED.items():
        if measure := form.fullmatch(text):
            # A decimal comma is Vietnamese; the looks of cells have a point.
            return key + measure[1].replace(",", ".")
    of_letters = _OF_LETTERS.match(text)
    digits = text[of_letters.end() :] if of_letters else text
    found = _COLOUR.fullmatch(digits.zfill(6) if digits.isdecimal() else digits)
    before = OF_FONT if of_letters else ""
    return f"{before}{found.group(1)}" if found else None
