"""The columns of a table → columns of values, by the fields its headings name."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from dophu.child_names import name_key
from dophu.dates import has_short_year
from dophu.reader.grid import Cell, Grid, cells_of
from dophu.rosters.columns.birth_columns import (
    birth_cells,
    find_number_clashes,
    read_births,
)
from dophu.rosters.columns.reason_columns import read_reasons
from dophu.rosters.columns.sex_columns import read_sex_columns
from dophu.rosters.columns.status_columns import read_statuses, settle_presences
from dophu.rosters.headings.registers import join_numbers
from dophu.rosters.headings.tables import Table
from dophu.rosters.results.results_in_names import split_result, with_footnotes
from dophu.rosters.results.services import lowest_heading
from dophu.rosters.results.side_remarks import read_remarks, remark_columns
from dophu.rosters.results.stated_beside import StatedBeside, settle_stated_beside
from dophu.rosters.results.undone_aside import find_undone_aside, undone_columns
from dophu.rosters.texts.distinct import each_once
from dophu.rosters.texts.written_ages import AGE
from dophu.rosters.words.answers import NOTHING, Answers
from dophu.rosters.words.denied_ticks import find_denied
from dophu.rosters.words.event_days import (
    DAYS_IN_TICKS,
    UNREAD,
    Days,
    deny,
    hold_back,
    read_event_days,
    take_out_impossible,
)
from dophu.rosters.words.progress_words import settle_progress
from dophu.rosters.words.values import (
    Faults,
    beside_notes,
    find_errors,
    read_names,
    read_reason_marks,
    read_remark_marks,
    read_texts,
)


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
    words of its status), the ``is_...`` and ``..._by_remark`` besides; all are as
    long as ``at``. ``answers`` are what a person decided of words in the file.
    """
    cells = _Cells(grid, table, own or [grid.rows[row] for row in at])
    faults: dict[str, Faults] = {}
    parts = ("name", "family_name", "middle_name", "given_name")
    names = read_names(_whole_names(*map(cells, parts)))
    parted = each_once(
        lambda name: (
            split_result(name, as_of, table.vocabulary) if name else (name, "")
        ),
        names,
    )
    parted = with_footnotes(names, parted)
    names = [name for name, _ in parted]
    written, birth_column = birth_cells(cells, table.columns)
    births, unread, of_ages = read_births(written, cells, table.columns, as_of)
    faults |= {birth_column: unread, **of_ages}
    numbers, faults["personal_number"] = join_numbers(cells.all_of("personal_number"))
    written_days: Days = {}
    denied: set[int] = set()
    for name, ticks in DAYS_IN_TICKS.items():
        column = cells(name), cells(ticks)
        read = read_event_days(*column, as_of, table.vocabulary)
        written_days[name], more_denied, unread_days = read
        faults[name] = {at: (UNREAD, {}) for at in sorted(unread_days)}
        denied |= more_denied
    days, before = take_out_impossible(written_days, births)
    for name, bad in before.items():
        faults[name] |= bad
    sexes = read_sex_columns(cells("sex"), cells("male"), cells("female"))
    clashes = find_number_clashes(numbers, births, sexes)
    faults["personal_number"] = clashes | faults["personal_number"]
    gone = read_remark_marks(cells.at_all(table.gone_marks))
    notes = beside_notes(read_texts(cells("note")), gone)
    marked = read_reason_marks(
        cells.at_all(table.reason_marks), as_of, table.vocabulary
    )
    statuses, more = read_statuses(
        cells, days, as_of, answers, marked, table.vocabulary
    )
    faults |= more
    shown = lowest_heading(grid, table, table.columns.get("status", -1))
    settle_progress(
        statuses, faults["status"], (shown, cells("status")),
        (as_of, answers, table.vocabulary), is_enrolment=source == "enrolment",
    )  # fmt: skip
    if source != "enrolment":  # where every row is done, other rules ask (TN-17)
        stated, ticks = statuses["status"], (cells("done"), cells("issued_mark"))
        denied |= find_denied(stated, *ticks, as_of, table.vocabulary)
    beside_it = cells.at_all(undone_columns(grid, table))
    denied |= find_undone_aside(beside_it, statuses["status"], as_of, table.vocabulary)
    deny(statuses["status"], denied, faults["status"])
    if source == "enrolment":
        hold_back(statuses["status"], written_days, days, as_of, faults["status"])
    residences = read_texts(cells("residence"))
    why = read_texts(cells("reason"))
    said_why = zip(why, marked, statuses.pop("why"), strict=True)
    why = [text or mark or in_place for text, mark, in_place in said_why]
    reasons = read_reasons(why, notes, residences, answers, as_of, table.vocabulary)
    settle_presences(statuses["said"], reasons["presence"], faults, answers)
    are_dated = _are_done_by_a_day(days, as_of)
    aside = read_remarks(cells.at_all(remark_columns(grid, table)), as_of, are_dated)
    beside = StatedBeside(
        read_texts(cells("reason")),
        notes,
        reasons["reason"],
        reasons["is_reason_unknown"],
        [stated for _, stated in parted],
        reasons["presence"],
        are_dated,
        aside,
    )
    decided = answers.of_results(grid.name)
    besides = settle_stated_beside(
        statuses["status"], faults["status"], beside, as_of,
        is_enrolment=source == "enrolment", answers=answers,
        decided={p: decided[row] for p, row in enumerate(at) if row in decided},
        vocabulary=table.vocabulary,
    )  # fmt: skip
    for name in DAYS_IN_TICKS:  # a person said how it stands, whatever the day is
        faults[name] = {p: f for p, f in faults[name].items() if at[p] not in decided}
    mothers, schools = read_texts(cells("mother")), read_texts(cells("school"))
    # All cells are read by now. What Excel shows as an error is a fault of its
    # column, before any other there.
    for name, bad in cells.errors.items():
        faults[name] = faults.get(name, {}) | bad
    short = {w for w in set(written) if has_short_year(w)}
    return {
        "name": names,
        "name_key": each_once(lambda name: name_key(name) if name else None, names),
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
        **besides,
    }, faults


def _are_done_by_a_day(
    days: Mapping[str, list[date | None]], as_of: date
) -> list[bool]:
    """Report of each row whether a day of enrolment says that it was done."""
    return each_once(
        lambda row: any(day is not None and day <= as_of for day in row),
        list(zip(*days.values(), strict=True)),
    )


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

    def at_all(self, columns: Mapping[int, str]) -> list[tuple[str, list[Any]]]:
        """Give the cells of columns that are no field's, with what heads them."""
        return [("", [None] * len(self._rows))] + [
            (heading, self._read("reason", column))
            for column, heading in columns.items()
        ]

    def __call__(self, name: str) -> list[Any]:
        column = self._columns.get(name)
        if column is None:
            return [None] * len(self._rows)
        return self._read(name, column)

    def _read(self, name: str, column: int) -> list[Any]:
        found = cells_of(self._rows, column)
        if bad := find_errors(found):
            self.errors[name] = bad
            found = [None if i in bad else cell for i, cell in enumerate(found)]
        return found


def _whole_names(
    whole: list[Any], family: list[Any], middle: list[Any], given: list[Any]
) -> list[Any]:
    return [
        w if w is not None else " ".join(str(p) for p in parts if p is not None) or None
        for w, *parts in zip(whole, family, middle, given, strict=True)
    ]
