"""The next page of a list: a sheet of children without headings, as the one before it.

A page may be a file of its own, "trang 2.xlsx" behind "trang 1.xlsx".

It is read by the headings of the sheet before where every column holds just what it
held there, and the numbering goes on; else the sheet is told and not read, as any
other without headings.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from dophu.catalogue.issues import Issue
from dophu.reader.grid import Cell, Grid
from dophu.rosters.columns.hamlet_outside import Outside
from dophu.rosters.headings.row_kinds import classify_rows
from dophu.rosters.headings.tables import Table, find_tables
from dophu.rosters.sheets.rows import read_rows, read_table
from dophu.rosters.sheets.source_rows import Rows, Sender
from dophu.rosters.texts.legacy_columns import convert_columns
from dophu.rosters.texts.result_fields import DAYS, RESULTS, RESULTS_AND_DAYS
from dophu.rosters.texts.symbol_fonts import show_symbols
from dophu.text import clean_text, comparison_key

_NAMES = ("name", "given_name")
_CLOSED = RESULTS | {"sex"}
"""Columns whose cells say one of a few things: none is new on the next page."""

_GOING_ON = re.compile(
    r"\W*(?:(?:tiếp(?: theo)?|trang|tờ)(?: (?:theo|của|trang|tờ|danh sách|số))*\s*\d*"
    r"(?:\s*/\s*\d+)?)\W*",
    re.IGNORECASE,
)
"""The line over a next page that says it is one, and nothing else."""

_DAY = frozenset("0123456789/.- ")


class Pages:
    """Reads the sheets of a file one after the other, pages of one list as such."""

    def __init__(self) -> None:
        self._first: Rows | None = None
        self._before: Grid | None = None
        self._count = 0
        self._file = ""

    def read(self, grid: Grid, sender: Sender) -> Rows:
        """Read the next sheet of the file."""
        rows = read_rows(grid, sender)
        shown = grid.name if self._file in ("", sender.file) else self._file
        self._file = sender.file
        if rows.why == "sheet_no_headings" and self._first and self._before:
            of_list = self._before, self._first, self._count
            if page := read_next_page(grid, sender, *of_list):
                if shown != grid.name:  # the page before is another file
                    page.issues[-1].details["other"] = shown
                self._before = grid
                self._count += len(page.tables[0].at)
                return page
        self._before, self._first = grid, None
        if len(rows.tables) == 1:
            # A copy: what list it is, and whose, is settled only after it was read.
            self._first = replace(rows, hamlets=set(rows.hamlets))
        self._count = len(rows.tables[0].at) if self._first else 0
        return rows


_PAGE = re.compile(r"(?:trang|tờ|page)[ ._-]*(?:số |so )?(\d{1,3})$")
"""How a page is called at the end of a name; "to 2" may be "Tổ 2", a hamlet."""


class FilePages:
    """Which files of a date are pages of one list, by what they are called."""

    def __init__(self) -> None:
        self._pages: dict[tuple[str, str], tuple[int, Pages]] = {}

    def of(self, file: str, sheets: int) -> Pages:
        """Give the pages that a file goes on with, or new ones.

        Examples
        --------
        >>> files = FilePages()
        >>> first = files.of("rosters/d/DS trang 1.xlsx", 1)
        >>> others = "d/DS trang 3", "e/DS trang 2", "d/DS trang 2", "d/DS trang 3"
        >>> [files.of(f"rosters/{other}.xlsx", 1) is first for other in others]
        [False, False, True, True]
        """
        folder, _, name = file.rpartition("/")
        stem = clean_text(name.rpartition(".")[0]).casefold()
        found = _PAGE.search(stem)
        if not found or sheets != 1:
            return Pages()
        place, number = (folder, stem[: found.start()]), int(found[1])
        before, pages = self._pages.get(place, (0, None))
        if number != before + 1:
            return Pages()
        pages = pages or Pages()
        self._pages[place] = number, pages
        return pages


def read_next_page(
    grid: Grid, sender: Sender, before: Grid, first: Rows, count: int
) -> Rows | None:
    """Read a sheet without headings as the next page of the one before it.

    Parameters
    ----------
    grid, sender
        The sheet, and whose file it is.
    before, first
        The sheet with the headings or the last page of its list, and what was read of
        the sheet with the headings.
    count
        The children on the pages so far: a total on this one may be of all.

    Returns
    -------
    Rows or None
        Its rows, with BG-77; None where it is not certain that it is that page.
    """
    (grid, odd), (before, _) = (
        convert_columns(show_symbols(g)) for g in (grid, before)
    )
    heads = find_tables(first.tables[0].grid, sender.headings, sender.index,
                        vocabulary=sender.vocabulary)  # fmt: skip
    if odd or len(heads) != 1 or grid.state != "visible":
        return None
    hamlet = next(iter(first.hamlets)) if len(first.hamlets) == 1 else None
    head = heads[0]
    stated = {s for s in first.columns["status"] if s is not None}
    if not (hamlet or "hamlet" in head.columns) or (
        stated and RESULTS_AND_DAYS.isdisjoint(head.columns)
    ):
        return None
    reported = sender.answers.of_rows(grid.name)
    end = len(grid.rows)
    # As if the headings stood above the first row.
    of_head = head.columns, sender.index, reported, sender.vocabulary
    kinds, sections, unsure = classify_rows(grid, -1, 0, end, *of_head)
    kinds = kinds[1:]
    for row in [r for r, text in sections.items() if _GOING_ON.fullmatch(text.strip())]:
        kinds[row] = "title"
        del sections[row]
    page = replace(
        head, first=0, body=0, end=end, kinds=kinds, sections=sections, unsure=unsure
    )
    is_first = count == len(first.tables[0].at)
    last = head.data_rows if is_first else _rows_of(before, head, sender)
    if not page.data_rows or sections or not goes_on(grid, page, before, last):
        return None
    found = Rows(titles=list(first.titles), headings=list(first.headings))
    outside = Outside(hamlet, by="title") if hamlet else Outside()
    read_table(found, grid, page, sender, outside, 0)
    so_far = count + len(page.data_rows)
    found.issues = [
        i for i in found.issues
        if not (i.code == "BG-06" and i.details.get("stated") == so_far)
    ]  # fmt: skip
    details = {"other": before.name, "rows": len(page.data_rows)}
    found.issues.append(Issue("BG-77", sender.file, grid.name, details=details))
    return found


def _rows_of(before: Grid, head: Table, sender: Sender) -> list[int]:
    """Give the rows of children of the sheet before."""
    of_head = head.columns, sender.index, None, sender.vocabulary
    kinds, *_ = classify_rows(before, -1, 0, len(before.rows), *of_head)
    return [row for row, kind in enumerate(kinds[1:]) if kind == "data"]


def goes_on(page: Grid, table: Table, before: Grid, last: list[int]) -> bool:
    """Test whether each column of a page holds what it held on the sheet before."""
    if not last or any(page.at(row, c) is not None and before.width <= c
                       for row in table.data_rows
                       for c in range(page.width)):  # fmt: skip
        return False
    of = {column: name for name, column in table.columns.items()}
    for column in range(max(page.width, before.width)):
        here = [page.at(row, column) for row in table.data_rows]
        there = [before.at(row, column) for row in last]
        if not _is_alike(of.get(column, ""), here, there):
            return False
    results = [table.columns[n] for n in RESULTS_AND_DAYS & table.columns.keys()]
    if _has_any(before, last, results) and not _has_any(page, table.data_rows, results):
        return False
    number = table.columns.get("list_number")
    if number is None:
        return True
    ends = (
        _figure(before.at(last[-1], number)),
        _figure(page.at(table.data_rows[0], number)),
    )
    return None not in ends and ends[1] == ends[0] + 1


def _is_alike(field: str, here: Iterable[Cell], there: Iterable[Cell]) -> bool:
    now, then = ([c for c in cells if c is not None] for cells in (here, there))
    if not now:
        return True
    if field in _CLOSED:
        return _keys(now) <= _keys(then)
    if field in _NAMES or field == "birth_date" or field in DAYS:
        return bool(then) and _kinds(now) <= _kinds(then)
    return (
        not then or _kinds(now) <= _kinds(then) | {"text"}
        if field
        else (_kinds(now) <= _kinds(then))
    )


def _has_any(grid: Grid, rows: list[int], columns: list[int]) -> bool:
    return any(grid.at(row, c) is not None for row in rows for c in columns)


def _keys(cells: Iterable[Cell]) -> set[str]:
    return {comparison_key(str(cell)) or str(cell) for cell in cells}


def _kinds(cells: Iterable[Cell]) -> set[str]:
    return set(map(_kind, cells))


def _kind(cell: Cell) -> str:
    if isinstance(cell, date):
        return "day"
    if isinstance(cell, bool) or not isinstance(cell, str):
        return type(cell).__name__
    text = clean_text(cell)
    if text.isdigit():
        return "digits"
    if _DAY.issuperset(text):
        return "written day"
    return "mark" if len(text) < 2 else "text"


def _figure(cell: Cell) -> int | None:
    text = clean_text(str(cell)) if cell is not None else ""
    return int(text) if text.isdigit() else None
