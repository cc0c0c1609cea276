"""Columns typed in an old Vietnamese font's encoding, turned into Unicode.

Decided a column at a time, never a cell: a single name can be right in two
encodings. A column is judged by a sample of its cells, and only what is judged
old is converted.
"""

from __future__ import annotations

from dataclasses import replace

from dophu.legacy import convert, detect_encoding, repair_mojibake
from dophu.rosters.grids import Cell, Grid

SAMPLED = 60
"""Cells of a column that are looked at: from 20 on the judgement was never wrong."""

FEW = 5
"""Accented cells below which a column may be too short to tell by itself."""

LEADS = frozenset("ÃÂÄÅÆáâ")
"""Letters with which UTF-8 that was read as Latin-1 begins a Vietnamese letter."""

NAMES = {"tcvn3": "TCVN3 (.VnTime)", "vni": "VNI", "mojibake": "UTF-8"}
"""What an encoding is called in a message."""


def convert_columns(grid: Grid) -> tuple[Grid, dict[int, str]]:
    """Convert the columns of a sheet that are not Unicode.

    A column of few accented cells that tells nothing by itself is taken for what
    all the others of the sheet are, where they are one old encoding.

    Returns
    -------
    tuple
        The grid, and by column (from 0) ``tcvn3``, ``vni`` or ``mojibake`` where it
        was converted, ``unclear`` where it looks wrong and was left as it is.
    """
    found: dict[int, str] = {}
    short: set[int] = set()
    looked_at = grid.rows[:: max(1, len(grid.rows) // (20 * SAMPLED))]
    for column in range(grid.width):
        cells = [row[column] for row in looked_at if column < len(row)]
        texts = [c for c in cells if isinstance(c, str) and not c.isascii()]
        sample = list(dict.fromkeys(texts[:: max(1, len(texts) // SAMPLED)]))
        if not sample:
            continue
        if len(sample) < FEW:
            short.add(column)
        leads = [text for text in sample if not LEADS.isdisjoint(text)]
        if any(repair_mojibake(text) != text for text in leads):
            found[column] = "mojibake"
        elif (encoding := detect_encoding(sample)) != "unicode":
            found[column] = encoding
    agreed = set(found.values()) - {"unclear"}
    if not agreed:
        return grid, found
    if len(agreed) == 1 and agreed <= {"tcvn3", "vni"}:
        sure = {c: e for c, e in found.items() if e != "unclear" or c not in short}
        found |= dict.fromkeys(found.keys() - sure.keys(), *agreed)
    rows = [
        [_convert(cell, found.get(column)) for column, cell in enumerate(row)]
        for row in grid.rows
    ]
    return replace(grid, rows=rows), found


def _convert(cell: Cell, encoding: str | None) -> Cell:
    if encoding is None or not isinstance(cell, str):
        return cell
    if encoding == "mojibake":
        return repair_mojibake(cell)
    return convert(cell, encoding)
