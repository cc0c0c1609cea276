"""What is joined without a person is right, and most of what is right is joined."""

from __future__ import annotations

import pytest

from benchmarks.trials import (
    TrialSpec,
    hard,
    make_trial,
    run_certain,
    run_trial,
    score,
)
from tests.short_form import cases

SPEC = TrialSpec(children=900, hamlets=6, seed=11)


@pytest.mark.parametrize(
    ("make", "precision", "recall", "error"),
    cases([(lambda spec: spec, 0.998, 0.97, 0.01), (hard, 0.997, 0.93, 0.03)], 1),
    ids=["ordinary", "hard"],
)
def test_rows_of_one_child_are_joined_and_of_two_are_not(
    make, precision, recall, error
):
    trial = make_trial(make(SPEC))
    certain = score(trial, run_certain(trial))
    assert certain.precision >= precision
    assert certain.recall >= recall
    assert score(trial, run_trial(trial)).error <= error


def test_twins_stay_two_whatever_their_numbers_and_slips():
    trial = make_trial(hard(SPEC))
    twins = {frozenset((kin.place, kin.twin)) for kin in trial.kin if kin.twin >= 0}
    together = set()
    for dated, matched in zip(trial.dated, run_trial(trial), strict=True):
        by_person: dict[str, set[int]] = {}
        for child, person in zip(dated.children, matched.person_ids, strict=True):
            if person:
                by_person.setdefault(person, set()).add(child)
        together |= {frozenset(found) for found in by_person.values()} & twins
    assert len(twins) > 20
    assert len(together) <= len(twins) / 20


@pytest.mark.long
def test_running_again_gives_the_same_children_outcomes_and_pairs():
    one, two = (run_trial(make_trial(hard(SPEC))) for _ in range(2))
    assert [m.person_ids for m in one] == [m.person_ids for m in two]
    assert [m.outcomes for m in one] == [m.outcomes for m in two]
    pairs = [
        [(d.first.person_id, d.second.person_id) for d in m.possible_links] for m in two
    ]
    assert pairs == [
        [(d.first.person_id, d.second.person_id) for d in m.possible_links] for m in one
    ]


@pytest.mark.long
def test_every_row_has_one_outcome_and_only_joined_rows_have_a_person():
    trial = make_trial(hard(SPEC))
    for matched in run_trial(trial):
        for outcome, person in zip(matched.outcomes, matched.person_ids, strict=True):
            assert bool(person) == (outcome in ("person", "merged", "left")) or (
                outcome == "out_of_scope"
            )
        counted = [p for p in matched.people if p.last_seen == p.first_seen]
        assert len({p.person_id for p in matched.people}) == len(matched.people)
        assert counted
