"""The shipped weights are a Splink model, and are scored as Splink scores them."""

from __future__ import annotations

import logging
from dataclasses import replace

import pandas as pd
import pytest

from benchmarks.trials import TrialSpec, hard, make_trial
from dophu.persons import comparison_keys, scoring
from dophu.persons.comparison_keys import Frequencies, make_records
from dophu.persons.model import FILE, model_rules, read_comparisons
from dophu.persons.record import FROM_ROW, Person
from dophu.persons.scoring import (
    ANY_HAMLET,
    FREQUENCIES,
    SAME_HAMLET,
    score_pairs,
)


def people_of(spec: TrialSpec) -> list[Person]:
    columns = make_trial(spec).dated[-1].rows.columns
    return [
        Person(person_id="", **{name: columns[name][at] for name in FROM_ROW})
        for at in range(len(columns["row"]))
    ]


def by_splink(people: list[Person], frequencies: Frequencies) -> pd.DataFrame:
    from splink import DuckDBAPI, Linker

    logging.getLogger("splink").setLevel(logging.ERROR)
    frame = pd.DataFrame(make_records(people, frequencies))
    api = DuckDBAPI()
    linker = Linker(api.register(frame), str(FILE), log_level=None)
    return linker.inference.predict(threshold_match_weight=0).as_pandas_dataframe()


@pytest.mark.parametrize("make", [lambda spec: spec, hard])
def test_weights_are_those_of_splinks_own_predict_on_the_same_pairs(make):
    people = people_of(make(TrialSpec(children=200, hamlets=3, seed=5, dates=1)))
    frequencies = Frequencies(people, FREQUENCIES)
    theirs = by_splink(people, frequencies)
    expected = {
        (int(pair.id_l), int(pair.id_r)): pair.match_weight
        for pair in theirs.itertuples()
    }
    ours = {
        (p.left, p.right): p.weight for p in score_pairs(people, None, frequencies, 0)
    }
    assert len(ours) > 100
    assert ours == pytest.approx(expected, abs=1e-6)


def test_every_comparison_has_a_name_for_each_level_from_missing_to_different():
    for comparison in read_comparisons():
        names = [name for _, name, _ in comparison.levels]
        assert names[0] == "missing"
        assert names[-1] == "different"
        assert len(set(names)) == len(names)


def test_two_sides_are_compared_with_each_other_only():
    people = people_of(TrialSpec(children=60, hamlets=2, seed=6, dates=1))
    frequencies = Frequencies(people, FREQUENCIES)
    half = len(people) // 2
    between = score_pairs(people[:half], people[half:], frequencies, 0)
    both = score_pairs(people, None, frequencies, 0)
    assert {(p.left, p.right + half) for p in between} == {
        (p.left, p.right) for p in both if p.left < half <= p.right
    }


@pytest.mark.parametrize("at_least", [-20, 0, 5])
def test_compared_at_once_or_one_after_the_other_they_are_the_same_pairs(
    at_least, monkeypatch
):
    people = people_of(hard(TrialSpec(children=120, hamlets=2, seed=7, dates=1)))
    frequencies = Frequencies(people, FREQUENCIES)
    found = []
    for pairs in (0, len(people) ** 2):
        monkeypatch.setattr(scoring, "AT_ONCE", pairs)
        found.append(score_pairs(people, None, frequencies, at_least))
    assert len(found[0]) > 20
    assert found[0] == found[1]


@pytest.mark.parametrize("turned", [False, True])
def test_names_are_keyed_only_of_records_that_can_meet_and_no_pair_is_lost(
    turned, monkeypatch
):
    people = people_of(hard(TrialSpec(children=120, hamlets=4, seed=7, dates=1)))
    frequencies = Frequencies(people, FREQUENCIES)
    sides = (people[1:], people[:1]) if turned else (people[:1], people[1:])
    keyed: list[str] = []
    real = comparison_keys.name_keys
    monkeypatch.setattr(
        comparison_keys, "name_keys", lambda name: keyed.append(name) or real(name)
    )
    found = score_pairs(*sides, frequencies, -100.0)
    few, keyed[:] = len(keyed), []
    everybody = [range(len(side)) for side in sides]
    monkeypatch.setattr(scoring, "may_meet", lambda *_: everybody)
    assert found == score_pairs(*sides, frequencies, -100.0) != []
    assert few < len(keyed) / 2


@pytest.mark.parametrize("sides", ["one", "two", "no hamlet"])
def test_pairs_found_here_are_those_that_the_engine_finds(sides, monkeypatch):
    people = people_of(hard(TrialSpec(children=120, hamlets=4, seed=8, dates=1)))
    frequencies = Frequencies(people, FREQUENCIES)
    left, right, rules = people, None, ()
    if sides != "one":
        left, right = people[::2], people[1::2]
    if sides == "no hamlet":
        left = [replace(p, hamlet_id=None) for p in left]
        rules = (*model_rules(), *ANY_HAMLET)
    here = score_pairs(left, right, frequencies, -100.0, rules)
    monkeypatch.setattr(scoring, "FEW", 0)
    monkeypatch.setattr(scoring, "find_pairs", None)
    assert here == score_pairs(left, right, frequencies, -100.0, rules) != []


def test_where_too_many_share_a_key_the_engine_finds_them(monkeypatch):
    people = people_of(hard(TrialSpec(children=60, hamlets=2, seed=9, dates=1)))
    frequencies = Frequencies(people, FREQUENCIES)
    found = score_pairs(people, None, frequencies, -100.0, SAME_HAMLET)
    monkeypatch.setattr(scoring, "AT_ONCE", 10)
    assert found == score_pairs(people, None, frequencies, -100.0, SAME_HAMLET) != []
