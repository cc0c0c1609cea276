"""The words of the drive reach every reader: none falls back on the kit's default."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import dophu

LIB = Path(dophu.__file__).parent
FILES = [path for layer in ("rosters", "tables", "campaign", "snapshots", "persons")
         for path in sorted((LIB / layer).rglob("*.py"))]  # fmt: skip


@cache
def trees() -> dict[Path, ast.Module]:
    """Give the modules as they are parsed."""
    return {path: ast.parse(path.read_text(encoding="utf-8")) for path in FILES}


def functions_with_words() -> dict[tuple[Path | None, str], int]:
    """Give the functions that take a vocabulary, and which argument it is.

    By name, and by file too where they are its own.
    """
    found = {}
    for path, tree in trees().items():
        for node in ast.walk(tree):
            if isinstance(node, ast.FunctionDef):
                names = [arg.arg for arg in node.args.args if arg.arg != "self"]
                if "vocabulary" in names:
                    file = path if node.name.startswith("_") else None
                    found[file, node.name] = names.index("vocabulary")
    return found


def calls_without_words() -> Iterator[str]:
    """List the calls of these that pass none."""
    takes = functions_with_words()
    for path, tree in trees().items():
        for node in ast.walk(tree):
            if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Name):
                continue
            name = node.func.id
            at = takes.get((path, name), takes.get((None, name)))
            starred = any(isinstance(arg, ast.Starred) for arg in node.args)
            named = {keyword.arg for keyword in node.keywords}
            if at is None or starred or len(node.args) > at or named & {"vocabulary"}:
                continue
            yield f"{path.relative_to(LIB)}:{node.lineno} {name}"


def test_every_call_that_can_pass_the_words_of_the_drive_does():
    assert len(functions_with_words()) > 40
    assert list(calls_without_words()) == []


def test_no_reader_looks_up_the_words_of_a_drive_of_its_own_choice():
    # As the default of an argument it may stand; anything else would be a global.
    for path, tree in trees().items():
        for node in ast.walk(tree):
            value = node.value if isinstance(node, ast.Attribute) else None
            if isinstance(value, ast.Name) and value.id == "DEFAULT":
                assert path.name == "own_words.py", path
