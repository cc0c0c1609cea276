"""Tables of a Word document: their heading on every page, no short line over two."""

from __future__ import annotations

import re
from collections.abc import Sequence
from copy import deepcopy
from typing import Any

from docx.enum.table import WD_ALIGN_VERTICAL, WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Emu, Mm

from dophu.catalogue.typeface import MM_PER_POINT
from dophu.documents.docx.elements import (
    CELL_MARGIN,
    add_run,
    keep_whole,
    set_borders,
    shade,
)
from dophu.documents.grid import Cell, Grid
from dophu.documents.measures import (
    count_lines,
    row_heights,
    text_height,
    widths_for_words,
)

SMALL = 11
"""Type size of tables in points."""

TIMES, CLOSE = 0.94, 0.88
"""Widths of Times New Roman by those of the font measured: safe, and nearest."""

TABLE_TEXT = "Table Text"
"""Name of the style of a table's text."""

INSIDE = 2 * CELL_MARGIN * 25.4 / 1440
"""Millimetres that the left and the right of a cell take."""

TALL = 0.25
"""Of a page's height: a row as high as this may go over two pages."""

TOGETHER, SHORT = 3, 16
"""Lines of a table that stay with its heading, and with its end, on one page; and
lines up to which a table is not parted at all."""

HEAD, TOTAL = "E7ECF1", "F3F3F3"
"""Fills of a table's heading and of its total."""

_MORE_THAN_TEXT = re.compile(r"[\x00-\x1f]|^\s|\s$|^$")
"""What python-docx writes otherwise than as the text it is."""


def heights_of_rows(grid: Grid, width: float) -> list[float]:
    """Give the heights (mm) of a table's headings and of its lines, one after another.

    Examples
    --------
    >>> lines = ((Cell("One"), Cell("1")), (Cell("Two " * 40), Cell("2")))
    >>> grid = Grid("g", "", ("Hamlet", "Children"), lines, (0.7, 0.3))
    >>> [round(height) for height in heights_of_rows(grid, 160)]
    [6, 6, 15]
    """
    shares = widths_for_words(grid, width, SMALL * TIMES, INSIDE)

    def height(text: str, share: float, bold: bool) -> float:
        room = width * share - INSIDE
        lines = count_lines(text, room, SMALL * CLOSE, bold)
        return (lines * SMALL * 1.15 + 3.2) * MM_PER_POINT

    heads = [
        height(text, share, True)
        for text, share in zip(grid.headings, shares, strict=True)
    ]
    for text, first, last in grid.over:
        above = height(text, sum(shares[first : last + 1]), True)
        for column in range(first, last + 1):
            heads[column] += above
    heights = [max(heads)]
    for number, cells in enumerate(grid.lines):
        bold = number in grid.totals
        heights.append(max(
            height(cell.text, share, bold)
            for cell, share in zip(cells, shares, strict=True)
        ))  # fmt: skip
    return heights


def is_tall(height: float, room: float) -> bool:
    """Test whether a row would leave much of a page empty if it went to the next."""
    return height > TALL * room


def is_plain(text: str) -> bool:
    """Test whether a run of a text has that text alone, as one element."""
    return not _MORE_THAN_TEXT.search(text)


