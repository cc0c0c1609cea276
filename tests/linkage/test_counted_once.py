"""What is likelier one child than two counts once, and a person can say otherwise."""

from __future__ import annotations

from datetime import date

import openpyxl
import pandas as pd
import pytest

import dophu
from benchmarks.trials import (
    TrialSpec,
    hard,
    make_trial,
    run_certain,
    run_trial,
    score,
)
from dophu.persons.record import make_person_id
from tests.linkage.weeks import OTHERS, decide, pairs, people, week
from tests.short_form import cases

DAYS = ("2024-07-04", "2024-07-11", "2024-07-18")
TWICE = "7,Giàng A Páo,12/05/2015,,TDP M1,chưa,"
NUMBERED = "8,Giàng A Páo,12/05/2015,000215123456,TDP M1,đã làm,"


def codes(folder, day):
    return [i.code for i in week(folder, day).issues if i.code in
            ("DS-12", "DS-20", "DS-23", "TN-07", "TN-13")]  # fmt: skip


@pytest.fixture
def typed_twice(folder):
    """One list with a child on two rows, three weeks running."""
    for day in DAYS:
        folder.roster(day, OTHERS, TWICE, TWICE)
    return folder


def test_typed_twice_it_is_one_child_and_asked_about_every_week(typed_twice):
    for day in DAYS:
        assert len(people(typed_twice, day)) == 5
        assert codes(typed_twice, day) == ["DS-12"]
        (pair,) = pairs(typed_twice, day).to_dict("records")
        assert pair["counted"] == 1
        assert pair["first_place"] != pair["second_place"]
    rows = week(typed_twice, DAYS[0]).rows_table()
    assert list(rows["outcome"])[-2:] == ["person", "merged"]
    ids = {frozenset(people(typed_twice, day)["person_id"]) for day in DAYS}
    assert len(ids) == 1


def test_decided_to_be_two_they_are_two_on_every_date_and_asked_no_more(typed_twice):
    decide(typed_twice, pairs(typed_twice, DAYS[1]).iloc[0], "different")
    found = [people(typed_twice, day) for day in DAYS]
    assert [len(table) for table in found] == [6, 6, 6]
    assert len({frozenset(table["person_id"]) for table in found}) == 1
    assert not codes(typed_twice, DAYS[2])


def test_decided_to_be_one_it_is_one_and_asked_no_more(typed_twice):
    decide(typed_twice, pairs(typed_twice, DAYS[0]).iloc[0], "same")
    for day in DAYS:
        assert len(people(typed_twice, day)) == 5
        assert not codes(typed_twice, day)


def test_where_the_second_row_is_deleted_nobody_is_missing(folder):
    folder.roster(DAYS[0], OTHERS, TWICE, TWICE)
    folder.roster(DAYS[1], OTHERS, TWICE)
    found = people(folder, DAYS[1])
    assert (len(found), set(found["presence"])) == (5, {"present"})
    assert not codes(folder, DAYS[1])


def test_of_one_child_by_likeness_the_lesser_counts_and_it_is_reported(folder):
    folder.roster(DAYS[0], OTHERS, TWICE, NUMBERED)
    found = people(folder, DAYS[0])
    child = found[found["name"] == "Giàng A Páo"].iloc[0]
    assert (len(found), child["status"]) == (5, "not_yet")
    assert "DS-39" in [issue.code for issue in week(folder, DAYS[0]).issues]


def test_what_was_done_counts_but_no_number_is_taken_over(folder, tmp_path):
    folder.roster(DAYS[0], OTHERS, TWICE.replace("chưa", "đã làm"), NUMBERED)
    found = people(folder, DAYS[0])
    child = found[found["name"] == "Giàng A Páo"].iloc[0]
    assert len(found) == 5
    assert child["status"] == "applied"
    assert pd.isna(child["number"])
    dophu.write_doubles(tmp_path, week(folder, DAYS[0]), "en")
    book = openpyxl.load_workbook(tmp_path / "lists" / "same_child.xlsx")
    heading, *rows = book.active.iter_rows(values_only=True)
    number, counted = (heading.index(x) for x in ("Personal number", "Counted now as"))
    assert [row[number] or "" for row in rows] == ["", "000215123456"]
    assert rows[0][counted] == "one child"


def test_who_has_left_by_one_of_the_rows_stays_two(folder):
    folder.roster(DAYS[0], OTHERS, TWICE, TWICE.replace("chưa,", "chưa,đã chuyển đi"))
    assert list(people(folder, DAYS[0])["presence"]).count("left") == 1
    assert codes(folder, DAYS[0]) == ["DS-20"]


