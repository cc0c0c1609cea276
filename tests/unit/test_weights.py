"""What most rows or children hang on is looked at first."""

from __future__ import annotations

import pytest

from dophu.catalogue.issues import Issue
from dophu.runs.checking import _points
from dophu.runs.weights import Weights

ROWS = [
    *[("a.xlsx", "1", "person", "DS-05")] * 3,
    *[("a.xlsx", "1", "quarantined", "DS-02 DS-05")] * 40,
    *[("a.xlsx", "2", "person", "")] * 7,
    *[("a.xlsx", "2", "ignored", "")] * 90,
    *[("b.csv", "", "person", "")] * 10,
]
WEIGHTS = Weights(ROWS, {"H1": 5, "H2": 15, "H3": 0})


@pytest.mark.parametrize(
    ("code", "places", "weight"),
    [
        ("DS-02", [("a.xlsx", "1", "")], 40),
        ("DS-05", [("a.xlsx", "1", "")] * 3, 43),
        ("BG-18", [("a.xlsx", "2", "")] * 2, 7),
        ("TP-07", [("a.xlsx", "", "")], 50),
        ("TP-09", [("c.docx", "", "")], 30),
        ("TD-06", [("", "", "H1"), ("", "", "H2")], 20),
        ("TD-07", [("", "", "H3")], 10),
        ("TN-12", [("", "", "")], 20),
    ],
)
def test_an_issue_weighs_what_hangs_on_it(code, places, weight):
    assert WEIGHTS.of(code, places) == weight


def test_one_word_in_forty_rows_is_reported_before_three_rows_of_their_own():
    near = {"spelling": "…", "rows": 40, "nearest": "–", "line": {"vi": "", "en": ""},
            "absent": {"vi": "", "en": ""}}  # fmt: skip
    issues = [
        *[Issue("DS-03", "b.csv", "", f"B{n}") for n in range(3)],
        Issue("DS-02", "a.xlsx", "1", "D4", details=near),
    ]
    weights = Weights([*ROWS, *[("b.csv", "", "person", "DS-03")] * 3], {})
    codes = [point[:5] for point in _points(issues, weights, "en")]
    assert codes == ["DS-02", "DS-03"]
