"""Counts below a list, and letters that number its columns, are no children."""

from __future__ import annotations

import pytest

from tests.small_lists import HEADING, children, read_small

ROWS = [[*HEADING, "Tình trạng"], *children(("Đã làm",), ("Chưa",))]


@pytest.mark.parametrize(
    "counts",
    [
        [["Đã làm", 1], ["Chưa làm", 1]],
        [["Tổng số trẻ", 2], ["Đã làm", "1"], ["Chưa làm", "1 trẻ"]],
        [["Tổng cộng", 2], ["Nam", 1], ["Nữ", 1]],
        [["Trong đó:"], ["- Đã cấp", 1], ["- Chưa cấp", 1]],
        [["- Đã làm CCCD", 1], ["- Chưa có CCCD", 1], ["Đạt tỷ lệ", "50%"]],
        [["- Tổng số trẻ", 2, "100%"], ["Số trẻ đã làm", 1], ["- Còn phải làm", 1]],
        [["Ngày 5/7", 1], ["• Đã thu nhận", 1], ["Cộng ngày 8/7", 1], ["Tuần 28", 2]],
        [["- Nam", 1], ["- Nữ:", 1], ["- Trẻ đã làm CC", "1 trẻ"]],
        [["Dưới 6 tuổi", 1], ["Từ 6 tuổi trở lên, đến dưới 14 tuổi", 1]],
    ],
)
@pytest.mark.parametrize("gap", [[], [[None]]])
def test_a_count_below_a_list_is_no_child(counts, gap):
    rows = [*ROWS, *gap, *([None, *row] for row in counts)]
    assert read_small(rows) == ([True, False], set())


@pytest.mark.parametrize(
    "row",
    [["Nam", 3], ["Mẫu Nam", 3], ["Mẫu Thị Cộng", 2015], ["- Mẫu Văn Đạt", 2015]],
)
def test_a_child_with_little_about_it_is_one(row):
    done, _ = read_small([*ROWS, [None, *row, "Thôn Mẫu 1"], [None, *row]])
    assert len(done) == 4


@pytest.mark.parametrize(
    "row",
    [["A", "B", "C", "D", "E"], ["[1]", "[2]", "[3]", "[4]", "[5]"],
     ["a", "b", "c", "d", "đ"][:4], ["I", "II", "III", "IV", "V"]],
)  # fmt: skip
def test_letters_and_figures_below_the_headings_number_columns(row):
    assert read_small([ROWS[0], row, *ROWS[1:]]) == ([True, False], set())
