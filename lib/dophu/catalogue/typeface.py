"""The typeface that charts are set in and documents are measured by, and its widths.

It comes with the kit: a family name may resolve to another file of the same name, or
to an old version without Vietnamese letters; a path cannot. Widths are sums of the
font's own advances, whole numbers of font units, so they are the same on every
platform and cost no drawing. Kerning is left out: it makes text at most slightly
narrower.
"""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from PIL import ImageFont

FOLDER = Path(__file__).parent / "fonts"
FILES = {False: FOLDER / "NotoSans-Regular.ttf", True: FOLDER / "NotoSans-Bold.ttf"}
"""Font file by whether it is the bold one."""

MM_PER_POINT = 25.4 / 72

EM = 1000
"""Font units of an em, in both files: at this size a pixel is a unit, so that Pillow
gives the very numbers of the font. The library that draws the charts takes half a
second to load, and documents have no other use for it."""


@lru_cache(maxsize=2)
def _face(bold: bool) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(FILES[bold], EM, layout_engine=ImageFont.Layout.BASIC)


@lru_cache(maxsize=4096)
def _advance(character: str, bold: bool) -> float:
    return _face(bold).getlength(character) / EM


@lru_cache(maxsize=16384)
def _em_width(text: str, bold: bool) -> float:
    return sum(_advance(character, bold) for character in text)


def text_width(text: str, size: float, bold: bool = False) -> float:
    """Measure a line of text in millimetres at a size in points.

    A letter that the font has not is as wide as the box drawn for it.

    Examples
    --------
    >>> round(text_width("1.032", 9), 2)
    8.12
    >>> text_width("1.032", 18) == 2 * text_width("1.032", 9)
    True
    """
    return _em_width(text, bold) * size * MM_PER_POINT