class TableWriter:
    """Adds tables to a document; a cell with a mark gets a bookmark of its own.

    ``document`` is python-docx's, ``width`` and ``room`` are the width and the height
    of a page's text in EMU.
    """

    def __init__(self, document: Any, width: int, room: int) -> None:
        self._document, self._width, self._room = document, width, room
        self._ids = 0
        # By its name it is looked for in all styles of the document, for every cell.
        self._style = document.styles[TABLE_TEXT].style_id
        self._made: dict[tuple[bool, bool, bool], tuple[list[Any], Any]] = {}

    def add(self, grid: Grid) -> Any:
        """Add a table at the end of the document."""
        above = 1 if grid.over else 0
        rows = above + 1 + len(grid.lines)
        table = self._document.add_table(rows=rows, cols=len(grid.headings))
        set_borders(table)
        table.alignment = WD_TABLE_ALIGNMENT.CENTER
        table.autofit = False
        self._describe(table, grid.caption)
        places = [row.cells for row in table.rows]
        headings = [Cell(text) for text in grid.headings]
        self._line(places[above], headings, grid, bold=True, heading=True)
        if above:
            self._head_over(places, grid)
        for number, cells in enumerate(grid.lines):
            self._line(places[above + 1 + number], cells, grid, number in grid.totals)
        heights = heights_of_rows(grid, self._width / Mm(1))[1:]
        for number, row in enumerate(table.rows):
            if number <= above:
                # By this Word repeats them on every page.
                keep_whole(row).append(OxmlElement("w:tblHeader"))
            elif not is_tall(heights[number - above - 1], self._room / Mm(1)):
                keep_whole(row)
        self._keep_together(places, above + 1, self._lines(grid), bool(grid.note))
        narrower = SMALL * TIMES  # letters than those that are measured
        shares = widths_for_words(grid, self._width / Mm(1), narrower, INSIDE)
        widths = [round(self._width * share) for share in shares]
        # Asked for its cells, a column works out those of the whole table.
        places = [row.cells for row in table.rows] if above else places
        for at, (column, width) in enumerate(zip(table.columns, widths, strict=True)):
            column.width = Emu(width)
            for cells in places:
                cells[at].width = Emu(width)
        return table

    def _head_over(self, places: list[Any], grid: Grid) -> None:
        """Merge the cells of the first line of headings, across or with those below."""
        upper, lower = places[0], places[1]
        spanned: set[int] = set()
        for text, first, last in grid.over:
            self._line([upper[first]], [Cell(text)], grid, bold=True, heading=True)
            upper[first].merge(upper[last])
            spanned.update(range(first, last + 1))
        for number in set(range(len(upper))) - spanned:
            shade(upper[number], HEAD)
            upper[number].merge(lower[number])
            upper[number].vertical_alignment = WD_ALIGN_VERTICAL.CENTER

    def _line(
        self,
        places: Sequence[Any],
        cells: Sequence[Cell],
        grid: Grid,
        bold: bool = False,
        heading: bool = False,
    ) -> None:
        for number, (place, cell) in enumerate(zip(places, cells, strict=True)):
            look = heading, bold, number not in grid.words
            if look in self._made and not cell.mark and is_plain(cell.text):
                self._copy(place, look, cell.text)
            else:
                self._write(place, look, cell, grid.name)

    def _write(
        self, place: Any, look: tuple[bool, bool, bool], cell: Cell, name: str
    ) -> None:
        """Write a cell that is like none before it; those that are copy it."""
        heading, bold, is_number = look
        place.vertical_alignment = WD_ALIGN_VERTICAL.CENTER
        paragraph = place.paragraphs[0]
        paragraph._p.style = self._style
        if heading:
            paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
        elif is_number:
            paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
        run = add_run(paragraph, cell.text, bold=bold)
        if bold:
            shade(place, HEAD if heading else TOTAL)
        if cell.mark:
            self._bookmark(run, f"{name}_{cell.mark}")
        elif is_plain(cell.text):
            # All but the width, which each column has for itself.
            looks = [e for e in place._tc.tcPr if e.tag != qn("w:tcW")]
            self._made[look] = deepcopy(looks), deepcopy(paragraph._p)

    def _copy(self, place: Any, look: tuple[bool, bool, bool], text: str) -> None:
        """Write a cell as one that is made already: its words alone are new."""
        looks, made = self._made[look]
        paragraph = deepcopy(made)
        next(paragraph.iter(qn("w:t"))).text = text
        place._tc.replace(place.paragraphs[0]._p, paragraph)
        place._tc.tcPr.extend(deepcopy(looks))

    def _bookmark(self, run: Any, name: str) -> None:
        self._ids += 1
        start, end = OxmlElement("w:bookmarkStart"), OxmlElement("w:bookmarkEnd")
        for element in (start, end):
            element.set(qn("w:id"), str(self._ids))
        start.set(qn("w:name"), name)
        run._r.addprevious(start)
        run._r.addnext(end)

    @staticmethod
    def _describe(table: Any, words: str) -> None:
        caption = OxmlElement("w:tblCaption")
        caption.set(qn("w:val"), words)
        table._tbl.tblPr.append(caption)

    def _lines(self, grid: Grid) -> int:
        """Count the lines of text of a table, a cell of two lines as two."""
        heights = row_heights(grid, self._width / Mm(1), SMALL, 0, (INSIDE, 0))
        return round(sum(heights) / text_height("", self._width, SMALL))

    @staticmethod
    def _keep_together(places: list[Any], first: int, lines: int, noted: bool) -> None:
        """Keep the first and the last lines on one page, the last with a note too."""
        last = len(places) - 1
        near = last if lines <= SHORT else first + TOGETHER - 1
        for number, cells in enumerate(places if noted else places[:-1]):
            if number < near or number > last - TOGETHER:
                for cell in cells:
                    cell.paragraphs[0].paragraph_format.keep_with_next = True
