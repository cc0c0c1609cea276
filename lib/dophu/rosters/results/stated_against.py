"""What speaks against "done" on a list of those who are done.

Who is named on an enrolment list is done because the list says so of all its rows. So
whatever else it says counts against that: what the list or a section is called
("Hồ sơ hủy", "Danh sách mời"), a column that no field has ("Xử lý: từ chối"), a result
that stands in the other rows and is left empty in this one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date
from functools import partial

from dophu.campaign.settings import ENROLLED
from dophu.catalogue.columns import marks
from dophu.catalogue.vocabulary import Vocabulary
from dophu.dates import PartialDate, parse_date
from dophu.reader.grid import Cell, Grid
from dophu.rosters.headings.heading_spellings import seems_of_result
from dophu.rosters.headings.result_lines import seems_a_result
from dophu.rosters.headings.tables import Table
from dophu.rosters.results.gone_sections import is_of_gone
from dophu.rosters.results.headings_against import (
    ATTENDED,
    CALLED_OUT,
    is_of_absent,
    is_of_child,
    is_of_the_act,
    takes_back,
)
from dophu.rosters.results.listed_people import CHILD, find_others, kind_of_person
from dophu.rosters.results.result_columns import taken_back_to
from dophu.rosters.results.services import (
    is_either,
    is_of_services,
    is_one_of,
    is_other_service,
    lesser_doses,
    lowest_heading,
)
from dophu.rosters.results.unfilled_results import (
    STATED,
    denied_results,
    first_result,
    left_empty,
)
from dophu.rosters.texts.paper_words import papers_in
from dophu.rosters.texts.result_fields import DAYS
from dophu.rosters.texts.shares import below_whole
from dophu.rosters.texts.stated_age import is_to_come
from dophu.rosters.words.appointments import (
    kind_of_appointments,
    may_be_ahead,
    with_month,
)
from dophu.rosters.words.held_back import Against
from dophu.rosters.words.phrases import understand_status
from dophu.rosters.words.proofs import is_given, kind_of_proof, lack_of_proof
from dophu.rosters.words.words_against import SETBACK, speaks_against
from dophu.text import clean_text, comparison_key

_LONGEST = 60
"""Letters of the longest cell that is looked at: longer ones are remarks."""

_OF_ROWS = ("age", "officer")
"""Fields whose columns may say of whom a row is, or that it was done."""

_UNCLEAR = re.compile(r"\b(?:mờ|nhòe|nhoè|hỏng|xấu|tối|mất|chụp lại)\b")
"""What is said of a picture that is of no use."""


def find_against(
    grid: Grid, table: Table, rows: Sequence[int], as_of: date, from_years: int = 0
) -> list[Against]:
    """List what speaks against the rows of an enrolment list, each kind once.

    ``from_years`` is the age from which nobody is counted.
    """
    found = [*_columns(grid, table, rows, as_of, from_years)]
    found += _whose_and_proofs(grid, table, rows, as_of, from_years)
    if under := _under_sections(table, set(rows), as_of):
        found.append(Against("section", under))
    for column, denied in denied_results(grid, table, rows, as_of):
        found.append(Against("column", denied, column))
    if empty := left_empty(grid, table, rows, as_of):
        found.append(Against("empty", empty, first_result(table)))
    return found


def _columns(
    grid: Grid, table: Table, rows: Sequence[int], as_of: date, from_years: int
) -> Iterator[Against]:
    """Give the columns that speak against rows: those of no field, and of days."""
    columns, words = table.columns, table.vocabulary
    days = {columns[field] for field in DAYS if field in columns}
    known = {*columns.values(), *table.ignored} - days
    # A column that was given a field but is not sure of it may still speak.
    known -= {*table.unknown, *table.unclear, columns.get("due_date", -1)}
    known -= {columns.get("picture", -1)}
    known |= {c for c, of in table.of_others.items() if not is_of_child(of, words)}
    known -= {*table.gone_marks}
    results = [columns[field] for field in STATED if field in columns]
    for column in range(grid.width):
        if column in known:
            continue
        cells = {row: grid.at(row, column) for row in rows}
        if all(cell is None for cell in cells.values()):
            continue
        heading = lowest_heading(grid, table, column)
        # What is asked of a cell hangs on the heading, the surest kind first: below
        # "Vắng" any cell is against the row, below "Có mặt" an empty one is.
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
        elif kind := kind_of_appointments(heading):
            # Beside a result of its own an appointment is for fetching the card.
            cells = {r: c for r, c in cells.items() if _is_open(grid, r, results)}
            cells = {r: with_month(heading, c) for r, c in cells.items()}
            test = partial(_is_appointed, kind, as_of)
        elif column == columns.get("due_date"):
            continue
        elif not is_of_services(heading, words) and (
            speaks_against(heading, words) == SETBACK
            or takes_back(heading, words)
            or is_of_gone(heading, as_of, words)
            or is_of_absent(heading, words)
        ):
            test = is_given
        else:
            is_result = seems_of_result(heading, words)
            is_result &= not taken_back_to(heading, words)
            test = partial(_is_against, as_of, words, is_result)
            if least := lesser_doses(heading, cells.values(), words):
                test = partial(is_one_of, least)
            elif is_of_services(heading, words):
                other = partial(_is_of_another, as_of, from_years, words)
                test = partial(is_either, test, other)
            elif papers_in(heading, words) == {"ours"}:
                test = partial(is_either, test, _is_no)
        # A column of 50,000 rows has a dozen texts: each is judged once.
        distinct = {str(cell): cell for cell in cells.values()}
        against = {text for text, cell in distinct.items() if test(cell)}
        if at := tuple(row for row, cell in cells.items() if str(cell) in against):
            yield Against("column", at, column)


def _whose_and_proofs(
    grid: Grid, table: Table, rows: Sequence[int], as_of: date, from_years: int
) -> Iterator[Against]:
    """Give the columns by which rows are no child's, or lack what others have."""
    of_ages = {table.columns[name] for name in _OF_ROWS if name in table.columns}
    known = {*table.columns.values()} - of_ages
    known |= {*table.waived, *table.of_others, *table.gone_marks}
    for column in range(grid.width):
        heading = lowest_heading(grid, table, column) if column not in known else ""
        if not heading:
            continue
        cells = {row: grid.at(row, column) for row in rows}
        about = as_of, from_years, table.vocabulary
        others = find_others(heading, [*cells.values()], *about)
        if at := tuple(r for r, c in cells.items() if _text(c) in others):
            yield Against("column", at, column)
        if below := below_whole(heading, cells):
            yield Against("column", below, column)
        kind = kind_of_proof(heading, table.vocabulary)
        if lacking := lack_of_proof(kind, cells) if kind else ():
            yield Against("lacking", lacking, column)


