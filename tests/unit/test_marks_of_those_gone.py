"""Columns of marks under "Chuyển đi", and what is signed or numbered for each child."""

from __future__ import annotations

import pytest

from dophu.catalogue.vocabulary import DEFAULT, shipped
from tests.small_lists import HEADING, children, read_small

MEASLES = shipped("measles")
GONE = ["Chuyển đi", "Đã chuyển đi", "CHUYỂN KHẨU", "Đã mất", "Chết", "Tử vong"]
ABSENT = [*GONE, "Không cư trú", "Tạm vắng", "Trùng", "Vắng"]
PROOF = [
    "Số lô",
    "Lô vắc xin",
    "Số lô/hạn dùng",
    "Phụ huynh ký",
    "Chữ ký của phụ huynh",
]


@pytest.mark.parametrize("heading", GONE)
@pytest.mark.parametrize("cell", ["x", "v", True, "5/7/2024", "Sơn La"])
def test_a_mark_under_gone_is_a_remark_that_says_so(heading, cell):
    top = [*HEADING, "Đã làm", "Khác", heading]
    done, codes = read_small([top, *children(("x", None, cell), ("x", None, None))])
    assert (done, codes & {"DS-38", "BG-26"}) == ([True, True], {"DS-38"})
    none = "0" if cell == "x" else None
    _, codes = read_small([top, *children(("x", None, none), (None, None, none))])
    assert "DS-38" not in codes


@pytest.mark.parametrize("vocabulary", [DEFAULT, MEASLES], ids=["cards", "measles"])
@pytest.mark.parametrize("heading", ABSENT)
def test_of_those_done_a_mark_under_gone_or_absent_counts(heading, vocabulary):
    rows = [[*HEADING, heading], *children(("x",), (None,))]
    done, codes = read_small(rows, "enrolment", vocabulary=vocabulary)
    assert done[0] is False
    assert "TN-17" in codes


@pytest.mark.parametrize("heading", PROOF)
def test_of_doses_given_an_empty_batch_or_signature_counts(heading):
    rows = [[*HEADING, "Đã tiêm", heading], *children(("x", "MR 01"), ("x", None))]
    done, codes = read_small(rows, "enrolment", vocabulary=MEASLES)
    assert done[1] is False
    assert "TN-17" in codes
    rows = [[*HEADING, "Đã tiêm", heading], *children(("x", "MR 01"), ("x", "MR 01"))]
    assert not read_small(rows, "enrolment", vocabulary=MEASLES)[1] & {"TN-17"}


@pytest.mark.parametrize("remark", ["Trùng", "Không cư trú", "Ngoài địa bàn"])
@pytest.mark.parametrize("mark", ["x", None])
def test_a_remark_that_the_child_is_not_here_is_asked_about(remark, mark):
    top = [*HEADING, "Đã làm", "Ghi chú"]
    _, codes = read_small([top, *children((mark, remark), ("x", None))])
    assert "DS-38" in codes
