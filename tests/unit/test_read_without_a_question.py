"""Plain lists that any reader understands are read as they stand, and nothing more."""

from __future__ import annotations

import pytest

from dophu.rosters.headings.tables import find_tables
from dophu.rosters.sheets.rows import read_rows
from dophu.rosters.sheets.source_rows import Sender
from tests.reading import grid_of
from tests.small_lists import AS_OF, HEADING, INDEX, children, read_small

TICKS = ("x", None, "x")
DONE = [True, False, True]


def below(tops, leaves, *cells):
    """Read three children below headings in two rows."""
    return read_small([[*HEADING, *tops], [None] * 4 + [*leaves], *children(*cells)])


@pytest.mark.parametrize("when", ["Tuần 11/7", "Đợt 11/7", "Buổi 11/7", "Đợt 1 (11/7)"])
def test_a_week_over_the_result_is_its_date(when):
    later = when.replace("11/7", "18/7").replace("1 (", "2 (")
    ahead = when.replace("11/7", "25/7").replace("1 (", "3 (")
    cells = [("x", "x", None), (None, None, "x"), (None, "x", None)]
    assert below([when, later, ahead], ["Đã làm"] * 3, *cells)[0] == DONE
    both = [["x", None], [None, "x"], ["x", None]]
    assert below([when, None], ["Đã làm", "Chưa làm"], *both) == (DONE, set())
    assert below([when], ["Đã làm"], *[[c] for c in TICKS]) == (DONE, set())


def test_ticks_of_each_week_alone_are_told():
    """Who is ticked in the older week only may be done: BG-28."""
    cells = [("x", None), (None, "x"), (None, None)]
    done, codes = below(["Tuần 11/7", "Tuần 18/7"], ["Đã làm"] * 2, *cells)
    assert done == [False, True, False]
    assert codes == {"BG-28"}


@pytest.mark.parametrize("leaf", ["BHYT", "Có mặt", "Hẹn"])
def test_another_heading_below_a_week_is_no_result(leaf):
    done, codes = below(["Tuần 11/7"], [leaf], *[[c] for c in TICKS])
    assert done == [False] * 3
    assert "DS-01" not in codes  # the row of headings is no child


@pytest.mark.parametrize(
    "second", ["Họ tên người được cấp", "Họ tên người làm CC", "Họ tên nhân khẩu"]
)
@pytest.mark.parametrize("is_first", [True, False])
def test_names_of_whom_beside_a_plain_column_of_names_are_none(second, is_first):
    heads = [second, "Họ và tên"] if is_first else ["Họ và tên", second]
    names = ["Bà Mẫu", "Mẫu An"] if is_first else ["Mẫu An", "Bà Mẫu"]
    (table,) = find_tables(grid_of("DS", [[*heads, "Ngày sinh"], [*names, "5/7/2018"]]))
    assert table.columns["name"] == (1 if is_first else 0)
    assert not table.doubled


def test_a_day_of_issue_behind_a_ticked_paper_is_asked_about():
    """Behind its number it is the paper's own; behind a state it is the drive's."""
    rows = [["x", "5/7/2024"], [None, None], ["x", None]]
    assert read_small([[*HEADING, "GKS", "Ngày cấp"], *children(*rows)])[1] == {"BG-26"}
    numbered = [["12", "5/7/2015"], [None, None], ["13", None]]
    of_number = read_small([[*HEADING, "Số GKS", "Ngày cấp"], *children(*numbered)])
    assert of_number == ([False] * 3, set())
    of_state = read_small([[*HEADING, "Hộ nghèo", "Ngày cấp"], *children(*rows)])
    assert of_state == ([True, False, False], set())


def reasons_of(heading, cells, *more):
    """Read a list; give the statuses and the reasons of its children, and its codes."""
    rows = [[*HEADING, heading, *more], *children(*cells)]
    found = read_rows(grid_of("DS", rows), Sender("roster", "a.xlsx", AS_OF, INDEX))
    data = [at for at, kind in enumerate(found.columns["kind"]) if kind == "data"]
    warned = {issue.code for issue in found.issues if issue.severity == "warning"}
    columns = (found.columns["status"], found.columns["reason"])
    return [[column[at] for at in data] for column in columns], warned


@pytest.mark.parametrize("word", ["Vắng", "Đi vắng", "vắng mặt", "Vắng, hẹn 25/7"])
@pytest.mark.parametrize("heading", ["Tình trạng", "Đã làm", "Kết quả"])
def test_a_reason_in_place_of_the_result_is_not_yet_and_why(heading, word):
    cells = [("Đã làm",), (word,), (None,)]
    (statuses, reasons), warned = reasons_of(heading, cells)
    assert (statuses, warned) == (["applied", "not_yet", None], set())
    assert reasons[1] == "DI_LAM_XA"


def test_absent_under_chua_lam_is_not_yet():
    cells = [("x", None), (None, "vắng"), (None, "x")]
    (statuses, reasons), warned = reasons_of("Đã làm", cells, "Chưa làm")
    assert (statuses, warned) == (["applied", "not_yet", "not_yet"], set())
    assert reasons[1] == "DI_LAM_XA"


def test_a_reason_beside_done_is_told_and_the_columns_own_reason_counts():
    cells = [("Vắng", "x", None), ("Vắng", None, "ốm")]
    (statuses, reasons), warned = reasons_of("Tình trạng", cells, "Đã cấp", "Lý do")
    assert statuses == ["not_yet", "not_yet"]
    assert "DS-09" in warned
    assert reasons[1] == "SUC_KHOE"


@pytest.mark.parametrize("word", ["chuyển đi", "trùng", "đã làm nơi khác", "bố vắng"])
def test_what_may_say_more_than_not_yet_is_asked_about(word):
    (statuses, _), warned = reasons_of("Tình trạng", [("Đã làm",), (word,)])
    assert statuses == ["applied", None]
    assert "DS-07" in warned
