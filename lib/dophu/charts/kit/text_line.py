"""One line of text on a figure, shaped once for all drawings of it.

A chart is drawn for the screen, Word, a slide and as SVG, and matplotlib shapes each
line twice in every drawing: two thirds of the time. Here the outline of a line is
made once a process at a size of 100 points and scaled to where it is drawn.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from matplotlib.backend_bases import RendererBase
from matplotlib.path import Path
from matplotlib.text import Text
from matplotlib.textpath import text_to_path
from matplotlib.transforms import Affine2D

from dophu.charts.kit.fonts import font

SHIFTS = {"left": 0.0, "center": -0.5, "right": -1.0}
"""Where a line begins from its point, in its own widths."""

UNIT = text_to_path.FONT_SCALE
"""The size in points at which outlines are made."""


@lru_cache(maxsize=4096)
def outline(text: str, bold: bool) -> tuple[Path, float]:
    """Give the outline of a line from its first baseline point, and its width.

    Both are in points at a type size of 100.
    """
    face = font(UNIT, bold)
    vertices, codes = text_to_path.get_text_path(face, text, ismath=False)
    width, _, _ = text_to_path.get_text_width_height_descent(text, face, ismath=False)
    return Path(vertices, codes), width


class TextLine(Text):
    """A line on its baseline, unrotated; its glyphs are drawn as one outline.

    In SVG the glyphs stay references to shapes that stand in the file once.
    """

    def draw(self, renderer: RendererBase, *_more: Any, **_named: Any) -> None:
        """Draw the line where its transform puts it."""
        text = self.get_text()
        if not self.get_visible() or not text.strip():
            self.stale = False
            return
        face = self.get_fontproperties()
        bold = face.get_file() == font(UNIT, True).get_file()
        path, width = outline(text, bold)
        scale = renderer.points_to_pixels(face.get_size_in_points()) / UNIT
        x, y = self.get_transform().transform(self.get_unitless_position())
        x += SHIFTS[self.get_horizontalalignment()] * width * scale
        context = renderer.new_gc()
        renderer.open_group("text", self.get_gid())
        context.set_foreground(self.get_color())
        context.set_linewidth(0)
        if hasattr(renderer, "writer"):  # SVG's, also within a mixed renderer
            down = renderer.height - y if renderer.flipy() else y
            renderer.draw_text(context, x, down, text, face, 0, mtext=None)
        else:
            place = Affine2D().scale(scale).translate(x, y)
            renderer.draw_path(context, path, place, context.get_rgb())
        context.restore()
        renderer.close_group("text")
        self.stale = False
