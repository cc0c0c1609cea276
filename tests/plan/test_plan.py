"""Plans of sessions against every plan there is, in small cases, and what they keep."""

from __future__ import annotations

import itertools
import random
from datetime import date, timedelta

import pandas as pd
import pytest

import dophu
from dophu.campaign.sessions import Sessions, Venue
from dophu.catalogue.columns import frames
from dophu.tables.session_plan import find_demand, make_plan, share_out, solve
from dophu.tables.session_plan.solving import Party, Session, _Network

AS_OF, DEADLINE = date(2024, 7, 18), date(2024, 7, 31)
DAYS = tuple(AS_OF + timedelta(n) for n in range(1, 4))


def most_seen(parties: list[Party], sessions: list[Session]) -> int:
    """The most children that sessions can see, by paths that seat one more child."""
    seats = [[0] * len(sessions) for _ in parties]
    free = [session.places for session in sessions]
    waiting = [party.children for party in parties]

    def seat(p: int, seen: set[int]) -> bool:
        for s, session in enumerate(sessions):
            if s in seen or not session.takes(parties[p]):
                continue
            seen.add(s)
            if free[s]:
                free[s] -= 1
                seats[p][s] += 1
                return True
            for other in range(len(parties)):
                if seats[other][s] and seat(other, seen):
                    seats[other][s] -= 1
                    seats[p][s] += 1
                    return True
        return False

    return sum(seat(p, set()) for p in range(len(parties)) for _ in range(waiting[p]))


def best_by_trying_all(
    parties: list[Party], sessions: list[Session]
) -> tuple[int, int]:
    """Fewest sessions that see as many as all do, and the children short."""
    most = most_seen(parties, sessions)
    for number in range(len(sessions) + 1):
        for chosen in itertools.combinations(sessions, number):
            if most_seen(parties, list(chosen)) == most:
                return number, sum(p.children for p in parties) - most
    raise AssertionError


@pytest.mark.parametrize("seed", range(40))
def test_no_plan_of_any_has_fewer_sessions_or_more_places(seed):
    pick = random.Random(seed)
    groups = ("young", "old")
    parties = [
        Party((hamlet,), group, pick.choice((AS_OF, DAYS[1])), pick.randint(0, 6), n)
        for n, (hamlet, group) in enumerate(
            itertools.product(("H1", "H2", "H3"), groups)
        )
    ]
    kinds = [
        ("A", ("young",), ()), ("B", groups, ()), ("C", groups, ("H1", "H2")),
    ]  # fmt: skip
    sessions = [
        Session(venue, day, pick.randint(1, 8), takes, hamlets)
        for venue, takes, hamlets in kinds
        for day in DAYS[: pick.randint(1, 3)]
    ]
    found = solve(parties, sessions)
    assert (len(found.held), found.short) == best_by_trying_all(parties, sessions)
    assert found.proven
    for p, party in enumerate(parties):
        assert 0 <= found.seats[p].sum() <= party.children
        for s, session in enumerate(sessions):
            taken = found.seats[p][s]
            assert taken >= 0
            assert not taken or (session.takes(party) and s in found.held)
    assert (found.seats.sum(axis=0) <= [session.places for session in sessions]).all()
    assert found.seats.sum() == sum(p.children for p in parties) - found.short


def demand(*lines: tuple[str, str, int]) -> pd.DataFrame:
    table = pd.DataFrame(lines, columns=["hamlet_id", "age_group", "children"])
    return table.assign(hamlet=table["hamlet_id"], available=AS_OF)


def town(places: int = 40, **more: object) -> Sessions:
    return Sessions(DAYS, (Venue("UBND", ("young",), places),), **more)


def test_every_child_has_a_place_or_is_listed_without_one():
    wanted = demand(("H1", "young", 100), ("H2", "young", 50), ("H2", "old", 3))
    plan = make_plan(wanted, town(), AS_OF, DEADLINE)
    assert (plan.sessions, plan.wanted, plan.short) == (3, 153, 33)
    assert list(plan.table) == list(frames()["plan"]["columns"])
    left = plan.table[plan.table["date"].isna()]
    assert left.groupby("age_group")["children"].sum().to_dict() == {
        "old": 3,
        "young": 30,
    }
    assert plan.table["children"].sum() == 153
    sums = plan.table.groupby(["hamlet_id", "age_group"])["children"].sum()
    assert sums.to_dict() == {
        ("H1", "young"): 100,
        ("H2", "old"): 3,
        ("H2", "young"): 50,
    }


