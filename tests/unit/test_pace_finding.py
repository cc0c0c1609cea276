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
ON_CHARTS = ("heading", "line", "each", "faster", "end", "achieved")
"""Parts of a chart, each of which only some stands have."""

WORDS = tomllib.loads(
    (resources.files("dophu.catalogue") / "pace.toml").read_text("utf-8")
)
DEADLINE = date(2024, 7, 31)


def about(days: int, language: str = "vi") -> About:
    return About("Xã Mẫu", DEADLINE - timedelta(days), DEADLINE, language=language)


def find(gap, days, language="vi", held=None, **how) -> PaceFinding:
    """Find a pace; where ``held`` days of it have a session, by these too."""
    rows = make_pace(gap, days, **how).to_dict("records")
    rates = []
    if held:
        over = how.get("achieved", pd.NA) * days / held
        rates = [{
            "hamlet_id": "all", "age_group": "all", "per": "session_day",
            "left": float(held), "required": gap / held, "achieved": over,
        }]  # fmt: skip
    return find_pace(rows, about(days, language), working=3, rates=rates)


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
        stated(place, *stand[:2], held=11, **how)
        word_pace(PaceFinding(5, 3), about(3), place)  # no table of pace
    assert set(WORDS["pace"]) <= set(keys)


@pytest.mark.parametrize(
    ("gap", "days", "written"),
    [(1472, 2, "736,0"), (1472, 13, "113,2"), (7, 80, "0,1"), (3, 80, "<0,1")],
)
def test_what_is_needed_is_the_same_figure_in_every_place(gap, days, written):
    texts = [stated(p, gap, days, ends=NO, achieved=0.01) for p in PLACES]
    assert all(f" {written} " in text for text in texts)


@pytest.mark.parametrize("language", ["vi", "en"])
def test_where_days_with_a_session_are_known_no_place_says_a_rate_by_days(language):
    places = ("title", "card", "report", "look", "line", "achieved")
    for achieved, state in ((61.5, "behind"), (120.0, "behind"), (120.0, "on_track")):
        how = {"achieved": achieved, "ends": NO, "state": state}
        texts = [stated(p, 1472, 13, language, held=11, **how) for p in places]
        by_days = [about(13, language).rate(rate) for rate in (1472 / 13, achieved)]
        assert not [text for text in texts if any(rate in text for rate in by_days)]
        rates = [about(13, language).rate(r) for r in (1472 / 11, achieved * 13 / 11)]
        assert all(any(rate in text for rate in rates) for text in filter(None, texts))


@pytest.mark.parametrize(
    ("of_session", "said"),
    # 140 on each would be enough, 62.3 a day are not.
    [(72.7, True), (pd.NA, False), (140.0, False)],
)
def test_session_days_say_the_pace_only_where_they_tell_what_days_tell(
    of_session, said
):
    row = {"hamlet_id": "all", "age_group": "all", "per": "session_day"}
    rates = [{**row, "left": 11, "required": 133.8, "achieved": of_session}]
    rows = make_pace(1472, achieved=62.3, ends=NO).to_dict("records")
    assert bool(find_pace(rows, about(13), rates=rates).held) == said


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
