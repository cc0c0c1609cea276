"""Match weights of candidate pairs: how strongly the evidence is for one child."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from dophu.engine import connect, register_columns
from dophu.persons.blocking import find_pairs, may_meet
from dophu.persons.comparison_keys import COLUMNS, Frequencies, make_records
from dophu.persons.model import PAIRS, model_rules, read_comparisons, scoring_sql
from dophu.persons.record import Person
from dophu.persons.twin_names import nearness

# Averages that stand in for names a short list does not have: they weigh as much as
# comparison_keys.USUAL children.
FREQUENCIES = {"name": 0.001, "mother": 0.0005}
"""Chance that two children, or two mothers, of a commune share a name."""

FEW = 20_000
"""Records up to which it is quicker to find here which of them share a key."""

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
    mine, theirs = may_meet(left, right, rules)
    if not mine or (right is not None and not theirs):
        return []
    records = make_records(left, frequencies, mine)
    others = None if right is None else make_records(right, frequencies, theirs)
    pairs = None
    if len(mine) + len(theirs) <= FEW:
        pairs = find_pairs(records, others, rules, AT_ONCE)
    if pairs is not None:
        if not pairs:
            return []
        ones, twos = map(set, zip(*pairs, strict=True))
        records = _only(records, ones if others else ones | twos)
        others = others and _only(others, twos)
    with connect() as connection:
        _register(connection, "records", records)
        if others is not None:
            _register(connection, "others", others)
        if pairs is not None:
            _register_pairs(connection, pairs)
        few = pairs is not None or len(mine) * len(theirs or mine) <= AT_ONCE
        query = scoring_sql(
            "records" if others is None else "others", at_least,
            () if pairs is not None else rules, few=few,
        )  # fmt: skip
        lines = connection.execute(query).fetchall()
    names = [c.name for c in read_comparisons()]
    return [
        ScoredPair(
            one, two, weight, dict(zip(names, levels, strict=True)),
            nearness(left[one].name, (right or left)[two].name),
        )
        for one, two, weight, *levels in lines
    ]  # fmt: skip


def _only(records: dict[str, list[Any]], ids: set[int]) -> dict[str, list[Any]]:
    """Give those of the records that have one of the ids."""
    kept = [at for at, one in enumerate(records["id"]) if one in ids]
    return {name: [column[at] for at in kept] for name, column in records.items()}


def _register(connection: Any, table: str, records: dict[str, list[Any]]) -> None:
    # A column of nothing but None has no type of its own: all are stated.
    casts = ", ".join(f"CAST({n} AS {TYPES.get(n, 'VARCHAR')}) AS {n}" for n in COLUMNS)
    register_columns(connection, "given", records)
    connection.execute(f"CREATE TEMP TABLE {table} AS SELECT {casts} FROM given")
    connection.unregister("given")


def _register_pairs(connection: Any, pairs: list[tuple[int, int]]) -> None:
    ones, twos = zip(*pairs, strict=True)
    register_columns(connection, "given", {"left_id": ones, "right_id": twos})
    ids = "CAST(left_id AS INTEGER) AS left_id, CAST(right_id AS INTEGER) AS right_id"
    connection.execute(f"CREATE TEMP TABLE {PAIRS} AS SELECT {ids} FROM given")
    connection.unregister("given")
