"""On a list of those who are done, what says otherwise counts: nobody is done by it."""

from __future__ import annotations

import pytest

import dophu
from tests.short_form import cases, grid

DAY = "2024-07-18"
HEAD = "STT,Họ và tên,Ngày sinh,Số định danh,Thôn"
CHILDREN = (
    "1,Mẫu Văn An,01/02/2018,000218000001,TDP M1",
    "2,Mẫu Thị Bình,03/04/2017,000317000002,TDP M1",
)
TITLES = (
    "DANH SÁCH MỜI TRẺ EM ĐẾN LÀM CĂN CƯỚC NGÀY 25/7",
    "Dự kiến thu nhận đợt 2",
    "Danh sách hồ sơ hủy",
    "TRẺ VẮNG MẶT KHI THU NHẬN",
    "Danh sách trẻ từ chối làm",
    "DANH SÁCH TRẺ EM ĐĂNG KÝ LÀM CĂN CƯỚC",
    "Trẻ em trong độ tuổi cấp căn cước",
    "Danh sách cấp tài khoản định danh điện tử",
    "Hồ sơ hết hạn",
    "THU NHẬN LƯU ĐỘNG NGÀY 25/7/2024",
    "DANH SÁCH RÀ SOÁT TRẺ EM",
    "Danh sách cấp đổi thẻ",
    "CÔNG DÂN TRÊN 14 TUỔI",
)
SETBACKS = ("Hủy", "Bị từ chối", "Lỗi", "Không đến", "Chờ vân tay", "Hồ sơ bị trả lại")
COLUMNS = (
    "Xử lý",
    "Phân loại xử lý",
    "Bước",
    "Kết quả xử lý",
    "Trạng thái xử lý",
)


def read(folder, enrolments: str, name: str = "ca.csv"):
    """Read both children's hamlet list, and what the police sent."""
    lines = "\n".join(f"{line},chưa" for line in CHILDREN)
    folder.write(f"rosters/{DAY}/m1.csv", f"{HEAD},Tình trạng\n{lines}\n")
    folder.write(f"enrolments/{DAY}/{name}", enrolments)
    week = dophu.load(folder.path, DAY)
    return week.children()["status"].tolist(), week


def are_done(statuses: list[str]) -> list[bool]:
    return [status in ("applied", "issued") for status in statuses]


def codes(week) -> set[str]:
    return {issue.code for issue in week.issues}


def rows(*more: str, head: str = "") -> str:
    lines = [",".join(filter(None, pair)) for pair in zip(CHILDREN, more, strict=False)]
    return "\n".join([f"{HEAD},{head}" if head else HEAD, *lines]) + "\n"


@pytest.mark.parametrize("title", cases(TITLES, 6))
def test_a_title_that_says_otherwise_does_nobody(folder, title):
    statuses, week = read(folder, f'"{title}",,,,\n' + rows("", ""))
    assert (statuses, week.gate) == (["not_yet"] * 2, "REVIEW")
    assert "TP-15" in codes(week)


@pytest.mark.parametrize(
    "name",
    cases(
        [
            "Giấy mời 12-3.csv",
            "DS trẻ vắng.csv",
            "Hồ sơ hủy.csv",
            "ca_loi.csv",
            "HUY.csv",
        ],
        3,
    ),
)
def test_so_does_the_name_of_a_file(folder, name):
    statuses, week = read(folder, rows("", ""), name)
    assert (statuses, week.gate) == (["not_yet"] * 2, "REVIEW")


@pytest.mark.parametrize(
    "title",
    [
        "DANH SÁCH TRẺ EM ĐÃ THU NHẬN",
        "Danh sách trẻ em mới làm căn cước",
        "DANH SÁCH THU NHẬN CĂN CƯỚC TUẦN 28",
        "Thực hiện kế hoạch cấp căn cước",
    ],
)
def test_a_title_of_those_who_are_done_is_none(folder, title):
    statuses, week = read(folder, f'"{title}",,,,\n' + rows("", ""))
    assert statuses == ["applied"] * 2
    assert not codes(week) & {"TP-15", "TN-17"}


