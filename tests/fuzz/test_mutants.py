"""A part of the damaged files in every test run; all by ``python -m tests.fuzz``."""

from __future__ import annotations

from tests.fuzz.mutants import mutants
from tests.fuzz.seeds import SEEDS
from tests.fuzz.trial import try_mutants


def test_every_damaged_file_is_read_or_refused_and_the_parent_lives():
    trial = try_mutants(300, seed=1)
    assert trial.ends.total() == 300
    assert trial.slowest[0] < 30
    for kind in SEEDS:
        whys = {why for (of, why) in trial.ends if of == kind}
        assert "" in whys and len(whys) > 1, f"{kind}: some are read, some refused"


def test_the_same_seed_damages_files_in_the_same_way():
    assert list(mutants(20, seed=7)) == list(mutants(20, seed=7))
    assert list(mutants(20, seed=7)) != list(mutants(20, seed=8))
