"""From a snapshot to its pace: the ledger, the dated enrolments and the campaign."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from itertools import pairwise
from typing import TYPE_CHECKING

import pandas as pd

from dophu.snapshots import Snapshot
from dophu.tables.changes import history
from dophu.tables.gaps import gaps
from dophu.tables.kept import counted_once, kept, kept_table
from dophu.tables.pace.absent import (
    NOBODY,
    Absent,
    absent_of,
    absent_table,
    find_absent,
)
from dophu.tables.pace.dated import read_dated
from dophu.tables.pace.flows import read_flows
from dophu.tables.pace.rates import COLUMNS, measure_pace, measure_rates
from dophu.tables.pace.scoring import HELD, Known, scenario_on, scores_of, stands
from dophu.tables.pace.totals import ALL
from dophu.tables.selection import PLACE, Asked, place_cells

if TYPE_CHECKING:
    from dophu.tables.selection import By, Where


@dataclass(frozen=True)
class Progress:
    """The pace tables of one date.

    ``pace`` and ``rates`` are the tables of
    :func:`~dophu.tables.pace.rates.measure_pace`
    and :func:`~dophu.tables.pace.rates.measure_rates`, ``scores`` that of
    :func:`dophu.tables.pace.scoring.score_scenarios`. ``basis`` is ``days`` or
    ``intervals``, or why there is no scenario: ``too_few`` or ``missed`` (more of
    the past ones missed than held). ``absent`` is who cannot come yet, ``persons``
    the children on the lists, done or not; None where that is not known.
    """

    pace: pd.DataFrame
    rates: pd.DataFrame
    scores: pd.DataFrame
    basis: str
    absent: Absent = NOBODY
    persons: int | None = None


def pace(snapshot: Snapshot, by: By = (), where: Where = None) -> pd.DataFrame:
    """Set the pace that the deadline needs beside the pace achieved.

    Parameters
    ----------
    snapshot
        The date, as :func:`dophu.load` opens it.
    by
        ``hamlet`` (or ``hamlet_id``) or ``officer``, ``age_group``, or one of each: a
        pace is not the sum of others, so that it is given for what it is measured of
        alone. An officer's is measured of the children of all its hamlets together, as
        the unit's is: hamlets ahead make up for those behind.
    where
        Of which hamlets, officers or age groups, as for :func:`dophu.gaps`.

    Returns
    -------
    DataFrame
        Without ``by`` and ``where`` the table ``pace.csv``: one row per hamlet and age
        group, with ``all`` for totals. Else the rows asked for: ``gap`` (children),
        ``days_left``, ``required_per_day`` and ``achieved_per_day`` (children a day),
        ``left_at_deadline_low``, ``left_at_deadline``, ``left_at_deadline_high``
        (children, a scenario) and ``state``; missing where unknown. An officer
        of whose hamlets any sent no list is ``not_sent`` (``overdue`` past the
        deadline); hamlets without an officer are together in a row without one.

    Raises
    ------
    DophuError
        For a column or a value that is not there, naming the nearest one.

    Examples
    --------
    >>> import dophu
    >>> week = dophu.load("data/sample", "2024-07-18")
    >>> table = dophu.pace(week, by="age_group")
    >>> table.set_index("age_group")["required_per_day"].round(1).to_dict()
    {'under_6': 33.8, '6_to_13': 79.4, 'unknown': 0.0}
    """
    asked = Asked(snapshot, "pace", by, columns=PLACE)
    of_hamlets = not asked.by or bool({*asked.by} & {"hamlet", "hamlet_id"})
    of_officers = not of_hamlets and "officer" in asked.by
    of_groups = not asked.by or "age_group" in asked.by
    # What is of all hamlets, or all ages, cannot be stated of some of them.
    places = PLACE[:3] if of_hamlets else PLACE[2:3] if of_officers else ()
    columns = (*places, *(PLACE[3:] if of_groups else ()))
    chosen = Asked(snapshot, "pace", where=where, columns=columns)
    if not asked.by and where is None:
        return progress(snapshot).pace
    if of_officers:
        table = counted_once(snapshot, "officers", lambda: _of_officers(snapshot))
    else:
        table = progress(snapshot).pace
        officers = place_cells(snapshot).drop_duplicates("hamlet_id")
        by_id = officers.set_index("hamlet_id")["officer"]
        table = table.assign(officer=table["hamlet_id"].map(by_id))
    hamlets, groups = table["hamlet_id"] != ALL, table["age_group"] != ALL
    rows = (hamlets == (of_hamlets or of_officers)) & (groups == of_groups)
    found = chosen.filter(table[rows]).reset_index(drop=True)
    return found[[*(asked.by or COLUMNS[:3]), *COLUMNS[3:]]]


def _of_officers(snapshot: Snapshot) -> pd.DataFrame:
    """Measure the pace of each officer's hamlets together, as if they were one.

    ``hamlet_id`` is the number of the officer here, in the order of the hamlets.
    """
    hamlets = snapshot.hamlets.hamlets
    names = list(dict.fromkeys(h.officer or None for h in hamlets))
    numbers = {h.hamlet_id: str(names.index(h.officer or None)) for h in hamlets}

    def together(table: pd.DataFrame) -> pd.DataFrame:
        # What a hamlet of the past had that is none any more is nobody's.
        return table.assign(hamlet_id=table["hamlet_id"].map(numbers).fillna("-"))

    day, deadline = snapshot.as_of, snapshot.campaign.deadline
    ledger, dated = together(history(snapshot)), read_dated(snapshot)
    dated = None if dated is None else together(dated)
    # A range is drawn for officers where one is drawn for the unit, and nowhere else.
    ranged = progress(snapshot).basis in HELD
    table = measure_pace(
        together(gaps(snapshot)),
        read_flows(ledger, day),
        day,
        deadline,
        {numbers[hamlet] for hamlet in snapshot.missing if hamlet in numbers},
        scenario_on(ledger, day, dated) if ranged else None,
        find_absent(snapshot, together),
    )
    by_number = {str(number): name for number, name in enumerate(names)}
    return table.assign(officer=table["hamlet_id"].map(by_number))


def progress(snapshot: Snapshot) -> Progress:
    """Measure the pace of a date: are we going to make it, and who holds it back.

    Examples
    --------
    >>> import dophu
    >>> pace = dophu.progress(dophu.load("data/sample", "2024-07-18")).pace
    >>> unit = pace.iloc[-1]
    >>> print(unit["gap"], unit["days_left"], unit["required_per_day"].round(1))
    1472 13 113.2
    """
    tables = kept(snapshot, "progress", lambda: _as_tables(_measure(snapshot)))
    return Progress(
        pace=tables["pace"],
        rates=tables["rates"],
        scores=tables["scores"],
        basis=tables["basis"]["basis"].iloc[0],
        absent=absent_of(tables["absent"]),
        persons=int(tables["basis"]["persons"].iloc[0]),
    )


def _as_tables(found: Progress) -> dict[str, pd.DataFrame]:
    return {
        "pace": found.pace,
        "rates": found.rates,
        "scores": found.scores,
        "basis": pd.DataFrame({"basis": [found.basis], "persons": [found.persons]}),
        "absent": absent_table(found.absent),
    }


def _measure(snapshot: Snapshot) -> Progress:
    campaign, day = snapshot.campaign, snapshot.as_of
    ledger, absent = history(snapshot), find_absent(snapshot)
    scores = scores_of([*score_past(snapshot.series(), ledger)])
    scenario = scenario_on(ledger, day, read_dated(snapshot))
    basis = scenario.basis if scenario else "too_few"
    if scenario and not stands(list(scores["held"])):
        scenario, basis = None, "missed"
    table, flows = gaps(snapshot), read_flows(ledger, day)
    dates = day, campaign.deadline
    return Progress(
        pace=measure_pace(
            table, flows, *dates, tuple(snapshot.missing), scenario, absent
        ),
        rates=measure_rates(table, flows, *dates, campaign.sessions.all_days),
        scores=scores,
        basis=basis,
        absent=absent,
        persons=int(table["persons"].sum()),
    )


def score_past(dates: list[Snapshot], ledger: pd.DataFrame) -> Iterator[pd.DataFrame]:
    """Score the scenarios of all dates but the last, each kept with the next date."""
    known = Known(ledger)

    def score(then: Snapshot, now: Snapshot) -> pd.DataFrame:
        about_then = read_dated(then), find_absent(then)
        return known.score(then.as_of, now.as_of, *about_then)

    for then, now in pairwise(dates):
        yield kept_table(now, "score", partial(score, then, now))
