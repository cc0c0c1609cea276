"""Lists without a result that rounds, or other sheets, suggest to have one."""

from __future__ import annotations

import io

import pytest
import xlsxwriter

from dophu.snapshots import look as look_at_date

DAY = "2024-07-18"
HEAD = ("STT", "Họ và tên", "Ngày sinh", "Thôn")
NAMES = "An Bình Chi Dung Em Giang Hà Khoa".split()


def rows(which, *statuses, salt=""):
    """Make a list of a hamlet: the children of these numbers, a status each or none."""
    head = (*HEAD, "Tình trạng") if statuses else HEAD
    children = [
        (n, f"Mẫu Thị {salt}{NAMES[n]}", f"0{n + 1}/02/2017", "TDP M1", *status)
        for n, status in zip(
            which, [(s,) for s in statuses] or [()] * len(which), strict=True
        )
    ]
    return [head, *children]


@pytest.fixture
def look(folder):
    """Write files of sheets of one hamlet; give the gate and what was asked."""

    def look_at(files, decisions="", police=False):
        for file, sheets in files.items():
            content = io.BytesIO()
            with xlsxwriter.Workbook(content, {"in_memory": True}) as book:
                for name, lines in sheets.items():
                    page = book.add_worksheet(name)
                    for at, line in enumerate(lines):
                        page.write_row(at, 0, line)
            folder.write(f"rosters/{DAY}/{file}.xlsx", content.getvalue())
        folder.roster(DAY, "1,Mẫu Văn Hai,1/1/2018,,Thôn Ví Dụ 2,Chưa,", name="zz.csv")
        if police:
            head = "Họ và tên,Ngày sinh,Ngày nộp hồ sơ\nMẫu Thị An,01/02/2017,5/7/2024"
            folder.write(f"enrolments/{DAY}/ca.csv", head + "\n")
        if decisions:
            lines = "kind,file,value,decision,note\n" + decisions
            folder.write("decisions.csv", lines)
        week = look_at_date(folder.path, DAY)
        asked = [i for i in week.issues if i.code in ("BG-71", "BG-74")]
        done = int(week.children()["has_card"].sum())
        return week.gate, done, asked

    return look_at


def codes(asked):
    return sorted(issue.code for issue in asked)


def test_files_of_rounds_are_asked_about_and_a_line_settles_each(look):
    files = {"Đợt 1": {"DS": rows(range(3))}, "Đợt 2": {"DS": rows(range(3, 6))}}
    gate, done, asked = look(files)
    assert (gate, done, codes(asked)) == ("REVIEW", 0, ["BG-71", "BG-71"])
    one, two = (issue.details for issue in asked)
    lines = f"{one['line_done']},\n{two['line_not_done']},\n"
    assert look(files, lines) == ("READY", 3, [])


def test_lists_of_rounds_with_the_same_children_are_lists_of_all(look):
    every, most = rows(range(8)), rows(range(7))
    files = {"Thôn 1 lần 1": {"DS": most}, "Thôn 1 lần 2": {"DS": every}}
    assert codes(look(files)[2]) == []


def test_rounds_are_not_asked_about_where_the_police_say_who_is_done(look):
    files = {"Đợt 1": {"DS": rows(range(3))}, "Đợt 2": {"DS": rows(range(3, 6))}}
    assert codes(look(files, police=True)[2]) == []


@pytest.mark.parametrize("names", [("Tuần 1", "Tuần 2"), ("Thứ 2", "Thứ 3"), "PQ"])
@pytest.mark.parametrize("is_growing", [False, True])
def test_sheets_of_moments_with_other_children_are_asked_about(look, names, is_growing):
    second = range(6) if is_growing else range(3, 6)
    book = {names[0]: rows(range(3)), names[1]: rows(second)}
    gate, _, asked = look({"a": book})
    assert (gate == "REVIEW") == bool(asked) == (names != "PQ")


def test_one_list_of_a_week_is_plain(look):
    assert look({"Tuần 3": {"DS": rows(range(4))}})[::2] == ("READY", [])


@pytest.mark.parametrize("name", ["Ngoài ra", "Sheet2", "Khác"])
def test_a_sheet_without_a_result_beside_others_that_have_one_is_asked_about(
    look, name
):
    stated = rows(range(4), "Đã làm", "Chưa làm", "Chưa làm", "Đã làm")
    gate, done, asked = look({"a": {"DS": stated, name: rows(range(4, 7))}})
    assert (gate, done, codes(asked)) == ("REVIEW", 2, ["BG-74"])
    assert asked[0].details["rows"] == 3
    by_name = {"Đã làm": rows(range(3)), name: rows(range(4, 7))}
    assert codes(look({"a": by_name})[2]) == ["BG-74"]


def test_the_whole_list_beside_a_sheet_of_those_done_is_plain(look):
    book = {"Tổng": rows(range(8)), "Đã làm": rows(range(3))}
    assert codes(look({"a": book})[2]) == []