def test_a_setback_goes_before_days_and_a_plan_does_not(folder):
    dated = rows("05/07/2024", "05/07/2024", head="Ngày thu nhận")
    assert read(folder, "Hồ sơ hủy,,,,,\n" + dated)[0] == ["not_yet"] * 2
    assert read(folder, "Danh sách mời làm,,,,,\n" + dated)[0] == ["applied"] * 2


@pytest.mark.parametrize(("column", "stated"), grid(COLUMNS, SETBACKS))
def test_a_cell_of_a_column_of_no_field_takes_its_row_back(folder, column, stated):
    statuses, week = read(folder, rows("", stated, head=column))
    assert (are_done(statuses), week.gate) == ([True, False], "REVIEW")


@pytest.mark.parametrize(
    ("column", "stated"),
    cases(
        [
            ("Vắng", "x"),
            ("Lý do từ chối", "ốm"),
            ("Ngày hủy", "05/07/2024"),
            ("Loại hồ sơ", "Hộ chiếu"),
            ("Thủ tục", "Đăng ký tạm trú"),
            ("Ngày hẹn", "25/07/2024"),
            ("Giờ hẹn", "8h30"),
            ("Giờ hẹn", "sáng"),
            ("Ngày hẹn", "đầu tuần sau"),
            ("Lịch hẹn", "thứ hai"),
        ],
        5,
    ),
)
def test_what_heads_a_column_takes_the_rows_back_that_have_a_cell(
    folder, column, stated
):
    statuses, week = read(folder, rows("", stated, head=column))
    assert (are_done(statuses), week.gate) == ([True, False], "REVIEW")
    assert codes(week) & {"TN-17", "DS-09"}


@pytest.mark.parametrize(
    ("column", "stated"),
    cases(
        [
            ("Ngày hẹn trả", "25/07/2024"),
            ("Mã hồ sơ", "G01-26"),
            ("Cán bộ", "Vàng A Huy"),
            ("Số biên nhận", "12"),
            ("Điểm thu nhận", "Nhà văn hóa"),
            ("Loại cấp", "Cấp mới"),
        ],
        3,
    ),
)
def test_columns_of_other_things_take_nobody_back(folder, column, stated):
    statuses, week = read(folder, rows(stated, stated, head=column))
    assert statuses == ["applied"] * 2
    assert "TN-17" not in codes(week)


@pytest.mark.parametrize("head", ["Ngày thu nhận", "Kết quả", "Đã thu nhận"])
def test_a_result_left_empty_among_others_is_asked_about(folder, head):
    stated = {"Ngày thu nhận": "05/07/2024", "Kết quả": "đã thu nhận"}.get(head, "x")
    statuses, week = read(
        folder, rows(stated, "", head=head).replace(stated + "\n", stated + "\n")
    )
    assert (statuses, week.gate) == (["applied", "not_yet"], "REVIEW")


@pytest.mark.parametrize("stated", ["đã cấp", "Đã trả thẻ", "đã có thẻ"])
def test_beside_issued_alone_an_empty_result_is_a_card_to_come(folder, stated):
    statuses, week = read(folder, rows(stated, "", head="Kết quả"))
    assert statuses == ["issued", "applied"]
    assert "TN-17" not in codes(week)


def test_days_of_the_card_alone_may_be_empty(folder):
    statuses, week = read(folder, rows("05/07/2024", "", head="Ngày trả thẻ"))
    assert statuses == ["issued", "applied"]
    assert "TN-17" not in codes(week)


@pytest.mark.parametrize("section", ["II. Hồ sơ hủy", "Không thu nhận được", "Vắng"])
def test_a_section_takes_its_rows_back(folder, section):
    text = f"{HEAD}\nI. Đã thu nhận,,,,\n{CHILDREN[0]}\n{section},,,,\n{CHILDREN[1]}\n"
    statuses, week = read(folder, text)
    assert (statuses, week.gate) == (["applied", "not_yet"], "REVIEW")


