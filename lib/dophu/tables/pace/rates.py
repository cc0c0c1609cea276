"""Required against achieved, per hamlet and age group, and where that leaves each."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

import pandas as pd

from dophu.tables.pace.absent import NOBODY, Absent
from dophu.tables.pace.calendar import PER, count_units
from dophu.tables.pace.flows import Flows
from dophu.tables.pace.scenarios import Scenario, left_after, nearest
from dophu.tables.pace.totals import ALL, PLACE, with_totals

COLUMNS = (
    "hamlet_id", "hamlet", "age_group", "gap", "days_left", "required_per_day",
    "achieved_per_day", "left_at_deadline_low", "left_at_deadline",
    "left_at_deadline_high", "state",
)  # fmt: skip
RATE_COLUMNS = (
    "hamlet_id", "hamlet", "age_group", "per", "left", "required", "achieved",
)  # fmt: skip
STATES = (
    "done", "on_track", "behind", "no_progress", "overdue", "not_sent", "unknown",
)  # fmt: skip
"""``done``: nobody is left; ``on_track``, ``behind``: at the pace achieved the
deadline is met or not; ``no_progress``: nobody got a card of late; ``overdue``: no
day is left and children are; ``not_sent``: no list of this date; ``unknown``:
nothing earlier to compare with."""


def state_of(
    gap: int | None,
    days_left: int,
    achieved: float | None,
    sent: bool = True,
    left: float | None = None,
) -> str:
    """Say in one fixed word how a hamlet, a group or a unit stands.

    Parameters
    ----------
    gap
        Children without a card; None if no list was ever sent.
    days_left
        Days from the as-of date to the deadline, the deadline included; 0 on the
        deadline itself, whose figures are those of its end, and less after it.
    achieved
        Children a day who got a card of late; None where no earlier list shows it.
    sent
        Whether a list of the date was received. Of a hamlet that did not send one
        neither "done" nor a pace is stated, but a deadline passes for it as well.
    left
        Children left at the deadline at that pace, where some cannot come yet (see
        :func:`~dophu.tables.pace.scenarios.left_after`); None where all can.

    Examples
    --------
    >>> state_of(130, 13, 10.0), state_of(130, 13, 9.9), state_of(130, 13, 0.0)
    ('on_track', 'behind', 'no_progress')
    >>> state_of(130, 13, 10.0, left=5)  # five are away for longer
    'behind'
    """
    if gap is None:
        return "not_sent"
    if gap > 0 and days_left <= 0:
        return "overdue"
    if not sent:
        return "not_sent"
    if gap == 0:
        return "done"
    if achieved is None:
        return "unknown"
    if achieved <= 0:
        return "no_progress"
    if left is None:
        # Rounded far below a child: 13 days at 130/13 are enough for 130.
        left = round(gap - achieved * days_left, 6)
    return "on_track" if left <= 0 else "behind"


def measure_pace(
    gaps: pd.DataFrame,
    flows: Flows,
    as_of: date,
    deadline: date,
    not_sent: Collection[str] = (),
    scenario: Scenario | None = None,
    absent: Absent = NOBODY,
) -> pd.DataFrame:
    """Set the pace that is needed beside the pace achieved.

    Parameters
    ----------
    gaps
        One row per hamlet and age group: ``hamlet_id``, ``hamlet``, ``age_group``,
        ``gap`` (missing where no list was ever sent).
    flows
        Who got a card between lists (see :func:`dophu.tables.pace.flows.read_flows`).
    as_of, deadline
        The day the figures describe and the last day of the drive.
    not_sent
        Ids of hamlets without a list of this date.
    scenario
        Slowest and fastest pace; None where there is too little to go by, or where
        past ones were missed.
    absent
        Who cannot come yet, and until when: see :mod:`dophu.tables.pace.absent`.

    Returns
    -------
    DataFrame
        One row per hamlet and age group with ``all`` for totals, hamlets in order,
        the unit last: ``gap`` (children), ``days_left`` (negative after the
        deadline), ``required_per_day`` (children; missing when no day is left and
        children are), ``achieved_per_day`` (children who got a card, mean of the
        intervals that cover the last fortnight; missing on the first date),
        ``left_at_deadline_low``, ``left_at_deadline``, ``left_at_deadline_high``
        (children left at the fastest, the achieved and the slowest pace, rounded
        down, to the nearest and up; missing without a scenario or days), ``state``
        (see :data:`STATES`). Nobody is counted on before the day from which they
        can come, and in ``_high`` not on who is away until nobody knows when.
    """
    table = with_totals(gaps, ["gap"]).astype("Int64")
    days_left = (deadline - as_of).days
    achieved = flows.recent().mean().reindex(table.index)
    table["days_left"] = days_left
    table["required_per_day"] = _required(table["gap"], days_left)
    table["achieved_per_day"] = achieved.where(table["gap"].notna()).astype("Float64")
    if scenario is None or days_left <= 0:
        table[list(COLUMNS[7:10])] = _missing(table)
    else:
        low, middle, high = (
            left_after(table["gap"].astype("Float64"), pace, days_left, away)
            for pace, away in (
                (scenario.fast, absent.known),
                (scenario.mean, absent.known),
                (scenario.slow, absent.worst),
            )
        )
        # Rounded outwards, so that the range holds what the two paces leave.
        table["left_at_deadline_low"] = _whole(low // 1)
        table["left_at_deadline"] = _whole(nearest(middle))
        table["left_at_deadline_high"] = _whole(-(-high // 1))
    sent = ~table.index.get_level_values(0).isin(list(not_sent))
    pace = table["achieved_per_day"].astype(float)
    left = left_after(table["gap"].astype("Float64"), pace, days_left, absent.known)
    table["state"] = [
        state_of(_plain(gap), days_left, _plain(pace), bool(came), _plain(after))
        for gap, pace, came, after in zip(
            table["gap"], table["achieved_per_day"], sent, left, strict=True
        )
    ]
    return _named(table, gaps)[list(COLUMNS)]


def measure_rates(
    gaps: pd.DataFrame,
    flows: Flows,
    as_of: date,
    deadline: date,
    sessions: Collection[date] = (),
) -> pd.DataFrame:
    """State both paces per day, week, working day and session day.

    Parameters
    ----------
    gaps, flows, as_of, deadline
        As in :func:`measure_pace`.
    sessions
        The days on which the campaign holds sessions.

    Returns
    -------
    DataFrame
        One row per hamlet, age group (``all`` for totals) and ``per`` (``day``,
        ``week``, ``working_day``, ``session_day``): ``left`` (of these to the
        deadline; weeks have a fraction), ``required`` and ``achieved`` (children
        for each). A pace is missing where it is for something of which less than
        one is left, or was; ``session_day`` where the campaign names no sessions.
    """
    gap = with_totals(gaps, ["gap"]).astype("Int64")["gap"]
    recent = flows.recent()
    ahead = count_units(as_of, deadline, sessions)
    behind = count_units(min(recent.starts, default=as_of), as_of, sessions)
    got = (recent.mean() * behind["day"]).reindex(gap.index).where(gap.notna())
    parts = []
    for per in PER:
        left, over = ahead[per] or 0, behind[per] or 0
        part = gap.to_frame()
        part["per"] = per
        part["left"] = ahead[per]
        # No pace for something of which less than one is left: tests/spec/11.
        part["required"] = _required(gap, left if left >= 1 else 0)
        part["achieved"] = got / over if over >= 1 else float("nan")
        parts.append(_named(part, gaps))
    table = pd.concat(parts)
    numbers = ["left", "required", "achieved"]
    table[numbers] = table[numbers].astype("Float64")
    # Every part has the same places: in place order they follow each other as in PER.
    return table.sort_index(kind="stable").reset_index(drop=True)[list(RATE_COLUMNS)]


def _required(gap: pd.Series, left: float) -> pd.Series:
    """Give the children for each of what is left; 0 where no child is."""
    gap = gap.astype("Float64")
    return gap / left if left > 0 else gap.where(gap == 0)


def _missing(table: pd.DataFrame) -> pd.DataFrame:

    empty = {name: pd.array([pd.NA] * len(table), "Int64") for name in COLUMNS[7:10]}
    return pd.DataFrame(empty, index=table.index)


def _whole(values: pd.Series) -> pd.Series:
    return values.astype("Float64").round().astype("Int64")


def _plain(value: object) -> float | None:

    return None if pd.isna(value) else value


def _named(table: pd.DataFrame, gaps: pd.DataFrame) -> pd.DataFrame:
    """Put the places in columns and name the hamlets."""
    table = table.reset_index()
    names = dict(zip(gaps["hamlet_id"], gaps["hamlet"], strict=True)) | {ALL: ALL}
    table["hamlet"] = table[PLACE[0]].map(names)
    return table
