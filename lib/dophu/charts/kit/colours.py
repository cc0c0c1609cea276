"""How colours are distinguished: luminance, contrast, the ink that reads on a fill."""

from __future__ import annotations

from functools import lru_cache

from matplotlib.colors import to_rgb

from dophu.catalogue.palette import (
    BLUE,
    CLASSES,
    CONTEXT,
    EDGE,
    GRID,
    GROUPS,
    INK,
    MUTED,
    ORANGE,
    REACH,
    WARNING,
    WHITE,
)

__all__ = [
    "BLUE",
    "CLASSES",
    "CONTEXT",
    "EDGE",
    "GRID",
    "GROUPS",
    "INK",
    "MUTED",
    "ORANGE",
    "REACH",
    "WARNING",
    "WHITE",
    "contrast",
    "ink_on",
    "luminance",
]

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
