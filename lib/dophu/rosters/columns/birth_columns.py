"""Where a table keeps the birth date: a column, three, those of the sex, or an age."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from functools import cache

from dophu.dates import PartialDate
from dophu.reader.grid import Cell
from dophu.rosters.texts.distinct import each_once
from dophu.rosters.texts.written_ages import COLUMNS as AGES
from dophu.rosters.texts.written_ages import parse_age, shows_months
from dophu.rosters.words.values import Faults, read_dates
from dophu.text import clean_text

Column = Callable[[str], list[Cell]]

CENTURY = {20: "23", 21: "45"}
"""Fourth digit of a personal number, male then female, by century of birth (Decree
137/2015/NĐ-CP, article 13, after which existing numbers were made)."""


def birth_cells(column: Column, columns: dict[str, int]) -> tuple[list[Cell], str]:
    """Give the cells that hold the births, and the column to name for a fault.

    ``column`` gives the cells of a field; ``columns`` the fields the table has. A
    day, a month and a year in three columns are put together; a year typed under
    "Nam" or "Nữ" is a birth, as ordinary lists have it.
    """
    if "birth_date" in columns:
        return column("birth_date"), "birth_date"
    if "birth_year" in columns:
        parts = (column(f"birth_{part}") for part in ("day", "month", "year"))
        return [_joined(*cells) for cells in zip(*parts, strict=True)], "birth_year"
    both = list(zip(column("male"), column("female"), strict=True))
    births = [m if _is_birth(m) else f if _is_birth(f) else None for m, f in both]
    return births, "male" if "male" in columns else "female"


SLACK = timedelta(days=366)
"""By how much an age may miss the birth date beside it: ages are counted from birth as
one, or kept from last year's list."""


def read_births(
    written: list[Cell], column: Column, columns: dict[str, int], as_of: date
) -> tuple[list[PartialDate | None], Faults, dict[str, Faults]]:
    """Read births, and an age where a row has no birth date.

    An age may stand in the column of births itself ("5 tuổi"), or in one of its own,
    which is used where the birth is left blank.

    Parameters
    ----------
    written
        The cells of the births, as :func:`birth_cells` gives them.
    column, columns
        As for :func:`birth_cells`.
    as_of
        The date of the list, from which an age is counted back.

    Returns
    -------
    tuple
        The births, their faults (DS-03), and the faults of the columns of ages by
        field: an age that is none (DS-37), one that contradicts the birth (DS-35).
    """
    births, faults = read_dates(_with_lost_zeros(written), as_of)
    for position, cell in enumerate(written):
        if _is_ahead_by_figures(cell, births[position], as_of):
            births[position], faults[position] = None, ("DS-03", {})
    months = shows_months(written) if faults else False
    for position in list(faults):
        births[position] = parse_age(written[position], as_of, "", months)
        if births[position]:
            del faults[position]
    of_ages: dict[str, Faults] = {}
    for name in [name for name in AGES if name in columns]:
        of_ages[name] = _fill_from_ages(births, written, column(name), name, as_of)
    return births, faults, of_ages


def _with_lost_zeros(cells: list[Cell]) -> list[Cell]:
    """Put the zero back before days of one figure: 5072019 is 05072019.

    A column of numbers has lost it. Only where every cell that is filled has eight
    figures or seven, so that nothing else can be meant.
    """
    first = next((cell for cell in cells if cell is not None), None)
    if not _has_figures(first) or not all(_has_figures(c) for c in cells if c):
        return cells
    return [cell and str(cell).strip().zfill(8) for cell in cells]


def _has_figures(cell: Cell) -> bool:
    if type(cell) not in (int, str):
        return False
    text = str(cell).strip()
    return len(text) in (7, 8) and text.isascii() and text.isdecimal()


def _is_ahead_by_figures(cell: Cell, born: PartialDate | None, as_of: date) -> bool:
    """Test whether bare figures are a day after the list's: "50720" is none in 2038.

    What a short number means is not known: the age is not, and the child is counted.
    """
    if born is None or born.first <= as_of or isinstance(cell, date):
        return False
    return len(text := str(cell).strip()) < 7 and text.isdecimal()


def _fill_from_ages(
    births: list[PartialDate | None],
    written: list[Cell],
    cells: list[Cell],
    name: str,
    as_of: date,
) -> Faults:
    months = shows_months(cells)
    faults: Faults = {}
    for position, cell in enumerate(cells):
        if cell is None:
            continue
        age = parse_age(cell, as_of, AGES[name], months)
        born = births[position]
        if born is None and written[position] is None:
            births[position] = age
            if age is None:
                faults[position] = ("DS-37", {})
        elif born and age and not _agree(born, age):
            faults[position] = ("DS-35", {})
    return faults


def _agree(born: PartialDate, age: PartialDate) -> bool:
    return born.first <= age.last + SLACK and age.first - SLACK <= born.last


def _joined(day: Cell, month: Cell, year: Cell) -> Cell:
    if isinstance(day, date):  # "15/3", of which Excel made a day of its own year
        day = f"{day.day}/{day.month}"
    parts = [clean_text(str(part)) for part in (day, month, year) if part is not None]
    return "/".join(part.strip("/.- ") for part in parts) or None


def _is_birth(cell: Cell) -> bool:
    """Report a birth from a tick: a tick is no date, and "1" is a tick."""
    written = clean_text(cell) if isinstance(cell, str) else cell
    if written is None or written in ("", 1, "1"):
        return False
    return any(c.isdigit() for c in str(written))


def find_number_clashes(
    numbers: list[str | None], births: list[PartialDate | None], sexes: list[str | None]
) -> Faults:
    """Find numbers whose digits say another sex, century or year than the row does.

    A warning (DS-17): either may be wrong, so both values are kept.

    Examples
    --------
    >>> from datetime import date
    >>> from dophu.dates import parse_date
    >>> born = [parse_date("5/7/2018", date(2024, 7, 18))]
    >>> find_number_clashes(["000218000123"], born, ["male"])
    {}
    >>> find_number_clashes(["000218000123"], born, ["female"])
    {0: ('DS-17', {})}
    """

    def clashes(row: tuple[str | None, date | None, str | None]) -> bool:
        digits, born, sex = row
        if digits is None:
            return False
        marks, year = _expected(born.year if born else None, sex)
        return digits[0] not in marks or not digits.startswith(year, 1)

    # The fourth digit of a number and the two after it say sex and year.
    digits = [number and number[3:6] for number in numbers]
    firsts = [born.first if born else None for born in births]
    rows = each_once(clashes, list(zip(digits, firsts, sexes, strict=True)))
    return {at: ("DS-17", {}) for at, clash in enumerate(rows) if clash}


@cache
def _expected(year: int | None, sex: str | None) -> tuple[str, str]:
    """Give what the fourth digit may be, and the two digits of the year or ''."""
    if year is None:
        return "0123456789", ""
    marks = CENTURY.get(year // 100, "0123456789")
    if sex and marks in CENTURY.values():
        marks = marks[0] if sex == "male" else marks[1]
    return marks, f"{year % 100:02d}"
