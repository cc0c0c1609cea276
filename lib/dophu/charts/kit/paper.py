"""A figure measured in millimetres from its upper left corner.

Marks go straight onto the figure, with no axes: a bar is a rectangle whose width
*is* the number it shows, in children, put on paper by a transform. So the numbers
can be read back from what was drawn, and drawing costs little more than saving.
"""

from __future__ import annotations

from collections.abc import Sequence

from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import Polygon, Rectangle
from matplotlib.transforms import Affine2D

from dophu.charts.kit.colours import INK, MUTED, PALE, WHITE, luminance
from dophu.charts.kit.fonts import MM_PER_POINT, drawable, font
from dophu.charts.kit.text_line import TextLine

LEAD = 1.2
"""Distance of two baselines, in type sizes: stacked Vietnamese marks stay clear."""

MIDDLE = 0.355
"""How far below the middle of a row its baseline lies, in type sizes: half the
height of Noto Sans' capitals (714 of 1000 units)."""

HAIRLINE = 0.6  # points
DASHES = {
    "solid": "solid",
    "thin": "solid",
    "dashed": (0, (4, 2)),
    "dotted": (0, (1, 1.4)),
}
"""Patterns of lines in line widths: distinguished where colours are not."""

MARKERS = {"dot": "o", "ring": "o", "diamond": "D"}
ABOVE_MARKS = 2.5  # matplotlib draws boxes at 1, lines at 2, texts at 3
NO_OUTLINE = "none"
MM_PER_INCH = 25.4

# A user's own settings must change neither the look nor the bytes.
SETTINGS = {
    "svg.fonttype": "path",
    "svg.hashsalt": "dophu",
    "text.hinting": "no_hinting",
    "text.antialiased": True,
    "text.usetex": False,
    "figure.dpi": 100,
    "path.effects": [],
    "path.sketch": None,
    "savefig.bbox": None,
    "savefig.transparent": False,
    "path.simplify": True,
}


def line_height(size: float) -> float:
    """Give the distance of two baselines in millimetres at a type size in points."""
    return LEAD * size * MM_PER_POINT


