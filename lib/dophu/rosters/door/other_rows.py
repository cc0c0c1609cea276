"""Rows of a list for the door that are no child's: what stands over, between, below."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from functools import cached_property
from pathlib import PurePosixPath

from dophu.campaign.decisions import propose_line
from dophu.campaign.settings import ENROLLED
from dophu.reader.grid import Grid, has_figure
from dophu.reader.wire import Cell
from dophu.rosters.columns.hamlet_outside import Outside, hamlet_outside
from dophu.rosters.door.asides import ELSEWHERE, Asides
from dophu.rosters.door.columns import KEY, find_headings
from dophu.rosters.door.lines import counts_in, is_foot, is_signed
from dophu.rosters.door.lists import DoorTable
from dophu.rosters.door.results import TICKS
from dophu.rosters.headings.row_kinds import classify_rows
from dophu.rosters.sheets.comments import may_state
from dophu.rosters.sheets.source_rows import Sender
from dophu.rosters.texts.row_keys import has_row_key_form
from dophu.text import clean_text

LINES_OVER = 6
"""Lines that the kit writes over the headings of a list."""

_FEET = ("total", "note", "signature")
_OF_ANSWER = ("answer_result", "answer_reason", *TICKS)


class OtherRows:
    """Tells the rows of one sheet that are no child's, and looks at what they say.

    ``birth_of`` reads the birth in the cells of a row. ``statuses`` has what the rows
    of children above gave as their results; ``outside`` the hamlet that a row without
    one of its own is of: by what stands over it.
    """

    def __init__(
        self,
        grid: Grid,
        table: DoorTable,
        sender: Sender,
        asides: Asides,
        birth_of: Callable[[list[Cell]], object],
    ) -> None:
        self._grid, self._sender, self._asides = grid, sender, asides
        self._birth_of = birth_of
        self.table = table
        self.statuses: Counter[str | None] = Counter()
        self._is_signed = False
        named = sender.named or sender.file
        head = max(table.head, 0)
        self.outside = hamlet_outside(grid, 0, head, named, sender.index)

    def see_over(self, number: int, cells: Sequence[Cell]) -> None:
        """Look at a line over the headings.

        The first two of a list say what it is and count its children; what somebody
        wrote beside them is looked at.
        """
        own = number < 2 or number in self._titles
        first = next((at for at, cell in enumerate(cells) if cell is not None), 0)
        self._asides.see_line(number, cells, past=first if own else -1)

    def kind(self, number: int, cells: list[Cell]) -> str:
        """Say what a row without a key is where it is none of a child, else ''.

        A line over a list, a hamlet, a total, a count or a signature, or a line that
        says something of results ("the others are all done"); a name alone is a child
        that was written in by hand.
        """
        if self._birth_of(cells) is not None:
            return ""
        if number in self._over:
            self.see_over(number, cells)
            return "title"
        vocabulary = self._sender.vocabulary
        if is_signed(cells, self._is_signed, vocabulary):
            self._is_signed = True
            return "signature"
        if counts := counts_in(cells, vocabulary):
            self._hold_against(number, cells, counts)
            return "total"
        if any(self._cell(cells, field) for field in _OF_ANSWER):
            return self._without_name(number, cells)
        if self.table.head < 0:  # nobody's name is known
            if number > 1:
                self._asides.see_line(number, cells)
            return "title"
        return self._line(number, cells)

    def _line(self, number: int, cells: list[Cell]) -> str:
        kind = self._kinds[number]
        text = clean_text(str(self._cell(cells, "visit_name") or ""))
        words = self._sender.as_of, self._sender.vocabulary
        if kind == "section" and (found := self._hamlet_in(cells)):
            self.outside = found
        elif kind in _FEET or (text and may_state(text, *words)):
            self._asides.see_line(number, cells)
            kind = kind if kind in _FEET else "note"
        else:
            return ""
        return kind

    def _hamlet_in(self, cells: list[Cell]) -> Outside | None:
        texts = [cell for cell in cells if isinstance(cell, str) and cell]
        hamlet = self._sender.index.find(texts[0]) if len(texts) == 1 else None
        return Outside(hamlet, by="title") if hamlet else None

    def _without_name(self, number: int, cells: list[Cell]) -> str:
        """Say what an answer without a name is: below the last child a note."""
        name = self._cell(cells, "visit_name")
        if name not in (None, "") or number <= self._last_child:
            return ""
        self._asides.see_line(number, cells)
        for field in _OF_ANSWER:
            if self._cell(cells, field) and self._asides.may_answer(
                clean_text(str(self._cell(cells, field)))
            ):
                self._asides.note(ELSEWHERE, number, self.table.columns[field])
        return "note"

    def _hold_against(
        self, number: int, cells: list[Cell], counts: list[tuple[str, int]]
    ) -> None:
        """Tell a count below a list that is another than that of its answers."""
        given = sum(self.statuses.values())
        done = sum(n for status, n in self.statuses.items() if status in ENROLLED)
        right = {
            "done": {done},
            "left": {given - done, given - done - self.statuses[None]},
        }
        if all(n in right.get(of, {n}) for of, n in counts):
            return
        at = next(at for at, cell in enumerate(cells) if cell not in (None, ""))
        self._asides.note(ELSEWHERE, number, at)

    def begin(self, number: int, table: DoorTable) -> None:
        """Take up the headings of another list on the sheet, with its hamlet."""
        self.table = table
        above = [at for at in self._over if at < number]
        start = max((at for at in self._heads if at < number), default=-1)
        first = min((at for at in above if at > start), default=number)
        found = hamlet_outside(self._grid, first, number, "", self._sender.index)
        if found.by == "title":
            self.outside = found

    def _cell(self, cells: list[Cell], name: str) -> Cell:
        at = self.table.columns.get(name)
        return cells[at] if at is not None and at < len(cells) else None

    @cached_property
    def _heads(self) -> list[int]:
        """The rows of headings below the first."""
        return [
            number
            for number, cells in enumerate(self._grid.rows)
            if number > self.table.head >= 0
            and not has_figure(cells)
            and find_headings(cells, has_keys=True)
        ]

    @cached_property
    def _over(self) -> set[int]:
        """The lines right over further headings: of each row a single text."""
        found = set()
        for head in self._heads:
            for number in range(head - 1, max(head - 1 - LINES_OVER, 0), -1):
                cells = self._grid.rows[number]
                filled = [cell for cell in cells if cell is not None and cell != ""]
                is_line = len(filled) == 1 and isinstance(filled[0], str)
                if not is_line or is_foot(cells):
                    break
                found.add(number)
        return found

    @cached_property
    def _titles(self) -> set[int]:
        """The first two lines of each list below another that name its hamlet."""
        firsts = [at for at in self._over if at - 1 not in self._over]
        named = (at for at in firsts if self._names_place(self._grid.rows[at]))
        return {line for at in named for line in (at, at + 1) if line in self._over}

    def _names_place(self, cells: list[Cell]) -> bool:
        text = next(str(cell) for cell in cells if cell not in (None, ""))
        return self._sender.index.find(text.rsplit(":", 1)[-1]) is not None

    @cached_property
    def _last_child(self) -> int:
        """The last row with a key or a birth, or with a name that is a child's."""
        of_children = (
            number
            for number, cells in enumerate(self._grid.rows)
            if has_row_key_form(self._cell(cells, KEY))
            or self._birth_of(cells) is not None
            or self._has_name(number, cells)
        )
        return max(of_children, default=len(self._grid.rows))

    def _has_name(self, number: int, cells: list[Cell]) -> bool:
        is_below = number > self.table.head and self._kinds[number] == "data"
        name = self._cell(cells, "visit_name")
        return is_below and name not in (None, "") and not is_foot(cells)

    @cached_property
    def _kinds(self) -> list[str]:
        """Give what each row of the sheet would be on any list."""
        fields = {"visit_name": "name", "visit_birth": "birth_date"}
        columns = {
            field: self.table.columns[key]
            for key, field in fields.items()
            if key in self.table.columns
        }
        end = len(self._grid.rows)
        body = min(max(self.table.head, 0) + 1, end)
        kinds, _, _ = classify_rows(
            self._grid, 0, body, end, columns, self._sender.index,
            vocabulary=self._sender.vocabulary,
        )  # fmt: skip
        return kinds


def line_of_place(sender: Sender, sheet: str) -> str:
    """Give the line that says of which hamlet a sheet is, the hamlet left open."""
    stated = sheet or PurePosixPath(sender.file).stem.replace("_", " ")
    return propose_line("hamlet", sender.file, stated, "<hamlet_id>")
