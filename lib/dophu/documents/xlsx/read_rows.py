"""What an office reads of a long table: a line a hamlet or session, and no more.

Of a hundred hamlets and more, a line an age group and hamlet fills forty printed pages.
``details.xlsx`` has every line; here the ages of a hamlet, and the hamlets of a
session, are together, so that ``tables.xlsx`` still prints on some twelve.
"""

from __future__ import annotations

from typing import Any

from dophu.tables.figures import ALL, Row

LONG = 100
"""Lines up to which a table is read as it is: two or three printed pages."""

TOGETHER = {
    "changes": ("hamlet_id", "hamlet"),
    "plan": ("date", "venue", "places"),
}
"""What a line of a long table is of; its counts are added up."""

SAID = ("gaps",)
"""Tables that are left out where they are long: the sheet of hamlets has their sums."""


ONE_PAGE = 45
"""Rows of a table that is read up to which it is printed on one page."""

UPRIGHT, HIGH, WIDE = 140, 62, 42
"""Of a longer table: its width in letters up to which it is printed upright, in letters
of seven points and more, and the rows of an upright page and of one across."""


def shorten_table(name: str, rows: list[Row]) -> list[Row]:
    """Give the lines that are read of a table; all of them of a short one.

    Examples
    --------
    >>> pace = [{"hamlet_id": "H1", "age_group": g, "gap": "9"} for g in ("a", "all")]
    >>> len(shorten_table("pace", pace)), shorten_table("pace", pace * 60)[:1]
    (2, [{'hamlet_id': 'H1', 'gap': '9'}])
    """
    if len(rows) <= LONG:
        return rows
    if name in SAID:
        return []
    if name in TOGETHER:
        return _add_up(rows, TOGETHER[name])
    # A pace is no sum: the table has lines of all ages of its own.
    whole = [row for row in rows if row.get("age_group") == ALL]
    return [{k: v for k, v in row.items() if k != "age_group"} for row in whole]


def _add_up(rows: list[Row], keys: tuple[str, ...]) -> list[Row]:
    """Add up the counts of lines of one thing; where none has one, it stays empty."""
    counts = [
        column
        for column in rows[0]
        if column not in (*keys, "hamlet_id", "hamlet", "age_group")
    ]
    lines: dict[tuple[str, ...], Row] = {}
    for row in rows:
        of = tuple(row[key] for key in keys)
        line = lines.setdefault(of, dict(zip(keys, of, strict=True)))
        for column in counts:
            if row[column]:
                line[column] = str(int(line.get(column) or 0) + int(row[column]))
            else:
                line.setdefault(column, "")
    return [*lines.values()]


def fit_pages(sheet: Any, rows: int, width: float) -> None:
    """Print a table that is read on as few pages as leave it readable."""
    if rows <= ONE_PAGE:
        sheet.fit_to_pages(1, 1)
        return
    upright = width <= UPRIGHT
    if upright:
        sheet.set_portrait()
    sheet.fit_to_pages(1, -(-rows // (HIGH if upright else WIDE)))
