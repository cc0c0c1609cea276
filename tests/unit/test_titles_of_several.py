"""Titles that name more than one hamlet, and lists put among the wrong ones."""

from __future__ import annotations

import pytest

import dophu
from tests.short_form import cases, grid

HAMLETS = """hamlet_id,name,aliases,officer,valid_from,valid_to
H1,Thôn 1,,,,
H2,Thôn 2,,,,
"""
DAY = "2024-07-18"
TABLE = """STT,Họ và tên,Ngày sinh,Số định danh,Tình trạng
1,Mẫu Văn An,05/07/2019,099219000001,chưa
2,Mẫu Thị Bình,01/02/2015,099315000002,đã cấp
"""


def read(folder, name, content):
    folder.write("hamlets.csv", HAMLETS)
    folder.write(name, content)
    return dophu.load(folder.path, DAY)


def held(week) -> dict[str, int]:
    persons = dophu.gaps(week).groupby("hamlet_id")["persons"].sum()
    return {hamlet: int(count) for hamlet, count in persons.items() if count}


FORMS = ["{}", "DS trẻ em {}"]
SEVERAL = ["Thôn 1 và thôn 2", "thôn 1, 2", "THÔN 1 VÀ 2", "thôn 1 + thôn 2",
           "Thôn 1 - 2", "thôn 1; thôn 2", "thôn 1/2", "Thôn 1 & 2"]  # fmt: skip


@pytest.mark.parametrize(("form", "places"), grid(FORMS, SEVERAL))
def test_a_title_of_several_hamlets_gives_its_children_to_none(folder, form, places):
    title = form.format(places)
    week = read(folder, f"rosters/{DAY}/a.csv", f'"{title}",,,,\n{TABLE}')
    assert (held(week), week.gate) == ({}, "REVIEW"), title


ONE = ["Thôn 1", "Thôn 1, ngày 15/7/2024", "Thôn 1 (12 trẻ)", "Thôn 1, 3 trẻ",
       "Thôn 1 - 18/7/2024", "Thôn 1 - 18.7", "Thôn 1: 14 trẻ", "Thôn 1 đợt 2",
       "Thôn 1 năm 2024", "Thôn 1, 17 hộ"]  # fmt: skip


@pytest.mark.parametrize(("form", "place"), grid(FORMS, ONE))
def test_a_number_after_a_hamlet_that_is_none_changes_nothing(folder, form, place):
    title = form.format(place)
    week = read(folder, f"rosters/{DAY}/a.csv", f'"{title}",,,,\n{TABLE}')
    assert held(week) == {"H1": 2}, title


ROSTER = """STT,Họ và tên,Ngày sinh,Số định danh,Thôn,Tình trạng
1,Mẫu Văn An,05/07/2019,099219000001,Thôn 1,chưa
2,Mẫu Thị Bình,01/02/2015,099315000002,Thôn 1,đã cấp
3,Mẫu Văn Em,01/02/2016,099216000003,Thôn 2,chưa
"""
NAMED = "Họ và tên,Ngày sinh,Số định danh\nMẫu Văn An,05/07/2019,099219000001\n"
UNDONE = ["lịch hẹn", "giấy hẹn 20-7", "ds chưa làm", "hồ sơ bị trả lại", "thiếu giấy"]
TAKEN = ["ca", "đã thu nhận", "hẹn trả thẻ", "danh sách trả thẻ", "đã trả kết quả"]


@pytest.mark.parametrize("name", cases([*UNDONE, *TAKEN], 4))
def test_a_list_of_the_not_done_among_the_enrolments_does_nobody(folder, name):
    folder.write(f"rosters/{DAY}/a.csv", ROSTER)
    week = read(folder, f"enrolments/{DAY}/{name}.csv", NAMED)
    enrolled = int(dophu.gaps(week)["enrolled"].sum())
    reported = "TP-15" in {issue.code for issue in week.issues}
    assert (enrolled, reported) == ((1, True) if name in UNDONE else (2, False))
    assert week.gate == ("REVIEW" if reported else "READY")


def test_the_line_that_is_proposed_makes_it_an_enrolment_list_again(folder):
    folder.write(f"rosters/{DAY}/a.csv", ROSTER)
    week = read(folder, f"enrolments/{DAY}/lịch hẹn.csv", NAMED)
    (reported,) = (issue for issue in week.issues if issue.code == "TP-15")
    head = "kind,file,value,decision,note"
    folder.write("decisions.csv", f"{head}\n{reported.details['line']}\n")
    week = dophu.load(folder.path, DAY)
    assert (week.gate, int(dophu.gaps(week)["enrolled"].sum())) == ("READY", 2)
