"""Columns and remarks that may be all that a list says of its result."""

from __future__ import annotations

import pytest

from dophu.rosters.words.open_remarks import may_be_done
from tests.small_lists import AS_OF, HEADING, children, read_small

DAY = "5/7/2024"


def codes_under(heading, *cells, beside=()):
    """Read children under one more heading; give the codes of the warnings."""
    rows = [[*HEADING, heading, *beside], *children(*[[c, *beside] for c in cells])]
    return read_small(rows)[1]


@pytest.mark.parametrize(
    "heading",
    ["Xác nhận", "Ký nhận", "Đánh dấu", "Confirmed", "Ngày cấp (Confirmed)"],
)
def test_days_that_nothing_says_what_they_are_of_are_asked_about(heading):
    assert codes_under(heading, DAY, None) == {"BG-26"}


@pytest.mark.parametrize(
    ("heading", "day"),
    [
        ("Giấy khai sinh", DAY),
        ("Ngày về địa phương", DAY),
        ("Ngày mời", DAY),
        ("NS mẹ", DAY),
        ("Vào lớp", DAY),
        ("Xác nhận", "5/7/1985"),
    ],
)
def test_days_of_something_else_are_not(heading, day):
    assert not codes_under(heading, day, None)


SIGNED = ("Nhận thẻ (ký tên)", "Ký nhận", "Người nhận thẻ", "Chữ ký", "Bàn giao",
          "Cán bộ thu nhận", "Số biên nhận", "Nơi thu nhận")  # fmt: skip


@pytest.mark.parametrize("heading", [*SIGNED, "Giao thẻ"])
def test_what_only_those_have_who_are_done_is_asked_about(heading):
    of_all = "BG-26" in codes_under(heading, "Mẫu Thị Tư", "Mẫu Thị Năm")
    assert of_all == (heading == "Số biên nhận")  # a form's signatures leave all open
    assert "BG-26" in codes_under(heading, "Mẫu Thị Tư", None)
    stated = [["Mẫu Thị Tư", "Đã làm"], [None, "Chưa làm"]]
    rows = [[*HEADING, heading, "Tình trạng"], *children(*stated)]
    assert read_small(rows) == ([True, False], set())


@pytest.mark.parametrize(
    "heading", ["Cán bộ phụ trách", "Người giám hộ", "Điện thoại", "Nơi học"]
)
def test_who_else_some_rows_name_is_not(heading):
    assert not codes_under(heading, "Mẫu Thị Tư", None)


@pytest.mark.parametrize("heading", ["Đợt", "Lần", "Quý", "Tỷ lệ (%)", "SL", "Tổng số"])
def test_figures_that_some_rows_have_may_be_the_result(heading):
    assert codes_under(heading, 1, None) == {"BG-26"}
    assert not codes_under(heading, 1, 1)
    stated = [[1, "Đã làm"], [None, "Chưa làm"]]
    rows = [[*HEADING, heading, "Tình trạng"], *children(*stated)]
    assert read_small(rows) == ([True, False], set())


@pytest.mark.parametrize(
    ("remark", "told"),
    [
        ("đã làm năm ngoái", True),
        ("gia đình báo đã làm", True),
        ("mẹ bảo làm rồi", True),
        ("làm rồi ở quê", True),
        ("mẹ đã làm", False),
        ("chị gái đã làm", False),
        ("đã làm giấy khai sinh", False),
        ("đã làm ăn xa", False),
        ("nhà làm nương rồi", False),
        ("không biết đã làm chưa", False),
        ("chưa làm được", False),
        ("hộ nghèo", False),
    ],
)
def test_a_remark_that_may_say_done_is_told(remark, told):
    assert may_be_done(remark, AS_OF) is told
    alone = [[*HEADING, "Ghi chú"], *children([remark], [None])]
    assert ("BG-50" in read_small(alone)[1]) is told
    rows = [[remark, "Chưa làm"], [None, "Đã làm"]]
    beside = [[*HEADING, "Ghi chú", "Tình trạng"], *children(*rows)]
    done, codes = read_small(beside)
    assert done == [False, True]
    assert ("BG-50" in codes) is told


@pytest.mark.parametrize(
    "heading", ["Ngày làm/Chưa làm", "Làm ngày nào", "Hôm làm", "Ngày, kết quả"]
)
@pytest.mark.parametrize("undone", ["chưa làm", "chưa"])
def test_days_among_words_of_the_result_are_asked_about(heading, undone):
    assert codes_under(heading, DAY, undone, DAY) == {"BG-26"}


def test_days_among_words_of_another_paper_are_not():
    assert not codes_under("Ngày đăng ký khai sinh", DAY, "chưa", DAY)


@pytest.mark.parametrize("heading", ["Đã thông báo", "Đã ký cam kết"])
def test_who_was_told_is_no_result(heading):
    assert not codes_under(heading, "x", None, beside=["Chưa làm"])


@pytest.mark.parametrize(
    ("heading", "ticks", "done"),
    [
        ("Đã làm", ["x", "chưa", None], [True, False, True]),
        ("Đã làm", ["x", 0, False], [True, False, False]),
        ("Đã làm", [0, 0, 0], [True, True, True]),
        ("Đã cấp", ["chưa", "chưa", "x"], [True, True, True]),
    ],
)
def test_a_tick_that_says_no_contradicts_the_word_beside_it(heading, ticks, done):
    rows = [[*HEADING, "Kết quả", heading]]
    rows += children(*[["Đã thu nhận", tick] for tick in ticks])
    found = read_small(rows)
    assert found == (done, set() if all(done) else {"DS-09"})


def test_a_tick_that_says_no_contradicts_the_day_beside_it():
    rows = [[*HEADING, "Ngày thu nhận", "Đã làm"]]
    rows += children([DAY, "không"], [DAY, "x"], [DAY, None])
    assert read_small(rows) == ([False, True, True], {"DS-09"})


@pytest.mark.parametrize("cell", ["chưa", "chưa làm"])
def test_a_column_of_days_that_says_not_yet_contradicts_done(cell):
    rows = [[*HEADING, "Làm ngày nào", "Tình trạng"]]
    rows += children([DAY, "Đã làm"], [cell, "Đã làm"], [cell, "Chưa"])
    assert read_small(rows) == ([True, False, False], {"DS-09"})
