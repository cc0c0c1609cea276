"""Lists by household: who in them is no child, where no birth date says so."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from dophu.catalogue.columns import relations
from dophu.dates import parse_date
from dophu.reader.grid import Cell, Grid
from dophu.rosters.columns.birth_columns import birth_cells
from dophu.rosters.headings.tables import Table
from dophu.text import clean_text


def part_households(grid: Grid, table: Table, as_of: date) -> tuple[Table, list[int]]:
    """Take the grown-up members of households out of a table's children.

    A row is a grown-up's where its relation to the head of the household is one
    that no child has (the head, a spouse, a parent) and it has no birth date that
    can be read. Where it has one, the date alone decides, as for everybody.

    Returns
    -------
    tuple
        The table with those rows of the kind ``household``, and the rows.
    """
    column = table.columns.get("relation")
    if column is None:
        return table, []
    at = table.data_rows

    def cells(name: str) -> list[Cell]:
        place = table.columns.get(name)
        if place is None:
            return [None] * len(at)
        return grid.down(at, place)

    births, _ = birth_cells(cells, table.columns)
    grown = [
        row
        for row, relation, birth in zip(at, cells("relation"), births, strict=True)
        if isinstance(relation, str)
        and relations().find_whole(clean_text(relation)) == "grown_up"
        and _birth_is_unknown(birth, as_of)
    ]
    kinds = list(table.kinds)
    for row in grown:
        kinds[row - table.first] = "household"
    return replace(table, kinds=kinds), grown


def _birth_is_unknown(cell: Cell, as_of: date) -> bool:
    written = clean_text(cell) if isinstance(cell, str) else cell
    return written is None or parse_date(written, as_of) is None
