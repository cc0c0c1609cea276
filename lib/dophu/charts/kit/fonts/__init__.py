"""The kit's own font, loaded by file, and the widths of text set in it.

A family name may resolve to another file of the same name, or to an old version
without Vietnamese letters; a path cannot. Widths are sums of the font's own
advances, whole numbers of font units, so they are the same on every platform and
cost no drawing. Kerning is left out: it makes text at most slightly narrower.
"""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from matplotlib.font_manager import FontProperties
from matplotlib.ft2font import FT2Font, LoadFlags

FOLDER = Path(__file__).parent
FILES = {False: FOLDER / "NotoSans-Regular.ttf", True: FOLDER / "NotoSans-Bold.ttf"}
"""Font file by whether it is the bold one."""

MM_PER_POINT = 25.4 / 72


@lru_cache(maxsize=64)
def font(size: float, bold: bool = False) -> FontProperties:
    """Give the font at a size in points, to hand to a text artist."""
    return FontProperties(fname=FILES[bold], size=size)


@lru_cache(maxsize=2)
def _face(bold: bool) -> FT2Font:
    # A `str` path with a hyphen would be read as a fontconfig pattern.
    return FT2Font(FILES[bold])


@lru_cache(maxsize=4096)
def _advance(character: str, bold: bool) -> float:
    face = _face(bold)
    flags = LoadFlags.NO_SCALE | LoadFlags.NO_HINTING
    advance = face.load_char(ord(character), flags=flags).horiAdvance
    return advance / face.units_per_EM


@lru_cache(maxsize=16384)
def _em_width(text: str, bold: bool) -> float:
    return sum(_advance(character, bold) for character in text)


def text_width(text: str, size: float, bold: bool = False) -> float:
    """Measure a line of text in millimetres at a size in points.

    Examples
    --------
    >>> round(text_width("1.032", 9), 2)
    8.12
    >>> text_width("1.032", 18) == 2 * text_width("1.032", 9)
    True
    """
    return _em_width(text, bold) * size * MM_PER_POINT


def missing_characters(text: str) -> list[str]:
    """List the characters the font cannot draw, each once, in order.

    Examples
    --------
    >>> missing_characters("Đồng Ẳng 1")
    []
    """
    face = _face(False)
    return [c for c in dict.fromkeys(text) if not face.get_char_index(ord(c))]
