"""Tests run against a mutant, in a fork of the process that has collected them."""

from __future__ import annotations

import functools
import inspect
import os
import signal
import sys
import time
from collections.abc import Callable, Iterator
from types import CodeType, FunctionType, ModuleType
from typing import Any

from tests.mutants.faults import Mutant

SECONDS = 120
"""Time for the tests of a mutant; one that is never done with is noticed too."""

KILLED, SURVIVED = "killed", "survived"


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
    if function is None or function.__code__.co_freevars != mutant.code.co_freevars:
        return False
    function.__code__ = mutant.code
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


class Tests:
    """Collected tests, and which of them reach which function."""

    def __init__(self, session: Any) -> None:
        self.session = session
        self.reached: dict[tuple[str, str], list[tuple[float, int]]] = {}

    def look(self, codes: dict[CodeType, tuple[str, str]]) -> None:
        """Run every test once, and note which functions it calls and how long it takes.

        In a fork: what a test leaves in a cache is not there when mutants are tried.
        """
        reading, writing = os.pipe()

        def run_all() -> bool:
            os.close(reading)
            with os.fdopen(writing, "w") as reported:
                for number, _item in enumerate(self.session.items):
                    called: set[tuple[str, str]] = set()

                    def note(frame: Any, event: str, _of: Any, called=called) -> None:
                        if event == "call" and frame.f_code in codes:
                            called.add(codes[frame.f_code])

                    begun = time.process_time()
                    sys.setprofile(note)
                    self._fails(number, (number + 1) % len(self.session.items))
                    sys.setprofile(None)
                    seconds = time.process_time() - begun
                    for module, function in called:
                        reported.write(f"{module} {function} {seconds:.4f} {number}\n")
                reported.write(f"failed {self.session.testsfailed} 0 0\n")
            return False

        pid = os.fork()
        if pid == 0:
            try:
                run_all()
            finally:
                os._exit(0)
        os.close(writing)
        with os.fdopen(reading) as reported:
            for line in reported:
                module, function, seconds, number = line.split()
                if module == "failed":
                    if function != "0":
                        raise RuntimeError(f"{function} tests fail without a mutant")
                    continue
                key = module, function
                self.reached.setdefault(key, []).append((float(seconds), int(number)))
        os.waitpid(pid, 0)
        for tests in self.reached.values():
            tests.sort()

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
