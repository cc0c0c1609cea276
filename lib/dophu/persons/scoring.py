"""Match weights of candidate pairs: how strongly the evidence is for one child."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from dophu.engine import connect, register_columns
from dophu.persons.comparison_keys import COLUMNS, Frequencies, make_records
from dophu.persons.model import model_rules, read_comparisons, scoring_sql
from dophu.persons.record import Person
from dophu.persons.twin_names import nearness

FREQUENCIES = {"name": 0.001, "mother": 0.0005}
"""Chance that two children, or two mothers, of a commune share a name."""

FEW = 1000
"""Records up to which it is quicker to see first whether any two share a key."""

AT_ONCE = 20_000
"""Pairs up to which all comparisons are made at once; see ``model.scoring_sql``."""

SAME_HAMLET = ("l.hamlet = r.hamlet",)
"""Blocking by hamlet alone: all of its records are compared. For small residuals."""

ANY_HAMLET = ("l.birth = r.birth AND l.hamlet IS NULL",)
"""Blocking of records without a hamlet: all of that birth date are compared."""

TYPES = {
    "id": "INTEGER", "year": "INTEGER", "vague": "BOOLEAN", "abbreviated": "BOOLEAN",
    "tf_name": "DOUBLE", "tf_mother": "DOUBLE", "letters": "BIGINT",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class ScoredPair:
    """A candidate pair, by place in the two lists given, as the model scores it.

    ``weight`` is the match weight in bits: the logarithm to base 2 of the odds of one
    child, prior included. ``levels`` is the agreement level of each comparison
    (``same``, ``slip``, ...); empty where clerical review decided on the pair.
    ``nearness`` is that of two names that differ and may be those of two siblings, ''
    of any others; see :func:`~dophu.persons.twin_names.nearness`.
    """

    left: int
    right: int
    weight: float
    levels: dict[str, str]
    nearness: str = ""


def score_pairs(
    left: Sequence[Person],
    right: Sequence[Person] | None,
    frequencies: Frequencies,
    at_least: float,
    rules: Sequence[str] = (),
) -> list[ScoredPair]:
    """Score the pairs of records that share a blocking key.

    Parameters
    ----------
    left, right
        The records; each of ``left`` is compared with each of ``right``, or with
        those after it in ``left`` where ``right`` is None.
    frequencies
        How common names are.
    at_least
        Match weight from which a pair is given.
    rules
        Blocking rules, as conditions on ``l`` and ``r``, in place of those of the
        model; see :data:`SAME_HAMLET`.

    Returns
    -------
    list of ScoredPair
        The highest match weight first, then by place.
    """
    if not left or (right is not None and not right):
        return []
    rules = rules or model_rules()
    mine, theirs = _may_meet(left, right, rules)
    if not mine or (right is not None and not theirs):
        return []
    records = make_records(left, frequencies, mine)
    others = None if right is None else make_records(right, frequencies, theirs)
    if len(left) <= FEW and not _have_candidates(records, others, rules):
        return []
    with connect() as connection:
        _register(connection, "records", records)
        other = "records" if others is None else "others"
        if others is not None:
            _register(connection, other, others)
        few = len(mine) * len(theirs or mine) <= AT_ONCE
        query = scoring_sql(other, at_least, rules, few=few)
        lines = connection.execute(query).fetchall()
    names = [c.name for c in read_comparisons()]
    return [
        ScoredPair(
            one, two, weight, dict(zip(names, levels, strict=True)),
            nearness(left[one].name, (right or left)[two].name),
        )
        for one, two, weight, *levels in lines
    ]  # fmt: skip


_SEEN_AT_ONCE: dict[str, Callable[[Person], Any]] = {
    "number": lambda person: person.number or None,
    "hamlet": lambda person: person.hamlet_id,
    "birth": lambda person: person.birth_from,
    "year": lambda person: person.birth_from and person.birth_from.year,
    "day_month": lambda person: (
        person.birth_from and (person.birth_from.day, person.birth_from.month)
    ),
}
"""What blocking compares that needs no keys of names; of an age too much."""


def _may_meet(
    left: Sequence[Person], right: Sequence[Person] | None, rules: Sequence[str]
) -> tuple[Sequence[int], Sequence[int]]:
    """Give the places of the records that can be in any pair, of both sides.

    Where one side has a few records, most of the other share nothing with them: to
    make keys of all their names would cost more than all else.
    """
    mine, theirs = range(len(left)), range(len(right or ()))
    compared = [re.findall(r"l\.(\w+) =", rule) for rule in rules]
    if right is None or not all(map(set(_SEEN_AT_ONCE).intersection, compared)):
        return mine, theirs
    # Of each rule one column will do: what is not equal there is no pair of the rule.
    used = {min(c for c in columns if c in _SEEN_AT_ONCE) for columns in compared}
    tests = [_SEEN_AT_ONCE[column] for column in sorted(used)]
    if len(left) <= len(right):
        return mine, _sharing(right, left, tests)
    return _sharing(left, right, tests), theirs


def _sharing(
    many: Sequence[Person],
    few: Sequence[Person],
    tests: Sequence[Callable[[Person], Any]],
) -> list[int]:
    sought = [({test(person) for person in few} - {None}, test) for test in tests]
    return [
        at
        for at, person in enumerate(many)
        if any(test(person) in some for some, test in sought)
    ]


def _have_candidates(
    records: dict[str, list[Any]],
    others: dict[str, list[Any]] | None,
    rules: Sequence[str],
) -> bool:
    """Test whether the blocking rules give any candidate pair at all.

    Opening the engine takes longer than a small date's records, and most small dates
    have none.
    """
    for rule in rules:
        keys = re.findall(r"l\.(\w+) =", rule)
        mine, theirs = (
            [k for k in zip(*(side[key] for key in keys), strict=True) if None not in k]
            for side in (records, records if others is None else others)
        )
        if len(set(mine)) < len(mine) if others is None else set(mine) & set(theirs):
            return True
    return False


def _register(connection: Any, table: str, records: dict[str, list[Any]]) -> None:
    casts = ", ".join(f"CAST({n} AS {TYPES.get(n, 'VARCHAR')}) AS {n}" for n in COLUMNS)
    register_columns(connection, "given", records)
    connection.execute(f"CREATE TEMP TABLE {table} AS SELECT {casts} FROM given")
    connection.unregister("given")
