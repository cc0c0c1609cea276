"""Tests run against a mutant, in a fork of the process that has collected them."""

from __future__ import annotations

import functools
import inspect
import json
import os
import signal
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from types import CodeType, FunctionType, ModuleType
from typing import IO, Any

from tests.mutants.faults import Mutant, marked

SECONDS = 120
"""Time for the tests of a mutant; one that is never done with is noticed too."""

MARK = "_mark_that_it_is_called"
"""What a function calls to report that it is called, while tests are looked at."""


def functions_of(module: ModuleType) -> dict[str, FunctionType]:
    """Give the functions that a module defines, methods too, by qualified name."""
    found = {}
    for name, value in _members(module, module.__name__):
        found[name] = value
    return found


def _members(of: Any, module: str) -> Iterator[tuple[str, FunctionType]]:
    for value in vars(of).values():
        plain = _plain(value)
        if isinstance(plain, FunctionType) and plain.__module__ == module:
            yield plain.__qualname__, plain
        elif isinstance(value, type) and value.__module__ == module and value is not of:
            yield from _members(value, module)


def _plain(value: Any) -> Any:
    """Give the function behind a property, a method of the class, a cache."""
    match value:
        case property():
            value = value.fget
        case functools.cached_property():
            value = value.func
        case staticmethod() | classmethod():
            value = value.__func__
    return inspect.unwrap(value) if callable(value) else value


def put_in(mutant: Mutant, functions: dict[str, FunctionType]) -> bool:
    """Have a function do what the mutant does; False where it cannot be changed."""
    function = functions.get(mutant.function)
    return function is not None and replace(function, mutant.code)


def replace(function: FunctionType, code: CodeType | None) -> bool:
    """Have a function do what other code does; False where it cannot be changed."""
    if code is None or function.__code__.co_freevars != code.co_freevars:
        return False
    function.__code__ = code
    return True


def in_fork(action: Callable[[], bool]) -> bool:
    """Do something in a fork; give whether it said yes, or did not come to an end."""
    sys.stdout.flush()
    pid = os.fork()
    if pid == 0:
        os.setpgrp()
        signal.alarm(SECONDS)
        nowhere = os.open(os.devnull, os.O_WRONLY)
        for stream in (1, 2):
            os.dup2(nowhere, stream)
        code = 1
        try:
            code = 1 if action() else 0
        finally:
            os._exit(code)
    _, status = os.waitpid(pid, 0)
    return status != 0


def _have_marked(
    functions: dict[str, dict[str, FunctionType]],
) -> set[tuple[str, str]]:
    """Have functions report that they are called; give what is filled as they do."""
    called: set[tuple[str, str]] = set()
    for module, named in functions.items():
        of = sys.modules[module]

        def mark(name: str, module: str = module) -> None:
            called.add((module, name))

        vars(of)[MARK] = mark
        path = Path(str(of.__file__))
        for name, code in marked(path.read_text(encoding="utf-8"), str(path), MARK):
            if name in named:
                replace(named[name], code)
    return called


def _import(name: str) -> None:
    # What a test made up, or what only the tests' order lets be imported, is passed.
    with suppress(Exception):
        if find_spec(name):
            import_module(name)


class Tests:
    """Collected tests, and which of them reach which function."""

    def __init__(self, session: Any) -> None:
        self.session = session
        self.reached: dict[tuple[str, str], list[tuple[float, int]]] = {}

    def look(self, functions: dict[str, dict[str, FunctionType]]) -> None:
        """Run every test once, and note which functions it calls and how long it takes.

        In a fork: what a test leaves in a cache is not there when mutants are tried.
        What it imports is, so that it is not imported for each of them.
        """
        reading, writing = os.pipe()
        pid = os.fork()
        if pid == 0:
            try:
                os.close(reading)
                with os.fdopen(writing, "w") as reported:
                    self._run_all(_have_marked(functions), reported)
            finally:
                os._exit(0)
        os.close(writing)
        with os.fdopen(reading) as reported:
            for line in reported:
                what, name, *of = json.loads(line)
                if what == "failed":
                    raise RuntimeError(f"{name} fails without a mutant")
                if what == "imported":
                    _import(name)
                else:
                    seconds, number = of
                    self.reached.setdefault((what, name), []).append((seconds, number))
        os.waitpid(pid, 0)
        for tests in self.reached.values():
            tests.sort()

    def _run_all(self, called: set[tuple[str, str]], reported: IO[str]) -> None:
        before = {*sys.modules}
        for number, item in enumerate(self.session.items):
            called.clear()
            begun = time.process_time()
            failed = self._fails(number, (number + 1) % len(self.session.items))
            seconds = time.process_time() - begun
            lines = [(*one, seconds, number) for one in sorted(called)]
            if failed:
                lines.append(("failed", item.nodeid))
            reported.writelines(f"{json.dumps(line)}\n" for line in lines)
        for name in [*sys.modules]:
            if name not in before:
                reported.write(f"{json.dumps(('imported', name))}\n")

    def notice(self, mutant: Mutant, functions: dict[str, FunctionType]) -> bool:
        """Try the tests that reach a mutant, the quickest first; True if one fails."""
        tests = [n for _, n in self.reached.get((mutant.module, mutant.function), ())]

        def fails() -> bool:
            put_in(mutant, functions)
            following = [*tests[1:], tests[0]]
            return any(map(self._fails, tests, following))

        return bool(tests) and in_fork(fails)

    def _fails(self, number: int, following: int) -> bool:
        """Run a test, given which is next; True if it fails."""
        before = self.session.testsfailed
        item, other = self.session.items[number], self.session.items[following]
        # What the next needs as well, of its module or session, is kept.
        item.config.hook.pytest_runtest_protocol(
            item=item, nextitem=None if other is item else other
        )
        return self.session.testsfailed > before
