from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dophu.catalogue.numbers import (
    format_count,
    format_date,
    format_percent,
    join_list,
    lower_first,
)


@pytest.mark.parametrize(
    ("count", "vi", "en"),
    [
        (0, "0", "0"),
        (999, "999", "999"),
        (1000, "1.000", "1,000"),
        (1472, "1.472", "1,472"),
        (1234567, "1.234.567", "1,234,567"),
        (-1472, "−1.472", "−1,472"),
    ],
)
def test_a_count_has_the_thousands_mark_of_its_language(count, vi, en):
    assert (format_count(count, "vi"), format_count(count, "en")) == (vi, en)


@pytest.mark.parametrize(
    ("numerator", "denominator", "decimals", "vi"),
    [
        (1, 16, 1, "6,3%"),
        (600, 1632, 1, "36,8%"),
        (1, 3, 0, "33%"),
        (1, 2, 0, "50%"),
        (1, 8, 2, "12,50%"),
        (0, 5, 1, "0,0%"),
        (0, 5, 0, "0%"),
        (5, 5, 1, "100,0%"),
        (5, 5, 0, "100%"),
        (1, 2000, 1, "0,1%"),
        (1, 2001, 1, "<0,1%"),
        (1, 201, 0, "<1%"),
        (1998, 2000, 1, "99,9%"),
        (2000, 2001, 1, ">99,9%"),
        (200, 201, 0, ">99%"),
        (3, 2, 1, "150,0%"),
    ],
)
def test_a_percentage_is_rounded_half_up_and_never_hides_a_remainder(
    numerator, denominator, decimals, vi
):
    assert format_percent(numerator, denominator, "vi", decimals) == vi
    assert format_percent(numerator, denominator, "en", decimals) == vi.replace(
        ",", "."
    )


def test_a_share_of_nobody_is_in_words():
    assert format_percent(0, 0, "vi") == "không có trẻ"
    assert format_percent(0, 0, "en") == "no children"


@given(st.integers(1, 10**7), st.data(), st.sampled_from([0, 1, 2]))
def test_only_nothing_is_0_and_only_the_whole_is_100(denominator, data, decimals):
    numerator = data.draw(st.integers(0, denominator))
    text = format_percent(numerator, denominator, "en", decimals)
    value = float(text.strip("<>%"))
    assert (value == 0) == (numerator == 0)
    assert (value == 100) == (numerator == denominator)
    assert abs(value - 100 * numerator / denominator) <= 1.0001 * 10**-decimals


def test_a_date_is_written_without_leading_zeros():
    assert format_date(date(2024, 7, 5), "vi") == "5/7/2024"
    assert format_date(date(2024, 12, 31), "en") == "31 December 2024"


def test_a_list_has_and_before_its_last_item():
    assert join_list([], "vi") == ""
    assert join_list(["A", "B"], "vi") == "A và B"
    assert join_list(["A", "B", "C"], "en") == "A, B and C"


def test_a_label_loses_its_capital_inside_a_sentence_unless_abbreviated():
    assert lower_first("Đã có thẻ") == "đã có thẻ"
    assert lower_first("UBND xã") == "UBND xã"
    assert lower_first("") == ""
