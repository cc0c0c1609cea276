"""A birth written beside its year: "Ngày/tháng | Năm sinh", "Ngày | Tháng | Năm sinh".

The parts are joined where all that stands in their columns can be a day and month of
birth and nothing else; where it may be something else the year alone counts, and the
columns are told.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date

from dophu.reader.grid import Cell, Grid
from dophu.rosters.headings.tables import Table
from dophu.rosters.texts.heading_words import plain_heading
from dophu.text import clean_text, comparison_key

YEARS = frozenset(("năm sinh", "sinh năm", "ns", "năm sinh của trẻ"))
"""Headings of a year of birth, where a day and a month stand beside it."""

DAY_MONTHS = frozenset(
    ("ngày tháng", "ngày sinh", "ngày tháng sinh", "sinh ngày", "sinh ngày tháng",
     "ngày sinh tháng sinh", "ngày và tháng", "ngày và tháng sinh")
)  # fmt: skip
DAYS = frozenset(("ngày", "ngày sinh", "sinh ngày"))
MONTHS = frozenset(("tháng", "tháng sinh"))

_YEAR = re.compile(r"(?:19|20)\d\d")
_DAY_MONTH = re.compile(r"(\d{1,2})\s*[/.-]\s*(\d{1,2})\s*[/.-]?")
_BIRTHS = ("birth_date", "birth_day", "birth_month", "birth_year")


@dataclass(frozen=True)
class Parts:
    """Columns that may be parts of a birth: of a day (or day and month), of a month."""

    year: int
    day: int
    month: int | None = None


def join_birth_parts(grid: Grid, table: Table) -> tuple[Table, list[int]]:
    """Take columns beside a year of birth for its day and month, where they are.

    Returns
    -------
    tuple
        The table, and the columns that may be of the birth and were not joined.
    """
    if {"birth_day", "birth_year"} <= table.columns.keys():
        return table, []
    parts = _find_parts(grid, table)
    if parts is None:
        return table, []
    named = [c for c in (parts.day, parts.month) if c is not None]
    if not _are_births(grid, table, parts):
        taken = {*table.columns.values(), *table.doubled}
        left = [c for c in named if c not in taken]
        return table, left
    columns = {n: c for n, c in table.columns.items() if n not in _BIRTHS}
    columns |= {"birth_day": parts.day, "birth_year": parts.year}
    if parts.month is not None:
        columns["birth_month"] = parts.month
    used = {parts.year, *named}
    unknown = {c: text for c, text in table.unknown.items() if c not in used}
    doubled = {c: name for c, name in table.doubled.items() if c not in used}
    return replace(table, columns=columns, unknown=unknown, doubled=doubled), []


def _find_parts(grid: Grid, table: Table) -> Parts | None:
    """Find the columns by their headings and places; None where there are none."""
    fields = {column: name for name, column in table.columns.items()}

    def key(column: int) -> str:
        if not 0 <= column < grid.width:
            return ""
        name = fields.get(column, table.doubled.get(column, ""))
        if name and name not in _BIRTHS:
            return ""
        over = [grid.at(r, column) for r in range(table.first, table.body)]
        texts = [plain_heading(text) for text in over if isinstance(text, str)]
        text = comparison_key(texts[-1]) if texts else ""
        return " ".join(re.findall(r"\w+", text))

    for year in range(grid.width):
        if key(year) not in YEARS:
            continue
        for left, right in ((year - 2, year - 1), (year + 2, year + 1)):
            if key(left) in DAYS and key(right) in MONTHS:
                return Parts(year, left, right)
        for beside in (year - 1, year + 1):
            if key(beside) in DAY_MONTHS:
                return Parts(year, beside)
    return None


def _are_births(grid: Grid, table: Table, parts: Parts) -> bool:
    """Test whether all that stands there is a day and month of birth, for certain."""
    rows = table.data_rows
    years = grid.down(rows, parts.year)
    days = grid.down(rows, parts.day)
    none = [None] * len(rows)
    months = none if parts.month is None else grid.down(rows, parts.month)
    some = [(d, m, y) for d, m, y in zip(days, months, years, strict=True)
            if d is not None or m is not None]  # fmt: skip
    if not some or not all(_is_year(year) for _, _, year in some):
        return False
    if parts.month is not None:
        return all(_is_up_to(d, 31) and _is_up_to(m, 12) for d, m, _ in some)
    over = [grid.at(r, parts.day) for r in range(table.first, table.body)]
    says_so = any("sinh" in comparison_key(t) for t in over if isinstance(t, str))
    # Right of the year "Ngày/tháng" may as well be of what was done for the child.
    is_of_birth = parts.day < parts.year or says_so
    return is_of_birth and are_day_months([day for day, _, _ in some])


def are_day_months(cells: list[Cell]) -> bool:
    """Test whether cells are days and months, the day first, beyond doubt.

    A cell that Excel made a date of has turned day and month where both are 12 or less;
    one whose day is more shows that its Excel reads the day first.

    Examples
    --------
    >>> are_day_months(["15/3", "1/12"]), are_day_months(["3/15", "1/12"])
    (True, False)
    >>> day = date(2024, 3, 5)
    >>> are_day_months([day, "15/3"]), are_day_months([day, date(2024, 3, 15)])
    (False, True)
    """
    dates = [cell for cell in cells if isinstance(cell, date)]
    if dates and not any(day.day > 12 for day in dates):
        return False
    return all(isinstance(cell, date) or _is_day_month(cell) for cell in cells)


def _is_day_month(cell: Cell) -> bool:
    found = _DAY_MONTH.fullmatch(clean_text(cell)) if isinstance(cell, str) else None
    return bool(found) and 0 < int(found[1]) <= 31 and 0 < int(found[2]) <= 12


def _is_up_to(cell: Cell, most: int) -> bool:
    text = clean_text(str(cell))
    return text.isdecimal() and 0 < int(text) <= most


def _is_year(cell: Cell) -> bool:
    return _YEAR.fullmatch(clean_text(str(cell))) is not None
