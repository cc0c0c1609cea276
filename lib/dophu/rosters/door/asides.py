"""What a row of a list for the door says beside its result: told, never passed over.

A remark, a comment, a column that an officer added, a colour, a merged cell may be all
that says "done", or that it is not. None of it makes a child done. What says "not yet"
word for word beside "done" contradicts it, and the lesser counts; all else that may be
of a result is told.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from datetime import date
from functools import cache

from dophu.campaign.decided_rows import RESULT_ANSWERS, propose_row
from dophu.campaign.settings import ENROLLED
from dophu.catalogue.columns import marks
from dophu.catalogue.issues import Issue
from dophu.catalogue.palette import LIST_HEAD, SMALL_PRINT, TO_FILL_IN, TO_FILL_IN_HEAD
from dophu.catalogue.vocabulary import Vocabulary
from dophu.reader.emphasis import is_fill
from dophu.reader.extents import OF_FONT, PART_STRUCK, STRUCK
from dophu.reader.grid import Grid, cell_name
from dophu.reader.wire import Cell
from dophu.rosters.door.columns import ANSWERS
from dophu.rosters.door.gone import hints_gone
from dophu.rosters.door.lines import is_of_the_kit
from dophu.rosters.door.lists import DoorTable
from dophu.rosters.door.results import TICKS, is_mark
from dophu.rosters.results.stated_beside import as_decided
from dophu.rosters.sheets.comments import AGAINST, AGREES, may_state, weigh_comment
from dophu.rosters.sheets.source_rows import Sender
from dophu.rosters.texts.row_keys import may_be_key, read_row_key
from dophu.rosters.words.phrases import understand_status
from dophu.text import clean_text, comparison_key

UNKNOWN, TO_COME = "PH-09", "PH-12"
"""A result that is not understood, "done" on a day that has not come."""

DOUBT, ELSEWHERE, LOOKS = "PH-19", "PH-20", "PH-21"
"""Something beside "done", something that may be an answer, a colour or a stroke."""

OF_THE_KIT = frozenset(
    (
        *(colour[1:] for colour in (TO_FILL_IN, TO_FILL_IN_HEAD, LIST_HEAD)),
        f"{OF_FONT}{SMALL_PRINT[1:]}",
    )
)
"""Colours that the kit itself gives cells of these lists."""

MOST_CELLS = 8
"""Cells that a message names."""

Aside = tuple[int, str, bool]
"""Column, text, and whether it is a remark on the child: by the place it stands in."""


class Asides:
    """What the rows of one sheet say beside their results, gathered to be told.

    ``columns`` are those of the answers, in which a cell may be merged with others or
    struck out; ``understood`` rows whose lines were read.
    """

    def __init__(
        self, grid: Grid, sender: Sender, understood: Collection[int] = ()
    ) -> None:
        self._grid, self._sender, self._understood = grid, sender, understood
        self._words = sender.as_of, sender.vocabulary
        self._found: dict[str, dict[int, str]] = defaultdict(dict)
        self._comments: dict[int, list[Aside]] = defaultdict(list)
        for row, column, text in grid.comments:
            self._comments[row].append((column, clean_text(text), True))
        self._looks = _looks_of_rows(grid)
        self._weights: dict[tuple[str, str | None], str] = {}
        self._stating: dict[str, bool] = {}
        self._decided = sender.answers.of_results(grid.name)

    def weigh(
        self,
        row: int,
        status: str | None,
        asides: Iterable[Aside],
        struck_at: Sequence[int | None] = (),
    ) -> str | None:
        """Give the status that counts, and keep what is to be told of the row.

        Of a row whose name or result is struck out nothing is done. What a person
        decided of the row holds.
        """
        if decided := self._decided.get(row):
            return as_decided(status, decided)
        struck = [
            column
            for column in struck_at
            if column is not None
            and {STRUCK, PART_STRUCK} & self._looks.get(row, {}).get(column, set())
        ]
        if struck and status in ENROLLED:
            self.note(LOOKS, row, struck[0])
            status = None
        for column, text, is_remark in (*asides, *self._comments.get(row, ())):
            if not text:
                continue
            weight = self._weight(text, status)
            if weight == AGREES:
                continue
            if not is_remark and not self._may_state(text):
                continue
            if status in ENROLLED:
                self.note(DOUBT, row, column)
                if weight == AGAINST:
                    status = understand_status(text, *self._words) or "not_yet"
            elif self._may_state(text) or (is_remark and _is_letter(text)):
                self.note(ELSEWHERE, row, column)
        return status

    def _weight(self, text: str, status: str | None) -> str:
        # Lists say the same few things over and over.
        if (text, status) not in self._weights:
            self._weights[text, status] = weigh_comment(text, status, *self._words)
        return self._weights[text, status]

    def _may_state(self, text: str) -> bool:
        if text not in self._stating:
            self._stating[text] = hints_gone(text) or may_state(text, *self._words)
        return self._stating[text]

    def may_answer(self, text: str) -> bool:
        """Test whether a text without a name may be an answer: a mark, or a result."""
        return is_mark(text) or self._may_state(text)

    def see_line(self, row: int, cells: Sequence[object], past: int = -1) -> None:
        """Look at a line that is no child's, as one over or below the table.

        Of the cells up to ``past`` it is known what they say.
        """
        if row in self._understood:
            return
        for column, cell in enumerate(cells):
            is_text = isinstance(cell, str) and column > past
            text = clean_text(cell) if is_text else ""
            if text and not is_of_the_kit(text) and may_state(text, *self._words):
                self.note(ELSEWHERE, row, column)
        for column, text, _ in self._comments.get(row, ()):
            if may_state(text, *self._words):
                self.note(ELSEWHERE, row, column)

    def see_keys(self, row: int, cells: Sequence[Cell], own: int | None) -> None:
        """Look for a key beside the row's own: a list beside the list."""
        for column, cell in enumerate(cells):
            if column != own and may_be_key(cell) and read_row_key(cell) is not None:
                self.note(ELSEWHERE, row, column)

    def note(self, code: str, row: int, column: int) -> bool:
        """Put down a cell that is told; False where a person decided of its row."""
        if row in self._decided:
            return False
        self._found[code].setdefault(row, cell_name(row, column))
        return True

    def issues(self, rows: Sequence[int]) -> Iterator[Issue]:
        """Tell, once a kind: how many rows, and the first cells.

        ``rows`` are those of children: what all of them look like says nothing.
        """
        self._see_looks(rows)
        for code, found in sorted(self._found.items()):
            cells = [found[row] for row in sorted(found)]
            more = ["…"] if len(cells) > MOST_CELLS else []
            places = ", ".join([*cells[:MOST_CELLS], *more])
            details = {"rows": len(cells), "places": places}
            place = self._sender.file, self._grid.name, cells[0]
            lines = {
                f"line_{stated}": propose_row(*place[:2], found, stated)
                for stated in RESULT_ANSWERS
            }
            yield Issue(code, *place, details={**details, **lines})

    def _see_looks(self, rows: Sequence[int]) -> None:
        """Find the colours and strokes that part rows of children from others."""
        at = [row for row in rows if row in self._looks]
        by_cell: dict[tuple[int, str], list[int]] = defaultdict(list)
        for row in at:
            for column, looks in self._looks[row].items():
                for look in looks:
                    by_cell[column, look].append(row)
        for (column, _), found in sorted(by_cell.items()):
            if len(found) < len(rows):
                for row in found:
                    self.note(LOOKS, row, column)


