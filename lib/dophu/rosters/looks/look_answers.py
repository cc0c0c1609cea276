"""What a person said that colours and strokes mean, and what is still to be said."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from dophu.ages import completed_years
from dophu.campaign.decided_colours import colour_key
from dophu.campaign.decisions import IGNORE, PRESENCES, propose_line
from dophu.campaign.settings import STATUSES
from dophu.catalogue.issues import Issue
from dophu.reader.extents import STRUCK
from dophu.reader.grid import Grid, cell_name
from dophu.rosters.headings.registers import GROWN_UP
from dophu.rosters.headings.tables import Table
from dophu.rosters.looks.row_emphases import emphases_to_report
from dophu.rosters.looks.row_looks import RowLooks, without_struck
from dophu.rosters.texts.row_names import name_rows
from dophu.rosters.words.values import Faults

LESSER = {status: place for place, status in enumerate(reversed(STATUSES))}
"""Statuses by how far a child is; of two the lesser counts."""

MOST_COLOURS = 8
"""Colours that a message names; the answer may name others too."""

_LEFT_OPEN = {"vi": "<tình trạng>", "en": "<status>"}


class LookAnswers:
    """The looks of one table's rows, and what was decided of them for its file.

    ``decided`` gives by the key of a colour, or of ``strike``, a status, a presence or
    ``ignore``; ``sent`` is the sheet as it came, without what merges were filled with.
    """

    def __init__(
        self,
        grid: Grid,
        table: Table,
        looks: RowLooks,
        decided: Mapping[str, str],
        as_of: date,
        sent: Grid | None = None,
    ) -> None:
        self._grid, self._table, self._looks = grid, table, looks
        self._as_of, self._sent = as_of, sent or grid
        self._decided = {colour_key(value): stated for value, stated in decided.items()}
        self._stroke = self._decided.get(STRUCK)
        self._reported: dict[int, str] = {}

    def readable(self) -> Grid:
        """Give the grid without the results that are struck out."""
        if self._stroke == IGNORE or not (self._looks.struck or self._looks.cells):
            return self._grid
        return without_struck(self._grid, self._table, self._looks)

    def settle(
        self,
        at: Sequence[int],
        values: dict[str, list[Any]],
        faults: dict[str, Faults],
    ) -> None:
        """Put what was decided into the values; of two that disagree the lesser.

        A status that stands in the row and is another than its colour's is DS-09. A
        struck row says nothing of an application, on an enrolment list either. ``at``
        gives the row of each value, twice where two children share one.
        """
        if not (self._looks.struck or self._looks.colours or self._looks.emphases):
            return
        struck = set(self._looks.struck) if self._stroke != IGNORE else set()
        unread = {i for found in faults.values() for i, (code, _) in found.items()
                  if code == "DS-07"}  # fmt: skip
        for position, row in enumerate(at):
            if row in struck and self._stroke not in STATUSES:
                values["status"][position] = "not_yet"
            colour = self._looks.colours.get(row, "").casefold()
            answers = [self._decided.get(colour)]
            answers += [
                self._decided.get(e.look) for e in self._looks.emphases if row in e.rows
            ]
            answers += [self._stroke] if row in struck else []
            for answer in filter(None, answers):
                if answer in PRESENCES:
                    values["presence"][position] = answer
                # A colour does not answer for a cell that was not understood.
                elif answer in STATUSES and position not in unread:
                    stated = values["status"][position]
                    if stated not in (None, answer):
                        faults["status"][position] = ("DS-09", {})
                        answer = min(answer, stated, key=LESSER.__getitem__)
                    values["status"][position] = answer
        self._reported = self._unanswered(at, values["status"])
        # Heads of households are bold in many registers of residents.
        births = values["birth_to"]
        grown = {
            born
            for born in set(births)
            if born and born <= self._as_of
            and completed_years(born, self._as_of) >= GROWN_UP
        }  # fmt: skip
        rows = zip(at, values["status"], births, strict=True)
        of_children = {row: s for row, s, born in rows if born not in grown}
        self._reported |= self._emphasised(of_children)

    def _emphasised(self, statuses: Mapping[int, str | None]) -> dict[int, str]:
        """Give by row the emphases that nobody said anything of."""
        looks = self._looks
        emphases = [e for e in looks.emphases if e.look not in self._decided]
        if not emphases:
            return {}
        of_colours: dict[str, set[int]] = {}
        for row, colour in looks.colours.items():
            of_colours.setdefault(colour, set()).add(row)
        known = [frozenset(rows) for rows in of_colours.values()]
        found = emphases_to_report(self._sent, self._table, emphases, statuses, known)
        return {row: look for row, look in found.items() if row not in self._reported}

    def _unanswered(
        self, at: Sequence[int], statuses: Sequence[str | None]
    ) -> dict[int, str]:
        """Give the colours that nobody said anything of, by row.

        None where the colours say what the status of every row says too.
        """
        colours = self._looks.colours
        pairs = {(s, colours.get(row, "")) for row, s in zip(at, statuses, strict=True)}
        stated = {status for status, _ in pairs}
        if None not in stated and len(stated) == len(pairs) > 1:
            return {}
        return {r: c for r, c in colours.items() if c.casefold() not in self._decided}

    def issues(self, file: str) -> Iterator[Issue]:
        """Say what is struck out and which colours part the rows, until answered."""
        name = self._table.columns.get("name", self._table.columns.get("given_name", 0))

        def about(code: str, row: int, column: int, **details: Any) -> Issue:
            return Issue(
                code, file, self._grid.name, cell_name(row, column), details=details
            )

        def line(value: str, stated: str) -> str:
            return propose_line("colour", file, value, stated)

        if self._reported:
            counts = Counter(self._reported.values()).most_common()
            shown = ", ".join(f"{c} ({n})" for c, n in counts[:MOST_COLOURS])
            lines = {k: line(counts[0][0], left) for k, left in _LEFT_OPEN.items()}
            first = min(self._reported)
            yield about(
                "BG-24", first, name, rows=len(self._reported), colours=len(counts),
                shown=shown, line=lines, ignored=line(counts[0][0], IGNORE),
            )  # fmt: skip
        if self._looks.struck and self._stroke is None:
            struck = self._looks.struck
            yield about(
                "DS-24", struck[0], name, rows=len(struck), which=name_rows(struck),
                line=line(STRUCK, "left"), ignored=line(STRUCK, IGNORE),
            )  # fmt: skip
        if self._looks.cells and self._stroke is None:
            cells = self._looks.cells
            first = min(cells)
            yield about(
                "DS-25", first, cells[first][0], cells=sum(map(len, cells.values())),
                which=name_rows(cells), ignored=line(STRUCK, IGNORE),
            )  # fmt: skip
