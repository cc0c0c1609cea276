"""Some kills and refusals in every run, more in the long one; all by make torture."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.short_form import tries

ROOT = Path(__file__).parents[2]

pytestmark = pytest.mark.skipif(
    sys.platform != "linux", reason="forks, and asks /proc what is open"
)


@pytest.mark.long
@pytest.mark.hunt
def test_nothing_is_torn_or_mixed_and_the_next_command_does_what_was_left(tmp_path):
    counts = tries(5, 4, 1000), tries(1, 1, 40), tries(4, 4, 200)
    kills, moments, refusals = map(str, counts)
    path = tmp_path / "counts.json"
    done = subprocess.run(
        [sys.executable, "-m", "tests.torture", "--json", str(path)]
        + ["--kills", kills, "--random", moments, "--refusals", refusals]
        + ["--scenes", *tries(("publish", "lists"), SCENES)],
        cwd=ROOT,
        env={**os.environ, "OPENBLAS_NUM_THREADS": "1"},
        capture_output=True,
        encoding="utf-8",
    )
    found = json.loads(path.read_text(encoding="utf-8")) if path.is_file() else {}
    assert done.returncode == 0, done.stdout + done.stderr
    for scene, of in found.items():
        assert of["kills"]["killed"] == of["kills"]["trials"] > 3, scene
        assert of["refusals"]["stopped"] > 0, scene
        assert not any(of[way]["faults"] for way in ("kills", "random", "refusals"))


SCENES = "run", "correction", "publish", "lists", "purge", "region"
