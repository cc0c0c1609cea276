"""The kit's typeface as the drawing library takes it, loaded by file."""

from __future__ import annotations

from functools import lru_cache

from matplotlib.font_manager import FontProperties
from matplotlib.ft2font import FT2Font

from dophu.catalogue.typeface import FILES, MM_PER_POINT, text_width

__all__ = ("FILES", "MM_PER_POINT", "font", "missing_characters", "text_width")


@lru_cache(maxsize=64)
def font(size: float, bold: bool = False) -> FontProperties:
    """Give the font at a size in points, to hand to a text artist."""
    return FontProperties(fname=FILES[bold], size=size)


def missing_characters(text: str) -> list[str]:
    """List the characters the font cannot draw, each once, in order.

    Examples
    --------
    >>> missing_characters("Đồng Ẳng 1")
    []
    """
    face = _regular()
    return [c for c in dict.fromkeys(text) if not face.get_char_index(ord(c))]


@lru_cache(maxsize=1)
def _regular() -> FT2Font:
    # As a Path: a text with a hyphen would be read as a fontconfig pattern.
    return FT2Font(FILES[False])
