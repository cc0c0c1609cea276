"""Columns typed in an old Vietnamese font's encoding, turned into Unicode.

Decided a column at a time, never a cell: a single name can be right in two
encodings. A column is judged by a sample of its cells, and only what is judged
old is converted.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import zip_longest

from dophu.legacy import (
    Encoding,
    convert,
    detect_encoding,
    font_encoding,
    repair_mojibake,
)
from dophu.reader.grid import Cell, Grid

SAMPLED = 60
"""Cells of a column that are looked at: from 20 on the judgement was never wrong."""

SURE = 20
"""Distinct accented cells from which text that tells no old encoding is Unicode."""

FEW = 5
"""Accented cells below which a column may be too short to tell by itself."""

LEADS = frozenset("ÃÂÄÅÆáâ")
"""Letters with which UTF-8 that was read as Latin-1 begins a Vietnamese letter."""

NAMES = {"tcvn3": "TCVN3 (.VnTime)", "vni": "VNI", "mojibake": "UTF-8"}
"""What an encoding is called in a message."""


def convert_columns(grid: Grid) -> tuple[Grid, dict[int, str]]:
    """Convert the columns of a sheet that are not Unicode.

    A column of few accented cells that tells nothing by itself is taken for what
    all the others of the sheet are, where they are one old encoding. Texts set in an
    old font, where the file tells fonts, are judged by themselves; the font decides
    where few of them tell nothing, unless other texts in such fonts are Unicode.

    Returns
    -------
    tuple
        The grid, and by column (from 0) ``tcvn3``, ``vni`` or ``mojibake`` where it
        was converted, ``unclear`` where it looks wrong and was left as it is.
    """
    samples = dict(_sampled(grid))
    judged = {column: _judge(sample) for column, sample in samples.items()}
    found = {column: encoding for column, encoding in judged.items() if encoding}
    short = {column for column, sample in samples.items() if len(sample) < FEW}
    by_font = _reported_by_fonts(grid, found)
    found = {c: e for c, e in found.items() if c not in by_font}
    agreed = {*found.values(), *by_font.values()} - {"unclear"}
    if not agreed:
        return grid, found
    if len(agreed) == 1 and agreed <= {"tcvn3", "vni"}:
        sure = {c: e for c, e in found.items() if e != "unclear" or c not in short}
        found |= dict.fromkeys(found.keys() - sure.keys(), *agreed)
    rows = [
        [_convert(cell, found.get(column)) for column, cell in enumerate(row)]
        for row in grid.rows
    ]
    for row, column in _cells_in_fonts(grid, by_font):
        rows[row][column] = _convert(rows[row][column], by_font[column])
    return replace(grid, rows=rows), dict(sorted((found | by_font).items()))


def _sampled(grid: Grid) -> Iterator[tuple[int, list[str]]]:
    """Give each column that has accented cells, and the distinct ones looked at."""
    # More rows than cells are wanted, since most cells of a column are no text.
    looked_at = grid.rows[:: max(1, len(grid.rows) // (20 * SAMPLED))]
    for column, cells in enumerate(zip_longest(*looked_at)):
        texts = [c for c in cells if isinstance(c, str) and not c.isascii()]
        if texts:
            yield column, list(dict.fromkeys(texts[:: max(1, len(texts) // SAMPLED)]))


def _judge(sample: Sequence[str]) -> str:
    """Name what a column's texts were typed in, '' for Unicode."""
    leads = [text for text in sample if not LEADS.isdisjoint(text)]
    if any(repair_mojibake(text) != text for text in leads):
        return "mojibake"
    encoding = detect_encoding(sample)
    return "" if encoding == "unicode" else encoding


def _reported_by_fonts(grid: Grid, found: Mapping[int, str]) -> dict[int, Encoding]:
    """Give the encoding of a column's texts in old fonts, where the text leaves it."""
    fonts: dict[int, set[str]] = {}
    for column, _, _, font in grid.fonts:
        if found.get(column, "unclear") == "unclear":
            fonts.setdefault(column, set()).add(font)
    texts: dict[int, dict[str, None]] = {column: {} for column in fonts}
    for row, column in _cells_in_fonts(grid, fonts):
        cell = grid.rows[row][column]
        if isinstance(cell, str) and not cell.isascii():
            texts[column][cell] = None
    plain: dict[int, Encoding] = {}
    named: dict[int, Encoding] = {}
    for column, distinct in texts.items():
        if distinct and len(set(map(font_encoding, fonts[column]))) == 1:
            sample = list(distinct)[:: max(1, len(distinct) // SAMPLED)]
            plain[column] = detect_encoding(sample)
            if plain[column] != "unicode" or len(sample) < SURE:
                named[column] = detect_encoding(sample, min(fonts[column]))
    # A font that is not what texts were typed for tells nothing of any column.
    lies = "unicode" in named.values() or len(named) < len(plain)
    reported = plain if lies else named
    return {c: e for c, e in reported.items() if e in ("tcvn3", "vni")}


def _cells_in_fonts(grid: Grid, columns: Collection[int]) -> Iterator[tuple[int, int]]:
    """Give row and column of the cells of some columns that are set in old fonts."""
    for column, first, last, _ in grid.fonts:
        if column in columns:
            for row in range(first, min(last + 1, len(grid.rows))):
                if column < len(grid.rows[row]):
                    yield row, column


def _convert(cell: Cell, encoding: str | None) -> Cell:
    if encoding is None or not isinstance(cell, str):
        return cell
    if encoding == "mojibake":
        return repair_mojibake(cell)
    if cell.strip() in ("×", "÷"):  # a mark; ì and ữ are no word
        return cell
    return convert(cell, encoding)
