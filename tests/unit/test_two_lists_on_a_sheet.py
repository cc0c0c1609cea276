"""Two lists side by side, with the same headings, are each read by itself."""

from __future__ import annotations

from dataclasses import replace

import pytest

from dophu.reader.containers import Sheet
from dophu.reader.grid import read_grid
from dophu.rosters.headings.side_by_side import part_sheet
from dophu.rosters.headings.tables import find_tables
from tests.small_lists import HEADING, children, read_small

HEAD = [*HEADING, "Kết quả"]
LEFT, RIGHT = children(["đã làm"], ["chưa"]), children(["chưa"], ["đã làm"], first=3)


def side_by_side(between, left=LEFT, right=RIGHT, head=HEAD):
    """Put two lists on a sheet, with empty columns between them."""
    empty = [None] * between
    rows = [[*HEAD, *empty, *head]]
    return rows + [[*a, *empty, *b] for a, b in zip(left, right, strict=True)]


@pytest.mark.parametrize("between", [0, 1, 3])
@pytest.mark.parametrize("above", [[], [["DANH SÁCH TRẺ EM"], []]])
@pytest.mark.parametrize("below", [[], [[], ["Người lập", None, None, "Trưởng thôn"]]])
def test_each_list_is_read_by_itself(between, above, below):
    done, codes = read_small([*above, *side_by_side(between), *below])
    assert done == [True, False, False, True]
    assert not codes


def test_three_lists_and_one_that_ends_before_the_others():
    more = children(["đã làm"], first=5)
    rows = side_by_side(1)
    rows = [
        [*row, None, *end] for row, end in zip(rows, [HEAD, *more, []], strict=True)
    ]
    done, codes = read_small(rows)
    assert done == [True, False, True, False, True]
    assert not codes


def test_a_line_between_is_of_both_lists():
    """What takes the marks of one list back does so for the other."""
    left, right = children(["x"], [None]), children(["x"], [None], first=3)
    rows = side_by_side(1, left, right)
    assert read_small([*rows, [], ["x: chưa làm"]])[0] == [False] * 4


@pytest.mark.parametrize("head", [["STT", "Họ và tên", "Năm sinh", "Thôn", "Đã làm"]])
def test_other_headings_are_left_to_a_person(head):
    done, codes = read_small(side_by_side(1, head=head))
    assert not done
    assert codes == {"BG-08"}


def test_a_comment_is_of_the_list_on_whose_cell_it_is_alone():
    rows = [["Họ tên", "Năm sinh"] * 2, ["Mẫu An", 2019, "Mẫu Bình", 2020]]
    plain = read_grid(Sheet("", rows))
    grid = replace(plain, comments=((1, 2, "chưa làm"),))
    halves = part_sheet(grid, find_tables(grid))
    assert [half.comments for half in halves] == [(), grid.comments]


def test_two_lists_below_one_that_stands_alone_are_named():
    done, codes = read_small([HEAD, *LEFT, [], *side_by_side(1)])
    assert done == [] and codes == {"BG-08"}
