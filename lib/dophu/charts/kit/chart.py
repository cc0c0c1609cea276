"""A chart: its words, its data, and its picture in any size and format."""

from __future__ import annotations

import base64
import io
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any
from xml.sax.saxutils import quoteattr

import matplotlib
import numpy as np
import pandas as pd
from matplotlib.figure import Figure
from PIL import Image

from dophu.charts.kit.digest import digest_figure
from dophu.charts.kit.frame import SIZES, Size
from dophu.charts.kit.paper import SETTINGS
from dophu.charts.kit.pixels import draw_pixels, in_few_colours, png_of
from dophu.charts.kit.svg_letters import put_letters

SCREEN_PART = 2
"""Of Word's pixels a notebook shows every second one: 160 mm are 693 pixels, shown at
605."""

SCREEN_WIDTH = 605  # pixels: 16 cm at the 96 to the inch of browsers and of Excel

PRINT_DPI = 220
"""What Word itself reduces pictures to, so that nothing is resampled."""

SLIDE_DPI = 144
"""A slide's 338.67 mm in 1920 pixels, what projectors and screens show."""

SCREEN_COLOURS, SCREEN_COMPRESSION = 32, 6
"""A third of the bytes in a stored notebook."""


@dataclass(frozen=True, eq=False)
class Chart:
    """A finding with its picture: what it says, what it shows, how it is drawn.

    ``alt`` says the chart in a sentence or two for those who do not see it;
    ``data`` is what is drawn, tidy. A notebook shows the chart by itself. ``nothing``
    says why there is nothing to draw: documents then have those words in its place. A
    chart that does not ``has_half`` is too wide for half of Word's width.
    """

    name: str
    title: str
    subtitle: str
    alt: str
    data: pd.DataFrame
    draw: Callable[[Size], Figure] = field(repr=False)
    nothing: str = ""
    has_half: bool = True

    def figure(self, size: str = "word") -> Figure:
        """Draw the chart anew at the size ``word``, ``slide`` or ``half``."""
        with matplotlib.rc_context(SETTINGS):
            return self.draw(SIZES[size])

    def png(self, size: str = "word", dpi: int = PRINT_DPI) -> bytes:
        """Give the picture as PNG, with title and alt text; the same bytes always."""
        if (size, dpi) == ("word", PRINT_DPI):
            return self._word
        if size == "half":
            return self.picture(self._column, dpi)
        return png_of(draw_pixels(self.figure(size), dpi), self._stated(), dpi)

    def picture(self, figure: Figure, dpi: int = PRINT_DPI) -> bytes:
        """Give a figure of this chart as PNG, for who looks at the figure too."""
        return png_of(draw_pixels(figure, dpi), self._stated(), dpi)

    @cached_property
    def _page(self) -> Figure:
        """The figure at Word's size, which four formats share; never given away."""
        return self.figure()

    @cached_property
    def _column(self) -> Figure:
        """The figure at half of Word's width, which two formats share."""
        return self.figure("half")

    @cached_property
    def _word(self) -> bytes:
        return png_of(self._pixels, self._stated(), PRINT_DPI)

    @cached_property
    def _pixels(self) -> Image.Image:
        return draw_pixels(self._page, PRINT_DPI)

    def svg(self, size: str = "word") -> bytes:
        """Give the picture at the size ``word`` or ``half`` as SVG, letters as shapes.

        Ids begin with the chart's name, so that charts can stand on one page.
        """
        file = io.BytesIO()
        prefix = self.name if size == "word" else f"{self.name}-{size}"
        # Matplotlib's version and the time of saving would make bytes differ.
        stated = {**self._stated(), "Date": None, "Creator": None}
        with matplotlib.rc_context(SETTINGS):
            figure = self._column if size == "half" else self._page
            figure.savefig(file, format="svg", dpi=72, metadata=stated)
        text = put_letters(file.getvalue().decode("utf-8").replace("\r\n", "\n"))
        for before in (' id="', ' xlink:href="#', "url(#"):
            text = text.replace(before, f"{before}{prefix}-")
        label = f'<svg role="img" aria-label={quoteattr(self.alt)} '
        return re.sub("<svg ", lambda _: label, text, count=1).encode("utf-8")

    def digest(self) -> str:
        """Say in a few lines what is drawn, so that a change of it shows in text."""
        return f"{self.name}: {digest_figure(self._page)}"

    def _stated(self) -> dict[str, Any]:
        return {"Title": self.title, "Description": self.alt}

    def _repr_mimebundle_(
        self, include: Any = None, exclude: Any = None
    ) -> tuple[dict[str, str], dict[str, Any]]:
        picture = _for_screen(self._pixels)
        stated = {
            "text/plain": self.digest(),
            "image/png": base64.b64encode(picture).decode("ascii"),
        }
        return stated, {"image/png": {"alt": self.alt, "width": SCREEN_WIDTH}}


def _for_screen(picture: Image.Image) -> bytes:
    """Give the picture at half its size, as PNG."""
    small = picture.convert("RGBA").reduce(SCREEN_PART)
    pixels = np.frombuffer(small.tobytes(), "<u4")
    reduced = in_few_colours(pixels, *small.size, SCREEN_COLOURS)
    return png_of(reduced, {}, level=SCREEN_COMPRESSION)
