"""Columns that seem to carry the drive's result and were not understood.

A list with such a column is never simply accepted: what was done for its children
may stand there. A person is asked what the column is.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date

from dophu.campaign.settings import ENROLLED
from dophu.catalogue.columns import marks
from dophu.catalogue.vocabulary import Vocabulary
from dophu.reader.grid import Cell, Grid
from dophu.rosters.headings.heading_columns import column_heading
from dophu.rosters.headings.heading_spellings import seems_of_result
from dophu.rosters.headings.tables import Table
from dophu.rosters.results.open_days import (
    MOSTLY,
    are_open_days,
    is_recent_day,
    is_tally,
)
from dophu.rosters.texts.heading_words import PATH, lexicon, plain_heading, roles_of
from dophu.rosters.texts.paper_words import papers_in
from dophu.rosters.texts.result_fields import DAYS, RESULTS
from dophu.rosters.texts.shares import is_of_shares
from dophu.rosters.words.phrases import understand_status
from dophu.rosters.words.proofs import is_receipt
from dophu.text import clean_text, comparison_key

NUMBER = 9
"""Digits of the shortest number of a card."""

_RECEIPT = re.compile(r"\b(?:biên nhận|giấy hẹn|phiếu hẹn|hồ sơ|dvc)\b", re.IGNORECASE)
"""What one has of an application that was taken, in a list that says no more."""

_SCHOOL = re.compile(
    r"\b(?:mẫu giáo|mầm non|nhà trẻ|tiểu học|thcs|thpt|trung học|đi học|ra lớp"
    r"|đến trường|cấp học|ctth|(?:đối tượng )?\d+ tuổi|xóa mù|mù chữ|phổ cập)\b"
)
"""What surveys of schooling have ticks under, none of them a drive's result."""

_WHEN = frozenset(("năm", "tháng", "quý", "tuần", "đợt"))
"""When it was done, of a heading that is no day's: "Năm cấp thẻ", "Tháng làm"."""

_OF_CARDS = frozenset(("card", "body", "file", "filler"))


@dataclass(frozen=True)
class Unread:
    """A column that seems about the result: its heading, the field, cells, headings.

    ``by_heading`` tells whether its heading says so; else its cells do.
    """

    column: int
    heading: str
    field: str
    cells: int
    by_heading: bool


def find_unread_results(
    grid: Grid, table: Table, reported: Collection[int], as_of: date
) -> list[Unread]:
    """List the columns that may hold the result, but for those already ``reported``.

    One is told by a heading such as "đã ...", "tình trạng ..." that is not understood
    and is about no other paper, or that may be another's; or, where the table has no
    column of the result at all, by cells that are mostly words or marks of it.
    """
    hidden = grid.hidden_columns.intersection(table.doubled)  # told as such (BG-22)
    known = {*table.columns.values(), *table.ignored, *table.of_others, *reported}
    known = (known | hidden) - {*table.unclear}
    has_result = bool(RESULTS.intersection(table.columns))
    has_day = not {*DAYS}.isdisjoint(table.columns)
    found = []
    for column in range(grid.width):
        if column in known:
            continue
        cells = [
            cell
            for row in table.data_rows
            if (cell := grid.at(row, column)) is not None
        ]
        if not cells:
            continue
        heading = table.unknown.get(column) or column_heading(column)
        if column in table.unclear:
            heading, field = table.unclear[column]
            found.append(Unread(column, heading, field, len(cells), by_heading=True))
            continue
        by_heading = column in table.dated or seems_of_result(heading, table.vocabulary)
        by_heading = by_heading or table.doubled.get(column) in RESULTS
        # Beside a column of the result a share is read as a remark (side_remarks).
        by_heading &= not (has_result and is_of_shares(heading))
        by_heading = by_heading or _is_the_card(heading, cells, table.vocabulary)
        by_cells = not has_result and column not in table.doubled
        by_cells &= not _is_of_school(heading, table.vocabulary)
        says_so = _RECEIPT.search(heading) or _says_when(heading, table.vocabulary)
        says_so = says_so or (is_of_shares(heading) and len({*map(str, cells)}) > 1)
        says_so = says_so or is_tally(heading, cells, len(table.data_rows))
        if not says_so and not has_day and len(cells) < len(table.data_rows):
            says_so = is_receipt(heading, table.vocabulary)
        by_heading = by_heading or (by_cells and bool(says_so))
        # A word of the result beside the column that has it: a cell was shifted.
        is_shifted = has_result and column not in table.unknown
        is_shifted &= all(_is_word(cell, as_of, table.vocabulary) for cell in cells)
        by_cells = by_cells or is_shifted
        if by_cells and are_open_days(heading, column, table, cells, as_of):
            found.append(Unread(column, heading, "applied_date", len(cells), False))
            continue
        if by_heading or (by_cells and _seem_of_result(cells, as_of, table.vocabulary)):
            words = any(_is_word(cell, as_of, table.vocabulary) for cell in cells)
            field = "status" if words else "done"
            found.append(Unread(column, heading, field, len(cells), by_heading))
    return found


