"""Lists for the door come back: every answer finds its child, or is told."""

from __future__ import annotations

import io
import random
import re
import shutil
import subprocess
from dataclasses import replace
from datetime import date
from pathlib import Path

import openpyxl
import pytest
from msoffcrypto.format.ooxml import OOXMLFile
from openpyxl.styles import Font, PatternFill

import dophu
from dophu import cli
from dophu.campaign.csv_text import as_line
from dophu.catalogue.issues import catalogue
from dophu.findings.questions import find_questions
from dophu.persons.weighed_answers import settle_answers
from dophu.rosters.door.answer import DoorAnswer
from dophu.rosters.texts.row_keys import RowKey, campaign_tag, make_row_key
from dophu.runs.deciding import Walk
from dophu.snapshots import look
from tests.campaigns import Folder
from tests.short_form import cases, tries

THEN, DAY = "2024-07-11", "2024-07-18"
AN = "1,Mẫu Văn An,02/07/2019,,Tổ dân phố Mẫu 1,chưa,"
BAO = "2,Lò Thị Bảo,02/03/2016,,Tổ dân phố Mẫu 1,chưa,"
CHI = "3,Vàng A Chi,02/03/2017,,Tổ dân phố Mẫu 1,đã làm,"
DONG = "1,Giàng Thị Đông,05/08/2018,,Thôn Ví Dụ 2,chưa,"
NAMES = ("Mẫu Văn An", "Lò Thị Bảo", "Giàng Thị Đông")
HEAD = 7


class Door:
    """The lists of a date in a small campaign, filled in and sent back."""

    def __init__(self, folder, written: Path | None = None) -> None:
        self.folder = folder
        folder.roster(THEN, AN, BAO, CHI, name="m1.csv")
        folder.roster(THEN, DONG, name="m2.csv")
        out = folder.path.parent / "lists"
        if written is None:
            self.paths = dophu.write_lists(out, look(folder.path, THEN))
        else:
            shutil.copytree(written, out)
            self.paths = [path for path in out.rglob("*") if path.is_file()]

    def book(self, name: str = "Tổ dân phố Mẫu 1") -> openpyxl.Workbook:
        (path,) = (p for p in self.paths if p.name == f"{name}.xlsx")
        return openpyxl.load_workbook(path)

    def send(self, book, name: str = "gui lai.xlsx", where: str = f"returns/{DAY}"):
        content = io.BytesIO()
        book.save(content)
        return self.folder.write(f"{where}/{name}", content.getvalue())

    def read(self):
        return look(self.folder.path, DAY)


@pytest.fixture(scope="module")
def written(tmp_path_factory) -> Path:
    """The lists of the campaign before anything is changed in it, written once."""
    door = Door(Folder(tmp_path_factory.mktemp("once") / "Chiến dịch thẻ"))
    return door.folder.path.parent / "lists"


@pytest.fixture
def door(folder, written):
    made = Door(folder, written)
    folder.roster(DAY, AN, BAO, CHI, name="m1.csv")
    folder.roster(DAY, DONG, name="m2.csv")
    return made


def at(sheet, heading: str) -> int:
    return [cell.value for cell in sheet[HEAD]].index(heading) + 1


def row_of(sheet, name: str) -> int:
    column = at(sheet, "Họ và tên")
    return next(r for r in range(HEAD + 1, 99) if sheet.cell(r, column).value == name)


def answer(book, name: str, **stated) -> None:
    """Fill in the row of a child: result, day, reason, back, note, key."""
    words = {"result": "Kết quả", "day": "Ngày làm, ngày gặp", "reason": "Lý do",
             "back": "Ngày về", "note": "Ghi chú", "key": "Mã dòng",
             "child": "Họ và tên", "birth": "Ngày sinh"}  # fmt: skip
    sheet = book.worksheets[0]
    row = row_of(sheet, name)
    for key, value in stated.items():
        sheet.cell(row, at(sheet, words[key])).value = value


def child(week, name: str):
    (person,) = (p for p in week.people if p.name == name)
    return person


def codes(week) -> list[str]:
    return sorted(i.code for i in week.issues if i.code.startswith("PH"))


def test_answers_become_status_reason_and_dates_with_their_source(door):
    book = door.book()
    answer(book, NAMES[0], result="Đã thu nhận", day=date(2024, 7, 15))
    answer(book, NAMES[1], result="Chưa làm", day="16/7/2024",
           reason="Về quê, nghỉ hè", back=date(2024, 7, 27))  # fmt: skip
    door.send(book)
    week = door.read()
    an, bao = (child(week, name) for name in NAMES[:2])
    assert (an.status, an.applied_date) == ("applied", date(2024, 7, 15))
    assert an.door_source.startswith(f"returns/{DAY}/gui lai.xlsx › Danh sách › ")
    assert (bao.status, bao.reason) == ("not_yet", "VE_QUE_HE")
    assert (bao.contact_date, bao.return_date) == (
        date(2024, 7, 16), date(2024, 7, 27))  # fmt: skip
    assert codes(week) == ["PH-10"]
    assert int(dophu.gaps(week)["gap"].sum()) == 2


