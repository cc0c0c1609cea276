from dataclasses import replace

import pytest

from dophu.charts import draw_organ
from dophu.charts.kit.digest import fill_of, read_boxes, read_lines, read_texts
from tests.charts.invented import ABOUT, make_gaps, spread

COUNTS = {
    "Bản Một": {"under_6": (50, 40)},
    "Bản Hai": {"under_6": (100, 20), "6_to_13": (100, 60)},
    "Bản Ba": {"6_to_13": (50, 0)},
    "Bản Bốn": {},
    "Bản Năm": None,
}


def boxes(figure, kind):
    return {
        gid: (b.get_x(), b.get_width(), b.get_height())
        for gid, b in read_boxes(figure, kind).items()
    }


@pytest.mark.parametrize("size", ["word", "slide"])
def test_a_pipe_is_as_wide_as_its_children_and_filled_to_its_share(size):
    figure = draw_organ(make_gaps(COUNTS), ABOUT).figure(size)
    assert boxes(figure, "pipe") == {
        "pipe.0": (0, 200, 100),
        "pipe.1": (200, 50, 100),
        "pipe.2": (250, 50, 100),
    }
    assert boxes(figure, "filled") == {
        "filled.0": (0, 200, 40),
        "filled.1": (200, 50, 0),
        "filled.2": (250, 50, 80),
    }


def test_the_line_adds_up_the_children_who_are_left():
    figure = draw_organ(make_gaps(COUNTS), ABOUT).figure()
    line = read_lines(figure, "series")["series.pareto"]
    shares = [0, 12000 / 180, 17000 / 180, 100]
    assert line == list(
        zip([0, 200, 250, 300], map(pytest.approx, shares), strict=True)
    )
    assert read_lines(figure, "point") == {"point.leading": [line[1]]}


def test_the_texts_name_the_hamlets_and_those_that_are_not_drawn():
    texts = read_texts(draw_organ(make_gaps(COUNTS), ABOUT).figure())
    assert texts["title"] == "Riêng Bản Hai chiếm 66,7% số trẻ chưa làm căn cước"
    assert (texts["key.0"], texts["key.1"]) == ("Đã làm: 120", "Chưa làm: 180")
    names = {
        t: texts[g.replace("name", "total")] for g, t in texts.items() if "name." in g
    }
    assert names == {"Bản Hai": "120", "Bản Ba": "50", "Bản Một": "10"}
    assert texts["notes"] == (
        "Ghi chú: Chưa tính 1 địa bàn chưa nộp danh sách lần nào. "
        "Màu xanh: 1 địa bàn nêu ở tiêu đề. Không vẽ 1 địa bàn không có trẻ. "
        "Đã làm căn cước: hồ sơ đã thu nhận hoặc thẻ đã cấp."
    )


@pytest.mark.parametrize("hamlets", [2, 3, 17, 40, 120])
@pytest.mark.parametrize("size", ["word", "slide"])
def test_all_hamlets_are_drawn_and_the_list_adds_up(hamlets, size):
    gaps = make_gaps(spread(hamlets))
    figure = draw_organ(gaps, ABOUT).figure(size)
    pipes = boxes(figure, "pipe")
    assert len(pipes) == hamlets
    assert sum(wide for _, wide, _ in pipes.values()) == gaps["persons"].sum()
    totals = [t for g, t in read_texts(figure).items() if g.startswith("total.")]
    assert sum(int(t.replace(".", "")) for t in totals) == gaps["gap"].sum()


def test_the_hamlets_of_the_title_have_a_colour_of_their_own():
    chart = draw_organ(make_gaps(spread(17)), ABOUT)
    figure = chart.figure()
    fills = [fill_of(box) for box in read_boxes(figure, "filled").values()]
    assert chart.title == "6 trong 17 địa bàn chiếm 51,0% số trẻ chưa làm căn cước"
    assert [fills.count(fill) for fill in dict.fromkeys(fills)] == [6, 11]
    held = chart.data["cumulative"].tolist()
    assert held[4] < 0.5 <= held[5]


TITLES = {
    "one hamlet": ({"A": (9, 4)}, "A: 5 trẻ chưa làm căn cước"),
    "one left": (
        {"A": (9, 4), "B": (9, 9)},
        "Chỉ còn A có 5 trẻ chưa làm căn cước",
    ),
    "even": (
        {"A": (9, 4), "B": (9, 4)},
        "10 trẻ chưa làm căn cước, chia khá đều giữa 2 địa bàn",
    ),
    "few": (
        {"A": (9, 4), "B": (9, 4), "C": (9, 5)},
        "2 trong 3 địa bàn chiếm 71,4% số trẻ chưa làm căn cước",
    ),
    "all done": (
        {"A": (9, 9), "B": (9, 9)},
        "Không còn trẻ nào chưa làm căn cước (18/18)",
    ),
    "nobody": ({"A": (0, 0)}, "Chưa có trẻ nào trong danh sách"),
    "nobody sent": ({"A": None}, "Chưa địa bàn nào nộp danh sách"),
}


@pytest.mark.parametrize("name", TITLES)
def test_the_title_is_true_of_a_degenerate_table(name):
    counts, title = TITLES[name]
    groups = {h: None if c is None else {"under_6": c} for h, c in counts.items()}
    assert draw_organ(make_gaps(groups), ABOUT).title == title


def test_the_words_are_english_in_english():
    chart = draw_organ(make_gaps(COUNTS), replace(ABOUT, language="en"))
    assert chart.alt == (
        "Bars as wide as their children and filled to their share: Bản Hai alone "
        "accounts for 66.7% of children not yet enrolled for an ID card. "
        "Most: Bản Hai (120), Bản Ba (50) "
        "and Bản Một (10)."
    )
