"""A line of text shaped: which glyphs it has, where each stands, how far it reaches.

Once a line and process, for its outline in pictures and for its letters in SVG. What
matplotlib offers loads every glyph of a line anew and shapes it again to measure it,
two thirds of the time; here a glyph is loaded once, and a line is measured by its own.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import Any, NamedTuple

import numpy as np
from matplotlib.font_manager import get_font
from matplotlib.ft2font import FT2Font, LoadFlags
from matplotlib.path import Path
from matplotlib.textpath import text_to_path

from dophu.charts.kit.fonts import FILES, font

Glyph = tuple[np.ndarray, np.ndarray]
"""The vertices of a glyph's shape and the codes of how they are joined."""

GLYPHS: dict[str, Glyph] = {}
"""Glyphs by name, which holds the typeface; one has some hundred."""

_FULL_WIDTH = re.compile(r"[!-~À-ʯḀ-ỿ–—…“”‘’]\Z")
"""The end of a line whose last glyph is as wide as the typeface has it: a mark that
stands on the letter before is not."""


class Placed(NamedTuple):
    """A glyph by name, and where in a line it stands."""

    name: str
    x: float
    y: float


class Shaped(NamedTuple):
    """The glyphs of a line, and how far it reaches from its first baseline point."""

    glyphs: tuple[Placed, ...]
    width: float
    above: float
    below: float


class _Known(NamedTuple):
    """A glyph's name, its advance, and its ink from ``low`` to ``high``."""

    name: str
    advance: float
    low: float
    high: float


_KNOWN: dict[tuple[str, int], _Known] = {}
"""By typeface, which another may stand in for, and number in it."""


@lru_cache(maxsize=4096)
def shape(text: str, bold: bool) -> Shaped:
    """Shape a line in the kit's typeface at matplotlib's size of outlines."""
    face = get_font(str(FILES[bold]))
    face.set_size(text_to_path.FONT_SCALE, text_to_path.DPI)
    if not hasattr(face, "_layout"):  # of another matplotlib
        return _shape_publicly(face, text, bold)
    items = _lay_out(face, text)
    keys = [(item.ft_object.postscript_name, item.glyph_index) for item in items]
    if not _KNOWN.keys() >= {*keys}:
        _learn(face, text, items)
    known = [_KNOWN[key] for key in keys]
    glyphs = tuple(
        Placed(one.name, item.x, item.y) for one, item in zip(known, items, strict=True)
    )
    if not _FULL_WIDTH.search(text):
        return Shaped(glyphs, *_ask(text, bold))
    width = items[-1].x + known[-1].advance
    high = max(one.high + glyph.y for one, glyph in zip(known, glyphs, strict=True))
    low = min(one.low + glyph.y for one, glyph in zip(known, glyphs, strict=True))
    return Shaped(glyphs, width, high, -low)


def _shape_publicly(face: FT2Font, text: str, bold: bool) -> Shaped:
    """Shape a line by what matplotlib promises to keep, which takes longer."""
    placed, _, _ = text_to_path.get_glyphs_with_font(face, text, GLYPHS)
    return Shaped(tuple(Placed(*one[:3]) for one in placed), *_ask(text, bold))


def _lay_out(face: FT2Font, text: str) -> Sequence[Any]:
    return face._layout(text, LoadFlags.NO_HINTING)


def _learn(face: FT2Font, text: str, items: Sequence[Any]) -> None:
    """Load the glyphs of a line that are not known yet."""
    placed, _, _ = text_to_path.get_glyphs_with_font(face, text, GLYPHS)
    for item, (name, *_) in zip(items, placed, strict=True):
        of = item.ft_object
        loaded = of.load_glyph(item.glyph_index, flags=LoadFlags.NO_HINTING)
        points, joined = GLYPHS[name]
        # The point of an end is none of the shape; a space has none at all, and lies
        # on the baseline.
        heights = points[joined != Path.CLOSEPOLY, 1] if len(points) else [0.0]
        low, high = float(min(heights)), float(max(heights))
        # FreeType counts in 64ths.
        advance = loaded.horiAdvance / 64
        key = of.postscript_name, item.glyph_index
        _KNOWN[key] = _Known(name, advance, low, high)


def _ask(text: str, bold: bool) -> tuple[float, float, float]:
    """Give width, ink above and ink below the baseline as matplotlib measures them."""
    face = font(text_to_path.FONT_SCALE, bold)
    measure = text_to_path.get_text_width_height_descent
    width, height, below = measure(text, face, ismath=False)
    return width, height - below, below
