"""Births that lists give differently: who has a say, and which row is named."""

from __future__ import annotations

from datetime import date
from types import SimpleNamespace

import pytest

from dophu.ages import AgeGroup, AgeGroups
from dophu.persons.birth_dates import settle_births
from dophu.persons.matching import Matched
from dophu.persons.record import Person

DAY, BEFORE = date(2024, 7, 18), date(2024, 7, 11)
GROUPS = AgeGroups((AgeGroup("under_6", 0, 6), AgeGroup("6_to_13", 6, 14)))
INPUTS = SimpleNamespace(as_of=DAY, age_groups=GROUPS)
A, B, C = date(2018, 3, 9), date(2018, 9, 3), date(2015, 1, 2)
YEAR = date(2018, 1, 1), date(2018, 12, 31), "year"

Row = tuple[str, str, object]
"""Whose a row is, its file, its birth: a day, a year, None."""


def person(name: str, birth: object = None, seen: date = DAY, row: int = 0) -> Person:
    first, last, precision = _birth(birth)
    return Person(name, name, name, "H1", first, last, precision, last_seen=seen,
                  file=f"{name}.csv", row=row)  # fmt: skip


def _birth(birth: object) -> tuple:
    if birth is None:
        return None, None, None
    return birth if isinstance(birth, tuple) else (birth, birth, "day")


def settled(people: list[Person], *rows: Row) -> Matched:
    matched = Matched(people, [], [of for of, _, _ in rows])
    births = [_birth(birth) for _, _, birth in rows]
    columns = {
        "birth_from": [b[0] for b in births],
        "birth_to": [b[1] for b in births],
        "precision": [b[2] for b in births],
        "source": ["enrolment" if "ca" in file else "roster" for _, file, _ in rows],
        "file": [file for _, file, _ in rows],
        "number": [None] * len(rows),
        "sheet": [""] * len(rows),
        "row": list(range(2, len(rows) + 2)),
        "hamlet_id": ["H2" if file == "d.csv" else None for _, file, _ in rows],
    }
    settle_births(matched, columns, INPUTS)
    return matched


TWO_TO_ONE = (("c", "a.csv", A), ("c", "b.csv", A), ("c", "d.csv", B))


@pytest.mark.parametrize(
    ("first", "rows"),
    [
        (person("p", A, BEFORE), ()),
        (person("p", A, BEFORE), (("p", "a.csv", B), ("p", "b.csv", B))),
        (person("p", A), (("p", "a.csv", A), ("p", "b.csv", A))),
        (person("p", A), (("p", "a.csv", A),)),
        (person("p"), ()),
    ],
    ids=["carried", "carried with rows", "agreed", "one row", "no row"],
)
def test_a_child_that_nothing_is_asked_of_does_not_end_the_asking(first, rows):
    for people in ([first, person("c", A)], [person("c", A), first]):
        before = first.birth_from
        matched = settled(people, *rows, *TWO_TO_ONE)
        (issue,) = matched.issues
        assert (issue.code, issue.file) == ("DS-21", "d.csv")
        assert first.birth_from == before  # a day that is known stays


def test_one_carried_without_a_day_takes_it_from_the_rows_of_the_date():
    carried = person("p", YEAR, BEFORE)
    matched = settled([carried], ("p", "ca.csv", A))
    assert (carried.birth_from, carried.birth_to, carried.precision) == (A, A, "day")
    assert [issue.code for issue in matched.issues] == []  # a year says no other day
    unknown = person("p", None, BEFORE)
    settled([unknown], ("p", "a.csv", YEAR))
    assert (unknown.birth_from, unknown.precision) == (YEAR[0], "year")


def test_one_carried_with_a_year_has_a_vote_of_its_own():
    carried = person("p", (date(2015, 1, 1), date(2015, 12, 31), "year"), BEFORE)
    matched = settled([carried], ("p", "a.csv", YEAR), ("p", "b.csv", YEAR))
    assert carried.birth_from == YEAR[0]
    assert matched.issues == []  # the earlier record is no row of this date
    assert matched.known == []


def test_a_row_without_a_birth_has_no_say_and_hides_none_behind_it():
    child = person("p", A)
    rows = ("p", "a.csv", A), ("p", "b.csv", None), ("p", "d.csv", C), ("p", "e.csv", C)
    matched = settled([child], *rows)
    assert child.birth_from == C
    assert [(i.code, i.file, i.cell) for i in matched.issues] == [
        ("DS-22", "a.csv", "2")
    ]
    nothing = person("p")
    assert settled([nothing], ("p", "a.csv", None), ("p", "b.csv", None)).issues == []
    assert nothing.birth_from is None


def test_a_difference_within_an_age_group_is_a_note_and_the_row_used_is_named():
    young = date(2020, 3, 9), date(2020, 9, 3)
    child = person("p", young[0])
    matched = settled(
        [child], ("p", "a.csv", young[1]), ("p", "b.csv", young[0]),
        ("p", "d.csv", young[0]),
    )  # fmt: skip
    (issue,) = matched.issues
    assert (issue.code, issue.file, issue.cell) == ("DS-22", "a.csv", "2")
    assert issue.details["other"] == "b.csv › 3"
    assert issue.details["why"]["en"]


def test_the_record_used_is_named_where_no_row_of_the_date_has_it():
    carried = person("p", YEAR, BEFORE, row=7)
    old = date(2015, 1, 1), date(2015, 12, 31), "year"
    matched = settled([carried], ("p", "a.csv", old))
    # Two years, one vote each: the first has it.
    (issue,) = matched.issues
    assert (issue.code, issue.file) == ("DS-21", "a.csv")
    assert issue.details["other"] == carried.place


def test_an_outvoted_child_is_known_as_its_own_row_has_it():
    child = person("a", B, row=4)
    rows = ("x", "z.csv", A), ("a", "b.csv", A), ("a", "a.csv", B), ("a", "d.csv", A)
    matched = settled([child], *rows)
    assert child.birth_from == A
    (known,) = matched.known
    assert (known.birth_from, known.birth_to, known.precision) == (B, B, "day")
    right = person("b", A, row=3)
    assert settled([right], *[("b", *row[1:]) for row in rows]).known == []


def test_two_rows_of_one_list_have_one_voice_and_nothing_is_asked_of_it():
    child = person("p", A)
    matched = settled([child], ("p", "a.csv", A), ("p", "a.csv", B))
    assert (child.birth_from, matched.issues, matched.known) == (A, [], [])


def test_an_age_that_another_year_contradicts_is_named_with_its_hamlet():
    age = date(2018, 7, 19), date(2019, 7, 18), "age"
    for file, hamlet in (("b.csv", "H1"), ("d.csv", "H2")):
        matched = settled([person("p", YEAR)], ("p", "a.csv", YEAR), ("p", file, age))
        (issue,) = matched.issues
        assert (issue.file, issue.hamlet_id) == (file, hamlet)
