"""A table that documents show: texts in rows, with what each cell is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from dophu.catalogue.indicators import indicators
from dophu.catalogue.numbers import lower_first
from dophu.tables.figures import ALL, Figures, mark


@dataclass(frozen=True)
class Cell:
    """A cell's text; ``mark`` names a figure that every document shows."""

    text: str
    mark: str = ""


@dataclass(frozen=True)
class Grid:
    """A table: ``headings`` over columns, and ``lines`` of cells.

    ``words`` are the numbers of the columns that hold words; the others hold
    numbers. ``widths`` are shares of the table's width. The lines in ``totals``
    add up the others. ``over`` are headings over several columns, from the first to
    the last.
    """

    name: str
    caption: str
    headings: tuple[str, ...]
    lines: tuple[tuple[Cell, ...], ...]
    widths: tuple[float, ...]
    words: tuple[int, ...] = (0,)
    totals: tuple[int, ...] = ()
    over: tuple[tuple[str, int, int], ...] = ()
    note: str = ""

    def heading(self, column: int) -> str:
        """Give a column's heading with the one over it, for tables of one heading."""
        above = [text for text, first, last in self.over if first <= column <= last]
        below = self.headings[column]
        return f"{above[0]}: {lower_first(below)}" if above else below


class GridMaker:
    """Makes tables of one edition's figures."""

    def __init__(self, figures: Figures) -> None:
        self.figures, self.about = figures, figures.about

    def _cell(self, key: str, group: str = ALL, hamlet: str = ALL) -> Cell:
        text = self.figures.get(key, group, hamlet).text
        named = mark(key, group, self.figures.groups) if hamlet == ALL else ""
        return Cell(text, named)

    def _labels(self, keys: Sequence[str]) -> tuple[str, ...]:
        return tuple(indicators()[key].label(self.about) for key in keys)

    def _say(self, key: str, **values: object) -> str:
        return self.about.heading(key, **values)
