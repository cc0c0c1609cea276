"""Rows of children that are bold, in a box or the like where others are not.

Emphasis may be all that says who is done, and it may be how a list is made: headings,
one column, the heads of households. What splits the children of whom nothing says that
they are done is asked about, as a colour is; what the list's own shape explains is not.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from dophu.reader.emphasis import (
    BOLD,
    ITALIC,
    OF_BORDER,
    OF_SIZE,
    UNDERLINE,
    is_emphasis,
)
from dophu.reader.grid import Grid
from dophu.rosters.headings.tables import Table
from dophu.rosters.texts.result_fields import RESULTS_AND_DAYS

OF_CHILD = RESULTS_AND_DAYS | {
    "list_number", "name", "family_name", "middle_name", "given_name", "birth_date",
    "birth_day", "birth_month", "birth_year", "sex", "male", "female",
    "personal_number",
}  # fmt: skip
"""Fields of which one emphasised cell marks the child; of others most of a row must."""

FREE = RESULTS_AND_DAYS | {"note", "reason"}
"""Fields that say of themselves why a row may be marked: they explain no emphasis."""

_ORDER = (BOLD, ITALIC, UNDERLINE, OF_SIZE, OF_BORDER)
_IN_ONE_BLOCK = (OF_SIZE, OF_BORDER)
_OF_PASTED = ("border hair", "border thin", "border dotted")
"""Looks that rows pasted below a list keep; a few such rows at its end say nothing."""


@dataclass(frozen=True)
class Emphasis:
    """A look, the rows that have it, and those that have it in most of their cells."""

    look: str
    rows: frozenset[int]
    whole: frozenset[int]


def emphases_of_rows(
    grid: Grid,
    table: Table,
    at: Sequence[int],
    looks: Mapping[int, Mapping[int, set[str]]],
) -> tuple[Emphasis, ...]:
    """Give the emphases that some rows have and others have not.

    ``looks`` gives by row and column those that part the rows. A column whose filled
    cells all have a look parts nothing: its empty cells have none to show.
    """
    found = {run[3] for run in grid.looks if is_emphasis(run[3])}
    marking = {c for name, c in table.columns.items() if name in OF_CHILD}
    given = []
    for look in sorted(found, key=_rank):
        columns = {run[0] for run in grid.looks if run[3] == look}
        parting = {c for c in columns if _parts(grid, at, looks, c, look)}
        rows, whole = set(), set()
        for row in at:
            have = {c for c in parting if look in looks[row].get(c, ())}
            cells = grid.rows[row]
            shown = [c for c, cell in enumerate(cells) if cell is not None]
            if len(have.intersection(shown)) * 2 >= len(shown) > 1:
                whole.add(row)
                rows.add(row)
            elif have & marking.intersection(shown):
                rows.add(row)
        if rows and len(rows) < len(at):
            given.append(Emphasis(look, frozenset(rows), frozenset(whole)))
    return tuple(given)


def _rank(look: str) -> tuple[int, str]:
    return next(n for n, kind in enumerate(_ORDER) if look.startswith(kind)), look


def _parts(
    grid: Grid,
    at: Sequence[int],
    looks: Mapping[int, Mapping[int, set[str]]],
    column: int,
    look: str,
) -> bool:
    has = {
        look in looks[row].get(column, ())
        for row in at
        if column < len(grid.rows[row]) and grid.rows[row][column] is not None
    }
    return len(has) > 1


def emphases_to_report(
    sent: Grid,
    table: Table,
    emphases: Sequence[Emphasis],
    statuses: Mapping[int, str | None],
    known: Sequence[frozenset[int]] = (),
) -> dict[int, str]:
    """Give by row the emphases that may be all that says something of the child.

    ``statuses`` are those of the rows of children, in order; ``known`` sets of rows
    that are reported already. Of several sizes or borders the commonest is the
    list's own.
    """
    stated = set(statuses.values())
    if None not in stated and len(stated) > 1:
        return {}
    open_rows = {row for row, s in statuses.items() if s in (None, "not_yet")}
    reported: dict[int, str] = {}
    seen = list(known)
    for emphasis in _without_common(emphases, statuses):
        rows = emphasis.rows & statuses.keys()
        marked = rows & open_rows
        if not marked or marked == open_rows or rows in seen:
            continue
        seen.append(frozenset(rows))
        if _is_reported(sent, table, emphasis, rows, list(statuses)):
            for row in rows:
                reported.setdefault(row, emphasis.look)
    return reported


def _without_common(
    emphases: Sequence[Emphasis], rows: Mapping[int, object]
) -> list[Emphasis]:
    left = []
    for kind in _ORDER:
        found = [e for e in emphases if e.look.startswith(kind)]
        covered = frozenset[int]().union(*(e.rows for e in found))
        if len(found) > 1 and rows.keys() <= covered:
            found.remove(max(found, key=lambda e: len(e.rows & rows.keys())))
        left += found
    return left


def _is_reported(
    sent: Grid,
    table: Table,
    emphasis: Emphasis,
    rows: frozenset[int],
    at: Sequence[int],
) -> bool:
    if min(len(rows), len(at) - len(rows)) == 1 and not rows <= emphasis.whole:
        return False  # one cell
    turns = sum((a in rows) != (b in rows) for a, b in pairwise(at))
    if emphasis.look.startswith(_IN_ONE_BLOCK) and turns == 1:
        last = [row for row in at if (row in rows) is (at[-1] in rows)]
        is_plain = at[-1] not in rows
        is_pasted = emphasis.look.startswith((OF_SIZE, *_OF_PASTED))
        if len(last) * 2 < len(at) + (not is_plain) and (is_plain or is_pasted):
            return False
    groups = _groups(sent, table, at)
    if any(_is_explained(group, rows) for group in groups):
        return False
    return not _are_heads(sent, table, rows, at)


def _groups(grid: Grid, table: Table, at: Sequence[int]) -> list[list[set[int]]]:
    """Give the rows of each section, and those of each hamlet."""
    starts = sorted(table.sections)
    of_sections: dict[object, set[int]] = defaultdict(set)
    of_hamlets: dict[object, set[int]] = defaultdict(set)
    for row in at:
        of_sections[bisect_right(starts, row)].add(row)
        if "hamlet" in table.columns:
            of_hamlets[grid.at(row, table.columns["hamlet"])].add(row)
    return [list(of_sections.values()), list(of_hamlets.values())]


def _is_explained(groups: Sequence[set[int]], rows: frozenset[int]) -> bool:
    """Test whether each group is marked whole or not at all, and there are several."""
    return len(groups) > 1 and all(g <= rows or g.isdisjoint(rows) for g in groups)


def _are_heads(
    grid: Grid, table: Table, rows: frozenset[int], at: Sequence[int]
) -> bool:
    """Test whether the marked rows are those that begin a household.

    They alone hold something in a column: its number, its head, its address.
    """
    free = {c for name, c in table.columns.items() if name in FREE}
    filled: dict[int, set[int]] = defaultdict(set)
    for row in at:
        for column, cell in enumerate(grid.rows[row]):
            if cell is not None and column not in free:
                filled[column].add(row)
    counts = Counter(len(found) for found in filled.values())
    return bool(counts[len(rows)]) and any(found == rows for found in filled.values())
