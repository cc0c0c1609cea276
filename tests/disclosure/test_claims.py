"""The puzzle that is put to the attacker says just what the published figures say."""

from __future__ import annotations

from itertools import product

import pytest

from dophu.disclosure.attack import Attacker
from dophu.disclosure.claims import MANY, Claims, Week
from dophu.disclosure.public_table import round_gaps
from dophu.disclosure.rule import Rule
from tests.disclosure.towns import persons_of, table_of
from tests.short_form import grid

TOWNS = [
    ([[30, 0], [43, 0]], [[2, 0], [43, 0]]),
    ([[40, 0], [40, 0]], [[1, 0], [8, 0]]),
    ([[40, 0], [41, 0]], [[0, 0], [8, 0]]),
    ([[38, 3], [3, 1]], [[10, 0], [3, 1]]),
    ([[38, 3], [4, 1]], [[0, 0], [3, 0]]),
    ([[1, 40], [1, 9]], [[1, 3], [0, 0]]),
    # One hamlet at the edge of a band, of a class of the rule, of all its children.
    ([[40, 0]], [[3, 0]]),
    ([[41, 0]], [[9, 0]]),
    ([[41, 0]], [[20, 0]]),
    ([[41, 0]], [[21, 0]]),
    ([[41, 3]], [[41, 0]]),
    ([[3, 0], [41, 0]], [[1, 0], [41, 0]]),
]
"""So small that all their tables can be tried."""
RULE = Rule(2, 3)


def numbers_of(persons: list[list[int]], left: list[list[int]]) -> dict:
    """Give every number of a table by its key of the puzzle."""
    table = table_of(persons, left)
    found = {("total", "all", "all"): sum(map(sum, left))}
    for number, group in enumerate(table.codes):
        found["age_group", "all", group] = sum(gaps[number] for gaps in left)
    for place, gaps in zip(table.places, left, strict=True):
        found["hamlet", place.hamlet_id, "all"] = sum(gaps)
        for group, gap in zip(table.codes, gaps, strict=True):
            found["cell", place.hamlet_id, group] = gap
    return found


def published_alike(town: tuple, form: str) -> list[dict]:
    """List all tables whose public figures are those of one, found by trying."""
    persons, left = town
    wanted = round_gaps(table_of(persons, left), RULE, form).figures()
    found = []
    for tried in product(*(range(of + 1) for row in persons for of in row)):
        gaps = [[*tried[n : n + 2]] for n in range(0, len(tried), 2)]
        if round_gaps(table_of(persons, gaps), RULE, form).figures() == wanted:
            found.append(numbers_of(persons, gaps))
    return found


def week_of(town: tuple, form: str, known: bool = True) -> Week:
    table = table_of(*town)
    persons = persons_of(table) if known else {}
    return Week(RULE, round_gaps(table, RULE, form).figures(), persons)


def bounds_of(claims: Claims, week: int = 0) -> dict:
    """Give the least and the largest that the attacker reckons with, by key."""
    attacker = Attacker(claims.puzzle)
    found = {}
    for key, place in claims.places[week].items():
        attacker.width(place)
        found[key] = int(attacker._least[place]), int(attacker._most[place])
    return found


@pytest.mark.parametrize(
    ("town", "form"), grid(TOWNS, ["hamlets", "groups", "bands", "total"])
)
def test_it_leaves_open_what_tables_that_are_published_alike_have(town, form):
    alike = published_alike(town, form)
    reckoned = bounds_of(Claims([week_of(town, form)]))
    assert reckoned.keys() == alike[0].keys()
    for key, bounds in reckoned.items():
        seen = [numbers[key] for numbers in alike]
        assert bounds == (min(seen), max(seen)), key


def test_who_knows_no_children_reckons_with_the_figures_alone():
    town = ([[42, 0], [45, 9], [20, 0]], [[13, 0], [45, 1], [3, 0]])
    reckoned = bounds_of(Claims([week_of(town, "hamlets", known=False)]))
    assert reckoned == {
        ("total", "all", "all"): (62, 64),
        ("hamlet", "H01", "all"): (11, 13),
        ("hamlet", "H02", "all"): (44, 46),
        # Of few children, so that nothing is stated: what is left of the whole.
        ("hamlet", "H03", "all"): (3, 9),
        ("age_group", "all", "under_6"): (59, 61),
        ("age_group", "all", "6_to_13"): (1, 5),
    }
    only_whole = bounds_of(Claims([week_of(town, "total", known=False)]))
    assert only_whole == {("total", "all", "all"): (62, 64)}


