"""Rows distinguished by how they look: struck out, filled, or in letters of a colour.

What a colour or a stroke means is known to its sender alone. Neither decides anything
before a person has said so (``decisions.csv``, kind ``colour``), and neither is passed
over: until then a struck row is a child that is present and not done.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field, replace
from itertools import groupby

from dophu.reader.emphasis import is_fill
from dophu.reader.extents import OF_FONT, PART_STRUCK, STRUCK, Run
from dophu.reader.grid import Cell, Grid
from dophu.rosters.headings.tables import Table
from dophu.rosters.looks.row_emphases import Emphasis, emphases_of_rows
from dophu.rosters.texts.result_fields import RESULTS_AND_DAYS

_OF_COLOURS = re.compile(r"\b(?:màu|tô|bôi) |\b(?:mau|to) (?:vang|xanh|do|cam|hong)\b")
BANDS = 6
"""Turns from one fill to the other from which two that alternate are mere banding."""

WIDEST_BAND = 3
"""Rows of a band at most."""

NOT_COUNTED = RESULTS_AND_DAYS | {"reason"}
"""Fields of which a struck-out cell is not read."""


@dataclass(frozen=True)
class RowLooks:
    """How the rows of children of one table look; rows are counted from 0.

    ``struck`` are rows whose name is struck out; ``cells`` gives for other rows the
    columns of struck-out cells. ``colours`` gives the colour of
    each row that has one, where colours part the rows, ``emphases`` the rows that are
    bold, in a box or the like where others are not.
    """

    struck: tuple[int, ...] = ()
    cells: dict[int, tuple[int, ...]] = field(default_factory=dict)
    colours: dict[int, str] = field(default_factory=dict)
    emphases: tuple[Emphasis, ...] = ()

    def __bool__(self) -> bool:
        """Test whether any row looks like something."""
        return bool(self.struck or self.cells or self.colours or self.emphases)


def find_row_looks(grid: Grid, table: Table) -> RowLooks:
    """See which rows of children are struck out, and which colours part them.

    A column whose cells all have one fill (or none) parts nothing, nor does one where
    two fills alternate row by row, or two by two or three by three, six times or
    more. Nor does one whose texts all have letters of one colour; an empty cell has
    none. A row has the fill of its cell of a result, else of its name, else of the
    leftmost other column that parts the rows, else the colour of letters likewise.
    """
    if not grid.looks:
        return RowLooks()
    at = table.data_rows
    grid = replace(grid, looks=parting_runs(grid, at))
    if not grid.looks:
        return RowLooks()
    looks = _looks_of_rows(grid, at)
    struck = [row for row in at if _is_struck(grid, table, looks[row])]
    known = {c for name, c in table.columns.items() if name != "list_number"}
    cells = {
        row: tuple(sorted(found))
        for row in at
        if row not in struck
        and (
            found := {
                column
                for column in known.intersection(looks[row])
                if looks[row][column].intersection((STRUCK, PART_STRUCK))
                and _cell(grid, row, column) is not None
            }
        )
    }
    emphases = emphases_of_rows(grid, table, at, looks)
    return RowLooks(tuple(struck), cells, _colours(grid, table, at, looks), emphases)


def parting_runs(grid: Grid, at: Sequence[int]) -> tuple[Run, ...]:
    """Leave out the looks that all rows of children have in a column, or none.

    A stroke stays: a list may be struck out from its first row to its last.

    Examples
    --------
    >>> grid = Grid("", [[]] * 4, looks=((0, 0, 3, "bold"), (1, 2, 2, "bold")))
    >>> parting_runs(grid, [1, 2, 3])
    ((1, 2, 2, 'bold'),)
    """
    rows: Counter[tuple[int, str]] = Counter()
    reached = []
    for run in grid.looks:
        column, first, last, look = run
        if count := bisect_right(at, last) - bisect_left(at, first):
            rows[column, look] += count
            reached.append(run)
    return tuple(
        run
        for run in reached
        if rows[run[0], run[3]] < len(at) or run[3] in (STRUCK, PART_STRUCK)
    )


_Looks = dict[int, dict[int, set[str]]]


def _looks_of_rows(grid: Grid, at: Sequence[int]) -> _Looks:
    """Give by row the looks of its columns."""
    found: _Looks = {row: defaultdict(set) for row in at}
    for column, first, last, look in grid.looks:
        if column < grid.width:
            for row in range(first, min(last + 1, len(grid.rows))):
                if row in found:
                    found[row][column].add(look)
    return found


def _is_struck(grid: Grid, table: Table, looks: dict[int, set[str]]) -> bool:
    struck = {column for column, found in looks.items() if STRUCK in found}
    names = {table.columns[n] for n in ("name", "given_name") if n in table.columns}
    return bool(struck & names)


def _cell(grid: Grid, row: int, column: int) -> Cell:
    cells = grid.rows[row]
    return cells[column] if column < len(cells) else None


def _colours(
    grid: Grid, table: Table, at: Sequence[int], looks: _Looks
) -> dict[int, str]:
    def shown(row: int, column: int) -> bool:
        return _cell(grid, row, column) is not None

    parting = []
    have_letters = {run[0] for run in grid.looks if run[3].startswith(OF_FONT)}
    for column in sorted({run[0] for run in grid.looks if run[0] < grid.width}):
        found = [looks[row].get(column, ()) for row in at]
        fills = [_fill(of_cell) for of_cell in found]
        is_banded = _is_banding(at, fills) and not _has_legend(grid, at)
        if len(set(fills)) > 1 and not is_banded:
            parting.append((column, False, dict(zip(at, fills, strict=True))))
        if column not in have_letters:
            continue
        letters = [_letters(of_cell) for of_cell in found]
        pairs = zip(at, letters, strict=True)
        of_texts = {row: letter for row, letter in pairs if shown(row, column)}
        if len({*of_texts.values()}) > 1:
            parting.append((column, True, of_texts))
    fields = {column: name for name, column in table.columns.items()}

    def rank(column: int, is_of_letters: bool) -> tuple[bool, int, int]:
        name = fields.get(column, "")
        place = 0 if name in RESULTS_AND_DAYS else 1 if name == "name" else 2
        return is_of_letters, place, column

    parting.sort(key=lambda part: rank(*part[:2]))
    colours = {row: next((f[row] for *_, f in parting if f.get(row)), "") for row in at}
    return {row: colour for row, colour in colours.items() if colour}


def _has_legend(grid: Grid, at: Sequence[int]) -> bool:
    """Test whether a line beside the children speaks of colours, so of no banding."""
    others = (row for n, row in enumerate(grid.rows) if n not in set(at))
    texts = (cell for row in others for cell in row if isinstance(cell, str))
    return any(_OF_COLOURS.search(text.casefold()) for text in texts)


def _fill(looks: Collection[str]) -> str:
    if not looks:
        return ""
    return next((k for k in sorted(looks) if is_fill(k)), "")


def _letters(looks: Collection[str]) -> str:
    if not looks:
        return ""
    return next((look for look in sorted(looks) if look.startswith(OF_FONT)), "")


def _is_banding(at: Sequence[int], fills: Sequence[str]) -> bool:
    """Test whether two fills alternate as a table's banding does.

    Examples
    --------
    >>> _is_banding(range(6), ["", "EEEEEE"] * 3)
    True
    >>> _is_banding(range(6), ["", "FFFF00", "FFFF00", "", "", "FFFF00"])
    False
    """
    if len(set(fills)) != 2:
        return False
    # Rows that follow each other without one of another kind between them.
    blocks = groupby(
        zip(at, fills, range(len(at)), strict=True), key=lambda row: row[0] - row[2]
    )
    bands = [
        [len(list(band)) for _, band in groupby(fill for _, fill, _ in rows)]
        for _, rows in blocks
    ]
    inner = Counter(length for block in bands for length in block[:-1])
    last = max(block[-1] for block in bands)
    if len(inner) != 1 or sum(map(len, bands)) < BANDS:
        return False
    width = next(iter(inner))
    return width <= WIDEST_BAND and last <= width


def without_struck(grid: Grid, table: Table, looks: RowLooks) -> Grid:
    """Leave out what must not be read: results of struck rows, and struck results.

    A row that is struck out keeps its reason, which may say why.
    """
    fields = {column: name for name, column in table.columns.items()}
    of_results = [c for name, c in table.columns.items() if name in RESULTS_AND_DAYS]
    blank = {row: of_results for row in looks.struck}
    for row, columns in looks.cells.items():
        blank[row] = [c for c in columns if fields.get(c) in NOT_COUNTED]
    rows = list(grid.rows)
    for row, columns in blank.items():
        cells = list(rows[row])
        for column in columns:
            if column < len(cells):
                cells[column] = None
        rows[row] = cells
    return replace(grid, rows=rows)
