"""Which hamlet a row is of: its cell, its section, or what stands around the table."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from dophu.campaign.hamlet_spellings import HamletIndex
from dophu.campaign.place_keys import place_key
from dophu.reader.grid import Cell, Grid
from dophu.rosters.columns.hamlet_outside import Outside, only_place
from dophu.rosters.columns.residences import Residences
from dophu.rosters.headings.row_words import is_age_section
from dophu.rosters.headings.tables import Table
from dophu.rosters.texts.addresses import Units
from dophu.rosters.texts.distinct import each_once
from dophu.rosters.texts.titles import places_of
from dophu.rosters.texts.unknown_places import unknown_places

NONE_DECIDED: Mapping[int, str] = MappingProxyType({})
_STYLES = (
    ("roman", re.compile(r"[IVX]{1,4}\b")),
    ("letter", re.compile(r"[A-Ha-h]\b")),
    ("digit", re.compile(r"\d{1,3}\b")),
)


@dataclass
class Localities:
    """The hamlets of a table's data rows, and the spellings they were read from.

    ``filled`` lists by how (``merged``, ``empty``, ``address``) the rows whose own
    cell holds no hamlet and that have it from a cell above or an address; ``apart``
    those whose address names another hamlet than the one they are counted in. ``by``
    tells of each row what was asked: ``cell``, ``above``, ``section``, ``address``, or
    what :class:`Outside` says.
    """

    hamlets: list[str | None] = field(default_factory=list)
    stated: list[str] = field(default_factory=list)
    filled: dict[str, list[int]] = field(
        default_factory=lambda: {"merged": [], "empty": [], "address": []}
    )
    apart: list[int] = field(default_factory=list)
    by: list[str] = field(default_factory=list)


def read_localities(
    grid: Grid,
    table: Table,
    index: HamletIndex,
    outside: Outside,
    units: Units,
    decided: Mapping[int, str] = NONE_DECIDED,
) -> Localities:
    """Give each data row's hamlet, as :func:`_read` finds it, or a person decided.

    What was ``decided`` of a row holds only where nothing else names its hamlet.
    """
    found = _read(grid, table, index, outside, units)
    for position, row in enumerate(table.data_rows if decided else ()):
        if found.hamlets[position] is None and row in decided:
            found.hamlets[position] = decided[row]
            found.by[position] = "row"
    return found


def _read(
    grid: Grid, table: Table, index: HamletIndex, outside: Outside, units: Units
) -> Localities:
    """Give each data row's hamlet: from its cell, its section, outside, its address.

    A cell inside a merge has the merge's hamlet. An empty cell is filled from the
    one above it only where the column is written that way throughout: each
    hamlet once, at the first of its children, and at least as many empty cells
    as written ones; never past a total or a section, and never where a section
    or what stands outside names another hamlet. What was filled is listed. An
    address is asked last, but before a hamlet that stands inside a line of a title:
    a school is in a hamlet, its children are of several.
    """
    column = table.columns.get("hamlet")
    cells = _cells(grid, table, column)
    fills = _is_written_once(cells)
    waiting = iter(cells)
    sections = _hamlets_of_sections(grid, table, index)
    around, around_stated, around_by = outside.hamlet, outside.stated, outside.by
    is_weak = bool(outside.inside)
    residences = Residences(grid, table, index, units)
    residences.letterhead = outside.commune
    elsewhere = residences.columns or residences.communes or outside.commune
    if not (fills or sections or elsewhere or grid.spans):
        return _by_cell_alone(cells, index, outside, residences)
    found = Localities()
    known: dict[tuple[str, str | None], str | None] = {}
    above = ""
    for row, kind in enumerate(table.kinds, start=table.first):
        if row in sections:
            around, around_stated = sections[row]
            around_by = "section"
            is_weak = False
        if kind in ("section", "total"):
            above = ""
        if kind != "data":
            continue
        cell = next(waiting)
        spelling = str(cell).strip() if cell is not None else ""
        by = "cell" if spelling else around_by
        if spelling:
            above = spelling
            if (row, column) in grid.spans:
                found.filled["merged"].append(row)
        elif fills and above and around in (None, index.find(above)):
            spelling, by = above, "above"
            found.filled["empty"].append(row)
        elif fills and above:
            found.hamlets.append(None)
            found.stated.append(above)
            found.by.append("above")
            continue
        stated = spelling or around_stated
        if spelling:
            if (spelling, around) not in known:
                known[spelling, around] = _named(spelling, around, index, residences)
            hamlet = known[spelling, around]
            if hamlet is None and around is None:
                hamlet = residences.in_commune(row, spelling)
        else:
            hamlet = around
        if not spelling and (hamlet is None or is_weak) and residences.columns:
            address = residences.find(row)
            if address.hamlet:
                hamlet, by = address.hamlet, "address"
                found.filled["address"].append(row)
            elif address.is_open:  # another place than that in the title
                hamlet = None
            stated = stated or address.stated
        if hamlet and residences.columns and residences.all_of(row) - {hamlet}:
            found.apart.append(row)
        found.hamlets.append(hamlet)
        found.stated.append(stated)
        found.by.append(by)
    return found


def _by_cell_alone(
    cells: list[Cell], index: HamletIndex, outside: Outside, residences: Residences
) -> Localities:
    """Give each row's hamlet where no other row and no other column has a say."""
    stated = [str(cell).strip() if cell is not None else "" for cell in cells]
    around = outside.hamlet
    hamlets = each_once(
        lambda text: _named(text, around, index, residences) if text else around, stated
    )
    by = ["cell" if text else outside.by for text in stated]
    return Localities(hamlets, [text or outside.stated for text in stated], by=by)


def _named(
    spelling: str, around: str | None, index: HamletIndex, residences: Residences
) -> str | None:
    """Give the hamlet that a cell names, below a heading or a title that names one."""
    hamlet = index.find(spelling)
    if around not in (None, hamlet) and index.is_loose(spelling):
        return None  # "Tổ 3" on a list of "Thôn 5" may be a part of it
    return residences.read(spelling).hamlet if hamlet is None else hamlet


def _cells(grid: Grid, table: Table, column: int | None) -> list[Cell]:
    at = table.data_rows
    if column is None:
        return [None] * len(at)
    return grid.down(at, column)


def _is_written_once(cells: list[Cell]) -> bool:
    if not cells or cells[0] is None or cells.count(None) * 2 < len(cells):
        return False
    written = [str(cell).strip().casefold() for cell in cells if cell is not None]
    return len(set(written)) == len(written)


def _hamlets_of_sections(
    grid: Grid, table: Table, index: HamletIndex
) -> dict[int, tuple[str | None, str]]:
    """Give by row the hamlet of each section that names one, known or not.

    A section about something else (an age group, a level below) names none. One
    that is numbered as those of hamlets are, or begins as a hamlet's name does,
    and is not known ends the hamlet above it.
    """
    places, named = {}, {}
    for row, text in table.sections.items():
        if not is_age_section(text):
            place = only_place(places_of(text, index))
            places[row] = (place.hamlet if place else None, text)
            if place is None and (unknown := unknown_places(text, index)):
                named[row] = unknown[0]
    styles = {_style(grid, row) for row, (hamlet, _) in places.items() if hamlet}
    return {
        row: (hamlet, named.get(row, text))
        for row, (hamlet, text) in places.items()
        if hamlet or row in named or place_key(text)[0] or _style(grid, row) in styles
    }


def _style(grid: Grid, row: int) -> str:
    text = next((str(cell) for cell in grid.rows[row] if cell is not None), "").strip()
    return next((name for name, style in _STYLES if style.match(text)), "none")
