"""Fills that must be told apart: in a grey print, and by eyes that lack a kind of cone.

A bar has its row's label, and in most charts a number; what its colour means is read
from the colour alone. So two fills of one chart that mean different things differ in
hatching, or else in lightness and, as such an eye has them, in colour.
"""

from __future__ import annotations

from itertools import combinations

import numpy as np
from matplotlib.colors import to_hex, to_rgb
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle

EYES = {
    "protanopia": ((0.152286, 1.052583, -0.204868), (0.114503, 0.786281, 0.099216),
                   (-0.003882, -0.048116, 1.051998)),
    "deuteranopia": ((0.367322, 0.860646, -0.227968), (0.280085, 0.672501, 0.047413),
                     (-0.011820, 0.042940, 0.968881)),
    "tritanopia": ((1.255528, -0.076749, -0.178779), (-0.078411, 0.930809, 0.147602),
                   (0.004733, 0.691367, 0.303900)),
}  # fmt: skip
"""How linear red, green and blue are seen (Machado and others, 2009, severity 1)."""

TO_XYZ = np.array([(0.4124, 0.3576, 0.1805), (0.2126, 0.7152, 0.0722),
                   (0.0193, 0.1192, 0.9505)])  # fmt: skip
DAYLIGHT = np.array((0.9505, 1.0, 1.089))

LEAST, LEAST_LIGHT = 8.0, 12.0
"""Distance in CIELAB, of colours seen so and of lightness, for bars side by side."""

WITH_FIGURES = 3.0
"""The same of lightness between classes, where each cell has its figure too."""

FILLED = {
    **{kind: kind for kind in ("bar", "held_bar", "reason_bar", "cell")},
    "filled": "pipe", "pipe": "pipe", "share_bar": "group", "whole": "group",
}  # fmt: skip
"""Marks whose fill says something, by what their names begin with: what they lie
beside."""


def lab(colour: str, eye: str | None = None) -> np.ndarray:
    """Give a colour in CIELAB, as an eye sees it."""
    parts = np.array(to_rgb(colour))
    linear = np.where(parts <= 0.04045, parts / 12.92, ((parts + 0.055) / 1.055) ** 2.4)
    if eye:
        linear = np.clip(np.array(EYES[eye]) @ linear, 0, 1)
    scaled = TO_XYZ @ linear / DAYLIGHT
    f = np.where(scaled > 0.008856, np.cbrt(scaled), 7.787 * scaled + 16 / 116)
    return np.array((116 * f[1] - 16, 500 * (f[0] - f[1]), 200 * (f[1] - f[2])))


def confused(one: str, other: str, lightness: float = LEAST_LIGHT) -> list[str]:
    """Name the eyes for which two colours are too near, ``grey`` for none at all.

    Examples
    --------
    >>> confused("#F46A25", "#8796A6"), confused("#12436D", "#F46A25")
    (['grey'], [])
    """
    found = [e for e in EYES if np.linalg.norm(lab(one, e) - lab(other, e)) < LEAST]
    light = abs(lab(one)[0] - lab(other)[0]) < lightness
    return found + ["grey"] * bool(light)


def alike(figure: Figure) -> list[str]:
    """List the pairs of fills of one kind of mark that are not told apart."""
    fills: dict[str, set[tuple[str, bool]]] = {}
    for patch in figure.artists:
        kind = (patch.get_gid() or "").partition(".")[0]
        # A share outlined on its track is told from it by where it ends.
        ends = kind == "share_bar" and patch.get_edgecolor()[3] > 0
        if isinstance(patch, Rectangle) and kind in FILLED and not ends:
            look = to_hex(patch.get_facecolor()), bool(patch.get_hatch())
            fills.setdefault(FILLED[kind], set()).add(look)
    found = []
    for kind, looks in fills.items():
        stated = kind == "cell"
        for (one, hatched), (other, too) in combinations(sorted(looks), 2):
            eyes = confused(one, other, WITH_FIGURES if stated else LEAST_LIGHT)
            # Where each has its figure, the order of lightness is enough.
            eyes = [eye for eye in eyes if not stated or eye == "grey"]
            if eyes and hatched == too:
                found.append(f"{kind} of {one} and {other}: {', '.join(eyes)}")
    return found
