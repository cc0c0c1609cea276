"""Trials of matching: dated lists of invented families, and how well they were joined.

A trial goes past the files, straight to source rows, so that many can be run. Each
child stands on its hamlet's list, perhaps on a school's, and once enrolled on the
police's; an office types a record once and carries it from week to week, a few of
them corrected or typed anew. A hamlet knows its own: the wrong hamlet stands ten
times as often on the lists of others.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import pairwise
from random import Random
from unittest.mock import patch

from dophu.ages import UNKNOWN, years_before
from dophu.child_names import name_key
from dophu.persons import COUNTED, DateInputs, Matched, decision_rules, match_persons
from dophu.rosters.sheets.source_rows import COLUMNS, Rows
from dophu.sample.families import Kin, make_families
from dophu.sample.slips import HARD, ORDINARY, Rates, Typed, type_record
from dophu.sample.spec import AGE_GROUPS

COPIED = 0.5
"""Share of rows on a list twice whose second one is a copy of the first."""

HAMLET, SCHOOL, POLICE = "hamlet", "school", "police"


@dataclass(frozen=True)
class TrialSpec:
    """A trial: its size, seed, dates and slips. ``twins`` is a share of births."""

    children: int = 2500
    hamlets: int = 17
    seed: int = 1
    dates: int = 3
    rates: Rates = ORDINARY
    twins: float = 0.012
    at_school: float = 0.6
    enrolled: float = 0.5
    absent: float = 0.01

    @property
    def days(self) -> list[date]:
        """The dates, a week apart; the last is 18 July 2024."""
        last = date(2024, 7, 18)
        return [last - timedelta(weeks=n) for n in reversed(range(self.dates))]


def hard(spec: TrialSpec) -> TrialSpec:
    """Give the hard version of a trial: few numbers, many slips, more twins."""
    return replace(spec, rates=HARD, twins=0.04)


@dataclass(frozen=True)
class Dated:
    """The source rows of one date, and the child that each is truly about."""

    day: date
    rows: Rows
    children: list[int]


@dataclass
class Trial:
    """A trial's children and the lists of each date."""

    spec: TrialSpec
    kin: list[Kin]
    dated: list[Dated]


def make_trial(spec: TrialSpec) -> Trial:
    """Make the children and lists of a trial; the same spec gives the same ones."""
    rng = Random(f"trial-{spec.seed}")
    kin = make_families(rng, spec.children, spec.hamlets, spec.days[0], spec.twins)
    families: dict[int, list[Kin]] = {}
    for child in kin:
        families.setdefault(child.family, []).append(child)
    lists = {child.place: _lists_of(rng, spec, child) for child in kin}
    kept: dict[tuple[str, int, int], Typed] = {}
    dated = []
    for day in spec.days:
        rows, truth = Rows(), []
        for name, child, copy in _entries(rng, spec, kin, lists, day):
            key = (name, child.place, copy)
            if key not in kept and copy and rng.random() < COPIED:
                kept[key] = kept[name, child.place, 0]
            elif key not in kept or rng.random() < spec.rates.retyped:
                rates = spec.rates
                if name == HAMLET:
                    rates = replace(rates, wrong_hamlet=rates.wrong_hamlet / 10)
                kept[key] = type_record(
                    rng, child, families[child.family], rates, spec.hamlets,
                    spec.days[0],
                )  # fmt: skip
            _append(rows, name, day, kept[key])
            truth.append(child.place)
        dated.append(Dated(day, rows, truth))
    return Trial(spec, kin, dated)


def _lists_of(rng: Random, spec: TrialSpec, child: Kin) -> dict[str, date]:
    """Give the lists that name a child, each with its first date."""
    first, last = spec.days[0], spec.days[-1]
    found = {HAMLET: first}
    if child.birth_date <= years_before(first, 3) and rng.random() < spec.at_school:
        found[SCHOOL] = first
    if rng.random() < spec.enrolled:
        found[POLICE] = first + (last - first) * rng.random()
    return found


def _entries(
    rng: Random,
    spec: TrialSpec,
    kin: list[Kin],
    lists: dict[int, dict[str, date]],
    day: date,
) -> Iterator[tuple[str, Kin, int]]:
    for name in (HAMLET, SCHOOL, POLICE):
        for child in kin:
            start = lists[child.place].get(name)
            if start is None or start > day or rng.random() < spec.absent:
                continue
            yield name, child, 0
            # A child typed twice stays so, its second row not always the same.
            twice = Random(f"{spec.seed}-{name}-{child.place}").random()
            if twice < spec.rates.double:
                yield name, child, 1


