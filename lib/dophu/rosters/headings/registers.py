"""Registers that every commune has: of students, of residents, of a survey.

They are no lists of the drive: their "Trạng thái" is of school or of residence, and
grown-ups stand in them too.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from functools import cache
from typing import Any

from dophu.ages import completed_years
from dophu.catalogue.columns import state_words
from dophu.catalogue.vocabulary import DEFAULT, Vocabulary
from dophu.reader.grid import Cell, Grid
from dophu.rosters.headings.tables import Table
from dophu.rosters.words.values import Faults, read_numbers
from dophu.text import clean_text

GROWN_UP = 18
"""Completed years from which nobody is a child, whatever a campaign counts."""

REGISTER_FROM = 3
"""Grown-ups from which a list is a register of all residents."""


def settle_states(grid: Grid, table: Table) -> Table:
    """Report columns of school and of residence from one of the drive's result.

    A column under "Trạng thái" is of school where all its cells are words of school
    and one at least can be nothing else ("Đang học"); it says nothing of a child
    here. One of residence ("Thường trú", "Tạm vắng") tells who left or died.
    """
    columns = [table.columns.get("status")]
    columns += [c for c, name in table.doubled.items() if name == "status"]
    left = []
    for column in columns:
        if column is None:
            continue
        state = _state_of(grid, table, column)
        if state == "school" and not is_about_school(table.vocabulary):
            table = replace(table, ignored=table.ignored | {column})
        elif state == "residence" and "residence" not in table.columns:
            table = replace(table, columns=table.columns | {"residence": column})
        else:
            left.append(column)
    others = {f: c for f, c in table.columns.items() if f != "status"}
    doubled = {c: f for c, f in table.doubled.items() if f != "status"}
    return replace(
        table,
        columns=others | ({"status": left[0]} if left else {}),
        doubled=doubled | dict.fromkeys(left[1:], "status"),
    )


def _state_of(grid: Grid, table: Table, column: int) -> str:
    cells = set(grid.down(table.data_rows, column)) - {None}
    found = {_state(cell) for cell in cells}
    for state in ("school", "residence"):
        if state in found and found <= {state, "either", f"{state}_too"}:
            return state
    return ""


def _state(cell: Cell) -> str:
    return state_words().find_whole(clean_text(str(cell))) or ""


def is_of_school(text: str, vocabulary: Vocabulary = DEFAULT) -> bool:
    """Test whether a word of state is of school alone: it says nothing of the drive.

    In a drive that brings children to school it does.

    Examples
    --------
    >>> is_of_school("Đang học"), is_of_school("Đã làm"), is_of_school("Đã mất")
    (True, False, False)
    """
    state = state_words().find_whole(text)
    return state == "school" and not is_about_school(vocabulary)


@cache
def is_about_school(vocabulary: Vocabulary) -> bool:
    """Test whether a word of school is one of the drive's own statuses.

    Examples
    --------
    >>> is_about_school(DEFAULT)
    False
    """
    known = (
        state_words().find_whole(phrase) for phrase, _ in vocabulary.statuses.phrases()
    )
    return "school" in known


def join_numbers(columns: Sequence[list[Any]]) -> tuple[list[str | None], Faults]:
    """Read one personal number a row from several columns of numbers.

    The number that is usable counts; where two are and differ, none does (DS-06).

    Examples
    --------
    >>> join_numbers([["123456789", None], ["000218000123", "000218000124"]])[0]
    ['000218000123', '000218000124']
    """
    read = [read_numbers(column) for column in columns]
    numbers, faults = read[0]
    for others, more in read[1:]:
        for position, other in enumerate(others):
            number = numbers[position]
            if other is None or other == number:
                if number is None and position in more:
                    faults.setdefault(position, more[position])
            elif number is None:
                numbers[position] = other
                faults.pop(position, None)
                if position in more:
                    faults[position] = more[position]
            else:
                numbers[position] = None
                faults[position] = ("DS-06", {"key": "two_numbers"})
    return numbers, faults


def find_grown_ups(
    table: Table, births: list[date | None], as_of: date, from_years: int
) -> frozenset[int]:
    """Find the grown-ups of a register, by position in the table's rows of persons.

    ``births`` are the last days that births can be. A list with a column of relations
    to the head of the household, or with several grown-ups, is a register; in any
    other an old birth date is a slip, and is told like every one.
    """
    years = max(GROWN_UP, from_years)
    old = {
        born
        for born in set(births)
        if born is not None and born <= as_of and completed_years(born, as_of) >= years
    }
    grown = frozenset(at for at, born in enumerate(births) if born in old)
    is_register = "relation" in table.columns or len(grown) >= REGISTER_FROM
    return grown if is_register else frozenset()
