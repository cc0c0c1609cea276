"""Ages as lists write them hold the true birth, whichever way they were reckoned."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from dophu.ages import UNKNOWN, AgeGroup, AgeGroups, completed_years
from dophu.rosters.columns.birth_columns import read_births
from dophu.rosters.texts.written_ages import parse_age

GROUPS = AgeGroups((AgeGroup("under_6", 0, 6), AgeGroup("6_to_13", 6, 14)))
DAYS = [date(2024, 1, 1), date(2024, 2, 29), date(2024, 7, 18), date(2025, 12, 31)]
BIRTHS = [date(2008, 1, 1) + timedelta(days=n) for n in range(0, 6300, 61)]
WAYS = {
    "completed": lambda born, on: completed_years(born, on),
    "by_year": lambda born, on: on.year - born.year,
}
FORMS = ["{} tuổi", "{}t", "{} T", "{} tuoi", " {}  Tuổi ", "{}"]


@pytest.mark.parametrize("on", DAYS, ids=str)
@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("form", FORMS)
def test_the_true_birth_is_among_the_days_that_its_age_means(on, way, form):
    settled = total = 0
    for born in (b for b in BIRTHS if b <= on):
        age = WAYS[way](born, on)
        found = parse_age(form.format(age), on, "years", shows_months=True)
        assert found.first <= born <= found.last
        group = GROUPS.group_of(found.first, found.last, on)
        settled += group != UNKNOWN
        total += 1
        assert group in (UNKNOWN, GROUPS.group_of(born, born, on))
    assert settled / total > 0.8


@pytest.mark.parametrize("on", DAYS, ids=str)
def test_months_hold_the_true_birth_by_the_day_and_by_the_month(on):
    for born in (b for b in BIRTHS if b <= on):
        by_month = (on.year - born.year) * 12 + on.month - born.month
        completed = by_month - (on.day < born.day)
        for months in {by_month, completed}:
            if months < 1000:
                found = parse_age(f"{months} tháng", on)
                assert found.first <= born <= found.last


def read(cells: dict[str, list[object]], as_of: date = DAYS[2]):
    columns = {name: n for n, name in enumerate(cells)}
    written = cells.get("birth_date") or [None] * len(next(iter(cells.values())))
    return read_births(written, lambda name: cells[name], columns, as_of)


def test_an_age_stands_in_for_a_birth_that_is_blank_only():
    births, faults, of_ages = read(
        {"birth_date": ["5/7/2019", None, "32/1/2019", None], "age": [5, 5, 5, "?"]}
    )
    assert [b and b.precision for b in births] == ["day", "age", None, None]
    assert faults == {2: ("DS-03", {})}
    assert of_ages == {"age": {3: ("DS-37", {})}}


@pytest.mark.parametrize(
    ("age", "is_reported"), [(5, 0), (6, 0), (4, 0), (12, 1), (1, 1)]
)
def test_an_age_more_than_a_year_off_the_birth_is_reported(age, is_reported):
    _, _, of_ages = read({"birth_date": ["5/7/2019"], "age": [age]})
    assert of_ages == {"age": {0: ("DS-35", {})} if is_reported else {}}


@pytest.mark.parametrize("cell", [True, 5.5, -3, 400, "", "5 con", "tuổi", "x"])
def test_what_is_no_age_is_none(cell):
    assert parse_age(cell, DAYS[2], "years") is None
