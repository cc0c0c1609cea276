"""One reader of a campaign's own tables, as Excel saves them: CSV of any kind, .xlsx.

Every row is used or is an error that names it: a decision that was passed over would
be a number nobody can explain. A workbook is read in the reader's sandbox.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from difflib import get_close_matches
from pathlib import Path

from dophu.campaign.csv_text import as_record, read_records
from dophu.campaign.csv_workbook import read_workbook
from dophu.campaign.table_files import find_table_files
from dophu.catalogue.issues import DophuError, Issue, phrase
from dophu.reader.containers import Unreadable
from dophu.reader.extents import ERRORS, UNCALCULATED
from dophu.reader.grid import cell_name, cell_place
from dophu.reader.plain_files import read_plain, why_not_plain
from dophu.text import clean_text, comparison_key

NOTE = "note"
"""Column that every table may have: a person's remark, not read."""

_DAY_FIRST = re.compile(r"(\d\d)/(\d\d)/(\d{4})")
# "#REF!" and the like, and a formula whose value the file does not hold.
_NOT_WORKED_OUT = {*ERRORS.values(), UNCALCULATED}


@dataclass(frozen=True)
class Columns:
    """What a table is called and which columns it has; ``note`` is always allowed.

    ``are_proposed`` where messages propose lines of it, for a person to paste.
    """

    stem: str
    required: tuple[str, ...]
    optional: tuple[str, ...] = ()
    are_proposed: bool = False

    @property
    def known(self) -> tuple[str, ...]:
        """All columns, in the order in which the manual writes them."""
        return (*self.required, *self.optional, NOTE)


@dataclass(frozen=True)
class Row:
    """One row of a table: its cells by column, '' where nothing stands.

    ``number`` is the row as Excel shows it.
    """

    file: str
    sheet: str
    number: int
    cells: dict[str, str]
    places: dict[str, int] = field(repr=False)

    def __getitem__(self, column: str) -> str:
        """Give the cell of a column, as clean text."""
        return self.cells[column]

    def fault(self, column: str, expected: str, **details: object) -> Issue:
        """Say what a cell must hold instead, a phrase of the catalogue; '': the row."""
        at = self.places.get(column)
        cell = str(self.number) if at is None else cell_name(self.number - 1, at)
        stated = {"expected": phrase(expected, **details)}
        return Issue("TD-05", self.file, self.sheet, cell, details=stated)


@dataclass(frozen=True)
class Table:
    """A table that was found: ``rows`` that can be read, ``problems`` of the others."""

    file: str
    rows: tuple[Row, ...]
    problems: tuple[Issue, ...] = ()


def read_table(
    folder: Path,
    columns: Columns,
    rejoin: Callable[[list[str]], list[str] | None] = lambda record: None,
) -> Table | None:
    """Read a table of a campaign folder; None where there is none.

    Blank rows are passed over, headings may stand in any order and letter case, and a
    line pasted from a message is taken apart by its own commas.

    Parameters
    ----------
    folder, columns
        Where the table stands, and what it has.
    rejoin
        Given a row with more fields than headings, puts together again a value that
        was parted at its own commas, or gives None where that is not certain. It is
        asked only where the headings stand in the order of the manual.

    Raises
    ------
    DophuError
        Listing what makes the whole table unreadable: two files of it, an unknown
        encoding, a quotation mark never closed, an unknown or doubled heading, a
        heading that is missing. What is wrong with a row stands in ``problems``.

    Examples
    --------
    >>> table = read_table(
    ...     Path("data/sample"), Columns("hamlets", ("hamlet_id", "name"),
    ...     ("aliases", "officer", "valid_from", "valid_to")))
    >>> table.rows[0]["hamlet_id"], table.rows[0].number
    ('H01', 2)
    """
    files = find_table_files(folder, columns.stem)
    if not files:
        return None
    if len(files) > 1:
        names = {"first": files[0].name, "second": files[1].name}
        raise DophuError(Issue("TD-09", columns.stem, details=names))
    file = files[0].name
    try:
        if why := why_not_plain(files[0], folder):
            raise Unreadable(why)
        content = read_plain(files[0])
        is_text = files[0].suffix.casefold() == ".csv"
        sheet, records = (
            ("", read_records(content, [comparison_key(c) for c in columns.known]))
            if is_text
            else read_workbook(content, columns.required)
        )
    except (OSError, Unreadable) as error:
        # The system does not say whether it is open elsewhere: ``locked`` names both.
        why = error.why if isinstance(error, Unreadable) else "locked"
        raise DophuError(Issue("TD-08", file, details={"why": phrase(why)})) from None
    return _table(records, columns, file, sheet, rejoin)


