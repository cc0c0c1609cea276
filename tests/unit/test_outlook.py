"""Sentences on the time left, for every way a drive can stand."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pandas as pd
import pytest

import dophu
from dophu.ages import AgeGroup, AgeGroups
from dophu.catalogue.about import About
from dophu.tables.pace import (
    Progress,
    find_scenario,
    measure_pace,
    measure_rates,
    read_flows,
)
from dophu.tables.pace.absent import NEVER, Absent
from dophu.tables.pace.scoring import score_scenarios

DEADLINE = date(2024, 7, 31)
GROUPS = AgeGroups((AgeGroup("young", 0, 6, {"vi": "Nhỏ", "en": "Young"}),))


def about(as_of: date, language: str = "en") -> About:
    return About("Thị trấn Mẫu", as_of, DEADLINE, GROUPS, language)


def stand(as_of: date, closings: list[int | None], sessions=()) -> Progress:
    """A hamlet with a list every week, the last on the as-of date."""
    gap = closings[-1]
    rows = [
        (as_of - timedelta(weeks=len(closings) - 1 - n), before, before - now, now)
        for n, (before, now) in enumerate(zip([0, *closings], closings, strict=False))
        if now is not None
    ]
    ledger = pd.DataFrame(rows, columns=["as_of", "opening", "enrolled", "closing"])
    places = {"hamlet_id": "H1", "hamlet": "Thôn Một", "age_group": "young"}
    ledger = ledger.assign(**places)
    ledger.loc[ledger["opening"] == 0, "enrolled"] = 0
    gaps = pd.DataFrame([places]).assign(gap=pd.array([gap], dtype="Int64"))
    flows = read_flows(ledger, as_of)
    scenario = find_scenario(flows)
    dates = as_of, DEADLINE
    return Progress(
        measure_pace(gaps, flows, *dates, [] if gap is not None else ["H1"], scenario),
        measure_rates(gaps, flows, *dates, sessions),
        score_scenarios(ledger, {}),
        scenario.basis if scenario else "too_few",
    )


def stated(
    as_of: date, closings: list[int | None], language: str = "en", **more
) -> str:
    found = dophu.say_pace(stand(as_of, closings, **more), about(as_of, language))
    return " ".join(found)


MID = date(2024, 7, 18)


def away(known: dict[int, int], worst: dict[int, int]) -> Absent:
    unit = pd.MultiIndex.from_tuples([("all", "all")])
    by_day = (
        {back: pd.Series([float(n)], unit) for back, n in counts.items()}
        for counts in (known, worst)
    )
    return Absent(*by_day)


def test_of_lists_without_a_child_nothing_is_called_done():
    nobody = replace(stand(MID, [0]), persons=0)
    assert dophu.say_pace(nobody, about(MID, "en")) == ["No children on the lists yet."]


def test_it_is_stated_who_is_not_counted_on_and_why():
    progress = stand(MID, [90, 76, 62, 48, 34])
    absent = away({8: 12, NEVER: 1}, {8: 12, NEVER: 5})
    of_them = replace(progress, absent=absent)
    reported = dophu.say_pace(of_them, about(MID))
    (sentence,) = set(reported) - set(dophu.say_pace(progress, about(MID)))
    assert sentence == (
        "States and scenario count nobody before the day from which they can come: "
        "12 children only from the day they are back; "
        "1 child unable to come by the deadline, so not counted; "
        "4 children away with no known day of return, taken as able to come now except "
        "at the slow end of the scenario (once the day is known, put it in "
        "[reachable_from] of campaign.toml)."
    )


@pytest.mark.parametrize(
    ("as_of", "closings", "words", "not_stated"),
    [
        (MID, [60], "too little is known to tell the current pace", "Scenario for"),
        (MID, [60, 53], "achieved recently: 1.0 a day", "Scenario for"),
        (MID, [60, 60], "No progress", "Scenario for"),
        (MID, [60, 0], "No children are left", "needed"),
        (MID, [None], "No list of any hamlet has been read yet", "left"),
        (MID, [60, 53, 46, 39], "26 children left if every week", "Not enough"),
        (DEADLINE, [60, 53], "The lists are of the last day (31 July 2024)", "Needed"),
        (date(2024, 8, 8), [60, 53], "8 days overdue (deadline", "Needed"),
        (date(2024, 8, 1), [60, 53], "1 day overdue (deadline", "Needed"),
        (date(2024, 8, 8), [60, 0], "No children are left", "overdue"),
    ],
)
def test_each_way_of_standing_is_stated(as_of, closings, words, not_stated):
    text = stated(as_of, closings)
    assert words in text
    assert not_stated not in text


def test_the_score_is_stated_beside_the_scenario():
    assert "no past scenario" in stated(MID, [60, 53, 46, 39])
    text = stated(MID, [60, 53, 46, 39, 32])
    assert "made again from what was known then: 1 of 1 held" in text


def test_a_scenario_that_missed_is_not_given_and_it_is_stated_why():
    progress = stand(MID, [90, 80, 70, 60, 59])
    missed = Progress(progress.pace, progress.rates, progress.scores, "missed")
    text = " ".join(dophu.say_pace(missed, about(MID)))
    assert "No scenario is given: only 0 of 1 past ones held" in text


def test_session_days_are_stated_where_the_campaign_names_them():
    text = stated(MID, [60, 53], sessions=[date(2024, 7, 20), date(2024, 7, 27)])
    assert "Counted in session days (2 left): 26.5 children needed on each" in text
    assert "No session day is left" in stated(MID, [60, 53], sessions=[MID])


def test_both_languages_hold_the_same_figures():
    week = dophu.load("data/sample", "2024-07-18")
    progress = dophu.progress(week)
    vi, en = (
        " ".join(dophu.say_pace(progress, dophu.about(week, language)))
        for language in ("vi", "en")
    )
    for text, figures in (
        (vi, ("1.472", "113,2", "62,3")),
        (en, ("1,472", "113.2", "62.3")),
    ):
        assert all(figure in text for figure in figures)


def test_the_hamlets_are_shown_by_how_many_they_will_be_short_the_unit_last():
    week = dophu.load("data/sample", "2024-07-18")
    progress = dophu.progress(week)
    table = dophu.show_pace(progress, dophu.about(week))
    assert table.index[-1] == "all" and len(table) == 18
    short = (table["required_per_day"] - table["achieved_per_day"])[:-1]
    assert short.iloc[0] == short.max()
    assert set(table["state"]) <= {"chậm tiến độ", "kịp hạn với tiến độ hiện nay"}
