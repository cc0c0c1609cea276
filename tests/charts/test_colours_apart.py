"""Colours that must be told apart are, in grey and by eyes that lack a kind of cone.

Each pair in the key of a chart differs in hatching, mark or pattern of line, or else in
lightness and, as the eye without a kind of cone has it, in colour.
"""

from itertools import combinations

import numpy as np
import pytest
from matplotlib.colors import to_hex, to_rgb
from matplotlib.lines import Line2D

from dophu.ages import UNKNOWN
from dophu.catalogue.palette import CLASSES, WHITE, group_colours
from dophu.charts import (
    draw_dumbbell,
    draw_heat,
    draw_organ,
    draw_ranked,
    draw_reach,
    draw_smalls,
    draw_tiles,
)
from tests.charts.invented import (
    ABOUT,
    equal_groups,
    make_gaps,
    make_history,
    make_reach,
    placed,
    spread,
)

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

LEAST, LEAST_LIGHT = 8.0, 10.0
"""Distance in CIELAB, of colours seen so and of lightness, for bars side by side."""

WITH_FIGURES = 3.0
"""The same of lightness between classes, where each cell has its figure too."""


def lab(colour, eye=None):
    parts = np.array(to_rgb(colour))
    linear = np.where(parts <= 0.04045, parts / 12.92, ((parts + 0.055) / 1.055) ** 2.4)
    if eye:
        linear = np.clip(np.array(EYES[eye]) @ linear, 0, 1)
    scaled = TO_XYZ @ linear / DAYLIGHT
    f = np.where(scaled > 0.008856, np.cbrt(scaled), 7.787 * scaled + 16 / 116)
    return np.array((116 * f[1] - 16, 500 * (f[0] - f[1]), 200 * (f[1] - f[2])))


def confused(one, other, lightness=LEAST_LIGHT):
    """Say for which eyes two colours are too near, ``grey`` for none at all."""
    found = [e for e in EYES if np.linalg.norm(lab(one, e) - lab(other, e)) < LEAST]
    light = abs(lab(one)[0] - lab(other)[0]) < lightness
    return found + ["grey"] * bool(light)


def looks(figure):
    """Give colour and second mark of each entry of a figure's key."""
    found = []
    for artist in figure.artists:
        if not (artist.get_gid() or "").startswith("swatch."):
            continue
        if isinstance(artist, Line2D):
            if artist.get_linestyle() == "None":
                face = to_hex(artist.get_markerfacecolor()).upper()
                second = (artist.get_marker(), face == WHITE)
                found.append((artist.get_markeredgecolor(), second))
            else:
                line = (artist.get_linestyle(), artist.get_linewidth())
                found.append((artist.get_color(), line))
        else:
            found.append((artist.get_facecolor(), artist.get_hatch()))
    return found


FIVE = equal_groups(4)


def with_reasons(gaps, about):
    shares = (("NHAN_THUC", "now", 4), ("VE_QUE_HE", "later", 4), ("KHAC", "no", 4))
    return draw_reach(gaps, make_reach(gaps, shares), about)


@pytest.mark.parametrize("draw", [draw_ranked, draw_organ, with_reasons])
@pytest.mark.parametrize("about", [ABOUT, FIVE])
def test_bars_beside_each_other_are_told_apart(draw, about):
    code = about.age_groups.codes[0]
    counts = spread(5, about) | {"Bản Khác": {UNKNOWN: (9, 2), code: (9, 3)}}
    keyed = looks(draw(make_gaps(counts, about), about).figure())
    assert len(keyed) >= 3
    for (one, mark), (other, second) in combinations(keyed, 2):
        assert mark != second or not confused(one, other), (one, other)


@pytest.mark.parametrize("draw", [draw_dumbbell, draw_smalls])
def test_marks_and_lines_of_several_dates_are_told_apart(draw):
    keyed = looks(draw(make_history(spread(5)), ABOUT).figure())
    assert len(keyed) >= 2
    for (one, mark), (other, second) in combinations(keyed, 2):
        assert mark != second or not confused(one, other), (one, other)


def tiles(gaps, about):
    return draw_tiles(gaps, placed(gaps), about)


@pytest.mark.parametrize("draw", [draw_heat, tiles])
def test_a_darker_class_is_a_lower_one_and_each_has_its_figure(draw):
    lightness = [lab(colour)[0] for colour in CLASSES]
    steps = np.diff(lightness)
    assert (steps >= WITH_FIGURES).all()
    gaps = make_gaps(spread(5))
    texts = [t.get_text() for t in draw(gaps, ABOUT).figure().texts]
    assert sum(text.endswith("%") for text in texts) >= 5


def test_groups_of_native_charts_are_told_apart_without_hatching():
    codes = ("a", "b", "c", "d", "e")
    for number in range(2, 6):
        colours = group_colours((*codes[:number], UNKNOWN), UNKNOWN).values()
        for one, other in combinations(colours, 2):
            paper = {WHITE} & {one, other}  # outlined, as the others are not
            assert paper or not confused(one, other), (one, other)


def test_red_and_green_of_one_lightness_would_be_found():
    assert "grey" in confused("#F46A25", "#8796A6")
    assert "protanopia" in confused("#9C7A00", "#6B8E23")
