"""Columns that no heading tells, judged by what their values look like.

A column is proposed to a person (``decisions.csv``), never taken in silence. One
rule takes by itself: where a table has no birth dates, and just one column, or
three of day, month and year, can only be that; it is listed.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

from dophu.campaign.hamlet_spellings import HamletIndex
from dophu.catalogue.vocabulary import Vocabulary
from dophu.dates import PartialDate, parse_date
from dophu.reader.grid import Cell, Grid
from dophu.rosters.columns.birth_columns import birth_cells
from dophu.rosters.headings.heading_columns import column_heading
from dophu.rosters.headings.tables import Table
from dophu.rosters.words.values import read_numbers, read_sexes
from dophu.text import clean_text, comparison_key

LEAST = 3
"""Values from which a column looks like anything."""

SEEN = 0.5
"""Share of the rows that must have a value in a column that is proposed."""

TAKEN = 0.8
"""Share of the rows that must have a date in a column that is taken for births."""

ALIKE = 0.9
"""Share of the values that must be of the field; births must all be dates."""

_OLDEST = 18  # years: older than any child of a campaign, younger than a parent
_RECENT = timedelta(days=400)
_SAMPLED = 300
_OF_OTHERS = re.compile(
    r"\b(bố|mẹ|cha|má|vợ|chồng|chủ hộ|phụ huynh|giám hộ|đại diện|ông|bà|người|anh|chị"
    r"|cán bộ|giáo viên|trưởng)\b"
)
_OF_EVENTS = re.compile(
    r"\b(cấp|làm|hẹn|nộp|trả|thu|nhận|lập|đăng|cập nhật|hạn|xác minh|kiểm tra|rà soát"
    r"|khai|đến|đi|nhập|vào|gửi|báo|mời|tiêm|khám)\b"
)
_OF_CARDS = re.compile(r"\b(?:số thẻ|sê ri|seri|serial)\b")
"""Headings of the card's own number, which is the child's and says more than that."""
_BIRTHS = frozenset(("birth_date", "birth_year", "male", "female"))


@dataclass(frozen=True)
class Proposal:
    """A column that looks like a field; ``is_taken`` where the rule took it.

    ``heading`` is what stands over it, or the column's own name where nothing
    does; by either a person can decide it. Of several columns taken together
    ``asked_as`` is the one by which a person can.
    """

    column: int
    heading: str
    field: str
    is_taken: bool = False
    asked_as: str = ""


def propose(
    grid: Grid, table: Table, index: HamletIndex, as_of: date
) -> tuple[Table, list[Proposal]]:
    """Judge the columns of a table that have no known heading, by their values.

    Each column is proposed for one field at most, and only for one that the
    table has not; what stands under a heading of a parent or an officer never.

    Returns
    -------
    tuple
        The table, with the births taken where the rule allows, and the proposals.
    """
    at = table.data_rows
    found: list[Proposal] = []
    for column in _open_columns(grid, table):
        heading = table.unknown.get(column) or column_heading(column)
        if _OF_OTHERS.search(comparison_key(heading)):
            continue
        sampled = at[:: max(1, len(at) // _SAMPLED)]
        cells = [cell for row in sampled if (cell := grid.at(row, column)) is not None]
        if len(cells) < max(LEAST, SEEN * len(sampled)):
            continue
        fits = [
            field
            for field, looks_like in _looks(
                heading, index, as_of, table.vocabulary
            ).items()
            if field not in table.columns
            and not (field == "status" and column in table.of_others)
            and looks_like(cells)
        ]
        if len(fits) == 1:
            found.append(Proposal(column, heading, fits[0]))
    if _BIRTHS.isdisjoint(table.columns):
        return _with_births(grid, table, found, as_of)
    return table, [p for p in found if p.field != "birth_date"]


def _open_columns(grid: Grid, table: Table) -> list[int]:
    known = {*table.columns.values(), *table.doubled, *table.ignored, *table.unclear}
    return [column for column in range(grid.width) if column not in known]


def _looks(
    heading: str, index: HamletIndex, as_of: date, vocabulary: Vocabulary
) -> dict[str, Callable[[list[Cell]], bool]]:
    def births(cells: list[Cell]) -> bool:
        if _OF_EVENTS.search(comparison_key(heading)):
            return False
        return _are_births([_day(cell, as_of) for cell in cells], as_of)

    def numbers(cells: list[Cell]) -> bool:
        if _OF_CARDS.search(comparison_key(heading)):
            return False
        read = [n for n in read_numbers(cells)[0] if n is not None]
        young = [n for n in read if _is_childs(n, as_of)]
        return len(young) >= ALIKE * len(cells)

    def hamlets(cells: list[Cell]) -> bool:
        return _share(cells, lambda text: index.find(text) is not None)

    def sexes(cells: list[Cell]) -> bool:
        return all(read_sexes(cells)) and all(len(str(cell)) > 1 for cell in cells)

    def words(cells: list[Cell]) -> bool:
        return _share(
            cells,
            lambda text: (
                len(text) > 1 and vocabulary.statuses.find_whole(text) is not None
            ),
        )

    return {
        "birth_date": births,
        "personal_number": numbers,
        "sex": sexes,
        "hamlet": hamlets,
        "status": words,
    }


def _share(cells: list[Cell], fits: Callable[[str], bool]) -> bool:
    texts = [clean_text(cell) for cell in cells if isinstance(cell, str)]
    return sum(map(fits, texts)) >= ALIKE * len(cells)


def _day(cell: Cell, as_of: date) -> PartialDate | None:
    return parse_date(clean_text(cell) if isinstance(cell, str) else cell, as_of)


def _are_births(days: list[PartialDate | None], as_of: date) -> bool:
    """Test whether dates can be children's births: not events of the last year."""
    whole = [day for day in days if day is not None]
    if len(whole) < len(days) or any(day.first > as_of for day in whole):
        return False
    young = sum(day.first.year >= as_of.year - _OLDEST for day in whole)
    recent = sum(day.last > as_of - _RECENT for day in whole)
    return young >= ALIKE * len(whole) and recent <= len(whole) / 2


