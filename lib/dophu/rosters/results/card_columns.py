"""A column headed by the drive's card or act alone, that says how far each child is.

A mark below such a heading may mean that the number was seen, a file handed in or a
card had: a person is asked (BG-26). Words do not leave that open: where each cell is a
word of the result as a whole ("Đã làm", "Chưa"), the column is its status.
"""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

from dophu.catalogue.columns import marks
from dophu.reader.grid import Grid
from dophu.rosters.headings.tables import Table
from dophu.rosters.texts.distinct import distinct_cells
from dophu.rosters.texts.heading_words import plain_heading
from dophu.rosters.texts.paper_words import papers_in
from dophu.rosters.texts.result_fields import RESULTS
from dophu.rosters.words.phrases import understand_status
from dophu.rosters.words.whys import says_why
from dophu.text import clean_text, comparison_key

_OPEN_QUESTION = re.compile(
    r"(?<!hay)(?<!hoặc)[\s/](?:chưa|không)\s*$"
    r"|\b(?:đã|có|rồi)\b[^/]*\s?[/–—-]\s?(?:chưa|không)\b|\b(?:chưa|không)\b.*/\s?(?:đã|có|rồi)\b"
)


_NUMBER = "personal_number"
_YES, _NO = frozenset(("có", "rồi")), frozenset(("không", "chưa"))
"""Words that say no more than yes or no."""


def take_card_column(grid: Grid, table: Table, as_of: date) -> Table:
    """Take the one column of the card whose cells are all words of the result.

    Only where the table has no column of the result, read, asked about or set aside.
    A word that says no more than yes or no is none of the result by itself: one at
    least has to say more, or both answers stand there. So is a column that would be of
    numbers by its heading ("CCCD") and holds no figure.

    Examples
    --------
    >>> from dophu.reader.containers import Sheet
    >>> from dophu.reader.grid import read_grid
    >>> from dophu.rosters.headings.tables import find_tables
    >>> rows = [["Họ tên", "Năm sinh", "Căn cước"], ["Mẫu An", 2019, "Đã làm"]]
    >>> grid = read_grid(Sheet("", rows))
    >>> table = find_tables(grid)[0]
    >>> take_card_column(grid, table, date(2024, 7, 18)).columns["status"]
    2
    """
    if RESULTS.intersection(table.columns) or table.dated or table.unclear:
        return table
    headed = table.unknown | headed_as_numbers(grid, table)
    of_card = [c for c, text in headed.items() if _is_card(text, table)]
    of_card = [c for c in of_card if c in table.unknown or _holds_words(grid, table, c)]
    if len(of_card) != 1 or not _are_words(grid, table, of_card[0], as_of):
        return table
    (column,) = of_card
    return without_number_column(table, column, "status")


def without_number_column(table: Table, column: int, field: str) -> Table:
    """Give a column another field; one of numbers leaves it to the next of them."""
    unknown, doubled = (
        {c: text for c, text in some.items() if c != column}
        for some in (table.unknown, table.doubled)
    )
    columns = {name: c for name, c in table.columns.items() if c != column}
    if table.columns.get(_NUMBER) == column and _NUMBER in doubled.values():
        columns[_NUMBER] = min(c for c, name in doubled.items() if name == _NUMBER)
        del doubled[columns[_NUMBER]]
    known = {"columns": columns | {field: column}, "doubled": doubled}
    return replace(table, unknown=unknown, **known)


def headed_as_numbers(grid: Grid, table: Table) -> dict[int, str]:
    """Give the headings of the columns of personal numbers, more than one included."""
    found = [c for c, name in table.doubled.items() if name == _NUMBER]
    if _NUMBER in table.columns:
        found.append(table.columns[_NUMBER])
    texts = {
        column: [grid.at(row, column) for row in range(table.first, table.body)]
        for column in found
    }
    return {
        column: next((t for t in reversed(over) if isinstance(t, str)), "")
        for column, over in texts.items()
    }


def _holds_words(grid: Grid, table: Table, column: int) -> bool:
    """Test whether a column holds words and no figure at all."""
    # One figure may be a number, and the column is of numbers as it is headed.
    cells = [c for c in grid.down(table.data_rows, column) if c is not None]
    return bool(cells) and not any(
        isinstance(cell, bool) or any(map(str.isdigit, str(cell))) for cell in cells
    )


def leave_open_question(grid: Grid, table: Table) -> Table:
    """Leave a status unclear that is headed "CC chưa" and holds nothing but ticks.

    A tick below may answer the question, or say what stands over it: a person is asked.

    Examples
    --------
    >>> from dophu.reader.containers import Sheet
    >>> from dophu.reader.grid import read_grid
    >>> from dophu.rosters.headings.tables import find_tables
    >>> rows = [["Họ tên", "Năm sinh", "CC chưa"], ["Mẫu An", 2019, "x"]]
    >>> grid = read_grid(Sheet("", rows))
    >>> leave_open_question(grid, find_tables(grid)[0]).unclear
    {2: ('CC chưa', 'not_done')}
    """
    column = table.columns.get("status", -1)
    over = [grid.at(row, column) for row in range(table.first, table.body)]
    heading = next((text for text in reversed(over) if isinstance(text, str)), "")
    if column < 0 or not _OPEN_QUESTION.search(clean_text(heading).casefold()):
        return table
    cells = distinct_cells(grid.down(table.data_rows, column))
    ticks = [marks().find_whole(clean_text(str(cell))) == "yes" for cell in cells]
    if not ticks or not all(ticks) or any(len(str(cell)) > 1 for cell in cells):
        return table
    columns = {name: at for name, at in table.columns.items() if name != "status"}
    unclear = table.unclear | {column: (heading, "not_done")}
    return replace(table, columns=columns, unclear=unclear)


def _is_card(heading: str, table: Table) -> bool:
    words = table.vocabulary
    plain = plain_heading(heading)
    if comparison_key(plain) in words.tables["heading"]["taken"]:
        return True
    is_card = words.small_words.find_whole(plain) == "card"
    return is_card and papers_in(plain, words) == {"ours"}


def _are_words(grid: Grid, table: Table, column: int, as_of: date) -> bool:
    cells = [grid.at(row, column) for row in table.data_rows]
    texts = {clean_text(cell) for cell in cells if isinstance(cell, str)} - {""}
    if any(cell is not None and not isinstance(cell, str) for cell in cells):
        return False
    words = table.vocabulary
    found = {
        text: understand_status(text, as_of, words) or says_why(text, as_of, words)
        for text in texts
    }
    stated = {text.casefold() for text in texts}
    are_both = bool(stated & _YES and stated & _NO and stated <= _YES | _NO)
    return (
        bool(texts)
        and all(found.values())
        and (are_both or any(len(text) > 1 for text in stated - _YES - _NO))
    )
