"""Sheets that hold children and no headings: the next page of the sheet before."""

from __future__ import annotations

import pytest

from dophu.rosters.headings.unread_sheets import why_no_table
from tests.reading import grid_of

CHILDREN = [
    [4, "Lò Văn Mẫu", "5/6/2016", "Nam", "Đã làm"],
    [5, "Vàng Thị Thử", "7/8/2017", "Nữ", "Chưa làm"],
]


@pytest.mark.parametrize(
    "rows",
    [
        CHILDREN,
        [["(tiếp)"], *CHILDREN],
        [row[1:] for row in CHILDREN[:1]],
        [[row[1], int(row[2][-4:])] for row in CHILDREN],
        [*CHILDREN, [], ["Người lập"], ["Mẫu Văn Lập"]],
    ],
)
def test_a_few_children_without_headings_are_no_summary(rows):
    assert why_no_table(grid_of("(tiếp)", rows), is_list=False) == "sheet_no_headings"


@pytest.mark.parametrize(
    "rows",
    [
        [["Thôn Mẫu 1", 12, 5], ["Thôn Mẫu 2", 8, 3]],
        [["Lò Văn Mẫu", "Thôn Mẫu 1", 12], ["Vàng Thị Thử", "Thôn Mẫu 2", 8]],
        [["Ngày 18/7/2024"], ["Người lập"], ["Lò Văn Mẫu"]],
        [["Năm", 2024], ["Nam", 3], ["Nữ", 4]],
    ],
)
def test_a_summary_is_no_list(rows):
    assert why_no_table(grid_of("TH", rows), is_list=False) == "sheet_summary"
