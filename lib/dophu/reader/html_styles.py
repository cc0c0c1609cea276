"""What a web page's styles say of the looks of its cells."""

from __future__ import annotations

import re

from dophu.reader.colours import WHITE, font_look
from dophu.reader.emphasis import border_look, emphases
from dophu.reader.extents import STRUCK, SYMBOL_FONTS

STRIKES = frozenset(("s", "strike", "del"))
"""Elements whose text is struck out."""

SET = {"b": "bold", "strong": "bold", "i": "italic", "em": "italic", "u": "underline",
        "ins": "underline"}  # fmt: skip
"""Elements whose text is set otherwise, and how."""

_BOLD = re.compile(r"font-weight\s*:\s*(?:bold|[6-9]00)")
_ITALIC = re.compile(r"font-style\s*:\s*(?:italic|oblique)")
_UNDERLINE = re.compile(r"text-decoration[^;:]*:[^;]*underline")
_BACKGROUND = re.compile(r"background(?:-color)?\s*:[^;]*?(#[0-9a-f]{3,6}|[a-z]+)\b")
_LETTERS = re.compile(r"(?:^|[;{\s])color\s*:\s*(#[0-9a-f]{3,6}|[a-z]+)\b")
_SIZE = re.compile(r"font-size\s*:\s*([\d.]{1,6})\s*(?:pt|px)")
_LINE = re.compile(
    r"border(?:-(?:style|left|right))?\s*:[^;]*?\b(solid|double|dotted|dashed)\b"
)
_LINES = {"solid": "thin"}
"""Lines as the other kinds of files name them; the rest are called alike."""
_NO_SIZE = -1.0
"""A page has no usual size: of those that part its rows the commonest is its own."""
_FAMILY = re.compile(r"font-family\s*:\s*[\"']?([^;,\"']+)")
_NAMED = {
    "yellow": "FFFF00", "red": "FF0000", "lime": "00FF00", "green": "008000",
    "aqua": "00FFFF", "cyan": "00FFFF", "blue": "0000FF", "fuchsia": "FF00FF",
    "magenta": "FF00FF", "orange": "FFA500", "silver": "C0C0C0", "gray": "808080",
    "pink": "FFC0CB", "lightgreen": "90EE90", "lightblue": "ADD8E6",
}  # fmt: skip


def looks_of(style: str) -> tuple[str, ...]:
    """Give the looks of a style: struck out, a colour, a font of symbols.

    Examples
    --------
    >>> looks_of("background:#ff0;text-decoration:line-through")
    ('strike', 'FFFF00')
    >>> looks_of("color: red"), looks_of("font-size:14.0pt;border:.5pt solid")
    (('font FF0000',), ('size 14', 'border thin'))
    """
    struck = STRUCK if "line-through" in style else ""
    background = _BACKGROUND.search(style)
    colour = _colour(background[1]) if background else ""
    written = _LETTERS.search(style)
    letters = font_look(_colour(written[1])) if written else ""
    font = family[1].strip() if (family := _FAMILY.search(style)) else ""
    font = font if font in SYMBOL_FONTS else ""
    settings = emphases(
        bold=bool(_BOLD.search(style)),
        italic=bool(_ITALIC.search(style)),
        underline=bool(_UNDERLINE.search(style)),
        size=float(size[1].strip(".") or 0) if (size := _SIZE.search(style)) else 0,
        usual=_NO_SIZE,
    )
    line = match[1] if (match := _LINE.search(style)) else "none"
    box = border_look(*(2 * (_LINES.get(line, line),)))
    return tuple(filter(None, (struck, colour, letters, font, *settings, box)))


def _colour(text: str) -> str:
    digits = text[1:].upper() if text.startswith("#") else _NAMED.get(text, "")
    # #ff0 is short for #ffff00.
    if len(digits) == 3:
        digits = "".join(2 * digit for digit in digits)
    return digits if len(digits) == 6 and digits != WHITE else ""
