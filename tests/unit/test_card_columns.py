"""A column headed by the card alone is its status where each cell is a word of it."""

from __future__ import annotations

from datetime import date

import pytest

from dophu.campaign.hamlets import Hamlet, Hamlets
from dophu.rosters.sheets.rows import read_rows
from dophu.rosters.sheets.source_rows import Sender
from tests.reading import grid_of

SENDER = Sender(
    "roster",
    "rosters/2024-07-18/a.xlsx",
    date(2024, 7, 18),
    Hamlets((Hamlet("H1", "Thôn Mẫu 1"),)).index(),
)
HEADINGS = ("Căn cước", "Thẻ CC", "3. Căn cước công dân", "CĂN CƯỚC (ghi rõ)")
PEOPLE = (("Mẫu An", "4/2/2013"), ("Mẫu Bình", "5/3/2014"), ("Mẫu Cường", "6/4/2015"))


def read(heading, cells, *more):
    """Read three children with a column, and with others of a heading and a cell."""
    rows = [["Họ và tên", "Ngày sinh", heading, *[name for name, _ in more]]]
    for person, cell in zip(PEOPLE, cells, strict=True):
        rows.append([*person, cell, *[value for _, value in more]])
    found = read_rows(grid_of("Thôn Mẫu 1", rows), SENDER)
    kinds = zip(found.columns["status"], found.columns["kind"], strict=True)
    return [s for s, kind in kinds if kind == "data"], {i.code for i in found.issues}


@pytest.mark.parametrize("heading", HEADINGS)
@pytest.mark.parametrize(
    ("cells", "expected"),
    [
        (("Đã làm", "Chưa", None), ["applied", "not_yet", None]),
        (("đã cấp", "chưa làm", "hẹn 25/7"), ["issued", "not_yet", "not_yet"]),
        (("Có", "Chưa có thẻ", "Không"), ["applied", "not_yet", "not_yet"]),
        (("Có", "Không", "Có"), ["applied", "not_yet", "applied"]),
        (("rồi", "chưa", None), ["applied", "not_yet", None]),
    ],
)
def test_words_of_the_result_below_the_card_are_the_status(heading, cells, expected):
    read_as, issues = read(heading, cells)
    assert read_as == expected
    assert "BG-26" not in issues


@pytest.mark.parametrize(
    "cells",
    [
        ("x", "x", "x"),  # which service each child is for, as likely
        ("x", "✓", None),
        (1, None, 1),
        ("Đã làm", "xem lại", "Chưa"),  # one is not understood
        ("Đã làm", 3, None),
    ],
)
def test_marks_and_what_is_not_understood_are_asked_about(cells):
    read_as, issues = read("Căn cước", cells)
    assert not {"applied", "issued"} & set(read_as)
    assert "BG-26" in issues


@pytest.mark.parametrize("heading", ["CCCD", "CC", "Căn cước", "Thẻ căn cước"])
@pytest.mark.parametrize(
    "cells", [("x", None, "x"), ("Có", None, "có"), ("x", "chưa", "x")]
)
def test_ticks_below_the_card_alone_are_of_who_has_it(heading, cells):
    read_as, issues = read(heading, cells)
    assert [status == "applied" for status in read_as] == [True, False, True]
    assert not {"BG-26", "DS-06", "DS-07"} & issues
    numbers = ("011215000001", "011215000002", "011215000003")
    poor = ("Hộ nghèo", (None, "x", None))
    assert read(heading, cells, ("Số định danh", numbers), poor)[0] == read_as


@pytest.mark.parametrize(
    ("name", "title", "more"),
    [
        ("Thôn Mẫu 1", "DANH SÁCH TRẺ ĐĂNG KÝ LÀM CĂN CƯỚC", ()),
        ("Thôn Mẫu 1", "Danh sách trẻ có nhu cầu cấp căn cước", ()),
        ("Thôn Mẫu 1", "DANH SÁCH TRẺ CHƯA LÀM CĂN CƯỚC", ()),
        ("Thôn Mẫu 1", "Giấy tờ của trẻ", ()),
        ("Lớp 1A", "DANH SÁCH HỌC SINH", ()),
        ("Cần làm CC", "DANH SÁCH TRẺ EM", ()),
        ("Thôn Mẫu 1", "DANH SÁCH TRẺ EM", (("GKS", ("x", "x", None)),)),
        ("Thôn Mẫu 1", "DANH SÁCH TRẺ EM", (("VNeID", ("x", None, None)),)),
        ("Thôn Mẫu 1", "DANH SÁCH TRẺ EM", (("Có mặt", ("x", None, None)),)),
        ("Thôn Mẫu 1", "DANH SÁCH TRẺ EM", ((None, ("x", None, None)),)),
    ],
)
def test_ticks_below_the_card_that_may_be_of_something_else_are_not(name, title, more):
    rows = [[title], ["Họ và tên", "Ngày sinh", "Căn cước", *[top for top, _ in more]]]
    for at, (person, cell) in enumerate(zip(PEOPLE, ("x", None, "x"), strict=True)):
        rows.append([*person, cell, *[cells[at] for _, cells in more]])
    found = read_rows(grid_of(name, rows), SENDER)
    assert not {"applied", "issued"} & {*found.columns["status"]}
    assert "BG-26" in {issue.code for issue in found.issues}


@pytest.mark.parametrize("heading", ["Căn cước của mẹ", "Thẻ BHYT", "CC của bố"])
def test_another_persons_card_or_another_card_is_not_taken(heading):
    assert read(heading, ("Đã làm", "Chưa", "Đã làm"))[0] == [None] * 3


def test_a_column_that_says_more_comes_first():
    read_as, _ = read("Căn cước", ("Đã làm",) * 3, ("Tình trạng", "Chưa làm"))
    assert not {"applied", "issued"} & set(read_as)


@pytest.mark.parametrize("number", ["CCCD", "Số định danh"])
def test_a_column_headed_for_numbers_that_holds_words_is_the_status(number):
    """Beside one of numbers, on either side, and without one; not with a number in."""
    numbers = ("011215000001", "011215000002", "011215000003")
    words = ("có", "chưa", "có")
    people = list(zip(PEOPLE, words, numbers, strict=True))
    for order in (1, -1):
        heading = ["CCCD", "Số định danh"][::order]
        rows = [["Họ và tên", "Ngày sinh", *heading]]
        rows += [[*person, *[word, figure][::order]] for person, word, figure in people]
        found = read_rows(grid_of("Thôn Mẫu 1", rows), SENDER)
        assert found.columns["status"][1:] == ["applied", "not_yet", "applied"]
        assert not {"DS-06", "BG-22"} & {issue.code for issue in found.issues}
    read_as, _ = read(number, ("có", "011215000002", "chưa"))
    assert not {"applied", "issued"} & set(read_as)
