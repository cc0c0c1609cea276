"""Paragraphs, tables, pictures and fields of a Word document, as offices set them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from docx import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.table import WD_ALIGN_VERTICAL, WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Emu, Mm, Pt, RGBColor

from dophu.documents.grids import Cell, Grid
from dophu.documents.measures import row_heights, text_height

FONT = "Times New Roman"
BODY, SMALL = 13, 11
"""Type sizes in points: of the text (Decree 30/2020: 13 to 14), and of tables."""

CHART_WIDTH = Mm(160)
"""The width that the pictures are drawn for."""

TOGETHER, SHORT = 3, 16
"""Lines of a table that stay with its heading, and with its end, on one page; and
lines up to which a table is not parted at all."""

CELL_MARGIN = 57
"""Left and right in a table's cell, in twentieths of a point: 1 mm."""

HEAD, TOTAL = "E7ECF1", "F3F3F3"
"""Fills of a table's heading and of its total."""

TABLE_TEXT = "Table Text"
MARGINS = {"top": 20, "bottom": 20, "left": 30, "right": 20}
"""Of an A4 page in millimetres, within the bounds of Decree 30/2020."""

LANGUAGES = {"vi": "vi-VN", "en": "en-GB"}


class Word:
    """A document being written, on a base document of the office where it has one."""

    def __init__(self, language: str, base: Path | None = None) -> None:
        self.document: Any = Document(str(base) if base else None)
        self.language = language
        self._ids = 0
        if base is None:
            self._set_page()
            self._set_styles()
        self._ensure_styles()

    @property
    def width(self) -> int:
        """Width of the text in EMU."""
        page = self.document.sections[-1]
        return int(page.page_width - page.left_margin - page.right_margin)

    @property
    def height(self) -> int:
        """Height of the text in EMU."""
        page = self.document.sections[-1]
        return int(page.page_height - page.top_margin - page.bottom_margin)

    def _set_page(self) -> None:
        page = self.document.sections[0]
        page.page_width, page.page_height = Mm(210), Mm(297)
        for side, size in MARGINS.items():
            setattr(page, f"{side}_margin", Mm(size))
        page.header_distance = page.footer_distance = Mm(10)
        page.different_first_page_header_footer = True
        number = page.header.paragraphs[0]
        number.alignment = WD_ALIGN_PARAGRAPH.CENTER
        add_field(number, "PAGE", "2")

    def _set_styles(self) -> None:
        styles = self.document.styles
        normal = styles["Normal"]
        set_font(normal, BODY)
        language = OxmlElement("w:lang")
        language.set(qn("w:val"), LANGUAGES[self.language])
        language.set(qn("w:eastAsia"), LANGUAGES[self.language])
        normal.element.get_or_add_rPr().append(language)
        shape = normal.paragraph_format
        shape.space_before, shape.space_after = Pt(0), Pt(6)
        shape.line_spacing = 1.15
        shape.widow_control = True
        for name, size, bold in (("Heading 1", BODY, True), ("Caption", 12, True)):
            style = styles[name]
            set_font(style, size)
            style.font.bold, style.font.italic = bold, False
            style.font.color.rgb = RGBColor(0, 0, 0)
            style.paragraph_format.keep_with_next = True
        styles["Heading 1"].paragraph_format.space_before = Pt(12)
        styles["Heading 1"].paragraph_format.space_after = Pt(6)
        caption = styles["Caption"].paragraph_format
        caption.alignment = WD_ALIGN_PARAGRAPH.CENTER
        caption.space_before, caption.space_after = Pt(6), Pt(6)

    def _ensure_styles(self) -> None:
        styles = self.document.styles
        present = {style.name for style in styles}
        for name in ("Heading 1", "Caption", TABLE_TEXT):
            if name not in present:
                style = styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
                style.base_style = styles["Normal"]
                style.font.bold = name != TABLE_TEXT
                style.paragraph_format.keep_with_next = name != TABLE_TEXT
        text = styles[TABLE_TEXT]
        text.font.size = Pt(SMALL)
        shape = text.paragraph_format
        shape.first_line_indent, shape.line_spacing = Mm(0), 1.0
        shape.space_before = shape.space_after = Pt(1.5)
        shape.alignment = WD_ALIGN_PARAGRAPH.LEFT

    def heading(self, text: str) -> None:
        """Begin a section."""
        self.document.add_paragraph(text, style="Heading 1")

    def text(self, words: str, **how: Any) -> Any:
        """Add a paragraph of the report's text: justified, its first line moved in."""
        paragraph = self.document.add_paragraph()
        paragraph.alignment = WD_ALIGN_PARAGRAPH.JUSTIFY
        paragraph.paragraph_format.first_line_indent = Mm(10)
        add_run(paragraph, words, **how)
        return paragraph

    def caption(self, label: str, number: int, words: str) -> Any:
        """Add a caption whose number Word can count again."""
        paragraph = self.document.add_paragraph(style="Caption")
        paragraph.add_run(f"{label} ")
        add_field(paragraph, f"SEQ {label} \\* ARABIC", str(number))
        paragraph.add_run(f". {words}")
        return paragraph

    def picture(self, path: Path, title: str, alt: str, room: float = 0.86) -> Any:
        """Add a picture in its true width, lower where the page is; with its words."""
        paragraph = self.document.add_paragraph()
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
        paragraph.paragraph_format.first_line_indent = Mm(0)
        paragraph.paragraph_format.line_spacing = 1.0
        paragraph.paragraph_format.keep_with_next = True
        shape = paragraph.add_run().add_picture(str(path))
        ratio = shape.height / shape.width
        width = min(CHART_WIDTH, self.width, int(self.height * room / ratio))
        shape.width, shape.height = Emu(width), Emu(round(width * ratio))
        inline = shape._inline
        for side in ("distT", "distB", "distL", "distR"):
            inline.set(side, "0")
        inline.docPr.set("title", title)
        inline.docPr.set("descr", alt)
        return paragraph

    def table(self, grid: Grid) -> Any:
        """Add a table: its heading on every page, no line over two pages."""
        above = 1 if grid.over else 0
        rows = above + 1 + len(grid.lines)
        table = self.document.add_table(rows=rows, cols=len(grid.headings))
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
        for number, row in enumerate(table.rows):
            of_row = row._tr.get_or_add_trPr()
            of_row.append(OxmlElement("w:cantSplit"))
            if number <= above:
                of_row.append(OxmlElement("w:tblHeader"))
        self._keep_together(places, above + 1, self._lines(grid))
        widths = [round(self.width * share) for share in grid.widths]
        for column, width in zip(table.columns, widths, strict=True):
            column.width = Emu(width)
            for cell in column.cells:
                cell.width = Emu(width)
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
            place.vertical_alignment = WD_ALIGN_VERTICAL.CENTER
            paragraph = place.paragraphs[0]
            paragraph.style = self.document.styles[TABLE_TEXT]
            if heading:
                paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
            elif number not in grid.words:
                paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
            run = add_run(paragraph, cell.text, bold=bold)
            if cell.mark:
                self._bookmark(run, f"{grid.name}_{cell.mark}")
            if bold:
                shade(place, HEAD if heading else TOTAL)

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
        inside = 2 * CELL_MARGIN * 25.4 / 1440
        heights = row_heights(grid, self.width / Mm(1), SMALL, 0, (inside, 0))
        return round(sum(heights) / text_height("", self.width, SMALL))

    @staticmethod
    def _keep_together(places: list[Any], first: int, lines: int) -> None:
        last = len(places) - 1
        near = last if lines <= SHORT else first + TOGETHER - 1
        for number, cells in enumerate(places[:-1]):
            if number < near or number > last - TOGETHER:
                for cell in cells:
                    cell.paragraphs[0].paragraph_format.keep_with_next = True


