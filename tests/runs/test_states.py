"""A week publishes whatever the state of its campaign, in both languages."""

from __future__ import annotations

import csv
import json
from itertools import cycle

import pytest

from dophu.runs.record import verify
from dophu.runs.weekly import run_week
from tests.campaigns import Folder
from tests.runs.states import STATES
from tests.short_form import IS_WHOLE, cases

TRIED = [*zip(STATES, cycle(["vi", "en"]), strict=False)]
"""A state in one language, since what is said is the same registry's."""
if IS_WHOLE:
    TRIED += [(state, "en" if stated == "vi" else "vi") for state, stated in TRIED]


@pytest.mark.parametrize(("state", "language"), cases(TRIED, 1))
def test_a_week_of_any_state_is_published_whole(state, language, tmp_path, warm):
    folder = Folder(tmp_path / "chiến dịch")
    STATES[state](folder)
    outcome = run_week(folder.path, reports=tmp_path / "ra", language=language)
    assert outcome.gate in ("READY", "REVIEW")
    assert verify(outcome.edition) == []
    listing = (outcome.edition / "charts" / "charts.json").read_text(encoding="utf-8")
    titles = {chart["name"]: chart["title"] for chart in json.loads(listing)}
    table = outcome.edition / "tables" / "gaps.csv"
    with table.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    if not any(row["persons"] for row in rows):
        assert len(set(titles.values())) == 1, "all say that nothing is known"
