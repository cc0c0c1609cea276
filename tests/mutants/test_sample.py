"""Some small faults in the rules, the same every time: each is noticed by a test."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.short_form import tries

ROOT = Path(__file__).parents[2]
MODULES = (
    "dophu.ages", "dophu.dates", "dophu.campaign.hamlets",
    "dophu.campaign.hamlet_spellings", "dophu.persons.birth_dates",
)  # fmt: skip
"""Those whose tests are quick; ``make mutants`` tries the others too."""


@pytest.mark.long
@pytest.mark.skipif(not hasattr(os, "fork"), reason="each mutant is tried in a fork")
def test_each_of_a_sample_of_small_faults_is_noticed():
    wanted = str(tries(100, 100, 400))
    done = subprocess.run(
        [sys.executable, "-m", "tests.mutants", "--modules", *MODULES]
        + ["--sample", wanted, "--share", "1"],
        cwd=ROOT,
        env={**os.environ, "OPENBLAS_NUM_THREADS": "1"},
        capture_output=True,
        encoding="utf-8",
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert f"{wanted} of {wanted} killed" in done.stdout or "equivalent" in done.stdout