def test_a_list_among_the_rosters_is_no_list_of_its_hamlet(folder):
    door = Door(folder)
    book = door.book()
    answer(book, NAMES[0], result="Đã thu nhận")
    answer(book, NAMES[1], result="Đã cấp")
    door.send(book, where=f"rosters/{DAY}")
    week = door.read()
    assert set(week.missing) == {"H1", "H2"}
    assert {p.presence for p in week.people} == {"present"}
    assert [child(week, n).status for n in NAMES] == ["applied", "issued", "not_yet"]
    assert child(week, "Vàng A Chi").status == "applied"


def test_rows_sorted_deleted_and_copied_without_headings_find_their_children(door):
    book = door.book()
    answer(book, NAMES[0], result="Đã thu nhận")
    answer(book, NAMES[1], result="Hồ sơ bị trả")
    sheet = book.worksheets[0]
    rows = [[c.value for c in sheet[row_of(sheet, name)]] for name in NAMES[1::-1]]
    copy = openpyxl.Workbook()
    for values in rows:
        copy.worksheets[0].append(values)
    door.send(copy, "ai đó.xlsx")
    week = door.read()
    assert [child(week, n).status for n in NAMES[:2]] == ["applied", "returned"]


def test_rows_of_an_older_list_without_headings_have_no_way_of_meeting(door):
    """They have a cell less before the key than the lists of today."""
    book = door.book()
    answer(book, NAMES[0], result="Đã thu nhận", day=date(2024, 7, 15))
    sheet = book.worksheets[0]
    row = [c.value for c in sheet[row_of(sheet, NAMES[0])]]
    assert row.pop(at(sheet, "Cách gặp") - 1) is None
    copy = openpyxl.Workbook()
    copy.worksheets[0].append(row)
    door.send(copy)
    week = door.read()
    assert child(week, NAMES[0]).applied_date == date(2024, 7, 15)
    (line,) = week.manifest["door"]
    assert [stated[-1] for stated in line["answers"]] == [""]


def test_a_child_written_in_by_hand_is_a_child_and_one_left_out_is_not_gone(door):
    book = door.book()
    sheet = book.worksheets[0]
    sheet.delete_rows(row_of(sheet, NAMES[0]))
    last = row_of(sheet, NAMES[1]) + 1
    for heading, value in (("Họ và tên", "Sùng A Mới"), ("Ngày sinh", "05/06/2020"),
                           ("Kết quả", "Chưa làm")):  # fmt: skip
        sheet.cell(last, at(sheet, heading)).value = value
    door.send(book)
    week = door.read()
    new = child(week, "Sùng A Mới")
    assert (new.status, new.hamlet_id, new.presence) == ("not_yet", "H1", "present")
    assert child(week, NAMES[0]).presence == "present"


@pytest.mark.parametrize("key", [None, "DP-AAAAA-AAAAA-AAAAA-AAAAA", "x"])
def test_a_row_whose_key_is_lost_or_typed_over_goes_by_its_name(door, key):
    book = door.book()
    answer(book, NAMES[0], result="Đã thu nhận", key=key)
    door.send(book)
    week = door.read()
    # An answer is weighed as one, whatever became of its key.
    assert child(week, NAMES[0]).status == "applied"
    assert len(week.people) == 4
    assert codes(week) == [*(["PH-02"] if key else []), "PH-10", "PH-13", "PH-18"]


def test_a_row_that_lost_its_key_is_no_newer_than_the_rows_beside_it(door):
    for name, stated, key in (("a.xlsx", "Chưa làm", "ok"), ("b.xlsx", "Đã cấp", None)):
        book = door.book()
        answer(book, NAMES[0], result=stated, **({} if key else {"key": None}))
        door.send(book, name)
    week = door.read()
    assert child(week, NAMES[0]).status == "not_yet"
    assert "PH-03" in codes(week)


def test_two_answers_that_differ_are_reported_and_the_lesser_counts(door):
    for name, stated in (("a.xlsx", "Đã thu nhận"), ("b.xlsx", "Chưa làm")):
        book = door.book()
        answer(book, NAMES[0], result=stated)
        door.send(book, name)
    week = door.read()
    assert child(week, NAMES[0]).status == "not_yet"
    (reported,) = (i for i in week.issues if i.code == "PH-03")
    assert {reported.file[-6:], reported.details["other"].split(" › ")[0][-6:]} == {
        "a.xlsx", "b.xlsx"}  # fmt: skip
    assert week.gate == "REVIEW"


