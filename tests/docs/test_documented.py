"""Whatever can be typed is in the docs: commands, options, keys, names."""

from __future__ import annotations

import argparse
import re
from pathlib import Path

import pytest

import dophu
from docs.build import main as build
from dophu.campaign import sessions, settings
from dophu.cli import _parser

ROOT = Path(__file__).parents[2]


def commands() -> dict[str, argparse.ArgumentParser]:
    (choices,) = (a.choices for a in _parser()._actions if hasattr(a, "choices")
                  and isinstance(a.choices, dict))  # fmt: skip
    return dict(choices)


@pytest.mark.parametrize("name", commands())
def test_every_command_and_each_of_its_options_is_documented(name):
    page = (ROOT / "docs" / "commands.md").read_text(encoding="utf-8")
    (entry,) = [p for p in page.split("\n## ") if p.startswith(f"dophu {name}\n")]
    taken = [a for a in commands()[name]._actions if "--help" not in a.option_strings]
    words = [word for a in taken for word in a.option_strings or [a.metavar]]
    assert words and [word for word in words if f"`{word}" not in entry] == []


def keys() -> list[str]:
    tables = {**settings._TABLES, "sessions": sessions.KEYS}
    known = [f"{table}.{key}" for table, names in tables.items() for key in names]
    return [*known, *(f"sessions.venues.{key}" for key in sessions.VENUE_KEYS)]


@pytest.mark.parametrize("key", keys())
def test_every_key_of_campaign_toml_is_documented(key):
    lines = (ROOT / "docs" / "data_head.md").read_text(encoding="utf-8").splitlines()
    table, _, name = key.rpartition(".")
    about = [line for line in lines if line.startswith("|") and table in line]
    assert any(re.search(rf"[`.]{name}[`.\]]", line) for line in about), key


@pytest.mark.parametrize("name", [n for n in dophu.__all__ if n != "__version__"])
def test_every_public_name_is_documented(name):
    page = (ROOT / "docs" / "api.md").read_text(encoding="utf-8")
    assert f"\n## dophu.{name}\n" in page


def test_the_generated_pages_are_current(capsys):
    assert build(["--check"]) == 0, capsys.readouterr().err
