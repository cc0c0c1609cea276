"""Some damaged files in every run, 300 in the long one; all by ``tests.fuzz``."""

from __future__ import annotations

import pytest

from tests.fuzz.mutants import mutants
from tests.fuzz.seeds import SEEDS
from tests.fuzz.trial import try_mutants
from tests.short_form import tries


@pytest.mark.hunt
def test_every_damaged_file_is_read_or_refused_and_the_parent_lives():
    count = tries(100, 300, 10_000)
    trial = try_mutants(count, seed=1)
    assert trial.ends.total() == count
    assert trial.slowest[0] < 30
    for kind in SEEDS:
        whys = {why for (of, why) in trial.ends if of == kind}
        assert "" in whys and len(whys) > 1, f"{kind}: some are read, some refused"


def test_the_same_seed_damages_files_in_the_same_way():
    assert list(mutants(20, seed=7)) == list(mutants(20, seed=7))
    assert list(mutants(20, seed=7)) != list(mutants(20, seed=8))