def test_a_later_answer_counts_by_its_day(door):
    for name, stated, day in (("a.xlsx", "Chưa làm", "12/7/2024"),
                            ("b.xlsx", "Đã thu nhận", "16/7/2024")):  # fmt: skip
        book = door.book()
        answer(book, NAMES[0], result=stated, day=day)
        door.send(book, name)
    week = door.read()
    assert child(week, NAMES[0]).status == "applied"
    assert "PH-03" not in codes(week)


def test_what_was_answered_stays_and_an_older_workbook_does_not_undo_it(door):
    book = door.book()
    answer(book, NAMES[0], result="Đã thu nhận", day="15/7/2024")
    door.send(book)
    old = door.book()
    answer(old, NAMES[0], result="Chưa làm", day="12/7/2024")
    door.send(old, where="returns/2024-07-25")
    for name, rows in (("m1.csv", (AN, BAO, CHI)), ("m2.csv", (DONG,))):
        door.folder.roster("2024-07-25", *rows, name=name)
    week = look(door.folder.path, "2024-07-25")
    assert child(week, NAMES[0]).status == "applied"
    assert child(week, NAMES[0]).applied_date == date(2024, 7, 15)


def test_an_answer_without_a_day_is_not_taken_for_one_of_the_date_of_the_lists(door):
    book = door.book()
    answer(book, NAMES[0], result="Đã thu nhận")
    door.send(book, where="returns/2024-07-15")
    other = door.book()
    answer(other, NAMES[0], result="Chưa làm", day="17/7/2024")
    door.send(other, where="returns/2024-07-20")
    for name, rows in (("m1.csv", (AN, BAO, CHI)), ("m2.csv", (DONG,))):
        door.folder.roster("2024-07-25", *rows, name=name)
    week = look(door.folder.path, "2024-07-25")
    assert child(week, NAMES[0]).status == "not_yet"
    assert "PH-03" in codes(week)


def test_rows_sorted_without_their_keys_go_by_their_names(door):
    book = door.book()
    sheet = book.worksheets[0]
    column = at(sheet, "Mã dòng")
    one, two = (sheet.cell(row_of(sheet, n), column) for n in NAMES[:2])
    one.value, two.value = two.value, one.value
    answer(book, NAMES[0], result="Đã thu nhận")
    door.send(book)
    week = door.read()
    assert [child(week, n).status for n in NAMES[:2]] == ["applied", "not_yet"]
    assert codes(week).count("PH-07") == 2


def test_a_corrected_name_is_proposed_and_the_answer_counts(door):
    book = door.book()
    answer(book, NAMES[0], result="Đã thu nhận", child="Mẫu Văn Anh")
    door.send(book)
    week = door.read()
    assert child(week, NAMES[0]).status == "applied"
    assert "PH-06" in codes(week)


@pytest.mark.parametrize("listed", [(BAO,), (AN,), (AN, BAO)])
def test_an_answer_is_its_childs_that_a_person_decided_to_be_another(door, listed):
    """The list names the child as it was known; its name and birth are another's."""
    ids = [p.person_id for n in NAMES[:2] for p in [child(door.read(), n)]]
    book = door.book()
    answer(book, NAMES[0], result="Đã thu nhận", day=date(2024, 7, 15))
    door.send(book)
    line = f"same_child,,{' '.join(ids)},same"
    door.folder.write("decisions.csv", f"kind,file,value,decision\n{line}\n")
    door.folder.roster(DAY, *listed, CHI, name="m1.csv")
    week = door.read()
    (found,) = (p for p in week.people if p.name in NAMES[:2])
    assert (found.status, found.applied_date) == ("applied", date(2024, 7, 15))
    assert not {"PH-05", "PH-08"} & {*codes(week)}


def test_such_an_answer_of_long_ago_is_set_aside_by_its_row_and_not_lost(door):
    """Under which name a child stood two dates ago is not looked up."""
    ids = [p.person_id for n in NAMES[:2] for p in [child(door.read(), n)]]
    line = f"same_child,,{' '.join(ids)},same"
    door.folder.write("decisions.csv", f"kind,file,value,decision\n{line}\n")
    late = "2024-07-25"
    for day in (DAY, late):
        door.folder.roster(day, BAO, CHI, name="m1.csv")
    book = door.book()
    answer(book, NAMES[0], result="Đã thu nhận", day=date(2024, 7, 15))
    row = row_of(book.worksheets[0], NAMES[0])
    door.send(book, where=f"returns/{late}")
    week = look(door.folder.path, late)
    places = [(i.file, i.cell) for i in week.issues if i.code == "PH-08"]
    assert places == [(f"returns/{late}/gui lai.xlsx", str(row))]


