from dataclasses import replace
from datetime import date

import pandas as pd
import pytest

from dophu.charts import draw_reach
from dophu.charts.kit.digest import fill_of, read_boxes, read_texts
from tests.charts.invented import ABOUT, make_gaps, make_reach, spread

COUNTS = {
    "Bản Một": {"under_6": (40, 10)},
    "Bản Hai": {"under_6": (30, 0), "6_to_13": (30, 0)},
    "Bản Ba": {"6_to_13": (9, 9)},
    "Bản Bốn": None,
}
DAYS = pd.DataFrame({"reason": ["VE_QUE_HE"], "day": [date(2024, 7, 27)]})
NEVER = replace(ABOUT, missing=(("Bản Bốn", None),))


def drawn(counts=COUNTS, about=NEVER, shares=None, days=DAYS):
    gaps = make_gaps(counts)
    reasons = make_reach(gaps, shares) if shares is not None else make_reach(gaps)
    return draw_reach(gaps, reasons, about, days)


@pytest.mark.parametrize("size", ["word", "slide"])
def test_a_bar_has_the_children_of_each_time_in_their_order(size):
    figure = drawn().figure(size)
    bars = {g: int(b.get_width()) for g, b in read_boxes(figure, "bar").items()}
    # Where most can come now is first; one in three now, one in two later.
    assert bars == {
        "bar.0.0": 20, "bar.0.1": 30, "bar.0.3": 10,
        "bar.1.0": 10, "bar.1.1": 15, "bar.1.3": 5,
    }  # fmt: skip
    texts = read_texts(figure)
    names = [texts[f"name.{row}"] for row in range(4)]
    assert names == ["Bản Hai", "Bản Một", "Bản Ba", "Bản Bốn"]
    assert [texts[f"total.{row}"] for row in range(3)] == ["60", "30", "0"]
    assert [texts[f"share.{row}"] for row in range(4)] == ["33,3%", "33,3%", "–", "–"]


def test_every_part_has_its_colour_and_number_in_the_key():
    figure = drawn().figure()
    texts = read_texts(figure)
    keys = [texts[f"key.{n}"] for n in range(3)]
    assert keys == ["Làm được ngay: 30", "Phải chờ: 45", "Chưa rõ: 15"]
    swatches = [fill_of(b) for b in read_boxes(figure, "swatch").values()]
    bars = read_boxes(figure, "bar")
    assert swatches == [fill_of(bars[f"bar.0.{part}"]) for part in (0, 1, 3)]


def test_the_note_says_for_which_day_they_wait():
    shares = [("VE_QUE_HE", "later", 3), ("SUC_KHOE", "later", 2)]
    notes = read_texts(drawn(shares=shares).figure())["notes"]
    assert "Chờ đến ngày: về quê, nghỉ hè 27/7 (30 trẻ)." in notes
    assert "45 trẻ phải chờ mà chưa biết đến ngày nào." in notes


TITLES = {
    "most in one": (
        COUNTS, None,
        "Ít nhất 30 trẻ làm được ngay, nhiều nhất ở Bản Hai (20); phải chờ 45 "
        "(thiếu 1 địa bàn)",
    ),
    "as many in two": (
        {"A": {"under_6": (9, 0)}, "B": {"under_6": (9, 0)}},
        [("NHAN_THUC", "now", 1)],
        "18 trẻ làm được ngay",
    ),
    "nobody now": (
        {"A": {"under_6": (9, 1)}},
        [("SUC_KHOE", "later", 2), ("KHAC", "no", 4)],
        "Chưa có trẻ nào làm được ngay: phải chờ 4, không làm được trong hạn 2",
    ),
    "nothing known": (COUNTS, [], "Chưa có lý do của trẻ nào"),
    "nobody left": (
        {"A": {"under_6": (9, 9)}},
        None,
        "Không còn trẻ nào chưa làm căn cước (đã làm 9/9)",
    ),
    "no list": ({"A": None}, None, "Chưa đọc được danh sách của địa bàn nào"),
}  # fmt: skip


@pytest.mark.parametrize("case", TITLES)
def test_the_title_is_true_of_each_state(case):
    counts, shares, title = TITLES[case]
    about = NEVER if counts is COUNTS else ABOUT
    chart = drawn(counts, about, shares)
    assert chart.title == title
    is_drawn = case in ("most in one", "as many in two", "nobody now")
    assert bool(chart.nothing) != is_drawn


def test_what_the_reasons_do_not_know_is_unknown_and_more_than_are_left_an_error():
    gaps = make_gaps(spread(3))
    reasons = make_reach(gaps)
    known = reasons[reasons["reason"] != "CHUA_RO"]
    no_code = reasons.assign(
        reachable=reasons["reachable"].replace({"unknown": float("nan")})
    )
    both = [draw_reach(gaps, t, ABOUT).data for t in (reasons, known, no_code)]
    pd.testing.assert_frame_equal(both[0], both[1])
    pd.testing.assert_frame_equal(both[0], both[2])
    assert int(both[0]["children"].sum()) == int(gaps["gap"].sum())
    more = reasons.assign(children=reasons["children"] + 1)
    with pytest.raises(ValueError, match="reasons of H01 are of more than its gap"):
        draw_reach(gaps, more, ABOUT)
    with pytest.raises(ValueError, match="lacks reachable"):
        draw_reach(gaps, reasons.drop(columns="reachable"), ABOUT)


def test_the_words_are_english_in_english():
    chart = drawn(about=replace(NEVER, language="en"))
    assert chart.title == (
        "At least 30 children can come now, most in Bản Hai (20); 45 only later "
        "(1 hamlet missing)"
    )
    assert chart.alt == (
        f"Bars by when children can come: {chart.title}. "
        "Can come now: 30; Only later: 45; Not known: 15."
    )
