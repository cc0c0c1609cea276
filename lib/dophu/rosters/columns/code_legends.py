"""Codes that a line of the list itself explains: "Đ: đã làm; C: chưa làm".

A line off the children that gives each of its codes one meaning answers what such a
cell says, as a person's decision would; so does the heading of the column itself. A
code that is a mark with a meaning of its own ("x", "1" below "Đã làm") keeps it: where
the line says otherwise it explains nothing here, and is asked about as one that turns
the marks.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from dophu.reader.grid import Grid
from dophu.rosters.headings.tables import Table
from dophu.rosters.texts.distinct import distinct_cells
from dophu.rosters.texts.result_fields import TICKS
from dophu.rosters.words.answers import Answers
from dophu.rosters.words.written_codes import BLANK, codes_of, explained_heading, turns
from dophu.text import comparison_key


@dataclass(frozen=True)
class Legend:
    """What codes mean, by their key, and the rows of the lines that say so."""

    meanings: dict[str, str]
    rows: frozenset[int] = frozenset()

    def added_to(self, answers: Answers) -> Answers:
        """Give the answers of a person and these; a person's own come first."""
        if not self.meanings:
            return answers
        return replace(answers, status=self.meanings | dict(answers.status))


def find_code_legend(grid: Grid, table: Table, above: int, as_of: date) -> Legend:
    """Give what lines around a table say of the codes in its columns of the result.

    ``above`` is the first row of the lines over the table. Lines that disagree, or give
    a mark another meaning than it has, explain nothing.
    """
    fields = [name for name in ("status", *TICKS) if name in table.columns]
    if len(fields) != 1:
        return Legend({})
    cells = distinct_cells(grid.down(table.data_rows, table.columns[fields[0]]))
    used = {comparison_key(str(cell)) for cell in cells if not isinstance(cell, bool)}
    meanings = _codes_above(grid, table, table.columns[fields[0]])
    lines = []
    for row in (*range(above, table.first), *range(table.body, table.end)):
        cells = grid.rows[row]
        number = len(cells) - cells.count(None)
        is_off = row < table.first or table.kinds[row - table.first] != "data"
        if not number or not (is_off or number == 1):
            continue
        filled = [cell for cell in cells if cell is not None]
        for cell in filled:
            codes = codes_of(cell, as_of, table.vocabulary) if _may_be(cell) else {}
            if not used & codes.keys():
                continue
            stated = {code: status for code, status in codes.items() if status}
            if any(meanings.get(code, s) != s for code, s in stated.items()):
                return Legend({})
            meanings |= stated
            lines.append(row)
    words = as_of, table.vocabulary
    if any(turns(code, s, fields[0], *words) for code, s in meanings.items()):
        return Legend({})
    return Legend(meanings, frozenset(lines))


def _codes_above(grid: Grid, table: Table, column: int) -> dict[str, str]:
    """Give the codes that the heading of a column explains."""
    over = (grid.at(row, column) for row in range(table.first, table.body))
    texts = (cell for cell in over if isinstance(cell, str))
    found = (explained_heading(text, table.vocabulary)[1] for text in texts)
    return {code: s for codes in found for code, s in codes.items() if code != BLANK}


def _may_be(cell: object) -> bool:
    return isinstance(cell, str) and any(sign in cell for sign in ":=–-à")
