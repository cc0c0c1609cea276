"""Train the shipped weights of matching on generated lists, by Splink.

``make train`` writes ``lib/dophu/persons/weights.json``; the same kit and seed give
the same file. Run as ``python -m benchmarks.training``.
"""

from __future__ import annotations

import json
import logging
from dataclasses import replace
from pathlib import Path

import pandas as pd

from benchmarks.trials import TrialSpec, hard, make_trial
from dophu.persons.comparison_keys import Frequencies, make_records
from dophu.persons.model import FILE
from dophu.persons.record import FROM_ROW, Person
from dophu.persons.scoring import FREQUENCIES

SEEDS = range(101, 121)
"""Communes that are trained on; trials and benchmarks use other seeds."""

CHILDREN = 2500

PRIOR = 1 / 2500
"""Odds that two rows of different lists of a commune are one child."""


def level(condition: str, label: str, **more: object) -> dict[str, object]:
    return {"sql_condition": condition, "label_for_charts": label, **more}


def equal(column: str) -> str:
    return f"{column}_l = {column}_r"


def near(column: str, most: int) -> str:
    return f"damerau_levenshtein({column}_l, {column}_r) <= {most}"


def missing(*columns: str) -> dict[str, object]:
    parts = [f"{c}_{side} IS NULL" for c in columns for side in "lr"]
    return level(" OR ".join(parts), "missing", is_null_level=True)


ELSE = level("ELSE", "different")
VAGUE = "(vague_l OR vague_r) AND year_l = year_r"
TWO_PARTS = (
    "day_month_l = day_month_r OR (year_l = year_r AND "
    "(substr(day_month_l, 1, 2) = substr(day_month_r, 1, 2) OR "
    "substr(day_month_l, 4, 2) = substr(day_month_r, 4, 2)))"
)
COMPARISONS = (
    ("name", [
        missing("name"),
        level(equal("accented"), "same", tf_adjustment_column="name",
              disable_tf_exact_match_detection=True),
        level(f"{equal('name')} AND (accented_l = name_l OR accented_r = name_r)",
              "accents_lost"),
        level(equal("name"), "accents_differ"),
        level(equal("sorted_name"), "order"),
        level(f"{equal('short_name')} AND (abbreviated_l OR abbreviated_r)",
              "abbreviated"),
        level(f"{equal('given')} AND ({equal('bare_name')} OR {near('name', 1)})",
              "slip"),
        level(near("name", 1), "given_slip"),
        level(f"{near('name', 2)} AND jaro_winkler_similarity(name_l, name_r) >= 0.9",
              "alike"),
        level(f"{near('sorted_name', 1)} OR ({near('short_name', 1)} AND "
              "(abbreviated_l OR abbreviated_r))", "two_faults"),
        ELSE,
    ]),
    ("birth", [
        missing("birth"),
        level(f"{equal('birth')} AND NOT vague_l AND NOT vague_r", "same"),
        level(f"{equal('birth')} OR ({VAGUE})", "year"),
        level(f"{equal('year')} AND day_month_l = swapped_r", "swapped"),
        level(near("birth", 1), "slip"),
        level(TWO_PARTS, "parts"),
        ELSE,
    ]),
    ("number", [
        missing("number"),
        level(equal("number"), "same"),
        level(near("number", 1), "slip"),
        ELSE,
    ]),
    ("sex", [missing("sex"), level(equal("sex"), "same"), ELSE]),
    ("mother", [
        missing("mother"),
        level(equal("mother"), "same", tf_adjustment_column="mother"),
        level(f"{near('mother', 2)} OR {equal('short_mother')}", "slip"),
        ELSE,
    ]),
    ("hamlet", [missing("hamlet"), level(equal("hamlet"), "same"), ELSE]),
)  # fmt: skip

RULES = (
    ("number",),
    ("birth", "given"),
    ("birth", "hamlet"),
    ("sorted_name", "year"),
    ("sorted_name", "hamlet"),
    ("year", "given", "hamlet"),
    ("birth", "mother"),
    ("year", "mother", "hamlet"),
    ("day_month", "family", "hamlet"),
    ("name", "day_month"),
    ("bare_name", "hamlet"),
)
"""Two records are compared where all the keys of one rule are equal."""


def settings() -> dict[str, object]:
    return {
        "link_type": "dedupe_only",
        "unique_id_column_name": "id",
        "probability_two_random_records_match": PRIOR,
        "retain_matching_columns": False,
        "comparisons": [
            {"output_column_name": name, "comparison_levels": levels}
            for name, levels in COMPARISONS
        ],
        "blocking_rules_to_generate_predictions": [
            {"blocking_rule": " AND ".join(f"l.{key} = r.{key}" for key in keys)}
            for keys in RULES
        ],
    }


def generated() -> tuple[list[Person], list[int]]:
    """Give records of the last date of each training commune, and their child.

    Hamlets of different communes share their ids, so that two children drawn by
    chance share a hamlet as often as two of one commune do.
    """
    people, children = [], []
    for number, seed in enumerate(SEEDS):
        spec = TrialSpec(children=CHILDREN, seed=seed, dates=1)
        spec = replace(hard(spec), twins=0.02) if number % 2 else spec
        dated = make_trial(spec).dated[-1]
        columns = dated.rows.columns
        for at, child in enumerate(dated.children):
            taken = {name: columns[name][at] for name in FROM_ROW}
            people.append(Person(person_id="", **taken))
            children.append(seed * 10**6 + child)
    return people, children


def train() -> dict[str, object]:
    """Train the model: shares of right pairs by their labels, of others by chance."""
    from splink import DuckDBAPI, Linker

    logging.getLogger("splink").setLevel(logging.ERROR)
    people, children = generated()
    records = make_records(people, Frequencies(people, FREQUENCIES))
    frame = pd.DataFrame(records).assign(child=children)
    api = DuckDBAPI()
    linker = Linker(api.register(frame), settings(), log_level=None)
    linker.training.estimate_u_using_random_sampling(max_pairs=2e7, seed=1)
    linker.training.estimate_m_from_label_column("child")
    return linker.misc.save_model_to_json()


def main() -> None:
    """Write the weights, digits that mean nothing left out."""
    model = train()
    for comparison in model["comparisons"]:
        for each in comparison["comparison_levels"]:
            for name in ("m_probability", "u_probability"):
                if name in each:
                    each[name] = float(f"{each[name]:.4g}")
    model.pop("linker_uid", None)
    text = json.dumps(model, indent=1, ensure_ascii=False)
    Path(FILE).write_text(text + "\n", encoding="utf-8", newline="\n")
    for comparison in model["comparisons"]:
        print(comparison["output_column_name"])
        for each in comparison["comparison_levels"]:
            print("  ", each.get("label_for_charts"), each.get("m_probability"),
                  each.get("u_probability"))  # fmt: skip


if __name__ == "__main__":
    main()
