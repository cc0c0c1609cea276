"""The kit's typeface as the drawing library takes it, loaded by file."""

from __future__ import annotations

from functools import lru_cache

from matplotlib.font_manager import FontProperties

from dophu.catalogue.typeface import FILES, MM_PER_POINT, drawable, text_width

__all__ = ("FILES", "MM_PER_POINT", "drawable", "font", "text_width")


@lru_cache(maxsize=64)
def font(size: float, bold: bool = False) -> FontProperties:
    """Give the font at a size in points, to hand to a text artist."""
    return FontProperties(fname=FILES[bold], size=size)
