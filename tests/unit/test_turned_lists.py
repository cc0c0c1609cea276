"""A list whose children stand beside each other is told as such, not as a summary."""

from __future__ import annotations

import pytest

from dophu.reader.grid import Grid
from dophu.rosters.headings.unread_sheets import about_no_table, why_no_table

HEADINGS = ("STT", "Họ và tên", "Ngày sinh", "Giới tính", "Thôn", "Tình trạng")
CHILD = (1, "Mẫu Văn An", "05/07/2016", "Nam", "Thôn Mẫu 1", "Chưa")


def turned(children, *title):
    rows = [
        [heading, *[cell] * children]
        for heading, cell in zip(HEADINGS, CHILD, strict=True)
    ]
    return Grid("DS", [*([text] for text in title), *rows])


@pytest.mark.parametrize("children", [1, 3, 60])
@pytest.mark.parametrize("title", [(), ("DANH SÁCH TRẺ EM", "Thôn Mẫu 1")])
def test_a_turned_list_is_a_warning_that_says_so(children, title):
    grid = turned(children, *title)
    why = why_no_table(grid, is_list=False)
    issue = about_no_table(grid, "a.xlsx", why)
    assert (issue.code, issue.severity) == ("BG-01", "warning")
    assert issue.cell == f"A{2 + len(title)}"
    assert "Transpose" in issue.message("vi") and "Transpose" in issue.message("en")
    assert "Mẫu Văn" not in issue.message("vi")


@pytest.mark.parametrize(
    "rows",
    [
        [["Tổng số trẻ", 20], ["Nam", 9], ["Nữ", 11], ["Đã làm", 5], ["Chưa làm", 15]],
        [["Thôn", "Số trẻ"], ["Thôn Mẫu 1", 20], ["Thôn Mẫu 2", 11]],
        [["Thôn", 1, 2], ["Tình trạng", 3, 4], ["Giới tính", 5, 6]],
    ],
)
def test_a_summary_stays_one(rows):
    assert why_no_table(Grid("TH", rows), is_list=False) == "sheet_summary"
