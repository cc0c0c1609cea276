"""A tick column of an enrolment list that says "no", or nothing, is believed."""

from __future__ import annotations

import pytest

from dophu.catalogue.vocabulary import DEFAULT, shipped
from dophu.rosters.texts.list_roles import guess_role
from dophu.rosters.words.words_against import speaks_against
from tests.small_lists import HEADING, children, read_small

MEASLES = shipped("measles")


def enrolled(words, headings, *cells):
    """Give who is done by a list of those who are, and the warnings."""
    rows = [[*HEADING, *headings], *children(*cells)]
    return read_small(rows, "enrolment", vocabulary=words)


@pytest.mark.parametrize("last", ["không", "chưa", False, None])
@pytest.mark.parametrize(
    ("words", "heading"),
    [(DEFAULT, "Đã thu nhận"), (DEFAULT, "Đã làm"), (MEASLES, "Đã tiêm")],
)
def test_who_is_not_ticked_among_those_ticked_is_not_done(words, heading, last):
    done, codes = enrolled(words, [heading], *[["x"]] * 3, [last])
    assert done[:3] == [True] * 3
    assert (done[3], codes) == (False, {"TN-17"})


@pytest.mark.parametrize("last", ["không", None])
def test_a_card_that_is_still_to_come_was_applied_for(last):
    headings = ["Đã thu nhận", "Đã cấp"]
    done, codes = enrolled(DEFAULT, headings, *[["x", "x"]] * 3, ["x", last])
    assert (done, codes) == ([True] * 4, set())


@pytest.mark.parametrize("heading", ["Ngày tiêm", "Kết quả tiêm", "Mũi 2"])
def test_an_empty_cell_among_doses_is_no_dose(heading):
    given = {"Ngày tiêm": "5/7/2024", "Kết quả tiêm": "đã tiêm"}.get(heading, "x")
    done, codes = enrolled(MEASLES, [heading], *[[given]] * 3, [None])
    assert (done, codes) == ([True] * 3 + [False], {"TN-17"})


def test_a_first_dose_beside_a_second_that_is_denied_stays():
    cells = [["x", "x"]] * 3
    done, codes = enrolled(MEASLES, ["Mũi 1", "Mũi 2"], *cells, ["x", "chưa"])
    assert (done, codes) == ([True] * 4, set())


@pytest.mark.parametrize("remark", ["mắc sởi", "quá tuổi", "chưa đủ tuổi"])
def test_a_reason_that_no_dose_has_is_asked_about(remark):
    _, codes = enrolled(MEASLES, ["Ngày tiêm", "Ghi chú"], ["5/7/2024", remark])
    assert codes & {"BG-54", "DS-09"}


@pytest.mark.parametrize(
    "title", ["Danh sách đối tượng tiêm sởi", "Danh sách trẻ cần tiêm sởi", "Đối tượng"]
)
def test_a_list_of_those_to_be_vaccinated_is_whole_and_none_of_doses(title):
    assert guess_role([title], vocabulary=MEASLES).part == ""
    assert speaks_against(title, MEASLES)
    assert not speaks_against("Danh sách đối tượng đã tiêm sởi", MEASLES)


@pytest.mark.parametrize("heading", ["Hoãn", "Tạm hoãn", "Xin hoãn"])
def test_a_mark_of_putting_off_beside_done_is_believed(heading):
    headings = ["Đã thu nhận", heading]
    done, codes = enrolled(DEFAULT, headings, *[["x", None]] * 3, ["x", "x"])
    assert (done, codes) == ([True] * 3 + [False], {"TN-17"})
