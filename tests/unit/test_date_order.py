"""Columns of dates that Excel turned are found, told, and turned back by a decision."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import date, timedelta

import pytest

from dophu.ages import AgeGroup, AgeGroups
from dophu.campaign.hamlets import Hamlet, Hamlets
from dophu.rosters.columns.date_order import (
    LEAST_DATES,
    LEAST_TEXTS,
    DateOrders,
    look_turned,
)
from dophu.rosters.sheets.rows import read_rows
from dophu.rosters.sheets.source_rows import Sender
from tests.reading import grid_of

AS_OF = date(2024, 7, 18)
GROUPS = AgeGroups(
    (
        AgeGroup("under_6", 0, 6, {"vi": "Dưới 6", "en": "Under 6"}),
        AgeGroup("6_to_13", 6, 14, {"vi": "6 đến 13", "en": "6 to 13"}),
    )
)
SENDER = Sender(
    "roster",
    "rosters/2024-07-18/a.xlsx",
    AS_OF,
    Hamlets((Hamlet("H1", "Thôn Mẫu 1"),)).index(),
    orders=DateOrders(groups=GROUPS),
)
HEADING = "Ngày, tháng, năm sinh"
SEEDS = range(25)


def known_births(seed: int, count: int = 24) -> list[date]:
    """Births of which some have a day after the 12th, and some day and month apart."""
    chance = random.Random(seed)
    first = date(2012, 1, 1)
    return [first + timedelta(chance.randrange(4300)) for _ in range(count)]


def as_excel_turns(day: date):
    """What a sheet typed day first holds where Excel takes dates for month first."""
    if day.day > 12:
        return f"{day.day:02d}/{day.month:02d}/{day.year}"
    return day.replace(month=day.day, day=day.month)


def read(births, decided="", heading=HEADING, value=None, source="roster"):
    rows = [["STT", "Họ và tên", heading]]
    rows += [[n, f"Mẫu Số {chr(64 + n)}", born] for n, born in enumerate(births, 1)]
    key = (value or heading).casefold().replace(",", "")
    orders = DateOrders({key: decided} if decided else {}, GROUPS)
    sender = replace(SENDER, orders=orders, source=source)
    found = read_rows(grid_of("Thôn Mẫu 1", rows), sender)
    kinds = zip(found.columns["birth_from"], found.columns["kind"], strict=True)
    codes = {i.code: i for i in found.issues if i.code in ("DS-33", "DS-34")}
    return [born for born, kind in kinds if kind == "data"], codes


@pytest.mark.parametrize("seed", SEEDS)
def test_a_turned_column_is_reported_and_a_decision_gives_it_back(seed):
    births = known_births(seed)
    turned = [as_excel_turns(day) for day in births]
    as_it_stands, codes = read(turned)
    assert set(codes) == {"DS-33"}
    assert codes["DS-33"].severity == "warning"
    assert as_it_stands != births
    assert read(turned, "turn") == (births, {})
    assert read(turned, "keep") == (as_it_stands, {})


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize("form", ["typed", "text", "mixed"])
def test_a_column_that_was_not_turned_is_not_reported(seed, form):
    births = known_births(seed)
    chance = random.Random(seed)
    as_text = {"typed": 0.0, "text": 1.0, "mixed": 0.5}[form]
    cells = [
        f"{b.day}/{b.month}/{b.year}" if chance.random() < as_text else b
        for b in births
    ]
    assert read(cells) == (births, {})


@pytest.mark.parametrize("seed", SEEDS[:5])
def test_a_decision_to_turn_what_was_not_turned_is_reported_and_changes_nothing(seed):
    births = known_births(seed)
    found, codes = read(births, "turn")
    assert found == births
    assert set(codes) == {"DS-34"}


def test_a_short_column_is_not_reported():
    typed = [date(2018, 2, 1), date(2019, 4, 3), date(2020, 6, 5), date(2017, 1, 2)]
    texts = ["13/2/2018", "25/12/2019", "31/1/2020"]
    assert not look_turned([*typed[: LEAST_DATES - 1], *texts])
    assert not look_turned([*typed, *texts[: LEAST_TEXTS - 1]])
    assert not look_turned([*typed[:3], *texts[:2]])
    assert look_turned([*typed, *texts])


def test_the_message_names_rows_counts_both_readings_and_gives_the_lines():
    # Born on 7 December 2018 under six, on 12 July 2018 six: Excel has the other one.
    births = [date(2018, 7, 12)] * 2 + [date(2018, 12, 7)] + [date(2015, 3, 20)] * 3
    births += [date(2015, 4, 4)]
    _, codes = read([as_excel_turns(day) for day in births])
    stated = codes["DS-33"].message("en")
    assert "2–4, 8" in stated
    assert "Under 6: 2 → 1; 6 to 13: 5 → 6" in stated
    assert f'date_order,a.xlsx,"{HEADING}",turn' in stated
    assert f'date_order,a.xlsx,"{HEADING}",keep' in stated
    assert "đảo" in codes["DS-33"].message("vi")


@pytest.mark.parametrize("value", ["cột C", HEADING.upper(), "Ngày tháng năm sinh"])
def test_a_column_is_named_by_its_heading_or_its_letter(value):
    births = known_births(3)
    turned = [as_excel_turns(day) for day in births]
    assert read(turned, "turn", value=value)[0] == births


def test_a_turned_column_of_days_of_issue_is_reported_without_age_groups():
    days = [date(2024, m, d) for m, d in ((1, 2), (3, 4), (5, 6), (2, 20), (3, 30))]
    days += [date(2024, 6, 15)]
    rows = [["Họ và tên", "Ngày sinh", "Ngày cấp"]]
    rows += [["Mẫu An", 2015, as_excel_turns(day)] for day in days]
    found = read_rows(grid_of("Thôn Mẫu 1", rows), SENDER)
    (stated,) = (i for i in found.issues if i.code == "DS-33")
    assert "changes no age group" in stated.message("en")
    sender = replace(SENDER, orders=DateOrders({"ngày cấp": "turn"}, GROUPS))
    found = read_rows(grid_of("Thôn Mẫu 1", rows), sender)
    assert found.columns["issued_date"][1:] == days


def test_a_bare_year_shown_as_a_date_is_no_date_that_was_turned():
    year = date(1905, 7, 10)
    births = [year] * 5 + ["13/2/2018", "25/12/2019", "31/1/2020"]
    assert read(births)[1] == {}
