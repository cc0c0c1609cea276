"""A line of text shaped: which glyphs it has, and where each stands.

Once a line and process, for its outline in pictures and for its letters in SVG; the
shape of a glyph is taken from the typeface once for all lines.
"""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

import numpy as np
from matplotlib.font_manager import get_font
from matplotlib.textpath import text_to_path

from dophu.charts.kit.fonts import FILES

Glyph = tuple[np.ndarray, np.ndarray]
"""The vertices of a glyph's shape and the codes of how they are joined."""

GLYPHS: dict[str, Glyph] = {}
"""Glyphs by name, which holds the typeface; one has some hundred."""


class Placed(NamedTuple):
    """A glyph by name, and where in a line it stands."""

    name: str
    x: float
    y: float


@lru_cache(maxsize=4096)
def shape(text: str, bold: bool) -> tuple[Placed, ...]:
    """Shape a line in the kit's typeface at matplotlib's size of outlines."""
    face = get_font(str(FILES[bold]))
    face.set_size(text_to_path.FONT_SCALE, text_to_path.DPI)
    placed, _, _ = text_to_path.get_glyphs_with_font(face, text, GLYPHS)
    return tuple(Placed(name, x, y) for name, x, y, _ in placed)
