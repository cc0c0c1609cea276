"""The shipped model: what is compared, what each level of it is worth, and the SQL.

``weights.json`` beside this module is a Fellegi–Sunter model of Splink as Splink saves
it, trained on generated lists (``make train``). It is scored by the same conditions and
weights in DuckDB, since Splink's own pipeline costs seconds where a commune has some
hundred pairs to look at; a test holds the two equal.
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

from dophu.persons.comparison_keys import COLUMNS

FILE = Path(__file__).with_name("weights.json")

DISTANCE = re.compile(r"levenshtein|jaro", re.IGNORECASE)
# Only names are bounded by their letters; mothers and births have no such column.
OF_NAMES = re.compile(r"damerau_levenshtein\((?:sorted_)?name_l, \w+\) <= (\d)")
ELSE = re.compile(r"\s*else\s*$", re.IGNORECASE)

ORDER = ("hamlet", "sex", "birth", "name", "mother", "number")
"""Comparisons in the order in which they are made: what most pairs fail at first, and
last what costs most, for the few that can still be alike enough."""


PAIRS = "blocked"
"""Table of the pairs that are compared, where they are found before."""


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


def model_rules() -> tuple[str, ...]:
    """Give the conditions on ``l`` and ``r`` by which the model compares records."""
    rules = read_model()["blocking_rules_to_generate_predictions"]
    return tuple(rule["blocking_rule"] for rule in rules)


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
        # What one of the two lacks is evidence for neither side.
        return "0.0"
    weight = repr(math.log2(level["m_probability"] / level["u_probability"]))
    if (column := level.get("tf_adjustment_column")) and exact is not None:
        # Splink's adjustment by frequency: in place of the average chance of agreement
        # that of this name, the commoner of the two.
        base = repr(math.log2(exact["u_probability"]))
        weight += f" + {base} - log2(greatest(tf_{column}_l, tf_{column}_r))"
    return weight


def scoring_sql(
    other: str, at_least: float, rules: Sequence[str] = (), *, few: bool = False
) -> str:
    """Write the query that compares table ``records`` with another, or itself.

    One comparison after the other, each on the pairs that can still come to the
    weight asked for: string distances are what it costs. Of few records each step
    costs more than it spares, and all is compared at once: the same pairs and weights.
    By ``rules`` the pairs are found that are compared; without any they stand in the
    table :data:`PAIRS`.
    """
    ordered = " AND l.id < r.id" if other == "records" else ""
    # UNION, not UNION ALL: a pair that two rules find is compared once.
    pairs = " UNION ".join(
        f"SELECT l.id AS left_id, r.id AS right_id FROM records l JOIN {other} r "
        f"ON {rule}{ordered}"
        for rule in rules
    )
    pairs = pairs or f"SELECT left_id, right_id FROM {PAIRS}"
    kept = ", ".join(
        f"{side}.{column} AS {column}_{side}" for column in COLUMNS for side in "lr"
    )
    prior = read_model()["probability_two_random_records_match"]
    steps = [
        f"pairs AS ({pairs})",
        f"step_0 AS (SELECT {kept}, {math.log2(prior / (1 - prior))!r} AS weight FROM "
        f"pairs JOIN records l ON l.id = left_id JOIN {other} r ON r.id = right_id)",
    ]
    comparisons = sorted(read_comparisons(), key=lambda each: ORDER.index(each.name))
    stages = [comparisons] if few else [[each] for each in comparisons]
    for at, stage in enumerate(stages):
        levels = ", ".join(map(_level, stage))
        total = " + ".join(["weight", *map(_weight_of, stage)])
        later = [each for rest in stages[at + 1 :] for each in rest]
        most = " + ".join(["weight", *map(_bound, later)])
        steps += [
            f"level_{at} AS (SELECT *, {levels} FROM step_{at})",
            f"sum_{at} AS (SELECT * REPLACE ({total} AS weight) FROM level_{at})",
            f"step_{at + 1} AS (SELECT * FROM sum_{at} WHERE {most} >= {at_least!r})",
        ]
    names = ", ".join(_name_of(each) for each in read_comparisons())
    return (
        f"WITH {', '.join(steps)} SELECT id_l, id_r, weight, {names} "
        # The ids give equal weights the same order in every run.
        f"FROM step_{len(stages)} ORDER BY weight DESC, id_l, id_r"
    )


def _level(comparison: Comparison) -> str:
    parts = []
    for at, (condition, _, _) in enumerate(comparison.levels):
        other = ELSE.match(condition)
        quick = OF_NAMES.sub(_letters_first, condition)
        parts.append(f"ELSE {at}" if other else f"WHEN {quick} THEN {at}")
    return f"CASE {' '.join(parts)} END AS level_{comparison.name}"


def _letters_first(distance: re.Match[str]) -> str:
    """Ask for the distance of two names only where their letters allow it."""
    # An edit changes two bits at the most: comparison_keys.letter_bits.
    most = 2 * int(distance[1])
    return f"(bit_count(xor(letters_l, letters_r)) <= {most} AND {distance[0]})"


def _weight_of(comparison: Comparison) -> str:
    return _case(comparison, [weight for _, _, weight in comparison.levels])


def _name_of(comparison: Comparison) -> str:
    return _case(comparison, [f"'{name}'" for _, name, _ in comparison.levels])


def _case(comparison: Comparison, choices: list[str]) -> str:
    whens = " ".join(f"WHEN {at} THEN {then}" for at, then in enumerate(choices))
    return f"(CASE level_{comparison.name} {whens} END)"


def _bound(comparison: Comparison) -> str:
    """Say in SQL what a comparison can be worth at the most, string distances unseen.

    They are what a query costs, and most pairs cannot be alike enough whatever they
    come to.
    """
    parts, levels = [], list(comparison.levels)
    while levels and not DISTANCE.search(levels[0][0]) and not ELSE.match(levels[0][0]):
        condition, _, weight = levels.pop(0)
        parts.append(f"WHEN {condition} THEN {weight}")
    rest = max(float(weight) for _, _, weight in levels)
    return f"(CASE {' '.join(parts)} ELSE {rest!r} END)"
