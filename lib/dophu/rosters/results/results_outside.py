"""The drive's result as a sheet's name, a title or a section heading tells it.

"Đã làm" over a part of a list says of each child below what a column says of one. It
is read where every word is understood: the result, whose list it is, ages, a day and a
hamlet; what a row itself says otherwise is a contradiction, and the lesser counts.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date

from dophu.campaign.decided_rows import DONE
from dophu.campaign.hamlet_spellings import HamletIndex
from dophu.campaign.settings import ENROLLED
from dophu.reader.grid import Cell, Grid
from dophu.rosters.headings.result_lines import (
    RETURNED,
    is_ahead,
    result_of,
    seems_a_result,
    stated_count,
)
from dophu.rosters.headings.row_words import is_age_section
from dophu.rosters.headings.tables import Table
from dophu.rosters.results.settling_counts import rows_done_by_count
from dophu.rosters.results.title_counts import (
    Result,
    hold_against_counts,
)
from dophu.rosters.texts.days_ahead import is_of_days_ahead
from dophu.rosters.texts.result_fields import RESULTS
from dophu.rosters.texts.titles import lines_of, places_of
from dophu.rosters.words.words_against import SETBACK, speaks_against

_STYLES = (
    ("roman", re.compile(r"[IVX]{1,4}\b")),
    ("letter", re.compile(r"[A-Ha-h]\b(?![ ]\w)")),
    ("digit", re.compile(r"\d{1,3}\b")),
    ("dash", re.compile(r"[-–+*•]")),
)
"""How sections are numbered: those of one style are equals."""

NOTHING_DECIDED: Mapping[int, str] = {}
"""Where a person decided of no row."""

AFTER_TOTAL, AFTER_BLANK = "after_total", "after_blank"
"""How a row is told that stands behind the total of its section, or behind a blank row
in it, below no other."""

BY_COUNT = "count"
"""How a row is told that is done by a count of the list (``settling_counts``)."""

BEHIND = (AFTER_TOTAL, AFTER_BLANK)


def results_outside(
    grid: Grid,
    table: Table,
    above: int,
    index: HamletIndex,
    as_of: date,
    decided: Mapping[int, str] = NOTHING_DECIDED,
) -> dict[int, list[Result]]:
    """Give by row what the sheet's name, the title and the section above it tell.

    ``above`` is the first row of the lines over the table. A title that says "not yet"
    tells what a list is for, and what was done since stands in its rows; of lines that
    disagree none counts. Behind a total, or a blank row, it is not certain that a
    section that says "done" goes on: not unless it says how many stand below it, or
    ``decided`` has it of the row.
    """

    def read(line: str, how: str) -> Result | None:
        status = result_of(line, index, as_of, table.vocabulary)
        if status is None:
            # "Đợt 2: 25/7" over children of a list of 18 July: they are still to come.
            is_plan = how == "section" and is_of_days_ahead(line, as_of)
            return Result("not_yet", line, how) if is_plan else None
        return Result(status, line, how, is_ahead(line, index, as_of, table.vocabulary))

    sheet = list(filter(None, [read(grid.name, "sheet")]))
    titles = {
        found.status: found
        for line in lines_of(grid, above, table.first)
        if (found := read(line, "title"))
    }
    (title,) = titles.values() if len(titles) == 1 else (None,)
    is_result = title and title.status in (*ENROLLED, RETURNED)
    above_all = [title] if title and (is_result or title.is_ahead) else []
    sections = {row: read(text, "section") for row, text in table.sections.items()}
    first = min(sections, default=None)
    are_outer = first is not None and sections[first] is not None
    found: dict[int, list[Result]] = {}
    current: list[Result] = []
    style = ""
    extent = _Extent()
    for row in range(table.body, table.end):
        kind = table.kinds[row - table.first]
        extent.look_at(kind, grid.rows[row], table.sections.get(row))
        if row in sections:
            if section := sections[row]:
                current = [section]
                style = _style_of(grid, row)
                if _is_equal(grid, row, table, above_all):
                    above_all = []
            elif not are_outer or _ends(grid, row, table, style, index):
                current = []
            words = table.sections[row], table.vocabulary
            # Another list begins: what the title of the first says ends.
            if not sections[row] and (kind == "title" or seems_a_result(*words)):
                done = [one for one in above_all if one.status in ENROLLED]
                current = [_behind(one, AFTER_BLANK) for one in done] or current
                above_all = []
        elif kind == "total":
            current = [_behind(section, AFTER_TOTAL) for section in current]
        outer, below = [*sheet, *above_all], current
        if kind == "data" and (outer or below):
            if extent.is_left and decided.get(row) != DONE:
                below = [_behind(section, AFTER_BLANK) for section in current]
            found[row] = [*outer, *below]
    for row in () if decided else rows_done_by_count(grid, table, above, end_of(table)):
        found.setdefault(row, []).append(Result("applied", "", BY_COUNT))
    return found


def _is_equal(grid: Grid, row: int, table: Table, titles: Sequence[Result]) -> bool:
    """Test whether a section is the next of what a title is the first of, and ends it.

    "I. Đã làm" over a list and "II. Chưa làm" within it are equals, and so are two
    titles, and two lines that each have the headings of a list below them.
    """
    kind, *kinds = table.kinds[row - table.first :]
    below = next((kind for kind in kinds if kind in ("heading", "data")), "")
    style = _style_of(grid, row)
    return (
        kind == "title"
        or below == "heading"
        or any(style == _style(title.line) != "none" for title in titles)
    )


class _Extent:
    """How far a section reaches: to a blank row behind its children, or to its count.

    Where headings are printed again behind the blank row, it is the next page.
    """

    def __init__(self) -> None:
        self._stated: int | None = None
        self._rows = 0
        self._is_parted = False

    def look_at(self, kind: str, cells: list[Cell], section: str | None) -> None:
        """Go on to the next row."""
        if section is not None:
            self._stated = stated_count(section)
            self._rows, self._is_parted = 0, False
        elif kind == "data":
            self._rows += 1
        elif kind == "heading":
            self._is_parted = False
        elif self._rows and all(cell is None for cell in cells):
            self._is_parted = True

    @property
    def is_left(self) -> bool:
        """Whether it is not certain that the row is still in the section."""
        return self._is_parted and (self._stated is None or self._rows > self._stated)


def _behind(section: Result, how: str) -> Result:
    """Give what a section that said "done" tells behind its end: no more of it."""
    if section.status not in ENROLLED:
        return section
    return Result("not_yet", section.line, how)


def _ends(grid: Grid, row: int, table: Table, style: str, index: HamletIndex) -> bool:
    """Test whether a section that tells no result ends the one above: it is its equal.

    One that is numbered otherwise, or names a place or ages, is a part of it.
    """
    text = table.sections[row]
    is_part = bool(places_of(text, index)) or is_age_section(text)
    return not is_part and _style_of(grid, row) == style


def _style_of(grid: Grid, row: int) -> str:
    """Give how a line is numbered, in the cell of its text or in one before it."""
    texts = (str(cell) for cell in grid.rows[row] if cell is not None)
    return _style(next(texts, ""))


def _style(text: str) -> str:
    return next((name for name, form in _STYLES if form.match(text.strip())), "none")


def title_of_not_yet(
    grid: Grid, table: Table, above: int, index: HamletIndex, as_of: date
) -> str:
    """Give the line of the title that says "not yet", '' where none or another says so.

    ``above`` is the first row of the lines over the table.
    """
    reported = {
        status: line
        for line in lines_of(grid, above, table.first)
        if not is_ahead(line, index, as_of, table.vocabulary)
        and (status := result_of(line, index, as_of, table.vocabulary))
    }
    if not reported:
        lines = lines_of(grid, above, table.first)
        setbacks = (t for t in lines if speaks_against(t, table.vocabulary) == SETBACK)
        return next(setbacks, "")
    return reported.get("not_yet", "") if len(reported) == 1 else ""


def settle_results(
    statuses: list[str | None],
    rows: Sequence[int],
    outside: dict[int, list[Result]],
    table: Table,
    held: Sequence[int],
    speaking: tuple[set[int], set[int]] = (set(), set()),
) -> tuple[dict[int, Result], list[int]]:
    """Fill what rows leave open from outside, and find the rows that contradict it.

    ``statuses`` is changed: the lesser of two that disagree. A row left empty is filled
    only in a table whose columns of the result are empty throughout, else it says "not
    yet" itself. ``held`` are positions whose own cell was not understood, ``speaking``
    what remarks say (see ``title_counts``).

    Returns
    -------
    tuple
        The line each filled position was read from, and the positions that contradict.
    """
    if not outside:
        return {}, []
    outside = hold_against_counts(statuses, rows, outside, speaking)
    states = [p for p, status in enumerate(statuses) if status is not None]
    is_used = bool(RESULTS.intersection(table.columns)) and bool(states)
    filled: dict[int, Result] = {}
    against: list[int] = []
    for position, row in enumerate(rows):
        reported = outside.get(row, [])
        if statuses[position] is not None:
            # What such a title says is not so of its rows yet, whatever they say.
            reported = [
                one
                for one in reported
                if not (one.is_ahead and one.how == "title") and one.how not in BEHIND
            ]
        if not reported or position in held:
            continue
        lesser = min(reported, key=lambda result: result.status in ENROLLED)
        differ = len({result.status in ENROLLED for result in reported}) > 1
        own = statuses[position]
        is_counted = lesser.how == BY_COUNT or lesser.is_counted
        if own is None and (not is_used or is_counted):
            statuses[position] = lesser.status
            filled[position] = lesser
        elif lesser.status in ENROLLED:
            differ = differ or own not in ENROLLED
        elif own in ENROLLED:
            statuses[position] = lesser.status
            differ = True
        if differ:
            against.append(position)
    return filled, against


def end_of(table: Table) -> int:
    """Give the row after a table's last child: the next one's title may stand there."""
    return max((*table.data_rows, table.body - 1)) + 1
