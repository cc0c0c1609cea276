"""Registers of students and residents: what of them is no result of a drive."""

from __future__ import annotations

from datetime import date

import pytest

from dophu.campaign.hamlets import Hamlet, Hamlets
from dophu.rosters.headings.heading_spellings import field_of
from dophu.rosters.headings.tables import find_tables
from dophu.rosters.sheets.rows import read_rows
from dophu.rosters.sheets.source_rows import Sender
from tests.reading import grid_of

SENDER = Sender(
    "roster",
    "rosters/2024-07-18/a.xlsx",
    date(2024, 7, 18),
    Hamlets((Hamlet("H1", "Thôn Mẫu 1"),)).index(),
)
OF_PARENTS = [
    f"{what} {of}{who}"
    for what in ("Số CCCD", "Số CCCD/CMND/DDCN", "Năm sinh", "Ngày sinh", "Nghề nghiệp",
                 "Số điện thoại", "Dân tộc", "Địa chỉ")
    for of in ("", "của ")
    for who in ("cha", "mẹ", "bố", "người giám hộ", "chủ hộ")
]  # fmt: skip


def read(head, *rows, name="Thôn Mẫu 1"):
    found = read_rows(grid_of(name, [head, *rows]), SENDER)
    at = [n for n, kind in enumerate(found.columns["kind"]) if kind == "data"]
    columns = {k: [v[n] for n in at] for k, v in found.columns.items()}
    return columns, {issue.code: issue for issue in found.issues}


def states(heading, *words):
    rows = [[f"Mẫu Văn {n}ang", 2012 + n, word] for n, word in enumerate(words)]
    return read(["Họ tên", "Năm sinh", heading], *rows)


@pytest.mark.parametrize("heading", OF_PARENTS)
def test_what_a_heading_says_of_a_parent_is_nothing_of_the_child(heading):
    assert field_of(heading) in ("other", "phone")


@pytest.mark.parametrize("heading", ["Trạng thái", "Tình trạng", "Trạng thái HS"])
def test_a_state_of_school_is_no_status_and_moves_nobody(heading):
    words = ("Đang học", "Chuyển đi (kỳ này)", "Chuyển đi", "Bỏ học", "Bảo lưu", None)
    columns, issues = states(heading, *words)
    assert set(columns["status"]) == {None}
    assert set(columns["presence"]) == {"present"}
    assert not {"DS-07", "BG-26", "DS-15"} & set(issues)


def test_a_state_of_residence_shows_who_died_left_or_is_away():
    words = ("Thường trú", "Đã mất", "Tạm vắng", "Chuyển đi", "Tạm trú")
    columns, issues = states("Tình trạng", *words)
    assert columns["presence"] == ["present", "dead", "present", "left", "present"]
    assert columns["reason"][2] == "DI_LAM_XA"
    assert set(columns["status"]) == {None}
    assert not {"DS-07", "BG-26"} & set(issues)


@pytest.mark.parametrize("others", [("Đã làm", "Chưa"), ("Đã mất",), ("Chuyển đi",)])
def test_a_word_of_death_among_results_takes_nobody_out(others):
    columns, issues = states("Tình trạng", "Đã mất", *others)
    assert set(columns["presence"]) == {"present"}
    assert "DS-07" in issues


def test_a_word_of_school_among_results_says_nothing():
    columns, issues = states("Tình trạng", "Đã làm", "Đang học", "Chưa")
    assert columns["status"] == ["applied", None, "not_yet"]
    assert issues["DS-15"].details["children"] == 1
    assert "DS-07" not in issues


def test_a_state_of_residence_beside_a_status_leaves_the_status():
    head = ["Họ tên", "Trạng thái", "Tình trạng"]
    rows = [["Mẫu An", "Thường trú", "Đã làm"], ["Mẫu Tư", "Tạm trú", "Chưa"]]
    columns, issues = read(head, *rows)
    assert columns["status"] == ["applied", "not_yet"]
    assert "BG-04" not in issues


def test_two_columns_of_numbers_are_one_and_differing_numbers_are_not_used():
    head = ["Họ tên", "Số CMND", "Số định danh cá nhân"]
    rows = [
        ["Mẫu An", "123456789", "099216000001"],
        ["Mẫu Tư", None, "099216000002"],
        ["Mẫu Sáu", "099216000003", "099216000004"],
        ["Mẫu Ba", "12", None],
    ]
    columns, issues = read(head, *rows)
    assert columns["number"] == ["099216000001", "099216000002", None, None]
    assert columns["issues"] == ["", "", "DS-06", "DS-06"]
    assert "BG-04" not in issues


def test_the_faults_of_grown_ups_of_a_register_are_one_message():
    head = ["Họ tên", "Năm sinh", "Quan hệ với chủ hộ", "CMT/CCCD"]
    grown = [[f"Mẫu Văn {n}ang", 1950 + n, "Chủ hộ", "123456789"] for n in range(9)]
    _, issues = read(head, *grown, ["Mẫu An", 2019, "Con", None])
    assert issues["BG-14"].details["rows"] == 9
    assert "DS-06" not in issues


