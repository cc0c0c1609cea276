"""Grids → tables: where the headings are, which column is which, what each row is.

Headings are matched whole against the one table in ``fields`` and assigned one
to one, the left column first; nothing is matched by likeness. Every row of the
grid gets one kind, so that no row is lost.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from dophu.campaign.decisions import IGNORE
from dophu.catalogue.columns import headings
from dophu.reader.grid import Grid, cell_name, has_figure
from dophu.rosters.row_kinds import HeadingRows, classify_rows
from dophu.text import clean_text, comparison_key

MAX_HEADING_ROWS = 3

NAMES = frozenset(("name", "family_name", "given_name"))
"""Fields of which a list of children has one at least."""


class Headings:
    """What headings mean: as a person decided for this sender, else as is known."""

    def __init__(self, decided: Mapping[str, str]) -> None:
        self._decided = decided

    def find(self, text: str) -> str | None:
        """Give the field of a heading, ``ignore``, or None where it is not known."""
        return self.find_decided(text) or headings().find_whole(text)

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
    has the field, ``ignored`` those that a person decided not to read. ``kinds``
    has one kind for each row of the grid from ``first`` to before ``end``;
    ``sections`` the text of each section row.
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
    for number, (first, body, columns, unknown, doubled, ignored) in enumerate(starts):
        end = starts[number + 1][0] if number + 1 < len(starts) else len(grid.rows)
        kinds, sections = classify_rows(grid, first, body, end, columns)
        said = (columns, unknown, doubled, kinds, sections, ignored)
        tables.append(Table(first, body, end, *said))
    return tables


def find_unread_headings(grid: Grid, most: int = 8) -> dict[str, str]:
    """List headings that a sheet without a table has, by field, for a message.

    Only texts that are a known heading as a whole are given, so that no child's
    name can be among them.
    """
    seen: dict[str, str] = {}
    for row in grid.rows[:60]:
        for text in row:
            name = headings().find_whole(text) if isinstance(text, str) else None
            if name and len(seen) < most:
                seen.setdefault(name, clean_text(text))
    return seen


def _find_headings(grid: Grid, known: Headings) -> list[tuple]:
    found: list[tuple] = []
    again: HeadingRows | None = None
    row = 0
    while row < len(grid.rows):
        # The same headings again are a printed page, not another table.
        if not _has_heading(grid, row, known) or (
            again and again.tells(grid.rows[row])
        ):
            row += 1
            continue
        best = max(
            (
                _read_headings(grid, row, row + n, known)
                for n in range(1, _heading_rows(grid, row, known) + 1)
            ),
            key=lambda read: (len(read[2]), -read[1]),
        )
        if _is_heading(best[2]):
            found.append(best)
            again = HeadingRows(grid, best[0], best[1])
            row = best[1]
        else:
            row += 1
    return found


def _is_heading(columns: dict[str, int]) -> bool:
    named = "name" in columns or "given_name" in columns
    return named and len(columns) >= 2


def _has_heading(grid: Grid, row: int, headings: Headings) -> bool:
    """Tell whether a row begins headings: one of names, two in all, half its texts.

    Without the names a child's row could pass: "Nữ" and "Chưa" are headings, and
    words of a child's row too. Fewer than half will do where a child stands below.
    """
    if has_figure(grid.rows[row]):
        return False
    texts = [c for c in grid.rows[row] if isinstance(c, str) and len(c) < 60]
    known = [field for text in texts if (field := headings.find(text))]
    return (
        bool(NAMES.intersection(known))
        and len(known) >= 2
        and (len(known) * 2 >= len(texts) or _has_child_below(grid, row, headings))
    )


def _has_child_below(grid: Grid, row: int, known: Headings) -> bool:
    """Tell whether the next row that is not blank has a figure, and a name in place."""
    names = [
        column
        for column, text in enumerate(grid.rows[row])
        if isinstance(text, str) and known.find(text) in NAMES
    ]
    below = (
        cells for cells in grid.rows[row + 1 :] if any(c is not None for c in cells)
    )
    cells = next(below, [])
    text = cells[names[0]] if names[0] < len(cells) else None
    return isinstance(text, str) and not known.find(text) and has_figure(cells)


def _heading_rows(grid: Grid, first: int, known: Headings) -> int:
    """Count the rows that may belong to headings beginning at ``first``.

    A row below is no heading if it has figures, or a name under the names.
    """
    columns = _read_headings(grid, first, first + 1, known)[2]
    name = columns.get("name", columns.get("given_name"))
    count = 1
    for row in grid.rows[first + 1 : first + MAX_HEADING_ROWS]:
        if has_figure(row):
            break
        below = row[name] if name is not None and name < len(row) else None
        if below is not None and known.find(below) is None:
            break
        count += 1
    return count


def _read_headings(grid: Grid, first: int, body: int, known: Headings) -> tuple:
    """Assign the columns of heading rows ``first`` to before ``body``."""
    columns: dict[str, int] = {}
    unknown: dict[int, str] = {}
    doubled: dict[int, str] = {}
    ignored: set[int] = set()
    for column in range(grid.width):
        texts: list[str] = []
        for row in range(first, min(body, len(grid.rows))):
            cell = grid.at(row, column)
            text = clean_text(cell) if isinstance(cell, str) else ""
            if text and (not texts or texts[-1] != text):
                texts.append(text)
        if texts:
            name = _field_of(texts, known) or _field_under(
                grid, first, body, column, known
            )
        else:
            name = known.find_decided(column_heading(column))
            if name is None:
                continue
        if name == IGNORE:
            ignored.add(column)
        elif name is None:
            unknown[column] = " › ".join(texts)
        elif name in columns:
            doubled[column] = name
        else:
            columns[name] = column
    if "given_name" in columns and "family_name" not in columns:
        if "name" in columns:  # "Họ và tên" merged over two columns, "Tên" the second
            columns["family_name"] = columns.pop("name")
        else:
            columns["name"] = columns.pop("given_name")
    return first, body, columns, unknown, doubled, frozenset(ignored)


def _field_under(
    grid: Grid, first: int, body: int, column: int, known: Headings
) -> str | None:
    """Name a column by the heading on the left above it, where its own top is empty.

    A heading over several columns stands in the first of them where nothing is
    merged, as in a text file.
    """
    if body - first < 2 or grid.at(first, column) is not None:
        return None
    own = grid.at(first + 1, column)
    above = next(
        (c for at in range(column - 1, -1, -1) if (c := grid.at(first, at))), None
    )
    if not isinstance(own, str) or not isinstance(above, str):
        return None
    return known.find(f"{clean_text(above)} › {clean_text(own)}")


def _field_of(texts: list[str], known: Headings) -> str | None:
    """Name the field of a column by its headings, top to bottom: most exact first."""
    tries = [" › ".join(texts)]
    if len(texts) > 1:
        tries += [" › ".join(texts[-2:]), texts[-1], texts[0]]
    for text in tries:
        if found := known.find(text):
            return found
    return None
