from dataclasses import replace
from datetime import date, timedelta
from itertools import product

import pandas as pd
import pytest

from benchmarks.lint import lint_figure
from dophu.charts import draw_burndown
from dophu.charts.kit.digest import read_lines, read_texts
from tests.charts.invented import ABOUT, DATES, make_gaps, make_history, make_pace
from tests.short_form import grid

ENGLISH = replace(ABOUT, language="en")


def drive(*gaps, persons=2472, about=ABOUT, days=DATES):
    """Make a history of one unit with these gaps on the last dates."""
    tables = []
    for day, gap in zip(days[-len(gaps) :], gaps, strict=True):
        half = persons // 2
        counts = {
            "Thôn Mẫu 1": {"6_to_13": (half, half - gap // 2)},
            "Thôn Mẫu 2": {
                "under_6": (persons - half, persons - half - gap + gap // 2)
            },
        }
        tables.append(make_gaps(counts, about).assign(as_of=day))
    return pd.concat(tables, ignore_index=True)


TOWN = drive(2472, 2333, 1981, 1472)


def test_the_texts_of_the_town_are_these():
    texts = read_texts(draw_burndown(TOWN, ABOUT, make_pace(1472)).figure())
    assert texts == {
        "title": "Giữ tiến độ hiện nay, đến 31/7 vẫn còn khoảng 671 trẻ "
        "chưa làm căn cước",
        "subtitle": "Số trẻ dưới 14 tuổi chưa làm căn cước theo ngày chốt danh "
        "sách; thời hạn 31/7/2024",
        "label.even": "nếu chia đều từ 30/6",
        "notes": "Ghi chú: Đường chấm và vùng nhạt là kịch bản theo tiến độ chậm nhất "
        "đến "
        "nhanh nhất gần đây, không phải xác suất; trẻ đang vắng chỉ tính từ ngày "
        "về; những trẻ cuối thường khó tiếp cận hơn. Đã làm căn "
        "cước: hồ sơ đã thu nhận hoặc thẻ đã cấp.",
        "source": "Nguồn: Danh sách rà soát của 2 địa bàn; "
        "số liệu đến hết ngày 18/7/2024.",
        "simulated": "SỐ LIỆU MÔ PHỎNG – KHÔNG PHẢI SỐ LIỆU THỰC",
        "height.0": "0",
        "height.1": "500",
        "height.2": "1.000",
        "height.3": "1.500",
        "height.4": "2.000",
        "height.5": "2.500",
        "day.0": "30/6",
        "day.1": "4/7",
        "day.2": "11/7",
        "day.3": "18/7",
        "day.4": "25/7",
        "day.5": "31/7",
        "header.deadline": "Hạn 31/7",
        "label.now": "1.472 trẻ ngày 18/7",
        "label.start": "2.472 trẻ",
        "end.scenario": "tiến độ hiện nay: còn khoảng 671 (527 đến 818)",
        "end.needed": "cần 113,2 trẻ/ngày, nhanh gấp 1,8 lần",
    }


@pytest.mark.parametrize("size", ["word", "slide"])
def test_lines_go_through_the_numbers_of_the_tables(size):
    figure = draw_burndown(TOWN, ABOUT, make_pace(1472)).figure(size)
    assert read_lines(figure, "series") == {
        "series.even": [(0, 2472), (31, 0)],
        "series.scenario": [(18, 1472), (31, 671)],
        "series.required": [(18, 1472), (31, 0)],
        "series.actual": [(0, 2472), (4, 2333), (11, 1981), (18, 1472)],
    }


NO = (pd.NA,) * 3
PASSED = replace(ABOUT, deadline=date(2024, 7, 13))
TODAY = replace(ABOUT, deadline=ABOUT.as_of)
CASES = {
    "overdue": (
        (TOWN, PASSED, make_pace(1472, -5, ends=NO, state="overdue")),
        "Quá hạn 5 ngày (hạn 13/7), còn 1.472 trẻ chưa làm căn cước",
    ),
    "the last day": (
        (TOWN, TODAY, make_pace(1472, 0, ends=NO, state="overdue")),
        "Hết ngày cuối của thời hạn (18/7) còn 1.472 trẻ chưa làm căn cước",
    ),
    "no pace": (
        (TOWN, ABOUT, None),
        "1.472 trẻ chưa làm căn cước, còn 13 ngày đến hạn 31/7",
    ),
    "first date": (
        (TOWN[-6:], ABOUT, make_pace(1472, achieved=pd.NA, ends=NO, state="unknown")),
        "1.472 trẻ chưa làm căn cước; để kịp hạn 31/7 cần 113,2 trẻ/ngày",
    ),
    "no progress": (
        (TOWN, ABOUT, make_pace(1472, achieved=0.0, ends=NO, state="no_progress")),
        "Không tiến triển: gần đây không có thêm trẻ nào được làm căn cước, còn 1.472 "
        "trẻ chưa làm căn cước",
    ),
    "behind without a scenario": (
        (TOWN, ABOUT, make_pace(1472, ends=NO)),
        "Để kịp hạn 31/7 cần 113,2 trẻ/ngày, tiến độ hiện nay là 61,5",
    ),
    "on track without a scenario": (
        (TOWN, ABOUT, make_pace(1472, achieved=120.04, ends=NO, state="on_track")),
        "Giữ tiến độ 120,0 trẻ/ngày như hiện nay thì hoàn thành kịp hạn 31/7",
    ),
    "few will be left": (
        (TOWN, ABOUT, make_pace(1472, ends=(0, 99, 818))),
        "Giữ tiến độ hiện nay, đến 31/7 vẫn còn 99 trẻ chưa làm căn cước",
    ),
    "met but not at the slowest": (
        (TOWN, ABOUT, make_pace(1472, ends=(0, 0, 104), state="on_track")),
        "Giữ tiến độ hiện nay thì hoàn thành kịp hạn 31/7; với tiến độ chậm nhất "
        "còn 104 trẻ",
    ),
    "met": (
        (TOWN, ABOUT, make_pace(1472, ends=(0, 0, 0), state="on_track")),
        "Giữ tiến độ hiện nay thì hoàn thành kịp hạn 31/7",
    ),
    "all done": (
        (drive(20, 0), ABOUT, make_pace(0, ends=NO, state="done")),
        "Không còn trẻ nào chưa làm căn cước (đã làm 2.472/2.472)",
    ),
}


@pytest.mark.parametrize("name", CASES)
def test_the_title_is_true_of_every_state(name):
    (history, about, pace), title = CASES[name]
    assert draw_burndown(history, about, pace).title == title


@pytest.mark.parametrize(("name", "size"), grid(CASES, ["word", "slide"]))
def test_every_line_is_named_where_it_is_drawn(name, size):
    (history, about, pace), _ = CASES[name]
    figure = draw_burndown(history, about, pace).figure(size)
    texts = read_texts(figure)
    for line in read_lines(figure, "series"):
        label = {
            "series.actual": "label.now",
            "series.even": "label.even",
            "series.scenario": "end.scenario",
            "series.required": "end.needed",
        }[line]
        assert label in texts, line


@pytest.mark.parametrize(
    ("achieved", "stated"),
    [
        (61.5, "cần 113,2 trẻ/ngày, nhanh gấp 1,8 lần"),
        (108.0, "cần 113,2 trẻ/ngày"),  # 1,048 times is not faster by a printed tenth
        (107.0, "cần 113,2 trẻ/ngày, nhanh gấp 1,1 lần"),
        (120.0, "cần 113,2 trẻ/ngày"),
        (0.0, "cần 113,2 trẻ/ngày"),
    ],
)
def test_what_is_needed_says_how_much_faster_where_it_must_be(achieved, stated):
    pace = make_pace(1472, achieved=achieved, ends=NO)
    texts = read_texts(draw_burndown(TOWN, ABOUT, pace).figure())
    assert texts["end.needed"] == stated


@pytest.mark.parametrize(
    ("ends", "stated"),
    [
        ((527, 671, 818), "tiến độ hiện nay: còn khoảng 671 (527 đến 818)"),
        ((99, 99, 99), "tiến độ hiện nay: còn 99"),
        ((0, 0, 104), "tiến độ hiện nay: xong kịp hạn (0 đến 104)"),
        ((0, 0, 0), "tiến độ hiện nay: xong kịp hạn"),
    ],
)
def test_the_end_of_a_scenario_says_what_the_title_says(ends, stated):
    chart = draw_burndown(TOWN, ABOUT, make_pace(1472, ends=ends))
    assert read_texts(chart.figure())["end.scenario"] == stated


@pytest.mark.parametrize(
    ("name", "form"), grid(CASES, product(["vi", "en"], ["word", "slide"]))
)
def test_no_state_has_a_fault(name, form):
    language, size = form
    (history, about, pace), _ = CASES[name]
    chart = draw_burndown(history, replace(about, language=language), pace)
    assert lint_figure(chart.figure(size)) == []


@pytest.mark.parametrize(
    ("gaps", "form"),
    grid(
        [(1472,), (100, 1472), (1473, 1472, 1472), (9, 0)],
        product([1, 2, 4, 60, 400], ["word", "slide"]),
    ),
)
def test_labels_touch_nothing_however_near_the_deadline(gaps, form):
    days_left, size = form
    about = replace(ABOUT, deadline=ABOUT.as_of + timedelta(days=days_left))
    history = drive(*gaps)
    for ends in (NO, (0, 0, 0), (gaps[-1],) * 3, (0, gaps[-1] // 2, gaps[-1])):
        pace = make_pace(gaps[-1], days_left, ends=ends)
        assert lint_figure(draw_burndown(history, about, pace).figure(size)) == []


def test_after_the_deadline_nothing_is_drawn_ahead():
    (history, about, pace), _ = CASES["overdue"]
    chart = draw_burndown(history, about, pace)
    assert list(read_lines(chart.figure(), "series")) == [
        "series.even",
        "series.actual",
    ]
    assert chart.data["line"].unique().tolist() == ["actual"]


def test_dates_that_lack_a_list_have_a_ring_and_a_note():
    counts = {"A": {"under_6": (10, 5)}, "B": {"under_6": (9, 1)}, "C": None}
    chart = draw_burndown(make_history(counts, lacking=(1,)), ABOUT)
    figure = chart.figure()
    texts = read_texts(figure)
    assert "Vòng tròn rỗng (30/6): ngày còn thiếu danh sách" in texts["notes"]
    assert texts["label.even"] == "nếu chia đều từ 4/7"
    assert "Chưa tính 1 địa bàn chưa nộp danh sách lần nào." in texts["notes"]


def test_the_data_say_what_is_known_and_what_is_ahead():
    data = draw_burndown(TOWN, ABOUT, make_pace(1472)).data
    rows = data[["date", "line", "children"]].to_numpy().tolist()
    assert rows == [
        ["2024-06-30", "actual", 2472],
        ["2024-07-04", "actual", 2333],
        ["2024-07-11", "actual", 1981],
        ["2024-07-18", "actual", 1472],
        ["2024-07-31", "required", 0],
        ["2024-07-31", "low", 527],
        ["2024-07-31", "middle", 671],
        ["2024-07-31", "high", 818],
    ]
    assert data["persons"].tolist()[:4] == [2472] * 4


def test_the_words_are_english_in_english():
    chart = draw_burndown(TOWN, ENGLISH, make_pace(1472))
    assert chart.alt == (
        "Line chart by date: At the current pace about 671 children "
        "not yet enrolled for an ID card remain on 31 Jul. On 30 Jun: 2,472 children; "
        "on 18 Jul: "
        "1,472 children."
    )


def test_a_pace_of_other_figures_is_refused():
    with pytest.raises(ValueError, match="pace is of a gap of 1400, not 1472"):
        draw_burndown(TOWN, ABOUT, make_pace(1400))
    with pytest.raises(ValueError, match="has 0 rows of all, not one"):
        draw_burndown(TOWN, ABOUT, make_pace(1472).assign(hamlet_id="H01"))
    with pytest.raises(ValueError, match="the table of pace lacks state"):
        draw_burndown(TOWN, ABOUT, make_pace(1472).drop(columns="state"))


@pytest.mark.parametrize("gaps", [(2400,), (2472, 1472)])
def test_the_first_mark_keeps_clear_of_the_figures_of_the_scale(gaps):
    figure = draw_burndown(drive(*gaps), ABOUT).figure()
    mark = next(a for a in figure.artists if a.get_gid() == "point.0")
    middle, _ = mark.get_transform().transform(mark.get_xydata())[0]
    left = middle - mark.get_markersize() / 2 * figure.dpi / 72
    scale = [t for t in figure.texts if (t.get_gid() or "").startswith("height.")]
    right = max(text.get_window_extent().x1 for text in scale)
    space = 0.4 * scale[0].get_fontsize() * figure.dpi / 72
    assert left - right >= space


@pytest.mark.parametrize("size", ["word", "slide", "half"])
def test_on_a_first_date_the_label_hides_no_part_of_the_line(size):
    pace = make_pace(1, achieved=None, ends=(None, None, None))
    figure = draw_burndown(drive(1), ABOUT, pace).figure(size)
    names = {artist.get_gid() for artist in figure.artists}
    assert "series.required" in names and "plate.label.now" not in names