def _is_letter(text: str) -> bool:
    """Test whether a remark is a letter alone, which may stand for a result."""
    return len(text) == 1 and text.isalpha()


def _looks_of_rows(grid: Grid) -> dict[int, dict[int, set[str]]]:
    """Give by row and column the fills, colours of letters and strokes of cells."""
    found: dict[int, dict[int, set[str]]] = defaultdict(lambda: defaultdict(set))
    for column, first, last, look in grid.looks:
        is_meant = (
            look in (STRUCK, PART_STRUCK) or is_fill(look) or look.startswith(OF_FONT)
        )
        if is_meant and look.upper().replace("FONT", "font") not in OF_THE_KIT:
            for row in range(first, min(last + 1, len(grid.rows))):
                found[row][column].add(look)
    return found


def other_columns(
    grid: Grid, table: DoorTable, cells: Sequence[Cell], sender: Sender
) -> Iterator[Aside]:
    """Give what a row has in columns that are none of the list.

    A tick says what its heading says; a number by itself says nothing.
    """
    head = grid.rows[table.head] if table.head >= 0 else []
    for at, cell in enumerate(cells):
        if at in table.known or cell is None or isinstance(cell, date):
            continue
        heading = clean_text(str(head[at] or "")) if at < len(head) else ""
        text = clean_text(str(cell))
        if may_state(heading, sender.as_of, sender.vocabulary):
            is_tick = marks().find_whole(text) == "yes"
            yield at, heading if is_tick else text, False
        elif isinstance(cell, str) and not is_mark(text):
            yield at, text, False


def overwritten(
    table: DoorTable, cells: Sequence[Cell], sender: Sender
) -> Iterator[int]:
    """Give the columns of who a child is in which "done" was written instead.

    Of "not yet" there they say nothing new: the list itself says why so far.
    """
    read = {table.columns.get(field) for field in (*ANSWERS[1:], *TICKS)}
    for at, cell in enumerate(cells):
        if at in table.known and at not in read and isinstance(cell, str):
            if _says_done(clean_text(cell), sender):
                yield at


def _says_done(text: str, sender: Sender) -> bool:
    """Test whether some words of a text, or the whole, say a result that counts."""
    # Nearly all are names, without any word of a result.
    if _words_of_done(sender.vocabulary, sender.counted).isdisjoint(
        comparison_key(text).split()
    ):
        return False
    whole = understand_status(text, sender.as_of, sender.vocabulary)
    if whole is not None:
        return whole in sender.counted
    words = comparison_key(text).split()
    known = sender.vocabulary.statuses.find_whole
    return any(
        known(" ".join(words[at : at + n])) in sender.counted
        for n in (2, 3, 4)
        for at in range(len(words) - n + 1)
    )


@cache
def _words_of_done(vocabulary: Vocabulary, counted: tuple[str, ...]) -> frozenset[str]:
    """Give every word of the phrases by which lists say that somebody is done."""
    stated = vocabulary.tables["status"]
    phrases = (phrase for status in counted for phrase in stated.get(status, ()))
    return frozenset(word for p in phrases for word in comparison_key(p).split())


def merged_results(grid: Grid, table: DoorTable, row: int) -> Iterator[Aside]:
    """Give the result of a row above that is merged with this row's cell."""
    at = table.columns.get("answer_result")
    first = grid.spans.get((row, at)) if at is not None else None
    if at is not None and first is not None and first[0] != row:
        above = grid.rows[first[0]]
        if first[1] < len(above) and above[first[1]] is not None:
            yield at, clean_text(str(above[first[1]])), True
