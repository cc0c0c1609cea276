from dataclasses import replace
from datetime import date

import pandas as pd
import pytest

from dophu.charts import draw_dumbbell
from dophu.charts.kit.digest import read_lines, read_texts
from tests.charts.invented import ABOUT, make_gaps, make_history, spread

THEN, NOW = date(2024, 7, 11), date(2024, 7, 18)
ENGLISH = replace(ABOUT, language="en")


def two(before, now):
    """Make a history of two dates from {hamlet: (persons, enrolled) or None}."""
    tables = []
    for day, counts in ((THEN, before), (NOW, now)):
        groups = {h: None if c is None else {"under_6": c} for h, c in counts.items()}
        tables.append(make_gaps(groups).assign(as_of=day))
    return pd.concat(tables, ignore_index=True)


WEEK = two(
    {"Bản Chậm": (100, 15), "Bản Nhanh": (200, 20), "Bản Xong": (10, 10)},
    {"Bản Chậm": (100, 16), "Bản Nhanh": (200, 100), "Bản Xong": (10, 10)},
)


def test_the_texts_of_a_week_are_these():
    assert read_texts(draw_dumbbell(WEEK, ABOUT).figure()) == {
        "title": "1 địa bàn tăng chưa đến 2 điểm % sau 7 ngày",
        "subtitle": "Tỷ lệ trẻ dưới 14 tuổi đã làm căn cước, xếp từ thấp đến cao; "
        "toàn thị trấn: từ 14,5% thành 40,6% (+26,1 điểm %)",
        "key.0": "11/7",
        "key.1": "18/7",
        "key.2": "Tăng chưa đến 2 điểm %",
        "notes": "Ghi chú: Đã làm căn cước: hồ sơ đã thu nhận hoặc thẻ đã cấp.",
        "source": "Nguồn: Danh sách rà soát của 3 địa bàn; "
        "số liệu đến hết ngày 18/7/2024.",
        "simulated": "SỐ LIỆU MÔ PHỎNG – KHÔNG PHẢI SỐ LIỆU THỰC",
        "tick.0": "0%",
        "tick.1": "20%",
        "tick.2": "40%",
        "tick.3": "60%",
        "tick.4": "80%",
        "tick.5": "100%",
        "header.change": "Thay đổi (điểm %)",
        "header.common": "Chung 40,6%",
        "name.0": "Bản Chậm",
        "change.0": "+1,0",
        "share.0": "16,0%",
        "name.1": "Bản Nhanh",
        "change.1": "+40,0",
        "share.1": "50,0%",
        "name.2": "Bản Xong",
        "change.2": "0,0",
        "share.2": "100,0%",
    }


@pytest.mark.parametrize("size", ["word", "slide"])
def test_marks_stand_at_the_percentages_of_both_dates(size):
    points = read_lines(draw_dumbbell(WEEK, ABOUT).figure(size), "point")
    assert {gid: x for gid, [(x, _)] in points.items()} == {
        "point.0.0": 15,
        "point.0.1": 16,
        "point.1.0": 10,
        "point.1.1": 50,
        "point.2.0": 100,
        "point.2.1": 100,
    }


def test_only_a_slow_hamlet_with_children_left_has_a_diamond():
    figure = draw_dumbbell(WEEK, ABOUT).figure()
    marks = {
        a.get_gid(): a.get_marker() for a in figure.artists if hasattr(a, "_marker")
    }
    diamonds = [gid for gid, marker in marks.items() if marker == "D"]
    assert [gid for gid in diamonds if gid.startswith("point.")] == ["point.0.1"]


