"""A title between children begins another list; marks and columns that say less."""

from __future__ import annotations

from datetime import date

import pytest

from dophu.campaign.hamlets import Hamlet, Hamlets
from dophu.campaign.settings import ENROLLED
from dophu.catalogue.vocabulary import DEFAULT, shipped
from dophu.rosters.answers import Answers
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


def test_rows_behind_a_title_that_is_not_understood_are_told():
    rows = [["DANH SÁCH TRẺ ĐÃ LÀM"], HEADING, *children((), ())]
    rows += [["Danh sách trẻ gì đó"], *children((), (), first=3)]
    assert "BG-59" in read(rows)[1]


@pytest.mark.parametrize(
    ("marks", "done", "codes"),
    [
        (("x", "(x)", None), [True, False, False], {"DS-07"}),
        (("x", "[x]", "x"), [True, False, True], {"DS-07"}),
        (("(x)", "(x)", None), [True, True, False], set()),
        (("x", "x*", "x (*)"), [True, False, False], {"DS-07"}),
        (("x*", "x*", None), [True, True, False], set()),
    ],
)
def test_a_mark_in_brackets_beside_the_same_without_is_not_understood(
    marks, done, codes
):
    rows = [[*HEADING, "Đã làm"], *children(*((mark,) for mark in marks))]
    assert read(rows) == (done, codes)


def test_cells_left_empty_where_only_those_not_done_are_marked_are_told_and_decided():
    rows = [[*HEADING, "Chưa làm"], *children(("x",), (None,), ("x",))]
    assert read(rows) == ([False] * 3, {"BG-62"})
    answers = Answers(results={("DS", 2): "done"})
    assert read(rows, answers=answers) == ([False, True, False], set())
    all_marked = [[*HEADING, "Chưa làm"], *children(("x",), ("x",))]
    assert read(all_marked) == ([False] * 2, set())


@pytest.mark.parametrize("heading", ["CC", "Thẻ CC", "Thẻ", "Căn cước"])
def test_a_column_headed_by_the_card_alone_is_never_passed_over(heading):
    rows = [[*HEADING, heading], *children(("a",), ("b",), (None,))]
    assert read(rows) == ([False] * 3, {"BG-26"})


@pytest.mark.parametrize("sheet", ["Có", "không", "Đã", "rồi"])
def test_a_sheet_named_by_an_answer_alone_is_told(sheet):
    assert "BG-51" in read([HEADING, *children((), ())], sheet=sheet)[1]


@pytest.mark.parametrize("heading", ["Mũi", "Mũi số"])
def test_a_first_dose_on_a_list_of_those_vaccinated_is_not_all(heading):
    rows = [["STT", "Họ và tên", "Ngày sinh", "Thôn", heading, "Ngày tiêm"]]
    rows += children((1, "5/7/2024"), (2, "5/7/2024"))
    found, codes = read(rows, "enrolment", vocabulary=shipped("measles"))
    if heading == "Mũi":
        assert (found[0], "TN-17" in codes) == (False, True)
    assert found[1] or "TN-17" not in codes


@pytest.mark.parametrize("mark", ["trùng", "bỏ", "xóa", "đi Lào từ lâu", "hủy hồ sơ"])
def test_a_remark_in_brackets_behind_a_name_is_told(mark):
    rows = [[*HEADING, "Đã làm"], *children(("x",), ("x",))]
    rows[1][1] += f" ({mark})"
    assert "BG-53" in read(rows)[1]


@pytest.mark.parametrize("mark", ["Bi", "bé Na", "sinh đôi", "con ông Mẫu", "em", "nữ"])
def test_a_nickname_in_brackets_is_none(mark):
    rows = [[*HEADING, "Đã làm"], *children(("x",), ("x",))]
    rows[1][1] += f" ({mark})"
    assert "BG-53" not in read(rows)[1]


def test_names_with_a_star_are_told():
    rows = [[*HEADING, "Đã làm"], *children(("x",), ("x",))]
    rows[1][1] += " (*)"
    assert "BG-53" in read(rows)[1]


@pytest.mark.parametrize(
    ("name", "sheet"), [("BHYT tre em.xlsx", "DS"), ("a.xlsx", "Vitamin A")]
)
@pytest.mark.parametrize("source", ["roster", "enrolment"])
def test_a_file_or_a_sheet_of_another_drive_makes_nobody_done(name, sheet, source):
    rows = [[*HEADING, "Đã cấp"], *children(("x",), ("x",), (None,))]
    sender = Sender(source, name, AS_OF, INDEX)
    found = read_rows(grid_of(sheet, rows), sender)
    assert not {*found.columns["status"]} & {*ENROLLED}
    (issue,) = (issue for issue in found.issues if issue.code == "BG-63")
    assert f"role,{name},-,other" in issue.message("vi")
    decided = Answers(results={(sheet, 1): "done", (sheet, 2): "not_done"})
    sender = Sender(source, name, AS_OF, INDEX, answers=decided)
    found = read_rows(grid_of(sheet, rows[:3]), sender)
    assert found.columns["status"][1] in ENROLLED
    assert "BG-63" not in {issue.code for issue in found.issues}


@pytest.mark.parametrize("heading", ["Số biên nhận", "Số giấy hẹn", "Mã hồ sơ DVC"])
def test_a_receipt_in_a_list_without_a_result_is_told(heading):
    rows = [[*HEADING, heading], *children(("BN01",), (None,))]
    assert read(rows) == ([False, False], {"BG-26"})
    with_result = [[*HEADING, "Đã làm", heading], *children(("x", "BN01"))]
    assert read(with_result) == ([True], set())


def test_a_word_of_the_result_in_a_column_without_a_heading_is_told():
    rows = [[*HEADING, "Kết quả"], *children(("Đã làm",), (None, "Đã làm"))]
    assert "BG-26" in read(rows)[1]


def test_a_status_that_stands_once_a_group_is_told_and_decided():
    words = ("Đã làm", None, None, "Chưa làm", None, None)
    rows = [[*HEADING, "Kết quả"], *children(*((word,) for word in words))]
    done, codes = read(rows)
    assert (done, codes) == ([True, *[False] * 5], {"BG-64"})
    answers = Answers(results={("DS", 2): "done", ("DS", 3): "not_done"})
    done, codes = read(rows, answers=answers)
    assert (done, codes) == ([True, True, *[False] * 4], set())


@pytest.mark.parametrize(
    ("heading", "cell", "told"),
    [
        ("Biến động", "Giảm", True),
        ("Biến động nhân khẩu", "xóa khẩu", True),
        ("Hiện nay", "đã chuyển đi", True),
        ("Hiện nay", "Chuyển đi 5/7", True),
        ("Hiện nay", "ở nhà", False),
        ("Con thứ", "hai", False),
    ],
)
def test_a_column_of_no_field_that_says_who_is_gone_is_told(heading, cell, told):
    rows = [[*HEADING, "Đã làm", heading], *children(("x", None), (None, cell))]
    assert ("BG-65" in read(rows)[1]) == told


@pytest.mark.parametrize(
    ("first", "second"),
    [("Biểu 1: Trẻ đã có CC", "Biểu 2: Trẻ chưa có CC"),
     ("Phần I. Đã làm", "Phần II. Chưa làm"), ("Mục A: Đã làm", "Mục B: Chưa làm")],
)  # fmt: skip
def test_sections_numbered_as_forms_or_parts_are_read(first, second):
    rows = [HEADING, [first], *children((), ()), [second], *children((), (), first=3)]
    assert read(rows)[0] == [True, True, False, False]