def test_the_line_of_the_message_answers_it(folder):
    text = rows("", "Hủy", head="Xử lý")
    _, week = read(folder, text)
    (issue,) = [issue for issue in week.issues if issue.code == "TN-17"]
    for line, status in ((issue.details["line_done"], "applied"),
                         (issue.details["line_not_done"], "not_yet")):  # fmt: skip
        folder.write("decisions.csv", f"kind,file,value,decision\n{line}\n")
        statuses, week = read(folder, text)
        assert statuses == ["applied", status]
        assert "TN-17" not in codes(week)


@pytest.mark.parametrize(
    "heading",
    cases(
        [
            "Đã làm (chưa: ghi x)",
            "Đã cấp (không đánh x)",
            "Đã làm chưa làm (x)",
            "Làm căn cước (x: chưa; v: rồi)",
            "Đã thu nhận (nếu chưa ghi x)",
        ],
        3,
    ),
)
def test_a_heading_that_is_a_key_to_marks_is_asked_about(folder, heading):
    text = f'{HEAD},"{heading}"\n{CHILDREN[0]},\n{CHILDREN[1]},x\n'
    folder.write(f"rosters/{DAY}/m1.csv", text)
    week = dophu.load(folder.path, DAY)
    assert week.children()["status"].tolist() == ["not_yet"] * 2
    assert (week.gate, "BG-26" in codes(week)) == ("REVIEW", True)


def test_behind_its_total_a_section_does_nobody(folder):
    text = f"{HEAD}\nĐã làm,,,,\n{CHILDREN[0]}\nCộng: 1,,,,\n{CHILDREN[1]}\n"
    folder.write(f"rosters/{DAY}/m1.csv", text)
    week = dophu.load(folder.path, DAY)
    assert sorted(week.children()["status"]) == ["applied", "not_yet"]
    assert (week.gate, "BG-55" in codes(week)) == ("REVIEW", True)


@pytest.mark.parametrize(
    ("column", "yes", "no"),
    cases(
        [
            ("Đến làm việc", "x", ""),
            ("Có đến", "x", ""),
            ("Tham dự", "x", ""),
            ("Ảnh", "Có", "Không"),
            ("Ảnh", "", "thiếu ảnh"),
            ("Ảnh", "đạt", "mờ"),
            ("Điểm danh", "x", "v"),
            ("Ký tên", "x", ""),
            ("Chữ ký", "An", ""),
        ],
        5,
    ),
)
def test_who_did_not_come_or_has_no_picture_is_asked_about(folder, column, yes, no):
    statuses, week = read(folder, rows(yes, no, head=column))
    assert (are_done(statuses), week.gate) == ([True, False], "REVIEW")


def test_a_picture_for_each_takes_nobody_back(folder):
    assert read(folder, rows("Có", "", head="Ảnh"))[0] == ["applied"] * 2


@pytest.mark.parametrize(
    ("column", "child", "other"),
    cases(
        [
            ("Đối tượng", "Trẻ em", "Người lớn"),
            ("Loại đối tượng", "Trẻ em", "Bố mẹ"),
            ("Nhóm tuổi", "6-14", "Trên 14"),
            ("Diện", "TE", "NL"),
            ("Phân loại", "Dưới 14 tuổi", "Từ 14 tuổi trở lên"),
            ("Nhóm", "Học sinh", "Nhóm của chị Hoa"),
            ("Ghi nhận", "", "Người lớn"),
        ],
        4,
    ),
)
def test_who_stands_there_as_a_grown_up_is_asked_about(folder, column, child, other):
    statuses, week = read(folder, rows(child, other, head=column))
    assert (are_done(statuses), week.gate) == ([True, False], "REVIEW")