def test_a_name_of_another_child_of_before_is_not_the_keys_after_they_are_parted(door):
    """The key's child was parted from one of that name, who is on no list since."""
    ids = [p.person_id for n in NAMES[:2] for p in [child(door.read(), n)]]
    book = door.book()
    key = book.worksheets[0].cell(row_of(book.worksheets[0], NAMES[0]),
                                  at(book.worksheets[0], "Mã dòng")).value  # fmt: skip
    answer(book, NAMES[1], result="Đã thu nhận", key=key, birth="5/5/2012",
           child="Thào Thị Khác")  # fmt: skip
    door.send(book)
    line = f"same_child,,{' '.join(ids)},different"
    door.folder.write("decisions.csv", f"kind,file,value,decision\n{line}\n")
    week = door.read()
    assert child(week, NAMES[0]).status == "not_yet"
    assert "PH-08" in codes(week)


def test_what_is_damaged_or_locked_is_named_and_the_rest_goes_on(door):
    book = door.book()
    answer(book, NAMES[0], result="Đã thu nhận", day=date(2024, 7, 15))
    content = door.send(book).read_bytes()
    locked = io.BytesIO()
    OOXMLFile(io.BytesIO(content)).encrypt("bí mật", locked)
    for name, what in (("hong", content[:2000]), ("khoa", locked.getvalue())):
        door.folder.write(f"returns/{DAY}/{name}.xlsx", what)
    week = door.read()
    assert child(week, NAMES[0]).status == "applied"
    back = [i for i in week.issues if i.file.startswith("returns")]
    reported = {i.code: i.file for i in back if i.code.startswith("TP")}
    assert reported == {"TP-01": f"returns/{DAY}/hong.xlsx",
                        "TP-06": f"returns/{DAY}/khoa.xlsx"}  # fmt: skip


def test_rows_filtered_out_of_sight_and_columns_deleted_lose_no_answer(door):
    book = door.book()
    answer(book, NAMES[0], result="Đã thu nhận", day=date(2024, 7, 15))
    sheet = book.worksheets[0]
    sheet.row_dimensions[row_of(sheet, NAMES[0])].hidden = True
    for heading in ("Có từ danh sách", "Nhóm tuổi", "Giới tính", "STT"):
        sheet.delete_cols(at(sheet, heading))
    door.send(book)
    week = door.read()
    assert child(week, NAMES[0]).status == "applied"
    assert codes(week) == ["PH-10"]


@pytest.mark.parametrize("stated", ["left", "present"])
def test_a_child_stated_to_be_gone_is_verified_by_a_person(door, stated):
    book = door.book()
    answer(book, NAMES[0], reason="Đã chuyển đi")
    door.send(book)
    week = door.read()
    gone = child(week, NAMES[0])
    assert (gone.presence, gone.reason) == ("to_verify", "CHUYEN_DI")
    (reported,) = (i for i in week.issues if i.code == "PH-15")
    (asked,) = (q for q in find_questions(week) if q.issue.code == "PH-15")
    assert ",".join(asked.answers[0]) == reported.details["line"]
    (line,) = (line for line in asked.answers if line[3] == stated)
    door.folder.write("decisions.csv", f"kind,file,value,decision\n{','.join(line)}\n")
    week = door.read()
    assert child(week, NAMES[0]).presence == stated
    # What was decided is not asked again.
    # The lists are those of the week before: that can be accepted as it is.
    assert codes(week) == []
    assert {q.issue.code for q in find_questions(week)} == {"TP-04"}


def test_a_child_decided_to_have_left_that_was_met_is_reported(door):
    book = door.book()
    answer(book, NAMES[0], result="Chưa làm")
    door.send(book)
    line = f"presence,,{child(door.read(), NAMES[0]).person_id},left"
    door.folder.write("decisions.csv", f"kind,file,value,decision\n{line}\n")
    assert codes(door.read()) == ["PH-11"]


def test_a_child_missing_from_the_list_that_was_met_is_there(folder):
    door = Door(folder)
    folder.roster(DAY, BAO, CHI, name="m1.csv")
    book = door.book()
    answer(book, NAMES[0], result="Chưa làm", day="16/7/2024")
    assert child(door.read(), NAMES[0]).presence == "to_verify"
    door.send(book)
    assert child(door.read(), NAMES[0]).presence == "present"


@pytest.mark.parametrize(
    ("old", "new"),
    [('"99999"', '"03217"'), ("[campaign]", '[campaign]\ndrive = "measles"')],
)
def test_a_list_of_another_unit_or_drive_counts_nothing(door, old, new):
    text = (door.folder.path / "campaign.toml").read_text(encoding="utf-8")
    assert old in text
    door.folder.write("campaign.toml", text.replace(old, new))
    book = door.book()
    answer(book, NAMES[0], result="Đã thu nhận")
    door.send(book)
    week = door.read()
    assert child(week, NAMES[0]).status == "not_yet"
    assert codes(week) == ["PH-01"]


def test_a_key_of_nobody_is_set_aside_and_reported(door):
    book = door.book()
    key = make_row_key(0, date(2024, 7, 11), "P000000000000")
    answer(book, NAMES[0], result="Đã thu nhận", key=key, child="Ai Đó Khác")
    door.send(book)
    assert "PH-01" in codes(door.read())