def add_run(paragraph: Any, text: str, size: float = 0, **how: Any) -> Any:
    """Add words to a paragraph, ``bold`` or ``italic``, ``size`` in points."""
    run = paragraph.add_run(re.sub(r"[\x00-\x08\x0b-\x1f]", " ", text))
    run.bold, run.italic = how.get("bold") or None, how.get("italic") or None
    if size:
        run.font.size = Pt(size)
    return run


def add_field(paragraph: Any, code: str, shown: str) -> None:
    """Add a field with what it shows until Word counts it again."""
    for kind in ("begin", code, "separate", shown, "end"):
        run = paragraph.add_run()
        if kind is code:
            words = OxmlElement("w:instrText")
            words.set(qn("xml:space"), "preserve")
            words.text = f" {code} "
            run._r.append(words)
        elif kind is shown:
            run.text = shown
        else:
            edge = OxmlElement("w:fldChar")
            edge.set(qn("w:fldCharType"), kind)
            run._r.append(edge)


def set_font(style: Any, size: float) -> None:
    """Set a style's font for every script, in place of the theme's."""
    style.font.name, style.font.size = FONT, Pt(size)
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for script in ("ascii", "hAnsi", "cs", "eastAsia"):
        fonts.set(qn(f"w:{script}"), FONT)
        fonts.attrib.pop(qn(f"w:{script}Theme"), None)
    fonts.attrib.pop(qn("w:cstheme"), None)


