"""Cells → values, a column at a time; what cannot be read is named, never guessed.

Each function takes the cells of one column and gives a list of values and a
``faults`` mapping from the position in the column to a fault. A distinct cell is
read once, however often it stands in the column.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from functools import lru_cache
from typing import Any

from dophu.catalogue.columns import marks, sexes
from dophu.catalogue.vocabulary import DEFAULT, Vocabulary
from dophu.dates import PartialDate, parse_date
from dophu.reader.grid import Cell
from dophu.rosters.texts.distinct import each_once, is_blank
from dophu.rosters.words.doubtful_marks import doubtful_marks, key_of
from dophu.rosters.words.phrases import understand_tick
from dophu.text import clean_text

DIGITS = 12
"""Digits of a personal number (Law on Identification 2023, article 12)."""

Faults = dict[int, tuple[str, dict[str, Any]]]
"""Position in the column → code of the issue and the name of its phrase, if any."""

_NUMBER_NOISE = re.compile(r"[\s.'\"`’,-]+")
_DECIMAL = re.compile(r"(\d{9,})[.,](\d+)")
_NAME = re.compile(r"[^\W\d_].*[^\W\d_]")
MAX_NAME = 120
"""Letters of the longest name; the longest a register takes has about half."""


def _by_distinct_cell(
    cells: list[Cell], read: Callable[[Cell], tuple[Any, Any]]
) -> tuple[list[Any], Faults]:
    # 1, 1.0 and True are equal: what is no text is distinguished by its type.
    keys = [
        cell if type(cell) is str or cell is None else (type(cell), cell)
        for cell in cells
    ]
    found = {
        key: read(key if type(key) is str else key[1])
        for key in set(keys)
        if key is not None
    }
    meant = {key: value for key, (value, _) in found.items()}
    meant[None] = None
    values = list(map(meant.__getitem__, keys))
    bad = {key: fault for key, (_, fault) in found.items() if fault}
    if not bad:
        return values, {}
    return values, {at: bad[key] for at, key in enumerate(keys) if key in bad}


ERRORS = frozenset(
    (
        "#N/A", "#REF!", "#VALUE!", "#NAME?", "#DIV/0!", "#NULL!", "#NUM!",
        "#SPILL!", "#CALC!", "#GETTING_DATA", "=?",
    )
)  # fmt: skip
"""What stands in a cell whose formula failed; ``=?`` where it was never worked out."""


def find_errors(cells: list[Cell]) -> Faults:
    """Find the cells that hold an error of Excel's: they are not blank (DS-14).

    Examples
    --------
    >>> find_errors(["1/1/2019", "#N/A", None])
    {1: ('DS-14', {})}
    """
    if ERRORS.isdisjoint(cells):
        return {}
    return {i: ("DS-14", {}) for i, cell in enumerate(cells) if cell in ERRORS}


def read_names(cells: list[Cell]) -> list[str | None]:
    """Clean names; None where the cell holds no two letters, or no end of them.

    Examples
    --------
    >>> read_names(["  Mẫu  Văn Thử ", 12, None, "-"])
    ['Mẫu Văn Thử', None, None, None]
    """

    def read(text: str) -> str | None:
        text = clean_text(text)
        is_name = len(text) <= MAX_NAME and _NAME.search(text)
        return text if is_name else None

    names = {cell: read(cell) for cell in set(cells) if isinstance(cell, str)}
    # No number is equal to a text.
    return [names.get(cell) for cell in cells]


def read_dates(
    cells: list[Cell], as_of: date
) -> tuple[list[PartialDate | None], Faults]:
    """Read a column of dates; an unreadable or impossible one is fault DS-03."""

    def read(cell: Cell) -> tuple[PartialDate | None, Any]:
        is_text = isinstance(cell, str)
        found = _parse_text(cell, as_of) if is_text else parse_date(cell, as_of)
        return found, None if found else ("DS-03", {})

    return _by_distinct_cell(cells, read)


@lru_cache(maxsize=65536)
def _parse_text(cell: str, as_of: date) -> PartialDate | None:
    # Children of all hamlets are born on the same few thousand days.
    return parse_date(clean_text(cell), as_of)


def read_numbers(cells: list[Cell]) -> tuple[list[str | None], Faults]:
    """Read a column of personal numbers as text of 12 digits.

    A number that lost its leading zeros in a numeric cell is repaired and listed
    (DS-05); anything else that has not 12 digits is not used (DS-06).

    Examples
    --------
    >>> read_numbers(["000 218 000 123", 219000123, "12345"])[0]
    ['000218000123', '000219000123', None]
    """
    odd = {cell for cell in set(cells) if not _is_number(cell)}
    if odd <= {None}:
        return list(cells), {}
    others = [cell if cell in odd else None for cell in cells]
    read, faults = _by_distinct_cell(others, _read_number)
    numbers = [
        number if cell in odd else cell
        for cell, number in zip(cells, read, strict=True)
    ]
    return numbers, faults


def _is_number(cell: Cell) -> bool:
    """Test whether a cell is a number as it is kept: nearly every one is."""
    return (
        type(cell) is str
        and len(cell) == DIGITS
        and cell.isdecimal()
        and cell.isascii()
    )


def _read_number(cell: Cell) -> tuple[str | None, Any]:
    def unusable(why: str, **details: int) -> tuple[None, Any]:
        return None, ("DS-06", {"key": why, **details})

    if _is_number(cell):
        return cell, None
    if isinstance(cell, str) and (match := _DECIMAL.fullmatch(cell.strip())):
        if match[2].strip("0"):
            return unusable("rounded")
        # A number written out with its decimals, as pandas does.
        cell = match[1] if match[1].startswith("0") else int(match[1])
    if isinstance(cell, float) or (isinstance(cell, str) and re.search(r"\dE\+", cell)):
        return unusable("rounded")
    if not isinstance(cell, (int, str)):
        return unusable("not_digits")
    text = _NUMBER_NOISE.sub("", str(cell))
    if not text:
        return None, None
    if not text.isdecimal() or not text.isascii():
        return unusable("not_digits")
    if len(text) == DIGITS:
        return text, None
    # Only a numeric cell loses zeros; and only zeros of a province code (the first
    # three digits) can be lost: the digit after it is 2 or 3 for a child.
    lost = isinstance(cell, int) or len(text) == DIGITS - 1
    if lost and DIGITS - 3 <= len(text) < DIGITS:
        padded = text.zfill(DIGITS)
        if padded[3] in "23":
            return padded, ("DS-05", {})
    if len(text) == 9:
        return unusable("nine_digits")
    return unusable("too_short", digits=len(text))


def read_sexes(cells: list[Cell]) -> list[str | None]:
    """Read a column of sexes: ``male``, ``female`` or None."""
    return each_once(sexes().find_whole, read_texts(cells))


def read_marks(cells: list[Cell]) -> list[bool]:
    """Give which cells of a column of marks, such as those of a sex, are marked.

    Any text that is no "no" is a mark: offices write a year of birth or a word
    where another puts an x.
    """
    find = marks().find_whole
    return each_once(lambda text: bool(text) and find(text) != "no", read_texts(cells))


def read_ticks(
    cells: list[Cell],
    as_of: date,
    vocabulary: Vocabulary = DEFAULT,
    least: str = "applied",
) -> tuple[list[bool], Faults]:
    """Read a tick column of the drive's result; what is not understood is no tick.

    ``least`` is what a tick says here, as for ``phrases.understand_tick``.

    Examples
    --------
    >>> read_ticks(["x", "☐", "vắng", None], date(2024, 7, 18))
    ([True, False, False, False], {2: ('DS-07', {})})
    >>> read_ticks(["✓", "✗", "x"], date(2024, 7, 18))
    ([True, False, False], {1: ('DS-07', {}), 2: ('DS-07', {})})
    """
    if is_blank(cells):
        return [False] * len(cells), {}
    doubtful = doubtful_marks(cells)

    def read(cell: Cell) -> tuple[bool, Any]:
        if isinstance(cell, str) and not clean_text(cell):
            return False, None
        key = key_of(cell)
        known = key not in doubtful
        ticked = understand_tick(cell, as_of, vocabulary, least) if known else None
        return bool(ticked), None if ticked is not None else ("DS-07", {})

    ticks, faults = _by_distinct_cell(cells, read)
    return [bool(tick) for tick in ticks], faults


def read_reason_marks(
    columns: list[tuple[str, list[Cell]]], as_of: date, vocabulary: Vocabulary = DEFAULT
) -> list[str]:
    """Give for each row the headings under which it is marked, together.

    Examples
    --------
    >>> read_reason_marks([("Vắng", ["x"]), ("Ốm", ["x"])], date(2024, 7, 18))
    ['Vắng; Ốm']
    """
    ticked = [
        (heading, read_ticks(cells, as_of, vocabulary)[0])
        for heading, cells in columns
        if heading
    ]
    count = len(columns[0][1])
    if not ticked:
        return [""] * count
    return [
        "; ".join(heading for heading, ticks in ticked if ticks[row])
        for row in range(count)
    ]


def read_remark_marks(columns: list[tuple[str, list[Cell]]]) -> list[list[str]]:
    """Give by column the heading for each row that holds anything but a "no"."""
    return [
        [heading if _says_more_than_no(cell) else "" for cell in cells]
        for heading, cells in columns
    ]


def beside_notes(notes: list[str], marked: list[list[str]]) -> list[str]:
    """Add to the remark of each row the headings under which it is marked.

    Examples
    --------
    >>> beside_notes(["", "hộ nghèo", ""], [["Chuyển đi", "Chuyển đi", ""]])
    ['Chuyển đi', 'Chuyển đi; hộ nghèo', '']
    """
    for column in marked:
        notes = ["; ".join(filter(None, p)) for p in zip(column, notes, strict=True)]
    return notes


def _says_more_than_no(cell: Cell) -> bool:
    text = "" if cell is None or cell is False else clean_text(str(cell))
    return bool(text) and marks().find_whole(text) != "no"


def read_texts(cells: list[Cell]) -> list[str]:
    """Clean a column of free text; '' where empty."""
    if is_blank(cells):
        return [""] * len(cells)
    seen: dict[Cell, str] = {None: ""}
    return [
        seen[cell] if cell in seen else seen.setdefault(cell, clean_text(str(cell)))
        for cell in cells
    ]
