"""Which modules are mutated, and which tests are to notice."""

from __future__ import annotations

from collections.abc import Iterable

SUITES: dict[tuple[str, ...], tuple[str, ...]] = {
    ("dophu.ages", "dophu.dates"): (
        "tests/spec/test_rules.py",
        "tests/unit/test_births.py",
        "tests/unit/test_bounds.py",
        "tests/unit/test_dates.py",
    ),
    ("dophu.campaign.hamlets", "dophu.campaign.hamlet_spellings"): (
        "tests/spec/test_rules.py",
        "tests/unit/test_bounds.py",
        "tests/unit/test_campaign.py",
        "tests/unit/test_campaign_tables.py",
        "tests/unit/test_hamlet_events.py",
        "tests/unit/test_hamlets.py",
        "tests/unit/test_loose_spellings.py",
    ),
    ("dophu.persons.birth_dates",): (
        "tests/spec/test_rules.py",
        "tests/unit/test_births.py",
        "tests/unit/test_bounds.py",
        "tests/unit/test_settled_births.py",
    ),
    ("dophu.tables.gaps",): (
        "tests/spec/test_rules.py",
        "tests/unit/test_asking.py",
        "tests/unit/test_figures.py",
        "tests/unit/test_hamlet_events.py",
    ),
    (
        "dophu.tables.changes",
        "dophu.tables.changes.between",
        "dophu.tables.changes.book",
        "dophu.tables.changes.flows",
        "dophu.tables.changes.published",
    ): (
        "tests/unit/test_hamlet_events.py",
        "tests/unit/test_passages.py",
    ),
    (
        "dophu.tables.pace.calendar",
        "dophu.tables.pace.cohorts",
        "dophu.tables.pace.dated",
        "dophu.tables.pace.engine",
        "dophu.tables.pace.rates",
        "dophu.tables.pace.scenarios",
        "dophu.tables.pace.totals",
    ): (
        "tests/pace",
        "tests/spec/test_pace.py",
        "tests/unit/test_asking.py",
        "tests/unit/test_bounds.py",
        "tests/unit/test_outlook.py",
    ),
    ("dophu.disclosure.rule", "dophu.disclosure.public_table"): (
        "tests/disclosure/test_rule.py",
    ),
    ("dophu.disclosure.claims",): (
        "tests/disclosure/test_claims.py",
        "tests/disclosure/test_rule.py",
        "tests/disclosure/test_attack.py",
    ),
}
"""Modules that are mutated, each with the tests that are to notice."""

MODULES = tuple(name for names in SUITES for name in names)


def tests_of(modules: Iterable[str]) -> list[str]:
    """Give the tests that are to notice a fault in any of some modules, once each."""
    chosen = set(modules)
    found = (
        test for names, tests in SUITES.items() if chosen & {*names} for test in tests
    )
    return list(dict.fromkeys(found))


EQUIVALENT: dict[str, str] = {
    "dophu.persons.birth_dates _settle: 'birth_by_all'  ->  'birth_by_allXX'": (
        "where all lists agree no row contradicts: asked or not, none is named"
    ),
    "dophu.persons.birth_dates settle_births: own and carried  ->  own or carried": (
        "a child of one row, or of none, has the one birth that there is already"
    ),
    "dophu.persons.birth_dates _coarseness: 3  ->  4": "the last of the ranks",
    "dophu.persons.birth_dates settle_birth: False  ->  True": (
        "those ahead are two at least, so that all of them settle as little as none"
    ),
    "dophu.ages AgeGroups.group_of: born_from <= as_of < born_to  ->  "
    "born_from <= as_of <= born_to": "an interval that ends on the day is cut there",
    "dophu.persons.birth_dates _is_settled: 0  ->  1": "both days are known, or none",
    "dophu.persons.birth_dates settle_births: len(own) > 1  ->  len(own) >= 1": (
        "a child of one row has that row's birth already"
    ),
    "dophu.persons.birth_dates _is_settled: return len(given) < 2  ->  return None": (
        "settled again, by the same single birth"
    ),
    "dophu.persons.birth_dates _reports: ''  ->  'XX'": "no file is called so",
    "dophu.disclosure.rule Rule.round: value > self.threshold  ->  "
    "value >= self.threshold": "a few and none are never of a class that is joined",
    "dophu.disclosure.rule Rounded.high_of: 1  ->  2": (
        "a class that is joined to the one below takes all above it along"
    ),
    "dophu.disclosure.public_table round_gaps: True  ->  False": (
        "each has a line for every group"
    ),
    "dophu.disclosure.public_table round_gaps: 1  ->  2": (
        "those without a figure stand last by any number above none"
    ),
    "dophu.tables.changes.book book_flows: False  ->  True": (
        "flows are asked by name"
    ),
    "dophu.tables.changes.published compare_published: False  ->  True": (
        "rows are asked by name"
    ),
    "dophu.tables.pace.engine _of_officers: '-'  ->  '-XX'": (
        "what is nobody's is no row that is asked for, however it is called"
    ),
    "dophu.tables.changes _restated_here: True  ->  False": (
        "both are columns of one table"
    ),
}
"""Mutants that change nothing anybody can see, each with the reason."""
