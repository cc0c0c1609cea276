"""Marks, columns, names and lines that may say less than they seem to: told."""

from __future__ import annotations

import pytest

from dophu.campaign.settings import ENROLLED
from dophu.catalogue.vocabulary import shipped
from dophu.rosters.sheets.rows import read_rows
from dophu.rosters.sheets.source_rows import Sender
from dophu.rosters.words.answers import Answers
from dophu.text import comparison_key
from tests.reading import grid_of
from tests.small_lists import AS_OF, HEADING, INDEX, children
from tests.small_lists import read_small as read


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


def test_cells_left_empty_where_those_not_done_are_marked_are_reported():
    rows = [[*HEADING, "Chưa làm"], *children(("x",), (None,), ("x",))]
    assert read(rows) == ([False] * 3, {"BG-62"})
    answers = Answers(results={("DS", 2): "done"})
    assert read(rows, answers=answers) == ([False, True, False], set())
    all_marked = [[*HEADING, "Chưa làm"], *children(("x",), ("x",))]
    assert read(all_marked) == ([False] * 2, set())


@pytest.mark.parametrize("heading", ["Lý do", "Lý do chưa làm", "Nguyên nhân"])
def test_reasons_left_empty_where_nothing_else_says_the_result_are_reported(heading):
    rows = [[*HEADING, heading], *children(("về quê",), (None,), ("ốm",))]
    assert read(rows) == ([False] * 3, {"BG-67"})
    answers = Answers(results={("DS", 2): "done"})
    assert read(rows, answers=answers) == ([False, True, False], set())
    rows = [[*HEADING, heading], *children(("về quê",), ("ốm",))]
    assert "BG-67" not in read(rows)[1]
    rows = [[*HEADING, "Đã làm", heading], *children((None, "ốm"), ("x", None))]
    assert "BG-67" not in read(rows)[1]


def test_a_mark_under_remarks_where_no_row_has_a_result_is_reported():
    rows = [[*HEADING, "Ghi chú"], *children(("x",), (None,), ("x",))]
    assert read(rows) == ([False] * 3, {"BG-50"})
    rows = [[*HEADING, "Đã làm", "Ghi chú"], *children(("x", "x"), (None, None))]
    assert "BG-50" not in read(rows)[1]


@pytest.mark.parametrize("remark", ["hủy", "Hồ sơ lỗi", "Chưa ký", "sai ảnh", "vắng"])
def test_a_remark_against_it_on_a_list_of_those_done_counts(remark):
    rows = [[*HEADING, "Ghi chú"], *children((remark,), (None,), ("mẹ: Mẫu",))]
    found, codes = read(rows, "enrolment")
    assert (found[0], "DS-09" in codes, "BG-54" in codes) == (False, True, False)


@pytest.mark.parametrize("heading", [None, "Ngày", "Thời gian"])
def test_days_of_which_nothing_says_what_they_are_of_are_reported(heading):
    rows = [[*HEADING, heading], *children(("5/7/2024",), (None,), ("6/7",))]
    assert read(rows) == ([False] * 3, {"BG-26"})
    rows = [[*HEADING, "Đã làm", heading], *children(("x", "5/7/2024"), (None, None))]
    assert read(rows) == ([True, False], set())


@pytest.mark.parametrize("heading", ["CC", "Thẻ CC", "Thẻ", "Căn cước"])
def test_a_column_headed_by_the_card_alone_is_never_passed_over(heading):
    rows = [[*HEADING, heading], *children(("a",), ("b",), (None,))]
    assert read(rows) == ([False] * 3, {"BG-26"})


@pytest.mark.parametrize("sheet", ["Có", "không", "Đã", "rồi"])
def test_a_sheet_named_by_an_answer_alone_is_reported(sheet):
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
def test_a_remark_in_brackets_behind_a_name_is_reported(mark):
    rows = [[*HEADING, "Đã làm"], *children(("x",), ("x",))]
    rows[1][1] += f" ({mark})"
    assert "BG-53" in read(rows)[1]


@pytest.mark.parametrize("mark", ["Bi", "bé Na", "sinh đôi", "con ông Mẫu", "em", "nữ"])
def test_a_nickname_in_brackets_is_none(mark):
    rows = [[*HEADING, "Đã làm"], *children(("x",), ("x",))]
    rows[1][1] += f" ({mark})"
    assert "BG-53" not in read(rows)[1]


def test_names_with_a_star_are_reported():
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
def test_a_receipt_in_a_list_without_a_result_is_reported(heading):
    rows = [[*HEADING, heading], *children(("BN01",), (None,))]
    assert read(rows) == ([False, False], {"BG-26"})
    with_result = [[*HEADING, "Đã làm", heading], *children(("x", "BN01"))]
    assert read(with_result) == ([True], set())


def test_a_word_of_the_result_in_a_column_without_a_heading_is_reported():
    rows = [[*HEADING, "Kết quả"], *children(("Đã làm",), (None, "Đã làm"))]
    assert "BG-26" in read(rows)[1]


def test_a_status_that_stands_once_a_group_is_reported_and_decided():
    words = ("Đã làm", None, None, "Chưa làm", None, None)
    rows = [[*HEADING, "Kết quả"], *children(*((word,) for word in words))]
    done, codes = read(rows)
    assert (done, codes) == ([True, *[False] * 5], {"BG-64"})
    answers = Answers(results={("DS", 2): "done", ("DS", 3): "not_done"})
    done, codes = read(rows, answers=answers)
    assert (done, codes) == ([True, True, *[False] * 4], set())


