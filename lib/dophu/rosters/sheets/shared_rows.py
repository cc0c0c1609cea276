"""Rows whose name cell holds several children: a child of each name, none lost."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date

from dophu.campaign.decided_rows import ONE, SEVERAL
from dophu.reader.grid import Cell, Grid, cells_of
from dophu.rosters.headings.tables import Table
from dophu.rosters.results.results_in_names import stated_by
from dophu.rosters.texts.names_in_cell import Names, may_be_several, names_in_cell

_LINES = re.compile(r"\s*[\n\r;]+\s*")
_SIGNS = (
    re.compile(r"\s*[\n\r]+\s*"),
    re.compile(r"\s*;\s*"),
    re.compile(r"\s+và\s+|\s*&\s*|\s*\+\s*", re.IGNORECASE),
    re.compile(r"\s*,\s*"),
    re.compile(r"\s+[-–—]\s+"),
)
_SLASH = re.compile(r"\s+/\s+|(?<=[^\W\d])/(?=[^\W\d])|(?<=\b\d{4})/(?=\d{4}\b)")
_FIGURES = re.compile(r"\s+")
_NUMBERED = re.compile(r"^\(?\d\s*[.)]\s+")

_OF_SIGNS = frozenset(
    ("birth_date", "birth_day", "birth_month", "birth_year", "personal_number", "sex",
     "male", "female", "age", "done", "not_done", "issued_mark", "applied_date",
     "issued_date")
)  # fmt: skip
"""Fields of a word or a figure, where any sign parts the values; in a sentence, as of
a status or a note, only a line or a semicolon does."""


@dataclass
class SharedRows:
    """The children of a table's rows: ``at`` has a row once for each child in it.

    ``cells`` are the cells that each child is read from; ``parted`` lists the rows
    that hold several children, ``doubtful`` those that may and were read as one,
    ``decided`` those of which a person said that they do.
    """

    at: list[int] = field(default_factory=list)
    cells: list[list[Cell]] = field(default_factory=list)
    parted: dict[int, int] = field(default_factory=dict)
    doubtful: list[int] = field(default_factory=list)
    decided: set[int] = field(default_factory=set)

    def repeat(self, values: list) -> list:
        """Give what stands once a row once a child."""
        if not self.parted:
            return values
        rows = list(dict.fromkeys(self.at))
        counts = [self.parted.get(row, 1) for row in rows]
        return [v for v, n in zip(values, counts, strict=True) for _ in range(n)]


def part_rows(
    grid: Grid, table: Table, reported: Mapping[int, str] | None = None
) -> SharedRows:
    r"""Give the children of a table's rows, several where a name cell holds several.

    A cell of another column that holds as many values gives each child its own, in
    the order of the names; one that holds one is every child's, but a personal number,
    which is nobody's then. Where it is not sure that a cell holds several names, it
    does if another cell of the row holds as many values; else the row is one child's,
    and told. What was decided of a row (``reported``) goes before all of this.

    Examples
    --------
    >>> from dophu.reader.containers import Sheet
    >>> from dophu.reader.grid import read_grid
    >>> from dophu.rosters.headings.tables import find_tables
    >>> rows = [["Họ tên", "Năm sinh"], ["Mẫu An, Mẫu Bình", "2019, 2018"]]
    >>> grid = read_grid(Sheet("", rows))
    >>> part_rows(grid, find_tables(grid)[0]).cells
    [['Mẫu An', '2019'], ['Mẫu Bình', '2018']]
    """
    found = SharedRows()

    def is_remark(piece: str) -> bool:
        return bool(stated_by(piece, date.max, table.vocabulary))

    column = table.columns.get("name")
    rows = list(map(grid.rows.__getitem__, table.data_rows))
    written = cells_of(rows, column) if column is not None else [None] * len(rows)
    texts = {cell for cell in written if isinstance(cell, str)}
    several = {
        text: names
        for text in texts
        if may_be_several(text)
        and len((names := names_in_cell(text, is_remark)).names) > 1
    }
    if not several:  # a child a row
        return SharedRows(list(table.data_rows), rows)
    for row, cells, cell in zip(table.data_rows, rows, written, strict=True):
        names = several.get(cell, Names(())) if isinstance(cell, str) else Names(())
        answer = (reported or {}).get(row)
        if len(names.names) < 2 or answer == ONE:
            found.at.append(row)
            found.cells.append(cells)
            continue
        parts = _parts(cells, table, len(names.names))
        if not (names.is_certain or parts or answer == SEVERAL):
            found.at.append(row)
            found.cells.append(cells)
            # A line broken before one last word is a long name's, as a rule.
            if not names.are_lines or " " in names.names[-1]:
                found.doubtful.append(row)
            continue
        found.parted[row] = len(names.names)
        if answer == SEVERAL:
            found.decided.add(row)
        number = table.columns.get("personal_number")
        for at, name in enumerate(names.names):
            own = list(cells)
            if number is not None and number < len(own):
                own[number] = None
            for place, values in parts.items():
                own[place] = values[at]
            own[column] = name
            found.at.append(row)
            found.cells.append(own)
    return found


def _parts(cells: list[Cell], table: Table, count: int) -> dict[int, list[str]]:
    """Give by column the values of the cells that hold one for each of the children."""
    found = {}
    for name, column in table.columns.items():
        cell = cells[column] if column < len(cells) else None
        if name in ("name", "list_number") or not isinstance(cell, str):
            continue
        for parted in _ways(name):
            values = [_NUMBERED.sub("", part) for part in parted(cell.strip()) if part]
            if len(values) == count:
                found[column] = values
                break
    return found


def _ways(name: str) -> list[Callable[[str], list[str]]]:
    if name not in _OF_SIGNS:
        return [_LINES.split]
    ways = [sign.split for sign in (*_SIGNS, _SLASH)]
    return [*ways, _FIGURES.split] if name == "personal_number" else ways
