"""Two lists set side by side on one sheet, to save paper: each is read by itself.

Only where the same headings stand over both, in the same order: then each half is a
whole list. Otherwise it is not certain which cells are of which child, and the sheet is
left to a person (BG-08).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from dophu.reader.grid import Cell, Grid
from dophu.rosters.headings.heading_search import heading_text
from dophu.rosters.headings.tables import Table
from dophu.text import comparison_key


def is_beside_another(table: Table, grid: Grid) -> bool:
    """Test whether a second column of names is shown."""
    names = (column for column, name in table.doubled.items() if name == "name")
    return any(column not in grid.hidden_columns for column in names)


def part_sheet(grid: Grid, tables: Sequence[Table]) -> list[Grid]:
    """Give the sheet once for each list on it, without the cells of the others.

    A row that holds cells of several lists gives each its own; what stands alone over
    the lists, or between their rows, is of all. Nothing where the headings differ, or
    the sheet has more than one row of lists.

    Examples
    --------
    >>> from dophu.reader.containers import Sheet
    >>> from dophu.reader.grid import read_grid
    >>> from dophu.rosters.headings.tables import find_tables
    >>> rows = [["Họ tên", "Năm sinh"] * 2, ["Mẫu An", 2019, "Mẫu Bình", 2020]]
    >>> grid = read_grid(Sheet("", rows))
    >>> [half.rows[1] for half in part_sheet(grid, find_tables(grid))]
    [['Mẫu An', 2019, None, None], [None, None, 'Mẫu Bình', 2020]]
    """
    starts = _starts(grid, tables[0]) if len(tables) == 1 else []
    if len(starts) < 2 or grid.parted_by:
        return []
    ends = [*starts[1:], grid.width]
    blocks = [range(a, b) for a, b in zip([0, *starts[1:]], ends, strict=True)]
    body = tables[0].first
    return [
        replace(
            grid,
            rows=[
                _of_block(cells, block, blocks, row >= body)
                for row, cells in enumerate(grid.rows)
            ],
            spans=_inside(grid, block),
            looks=tuple(run for run in grid.looks if run[0] in block),
            comments=tuple(one for one in grid.comments if one[1] in block),
        )
        for block in blocks
    ]


def _starts(grid: Grid, table: Table) -> list[int]:
    """Give the columns where the headings begin again, the first included."""
    headed = {
        column: key
        for column in range(grid.width)
        if any(key := _headings(grid, table, column))
    }
    columns, keys = list(headed), list(headed.values())
    for length in range(2, len(keys) // 2 + 1):
        times, rest = divmod(len(keys), length)
        if not rest and keys == keys[:length] * times:
            return columns[::length] if len({*keys[:length]}) == length else []
    return []


def _headings(grid: Grid, table: Table, column: int) -> tuple[str, ...]:
    rows = range(table.first, table.body)
    return tuple(comparison_key(heading_text(grid.at(row, column))) for row in rows)


def _of_block(
    cells: list[Cell], block: range, blocks: Sequence[range], is_below: bool
) -> list[Cell]:
    """Give a row as one list has it."""
    filled = [column for column, cell in enumerate(cells) if cell is not None]
    of_blocks = [sum(column in one for column in filled) for one in blocks]
    is_shared = sum(map(bool, of_blocks)) < 2 and (len(filled) < 2 or not is_below)
    if is_shared:
        return cells
    return [cell if column in block else None for column, cell in enumerate(cells)]


def _inside(grid: Grid, block: range) -> dict[tuple[int, int], tuple[int, int]]:
    """Give the merged cells that are no other list's alone."""
    return {
        cell: first
        for cell, first in grid.spans.items()
        if cell[1] in block and first[1] in block
    }