@pytest.mark.parametrize(("never_rises", "least"), [(True, 0), (False, -2)])
def test_a_number_is_not_larger_than_the_week_before_for_who_believes_so(
    never_rises, least
):
    weeks = [
        week_of(([[45, 0], [45, 0]], [[9, 0], [20, 0]]), "hamlets"),
        week_of(([[45, 0]], [[10, 0]]), "hamlets"),
    ]
    claims = Claims(weeks, never_rises)
    before, after = (at["hamlet", "H01", "all"] for at in claims.places)
    fall = claims.puzzle.unknown(-MANY, MANY)
    claims.puzzle.add_sum({before: 1.0, after: -1.0, fall: -1.0}, 0, 0)
    attacker = Attacker(claims.puzzle)
    assert attacker.width(fall) == 2 - least + 1
    assert attacker._least[fall] == least


def test_what_is_announced_as_none_is_not_hidden_nor_what_can_be_nothing_else():
    town = ([[41, 3], [43, 0]], [[0, 0], [20, 0]])
    weeks = [week_of(town, "hamlets"), week_of(town, "bands")]
    hidden = [(week, key) for week, key, _ in Claims(weeks).hidden()]
    first = [("cell", "H02", "under_6"), ("total", "all", "all"),
             ("hamlet", "H02", "all"), ("age_group", "all", "under_6"),
             ("age_group", "all", "6_to_13")]  # fmt: skip
    assert [key for week, key in hidden if week == 0] == first
    # A band of no hamlet is no hamlet with nobody left.
    assert [key for week, key in hidden if week == 1] == [
        ("cell", "H01", "under_6"), ("cell", "H01", "6_to_13"), first[0], first[1],
        ("hamlet", "H01", "all"), *first[2:],
    ]  # fmt: skip
    grouped = week_of(([[41, 45], [43, 0]], [[20, 0], [20, 0]]), "groups")
    assert [key for _, key, _ in Claims([grouped]).hidden()] == [
        ("cell", "H01", "under_6"), ("cell", "H02", "under_6"), ("total", "all", "all"),
        ("hamlet", "H01", "all"), ("hamlet", "H02", "all"),
        ("age_group", "all", "under_6"),
    ]  # fmt: skip
    none = ([[41, 3], [43, 0]], [[0, 0], [0, 0]])
    assert Claims([week_of(none, "total")]).hidden() == []


def test_only_a_figure_of_a_hamlet_is_rounded_with_an_eye_on_all_its_children():
    # Of 43 children 43 are published as 40; a group's 40 is 38 to 42 of any number.
    figures = [("hamlet", "H1", "40"), ("age_group", "H1", "40"), ("hamlet", "H2", "0")]
    week = Week(Rule(), figures)
    assert week.bounds("hamlet", "H1", 43) == (38, 43)
    assert week.bounds("age_group", "H1", 43) == (38, 42)
    assert week.bounds("hamlet", "H1", None) == (38, 42)
    assert week.bounds("age_group", "H1", 41) == (38, 41)
    assert week.bounds("hamlet", "H2", 43) == (0, 0)
    assert week.bounds("hamlet", "H3", 43) == (0, 43)
    assert week.bounds("hamlet", "H3", None) == (0, MANY)


def of_hamlets(persons: list[int], left: list[int], known: bool = True) -> Week:
    """Give a week by the rule itself, of hamlets of one age group."""
    table = table_of([[of, 0] for of in persons], [[gap, 0] for gap in left])
    figures = round_gaps(table, Rule(), "hamlets").figures()
    return Week(Rule(), figures, persons_of(table) if known else {})


def test_children_known_of_the_week_before_give_away_what_neither_week_does():
    """38 of 38 are left, of whom nothing is said; then 42 live there, and 38 to 42."""
    before = [38, 60, 70, 80], [38, 30, 40, 31]
    after = [42, 60, 70, 80], [38, 30, 40, 31]
    weeks = [of_hamlets(*before), of_hamlets(*after)]
    assert [Claims([week]).recovered() for week in weeks] == [[], []]
    assert Claims([of_hamlets(*before, known=False), weeks[1]]).recovered() == []
    found = Claims(weeks).recovered()
    assert {(week, key[1]) for week, key in found} == {(0, "H01"), (1, "H01")}


def test_where_no_table_has_such_figures_all_of_them_count_as_known():
    week = Week(Rule(), [("total", "all", "100"), ("hamlet", "H1", "20")], {})
    told = Claims([week, week])
    assert told.recovered() == [(week, key) for week, key, _ in told.hidden()] != []