def test_one_old_birth_date_in_another_list_is_reported_with_its_faults():
    head = ["Họ tên", "Năm sinh", "Số CCCD"]
    rows = [["Mẫu An", 1919, "123456789"], ["Mẫu Tư", 2018, None]]
    _, issues = read(head, *rows)
    assert "BG-14" not in issues
    assert "DS-06" in issues


@pytest.mark.parametrize(
    "top", ["Sinh", "Ngày sinh", "Ngày, tháng, năm sinh", "Năm sinh"]
)
@pytest.mark.parametrize("merged", [True, False])
def test_a_birth_in_three_columns_is_not_mixed_with_other_years(top, merged):
    first = ["Họ và tên", top, None, None, "Học xong", None, "Bỏ học", None]
    below = [None, "Ngày", "Tháng", "Năm", "Lớp", "Năm", "Lớp", "Năm"]
    row = ["Mẫu An", 5, 7, 2019, 2, 2023, 1, 2022]
    spans = [((0, c), (0, last)) for c, last in ((1, 3), (4, 5), (6, 7))]
    sheet = grid_of("Thôn Mẫu 1", [first, below, row], spans if merged else ())
    (table,) = find_tables(sheet)
    births = {f: c for f, c in table.columns.items() if f.startswith("birth")}
    assert births == {"birth_day": 1, "birth_month": 2, "birth_year": 3}
    assert not set(table.columns.values()) & {4, 5, 6, 7}


@pytest.mark.parametrize(
    ("heading", "cell"),
    [("Trình độ văn hóa", "9/12"), ("TĐVH", "12/12"), ("Nhóm máu", "O"),
     ("Trình độ chuyên môn", "Không"), ("Học vấn", "5/10")],
)  # fmt: skip
def test_schooling_and_blood_take_no_result_back(heading, cell):
    head = ["Họ tên", "Ngày sinh", "Số CCCD", "Ngày cấp", "Nơi cấp", heading]
    rows = [
        [f"Mẫu Văn {n}ang", f"{n}/2/2015", None, *has, cell]
        for n, has in ((1, ["5/6/2024", "Bộ Công an"]), (2, [None, None]))
    ]
    columns, issues = read(head, *rows)
    assert columns["status"] == ["issued", None]
    assert not {"BG-26", "DS-09"} & {*issues}


@pytest.mark.parametrize(
    "heading",
    ["Số ĐDCN/CMND", "ĐDCN/CCCD", "CCCD/CMT/ĐDCN", "Số định danh cá nhân/CMND",
     "Mã số định danh/CCCD", "Số CC/CCCD", "Số CCCD hoặc định danh", "Số CCCD - CMND"],
)  # fmt: skip
def test_a_number_of_several_papers_is_the_childs(heading):
    assert field_of(heading) == "personal_number"


@pytest.mark.parametrize(
    "heading", ["CC/CCCD", "CCCD/Hộ chiếu", "Số CCCD/GKS", "Số BHYT/CCCD"]
)
def test_the_card_itself_and_other_papers_are_no_number(heading):
    assert field_of(heading) != "personal_number"


@pytest.mark.parametrize(
    "heading",
    ["Học › Mẫu giáo", "Tiểu học", "THCS", "Chưa đi học", "Đã ra lớp", "Chưa ra lớp",
     "Đối tượng 6 tuổi", "Diện phổ cập", "Ăn bán trú"],
)  # fmt: skip
def test_ticks_of_schooling_are_no_result(heading):
    rows = [["Mẫu Văn An", 2012, "x"], ["Mẫu Văn Bang", 2013, None]]
    columns, issues = read(["Họ tên", "Năm sinh", heading], *rows)
    assert columns["status"] == [None, None]
    assert "BG-26" not in issues


@pytest.mark.parametrize("heading", ["Làm ở trường tiểu học", "Mầm non cấp", "Khác"])
def test_ticks_that_may_be_of_the_drive_are_asked_about(heading):
    rows = [["Mẫu Văn An", 2012, "x"], ["Mẫu Văn Bang", 2013, None]]
    columns, issues = read(["Họ tên", "Năm sinh", heading], *rows)
    assert columns["status"] == [None, None]
    assert "BG-26" in issues


@pytest.mark.parametrize(
    ("heading", "status"),
    [("Số ĐDCN/CMND", "issued"), ("Số CCCD/CMND", "issued"), ("Số ĐDCN", None)],
)
def test_a_day_beside_the_number_of_a_card_is_its_own(heading, status):
    head = ["Họ tên", "Ngày sinh", heading, "Ngày cấp", "Nơi cấp"]
    given = ["Mẫu Văn Bang", "5/2/2015", None, "5/6/2024", "Bộ Công an"]
    columns, _ = read(head, given, ["Mẫu Văn An", "4/2/2015", None, None, None])
    assert columns["status"] == [status, None]
