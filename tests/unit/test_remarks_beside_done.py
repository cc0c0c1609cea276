"""A remark that is not understood beside "done" is never silent, on any list."""

from __future__ import annotations

import csv
import random
from datetime import date

import pytest

import dophu
from dophu.campaign.decided_rows import rows_of
from dophu.rosters.results.free_remarks import is_beside_the_result
from spec.tables import read_table
from tests.short_form import cases

DAY = date(2024, 7, 18)
NOT_YET = "1,Mẫu Thị Xuân,01/02/2016,,Tổ dân phố Mẫu 1,chưa,"
LIST = "STT,Họ và tên,Ngày sinh,Thôn,{heading},{beside}\n{rows}\n"
ROW = '{n},Mẫu Văn {name},{n}/3/2015,Thôn Ví Dụ 2,{done},"{remark}"'
RULES = read_table("remarks_beside_done")
TOLD = {"DS-09", "BG-54"}


def load(folder, *remarks, heading="Đã làm", beside="Ghi chú", done="x", of="rosters"):
    rows = [
        ROW.format(n=n, name=chr(64 + n), done=done, remark=remark)
        for n, remark in enumerate(remarks, 1)
    ]
    folder.roster("2024-07-18", NOT_YET)
    text = LIST.format(heading=heading, beside=beside, rows="\n".join(rows))
    folder.write(f"{of}/2024-07-18/b.csv", text)
    return dophu.load(folder.path, DAY.isoformat())


def statuses(week):
    """Give the statuses of the hamlet's children, in the order of its list."""
    rows = week.rows_table().query("outcome == 'person'").sort_values(["file", "row"])
    children = week.children().query("hamlet_id == 'H2'")
    return list(rows.merge(children, on="person_id", validate="1:1")["status"])


def codes(week):
    return {issue.code for issue in week.issues}


def test_a_remark_beside_done_follows_the_table(folder):
    week = load(folder, *(rule["remark"] for rule in RULES))
    found = dict(enumerate(statuses(week), 2))
    reported = {}
    for issue in week.issues:
        if issue.code == "BG-54":
            assert issue.severity == "warning"
            (line,) = csv.reader([issue.details["line_done"]])
            reported |= {row + 1: "BG-54" for _, row in rows_of(line[2])}
        if issue.code == "DS-09":
            reported[int(issue.cell.lstrip("ABCDEF"))] = "DS-09"
    wrong = [
        (rule["remark"], found[n], reported.get(n, ""))
        for n, rule in enumerate(RULES, 2)
        if (found[n], reported.get(n, "")) != (rule["status"], rule["told"])
    ]
    assert not wrong


@pytest.mark.parametrize("of", ["rosters", "enrolments"])
@pytest.mark.parametrize("beside", ["Ghi chú", "Lý do", "Lý do chưa làm"])
@pytest.mark.parametrize(
    ("heading", "done"), [("Đã làm", "x"), ("Tình trạng", "Đã làm")]
)
def test_whatever_the_columns_and_the_list(folder, of, beside, heading, done):
    about = {"heading": heading, "done": done, "beside": beside, "of": of}
    week = load(folder, "gì đó rất lạ", "", **about)
    assert week.gate == "REVIEW"
    assert "BG-54" in codes(week)
    assert dophu.gaps(week)["gap"].sum() == 1  # the child of the other list


@pytest.mark.parametrize("remark", ["chưa làm", "hồ sơ bị trả lại", "bị trả lại"])
def test_an_enrolment_list_without_results_takes_no_word_of_not_yet(folder, remark):
    child = ROW.format(n=1, name="A", done="chưa", remark="")
    folder.write("rosters/2024-07-18/a.csv", LIST.format(
        heading="Tình trạng", beside="Ghi chú", rows=child))  # fmt: skip
    text = "STT,Họ và tên,Ngày sinh,Thôn,Ghi chú\n1,Mẫu Văn A,1/3/2015,Thôn Ví Dụ 2,"
    folder.write("enrolments/2024-07-18/ca.csv", text + remark)
    week = dophu.load(folder.path, "2024-07-18")
    assert statuses(week)[0] not in ("applied", "issued")
    assert week.gate == "REVIEW"
    assert "DS-09" in codes(week)


@pytest.mark.parametrize(
    ("decision", "status"),
    [
        ("row,rosters/2024-07-18/b.csv,2,done", "applied"),
        ("row,rosters/2024-07-18/b.csv,2,not_done", "not_yet"),
        ("status,,gì đó rất lạ,applied", "applied"),
        ("status,,gì đó rất lạ,not_yet", "not_yet"),
        ("status,,gì đó rất lạ,returned", "returned"),
        ("reason,,Gì đó  rất lạ,CHUA_RO", "applied"),
        ("presence,,gì đó rất lạ,present", "applied"),
    ],
)
def test_a_person_answers_once(folder, decision, status):
    folder.write("decisions.csv", f"kind,file,value,decision\n{decision}\n")
    week = load(folder, "gì đó rất lạ")
    assert statuses(week) == [status]
    assert "BG-54" not in codes(week)


def test_a_reason_for_not_yet_that_was_decided_is_still_reported_beside_done(folder):
    line = "reason,,gì đó rất lạ,VE_QUE_HE"
    folder.write("decisions.csv", f"kind,file,value,decision\n{line}\n")
    week = load(folder, "gì đó rất lạ")
    assert week.gate == "REVIEW"
    assert "BG-54" in codes(week)


def test_a_row_that_is_decided_holds_over_a_contradiction(folder):
    line = "row,rosters/2024-07-18/b.csv,2,done"
    folder.write("decisions.csv", f"kind,file,value,decision\n{line}\n")
    week = load(folder, "chưa làm")
    assert statuses(week) == ["applied"]
    assert not codes(week) & TOLD


def test_remarks_beside_not_yet_are_left_alone(folder):
    week = load(folder, "gì đó rất lạ", done="", heading="Đã làm")
    assert statuses(week) == ["not_yet"]
    assert "BG-54" not in codes(week)


PEOPLE = (
    "con ông Mẫu Bình", "Mẹ: Mẫu Hoa", "lớp 3A", "học lớp 2", "hộ nghèo", "SĐT 09001",
)  # fmt: skip
TAILS = (
    "chưa làm được", "chưa đồng ý", "không làm", "đã hủy", "hồ sơ lỗi", "ảnh mờ",
    "hẹn lại", "sẽ làm", "vân tay hỏng", "bị trả", "xem lại", "sai tên", "mai đi",
)  # fmt: skip


@pytest.mark.parametrize("seed", cases(range(40), 4))
def test_what_a_harmless_remark_is_continued_by_is_never_harmless(seed):
    draw = random.Random(seed)
    for _ in range(50):
        head, tail = draw.choice(PEOPLE), draw.choice(TAILS)
        text = head + draw.choice((" ", ", ", "; ", " - ", " nhưng ", ": ")) + tail
        assert not is_beside_the_result(text, DAY), text
        assert is_beside_the_result(head, DAY)
