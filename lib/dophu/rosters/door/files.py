"""A workbook of lists for the door that came back: what each of its sheets is."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from dophu.catalogue.answers import AnswerWords
from dophu.catalogue.issues import phrase
from dophu.reader.containers import Sheet
from dophu.reader.grid import read_grid
from dophu.rosters.door.lists import find_door_table, is_choices
from dophu.rosters.door.rows import DoorSheet
from dophu.rosters.lists.read_sheets import ReadSheet, settle_door_sheet, settle_sheet
from dophu.rosters.sheets.rows import read_rows
from dophu.rosters.sheets.source_rows import Rows, Sender, append_ignored

RETURNS = "returns/"
"""How files of the folders begin that lists for the door come back in."""

ENROLMENTS = "enrolments/"


def lost_by(file: str) -> dict[str, str]:
    """Say by language what does not count where a file cannot be read, by its folder.

    Examples
    --------
    >>> lost_by("returns/2024-07-18/a.xlsx")["en"]
    'where it is a list for the door that came back none of its answers counts yet'
    """
    kind = "return" if file.startswith(RETURNS) else "roster"
    return phrase(f"lost_{'enrolment' if file.startswith(ENROLMENTS) else kind}")


def read_door_file(
    opened: Sequence[Sheet], sender: Sender, limits: Collection[int]
) -> tuple[Rows, tuple[ReadSheet, ...]] | None:
    """Read a file that holds a list for the door; None where it holds none.

    Other sheets of the workbook are read as parts of a list, whatever they are called:
    nobody is gone for not being on one.
    """
    words = AnswerWords(sender.vocabulary)
    is_returned = sender.file.startswith(RETURNS)
    tables = [find_door_table(sheet, words, is_returned) for sheet in opened]
    if not any(tables):
        return None
    found, sheets = Rows(), []
    doors = {
        at: DoorSheet(sheet, table, sender)
        for at, (sheet, table) in enumerate(zip(opened, tables, strict=True))
        if table is not None
    }
    # A sheet that was added names no hamlet where the lists beside it are of one.
    hamlets = {door.hamlet for door in doors.values() if door.hamlet}
    hamlet = hamlets.pop() if len(hamlets) == 1 else None
    for at, sheet in enumerate(opened):
        if at in doors:
            rows = doors[at].read(hamlet)
            sheets.append(settle_door_sheet(rows, sender, sheet.name))
        elif is_choices(sheet):
            rows, grid = Rows(why="sheet_choices"), read_grid(sheet)
            append_ignored(rows, grid, sender, 0, len(grid.rows), "title")
            sheets.append(ReadSheet(sender.file, sheet.name, rows.why, ()))
        else:
            rows = read_rows(read_grid(sheet), sender)
            of = rows, sender, sheet.name, "partial", limits
            sheets.append(settle_sheet(*of))
        found.extend(rows)
    return found, tuple(sheets)
