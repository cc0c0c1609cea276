"""A plan of sessions: who comes where on which day, or how many places are short."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

import pandas as pd

from dophu.campaign.sessions import Sessions
from dophu.snapshots import Snapshot
from dophu.tables.reasons import reasons
from dophu.tables.session_plan.demand import find_demand
from dophu.tables.session_plan.solving import Party, Session, solve

__all__ = (
    "COLUMNS", "Plan", "find_demand", "make_plan", "plan_sessions", "share_out",
    "solve",
)  # fmt: skip

COLUMNS = (
    "date", "venue", "places", "hamlet_id", "hamlet", "age_group", "children",
)  # fmt: skip


@dataclass(frozen=True)
class Plan:
    """Sessions to be held, and how far they go.

    ``table`` is that of :func:`make_plan`. ``wanted`` are the children it is for,
    ``short`` those of them without a place, ``outside`` those of the gap of whom
    it is not known that they can come; ``days`` how many days could be used.
    ``proven`` is True where no plan with fewer sessions sees as many. ``planned`` is
    False where the campaign names no venue, so that there is nothing to plan.
    """

    table: pd.DataFrame
    sessions: int
    wanted: int
    short: int
    outside: int
    days: int
    proven: bool
    planned: bool = True

    @property
    def tables(self) -> dict[str, pd.DataFrame]:
        """The tables to write: the plan, or none where nothing could be planned."""
        return {"plan": self.table} if self.planned else {}


def plan_sessions(snapshot: Snapshot) -> Plan:
    """Plan the campaign's sessions from the day after the lists to the deadline.

    Parameters
    ----------
    snapshot
        The date whose children without a card are to be given a place.

    Returns
    -------
    Plan
        ``table`` has one row a session, hamlet and age group: ``date``, ``venue``,
        ``places``, ``hamlet_id``, ``hamlet``, ``age_group``, ``children``; the last
        rows, without a date, are children without a place. ``sessions``, ``wanted``,
        ``short`` and ``outside`` (children of whom it is not known that they can come)
        sum it up. Empty where ``campaign.toml`` names no venue.

    Examples
    --------
    >>> import dophu
    >>> plan = dophu.plan_sessions(dophu.load("data/sample", "2024-07-18"))
    >>> int(plan.table["children"].sum()) == plan.wanted
    True
    """
    campaign = snapshot.campaign
    table, dates = reasons(snapshot), (snapshot.as_of, campaign.deadline)
    demand = find_demand(table, campaign.sessions, *dates)
    plan = make_plan(demand, campaign.sessions, *dates)
    outside = int(table["children"].sum()) - plan.wanted
    planned = bool(campaign.sessions.venues)
    return replace(plan, outside=outside, planned=planned)


def make_plan(
    demand: pd.DataFrame, sessions: Sessions, as_of: date, deadline: date
) -> Plan:
    """Seat the children who can come in the fewest sessions by the deadline.

    Hamlets that travel together come on the same days; of the others those with
    most children come first. What cannot be seated is listed, never dropped.

    Parameters
    ----------
    demand
        The table of :func:`dophu.tables.session_plan.demand.find_demand`.
    sessions
        Venues with their days, places and age groups; hamlets that go together.
    as_of, deadline
        Sessions are held after the first and up to the second.

    Returns
    -------
    Plan
        Its ``table`` has one row per session, hamlet and age group: ``date`` and
        ``venue`` (both missing for children without a place), ``places`` (of the
        session), ``hamlet_id``, ``hamlet``, ``age_group``, ``children``. The
        children add up to those of ``demand``.
    """
    held = [
        Session(venue.name, day, venue.places, venue.age_groups, venue.hamlets)
        for venue in sessions.venues
        for day in sorted(set(sessions.days_of(venue)))
        if as_of < day <= deadline
    ]
    parties = _parties(demand, sessions.together)
    found = solve(parties, held)
    of = demand[["hamlet_id", "age_group", "available", "hamlet", "children"]]
    lines = {
        (hamlet, group, day): (at, hamlet, name, int(children))
        for at, (hamlet, group, day, name, children) in enumerate(
            of.itertuples(index=False, name=None)
        )
    }
    rows = []
    for party, seats in zip(parties, found.seats, strict=True):
        keys = ((h, party.age_group, party.available) for h in party.hamlets)
        mine = sorted(lines[key] for key in keys if key in lines)
        rows += _rows(party, seats, held, [line[1:] for line in mine])
    table = pd.DataFrame(rows, columns=list(COLUMNS))
    order = {hamlet: n for n, hamlet in enumerate(dict.fromkeys(demand["hamlet_id"]))}
    keys = [table["date"].isna(), table["date"], table["venue"]]
    keys += [table["hamlet_id"].map(order), table["age_group"]]
    sorting = pd.concat(keys, axis=1, keys=range(len(keys)))
    sorting[1] = pd.to_datetime(sorting[1])
    table = table.loc[sorting.sort_values([0, 1, 2, 3, 4], kind="stable").index]
    table[["places", "children"]] = table[["places", "children"]].astype("Int64")
    return Plan(
        table=table.reset_index(drop=True),
        sessions=len(found.held),
        wanted=int(demand["children"].sum()),
        short=found.short,
        outside=0,
        days=len({session.day for session in held}),
        proven=found.proven,
    )


def _parties(demand: pd.DataFrame, together: Sequence[tuple[str, ...]]) -> list[Party]:
    """Gather hamlets that travel together; most children first."""
    groups = {hamlet: group for group in together for hamlet in group}
    group_of = [groups.get(hamlet, (hamlet,)) for hamlet in demand["hamlet_id"]]
    table = demand.assign(group=group_of)
    sizes = table.groupby("group", sort=False)["children"].sum()
    ranks = {
        g: n
        for n, g in enumerate(sizes.sort_values(ascending=False, kind="stable").index)
    }
    sums = table.groupby(["group", "age_group", "available"], sort=False)["children"]
    ages = list(dict.fromkeys(demand["age_group"]))
    return [
        Party(
            group, age, day, int(children), ranks[group] * len(ages) + ages.index(age)
        )
        for (group, age, day), children in sums.sum().items()
    ]


def _rows(
    party: Party,
    seats: Sequence[int],
    held: Sequence[Session],
    mine: Sequence[tuple[str, str, int]],
) -> list[tuple[object, ...]]:
    """Share a party's seats out among its hamlets, session by session.

    ``mine`` are the party's hamlets: id, name, children who are to come.
    """
    names = {hamlet: name for hamlet, name, _ in mine}
    left = {hamlet: children for hamlet, _, children in mine}
    rows: list[tuple[object, ...]] = []
    seated = [(s, n) for s, n in zip(held, map(int, seats), strict=True) if n]
    for session, children in seated:
        for hamlet, number in share_out(children, left).items():
            left[hamlet] -= number
            place = session.day, session.venue, session.places
            rows.append((*place, hamlet, names[hamlet], party.age_group, number))
    rows += [
        (None, None, None, hamlet, names[hamlet], party.age_group, number)
        for hamlet, number in left.items()
        if number
    ]
    return [row for row in rows if row[-1]]


def share_out(children: int, left: dict[str, int]) -> dict[str, int]:
    """Share places out in proportion to who is left, in whole children.

    Examples
    --------
    >>> share_out(10, {"H1": 20, "H2": 9, "H3": 1})
    {'H1': 7, 'H2': 3, 'H3': 0}
    """
    total = sum(left.values())
    if not children or not total:
        return dict.fromkeys(left, 0)
    shares = {h: divmod(children * n, total) for h, n in left.items()}
    given = {hamlet: whole for hamlet, (whole, _) in shares.items()}
    rest = children - sum(given.values())
    # Largest remainders; of equal ones the earlier hamlet, since sorted is stable.
    for hamlet in sorted(shares, key=lambda h: -shares[h][1])[:rest]:
        given[hamlet] += 1
    return given
