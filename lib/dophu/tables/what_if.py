"""What it would take: another deadline, other sessions, other days of coming back.

Computed by the functions that give today's, from the same lists; nothing of it is kept.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

import pandas as pd

from dophu.campaign.sessions import Sessions, Venue
from dophu.snapshots import Snapshot
from dophu.tables.changes import history
from dophu.tables.gaps import gaps
from dophu.tables.pace.absent import absent_from
from dophu.tables.pace.dated import read_dated
from dophu.tables.pace.engine import progress
from dophu.tables.pace.flows import read_flows
from dophu.tables.pace.rates import measure_pace
from dophu.tables.pace.scoring import scenario_on
from dophu.tables.reasons import reasons
from dophu.tables.session_plan import Plan, find_demand, make_plan


@dataclass(frozen=True)
class Supposed:
    """What is supposed; what is None or not named is as the campaign has it.

    ``days`` are those of all sessions, ``places`` those of a venue's day by its name,
    ``reachable_from`` the day from which the children with a reason can come.
    """

    deadline: date | None = None
    days: Sequence[date] | None = None
    places: Mapping[str, int] = field(default_factory=dict, hash=False)
    reachable_from: Mapping[str, date] = field(default_factory=dict, hash=False)


@dataclass(frozen=True)
class Outcome:
    """What comes of it: the unit's pace (a row of ``pace.csv``) and a plan."""

    deadline: date
    pace: pd.Series
    plan: Plan


def what_if(week: Snapshot, supposed: Supposed = Supposed()) -> Outcome:  # noqa: B008
    """Work out the pace and the plan of sessions under something supposed.

    Parameters
    ----------
    week
        The date, as :func:`dophu.load` opens it.
    supposed
        What is supposed; nothing: the campaign as it is.

    Examples
    --------
    >>> import dophu
    >>> week = dophu.load("data/sample", "2024-07-18")
    >>> later = what_if(week, Supposed(deadline=date(2024, 8, 31)))
    >>> int(what_if(week).pace["days_left"]), int(later.pace["days_left"])
    (13, 44)
    """
    campaign, day = week.campaign, week.as_of
    deadline = supposed.deadline or campaign.deadline
    sessions = suppose_sessions(campaign.sessions, supposed)
    waiting = reasons(week)
    when = {code: sessions.reachable(code, day, deadline)
            for code in campaign.vocabulary.reason_book}  # fmt: skip
    waiting = waiting.assign(reachable=waiting["reason"].map(when))
    ledger, today = history(week), progress(week)
    has_scenario = today.basis in ("days", "intervals")
    pace = measure_pace(
        gaps(week), read_flows(ledger, day), day, deadline, tuple(week.missing),
        scenario_on(ledger, day, read_dated(week)) if has_scenario else None,
        absent_from(waiting, dict(sessions.reachable_from), day),
    )  # fmt: skip
    demand = find_demand(waiting, sessions, day, deadline)
    plan = make_plan(demand, sessions, day, deadline)
    outside = int(waiting["children"].sum()) - plan.wanted
    plan = replace(plan, outside=outside, planned=bool(sessions.venues))
    return Outcome(deadline, pace.iloc[-1], plan)


def suppose_sessions(sessions: Sessions, supposed: Supposed) -> Sessions:
    """Give the sessions under something supposed.

    A day that is taken away is so at every venue; one that is added is a day of all.
    """
    venues = [
        replace(venue, places=supposed.places.get(venue.name, venue.places))
        for venue in sessions.venues
    ]
    days = sessions.days
    if supposed.days is not None:
        added = {*supposed.days} - sessions.all_days
        venues = [_on_days(venue, sessions, supposed.days, added) for venue in venues]
        days = tuple(sorted(supposed.days))
    back = {**sessions.reachable_from, **supposed.reachable_from}
    return replace(sessions, days=days, venues=tuple(venues), reachable_from=back)


def _on_days(
    venue: Venue, sessions: Sessions, kept: Sequence[date], added: set[date]
) -> Venue:
    """Give a venue on the days that are kept and added; without any it is nowhere."""
    days = ({*sessions.days_of(venue)} & {*kept}) | added
    # No day at all would mean the days of all sessions: one long past is none.
    return replace(venue, days=tuple(sorted(days)) or (date.min,))
