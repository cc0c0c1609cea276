"""The pieces of a report: what each writes, and the height it will take."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from docx.shared import Mm, Pt

from dophu.catalogue.numbers import lower_first
from dophu.catalogue.typeface import MM_PER_POINT
from dophu.documents.docx.elements import add_run
from dophu.documents.docx.flow import Block
from dophu.documents.docx.letter import (
    begin_letter,
    closing_words,
    end_letter,
    name_lines,
)
from dophu.documents.docx.tables import (
    SHORT,
    SMALL,
    TABLE_TEXT,
    TOGETHER,
    heights_of_rows,
    is_tall,
)
from dophu.documents.docx.writer import BODY, Word
from dophu.documents.grid import Grid
from dophu.documents.measures import count_lines
from dophu.documents.report import Report


def points(size: float) -> float:
    """Give points in millimetres."""
    return size * MM_PER_POINT


LINE = 1.15
"""Height of a line of Times New Roman by the size of its letters."""

NARROW = 0.86
"""Widths of Times New Roman by those of the font that is measured."""

LETTERHEAD, SIGNATURE, ANNEXES = 67, 20, 15
"""Heights (mm) of the first lines of a report, of its end, of its annexes' title."""

MOST_BESIDE = 0.55
"""Of a page's height, what pictures side by side take at most."""

AFTER = 6
"""Points below a paragraph; of these and what is above the next the larger counts."""

ROW = points(SMALL * LINE + 3)
"""The height of a table's line of one line of text."""

GAP = 7
"""Points between a table and what follows it."""

SPLIT = 8
"""Lines (mm) into which a row that may go over two pages is counted."""


@dataclass(frozen=True)
class Piece:
    """A part of the report that is written at once; ``name`` is a chart's."""

    write: Callable[[], Any]
    blocks: tuple[Block, ...]
    name: str = ""


