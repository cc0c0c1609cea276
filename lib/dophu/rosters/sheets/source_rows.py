"""Source rows as columns of equal length, and what is known of who sent them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import PurePosixPath
from typing import Any

from dophu.campaign.hamlet_spellings import HamletIndex
from dophu.campaign.settings import ENROLLED
from dophu.catalogue.issues import Issue
from dophu.catalogue.vocabulary import DEFAULT, Vocabulary
from dophu.reader.grid import Grid
from dophu.rosters.columns.date_order import DateOrders
from dophu.rosters.headings.tables import Table
from dophu.rosters.sheets.shared_rows import SharedRows
from dophu.rosters.texts.addresses import Units
from dophu.rosters.words.answers import NOTHING, Answers

COLUMNS = (
    "source", "file", "sheet", "row", "kind", "issues", "name", "name_key",
    "birth_from", "birth_to", "precision", "sex", "number", "mother", "hamlet_id",
    "status", "applied_date", "issued_date", "reason", "reason_text", "presence",
    "school", "door",
)  # fmt: skip
"""A source row: where it stands, what kind of row it is (``data`` or a kind that
is ignored), the codes of its issues, and the values read from it (None where it
has none). ``source`` is ``roster``, ``enrolment`` or ``door`` (then ``door`` has what
was answered, see :class:`~dophu.rosters.door.rows.DoorAnswer`); ``row`` is as Excel
shows it."""


@dataclass(frozen=True)
class TableRead:
    """A table as it was read: the cells as sent, and which column was taken for what.

    ``at`` has the row, from 0, of each child, twice where two share one; ``hamlet_by``
    what told the hamlet of each (see ``hamlet_of_row.Localities``).
    """

    grid: Grid
    table: Table
    at: list[int]
    hamlet_by: list[str]


@dataclass
class Rows:
    """Source rows as columns of equal length, the issues found, the hamlets listed.

    ``elsewhere`` counts the children whose row names a place that is not known.
    ``fields`` are those that a table read here has a column for; ``why`` says why a
    sheet has no table that is read, a phrase of the issue catalogue. ``titles`` are the
    lines above its first table and ``headings`` those of that table's columns;
    ``is_named`` tells whether something around it says which hamlet it is of,
    ``is_draft`` whether it is called one that is not to be counted;
    ``tables`` are those of one sheet: they are not put together with others, since
    they hold all cells.
    """

    columns: dict[str, list[Any]] = field(
        default_factory=lambda: {name: [] for name in COLUMNS}
    )
    issues: list[Issue] = field(default_factory=list)
    hamlets: set[str] = field(default_factory=set)
    elsewhere: int = 0
    fields: set[str] = field(default_factory=set)
    why: str = ""
    titles: list[str] = field(default_factory=list)
    headings: list[str] = field(default_factory=list)
    is_named: bool = False
    is_draft: bool = False
    tables: list[TableRead] = field(default_factory=list)

    def __len__(self) -> int:
        """Count the rows."""
        return len(self.columns["row"])

    def extend(self, other: Rows) -> None:
        """Put another sheet's or file's rows after these."""
        for name, values in other.columns.items():
            self.columns[name].extend(values)
        self.issues.extend(other.issues)
        self.hamlets |= other.hamlets
        self.elsewhere += other.elsewhere

    def join_beside(self, other: Rows) -> None:
        """Put after these what stands beside them on the sheet: its children alone.

        The other rows of the sheet are there already, where any are.
        """
        if len(self):
            at = [i for i, kind in enumerate(other.columns["kind"]) if kind == "data"]
            for name, values in other.columns.items():
                other.columns[name] = [values[i] for i in at]
        # Both look at the same title and the same lines below, and say so twice.
        other.issues = [i for i in other.issues if i not in self.issues]
        self.extend(other)
        # As they stand on the sheet: what goes back to the sender is written so.
        order = sorted(range(len(self)), key=self.columns["row"].__getitem__)
        for name, values in self.columns.items():
            self.columns[name] = [values[i] for i in order]
        self.fields |= other.fields
        self.is_named |= other.is_named
        self.tables += other.tables
        self.titles, self.headings = other.titles, other.headings
        self.why = self.why or other.why


@dataclass(frozen=True)
class Sender:
    """What is known of a file before it is opened, decisions of a person included.

    ``units`` are the names of the campaign's unit, to know its letterhead and its
    addresses by; ``named`` is the path of the list that a mended return was made of,
    else the file's own; ``grown_from`` the years from which nobody is counted;
    ``vocabulary`` has the words of the campaign's drive, ``counted`` the statuses that
    are done in it, ``is_drive_named`` whether it says which drive that is; by ``tag``
    the keys of its own lists are known.
    """

    source: str
    file: str
    as_of: date
    index: HamletIndex
    headings: Mapping[str, str] = field(default_factory=dict)
    units: Units = Units()
    answers: Answers = NOTHING
    named: str = ""
    orders: DateOrders = DateOrders()
    grown_from: int = 0
    vocabulary: Vocabulary = DEFAULT
    tag: int = 0
    counted: tuple[str, ...] = ENROLLED
    is_drive_named: bool = True

    def without_places(self, names: Iterable[str]) -> list[str]:
        """Give the names of folders and lists that are no hamlet's."""
        folders = PurePosixPath(self.file).parts[2:-1]
        return [name for name in (*folders, *names) if not self.index.find(name)]


