"""Test modules stand alone: what they share is a fixture or a helper module."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
MODULES = sorted(
    path.relative_to(ROOT).as_posix()
    for folder in ("tests", "benchmarks", "docs", "lib")
    for path in (ROOT / folder).rglob("*.py")
)


IMPORTS = re.compile(
    r"^\s*(from|import)\b([^\n(]|\([^)]*\))*\b(conftest|test_)", re.MULTILINE
)
"""An import, in brackets over several lines too, that may be of such a module."""


def borrowed(source: str) -> list[str]:
    """Name what a source imports out of test modules and conftest files."""
    names = []
    # Few sources have the words beside an import, and to parse all takes seconds.
    if not IMPORTS.search(source):
        return names
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            names += [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            names += [f"{node.module or ''}.{alias.name}" for alias in node.names]
    return [name for name in names if any(map(is_test_module, name.split(".")))]


def is_test_module(part: str) -> bool:
    """Say whether a part of a dotted name is a test module or a conftest."""
    return part == "conftest" or part.startswith("test_")


@pytest.mark.parametrize(
    "line",
    [
        "from tests.charts.conftest import ABOUT",
        "from tests.linkage import test_decisions",
        "from tests.linkage.test_decisions import week",
        "from . import conftest",
        "from .test_decisions import week",
        "import tests.charts.conftest",
        "def later():\n    from charts.conftest import ABOUT",
    ],
)
def test_an_import_from_a_test_module_or_a_conftest_is_seen(line):
    assert len(borrowed(line)) == 1


def test_nothing_is_imported_from_a_test_module_or_a_conftest():
    assert "tests/setup/test_fixtures.py" in MODULES
    found = {path: borrowed((ROOT / path).read_text("utf-8")) for path in MODULES}
    assert {path: names for path, names in found.items() if names} == {}
