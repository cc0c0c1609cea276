"""What stands where a child's list number does is told where it may be a result."""

from __future__ import annotations

import pytest

from dophu.rosters.headings.tables import find_tables
from dophu.rosters.results.silent_cells import words_for_numbers
from tests.reading import grid_of

TOLD = [
    ["x", None, "x", None],
    ["v", "2", "v", "4"],
    ["1 x", "2", "3x", "4"],
    ["1✓", "2", "3", "4✓"],
    ["1*", "2", "3*", "4"],
    ["1 (đã làm)", "2", "3 (đã làm)", "4"],
    ["Đã làm", "Đã làm", "Đã làm", "4"],
    ["xóa", "2", "3", "4"],
]
SILENT = [
    ["1", "2", "3", "4"],
    ["1a", "1b", "2a", "2b"],
    ["iii", "iv", "v", "vi"],
    ["x", "x", "x", "x"],
    ["Một", "Hai", "Ba", "Bốn"],
]


def told(numbers):
    rows = [["STT", "Họ và tên", "Năm sinh"]]
    rows += [[number, f"Mẫu Thị An {n}", 2018] for n, number in enumerate(numbers)]
    grid = grid_of("DS", rows)
    (table,) = find_tables(grid)
    return list(words_for_numbers(grid, table).values())


@pytest.mark.parametrize("numbers", TOLD, ids=str)
def test_marks_and_words_of_some_rows_are_told(numbers):
    assert told(numbers) == [n for n in numbers if n and not n.isdecimal()]


@pytest.mark.parametrize("numbers", SILENT, ids=str)
def test_what_numbers_rows_or_stands_in_all_of_them_is_not(numbers):
    assert told(numbers) == []
