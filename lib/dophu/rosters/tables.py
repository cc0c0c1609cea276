"""Grids → tables: where the headings are, which column is which, what each row is.

Headings are matched whole against the one table in ``fields`` and assigned one
to one, the left column first; nothing is matched by likeness. Every row of the
grid gets one kind, so that no row is lost.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from dophu.decisions import IGNORE
from dophu.fields import headings
from dophu.rosters.grids import Grid, has_figure
from dophu.rosters.kinds import HeadingRows, classify_rows
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
        decided = self._decided.get(comparison_key(text)) if self._decided else None
        return decided or headings().find_whole(text)


@dataclass(frozen=True)
class Table:
    """One table of a sheet; rows and columns are counted from 0.

    ``columns`` gives the column of each field, ``unknown`` the headings that are
    not in the table of fields, ``doubled`` the columns left out because another
    has the field. ``kinds`` has one kind for each row of the grid from ``first``
    to before ``end``; ``sections`` the text of each section row.
    """

    first: int
    body: int
    end: int
    columns: dict[str, int]
    unknown: dict[int, str]
    doubled: dict[int, str]
    kinds: list[str]
    sections: dict[int, str] = field(default_factory=dict)

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
    for number, (first, body, columns, unknown, doubled) in enumerate(starts):
        end = starts[number + 1][0] if number + 1 < len(starts) else len(grid.rows)
        kinds, sections = classify_rows(grid, first, body, end, columns)
        tables.append(
            Table(first, body, end, columns, unknown, doubled, kinds, sections)
        )
    return tables


def find_unread_headings(grid: Grid, most: int = 8) -> list[str]:
    """List short texts of the row that looks most like headings, for a message.

    Only texts that are a known heading, or stand in a row with one, are given,
    so that no child's name can be among them.
    """
    seen: list[str] = []
    for row in grid.rows[:60]:
        texts = [c for c in row if isinstance(c, str)]
        known = [clean_text(t) for t in texts if headings().find_whole(t)]
        seen += [text for text in known if text not in seen]
    return seen[:most]


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
    words of a child's row too.
    """
    if has_figure(grid.rows[row]):
        return False
    texts = [c for c in grid.rows[row] if isinstance(c, str) and len(c) < 60]
    known = [field for text in texts if (field := headings.find(text))]
    return (
        bool(NAMES.intersection(known))
        and len(known) >= 2
        and len(known) * 2 >= len(texts)
    )


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
    for column in range(grid.width):
        texts: list[str] = []
        for row in range(first, min(body, len(grid.rows))):
            cell = grid.at(row, column)
            text = clean_text(cell) if isinstance(cell, str) else ""
            if text and (not texts or texts[-1] != text):
                texts.append(text)
        if not texts:
            continue
        name = _field_of(texts, known)
        if name == IGNORE:
            continue
        if name is None:
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
    return first, body, columns, unknown, doubled


def _field_of(texts: list[str], known: Headings) -> str | None:
    """Name the field of a column by its headings, top to bottom: most exact first."""
    tries = [" › ".join(texts)]
    if len(texts) > 1:
        tries += [" › ".join(texts[-2:]), texts[-1], texts[0]]
    for text in tries:
        if found := known.find(text):
            return found
    return None
