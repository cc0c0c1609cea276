"""What rows of lists for the door said, read again as they were read: by their keys."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from dophu.catalogue.answers import AnswerWords
from dophu.catalogue.sentences import SENTENCES
from dophu.child_names import name_key
from dophu.reader.containers import Sheet
from dophu.reader.grid import cell_name
from dophu.reader.wire import Cell
from dophu.rosters.door.answer import DoorAnswer
from dophu.rosters.door.columns import ANSWERS
from dophu.rosters.door.lists import DoorTable
from dophu.rosters.door.rows import DoorSheet
from dophu.rosters.results.reported_cells import (
    Cells,
    Place,
    ReportedRow,
    cell_text,
    shortened,
)
from dophu.rosters.sheets.source_rows import Sender
from dophu.rosters.words.phrases import is_accounted_for
from dophu.text import comparison_key


def reported_answers(
    sheet: Sheet, table: DoorTable, sender: Sender
) -> Iterator[tuple[Place, ReportedRow]]:
    """Give what each row of a list for the door said: its filled answers.

    Words of a person's own are not shown: a note may name somebody.
    """
    columns = DoorSheet(sheet, table, sender).read().columns
    words = AnswerWords(sender.vocabulary)
    known = {*words.results, *words.reasons, *words.methods}
    for at, answer in enumerate(columns["door"]):
        if answer is None:
            continue
        values = {name: column[at] for name, column in columns.items()}
        values |= _of_child(answer)
        row = values["row"] - 1
        place = values["file"], values["sheet"], values["row"]
        head = sheet.rows[table.head] if table.head >= 0 else []
        cells = tuple(_cells(sheet.rows[row], row, table, head, known, sender))
        yield place, ReportedRow("", cells, values)


def _of_child(answer: DoorAnswer) -> dict[str, object]:
    birth, name = answer.birth, answer.name
    return {
        "status": answer.status,
        "name": name,
        "name_key": name_key(name) if name else None,
        "birth_from": birth.first if birth else None,
        "birth_to": birth.last if birth else None,
    }


def _cells(
    row: list[Cell],
    number: int,
    table: DoorTable,
    head: list[Cell],
    known: set[str],
    sender: Sender,
) -> Iterator[Cells]:
    filled = (
        (field, at, row[at])
        for field in ANSWERS
        if (at := table.columns.get(field)) is not None and at < len(row)
    )
    for field, at, cell in filled:
        text = cell_text(cell)
        if text:
            is_known = isinstance(cell, date) or comparison_key(text) in known
            words = sender.as_of, sender.vocabulary
            is_shown = is_known or is_accounted_for(text, *words)
            over = cell_text(head[at]) if at < len(head) else ""
            heading = over or SENTENCES[field]["vi"]
            yield Cells(heading, cell_name(number, at), shortened(text), is_shown)
