"""Did the visit work: who was done within a week and a fortnight of the contact."""

from __future__ import annotations

import csv
import io
from datetime import date

import openpyxl
import pandas as pd
import pytest

import dophu
from dophu.documents.csv_tables import as_csv
from dophu.findings.visits import say_visit_tables, say_visits
from dophu.rosters.texts.row_keys import campaign_tag, make_row_key
from dophu.snapshots import look
from dophu.tables.visits import reason_changes, visit_tables

DATES = ("2024-07-04", "2024-07-11", "2024-07-18", "2024-07-25")
NAMES = ("Mẫu Văn An", "Lò Thị Bảo", "Vàng A Chi", "Sùng A Dê")
HEADS = ["Họ và tên", "Kết quả", "Ngày làm, ngày gặp", "Lý do", "Ngày về", "Ghi chú",
         "Mã dòng"]  # fmt: skip


class Visits:
    """A hamlet of four children over four dates, whose lists come back."""

    def __init__(self, folder, fill: bool = True) -> None:
        self.folder = folder
        lines = [
            f"{n},{name},0{n}/03/201{n + 4},,Tổ dân phố Mẫu 1,chưa,"
            for n, name in enumerate(NAMES, start=1)
        ]
        for day in DATES if fill else ():
            folder.roster(day, *lines)
        week = look(folder.path, DATES[0])
        self.ids = {p.name: p.person_id for p in week.people}
        self.tag = campaign_tag(week.campaign.unit, week.campaign.vocabulary.drive)

    def send(
        self, where: str, sent: str, *stated: tuple[object, ...], heads: list = HEADS
    ) -> None:
        """Send a list back: name, result, day, reason of each row, or as headed."""
        book = openpyxl.Workbook()
        book.worksheets[0].append(heads)
        for name, *answered in stated:
            key = make_row_key(self.tag, date.fromisoformat(sent), self.ids[name])
            book.worksheets[0].append([name, *answered, None, None, key])
        content = io.BytesIO()
        book.save(content)
        self.folder.write(f"returns/{where}/{sent}.xlsx", content.getvalue())

    def week(self, day: str = DATES[-1]):
        return look(self.folder.path, day)


@pytest.fixture
def made(folder):
    return Visits(folder)


def rows_of(frame: pd.DataFrame) -> list[dict[str, str]]:
    """Give a table as an edition's file has it, all of it text."""
    return list(csv.DictReader(io.StringIO(as_csv(frame))))


def totals(table: pd.DataFrame) -> dict[str, object]:
    sums = table.drop(columns=["hamlet_id", "hamlet", "reason"]).sum(min_count=1)
    return {name: None if pd.isna(n) else int(n) for name, n in sums.items()}


def test_the_denominator_is_whose_days_have_passed_and_the_rest_is_too_early(made):
    made.send("2024-07-10", DATES[0],
              (NAMES[0], "Chưa làm", "5/7/2024", "Về quê, nghỉ hè"),
              (NAMES[1], "Chưa làm", "10/7/2024", None))  # fmt: skip
    made.send("2024-07-17", DATES[1],
              (NAMES[0], "Đã thu nhận", "12/7/2024", None),
              (NAMES[1], "Đã thu nhận", "17/7/2024", None),
              (NAMES[2], "Chưa làm", "16/7/2024", None))  # fmt: skip
    table = dophu.visits(made.week("2024-07-18"))
    assert totals(table) == {
        "children": 3, "done_before": 0,
        "due_7": 2, "enrolled_7": 2, "too_early_7": 1,
        "due_14": 0, "enrolled_14": None, "too_early_14": 3, "without_result": 0,
    }  # fmt: skip
    assert sorted(table["reason"]) == ["CHUA_RO", "VE_QUE_HE"]
    later = totals(dophu.visits(made.week("2024-07-25")))
    assert (later["due_7"], later["enrolled_7"]) == (3, 2)
    assert (later["due_14"], later["enrolled_14"]) == (2, 2)


@pytest.mark.parametrize(("done", "within"), [("12/7/2024", 1), ("13/7/2024", 0)])
def test_the_seventh_day_is_within_and_the_eighth_is_not(made, done, within):
    made.send("2024-07-10", DATES[0], (NAMES[0], "Chưa làm", "5/7/2024", None))
    made.send("2024-07-17", DATES[1], (NAMES[0], "Đã thu nhận", done, None))
    found = totals(dophu.visits(made.week("2024-07-18")))
    assert (found["due_7"], found["enrolled_7"]) == (1, within)


def test_who_was_done_before_the_visit_is_no_success_of_it(made):
    made.send("2024-07-10", DATES[0], (NAMES[0], "Đã thu nhận", "1/7/2024", None))
    found = totals(dophu.visits(made.week()))
    assert (found["children"], found["done_before"], found["due_7"]) == (1, 1, 0)
    assert found["enrolled_7"] is None


def test_three_days_of_contact_to_no_result_are_reported_and_copies_are_no_contact(
    made,
):
    stated = (NAMES[0], "Chưa làm", None, "Đi làm xa")
    made.send("2024-07-10", DATES[0], stated)
    made.send("2024-07-11", DATES[0], stated)
    made.send("2024-07-17", DATES[1], stated)
    assert totals(dophu.visits(made.week()))["without_result"] == 0
    made.send("2024-07-24", DATES[2], stated)
    assert totals(dophu.visits(made.week()))["without_result"] == 1


