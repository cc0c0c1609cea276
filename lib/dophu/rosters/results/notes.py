"""Issues of a table's cells: one a cell, or one a word with the count of its rows."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from datetime import date
from typing import Any

from dophu.campaign.decided_rows import RESULT_ANSWERS, propose_row
from dophu.campaign.decisions import PRESENCES, propose_line
from dophu.campaign.hamlet_spellings import HamletIndex
from dophu.campaign.place_keys import place_key
from dophu.catalogue.issues import Issue, phrase
from dophu.reader.grid import Grid, cell_name
from dophu.rosters.headings.heading_columns import column_heading
from dophu.rosters.headings.shown_headings import SHOWN, WHOLE, hidden_headings, without
from dophu.rosters.headings.tables import Table
from dophu.rosters.texts.could_be_names import could_be_name, is_number_or_day
from dophu.rosters.texts.result_fields import TICKS
from dophu.rosters.texts.row_names import name_rows
from dophu.rosters.words.status import presence_of, reason_of
from dophu.text import clean_text

GROUPED = {"DS-02": "hamlet", "DS-07": "status", "DS-13": "reason", "DS-38": "note"}
"""Issues that are told once a word, and the column of the word."""

ANSWERS = {
    "DS-07": ("status", "<status>"),
    "DS-13": ("reason", "<reason>"),
    "DS-38": ("presence", "left"),
}
"""Kind and decision of the line in ``decisions.csv`` that answers an issue."""

SHOWN_FROM = 3
"""Rows from which an unknown word of a free-text cell is shown: what stands in fewer
may be somebody's name, and no message holds one. The cell is always named."""


class Notes:
    """Collects the issues of one table, each with file, sheet and cell.

    ``decided`` are the rows whose result a person decided: nothing is asked of them.
    """

    def __init__(
        self,
        issues: list[Issue],
        file: str,
        sheet: str,
        table: Table,
        decided: Collection[int] = (),
    ):
        self._decided = decided
        self._issues, self._file, self._sheet = issues, file, sheet
        self._table = table
        self._reported: set[int] = set()
        self._hidden = hidden_headings(table)

    def _cell(self, row: int, column: str | None) -> str:
        at = self._table.columns.get(column or "")
        return str(row + 1) if at is None else cell_name(row, at)

    def _put(self, code: str, cell: str, hamlet: str | None = None, **details: Any):
        place = (self._file, self._sheet, cell, hamlet or "")
        details = without(self._hidden, details) if self._hidden else details
        self._issues.append(Issue(code, *place, details))

    def _asked(self, rows: Sequence[int]) -> dict[str, Any]:
        """Give what a question of rows has: how many, which, the lines that answer."""
        about = self._file, self._sheet, [*rows]
        lines = {f"line_{s}": propose_row(*about, s) for s in RESULT_ANSWERS}
        return {"rows": len(rows), "places": name_rows(rows), **lines}

    def _open(self, rows: Sequence[int]) -> list[int]:
        """Give the rows whose result nobody decided."""
        return [row for row in rows if row not in self._decided]

    def _line(self, kind: str, value: str | None, decision: str) -> dict[str, str]:
        """Write by language the line that decides a value; what is left is in <>."""
        left = {
            "<hamlet_id>": "<mã thôn>",
            "<field>": "<trường>",
            "<status>": "<tình trạng>",
            "<reason>": "<mã lý do>",
        }
        hidden = {"vi": "<cách viết>", "en": "<spelling>"}
        chosen = {"vi": left.get(decision, decision), "en": decision}
        return {
            language: propose_line(
                kind, self._file, (value or unseen)[:WHOLE], chosen[language]
            )
            for language, unseen in hidden.items()
        }

    def add(
        self,
        code: str,
        row: int,
        column: str | None,
        hamlet: str | None,
        why: dict[str, Any] | None = None,
    ) -> None:
        """Add an issue about one cell, or a row where ``column`` is None."""
        details: dict[str, Any] = {"why": phrase(**why)} if why else {}
        if code == "DS-09":
            for s in RESULT_ANSWERS:
                line = propose_row(self._file, self._sheet, [row], s)
                details[f"line_{s}"] = line
        self._put(code, self._cell(row, column), hamlet, **details)

    def add_grouped(
        self,
        rows: list[int],
        codes: Mapping[int, list[str]],
        words: dict[str, list[str]],
        index: HamletIndex,
        names: frozenset[str] = frozenset(),
    ) -> None:
        """Add the issues that are told once a word, at the first cell that has it.

        ``names`` are the words that the names of the list are made of.
        """
        is_reason = self._table.vocabulary.reasons.find_whole
        for code, column in GROUPED.items():
            found: dict[str, list[int]] = defaultdict(list)
            for position, row_codes in sorted(codes.items()):
                if code in row_codes:
                    found[words[code][position]].append(rows[position])
            for word, at in found.items():
                details: dict[str, Any] = {"rows": len(at)}
                if code == "DS-02":
                    nearest = index.nearest(word[:SHOWN])
                    details["nearest"] = ", ".join(nearest) or "–"
                    details["absent"] = _say_absent(index.find_absent(word))
                    # In a shifted row a name may stand in the column of hamlets.
                    is_often = len(at) >= SHOWN_FROM
                    is_often &= not could_be_name(word, names, is_place=True)
                    has_kind = place_key(word)[0] and not is_number_or_day(word)
                    is_place = bool(has_kind) or is_often
                    details["spelling"] = word[:SHOWN] if is_place else "…"
                    shown = word if is_place else None
                    details["line"] = self._line("hamlet", shown, "<hamlet_id>")
                else:
                    is_often = len(at) >= SHOWN_FROM
                    is_often &= not could_be_name(word, names)
                    is_safe = is_often or bool(is_reason(word))
                    shown = word if word and is_safe else None
                    details["word"] = shown[:SHOWN] if shown else "…"
                    kind, decision = ANSWERS[code]
                    if code == "DS-07" and shown:
                        kind, decision = self._of_presence(shown) or (kind, decision)
                    details["line"] = self._line(kind, shown, decision)
                self._put(code, self._cell(at[0], self._column(column)), **details)

    def _of_presence(self, word: str) -> tuple[str, str] | None:
        """Give the decision of a word in the column of results that a child is gone."""
        code = reason_of(word, "", vocabulary=self._table.vocabulary)[0]
        presence = presence_of(code, self._table.vocabulary)
        return ("presence", presence) if presence in PRESENCES[1:] else None

    def _column(self, field: str) -> str:
        """Give the field's column; ticks stand for the status where it has none."""
        stands_for = {"status": ("status", *TICKS)}
        there = [f for f in stands_for.get(field, ()) if f in self._table.columns]
        return there[0] if there else field

    def _heading(self, grid: Grid, column: int) -> str:
        """Give the lowest text over a column, by which a person can decide it."""
        over = [grid.at(r, column) for r in range(self._table.first, self._table.body)]
        texts = [clean_text(text) for text in over if isinstance(text, str)]
        return texts[-1] if texts else column_heading(column)


def _say_absent(found: tuple[str, date | None] | None) -> dict[str, str]:
    """Say that a hamlet so called is in ``hamlets.csv``, but not of the day."""
    if found is None:
        return phrase("hamlet_not_absent")
    name, ended = found
    if ended is None:
        return phrase("hamlet_not_begun", name=name[:SHOWN])
    return phrase("hamlet_has_ended", name=name[:SHOWN], day=f"{ended:%d/%m/%Y}")
