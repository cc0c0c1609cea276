"""Grids → tables: where the headings are, which column is which, what each row is.

Headings are matched whole against the one table in ``fields`` and assigned one
to one, the left column first; nothing is matched by likeness. Every row of the
grid gets one kind, so that no row is lost.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from dophu.campaign.decisions import IGNORE
from dophu.catalogue.columns import fields
from dophu.reader.grid import Grid, cell_name
from dophu.rosters.dated_headings import Dated, find_date
from dophu.rosters.heading_search import (
    begins_headings,
    count_heading_rows,
    heading_text,
)
from dophu.rosters.heading_spellings import PATH, field_of
from dophu.rosters.row_kinds import HeadingRows, classify_rows
from dophu.text import comparison_key

RESULTS = frozenset(("status", "done", "issued_mark", "not_done"))
"""Fields that state what was done for a child."""

PERSONS = frozenset(("mother", "father", "guardian", "household_head"))
"""Fields of persons who are no child of the list."""

OTHER = "other"
"""Field of a heading that is known and says nothing of a child of the drive."""


class Headings:
    """What headings mean: as a person decided for this sender, else as is known."""

    def __init__(self, decided: Mapping[str, str]) -> None:
        self._decided = decided

    @property
    def are_decided(self) -> bool:
        """Tell whether a person decided any heading of this sender."""
        return bool(self._decided)

    def find(self, text: str) -> str | None:
        """Give the field of a heading, ``ignore``, or None where it is not known."""
        return self.find_decided(text) or field_of(text)

    def find_decided(self, text: str) -> str | None:
        """Give the field that a person decided for a heading, or ``ignore``."""
        return self._decided.get(comparison_key(text)) if self._decided else None


def column_heading(column: int) -> str:
    """Name a column that has no heading, so that a person can decide what it is.

    Examples
    --------
    >>> column_heading(2)
    'cột C'
    """
    return f"cột {cell_name(0, column)[:-1]}"


@dataclass(frozen=True)
class Table:
    """One table of a sheet; rows and columns are counted from 0.

    ``columns`` gives the column of each field, ``unknown`` the headings that are
    not in the table of fields, ``doubled`` the columns left out because another
    has the field, ``ignored`` those that a person decided not to read or that are
    known to say nothing of a child of the drive. ``kinds`` has one kind for each row
    of the grid from ``first`` to before ``end``; ``sections`` the text of each
    section row; ``dated`` the headings with a date that may be of a result, with
    the field that they name ('' for a mere date).
    """

    first: int
    body: int
    end: int
    columns: dict[str, int]
    unknown: dict[int, str]
    doubled: dict[int, str]
    kinds: list[str]
    sections: dict[int, str] = field(default_factory=dict)
    ignored: frozenset[int] = frozenset()
    dated: dict[int, tuple[Dated, str]] = field(default_factory=dict)

    @property
    def data_rows(self) -> list[int]:
        """The table's rows of children."""
        return [self.first + i for i, k in enumerate(self.kinds) if k == "data"]


def find_tables(grid: Grid, decided: Mapping[str, str] | None = None) -> list[Table]:
    """Find the tables of a sheet, top to bottom; none where no heading row is.

    A heading row names at least a column of names and one more; the same
    headings again (printed pages) go on the same table. ``decided`` gives by its
    key what a person said a heading means.
    """
    starts = _find_headings(grid, Headings(decided or {}))
    tables: list[Table] = []
    for number, read in enumerate(starts):
        end = starts[number + 1].first if number + 1 < len(starts) else len(grid.rows)
        kinds, sections = classify_rows(grid, read.first, read.body, end, read.columns)
        about = (read.columns, read.unknown, read.doubled, kinds, sections)
        ignored = frozenset(read.ignored)
        tables.append(Table(read.first, read.body, end, *about, ignored, read.dated))
    return tables


@dataclass
class _Read:
    """What heading rows ``first`` to before ``body`` say of the columns."""

    first: int
    body: int
    columns: dict[str, int] = field(default_factory=dict)
    unknown: dict[int, str] = field(default_factory=dict)
    doubled: dict[int, str] = field(default_factory=dict)
    ignored: set[int] = field(default_factory=set)
    dated: dict[int, tuple[Dated, str]] = field(default_factory=dict)

    @property
    def are_headings(self) -> bool:
        named = "name" in self.columns or "given_name" in self.columns
        return named and len(self.columns) >= 2

    def put(self, column: int, name: str | None, heading: str) -> None:
        if name == IGNORE or (name and fields()[name].is_of_others):
            self.ignored.add(column)
        elif name is None:
            self.unknown[column] = heading
        elif name in self.columns:
            self.doubled[column] = name
        else:
            self.columns[name] = column