def test_what_is_not_understood_is_no_answer_and_its_text_is_not_shown(door):
    book = door.book()
    answer(book, NAMES[0], result="Mẫu Thị Bí Mật", day="hôm qua")
    answer(book, NAMES[1], result="Đã thu nhận", day=date(2024, 8, 1))
    door.send(book)
    week = door.read()
    assert [child(week, n).status for n in NAMES[:2]] == ["not_yet", "not_yet"]
    assert codes(week) == ["PH-09", "PH-12", "PH-17"]
    assert not any("Bí Mật" in i.line("vi") for i in week.issues)


def test_the_police_list_is_further_than_an_answer_of_not_yet(door):
    book = door.book()
    answer(book, NAMES[0], result="Chưa làm")
    door.send(book)
    door.folder.enrolment(DAY, AN.replace("chưa", "đã cấp"))
    week = door.read()
    assert child(week, NAMES[0]).status == "issued"


def test_a_list_in_english_is_read_in_a_vietnamese_campaign(folder):
    door = Door(folder)
    out = folder.path.parent / "english"
    door.paths = dophu.write_lists(out, look(folder.path, THEN), "en")
    book = door.book()
    sheet = book.worksheets[0]
    column = [cell.value for cell in sheet[HEAD]].index("Result") + 1
    sheet.cell(HEAD + 1, column).value = "Application taken"
    door.send(book)
    folder.roster(DAY, AN, BAO, CHI)
    assert sorted(p.status for p in door.read().people if p.hamlet_id == "H1") == [
        "applied", "applied", "not_yet"]  # fmt: skip


def test_lists_that_come_back_between_two_dates_are_read_with_the_later(door):
    book = door.book()
    answer(book, NAMES[0], result="Đã thu nhận")
    door.send(book, where="returns/2024-07-15")
    door.send(book, "b.xlsx", where="returns/2024-07-20")
    week = door.read()
    assert child(week, NAMES[0]).status == "applied"
    assert {line["received"] for line in week.manifest["door"]} == {"2024-07-15"}


def test_every_row_that_came_back_is_accounted_for(door):
    book = door.book()
    answer(book, NAMES[0], result="Đã thu nhận")
    door.send(book)
    week = door.read()
    (sheet,) = (s for s in week.manifest["sheets"] if s["sheet"] == "Danh sách")
    outcomes = ("person", "merged", "quarantined", "ignored", "out_of_scope", "left")
    assert sheet["rows"] == sum(sheet[name] for name in outcomes)
    assert sheet["merged"] == 2


def given(status: str, day: str = "", received: str = "2024-07-18", of: str = THEN):
    key = RowKey(1, date.fromisoformat(of), "P000000000001")
    when = date.fromisoformat(day) if day else None
    place = (f"returns/{received}/{status}.xlsx", "DS", 1)
    return DoorAnswer(key, place, status=status, day=when)


@pytest.mark.parametrize(
    ("stated", "status", "differ"),
    [
        ([given("applied")], "applied", False),
        ([given("applied"), given("issued")], "issued", False),
        ([given("not_yet"), given("returned")], "returned", False),
        ([given("applied"), given("not_yet")], "not_yet", True),
        (
            [given("applied", "2024-07-16"), given("not_yet", "2024-07-12")],
            "applied",
            False,
        ),
        (
            [given("applied", "2024-07-12"), given("not_yet", "2024-07-16")],
            "not_yet",
            True,
        ),
        ([given("applied", of=DAY), given("not_yet")], "applied", False),
        ([given("applied"), given("not_yet", of=DAY)], "not_yet", True),
        ([given("applied", received="2024-07-20"), given("not_yet")], "applied", False),
    ],
)
def test_of_two_answers_the_later_counts_else_the_lesser(stated, status, differ):
    for order in (stated, stated[::-1]):
        found, conflict = settle_answers(order)
        assert found == status
        assert bool(conflict) == differ


def test_the_path_of_a_list_says_nothing_of_what_it_is(door):
    book = door.book()
    answer(book, NAMES[0], result="Đã thu nhận")
    path = door.send(book, "Danh sách trẻ ĐÃ LÀM căn cước thôn khác.xlsx")
    assert isinstance(path, Path)
    assert child(door.read(), NAMES[0]).status == "applied"


def test_why_says_that_an_answer_decided(door, capsys):
    book = door.book()
    answer(book, NAMES[0], result="Đã thu nhận", day=date(2024, 7, 15))
    answer(book, NAMES[1], result="Chưa làm")
    door.send(book)
    words = ["why", str(door.folder.path), "--hamlet", "H1", "--as-of", DAY]
    for column in ("enrolled", "gap", "persons"):
        assert cli.main([*words, "--column", column]) == 0
        stated = " ".join(capsys.readouterr().out.split())
        assert "CH-11" not in stated
        if column == "enrolled":
            assert f"theo phiếu đi từng nhà: returns/{DAY}/gui lai.xlsx" in stated
            assert "theo mã dòng của phiếu" in stated
            assert "Kết quả: Đã thu nhận; Ngày làm, ngày gặp: 15/7/2024" in stated


