"""Dates as cells hold them: days and numbers of Excel, months by name, short years."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from dophu.dates import parse_date

LATEST = date(2024, 7, 18)
DAY, MONTH, YEAR = "day", "month", "year"


@pytest.mark.parametrize(
    ("written", "first", "precision"),
    [
        (date(2018, 7, 5), date(2018, 7, 5), DAY),
        (datetime(2018, 7, 5, 9, 30), date(2018, 7, 5), DAY),  # noqa: DTZ001
        # 2018 in a cell that is formatted as a date.
        (date(1905, 7, 10), date(2018, 1, 1), YEAR),
        (2018, date(2018, 1, 1), YEAR),
        (2018.0, date(2018, 1, 1), YEAR),
        (43286, date(2018, 7, 5), DAY),
        (43286.75, date(2018, 7, 5), DAY),
        (5072018, date(2018, 7, 5), DAY),
        (15072018, date(2018, 7, 15), DAY),
        (2011900, date(1900, 1, 2), DAY),
        (20180705, date(2018, 7, 5), DAY),
        ("15-Thg7-2018", date(2018, 7, 15), DAY),
        ("15-Thg12-2018", date(2018, 12, 15), DAY),
        ("15 tháng 7 2018", date(2018, 7, 15), DAY),
        ("15-September-2018", date(2018, 9, 15), DAY),
        ("15-Sept-2018", date(2018, 9, 15), DAY),
        ("?/7/2018", date(2018, 7, 1), MONTH),
        ("5/7/24", date(2024, 7, 5), DAY),
        ("5/7/25", date(1925, 7, 5), DAY),
        ("5/7/00", date(2000, 7, 5), DAY),
    ],
)
def test_a_cell_is_read_as_the_date_that_it_shows(written, first, precision):
    found = parse_date(written, LATEST)
    assert found is not None
    assert (found.first, found.precision) == (first, precision)


@pytest.mark.parametrize(
    "written",
    [
        2018.5,
        12.5,
        7,
        72018,
        1011899,
        32072018,
        -5072018,
        1_507_2018_0,
        1e300,
        True,
        float("nan"),
        float("inf"),
        "15-Foo-2018",
    ],
)
def test_a_number_that_is_no_date_is_none(written):
    assert parse_date(written, LATEST) is None


def test_a_short_year_is_the_last_one_that_is_not_after_that_of_the_lists():
    for year in (2000, 2015, 2099):
        found = parse_date(f"5/7/{year % 100:02d}", date(year, 1, 1))
        assert found is not None and found.first.year == year