def _is_childs(number: str, as_of: date) -> bool:
    # Digits 4 to 6 of a number: century and sex, then the year of birth.
    century = {"0": 1900, "1": 1900, "2": 2000, "3": 2000}.get(number[3], 0)
    return as_of.year - _OLDEST <= century + int(number[4:6]) <= as_of.year


def _with_births(
    grid: Grid, table: Table, found: list[Proposal], as_of: date
) -> tuple[Table, list[Proposal]]:
    candidates = _three_parts(table)
    parted = {column for columns in candidates for column in columns.values()}
    candidates += [
        {"birth_date": proposal.column}
        for proposal in found
        if proposal.field == "birth_date" and proposal.column not in parted
    ]
    taken = [
        columns for columns in candidates if _all_births(grid, table, columns, as_of)
    ]
    if len(taken) != 1 or len(candidates) != 1:
        return table, found
    (columns,) = taken
    places = sorted(columns.values())
    unknown = {c: text for c, text in table.unknown.items() if c not in places}
    heading = " ".join(
        table.unknown.get(column) or column_heading(column) for column in places
    )
    rest = [p for p in found if p.field != "birth_date"]
    first = table.unknown.get(places[0]) or column_heading(places[0])
    proposal = Proposal(places[0], heading, "birth_date", True, first)
    changed = replace(table, columns=table.columns | columns, unknown=unknown)
    return changed, [*rest, proposal]


def _three_parts(table: Table) -> list[dict[str, int]]:
    keys = {column: comparison_key(text) for column, text in table.unknown.items()}
    names = ("ngày", "tháng", "năm")
    return [
        {f"birth_{part}": c + n for n, part in enumerate(("day", "month", "year"))}
        for c in keys
        if tuple(keys.get(c + n) for n in range(3)) == names
    ]


def _all_births(grid: Grid, table: Table, columns: dict[str, int], as_of: date) -> bool:
    at = table.data_rows

    def cells(name: str) -> list[Any]:
        return [grid.at(row, columns[name]) for row in at]

    written = [cell for cell in birth_cells(cells, columns)[0] if cell is not None]
    days = [_day(cell, as_of) for cell in written]
    return len(written) >= max(LEAST, TAKEN * len(at)) and _are_births(days, as_of)


def unread_columns(
    grid: Grid, table: Table, proposals: list[Proposal]
) -> dict[int, int]:
    """Count the cells of columns that have neither a heading nor a proposal."""
    at = table.data_rows
    reported = {*table.unknown, *(proposal.column for proposal in proposals)}
    counts = {
        column: sum(grid.at(row, column) is not None for row in at)
        for column in _open_columns(grid, table)
        if column not in reported
    }
    return {column: count for column, count in counts.items() if count}