def test_reasons_that_changed_are_counted_from_one_answer_to_the_next(made):
    for where, sent, words in (
        ("2024-07-10", DATES[0], "Về quê, nghỉ hè"),
        ("2024-07-17", DATES[1], "Đã chuyển đi"),
    ):
        made.send(where, sent, *((n, "Chưa làm", None, words) for n in NAMES[:2]))
    changed = reason_changes(made.week())
    assert changed.values.tolist() == [["VE_QUE_HE", "CHUYEN_DI", 2]]
    assert set(visit_tables(made.week())) == {"visits", "reason_changes"}


def test_an_answer_under_an_id_that_was_given_up_is_its_childs(folder):
    one = "1,Mẫu Văn An,01/03/2015,099215000019,Tổ dân phố Mẫu 1,chưa,"
    other = "2,Mẫu Văn Anh,03/01/2015,{},Tổ dân phố Mẫu 1,chưa,"
    for day in DATES[:2]:
        folder.roster(day, one, other.format(""))
    for day in DATES[2:]:  # the same number, and the first of the two is gone
        folder.roster(day, other.format("099215000019"))
    made = Visits(folder, fill=False)
    made.send("2024-07-10", DATES[0], ("Mẫu Văn An", "Chưa làm", "5/7/2024", None))
    week = made.week()
    (child,) = week.people
    assert made.ids["Mẫu Văn An"] != child.person_id
    found = totals(dophu.visits(week))
    assert (found["children"], found["due_14"]) == (1, 1)


def test_how_families_were_met_is_counted_by_the_first_contact_and_said(made):
    heads = [HEADS[0], "Cách gặp", *HEADS[1:]]
    ways = ("Tại nhà", "gọi điện", "nhờ trưởng bản nhắn", None)
    made.send("2024-07-10", DATES[0], *(
        (name, way, "Chưa làm", "5/7/2024", None)
        for name, way in zip(NAMES, ways, strict=True)), heads=heads)  # fmt: skip
    made.send("2024-07-17", DATES[1],
              (NAMES[0], "Đã thu nhận", "9/7/2024", None))  # fmt: skip
    week = made.week("2024-07-18")
    table = visit_tables(week)["visit_methods"]
    counts = table[["method", "due_7", "enrolled_7"]].values.tolist()
    assert counts == [["home", 1, 1], ["phone", 1, 0], ["other", 1, 0],
                      ["unknown", 1, 0]]  # fmt: skip
    (stated,) = (s for s in say_visits(week, dophu.about(week)) if "cách gặp" in s)
    assert "tại nhà 100,0% (1/1); điện thoại, tin nhắn 0,0% (0/1)" in stated
    assert len(dophu.visits(week, where={"method": "phone"})) == 1
    # A week earlier nobody's days have passed.
    early = say_visits(made.week("2024-07-11"), dophu.about(week))
    assert early and not any("cách gặp" in stated for stated in early)
    # Of those whose days have passed no row says how.
    tables = {name: rows_of(frame) for name, frame in visit_tables(week).items()}
    tables["visit_methods"] = tables["visit_methods"][-1:]
    assert "cách gặp" not in " ".join(say_visit_tables(tables, dophu.about(week)))


def test_where_no_row_says_how_there_is_no_table_of_it(made):
    made.send("2024-07-10", DATES[0], (NAMES[0], "Chưa làm", "5/7/2024", None))
    assert set(visit_tables(made.week())) == {"visits"}


def test_visits_are_asked_by_group_officer_and_list_and_add_up(made):
    made.send("2024-07-10", DATES[0], *((n, "Chưa làm", None, None) for n in NAMES))
    week = made.week()
    for by in ("age_group", "officer", "sent", ["hamlet", "sex"]):
        assert int(dophu.visits(week, by=by)["children"].sum()) == 4, by
    assert int(dophu.visits(week, where={"sent": DATES[0]})["children"].sum()) == 4
    assert dophu.visits(week, where={"hamlet_id": "H2"}).empty


def test_nothing_is_stated_or_written_where_no_list_came_back(made):
    week = made.week()
    assert dophu.visits(week).empty and visit_tables(week) == {}
    assert say_visits(week, dophu.about(week)) == []


def test_the_finding_has_counts_with_every_share_in_both_languages(made):
    made.send("2024-07-10", DATES[0],
              (NAMES[0], "Chưa làm", "5/7/2024", "Về quê, nghỉ hè"),
              (NAMES[1], "Chưa làm", "10/7/2024", None))  # fmt: skip
    made.send("2024-07-17", DATES[1],
              (NAMES[0], "Đã thu nhận", "12/7/2024", None),
              (NAMES[2], "Chưa làm", "16/7/2024", None))  # fmt: skip
    week = made.week("2024-07-18")
    vietnamese, english = (
        say_visits(week, dophu.about(week, language)) for language in ("vi", "en")
    )
    assert "gửi lại: 3 trẻ; trong đó" in vietnamese[0]
    assert "50,0% (1/2)" in vietnamese[1]
    assert vietnamese[1].endswith("Chưa đủ 7 ngày, chưa tính: 1 trẻ.")
    assert "50.0% (1 of 2)" in english[1] and "early to say: 1 child." in english[1]
    assert english[2].startswith("For nobody have 14 days passed")
    tables = {name: rows_of(frame) for name, frame in visit_tables(week).items()}
    assert say_visit_tables(tables, dophu.about(week, "vi")) == vietnamese
    stated = " ".join((*vietnamese, *english))
    assert not any(name in stated for name in NAMES)
