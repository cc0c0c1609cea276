"""A figure's pixels, and the small PNG that is made of them.

A chart has a dozen colours and what smoothing makes of their edges: with a palette its
PNG has a third of the bytes, and takes half the time.
"""

from __future__ import annotations

import io
from collections.abc import Mapping

import matplotlib
import numpy as np
import pandas as pd
from matplotlib.figure import Figure
from PIL import Image, PngImagePlugin

from dophu.charts.kit.paper import SETTINGS

COLOURS, FREQUENT = 256, 3 / 8
"""Of a palette, and which share of them are the most frequent: what is drawn keeps its
own colour, and of those on smoothed edges the rarest become one close to them."""

COMPRESSION = 3  # of 9: half the time of the default 6 for files of about the same size


def draw_pixels(figure: Figure, dpi: int) -> Image.Image:
    """Draw a figure at so many dots to the inch, in few colours."""
    file = io.BytesIO()
    with matplotlib.rc_context(SETTINGS):
        figure.savefig(file, format="rgba", dpi=dpi)
    width, height = (int(side * dpi) for side in figure.get_size_inches())
    return in_few_colours(np.frombuffer(file.getvalue(), "<u4"), width, height)


def in_few_colours(
    pixels: np.ndarray, width: int, height: int, most: int = COLOURS
) -> Image.Image:
    """Give a picture with a palette of at most so many of its colours.

    ``pixels`` are red, green, blue and full opacity, a byte each, in rows.
    """
    # A chart is made of surfaces: colours are counted by runs of one colour.
    starts = np.flatnonzero(np.concatenate(([True], pixels[1:] != pixels[:-1])))
    lengths = np.diff(np.append(starts, pixels.size))
    # By a table of those seen: to sort the runs takes four times as long.
    of_run, seen = pd.factorize(pixels[starts])
    by_value = np.argsort(seen)
    colours = seen[by_value]
    counts = np.bincount(of_run, weights=lengths)[by_value]
    channels = colours.view(np.uint8).reshape(-1, 4)[:, :3].astype(np.int32)
    # By frequency, and by value where that is equal: the same order always.
    palette, by_colour = _palette(channels, np.lexsort((colours, -counts)), most)
    place = np.empty_like(by_colour)
    place[by_value] = by_colour
    indices = np.repeat(place[of_run], lengths)
    picture = Image.frombuffer(
        "P", (width, height), indices.tobytes(), "raw", "P", 0, 1
    )
    picture.putpalette(palette.astype(np.uint8).tobytes(), "RGB")
    return picture


def _palette(
    channels: np.ndarray, order: np.ndarray, most: int
) -> tuple[np.ndarray, np.ndarray]:
    """Choose a palette; give it, and for each colour its place in it.

    First the most frequent colours, then whatever colour is farthest from all so far.
    """
    kept = [int(colour) for colour in order[: int(FREQUENT * most)]]
    # Distances as products of whole numbers, exact in floats: a third of the time.
    levels = channels.astype(float)
    squares = np.square(levels).sum(axis=1)
    nearest = np.full(len(channels), np.inf)
    place = np.zeros(len(channels), np.uint8)
    for number in range(min(most, len(channels))):
        if number >= len(kept):
            kept.append(int(nearest.argmax()))
        one = kept[number]
        apart = squares + squares[one] - 2 * (levels @ levels[one])
        np.putmask(place, apart < nearest, number)
        np.minimum(nearest, apart, out=nearest)
    return channels[kept], place


def png_of(
    picture: Image.Image,
    stated: Mapping[str, str],
    dpi: int = 0,
    level: int = COMPRESSION,
) -> bytes:
    """Give a picture as PNG with what it says of itself; the same bytes always."""
    words = PngImagePlugin.PngInfo()
    for key, text in stated.items():
        words.add_text(key, text)
    file = io.BytesIO()
    how = {"dpi": (dpi, dpi)} if dpi else {}
    picture.save(file, "png", pnginfo=words, compress_level=level, **how)
    return file.getvalue()
