"""Colours that must be told apart are, in grey and by eyes that lack a kind of cone.

Each pair in the key of a chart differs in hatching, mark or pattern of line, or else in
lightness and, as the eye without a kind of cone has it, in colour.
"""

from itertools import combinations

import numpy as np
import pytest
from matplotlib.colors import to_hex
from matplotlib.lines import Line2D

from benchmarks.told_apart import WITH_FIGURES, alike, confused, lab
from dophu.ages import UNKNOWN
from dophu.catalogue.palette import CLASSES, WHITE, group_colours
from dophu.charts import (
    draw_card,
    draw_dumbbell,
    draw_heat,
    draw_organ,
    draw_ranked,
    draw_reach,
    draw_smalls,
    draw_tiles,
    draw_waterfall,
)
from tests.charts.invented import (
    ABOUT,
    equal_groups,
    make_changes,
    make_gaps,
    make_history,
    make_reach,
    make_reasons,
    pace_of,
    placed,
    spread,
)


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


def test_in_no_chart_do_fills_of_two_meanings_look_alike():
    gaps, history = make_gaps(spread(5)), make_history(spread(5))
    changes = make_changes({"opening": 9, "enrolled": 3, "new": 2}, {"opening": 5})
    reasons = make_reasons({"VE_QUE_HE": 9, "NHAN_THUC": 4, "CHUA_RO": 2})
    card = draw_card(history, ABOUT, reasons, pace_of(history, ABOUT), changes)
    drawn = [draw_waterfall(changes, ABOUT), draw_organ(gaps, ABOUT), card]
    assert [alike(chart.figure()) for chart in drawn] == [[], [], []]


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
