"""Which hamlet a row is of: its cell, its section, or what stands around the table."""

from __future__ import annotations

from dophu.places import HamletIndex
from dophu.rosters.grids import Grid
from dophu.rosters.tables import Table, title_lines


def hamlet_outside(
    grid: Grid, table: Table, file: str, index: HamletIndex
) -> str | None:
    """Find the one hamlet that the sheet's name, its title or the file's name says."""
    find = index.find
    stem = file.rsplit("/", 1)[-1].rsplit(".", 1)[0]
    in_title = {find(part) for line in title_lines(grid, table.first) for part in
                (line, *line.split(":"), *line.split(" - "))} - {None}  # fmt: skip
    for candidates in ({find(grid.name)}, in_title, {find(stem.replace("_", " "))}):
        candidates.discard(None)
        if len(candidates) == 1:
            return candidates.pop()
    return None


def read_hamlets_of_rows(
    grid: Grid, table: Table, index: HamletIndex, at: list[int], outside: str | None
) -> tuple[list[str | None], list[str]]:
    """Give each data row's hamlet: from its cell, else its section, else outside."""
    find = index.find
    column = table.columns.get("hamlet")
    section: str | None = None
    section_said = ""
    sections = iter(sorted(table.sections.items()))
    coming = next(sections, None)
    hamlets: list[str | None] = []
    said: list[str] = []
    for row in at:
        while coming and coming[0] < row:
            if named := find(coming[1]):
                section, section_said = named, coming[1]
            coming = next(sections, None)
        cell = grid.at(row, column) if column is not None else None
        spelling = str(cell).strip() if cell is not None else ""
        if spelling:
            hamlets.append(find(spelling))
        else:
            hamlets.append(section or outside)
        said.append(spelling or section_said)
    return hamlets, said