def test_why_shows_answers_of_rows_without_headings_and_no_words_of_ones_own(door):
    book = door.book()
    answer(book, NAMES[0], result="Đã thu nhận", note="gặp bà Mẫu Thị Bí Mật")
    row = [c.value for c in book.worksheets[0][row_of(book.worksheets[0], NAMES[0])]]
    copy = openpyxl.Workbook()
    copy.worksheets[0].append(row)
    door.send(copy)
    table = dophu.load(door.folder.path, DAY).why("H1", column="enrolled")
    (stated,) = table.loc[table["source"] == "door", "said"]
    assert "Kết quả: Đã thu nhận" in stated and "Bí Mật" not in stated


def test_why_says_of_a_child_on_no_list_or_gone_why_it_counts_or_not(door):
    ids = {name: child(door.read(), name).person_id for name in NAMES}
    book = door.book()
    answer(book, NAMES[0], result="Chưa làm", day=date(2024, 7, 15))
    answer(book, NAMES[1], reason="Đã chuyển đi")
    door.send(book)
    door.folder.roster(DAY, BAO, CHI, name="m1.csv")

    def presence(name: str) -> str:
        told = dophu.load(door.folder.path, DAY).why(child=ids[name])
        assert "chưa đủ để biết nhóm" not in told["age_rule"].iloc[-1]
        return told["presence_rule"].iloc[-1]

    assert "gặp được khi đi từng nhà" in presence(NAMES[0])
    assert "phiếu đi từng nhà ghi trẻ không còn ở" in presence(NAMES[1])
    line = f"presence,,{ids[NAMES[1]]},left"
    door.folder.write("decisions.csv", f"{DECIDED}\n{line}\n")
    assert presence(NAMES[1]).startswith("đã chuyển đi theo decisions.csv, dòng 2")


@pytest.mark.skipif(not shutil.which("soffice"), reason="LibreOffice is not installed")
def test_a_list_filled_in_and_saved_by_another_program_is_read(door, tmp_path):
    book = door.book()
    answer(book, NAMES[0], result="Đã thu nhận", day=date(2024, 7, 15))
    answer(book, NAMES[1], reason="Về quê, nghỉ hè", back=date(2024, 7, 27))
    book.save(tmp_path / "a.xlsx")
    command = ["soffice", f"-env:UserInstallation=file://{tmp_path}/p", "--headless",
               "--convert-to", "xlsx:Calc MS Excel 2007 XML", "--outdir",
               str(tmp_path / "b"), str(tmp_path / "a.xlsx")]  # fmt: skip
    subprocess.run(command, check=True, capture_output=True, timeout=600)
    content = (tmp_path / "b" / "a.xlsx").read_bytes()
    door.folder.write(f"returns/{DAY}/b.xlsx", content)
    week = door.read()
    an, bao = (child(week, name) for name in NAMES[:2])
    assert (an.status, an.applied_date) == ("applied", date(2024, 7, 15))
    assert (bao.reason, bao.return_date) == ("VE_QUE_HE", date(2024, 7, 27))


def shuffled(rows: list[list[object]], chance: random.Random) -> list[list[object]]:
    """Sort, delete and double rows as whoever fills a list in does."""
    chance.shuffle(rows)
    kept = [row for row in rows if chance.random() < 0.8]
    return kept + [row for row in kept if chance.random() < 0.2]


@pytest.mark.hunt
@pytest.mark.parametrize("seed", range(tries(2, 12, 400)))
def test_no_answer_is_lost_whatever_is_done_to_the_rows(folder, seed):
    chance = random.Random(seed)
    names = [f"{f} Văn {g}" for f in ("Mẫu", "Lò", "Vàng") for g in ("An", "Chi", "Tư")]
    lines = [
        f"{n},{name},{n:02d}/0{1 + n % 9}/20{14 + n % 8},,Tổ dân phố Mẫu 1,chưa,"
        for n, name in enumerate(names, start=1)
    ]
    folder.roster(THEN, *lines)
    before = look(folder.path, THEN)
    path = dophu.write_lists(folder.path.parent / "lists", before)[0]
    sheet = openpyxl.load_workbook(path).worksheets[0]
    heads = [cell.value for cell in sheet[HEAD]]
    result, name_at = heads.index("Kết quả"), heads.index("Họ và tên")
    rows = [[c.value for c in sheet[row_of(sheet, name)]] for name in names]
    stated = {}
    for row in rows:
        row[result] = chance.choice(["Đã thu nhận", "Đã cấp", "Hồ sơ bị trả", None])
        stated[row[name_at]] = row[result]
    rows = shuffled(rows, chance)
    back = openpyxl.Workbook()
    if chance.random() < 0.7:
        back.worksheets[0].append(heads)
    for row in rows:
        back.worksheets[0].append(row)
    content = io.BytesIO()
    back.save(content)
    folder.write(f"returns/{DAY}/{seed}.xlsx", content.getvalue())
    folder.roster(DAY, *lines)
    week = look(folder.path, DAY)
    codes_of = {"Đã thu nhận": "applied", "Đã cấp": "issued",
                "Hồ sơ bị trả": "returned", None: "not_yet"}  # fmt: skip
    kept = {row[name_at] for row in rows}
    wanted = {name: codes_of[stated[name] if name in kept else None] for name in names}
    assert {p.name: p.status for p in week.people} == wanted
    done = sum(status in ("applied", "issued") for status in wanted.values())
    ledger = dophu.changes(week)
    assert int(ledger["opening"].sum()) == len(names)
    assert int(ledger["enrolled"].sum()) == done
    assert int(ledger["closing"].sum()) == len(names) - done
    assert int(dophu.gaps(week)["gap"].sum()) == len(names) - done