def settle_setbacks(
    statuses: list[str | None],
    grid: Grid,
    rows: Sequence[int],
    unread: Sequence[Unread],
    about: tuple[date, Vocabulary],
    source: str = "roster",
) -> list[int]:
    """Let columns that are not understood take back "done", and give the positions.

    ``statuses`` is changed. A mark or a word under "Bị trả lại" says that it was sent
    back, one under "Hủy" or "Cấp lại" that an act upon the card is not understood as
    done; "Chưa" under another such heading that it is not done. None makes a child
    done, and "0" or "-" says nothing. To stand on an enrolment list says "done" too.
    """
    against = []
    done = (*ENROLLED, None) if source == "enrolment" else ENROLLED
    for column in unread:
        setback = taken_back_to(column.heading, about[1])
        for position, row in enumerate(rows):
            if statuses[position] not in done:
                continue
            cell = grid.at(row, column.column)
            lesser = _lesser_of(cell, setback, *about) if cell is not None else None
            if lesser:
                statuses[position] = lesser
                against.append(position)
    return against


def taken_back_to(heading: str, vocabulary: Vocabulary) -> str:
    """Give the status that a mark under a heading takes a result back to.

    ``returned`` or ``not_yet``; ``unclear`` where only a word of the cell can, '' where
    the heading says nothing of it.

    Examples
    --------
    >>> from dophu.catalogue.vocabulary import DEFAULT
    >>> [taken_back_to(h, DEFAULT) for h in ("Bị trả lại", "Thu hồi thẻ", "Đang chờ")]
    ['returned', 'not_yet', 'unclear']
    """
    plain = plain_heading(heading)
    if vocabulary.statuses.find_whole(plain) == "returned":
        return "returned"
    words = comparison_key(plain.replace(PATH, " ")).split()
    runs = (" ".join(words[at : at + n]) for at in range(len(words)) for n in (1, 2, 3))
    found = {vocabulary.setback_words.find_whole(run) for run in runs} - {None}
    if "act" in found:
        return "not_yet"
    return "unclear" if found else ""


def _lesser_of(
    cell: Cell, setback: str, as_of: date, vocabulary: Vocabulary
) -> str | None:
    text = clean_text(str(cell))
    if not text or cell is False:
        return None
    if setback in ("returned", "not_yet"):
        return None if marks().find_whole(text) == "no" else setback
    if setback or len(text) < 2:
        return None
    status = understand_status(text, as_of, vocabulary)
    return status if status and status not in ENROLLED else None


def _is_the_card(heading: str, cells: list[Cell], vocabulary: Vocabulary) -> bool:
    """Test whether a heading is the drive's card alone, over no numbers."""
    key = comparison_key(plain_heading(heading))
    kinds = map(comparison_key, vocabulary.tables["paper"]["kinds"])
    if not papers_in(heading, vocabulary) <= {"ours"} or key in kinds:
        return False
    card = vocabulary.small_words.find_whole(key) == "card"
    numbers = sum(sum(map(str.isdigit, str(cell))) >= NUMBER for cell in cells)
    return card and numbers < MOSTLY * len(cells)


def _is_of_school(heading: str, vocabulary: Vocabulary) -> bool:
    """Test whether a heading is of schooling, and has no word of the drive beside."""
    key = comparison_key(heading.replace(PATH, " "))
    rest = _SCHOOL.sub(" ", key).split()
    runs = (" ".join(rest[at : at + n]) for at in range(len(rest)) for n in (1, 2, 3))
    roles = {vocabulary.heading_words.find_whole(run) for run in runs}
    return bool(_SCHOOL.search(key)) and not roles & {"taken", "given", "got", "card"}


def _says_when(heading: str, vocabulary: Vocabulary) -> bool:
    """Test whether a heading is of the year, month or batch in which it was done."""
    first, _, rest = comparison_key(plain_heading(heading)).partition(" ")
    roles = roles_of(rest.split(), lexicon(vocabulary), frozenset())
    acts = {"taken", "given", "got"}
    return first in _WHEN and bool(roles and roles & acts and roles <= acts | _OF_CARDS)


def _seem_of_result(cells: list[Cell], as_of: date, vocabulary: Vocabulary) -> bool:
    distinct = {str(cell): cell for cell in cells}
    words = {k for k, c in distinct.items() if _is_word(c, as_of, vocabulary)}
    alike = words | {k for k, c in distinct.items() if _is_mark(c)}
    if words:  # "Làm ngày nào": a day, or "chưa"
        alike |= {k for k, c in distinct.items() if is_recent_day(c, as_of)}
    return sum(str(cell) in alike for cell in cells) >= MOSTLY * len(cells)


def _is_word(cell: Cell, as_of: date, vocabulary: Vocabulary) -> bool:
    text = clean_text(str(cell))
    return (
        len(text) > 1
        and not text.isdecimal()
        and bool(understand_status(text, as_of, vocabulary))
    )


def _is_mark(cell: Cell) -> bool:
    if isinstance(cell, bool):
        return True
    text = clean_text(str(cell))
    # A figure is a mark only in a column of nothing else: many are counts.
    return marks().find_whole(text) is not None and not text.isdecimal()
