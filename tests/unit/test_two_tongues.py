"""Lists with headings in English, or in Vietnamese and English."""

from __future__ import annotations

import pytest

from dophu.catalogue.vocabulary import shipped
from dophu.rosters.headings.heading_spellings import field_of
from tests.small_lists import read_small

PAIRS = [
    ("STT", "No."),
    ("Họ và tên", "Full name"),
    ("Ngày sinh", "Date of birth"),
    ("Giới tính", "Sex"),
    ("Thôn", "Hamlet"),
    ("Tình trạng", "Status"),
]
CHILDREN = [
    [1, "Mẫu Văn An", "5/7/2018", "Nam", "Thôn Mẫu 1", "done"],
    [2, "Mẫu Thị Bình", "6/8/2015", "Nữ", "Thôn Mẫu 1", "not yet"],
]


@pytest.mark.parametrize(
    "form", ["{1}", "{0} / {1}", "{1}/{0}", "{0} ({1})", "{1} - {0}", "{0}\n{1}"]
)
def test_headings_in_both_tongues_are_read(form):
    headings = [form.format(*pair) for pair in PAIRS]
    assert read_small([headings, *CHILDREN]) == ([True, False], set())


@pytest.mark.parametrize(
    ("heading", "field"),
    [
        ("Đã làm / Done", "done"),
        ("Chưa làm - Not done", "not_done"),
        ("Đã cấp thẻ (Issued)", "issued_mark"),
        ("Ngày cấp / Issue date", "issued_date"),
        ("Mother's name (Họ tên mẹ)", "mother"),
        ("Đã làm / Not done", None),
        ("Họ và tên / Date of birth", None),
        ("Đã làm giấy khai sinh / Done", None),
    ],
)
def test_both_halves_of_a_heading_must_agree(heading, field):
    assert field_of(heading) == field


def test_english_words_are_those_of_the_drive():
    measles = shipped("measles")
    assert field_of("Đã tiêm / Vaccinated", measles) == "issued_mark"
    assert field_of("Vaccinated") is None
    assert field_of("Issue date", measles) is None