@pytest.mark.parametrize(
    ("column", "one", "other"),
    cases(
        [
            ("Đối tượng", "Trẻ dưới 6 tuổi", "Trẻ từ 6 đến dưới 14 tuổi"),
            ("Nhóm tuổi", "0-6", "6-14"),
            ("Đối tượng", "Hộ nghèo", "DTTS"),
            ("Người đi cùng", "Mẹ", "Người giám hộ"),
            ("Loại", "Trẻ em", "Trẻ em"),
            ("Ca", "7-17h", "14-18"),
        ],
        3,
    ),
)
def test_what_children_the_rows_are_takes_nobody_back(folder, column, one, other):
    statuses, week = read(folder, rows(one, other, head=column))
    assert are_done(statuses) == [True, True]
    assert "TN-17" not in codes(week)


def test_a_grown_up_with_the_birth_of_one_is_not_asked_about(folder):
    text = rows("Trẻ em", "Trẻ em", head="Đối tượng")
    text += "3,Lê Thị Mẫu,01/01/1985,,TDP M1,Người lớn\n"
    statuses, week = read(folder, text)
    assert are_done(statuses) == [True, True]
    assert "TN-17" not in codes(week)


@pytest.mark.parametrize(
    "column",
    cases(
        [
            "Số hồ sơ",
            "Số biên nhận",
            "Mã tiếp nhận",
            "Số phiếu",
            "MÃ HỒ SƠ",
            "So bien nhan",
            "Giấy hẹn",
        ],
        4,
    ),
)
def test_who_has_no_number_where_others_have_one_is_asked_about(folder, column):
    statuses, week = read(folder, rows("G01-26", "", head=column))
    assert (are_done(statuses), week.gate) == ([True, False], "REVIEW")
    (issue,) = [issue for issue in week.issues if issue.code == "TN-17"]
    assert column in issue.line("vi")
    folder.write(
        "decisions.csv", f"kind,file,value,decision\nheading,,{column},ignore\n"
    )
    statuses, week = read(folder, rows("G01-26", "", head=column))
    assert are_done(statuses) == [True, True]
    assert "TN-17" not in codes(week)


@pytest.mark.parametrize(
    "column",
    cases(
        [
            "Số nhà",
            "SĐT",
            "Số hộ khẩu",
            "Mã học sinh",
            "Số thẻ",
            "Ghi chú",
            "Số thẻ BHYT",
            "Lệ phí",
            "Mã XK",
        ],
        5,
    ),
)
def test_numbers_of_other_things_may_be_empty(folder, column):
    statuses, week = read(folder, rows("26", "", head=column))
    assert are_done(statuses) == [True, True]
    assert "TN-17" not in codes(week)


@pytest.mark.parametrize(
    "name", ["ket qua 18.7.csv", "DS tu 15.7.csv", "Thu nhận từ 15-7 đến 18-7.csv"]
)
def test_days_in_a_name_are_no_ages(folder, name):
    statuses, week = read(folder, rows("", ""), name)
    assert are_done(statuses) == [True, True]
    assert "TP-15" not in codes(week)


@pytest.mark.parametrize(
    "name",
    cases(
        [
            "C-K.csv",
            "K.csv",
            "Sai.csv",
            "Nháp.csv",
            "cu.csv",
            "Mẫu.csv",
            "Treo.csv",
            "DS lỗi 2.csv",
            "Không.csv",
            "Ví dụ.csv",
            "Hồ sơ nợ.csv",
        ],
        6,
    ),
)
def test_an_enrolment_list_whose_name_says_otherwise_does_nobody(folder, name):
    statuses, week = read(folder, rows("", ""), name)
    assert (statuses, week.gate) == (["not_yet"] * 2, "REVIEW")
    assert "TP-15" in codes(week)


def test_a_draft_does_nobody_whatever_days_and_words_its_rows_have(folder):
    text = rows("05/07/2024,đã thu nhận", "06/07/2024,đã thu nhận")
    text = text.replace("Thôn\n", "Thôn,Ngày thu nhận,Kết quả\n", 1)
    assert read(folder, text, "thu nhận.csv")[0] == ["applied"] * 2
    assert read(folder, text, "Bản cũ.csv")[0] == ["not_yet"] * 2


