"""Cells that a spreadsheet would round to nothing or to all, shown as sentences do."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, Any

from dophu.catalogue.numbers import format_number, format_percent

if TYPE_CHECKING:
    from dophu.documents.xlsx.sheets import Sheets

TINY = Fraction(1, 10**9)
"""Below any share or pace that there is, and the same number in every spreadsheet."""

HALF_STEP = {"share": Fraction(5, 10_000), "number": Fraction(5, 100)}
"""Half of what the last digit shown stands for, by kind of column."""


def keep_from_ends(
    sheets: Sheets, sheet: Any, kind: str, column: int, rows: tuple[int, int]
) -> None:
    """Let cells of a column say 0 and 100 % of just that.

    A cell keeps its number and follows its formula; only what is shown of one that
    would be rounded to either is ``<0,1`` or ``>99,9%``. Columns of another ``kind``
    than ``share`` and ``number`` are left as they are; ``rows`` are the first and the
    last, from 0.
    """
    if kind not in HALF_STEP:
        return
    language, half = sheets.about.language, HALF_STEP[kind]
    if kind == "number":
        ends = [(format_number(TINY, language), TINY, half - TINY)]
    else:
        of = TINY.denominator
        none, every = (format_percent(n, of, language) for n in (1, of - 1))
        # Up to just below the half, which a spreadsheet rounds up.
        ends = [(none, TINY, half - TINY), (every, 1 - half, 1 - TINY)]
    for shown, least, most in ends:
        look = sheets.book.add_format({"num_format": f'"{shown}"'})
        rule = {"type": "cell", "criteria": "between", "format": look,
                "minimum": float(least), "maximum": float(most)}  # fmt: skip
        sheet.conditional_format(rows[0], column, rows[1], column, rule)
