"""What rows of lists said, read again for somebody who asks where a figure is from.

The store keeps of a row its place and what became of it. What stood in its cells is
read from the list itself: the columns that bear on the result, each with its heading.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator
from datetime import date
from typing import Any

from dophu.campaign.config import Campaign
from dophu.catalogue.answers import AnswerWords
from dophu.catalogue.columns import marks
from dophu.reader.grid import Grid, cell_name, cell_place, read_grid
from dophu.reader.sandbox import Reader
from dophu.rosters.door.files import RETURNS
from dophu.rosters.door.lists import find_door_table
from dophu.rosters.door.reported_answers import reported_answers
from dophu.rosters.headings.shown_headings import SHOWN
from dophu.rosters.headings.tables import Table
from dophu.rosters.lists.opened_files import open_file
from dophu.rosters.lists.read_sheets import settle_sheet
from dophu.rosters.lists.senders import SOURCES, Senders
from dophu.rosters.results.notes import SHOWN_FROM
from dophu.rosters.results.reported_cells import Cells, Place, ReportedRow, cell_text
from dophu.rosters.sheets.rows import read_rows
from dophu.rosters.sheets.source_rows import Rows, Sender, TableRead
from dophu.rosters.texts.could_be_names import could_be_name, parts_of_names
from dophu.rosters.texts.result_fields import DAYS, RESULTS
from dophu.rosters.words.phrases import is_accounted_for
from dophu.text import clean_text, comparison_key

BEARING = (*sorted(RESULTS), *DAYS, "reason", "note", "residence")
"""Fields whose cells bear on what a child is counted as."""


def read_again(
    campaign: Campaign, day: date, files: Collection[str], reader: Reader
) -> dict[Place, list[ReportedRow]]:
    """Read the children's rows of some files of a date again.

    Parameters
    ----------
    campaign, day
        Of which campaign, and which date's lists.
    files
        Paths as messages show them; one that cannot be opened any more says nothing.
    reader
        The sandbox.

    Returns
    -------
    dict
        By place what its children's rows said, in the order of the row's children.
    """
    senders = Senders(campaign, day)
    groups = campaign.age_groups
    limits = {age for g in groups for age in (g.from_years, g.below_years)}
    found: dict[Place, list[ReportedRow]] = {}
    for file in sorted(files):
        opened = open_file(campaign.folder / file, reader)
        source = SOURCES.get(file.split("/")[0], "roster")
        sender, role = senders.of(file, source, opened.origin)
        words = AnswerWords(sender.vocabulary)
        is_returned = file.startswith(RETURNS)
        for sheet in opened.sheets:
            door = find_door_table(sheet, words, is_returned)
            if door is not None:
                for place, reported in reported_answers(sheet, door, sender):
                    found.setdefault(place, []).append(reported)
                continue
            rows = read_rows(read_grid(sheet), sender)
            settle_sheet(rows, sender, sheet.name, role, limits)
            for place, reported in _reported(rows, sender):
                found.setdefault(place, []).append(reported)
    return found


def read_cell(
    campaign: Campaign,
    file: str,
    sheet: str,
    cell: str,
    reader: Reader,
    its_comment: bool = False,
) -> str:
    """Read the text of one cell, or the comment on it; '' where it cannot be read."""
    row, column = cell_place(cell)
    for one in open_file(campaign.folder / file, reader).sheets:
        if one.name == sheet and its_comment:
            texts = (text for *at, text in one.comments if at == [row, column])
            return clean_text(next(texts, ""))
        if one.name == sheet:
            return cell_text(read_grid(one).at(row, column))
    return ""


def _reported(rows: Rows, sender: Sender) -> Iterator[tuple[Place, ReportedRow]]:
    columns = rows.columns
    children = iter([i for i, kind in enumerate(columns["kind"]) if kind == "data"])
    names = parts_of_names(columns["name"], columns["mother"])
    for table in rows.tables:
        cells = _Bearing(table, sender, names)
        for row, by in zip(table.at, table.hamlet_by, strict=True):
            at = next(children)
            values = {name: column[at] for name, column in columns.items()}
            place = values["file"], values["sheet"], values["row"]
            yield place, ReportedRow(by, cells.of(row, values), values)


class _Bearing:
    """The cells of a table that bear on the result, row by row."""

    def __init__(self, read: TableRead, sender: Sender, names: frozenset[str]) -> None:
        self._grid, self._sender, self._names = read.grid, sender, names
        self._columns = list(_bearing_columns(read.table))
        rows = [read.grid.rows[row] for row in dict.fromkeys(read.at)]
        self._times = {
            column: Counter(
                cell_text(cells[column]) for cells in rows if column < len(cells)
            )
            for column, _ in self._columns
        }
        self._headings = {
            column: _heading(read.grid, read.table, column)
            for column, _ in self._columns
        }

    def of(self, row: int, values: dict[str, Any]) -> tuple[Cells, ...]:
        """Give the filled cells of a row, from left to right."""
        found = []
        for column, name in self._columns:
            text = cell_text(self._grid.at(row, column))
            if text:
                reported = self._is_safe(text, column, name)
                safe = reported and not _identifies(text, values)
                place = cell_name(row, column)
                found.append(Cells(self._headings[column], place, text[:SHOWN], safe))
        return tuple(found)

    def _is_safe(self, text: str, column: int, name: str) -> bool:
        """Test whether a text names nobody: understood whole, or in many rows."""
        words, answers = self._sender.vocabulary, self._sender.answers
        if answers.of_status(text) or answers.of_reason(text):
            return True  # it stands in decisions.csv
        if marks().find_whole(text):
            return True
        is_often = self._times[column][text] >= SHOWN_FROM
        if is_often and not could_be_name(text, self._names):
            return True
        if name in ("reason", "note") and words.reasons.find_whole(text):
            return True
        return is_accounted_for(text, self._sender.as_of, words)


def _bearing_columns(table: Table) -> Iterator[tuple[int, str]]:
    """Give the columns that bear on the result with their fields, left to right."""
    found = {c: f for f, c in table.columns.items() if f in BEARING}
    found |= {c: f for c, f in table.doubled.items() if f in BEARING}
    found |= dict.fromkeys(table.reason_marks, "reason")
    yield from sorted(found.items())


def _heading(grid: Grid, table: Table, column: int) -> str:
    """Give the lowest line of what heads a column, '' where nothing does."""
    over = [grid.at(row, column) for row in range(table.first, table.body)]
    texts = [clean_text(text) for text in over if isinstance(text, str)]
    return texts[-1][:SHOWN] if texts else ""


def _identifies(text: str, values: dict[str, Any]) -> bool:
    """Test whether a text holds the child's own name, birth date or number."""
    key = f" {comparison_key(text)} "
    names = (values["name"], values["mother"])
    if any(name and f" {comparison_key(name)} " in key for name in names):
        return True
    digits = "".join(c for c in text if c.isdigit())
    born = values["birth_from"]
    forms = ("%d%m%Y", "%d%m%y") if born else ()
    days = [born.strftime(form) for form in forms]
    days += [f"{born.day}{born.month}{born.year}"] if born else []
    own = (*days, values["number"])
    return any(figure and figure in digits for figure in own)
