"""Headings as offices write them: what they mean, and what is said of the others."""

from __future__ import annotations

from datetime import date
from itertools import product

import pytest

from dophu.campaign.hamlets import Hamlet, Hamlets
from dophu.rosters.headings.heading_search import count_merged_rows
from dophu.rosters.headings.heading_spellings import DONE, field_of
from dophu.rosters.headings.row_words import is_numbering
from dophu.rosters.headings.tables import find_tables
from dophu.rosters.sheets.rows import read_rows
from dophu.rosters.sheets.source_rows import Sender
from dophu.text import folded_key
from tests.reading import grid_of

SENDER = Sender(
    "roster",
    "rosters/2024-07-18/a.xlsx",
    date(2024, 7, 18),
    Hamlets((Hamlet("H1", "Thôn Mẫu 1"), Hamlet("H2", "Thôn Mẫu 2"))).index(),
)
SIDES = ("đã", "chưa")
VERBS = ("làm", "có", "được cấp", "cấp", "nhận", "đăng ký", "thu nhận")
CARDS = ("", "thẻ", "căn cước", "CC", "CCCD", "thẻ CC", "thẻ căn cước công dân")
HINTS = ("{}", "{} (x)", "{} (đánh dấu x)", "3. {}", "({})", "{}*", "{}:", "{} (4)",
         "{} (dd/mm/yyyy)", "{} (nếu có)", "{}?", "\u200e{}\u200f")  # fmt: skip
FORMS = (str, str.upper, str.capitalize, folded_key)
OTHERS = ("giấy khai sinh", "GKS", "thẻ BHYT", "hộ chiếu", "số định danh",
          "VNeID mức 2", "sổ hộ khẩu", "thẻ học sinh", "phiếu hẹn")  # fmt: skip
PEOPLE = [["Mẫu An", "4/2/2013"], ["Mẫu Bình", "5/3/2014"], ["Mẫu Cường", 2015]]


def grid(*rows, name="Sheet1"):
    return grid_of(name, rows)


def headings(cards):
    for side, verb, card, hint, form in product(SIDES, VERBS, cards, HINTS, FORMS):
        text = form(" ".join(filter(None, (side, verb, card))))
        yield side, verb, hint.format(text)


def test_every_heading_of_status_that_the_grammar_makes_is_known():
    wrong = {}
    for side, verb, text in headings(CARDS):
        handed = verb in ("được cấp", "cấp", "nhận")
        expected = {"not_done"} if side == "chưa" else set(DONE)
        expected -= {"done"} if handed else set()
        expected -= {"issued_mark"} if verb in ("làm", "đăng ký", "thu nhận") else set()
        if field_of(text) not in expected:
            wrong[text] = field_of(text)
    assert wrong == {}


def test_no_heading_of_another_paper_is_one_of_the_drive():
    about = {"done", "issued_mark", "not_done", "status", "issued_date", "applied_date"}
    wrong = [t for *_, t in headings(OTHERS) if field_of(t) in about]
    assert wrong == []


def table(*headings, cells=()):
    people = [[*p, *c] for p, c in zip(PEOPLE, cells, strict=True)]
    return grid(["Họ và tên", "Ngày sinh", *headings], *people, name="Thôn Mẫu 1")


def read(*headings, cells):
    found = read_rows(table(*headings, cells=cells), SENDER)
    kinds = found.columns["kind"]
    statuses = [
        s for s, k in zip(found.columns["status"], kinds, strict=True) if k == "data"
    ]
    return statuses, {i.code: i for i in found.issues}


WORDS = ("Đã làm", "Chưa", "Chưa")
MARKS = ("x", None, None)


@pytest.mark.parametrize("heading", ["Phần của xã", "Kz", "Cột 7", "Ý kiến công an"])
@pytest.mark.parametrize(
    "cells", [WORDS, MARKS, ("☑", "☐", "☐"), ("✅", "❌", "❌"), ("có", "không", None)]
)
def test_a_column_of_results_under_a_heading_nobody_knows_is_a_warning(heading, cells):
    statuses, issues = read(heading, cells=[[c] for c in cells])
    assert statuses == [None, None, None]
    stated = issues["BG-26"]
    assert "BG-15" not in issues
    assert stated.severity == "warning"
    assert f"heading,a.xlsx,{heading}," in stated.message("en")


@pytest.mark.parametrize(
    "heading", ["Đã đi chụp mặt", "Tình trạng chung", "Kết quả rà"]
)
def test_a_heading_that_seems_of_status_is_a_warning_also_beside_another(heading):
    cells = [[word, "gì đó"] for word in WORDS]
    statuses, issues = read("Tình trạng", heading, cells=cells)
    assert statuses == ["applied", "not_yet", "not_yet"]
    assert issues["BG-26"].details["heading"] == heading


@pytest.mark.parametrize("heading", ["Đã có BHYT", "Tình trạng hôn nhân", "Đã tiêm"])
def test_a_heading_of_another_matter_is_no_warning_beside_a_status(heading):
    cells = [[word, "x"] for word in WORDS]
    _, issues = read("Tình trạng", heading, cells=cells)
    assert "BG-26" not in issues


