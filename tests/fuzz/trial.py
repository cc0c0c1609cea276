"""Damaged files read one after another, and what became of each."""

from __future__ import annotations

import time
from collections import Counter
from dataclasses import dataclass, field
from datetime import date

from dophu.ages import AgeGroup, AgeGroups
from dophu.campaign.hamlets import Hamlet, Hamlets
from dophu.catalogue.columns import OUTCOMES
from dophu.persons import DateInputs, match_persons
from dophu.reader.containers import Unreadable
from dophu.reader.grid import Grid, read_grid
from dophu.reader.sandbox import Reader
from dophu.rosters.sheets.rows import read_rows
from dophu.rosters.sheets.source_rows import Sender
from tests.fuzz.mutants import mutants

GROUPS = AgeGroups((AgeGroup("under_6", 0, 6), AgeGroup("6_to_13", 6, 14)))
HAMLETS = Hamlets((Hamlet("H1", "Thôn Mẫu 1"), Hamlet("H2", "Thôn Mẫu 2")))
SENDER = Sender("roster", "rosters/d/a.xlsx", date(2024, 7, 18), HAMLETS.index())


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
                    check_account(read_grid(sheet))
            except Unreadable as error:
                why = error.why
            trial.ends[kind, why] += 1
            took = time.perf_counter() - began
            trial.slowest = max(trial.slowest, (took, kind, number))
            if reader.pid:
                trial.children.add(reader.pid)
    return trial


def check_account(grid: Grid) -> None:
    """See that every row of a sheet comes out once, with one outcome."""
    rows = read_rows(grid, SENDER)
    columns = rows.columns
    # A sheet that is no grid of cells (a chart) has no rows.
    assert columns["row"] == list(range(1, len(grid.rows) + 1))
    outcomes = match_persons(DateInputs(rows, SENDER.as_of, GROUPS)).outcomes
    assert len(outcomes) == len(grid.rows) and set(outcomes) <= set(OUTCOMES)
    ignored = [kind != "data" for kind in columns["kind"]]
    assert [outcome == "ignored" for outcome in outcomes] == ignored
