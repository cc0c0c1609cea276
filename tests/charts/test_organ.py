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
    return {gid: int(b.get_width()) for gid, b in read_boxes(figure, kind).items()}


@pytest.mark.parametrize("size", ["word", "slide"])
def test_a_bar_is_as_long_as_its_children_and_begins_with_those_left(size):
    figure = draw_organ(make_gaps(COUNTS), ABOUT).figure(size)
    assert boxes(figure, "pipe") == {"pipe.0": 200, "pipe.1": 50, "pipe.2": 50}
    # Nobody is done in the second: its bar has one part.
    assert boxes(figure, "filled") == {"filled.0": 120, "filled.1": 50, "filled.2": 10}
    starts = [b.get_x() for b in read_boxes(figure, "filled").values()]
    assert starts == [0, 0, 0]
    assert {g for g in read_lines(figure, "seam")} == {"seam.0", "seam.2"}


def test_the_running_total_adds_up_the_children_who_are_left():
    figure = draw_organ(make_gaps(COUNTS), ABOUT).figure()
    held = [b.get_width() for b in read_boxes(figure, "held_bar").values()]
    assert held == pytest.approx([12000 / 180, 17000 / 180, 100])
    texts = read_texts(figure)
    assert [texts[f"held.{n}"] for n in range(3)] == ["66,7%", "94,4%", "100,0%"]
    # The line at half is where a bar of half would end.
    whole = read_boxes(figure, "held_bar")["held_bar.2"]
    ends, _ = whole.get_patch_transform().transform([(0, 0), (0.5, 0)]).T
    half = whole.get_data_transform().transform([(ends[1], 0)])[0][0]
    line = next(a for a in figure.artists if a.get_gid() == "level.half")
    drawn = line.get_transform().transform(line.get_xydata())
    assert drawn[0][0] == pytest.approx(half)


def test_the_texts_name_and_number_the_hamlets_and_say_which_are_not_drawn():
    texts = read_texts(draw_organ(make_gaps(COUNTS), ABOUT).figure())
    assert texts["title"] == "Riêng Bản Hai chiếm 66,7% số trẻ chưa làm căn cước"
    assert [texts[f"key.{n}"] for n in range(3)] == [
        "Chưa làm, 1 địa bàn đầu: 120",
        "Chưa làm, địa bàn khác: 60",
        "Đã làm: 120",
    ]
    kinds = ("order", "name", "total", "share")
    rows = [tuple(texts[f"{kind}.{n}"] for kind in kinds) for n in range(3)]
    assert rows == [
        ("1", "Bản Hai", "120", "40,0%"),
        ("2", "Bản Ba", "50", "0,0%"),
        ("3", "Bản Một", "10", "80,0%"),
    ]
    assert texts["notes"] == (
        "Ghi chú: Chưa tính 1 địa bàn chưa nộp danh sách lần nào. "
        "Không vẽ 1 địa bàn không có trẻ. "
        "Đã làm căn cước: hồ sơ đã thu nhận hoặc thẻ đã cấp."
    )


@pytest.mark.parametrize("hamlets", [2, 3, 17, 40, 120])
@pytest.mark.parametrize("size", ["word", "slide"])
def test_all_hamlets_are_drawn_or_added_up_in_the_last_row(hamlets, size):
    gaps = make_gaps(spread(hamlets))
    figure = draw_organ(gaps, ABOUT).figure(size)
    texts = read_texts(figure)
    totals = [t for g, t in texts.items() if g.startswith("total.")]
    assert sum(int(t.replace(".", "")) for t in totals) == gaps["gap"].sum()
    numbered = [t for g, t in texts.items() if g.startswith("order.")]
    assert numbered == [str(n + 1) for n in range(len(numbered))]
    assert len(boxes(figure, "pipe")) == len(numbered)
    assert len(numbered) == len(totals) - (len(numbered) < hamlets)


def test_the_hamlets_of_the_title_have_a_colour_of_their_own():
    chart = draw_organ(make_gaps(spread(17)), ABOUT)
    figure = chart.figure()
    assert chart.title == "6 trong 17 địa bàn chiếm 51,0% số trẻ chưa làm căn cước"
    for kind in ("filled", "held_bar"):
        fills = [fill_of(box) for box in read_boxes(figure, kind).values()]
        assert [fills.count(fill) for fill in dict.fromkeys(fills)] == [6, 11]
    swatches = [fill_of(b) for b in read_boxes(figure, "swatch").values()]
    drawn = [
        fill_of(b) for k in ("filled", "pipe") for b in read_boxes(figure, k).values()
    ]
    assert swatches == list(dict.fromkeys(drawn))
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
        "10 trẻ chưa làm căn cước, phân bố khá đều ở 2 địa bàn",
    ),
    "few": (
        {"A": (9, 2), "B": (9, 2), "C": (9, 7)},
        "2 trong 3 địa bàn chiếm 87,5% số trẻ chưa làm căn cước",
    ),
    "nearly even": (
        {"A": (9, 4), "B": (9, 4), "C": (9, 5)},
        "14 trẻ chưa làm căn cước, phân bố khá đều ở 3 địa bàn",
    ),
    "all done": (
        {"A": (9, 9), "B": (9, 9)},
        "Không còn trẻ nào chưa làm căn cước (đã làm 18/18)",
    ),
    "nobody": ({"A": (0, 0)}, "Chưa có trẻ nào trong danh sách"),
    "nobody sent": ({"A": None}, "Chưa đọc được danh sách của địa bàn nào"),
}


@pytest.mark.parametrize("name", TITLES)
def test_the_title_is_true_of_a_degenerate_table(name):
    counts, title = TITLES[name]
    groups = {h: None if c is None else {"under_6": c} for h, c in counts.items()}
    assert draw_organ(make_gaps(groups), ABOUT).title == title


def test_the_words_are_english_in_english():
    chart = draw_organ(make_gaps(COUNTS), replace(ABOUT, language="en"))
    assert chart.alt == (
        "Ranked table with bars and a running total: Bản Hai alone "
        "accounts for 66.7% of children not yet enrolled for an ID card. "
        "Most: Bản Hai (120), Bản Ba (50) "
        "and Bản Một (10)."
    )
