"""Maps of hamlets: every one in the class of its share, hatched and named if not."""

from dataclasses import replace

import pytest
from matplotlib.colors import to_hex
from matplotlib.patches import PathPatch

from benchmarks.lint import lint_figure
from dophu.campaign.map_shapes import Outline
from dophu.catalogue.palette import CLASSES
from dophu.charts import draw_map, draw_tiles
from dophu.charts.kit.digest import read_texts
from dophu.charts.kit.outlines import middle_of
from tests.charts.invented import ABOUT, make_gaps, placed, spread, square

COUNTS = {
    "Bản Một": {"under_6": (40, 30), "6_to_13": (40, 30)},
    "Bản Hai": {"under_6": (30, 0), "6_to_13": (30, 6)},
    "Bản Ba": {"6_to_13": (19, 19)},
    "Bản Bốn": None,
    "Bản Năm": {"under_6": (50, 45)},
}
NEVER = replace(ABOUT, missing=(("Bản Bốn", None),))


def areas(figure):
    return {a.get_gid(): a for a in figure.artists if isinstance(a, PathPatch)}


def test_an_area_has_the_class_of_its_share_and_is_numbered_as_in_the_list():
    gaps = make_gaps(COUNTS, NEVER)
    chart = draw_tiles(gaps, placed(gaps), NEVER)
    figure = chart.figure()
    texts, drawn = read_texts(figure), areas(figure)
    names = [texts[f"name.{row}"] for row in range(5)]
    assert names == ["Bản Hai", "Bản Một", "Bản Năm", "Bản Ba", "Bản Bốn"]
    shares = [texts[f"share.{row}"] for row in range(5)]
    assert shares == ["10,0%", "75,0%", "90,0%", "19/19", "chưa nộp danh sách"]
    fills = [to_hex(drawn[f"area.{row}"].get_facecolor()).upper() for row in range(5)]
    assert fills[:3] == [CLASSES[0], CLASSES[3], CLASSES[4]]
    hatched = [bool(drawn[f"area.{row}"].get_hatch()) for row in range(5)]
    assert hatched == [False, False, False, True, True]
    assert [texts[f"mark.{row}"] for row in range(5)] == [*"12345"]
    assert "dưới 20 trẻ" in texts["key.5"]
    assert chart.title == "1 địa bàn có tỷ lệ trẻ đã làm căn cước dưới 20%: Bản Hai"


def test_a_hamlet_off_the_map_is_named_below_it_and_not_drawn():
    gaps = make_gaps(COUNTS, NEVER)
    lacking = gaps.loc[gaps["hamlet"] == "Bản Hai", "hamlet_id"].tolist()
    chart = draw_map(gaps, placed(gaps, lacking), NEVER)
    texts = read_texts(chart.figure())
    assert "Không có trên hình: Bản Hai." in texts["notes"]
    assert "Bản Hai" not in chart.title and len(areas(chart.figure())) == 4


@pytest.mark.parametrize("size", ["word", "slide"])
@pytest.mark.parametrize("hamlets", [1, 17, 60])
@pytest.mark.parametrize("draw", [draw_tiles, draw_map])
def test_a_map_has_no_fault(draw, hamlets, size):
    gaps = make_gaps(spread(hamlets))
    figure = draw(gaps, placed(gaps), ABOUT).figure(size)
    assert lint_figure(figure) == []
    assert len(areas(figure)) == hamlets


def test_numbers_of_shapes_that_lie_too_close_are_in_the_list_alone():
    gaps = make_gaps(spread(3))
    ids = [*dict.fromkeys(gaps["hamlet_id"])]
    near = {ids[0]: Outline(points=((0, 0),)), ids[1]: Outline(points=((0.001, 0),)),
            ids[2]: square(50, 50)}  # fmt: skip
    figure = draw_map(gaps, near, ABOUT).figure()
    texts = read_texts(figure)
    assert lint_figure(figure) == []
    assert sum(name.startswith("mark.") for name in texts) == 2
    assert sum(name.startswith("name.") for name in texts) == 3


def test_the_number_of_a_bent_area_lies_within_it():
    bent = ((0, 0), (9, 0), (9, 1), (1, 1), (1, 5), (9, 5), (9, 6), (0, 6), (0, 0))
    x, y = middle_of(Outline((bent,)))
    assert 0 < x < 1 and 0 < y < 6


def test_nobody_listed_and_nothing_placed_say_so():
    gaps = make_gaps(COUNTS, NEVER)
    assert draw_map(gaps, {}, NEVER).nothing
    few = make_gaps({"Bản Một": {"under_6": (3, 1)}})
    assert draw_tiles(few, placed(few), ABOUT).title == "chưa đủ số liệu để tô màu"


@pytest.mark.parametrize("hamlets", [1, 2, 17, 130])
@pytest.mark.parametrize("draw", [draw_tiles, draw_map])
def test_no_name_is_cut_on_a_narrow_page(draw, hamlets):
    gaps = make_gaps(spread(hamlets))
    figure = draw(gaps, placed(gaps), ABOUT).figure("half")
    texts = read_texts(figure)
    names = [text for gid, text in texts.items() if gid.startswith("name.")]
    assert lint_figure(figure) == [] and len(areas(figure)) == hamlets
    assert not any("…" in name or "..." in name for name in names)
    assert len(names) == hamlets or len(names) >= 20 and "rest" in texts
