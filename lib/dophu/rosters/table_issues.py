"""The issues of one table: one a cell, or one a word with the count of its rows."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from typing import Any

from dophu.ages import AgeGroups
from dophu.campaign.decisions import IGNORE, KEEP, TURN, propose_line
from dophu.campaign.hamlet_spellings import HamletIndex, place_key
from dophu.catalogue.columns import fields, reasons
from dophu.catalogue.issues import Issue, phrase
from dophu.reader.grid import Grid, cell_name
from dophu.rosters.column_guesses import Proposal
from dophu.rosters.date_order import Turned
from dophu.rosters.dated_columns import History
from dophu.rosters.hamlet_of_row import Localities, Outside
from dophu.rosters.heading_columns import column_heading
from dophu.rosters.headings import Table
from dophu.rosters.result_columns import Unread
from dophu.rosters.result_fields import DAYS, RESULTS, TICKS
from dophu.rosters.results_outside import Result
from dophu.rosters.shared_rows import SharedRows
from dophu.rosters.written_ages import COLUMNS as AGES
from dophu.text import clean_text

GROUPED = {"DS-02": "hamlet", "DS-07": "status", "DS-13": "reason", "DS-38": "note"}
"""Issues that are told once a word, and the column of the word."""

ANSWERS = {
    "DS-07": ("status", "<status>"),
    "DS-13": ("reason", "<reason>"),
    "DS-38": ("presence", "left"),
}
"""Kind and decision of the line in ``decisions.csv`` that answers an issue."""

COUNTED = ("DS-31", "DS-32")
"""Issues that are told once a table, with the count of their rows and their places."""

ROWS_NAMED = 10
"""Rows that a message names; of more it says that there are others."""

SHOWN_FROM = 3
"""Rows from which an unknown word of a free-text cell is shown: what stands in fewer
may be somebody's name, and no message holds one. The cell is always named."""

BIRTHS = {"birth_date", "birth_year", "male", "female", *AGES}
"""Fields that a birth can stand in, or an age instead."""

_ASKED_TOGETHER = ("address", "hamlet", "personal_number", "school")
"""Fields of which a list may have several columns, that are read side by side."""

SHOWN = 60
"""Letters of a heading, a spelling or a word that a message repeats."""

WHOLE = 300
"""Letters of one that a proposed line repeats: cut shorter, it would decide nothing."""


def name_rows(rows: list[int]) -> str:
    """Name rows as Excel does; of many the first ones.

    Examples
    --------
    >>> name_rows([4, 6]), name_rows(list(range(12)))
    ('5, 7', '1, 2, 3, 4, 5, 6, 7, 8, 9, 10, …')
    """
    named = [str(row + 1) for row in rows[:ROWS_NAMED]]
    return ", ".join([*named, "…"] if len(rows) > ROWS_NAMED else named)


def _both_readings(turned: Turned, groups: AgeGroups | None) -> dict[str, str]:
    """Say in words how many children each age group has by either reading."""
    if not turned.counts or groups is None:
        return phrase("order_no_births")
    found = {"vi": "", "en": ""}
    for language in found:
        names = {g.code: groups.label(g.code, language) for g in groups}
        names |= {
            "unknown": phrase("order_unknown")[language],
            "": phrase("order_outside")[language],
        }
        as_is, other = turned.counts
        parts = (
            f"{name}: {as_is[code]} → {other[code]}"
            for code, name in names.items()
            if as_is[code] or other[code]
        )
        found[language] = "; ".join(parts)
    return phrase("order_counts", vi=found["vi"], en=found["en"])


