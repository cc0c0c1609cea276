"""What a kernel leaves out when it starts, and that nobody else lacks it."""

from __future__ import annotations

import importlib.util
import sys
import tomllib
from pathlib import Path

from dophu.catalogue import columns, indicators, issues, sentences, vocabulary
from dophu.charts.kit import svg_letters
from dophu.runs import ahead, kernel
from dophu.snapshots import keys


def test_the_debugger_is_left_out_of_the_start_alone(monkeypatch):
    monkeypatch.delitem(sys.modules, "debugpy", raising=False)
    seen = []
    monkeypatch.setattr(
        kernel, "preload", lambda name: seen.append((name, sys.modules["debugpy"]))
    )
    kernel.leave_out_debugger()
    assert seen == [("ipykernel.debugger", None)]
    assert "debugpy" not in sys.modules, "a cell may import it"


def test_what_a_kernel_imports_at_its_start_is_there():
    assert [n for n in kernel.SHELL if importlib.util.find_spec(n) is None] == []


def test_a_debugger_that_is_there_stays(monkeypatch):
    there = object()
    monkeypatch.setitem(sys.modules, "debugpy", there)
    kernel.leave_out_debugger()
    assert sys.modules["debugpy"] is there


def test_what_is_imported_for_more_than_one_notebook_is_there():
    names = ahead.BASE + ahead.SHARED
    assert [name for name in names if importlib.util.find_spec(name) is None] == []


def test_a_kernel_reads_nothing_again_that_was_read_ahead(monkeypatch):
    read = (
        sentences._read, issues._tables, issues.catalogue, columns.frames,
        vocabulary.read_table, indicators.indicators, keys.source_fingerprint,
    )  # fmt: skip
    for cached in read:
        cached.cache_clear()
    ahead.read_ahead()

    def refuse(*_: object, **_named: object) -> None:
        raise AssertionError("read again")

    monkeypatch.setattr(tomllib, "loads", refuse)
    monkeypatch.setattr(Path, "read_bytes", refuse)
    for name in sentences.FILES:
        assert sentences._read(name)
    assert issues.phrase("too_short", digits=9)["en"] == "has 9 digits"
    assert issues.catalogue() and columns.frames() and indicators.indicators()
    assert keys.kit_fingerprint() and keys.source_fingerprint(("tables",))


def test_letters_are_shaped_ahead_where_charts_are_imported():
    svg_letters._letters.cache_clear()
    svg_letters._SHAPES.clear()
    ahead.read_ahead()
    known = {*svg_letters._SHAPES}

    svg_letters._letters("Tổ 12: chưa có thẻ, 34,5%", bold=True)
    assert {*svg_letters._SHAPES} == known
