"""Rows of enrolment lists that are dated when nothing can have been done yet."""

from __future__ import annotations

from datetime import date, timedelta
from types import SimpleNamespace

import pytest

from dophu.ages import AgeGroup, AgeGroups
from dophu.campaign.hamlets import Hamlet, Hamlets
from dophu.persons import match_persons
from dophu.persons.matching import DateInputs
from dophu.rosters.rows import read_rows
from dophu.rosters.source_rows import Rows, Sender
from tests.reading import grid_of

AS_OF = date(2024, 7, 18)
GROUPS = AgeGroups((AgeGroup("under_6", 0, 6), AgeGroup("6_to_13", 6, 14)))
BORN = date(2016, 1, 5)


def matched(day, born=BORN, more=()):
    index = Hamlets((Hamlet("H1", "Thôn Mẫu 1"),)).index()
    rows = Rows()
    top = ["Họ và tên", "Ngày sinh", "Số định danh", "Thôn", "Tình trạng"]
    child = ["Mẫu Văn An", BORN, "099216000001", "Thôn Mẫu 1", "Chưa"]
    other = ["Mẫu Thị Bình", BORN, "099316000002", "Thôn Mẫu 1", "Chưa"]
    sheet = grid_of("DS", [top, child, other])
    rows.extend(read_rows(sheet, Sender("roster", "rosters/a.xlsx", AS_OF, index)))
    top = ["Họ và tên", "Ngày sinh", "Số định danh", "Thôn", "Ngày thu nhận"]
    listed = [child[0], born, child[2], child[3], day]
    sheet = grid_of("DS", [top, listed, *more])
    rows.extend(
        read_rows(sheet, Sender("enrolment", "enrolments/e.xlsx", AS_OF, index))
    )
    found = match_persons(DateInputs(rows, AS_OF, GROUPS))
    issues = [*rows.issues, *found.issues]
    return SimpleNamespace(
        status={p.number: p.status for p in found.people}["099216000001"],
        date=next(p.applied_date for p in found.people if p.number == "099216000001"),
        codes={issue.code: issue for issue in issues},
        outcomes=found.outcomes,
    )


@pytest.mark.parametrize("born", [BORN, None])
@pytest.mark.parametrize(
    ("days", "status"), [(-400, "applied"), (0, "applied"), (1, "not_yet")]
)
def test_a_row_counts_up_to_the_day_of_the_list(days, status, born):
    found = matched(AS_OF + timedelta(days), born)
    assert found.status == status
    assert ("DS-31" in found.codes) == (status == "not_yet")
    assert found.outcomes.count("merged") == 1
    assert (found.date is None) == (status == "not_yet")


@pytest.mark.parametrize("born", [BORN, None])
@pytest.mark.parametrize(("days", "status"), [(-1, "not_yet"), (0, "applied")])
def test_a_row_counts_from_the_day_of_the_birth_whoever_shows_it(days, status, born):
    found = matched(BORN + timedelta(days), born)
    assert found.status == status
    assert ("DS-32" in found.codes) == (status == "not_yet")
    assert found.outcomes.count("merged") == 1


def test_the_warning_counts_the_rows_and_names_them():
    later = AS_OF + timedelta(3)
    second = ["Mẫu Thị Bình", BORN, "099316000002", "Thôn Mẫu 1", later]
    stated = matched(later, more=[second]).codes["DS-31"]
    assert stated.severity == "warning"
    assert "2 rows" in stated.message("en")
    assert "rows 2–3" in stated.message("en")
