"""No more is claimed of a scenario than it held in simulation."""

from __future__ import annotations

import pytest

from benchmarks.pace import WORLDS, shares
from dophu.tables.pace.scoring import HELD


@pytest.mark.long
def test_what_is_claimed_is_what_was_held_in_the_worlds_of_the_benchmark():
    for basis, claimed in HELD.items():
        found = [round(100 * shares(basis, world)[1]) for world in WORLDS]
        assert (min(found), max(found)) == claimed
