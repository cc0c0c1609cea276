"""The attacker: finds what bad forms give away, and nothing in what is published.

RELIABILITY P16 and P17: over eight weeks of simulated towns no number is recovered, by
somebody who knows all children of every hamlet and age group, and that no number rises.
"""

from __future__ import annotations

import random
from itertools import product

import pytest

from dophu.disclosure.attack import Attacker, Puzzle
from dophu.disclosure.claims import Claims, Week
from dophu.disclosure.public_table import round_gaps
from dophu.disclosure.rule import Rule
from tests.disclosure.towns import WEEKS, persons_of, table_of, weeks_of
from tests.short_form import tries

SMALL = range(1, 10)


@pytest.mark.hunt
def test_the_attacker_finds_what_trying_every_table_finds():
    """Small puzzles, each solved by looking at all its tables as well."""
    rng = random.Random(7)
    found = 0
    for _ in range(tries(20, 60)):
        puzzle, size = Puzzle(), rng.randint(2, 4)
        for _ in range(size):
            low = rng.randint(0, 3)
            puzzle.unknown(low, low + rng.randint(0, 3))
        truth = [
            rng.randint(a, b) for a, b in zip(puzzle.lows, puzzle.highs, strict=True)
        ]
        for _ in range(rng.randint(1, 3)):
            parts = {n: 1.0 for n in range(size) if rng.random() < 0.7}
            whole = sum(truth[n] for n in parts)
            puzzle.add_sum(parts, whole - rng.randint(0, 1), whole + rng.randint(0, 1))
        tables = [
            table
            for table in product(
                *(
                    range(a, b + 1)
                    for a, b in zip(puzzle.lows, puzzle.highs, strict=True)
                )
            )
            if all(
                low <= sum(table[n] for n in parts) <= high
                for parts, low, high in puzzle.sums
            )
        ]
        seen = [{table[n] for table in tables} for n in range(size)]
        exact = [n for n in range(size) if len(seen[n]) == 1]
        attacker = Attacker(puzzle)
        assert attacker.is_possible
        assert attacker.recovered(range(size)) == exact
        for n in range(size):
            assert attacker.width(n) == max(seen[n]) - min(seen[n]) + 1
        found += len(exact)
    assert found > 20


def test_a_puzzle_that_has_no_table_is_known_as_one():
    puzzle = Puzzle()
    places = [puzzle.unknown(0, 3), puzzle.unknown(0, 3)]
    puzzle.add_sum(dict.fromkeys(places, 1.0), 7, 9)
    assert not Attacker(puzzle).is_possible


def claims_of(tables, form, rule=None, **how) -> Claims:
    rule = rule or Rule()
    return Claims(
        [
            Week(rule, round_gaps(t, rule, form).figures(), persons_of(t))
            for t in tables
        ],
        **how,
    )


def test_exact_counts_are_recovered_all():
    claims = claims_of([next(weeks_of(3))], "hamlets", Rule(0, 1))
    hamlets = [key for _, key, _ in claims.hidden() if key[0] == "hamlet"]
    shown = [
        h for h in hamlets if claims.weeks[0].stated("hamlet")[h[1]] != "few_children"
    ]
    assert {key for _, key in claims.recovered()} >= set(shown)
    assert len(shown) > 10


@pytest.mark.parametrize(
    ("persons", "left"),
    [
        # Four parts at the low ends of their classes, and their total at a high one.
        ([[50, 0]] * 4, [[8, 0]] * 4),
        # Seven hamlets with one child each: at most 7 each, and at most 7 in all.
        ([[50, 0]] * 7, [[1, 0]] * 7),
        # Four hamlets at just 95 %, of whom at most two each can be left.
        ([[40, 0]] * 4, [[7, 0]] * 4),
    ],
)
def test_parts_that_add_up_in_one_way_alone_are_recovered(persons, left):
    """A rule that is good on the whole, and gives itself away in such a case."""
    assert claims_of([table_of(persons, left)], "hamlets").recovered()
    for form in ("groups", "total"):
        assert not claims_of([table_of(persons, left)], form).recovered()


def test_bands_of_small_hamlets_are_recovered_where_all_are_at_an_edge():
    table = table_of([[40, 0]] * 4, [[2, 0]] * 4)
    assert claims_of([table], "bands").recovered()
    assert not claims_of([table], "total").recovered()


def test_a_number_that_rose_does_not_blind_the_attacker():
    """What it believes is wrong, so it goes by the figures alone."""
    tables = [table_of([[50, 0]] * 4, [[gap, 0]] * 4) for gap in (8, 18)]
    assert {week for week, _ in claims_of(tables, "hamlets").recovered()} == {0, 1}


@pytest.mark.hunt
@pytest.mark.parametrize(
    ("form", "towns", "weeks"),
    [
        ("groups", tries(2, 8, 100), WEEKS),
        ("hamlets", tries(2, 8, 100), WEEKS),
        ("bands", tries(1, 2, 100), tries(2, WEEKS)),
    ],
)
def test_nothing_is_recovered_over_weeks_of_towns(form, towns, weeks):
    hidden = 0
    for seed in range(towns):
        claims = claims_of([*weeks_of(seed)][:weeks], form)
        assert claims.recovered(seed) == [], seed
        hidden += len(claims.hidden())
    assert hidden > 40 * weeks * towns


@pytest.mark.hunt
def test_small_counts_keep_three_values_or_more_but_for_a_few(record_property):
    """Width of 2 or less: at most 5 % of the counts of 1 to 9."""
    narrow = small = 0
    for seed in range(tries(1, 4, 10)):
        tables = [*weeks_of(seed)][tries(6, 0) :]
        claims = claims_of(tables, "hamlets")
        attacker = Attacker(claims.puzzle)
        for week, (kind, hamlet, _), place in claims.hidden():
            counts = {p.hamlet_id: (p.gap, p.persons) for p in tables[week].places}
            if (
                kind == "hamlet"
                and counts[hamlet][0] in SMALL
                and counts[hamlet][1] > 2
            ):
                small += 1
                narrow += attacker.width(place, stop=3) < 3
    record_property("narrow", f"{narrow} of {small}")
    assert small > 5 and narrow <= 0.05 * small


@pytest.mark.hunt
def test_totals_are_true_within_two_where_they_are_more_than_a_few():
    stated = 0
    for seed in range(tries(10, 40, 100)):
        for table in weeks_of(seed):
            public = round_gaps(table, Rule())
            groups = zip(table.total().group_gaps, public.groups, strict=True)
            pairs = [(table.total().gap, public.total), *groups]
            for true, figure in pairs:
                assert figure.missing is not None
                if true > 7:
                    assert abs(figure.missing.value - true) <= 2
                    stated += 1
                else:
                    assert str(figure.missing) == ("≤7" if true else "0")
    assert stated > 100


@pytest.mark.hunt
@pytest.mark.parametrize("form", ["hamlets", "groups"])
def test_a_correction_that_waits_for_its_week_gives_nothing_away(form):
    """A week whose count was restated by one child, and the next week's as it is."""
    rng = random.Random(5)
    for seed in range(tries(2, 20, 40)):
        tables = [*weeks_of(seed)][:4]
        places = list(tables[1].places)
        n = rng.randrange(len(places))
        gaps = [list(p.group_gaps) for p in places]
        gaps[n] = [max(0, gap - 1) for gap in gaps[n]]
        persons = [list(p.group_persons) for p in places]
        tables[1] = table_of(persons, gaps)
        assert claims_of(tables, form).recovered(seed) == []
