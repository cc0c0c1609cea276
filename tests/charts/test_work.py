"""Counts of work: how often lines are shaped and figures drawn, by how much is shown.

Counts, not times: they are the same on every machine.
"""

from collections import Counter
from functools import wraps

import pytest
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.backends.backend_svg import FigureCanvasSVG
from matplotlib.textpath import TextToPath

from dophu.charts import draw_heat, draw_ranked, write_charts
from dophu.charts.kit import shaping, svg_letters
from dophu.charts.kit.frame import SIZES
from dophu.charts.kit.shaping import GLYPHS, shape
from dophu.charts.kit.svg_letters import _letters
from dophu.charts.kit.text_line import outline
from tests.charts.invented import ABOUT, make_gaps, spread
from tests.short_form import cases


@pytest.fixture
def work(monkeypatch):
    """Count what is drawn and shaped, beginning with nothing kept."""
    counted = Counter()

    def count(owner, name, key):
        plain = getattr(owner, name)

        @wraps(plain)  # matplotlib looks at what a way of saving takes
        def counting(self, *args, **more):
            counted[key] += 1
            return plain(self, *args, **more)

        monkeypatch.setattr(owner, name, counting)

    count(FigureCanvasAgg, "draw", "pictures")
    count(FigureCanvasSVG, "print_svg", "svg")
    count(shaping, "_lay_out", "shapings")
    count(TextToPath, "get_glyphs_with_font", "glyphs loaded")
    count(TextToPath, "get_text_width_height_descent", "measured")
    count(svg_letters, "_path", "shapes written")
    for kept in (outline, shape, _letters):
        kept.cache_clear()
    shaping._KNOWN.clear()
    svg_letters._SHAPES.clear()
    return counted


def lines_of(charts):
    """Give the different lines of text that the charts' figures hold, and bold."""
    figures = [chart.figure(size) for chart in charts for size in SIZES]
    return {
        (line.get_text(), line.get_fontproperties().get_file())
        for figure in figures
        for line in figure.texts
    }


@pytest.mark.parametrize("hamlets", cases([4, 30], 1))
def test_each_line_is_shaped_once_for_pictures_and_svg(work, tmp_path, hamlets):
    gaps = make_gaps(spread(hamlets))
    charts = [draw_ranked(gaps, ABOUT), draw_heat(gaps, ABOUT)]
    different = len(lines_of(charts))
    work.clear()
    write_charts(charts, tmp_path)
    for chart in charts:
        chart._repr_mimebundle_()
        chart.digest()
    # What a figure is measured by may be shaped besides: the row's own "lp".
    assert 0 < work["shapings"] <= different + 1
    # Each line that loads a glyph has one that no line before it had.
    assert 0 < work["glyphs loaded"] <= len(GLYPHS)
    assert work["measured"] < different / 10
    # A glyph is written once, however many lines and files have it.
    assert 0 < work["shapes written"] <= len(GLYPHS)
    assert work["pictures"] == 3 * len(charts)
    assert work["svg"] == 2 * len(charts)


def test_the_same_lines_again_are_not_shaped_again(work, tmp_path):
    gaps = make_gaps(spread(4))
    write_charts([draw_ranked(gaps, ABOUT)], tmp_path)
    work.clear()
    write_charts([draw_ranked(gaps, ABOUT)], tmp_path)
    assert work["shapings"] == work["shapes written"] == 0
    assert (work["pictures"], work["svg"]) == (3, 2)
