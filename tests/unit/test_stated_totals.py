"""What a list says itself of how many are done is held against its rows."""

from __future__ import annotations

import pytest

from tests.small_lists import HEADING, children, read_small

WORDS = [[["Đã làm"], ["Chưa làm"]][n % 2] for n in range(4)]
TICKS = [[["x", None], [None, "x"]][n % 2] for n in range(4)]


def is_told(heading, rows, *below):
    """Test whether a count below some children is told, and nothing else."""
    _, codes = read_small([[*HEADING, *heading], *children(*rows), *below])
    assert codes <= {"BG-79"}
    return bool(codes)


@pytest.mark.parametrize(
    ("row", "told"),
    [
        ([None, "Cộng", None, None, 2, 2], False),
        ([None, "Cộng", None, None, 3, 1], True),
        (["Tổng cộng: 4 trẻ", None, None, None, "2", "2"], False),
        (["Tổng cộng: 4 trẻ", None, None, None, "3", "1"], True),
        (["Tỷ lệ (%)", None, None, None, 50, 50], False),
        (["Còn lại", None, None, None, 7, 7], False),
        (["Tổng số trẻ", None, None, None, 4, None], False),
    ],
)
def test_a_total_under_a_column_of_ticks_is_held_against_them(row, told):
    assert is_told(["Đã làm", "Chưa làm"], TICKS, row) is told


def test_each_page_may_state_its_own_total_or_all_so_far():
    heading = ["Đã làm", "Chưa làm"]
    pages = [[*HEADING, *heading], *children(*TICKS)]
    for of_page, of_all in ((2, 4), (4, 4), (2, 2)):
        first = [None, "Cộng", None, None, 2, 2]
        rest = children(*TICKS, first=5)
        last = [None, "Cộng", None, None, of_page, of_all]
        assert "BG-79" not in read_small([*pages, first, *rest, last])[1]
    wrong = [None, "Cộng", None, None, 3, 5]
    assert "BG-79" in read_small([*pages, first, *children(*TICKS, first=5), wrong])[1]


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("Tổng số: 4 trẻ; đã làm: 2; chưa làm: 2", False),
        ("Tổng số: 4 trẻ; đã làm: 3; chưa làm: 1", True),
        ("Trong đó: đã làm 2, chưa 2", False),
        ("Trong đó: đã làm 3, chưa 1", True),
        ("Tổng số trẻ chưa làm: 1 cháu", True),
        ("Số trẻ đã làm: 3", True),
        ("Số trẻ đã làm: 2", False),
        ("Đã làm: 2 trẻ", False),
        ("Đã làm: 3 trẻ", True),
        ("Đã cấp: 2", False),  # all who are done may be meant
        ("Đã làm: 50%", False),
        ("Số trẻ đã làm giấy khai sinh: 1", False),
        ("Ghi chú: đã làm 3 ngày", False),
        ("Số trẻ chưa làm tuần trước: 5", False),
        ("Đã làm dưới 6 tuổi: 1", False),
        ("Trong đó chưa làm do vắng: 1", False),
    ],
)
def test_a_line_below_that_counts_a_result_is_held_against_the_rows(line, told):
    assert is_told(["Tình trạng"], WORDS, [None], [line]) is told


@pytest.mark.parametrize("not_yet", [2, 3])
def test_whoever_is_gone_may_be_counted_or_not(not_yet):
    rows = [[*cells, None] for cells in WORDS] + [["Chưa làm", "Chuyển đi"]]
    line = [f"Tổng: 5; đã làm: 2; chưa làm: {not_yet}"]
    assert not is_told(["Tình trạng", "Lý do"], rows, line)
