"""A look at a campaign writes nothing and says what a stored snapshot says."""

from __future__ import annotations

import shutil
from pathlib import Path

import dophu
from dophu.snapshots import look

SAMPLE = Path(__file__).parents[2] / "data" / "sample"


def test_a_look_says_what_the_stored_snapshot_says_and_writes_nothing(tmp_path):
    without = shutil.ignore_patterns("snapshots", "truth")
    campaign = shutil.copytree(SAMPLE, tmp_path / "mẫu", ignore=without)
    before = sorted(campaign.rglob("*"))
    seen = look(campaign, "2024-07-11")
    counted, quality = dophu.gaps(seen), dophu.quality(seen)
    assert sorted(campaign.rglob("*")) == before
    stored = dophu.load(campaign, "2024-07-11")
    assert counted.equals(dophu.gaps(stored))
    assert quality.equals(dophu.quality(stored))
    assert seen.rows_table().equals(stored.rows_table())
    assert seen.issues_table().equals(stored.issues_table())
    assert dophu.reasons(seen).equals(dophu.reasons(stored))
