"""What is true of an invented campaign, written beside it: ``truth/``."""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import Any

from dophu.ages import UNKNOWN
from dophu.sample.faults import Planted, known_group
from dophu.sample.pages import Line, ListFile
from dophu.sample.spec import AGE_GROUPS, SampleSpec
from dophu.sample.world import Child, World
from dophu.sample.writing import fault_cell

_RANK = ("issued", "applied", "not_yet")


class Truth:
    """Follows the lists of each date and remembers what they tell of every child."""

    def __init__(self, world: World) -> None:
        self._world = world
        self._last: dict[int, Line] = {}
        self._status: dict[int, str] = {}
        self._enrolled: dict[int, str] = {}
        self._born: dict[int, Line] = {}
        self._sent: set[int] = set()
        self.rows: list[list[Any]] = []
        self.gaps: list[list[Any]] = []
        self.faults: list[list[Any]] = []

    def add_date(
        self, day: date, files: list[ListFile], planted: Iterable[Planted]
    ) -> None:
        """Take the lists of a date in, in the order in which they are read."""
        found = {id(fault.line): fault for fault in planted}
        for file in sorted(files, key=lambda f: (f.source != "roster", f.path)):
            for page in file.pages:
                self._sent |= page.hamlets
                for row, line in enumerate(page.lines):
                    self._add_line(day, file, line)
                    child = line.child.number if line.child else ""
                    place = [file.path, page.name, row + 1]
                    self.rows.append([*place, line.outcome, child])
                    if fault := found.get(id(line)):
                        cell = fault_cell(page, line, row, fault.field)
                        self.faults.append([day, *place, cell, fault.kind, child])
        self._count(day)

    def _add_line(self, day: date, file: ListFile, line: Line) -> None:
        child = line.child
        if child is None:
            return
        if file.source == "enrolment":
            if child.number in self._last:
                self._enrolled[child.number] = child.status(day)
                if line.known is not None:  # what the office saw goes first
                    self._born[child.number] = line
            elif AGE_GROUPS.group_of(child.birth_date, child.birth_date, day):
                line.outcome = "quarantined"
            else:
                line.outcome = "out_of_scope"
        elif line.outcome in ("person", "left", "out_of_scope"):
            self._last[child.number] = line
            wording = self._world.spec.wording
            status = wording.status_of(line.values["status"])
            if "done" in line.values and "status" not in _columns(file):
                status = wording.ticked if line.values["done"] else "not_yet"
            self._status[child.number] = status

    def _count(self, day: date) -> None:
        counts: Counter[tuple[int, str, str]] = Counter()
        for number, line in self._last.items():
            if line.outcome == "left":
                continue
            group = known_group(self._born.get(number, line), day)
            if group is not None:
                pair = (self._status[number], self._enrolled.get(number, "not_yet"))
                status = min(pair, key=_RANK.index)
                counts[line.child.hamlet, group, status] += 1
        for hamlet in range(self._world.spec.hamlets):
            for group in (*AGE_GROUPS.codes, UNKNOWN):
                by = {status: counts[hamlet, group, status] for status in _RANK}
                counted = self._world.spec.wording.counts
                enrolled = sum(by[status] for status in counted)
                persons = sum(by.values())
                numbers = [
                    persons,
                    enrolled,
                    persons - enrolled,
                    by["applied"],
                    by["issued"],
                ]
                shown = numbers if hamlet in self._sent else [""] * len(numbers)
                self.gaps.append([day, hamlet_id(hamlet), group, *shown])

    def write(self, folder: Path) -> None:
        """Write the truth as CSV files into a folder."""
        folder.mkdir(parents=True, exist_ok=True)
        spec = self._world.spec
        dated = [c for day in spec.dates for c in (f"present_{day}", f"status_{day}")]
        columns = ["child", "name", "birth_date", "sex", "number", "hamlet_id", *dated]
        children = [_true_line(child, spec) for child in self._world.children]
        _write(folder / "children.csv", columns, children)
        place = ["file", "sheet", "row"]
        _write(folder / "rows.csv", [*place, "outcome", "child"], self.rows)
        columns = ["as_of", "hamlet_id", "age_group", "persons", "enrolled", "gap",
                   "applied", "issued"]  # fmt: skip
        _write(folder / "gaps.csv", columns, self.gaps)
        columns = ["date", *place, "cell", "kind", "child"]
        _write(folder / "faults.csv", columns, self.faults)

    @staticmethod
    def write_registers(rows: Iterable[list[Any]], folder: Path) -> None:
        """Write which child each row of a register is about."""
        _write(folder / "registers.csv", ["file", "sheet", "row", "child"], rows)


def _columns(file: ListFile) -> set[str]:
    return {name for name, _, _ in file.pages[0].columns}


def hamlet_id(hamlet: int) -> str:
    """Give the id of the hamlet of that place in the list, from 0.

    Examples
    --------
    >>> hamlet_id(0)
    'H01'
    """
    return f"H{hamlet + 1:02d}"


def _true_line(child: Child, spec: SampleSpec) -> list[Any]:
    line = [child.number, child.name, child.birth_date, child.sex]
    line += [child.personal_number, hamlet_id(child.hamlet)]
    for day in spec.dates:
        here = child.birth_date <= day and not (child.joins and child.joins > day)
        line += [int(here and not child.has_left(day)), child.status(day)]
    return line


def _write(path: Path, columns: list[str], lines: Iterable[list[Any]]) -> None:
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(columns)
        writer.writerows(lines)
