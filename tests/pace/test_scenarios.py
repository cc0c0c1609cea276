"""Scenarios from lists and from days, and their scores against what happened."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pandas as pd

from dophu.tables.pace.flows import read_days, read_flows
from dophu.tables.pace.rates import measure_pace
from dophu.tables.pace.scenarios import find_scenario
from dophu.tables.pace.scoring import scenario_on, score_scenarios, stands
from dophu.tables.pace.totals import with_totals

FIRST = date(2024, 6, 27)


def ledger(closings: list[int], hamlet: str = "H1") -> pd.DataFrame:
    """A ledger with a list every seven days; who leaves the gap got a card."""
    rows = [
        (FIRST + timedelta(weeks=n), hamlet, "young", before, before - now, now)
        for n, (before, now) in enumerate(zip([0, *closings], closings, strict=False))
    ]
    columns = ["as_of", "hamlet_id", "age_group", "opening", "enrolled", "closing"]
    table = pd.DataFrame(rows, columns=columns)
    table.loc[table["opening"] == 0, "enrolled"] = 0
    return table


def last(table: pd.DataFrame) -> date:
    return max(table["as_of"])


def dated(as_of: date, counts: list[int]) -> pd.DataFrame:
    """Enrolments a day, the last on the as-of date."""
    days = [as_of - timedelta(n) for n in reversed(range(len(counts)))]
    table = pd.DataFrame({"day": days, "enrolled": counts})
    return table.assign(hamlet_id="H1", age_group="young")


def unit(series: pd.Series) -> float:
    return series.loc[("all", "all")]


def test_two_intervals_are_too_few_for_a_scenario_and_three_are_enough():
    assert find_scenario(read_flows(ledger([90, 80, 70]), date(2024, 7, 11))) is None
    table = ledger([90, 83, 55, 41])
    found = find_scenario(read_flows(table, last(table)))
    assert (found.basis, unit(found.slow), unit(found.fast)) == ("intervals", 1, 4)
    assert unit(found.mean) == 3  # 28 and 14 in the last fortnight


def test_a_stretch_of_no_days_is_evidence_of_no_pace():
    table = ledger([90, 41, 27, 20])
    flows = read_flows(table, last(table))
    days = flows.days.copy()
    days.iloc[:, 0] = 0  # nobody was without a card when it began
    found = find_scenario(replace(flows, days=days))
    assert (unit(found.slow), unit(found.fast)) == (1, 2)


def test_days_give_the_slowest_and_fastest_seven_in_a_row_of_the_fortnight():
    table = ledger([200, 190, 100])
    as_of = last(table)
    # 63 long ago is not of the fortnight; the seven days of 2 begin it, of 9 end it.
    days = dated(as_of, [63] + [2] * 7 + [9] * 7)
    found = scenario_on(table, as_of, days)
    assert (found.basis, unit(found.slow), unit(found.fast)) == ("days", 2, 9)


def test_the_range_is_widened_to_the_pace_achieved_where_days_are_late():
    table = ledger([200, 100, 4])
    as_of = last(table)
    found = scenario_on(table, as_of, dated(as_of, [1] * 14))
    assert unit(found.mean) == unit(found.fast) == 14
    assert unit(found.slow) == 1


def test_a_scenario_is_made_from_what_was_known_on_its_day():
    table = ledger([200, 190, 180, 170, 30, 0])
    early = table[table["as_of"] <= date(2024, 7, 18)]
    for frame in (table, early):
        found = scenario_on(frame, date(2024, 7, 18))
        assert unit(found.fast) == unit(found.slow) == 10 / 7


def test_totals_are_those_of_the_summed_counts_and_low_is_never_above_high():
    table = pd.concat([ledger([90, 83, 55, 41]), ledger([90, 60, 50, 49], "H2")])
    flows = read_flows(table, last(table))
    now = table[table["as_of"] == last(table)].rename(columns={"closing": "gap"})
    pace = measure_pace(
        now.assign(hamlet=now["hamlet_id"]), flows, last(table),
        last(table) + timedelta(13), scenario=find_scenario(flows),
    )  # fmt: skip
    low, middle, high = (
        pace[f"left_at_deadline{end}"] for end in ("_low", "", "_high")
    )
    assert ((low <= middle) & (middle <= high)).all()
    total = pace.iloc[-1]
    assert (total["hamlet_id"], total["age_group"], total["gap"]) == ("all", "all", 90)
    assert total["achieved_per_day"] == (28 + 14 + 10 + 1) / 14


def test_past_scenarios_are_scored_at_the_next_list():
    table = ledger([200, 186, 165, 158, 140, 139])
    scores = score_scenarios(table, {})
    # From three weeks on: 7 to 21 a week were seen, then 18 (held) and 1 (missed).
    assert list(scores["left_low"]) == [158 - 21, 140 - 21]
    assert list(scores["left_high"]) == [158 - 7, 140 - 7]
    assert list(scores["left"]) == [140, 139]
    assert list(scores["held"]) == [True, False]
    assert set(scores["days_ahead"]) == {7}


def test_days_that_became_known_later_are_not_used_for_a_past_scenario():
    table = ledger([200, 190, 180, 100])
    stated = date(2024, 7, 11)
    scores = score_scenarios(table, {stated: dated(stated, [1] * 14)})
    assert list(scores["said_on"]) == [stated]
    assert list(scores["basis"]) == ["days"]
    assert list(scores["left"]) == [100]
    assert not scores["held"].any()


def test_more_missed_than_held_is_not_stood_by():
    assert stands([True, False]) and not stands([True, False, False])


def test_nothing_is_lost_in_totals_and_missing_is_not_zero():
    table = pd.DataFrame(
        {
            "hamlet_id": ["A", "A", "B", "B"],
            "age_group": ["young", "old"] * 2,
            "gap": pd.array([3, 4, None, None], dtype="Int64"),
        }
    )
    found = with_totals(table, ["gap"])["gap"]
    assert found.loc[("all", "all")] == 7 and found.loc[("A", "all")] == 7
    assert pd.isna(found.loc[("B", "all")]) and found.loc[("all", "old")] == 4


def test_a_day_without_an_enrolment_is_a_day_of_none():
    table = ledger([50, 40, 30])
    flows = read_days(
        dated(last(table), [5]), read_flows(table, last(table)), last(table)
    )
    assert flows.counts.shape[1] == 14
    assert flows.counts.loc[("all", "all")].sum() == 5
