"""A list of long ago that is filed under a date of today is told."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from dophu.rosters.texts.old_lists import age_of_list
from tests.linkage.weeks import OTHERS, people, week

AS_OF = date(2024, 7, 18)
DAYS = ("2024-07-04", "2024-07-11", "2024-07-18")


def codes(folder, day):
    return [issue.code for issue in week(folder, day).issues]


@pytest.mark.parametrize(("count", "age", "reported"), [
    (5, 301, True), (5, 299, False), (4, 400, False), (9, 365, True), (0, 0, False),
])  # fmt: skip
def test_old_days_of_enrolment_report_an_old_list(count, age, reported):
    days = [AS_OF - timedelta(days=age + n) for n in range(count)]
    assert bool(age_of_list(["ds"], None, days, AS_OF)) is reported


def test_one_new_day_among_old_ones_is_no_old_list():
    days = [AS_OF - timedelta(days=n) for n in (3, 400, 401, 402, 403, 404)]
    assert not age_of_list(["ds"], None, days, AS_OF)


@pytest.mark.parametrize("name", ["ds 2023.csv", "ds_30-6-2023.csv", "ds T6-2023.csv"])
def test_a_file_named_by_an_old_year_is_reported_and_counts(folder, name):
    folder.roster(DAYS[2], OTHERS, name=name)
    assert len(people(folder, DAYS[2])) > 0
    assert "TP-16" in codes(folder, DAYS[2])


def test_the_same_bytes_as_on_any_earlier_date_are_reported(folder):
    folder.roster(DAYS[0], OTHERS)
    folder.roster(DAYS[1], OTHERS, "9,Mẫu Văn Mới,01/02/2017,,TDP M1,chưa,")
    folder.roster(DAYS[2], OTHERS, name="khác.csv")
    assert "TP-04" not in codes(folder, DAYS[1])
    assert "TP-04" in codes(folder, DAYS[2])