def append_ignored(
    rows: Rows, grid: Grid, sender: Sender, first: int, end: int, kind: str
) -> None:
    """Put rows that are no children's after the others; blank ones as such."""
    for row in range(first, end):
        blank = all(cell is None for cell in grid.rows[row])
        append_row(rows, sender, grid, row, "blank" if blank else kind)


def append_row(
    rows: Rows, sender: Sender, grid: Grid, row: int, kind: str, **values: Any
) -> None:
    """Put a row after the others; values that are not given are not there."""
    place = {"source": sender.source, "file": sender.file, "sheet": grid.name,
             "row": row + 1, "kind": kind, "issues": ""}  # fmt: skip
    for name in COLUMNS:
        rows.columns[name].append(values.get(name, place.get(name)))


def append_table(
    rows: Rows,
    sender: Sender,
    grid: Grid,
    table: Table,
    values: dict[str, list[Any]],
    codes: dict[int, list[str]],
    shared: SharedRows,
) -> None:
    """Put a table's rows after the others, a column at a time.

    A row that holds several children stands there once for each.
    """
    numbers, kinds = range(table.first + 1, table.end + 1), table.kinds
    if shared.parted:
        counts = [shared.parted.get(row - 1, 1) for row in numbers]
        numbers, kinds = (
            [value for value, n in zip(some, counts, strict=True) for _ in range(n)]
            for some in (numbers, kinds)
        )
    count = len(kinds)
    stated = [""] * count
    places = [at for at, kind in enumerate(kinds) if kind == "data"]
    for position, row_codes in codes.items():
        stated[places[position]] = " ".join(row_codes)
    # Most rows of children follow each other: a slice a run is put in, not a cell.
    runs = _runs(places)
    same = {"source": sender.source, "file": sender.file, "sheet": grid.name}
    for name, column in rows.columns.items():
        if name in same:
            column.extend([same[name]] * count)
        elif name == "row":
            column.extend(numbers)
        elif name == "kind":
            column.extend(kinds)
        elif name == "issues":
            column.extend(stated)
        else:
            start = len(column)
            column.extend([None] * count)
            for first, position, length in runs if name in values else ():
                some = values[name][position : position + length]
                column[start + first : start + first + length] = some


def _runs(rows: list[int]) -> list[tuple[int, int, int]]:
    """Give where rows follow each other: the first, its position, how many.

    Examples
    --------
    >>> _runs([3, 4, 5, 9])
    [(3, 0, 3), (9, 3, 1)]
    """
    starts = [i for i, row in enumerate(rows) if i == 0 or rows[i - 1] != row - 1]
    ends = [*starts[1:], len(rows)][: len(starts)]
    return [(rows[i], i, end - i) for i, end in zip(starts, ends, strict=True)]
