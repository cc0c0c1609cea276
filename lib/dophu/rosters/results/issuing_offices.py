"""Days of issue beside an office that gives no card: "Nơi cấp: UBND xã".

Birth certificates and insurance cards have a day and an office of issue too. Where the
offices beside are none that gives what the drive is for, a person is asked whose day
it is (BG-26); until then it says nothing.
"""

from __future__ import annotations

import re
from dataclasses import replace

from dophu.catalogue.columns import marks
from dophu.reader.grid import Grid
from dophu.rosters.headings.heading_spellings import field_of
from dophu.rosters.headings.tables import Table
from dophu.rosters.results.services import lowest_heading
from dophu.rosters.texts.distinct import distinct_cells
from dophu.rosters.texts.heading_words import PATH
from dophu.rosters.texts.paper_words import papers_in
from dophu.rosters.texts.result_fields import RESULTS_AND_DAYS
from dophu.text import clean_text, folded_key

_BESIDE = (1, -1, 2, -2)
"""Where the office of a day stands, the likeliest first."""
_OFFICE = re.compile(r"(?:noi|co quan|don vi) cap\b")
_OTHERS = re.compile(
    r"\b(?:ubnd|uy ban|tu phap|ho tich|bhxh|bao hiem|benh vien|tram y te|truong)\b"
)
_POLICE = re.compile(r"\b(?:cong an|ca|bo ca|bca|cuc|cs|csqlhc|qlhc)\b")


def leave_days_of_others(grid: Grid, table: Table) -> Table:
    """Leave a day of issue unclear whose offices beside are no police.

    Not where a heading beside names what the drive gives: "Số CCCD".

    Examples
    --------
    >>> from dophu.reader.containers import Sheet
    >>> from dophu.reader.grid import read_grid
    >>> from dophu.rosters.headings.tables import find_tables
    >>> rows = [["Họ tên", "Năm sinh", "Ngày cấp", "Nơi cấp"],
    ...         ["Mẫu An", 2019, "5/7/2024", "UBND xã Mẫu"]]
    >>> grid = read_grid(Sheet("", rows))
    >>> leave_days_of_others(grid, find_tables(grid)[0]).unclear
    {2: ('Ngày cấp', 'issued_date')}
    """
    column = table.columns.get("issued_date")
    if column is None:
        return _ask_behind_ticks(grid, table)
    near = [at for at in (column + s for s in (0, *_BESIDE)) if 0 <= at < grid.width]
    over = {at: lowest_heading(grid, table, at) for at in near}
    if any("ours" in papers_in(text, table.vocabulary) for text in over.values()):
        return table
    for at in (at for at in near if _OFFICE.match(folded_key(over[at]))):
        cells = distinct_cells(grid.down(table.data_rows, at))
        offices = [folded_key(clean_text(cell)) for cell in cells if type(cell) is str]
        if not offices or not all(map(_is_of_others, offices)):
            return table
        columns = {n: c for n, c in table.columns.items() if n != "issued_date"}
        unclear = table.unclear | {column: (over[column], "issued_date")}
        return replace(table, columns=columns, unclear=unclear)
    return table


def _ask_behind_ticks(grid: Grid, table: Table) -> Table:
    """Leave a day of issue unclear behind another paper that is only ticked.

    "GKS: x, Ngày cấp": whoever ticks that a paper is there may give the day of the
    drive's own, in a list that says nothing else of a result.
    """
    if RESULTS_AND_DAYS.intersection(table.columns) or table.unclear:
        return table
    for column in sorted(table.of_others):
        heading = lowest_heading(grid, table, column)
        if field_of(heading, table.vocabulary) != "issued_date" or not column:
            continue
        cells = distinct_cells(grid.down(table.data_rows, column - 1))
        ticks = (marks().find_whole(clean_text(str(cell))) for cell in cells)
        is_alone = PATH not in table.of_others[column]
        if cells and is_alone and all(ticks):
            others = {c: text for c, text in table.of_others.items() if c != column}
            unclear = {column: (heading, "issued_date")}
            return replace(table, of_others=others, unclear=unclear)
    return table


def _is_of_others(office: str) -> bool:
    return bool(_OTHERS.search(office)) and not _POLICE.search(office)
