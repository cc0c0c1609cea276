"""Cells whose value stands in another: inside a merge, or "như trên" for the one above.

Only rows of children are filled, after what each row is has been told: a merge never
makes a child of a blank row, and a title or a section stays what it is.
"""

from __future__ import annotations

import re
import string
from bisect import bisect_left, bisect_right
from collections import defaultdict
from dataclasses import replace

from dophu.catalogue.vocabulary import Vocabulary
from dophu.reader.grid import Cell, Grid, cells_of, has_figure
from dophu.rosters.headings.tables import Table
from dophu.rosters.texts.result_fields import DAYS, RESULTS_AND_DAYS
from dophu.text import clean_text

OWN = frozenset(
    (
        "name",
        "family_name",
        "middle_name",
        "given_name",
        "personal_number",
        "list_number",
    )
)
"""Fields that each child has for itself: no value comes to them from another row."""

SIDEWAYS = RESULTS_AND_DAYS | {"reason", "note"}
"""Fields over which one value may be written: "đã chuyển đi" over status and reason."""

DECIDING = RESULTS_AND_DAYS | {
    "reason", "hamlet", "sex", "male", "female", "birth_date", "birth_day",
    "birth_month", "birth_year", "personal_number",
}  # fmt: skip
"""Fields in which a ditto mark without a value above it stays, so that it is told."""

_MARK = (
    r"[\"“”„‟″〃〝〞](?:\s?[\"“”„‟″〃〝〞])?|['’‘′`´]{2}|,,|‚‚|//|n\s?[./]?\s?t"
    r"|(?:cũng )?như trên|nhu tren"
)
_DITTO = re.compile(rf"[-–—(\s]*(?:{_MARK})[-–—.)\s]*")
_NO_END = frozenset(string.digits + string.ascii_letters) - frozenset("nNtT")
"""Letters and figures with which no ditto mark ends."""

_LONGEST = 20  # letters of "(cũng như trên)" and some strokes


def is_ditto(cell: Cell) -> bool:
    """Test whether a whole cell says "as above".

    Examples
    --------
    >>> [is_ditto(c) for c in ("nt", "- nt -", "Như trên", '"', "„", "x", "-", None)]
    [True, True, True, True, True, False, False, False]
    """
    if type(cell) is not str or len(cell) > _LONGEST:
        return False
    return _DITTO.fullmatch(clean_text(cell).casefold()) is not None


def fill_cells(grid: Grid, table: Table) -> Grid:
    """Give each row of a child the values that merges and ditto marks mean for it.

    A merge that begins in a row of a child gives its value to each such row and
    column it covers: downwards in every column but those of ``OWN``, sideways among
    those of ``SIDEWAYS``, in a column of days only where it may be one. A ditto mark
    takes the value of the row of a child just above; a section, a blank row or any
    other that is no child's ends its reach. In ``OWN`` it is no value.

    Returns
    -------
    Grid
        The grid; only rows that change are new ones.
    """
    changed: dict[int, list[Cell]] = {}
    fields = {column: name for name, column in table.columns.items()}
    if grid.spans:
        _spread_merges(grid, table, fields, changed)
    _resolve_dittos(grid, table, fields, changed)
    if not changed:
        return grid
    rows = list(grid.rows)
    for row, cells in changed.items():
        rows[row] = cells
    return replace(grid, rows=rows)


def spread_looks(grid: Grid) -> Grid:
    """Give the cells below the first of a merge its looks, and what is pinned to it.

    Examples
    --------
    >>> grid = Grid("", [["x"], [None], [None]], {(1, 0): (0, 0), (2, 0): (0, 0)},
    ...     looks=((0, 0, 0, "strike"),), comments=((0, 0, "chưa"),))
    >>> spread_looks(grid).looks[1:], spread_looks(grid).comments[1:]
    (((0, 1, 1, 'strike'), (0, 2, 2, 'strike')), ((1, 0, 'chưa'), (2, 0, 'chưa')))
    """
    if not grid.spans or not (grid.looks or grid.comments):
        return grid
    below: dict[tuple[int, int], list[int]] = defaultdict(list)
    tops: dict[int, set[int]] = defaultdict(set)
    for (row, column), (top, left) in grid.spans.items():
        if column == left and row > top:
            below[top, left].append(row)
            tops[left].add(top)
    ordered = {column: sorted(rows) for column, rows in tops.items()}
    looks = [
        (column, row, row, *rest)
        for column, first, last, *rest in grid.looks
        for top in _within(ordered.get(column, []), first, last)
        for row in below[top, column]
        if row > last
    ]
    comments = [
        (row, column, *rest)
        for top, column, *rest in grid.comments
        for row in below.get((top, column), ())
    ]
    more = (*grid.looks, *looks), (*grid.comments, *comments)
    return replace(grid, looks=more[0], comments=more[1])


def _within(rows: list[int], first: int, last: int) -> list[int]:
    """Give the rows of an ordered list from the first to the last."""
    return rows[bisect_left(rows, first) : bisect_right(rows, last)]


def _spread_merges(
    grid: Grid, table: Table, fields: dict[int, str], changed: dict[int, list[Cell]]
) -> None:
    of_children = set(table.data_rows)
    for (row, column), (top, left) in grid.spans.items():
        if row not in of_children or top not in of_children:
            continue
        if fields.get(column) in OWN or fields.get(left) in OWN:
            continue
        value = grid.at(top, left)
        if column != left and not _goes_sideways(
            fields.get(left), fields.get(column), value, table.vocabulary
        ):
            continue
        if value is not None:
            _put(grid, changed, row, column, value)


def _goes_sideways(
    source: str | None, target: str | None, value: Cell, vocabulary: Vocabulary
) -> bool:
    if source not in SIDEWAYS or target not in SIDEWAYS:
        return False
    if target == "reason" and vocabulary.statuses.find_whole(str(value)):
        return False  # "Chưa" is no reason
    return target not in DAYS or has_figure([value])


def _resolve_dittos(
    grid: Grid, table: Table, fields: dict[int, str], changed: dict[int, list[Cell]]
) -> None:
    at = table.data_rows
    rows = [changed.get(row, grid.rows[row]) for row in at]
    for column in range(grid.width if at else 0):
        cells = cells_of(rows, column)
        texts = [c for c in set(cells) if type(c) is str and c[-1:] not in _NO_END]
        dittos = set(filter(is_ditto, texts))
        if not dittos:
            continue
        field = fields.get(column, "")
        stays = field in DECIDING
        above: Cell = None
        last = -1
        for row, cell in zip(at, cells, strict=True):
            if row != last + 1 or field in OWN:
                above = None
            last = row
            if cell not in dittos:
                above = cell
            elif above is not None or not stays:
                _put(grid, changed, row, column, above)


def _put(
    grid: Grid, changed: dict[int, list[Cell]], row: int, column: int, value: Cell
) -> None:
    cells = changed.setdefault(row, list(grid.rows[row]))
    cells.extend([None] * (column + 1 - len(cells)))
    cells[column] = value
