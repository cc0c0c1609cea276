"""Who was sent what and who reported: no report is never 0."""

from __future__ import annotations

import io
from datetime import date

import openpyxl
import pandas as pd
import pytest

import dophu
from dophu.campaign.config import read_campaign
from dophu.snapshots import look
from dophu.tables.outreach import due_date, late_lists

THEN, DAY = "2024-07-11", "2024-07-18"
AN = "1,Mẫu Văn An,02/07/2019,,Tổ dân phố Mẫu 1,chưa,"
BAO = "2,Lò Thị Bảo,02/03/2016,,Tổ dân phố Mẫu 1,chưa,"
DONE = "1,Giàng Thị Đông,05/08/2018,,Thôn Ví Dụ 2,đã làm,"


def send_back(folder, answer: str | None, where: str) -> None:
    """Send the list of H1 back, with an answer in its first row or none at all."""
    path = dophu.write_lists(folder.path.parent / where[-4:], look(folder.path, THEN))[
        0
    ]
    book = openpyxl.load_workbook(path)
    sheet = book.worksheets[0]
    heads = [cell.value for cell in sheet[7]]
    sheet.cell(8, heads.index("Kết quả") + 1).value = answer
    content = io.BytesIO()
    book.save(content)
    folder.write(f"{where}/a.xlsx", content.getvalue())


def reports(folder) -> pd.DataFrame:
    return dophu.outreach(look(folder.path, DAY)).set_index("hamlet_id")


def two_dates(folder) -> None:
    folder.roster(THEN, AN, BAO, name="m1.csv")
    folder.roster(THEN, DONE, name="m2.csv")
    folder.roster(DAY, AN, BAO, name="m1.csv")
    folder.roster(DAY, DONE, name="m2.csv")


def test_a_list_that_nobody_sent_back_is_late_and_has_no_count(folder):
    two_dates(folder)
    table = reports(folder)
    assert table["report"].to_dict() == {"H1": "late", "H2": "none"}
    assert table["answered"].isna().all()
    assert table.loc["H1", ["sent", "due", "children"]].tolist() == [
        date(2024, 7, 11), date(2024, 7, 18), 2]  # fmt: skip


@pytest.mark.long
def test_a_list_sent_back_has_its_day_and_its_answers_0_where_all_is_empty(folder):
    two_dates(folder)
    send_back(folder, None, "returns/2024-07-16")
    assert reports(folder).loc["H1", ["returned", "answered", "report"]].tolist() == [
        date(2024, 7, 16), 0, "returned"]  # fmt: skip
    send_back(folder, "Đã thu nhận", "returns/2024-07-18")
    assert reports(folder).loc["H1", ["returned", "answered"]].tolist() == [
        date(2024, 7, 16), 1]  # fmt: skip


def test_a_hamlet_that_never_sent_a_list_has_no_children_to_count(folder):
    folder.roster(THEN, AN)
    folder.roster(DAY, AN)
    table = reports(folder)
    assert pd.isna(table.loc["H2", "children"])
    assert table.loc["H2", "report"] == "late"


def test_lists_are_due_on_the_next_date_and_by_the_deadline(folder):
    folder.roster(THEN, AN)
    assert due_date(read_campaign(folder.path), date(2024, 7, 11)) == date(2024, 7, 18)
    folder.roster("2024-07-21", AN)
    campaign = read_campaign(folder.path)
    assert due_date(campaign, date(2024, 7, 21)) == date(2024, 7, 31)
    assert due_date(campaign, date(2024, 7, 11)) == date(2024, 7, 18)


def test_late_lists_are_counted_only_where_an_office_works_with_them():
    late, back = {"hamlet": "Thôn 1", "report": "late"}, {"report": "returned"}
    found = [late_lists(rows) for rows in ([late, late], [late, back], [])]
    assert found == [[], ["Thôn 1"], []]
