"""One line of text on a figure, shaped once for all drawings of it.

A chart is drawn for the screen, Word, a slide and as SVG, and matplotlib shapes each
line twice in every drawing: two thirds of the time. Here the outline of a line is
made once a process at a size of 100 points and scaled to where it is drawn.
"""

from __future__ import annotations

import math
from functools import lru_cache
from typing import Any, NamedTuple

import numpy as np
from matplotlib.backend_bases import RendererBase
from matplotlib.path import Path
from matplotlib.text import Text
from matplotlib.textpath import text_to_path
from matplotlib.transforms import Affine2D, Bbox

from dophu.charts.kit.fonts import FILES
from dophu.charts.kit.shaping import GLYPHS, shape
from dophu.charts.kit.svg_letters import leave_line

SHIFTS = {"left": 0.0, "center": -0.5, "right": -1.0}
"""Where a line begins from its point, in its own widths."""

POINTS_PER_INCH = 72
UNIT = text_to_path.FONT_SCALE
"""The size in points at which outlines are made."""


class Outline(NamedTuple):
    """The shape of a line from its first baseline point, in points at 100 points.

    ``above`` and ``below`` the baseline is its ink; a row's height is at least that
    of "lp", as in matplotlib's own layout.
    """

    path: Path
    width: float
    above: float
    below: float


@lru_cache(maxsize=4096)
def outline(text: str, bold: bool) -> Outline:
    """Give the outline of a line of text in the kit's typeface."""
    shaped = shape(text, bold)
    vertices, codes = [np.empty((0, 2))], [np.empty(0, Path.code_type)]
    for name, glyph_x, glyph_y in shaped.glyphs:
        points, joined = GLYPHS[name]
        if len(points):  # a space has none
            vertices.append(points + [glyph_x, glyph_y])
            codes.append(joined)
    path = Path(np.concatenate(vertices), np.concatenate(codes))
    return Outline(path, shaped.width, shaped.above, shaped.below)


class TextLine(Text):
    """A line on its baseline, unrotated; its glyphs are drawn as one outline.

    In SVG they are references to shapes that stand in the file once.
    """

    def draw(self, renderer: RendererBase, *_more: Any, **_named: Any) -> None:
        """Draw the line where its transform puts it."""
        text = self.get_text()
        if not self.get_visible() or not text.strip():
            self.stale = False
            return
        scale = renderer.points_to_pixels(self.get_fontsize()) / UNIT
        shape, x, y = self._placed(scale)
        context = renderer.new_gc()
        renderer.open_group("text", self.get_gid())
        context.set_foreground(self.get_color())
        context.set_linewidth(0)
        if hasattr(renderer, "writer"):  # SVG's, also within a mixed renderer
            down = renderer.height - y if renderer.flipy() else y
            at, bold = (x, down), self._is_bold()
            leave_line(renderer.writer, text, bold, at, scale, self.get_color())
        else:
            place = Affine2D().scale(scale).translate(x, y)
            renderer.draw_path(context, shape.path, place, context.get_rgb())
        context.restore()
        renderer.close_group("text")
        self.stale = False

    def get_window_extent(
        self, renderer: RendererBase | None = None, dpi: float | None = None
    ) -> Bbox:
        """Give the line's box in pixels: its width by a row's height."""
        row = outline("lp", False)
        return self._box(dpi, row.above, row.below)

    def ink(self) -> Bbox:
        """Give the box in pixels that the line's letters and marks cover."""
        nothing = -math.inf
        return self._box(None, nothing, nothing)

    def _box(self, dpi: float | None, least_above: float, least_below: float) -> Bbox:
        pixels = (dpi or self.get_figure(root=True).dpi) / POINTS_PER_INCH
        scale = self.get_fontsize() * pixels / UNIT
        shape, x, y = self._placed(scale)
        low = y - max(shape.below, least_below) * scale
        high = y + max(shape.above, least_above) * scale
        return Bbox.from_extents(x, low, x + shape.width * scale, high)

    def _placed(self, scale: float) -> tuple[Outline, float, float]:
        """Give the outline, and where on the figure its first baseline point lies."""
        shape = outline(self.get_text(), self._is_bold())
        x, y = self.get_transform().transform(self.get_unitless_position())
        x += SHIFTS[self.get_horizontalalignment()] * shape.width * scale
        return shape, x, y

    def _is_bold(self) -> bool:
        return self.get_fontproperties().get_file() == str(FILES[True])