class Notes:
    """Collects the issues of one table, each with file, sheet and cell."""

    def __init__(self, issues: list[Issue], file: str, sheet: str, table: Table):
        self._issues, self._file, self._sheet = issues, file, sheet
        self._table = table
        self._told: set[int] = set()

    def _cell(self, row: int, column: str | None) -> str:
        at = self._table.columns.get(column or "")
        return str(row + 1) if at is None else cell_name(row, at)

    def _put(self, code: str, cell: str, hamlet: str | None = None, **details: Any):
        place = (self._file, self._sheet, cell, hamlet or "")
        self._issues.append(Issue(code, *place, details))

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
        details = {"why": phrase(**why)} if why else {}
        self._put(code, self._cell(row, column), hamlet, **details)

    def add_grouped(
        self,
        rows: list[int],
        codes: Mapping[int, list[str]],
        words: dict[str, list[str]],
        index: HamletIndex,
    ) -> None:
        """Add the issues that are told once a word, at the first cell that has it."""
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
                    # In a shifted row a name may stand in the column of hamlets.
                    is_place = bool(place_key(word)[0]) or len(at) >= SHOWN_FROM
                    details["spelling"] = word[:SHOWN] if is_place else "…"
                    shown = word if is_place else None
                    details["line"] = self._line("hamlet", shown, "<hamlet_id>")
                else:
                    is_safe = len(at) >= SHOWN_FROM or bool(reasons().find_whole(word))
                    shown = word if word and is_safe else None
                    details["word"] = shown[:SHOWN] if shown else "…"
                    kind, decision = ANSWERS[code]
                    details["line"] = self._line(kind, shown, decision)
                self._put(code, self._cell(at[0], self._column(column)), **details)

    def _column(self, field: str) -> str:
        """Give the field's column; ticks stand for the status where it has none."""
        stands_for = {"status": ("status", *TICKS)}
        there = [f for f in stands_for.get(field, ()) if f in self._table.columns]
        return there[0] if there else field

    def add_about_status(
        self,
        statuses: list[str | None],
        codes: Mapping[int, list[str]],
        adults: frozenset[int],
    ) -> None:
        """Say where no status is given: those children are counted as not yet."""
        if not RESULTS.intersection(self._table.columns):
            without = (n for n, status in enumerate(statuses) if status is None)
            if children := len(set(without) - adults):
                self._put("BG-07", str(self._table.first + 1), children=children)
            return
        empty = sum(
            status is None
            and position not in adults
            and "DS-07" not in codes.get(position, ())
            for position, status in enumerate(statuses)
        )
        if empty:
            self._put("DS-15", str(self._table.first + 1), children=empty)

    def add_about_totals(self, grid: Grid) -> None:
        """Say where a total that the sheet states is not the rows counted above it.

        A total may be of the rows since the last total, or of all rows so far; one
        that states several figures, or none, is not checked.
        """
        since = so_far = 0
        for row, kind in enumerate(self._table.kinds, start=self._table.first):
            if kind == "data":
                since, so_far = since + 1, so_far + 1
            elif kind == "total":
                stated = [c for c in grid.rows[row] if type(c) is int]
                if len(stated) == 1 and stated[0] not in (since, so_far):
                    place = cell_name(row, grid.rows[row].index(stated[0]))
                    self._put("BG-06", place, stated=stated[0], counted=since)
                since = 0

    def add_about_days(self, rows: list[int], codes: Mapping[int, list[str]]) -> None:
        """Say which rows have a day of enrolment that cannot be, or has not come."""
        for code in COUNTED:
            at = [rows[p] for p, found in sorted(codes.items()) if code in found]
            if at:
                column = next((d for d in DAYS if d in self._table.columns), None)
                place = self._cell(at[0], column)
                self._put(code, place, rows=len(at), places=name_rows(at))

    def add_about_date_orders(
        self, columns: list[Turned], groups: AgeGroups | None
    ) -> None:
        """Say which columns of dates Excel turned, and what either reading comes to."""
        for turned in columns:
            place = cell_name(turned.rows[0], turned.column)
            heading = turned.heading
            details: dict[str, Any] = {"heading": heading[:SHOWN]}
            details |= {"rows": len(turned.rows), "places": name_rows([*turned.rows])}
            for name in (TURN, KEEP):
                details[name] = self._line("date_order", heading, name)["en"]
            details["counts"] = _both_readings(turned, groups)
            self._put(turned.code, place, **details)

    def add_about_outside(self, told: list[tuple[int, Result]]) -> None:
        """Say which lines over children were read as their result."""
        rows: dict[Result, list[int]] = defaultdict(list)
        for row, result in told:
            rows[result].append(row)
        for result, at in rows.items():
            details = {"line": result.line[:SHOWN], "rows": len(at)}
            details["how"] = phrase(f"result_by_{result.how}")
            self._put("BG-36", str(at[0] + 1), **details)

    def add_about_years(self, is_short: list[bool]) -> None:
        """Say how many births have a year of two digits: the century is a rule's."""
        if any(is_short):
            self._put("BG-20", str(self._table.first + 1), rows=sum(is_short))

    def add_about_ages(self, grid: Grid, at: list[int], is_age: list[bool]) -> None:
        """Say how many children have an age only, and how to say that it is completed.

        A decision is about a column of ages; among births each age says what it is.
        """
        rows = [r for r, age in zip(at, is_age, strict=True) if age]
        if not rows:
            return
        own = next((name for name in AGES if name in self._table.columns), None)
        how = phrase("ages_among_births")
        if own:
            heading = self._heading(grid, self._table.columns[own])
            lines = self._line("heading", heading, "completed_age")
            how = phrase("ages_in_a_column", line=lines["en"])
        cell = self._cell(rows[0], own or "birth_date")
        self._put("DS-36", cell, rows=len(rows), how=how)

    def _heading(self, grid: Grid, column: int) -> str:
        """Give the lowest text over a column, by which a person can decide it."""
        over = [grid.at(r, column) for r in range(self._table.first, self._table.body)]
        texts = [clean_text(text) for text in over if isinstance(text, str)]
        return texts[-1] if texts else column_heading(column)

    def add_about_grown_ups(self, no_birth: list[int], by_birth: list[int]) -> None:
        """Say which rows are no children's: by their relation or their birth dates."""
        if rows := sorted((*no_birth, *by_birth)):
            why = phrase("grown_ups", births=len(by_birth), others=len(no_birth))
            cell = self._cell(rows[0], "relation")
            self._put("BG-14", cell, rows=len(rows), why=why)

    def add_about_hamlets(self, outside: Outside, localities: Localities) -> None:
        """Say whose hamlet was not read from a cell of their own."""
        top = str(self._table.first + 1)
        if outside.several:
            sheet, title = outside.several
            self._put("BG-13", top, first=sheet, second=title)
        if outside.inside:
            self._put("BG-12", top, outside.hamlet, spelling=outside.inside)
        for how, rows in localities.filled.items():
            if rows:
                column = "address" if how == "address" else "hamlet"
                cell = self._cell(rows[0], column)
                self._put("BG-11", cell, rows=len(rows), why=phrase(f"cell_{how}"))
        if apart := localities.apart:
            self._put("DS-29", self._cell(apart[0], "address"), rows=len(apart))

    def add_about_none_named(
        self, rows: list[int], codes: Mapping[int, list[str]]
    ) -> None:
        """Say how many rows name no hamlet that a spelling could be decided of."""
        at = [rows[p] for p, row_codes in sorted(codes.items()) if "DS-30" in row_codes]
        if at:
            self._put("DS-30", self._cell(at[0], "hamlet"), rows=len(at))

    def add_about_shared_rows(self, shared: SharedRows) -> None:
        """Say which name cells hold several children, and which may."""
        told = (("DS-26", list(shared.parted)), ("DS-27", shared.doubtful))
        for code, rows in told:
            if rows:
                children = sum(shared.parted.get(row, 1) for row in rows)
                details = {"rows": name_rows(rows), "children": children}
                self._put(code, self._cell(rows[0], "name"), **details)

    def add_about_unsure_names(self, rows: list[int]) -> None:
        """Say which rows may name a place or a child."""
        if rows:
            self._put("DS-28", self._cell(rows[0], "name"), rows=name_rows(rows))

    def add_about_children(self, children: int) -> None:
        """Say where a table has no child, or none with a birth date."""
        top = str(self._table.first + 1)
        if not children:
            self._put("BG-19", top)
        elif not BIRTHS & set(self._table.columns):
            self._put("BG-18", top, children=children)

    def add_about_results(self, histories: list[History], unread: list[Unread]) -> None:
        """Say which columns of results were read by date, which not understood."""
        first = self._table.first
        barred = {c: h for c, h in self._table.of_others.items()
                  if c not in self._table.unknown}  # fmt: skip
        if barred:
            names = ", ".join(heading[:SHOWN] for heading in barred.values())
            self._put("BG-29", cell_name(first, min(barred)), columns=names[:WHOLE])
        self._told |= {column.column for column in unread}
        for column in unread:
            heading = column.heading
            details = {"heading": heading[:SHOWN], "rows": column.cells}
            details["line"] = self._line("heading", heading, column.field)["en"]
            details["ignored"] = self._line("heading", heading, IGNORE)["en"]
            self._put("BG-26", cell_name(first, column.column), **details)
        for history in histories:
            heading = history.heading[:SHOWN]
            place = cell_name(first, history.column)
            if history.older:
                self._put("BG-27", place, heading=heading, older=len(history.older))
            if history.back:
                place = cell_name(history.back[0], history.column)
                self._put("BG-28", place, heading=heading, rows=len(history.back))

    def add_about_columns(
        self,
        proposals: list[Proposal],
        unread: dict[int, int],
        hidden: frozenset[int] = frozenset(),
    ) -> None:
        """Say which columns were not read, which of two was, and what they may be."""
        first = self._table.first
        for column, name in self._table.doubled.items():
            both_read = name in _ASKED_TOGETHER and column not in hidden
            if column in self._told or both_read:
                continue
            code = "BG-22" if column in hidden else "BG-04"
            label = fields()[name].label
            self._put(code, cell_name(first, column), field=label)
        for proposal in proposals:
            label = fields()[proposal.field].label
            heading = proposal.heading
            details = {"heading": heading[:SHOWN], "field": label}
            details["ignored"] = self._line("heading", heading, IGNORE)["en"]
            if proposal.is_taken:
                self._put("BG-16", cell_name(first, proposal.column), **details)
            else:
                details["line"] = self._line("heading", heading, proposal.field)["en"]
                self._put("BG-15", cell_name(first, proposal.column), **details)
        told = {proposal.column for proposal in proposals} | self._told
        for column, heading in self._table.unknown.items():
            if column not in told:
                cell = cell_name(first, column)
                line = self._line("heading", heading, "<field>")
                self._put("BG-05", cell, heading=heading[:SHOWN], line=line)
        for column, cells in unread.items():
            if column in told:
                continue
            heading = column_heading(column)
            line = self._line("heading", heading, "<field>")
            details = {"heading": heading, "cells": cells, "line": line}
            self._put("BG-17", cell_name(first, column), **details)
