"""Every awkward list comes to what is written beside it; see README.md."""

from __future__ import annotations

import tomllib

import pytest

from dophu.catalogue.columns import OUTCOMES
from dophu.catalogue.issues import Issue
from dophu.reader.sandbox import Reader
from tests.awkward.make import FILES
from tests.awkward.trial import (
    ALWAYS,
    LISTS,
    describe,
    expectation_of,
    find_traps,
    read_trap,
)

TRAPS = find_traps()


@pytest.fixture(scope="module")
def reader():
    with Reader() as one:
        yield one


@pytest.mark.parametrize("trap", TRAPS, ids=lambda path: path.name)
def test_an_awkward_list_comes_to_what_is_expected(trap, reader, tmp_path):
    expected = tomllib.loads(expectation_of(trap).read_text(encoding="utf-8"))
    assert not set(ALWAYS) - set(expected), "an expectation says all of these"
    made = read_trap(trap, tmp_path, reader)
    found = describe(made)
    stated = {key: found[key] for key in expected if key != "trap"}
    del expected["trap"]
    assert stated == expected
    for sheet in made.manifest["sheets"]:
        assert sheet["rows"] == sum(sheet[outcome] for outcome in OUTCOMES), sheet
    messages = [
        Issue(**issue).message(language)
        for issue in made.manifest["issues"]
        for language in ("vi", "en")
    ]
    names = [name for name in made.rows["name"] if name and " " in name]
    assert not [name for name in names if any(name in text for text in messages)]


def test_every_expectation_has_its_list():
    lists = {trap.name for trap in TRAPS}
    assert {path.stem for path in TRAPS[0].parent.glob("*.toml")} == lists


def test_the_maker_makes_the_lists_that_are_there(reader):
    for name, make in FILES.items():
        stored, made = (LISTS / name).read_bytes(), make()
        # Another version of the writer may order a zip otherwise: the sheets count.
        if stored != made:
            assert reader.read(stored) == reader.read(made), name