def _is_of_another(
    as_of: date, from_years: int, vocabulary: Vocabulary, cell: Cell
) -> bool:
    """Test whether a cell names another service, and not that the row is a child's."""
    is_child = kind_of_person(_text(cell), from_years, vocabulary) == CHILD
    return not is_child and is_other_service(as_of, vocabulary, cell)


def _text(cell: Cell) -> str:
    return clean_text(cell) if isinstance(cell, str) else ""


def _is_lacking(vocabulary: Vocabulary, cell: Cell) -> bool:
    """Test whether a cell of pictures says that there is none, or none of use."""
    text = "" if cell is None else clean_text(str(cell))
    is_no = cell is False or marks().find_whole(text) == "no"
    is_no = is_no or bool(_UNCLEAR.search(comparison_key(text)))
    return bool(text) and (is_no or bool(speaks_against(text, vocabulary)))


def _may_be_absent(cell: Cell) -> bool:
    # Who was called out and has no mark did not come; "v", "k", "p" are the marks of
    # absence that schools use: vắng, không phép, có phép.
    text = "" if cell is None else comparison_key(str(cell))
    return not is_given(cell) or text[:1] in ("v", "k", "p")


def _is_no(cell: Cell) -> bool:
    """Test whether a cell is a mark for "no", as "Sai" under "Thẻ CC"."""
    return isinstance(cell, str) and marks().find_whole(clean_text(cell)) == "no"


def _is_not_marked(cell: Cell) -> bool:
    return not is_given(cell)


def _is_open(grid: Grid, row: int, results: Sequence[int]) -> bool:
    """Test whether a row leaves each column of the result empty."""
    return all(grid.at(row, column) is None for column in results)


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
    # A tick below a heading that nobody knows may mean anything: others ask about it.
    if not is_of_result and marks().find_whole(text) is not None:
        return False
    status = understand_status(text, as_of, vocabulary)
    if status is not None:
        return status not in ENROLLED
    if is_of_result and marks().find_whole(text) is None:
        # "G01-26" is the number of a file, however its column is headed.
        is_code = any(letter.isdigit() for letter in text)
        return not is_code and vocabulary.remark_words.find_whole(text) != "whole"
    is_of_others = papers_in(text, vocabulary) == {"others"}
    return is_of_others or bool(speaks_against(text, vocabulary))


def _is_name(text: str) -> bool:
    words = text.split()
    return len(words) > 1 and all(
        word[:1].isupper() and not word[1:].isupper() for word in words
    )


def _under_sections(table: Table, rows: set[int], as_of: date) -> tuple[int, ...]:
    # A section holds until the next one: a section of no result ends it too.
    held: list[int] = []
    is_held = False
    for row in range(table.body, table.end):
        if text := table.sections.get(row, ""):
            is_held = bool(speaks_against(text, table.vocabulary)) or seems_a_result(
                text, table.vocabulary
            )
            is_held = is_held or is_to_come([text], as_of)
        if is_held and row in rows:
            held.append(row)
    return tuple(held)
