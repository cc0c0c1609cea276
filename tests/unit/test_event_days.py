"""Days of enrolment as lists have them: in a column of their own, or as the mark."""

from __future__ import annotations

from datetime import date

import pytest

from dophu.campaign.hamlets import Hamlet, Hamlets
from dophu.rosters.sheets.rows import Sender, read_rows
from tests.reading import grid_of
from tests.spec.tables import read_table

AS_OF = date(2024, 7, 18)
INDEX = Hamlets((Hamlet("H1", "Thôn Mẫu 1"),)).index()
CODES = ("DS-03", "DS-09", "DS-42")
MARK = "Đã thu nhận hồ sơ"


def read(column, written, mark="", source="roster"):
    """Give the row's status and day, and the codes of the list."""
    more = {MARK: mark} if mark else {}
    heading = ["STT", "Họ và tên", "Ngày sinh", "Thôn", column, *more]
    first = [
        1,
        "Mẫu Văn An",
        "01/03/2018",
        "Thôn Mẫu 1",
        written or None,
        *more.values(),
    ]
    others = [
        [n, f"Mẫu Thị {name}", f"0{n}/05/2017", "Thôn Mẫu 1", None, *[None] * len(more)]
        for n, name in enumerate(("Bé", "Chi", "Dung"), start=2)
    ]
    found = read_rows(
        grid_of("DS", [heading, first, *others]), Sender(source, "a.xlsx", AS_OF, INDEX)
    )
    days = found.columns["applied_date"][1], found.columns["issued_date"][1]
    day = next(filter(None, days), None)
    codes = [issue.code for issue in found.issues if issue.code in CODES]
    return found.columns["status"][1], day, codes, found.issues


@pytest.mark.parametrize("row", read_table("event_days"))
def test_a_cell_of_a_day_counts_as_the_table_says(row):
    status, day, codes, _ = read(row["column"], row["written"], row["mark"])
    assert (status or "") == row["status"]
    assert (str(day) if day else "") == row["day"]
    assert codes == [row["code"]] * bool(row["code"])


def test_what_is_no_day_of_enrolment_is_never_called_a_birth_date():
    *_, codes, issues = read("Ngày cấp thẻ CC", "31/6")
    (issue,) = (i for i in issues if i.code in codes)
    assert (issue.cell, issue.details["rows"]) == ("E2", 1)
    assert "sinh" not in issue.message("vi") and "birth" not in issue.message("en")


@pytest.mark.parametrize("written", ["chưa", "hẹn 20/7", "rồi", "31/6", "x x x"])
@pytest.mark.parametrize("column", ["Ngày làm CC", "Ngày cấp thẻ CC", "Ngày thu nhận"])
def test_nobody_is_done_by_a_cell_that_is_no_day(column, written):
    assert read(column, written)[0] in (None, "not_yet")
