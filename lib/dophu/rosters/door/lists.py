"""Lists for the door that came back: known by their keys, whatever became of the file.

Rows may have been sorted, filtered, copied to another sheet without its headings, added
by hand or deleted. A row with a key says something of one child and nothing of any
other; one without is a row of a part of a list, as any other would be. So such a list
never makes a hamlet one that sent its list, nor a child one that is gone.
"""

from __future__ import annotations

from dataclasses import dataclass

from dophu.catalogue.answers import LANGUAGES, AnswerWords
from dophu.catalogue.sentences import SENTENCES
from dophu.catalogue.vocabulary import DEFAULT, Vocabulary
from dophu.reader.containers import Sheet
from dophu.reader.grid import has_figure
from dophu.reader.wire import Cell
from dophu.rosters.door.columns import (
    FIRST,
    KEY,
    Columns,
    find_headings,
    guess_columns,
    headings_of_days,
    is_heading_of_days,
    known_columns,
)
from dophu.rosters.door.results import (
    TICKS,
    find_ticks,
    find_typed,
    who_by_headings,
)
from dophu.rosters.texts.row_keys import has_row_key_form, may_be_key
from dophu.text import comparison_key

LOOKED_AT = 200
"""Rows from the top in which headings or a first key are looked for."""


@dataclass(frozen=True)
class DoorTable:
    """Where the rows of such a list begin on a sheet, and its columns.

    ``head`` is the row of headings, -1 where there is none; ``hamlet`` the column that
    says which hamlet a row is of, None where the whole list is of one; ``known`` the
    columns of which it is known what they say: all others are somebody's own; ``rows``
    how many rows the headings have, of which ``head`` is the last.
    """

    head: int
    columns: Columns
    hamlet: int | None = None
    known: frozenset[int] = frozenset()
    rows: int = 1


def find_door_table(
    sheet: Sheet, words: AnswerWords | None = None, is_returned: bool = False
) -> DoorTable | None:
    """Find the table of a list for the door on a sheet; None where there is none.

    ``words`` are those of the drive; a file that ``is_returned`` stands in a folder of
    returns, where a form that was typed anew is one too, by a name and a result.

    Examples
    --------
    >>> find_door_table(Sheet("DS", [["Họ và tên", "Ngày sinh"], ["Mẫu An", "2019"]]))
    """
    if sheet.state == "other":
        return None
    rows = sheet.rows[:LOOKED_AT]
    # Nearly all lists have neither such a heading nor a key: told by distinct texts.
    texts = {cell for row in rows for cell in row if type(cell) is str}
    days = set(filter(_is_day_heading, texts))
    keys = {text for text in texts if may_be_key(text) and has_row_key_form(text)}
    if not days and not keys and not is_returned:
        return None
    vocabulary = words.vocabulary if words else DEFAULT
    for number, row in enumerate(rows):
        if is_returned and (ticked := _ticked_table(rows, number, vocabulary)):
            return ticked
        may_be = keys or is_returned or not days.isdisjoint(row)
        columns = find_headings(row, bool(keys), is_returned) if may_be else {}
        if not columns and is_returned and not keys and not has_figure(row):
            columns = find_typed(row, vocabulary)
        if columns:
            found = {**who_by_headings(row, vocabulary), **_of_keys(rows, keys)}
            columns = {**found, **columns}
            # The hamlet has a column only where the list is of several.
            before = columns.get("visit_name", 0) - 1
            own = before > 0 and before not in columns.values()
            own = own and _is_of_places(row[before])
            hamlet = columns.pop("hamlet", before if own else None)
            known = known_columns(row, columns) | ({hamlet} - {None})
            return DoorTable(number, columns, hamlet, known)
        for at, cell in enumerate(row):
            if cell in keys:
                guessed = guess_columns(sheet.rows, at, words or AnswerWords(DEFAULT))
                return DoorTable(-1, guessed.columns, known=guessed.known)
    return None


def _of_keys(rows: list[list[Cell]], keys: set[str]) -> dict[str, int]:
    """Give the column in which the first key stands, whatever it is headed by."""
    at = (n for row in rows for n, cell in enumerate(row) if cell in keys)
    first = next(at, None)
    return {} if first is None else {KEY: first}


def _ticked_table(
    rows: list[list[Cell]], number: int, vocabulary: Vocabulary
) -> DoorTable | None:
    """Give the table of a form typed anew, with columns to be ticked; None if none."""
    if has_figure(rows[number]):
        return None
    below = rows[number + 1] if number + 1 < len(rows) else []
    below = [] if has_figure(below) else below
    typed, height = find_ticks(rows[number], below, vocabulary)
    if not typed:
        return None
    own = find_headings(rows[number], has_keys=True)
    ticks = {at for field, at in typed.items() if field in TICKS}
    if own.get("answer_result", min(ticks)) not in ticks:
        return None  # somebody's own column beside the results
    columns = {**typed, **{f: at for f, at in own.items() if at not in ticks}}
    known = known_columns(rows[number], columns) | frozenset(columns.values())
    hamlet = columns.pop("hamlet", None)
    return DoorTable(number + height - 1, columns, hamlet, known, height)


def _is_of_places(heading: Cell) -> bool:
    key = comparison_key(str(heading or ""))
    return bool(key) and key not in FIRST


def is_choices(sheet: Sheet) -> bool:
    """Test whether a sheet is the one that shows what can be chosen."""
    first = [comparison_key(str(cell or "")) for cell in (sheet.rows or [[]])[0][:2]]
    return any(
        first == [comparison_key(SENTENCES[key][language]) for key in _CHOICES]
        for language in LANGUAGES
    )


_CHOICES = ("answer_result", "answer_reason")


_DAYS = headings_of_days()
_DAY_LETTERS = [
    frozenset(filter(str.isascii, spelling.replace(" ", ""))) for spelling in _DAYS
]
"""Letters of the heading of the days that no way to write it can be without."""

_SHORTEST, _LONGEST = min(map(len, _DAYS)), 40


def _is_day_heading(text: str) -> bool:
    """Test whether a text is the heading of the days, mostly by its letters alone."""
    if not _SHORTEST <= len(text) < _LONGEST or text[0].isdigit():
        return False
    letters = text.casefold()
    return any(
        every.issubset(letters) for every in _DAY_LETTERS
    ) and is_heading_of_days(comparison_key(text))
