"""Every line of the tables on pace, against the functions that hold the rule."""

from __future__ import annotations

from datetime import date, timedelta

import pandas as pd
import pytest

from dophu.campaign.sessions import Sessions
from dophu.tables.pace.absent import NOBODY, Absent, absent_from
from dophu.tables.pace.flows import read_flows
from dophu.tables.pace.rates import STATES, measure_pace, measure_rates
from dophu.tables.pace.scenarios import find_scenario
from spec.tables import read_table

SESSIONS = [date(2024, 7, 20), date(2024, 7, 24), date(2024, 7, 31)]
DEADLINE = date(2024, 7, 31)


def each(name: str):
    """One test a line of the table."""
    rows = read_table(name)
    return pytest.mark.parametrize(
        "row", rows, ids=[" ".join(r.values()) for r in rows]
    )


def numbers(text: str) -> list[int]:
    return [int(part) for part in text.split(",") if part]


def written(value: object, like: str) -> str:
    """A figure with as many decimals as the table has."""
    decimals = len(like.partition(".")[2])
    return "" if pd.isna(value) else f"{value:.{decimals}f}"


def table_of(gap: str) -> pd.DataFrame:
    counts = pd.array([int(gap) if gap else pd.NA], dtype="Int64")
    return pd.DataFrame(
        {"hamlet_id": "H1", "hamlet": "Thôn", "age_group": "young", "gap": counts}
    )


def ledger(as_of: date, opening: list[int], enrolled: list[int]) -> pd.DataFrame:
    """A hamlet's ledger with lists seven days apart, the first before the first."""
    flows = [(0, 0), *zip(opening, enrolled, strict=True)]
    table = pd.DataFrame(flows, columns=["opening", "enrolled"])
    weeks = range(len(flows) - 1, -1, -1)
    table["as_of"] = [as_of - timedelta(weeks=n) for n in weeks]
    return table.assign(hamlet_id="H1", hamlet="Thôn", age_group="young")


def absent(cell: str, as_of: date) -> Absent:
    """Who cannot come yet, as children@day; the day is ? where nobody knows it."""
    if not cell:
        return NOBODY
    children, _, day = cell.partition("@")
    back = {} if day == "?" else {"VE_QUE_HE": date.fromisoformat(day)}
    when = Sessions(reachable_from=back).reachable("VE_QUE_HE", as_of, DEADLINE)
    table = table_of(children).rename(columns={"gap": "children"})
    return absent_from(table.assign(reason="VE_QUE_HE", reachable=when), back, as_of)


@each("required_pace")
def test_the_required_pace_follows_the_table(row):
    as_of, deadline = (date.fromisoformat(row[name]) for name in ("as_of", "deadline"))
    flows = read_flows(ledger(as_of, [], []), as_of)
    rates = measure_rates(table_of(row["gap"]), flows, as_of, deadline, SESSIONS)
    ((_, found),) = rates[(rates["hamlet_id"] == "H1") & (rates["age_group"] == "young")
                          & (rates["per"] == row["per"])].iterrows()  # fmt: skip
    for name in ("left", "required"):
        assert written(found[name], row[name]) == row[name]


@each("pace_states")
def test_the_pace_and_its_state_follow_the_table(row):
    as_of = date.fromisoformat(row["as_of"])
    opening, enrolled = numbers(row["opening"]), numbers(row["enrolled"])
    flows = read_flows(ledger(as_of, opening, enrolled), as_of)
    not_sent = () if row["sent"] == "yes" else ("H1",)
    table = measure_pace(
        table_of(row["gap"]), flows, as_of, DEADLINE, not_sent, find_scenario(flows),
        absent(row["away"], as_of),
    )  # fmt: skip
    found = table.iloc[0]
    names = {
        "achieved": "achieved_per_day",
        "low": "left_at_deadline_low",
        "middle": "left_at_deadline",
        "high": "left_at_deadline_high",
        "state": "state",
    }
    assert {
        short: found[name] if short == "state" else written(found[name], row[short])
        for short, name in names.items()
    } == {short: row[short] for short in names}


def test_every_state_occurs_in_the_table():
    assert {row["state"] for row in read_table("pace_states")} == set(STATES)


@each("reachable")
def test_when_a_child_can_come_follows_the_table(row):
    day = {row["reason"]: date.fromisoformat(row["from"])} if row["from"] else {}
    dates = (date.fromisoformat(row[name]) for name in ("as_of", "deadline"))
    found = Sessions(reachable_from=day).reachable(row["reason"], *dates)
    assert found == row["reachable"]
