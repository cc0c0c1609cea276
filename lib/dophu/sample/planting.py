"""Faults put into the rosters of each date, staying with their child over the dates."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from random import Random

from dophu.sample.faults import (
    CELL_KINDS,
    HIDING_KINDS,
    KINDS,
    Planted,
)
from dophu.sample.lists import has_office_number
from dophu.sample.pages import Line, ListFile, Page


class FaultPlanter:
    """Puts faults into the rosters of one date after another, at given rates.

    A line gets one at the most.

    Raises
    ------
    ValueError
        For a kind that is not in :data:`KINDS`.
    """

    def __init__(self, rates: Mapping[str, float]) -> None:
        if unknown := set(rates) - set(KINDS):
            raise ValueError(f"unknown kind of fault: {', '.join(sorted(unknown))}")
        self._rates = rates
        self._hidden: dict[int, str] = {}

    def plant(self, files: list[ListFile], rng: Random, day: date) -> list[Planted]:
        """Put faults into the lists of a date, and tell where."""
        if not any(self._rates.values()):
            return []
        rosters = sorted((f for f in files if f.source == "roster"),
                         key=lambda f: f.path)  # fmt: skip
        pages = [page for file in rosters for page in file.pages if page.hamlets]
        order = [(page, line) for page in pages for line in page.lines if line.child]
        beside = Beside()
        planted: list[Planted] = []
        for at, (page, line) in enumerate(order):
            kind = _draw(self._rates, rng)
            if not kind or not self._may_have(line, kind):
                continue
            if kind in CELL_KINDS:
                if not _has_cell_for(kind, page):
                    continue
                if touched := CELL_KINDS[kind](line, rng, day):
                    planted.append(Planted(kind, line, touched))
                    if kind in HIDING_KINDS:
                        self._hidden[line.child.number] = kind
            elif new := _plant_row(kind, order, at, beside, rng):
                planted.append(Planted(kind, new, ""))
        for page in pages:
            page.lines = beside.woven_into(page.lines)
        return planted

    def _may_have(self, line: Line, kind: str) -> bool:
        child = line.child
        if line.outcome != "person":
            return False
        if kind not in HIDING_KINDS:
            return True
        # On all dates the same fault or none: see ``HIDING_KINDS``.
        same = self._hidden.get(child.number, kind) == kind
        return same and has_office_number(child) and child.vague_until is None


class Beside:
    """Lines that come in before and after others."""

    def __init__(self) -> None:
        self.before: dict[int, list[Line]] = {}
        self.after: dict[int, list[Line]] = {}

    def woven_into(self, lines: list[Line]) -> list[Line]:
        """Give the lines with the new ones among them."""
        return [
            each
            for line in lines
            for each in (
                *self.before.get(id(line), ()),
                line,
                *self.after.get(id(line), ()),
            )
        ]


def _has_cell_for(kind: str, page: Page) -> bool:
    columns = {name for name, _, _ in page.columns}
    return kind != "unknown_hamlet" or "hamlet" in columns


def _draw(rates: Mapping[str, float], rng: Random) -> str:
    mark = rng.random()
    for kind, rate in rates.items():
        mark -= rate
        if mark < 0:
            return kind
    return ""


def _plant_row(
    kind: str, order: list[tuple[Page, Line]], at: int, beside: Beside, rng: Random
) -> Line | None:
    """Bring a line in; None where the kind does not apply here."""
    page, line = order[at]
    if kind in ("double_row", "in_two_lists"):
        if not line.values.get("personal_number"):
            return None
        again = replace(line, values=dict(line.values), outcome="merged")
        neighbour = line if kind == "double_row" else _on_a_later_list(order, at, rng)
        if neighbour is None:
            return None
        if "hamlet" in line.values:
            again.values["hamlet"] = neighbour.values["hamlet"]
        beside.after.setdefault(id(neighbour), []).append(again)
        return again
    if kind == "blank_row":
        new = Line(style="blank")
    elif kind == "repeated_heading":
        top = next(x for x in page.lines if x.style == "heading")
        new = Line(style="plain", cells=top.cells)
    else:
        new = Line(style="section", cells=[line.values.get("hamlet", page.name)])
    beside.before.setdefault(id(line), []).append(new)
    return new


def _on_a_later_list(
    order: list[tuple[Page, Line]], at: int, rng: Random
) -> Line | None:
    """Draw a line of another hamlet, on a list of the same columns read later.

    Later, since the list that is read first says which hamlet the child is of.
    """
    page, line = order[at]
    for _ in range(8):
        other_page, other = order[rng.randrange(at, len(order))]
        same_columns = other_page.columns is page.columns
        if same_columns and other.child.hamlet != line.child.hamlet:
            return other
    return None