def in_row_order(problems: Iterable[Issue]) -> list[Issue]:
    """Sort issues of one table by row; those of no row stand last.

    Examples
    --------
    >>> [i.cell for i in in_row_order([Issue("TD-05", cell=c) for c in ("A10", "9")])]
    ['9', 'A10']
    """
    return sorted(
        problems, key=lambda i: cell_place(i.cell)[0] if i.cell else float("inf")
    )


def parse_day(text: str) -> date | None:
    """Read a day as 2024-07-31, or as 31/07/2024, which Excel in Vietnam makes of it.

    With one digit for a day or a month it is not read: Excel elsewhere writes the
    month first.

    Raises
    ------
    ValueError
        For anything else; nothing at all is None.

    Examples
    --------
    >>> parse_day("31/07/2024") == parse_day("2024-07-31")
    True
    """
    if not text:
        return None
    if match := _DAY_FIRST.fullmatch(text):
        return date(*(int(part) for part in reversed(match.groups())))
    return date.fromisoformat(text)


def _table(
    records: Sequence[list[str]],
    columns: Columns,
    file: str,
    sheet: str,
    rejoin: Callable[[list[str]], list[str] | None],
) -> Table:
    numbered = [
        (number, record)
        for number, record in enumerate(records, start=1)
        if any(map(clean_text, record))
    ]
    top, heading = numbered[0] if numbered else (1, [])
    if columns.are_proposed:
        heading = as_record(heading, len(columns.required))
    places, faults = _read_heading(map(clean_text, heading), columns)
    if faults:
        raise DophuError(
            Issue(code, file, sheet, cell_name(top - 1, at) if at >= 0 else str(top),
                  details=details)
            for code, at, details in faults
        )  # fmt: skip
    in_order = all(places[c] == at for at, c in enumerate(columns.known) if c in places)
    rows, problems = [], []
    for number, written in numbered[1:]:
        # A pasted line is in the order of the manual: under headings of another order
        # its fields would land in wrong columns.
        is_line = columns.are_proposed and in_order
        found = as_record(written, len(columns.required)) if is_line else written
        record = list(map(clean_text, found))
        if in_order and len(record) > len(places) and any(record[len(places) :]):
            # Where it is not certain the row stays too long, which is TD-12 below.
            record = rejoin(record) or record
        row = Row(
            file, sheet, number,
            {c: _cell(record, places.get(c)) for c in columns.known}, places,
        )  # fmt: skip
        beyond = [at for at, cell in enumerate(record) if cell and at not in
                  places.values()]  # fmt: skip
        if beyond:
            cell = cell_name(number - 1, beyond[0])
            details = {"fields": len(places)}
            problems.append(Issue("TD-12", file, sheet, cell, details=details))
            continue
        # A remark is not read, so it may hold anything.
        broken = [c for c in columns.known if row[c] in _NOT_WORKED_OUT and c != NOTE]
        problems += [row.fault(column, "no_excel_error") for column in broken]
        if not broken:
            rows.append(row)
    return Table(file, tuple(rows), tuple(problems))


def _cell(record: list[str], at: int | None) -> str:
    return record[at] if at is not None and at < len(record) else ""


_Fault = tuple[str, int, dict[str, object]]


def _read_heading(
    heading: Iterable[str], columns: Columns
) -> tuple[dict[str, int], list[_Fault]]:
    """Give the place of each column, and what is wrong: code, place (-1: the row)."""
    keys = {comparison_key(column): column for column in columns.known}
    places: dict[str, int] = {}
    unknown: list[_Fault] = []
    for at, text in enumerate(heading):
        column = keys.get(comparison_key(text))
        if column and column in places:
            unknown.append(("TD-13", at, {"column": column}))
        elif column:
            places[column] = at
        elif text:
            # cutoff=0: the message names the nearest word, however far off it is.
            near = get_close_matches(comparison_key(text), keys, n=1, cutoff=0)
            details = {"heading": text[:60], "near": keys[near[0]]}
            unknown.append(("TD-11", at, details))
    known = {
        "required": ", ".join(columns.required),
        "optional": ", ".join((*columns.optional, NOTE)),
    }
    missing: list[_Fault] = [
        ("TD-02", -1, {"column": column} | known)
        for column in columns.required
        if column not in places
    ]
    return places, missing + unknown
