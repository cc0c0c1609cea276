"""Simulated towns: hamlets and age groups that are done week by week."""

from __future__ import annotations

import random
from collections.abc import Iterator

from dophu.tables.by_hamlet import GapTable, Place

WEEKS = 8
GROUPS = ("under_6", "6_to_13")
DONE_AT_FIRST = (400 / 840, 600 / 1632)
PER_WEEK = (0.25, 0.5)
"""Share of those left who are done in a week; a hamlet has its own between the two."""


def table_of(persons: list[list[int]], left: list[list[int]]) -> GapTable:
    """Make the table of gaps of hamlets."""
    places = tuple(
        Place(f"H{n:02d}", f"Thôn {n}", tuple(of),
              tuple(p - g for p, g in zip(of, gaps, strict=True)))
        for n, (of, gaps) in enumerate(zip(persons, left, strict=True), start=1)
    )  # fmt: skip
    return GapTable(GROUPS, places)


def weeks_of(seed: int, weeks: int = WEEKS) -> Iterator[GapTable]:
    """Give the tables of a town: 17 hamlets as in the case of 2024, small ones too."""
    rng = random.Random(seed)
    sizes = [rng.lognormvariate(0, 0.6) for _ in range(17)]
    persons = [
        [max(1, round(whole * size / sum(sizes))) for whole in (840, 1632)]
        for size in sizes
    ]
    left = [
        [sum(rng.random() > done for _ in range(of))
         for of, done in zip(pair, DONE_AT_FIRST, strict=True)]
        for pair in persons
    ]  # fmt: skip
    pace = [rng.uniform(*PER_WEEK) for _ in persons]
    for _ in range(weeks):
        yield table_of(persons, left)
        left = [
            [sum(rng.random() > share for _ in range(gap)) for gap in gaps]
            for gaps, share in zip(left, pace, strict=True)
        ]


def persons_of(table: GapTable) -> dict[tuple[str, str], int]:
    """Give what an attacker may know: children by hamlet and age group."""
    return {
        (place.hamlet_id, code): of
        for place in table.places
        for code, of in zip(table.codes, place.group_persons, strict=True)
    }
