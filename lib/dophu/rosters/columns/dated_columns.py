"""Columns of one result at several dates: the newest counts, the others are history."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date

from dophu.campaign.settings import ENROLLED
from dophu.reader.grid import Cell, Grid
from dophu.rosters.headings.dated_headings import Dated, order_of
from dophu.rosters.headings.tables import Table
from dophu.rosters.texts.distinct import distinct_cells, each_once
from dophu.rosters.texts.result_fields import RESULTS_AND_DAYS
from dophu.rosters.words.phrases import understand_status, understand_tick
from dophu.text import clean_text

_YEAR = re.compile(r"\b20\d\d\b")

UNDERSTOOD = 0.8
"""Share of the cells under a mere date that must be of the drive's result."""


@dataclass(frozen=True)
class History:
    """The column whose result counts, how many tell an older one, who went back.

    ``back`` are the rows that an older column calls done and the newest does not.
    """

    column: int
    heading: str
    older: tuple[int, ...]
    back: tuple[int, ...] = ()


def choose_newest(grid: Grid, table: Table, as_of: date) -> tuple[Table, list[History]]:
    """Take for each result the newest of its dated columns not after the list's date.

    A column under a mere date has to hold words of the result: marks may be of
    anything. One that is later than the list, that is of a field with a column of
    its own, or whose date cannot be set in a row with the others is not read.
    """
    found: list[History] = []
    for field in dict.fromkeys(field for _, field in table.dated.values()):
        columns = {c: dated for c, (dated, f) in table.dated.items() if f == field}
        if field == "":
            columns = {
                c: d for c, d in columns.items() if _are_words(grid, table, c, as_of)
            }
        named = field or "status"
        if named in table.columns or not columns:
            continue
        history = _history(grid, table, columns, named, as_of)
        if history is None:
            continue
        found.append(history)
        read = {history.column, *history.older}
        table = replace(
            table,
            columns=table.columns | {named: history.column},
            unknown={c: t for c, t in table.unknown.items() if c not in read},
            ignored=table.ignored | {*history.older},
        )
    return table, found


def _history(
    grid: Grid, table: Table, columns: dict[int, Dated], field: str, as_of: date
) -> History | None:
    orders = {c: order for c, d in columns.items() if (order := order_of(d, as_of))}
    filled = {c: order for c, order in orders.items() if _cells(grid, table, c)}
    if not filled or len({scale for scale, _ in filled.values()}) > 1:
        return None
    newest = max(filled, key=lambda c: (filled[c], -c))
    if list(filled.values()).count(filled[newest]) > 1:
        return None
    older = tuple(c for c in orders if c != newest)
    done = {c: _done(grid, table, c, field, as_of) for c in (newest, *older)}
    back = [
        row
        for row in table.data_rows
        if row not in done[newest] and any(row in done[c] for c in older)
    ]
    return History(newest, table.unknown[newest], older, tuple(back))


def _cells(grid: Grid, table: Table, column: int) -> list[Cell]:
    cells = grid.down(table.data_rows, column)
    return [cell for cell in cells if cell is not None]


def _are_words(grid: Grid, table: Table, column: int, as_of: date) -> bool:
    texts = [clean_text(str(cell)) for cell in _cells(grid, table, column)]
    meant = each_once(
        lambda text: understand_status(text, as_of, table.vocabulary), texts
    )
    read = [text for text, status in zip(texts, meant, strict=True) if status]
    words = any(len(text) > 1 for text in read)
    return not texts or (words and len(read) >= UNDERSTOOD * len(texts))


def _done(grid: Grid, table: Table, column: int, field: str, as_of: date) -> set[int]:
    def is_done(cell: Cell) -> bool:
        if field == "status":
            return (
                understand_status(clean_text(str(cell)), as_of, table.vocabulary)
                in ENROLLED
            )
        return (understand_tick(cell, as_of, table.vocabulary) is True) != (
            field == "not_done"
        )

    cells = grid.down(table.data_rows, column)
    done = {(type(cell), cell) for cell in distinct_cells(cells) if is_done(cell)}
    rows = zip(table.data_rows, cells, strict=True)
    return {row for row, cell in rows if (type(cell), cell) in done}


def set_past_years_apart(grid: Grid, table: Table, as_of: date) -> Table:
    """Take columns of the result that are headed by a past year for no result of today.

    What "Đã làm (năm 2023)" says is of another drive: a person is asked what it is.
    """
    past = {}
    for name in RESULTS_AND_DAYS.intersection(table.columns):
        column = table.columns[name]
        over = [grid.at(row, column) for row in range(table.first, table.body)]
        text = " ".join(clean_text(cell) for cell in over if isinstance(cell, str))
        years = {int(year) for year in _YEAR.findall(text)}
        if years and max(years) < as_of.year:
            past[name] = (column, text)
    if not past:
        return table
    columns = {name: c for name, c in table.columns.items() if name not in past}
    unknown = table.unknown | dict(past.values())
    return replace(table, columns=columns, unknown=unknown)
