"""Who changes group before the deadline, and ages of which a list is short."""

from __future__ import annotations

from datetime import date

import pandas as pd
import pytest

import dophu
from dophu.ages import completed_years
from dophu.catalogue.columns import frames
from dophu.tables.pace import compare_cohorts
from dophu.tables.pace.turning import _exchange

AS_OF, DEADLINE = date(2024, 7, 18), date(2024, 7, 31)


@pytest.fixture(scope="module")
def week():
    return dophu.load("data/sample", AS_OF)


def test_who_changes_group_is_found_child_by_child(week):
    people = week.persons.collect("pandas").to_pandas()
    people = people[people["presence"].isin(["present", "to_verify"])]
    people = people[people["precision"] == "day"]
    born = people["birth_from"].dt.date
    now, then = (
        born.map(lambda day, on=on: completed_years(day, on))
        for on in (AS_OF, DEADLINE)
    )
    has_card = people["status"].isin(["applied", "issued"])
    table = dophu.count_turning(week)
    for years, following in ((6, "6_to_13"), (14, "out_of_scope")):
        turns = (now < years) & (then >= years)
        found = table[table["next_group"] == following]
        assert found["children"].sum() == turns.sum() > 0
        assert found["without_card"].sum() == (turns & ~has_card).sum()
    assert list(table) == list(frames()["turning"]["columns"])


def test_nobody_changes_group_once_the_deadline_is_there():
    late = dophu.load("data/sample", AS_OF)
    past = dophu.read_campaign("data/sample")
    object.__setattr__(past, "deadline", AS_OF)
    object.__setattr__(late, "campaign", past)
    assert dophu.count_turning(late).empty
    about = dophu.about(late, "en")
    stated = dophu.say_ages(dophu.count_turning(late), compare_cohorts([]), about)
    assert stated == ["No children change age group by 18 July 2024."]


@pytest.mark.parametrize(
    ("born", "issued", "outcome"),
    [
        (date(2010, 7, 25), date(2022, 7, 24), "exchange"),  # 11 when issued
        (date(2010, 7, 25), date(2022, 7, 25), "keep"),  # on the 12th birthday
        (date(2010, 7, 25), date(2024, 7, 10), "keep"),
        (date(2010, 7, 25), None, "unknown"),
        (date(2010, 7, 18), date(2020, 1, 1), "no"),  # 14 already
        (date(2010, 8, 1), date(2020, 1, 1), "no"),  # 14 after the deadline
        (date(2018, 7, 25), date(2020, 1, 1), "no"),  # turns 6: nothing to exchange
    ],
)
def test_a_card_issued_before_twelve_is_exchanged_at_fourteen(born, issued, outcome):
    assert _exchange(born, born, issued, AS_OF, DEADLINE) == outcome


def test_a_year_of_birth_alone_does_not_settle_an_exchange():
    born = date(2010, 1, 1), date(2010, 12, 31)
    assert _exchange(*born, date(2020, 1, 1), AS_OF, DEADLINE) == "unknown"


def test_a_list_short_of_an_age_is_stated_with_its_figures(week):
    cohorts = dophu.check_cohorts(week)
    assert list(cohorts) == list(frames()["cohorts"]["columns"])
    counted = dophu.gaps(week)["persons"].sum()
    assert counted - 5 <= cohorts["children"].sum() <= counted
    stated = dophu.say_ages(dophu.count_turning(week), cohorts, dophu.about(week, "vi"))
    (warning,) = [line for line in stated if line.startswith("Cảnh báo")]
    assert "431 trẻ từ 3 đến dưới 6 tuổi (143,7 mỗi tuổi)" in warning
    assert "từ đủ 14 tuổi" not in warning.lower()
    assert any("Từ đủ 14 tuổi thẻ Căn cước là bắt buộc" in line for line in stated)


@pytest.mark.parametrize(
    ("younger", "older", "plausible"),
    [
        (210, 300, True),  # 0.7 itself
        (209, 300, False),
        (420, 300, True),  # 1.4 itself
        (421, 300, False),
        (49, 300, pd.NA),
        (300, 49, pd.NA),
        (300, 0, pd.NA),
    ],
)
def test_the_band_and_its_smallest_numbers(younger, older, plausible):
    found = compare_cohorts([(0, 3, younger), (3, 6, older)])["plausible"].iloc[0]
    assert (found is plausible) if plausible is pd.NA else (found == plausible)


def test_a_last_block_of_fewer_years_is_compared_by_the_year():
    table = compare_cohorts([(9, 12, 300), (12, 14, 200)])
    assert table["ratio"].iloc[0] == 1