def test_a_third_row_does_not_join_two_that_were_decided_to_be_two(folder):
    written = TWICE, TWICE.replace("Páo", "Páoo"), TWICE.replace("Giàng A", "Giàng")
    for row, name in zip(written, ("a.csv", "b.csv", "c.csv"), strict=True):
        folder.roster(DAYS[0], OTHERS, row, name=name)
    assert len(people(folder, DAYS[0])) == 5
    first, second = (
        make_person_id(date(2024, 7, 4), f"rosters/{DAYS[0]}/{name}", "", 6)
        for name in ("a.csv", "b.csv")
    )
    decide(folder, {"first": first, "second": second}, "different")
    assert len(people(folder, DAYS[0])) == 6


def test_who_went_missing_and_came_back_otherwise_is_asked_about_until_decided(
    folder,
):
    new = "1,Giàng Pao,30/05/2015,,TDP M1,chưa,"
    folder.roster(DAYS[0], OTHERS, TWICE)
    for day in DAYS[1:]:
        folder.roster(day, OTHERS, new)
    old = set(people(folder, DAYS[0])["person_id"])
    for day in DAYS[1:]:
        assert set(people(folder, day)["person_id"]) == old
        assert codes(folder, day) == ["TN-13"]
        (issue,) = (i for i in week(folder, day).issues if i.code == "TN-13")
        assert issue.file == f"rosters/{day}/a.csv"
        assert issue.details["other"] == f"rosters/{DAYS[0]}/a.csv › 6"
    pair = pairs(folder, DAYS[2]).iloc[0]
    decide(folder, pair, "same")
    for day in DAYS[1:]:
        assert set(people(folder, day)["person_id"]) == old
        assert not codes(folder, day)
    decide(folder, pair, "different")
    for day in DAYS[1:]:
        assert len(people(folder, day)) == 6
        assert list(people(folder, day)["presence"]).count("to_verify") == 1
        assert not codes(folder, day)


@pytest.mark.parametrize("decision", cases(["", "same", "different"], 1))
def test_two_of_whom_one_is_dropped_from_its_list_are_asked_about(folder, decision):
    folder.roster(DAYS[0], OTHERS, TWICE)
    folder.roster(DAYS[0], TWICE.replace("12/05", "12/08"), name="b.csv")
    for day in DAYS[1:]:
        folder.roster(day, OTHERS, TWICE)
    assert len(people(folder, DAYS[0])) == 6
    assert len(people(folder, DAYS[1])) == 5
    assert codes(folder, DAYS[1]) == codes(folder, DAYS[2]) == ["TN-13"]
    if decision:
        decide(folder, pairs(folder, DAYS[2]).iloc[0], decision)
        expected = 5 if decision == "same" else 6
        for day in DAYS[1:]:
            assert len(people(folder, day)) == expected
            assert not codes(folder, day)
            missing = "TN-04" in [i.code for i in week(folder, day).issues]
            assert missing == (decision == "different")


def test_a_hamlet_that_sends_nothing_loses_nobody_to_another_list(folder):
    others, alike = (x.replace("TDP M1", "Thôn Ví Dụ 2") for x in (OTHERS, TWICE))
    folder.roster(DAYS[0], TWICE)
    folder.roster(DAYS[0], others, name="b.csv")
    folder.roster(DAYS[1], others, alike, name="b.csv")
    found = people(folder, DAYS[1])
    assert len(found) == 6
    assert list(found["hamlet_id"]).count("H1") == 1
    assert codes(folder, DAYS[1]) == ["TN-07"]


def test_no_pair_is_asked_twice_on_one_date(folder):
    new = "\n".join(
        f"{n},Lò Thị {name} {n},{n % 28 + 1:02}/{n % 12 + 1:02}/2016,,TDP M1,chưa,"
        for n, name in enumerate(("Ánh", "Bé", "Chi", "Dung") * 3, start=20)
    )
    folder.roster(DAYS[0], OTHERS, TWICE)
    folder.roster(DAYS[1], OTHERS, new, TWICE.replace("2015", "2016"))
    assert codes(folder, DAYS[1]) == ["TN-13"]


def test_a_child_that_has_left_by_one_row_is_not_lost_to_a_likely_pair(folder):
    folder.roster(DAYS[0], OTHERS, TWICE, NUMBERED)
    left = TWICE.replace("chưa,", "chưa,đã chuyển đi")
    folder.roster(DAYS[0], left, name="b.csv")
    found = people(folder, DAYS[0])
    assert list(found["presence"]) == ["present"] * 6
    assert "DS-40" in [issue.code for issue in week(folder, DAYS[0]).issues]


