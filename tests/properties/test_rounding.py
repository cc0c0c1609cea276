"""What is not nothing is never shown as nothing, what is not all never as all."""

from __future__ import annotations

import re
from datetime import date
from fractions import Fraction
from types import SimpleNamespace

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dophu.catalogue.about import About
from dophu.catalogue.indicators import indicators
from dophu.catalogue.numbers import (
    format_number,
    format_percent,
    format_points,
    format_rate,
    format_ratio,
)
from dophu.documents.xlsx.rounded_cells import keep_from_ends
from dophu.notebook import total_gaps
from dophu.table_view import show
from dophu.tables.pace.rates import state_of
from dophu.tables.pace.scenarios import left_after, nearest

ABOUT = About("Xã Mẫu", date(2024, 7, 18), date(2024, 7, 31))
languages = st.sampled_from(["vi", "en"])
children = st.integers(0, 10**6)
days = st.integers(1, 10_000)


def read(text: str, language: str) -> tuple[str, Fraction]:
    """Read a number back: its mark, and what it says."""
    decimal, thousands = (",", ".") if language == "vi" else (".", ",")
    mark = "".join(re.findall("[<>]", text))
    plain = re.sub(r"[<>+%]", "", text).replace("−", "-").replace(thousands, "")
    return mark, Fraction(plain.replace(decimal, "."))


@given(children, days, languages)
def test_a_pace_above_none_is_never_shown_as_none(gap, left, language):
    for text in (
        format_number(Fraction(gap, left), language),
        format_rate(gap / left, language),
        format_ratio(gap / left, language),
    ):
        mark, stated = read(text, language)
        assert (stated == 0) == (gap == 0)
        assert not mark or Fraction(gap, left) < stated


@given(st.fractions(-1, 1, max_denominator=10**6), languages)
def test_a_change_is_shown_as_none_only_where_there_is_none(change, language):
    _, stated = read(format_number(change, language), language)
    assert (stated == 0) == (change == 0)
    assert stated * change >= 0
    # "tăng <0,1" is a little more, "0,0" no more
    points = format_points(change, language)
    assert (points in ("0,0", "0.0")) == (change == 0)
    ups, downs = ("+", "tăng", "up"), ("−", "giảm", "down")
    assert change == 0 or points.startswith(ups if change > 0 else downs)


@given(st.data(), days, languages, st.integers(0, 2))
def test_a_share_is_none_or_all_only_where_it_is(data, of, language, decimals):
    part = data.draw(st.integers(0, of))
    mark, stated = read(format_percent(part, of, language, decimals), language)
    assert (stated == 0) == (part == 0) and (stated == 100) == (part == of)
    assert mark in ("", "<", ">")


def test_one_child_in_three_weeks_is_needed_at_less_than_a_tenth_a_day():
    needed = indicators()["required_per_day"]
    assert needed.text(Fraction(1, 21), None, ABOUT) == "<0,1"
    table = pd.DataFrame({"hamlet": ["A"], "required_per_day": [1 / 21]})
    assert show(table, ABOUT).lines[0][-1] == "<0,1"


@given(st.integers(1, 10**5))
def test_a_frame_of_shares_says_all_or_none_only_of_just_that(of):
    counts = pd.DataFrame({"persons": [of, of, of], "enrolled": [1, of - 1, of]})
    gaps = counts.assign(
        gap=counts["persons"] - counts["enrolled"], applied=0, issued=0,
        age_group=["a", "b", "c"],
    )  # fmt: skip
    shares = total_gaps(gaps)["coverage"].to_list()
    for share, enrolled in zip(shares, counts["enrolled"], strict=False):
        assert (share == 0) == (enrolled == 0) and (share == 1) == (enrolled == of)


@given(st.integers(1, 500), st.floats(0, 50), st.integers(1, 60))
def test_who_is_behind_has_a_child_left_at_the_deadline(gap, pace, ahead):
    left = nearest(left_after(pd.Series([gap]), pd.Series([pace]), ahead))[0]
    state = state_of(gap, ahead, pace)
    assert (state == "on_track") == (left == 0)


@pytest.mark.parametrize("language", ["vi", "en"])
def test_a_spreadsheet_shows_its_ends_as_sentences_do(language):
    looks, rules = [], []
    sheets = SimpleNamespace(
        about=SimpleNamespace(language=language),
        book=SimpleNamespace(add_format=lambda look: looks.append(look) or look),
    )
    sheet = SimpleNamespace(conditional_format=lambda *to: rules.append(to))
    for kind in ("share", "number", "count", "text"):
        keep_from_ends(sheets, sheet, kind, 3, (5, 9))
    shown = [look["num_format"] for look in looks]
    point = "," if language == "vi" else "."
    assert shown == [f'"<0{point}1%"', f'">99{point}9%"', f'"<0{point}1"']
    assert {rule[:4] for rule in rules} == {(5, 3, 9, 3)}
    for *_, rule in rules:
        assert 0 < rule["minimum"] < rule["maximum"] < 1
