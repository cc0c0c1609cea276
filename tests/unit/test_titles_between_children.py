"""A title between children begins another list: what the first said ends there."""

from __future__ import annotations

from datetime import date

import pytest

from dophu.campaign.hamlets import Hamlet, Hamlets
from dophu.campaign.settings import ENROLLED
from dophu.catalogue.vocabulary import DEFAULT
from dophu.rosters.rows import read_rows
from dophu.rosters.source_rows import Sender
from tests.reading import grid_of

AS_OF = date(2024, 7, 18)
INDEX = Hamlets((Hamlet("H1", "Thôn Mẫu 1"),)).index()
HEADING = ["STT", "Họ và tên", "Ngày sinh", "Thôn"]


def read(rows, source="roster", answers=None, vocabulary=DEFAULT, sheet="DS"):
    sender = Sender(source, "a.xlsx", AS_OF, INDEX, vocabulary=vocabulary)
    if answers:
        sender = Sender(source, "a.xlsx", AS_OF, INDEX, answers=answers)
    found = read_rows(grid_of(sheet, rows), sender)
    pairs = zip(found.columns["status"], found.columns["kind"], strict=True)
    done = [status in ENROLLED for status, kind in pairs if kind == "data"]
    codes = {issue.code for issue in found.issues if issue.severity == "warning"}
    return done, codes


def children(*more, first=1):
    return [
        [n, f"Mẫu Văn {chr(64 + n)}", f"{n}/2/2015", "Thôn Mẫu 1", *cells]
        for n, cells in enumerate(more, first)
    ]


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
