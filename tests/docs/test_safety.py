"""The page on safety names tests that are there."""

from __future__ import annotations

import re
from pathlib import Path

ROOT = Path(__file__).parents[2]


def test_every_promise_is_held_by_tests_that_exist():
    text = (ROOT / "docs" / "safety.md").read_text(encoding="utf-8")
    table, _, measured = text.partition("<!-- measured")
    rows = [
        line
        for line in table.splitlines()
        if line.startswith("| ") and "`tests/" in line
    ]
    promises = [line for line in table.splitlines() if line.startswith("| ")][1:]
    assert rows == promises and "`make torture`: " in measured
    for path in re.findall(r"`(tests/[\w/.]+)`", text):
        assert (ROOT / path).is_file(), path