def _find_headings(grid: Grid, known: Headings) -> list[_Read]:
    found: list[_Read] = []
    again: HeadingRows | None = None
    row = 0
    while row < len(grid.rows):
        # The same headings again are a printed page, not another table.
        if not begins_headings(grid, row, known.find, known.are_decided) or (
            again and again.tells(grid.rows[row])
        ):
            row += 1
            continue
        best = max(
            (
                _read_headings(grid, row, row + n, known)
                for n in range(1, count_heading_rows(grid, row, known.find) + 1)
            ),
            key=lambda read: (len(read.columns) + len(read.dated), -read.body),
        )
        if best.are_headings:
            found.append(best)
            again = HeadingRows(grid, best.first, best.body)
            row = best.body
        else:
            row += 1
    return found


def _read_headings(grid: Grid, first: int, body: int, known: Headings) -> _Read:
    """Assign the columns of heading rows ``first`` to before ``body``."""
    read = _Read(first, body)
    for column in range(grid.width):
        texts: list[str] = []
        for row in range(first, min(body, len(grid.rows))):
            text = heading_text(grid.at(row, column))
            if text and (not texts or texts[-1] != text):
                texts.append(text)
        if not texts:
            name = known.find_decided(column_heading(column))
            if name is not None:
                read.put(column, name, "")
            continue
        above = _heading_above(grid, first, body, column)
        whole = [above, *texts] if above else texts
        heading = PATH.join(whole)
        dated = _dated(whole, known)
        if dated is not None:
            read.dated[column] = dated
            read.unknown[column] = (
                heading if above and not dated[0].heading else PATH.join(texts)
            )
            continue
        name = _field_below_others(whole, known) or _field_of(texts, known)
        if name is None and above:
            name = known.find(heading)
        read.put(column, name, PATH.join(texts))
    columns = read.columns
    if "given_name" in columns and "family_name" not in columns:
        if "name" in columns:  # "Họ và tên" merged over two columns, "Tên" the second
            columns["family_name"] = columns.pop("name")
        else:
            columns["name"] = columns.pop("given_name")
    return read


def _heading_above(grid: Grid, first: int, body: int, column: int) -> str:
    """Give the heading on the left above a column, where its own top is empty.

    A heading over several columns stands in the first of them where nothing is
    merged, as in a text file.
    """
    if body - first < 2 or grid.at(first, column) is not None:
        return ""
    if grid.at(first + 1, column) is None:
        return ""
    cells = (grid.at(first, at) for at in range(column - 1, -1, -1))
    return next((text for cell in cells if (text := heading_text(cell))), "")


def _dated(texts: list[str], known: Headings) -> tuple[Dated, str] | None:
    """Find the date in a heading that may be of a result, and the field it names."""
    for text in (PATH.join(texts), texts[-1]):
        dated = find_date(text) if any(c.isdigit() for c in text) else None
        if dated is None or known.find_decided(text):
            continue
        name = known.find(dated.heading) if dated.heading else ""
        if name == "" or name in RESULTS:
            return dated, name
    return None


def _field_below_others(texts: list[str], known: Headings) -> str | None:
    """Name a column below the heading of a parent, or of what is no child's result.

    Below "Mẹ" only a name is read; below "Học xong" nothing.
    """
    if len(texts) < 2 or known.find_decided(PATH.join(texts)):
        return None
    if known.find(PATH.join(texts)):
        return None
    for top in texts[:-1]:
        name = known.find(top)
        if name in PERSONS:
            return name if known.find(texts[-1]) in ("name", name) else OTHER
        if name == OTHER:
            return OTHER
    return None


def _field_of(texts: list[str], known: Headings) -> str | None:
    """Name the field of a column by its headings, top to bottom: most exact first."""
    tries = [PATH.join(texts)]
    if len(texts) > 1:
        tries += [PATH.join(texts[-2:]), texts[-1], texts[0]]
    for text in tries:
        if found := known.find(text):
            return found
    return None