NEWEST = [
    (date(2024, 7, 11), date(2024, 7, 18)),
    ("11/7", "18/7"),
    ("Ngày 11/7", "Ngày 18/7/2024"),
    ("Tuần 1", "Tuần 2"),
    (2023, 2024),
    ("2023", "2024"),
    ("Tháng 6", "Tháng 7"),
    ("Tình trạng 11/7", "Tình trạng đến 18/7"),
    ("Đợt 1", "Đợt 2"),
]


@pytest.mark.parametrize("dated", NEWEST, ids=str)
@pytest.mark.parametrize("turned", [False, True])
def test_the_newest_dated_column_of_results_counts(dated, turned):
    rows = [["Chưa", "Đã làm"], ["Chưa", "Chưa"], ["Chưa", "Chưa"]]
    order = slice(None, None, -1 if turned else 1)
    cells = [row[order] for row in rows]
    statuses, issues = read(*dated[order], cells=cells)
    assert statuses == ["applied", "not_yet", "not_yet"]
    assert issues["BG-27"].details["older"] == 1
    assert "BG-26" not in issues


def test_a_column_dated_after_the_list_is_not_read_and_reported():
    cells = [["Chưa", "Đã làm"], ["Chưa", "Đã làm"], ["Chưa", "Đã làm"]]
    statuses, issues = read("18/7", "25/7", cells=cells)
    assert statuses == ["not_yet"] * 3
    assert issues["BG-26"].details["heading"] == "25/7"


def test_who_was_done_in_an_older_column_and_is_not_in_the_newest_is_reported():
    cells = [["x", None], ["x", "x"], [None, None]]
    statuses, issues = read("Đã làm 11/7", "Đã làm 18/7", cells=cells)
    assert statuses == [None, "applied", None]
    assert issues["BG-28"].details["rows"] == 1


def test_marks_under_mere_dates_are_not_taken_and_reported():
    statuses, issues = read(
        "11/7", "18/7", cells=[["x", "x"], [None, "x"], ["x", None]]
    )
    assert statuses == [None] * 3
    assert issues["BG-26"].severity == "warning"


def test_dates_below_one_heading_of_status_are_its_history():
    top = ["Họ và tên", "Ngày sinh", "Tình trạng", None]
    rows = [[*PEOPLE[0], "Chưa", "Đã làm"], [*PEOPLE[1], "Chưa", "Chưa"]]
    sheet = grid(top, [None, None, "11/7", "18/7"], *rows, name="Thôn Mẫu 1")
    found = read_rows(sheet, SENDER)
    assert found.columns["status"][2:] == ["applied", "not_yet"]


def test_a_childs_row_is_no_heading_whatever_its_name_is():
    rows = [["Họ và tên", "Ngày sinh", "Tình trạng"], ["Ten", "9/11/2016", "Chưa"]]
    (only,) = find_tables(grid(*rows, ["Mẫu Tên", "18/7/2016", "Chưa"]))
    assert only.data_rows == [1, 2]


@pytest.mark.parametrize(
    ("row", "near"),
    [
        (["Họ và tên", "Mã A", "Mã B"], "'Họ và tên' in A1 heads the names"),
        (["Họ và tênn", "Ngày sinh", "Mã"], "'Họ và tênn' in A1"),
        (["Mã", "Tuổi", "Mã B"], "no cell is like"),
    ],
)
def test_a_sheet_without_headings_names_the_cell_that_came_nearest(row, near):
    people = [["Hồ Tiên", "Lò Thị Ngày", "Canary"]] * 9
    found = read_rows(grid(row, *people), SENDER)
    (issue,) = (i for i in found.issues if i.code == "BG-01")
    assert near in issue.message("en")
    assert "Hồ Tiên" not in issue.message("en")


def test_words_of_status_beside_ticks_under_a_heading_nobody_knows_are_reported():
    cells = [["x", "Đã làm"], [None, "Chưa"], [None, "Chưa"]]
    statuses, issues = read("Đã làm", "Phần của xã", cells=cells)
    assert statuses == ["applied", None, None]
    assert issues["BG-15"].severity == "warning"


@pytest.mark.parametrize(
    ("below", "rows"),
    [
        ([None, None, None, "Mức 1", "Mức 2"], 2),
        ([None, None, None, "Mức 1", None], 1),  # one alone may be a child's cell
        (["Mẫu An", "2/3/2019", None, "Mức 1", "Mức 2"], 1),
        ([None, None, "Thôn Mẫu 1", "Mức 1", "Mức 2"], 1),
    ],
)
def test_parts_below_a_heading_merged_across_are_headings(below, rows):
    top = ["Họ và tên", "Ngày sinh", "Thôn", "VNeID", None]
    child = ["Mẫu Bé", "3/3/2019", "Thôn Mẫu 1", "x", None]
    grid = grid_of("DS", [top, below, child], merged=[((0, 3), (0, 4))])
    assert count_merged_rows(grid, 0) == rows


@pytest.mark.parametrize(
    ("cells", "numbered"),
    [
        (["A", "B", 1, 2, "3=1+2"], True),
        (["(1)", "(2)", "(3)", "(4)=(2)+(3)"], True),
        ([1, 2, 3, "6=5/4*100", 7], True),
        ([-1, -2, -3], True),
        ([1, "Mẫu An = Mẫu Bé", 3], False),
        ([1, 3, 2], False),
    ],
)
def test_a_row_that_numbers_columns_may_say_how_they_are_worked_out(cells, numbered):
    assert is_numbering(cells) == numbered