NEWER = "7,Giàng Páo,12/05/2016,,TDP M1,chưa,"


@pytest.fixture
def joined_by_an_earlier_list(folder):
    """A child known for a week, and another list before it that names it otherwise."""
    folder.roster(DAYS[0], OTHERS, TWICE, name="b.csv")
    for day in DAYS[1:]:
        folder.roster(day, NEWER, OTHERS)
        folder.roster(day, OTHERS, TWICE, name="b.csv")
    return folder


def test_the_child_known_longer_keeps_its_own_record_and_id(joined_by_an_earlier_list):
    weeks = [people(joined_by_an_earlier_list, day) for day in DAYS]
    assert len({frozenset(found["person_id"]) for found in weeks}) == 1
    assert all("Giàng A Páo" in set(found["name"]) for found in weeks)
    asked = [pairs(joined_by_an_earlier_list, day) for day in DAYS[1:]]
    assert len({(*each["first"], *each["second"]) for each in asked}) == 1


@pytest.mark.parametrize(("decision", "children"), [("same", 5), ("different", 6)])
def test_decided_on_any_date_it_holds_on_all(
    joined_by_an_earlier_list, decision, children
):
    decide(joined_by_an_earlier_list, pairs(joined_by_an_earlier_list, DAYS[2]).iloc[0],
           decision)  # fmt: skip
    for day in DAYS[1:]:
        assert len(people(joined_by_an_earlier_list, day)) == children
        assert not codes(joined_by_an_earlier_list, day)


def test_a_pair_of_a_child_known_again_that_day_is_decided_that_day(folder):
    new = TWICE.replace("Giàng A", "Giàng")
    folder.roster(DAYS[0], OTHERS, TWICE)
    folder.roster(DAYS[1], OTHERS, new, new)
    pair = pairs(folder, DAYS[1]).iloc[0]
    for decision, children in (("different", 6), ("same", 5)):
        decide(folder, pair, decision)
        assert len(people(folder, DAYS[1])) == children
        assert not codes(folder, DAYS[1])


def test_distinct_two_are_not_joined_by_way_of_a_third(folder):
    folder.roster(DAYS[0], OTHERS, TWICE)
    folder.roster(DAYS[0], TWICE.replace("12/05", "12/08"), name="b.csv")
    folder.roster(DAYS[1], OTHERS, "7,Giàng A Pao,2015,,TDP M1,chưa,")
    (first, *_) = pairs(folder, DAYS[1]).to_dict("records")
    decide(folder, first, "different")
    found = people(folder, DAYS[1])
    assert len(found) == 6
    assert list(found["presence"]).count("to_verify") == 1


def test_one_child_by_decision_keeps_its_id_where_its_other_row_alone_is_left(
    folder,
):
    other = TWICE.replace("Páo", "Pao").replace("2015", "2016")
    folder.roster(DAYS[0], OTHERS, TWICE)
    folder.roster(DAYS[0], other, name="b.csv")
    for day in DAYS[1:]:
        folder.roster(day, OTHERS)
        folder.roster(day, other, name="b.csv")
    decide(folder, pairs(folder, DAYS[0]).iloc[0], "same")
    ids = [frozenset(people(folder, day)["person_id"]) for day in DAYS]
    assert len(set(ids)) == 1
    assert len(ids[0]) == 5


@pytest.mark.long
def test_without_a_person_only_what_is_certain_is_joined():
    trial = make_trial(hard(TrialSpec(children=900, hamlets=6, seed=11)))
    certain, all_joined = run_certain(trial), run_trial(trial)
    assert not any(p.provisional for each in certain for p in each.possible_links)
    once = [p for each in all_joined for p in each.possible_links if p.provisional]
    assert len(once) > 50
    found = [score(trial, results) for results in (certain, all_joined)]
    assert found[0].precision > 0.998
    assert found[1].error < found[0].error / 2


@pytest.mark.parametrize(("year", "asked"), [("2015", True), ("1980", False)])
def test_two_grown_ups_are_no_question(folder, year, asked):
    one = TWICE.replace("2015", year)
    folder.roster(DAYS[0], OTHERS, one, one)
    folder.roster(DAYS[1], OTHERS, one)
    folder.roster(DAYS[2], OTHERS, f"1,Giàng Pao,30/05/{year},,TDP M1,chưa,")
    for day, code in ((DAYS[0], "DS-12"), (DAYS[2], "TN-13")):
        assert codes(folder, day) == [code] * asked
        assert len(pairs(folder, day)) == asked
