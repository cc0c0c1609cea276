"""How much speaks for two records being one child, in bits: a Fellegi–Sunter model.

``weights.json`` beside this module is a model of Splink as Splink saves it, trained
on generated lists (``make train``). It is scored here by the same conditions and
weights in DuckDB, since Splink's own pipeline costs seconds where a commune has
some hundred pairs to look at; a test holds the two equal.
"""

from __future__ import annotations

import json
import math
import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources
from pathlib import Path
from typing import Any

from dophu.persons.people import Person
from dophu.persons.records import COLUMNS, Frequencies, make_records

FILE = Path(__file__).with_name("weights.json")

FREQUENCIES = {"name": 0.001, "mother": 0.0005}
"""Chance that two children, or two mothers, of a commune share a name."""

FEW = 1000
"""Records among which it is quicker to see first whether any two share a key."""

SAME_HAMLET = ("l.hamlet = r.hamlet",)
"""Rules by which all records of a hamlet are compared: for the few left over."""

TYPES = {
    "id": "INTEGER", "year": "INTEGER", "vague": "BOOLEAN", "abbreviated": "BOOLEAN",
    "tf_name": "DOUBLE", "tf_mother": "DOUBLE",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Likeness:
    """Two records, by place in the two lists given, and what speaks for one child.

    ``weight`` is the logarithm to base 2 of the odds, prior included; ``levels``
    says of each comparison how alike the two are (``same``, ``slip``, ...).
    """

    left: int
    right: int
    weight: float
    levels: dict[str, str]


@dataclass(frozen=True)
class Comparison:
    """One thing compared: for each level its condition, name and weight in SQL."""

    name: str
    levels: tuple[tuple[str, str, str], ...]


@cache
def read_model() -> dict[str, Any]:
    """Read the shipped model, as Splink saves it."""
    text = resources.files(__package__).joinpath(FILE.name).read_text("utf-8")
    return json.loads(text)


@cache
def read_comparisons() -> tuple[Comparison, ...]:
    """Turn the shipped model into conditions and weights, as Splink does."""
    found = []
    for each in read_model()["comparisons"]:
        levels = each["comparison_levels"]
        exact = next((x for x in levels if x["label_for_charts"] == "same"), None)
        lines = tuple(
            (level["sql_condition"], level["label_for_charts"], _weight(level, exact))
            for level in levels
        )
        found.append(Comparison(each["output_column_name"], lines))
    return tuple(found)


def _weight(level: dict[str, Any], exact: dict[str, Any] | None) -> str:
    if level.get("is_null_level"):
        return "0.0"
    weight = repr(math.log2(level["m_probability"] / level["u_probability"]))
    if (column := level.get("tf_adjustment_column")) and exact is not None:
        base = repr(math.log2(exact["u_probability"]))
        weight += f" + {base} - log2(greatest(tf_{column}_l, tf_{column}_r))"
    return weight


def find_alike(
    left: Sequence[Person],
    right: Sequence[Person] | None,
    frequencies: Frequencies,
    at_least: float,
    rules: Sequence[str] = (),
) -> list[Likeness]:
    """Compare the records that share a key, and give those that are alike enough.

    Parameters
    ----------
    left, right
        The records; each of ``left`` is compared with each of ``right``, or with
        those after it in ``left`` where ``right`` is None.
    frequencies
        How common names are.
    at_least
        Weight from which a pair is given.
    rules
        Conditions on ``l`` and ``r`` under which two records are compared, where not
        those of the model; see :data:`SAME_HAMLET`.

    Returns
    -------
    list of Likeness
        The most alike first, then by place.
    """
    if not left or (right is not None and not right):
        return []
    records = make_records(left, frequencies)
    others = None if right is None else make_records(right, frequencies)
    if not rules and len(left) <= FEW and not _share_a_key(records, others):
        return []
    import duckdb

    with duckdb.connect() as connection:
        connection.execute("SET enable_progress_bar = false")
        _register(connection, "records", records)
        other = "records" if others is None else "others"
        if others is not None:
            _register(connection, other, others)
        lines = connection.execute(scoring_sql(other, rules), [at_least]).fetchall()
    names = [c.name for c in read_comparisons()]
    return [
        Likeness(one, two, weight, dict(zip(names, levels, strict=True)))
        for one, two, weight, *levels in lines
    ]


def _share_a_key(
    records: dict[str, list[Any]], others: dict[str, list[Any]] | None
) -> bool:
    """Tell whether any two records are to be compared at all."""
    for rule in read_model()["blocking_rules_to_generate_predictions"]:
        keys = re.findall(r"l\.(\w+) =", rule["blocking_rule"])
        mine, theirs = (
            [k for k in zip(*(side[key] for key in keys), strict=True) if None not in k]
            for side in (records, records if others is None else others)
        )
        if len(set(mine)) < len(mine) if others is None else set(mine) & set(theirs):
            return True
    return False


def _register(connection: Any, table: str, records: dict[str, list[Any]]) -> None:
    import pandas as pd

    frame = pd.DataFrame({n: pd.Series(v, dtype=object) for n, v in records.items()})
    casts = ", ".join(f"CAST({n} AS {TYPES.get(n, 'VARCHAR')}) AS {n}" for n in COLUMNS)
    connection.register("given", frame)
    connection.execute(f"CREATE TABLE {table} AS SELECT {casts} FROM given")
    connection.unregister("given")


def scoring_sql(other: str, rules: Sequence[str] = ()) -> str:
    """Write the query that compares table ``records`` with another, or itself."""
    comparisons = read_comparisons()
    ordered = " AND l.id < r.id" if other == "records" else ""
    rules = rules or [
        rule["blocking_rule"]
        for rule in read_model()["blocking_rules_to_generate_predictions"]
    ]
    pairs = " UNION ".join(
        f"SELECT l.id AS left_id, r.id AS right_id FROM records l JOIN {other} r "
        f"ON {rule}{ordered}"
        for rule in rules
    )
    prior = read_model()["probability_two_random_records_match"]
    weights, levels = [repr(math.log2(prior / (1 - prior)))], []
    for each in comparisons:
        weights.append(_case(f"level_{each.name}", [
            (f"{at}", weight) for at, (_, _, weight) in enumerate(each.levels)
        ]))  # fmt: skip
        levels.append(_levels(each))
    names = ", ".join(
        _case(f"level_{c.name}", [
            (f"{at}", f"'{name}'") for at, (_, name, _) in enumerate(c.levels)
        ])
        for c in comparisons
    )  # fmt: skip
    kept = ", ".join(
        f"{table}.{column} AS {column}_{side}"
        for column in COLUMNS
        for table, side in (("l", "l"), ("r", "r"))
    )
    return f"""
        WITH pairs AS ({pairs}),
        both_sides AS (
            SELECT {kept} FROM pairs
            JOIN records l ON l.id = left_id JOIN {other} r ON r.id = right_id
        ),
        leveled AS (
            SELECT id_l, id_r, tf_name_l, tf_name_r, tf_mother_l, tf_mother_r,
                {", ".join(levels)}
            FROM both_sides
        ),
        weighed AS (SELECT *, {" + ".join(weights)} AS weight FROM leveled)
        SELECT id_l, id_r, weight, {names} FROM weighed
        WHERE weight >= ? ORDER BY weight DESC, id_l, id_r
    """


def _case(column: str, choices: list[tuple[str, str]]) -> str:
    whens = " ".join(f"WHEN {value} THEN {then}" for value, then in choices)
    return f"(CASE {column} {whens} END)"


def _levels(comparison: Comparison) -> str:
    parts = []
    for at, (condition, _, _) in enumerate(comparison.levels):
        if re.fullmatch(r"\s*else\s*", condition, re.IGNORECASE):
            parts.append(f"ELSE {at}")
        else:
            parts.append(f"WHEN {condition} THEN {at}")
    return f"CASE {' '.join(parts)} END AS level_{comparison.name}"