def test_who_died_by_the_result_is_asked(door):
    book = door.book()
    answer(book, NAMES[0], result="chết", day=date(2024, 7, 15))
    door.send(book)
    week = door.read()
    assert codes(week) == ["PH-15"]
    assert child(week, NAMES[0]).presence == "to_verify"


def typed_anew(rows) -> openpyxl.Workbook:
    book = openpyxl.Workbook()
    for row in rows:
        book.worksheets[0].append(row)
    return book


def struck_out(book):
    answer(book, NAMES[0], result="Đã thu nhận", day=date(2024, 7, 15))
    sheet = book.worksheets[0]
    sheet.cell(row_of(sheet, NAMES[0]), at(sheet, "Kết quả")).font = Font(strike=True)


def coloured(book):
    sheet = book.worksheets[0]
    yellow = PatternFill("solid", fgColor="FF92D050")
    sheet.cell(row_of(sheet, NAMES[0]), 1).fill = yellow


DONE, DECIDED = "Đã thu nhận", "kind,file,value,decision"
GONE_BEFORE = "presence,,{id},left"
ANOTHER = {"result": DONE, "child": "Hạng A Khác", "birth": "5/5/2012"}
ASKING = {
    "PH-03": ({"result": DONE}, ["applied", "not_yet"]),
    "PH-05": (ANOTHER, ["not_yet", "not_yet"]),
    "PH-07": ({"result": DONE}, ["applied", "not_yet"]),
    "PH-08": (ANOTHER, ["applied", "not_yet", "not_yet"]),
    "PH-09": ({"result": "x"}, ["applied", "not_yet"]),
    "PH-11": ({"result": DONE, "day": date(2024, 7, 15)}, ["applied"]),
    "PH-12": ({"result": DONE, "day": date(2024, 7, 25)}, ["applied", "not_yet"]),
    "PH-15": ({"result": "chết"}, ["not_yet"]),
    "PH-14": ({}, ["issued", "not_yet"]),
    "PH-16": ({"reason": "Ghi trùng"}, ["not_yet", "not_yet"]),
    "PH-16 nobody": ({"reason": "Ghi trùng"}, ["not_yet"]),
    "PH-19": ({"result": DONE, "note": "nhầm"}, ["applied", "not_yet"]),
    "PH-20": ({"note": "đã làm"}, ["applied", "not_yet"]),
    "PH-21": (struck_out, ["applied", "not_yet"]),
    "PH-21 colour": (coloured, ["applied", "not_yet"]),
    "PH-22": ({}, ["issued"]),
    "PH-23": ({}, ["not_yet"]),
}
"""What an officer sends back that is asked about, and what the lines make of it."""


def lines_shown(issue) -> list[str]:
    """Give the lines of a message, cut out of its words as a person copies them."""
    shown = re.split(r"decisions\.csv dòng:? ", issue.message("vi"))[1]
    return re.findall(r"`([^`]+)`", shown) or [shown]


