"""Damaged files read one after another, and what became of each."""

from __future__ import annotations

import time
from collections import Counter
from dataclasses import dataclass, field

from dophu.rosters.child import Reader
from dophu.rosters.containers import Unreadable
from dophu.rosters.grids import read_grid
from tests.fuzz.mutants import mutants


@dataclass
class Trial:
    """Ends by kind and why ('' where read), children started, the slowest file.

    ``slowest`` is its seconds, its kind and its number in the order tried.
    """

    ends: Counter[tuple[str, str]] = field(default_factory=Counter)
    children: set[int] = field(default_factory=set)
    slowest: tuple[float, str, int] = (0.0, "", 0)


def try_mutants(count: int, seed: int) -> Trial:
    """Read damaged files; whatever else than ``Unreadable`` is raised goes on."""
    trial = Trial()
    with Reader() as reader:
        for number, (kind, content) in enumerate(mutants(count, seed)):
            began = time.perf_counter()
            why = ""
            try:
                for sheet in reader.read(content):
                    read_grid(sheet)
            except Unreadable as error:
                why = error.why
            trial.ends[kind, why] += 1
            took = time.perf_counter() - began
            trial.slowest = max(trial.slowest, (took, kind, number))
            if reader.pid:
                trial.children.add(reader.pid)
    return trial
