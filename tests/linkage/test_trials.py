"""Trials of matching: the same seed gives the same lists, and scores can fail."""

from __future__ import annotations

from dataclasses import replace

import pytest

from benchmarks.trials import TrialSpec, hard, make_trial, run_trial, score

SMALL = TrialSpec(children=150, hamlets=3)


def relabelled(trial, results, label):
    return [
        replace(matched, person_ids=[label(c, at) for at, c in enumerate(d.children)])
        for d, matched in zip(trial.dated, results, strict=True)
    ]


def test_the_same_seed_gives_the_same_lists_and_another_gives_others():
    one, two = make_trial(SMALL), make_trial(SMALL)
    assert [d.rows.columns for d in one.dated] == [d.rows.columns for d in two.dated]
    assert make_trial(replace(SMALL, seed=2)).kin != one.kin


def test_a_perfect_a_lumping_and_a_splitting_result_get_the_scores_they_deserve():
    trial = make_trial(SMALL)
    results = run_trial(trial)
    perfect = score(trial, relabelled(trial, results, lambda child, _: f"P{child}"))
    assert (perfect.precision, perfect.recall) == (1, 1)
    lumped = score(trial, relabelled(trial, results, lambda *_: "P1"))
    assert lumped.precision < 0.05
    assert lumped.recall == 1
    split = score(trial, relabelled(trial, results, lambda child, at: f"P{child}-{at}"))
    assert split.recall < 0.2


def test_a_hard_trial_has_twins_namesakes_and_few_numbers():
    trial = make_trial(hard(SMALL))
    assert any(child.twin >= 0 for child in trial.kin)
    names = [(child.name, child.hamlet) for child in trial.kin]
    assert len(set(names)) < len(names)
    numbers = trial.dated[0].rows.columns["number"]
    assert sum(n is None for n in numbers) > len(numbers) / 2


@pytest.mark.parametrize("make", [lambda spec: spec, hard])
def test_no_two_children_share_name_birth_and_hamlet(make):
    kin = make_trial(make(SMALL)).kin
    assert len({(k.name, k.birth_date, k.hamlet) for k in kin}) == len(kin)