class Paper:
    """A white figure of a size in millimetres, and ways to put marks on it.

    ``gid`` names what a mark is (``title``, ``bar.3.0``, ``cell.2.all``). It
    becomes the mark's id in SVG; the digest and the lint go by it.
    """

    def __init__(self, width: float, height: float) -> None:
        self.width, self.height = width, height
        inches = (width / MM_PER_INCH, height / MM_PER_INCH)
        self.figure = Figure(figsize=inches, facecolor=WHITE)
        # matplotlib counts from the lower edge.
        down = Affine2D().scale(1 / MM_PER_INCH, -1 / MM_PER_INCH)
        down.translate(0, height / MM_PER_INCH)
        self._mm = down + self.figure.dpi_scale_trans

    @property
    def mm(self) -> Affine2D:
        """What puts millimetres on the figure, for marks of a chart's own."""
        return self._mm

    def text(
        self,
        gid: str,
        text: str,
        x: float,
        baseline: float,
        size: float,
        *,
        align: str = "left",
        bold: bool = False,
        colour: str = INK,
    ) -> None:
        """Write one line on a baseline; the ink of its letters does not move it.

        What the typeface has not is drawn as what stands in for it.
        """
        line = TextLine(
            x,
            baseline,
            drawable(text),
            gid=gid,
            fontproperties=font(size, bold),
            color=colour,
            ha=align,
            va="baseline",
            transform=self._mm,
            parse_math=False,  # a "$" in a name is a "$"
        )
        # As Figure.text does, which makes a Text of its own.
        line.set_figure(self.figure)
        self.figure.texts.append(line)
        line._remove_method = self.figure.texts.remove

    def lines(
        self,
        gid: str,
        lines: Sequence[str],
        x: float,
        middle: float,
        size: float,
        *,
        align: str = "left",
        bold: bool = False,
        colour: str = INK,
    ) -> None:
        """Write lines with their common middle at a height: a label of a row."""
        pitch = line_height(size)
        baseline = middle + MIDDLE * size * MM_PER_POINT - pitch * (len(lines) - 1) / 2
        style = {"align": align, "bold": bold, "colour": colour}
        for number, line in enumerate(lines):
            own = f"{gid}-{number + 1}" if number else gid
            self.text(own, line, x, baseline + number * pitch, size, **style)

    def paragraph(
        self,
        gid: str,
        lines: Sequence[str],
        x: float,
        top: float,
        size: float,
        *,
        bold: bool = False,
        colour: str = INK,
    ) -> float:
        """Write lines from a height downwards, and give the height they end at."""
        pitch = line_height(size)
        middle = top + pitch * len(lines) / 2
        self.lines(gid, lines, x, middle, size, bold=bold, colour=colour)
        return top + pitch * len(lines)

    def box(
        self,
        gid: str,
        x: float,
        top: float,
        width: float,
        height: float,
        fill: str,
        *,
        hatch: str | None = None,
        outline: str | None = None,
        scale: float = 1.0,
        origin: float = 0.0,
        across: Affine2D | None = None,
        above: bool = False,
    ) -> None:
        """Draw a filled rectangle; outlined where it is pale, unless told otherwise.

        ``hatch`` is the colour of its hatching. ``x`` and ``width`` are in units of
        ``scale`` millimetres counted from ``origin``: children for a bar,
        millimetres for anything else; ``across`` puts all four on paper where
        heights are numbers too. ``above`` lays it over lines, under texts.
        """
        if across is None:
            across = Affine2D().scale(scale, 1).translate(origin, 0)
        if outline is None:
            outline = MUTED if luminance(fill) > PALE else NO_OUTLINE
        patch = Rectangle(
            (x, top),
            width,
            height,
            gid=gid,
            facecolor=fill,
            edgecolor=outline,
            linewidth=0 if outline == NO_OUTLINE else HAIRLINE,
            hatch="/////" if hatch else None,
            transform=across + self._mm,
        )
        if above:
            patch.set_zorder(ABOVE_MARKS)
        if hatch:
            patch.set_hatchcolor(hatch)
            patch.set_hatch_linewidth(0.8)
        self.figure.add_artist(patch)

    def rule(
        self, gid: str, x: float, top: float, bottom: float, width: float, colour: str
    ) -> None:
        """Draw an upright line, ``width`` in points."""
        line = Line2D(
            [x, x],
            [top, bottom],
            gid=gid,
            linewidth=width,
            color=colour,
            solid_capstyle="butt",
            transform=self._mm,
        )
        self.figure.add_artist(line)

    def line(
        self,
        gid: str,
        points: Sequence[tuple[float, float]],
        width: float,
        colour: str,
        *,
        pattern: str = "solid",
        across: Affine2D | None = None,
    ) -> None:
        """Draw a line through points, ``width`` in points of type.

        The points are millimetres, or what ``across`` puts on paper: days and
        children, which can be read back from what was drawn.
        """
        xs, ys = zip(*points, strict=True)
        line = Line2D(
            xs,
            ys,
            gid=gid,
            linewidth=width,
            color=colour,
            linestyle=DASHES[pattern],
            solid_capstyle="butt",
            solid_joinstyle="round",
            transform=self._mm if across is None else across + self._mm,
        )
        self.figure.add_artist(line)

    def mark(
        self,
        gid: str,
        x: float,
        y: float,
        size: float,
        colour: str,
        *,
        kind: str = "dot",
        across: Affine2D | None = None,
    ) -> None:
        """Draw a dot, a ring or a diamond, ``size`` points wide, around a point."""
        mark = Line2D(
            [x],
            [y],
            gid=gid,
            linestyle="none",
            marker=MARKERS[kind],
            markersize=size,
            markerfacecolor=WHITE if kind == "ring" else colour,
            markeredgecolor=colour,
            markeredgewidth=0.16 * size if kind == "ring" else 0,
            transform=self._mm if across is None else across + self._mm,
        )
        mark.set_zorder(2.2)  # above every line, under what lies above marks
        self.figure.add_artist(mark)

    def area(
        self,
        gid: str,
        points: Sequence[tuple[float, float]],
        fill: str,
        *,
        across: Affine2D | None = None,
    ) -> None:
        """Fill the area within points."""
        area = Polygon(
            list(points),
            closed=True,
            gid=gid,
            facecolor=fill,
            edgecolor=NO_OUTLINE,
            linewidth=0,
            transform=self._mm if across is None else across + self._mm,
        )
        self.figure.add_artist(area)