@pytest.mark.parametrize(
    ("heading", "cell", "reported"),
    [
        ("Biến động", "Giảm", True),
        ("Biến động nhân khẩu", "xóa khẩu", True),
        ("Hiện nay", "đã chuyển đi", True),
        ("Hiện nay", "Chuyển đi 5/7", True),
        ("Hiện nay", "ở nhà", False),
        ("Con thứ", "hai", False),
    ],
)
def test_a_column_of_no_field_that_says_who_is_gone_is_reported(
    heading, cell, reported
):
    rows = [[*HEADING, "Đã làm", heading], *children(("x", None), (None, cell))]
    assert ("BG-65" in read(rows)[1]) == reported


@pytest.mark.parametrize(
    ("marks", "done", "codes"),
    [
        (("2/2", "1/2", None), [False] * 3, {"DS-07"}),
        (("1/1", "0/1"), [False] * 2, {"DS-07"}),
        (("5/7", "1/7"), [True, True], set()),
    ],
)
def test_shares_under_done_are_no_days(marks, done, codes):
    rows = [[*HEADING, "Đã làm"], *children(*((mark,) for mark in marks))]
    assert read(rows) == (done, codes)


@pytest.mark.parametrize("heading", ["Đã làm (năm 2023)", "Đã làm năm 2022"])
def test_a_result_of_a_past_year_is_none(heading):
    rows = [[*HEADING, heading], *children(("x",), ("x",))]
    assert read(rows) == ([False, False], {"BG-26"})
    rows[0][-1] = "Đã làm (năm 2024)"
    assert read(rows)[0] == [True, True]


@pytest.mark.parametrize("word", ["xóa", "bỏ", "VD", "Ví dụ", "x", "chuyển đi"])
def test_a_word_in_place_of_a_list_number_is_reported_and_answered(word):
    rows = [[*HEADING, "Đã làm"], *children(("x",), ("x",), ("x",), ("x",))]
    rows[2][0] = word
    assert "BG-66" in read(rows)[1]
    answers = Answers(presence={comparison_key(word): "left"})
    sender = Sender("roster", "a.xlsx", AS_OF, INDEX, answers=answers)
    found = read_rows(grid_of("DS", rows), sender)
    assert found.columns["presence"][2] == "left"
    assert "BG-66" not in {issue.code for issue in found.issues}


@pytest.mark.parametrize("numbers", [("I", "II", "III"), ("a", "b", "c"), (1, "2.", 3)])
def test_numbers_and_what_numbers_are_no_words(numbers):
    rows = [[*HEADING, "Đã làm"], *children(("x",), ("x",), ("x",))]
    for row, number in zip(rows[1:], numbers, strict=True):
        row[0] = number
    assert "BG-66" not in read(rows)[1]


def test_a_name_that_begins_as_an_example_is_reported():
    rows = [[*HEADING, "Đã làm"], *children(("x",), ("x",))]
    rows[1][1] = "VD: Mẫu Văn A"
    assert "BG-53" in read(rows)[1]


def test_a_title_of_what_was_sent_back_over_rows_that_are_all_done_is_reported():
    rows = [["DANH SÁCH TRẺ BỊ HỎNG ẢNH PHẢI LÀM LẠI"], [*HEADING, "Đã làm"]]
    assert "BG-43" in read([*rows, *children(("x",), ("x",))])[1]
    assert "BG-43" not in read([*rows, *children(("x",), (None,))])[1]


@pytest.mark.parametrize(
    "line", [["Còn lại", 2], ["Trong đó nữ", 1], ["Tỷ lệ", "40%"], ["Cộng", 1]]
)
def test_lines_that_count_a_part_are_neither_children_nor_checked_as_totals(line):
    rows = [[*HEADING, "Đã làm"], *children((1,), (0,), (0,))]
    text, figure = line
    rows.append([None, text, None, None, figure])
    assert read(rows) == ([True, False, False], set())


@pytest.mark.parametrize(
    "line", ["Bí thư chi bộ", "TRƯỞNG BUÔN", "Công an viên", "Cán bộ phụ trách: Mẫu A"]
)
def test_who_signs_is_no_child(line):
    rows = [[*HEADING, "Đã làm"], *children(("x",), ("x",))]
    rows += [[], [None, line], [None, "Mẫu Văn Ký"]]
    assert read(rows)[0] == [True, True]


@pytest.mark.parametrize(
    ("rows", "code"),
    [
        ([[*HEADING, "Đã làm"], *children(("x",), ("x",)), ["Chuyển đi: Sùng Dếnh"],
          *children(("x",))], "BG-61"),
        ([["BHYT của cháu Sùng Dếnh"], [*HEADING, "Đã làm"], *children(("x",))],
         "BG-63"),
        ([[*HEADING, "Đã làm"], *children(("x",), ("x",), ("x",))], "BG-66"),
    ],
)  # fmt: skip
def test_what_may_name_a_child_is_not_shown(rows, code):
    if code == "BG-66":
        rows[2][0] = "Dếnh"
    sender = Sender("roster", "a.xlsx", AS_OF, INDEX)
    issues = read_rows(grid_of("DS", rows), sender).issues
    assert code in {issue.code for issue in issues}
    shown = "".join(i.message(language) for i in issues for language in ("vi", "en"))
    assert "Dếnh" not in shown
