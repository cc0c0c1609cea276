"""Ticks under the drive's card alone: "CCCD: x" in a list that says nothing else.

Any reader takes the tick for "has it". Not where the list may tick something else:
which papers there are, who wants a card or has to come, whose number a school has.
There a person is asked (BG-26), as where every child is ticked, or a cell has a figure.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from dophu.catalogue.columns import marks
from dophu.reader.grid import Cell, Grid
from dophu.rosters.headings.tables import Table
from dophu.rosters.results.card_columns import headed_as_numbers, without_number_column
from dophu.rosters.results.services import lowest_heading
from dophu.rosters.sheets.source_rows import Sender
from dophu.rosters.texts.distinct import distinct_cells
from dophu.rosters.texts.heading_words import PATH, plain_heading
from dophu.rosters.texts.paper_words import papers_in
from dophu.rosters.texts.result_fields import RESULTS_AND_DAYS
from dophu.rosters.texts.titles import without_places
from dophu.rosters.words.doubtful_marks import doubtful_marks
from dophu.rosters.words.phrases import NOT_YET, understand_status
from dophu.text import clean_text

_OF_SOMETHING_ELSE = re.compile(
    r"\b(?:dang ky|dk|nhu cau|can(?! cuoc)|moi|goi|se|phai|di|dua|vang|du kien|ke hoach"
    r"|thieu|chua|de nghi|hen|lich|giay to|ho so|truong|lop|hoc sinh|hs|thu thap|phat"
    r"|nop|kiem tra|qua|linh|tiem|dinh danh|bo sung|hoan thien|thong bao)\b"
)
"""Words of a list's names that say what else a tick may mean."""
_OF_LISTS = re.compile(
    r"\b(?:danh sach|ds|bieu|bang|thong ke|tong hop|theo doi|ra soat|ket qua|can cuoc"
    r"|cc|cccd|tinh hinh)\b"
)
_NEUTRAL = re.compile(
    r"\b(?:danh sach|ds|bieu|bang|mau|so|thong ke|tong hop|theo doi|ra soat|ket qua"
    r"|tinh hinh|chua va da|da va chua|cong dan|tre|em|nhi dong|thieu nhi|cac|chau|duoi"
    r"|tu|den|du|tuoi|trong do tuoi|do tuoi|tren dia ban|dia ban|cua|va|cho|lam|cap"
    r"|thu nhan|the|can cuoc|cc|cccd|cong dan|tinh|ngay|thang|nam|nhom|thon|ban|xom|to"
    r"|dan pho|tdp|khu|khoi|thi tran|xa|phuong|huyen|tinh|thuoc|tai)\b|[\d\W_]+"
)
"""Words of a title that leave open only whether a child has a card."""
_EXPLAINED = re.compile(r"(?:^|\W)(?:x|v|✓)\W*(?:[:=]|là\b)", re.IGNORECASE)


def take_card_ticks(
    grid: Grid, table: Table, called: Sequence[str], sender: Sender
) -> Table:
    """Take the one column of the card that is ticked for some children and not others.

    ``called`` are the names of the file and the sheet, and the lines over the list. On
    an enrolment list a tick may be of which service was done: nothing is taken.
    """
    if RESULTS_AND_DAYS & {*table.columns} or table.dated or table.unclear:
        return table
    # A vaccine alone may head the days, or ticks, of a dose of long before.
    is_of_doses = bool(table.vocabulary.tables["paper"]["weak"])
    if is_of_doses or sender.source != "roster" or not _is_plain(called, sender):
        return table
    headed = table.unknown | headed_as_numbers(grid, table)
    of_card = [c for c, text in headed.items() if _is_card(text, table)]
    of_card = [c for c in of_card if _are_ticks(grid.down(table.data_rows, c))]
    if len(of_card) != 1:
        return table
    (column,) = of_card
    if _is_ticked_beside(grid, table, column) or _is_denied(
        grid, table, column, sender
    ):
        return table
    return without_number_column(table, column, "done")


def _is_card(heading: str, table: Table) -> bool:
    words = table.vocabulary
    plain = plain_heading(heading)
    is_card = words.small_words.find_whole(plain) == "card"
    return PATH not in plain and is_card and papers_in(plain, words) == {"ours"}


def _are_ticks(cells: list[Cell]) -> bool:
    """Test whether cells are marks of "yes", some of them empty or "no"."""
    found = distinct_cells(cells)
    if any(type(cell) in (int, float) or str(cell).isdecimal() for cell in found):
        return False
    meant = [_mark(cell) for cell in found]
    is_open = None in cells or "no" in meant
    return bool(meant) and "yes" in meant and is_open and None not in meant and not (
        doubtful_marks(found)
    )  # fmt: skip


def _mark(cell: Cell) -> str | None:
    if isinstance(cell, bool):
        return "yes" if cell else "no"
    return marks().find_whole(clean_text(str(cell)))


def _is_plain(called: Sequence[str], sender: Sender) -> bool:
    """Test whether a list's names and titles say of nothing else that is ticked."""
    names = sender.index.names
    texts = [without_places(text, names) for text in called]
    if any(map(_OF_SOMETHING_ELSE.search, (text.replace("trong do tuoi", "")
                                           for text in texts))):  # fmt: skip
        return False
    titles = filter(_OF_LISTS.search, texts[2:])
    return not any(_NEUTRAL.sub("", title) for title in titles)


def _is_ticked_beside(grid: Grid, table: Table, column: int) -> bool:
    """Test whether another column is ticked that is no part of who a child is."""
    known = {c for name, c in table.columns.items() if name != "picture"}
    known |= {
        c
        for c in table.ignored - {*table.of_others}
        if not papers_in(lowest_heading(grid, table, c), table.vocabulary) - {"others"}
    }
    return any(
        other not in known
        and other != column
        and (cells := distinct_cells(grid.down(table.data_rows, other)))
        and all(map(_mark, cells))
        for other in range(grid.width)
    )


def _is_denied(grid: Grid, table: Table, column: int, sender: Sender) -> bool:
    """Test whether a remark beside a tick says "not yet", or a line what ticks mean."""
    about = [
        table.columns[name] for name in ("note", "reason") if name in table.columns
    ]
    for row in table.data_rows:
        if grid.at(row, column) is None:
            continue
        texts = (clean_text(str(grid.at(row, at) or "")) for at in about)
        words = sender.as_of, table.vocabulary
        if any(t and understand_status(t, *words) == NOT_YET for t in texts):
            return True
    rows = {*range(len(grid.rows))} - {*table.data_rows}
    lines = (cell for row in rows for cell in grid.rows[row] if isinstance(cell, str))
    return any(map(_EXPLAINED.search, lines))
