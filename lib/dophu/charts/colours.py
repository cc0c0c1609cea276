"""Colours with one meaning each, everywhere; all hold without colour too.

Blue and orange are the duo of the UK Analysis Function's chart guidance: 10.3:1
and 3.0:1 on white, 3.4:1 on each other, apart in greyscale, deuteranopia and
protanopia. Orange is for fills only, never for text.
"""

from __future__ import annotations

from functools import lru_cache

from matplotlib.colors import to_rgb

INK = "#1A1A1A"
MUTED = "#595959"  # 7.0:1 on white: subtitles, headers, notes
GRID = "#D9D9D9"
EDGE = "#BFBFBF"  # around cells that are nearly white
WHITE = "#FFFFFF"
BLUE = "#12436D"
ORANGE = "#F46A25"
WARNING = "#801650"  # figures that must not be taken for real ones
CONTEXT = "#8796A6"  # bars beside the ones a title speaks of

GROUPS = (BLUE, ORANGE, "#2B7266", "#F5E6B0", "#9CC3DE")
"""Age groups, oldest first. Lightness 27, 61, 44, 91 and 76 (CIELAB): at least 15
apart for any two, so that they are told apart in black and white."""

CLASSES = ("#9A3412", "#F2A065", "#FBD2AE", "#FDEFE2", "#FFFFFF")
"""Classes of coverage, lowest first; lightness 37 to 100: dark asks for action."""

PALE = 0.5  # of relative luminance: paler bars get an outline on white paper
NEARLY_WHITE = 0.8  # of relative luminance: paler cells do


@lru_cache(maxsize=256)
def luminance(colour: str) -> float:
    """Give the relative luminance of a colour as WCAG 2 defines it, from 0 to 1."""
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4
        for part in to_rgb(colour)
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """Give the contrast ratio of two colours as WCAG 2 defines it, from 1 to 21.

    Examples
    --------
    >>> contrast("#FFFFFF", "#000000")
    21.0
    """
    dark, light = sorted((luminance(one), luminance(other)))
    return round((light + 0.05) / (dark + 0.05), 2)


@lru_cache(maxsize=64)
def ink_on(fill: str) -> str:
    """Choose the ink that reads better on a fill."""
    return max((INK, WHITE), key=lambda ink: contrast(ink, fill))
