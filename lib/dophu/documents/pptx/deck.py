"""Slides of a PowerPoint deck, 16:9: words, native tables and charts, pictures."""

from __future__ import annotations

import re
from collections.abc import Sequence
from copy import deepcopy
from pathlib import Path
from typing import Any

from pptx import Presentation
from pptx.enum.text import MSO_ANCHOR, PP_ALIGN
from pptx.opc.constants import RELATIONSHIP_TYPE
from pptx.oxml import parse_xml
from pptx.oxml.ns import nsdecls
from pptx.util import Emu, Mm, Pt

from dophu.catalogue.palette import BLUE, INK, MUTED, WHITE
from dophu.documents.grid import Cell, Grid
from dophu.documents.measures import (
    even_width,
    fit_title,
    row_heights,
    text_height,
)
from dophu.documents.pptx.bars import FONT, describe, rgb

WIDTH, HEIGHT = Mm(338.67), Mm(190.5)
EDGE = Mm(14)
"""The margin of a slide on all sides."""

ROOM = (WIDTH - 2 * EDGE) / Mm(1)
"""The width between the margins, in millimetres."""

TOP, BOTTOM = Mm(38), Mm(176)
"""Where what stands under a slide's title begins, and where it ends."""

FOOT = Mm(181)
"""Where the line at the foot begins; charts drawn for a slide end above it."""

INSET, CELL = (5.1, 2.6), (5.1, 1.0)
"""Margins in millimetres inside a box and a cell: left and right, above and below."""

BAND = Mm(4)
"""The width of the coloured band at the left of every slide."""

COVER, TITLED = 0, 5
"""Layouts of the default template: a title slide, and a title above room."""

LEAST, MM_A_POINT = 14, 25.4 / 72
"""Points of the smallest lines on a slide; millimetres of a point."""

LANGUAGES = {"vi": "vi-VN", "en": "en-GB"}

Look = tuple[bool, bool, bool, float]
"""Of a table's cell: of the heading, of a total, words and no number; its size."""


