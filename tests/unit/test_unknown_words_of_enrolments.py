"""A word of a result that nobody understands does nobody, whatever stands beside it."""

from __future__ import annotations

import pytest

import dophu
from tests.short_form import grid

DAY = "2024-07-18"
HEAD = "STT,Họ và tên,Ngày sinh,Số định danh,Thôn,Tình trạng,Ngày thu nhận,Ngày cấp\n"
CHILD = "1,Mẫu Văn An,01/02/2018,000218000001,TDP M1,"
UNKNOWN = ("đợt lạ", "hồ sơ treo", "Nhóm B", "đối soát", "chuyển xử lý")
DAYS = (",", "05/07/2024,", "05/07/2024,10/07/2024")


@pytest.mark.parametrize(
    ("source", "days", "word"), grid(["enrolments", "rosters"], DAYS, UNKNOWN)
)
def test_a_word_that_is_not_understood_counts_as_not_yet(folder, source, days, word):
    folder.roster(DAY, CHILD + "chưa,")
    name = "ca.csv" if source == "enrolments" else "a.csv"
    folder.write(f"{source}/{DAY}/{name}", f"{HEAD}{CHILD}{word},{days}\n")
    week = dophu.load(folder.path, DAY)
    assert week.children()["status"].tolist() == ["not_yet"]
    assert "DS-07" in {issue.code for issue in week.issues}
    assert week.gate == "REVIEW"


@pytest.mark.parametrize(
    ("word", "days", "status"),
    [("", ",", "applied"), ("đã làm", ",", "applied"), ("", "05/07/2024,", "applied"),
     ("đã cấp", ",10/07/2024", "issued"), ("chưa", ",", "not_yet")],
)  # fmt: skip
def test_a_row_that_is_understood_counts_as_it_says(folder, word, days, status):
    folder.roster(DAY, CHILD + "chưa,")
    folder.write(f"enrolments/{DAY}/ca.csv", f"{HEAD}{CHILD}{word},{days}\n")
    assert dophu.load(folder.path, DAY).children()["status"].tolist() == [status]


@pytest.mark.parametrize("answer", ["applied", "not_yet"])
def test_answered_once_it_counts_as_answered(folder, answer):
    folder.roster(DAY, CHILD + "chưa,")
    folder.write(f"enrolments/{DAY}/ca.csv", f"{HEAD}{CHILD}đợt lạ,05/07/2024,\n")
    line = f"kind,file,value,decision,note\nstatus,,đợt lạ,{answer},\n"
    folder.write("decisions.csv", line)
    week = dophu.load(folder.path, DAY)
    assert week.children()["status"].tolist() == [answer]
    assert "DS-07" not in {issue.code for issue in week.issues}
