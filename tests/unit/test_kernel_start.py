"""What a kernel leaves out when it starts, and that nobody else lacks it."""

from __future__ import annotations

import importlib.util
import sys

from dophu.runs import kernel


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
