"""A row that a list repeats is asked about once a row, not once a pair of rows."""

from __future__ import annotations

from datetime import date

import pytest

from dophu.persons.comparison_keys import Frequencies
from dophu.persons.record import Person
from dophu.persons.repeated_records import REPEATED_FROM, score_once
from dophu.persons.scoring import FREQUENCIES
from tests.linkage.weeks import decide, pairs, week
from tests.short_form import cases

DAYS = "2024-07-11", "2024-07-18"
OTHER = "99,Mẫu Thị Bình,03/04/2017,,TDP M1,chưa,"


def rows(times, name="Mẫu Văn An", born="01/02/2018"):
    return [f"{n},{name},{born},,TDP M1,chưa," for n in range(times)]


@pytest.mark.parametrize(
    ("times", "asked"), [(REPEATED_FROM - 1, 36), (REPEATED_FROM, 9), (50, 49)]
)
def test_each_row_is_asked_about_with_the_first(folder, times, asked):
    folder.roster(DAYS[0], *rows(times), OTHER)
    found = pairs(folder, DAYS[0])
    assert (len(found), len(week(folder, DAYS[0]).children())) == (asked, times + 1)
    if times >= REPEATED_FROM:
        assert found["first"].nunique() == 1 and found["second"].nunique() == asked


def test_what_is_decided_of_a_row_holds(folder):
    folder.roster(DAYS[0], *rows(20), OTHER)
    found = pairs(folder, DAYS[0])
    decide(folder, found.iloc[-1], "same")
    assert len(week(folder, DAYS[0]).children()) == 20
    assert len(pairs(folder, DAYS[0])) == len(found) - 1


@pytest.mark.parametrize(
    "again",
    cases([{}, {"name": "Mẫu Văn Ân"}, {"born": "02/02/2018"}, None], 1),
    ids=str,
)
def test_a_week_later_there_are_no_more_questions_than_rows(folder, again):
    folder.roster(DAYS[0], *rows(30), OTHER)
    folder.roster(DAYS[1], *(rows(30, **again) if again is not None else ()), OTHER)
    children = len(week(folder, DAYS[1]).children())
    assert 31 <= children <= 61
    assert len(pairs(folder, DAYS[1])) <= children


def test_each_of_the_rows_of_one_child_has_its_pair_on_another_list():
    """A list of those enrolled may name a child many times, and as often be matched."""
    born = date(2016, 6, 5)
    about = {"birth_from": born, "birth_to": born, "precision": "day"}
    child = Person("P0", "Mẫu Văn Khoa", "mẫu văn khoa", "H1", file="a.csv", **about)
    times = REPEATED_FROM + 2
    rows = [
        Person(f"P{n}", "Mẫu Văn Khoaa", "mẫu văn khoaa", "H1", file="ca.csv", **about)
        for n in range(1, times + 1)
    ]
    pairs = score_once(rows, [child], Frequencies([child], FREQUENCIES), -20)
    assert sorted((pair.left, pair.right) for pair in pairs) == [
        (at, 0) for at in range(times)
    ]
