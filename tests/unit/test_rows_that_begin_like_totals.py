"""Names that begin as totals and footers do, and lines that are no child."""

from __future__ import annotations

from datetime import date

import pytest

from dophu.campaign.hamlets import Hamlet, Hamlets
from dophu.rosters.sheets.rows import read_rows
from dophu.rosters.sheets.source_rows import Sender
from tests.reading import grid_of

AS_OF = date(2024, 7, 18)
HEADING = ["STT", "Họ và tên", "Ngày sinh", "Giới tính", "Thôn"]


def children(*names):
    return [
        [n, f"Mẫu Văn {name}", f"0{n}/03/2018", "Nam", "Thôn Mẫu 1"]
        for n, name in enumerate(names, 1)
    ]


def read(*rows):
    index = Hamlets((Hamlet("H1", "Thôn Mẫu 1"),)).index()
    grid = grid_of("DS", [HEADING, *rows])
    found = read_rows(grid, Sender("roster", "a.xlsx", AS_OF, index))
    return found, found.columns["kind"][1:]


@pytest.mark.parametrize("name", ["Tổng Văn A", "CỘNG THỊ B", "Tổng Số", "Cộng"])
@pytest.mark.parametrize("born", ["05/03/2019", date(2019, 3, 5)], ids=str)
def test_a_row_with_a_whole_birth_date_is_a_childs(name, born):
    _, kinds = read(*children("A"), [None, name, born, None, None], *children("B"))
    assert kinds == ["data"] * 3


@pytest.mark.parametrize("name", ["Tổng Văn A", "Cộng Thị B"])
def test_so_is_one_with_a_name_and_a_sex(name):
    assert read(*children("A"), [None, name, None, "Nữ"])[1] == ["data"] * 2


@pytest.mark.parametrize("label", ["Tổng số", "Tổng cộng", "Cộng", "Tổng: 2 trẻ", "TC"])
@pytest.mark.parametrize(
    "figures", [[2], [None, 2], ["2018"], [None, "Nam"], ["2 nam", "0 nữ"]], ids=str
)
def test_totals_stay_totals(label, figures):
    _, kinds = read(*children("A", "B"), [None, label, *figures])
    assert kinds == ["data", "data", "total"]


@pytest.mark.parametrize("column", [0, 1])
@pytest.mark.parametrize(
    "line", ["Còn nợ", "Nợ", "Vắng", "Chưa xong", "Hồ sơ lỗi", "Chưa", "Không", "Tồn"]
)
def test_a_line_that_says_otherwise_ends_what_was_done(line, column):
    above, below = ([[None] * column + [text]] for text in ("Đã làm", line))
    found, kinds = read(*above, *children("A", "B"), *below, *children("C", "D"))
    assert kinds == ["section", "data", "data", "section", "data", "data"]
    statuses = [s for s, k in zip(found.columns["status"], ["", *kinds], strict=True)
                if k == "data"]  # fmt: skip
    assert statuses[:2] == ["applied"] * 2
    assert not {*statuses[2:]} & {"applied", "issued"}


FOOTERS = ["Lưu Ý Nhi", "Người Lập Thành", "Bí Thư", "Ghi Chú Anh", "Xác Nhận Văn A"]


@pytest.mark.parametrize("name", FOOTERS)
@pytest.mark.parametrize("more", [[], [None, None, "Thôn Mẫu 1"]], ids=str)
def test_a_name_like_a_footer_is_a_childs_where_the_count_goes_on(name, more):
    assert read(*children("A", "B"), [3, name, *more])[1] == ["data"] * 3


@pytest.mark.parametrize("name", FOOTERS)
def test_without_a_number_right_between_children_it_is_asked_about(name):
    found, _ = read(*children("A"), [None, name], *children("B"))
    assert "DS-28" in {issue.code for issue in found.issues}
    found, kinds = read(*children("A", "B"), [None, name])
    assert "data" not in kinds[2:]
    assert "DS-28" not in {issue.code for issue in found.issues}


@pytest.mark.parametrize("column", [2, 3, 4])
def test_those_who_sign_are_no_children_in_whatever_column(column):
    gap = [None] * (column - 2)
    footer = ["Người lập biểu", *gap, "Trưởng thôn"], ["Lò Văn A", *gap, "Lò Thị B"]
    _, kinds = read(*children("A", "B"), *([None, *line] for line in footer))
    assert kinds == ["data", "data", "signature", "signature"]
