"""Columns that say which service, or which dose, each row is of.

"Loại", "Nội dung", "Thủ tục": who stands on the list for another service is not done by
it, and a service that is not understood may be another.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from functools import cache

from dophu.campaign.settings import ENROLLED
from dophu.catalogue.columns import marks
from dophu.catalogue.vocabulary import DEFAULT, Vocabulary
from dophu.dates import parse_date
from dophu.reader.grid import Cell, Grid
from dophu.rosters.headings.heading_spellings import field_of
from dophu.rosters.headings.tables import Table
from dophu.rosters.results.free_remarks import says_nothing
from dophu.rosters.texts.heading_words import plain_heading
from dophu.rosters.texts.paper_words import papers_in
from dophu.rosters.texts.result_fields import RESULTS
from dophu.rosters.words.phrases import is_accounted_for
from dophu.text import clean_text, comparison_key


def is_of_services(heading: str, vocabulary: Vocabulary = DEFAULT) -> bool:
    """Test whether a heading is of what was done for each row.

    Examples
    --------
    >>> is_of_services("Nội dung"), is_of_services("Ghi chú")
    (True, False)
    """
    return comparison_key(heading) in _headings(vocabulary)


@cache
def _headings(vocabulary: Vocabulary) -> frozenset[str]:
    return frozenset(map(comparison_key, vocabulary.tables["against"]["service"]))


def is_other_service(as_of: date, vocabulary: Vocabulary, cell: Cell) -> bool:
    """Test whether a cell of such a column names another service than the drive's.

    So does what is not understood, but for a code or a mark, and what is said of a
    child's person.

    Examples
    --------
    >>> day, words = date(2024, 7, 18), DEFAULT
    >>> cells = ("Cấp căn cước", "Tẩy giun", "A", "sinh đôi")
    >>> [is_other_service(day, words, cell) for cell in cells]
    [False, True, False, False]
    """
    text = clean_text(cell) if isinstance(cell, str) else ""
    letters = sum(letter.isalpha() for letter in text)
    if letters < 2 or marks().find_whole(text) or parse_date(text, as_of):
        return False
    if says_nothing(text, vocabulary):
        return False
    papers = papers_in(text, vocabulary) - {"person"}
    if papers:
        return "others" in papers
    is_known = is_accounted_for(text, as_of, vocabulary)
    return not is_known and field_of(text, vocabulary) not in RESULTS


def lesser_doses(
    heading: str, cells: Iterable[Cell], vocabulary: Vocabulary
) -> frozenset[str]:
    """Give the figures that with the heading name less than the list is of.

    "Mũi | 1" is a first dose, on a list of those who have had all.

    Examples
    --------
    >>> from dophu.catalogue.vocabulary import shipped
    >>> sorted(lesser_doses("Mũi", [1, 2, 1], shipped("measles")))
    ['1']
    """
    if vocabulary.tables.get("listed") != "issued":
        return frozenset()
    figures = {str(c) for c in cells if isinstance(c, (int, str)) and len(str(c)) < 3}
    return frozenset(
        n for n in figures
        if n.isdecimal() and field_of(f"{heading} {n}", vocabulary) == "done"
    )  # fmt: skip


def settle_services(
    statuses: list[str | None],
    grid: Grid,
    rows: Sequence[int],
    table: Table,
    as_of: date,
) -> list[int]:
    """Let the columns that say which service or dose was done settle who is done.

    ``statuses`` is changed: a first dose of several is no more than that, and of
    another service than the drive's nobody is done, whose positions are given.
    """
    words, against = table.vocabulary, []
    kinds = frozenset(map(comparison_key, words.tables["paper"]["kinds"]))
    if not kinds:
        return []
    known = set(table.columns.values())
    for column in range(grid.width):
        heading = lowest_heading(grid, table, column) if column not in known else ""
        if not heading:
            continue
        is_kind = comparison_key(heading) in kinds
        cells = [grid.at(row, column) for row in rows]
        lesser = lesser_doses(heading, cells, words)
        for position, cell in enumerate(cells):
            if statuses[position] not in ENROLLED or cell is None:
                continue
            if is_one_of(lesser, cell):
                statuses[position] = "applied"
            elif is_kind and is_other_service(as_of, words, cell):
                statuses[position] = "not_yet"
                against.append(position)
    return against


def lowest_heading(grid: Grid, table: Table, column: int) -> str:
    """Give the lowest heading over a column; '' where nothing stands over it."""
    over = [grid.at(row, column) for row in range(table.first, table.body)]
    return next((plain_heading(t) for t in reversed(over) if isinstance(t, str)), "")


def is_one_of(figures: frozenset[str], cell: Cell) -> bool:
    """Test whether a cell is one of some figures."""
    return str(cell) in figures


def is_either(
    one: Callable[[Cell], bool], other: Callable[[Cell], bool], cell: Cell
) -> bool:
    """Test a cell by one test, and by another where that one is not met."""
    return one(cell) or other(cell)