def test_of_equal_days_the_earlier_are_held():
    plan = make_plan(demand(("H1", "young", 50)), town(), AS_OF, DEADLINE)
    assert list(plan.table["date"]) == list(DAYS[:2])
    assert list(plan.table["children"]) == [40, 10]


def test_nobody_is_called_before_being_back_and_nothing_is_held_outside_the_drive():
    wanted = demand(("H1", "young", 10)).assign(available=DAYS[2])
    plan = make_plan(wanted, town(), AS_OF, DEADLINE)
    assert list(plan.table["date"]) == [DAYS[2]]
    late = Sessions((AS_OF, DEADLINE + timedelta(1)), (Venue("UBND", ("young",), 40),))
    plan = make_plan(demand(("H1", "young", 10)), late, AS_OF, DEADLINE)
    assert (plan.days, plan.sessions, plan.short) == (0, 0, 10)


def test_hamlets_that_travel_together_come_on_the_same_days():
    wanted = demand(("H1", "young", 30), ("H2", "young", 45), ("H3", "young", 15))
    plan = make_plan(wanted, town(30, together=(("H1", "H3"),)), AS_OF, DEADLINE)
    days = plan.table.groupby("hamlet_id")["date"].agg(set)
    assert days["H1"] == days["H3"]
    assert plan.short == 0


def test_a_venue_for_some_hamlets_takes_only_these():
    venue = Venue("Lưu động", ("young",), 40, (), ("H2",))
    wanted = demand(("H1", "young", 10), ("H2", "young", 10))
    plan = make_plan(wanted, Sessions(DAYS, (venue,)), AS_OF, DEADLINE)
    assert plan.short == 10
    assert set(plan.table.dropna(subset=["date"])["hamlet_id"]) == {"H2"}


def test_hamlets_come_on_no_more_days_than_they_must():
    wanted = demand(*((f"H{n}", "young", 20) for n in range(6)))
    plan = make_plan(wanted, town(40), AS_OF, DEADLINE)
    assert plan.table.groupby("hamlet_id")["date"].nunique().max() == 1


def test_only_children_known_to_come_by_the_deadline_are_planned_for():
    reasons = pd.DataFrame(
        [
            ("NHAN_THUC", "young", 5, "now"),
            ("VE_QUE_HE", "young", 7, "later"),
            ("DI_LAM_XA", "young", 9, "later"),
            ("DI_HOC_XA", "young", 2, "no"),
            ("CHUA_RO", "young", 4, "unknown"),
            ("NHAN_THUC", "unknown", 3, "now"),
        ],
        columns=["reason", "age_group", "children", "reachable"],
    ).assign(hamlet_id="H1", hamlet="Thôn Một")
    back = {"VE_QUE_HE": DAYS[1], "DI_HOC_XA": date(2024, 8, 20)}
    found = find_demand(reasons, Sessions(reachable_from=back), AS_OF, DEADLINE)
    assert list(zip(found["available"], found["children"], strict=True)) == [
        (AS_OF, 5), (DAYS[1], 7),
    ]  # fmt: skip


def test_places_are_shared_out_whole_and_nobody_gets_more_than_are_left():
    for children in range(31):
        left = {"H1": 20, "H2": 9, "H3": 1}
        given = share_out(children, left)
        assert sum(given.values()) == children
        assert all(given[h] <= left[h] for h in left)


def test_what_is_stated_of_a_plan():
    about = dophu.about(dophu.load("data/sample", "2024-07-18"), "en")
    wanted = demand(("H1", "young", 100), ("H2", "young", 50))
    short = make_plan(wanted, town(), AS_OF, DEADLINE)
    stated = dophu.say_plan(short, about)[0]
    assert "30 of the 150 children who can come have none (young: 30)" in stated
    enough = make_plan(wanted, town(80), AS_OF, DEADLINE)
    assert dophu.say_plan(enough, about)[0].startswith(
        "2 sessions are enough for the 150"
    )
    nobody = make_plan(wanted.head(0), town(), AS_OF, DEADLINE)
    assert "no session is planned" in dophu.say_plan(nobody, about)[0]
    table = dophu.show_plan(enough, about)
    assert list(table["seats"]) == ["80/80", "70/80"]


@pytest.mark.parametrize("number", [10, 40])
def test_what_is_solved_grows_with_parties_and_not_with_their_square(number):
    day = date(2024, 7, 20)
    parties = [Party((f"H{n}",), "young", day, 30, n) for n in range(number)]
    sessions = [Session("UBND", day, 40, ("young",))]
    matrix, limits = _Network(parties, sessions)._limits()
    # A child of a party takes a place of the party and one of the session.
    assert (matrix.nnz, len(limits)) == (2 * number, number + 1)
