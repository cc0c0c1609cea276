"""A title that says how many are done, held against the rows below it.

"Đã làm: 5 trẻ" over six children is not said of each of them. It is of those that say
nothing themselves, where these are five; it agrees with the rows, where five say "done"
already; else it is of nobody for certain, and a person is asked.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from dophu.campaign.settings import ENROLLED
from dophu.reader.grid import Grid
from dophu.rosters.headings.result_lines import stated_count
from dophu.rosters.headings.tables import Table
from dophu.rosters.words.remarks import compare_remarks
from dophu.text import clean_text

_SHARE = re.compile(r"(?<![\d/.-])(?<!ngày )(\d{1,3}) ?/ ?(\d{1,3})(?![\d/.-])")
"""So many of so many, or a day and a month."""

TITLE = "title"
OTHER_COUNT = "other_count"
"""How a row is told below a title whose count is not that of any rows."""


@dataclass(frozen=True)
class Result:
    """What is told of a row from outside: the status, the line, what line it is.

    ``is_ahead``: the line says "done" of a day that is still to come; ``is_counted``:
    it has as many as rows say nothing themselves, of which it is.
    """

    status: str
    line: str
    how: str
    is_ahead: bool = False
    is_counted: bool = False


def speaking_rows(grid: Grid, table: Table, as_of: date) -> tuple[set[int], set[int]]:
    """Give the rows whose remark says "not yet", and those with that or a reason."""
    rows = list(table.data_rows)

    def texts(field: str) -> list[str]:
        column = table.columns.get(field)
        cells = grid.down(rows, column) if column is not None else [None] * len(rows)
        return ["" if cell is None else clean_text(str(cell)) for cell in cells]

    notes, reasons = texts("note"), texts("reason")
    given: list[str | None] = ["applied"] * len(rows)
    compare_remarks(given, [notes, reasons], as_of, table.vocabulary)
    said = zip(rows, given, strict=True)
    denied = {row for row, status in said if status not in ENROLLED}
    return denied, denied | {r for r, why in zip(rows, reasons, strict=True) if why}


def hold_against_counts(
    statuses: Sequence[str | None],
    rows: Sequence[int],
    outside: Mapping[int, list[Result]],
    speaking: tuple[set[int], set[int]],
) -> dict[int, list[Result]]:
    """Give what is told of each row, once titles are held against their counts.

    Parameters
    ----------
    statuses, rows
        What each child's own row says, and its row.
    outside
        What is told of each row from outside.
    speaking
        Rows whose remark says "not yet", and those that say anything of why not.

    Examples
    --------
    >>> title = Result("applied", "Đã làm: 2 trẻ", "title")
    >>> told = {row: [title] for row in (3, 4, 5)}
    >>> found = hold_against_counts([None, None, "not_yet"], [3, 4, 5], told, (set(), set()))
    >>> [[one.is_counted for one in found[row]] for row in (3, 4, 5)]
    [[True], [True], []]
    """  # noqa: E501
    found = {row: list(results) for row, results in outside.items()}
    denied, speak = speaking
    titles = {
        one: stated_count(one.line)
        for results in outside.values()
        for one in results
        if one.how == TITLE and one.status in ENROLLED and not one.is_ahead
    }
    for title, stated in titles.items():
        below = [(s, r) for s, r in zip(statuses, rows, strict=True)
                 if title in outside.get(r, ())]  # fmt: skip
        own = {r for s, r in below if s in ENROLLED}
        silent = {r for s, r in below if s is None and r not in speak}
        if stated is None:
            stated = _stated_of(title.line, len(below))
        if stated is None or stated >= len(below):
            # It is said of all, and a remark that says "not yet" contradicts it.
            told, rest = {}, {r for _, r in below} & denied
            rest_is = [title, replace(title, status="not_yet")]
        elif stated == len(own) + len(silent) and silent:
            told = dict.fromkeys(silent, [replace(title, is_counted=True)])
            rest, rest_is = {r for _, r in below} - silent, []
        elif own and stated == len(own):
            told, rest, rest_is = {}, {r for _, r in below}, []
        elif any(s is not None for s, _ in below):
            continue  # columns contradict it, row by row
        else:
            told, rest = {}, {r for _, r in below}
            rest_is = [replace(title, status="not_yet", how=OTHER_COUNT)]
        for row in rest:
            told[row] = rest_is
        for row, of_title in told.items():
            found[row] = [o for o in found[row] if o != title] + of_title
    return found


def _stated_of(line: str, children: int) -> int | None:
    """Give how many of so many children a line says are done; None where it does not.

    Over six children "5/6" is hardly a day of June, and if it is one a person says so.

    Examples
    --------
    >>> _stated_of("Đã làm 5/6", 6), _stated_of("Đã làm: 5 / 6 trẻ", 6)
    (5, 5)
    >>> [_stated_of(line, 6) for line in ("Đã làm 5/7", "Đã làm ngày 5/6", "15/6/2024")]
    [None, None, None]
    """
    shares = _SHARE.findall(line)
    return next((int(n) for n, of in shares if int(of) == children >= int(n)), None)
