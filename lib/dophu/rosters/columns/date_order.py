"""Columns of dates in which Excel's locale turned day and month round.

A sheet typed day first and opened where dates are month first keeps as text what has
a day after the 12th, and takes every other for a date with its day and month turned.
Such a column shows itself whole: no real date in it has a day after the 12th, and no
text one up to it. It is told, counted as it stands, and turned back where a person
decides so (``decisions.csv``, kind ``date_order``).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from dophu.ages import AgeGroups
from dophu.campaign.decisions import KEEP, TURN
from dophu.dates import EXCEL_EPOCH, YEARS, parse_date
from dophu.reader.grid import Cell, Grid
from dophu.rosters.headings.heading_columns import column_heading
from dophu.rosters.headings.heading_search import heading_text
from dophu.rosters.headings.tables import Table
from dophu.rosters.texts.heading_words import PATH
from dophu.text import clean_text, comparison_key

LEAST_DATES, LEAST_TEXTS, LEAST = 3, 2, 6
"""Real dates, texts, and both together, from which a column may have been turned: of
columns that hold both for another reason 1 in 70 looks so at these sizes, (12/30)³ ×
(18/30)³, and every further row makes it less."""

LAST_MONTH = 12
_WRITTEN = re.compile(r"\s*(\d{1,2})\s*[-/.]\s*(\d{1,2})\s*[-/.]\s*\d{2,4}\s*")

FIELDS = ("birth_date", "applied_date", "issued_date")
"""Columns of dates that decide something about a child."""


@dataclass(frozen=True)
class DateOrders:
    """What judging columns of dates takes: what was decided, and the age groups."""

    decided: Mapping[str, str] = field(default_factory=dict)
    groups: AgeGroups | None = None


@dataclass(frozen=True)
class Turned:
    """A column whose dates were turned, or are decided to have been.

    ``rows`` are those of real dates; ``code`` is DS-33, or DS-34 where a decision to
    turn cannot be carried out. ``counts`` are the children by age group as the column
    stands and as it would be turned, empty where it holds no births.
    """

    field: str
    column: int
    heading: str
    rows: tuple[int, ...]
    code: str
    counts: tuple[Mapping[str, int], ...] = ()


def settle_date_orders(
    grid: Grid, table: Table, orders: DateOrders, as_of: date
) -> tuple[Grid, list[Turned]]:
    """Turn the columns that a person decided, and list those that must be asked about.

    A column of which a real date has a day after the 12th was not turned, whatever was
    decided: it is left as it stands, and told.
    """
    found: list[Turned] = []
    for name in FIELDS:
        if name not in table.columns:
            continue
        column = table.columns[name]
        names = _headings(grid, table, column)
        decided = next((d for n in names if (d := orders.decided.get(n[0]))), None)
        written = grid.down(table.data_rows, column)
        # Most columns hold texts alone; a column of 50,000 is through here at once.
        kinds = set(map(type, written))
        if decided == KEEP or not any(hasattr(kind, "day") for kind in kinds):
            continue
        cells = dict(zip(table.data_rows, written, strict=True))
        days = {row: cell for row, cell in cells.items() if is_day(cell)}
        if not days:
            continue
        turned = {row: turn(cell) for row, cell in days.items()}
        about = name, column, names[0][1], tuple(days)
        if decided == TURN and all(turned.values()):
            grid = _with_cells(grid, column, turned)
        elif decided == TURN:
            # One day after the 12th shows that Excel did not turn this column.
            found.append(Turned(*about, "DS-34"))
        elif look_turned(list(cells.values())):
            both = _counts(cells, turned, orders.groups, as_of)
            found.append(Turned(*about, "DS-33", both if name == FIELDS[0] else ()))
    return grid, found


def look_turned(cells: Sequence[Cell]) -> bool:
    """Test whether a column's dates look turned: see this module's head.

    Examples
    --------
    >>> typed = [date(2018, 2, 1), date(2019, 4, 3), date(2020, 6, 5)]
    >>> look_turned([*typed, "13/2/2018", "25/12/2019", "31/1/2020"])
    True
    >>> look_turned([*typed, "13/2/2018", "25/12/2019", "1/3/2020"])
    False
    """
    days = [cell for cell in cells if is_day(cell)]
    texts = [m for c in cells if isinstance(c, str) and (m := _WRITTEN.fullmatch(c))]
    enough = len(days) >= LEAST_DATES and len(texts) >= LEAST_TEXTS
    return (
        enough
        and len(days) + len(texts) >= LEAST
        and all(day.day <= LAST_MONTH for day in days)
        and all(int(text[1]) > LAST_MONTH >= int(text[2]) for text in texts)
    )


def is_day(cell: Cell) -> bool:
    """Test whether a cell is a real date, and not a bare year shown as one."""
    return hasattr(cell, "day") and (_plain(cell) - EXCEL_EPOCH).days not in YEARS


def turn(day: date) -> date | None:
    """Turn day and month of a date; None where that is none.

    Examples
    --------
    >>> turn(date(2018, 2, 1)), turn(date(2018, 2, 13))
    (datetime.date(2018, 1, 2), None)
    """
    day = _plain(day)
    return day.replace(month=day.day, day=day.month) if day.day <= LAST_MONTH else None


def _plain(day: date) -> date:
    return date(day.year, day.month, day.day)


def _headings(grid: Grid, table: Table, column: int) -> list[tuple[str, str]]:
    """Give what a person may name a column by, as it is compared and as it is shown."""
    rows = range(table.first, table.body)
    texts = [text for row in rows if (text := heading_text(grid.at(row, column)))]
    texts = list(dict.fromkeys(texts))
    named = [*texts[-1:], PATH.join(texts), column_heading(column)]
    return [(comparison_key(text), text) for text in named if text]


def _with_cells(grid: Grid, column: int, cells: Mapping[int, Cell]) -> Grid:
    rows = list(grid.rows)
    for row, cell in cells.items():
        # A merged cell is written where it begins, from where all its rows read it.
        at, place = grid.spans.get((row, column), (row, column))
        rows[at] = [*rows[at][:place], cell, *rows[at][place + 1 :]]
    return replace(grid, rows=rows)


def _counts(
    cells: Mapping[int, Cell],
    turned: Mapping[int, date | None],
    groups: AgeGroups | None,
    as_of: date,
) -> tuple[Mapping[str, int], ...]:
    """Count the children by age group, as the column stands and if it is turned."""
    if groups is None:
        return ()

    def count(read: Mapping[int, Cell]) -> Counter[str]:
        return Counter(_group(cell, groups, as_of) for cell in read.values())

    return count(cells), count({**cells, **turned})


def _group(cell: Cell, groups: AgeGroups, as_of: date) -> str:
    born = parse_date(clean_text(cell) if isinstance(cell, str) else cell, as_of)
    if born is None:
        return "unknown"
    return groups.group_of(born.first, born.last, as_of) or ""