def roman(number: int) -> str:
    """Write a number as annexes and parts are numbered (Decree 30/2020), below 40.

    Examples
    --------
    >>> [roman(n) for n in (1, 4, 9, 14, 38)]
    ['I', 'IV', 'IX', 'XIV', 'XXXVIII']
    """
    ones = ("", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX")
    return "X" * (number // 10) + ones[number % 10]


def heading_block() -> Block:
    """Measure a heading: it stays with what it is above."""
    return Block((points(9 - AFTER + 4 + BODY * LINE * 1.15),), kept=True)


def text_block(word: Word, words: str, kept: bool = False) -> Block:
    """Measure a paragraph of the report's text, its first line moved in."""
    width = word.width / Mm(1)
    # Letters as wide as the first line is moved in.
    lines = count_lines(f"{' ' * 3}{'n' * 4} {words}", width, BODY * NARROW)
    each = points(BODY * LINE * 1.15)
    heights = [each] * lines
    heights[-1] += points(AFTER)
    # Widows and orphans: two lines stay together.
    return Block(tuple(heights), together=2, kept=kept)


def caption_block(kept: bool = True) -> Block:
    """Measure a caption, below a picture or above a table."""
    return Block((points(8 + 12 * LINE * 1.15),), kept=kept)


def picture_blocks(word: Word, size: tuple[int, int]) -> tuple[Block, ...]:
    """Measure a picture with the caption below it."""
    height = size[1] / Mm(1) + points(6 + 3)
    return Block((height,), kept=True), caption_block(kept=False)


def table_blocks(word: Word, grid: Grid) -> tuple[Block, ...]:
    """Measure a table with the caption above it and the note below."""
    heights = heights_of_rows(grid, word.width / Mm(1))
    head, rows = heights[0], heights[1:]
    short = head + sum(rows) <= (SHORT + 1) * ROW
    parts: list[float] = []
    for height in rows:
        pieces = int(height // SPLIT) if is_tall(height, word.height / Mm(1)) else 1
        parts += [height / pieces] * pieces
    together = len(parts) if short else TOGETHER
    # The last lines stay with a note below them.
    parts[-1] += ROW if grid.note else points(GAP)
    return caption_block(), Block(tuple(parts), together, head)


def blocks_of(pieces: Sequence[Piece]) -> list[Block]:
    """Give the blocks of pieces in their order."""
    return [block for piece in pieces for block in piece.blocks]


class PieceMaker:
    """Makes the pieces of a report; tables, pictures and annexes count as written."""

    def __init__(self, word: Word, report: Report) -> None:
        self.word, self.report, self.about = word, report, report.about
        self._tables = self._pictures = self._annexes = 0
        self._begun = False

    def begin(self, campaign: str, has_letterhead: bool) -> Piece:
        """Make the first lines, unless the office's own document has them."""
        more = len(name_lines(self.about)) - 1
        block = Block((LETTERHEAD + more * points(BODY * LINE * 1.15),))
        if has_letterhead:
            return Piece(lambda: None, (block,))
        return Piece(lambda: begin_letter(self.word, self.about, campaign), (block,))

    def end(self) -> Piece:
        """Make the closing line and the place of the signature."""
        campaign = self.report.facts.campaign
        words = closing_words(self.about, campaign)
        closing = text_block(self.word, words, kept=True)
        return Piece(
            lambda: end_letter(self.word, self.about, campaign),
            (closing, Block((SIGNATURE,))),
        )

    def heading(self, words: str, kept: bool = False) -> Piece:
        """Make the heading of a part; its style keeps it with what follows."""

        def write() -> None:
            # None leaves it to the style.
            self.word.heading(words).paragraph_format.keep_with_next = kept or None

        return Piece(write, (heading_block(),))

    def text(self, words: str, kept: bool = False, **how: Any) -> Piece:
        """Make a paragraph, which may stay with what follows."""

        def write() -> None:
            paragraph = self.word.text(words, **how)
            if kept:
                paragraph.paragraph_format.keep_with_next = True

        return Piece(write, (text_block(self.word, words, kept),))

    def table(self, grid: Grid | None) -> list[Piece]:
        """Make a table with its caption and its note; none of no lines."""
        if grid is None or not grid.lines:
            return []
        kept = grid

        def write() -> None:
            self._tables += 1
            label = self.about.heading("table_n")
            self.word.caption(label, self._tables, kept.caption)
            self.word.table(kept)
            self._below_table(kept.note)

        return [Piece(write, table_blocks(self.word, grid))]

    def _below_table(self, note: str) -> None:
        """Write the note of a table, or the gap that two tables need between them."""
        paragraph = self.word.document.add_paragraph(style=TABLE_TEXT)
        if note:
            add_run(paragraph, note, italic=True)
        else:
            paragraph.paragraph_format.line_spacing = Pt(GAP - 3)

    def charts(self, names: Sequence[str]) -> list[Piece]:
        """Make the pictures of charts, in an order."""
        drawn = self._drawn("word")
        return [self._chart(*drawn[name]) for name in names if name in drawn]

    def _chart(self, chart: dict[str, Any], path: Path) -> Piece:
        def write() -> None:
            self.word.picture(path, chart["title"], chart["alt"])
            words = self._caption(chart)
            words.paragraph_format.keep_with_next = False

        size = self.word.picture_size(path)
        return Piece(write, picture_blocks(self.word, size), chart["name"])

    def pairs(self, names: Sequence[str]) -> dict[tuple[str, str], Piece]:
        """Make pairs of charts side by side: two that follow and are low enough."""
        drawn = self._drawn("half")
        most = MOST_BESIDE * self.word.height
        low = [
            name
            for name in names
            if name in drawn and self.word.picture_size(drawn[name][1])[1] <= most
        ]
        beside = zip(low[::2], low[1::2], strict=False)
        return {(a, b): self._pair(drawn[a], drawn[b]) for a, b in beside}

    def _pair(self, *two: tuple[dict[str, Any], Path]) -> Piece:
        def write() -> None:
            cells = self.word.two_columns(len(two))
            for cell, (chart, path) in zip(cells, two, strict=True):
                first = cell.paragraphs[0]
                self.word.picture(path, chart["title"], chart["alt"], first)
                self._caption(chart, cell.add_paragraph(style="Caption"))
            self._below_table("")

        highest = max(self.word.picture_size(path)[1] for _, path in two) / Mm(1)
        # Half as wide, a caption takes about two lines.
        caption = 2 * caption_block().height
        blank = points(GAP)
        return Piece(write, (Block((highest + points(9) + caption + blank,)),))

    def _caption(self, chart: dict[str, Any], paragraph: Any = None) -> Any:
        self._pictures += 1
        label, words = self.about.heading("picture_n"), self.report.name_of(chart)
        return self.word.caption(label, self._pictures, words, paragraph)

    def _drawn(self, size: str) -> dict[str, tuple[dict[str, Any], Path]]:
        found = self.report.every_picture(size)
        return {chart["name"]: (chart, path) for chart, path in found}

    def annex(self, title: str, own_page: bool = False) -> Piece:
        """Make the heading of an annex, below that of all where it is the first."""

        def write() -> None:
            self._annexes += 1
            first = self._annexes == 1
            if first:
                of = self.about.heading("annexes_of", **self._issued())
                self.word.begin_annexes(self.about.heading("annexes"), of)
            number = roman(self._annexes)
            words = self.about.heading("annex_n", n=number, title=title)
            heading = self.word.heading(words)
            # The first stands on a new page in any case.
            heading.paragraph_format.page_break_before = own_page and not first

        first = () if self._begun else (Block((ANNEXES,), kept=True),)
        self._begun = True
        return Piece(write, (*first, heading_block()))

    def _issued(self) -> dict[str, Any]:
        name = self.about.unit_name
        if self.about.language == "vi":  # within a sentence
            name = lower_first(name)
        return {"unit_name": name, "year": self.about.as_of.year}