@pytest.mark.parametrize(
    "name", ["Nháp.csv", "m1 - cũ.csv", "Hướng dẫn.csv", "SAI.csv"]
)
def test_a_hamlets_list_that_is_called_a_draft_is_counted_and_asked_about(folder, name):
    lines = "\n".join(f"{line},x" for line in CHILDREN)
    folder.write(f"rosters/{DAY}/{name}", f"{HEAD},Đã làm\n{lines}\n")
    week = dophu.load(folder.path, DAY)
    assert week.children()["status"].tolist() == ["not_yet"] * 2
    (issue,) = [issue for issue in week.issues if issue.code == "BG-72"]
    line = issue.details["line"]
    folder.write("decisions.csv", f"kind,file,value,decision\n{line}\n")
    week = dophu.load(folder.path, DAY)
    assert week.children()["status"].tolist() == ["applied"] * 2
    assert "BG-72" not in codes(week)


@pytest.mark.parametrize(
    ("column", "whole", "less"),
    [
        ("Tỷ lệ", "100%", "50%"),
        ("Mức độ", "100%", "0%"),
        ("% hoàn thành", "1", "0.5"),
    ],
)
def test_who_is_at_less_than_the_whole_is_asked_about(folder, column, whole, less):
    statuses, week = read(folder, rows(whole, less, head=column))
    assert (are_done(statuses), week.gate) == ([True, False], "REVIEW")


@pytest.mark.parametrize("column", ["Tỷ lệ khuyết tật", "Mức hưởng BHYT"])
def test_shares_of_other_things_take_nobody_back(folder, column):
    statuses, week = read(folder, rows("100%", "50%", head=column))
    assert are_done(statuses) == [True, True]
    assert "TN-17" not in codes(week)


@pytest.mark.parametrize(
    ("column", "stated", "done"),
    cases(
        [
            ("Tháng", "T8/2024", False),
            ("Tháng thu nhận", "tháng 8", False),
            ("Thời gian", "8/2024", False),
            ("Tháng", "T7/2024", True),
            ("Ngày yêu cầu bổ sung", "5/7/2024", False),
            ("Ngày trả kết quả", "25/7/2024", True),
            ("Ngày trả kết quả", "5/7/2024", True),
        ],
        4,
    ),
)
def test_a_month_to_come_is_none_in_which_it_was_done(folder, column, stated, done):
    statuses, _ = read(folder, rows(stated, stated, head=column))
    assert are_done(statuses) == [done, done]


@pytest.mark.parametrize(
    ("one", "other", "done"),
    [
        ("Ngày 5/7/2024", "Ngày 8/7/2024", [True, True]),
        ("Ngày 5/7/2024", "Ngày 25/7/2024", [True, False]),
        (",Buổi sáng ngày 5/7: 1 trẻ", ",Ngày 8/7", [True, True]),
    ],
)
def test_a_day_over_its_children_is_no_child(folder, one, other, done):
    text = f"{HEAD}\n{one}\n{CHILDREN[0]}\n{other}\n{CHILDREN[1]}\n"
    statuses, week = read(folder, text)
    assert are_done(statuses) == done
    assert "DS-27" not in codes(week)


@pytest.mark.parametrize(
    "title",
    cases(
        [
            "DANH SÁCH PHỤ HUYNH ĐƯA TRẺ ĐI LÀM CĂN CƯỚC",
            "Danh sách người giám hộ",
            "DANH SÁCH TRẺ EM ĐĂNG KÝ",
            "Danh sách xác minh",
            "Cha mẹ",
        ],
        3,
    ),
)
def test_a_list_of_people_or_of_who_registered_does_nobody(folder, title):
    statuses, week = read(folder, f"{title},,,,\n" + rows("", ""))
    assert statuses == ["not_yet"] * 2
    assert "TP-15" in codes(week)
    assert read(folder, rows("", ""), "Chi.csv")[0] == ["applied"] * 2
