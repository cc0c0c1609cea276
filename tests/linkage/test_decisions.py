"""A person decides once whether two records are one child, and it holds every week."""

from __future__ import annotations

import openpyxl
import pytest

import dophu
from dophu.catalogue.issues import DophuError
from tests.linkage.weeks import OTHERS, decide, pairs, people, week

ONE = "1,Giàng A Páo,12/05/2015,,TDP M1,chưa,"
LIKE_ONE = "1,Giàng A Pao,12/05/2016,,TDP M1,chưa,"


@pytest.fixture
def doubtful(folder):
    """Two lists that may name one child, three weeks running."""
    for day in ("2024-07-04", "2024-07-11", "2024-07-18"):
        folder.roster(day, OTHERS, ONE)
        folder.roster(day, LIKE_ONE, name="b.csv")
    return folder


def test_a_pair_in_doubt_is_two_children_and_named_by_cells_with_a_reason(doubtful):
    assert len(people(doubtful, "2024-07-04")) == 6
    (issue,) = (i for i in week(doubtful, "2024-07-04").issues if i.code == "DS-20")
    assert (issue.file, issue.cell) == ("rosters/2024-07-04/b.csv", "2")
    (pair,) = pairs(doubtful, "2024-07-04").to_dict("records")
    assert pair["first_place"] == "rosters/2024-07-04/a.csv › 6"
    assert "accents" in pair["why"]
    assert "Páo" not in issue.message("vi") + str(pair)


def test_decided_the_same_it_is_one_child_this_week_and_the_next(doubtful):
    pair = pairs(doubtful, "2024-07-04").iloc[0]
    decide(doubtful, pair, "same")
    for day in ("2024-07-04", "2024-07-11", "2024-07-18"):
        found = people(doubtful, day)
        assert len(found) == 5
        assert pair["first"] in set(found["person_id"])
        assert pairs(doubtful, day).empty


def test_decided_different_it_is_asked_no_more(doubtful):
    decide(doubtful, pairs(doubtful, "2024-07-18").iloc[0], "different")
    assert len(people(doubtful, "2024-07-18")) == 6
    assert pairs(doubtful, "2024-07-18").empty


def test_a_new_child_decided_to_be_one_that_is_gone_keeps_its_id(folder):
    folder.roster("2024-07-04", OTHERS, ONE)
    folder.roster("2024-07-11", OTHERS, LIKE_ONE.replace("12/05", "21/09"))
    folder.roster("2024-07-18", OTHERS, LIKE_ONE.replace("12/05", "21/09"))
    first = people(folder, "2024-07-04")
    old = first.loc[first["name"] == "Giàng A Páo", "person_id"].item()
    second = people(folder, "2024-07-11")
    assert len(second) == 6
    new = second.loc[second["name"] == "Giàng A Pao", "person_id"].item()
    decide(folder, {"first": old, "second": new}, "same")
    for day in ("2024-07-11", "2024-07-18"):
        found = people(folder, day)
        assert len(found) == 5
        assert found.loc[found["name"] == "Giàng A Pao", "person_id"].item() == old


def test_an_enrolment_in_doubt_is_placed_once_and_stays_placed(folder):
    for day in ("2024-07-11", "2024-07-18"):
        folder.roster(day, OTHERS, ONE)
        folder.enrolment(day, LIKE_ONE.replace("chưa", "đã làm"))
    (pair,) = pairs(folder, "2024-07-11").to_dict("records")
    assert "TN-08" in {i.code for i in week(folder, "2024-07-11").issues}
    assert not (people(folder, "2024-07-18")["status"] == "applied").any()
    decide(folder, pair, "same")
    for day in ("2024-07-11", "2024-07-18"):
        found = people(folder, day)
        assert list(found.loc[found["status"] == "applied", "name"]) == ["Giàng A Páo"]


@pytest.mark.parametrize("value", ["P1 P2", "P0123456789ab", "P0123456789ab " * 2])
def test_a_line_without_two_ids_is_named(folder, value):
    folder.roster("2024-07-18", ONE)
    decide(folder, {"first": value, "second": ""}, "same")
    with pytest.raises(DophuError, match="TD-05"):
        week(folder, "2024-07-18")


def test_the_pairs_stand_side_by_side_with_the_line_to_decide(doubtful, tmp_path):
    found = week(doubtful, "2024-07-04")
    assert dophu.write_doubles("", found) == 1
    assert dophu.write_doubles(tmp_path, found, "en") == 1
    book = openpyxl.load_workbook(tmp_path / "lists" / "same_child.xlsx")
    rows = list(book.active.iter_rows(min_row=2, values_only=True))
    assert [row[2] for row in rows] == ["Giàng A Páo", "Giàng A Pao"]
    (pair,) = pairs(doubtful, "2024-07-04").to_dict("records")
    assert rows[0][-1] == f"same_child,,{pair['first']} {pair['second']},?,"
