"""Bounds of the pace: who is asked, what is dated, which ages are held together."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from types import SimpleNamespace

import duckdb
import narwhals.stable.v2 as nw
import pandas as pd
import pytest

import dophu
from dophu.ages import AgeGroup, AgeGroups
from dophu.tables.pace import engine
from dophu.tables.pace.cohorts import check_cohorts, compare_cohorts
from dophu.tables.pace.dated import read_dated
from dophu.tables.pace.flows import RECENT, Flows
from dophu.tables.pace.rates import measure_pace, state_of
from dophu.tables.pace.scenarios import Scenario
from dophu.tables.pace.totals import with_totals

DAY = date(2024, 7, 18)
GROUPS = AgeGroups((AgeGroup("under_6", 0, 6), AgeGroup("6_to_13", 6, 14)))


@pytest.fixture(scope="module")
def week():
    return dophu.load("data/sample", "2024-07-18")


same = pd.testing.assert_frame_equal


def test_a_pace_is_measured_as_it_is_kept_under_its_own_name(week, monkeypatch):
    names = []

    def kept(snapshot, name, make):
        assert snapshot is week
        names.append(name)
        return make()

    def kept_table(_snapshot, name, make):
        names.append(name)
        return make()

    before = engine.progress(week)
    monkeypatch.setattr(engine, "kept", kept)
    monkeypatch.setattr(engine, "kept_table", kept_table)
    now = engine.progress(week)
    assert names == ["progress", *["score"] * (len(week.series()) - 1)]
    for name in ("pace", "rates", "scores"):
        same(getattr(now, name), getattr(before, name))
    same(engine.absent_table(now.absent), engine.absent_table(before.absent))
    assert now.basis == before.basis and before.basis in ("days", "intervals")
    assert len(engine.absent_table(before.absent))


def test_every_date_but_the_last_is_scored_by_what_was_known_on_it(week, monkeypatch):
    class Known:
        def __init__(self, ledger):
            self.ledger = ledger

        def score(self, then, now, dated, absent):
            return self.ledger, then, now, dated, absent

    monkeypatch.setattr(engine, "Known", Known)
    monkeypatch.setattr(engine, "kept_table", lambda _now, _name, make: make())
    monkeypatch.setattr(engine, "read_dated", lambda then: ("dated", then.as_of))
    monkeypatch.setattr(engine, "find_absent", lambda then: ("away", then.as_of))
    dates = [snapshot.as_of for snapshot in week.series()]
    assert [*engine.score_past(week.series(), "ledger")] == [
        ("ledger", then, now, ("dated", then), ("away", then))
        for then, now in zip(dates, dates[1:], strict=False)
    ]
    assert len(dates) > 2


@pytest.mark.parametrize(
    ("stands", "scenario", "basis"),
    [(False, True, "missed"), (True, False, "too_few"), (False, False, "too_few")],
)
def test_without_a_scenario_it_is_said_why(week, monkeypatch, stands, scenario, basis):
    held = []
    monkeypatch.setattr(engine, "stands", lambda of: held.append(of) or stands)
    if not scenario:
        monkeypatch.setattr(engine, "scenario_on", lambda *_: None)
    found = engine._measure(week)
    assert found.basis == basis
    assert found.pace["left_at_deadline"].isna().all()
    assert held == ([list(found.scores["held"])] if scenario else [])


def test_a_pace_by_places_is_the_rows_of_the_whole_table(week):
    table = dophu.pace(week)
    assert list(table)[:3] == ["hamlet_id", "hamlet", "age_group"]
    all_hamlets, all_ages = table["hamlet_id"] == "all", table["age_group"] == "all"
    for by, rows in (
        ("hamlet_id", ~all_hamlets & all_ages),
        ("hamlet", ~all_hamlets & all_ages),
        ("age_group", all_hamlets & ~all_ages),
        (["hamlet", "age_group"], ~all_hamlets & ~all_ages),
    ):
        wanted = [by] if isinstance(by, str) else by
        columns = [*wanted, *list(table)[3:]]
        same(dophu.pace(week, by), table[rows][columns].reset_index(drop=True))
    some = dophu.pace(week, where={"hamlet_id": "H02"})
    same(some, table[(table["hamlet_id"] == "H02") & ~all_ages].reset_index(drop=True))
    young = dophu.pace(week, "age_group", {"age_group": "under_6"})
    assert len(young) == 1 and young["gap"].iloc[0] == 440
    officer = dophu.gaps(week, by="officer")["officer"].iloc[0]
    of_one = dophu.pace(week, "hamlet", {"officer": officer})
    assert 0 < len(of_one) < (~all_hamlets & all_ages).sum()
    with pytest.raises(dophu.DophuError, match="pace"):
        dophu.pace(week, by="nothing")


def snapshot_of(*days: date | None, start: date | None = None) -> SimpleNamespace:
    """Children with a card, one a day that it is dated by."""
    rows = pd.DataFrame(
        [
            {
                "hamlet_id": "H1", "status": "issued", "presence": "present",
                "birth_from": date(2019, 1, 1), "birth_to": date(2019, 1, 1),
                "applied_date": None, "issued_date": day,
            }
            for day in days
        ]
    )  # fmt: skip
    for column in ("birth_from", "birth_to", "applied_date", "issued_date"):
        rows[column] = pd.to_datetime(rows[column])
    dates = ", ".join(f"{c}::date as {c}" for c in rows.columns[3:])
    relation = duckdb.sql(f"select hamlet_id, status, presence, {dates} from rows")
    campaign = SimpleNamespace(
        counts_as_enrolled=("applied", "issued"), age_groups=GROUPS, start=start
    )
    return SimpleNamespace(
        campaign=campaign, as_of=DAY, persons=nw.from_native(relation)
    )


FORTNIGHT = DAY - timedelta(RECENT - 1)


@pytest.mark.parametrize(
    ("days", "start", "is_used"),
    [
        # 19 of 20 are just enough, 18 are not.
        ([FORTNIGHT] * 19 + [None], None, True),
        ([FORTNIGHT] * 18 + [None] * 2, None, False),
        ([FORTNIGHT], None, True),
        ([None], None, False),
        ([FORTNIGHT] * 2 + [DAY + timedelta(1)], None, False),
        ([DAY] * 3, None, False),
        ([FORTNIGHT + timedelta(1)], None, False),
        ([DAY], FORTNIGHT, True),
        ([FORTNIGHT], FORTNIGHT + timedelta(1), False),
    ],
)
def test_days_are_used_where_nearly_all_are_dated_for_a_fortnight(days, start, is_used):
    found = read_dated(snapshot_of(*days, start=start))
    assert (found is not None) is is_used
    if is_used:
        assert found["enrolled"].sum() == len([day for day in days if day])
        assert set(found["day"]) == {day for day in days if day}


def test_ages_are_held_together_where_there_are_fifty_and_somebody_beside():
    table = compare_cohorts([(0, 3, 50), (3, 6, 50), (6, 9, 49), (9, 12, 100)])
    assert table["plausible"].to_list() == [True, pd.NA, pd.NA, pd.NA]
    beside = compare_cohorts([(0, 3, 60), (3, 6, 0), (6, 9, 3), (9, 12, 3)])
    assert beside["ratio"].to_list() == [pd.NA, 0.0, 1.0, pd.NA]


def test_totals_of_fractions_stay_fractions():
    table = pd.DataFrame(
        {"hamlet_id": ["A", "B"], "age_group": ["young"] * 2, "pace": [0.5, 1.25]}
    )
    assert with_totals(table, ["pace"])["pace"].to_list() == [
        0.5, 0.5, 1.25, 1.25, 1.75, 1.75,
    ]  # fmt: skip


def test_an_age_of_which_nobody_is_listed_has_no_children(folder):
    folder.roster(
        "2024-07-18",
        "1,Mẫu Văn Một,01/02/2019,000219000001,TDP M1,chưa,",
        "2,Mẫu Thị Hai,03/04/2015,,TDP M1,chưa,",
    )
    table = check_cohorts(dophu.load(folder.path))
    assert table["children"].to_list() == [0, 1, 0, 1, 0]


@pytest.mark.parametrize(
    ("gap", "days_left", "achieved", "state"),
    [
        (1, 0, 1.0, "overdue"),
        (1, -1, None, "overdue"),
        (0, 0, None, "done"),
        (0, -3, 0.0, "done"),
        (1, 1, 1.0, "on_track"),
        (1, 1, 0.999, "behind"),
        (1, 1, 0.0, "no_progress"),
        (1, 1, -0.5, "no_progress"),
        (1, 1, 0.5, "behind"),
        # Less than half a millionth of a child is rounding.
        (1, 1, 1 - 4e-7, "on_track"),
        (1, 1, 1 - 6e-7, "behind"),
        (None, 5, 1.0, "not_sent"),
    ],
)
def test_a_state_turns_at_its_bounds(gap, days_left, achieved, state):
    assert state_of(gap, days_left, achieved) == state


def test_on_the_day_of_the_deadline_nothing_is_left_to_foresee(week):
    campaign = replace(week.campaign, deadline=week.as_of)
    found = engine._measure(replace(week, campaign=campaign))
    assert found.pace["left_at_deadline"].isna().all()
    assert set(found.pace["days_left"]) == {0}
    foreseen = found.pace.filter(like="left_at_deadline")
    assert {str(dtype) for dtype in foreseen.dtypes} == {"Int64"}


def test_a_part_of_a_child_left_is_a_whole_one_at_the_slowest_none_at_the_fastest():
    table = pd.DataFrame(
        {"hamlet_id": ["A"], "hamlet": ["A"], "age_group": ["young"], "gap": [10]}
    )
    places = with_totals(table, ["gap"]).index
    pace = [pd.Series([of] * len(places), places) for of in (0.45, 0.48, 0.53)]
    nothing = pd.DataFrame(index=places)
    left = measure_pace(
        table, Flows(nothing, nothing), DAY, DAY + timedelta(10), (),
        Scenario("days", *pace),
    )  # fmt: skip
    assert left.filter(like="left_at_deadline").iloc[0].to_list() == [4, 5, 6]
