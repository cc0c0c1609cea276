"""A name that stands where a word is expected is in no message, however often."""

from __future__ import annotations

import io
from types import SimpleNamespace

import openpyxl
import pytest

from dophu.campaign.config import read_campaign
from dophu.rosters.headings.shown_headings import hidden_headings
from dophu.snapshots import look

DAY = "2024-07-18"


def messages(folder, word: str) -> str:
    rows = [
        f"{n},Giàng A Páo{n % 2 * ' Hai'},0{n}/07/2019,,Tổ dân phố Mẫu 1,{word},"
        for n in range(1, 6)
    ]
    folder.roster(DAY, *rows)
    week = look(read_campaign(folder.path), DAY)
    table = week.issues_table()
    assert "DS-07" in set(table["code"])
    return " ".join(table["message"])


@pytest.mark.parametrize("word", ["Giàng A Páo", "giàng páo", "PÁO", "Vàng Thị Dế"])
def test_a_name_in_five_shifted_rows_is_not_shown(folder, word):
    assert word.split()[-1] not in messages(folder, word)


@pytest.mark.parametrize("word", ["Đợt hai", "đang chờ kỳ sau", "Mẫu 7B"])
def test_a_word_that_is_only_unknown_is_shown_as_before(folder, word):
    assert word in messages(folder, word)


def test_a_sheet_that_is_called_as_its_child_is_called_by_its_place(folder):
    """One sheet a child: its name is in no message, no table, and lines still hold."""
    book, kept = openpyxl.Workbook(), io.BytesIO()
    book.remove(book.active)
    cards = [
        ("Giàng A Páo", [["Họ và tên", "Ngày sinh"], ["Giàng A Páo", "31/02/2015"]]),
        ("Tổ dân phố Mẫu 1", [["Họ và tên", "Ngày sinh"], ["Mẫu Tổ Dân", "5/2/2015"]]),
        ("Mẫu Thị Dế", [["PHIẾU"], ["Họ và tên:", "Mẫu Thị Dế"], ["Năm sinh", 2015]]),
    ]
    for name, rows in cards:
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(row)
    book.save(kept)
    folder.write(f"rosters/{DAY}/a.xlsx", kept.getvalue())
    week = look(read_campaign(folder.path), DAY)
    tables = (week.issues_table(), week.rows_table(), week.sources_table())
    written = " ".join(table.to_csv() for table in tables)
    assert "Páo" not in written and "Dế" not in written
    assert "#1" in written and "Tổ dân phố Mẫu 1" in written and "#3" in written


@pytest.mark.parametrize("number", ["999 219 000 123", "Thôn 999219000123", "5/3/2019"])
def test_a_number_or_a_birth_date_where_a_hamlet_is_expected_is_not_shown(
    folder, number
):
    rows = [f"{n},Giàng A Páo,0{n}/07/2019,,{number},chưa," for n in range(1, 6)]
    folder.roster(DAY, *rows)
    messages = look(read_campaign(folder.path), DAY).issues_table()["message"]
    assert number not in " ".join(messages)


def test_a_heading_that_holds_a_number_is_not_shown_whatever_else_its_column_is():
    """A column of an unknown heading that may also be the opposite of the result."""
    head = "Lý do › 999219000123"
    table = SimpleNamespace(
        unknown={7: head}, of_others={}, reason_marks={}, unclear={7: ("cột H", "x")}
    )
    assert hidden_headings(table)[head] == "cột H"
