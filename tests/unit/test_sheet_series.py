"""Sheets of one workbook that are one list at several dates: the newest counts."""

from __future__ import annotations

import io
from datetime import date

import pytest
import xlsxwriter

from dophu.rosters.texts.moments import moment_of
from dophu.snapshots import look as look_at_date
from tests.short_form import cases

DAY = "2024-07-18"
HEAD = ("STT", "Họ và tên", "Ngày sinh", "Thôn", "Tình trạng")
NAMES = "An Bình Chi Dung Em Giang".split()
DONE, NOT = "Đã làm", "Chưa làm"


def sheet(*statuses, skip=(), salt=""):
    """Make a list of a hamlet: a status a child, those in ``skip`` left out."""
    rows = [
        (n, f"Mẫu Thị {salt}{NAMES[n]}", f"0{n + 1}/02/2017", "TDP M1", status)
        for n, status in enumerate(statuses)
        if n not in skip
    ]
    return [HEAD, *rows]


@pytest.fixture
def look(folder):
    """Write sheets as one workbook of a hamlet, and read the date."""

    def look_at(sheets, decisions=""):
        content = io.BytesIO()
        with xlsxwriter.Workbook(content, {"in_memory": True}) as book:
            for name, rows in sheets.items():
                page = book.add_worksheet(name)
                for at, row in enumerate(rows):
                    page.write_row(at, 0, row)
        folder.write(f"rosters/{DAY}/a.xlsx", content.getvalue())
        folder.roster(DAY, "1,Mẫu Văn Hai,1/1/2018,,Thôn Ví Dụ 2,Chưa,", name="b.csv")
        if decisions:
            lines = f"kind,file,value,decision,note\n{decisions},\n"
            folder.write("decisions.csv", lines)
        week = look_at_date(folder.path, DAY)
        children = week.children().query("hamlet_id == 'H1'")
        codes = {issue.code for issue in week.issues if "BG" in issue.code}
        return len(children), int(children["has_card"].sum()), week.gate, codes

    return look_at


OLD = sheet(DONE, NOT, NOT, NOT, NOT)
NEW = sheet(DONE, DONE, NOT, DONE, NOT)


@pytest.mark.parametrize(
    ("older", "newer"),
    cases(
        [
            ("Tháng 6", "Tháng 7"),
            ("T6", "T7"),
            ("Lần 1", "Lần 2"),
            ("Cập nhật 5-7", "Cập nhật 12-7"),
            ("tuan 27", "tuan 28"),
            ("DS 30.6.2024", "DS 15.7.2024"),
            ("DS cũ", "DS mới"),
            ("Tháng 12.2023", "Tháng 6.2024"),
        ],
        3,
    ),
)
def test_the_newest_sheet_of_a_series_counts_and_the_older_is_reported(
    look, older, newer
):
    assert look({newer: NEW, older: OLD}) == (5, 3, "READY", {"BG-68"})


@pytest.mark.parametrize(
    "names",
    [
        ("Thôn 6", "Thôn 7"),
        ("Đợt 1", "Đợt 2"),
        ("Tháng 6", "Tháng 8"),
        ("DS nam tháng 6", "DS nữ tháng 7"),
        ("Sheet1", "Sheet2"),
        ("Tháng 6", "Lần 2"),
    ],
)
def test_sheets_that_are_of_no_series_are_held_against_each_other(look, names):
    persons, done, gate, codes = look(dict(zip(names, (OLD, NEW), strict=True)))
    assert (persons, done, gate) == (5, 1, "REVIEW")
    assert "BG-68" not in codes


def test_sheets_with_other_children_are_parts_however_they_are_called(look):
    other = sheet(DONE, NOT, NOT, NOT, salt="Hoa ")
    assert look({"Tháng 6": OLD, "Tháng 7": other})[:3] == (9, 2, "READY")


def test_who_is_left_out_of_the_newest_sheet_is_counted_and_to_be_verified(look):
    left_out = sheet(DONE, DONE, NOT, DONE, NOT, skip=(2,))
    found = look({"Tháng 6": OLD, "Tháng 7": left_out})
    assert found == (5, 3, "REVIEW", {"BG-68", "BG-69"})


@pytest.mark.parametrize(("answer", "done"), [("done", 2), ("not_done", 1)])
def test_who_was_done_before_and_is_not_any_more_is_asked_about(look, answer, done):
    back = sheet(None, DONE, NOT, NOT, NOT)
    sheets = {"Tháng 6": OLD, "Tháng 7": back}
    assert look(sheets) == (5, 1, "REVIEW", {"BG-68", "BG-70"})
    line = f"row,rosters/{DAY}/a.xlsx,Tháng 7!2,{answer}"
    assert look(sheets, line) == (5, done, "READY", {"BG-68"})


def test_a_workbook_may_have_a_series_for_each_hamlet(look):
    mine = [HEAD, *[(*row[:3], "TDP M1", row[4]) for row in NEW[1:]]]
    other = sheet(DONE, NOT, NOT, salt="Hoa ")
    newer = sheet(DONE, DONE, NOT, salt="Hoa ")
    sheets = {"Nam T6": OLD, "Nam T7": mine, "Nữ T6": other, "Nữ T7": newer}
    assert look(sheets) == (8, 5, "READY", {"BG-68"})


def test_what_is_no_moment_of_the_past_is_none():
    names = ("Tháng 13", "Tháng 9", "31-6", "19-7", "Tổ 3", "Lớp 6")
    assert [moment_of(name, date(2024, 7, 18)) for name in names] == [None] * 6


@pytest.mark.parametrize("names", [("Tuần 1", "Tuần 2"), ("Đợt 1", "Đợt 2")])
def test_a_sheet_of_just_those_left_goes_on_with_the_one_before(look, names):
    first = sheet(DONE, DONE, DONE, NOT, NOT)
    rest = sheet(DONE, DONE, DONE, DONE, NOT, skip=(0, 1, 2))
    expected = 5, 4, "READY", {"BG-75"}
    assert look(dict(zip(names, (first, rest), strict=True))) == expected
