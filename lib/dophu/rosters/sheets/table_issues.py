"""What is told of one table as a whole: its columns, its rows counted, its lines."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from dophu.ages import AgeGroups, completed_years
from dophu.campaign.decided_rows import CHILD, ONE, PLACE, SEVERAL, propose_row
from dophu.campaign.decisions import IGNORE, KEEP, TURN
from dophu.catalogue.columns import fields
from dophu.catalogue.issues import phrase
from dophu.reader.grid import Grid, cell_name
from dophu.rosters.columns.column_guesses import Proposal
from dophu.rosters.columns.date_order import Turned
from dophu.rosters.columns.hamlet_of_row import Localities
from dophu.rosters.columns.hamlet_outside import Outside
from dophu.rosters.headings.heading_columns import column_heading
from dophu.rosters.headings.registers import GROWN_UP
from dophu.rosters.headings.shown_headings import SHOWN
from dophu.rosters.results.result_issues import ResultNotes
from dophu.rosters.sheets.shared_rows import SharedRows
from dophu.rosters.sheets.source_rows import Sender
from dophu.rosters.texts.children_rows import PART_OF_TOTAL
from dophu.rosters.texts.could_be_names import names_nobody
from dophu.rosters.texts.result_fields import RESULTS
from dophu.rosters.texts.row_names import name_rows
from dophu.rosters.texts.written_ages import COLUMNS as AGES
from dophu.text import comparison_key

BIRTHS = {"birth_date", "birth_year", "male", "female", *AGES}
"""Fields that a birth can stand in, or an age instead."""

_WAYS = ("persons", "lines", "children", "lines_of_children")
"""What a total may count: all persons or the children, each or a line once."""

_ASKED_TOGETHER = ("address", "hamlet", "personal_number", "school")
"""Fields of which a list may have several columns, that are read side by side."""


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


class TableNotes(ResultNotes):
    """Collects what is to be told of a table as a whole, beside its cells."""

    def add_about_totals(
        self, grid: Grid, shared: SharedRows, apart: frozenset[int]
    ) -> None:
        """Say where a total that the sheet states is not what was read above it.

        A total may be of the rows since the last total, or of all so far; it may count
        a row of two children once, and whom the kit sets ``apart`` (rows without a
        name, grown-ups) or not. One that states several figures, or none, is not
        checked.
        """
        if "total" not in self._table.kinds:
            return
        since, so_far = Counter[str](), Counter[str]()
        for row, kind in enumerate(self._table.kinds, start=self._table.first):
            if kind in ("data", "household"):
                children = shared.parted.get(row, 1)
                is_child = kind == "data" and row not in apart
                found = {"persons": children, "lines": 1}
                if is_child:
                    found |= {"children": children, "lines_of_children": 1}
                since.update(found)
                so_far.update(found)
            elif kind == "total":
                stated = [c for c in grid.rows[row] if type(c) is int]
                stated = [] if self._is_of_part(grid.rows[row]) else stated
                counts = {some[way] for some in (since, so_far) for way in _WAYS}
                if len(stated) == 1 and stated[0] not in counts:
                    place = cell_name(row, grid.rows[row].index(stated[0]))
                    self._put(
                        "BG-06", place, stated=stated[0], counted=since["children"]
                    )
                since.clear()

    def _is_of_part(self, cells: list[Any]) -> bool:
        """Test whether a row of totals counts a part: those done, "Trong đó nữ"."""
        texts = (comparison_key(cell) for cell in cells if isinstance(cell, str))
        if any(map(PART_OF_TOTAL.match, texts)):
            return True
        figures = [at for at, cell in enumerate(cells) if type(cell) is int]
        results = {self._table.columns.get(name) for name in RESULTS}
        return bool(figures) and results.issuperset(figures)

    def add_about_date_orders(
        self, columns: list[Turned], groups: AgeGroups | None
    ) -> None:
        """Say which columns of dates Excel turned, and what either reading comes to."""
        for turned in columns:
            place = cell_name(turned.rows[0], turned.column)
            heading = turned.heading
            details: dict[str, Any] = {"heading": heading[:SHOWN]}
            details |= {"rows": len(turned.rows), "places": name_rows(turned.rows)}
            for name in (TURN, KEEP):
                details[name] = self._line("date_order", heading, name)["en"]
            details["counts"] = _both_readings(turned, groups)
            self._put(turned.code, place, **details)

    def add_about_years(self, is_short: list[bool]) -> None:
        """Say how many births have a year of two digits: the century is a rule's."""
        if any(is_short):
            self._put("BG-20", str(self._table.first + 1), rows=sum(is_short))

    def add_about_parts(self, grid: Grid, columns: list[int]) -> None:
        """Say which columns beside a year of birth may be its day and month."""
        for column in columns:
            heading = self._heading(grid, column)[:SHOWN]
            place = cell_name(self._table.first, column)
            cells = grid.down(self._table.data_rows, column)
            rows = sum(cell is not None for cell in cells)
            ignored = self._line("heading", heading, IGNORE)["en"]
            self._put("BG-58", place, heading=heading, rows=rows, ignored=ignored)
            self._reported.add(column)

    def add_about_ages(self, grid: Grid, at: list[int], is_age: list[bool]) -> None:
        """Say how many children have an age only, and how to say that it is completed.

        A decision is about a column of ages; among births each age says what it is.
        """
        rows = [r for r, age in zip(at, is_age, strict=True) if age]
        if not rows:
            return
        own = next((name for name in AGES if name in self._table.columns), None)
        how, line = phrase("ages_among_births"), {}
        if own:
            heading = self._heading(grid, self._table.columns[own])
            lines = self._line("heading", heading, "completed_age")
            how, line = (
                phrase("ages_in_a_column", line=lines["en"]),
                {"line": lines["en"]},
            )
        cell = self._cell(rows[0], own or "birth_date")
        self._put("DS-36", cell, rows=len(rows), how=how, **line)

    def add_about_grown_ups(self, no_birth: list[int], by_birth: list[int]) -> None:
        """Say which rows are no children's: by their relation or their birth dates."""
        if rows := sorted((*no_birth, *by_birth)):
            why = phrase("grown_ups", births=len(by_birth), others=len(no_birth))
            cell = self._cell(rows[0], "relation")
            self._put("BG-14", cell, rows=len(rows), why=why)

    def add_about_old_births(
        self,
        at: list[int],
        adults: frozenset[int],
        births: list[date | None],
        sender: Sender,
    ) -> None:
        """Say which births of a list of children are of grown-ups: slips, as a rule."""
        if sender.source != "roster" or adults:
            return
        years = max(GROWN_UP, sender.grown_from)
        old = [
            row
            for row, born in zip(at, births, strict=True)
            if born is not None
            and born <= sender.as_of
            and completed_years(born, sender.as_of) >= years
        ]
        if old:
            place = self._cell(old[0], "birth_date")
            self._put("DS-43", place, rows=len(old), places=name_rows(old), years=years)

    def add_about_hamlets(self, outside: Outside, localities: Localities) -> None:
        """Say whose hamlet was not read from a cell of their own."""
        top = str(self._table.first + 1)
        if outside.several:
            (by, first), (other, second) = outside.several
            where = phrase(f"named_{by}"), phrase(f"named_{other}")
            details: dict[str, Any] = {"in_first": where[0], "in_second": where[1]}
            self._put(
                "BG-13", top, **details, first=first[:SHOWN], second=second[:SHOWN]
            )
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
        self,
        rows: list[int],
        codes: Mapping[int, list[str]],
        hamlets: Sequence[str | None],
    ) -> None:
        """Say which rows name no hamlet that a spelling could be decided of.

        The line proposes the hamlet of all others on the list, where they are of one.
        """
        at = [rows[p] for p, row_codes in sorted(codes.items()) if "DS-30" in row_codes]
        if at:
            named = {hamlet for hamlet in hamlets if hamlet}
            of = named.pop() if len(named) == 1 else "<hamlet_id>"
            line = propose_row(self._file, self._sheet, at, of)
            lines = {"en": line, "vi": line.replace("<hamlet_id>", "<mã thôn>")}
            details: dict[str, Any] = {"rows": len(at), "places": name_rows(at)}
            self._put("DS-30", self._cell(at[0], "hamlet"), line=lines, **details)

    def add_about_shared_rows(self, shared: SharedRows) -> None:
        """Say which name cells hold several children, and which may."""
        parted = [row for row in shared.parted if row not in shared.decided]
        for code, rows in (("DS-26", parted), ("DS-27", shared.doubtful)):
            if rows:
                children = sum(shared.parted.get(row, 1) for row in rows)
                details: dict[str, Any] = {"rows": name_rows(rows)}
                details |= {"children": children} | self._rows_lines(rows, ONE, SEVERAL)
                self._put(code, self._cell(rows[0], "name"), **details)

    def add_about_unsure_names(
        self, rows: list[int], at: list[int], names: list[str | None]
    ) -> None:
        """Say which rows may name a place or a child, or name nobody ("Khác")."""
        named = zip(at, names, strict=True)
        rows = sorted({*rows, *(row for row, name in named if names_nobody(name))})
        if rows:
            details = {"rows": name_rows(rows)} | self._rows_lines(rows, CHILD, PLACE)
            self._put("DS-28", self._cell(rows[0], "name"), **details)

    def _rows_lines(self, rows: list[int], *answers: str) -> dict[str, str]:
        """Write the lines that decide rows, by the answer."""
        place = self._file, self._sheet, rows
        return {f"line_{stated}": propose_row(*place, stated) for stated in answers}

    def add_about_children(self, children: int) -> None:
        """Say where a table has no child, or none with a birth date."""
        top = str(self._table.first + 1)
        if not children:
            self._put("BG-19", top)
        elif not BIRTHS & set(self._table.columns):
            self._put("BG-18", top, children=children)

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
            if column in self._reported or both_read:
                continue
            code = "BG-22" if column in hidden else "BG-04"
            label = fields()[name].label
            line = self._line("heading", column_heading(column), IGNORE)["en"]
            self._put(code, cell_name(first, column), field=label, line=line)
        for proposal in proposals:
            label = fields()[proposal.field].label
            heading = proposal.heading
            details = {"heading": heading[:SHOWN], "field": label}
            asked_as = proposal.asked_as or heading
            details["ignored"] = self._line("heading", asked_as, IGNORE)["en"]
            if proposal.is_taken:
                self._put("BG-16", cell_name(first, proposal.column), **details)
            else:
                details["line"] = self._line("heading", heading, proposal.field)["en"]
                self._put("BG-15", cell_name(first, proposal.column), **details)
        reported = {proposal.column for proposal in proposals} | self._reported
        for column, heading in self._table.unknown.items():
            if column not in reported:
                cell = cell_name(first, column)
                line = self._line("heading", heading, "<field>")
                self._put("BG-05", cell, heading=heading[:SHOWN], line=line)
        for column, cells in unread.items():
            if column in reported:
                continue
            heading = column_heading(column)
            line = self._line("heading", heading, "<field>")
            details = {"heading": heading, "cells": cells, "line": line}
            self._put("BG-17", cell_name(first, column), **details)
