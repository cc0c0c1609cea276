"""How far a sheet reaches, and the words in which an inspection reports."""

from __future__ import annotations

from dataclasses import dataclass, field

MAX_CELLS = 5_000_000
"""Cells of the rectangle a reader may be given; it holds the empty ones too."""

MOST_CELLS = 20_000_000
"""Cells of a rectangle that a reader may be given where the sheet fills it: a million
rows of 20 columns, more than Excel opens with ease."""

CELL_BYTES = 8
"""Bytes that a stored cell takes at least; less a cell, and most of them are empty."""

PIECE = 2**20
"""Bytes of a part that are looked at together."""

UNCALCULATED = "=?"
"""Stands for a formula whose value was never stored; blank would say 'nothing'."""

# [MS-XLS] and [MS-XLSB], BErr: the codes of errors, alike in both.
ERRORS = {
    0x00: "#NULL!",
    0x07: "#DIV/0!",
    0x0F: "#VALUE!",
    0x17: "#REF!",
    0x1D: "#NAME?",
    0x24: "#NUM!",
    0x2A: "#N/A",
}


Run = tuple[int, int, int, str]
"""Cells below each other with one font, or one look: column, first and last row from 0,
what they have."""

STRUCK = "strike"
"""The look of a cell that is struck out."""

PART_STRUCK = "strike part"
"""The look of a cell of which some letters are struck out and others are not."""

OF_FONT = "font "
"""What stands before the colour that a cell's letters have (``font FF0000``)."""

SYMBOL_FONTS = ("wingdings", "wingdings 2", "wingdings 3", "webdings", "marlett")
"""Fonts whose letters are shown as symbols; the look of a cell is then the font."""

Comment = tuple[int, int, str]
"""A comment pinned to a cell: row and column from 0, its text without the author."""

Merge = tuple[tuple[int, int], tuple[int, int]]
"""First and last cell of a merge, each row and column from 0, both included."""

MOST_ROWS, MOST_COLUMNS = 2**20, 2**14
"""Rows and columns of the largest sheet of any office program."""


class Refused(Exception):
    """Why a file is not read, a phrase of the issue catalogue."""


@dataclass(frozen=True)
class Extent:
    """How far one sheet reaches, and the cells its reader would give as empty.

    ``rows`` and ``columns`` reach to the last that is named, 0 where that is
    unknown; places are ``(row, column)`` from 0. ``hidden_values`` gives an error
    as Excel shows it (``#N/A``), ``UNCALCULATED`` for a formula without a value.
    ``part`` is the sheet's part of a zip, for a chart sheet ''; ``size`` the bytes
    it takes unpacked. ``hidden_rows`` and ``hidden_columns`` are those, from 0, that
    Excel does not show; ``fonts`` the texts set in fonts from before Unicode.
    ``merged`` holds merges where the reader gives none (.ods, .xlsb); ``looks`` the
    cells that are struck out (``STRUCK``) or filled with a colour (``FFFF00``)
    or have letters of one (``font FF0000``),
    ``comments`` what is pinned to cells.
    """

    part: str = ""
    rows: int = 0
    columns: int = 0
    hidden_values: dict[tuple[int, int], str] = field(default_factory=dict, hash=False)
    size: int = 0
    hidden_rows: frozenset[int] = frozenset()
    fonts: tuple[Run, ...] = ()
    hidden_columns: frozenset[int] = frozenset()
    merged: tuple[Merge, ...] = ()
    looks: tuple[Run, ...] = ()
    comments: tuple[Comment, ...] = ()

    @property
    def is_far(self) -> bool:
        """Whether the rectangle is more than a reader may be given."""
        filled = min(MOST_CELLS, self.size // CELL_BYTES)
        return self.rows * self.columns > max(MAX_CELLS, filled)


@dataclass(frozen=True)
class Inspection:
    """What a file is; ``why`` is '' or the phrase that states why it is not read.

    ``sheets`` are in the workbook's order; none for text.
    """

    kind: str
    why: str = ""
    is_strict: bool = False
    sheets: tuple[Extent, ...] = ()