def _append(rows: Rows, name: str, day: date, typed: Typed) -> None:
    birth = typed.birth or (None, None, None)
    hamlet = f"H{typed.hamlet + 1:04d}"
    source, file = "roster", f"{name}.xlsx"
    if name == HAMLET:
        file = f"thon_{typed.hamlet + 1:04d}.xlsx"
        rows.hamlets.add(hamlet)
    elif name == POLICE:
        source = "enrolment"
    values = {
        "source": source, "file": f"{source}s/{day}/{file}", "sheet": "",
        "row": len(rows) + 1, "kind": "data", "issues": "",
        "name": typed.name, "name_key": name_key(typed.name),
        "birth_from": birth[0], "birth_to": birth[1], "precision": birth[2],
        "sex": typed.sex, "number": typed.number, "mother": typed.mother,
        "hamlet_id": hamlet, "status": "applied" if name == POLICE else None,
        "reason": "none", "reason_text": "", "presence": "present",
    }  # fmt: skip
    for column in COLUMNS:
        rows.columns[column].append(values.get(column))


@dataclass(frozen=True)
class Score:
    """How well the rows of a trial were joined.

    Pairs of rows about one child, within a date and from each date to the next:
    ``precision`` is the share of joined pairs that are right, ``recall`` the share
    of right pairs that were joined. ``error`` is the sum over hamlet × age group
    of wrongly counted children, as a share of all, on the last date; a child of
    whom no list of that date tells the age group belongs to ``unknown``.
    """

    precision: float
    recall: float
    error: float
    joined_wrongly: int
    missed: int


def run_trial(trial: Trial) -> list[Matched]:
    """Match the dates of a trial one after the other."""
    results: list[Matched] = []
    for dated in trial.dated:
        last = results[-1] if results else Matched()
        results.append(match_persons(DateInputs(
            dated.rows, dated.day, AGE_GROUPS, earlier=last.people,
            known=last.known, pending=last.possible_links,
            side_by_side=last.side_by_side,
        )))  # fmt: skip
    return results


def run_certain(trial: Trial) -> list[Matched]:
    """Match a trial by links alone: no possible link counts as one child.

    What an office has if it decides on nothing and every possible link is a non-link.
    """
    with patch.object(decision_rules, "PROVISIONAL", math.inf):
        return run_trial(trial)


def score(trial: Trial, results: list[Matched]) -> Score:
    """Measure the results of a trial against its truth."""
    listed: set[int] = set()
    counts = []
    for dated, matched in zip(trial.dated, results, strict=True):
        sources = dated.rows.columns["source"]
        both = list(zip(dated.children, matched.person_ids, sources, strict=True))
        listed |= {child for child, _, source in both if source == "roster"}
        counts.append(Counter(
            (child, person or f"row {at}")
            for at, (child, person, _) in enumerate(both)
            if child in listed
        ))  # fmt: skip
    right = joined = true = 0
    for one in counts:
        right += sum(n * (n - 1) // 2 for n in one.values())
        joined += sum(n * (n - 1) // 2 for n in _by(one, 1).values())
        true += sum(n * (n - 1) // 2 for n in _by(one, 0).values())
    for one, two in pairwise(counts):
        right += sum(n * two[key] for key, n in one.items())
        joined += _products(_by(one, 1), _by(two, 1))
        true += _products(_by(one, 0), _by(two, 0))
    return Score(
        right / joined, right / true, error_of(trial, listed, results[-1]),
        joined - right, true - right,
    )  # fmt: skip


def _by(counts: Counter[tuple[int, str]], part: int) -> Counter[object]:
    total: Counter[object] = Counter()
    for key, n in counts.items():
        total[key[part]] += n
    return total


def _products(one: Counter[object], two: Counter[object]) -> int:
    return sum(n * two[key] for key, n in one.items())


def error_of(trial: Trial, listed: set[int], last: Matched) -> float:
    """Give the ``error`` of :class:`Score`, of the children that any list names."""
    day = trial.dated[-1].day
    known = _children_with_known_age(trial.dated[-1])
    true: Counter[tuple[str, str]] = Counter()
    for child in (trial.kin[place] for place in sorted(listed)):
        group = AGE_GROUPS.group_of(child.birth_date, child.birth_date, day)
        if known.get(child.place) is False:
            group = UNKNOWN
        if group is not None:
            true[f"H{child.hamlet + 1:04d}", group] += 1
    found: Counter[tuple[str, str]] = Counter()
    for person in last.people:
        if person.presence in COUNTED:
            group = AGE_GROUPS.group_of(person.birth_from, person.birth_to, day)
            found[person.hamlet_id, group or ""] += 1
    keys = true.keys() | found.keys()
    return sum(abs(true[key] - found[key]) for key in keys) / true.total()


def _children_with_known_age(dated: Dated) -> dict[int, bool]:
    """Give for each child on a date's lists whether any settles its age group."""
    columns = dated.rows.columns
    known: dict[int, bool] = {}
    births = zip(columns["birth_from"], columns["birth_to"], strict=True)
    for child, birth in zip(dated.children, births, strict=True):
        is_known = AGE_GROUPS.group_of(*birth, dated.day) != UNKNOWN
        known[child] = known.get(child, False) or is_known
    return known