def set_borders(table: Any, line: str = "single") -> None:
    """Draw thin lines around and in a table, or with ``nil`` none."""
    borders = OxmlElement("w:tblBorders")
    for side in ("top", "left", "bottom", "right", "insideH", "insideV"):
        edge = OxmlElement(f"w:{side}")
        edge.set(qn("w:val"), line)
        edge.set(qn("w:sz"), "4")
        edge.set(qn("w:color"), "808080")
        borders.append(edge)
    margins = OxmlElement("w:tblCellMar")
    for side in ("left", "right"):
        margin = OxmlElement(f"w:{side}")
        margin.set(qn("w:w"), str(CELL_MARGIN if line != "nil" else 0))
        margin.set(qn("w:type"), "dxa")
        margins.append(margin)
    insert(table._tbl.tblPr, borders, "w:shd", "w:tblLayout", "w:tblLook")
    insert(table._tbl.tblPr, margins, "w:tblLook")


def shade(cell: Any, colour: str) -> None:
    """Fill a cell."""
    fill = OxmlElement("w:shd")
    fill.set(qn("w:val"), "clear")
    fill.set(qn("w:color"), "auto")
    fill.set(qn("w:fill"), colour)
    insert(cell._tc.get_or_add_tcPr(), fill, "w:noWrap", "w:tcMar", "w:vAlign")


def insert(parent: Any, child: Any, *before: str) -> None:
    """Put an element before the first of those named: Word minds their order."""
    following = [e for e in parent if e.tag in {qn(name) for name in before}]
    following[0].addprevious(child) if following else parent.append(child)


def rule_below(paragraph: Any, inset: int) -> None:
    """Draw a line under a paragraph, moved in from both sides by ``inset`` in EMU."""
    borders, edge = OxmlElement("w:pBdr"), OxmlElement("w:bottom")
    for name, value in (("val", "single"), ("sz", "6"), ("space", "1")):
        edge.set(qn(f"w:{name}"), value)
    edge.set(qn("w:color"), "000000")
    borders.append(edge)
    following = ("w:shd", "w:tabs", "w:spacing", "w:ind", "w:jc", "w:rPr")
    insert(paragraph._p.get_or_add_pPr(), borders, *following)
    paragraph.paragraph_format.left_indent = Emu(inset)
    paragraph.paragraph_format.right_indent = Emu(inset)
