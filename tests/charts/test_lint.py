"""The lint finds each kind of fault when it is put into a good figure."""

import pytest
from matplotlib.colors import to_hex
from matplotlib.lines import Line2D
from matplotlib.transforms import IdentityTransform

from benchmarks.lint import lint_figure
from dophu.charts import draw_burndown, draw_heat, draw_ranked
from dophu.charts.kit.paper import Paper
from tests.charts.invented import ABOUT, make_gaps, make_history, spread


def good():
    return draw_ranked(make_gaps(spread(5)), ABOUT).figure()


def text_of(figure, gid):
    return next(text for text in figure.texts if text.get_gid() == gid)


def overlap(figure):
    text_of(figure, "name.1").set_y(text_of(figure, "name.0").get_position()[1])


def clip(figure):
    text_of(figure, "subtitle").set_text("chữ " * 60)


def shrink(figure):
    text_of(figure, "source").set_fontsize(6)


def decompose(figure):
    text_of(figure, "name.0").set_text("To\u0302\u0309 dân phố")


def take_away_a_letter(figure):
    text_of(figure, "name.0").set_text("Bản 漢")


def overfill(figure):
    text_of(figure, "part.0.1").set_text(
        "một nhãn dài hơn thanh của nó rất nhiều, nên phải bị phát hiện"
    )


def fade(figure):
    text_of(figure, "part.0.0").set_color("#12436D")


def fade_on_paper(figure):
    text_of(figure, "subtitle").set_color("#F46A25")


def lengthen_title(figure):
    for number in (2, 3):
        y = 60 + 10 * number
        figure.text(20, y, "x", gid=f"title-{number}", fontsize=12)


def remove_source(figure):
    text_of(figure, "source").set_text("")


def draw_through(figure):
    x, y = text_of(figure, "total.0").get_window_extent().get_points().mean(axis=0)
    line = Line2D([x - 30, x + 30], [y - 9, y + 9], gid="series.0")
    figure.add_artist(line)
    line.set_transform(IdentityTransform())


def mark_over(figure):
    x, y = text_of(figure, "total.1").get_window_extent().get_points().mean(axis=0)
    mark = Line2D([x], [y], marker="o", gid="point.0")
    figure.add_artist(mark)
    mark.set_transform(IdentityTransform())


def take_away_a_key(figure):
    next(a for a in figure.artists if a.get_gid() == "swatch.1").set_facecolor("#FFF")


FAULTS = {
    take_away_a_key: "not named: bar.0 of #f46a25",
    draw_through: "crossed by series.0: total.0 ",
    mark_over: "crossed by point.0: total.1 ",
    overlap: "overlap: ",
    clip: "clipped: subtitle ",
    shrink: "small type: source ",
    decompose: "letters not composed: name.0 ",
    take_away_a_letter: "not in the font: name.0 'Bản 漢' has '漢'",
    overfill: "wider than its box: part.0.1 ",
    fade: "contrast 1:1: part.0.0 ",
    fade_on_paper: "contrast 3.03:1: subtitle ",
    lengthen_title: "title of 3 lines",
    remove_source: "no source",
}


def test_a_good_figure_has_no_fault():
    assert lint_figure(good()) == []


@pytest.mark.filterwarnings("ignore:Glyph")
@pytest.mark.parametrize("fault", FAULTS)
def test_a_seeded_fault_is_found(fault):
    figure = good()
    fault(figure)
    found = lint_figure(figure)
    assert any(line.startswith(FAULTS[fault]) for line in found), found


def test_fills_that_are_one_grey_on_paper_are_found_and_hatching_parts_them():
    figure = good()
    bars = [a for a in figure.artists if (a.get_gid() or "").startswith("bar.")]
    orange = to_hex(bars[1].get_facecolor())
    for bar in bars[::2]:
        bar.set_facecolor("#8796A6")  # as light as the orange beside it
    found = [line for line in lint_figure(figure) if line.startswith("alike")]
    assert found == [f"alike: bar of #8796a6 and {orange}: grey"]
    for bar in bars[::2]:
        bar.set_hatch("//")
    assert not any(line.startswith("alike") for line in lint_figure(figure))


def test_a_line_is_named_by_words_of_its_colour_and_by_no_others():
    figure = draw_burndown(make_history(spread(3)), ABOUT).figure()
    line = next(a for a in figure.artists if a.get_gid() == "series.actual")
    assert lint_figure(figure) == []
    line.set_color("#00FF00")
    assert lint_figure(figure) == ["not named: series.actual of #00ff00"]


def test_type_that_suits_a_page_is_small_on_a_slide():
    figure = draw_heat(make_gaps(spread(3)), ABOUT).figure("slide")
    text_of(figure, "name.0").set_fontsize(9)
    assert [line[:18] for line in lint_figure(figure)] == ["small type: name.0"]


def test_text_on_a_pale_box_is_judged_by_the_box_on_top():
    paper = Paper(160, 40)
    paper.text("source", "Nguồn", 5, 35, 9)
    paper.box("cell.0.0", 5, 5, 60, 10, "#12436D")
    paper.box("plate.0.0", 20, 5, 30, 10, "#FFFFFF")
    paper.text("none.0.0", "không có", 35, 11, 9, align="center")
    assert lint_figure(paper.figure) == []