TITLES = {
    "a fall is said": (
        (
            {"A": (10, 5), "B": (10, 5), "C": (10, 1)},
            {"A": (10, 4), "B": (10, 5), "C": (10, 9)},
        ),
        "Sau 7 ngày: 1 địa bàn giữ nguyên tỷ lệ và 1 địa bàn giảm",
    ),
    "a fall by new names is no fall of what is done": (
        (
            {"A": (10, 5), "B": (10, 5), "C": (10, 1)},
            {"A": (20, 5), "B": (10, 4), "C": (10, 9)},
        ),
        "Sau 7 ngày: 1 địa bàn giảm do danh sách có thêm trẻ và 1 địa bàn giảm",
    ),
    "what is printed as two points is not slow": (
        ({"A": (1000, 50), "B": (1000, 50)}, {"A": (1000, 69), "B": (10_000, 696)}),
        "1 địa bàn tăng chưa đến 2 điểm % sau 7 ngày",
    ),
    "exactly two points is not slow": (
        ({"A": (100, 5), "B": (100, 5)}, {"A": (100, 7), "B": (100, 8)}),
        "Cả 2 địa bàn còn trẻ chưa làm căn cước đều tăng từ 2 điểm % trở lên "
        "sau 7 ngày",
    ),
    "all slow": (
        ({"A": (10, 5), "B": (10, 5)}, {"A": (10, 5), "B": (10, 5)}),
        "Cả 2 địa bàn giữ nguyên tỷ lệ sau 7 ngày",
    ),
    "one left": (
        ({"A": (10, 5), "B": (10, 5)}, {"A": (10, 9), "B": (10, 10)}),
        "A, địa bàn duy nhất còn trẻ chưa làm căn cước, tăng từ 2 điểm % trở lên "
        "sau 7 ngày",
    ),
    "one hamlet": (
        ({"A": (10, 5)}, {"A": (10, 6)}),
        "A: 60,0% trẻ đã làm căn cước (18/7), tăng từ 50,0% (11/7)",
    ),
    "all done": (
        ({"A": (10, 5)}, {"A": (10, 10)}),
        "Không còn trẻ nào chưa làm căn cước (đã làm 10/10)",
    ),
    "nobody had figures before": (
        ({"A": None, "B": (0, 0)}, {"A": (10, 6), "B": (10, 4)}),
        "Chưa có kỳ trước để so sánh; 50,0% trẻ đã làm căn cước",
    ),
    "nobody sent": (
        ({"A": None}, {"A": None}),
        "Chưa đọc được danh sách của địa bàn nào",
    ),
    "nobody on the lists": (
        ({"A": (10, 5)}, {"A": (0, 0)}),
        "Chưa có trẻ nào trong danh sách",
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", TITLES)
def test_the_title_is_true_of_a_degenerate_week(name):
    dates, title = TITLES[name]
    assert draw_dumbbell(two(*dates), ABOUT).title == title


def test_a_first_date_has_nothing_to_compare_with_and_says_so():
    chart = draw_dumbbell(make_history(spread(3), dates=(NOW,)), ABOUT)
    assert chart.title.startswith("Chưa có kỳ trước để so sánh; ")
    assert chart.nothing == "chưa có kỳ trước để so sánh"
    figure = chart.figure()
    assert read_lines(figure, "point") == {}
    assert {*read_texts(figure)} >= {"title", "source"}
    assert chart.data["before"].isna().all()


def test_a_hamlet_without_figures_before_has_no_change_and_is_not_in_the_total():
    before = {"A": (10, 5), "Bản Mới": None, "Bản Cũ": (10, 5)}
    history = two(before, {"A": (10, 6), "Bản Mới": (10, 1), "Bản Cũ": (10, 8)})
    gone = history["hamlet"].eq("Bản Cũ") & (history["as_of"] == NOW)
    texts = read_texts(draw_dumbbell(history[~gone], ABOUT).figure())
    assert "1 địa bàn có số liệu cả hai kỳ: từ 50,0% thành 60,0%" in texts["subtitle"]
    assert (texts["name.0"], texts["change.0"]) == ("Bản Mới", "–")
    assert "Không có số liệu ngày 11/7/2024 để so sánh: Bản Mới." in texts["notes"]
    assert "nay không còn trong danh mục: Bản Cũ." in texts["notes"]


def test_carried_figures_are_not_judged():
    history = two({"A": (10, 5), "B": (10, 5)}, {"A": (10, 5), "B": (10, 8)})
    about = replace(ABOUT, missing=(("A", THEN),))
    chart = draw_dumbbell(history, about)
    texts = read_texts(chart.figure())
    assert (texts["name.0"], texts["change.0"]) == ("A\u00a0*", "–")
    assert "key.2" not in texts
    assert chart.title == "B: 80,0% trẻ đã làm căn cước (18/7), tăng từ 50,0% (11/7)"


def test_the_data_hold_both_dates_and_the_change_lowest_first():
    data = draw_dumbbell(WEEK, ABOUT).data
    assert data["hamlet"].tolist() == ["Bản Chậm", "Bản Nhanh", "Bản Xong"]
    assert data["enrolled_before"].tolist() == [15, 20, 10]
    assert data["gap"].tolist() == [84, 100, 0]
    assert data["change_points"].round(9).tolist() == [1.0, 40.0, 0.0]


def test_later_dates_are_not_looked_at_and_the_words_are_english_in_english():
    late = WEEK.assign(as_of=WEEK["as_of"].map({THEN: NOW, NOW: date(2024, 7, 25)}))
    both = pd.concat([WEEK, late[late["as_of"] > NOW]])
    assert draw_dumbbell(both, ABOUT).title == draw_dumbbell(WEEK, ABOUT).title
    chart = draw_dumbbell(WEEK, ENGLISH)
    assert chart.title == "1 hamlet up by less than 2 points in 7 days"
    assert chart.alt == (
        "Dumbbell chart: 1 hamlet up by less than 2 points in 7 days. Largest change: "
        "Bản Nhanh (+40.0) points; smallest: Bản Xong (0.0) points."
    )


def test_a_history_without_dates_is_refused():
    with pytest.raises(ValueError, match="^the history of gaps lacks as_of$"):
        draw_dumbbell(WEEK.drop(columns="as_of"), ABOUT)


@pytest.mark.parametrize(
    ("now", "words"),
    [
        ({"A": (100, 51), "B": (100, 50)}, "Tăng chưa đến 2 điểm % hoặc giữ nguyên"),
        ({"A": (100, 50), "B": (100, 90)}, "Giữ nguyên"),
        ({"A": (120, 50), "B": (100, 90)}, "Giảm"),
        (
            {"A": (100, 51), "B": (100, 50), "C": (100, 49)},
            "Tăng chưa đến 2 điểm %, giữ nguyên hoặc giảm",
        ),
    ],
)
def test_the_key_names_all_that_a_diamond_marks_and_nothing_else(now, words):
    chart = draw_dumbbell(two(dict.fromkeys(now, (100, 50)), now), ABOUT)
    assert read_texts(chart.figure())["key.2"] == words


def test_a_total_that_stays_is_named_once():
    still = {"A": (10, 5), "B": (10, 2)}
    subtitle = draw_dumbbell(two(still, still), ABOUT).subtitle
    assert subtitle.endswith("toàn thị trấn: vẫn 35,0%")
