"""One finding of the pace: the same in every place that says it, in both languages."""

from __future__ import annotations

import tomllib
from datetime import date, timedelta
from fractions import Fraction
from importlib import resources
from itertools import product

import pandas as pd
import pytest

from dophu.catalogue.about import About
from dophu.findings.pace import PaceFinding, find_pace, word_pace
from tests.charts.invented import make_pace

PLACES = ("title", "card", "notebook", "report", "look")
ON_CHARTS = ("heading", "line", "faster", "end")
"""Parts of a chart, each of which only some stands have."""

WORDS = tomllib.loads(
    (resources.files("dophu.catalogue") / "pace.toml").read_text("utf-8")
)
DEADLINE = date(2024, 7, 31)


def about(days: int, language: str = "vi") -> About:
    return About("Xã Mẫu", DEADLINE - timedelta(days), DEADLINE, language=language)


def find(gap, days, language="vi", **how) -> PaceFinding:
    rows = make_pace(gap, days, **how).to_dict("records")
    return find_pace(rows, about(days, language), working=3)


def stated(place, gap, days, language="vi", **how) -> str:
    return word_pace(find(gap, days, language, **how), about(days, language), place)


NO = (pd.NA,) * 3
STANDS = [
    # gap, days, achieved, ends, state; the places that have nothing to say
    (1472, -2, 61.5, NO, "overdue", ()),
    (1472, 0, 61.5, NO, "overdue", ()),
    (1472, 1, 61.5, NO, "behind", ()),
    (1472, 13, pd.NA, NO, "unknown", ("look",)),
    (1472, 13, 0.0, NO, "no_progress", ()),
    (1472, 13, 61.5, NO, "behind", ()),
    (1472, 13, 120.0, NO, "behind", ()),  # some are back too late
    (1472, 13, 120.0, NO, "on_track", ("look",)),
    (1472, 13, 61.5, (9, 671, 818), "behind", ()),
    (1472, 13, 61.5, (0, 99, 818), "behind", ()),
    (1472, 13, 120.0, (0, 0, 104), "on_track", ("look",)),
    (1472, 13, 120.0, (0, 0, 0), "on_track", ("look",)),
    (0, 13, 61.5, NO, "done", ("title", "card", "report", "look")),
    (0, -2, 61.5, NO, "done", ("title", "card", "report", "look")),
]


@pytest.mark.parametrize(("gap", "days", "achieved", "ends", "state", "silent"), STANDS)
@pytest.mark.parametrize("language", ["vi", "en"])
def test_a_place_says_every_stand_but_those_it_has_nothing_to_say_of(
    gap, days, achieved, ends, state, silent, language
):
    how = {"achieved": achieved, "ends": ends, "state": state}
    quiet = tuple(p for p in PLACES if not stated(p, gap, days, language, **how))
    assert quiet == silent


def test_every_sentence_of_the_pace_is_stated_of_some_stand(monkeypatch):
    keys = []
    monkeypatch.setattr(About, "say", lambda self, key, **_: keys.append(key) or key)
    for place, stand in product((*PLACES, *ON_CHARTS), STANDS):
        how = dict(zip(("achieved", "ends", "state"), stand[2:5], strict=True))
        stated(place, *stand[:2], **how)
        word_pace(PaceFinding(5, 3), about(3), place)  # no table of pace
    assert set(WORDS["pace"]) <= set(keys)


@pytest.mark.parametrize(
    ("gap", "days", "written"),
    [(1472, 2, "736,0"), (1472, 13, "113,2"), (7, 80, "0,1"), (3, 80, "<0,1")],
)
def test_what_is_needed_is_the_same_figure_in_every_place(gap, days, written):
    texts = [stated(p, gap, days, ends=NO, achieved=0.01) for p in PLACES]
    assert all(f" {written} " in text for text in texts)


def test_on_the_deadline_nothing_is_overdue_and_the_day_after_all_is():
    on, after = ([stated(p, 5, days, "en", state="overdue") for p in PLACES]
                 for days in (0, -1))  # fmt: skip
    late = ("passed", "past", "overdue", "Overdue")
    assert not [text for text in on if any(word in text for word in late)]
    assert all(any(word in text for word in late) for text in after)
    assert (find(5, 0).days_late, find(5, -1).days_late) == (0, 1)


@pytest.mark.parametrize("achieved", [61.5, 0.15, 1 / 3, pd.NA])
@pytest.mark.parametrize("ends", [NO, (527, 671, 818)])
def test_the_file_and_the_frame_give_one_finding(tmp_path, achieved, ends):
    table = make_pace(1472, achieved=achieved, ends=ends)
    table.to_csv(tmp_path / "pace.csv", index=False)
    rows = pd.read_csv(tmp_path / "pace.csv", dtype=str, keep_default_na=False)
    of_file = find_pace(rows.to_dict("records"), about(13))
    assert of_file == find_pace(table.to_dict("records"), about(13))
    assert (of_file.achieved is None) == (achieved is pd.NA)
    assert (of_file.middle is None) == (ends is NO)


def test_without_the_row_of_all_no_list_was_sent():
    assert find_pace([], about(13)).names == ("not_sent",)
    assert find_pace([], about(13)).days == 13


def test_a_half_is_rounded_up_whether_it_is_exact_or_a_float():
    texts = {about(13).rate(rate) for rate in (0.15, Fraction(3, 20), Fraction("0.15"))}
    assert texts == {"0,2"}
