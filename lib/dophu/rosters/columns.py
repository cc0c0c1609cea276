"""The columns of a table → columns of values, by the fields its headings name."""

from __future__ import annotations

from datetime import date
from typing import Any

from dophu.dates import has_short_year
from dophu.reader.grid import Grid
from dophu.rosters.birth_columns import birth_cells, find_number_clashes
from dophu.rosters.headings import Table
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
    read_numbers,
    read_sexes,
    read_texts,
    read_ticks,
)
from dophu.text import clean_text, folded_key

TICKS = ("done", "issued_mark", "not_done")
"""Columns of ticks that state the drive's result."""


def read_columns(
    grid: Grid, table: Table, at: list[int], as_of: date
) -> tuple[dict[str, list[Any]], dict[str, Faults]]:
    """Read the rows ``at`` into columns of values, and the faults by column.

    The columns are those of a source row that come from its cells, ``said`` (the
    words of its status) and the two ``is_...`` besides; all are as long as ``at``.
    """
    faults: dict[str, Faults] = {}
    errors: dict[str, Faults] = {}
    rows = [grid.rows[row] for row in at]

    def cells(name: str) -> list[Any]:
        column = table.columns.get(name)
        if column is None:
            return [None] * len(at)
        try:
            found = [row[column] for row in rows]
        except IndexError:  # a row that ends before this column
            found = [row[column] if column < len(row) else None for row in rows]
        if bad := find_errors(found):
            errors[name] = bad
            found = [None if i in bad else cell for i, cell in enumerate(found)]
        return found

    names = read_names(
        _whole_names(cells("name"), cells("family_name"), cells("given_name"))
    )
    written, birth_column = birth_cells(cells, table.columns)
    births, faults[birth_column] = read_dates(written, as_of)
    short = {w for w in set(written) if has_short_year(w)}
    numbers, faults["personal_number"] = read_numbers(cells("personal_number"))
    applied, faults["applied_date"] = read_dates(cells("applied_date"), as_of)
    issued, faults["issued_date"] = read_dates(cells("issued_date"), as_of)
    male, female = read_marks(cells("male")), read_marks(cells("female"))
    sex = [
        s or ("male" if m and not f else "female" if f and not m else None)
        for s, m, f in zip(read_sexes(cells("sex")), male, female, strict=True)
    ]
    clashes = find_number_clashes(numbers, births, sex)
    faults["personal_number"] = clashes | faults["personal_number"]
    words, notes = read_texts(cells("status")), read_texts(cells("note"))
    ticks: dict[str, list[bool]] = {}
    for name in TICKS:
        ticks[name], faults[name] = read_ticks(cells(name), as_of)
        for position in faults[name]:  # the word to be listed is the tick's
            words[position] = clean_text(str(cells(name)[position]))
    given = [
        reason_of(text, note)
        for text, note in zip(read_texts(cells("reason")), notes, strict=True)
    ]
    stated = [
        status_of(word, done, issued_mark, not_done, as_of)
        for word, done, issued_mark, not_done in zip(
            words, *(ticks[name] for name in TICKS), strict=True
        )
    ]
    applied_days = [d.first if d else None for d in applied]
    issued_days = [d.first if d else None for d in issued]
    unread = {position for name in TICKS for position in faults[name]}
    faults["status"] = {
        i: (code, {}) for i, (_, code) in enumerate(stated) if code and i not in unread
    }
    for i, (status, _) in enumerate(stated):
        if contradicts_dates(status, applied_days[i], issued_days[i], as_of):
            faults["status"][i] = ("DS-09", {})
    for name, bad in errors.items():
        faults[name] = faults.get(name, {}) | bad
    return {
        "name": names,
        "name_key": [folded_key(n) if n else None for n in names],
        "birth_from": [b.first if b else None for b in births],
        "birth_to": [b.last if b else None for b in births],
        "is_year_short": [w in short for w in written],
        "precision": [b.precision if b else None for b in births],
        "sex": sex,
        "number": numbers,
        "mother": [m or None for m in read_texts(cells("mother"))],
        "status": [
            status_by_dates(status, a, i, as_of)
            for (status, _), a, i in zip(stated, applied_days, issued_days, strict=True)
        ],
        "applied_date": applied_days,
        "issued_date": issued_days,
        "said": words,
        "is_reason_unknown": [unknown for _, _, unknown in given],
        "reason": [code for code, _, _ in given],
        "reason_text": [text for _, text, _ in given],
        "presence": [presence_of(code) for code, _, _ in given],
    }, faults


def _whole_names(whole: list[Any], family: list[Any], given: list[Any]) -> list[Any]:
    return [
        w
        if w is not None
        else " ".join(str(p) for p in (f, g) if p is not None) or None
        for w, f, g in zip(whole, family, given, strict=True)
    ]
