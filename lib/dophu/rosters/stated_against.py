"""What speaks against "done" on a list of those who are done.

Who is named on an enrolment list is done because the list says so of all its rows. So
whatever else it says counts against that: what the list or a section is called
("Hồ sơ hủy", "Danh sách mời"), a column that no field has ("Xử lý: từ chối"), a result
that stands in the other rows and is left empty in this one.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial

from dophu.campaign.settings import ENROLLED
from dophu.catalogue.columns import marks
from dophu.catalogue.vocabulary import Vocabulary
from dophu.dates import PartialDate, parse_date
from dophu.reader.grid import Cell, Grid
from dophu.rosters.appointments import kind_of_appointments, may_be_ahead
from dophu.rosters.gone_sections import is_of_gone
from dophu.rosters.heading_spellings import seems_of_result
from dophu.rosters.headings import Table
from dophu.rosters.headings_against import (
    ATTENDED,
    CALLED_OUT,
    is_of_absent,
    is_of_child,
    is_of_the_act,
    takes_back,
)
from dophu.rosters.paper_words import papers_in
from dophu.rosters.phrases import understand_status
from dophu.rosters.result_columns import taken_back_to
from dophu.rosters.result_fields import DAYS
from dophu.rosters.result_lines import seems_a_result
from dophu.rosters.services import (
    is_either,
    is_of_services,
    is_one_of,
    is_other_service,
    lesser_doses,
    lowest_heading,
)
from dophu.rosters.unfilled_results import (
    STATED,
    denied_results,
    first_result,
    left_empty,
)
from dophu.rosters.words_against import SETBACK, speaks_against
from dophu.text import clean_text, comparison_key

_LONGEST = 60
"""Letters of the longest cell that is looked at: longer ones are remarks."""

_UNCLEAR = re.compile(r"\b(?:mờ|nhòe|nhoè|hỏng|xấu|tối|mất|chụp lại)\b")
"""What is said of a picture that is of no use."""


@dataclass(frozen=True)
class Against:
    """Rows of an enrolment list that something speaks against, and what.

    ``how`` is ``column``, ``section`` or ``empty``.
    """

    how: str
    rows: tuple[int, ...]
    column: int = 0


def find_against(
    grid: Grid, table: Table, rows: Sequence[int], as_of: date
) -> list[Against]:
    """List what speaks against the rows of an enrolment list, each kind once."""
    found = [*_columns(grid, table, rows, as_of)]
    if under := _under_sections(table, set(rows)):
        found.append(Against("section", under))
    for column, denied in denied_results(grid, table, rows, as_of):
        found.append(Against("column", denied, column))
    if empty := left_empty(grid, table, rows, as_of):
        found.append(Against("empty", empty, first_result(table)))
    return found


def _columns(
    grid: Grid, table: Table, rows: Sequence[int], as_of: date
) -> Iterator[Against]:
    """Give the columns that speak against rows: those of no field, and of days."""
    columns, words = table.columns, table.vocabulary
    days = {columns[field] for field in DAYS if field in columns}
    known = {*columns.values(), *table.ignored} - days
    known -= {*table.unknown, *table.unclear, columns.get("due_date", -1)}
    known -= {columns.get("picture", -1)}
    known |= {c for c, of in table.of_others.items() if not is_of_child(of, words)}
    known -= {*table.gone_marks}
    has_result = any(field in columns for field in STATED)
    for column in range(grid.width):
        if column in known:
            continue
        cells = {row: grid.at(row, column) for row in rows}
        if all(cell is None for cell in cells.values()):
            continue
        heading = lowest_heading(grid, table, column)
        if column in days:
            test = partial(_is_no_day, as_of, words)
        elif column == columns.get("picture"):
            test = partial(_is_lacking, words)
        elif CALLED_OUT.fullmatch(comparison_key(heading)):
            test = _may_be_absent
        elif ATTENDED.fullmatch(comparison_key(heading)):
            test = _is_not_marked
        elif is_of_the_act(heading, words):
            test = partial(is_either, _is_not_marked, partial(_is_lacking, words))
        elif not has_result and (kind := kind_of_appointments(heading)):
            test = partial(_is_appointed, kind, as_of)
        elif column == columns.get("due_date"):
            continue
        elif not is_of_services(heading, words) and (
            speaks_against(heading, words) == SETBACK
            or takes_back(heading, words)
            or is_of_gone(heading, as_of, words)
            or is_of_absent(heading, words)
        ):
            test = _is_marked
        else:
            is_result = seems_of_result(heading, words)
            is_result &= not taken_back_to(heading, words)
            test = partial(_is_against, as_of, words, is_result)
            if least := lesser_doses(heading, cells.values(), words):
                test = partial(is_one_of, least)
            elif is_of_services(heading, words):
                other = partial(is_other_service, as_of, words)
                test = partial(is_either, test, other)
        distinct = {str(cell): cell for cell in cells.values()}
        against = {text for text, cell in distinct.items() if test(cell)}
        if at := tuple(row for row, cell in cells.items() if str(cell) in against):
            yield Against("column", at, column)


def _is_marked(cell: Cell) -> bool:
    text = "" if cell is None else clean_text(str(cell))
    return bool(text) and cell is not False and marks().find_whole(text) != "no"


def _is_lacking(vocabulary: Vocabulary, cell: Cell) -> bool:
    """Test whether a cell of pictures says that there is none, or none of use."""
    text = "" if cell is None else clean_text(str(cell))
    is_no = cell is False or marks().find_whole(text) == "no"
    is_no = is_no or bool(_UNCLEAR.search(comparison_key(text)))
    return bool(text) and (is_no or bool(speaks_against(text, vocabulary)))


def _may_be_absent(cell: Cell) -> bool:
    text = "" if cell is None else comparison_key(str(cell))
    return not _is_marked(cell) or text[:1] in ("v", "k", "p")


def _is_not_marked(cell: Cell) -> bool:
    return not _is_marked(cell)


def _day(cell: Cell, as_of: date) -> PartialDate | None:
    return parse_date(clean_text(cell) if isinstance(cell, str) else cell, as_of)


def _is_appointed(kind: str, as_of: date, cell: Cell) -> bool:
    return may_be_ahead(kind, cell, as_of)


def _is_no_day(as_of: date, vocabulary: Vocabulary, cell: Cell) -> bool:
    """Test whether a word that says "not yet", or a year, stands in place of a day."""
    day = _day(cell, as_of)
    if day and day.precision == "year":
        return True
    if not isinstance(cell, str) or day:
        return False
    status = understand_status(clean_text(cell), as_of, vocabulary)
    is_less = status is not None and status not in ENROLLED
    return is_less or speaks_against(cell, vocabulary) == SETBACK


def _is_against(
    as_of: date, vocabulary: Vocabulary, is_of_result: bool, cell: Cell
) -> bool:
    """Test whether a cell of a column of no field says that the child is not done.

    Below a heading of the result (``is_of_result``) what is not understood does.
    """
    text = clean_text(cell) if isinstance(cell, str) else ""
    if not text or len(text) > _LONGEST or _is_name(text) or _day(text, as_of):
        return False
    if not is_of_result and marks().find_whole(text) is not None:
        return False
    status = understand_status(text, as_of, vocabulary)
    if status is not None:
        return status not in ENROLLED
    if is_of_result and marks().find_whole(text) is None:
        is_code = any(letter.isdigit() for letter in text)
        return not is_code and vocabulary.remark_words.find_whole(text) != "whole"
    is_of_others = papers_in(text, vocabulary) == {"others"}
    return is_of_others or bool(speaks_against(text, vocabulary))


def _is_name(text: str) -> bool:
    words = text.split()
    return len(words) > 1 and all(
        word[:1].isupper() and not word[1:].isupper() for word in words
    )


def _under_sections(table: Table, rows: set[int]) -> tuple[int, ...]:
    held: list[int] = []
    is_held = False
    for row in range(table.body, table.end):
        if text := table.sections.get(row, ""):
            is_held = bool(speaks_against(text, table.vocabulary)) or seems_a_result(
                text, table.vocabulary
            )
        if is_held and row in rows:
            held.append(row)
    return tuple(held)


def hold_back(
    statuses: list[str | None],
    at: Sequence[int],
    found: Sequence[Against],
    decided: Mapping[int, str],
) -> list[Against]:
    """Let what speaks against rows count, and give what is still to be told of.

    ``statuses`` is changed; a row of which a person decided keeps what they said.
    """
    positions: dict[int, list[int]] = defaultdict(list)
    for position, row in enumerate(at):
        positions[row].append(position)
    reported = []
    for against in found:
        rows = []
        for row in against.rows:
            if row in decided:
                continue
            changed = [p for p in positions[row] if statuses[p] in (None, *ENROLLED)]
            for position in changed:
                statuses[position] = "not_yet"
            if changed:
                rows.append(row)
        if rows:
            reported.append(Against(against.how, tuple(rows), against.column))
    return reported
