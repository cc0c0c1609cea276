"""Lists that state another drive's result alone, in a campaign that names no drive.

``campaign.toml`` without ``drive`` is read by the words of identity cards. Where it is
of something else, "Đã tiêm" and "Tình trạng BHYT" are columns of another matter, and
nobody is done. Where a list has a column of this drive's result they are just that.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from dophu.campaign.decisions import IGNORE, propose_line
from dophu.catalogue.columns import marks
from dophu.catalogue.issues import Issue
from dophu.catalogue.vocabulary import Vocabulary, drives, shipped
from dophu.reader.grid import Cell, cell_name
from dophu.rosters.headings.heading_columns import column_heading
from dophu.rosters.headings.registers import is_of_school
from dophu.rosters.headings.shown_headings import SHOWN
from dophu.rosters.headings.tables import Table
from dophu.rosters.results.open_days import MOSTLY
from dophu.rosters.sheets.source_rows import Rows, Sender
from dophu.rosters.texts.heading_words import PATH, plain_heading
from dophu.rosters.texts.paper_words import papers_in
from dophu.rosters.texts.result_fields import RESULTS_AND_DAYS, TICKS
from dophu.text import clean_text, comparison_key

_ASKED = frozenset(("BG-26", "BG-28", "BG-51"))
"""Issues that ask about a result of the list already."""

_NEUTRAL = "any"
"""The drive to name where the kit has no words for what a heading is about."""


def ask_results_of_others(rows: Rows, sender: Sender, sheet: str) -> None:
    """Ask which drive a list is of that has nothing but another drive's result.

    Not where the campaign names its drive, nor where anything of the list states this
    drive's result, or is asked about as such.
    """
    says_drive = sender.is_drive_named or sender.source != "roster"
    if says_drive or any(issue.code in _ASKED for issue in rows.issues):
        return
    if any(status is not None for status in rows.columns["status"]):
        return
    tables = [read for read in rows.tables if read.at]
    # A register of residents, or of school, has such columns and states no drive's.
    if any({*RESULTS_AND_DAYS, "relation"} & {*t.table.columns} for t in tables):
        return
    for read in tables:
        for column, heading in _headings(read.table):
            cells = [read.grid.at(row, column) for row in read.table.data_rows]
            drive = drive_of_result(heading, cells, sender.vocabulary)
            if drive:
                place = cell_name(read.table.first, column)
                toml = f"headings.{'done' if _are_marks(cells) else 'status'}"
                details = {
                    "heading": heading[:SHOWN],
                    "rows": sum(cell is not None for cell in cells),
                    "drive": f'drive = "{drive}"',
                    "own": f'drive = "{sender.vocabulary.drive}"',
                    "ignored": propose_line("heading", sender.file, heading, IGNORE),
                    "words": f'{toml} = ["{heading[:SHOWN]}"]',
                }
                issue = Issue("BG-86", sender.file, sheet, place, details=details)
                rows.issues.append(issue)


def _headings(table: Table) -> Iterator[tuple[int, str]]:
    columns = {*table.unknown, *table.of_others} - table.waived
    for column in sorted(columns):
        heading = table.unknown.get(column) or table.of_others.get(column)
        yield column, heading or column_heading(column)


def drive_of_result(heading: str, cells: list[Cell], vocabulary: Vocabulary) -> str:
    """Give the drive of which a column states the result, '' if it states none.

    One of those that the kit has words for, or ``any`` where the heading begins as a
    result's does ("đã", "chưa", "tình trạng", "kết quả"), goes on, and names nothing
    of this drive. The cells are ticks, or words of what is done or not.

    Examples
    --------
    >>> words = shipped("identity_card")
    >>> drive_of_result("Đã tiêm", ["x", None], words)
    'measles'
    >>> drive_of_result("Tình trạng BHYT", ["Đã có", "Chưa có"], words)
    'any'
    >>> drive_of_result("Đã có thẻ Căn cước", ["x"], words)
    ''
    >>> drive_of_result("Tình trạng hôn nhân", ["Độc thân"], words)
    ''
    """
    found = [cell for cell in cells if cell is not None]
    telling = sum(_tells(cell, vocabulary) for cell in found)
    if not telling or telling < MOSTLY * len(found):
        return ""
    plain = plain_heading(heading)
    if papers_in(plain, vocabulary) & {"ours", "person"}:
        return ""
    for drive in drives():
        fields = {"status", *TICKS}
        if drive not in (vocabulary.drive, _NEUTRAL):
            if shipped(drive).headings.find_whole(plain) in fields:
                return drive
    words = comparison_key(plain.replace(PATH, " ")).split()
    runs = (" ".join(words[:n]) for n in range(len(words) - 1, 0, -1))
    roles = (shipped(_NEUTRAL).heading_words.find_whole(run) for run in runs)
    first = next((role for role in roles if role), "")
    return _NEUTRAL if first in ("about", "done", "not_done") else ""


def _tells(cell: Cell, vocabulary: Vocabulary) -> bool:
    """Test whether a cell is a tick, or a word that says done or not yet."""
    if isinstance(cell, bool):
        return True
    text = clean_text(str(cell))
    if marks().find_whole(text):
        return not text.isdecimal()
    first = comparison_key(text).partition(" ")[0]
    return not is_of_school(text, vocabulary) and first in _first_words()


@cache
def _first_words() -> frozenset[str]:
    parts = shipped(_NEUTRAL).tables["heading"]
    words = (*parts["done"], *parts["not_done"], *parts["have"])
    return frozenset(map(comparison_key, words))


def _are_marks(cells: list[Cell]) -> bool:
    return all(
        isinstance(cell, bool) or marks().find_whole(clean_text(str(cell)))
        for cell in cells
        if cell is not None
    )
