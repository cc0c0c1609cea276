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

from dophu.catalogue.drawable_letters import KNOWN, stand_in

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
    # BASIC: Raqm, which not every machine has, would kern.
    return ImageFont.truetype(FILES[bold], EM, layout_engine=ImageFont.Layout.BASIC)


@lru_cache(maxsize=4096)
def _advance(character: str, bold: bool) -> float:
    return _face(bold).getlength(character) / EM


@lru_cache(maxsize=16384)
def _em_width(text: str, bold: bool) -> float:
    return sum(_advance(character, bold) for character in drawable(text))


@lru_cache(maxsize=4096)
def drawable(text: str) -> str:
    """Put into a line what the font has in place of what it has not.

    Examples
    --------
    >>> drawable("Tổ Ⅱ, A → B"), drawable("Thôn 中 1")
    ('Tổ II, A > B', 'Thôn ? 1')
    """
    if KNOWN.fullmatch(text):
        return text
    return stand_in(text, is_in_font)


@lru_cache(maxsize=1024)
def is_in_font(character: str) -> bool:
    """Test whether the font has a character: not where it draws its box for none."""
    # U+FFFF is never a character.
    return _drawn(character) != _drawn("\uffff")


def _drawn(character: str) -> bytes:
    # Small: the shape is compared, and each is drawn once.
    face = _small_face()
    return bytes(face.getmask(character))


@lru_cache(maxsize=1)
def _small_face() -> ImageFont.FreeTypeFont:
    basic = ImageFont.Layout.BASIC
    return ImageFont.truetype(FILES[False], 20, layout_engine=basic)


def text_width(text: str, size: float, bold: bool = False) -> float:
    """Measure a line of text in millimetres at a size in points.

    A letter that the font has not is as wide as what stands in for it.

    Examples
    --------
    >>> round(text_width("1.032", 9), 2)
    8.12
    >>> text_width("1.032", 18) == 2 * text_width("1.032", 9)
    True
    """
    return _em_width(text, bold) * size * MM_PER_POINT
