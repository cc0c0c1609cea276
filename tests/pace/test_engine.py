"""The pace of the sample campaign, counted again from its lists by other means."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pandas as pd
import pytest

import dophu
from dophu.catalogue.columns import frames
from dophu.catalogue.issues import DophuError
from dophu.tables.pace import STATES, engine
from dophu.tables.pace.dated import read_dated


@pytest.fixture(scope="module")
def week():
    return dophu.load("data/sample", "2024-07-18")


@pytest.fixture(scope="module")
def found(week):
    return dophu.progress(week)


def test_the_columns_are_those_of_the_dictionary(found):
    tables = {"pace": found.pace, "rates": found.rates, "scenarios": found.scores}
    for name, table in tables.items():
        assert list(table) == list(frames()[name]["columns"])


def test_every_place_has_one_row_and_the_gaps_are_those_of_the_gap_table(week, found):
    gaps = dophu.gaps(week).set_index(["hamlet_id", "age_group"])["gap"]
    pace = found.pace.set_index(["hamlet_id", "age_group"])
    assert pace.index.is_unique
    assert (pace["gap"].reindex(gaps.index) == gaps).all()
    assert pace.loc[("all", "all"), "gap"] == gaps.sum()
    assert set(pace["state"]) <= set(STATES)


def test_the_pace_achieved_is_the_ledger_of_a_fortnight(week, found):
    ledger = dophu.history(week)
    fortnight = ledger[ledger["as_of"] > date(2024, 7, 4)]
    unit = found.pace.iloc[-1]
    assert unit["achieved_per_day"] == fortnight["enrolled"].sum() / 14
    assert unit["state"] == "behind"


def test_the_fastest_and_the_slowest_week_are_those_of_the_dated_enrolments(
    week, found
):
    people = week.persons.collect("pandas").to_pandas()
    has_card = people["status"].isin(["applied", "issued"])
    counted = people["presence"].isin(["present", "to_verify"])
    days = people[has_card & counted]["applied_date"].value_counts()
    span = pd.date_range("2024-07-05", "2024-07-18")
    sums = days.reindex(span).fillna(0).rolling(7).sum().dropna() / 7
    achieved = found.pace.iloc[-1]["achieved_per_day"]
    fast, slow = max(sums.max(), achieved), min(sums.min(), achieved)
    unit = found.pace.iloc[-1]
    assert found.basis == "days"
    assert unit["left_at_deadline_low"] == (1472 - 13 * fast) // 1
    assert unit["left_at_deadline_high"] == -(-(1472 - 13 * slow) // 1)


def test_days_are_not_gone_by_while_the_drive_is_younger_than_a_fortnight(week):
    by_date = {past.as_of: read_dated(past) for past in week.series()}
    assert [day for day, table in by_date.items() if table is not None] == [week.as_of]


def test_officers_have_a_range_where_the_unit_has_one_and_only_there(
    week, found, monkeypatch
):
    low = "left_at_deadline_low"
    assert engine._of_officers(week)[low].notna().all()
    missed = replace(found, basis="missed")
    monkeypatch.setattr(engine, "progress", lambda _snapshot: missed)
    assert engine._of_officers(week)[low].isna().all()


@pytest.mark.parametrize(
    ("by", "where", "taken"),
    [
        ("hamlet", {"age_group": "under_6"}, "hamlet_id, hamlet, officer"),
        ("officer", {"age_group": "under_6"}, "officer"),
        ("officer", {"hamlet_id": "H01"}, "officer"),
        ("age_group", {"hamlet_id": "H01"}, "age_group"),
    ],
)
def test_what_is_of_all_ages_or_hamlets_is_not_given_of_some(week, by, where, taken):
    with pytest.raises(DophuError, match="PT-01") as error:
        dophu.pace(week, by=by, where=where)
    assert f"It takes: {taken}. " in error.value.say("en")


def test_on_the_first_date_nothing_is_stated_of_a_pace():
    first = dophu.progress(dophu.load("data/sample", "2024-06-30"))
    assert first.basis == "too_few"
    assert first.pace["achieved_per_day"].isna().all()
    assert set(first.pace["state"]) <= {"unknown", "done"}
    assert first.scores.empty
