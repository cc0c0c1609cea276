"""What agrees in all but the name is put to a person; names and dates alone suffice."""

from __future__ import annotations

from itertools import product

import pytest

from tests.linkage.siblings import (
    DAYS,
    OTHERS,
    child,
    codes,
    enrolment,
    roster,
    two_of,
)
from tests.linkage.weeks import decide, pairs
from tests.short_form import cases, grid

KHOA = child("Mẫu Văn Khoa")
NAMES = "Họ và tên,Ngày sinh\n"


def done(name, sex="Nam", number="", born="05/06/2016"):
    return f"1,{name},{born},{sex},{number},,TDP M1,đã làm\n"


@pytest.mark.parametrize(
    ("name", "numbers", "sex"),
    grid(
        ["Mẫu Đình Tuấn", "Cu Tí", "Lò Gia Bảo"],
        product(["", "000216000001"], ["", "000216000009"]),
        ["Nam", ""],
    ),
)
def test_an_enrolment_with_one_childs_birth_and_sex_is_asked_about(
    folder, name, numbers, sex
):
    own, number = numbers
    roster(folder, DAYS[0], child("Mẫu Văn Khoa", number=own))
    enrolment(folder, DAYS[0], done(name, sex, number))
    assert "TN-08" in codes(folder, DAYS[0])
    assert two_of(folder, DAYS[0])["status"].item() == "not_yet"
    decide(folder, pairs(folder, DAYS[0]).iloc[0], "same")
    assert two_of(folder, DAYS[0])["status"].item() == "applied"


@pytest.mark.parametrize("row", [done("Mẫu Thị Tuyết", "Nữ"),
                                 done("Mẫu Đình Tuấn", born="06/06/2016")])  # fmt: skip
def test_of_another_sex_or_day_it_is_nobodys(folder, row):
    roster(folder, DAYS[0], KHOA)
    enrolment(folder, DAYS[0], row)
    assert "TN-01" in codes(folder, DAYS[0])
    assert pairs(folder, DAYS[0]).empty


def test_with_two_children_of_that_birth_it_is_nobodys_until_one_has_its_own(folder):
    roster(folder, DAYS[0], KHOA, child("Lò Văn Tú", mother="Lò Thị Xa"))
    enrolment(folder, DAYS[0], done("Mẫu Đình Tuấn"))
    assert "TN-01" in codes(folder, DAYS[0])
    enrolment(folder, DAYS[0], done("Mẫu Đình Tuấn"), done("Lò Văn Tú"))
    assert "TN-08" in codes(folder, DAYS[0])


def test_decided_to_be_another_child_it_is_asked_no_more_next_week(folder):
    for day in DAYS[:2]:
        roster(folder, day, KHOA)
        enrolment(folder, day, done("Mẫu Đình Tuấn"))
    decide(folder, pairs(folder, DAYS[0]).iloc[0], "different")
    for day in DAYS[:2]:
        assert pairs(folder, day).empty
        assert not codes(folder, day) & {"TN-08", "TN-14"}


def test_a_list_of_names_and_dates_counts_whom_just_one_child_can_be(folder):
    roster(folder, DAYS[0], KHOA, child("Lò Văn Tú", mother=""))
    other = child("Lò Văn Tú", mother="Vì Thị Xa").replace("TDP M1", "Thôn Ví Dụ 2")
    roster(folder, DAYS[0], other, name="b.csv", others="")
    lines = "MAU VAN KHOA,05/06/2016\nLò Văn Tú,05/06/2016\nMẫu Thị Lạ,01/01/2017\n"
    folder.write(f"enrolments/{DAYS[0]}/ca.csv", NAMES + lines)
    found = two_of(folder, DAYS[0])
    assert found.loc["Mẫu Văn Khoa", "status"] == "applied"
    assert set(found.loc[["Lò Văn Tú"], "status"]) == {"not_yet"}
    assert {"TN-01", "TN-02"} <= codes(folder, DAYS[0])


@pytest.mark.parametrize("mother", ["Mẫu Thị Mẹ", ""])
@pytest.mark.parametrize("numbers", [("", ""), ("000216000001", "000216000002"),
                                     ("", "000216000002")])  # fmt: skip
@pytest.mark.parametrize("name", cases(["Mẫu Văn Tuấn", "Mẫu Đình Khoa"], 1))
def test_a_name_and_number_corrected_at_once_are_proposed_as_the_same_child(
    folder, mother, numbers, name
):
    before, after = numbers
    roster(folder, DAYS[0], child("Mẫu Văn Khoa", mother=mother, number=before))
    roster(folder, DAYS[1], child(name, mother=mother, number=after))
    assert len(two_of(folder, DAYS[1])) == 2
    assert "TN-07" in codes(folder, DAYS[1])
    assert list(pairs(folder, DAYS[1])["counted"]) == [2]


def test_with_another_mother_or_two_to_choose_from_nothing_is_proposed(folder):
    roster(folder, DAYS[0], KHOA)
    roster(folder, DAYS[1], child("Mẫu Văn Tuấn", mother="Vàng Thị Chu"))
    assert "TN-07" not in codes(folder, DAYS[1])
    roster(folder, DAYS[0], KHOA, child("Mẫu Văn Bách"), others=OTHERS)
    roster(folder, DAYS[1], child("Mẫu Văn Tuấn"))
    assert "TN-07" not in codes(folder, DAYS[1])


@pytest.mark.parametrize(
    ("born", "mother"),
    grid(["28/08/2016", "14/11/2015", "01/01/2017"], ["Mẫu Thị Mẹ", ""]),
)
def test_a_birth_put_right_in_each_figure_is_proposed_as_the_same_child(
    folder, mother, born
):
    roster(folder, DAYS[0], child("Mẫu Văn Khoa", mother=mother))
    roster(folder, DAYS[1], child("Mẫu Văn Khoa", born, mother=mother))
    assert "TN-07" in codes(folder, DAYS[1]) or len(two_of(folder, DAYS[1])) == 1
    if not pairs(folder, DAYS[1]).empty:
        decide(folder, pairs(folder, DAYS[1]).iloc[0], "same")
    assert len(two_of(folder, DAYS[1])) == 1


@pytest.mark.parametrize(
    ("born", "mother", "number"),
    [("28/11/2013", "", ""), ("28/08/2016", "Vàng Thị Chu", ""),
     ("28/08/2016", "", "000216000002")],
)  # fmt: skip
def test_a_namesake_of_another_year_mother_or_number_is_not(
    folder, born, mother, number
):
    before = "000216000991" if number else ""
    was = mother and "Mẫu Thị Mẹ"
    roster(folder, DAYS[0], child("Mẫu Văn Khoa", mother=was, number=before))
    roster(folder, DAYS[1], child("Mẫu Văn Khoa", born, mother, number))
    assert "TN-07" not in codes(folder, DAYS[1])
    assert len(two_of(folder, DAYS[1])) == 2
