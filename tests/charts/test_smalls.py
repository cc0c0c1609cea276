import pandas as pd
import pytest

from dophu.charts import draw_smalls
from dophu.charts.kit.digest import read_boxes, read_lines, read_texts
from dophu.findings.change import find_changes
from dophu.tables.history import read_history
from tests.charts.invented import ABOUT, DATES, make_gaps, make_history, spread


def course(**shares):
    """Make a history of hamlets of a hundred children; None: no figures that day."""
    days = DATES[-max(len(own) for own in shares.values()) :]
    tables = []
    for number, day in enumerate(days):
        counts = {
            hamlet: None if own[number] is None else {"under_6": (100, own[number])}
            for hamlet, own in shares.items()
        }
        tables.append(make_gaps(counts).assign(as_of=day))
    return pd.concat(tables, ignore_index=True)


WEEKS = course(A=(0, 10, 20), B=(10, 40, 90), C=(None, 15, 40))


def kind(texts, name):
    found = {g: t for g, t in texts.items() if g.startswith(f"{name}.")}
    return list(found.values())


def test_the_texts_of_three_hamlets_are_these():
    texts = read_texts(draw_smalls(WEEKS, ABOUT).figure())
    assert texts["title"] == "2 trong 3 địa bàn còn dưới mức chung 50,0%"
    assert texts["subtitle"] == (
        "Tỷ lệ trẻ dưới 14 tuổi đã làm căn cước (%) từ 4/7 đến 18/7; "
        "xếp từ thấp đến cao, cùng thang đo"
    )
    assert kind(texts, "name") == ["Toàn thị trấn", "A", "C", "B"]
    assert kind(texts, "left") == [
        "còn 150 trẻ",
        "còn 80 trẻ",
        "còn 60 trẻ",
        "còn 10 trẻ",
    ]
    assert kind(texts, "share") == ["50,0%", "20,0%", "40,0%", "90,0%"]
    assert "Toàn thị trấn: ngày 4/7 còn thiếu danh sách" in texts["notes"]


@pytest.mark.parametrize("size", ["word", "slide"])
def test_lines_go_through_the_percentages_and_begin_with_the_first_figures(size):
    series = read_lines(draw_smalls(WEEKS, ABOUT).figure(size), "series")
    assert series["series.0.own"] == [(0, 5), (7, pytest.approx(65 / 3)), (14, 50)]
    assert series["series.1.own"] == [(0, 0), (7, 10), (14, 20)]
    assert series["series.2.own"] == [(7, 15), (14, 40)]
    assert series["series.3.common"] == series["series.0.own"]


@pytest.mark.parametrize("size", ["word", "slide"])
def test_all_fields_have_one_scale_and_stand_in_rows_of_one_width(size):
    figure = draw_smalls(make_history(spread(17)), ABOUT).figure(size)
    heights, widths = set(), set()
    for line in figure.artists:
        if (line.get_gid() or "").endswith(".own"):
            across = line.get_transform()
            corner, far = across.transform([(0, 0), (18, 100)])
            widths.add(round(far[0] - corner[0], 6))
            heights.add(round(far[1] - corner[1], 6))
    assert len(heights) == len(widths) == 1


def test_of_too_many_hamlets_the_last_field_is_the_sum_of_the_rest():
    counts = spread(120)
    history = make_history(counts)
    for size in ("word", "slide"):
        texts = read_texts(draw_smalls(history, ABOUT).figure(size))
        names, left = kind(texts, "name"), kind(texts, "left")
        hidden = 120 - (len(names) - 2)
        assert names[-1] == f"Còn lại: {hidden} địa bàn"
        children = [int(t.split()[1].replace(".", "")) for t in left]
        assert sum(children[1:]) == children[0] == make_gaps(counts)["gap"].sum()


def test_a_hamlet_that_has_stalled_ends_in_a_diamond_named_in_the_key():
    history = make_history(spread(8))
    figure = draw_smalls(history, ABOUT).figure()
    changes = find_changes(read_history(history, ABOUT))
    slow = {change.now.name for change in changes if change.is_slow}
    texts = read_texts(figure)
    marked = {
        texts[line.get_gid().replace("point", "name")]
        for line in figure.artists
        if str(line.get_gid()).startswith("point") and line.get_marker() == "D"
    }
    assert slow and marked == slow
    assert texts["key.2"] == "Còn trẻ mà tăng chưa đến 2 điểm % từ kỳ trước"


def test_a_hamlet_that_never_sent_has_a_hatched_field_and_no_number():
    figure = draw_smalls(course(A=(1, 2), B=(5, 9), C=(None, None)), ABOUT).figure()
    texts = read_texts(figure)
    assert (texts["name.3"], texts["left.3"]) == ("C", "chưa nộp danh sách")
    assert read_boxes(figure, "never")["never.3"].get_hatch()
    assert "share.3" not in texts


TITLES = {
    "first date": (
        course(A=(20,), B=(10,)),
        "1 trong 2 địa bàn còn dưới mức chung 15,0%",
    ),
    "all equal": (course(A=(1, 5), B=(1, 5)), "Cả 2 địa bàn bằng mức chung 5,0%"),
    "one hamlet": (
        course(A=(1, 5)),
        "A: 5,0% trẻ đã làm căn cước (18/7), tăng từ 1,0% (11/7)",
    ),
    "one hamlet, first date": (course(A=(5,)), "A: 5,0% trẻ đã làm căn cước"),
    "nobody sent": (course(A=(None,)), "Chưa đọc được danh sách của địa bàn nào"),
    "all done": (
        course(A=(1, 100), B=(7, 100)),
        "Không còn trẻ nào chưa làm căn cước (đã làm 200/200)",
    ),
}


@pytest.mark.parametrize("name", TITLES)
def test_the_title_is_true_of_a_degenerate_history(name):
    history, title = TITLES[name]
    assert draw_smalls(history, ABOUT).title == title


def test_the_data_are_hamlets_by_date_in_drawn_order():
    data = draw_smalls(WEEKS, ABOUT).data
    assert data["hamlet"].tolist() == ["A"] * 3 + ["C"] * 2 + ["B"] * 3
    assert data["gap"].tolist() == [100, 90, 80, 85, 60, 90, 60, 10]
    assert data["as_of"].iloc[3] == "2024-07-11"
