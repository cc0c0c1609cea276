"""A title between children begins another list: what the first said ends there."""

from __future__ import annotations

import pytest

from tests.small_lists import HEADING, children
from tests.small_lists import read_small as read


@pytest.mark.parametrize(
    "line",
    ["DANH SÁCH TRẺ CHƯA LÀM", "Danh sách trẻ không làm được", "DS trẻ còn lại",
     "DANH SÁCH TRẺ VẮNG MẶT", "Danh sách trẻ gì đó"],
)  # fmt: skip
@pytest.mark.parametrize("in_title", [True, False])
def test_what_a_title_says_ends_where_another_stands_between_children(line, in_title):
    done = ["DANH SÁCH TRẺ ĐÃ LÀM CĂN CƯỚC"]
    top = [done, HEADING] if in_title else [HEADING, done]
    below = children((), (), first=3)
    found, _ = read([*top, *children((), ()), [line], *below])
    assert found == [True, True, False, False]


def test_a_title_printed_on_every_page_ends_nothing():
    done = ["DANH SÁCH TRẺ ĐÃ LÀM CĂN CƯỚC"]
    below = children((), (), first=3)
    found, codes = read([done, HEADING, *children((), ()), done, *below])
    assert (found, codes) == ([True] * 4, set())


def test_rows_behind_a_title_that_is_not_understood_are_reported():
    rows = [["DANH SÁCH TRẺ ĐÃ LÀM"], HEADING, *children((), ())]
    rows += [["Danh sách trẻ gì đó"], *children((), (), first=3)]
    assert "BG-59" in read(rows)[1]


@pytest.mark.parametrize(
    ("first", "second"),
    [("Biểu 1: Trẻ đã có CC", "Biểu 2: Trẻ chưa có CC"),
     ("Phần I. Đã làm", "Phần II. Chưa làm"), ("Mục A: Đã làm", "Mục B: Chưa làm")],
)  # fmt: skip
def test_sections_numbered_as_forms_or_parts_are_read(first, second):
    rows = [HEADING, [first], *children((), ()), [second], *children((), (), first=3)]
    assert read(rows)[0] == [True, True, False, False]
