"""The rows of a list for the door that came back, and the answer that each gives."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from dophu.campaign.decided_rows import BY_KEY, BY_NAME, LEFT_OUT, ONE
from dophu.campaign.settings import ENROLLED
from dophu.catalogue.answers import OTHER_METHOD, AnswerWords
from dophu.catalogue.columns import NO_REASON, sexes
from dophu.catalogue.issues import Issue
from dophu.child_names import name_key
from dophu.dates import PartialDate, parse_date
from dophu.reader.containers import Sheet
from dophu.reader.grid import cell_name, has_figure, read_grid
from dophu.reader.wire import Cell
from dophu.rosters.columns.hamlet_outside import Outside
from dophu.rosters.door.answer import SOURCE, DoorAnswer
from dophu.rosters.door.asides import (
    DOUBT,
    ELSEWHERE,
    TO_COME,
    Aside,
    Asides,
    merged_results,
    other_columns,
    overwritten,
)
from dophu.rosters.door.columns import KEY, find_headings, known_columns
from dophu.rosters.door.gone import hints_gone
from dophu.rosters.door.legends import find_door_legend
from dophu.rosters.door.lines import is_foot
from dophu.rosters.door.lists import DoorTable
from dophu.rosters.door.other_rows import OtherRows, line_of_place
from dophu.rosters.door.results import (
    TICKS,
    Result,
    makes_gone,
    read_day,
    read_reason,
    read_result,
    read_tick,
)
from dophu.rosters.sheets.source_rows import Rows, Sender, append_row
from dophu.rosters.texts.names_in_cell import may_be_several, names_in_cell
from dophu.rosters.texts.row_keys import RowKey, has_row_key_form, read_row_key
from dophu.rosters.words.values import read_names
from dophu.text import clean_text, comparison_key


class DoorSheet:
    """A sheet of a list for the door: every row of it is read once.

    A row whose key is right has the source ``door`` and its answer; none with a key of
    another unit or drive (PH-01). Any other with something in it is a row of a part of
    the hamlet's list, beside which its answer is kept.
    """

    def __init__(self, sheet: Sheet, table: DoorTable, sender: Sender) -> None:
        self.grid = read_grid(sheet)
        self.table, self.sender, self.rows = table, sender, Rows()
        self.words = AnswerWords(sender.vocabulary)
        self.lost = self.foreign = 0
        self.legend = find_door_legend(self.grid, sender.as_of, sender.vocabulary)
        self.asides = Asides(self.grid, sender, self.legend.rows)
        self.others = OtherRows(self.grid, table, sender, self.asides, self._birth)
        self.first_head = table.head - table.rows + 1
        self.of_children: list[int] = []
        self.settled = sender.answers.of_rows(sheet.name)
        self.goes_by = sender.answers.of_keys(sheet.name)

    @property
    def hamlet(self) -> str | None:
        """The hamlet that stands over the list, in the sheet's name or the file's."""
        return self.others.outside.hamlet

    def read(self, hamlet: str | None = None) -> Rows:
        """Read the rows; those that name no hamlet, nor does the sheet, are of one."""
        rows = self.rows
        if hamlet and self.hamlet is None:
            self.others.outside = Outside(hamlet)
        for number, cells in enumerate(self.grid.rows):
            if all(cell is None or cell == "" for cell in cells):
                self._append(number, "blank")
            elif number < self.first_head:
                self.others.see_over(number, cells)
                self._append(number, "title")
            elif number <= self.table.head or self._is_heading(number, cells):
                self._append(number, "heading")
            elif is_foot(cells):
                self._append(number, "total")
            else:
                self._read(number, cells)
        for code, count in (("PH-01", self.foreign), ("PH-02", self.lost)):
            if count:
                self._report(code, "", rows=count)
        rows.issues += self.asides.issues(self.of_children)
        rows.fields = {"name", "status", "reason"}
        return rows

    def _append(self, number: int, kind: str, **values: Any) -> None:
        append_row(self.rows, self.sender, self.grid, number, kind, **values)

    def _report(self, code: str, cell: str, **details: Any) -> None:
        place = self.sender.file, self.grid.name, cell
        self.rows.issues.append(Issue(code, *place, details=details))

    def _cell(self, cells: list[Cell], name: str) -> Cell:
        at = self.table.columns.get(name)
        return cells[at] if at is not None and at < len(cells) else None

    def _is_heading(self, number: int, cells: list[Cell]) -> bool:
        """Test whether a row is one of headings: below it columns are as it says."""
        # A row with a figure is no heading: nearly all are told by that.
        columns = {} if has_figure(cells) else find_headings(cells, has_keys=True)
        if columns and columns != self.table.columns:
            known = known_columns(cells, columns)
            self.table = DoorTable(number, columns, self.table.hamlet, known)
        if columns and number > self.others.table.head:
            self.others.begin(number, self.table)
        return bool(columns)

    def _read(self, number: int, cells: list[Cell]) -> None:
        written = self._cell(cells, KEY)
        key = read_row_key(written)
        if key is not None and key.tag != self.sender.tag:
            self.foreign += 1
            self._append(number, "data", source=SOURCE, issues="PH-01")
            return
        goes_by = self.goes_by.get(number)
        if goes_by == LEFT_OUT:
            self._append(number, "note")
            return
        if goes_by == BY_NAME:
            key = written = None
        if key is None and (kind := self.others.kind(number, cells)):
            self._append(number, kind)
            return
        answer = self._answer(number, cells, key)
        self.others.statuses[answer.status] += 1
        self.of_children.append(number)
        self.asides.see_keys(number, cells, self.table.columns.get(KEY))
        if key is None:
            self.lost += has_row_key_form(written) or bool(written)
            self._append_unkeyed(number, cells, answer)
        else:
            self._append(number, "data", source=SOURCE, door=answer)

    def _answer(self, number: int, cells: list[Cell], key: RowKey | None) -> DoorAnswer:
        named = self._cell(cells, "visit_name")
        name = read_names([named])[0]
        decided = self.settled.get(number), self.goes_by.get(number)
        if isinstance(named, str) and ONE not in decided:
            if may_be_several(named) and len(names_in_cell(named).names) > 1:
                self.asides.note(ELSEWHERE, number, self.table.columns["visit_name"])
        days = {
            field: self._day(number, cells, field)
            for field in ("answer_day", "answer_back")
        }
        result = self._result(number, cells)
        day = days["answer_day"] or result.day
        reason, text = read_reason(
            self._text(cells, "answer_reason"), result, self.words, self.sender
        )
        status = self._weigh(number, cells, result.status, days)
        if not makes_gone(reason, self.sender):
            self._see_gone(number, cells, status)
        if status in ENROLLED and day is not None and day > self.sender.as_of:
            at = self.table.columns.get("answer_day", 0)
            if self.asides.note(TO_COME, number, at):
                status = "not_yet"
            else:  # a person decided that it is done
                day = None
        if status is None and makes_gone(reason, self.sender):
            status = "not_yet"
        return DoorAnswer(
            key=key or RowKey(self.sender.tag, self.sender.as_of, ""),
            place=(self.sender.file, self.grid.name, number + 1),
            name=name, birth=self._birth(cells),
            status=status, day=day, reason=reason, reason_text=text,
            back=days["answer_back"],
            has_note=bool(self._text(cells, "answer_note")),
            method=self._method(cells),
            is_settled=ONE in decided or BY_NAME in decided,
            is_keyed=BY_KEY in decided,
        )  # fmt: skip

    def _result(self, number: int, cells: list[Cell]) -> Result:
        if text := self._text(cells, "answer_result"):
            status = self.legend.meanings.get(comparison_key(text))
            about = self.words, self.sender
            result = Result(status) if status else read_result(text, *about)
        else:
            of = {field: self._cell(cells, field) for field in TICKS}
            result = read_tick(of, self.sender)
        if result.fault:
            self.asides.note(result.fault, number, self.table.columns[result.column])
        return result

    def _weigh(
        self,
        number: int,
        cells: list[Cell],
        status: str | None,
        days: Mapping[str, date | None],
    ) -> str | None:
        """Hold a result against all else that the row says; the lesser counts."""
        columns = self.table.columns
        asides: list[Aside] = []
        for field in ("answer_reason", "answer_note", *days):
            text = self._text(cells, field)
            if field == "answer_reason" and status not in ENROLLED:
                is_known = comparison_key(text) in self.words.reasons
                text = "" if is_known else text
            if text and not days.get(field):
                asides.append((columns[field], text, True))
        method = self._text(cells, "answer_method")
        if method and comparison_key(method) not in self.words.methods:
            asides.append((columns["answer_method"], method, False))
        asides += other_columns(self.grid, self.table, cells, self.sender)
        asides += merged_results(self.grid, self.table, number)
        struck_at = columns.get("visit_name"), columns.get("answer_result")
        counts = self.asides.weigh(number, status, asides, struck_at)
        if counts not in ENROLLED:
            for at in overwritten(self.table, cells, self.sender):
                self.asides.note(ELSEWHERE, number, at)
        return counts

    def _see_gone(self, number: int, cells: list[Cell], status: str | None) -> None:
        """Tell an answer that the child may be gone, in words that no reason is of."""
        for field in ("answer_result", "answer_reason", "answer_day", "answer_back"):
            if hints_gone(self._text(cells, field)):
                code = DOUBT if status in ENROLLED else ELSEWHERE
                self.asides.note(code, number, self.table.columns[field])

    def _method(self, cells: list[Cell]) -> str:
        """Give how the family was met; words of one's own are another way."""
        text = self._text(cells, "answer_method")
        # Without headings another column may stand in its place.
        unknown = OTHER_METHOD if text and self.table.head >= 0 else ""
        return self.words.methods.get(comparison_key(text), unknown)

    def _day(self, number: int, cells: list[Cell], field: str) -> date | None:
        cell = self._cell(cells, field)
        if cell is None or cell == "":
            return None
        day = read_day(cell, self.sender.as_of)
        if day is None:
            self._report("PH-17", cell_name(number, self.table.columns[field]))
        return day

    def _birth(self, cells: list[Cell]) -> PartialDate | None:
        cell = self._cell(cells, "visit_birth")
        written = clean_text(cell) if isinstance(cell, str) else cell
        return parse_date(written, self.sender.as_of) if written else None

    def _text(self, cells: list[Cell], field: str) -> str:
        cell = self._cell(cells, field)
        return clean_text(str(cell)) if cell is not None else ""

    def _append_unkeyed(
        self, number: int, cells: list[Cell], answer: DoorAnswer
    ) -> None:
        """Put down a row that was added by hand, or lost its key, for what it says."""
        birth, done = answer.birth, answer.status in ENROLLED
        hamlet = self._hamlet(cells)
        values: Mapping[str, Any] = {
            "source": "roster",
            "name": answer.name,
            "name_key": name_key(answer.name) if answer.name else None,
            "birth_from": birth.first if birth else None,
            "birth_to": birth.last if birth else None,
            "precision": birth.precision if birth else None,
            "sex": sexes().find_whole(self._text(cells, "visit_sex")),
            "mother": self._text(cells, "visit_mother") or None,
            "hamlet_id": hamlet,
            "status": answer.status,
            "applied_date": answer.day if done else None,
            "reason": answer.reason or NO_REASON,
            "reason_text": answer.reason_text,
            "presence": "present",
            "door": answer,
        }
        code = "DS-01" if not answer.name else "" if hamlet else "PH-14"
        if code:
            place = {"line_open": line_of_place(self.sender, self.grid.name)}
            about = place if code == "PH-14" else {}
            self._report(code, str(number + 1), **about)
        self._append(number, "data", issues=code, **values)

    def _hamlet(self, cells: list[Cell]) -> str | None:
        at = self.table.hamlet
        if at is not None and at < len(cells) and isinstance(cells[at], str):
            return self.sender.index.find(cells[at])
        return self.others.outside.hamlet