@pytest.mark.parametrize("name", cases(ASKING, 6))
def test_each_line_that_a_message_shows_settles_it_pasted_as_it_is(door, name):
    code, (stated, wanted) = name.split()[0], ASKING[name]
    book = door.book()
    stated(book) if callable(stated) else answer(book, NAMES[0], **stated)
    if code == "PH-22":
        head = ["Họ và tên", "Năm sinh", "Kết quả"]
        book = typed_anew([["Tổ dân phố Mẫu 1"], head, [NAMES[0], 2019, "Đã cấp"]])
    if code == "PH-14":
        head = ["Họ và tên", "Năm sinh", "Kết quả"]
        book = typed_anew([head, [NAMES[0], 2019, "Đã cấp"]])
    if code == "PH-23":
        head = ["Họ và tên", "Kết quả"]
        book = typed_anew([["Tổ dân phố Mẫu 1"], head, ["Cháu Quỳnh", "Đã cấp"]])
    if code == "PH-03":
        other = door.book()
        answer(other, NAMES[0], result="Chưa làm")
        door.send(other, "b.xlsx")
    if code == "PH-05":
        tag = campaign_tag("99999", "identity_card")
        key = make_row_key(tag, date(2024, 7, 11), "P0123456789ab")
        answer(book, ANOTHER["child"], key=key)
    if code == "PH-07":  # sorted without their keys
        sheet = book.worksheets[0]
        one, two = (sheet.cell(row_of(sheet, n), at(sheet, "Mã dòng"))
                    for n in NAMES[:2])  # fmt: skip
        one.value, two.value = two.value, one.value
    door.send(book)
    before = [DECIDED]
    if code == "PH-11":
        before.append(GONE_BEFORE.format(id=child(door.read(), NAMES[0]).person_id))
    if name == "PH-16":  # the other of its name, whom the police have
        twin = AN.replace("02/07/2019", "02/07/2018").replace("1,", "9,", 1)
        door.folder.roster(DAY, DONG, twin, name="m2.csv")
    door.folder.write("decisions.csv", "\n".join(before))
    week = door.read()
    issue, *others = (i for i in week.issues if i.code == code)
    assert all(lines_shown(other) == lines_shown(issue) for other in others)
    lines = lines_shown(issue)
    assert len(lines) == len(wanted)
    asked = [q for q in find_questions(week, every=True) if q.issue.code == code]
    offered = [line for q in asked for line in (*q.answers, *q.more)]
    assert {as_line(*line) for line in offered} >= {*lines}
    if name == "PH-16":  # which of several it may be is said, and no word takes one
        walk, answers = Walk(week, asked), [*asked[0].answers]
        assert "m2.csv › 3" in walk.show().answers[0]
        two = replace(asked[0], more=(("same_child", "", "P1 P2", "same"),))
        assert walk.find_typed(asked[0], "same")[0] == answers[0]
        assert walk.find_typed(two, "same")[0] is None
    for line, status in zip(lines, wanted, strict=True):
        door.folder.write("decisions.csv", "\n".join((*before, line)))
        week = door.read()
        assert code not in codes(week), line
        assert not {i.code for i in week.issues} & {"TD-14"}
        named = [p for p in week.people if p.name == NAMES[0]]
        assert {person.status for person in named} == {status}
        assert len(named) == 1 + (name == "PH-16" and line.endswith(",ignore"))
        is_new = any(p.name == ANOTHER["child"] for p in week.people)
        assert is_new == (code in ("PH-05", "PH-08") and line.endswith(",name"))
    gone = {person.presence for person in named}
    assert gone == {"dead" if code == "PH-15" else "present"}


def test_every_code_that_shows_a_line_is_pasted():
    texts = {c: k.words.get("todo", {}).get("vi", "") for c, k in catalogue().items()}
    shown = {c for c in texts if c[:3] == "PH-" and "decisions.csv" in texts[c]}
    assert shown == {name.split()[0] for name in ASKING}


def test_a_list_added_without_a_hamlet_is_of_the_hamlet_of_the_list_beside_it(door):
    book = door.book()
    sheet = book.create_sheet("Sheet1")
    sheet.append(["TT", "Họ tên", "Ngày sinh", "Tình trạng"])
    sheet.append([1, NAMES[0], "02/07/2019", "đã làm"])
    sheet.append([2, "Thào A Mới", "03/04/2018", "chưa làm"])
    door.send(book)
    week = door.read()
    assert child(week, NAMES[0]).status == "applied"
    assert child(week, "Thào A Mới").hamlet_id == "H1"
    assert {*codes(week)} <= {"PH-10", "PH-13", "PH-18"}


def test_of_which_hamlet_a_sheet_is_can_be_said_by_a_line(door):
    door.send(typed_anew([["Họ tên", "Tình trạng"], ["Thào A Mới", "chưa làm"]]))
    week = door.read()
    (issue,) = (i for i in week.issues if i.code == "PH-14")
    (line,) = (line for line in lines_shown(issue) if line.endswith(",H2"))
    (asked,) = (q for q in find_questions(week) if q.issue.code == "PH-14")
    assert [line[3] for line in asked.answers] == ["H1", "H2", "ignore"]
    door.folder.write("decisions.csv", f"{DECIDED}\n{line}\n")
    week = door.read()
    assert "PH-14" not in codes(week)
    assert child(week, "Thào A Mới").hamlet_id == "H2"


@pytest.mark.parametrize("gone", [{"result": "chết"}, {"reason": "Đã mất"}])
def test_one_officer_says_done_and_another_that_the_child_died(door, gone):
    for name, stated in (("a.xlsx", {"result": "Đã thu nhận"}), ("b.xlsx", gone)):
        book = door.book()
        answer(book, NAMES[0], **stated)
        door.send(book, name)
    week = door.read()
    assert codes(week) == ["PH-03", "PH-15"]
    assert child(week, NAMES[0]).status == "not_yet"