class Deck:
    """A deck being written; ``footer`` stands at the foot of every slide."""

    def __init__(self, language: str, footer: str) -> None:
        self.language, self.footer = language, footer
        self.presentation: Any = Presentation()
        self._cells: dict[Look, list[Any]] = {}
        self._widen()

    def _widen(self) -> None:
        """Make the template 16:9, its layouts too, and set one font for all."""
        deck = self.presentation
        factor = WIDTH / deck.slide_width, HEIGHT / deck.slide_height
        deck.slide_width, deck.slide_height = WIDTH, HEIGHT
        layouts = deck.slide_layouts
        for layout in [x for n, x in enumerate(layouts) if n not in (COVER, TITLED, 6)]:
            layouts.remove(layout)
        for page in (deck.slide_master, *deck.slide_layouts):
            # The default template is 4:3.
            for shape in page.shapes:
                places = shape.left, shape.top, shape.width, shape.height
                if None not in places:
                    shape.left, shape.width = (
                        round(places[n] * factor[0]) for n in (0, 2)
                    )
                    shape.top, shape.height = (
                        round(places[n] * factor[1]) for n in (1, 3)
                    )
        self._band(deck.slide_master)
        theme = deck.slide_master.part.part_related_by(RELATIONSHIP_TYPE.THEME)
        theme._blob = re.sub(
            rb'(<a:latin typeface=")[^"]*', rb"\g<1>" + FONT.encode(), theme.blob
        )
        package = deck.part.package
        for key, relation in [*package._rels.items()]:
            if relation.reltype == RELATIONSHIP_TYPE.THUMBNAIL:
                package._rels.pop(key)  # the template's, of slides that are not here

    @staticmethod
    def _band(master: Any) -> None:
        """Put the band on the master, behind everything: all slides have it."""
        tree = master.shapes._spTree
        band = parse_xml(
            f"<p:sp {nsdecls('p', 'a')}><p:nvSpPr>"
            '<p:cNvPr id="99" name="band"/><p:cNvSpPr/><p:nvPr userDrawn="1"/>'
            f'</p:nvSpPr><p:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="{BAND}" '
            f'cy="{HEIGHT}"/></a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom>'
            f'<a:solidFill><a:srgbClr val="{BLUE.lstrip("#")}"/></a:solidFill>'
            "<a:ln><a:noFill/></a:ln></p:spPr></p:sp>"
        )
        tree.insert(2, band)  # behind the two that describe the tree itself

    def cover(self, title: str, lines: Sequence[str]) -> Any:
        """Add a slide that opens the deck or a part of it, white on its colour."""
        slide = self.presentation.slides.add_slide(self._layout("Title Slide"))
        slide.background.fill.solid()
        slide.background.fill.fore_color.rgb = rgb(BLUE)
        self._title(slide.shapes.title, Mm(52), Mm(44), title, 36, WHITE)
        slide.shapes.title.text_frame.vertical_anchor = MSO_ANCHOR.BOTTOM
        below = slide.placeholders[1]
        self._place(below, EDGE, Mm(100), WIDTH - 2 * EDGE, Mm(74))
        self.write(below.text_frame, lines, 20, colour=WHITE)
        self._foot(slide, WHITE)
        return slide

    def slide(self, title: str, hidden: bool = False) -> Any:
        """Add a slide with a title; ``hidden`` puts it off the slide, for readers.

        A picture that has its title in it needs none above it; who does not see it,
        and the outline, do. The foot comes with the picture, to stand before it.
        """
        slide = self.presentation.slides.add_slide(self._layout("Title Only"))
        top = -Mm(30) if hidden else Mm(9)
        self._title(slide.shapes.title, top, Mm(27), title)
        if not hidden:
            self._foot(slide)
        return slide

    def _title(
        self, shape: Any, top: int, height: int, words: str,
        size: float | None = None, colour: str = INK,
    ) -> None:  # fmt: skip
        """Write a title as large as its box has room for."""
        words, fits = fit_title(words, ROOM - INSET[0], height / Mm(1) - INSET[1], size)
        # Other programs' letters may be a little wider than the ones measured.
        width = min(ROOM, 1.02 * even_width(words, ROOM - INSET[0], fits) + INSET[0])
        self._place(shape, EDGE, top, Mm(width), height)
        self.write(shape.text_frame, [words], fits, colour, bold=True)

    def _layout(self, name: str) -> Any:
        return next(x for x in self.presentation.slide_layouts if x.name == name)

    def _foot(self, slide: Any, colour: str = MUTED) -> None:
        number = len(self.presentation.slides)
        box = slide.shapes.add_textbox(EDGE, FOOT, WIDTH - 2 * EDGE, Mm(8))
        box.name = "footer"
        self.write(box.text_frame, [f"{self.footer} · {number}"], 10.5, colour)

    @staticmethod
    def _place(shape: Any, left: int, top: int, width: int, height: int) -> None:
        shape.left, shape.top = Emu(left), Emu(top)
        shape.width, shape.height = Emu(width), Emu(height)

    def write(
        self,
        frame: Any,
        lines: Sequence[str],
        size: float,
        colour: str = INK,
        bold: bool = False,
        align: Any = PP_ALIGN.LEFT,
    ) -> None:
        """Write lines into a text frame, one a paragraph, in place of what it held."""
        frame.word_wrap = True
        frame.vertical_anchor = MSO_ANCHOR.TOP
        for number, line in enumerate(lines):
            paragraph = frame.paragraphs[0] if not number else frame.add_paragraph()
            paragraph.alignment = align
            if number:
                paragraph.space_before = Pt(size / 3)
            run = paragraph.add_run()
            run.text = _on_a_line(line)
            run.font.size, run.font.bold = Pt(size), bold
            run.font.name = FONT
            run.font.color.rgb = rgb(colour)
            run._r.get_or_add_rPr().set("lang", LANGUAGES[self.language])

    def card(
        self, slide: Any, place: tuple[int, int, int, int], name: str,
        number: str, words: str, colour: str,
    ) -> None:  # fmt: skip
        """Put a number with its words on a slide; ``name`` is the figure's mark."""
        left, top, width, height = place
        big = slide.shapes.add_textbox(left, top, width, round(height * 0.6))
        big.name = name
        size = 54 if len(number) <= 6 else 40
        self.write(big.text_frame, [number], size, colour, bold=True)
        below = round(height * 0.6)
        box = slide.shapes.add_textbox(left, top + below, width, height - below)
        box.name = f"{name} label"
        self.write(box.text_frame, [words], 16, MUTED)

    @staticmethod
    def fits(grid: Grid, top: int, size: float) -> bool:
        """Test whether a table ends above the foot of a slide."""
        heights = row_heights(grid, ROOM, size, 0, CELL)
        return sum(heights) <= (BOTTOM - top) / Mm(1)

    def table(self, slide: Any, grid: Grid, top: int, size: float = 14) -> Any:
        """Put a native table over the slide's width, its lines as high as may be."""
        needed = row_heights(grid, ROOM, size, 0, CELL)
        spare = max(0, (BOTTOM - top) / Mm(1) - sum(needed)) / len(needed)
        heights = [round(Mm(1) * max(h, min(11, h + spare))) for h in needed]
        place = EDGE, top, WIDTH - 2 * EDGE, sum(heights)
        shape = slide.shapes.add_table(len(heights), len(grid.headings), *place)
        shape.name = grid.name
        describe(shape, grid.caption)
        table = shape.table
        table.horz_banding = False
        heads = [Cell(grid.heading(n)) for n in range(len(grid.headings))]
        for column, share in zip(table.columns, grid.widths, strict=True):
            column.width = Emu(round((WIDTH - 2 * EDGE) * share))
        for number, cells in enumerate([heads, *grid.lines]):
            table.rows[number].height = Emu(heights[number])
            bold = number - 1 in grid.totals
            for place, (cell, text) in enumerate(
                zip(table.rows[number].cells, cells, strict=True)
            ):
                look = not number, bold, place in grid.words, size
                self._write_cell(cell, text.text, look)
        return shape

    def _write_cell(self, cell: Any, text: str, look: Look) -> None:
        """Write a cell: the first of its looks, the others as copies of that one."""
        if look in self._cells:
            cell._tc[:] = deepcopy(self._cells[look])
            cell.text_frame.paragraphs[0].runs[0].text = _on_a_line(text)
            return
        heading, bold, words, size = look
        colour = WHITE if heading else INK
        align = PP_ALIGN.LEFT if words else PP_ALIGN.RIGHT
        self.write(cell.text_frame, [text], size, colour, bold or heading, align)
        cell.vertical_anchor = MSO_ANCHOR.MIDDLE
        cell.margin_top = cell.margin_bottom = Mm(0.5)
        fill = BLUE if heading else "#E7ECF1" if bold else WHITE
        cell.fill.solid()
        cell.fill.fore_color.rgb = rgb(fill)
        self._cells[look] = [deepcopy(part) for part in cell._tc]

    def picture(self, slide: Any, path: Path, title: str, alt: str) -> None:
        """Fill a slide with a picture drawn for it, cut at its blank left edge."""
        shape = slide.shapes.add_picture(str(path), BAND, 0, WIDTH - BAND, HEIGHT)
        # The band of the master stands there.
        shape.crop_left = BAND / WIDTH
        shape.name = title
        describe(shape, alt)
        self._foot(slide)

    def lines(
        self, slide: Any, name: str, top: int, lines: Sequence[str], most: float
    ) -> None:
        """Write lines below a title, ``most`` points large or as there is room for."""
        width, room = ROOM - INSET[0], (BOTTOM - top) / Mm(1) - INSET[1]
        size = most
        # Between paragraphs stands a third of a line, as ``write`` sets it.
        while size > LEAST and sum(
            text_height(line, width, size) + size / 3 * MM_A_POINT for line in lines
        ) > room:  # fmt: skip
            size -= 1
        box = slide.shapes.add_textbox(EDGE, top, WIDTH - 2 * EDGE, BOTTOM - top)
        box.name = name
        self.write(box.text_frame, lines, size)

    @staticmethod
    def note(slide: Any, sentences: Sequence[str]) -> None:
        """Write what the speaker says."""
        slide.notes_slide.notes_text_frame.text = "\n".join(sentences)


def _on_a_line(text: str) -> str:
    return re.sub(r"[\x00-\x1f]", " ", text)
