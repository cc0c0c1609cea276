"""Nobody gets a card who cannot come: the range against a drive counted day by day."""

from __future__ import annotations

from datetime import date, timedelta

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dophu.tables.pace.absent import absent_from
from dophu.tables.pace.flows import Flows
from dophu.tables.pace.rates import measure_pace
from dophu.tables.pace.scenarios import Scenario, left_after
from tests.short_form import tries

AS_OF = date(2024, 7, 18)
REACHABLE = ("now", "later", "no", "unknown")
REASONS = ("VE_QUE_HE", "DI_HOC_XA", "SUC_KHOE")
groups = st.dictionaries(st.integers(0, 40), st.integers(0, 60), max_size=4)
paces = st.floats(0, 30).map(lambda pace: round(pace, 2))


def away_of(counts: dict[int, int]) -> dict[int, pd.Series]:
    return {back: pd.Series([float(n)]) for back, n in counts.items()}


def left(gap: int, pace: float, days: int, away: dict[int, int]) -> float:
    return left_after(pd.Series([gap]), pd.Series([pace]), days, away_of(away))[0]


def left_day_by_day(gap: int, pace: float, days: int, away: dict[int, int]) -> float:
    """Let as many come each day as the pace has room for and are there."""
    here = float(gap - sum(away.values()))
    for day in range(days):
        here += away.get(day, 0)
        here -= min(pace, here)
    return here + sum(n for back, n in away.items() if back >= days)


@given(st.integers(0, 300), paces, st.integers(1, 30), groups)
def test_the_children_left_are_those_of_a_drive_counted_day_by_day(n, pace, days, away):
    gap = n + sum(away.values())
    assert abs(left(gap, pace, days, away) - left_day_by_day(gap, pace, days, away)) < (
        0.001
    )


@given(st.integers(0, 300), paces, st.integers(1, 30), groups, st.integers(0, 9))
def test_who_comes_back_later_never_leaves_fewer(n, pace, days, away, later):
    gap = n + sum(away.values())
    moved = {back + later: children for back, children in away.items()}
    assert left(gap, pace, days, {}) <= left(gap, pace, days, away)
    assert left(gap, pace, days, away) <= left(gap, pace, days, moved)


@pytest.mark.hunt
@settings(max_examples=tries(10, 40, 600), deadline=None)
@given(
    st.lists(st.integers(1, 40), min_size=3, max_size=3),
    st.lists(
        st.sampled_from(["now", "later", "no", "unknown"]), min_size=3, max_size=3
    ),
    st.dictionaries(st.sampled_from(REASONS), st.integers(1, 13)),
    st.tuples(paces, paces, paces).map(sorted),
)
def test_on_track_is_stated_only_where_those_who_can_come_are_all_done(
    children, when, back, ordered
):
    deadline = AS_OF + timedelta(13)
    table = pd.DataFrame(
        {"hamlet_id": "A", "hamlet": "A", "age_group": "young", "reason": REASONS,
         "children": children, "reachable": when}
    )  # fmt: skip
    days = {reason: AS_OF + timedelta(n) for reason, n in back.items()}
    absent = absent_from(table, days, AS_OF)
    gaps = pd.DataFrame(
        {"hamlet_id": ["A"], "hamlet": "A", "age_group": "young",
         "gap": pd.array([sum(children)], dtype="Int64")}
    )  # fmt: skip
    places = pd.MultiIndex.from_product(
        [["A", "all"], ["young", "all"]], names=["hamlet_id", "age_group"]
    )
    slow, mean, fast = (pd.Series(pace, index=places) for pace in ordered)
    counts = pd.DataFrame({AS_OF: mean * 14})
    flows = Flows(counts, counts * 0 + 14.0, (AS_OF - timedelta(14),))
    scenario = Scenario("days", slow, flows.mean(), fast)
    unit = measure_pace(gaps, flows, AS_OF, deadline, (), scenario, absent).iloc[-1]
    assert (unit["state"] == "on_track") == (unit["left_at_deadline"] == 0)
    assert (
        unit["left_at_deadline_low"]
        <= unit["left_at_deadline"]
        <= unit["left_at_deadline_high"]
    )
    never = [n for n, reach in zip(children, when, strict=True) if reach == "no"]
    unsure = sum(
        n
        for n, reason, reach in zip(children, REASONS, when, strict=True)
        if reach == "later" and reason not in back
    )
    assert unit["left_at_deadline_high"] >= sum(never) + unsure
    assert unit["left_at_deadline"] >= sum(never)
    if sum(never):
        assert unit["state"] != "on_track"
