"""Bounds of the rules that small faults put into them once passed unnoticed."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

import dophu
from dophu.ages import AgeGroup, AgeGroups
from dophu.persons.birth_dates import BirthReport, settle_birth

DAY = date(2024, 7, 18)
GROUPS = AgeGroups((AgeGroup("under_6", 0, 6), AgeGroup("6_to_13", 6, 14)))


def test_a_child_born_on_the_day_of_the_list_or_later_in_its_year_is_in_the_youngest():
    assert GROUPS.group_of(DAY, date(2024, 12, 31), DAY) == "under_6"
    assert GROUPS.group_of(DAY, DAY, DAY) == "under_6"
    assert GROUPS.group_of(date(2024, 7, 19), date(2024, 12, 31), DAY) is None


def grouped_day_by_day(first: date, last: date) -> str | None:
    """Name the group by asking every day of birth on its own."""
    days = [first + timedelta(n) for n in range((last - first).days + 1)]
    if first <= DAY:  # a child on a list is born
        days = [day for day in days if day <= DAY]
    found = set()
    for born in days:
        years = DAY.year - born.year - ((DAY.month, DAY.day) < (born.month, born.day))
        of = [g.code for g in APART if g.from_years <= years < g.below_years]
        found.add(of[0] if of and born <= DAY else None)
    return found.pop() if len(found) == 1 else "unknown"


APART = AgeGroups((AgeGroup("0_to_1", 0, 2), AgeGroup("6_to_13", 6, 14)))
"""With ages between them that are in no group."""


def test_a_group_is_that_of_every_day_of_birth_that_may_be():
    edges = [DAY, date(2024, 1, 1), date(2022, 7, 18), date(2018, 7, 18),
             date(2010, 7, 18)]  # fmt: skip
    around = sorted(edge + timedelta(n) for edge in edges for n in (-1, 0, 1))
    found = set()
    for first in around:
        for last in (day for day in around if day >= first):
            group = grouped_day_by_day(first, last)
            assert APART.group_of(first, last, DAY) == group, (first, last)
            found.add(group)
    assert found == {None, "unknown", "0_to_1", "6_to_13"}
    for born in ((None, None), (DAY, None), (None, DAY)):
        assert APART.group_of(*born, DAY) == "unknown"


def test_a_group_is_called_as_the_campaign_calls_it_or_by_its_code():
    named = AgeGroup("under_6", 0, 6, {"vi": "Dưới 6 tuổi"})
    groups = AgeGroups((named, AgeGroup("6_to_13", 6, 14)))
    assert groups.label("under_6", "vi") == "Dưới 6 tuổi"
    assert groups.label("under_6", "en") == "under_6"
    assert groups.label("6_to_13", "vi") == "6_to_13"
    assert groups.label("unknown", "vi") == "unknown"
    assert (len(groups), groups.codes) == (2, ("under_6", "6_to_13"))


def of(first: date, last: date, precision: str) -> BirthReport:
    return BirthReport((first, last, precision))


MONTH = of(date(2018, 3, 1), date(2018, 3, 31), "month")
IN_MONTH = of(date(2018, 3, 9), date(2018, 3, 9), "day")
NEW_YEAR = of(date(2018, 1, 1), date(2018, 1, 1), "day")
AGED = of(date(2017, 7, 19), date(2018, 7, 18), "age")


@pytest.mark.parametrize(
    ("reports", "birth", "why"),
    [
        ([MONTH, IN_MONTH], IN_MONTH, "birth_by_day"),
        ([AGED, IN_MONTH], IN_MONTH, "birth_by_day"),
        ([AGED, AGED], AGED, "birth_by_all"),
        ([NEW_YEAR, MONTH], MONTH, "birth_by_day"),
    ],
)
def test_what_is_more_precise_is_used_and_an_age_is_the_last(reports, birth, why):
    assert settle_birth(reports) == (birth.birth, why)
    assert settle_birth(reports[::-1]) == (birth.birth, why)


def test_the_row_that_is_wrong_is_named_where_right_ones_come_before_it(folder):
    line = "1,Mẫu Văn Một,{},000219104207,TDP M1,chưa,"
    for name, birth in {
        "a": "03/09/2018",
        "b": "03/09/2018",
        "c": "09/03/2018",
    }.items():
        folder.roster("2024-07-18", line.format(birth), name=f"{name}.csv")
    found = [i for i in dophu.load(folder.path).issues if i.code in ("DS-21", "DS-22")]
    assert [i.file for i in found] == ["rosters/2024-07-18/c.csv"]
