"""Siblings whom one list has as two are two later too, and twins are asked about."""

from __future__ import annotations

import pytest

from tests.linkage.siblings import (
    DAYS,
    child,
    codes,
    enrolment,
    roster,
    two_of,
)
from tests.linkage.weeks import pairs
from tests.short_form import cases

TWINS = (
    ("Mẫu Văn Anh", "Mẫu Văn Ánh"),
    ("Mẫu Thị Vy", "Mẫu Thị Vi"),
    ("Mẫu Văn Hùng", "Mẫu Văn Hưng"),
    ("Mẫu Văn Nam", "Mẫu Văn Nan"),
    ("Mẫu Bảo An", "Mẫu Bảo Anh"),
    ("Mẫu Văn Quý", "Mẫu Văn Quy"),
    ("Mẫu A Páo", "Mẫu A Pao"),
    ("Mẫu An (anh)", "Mẫu An (em)"),
    ("Mẫu Văn An (sinh đôi 1)", "Mẫu Văn An (sinh đôi 2)"),
    ("Mẫu Thị An - sinh đôi 1", "Mẫu Thị An - sinh đôi 2"),
    ("MẪU THỊ AN [LỚN]", "Mẫu Thị An (nhỏ)"),
)  # fmt: skip

MOTHERS = cases(
    [
        ("", ""),
        ("Mẫu Thị Mẹ", "Mẫu Thị Mẹ"),
        ("Mẫu Thị Mẹ", ""),
        ("Mẫu Thị Mẹ", "Mẫu Văn Cha"),
    ],
    2,
)
"""What two lists say of one mother; the father may stand in her place."""


@pytest.mark.parametrize(("one", "two"), cases(TWINS, 1, 5))
@pytest.mark.parametrize("mother", ["Mẫu Thị Mẹ", ""])
def test_left_out_in_turn_two_of_one_list_keep_their_ids(folder, one, two, mother):
    rows = child(one, mother=mother), child(two, mother=mother)
    roster(folder, DAYS[0], *rows)
    roster(folder, DAYS[1], rows[0])
    roster(folder, DAYS[2], rows[1])
    ids = two_of(folder, DAYS[0])["person_id"].to_dict()
    for day, gone in zip(DAYS[1:], (two, one), strict=True):
        found = two_of(folder, day)
        assert found["person_id"].to_dict() == ids
        assert found.loc[gone, "presence"] == "to_verify"
        assert not codes(folder, day) & {"TN-09", "TN-13"}


@pytest.mark.parametrize(("one", "two"), cases(TWINS, 1, 5))
def test_on_two_lists_later_two_of_one_list_are_not_joined(folder, one, two):
    rows = child(one, mother=""), child(two, mother="")
    roster(folder, DAYS[0], *rows)
    roster(folder, DAYS[1], rows[0])
    roster(folder, DAYS[1], rows[1], name="truong.csv", others="")
    ids = two_of(folder, DAYS[0])["person_id"].to_dict()
    assert two_of(folder, DAYS[1])["person_id"].to_dict() == ids


@pytest.mark.parametrize(("one", "two"), cases(TWINS, 1, 5))
def test_an_enrolment_is_that_childs_of_the_two_whose_name_it_has(folder, one, two):
    roster(folder, DAYS[0], child(one), child(two))
    roster(folder, DAYS[1], child(one))
    enrolment(folder, DAYS[1], child(two, status="đã làm"))
    statuses = two_of(folder, DAYS[1])["status"].to_dict()
    assert statuses == {one: "not_yet", two: "applied"}


@pytest.mark.parametrize(("one", "two"), cases(TWINS, 2, 5))
@pytest.mark.parametrize(("hers", "theirs"), MOTHERS)
def test_twins_one_on_each_of_two_lists_are_two_and_asked_about(
    folder, one, two, hers, theirs
):
    roster(folder, DAYS[0], child(one, mother=hers))
    other = child(two, mother=theirs)
    roster(folder, DAYS[0], other, name="truong.csv", others="")
    assert set(two_of(folder, DAYS[0]).index) == {one, two}
    assert list(pairs(folder, DAYS[0])["counted"]) == [2]


@pytest.mark.parametrize(("one", "two"), cases(TWINS, 2, 5))
@pytest.mark.parametrize(("hers", "theirs"), MOTHERS)
def test_a_twin_that_comes_for_another_is_asked_about_and_not_taken_for_it(
    folder, one, two, hers, theirs
):
    roster(folder, DAYS[0], child(one, mother=hers))
    roster(folder, DAYS[1], child(two, mother=theirs))
    assert set(two_of(folder, DAYS[1]).index) == {one, two}
    assert "TN-07" in codes(folder, DAYS[1])
    assert len(pairs(folder, DAYS[1])) == 1


@pytest.mark.parametrize(("one", "two"), cases(TWINS, 2, 5))
@pytest.mark.parametrize(("hers", "theirs"), MOTHERS)
def test_an_enrolment_under_a_twins_name_is_asked_about(folder, one, two, hers, theirs):
    roster(folder, DAYS[0], child(one, mother=hers))
    enrolment(folder, DAYS[0], child(two, mother=theirs, status="đã làm"))
    assert two_of(folder, DAYS[0]).loc[one, "status"] == "not_yet"
    assert "TN-08" in codes(folder, DAYS[0])


@pytest.mark.parametrize(("one", "two"), cases(TWINS, 1, 5))
def test_a_number_says_that_it_is_one_child_whatever_the_names(folder, one, two):
    roster(folder, DAYS[0], child(one, number="000216000001"))
    roster(folder, DAYS[1], child(two, number="000216000001"))
    assert list(two_of(folder, DAYS[1]).index) == [two]


@pytest.mark.parametrize("typed", ["MAU VAN HUNG", "Mau Van Hung", "Mẫu Van Hùng",
                                   "Mẫu Văn Hùngg"])  # fmt: skip
def test_lost_accents_and_words_nobody_bears_are_slips_and_joined(folder, typed):
    roster(folder, DAYS[0], child("Mẫu Văn Hùng"))
    roster(folder, DAYS[1], child(typed))
    assert list(two_of(folder, DAYS[1]).index) == [typed]
    assert not codes(folder, DAYS[1]) & {"TN-07", "TN-13"}


@pytest.mark.parametrize("later", ["Mẫu Văn An (mới)", "Mẫu Văn An", "MAU VAN AN (Bi)"])
def test_a_bracket_that_distinguishes_no_siblings_parts_nobody_over_time(folder, later):
    roster(folder, DAYS[0], child("Mẫu Văn An (Bi)"))
    roster(folder, DAYS[1], child(later))
    assert list(two_of(folder, DAYS[1]).index) == [later]


def test_two_nicknames_on_one_list_are_two_children_and_asked_about(folder):
    names = "Mẫu Văn An (Bi)", "Mẫu Văn An (Bo)"
    roster(folder, DAYS[0], *map(child, names))
    roster(folder, DAYS[1], child(names[1]))
    ids = two_of(folder, DAYS[0])["person_id"].to_dict()
    assert set(ids) == set(names)
    assert list(pairs(folder, DAYS[0])["counted"]) == [2]
    assert two_of(folder, DAYS[1])["person_id"].to_dict() == ids


def test_an_enrolment_without_a_bracket_may_be_either_of_the_two(folder):
    roster(folder, DAYS[0], child("Mẫu An (anh)"), child("Mẫu An (em)"))
    enrolment(folder, DAYS[0], child("Mẫu An", status="đã làm"))
    assert set(two_of(folder, DAYS[0])["status"]) == {"not_yet"}
    assert "TN-02" in codes(folder, DAYS[0])
