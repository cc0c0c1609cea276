"""The columns of a table → columns of values, by the fields its headings name."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from dophu.catalogue.columns import NO_REASON
from dophu.child_names import name_key
from dophu.dates import has_short_year
from dophu.reader.grid import Cell, Grid
from dophu.rosters.answers import NOTHING, Answers
from dophu.rosters.birth_columns import (
    birth_cells,
    find_number_clashes,
    read_births,
)
from dophu.rosters.event_days import Days, hold_back, take_out_impossible
from dophu.rosters.headings import Table
from dophu.rosters.registers import is_of_school, join_numbers
from dophu.rosters.result_fields import DAYS, TICKS
from dophu.rosters.status import (
    contradicts_dates,
    presence_of,
    reason_of,
    status_by_dates,
    status_of,
)
from dophu.rosters.values import (
    Faults,
    find_errors,
    read_dates,
    read_marks,
    read_names,
    read_sexes,
    read_texts,
    read_ticks,
)
from dophu.rosters.written_ages import AGE
from dophu.text import clean_text

SEX_BY_MARKS = {(True, False): "male", (False, True): "female"}
"""What marks under "Nam" and "Nữ" say; both or none say nothing."""


def read_columns(
    grid: Grid,
    table: Table,
    at: list[int],
    as_of: date,
    answers: Answers = NOTHING,
    source: str = "roster",
    own: list[list[Cell]] | None = None,
) -> tuple[dict[str, list[Any]], dict[str, Faults]]:
    """Read the rows ``at`` into columns of values, and the faults by column.

    ``own`` are the cells that each child is read from, where they are not its row's.
    On an enrolment list a row is an application; not one whose days are all still to
    come at the list's date (DS-31), or before the child's birth (DS-32).

    The columns are those of a source row that come from its cells, ``said`` (the
    words of its status), the ``is_...`` and ``leaves_by_remark`` besides; all are as
    long as ``at``. ``answers`` are what a person decided of words in the file.
    """
    cells = _Cells(grid, table, own or [grid.rows[row] for row in at])
    faults: dict[str, Faults] = {}
    names = read_names(
        _whole_names(cells("name"), cells("family_name"), cells("given_name"))
    )
    written, birth_column = birth_cells(cells, table.columns)
    births, unread, of_ages = read_births(written, cells, table.columns, as_of)
    faults |= {birth_column: unread, **of_ages}
    numbers, faults["personal_number"] = join_numbers(cells.all_of("personal_number"))
    written_days: Days = {}
    for name in DAYS:
        dates, faults[name] = read_dates(cells(name), as_of)
        written_days[name] = [day.first if day else None for day in dates]
    days, before = take_out_impossible(written_days, births)
    for name, bad in before.items():
        faults[name] |= bad
    sexes = _sexes(cells)
    clashes = find_number_clashes(numbers, births, sexes)
    faults["personal_number"] = clashes | faults["personal_number"]
    notes = read_texts(cells("note"))
    statuses, more = _statuses(cells, days, as_of, answers)
    faults |= more
    if source == "enrolment":
        hold_back(statuses["status"], written_days, days, as_of, faults["status"])
    residences = read_texts(cells("residence"))
    why = read_texts(cells("reason"))
    reasons = _reasons(why, notes, residences, answers, as_of)
    mothers, schools = read_texts(cells("mother")), read_texts(cells("school"))
    # All cells are read by now. What Excel shows as an error is a fault of its
    # column, before any other there.
    for name, bad in cells.errors.items():
        faults[name] = faults.get(name, {}) | bad
    short = {w for w in set(written) if has_short_year(w)}
    return {
        "name": names,
        "name_key": [name_key(n) if n else None for n in names],
        "birth_from": [b.first if b else None for b in births],
        "birth_to": [b.last if b else None for b in births],
        "is_year_short": [w in short for w in written],
        "is_age": [b is not None and b.precision == AGE for b in births],
        "precision": [b.precision if b else None for b in births],
        "sex": sexes,
        "number": numbers,
        "mother": [mother or None for mother in mothers],
        "school": [school or None for school in schools],
        **days,
        **statuses,
        **reasons,
    }, faults


class _Cells:
    """The cells of the rows of a table by field; errors of Excel are set aside."""

    def __init__(self, grid: Grid, table: Table, rows: list[list[Cell]]) -> None:
        self._rows = rows
        self._columns, self._doubled = table.columns, table.doubled
        self._hidden = grid.hidden_columns
        self.errors: dict[str, Faults] = {}
        """Errors that were set aside, by field."""

    def all_of(self, name: str) -> list[list[Any]]:
        """Give the cells of all columns under headings of one field, its own first."""
        also = [
            c
            for c, field in self._doubled.items()
            if field == name and c not in self._hidden
        ]
        return [self(name), *(self._read(name, column) for column in also)]

    def __call__(self, name: str) -> list[Any]:
        column = self._columns.get(name)
        if column is None:
            return [None] * len(self._rows)
        return self._read(name, column)

    def _read(self, name: str, column: int) -> list[Any]:
        try:
            found = [row[column] for row in self._rows]
        except IndexError:  # a row that ends before this column
            found = [row[column] if column < len(row) else None for row in self._rows]
        if bad := find_errors(found):
            self.errors[name] = bad
            found = [None if i in bad else cell for i, cell in enumerate(found)]
        return found


def _sexes(cells: _Cells) -> list[str | None]:
    """Read the column of the sex, else the marks under "Nam" and "Nữ"."""
    male, female = read_marks(cells("male")), read_marks(cells("female"))
    marked = (
        SEX_BY_MARKS.get((bool(m), bool(f))) for m, f in zip(male, female, strict=True)
    )
    written = read_sexes(cells("sex"))
    return [sex or mark for sex, mark in zip(written, marked, strict=True)]


def _statuses(
    cells: _Cells,
    days: Mapping[str, list[date | None]],
    as_of: date,
    answers: Answers,
) -> tuple[dict[str, list[Any]], dict[str, Faults]]:
    """Read what was done for each child, by its words, ticks and days, and faults."""
    faults: dict[str, Faults] = {}
    words = ["" if is_of_school(w) else w for w in read_texts(cells("status"))]
    ticks: dict[str, list[bool]] = {}
    for name in TICKS:
        marks = cells(name)
        ticks[name], faults[name] = read_ticks(marks, as_of)
        for position in faults[name]:  # the word to be listed is the tick's
            words[position] = clean_text(str(marks[position]))
    unread = {position for name in TICKS for position in faults[name]}
    faults["status"] = {}
    statuses = []
    rows = zip(
        words, *(ticks[name] for name in TICKS), *(days[d] for d in DAYS), strict=True
    )
    for position, (word, done, mark, not_done, applied, issued) in enumerate(rows):
        status, code = status_of(word, done, mark, not_done, as_of)
        if answered := code == "DS-07" and answers.of_status(word):
            status, code = answered, None
            for name in TICKS:
                faults[name].pop(position, None)
        # A day that contradicts the status is the graver fault: it takes the place.
        if contradicts_dates(status, applied, issued, as_of):
            status = status if status == "returned" else "not_yet"
            faults["status"][position] = ("DS-09", {})
        elif code and position not in unread:
            faults["status"][position] = (code, {})
        statuses.append(status_by_dates(status, applied, issued, as_of))
    return {"status": statuses, "said": words}, faults


def _reasons(
    texts: list[str],
    notes: list[str],
    residences: list[str],
    answers: Answers,
    as_of: date,
) -> dict[str, list[Any]]:
    """Read why a child has no card, from the reason or, where empty, the note.

    A note alone takes no child out of the count: the child is to be verified. A state
    of residence stands in where neither says a reason, or where it says that the
    child is gone.
    """
    found: dict[str, list[Any]] = {
        name: []
        for name in (
            "is_reason_unknown", "reason", "reason_text", "presence", "leaves_by_remark"
        )
    }  # fmt: skip
    for text, note, residence in zip(texts, notes, residences, strict=True):
        code, source, unknown = reason_of(text, note, as_of)
        is_state = False
        if decided := answers.of_reason(text):
            code, source, unknown = decided, text, False
        elif state := _state_of(residence, code, as_of):
            code, source, unknown = state, residence, False
            text, is_state = text or residence, True
        presence = presence_of(code)
        by_remark = presence != "present" and not text and not is_state
        if decided_presence := answers.of_presence(text, note):
            presence, by_remark = decided_presence, False
        found["is_reason_unknown"].append(unknown)
        found["reason"].append(code)
        found["reason_text"].append(source)
        found["presence"].append("to_verify" if by_remark else presence)
        found["leaves_by_remark"].append(by_remark)
    return found


def _state_of(residence: str, given: str, as_of: date) -> str:
    """Give the reason that a state of residence says, '' where it adds none."""
    code, _, is_unknown = reason_of(residence, "", as_of)
    if is_unknown or code == NO_REASON:
        return ""
    return code if given == NO_REASON or presence_of(code) != "present" else ""


def _whole_names(whole: list[Any], family: list[Any], given: list[Any]) -> list[Any]:
    return [
        w
        if w is not None
        else " ".join(str(p) for p in (f, g) if p is not None) or None
        for w, f, g in zip(whole, family, given, strict=True)
    ]
