"""What a list itself says of how many are done, against what was read of its rows.

"Cộng | | | 3 | 1" under "Đã làm | Chưa làm", "đã làm: 3; chưa làm: 1" below the list: a
count that no way of counting the rows above comes to says that a row is missing, or was
read otherwise than it was meant.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from dophu.campaign.settings import ENROLLED
from dophu.catalogue.columns import marks
from dophu.reader.grid import Cell, Grid
from dophu.rosters.headings.result_lines import result_of
from dophu.rosters.headings.tables import Table
from dophu.rosters.texts.children_rows import PART_OF_TOTAL
from dophu.text import clean_text, comparison_key

_TICKS = ("done", "issued_mark", "not_done")
_PIECES = re.compile(r"[;,.()\n+]")
_COUNTED = re.compile(
    r"(?:trong đó:?)?(?:tổng)?\s*(?:số)?\s*(?:trẻ em|trẻ|cháu|em|học sinh)?\s*"
    r"(.*?[^\W\d])[\s:=\-–]+(\d{1,4})\s*(?:trẻ em|trẻ|cháu|em|học sinh|người)?",
    re.IGNORECASE,
)
"""A result and how many have it: "Số trẻ đã làm: 3", "chưa làm 1 cháu"."""

_OF_SOME = re.compile(
    r"\b(?:tuần|tháng|ngày|kỳ|đợt|quý|năm|trước|sau|tuổi|nam|nữ|do|vì|toàn|lũy kế|thôn"
    r"|bản|tổ|xóm|trong)\b"
)
"""Words by which a line counts others than the rows above it, or some of them."""

_WAYS = {"issued": ("issued", "done"), "applied": ("applied", "done"),
         "not_yet": ("not_yet", "not_done"), "returned": ("returned",)}  # fmt: skip
"""How those that a line counts may be counted: by their status, or all who are done."""

Stated = tuple[int, str, tuple[str, ...], int]
"""Of a count that stands in a row its column, words, ways to count and number."""


@dataclass(frozen=True)
class OtherTotal:
    """A count that the rows do not come to; ``what`` is the result as written."""

    row: int
    column: int
    what: str
    stated: int
    counted: int


def find_other_totals(
    grid: Grid,
    table: Table,
    at: Sequence[int],
    values: Mapping[str, Sequence[Any]],
    as_of: date,
) -> Iterator[OtherTotal]:
    """Find the counts of a result that differ from the rows since, or from all so far.

    ``at`` gives the row of each child of ``values``. Whoever is gone may be counted
    with the others or not.
    """
    stated = _stated_rows(grid, table, frozenset(at), as_of) if at else {}
    if not stated:  # nearly every list: there is nothing to count for
        return
    of_rows: dict[int, list[tuple[str | None, bool]]] = {}
    here = [presence == "present" for presence in values["presence"]]
    for row, *said in zip(at, values["status"], here, strict=True):
        of_rows.setdefault(row, []).append((said[0], said[1]))
    since, so_far, rows = Counter[str](), Counter[str](), list[int]()
    for row, kind in enumerate(table.kinds, start=table.first):
        if row in of_rows:
            rows.append(row)
            continue
        if row not in stated and kind != "total":
            continue
        found = _counts(grid, table, rows, of_rows)
        since.update(found)
        so_far.update(found)
        rows.clear()
        for column, what, ways, count in stated.get(row, ()):
            ways_of_both = (*ways, *(f"{way}_here" for way in ways))
            counts = {n[way] for n in (since, so_far) for way in ways_of_both}
            if count not in counts:
                yield OtherTotal(row, column, what, count, so_far[ways[-1]])
        if kind == "total":
            since.clear()


def _stated_rows(
    grid: Grid, table: Table, of_children: frozenset[int], as_of: date
) -> dict[int, list[Stated]]:
    """Give what rows state of totals, and those below the last child; by row."""
    first, last = min(of_children, default=0), max(of_children, default=-1)
    rows = (
        (row, kind)
        for row, kind in enumerate(table.kinds, start=table.first)
        if row > first and row not in of_children and (kind == "total" or row > last)
    )
    found = {row: [*_stated(grid, table, row, kind, as_of)] for row, kind in rows}
    return {row: stated for row, stated in found.items() if stated}


def _counts(
    grid: Grid,
    table: Table,
    rows: Sequence[int],
    of_rows: Mapping[int, Sequence[tuple[str | None, bool]]],
) -> Counter[str]:
    """Count the children of some rows in every way, and the rows' ticks."""
    found = Counter[str]()
    children = Counter(child for row in rows for child in of_rows[row])
    for (status, is_here), number in children.items():
        is_done = status in ENROLLED
        for way in status or "not_yet", "done" if is_done else "not_done", "all":
            found[way] += number
            if is_here:
                found[f"{way}_here"] += number
    for name in _TICKS:
        column = table.columns.get(name)
        for cell in grid.down(rows, column) if column is not None else ():
            text = "" if cell in (None, False) else clean_text(str(cell))
            if text and marks().find_whole(text) != "no":
                found[f"marks_{name}"] += 1
    return found


def _stated(
    grid: Grid, table: Table, row: int, kind: str, as_of: date
) -> Iterator[Stated]:
    """Give column, words, ways to count and count of all that a row states."""
    cells = grid.rows[row]
    texts = [comparison_key(cell) for cell in cells if isinstance(cell, str)]
    if kind == "total" and not any(map(PART_OF_TOTAL.match, texts)):
        for name in _TICKS:
            column = table.columns.get(name)
            cell = grid.at(row, column) if column is not None else None
            if column is not None and (count := _count_of(cell)) is not None:
                of_all = "not_done" if name == "not_done" else "done"
                # The count of all children may stand under the first tick column.
                ways = f"marks_{name}", "all", of_all
                yield column, _heading(grid, table, column), ways, count
    for column, cell in enumerate(cells):
        pieces = _PIECES.split(cell) if isinstance(cell, str) else ()
        for piece in pieces:
            match = _COUNTED.fullmatch(clean_text(piece))
            words = match[1].strip() if match else ""
            if not words or _OF_SOME.search(comparison_key(words)):
                continue
            status = result_of(words, None, as_of, table.vocabulary)
            if match and status:
                yield column, words, _WAYS[status], int(match[2])


def _count_of(cell: Cell) -> int | None:
    if type(cell) is int:
        return cell
    is_count = isinstance(cell, str) and cell.strip().isdecimal()
    return int(cell) if is_count else None


def _heading(grid: Grid, table: Table, column: int) -> str:
    over = [grid.at(row, column) for row in range(table.first, table.body)]
    return next((clean_text(t) for t in reversed(over) if isinstance(t, str)), "")
