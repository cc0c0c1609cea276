"""Every function an analyst calls is on its page, with an example that runs."""

import ast
import inspect
import re
from pathlib import Path

import pytest

import dophu
from docs.api import SECTIONS, api

ROOT = Path(__file__).parents[2]
NAMES = [name for name in dophu.__all__ if name != "__version__"]


def test_the_names_are_about_twenty():
    assert 18 <= len(NAMES) <= 26


@pytest.mark.parametrize("name", NAMES)
def test_every_public_name_is_on_the_page_with_an_example_and_its_parameters(name):
    thing = getattr(dophu, name)
    entry = re.split(r"^## ", api(), flags=re.M)
    (entry,) = [part for part in entry if part.startswith(f"dophu.{name}\n")]
    example = entry.split("```pycon\n")[1]
    assert example.startswith(">>> import dophu"), "it runs as it stands on the page"
    assert not re.search(rf"(?<![\w.])({'|'.join(NAMES)})\(", example)
    for parameter in inspect.signature(thing).parameters.values():
        assert re.search(rf"- `[^`]*\b{parameter.name}\b", entry), parameter.name
    if inspect.isfunction(thing) and "write_tables" != name:
        assert "**Returns**" in entry
    assert ":func:" not in entry and "``" not in entry.replace("```", "")


def test_the_page_reads_every_section_that_docstrings_have():
    titles = set()
    for name in NAMES:
        text = inspect.getdoc(getattr(dophu, name))
        titles |= {*re.findall(r"^(\w+)\n-{4,}$", text, flags=re.M)}
    assert titles == {*SECTIONS}


def test_what_editors_see_are_the_names_there_are():
    stub = ROOT.joinpath("lib/dophu/__init__.pyi").read_text("utf-8")
    imports = [n for n in ast.parse(stub).body if isinstance(n, ast.ImportFrom)]
    homes = {a.asname: n.module for n in imports for a in n.names}
    public = {n: f"dophu.{home}" for home, ns in dophu._PUBLIC.items() for n in ns}
    assert homes == public


def test_a_name_that_is_not_there_is_an_error_of_python():
    with pytest.raises(AttributeError, match="nothing"):
        dophu.nothing  # noqa: B018
