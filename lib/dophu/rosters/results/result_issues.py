"""What is told of a table's result: its words and days, its columns and lines."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence

from dophu.campaign.decided_rows import DONE, NOT_DONE, propose_row
from dophu.campaign.decisions import IGNORE, propose_line
from dophu.campaign.settings import ENROLLED
from dophu.catalogue.issues import phrase
from dophu.reader.grid import Grid, cell_name
from dophu.rosters.columns.dated_columns import History
from dophu.rosters.headings.result_lines import is_of_drive
from dophu.rosters.headings.shown_headings import SHOWN, WHOLE, without
from dophu.rosters.results.gone_sections import is_of_words, rows_below
from dophu.rosters.results.notes import Notes
from dophu.rosters.results.open_days import rows_due
from dophu.rosters.results.other_drives import words_of_others
from dophu.rosters.results.result_columns import Unread
from dophu.rosters.results.results_outside import AFTER_BLANK, AFTER_TOTAL, BY_COUNT
from dophu.rosters.results.silent_cells import DROPPED, may_be_done, once_a_group
from dophu.rosters.results.title_counts import OTHER_COUNT, Result
from dophu.rosters.texts.result_fields import DAYS, RESULTS
from dophu.rosters.texts.row_names import name_rows
from dophu.rosters.words.held_back import Against
from dophu.text import comparison_key

COUNTED = ("DS-31", "DS-32", "DS-42")
"""Issues that are told once a table, with the count of their rows and their places."""

OF_ENDS = {AFTER_TOTAL: "BG-55", AFTER_BLANK: "BG-59", BY_COUNT: "BG-76",
           OTHER_COUNT: "BG-80"}  # fmt: skip
ASKED = (AFTER_BLANK, OTHER_COUNT)
"""Issues of rows behind the end of a section, and of those that a count settles."""


class ResultNotes(Notes):
    """Collects what is to be told of how the result of a table was read."""

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

    def add_about_days(self, rows: list[int], codes: Mapping[int, list[str]]) -> None:
        """Say which rows have a day of enrolment that cannot be, or has not come."""
        for code in COUNTED:
            at = [rows[p] for p, found in sorted(codes.items()) if code in found]
            if at:
                column = next((d for d in DAYS if d in self._table.columns), None)
                place = self._cell(at[0], column)
                self._put(code, place, **self._asked(at))

    def add_about_remarks(self, rows: list[int]) -> None:
        """Say which remarks tell that a child is done, where no result says it."""
        if rows := self._open(rows):
            field = "note" if "note" in self._table.columns else "reason"
            self._put("BG-50", self._cell(rows[0], field), **self._asked(rows))

    def add_about_kept_reasons(self, rows: list[int]) -> None:
        """Say which rows are done and still have a reason for "not yet"."""
        if rows := self._open(rows):
            self._put("BG-52", self._cell(rows[0], "reason"), **self._asked(rows))

    def add_about_names(self, rows: list[int]) -> None:
        """Say which name cells tell a result that no column of the row does."""
        if rows := self._open(rows):
            self._put("BG-53", self._cell(rows[0], "name"), **self._asked(rows))

    def add_about_doubts(self, rows: list[int]) -> None:
        """Say which rows are done and have a remark that leaves that in doubt.

        The remark is not shown: what is not understood may name a child.
        """
        if rows:
            field = "note" if "note" in self._table.columns else "reason"
            self._put("BG-54", self._cell(rows[0], field), **self._asked(rows))

    def add_about_against(self, grid: Grid, found: Sequence[Against]) -> None:
        """Say what speaks against rows of an enrolment list, each column once."""
        for against in found:
            rows = list(against.rows)
            heading = self._heading(grid, against.column)
            what = phrase(f"against_{against.how}", heading=heading[:SHOWN])
            place = cell_name(rows[0], against.column)
            self._put("TN-17", place, what=what, **self._asked(rows))

    def add_about_lines(self, rows: Sequence[int]) -> None:
        """Say where a sheet's name (row -1) or a section may tell a result, unread.

        What it says is not shown: what is not understood may name a child.
        """
        for row in rows:
            below = rows_below(self._table, row)
            if self._open(below):
                place = str((self._table.first if row < 0 else row) + 1)
                is_shown = row >= 0 or is_of_drive(self._sheet, self._table.vocabulary)
                details = self._asked(below)
                shown = details if is_shown else without({self._sheet: "…"}, details)
                self._put("BG-51", place, **shown)

    def add_about_outside(
        self,
        reported: list[tuple[int, Result]],
        outside: dict[int, list[Result]],
        decided: Mapping[int, str],
    ) -> None:
        """Say which lines were read as the result of children, or are ahead of it."""
        rows: dict[Result, list[int]] = defaultdict(list)
        for row, result in reported:
            if not (result.is_ahead or (result.how in ASKED and row in decided)):
                rows[result].append(row)
        for row, results in outside.items():
            for result in results:
                if result.is_ahead:
                    rows[result].append(row)
        for result, at in rows.items():
            details = {"line": result.line[:SHOWN], "rows": len(at)}
            code = "BG-40" if result.is_ahead else "BG-36"
            code = OF_ENDS.get(result.how, code)
            if result.how in ASKED:
                details["places"] = name_rows(at)
                line = propose_row(self._file, self._sheet, at, DONE)
                other = propose_row(self._file, self._sheet, at, NOT_DONE)
                details |= {"said": details.pop("line"), "line_done": line}
                details["line_not_done"] = other
            elif result.how not in (AFTER_TOTAL, BY_COUNT):
                details["how"] = phrase(f"result_by_{result.how}")
            if code in ("BG-40", "BG-55"):
                details = self._asked(at) | details
            if code not in ("BG-40", "BG-55") or self._open(at):
                self._put(code, str(at[0] + 1), **details)

    def add_about_legends(
        self, lines: Mapping[int, frozenset[str]], decided: Mapping[int, str]
    ) -> None:
        """Say which lines turn what the marks of the list mean."""
        rows = [row for row in self._table.data_rows if row not in decided]
        if lines and rows:
            details = self._asked(rows) | {"places": name_rows(lines)}
            self._put("BG-60", str(min(lines) + 1), **details)

    def add_about_other_drive(self, line: str, rows: list[int]) -> None:
        """Say that a list is called another drive's, and whom it does not make done."""
        if rows:
            words = words_of_others(line, self._table.vocabulary)
            details = self._asked(rows) | {"said": words or "…"}
            details["line_other"] = propose_line("role", self._file, "-", "other")
            self._put("BG-63", str(self._table.first + 1), **details)

    def add_about_gone(self, lines: Mapping[str, list[int]]) -> None:
        """Say which sections are of children who are gone."""
        for line, rows in lines.items():
            shown = line if is_of_words(line, self._table.vocabulary) else None
            details: dict[str, object] = {"rows": len(rows)}
            details["said"] = shown[:SHOWN] if shown else "…"
            details["line"] = self._line("presence", shown, "left")
            self._put("BG-61", str(rows[0] + 1), places=name_rows(rows), **details)

    def add_about_blanks(
        self,
        grid: Grid,
        rows: Sequence[int],
        statuses: Sequence[str | None],
        decided: Mapping[int, str],
    ) -> None:
        """Say which cells are empty where "Chưa làm" is the only column of the result.

        Or hold the opposite. Whoever marks those not done leaves the others empty.
        """
        columns = self._table.columns
        if RESULTS.intersection(columns) != {"not_done"}:
            return
        cells = grid.down(rows, columns["not_done"])
        keys = [comparison_key(str(cell or "")) for cell in cells]
        found = zip(rows, map(may_be_done, statuses, keys), strict=True)
        empty = [row for row, is_open in found if is_open and row not in decided]
        if empty and any(cell is not None for cell in cells):
            self._put("BG-62", self._cell(empty[0], "not_done"), **self._asked(empty))

    def add_about_empty_reasons(
        self,
        grid: Grid,
        rows: Sequence[int],
        statuses: Sequence[str | None],
        decided: Mapping[int, str],
    ) -> None:
        """Say which reasons are empty where they are all that a list says of its rows.

        Whoever writes why children are not done leaves those empty who are.
        """
        columns = self._table.columns
        if due := rows_due(grid, self._table, rows, statuses, decided):
            self._put("BG-81", self._cell(due[0], "due_date"), **self._asked(due))
        if RESULTS.union(DAYS) & {*columns} or "reason" not in columns:
            return
        pairs = zip(rows, grid.down(rows, columns["reason"]), statuses, strict=True)
        open_ = [(r, cell) for r, cell, status in pairs if status is None]
        empty = [r for r, cell in open_ if cell is None and r not in decided]
        if empty and len({r for r, cell in open_ if cell is None}) < len({*rows}):
            self._put("BG-67", self._cell(empty[0], "reason"), **self._asked(empty))

    def add_about_groups(
        self,
        grid: Grid,
        rows: Sequence[int],
        statuses: Sequence[str | None],
        decided: Mapping[int, str],
    ) -> None:
        """Say where a status may stand once for the rows below it."""
        if "status" not in self._table.columns:
            return
        cells = grid.down(rows, self._table.columns["status"])
        places = once_a_group(cells, statuses)
        if empty := [rows[p] for p in places if rows[p] not in decided]:
            place = self._cell(empty[0], "status")
            self._put("BG-64", place, **self._asked(empty))

    def add_about_numbers(self, words: Mapping[int, str]) -> None:
        """Say which rows have a word in place of their list number."""
        if words:
            first = min(words)
            is_reason = self._table.vocabulary.reasons.find_whole(words[first])
            is_safe = bool(is_reason) or comparison_key(words[first]) in DROPPED
            shown = words[first] if is_safe else None
            details = {"rows": len(words), "places": name_rows(words)}
            details["line"] = self._line("presence", shown, "left")
            details["said"] = shown[:SHOWN] if shown else "…"
            self._put("BG-66", self._cell(first, "list_number"), **details)

    def add_about_changes(self, grid: Grid, columns: Mapping[int, list[int]]) -> None:
        """Say which columns of no field may say who is gone."""
        for column, rows in columns.items():
            heading = self._heading(grid, column)
            details: dict[str, object] = {"heading": heading[:SHOWN], "rows": len(rows)}
            details["line"] = self._line("heading", heading, "note")["en"]
            details["ignored"] = self._line("heading", heading, IGNORE)["en"]
            place = cell_name(rows[0], column)
            self._put("BG-65", place, places=name_rows(rows), **details)

    def add_about_title(
        self, title: str, rows: Sequence[int], statuses: Sequence[str | None]
    ) -> None:
        """Say which rows are done in a list whose title says that it is of the not yet.

        The title says what a list was made for, and rows are kept up: they count. Where
        each of them is done, the title may be right and the column wrong.
        """
        pairs = zip(rows, statuses, strict=True)
        done = [row for row, status in pairs if status in ENROLLED]
        if title and done and (len(done) < len(rows) or self._open(done)):
            code = "BG-43" if len(done) == len(rows) else "BG-42"
            details = self._asked(done) | {"line": title[:SHOWN]}
            self._put(code, str(self._table.first + 1), **details)

    def add_about_results(self, histories: list[History], unread: list[Unread]) -> None:
        """Say which columns of results were read by date, which not understood."""
        first = self._table.first
        barred = {c: h for c, h in self._table.of_others.items()
                  if c not in self._table.unknown}  # fmt: skip
        if barred:
            names = ", ".join(heading[:SHOWN] for heading in barred.values())
            self._put("BG-29", cell_name(first, min(barred)), columns=names[:WHOLE])
        self._reported |= {column.column for column in unread}
        for column in unread:
            heading = column.heading
            details = {"heading": heading[:SHOWN], "rows": column.cells}
            details["line"] = self._line("heading", heading, column.field)["en"]
            details["ignored"] = self._line("heading", heading, IGNORE)["en"]
            self._put("BG-26", cell_name(first, column.column), **details)
        for column, heading in self._table.reason_marks.items():
            self._put("BG-41", cell_name(first, column), heading=heading[:SHOWN])
        for history in histories:
            heading = history.heading[:SHOWN]
            place = cell_name(first, history.column)
            if history.older:
                self._put("BG-27", place, heading=heading, older=len(history.older))
            if back := self._open(history.back):
                place = cell_name(back[0], history.column)
                self._put("BG-28", place, heading=heading, **self._asked(back))
