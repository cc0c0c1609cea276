"""A Word document as offices set it: page, styles, paragraphs, captions, pictures."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from docx import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.image.image import Image
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Emu, Mm, Pt, RGBColor

from dophu.documents.docx.elements import (
    add_field,
    add_run,
    keep_whole,
    set_borders,
    set_font,
)
from dophu.documents.docx.tables import SMALL, TABLE_TEXT, TableWriter
from dophu.documents.grid import Grid

BODY = 13
"""Type size of the text in points (Decree 30/2020: 13 to 14)."""

CHART_WIDTH = Mm(160)
"""The width that the pictures are drawn for."""

HALF_WIDTH = Mm(78)
"""That of pictures which stand side by side."""

ROOM = 0.86
"""Of a page's height, what a picture takes at most."""

MARGINS = {"top": 20, "bottom": 20, "left": 30, "right": 20}
"""Of an A4 page in millimetres, within the bounds of Decree 30/2020."""

LANGUAGES = {"vi": "vi-VN", "en": "en-GB"}


class Word:
    """A document being written, on a base document of the office where it has one."""

    def __init__(self, language: str, base: Path | None = None) -> None:
        self.document: Any = Document(str(base) if base else None)
        self.language = language
        if base is None:
            self._set_page()
            self._set_styles()
        self._ensure_styles()
        self._tables = TableWriter(self.document, self.width, self.height)

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
        # The first page that shows a number is the second.
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
        styles["Heading 1"].paragraph_format.space_before = Pt(9)
        styles["Heading 1"].paragraph_format.space_after = Pt(4)
        caption = styles["Caption"].paragraph_format
        caption.alignment = WD_ALIGN_PARAGRAPH.CENTER
        caption.space_before, caption.space_after = Pt(4), Pt(4)

    def _ensure_styles(self) -> None:
        styles = self.document.styles
        # An office's base document may have none of these.
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

    def heading(self, text: str) -> Any:
        """Begin a section."""
        return self.document.add_paragraph(text, style="Heading 1")

    def begin_annexes(self, title: str, of: str) -> None:
        """Begin a new page for what is annexed: its title, and what it belongs to."""
        paragraph = self.document.add_paragraph()
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
        paragraph.paragraph_format.page_break_before = True
        paragraph.paragraph_format.keep_with_next = True
        paragraph.paragraph_format.space_after = Pt(0)
        add_run(paragraph, title, bold=True, size=BODY + 1)
        below = self.document.add_paragraph()
        below.alignment = WD_ALIGN_PARAGRAPH.CENTER
        below.paragraph_format.keep_with_next = True
        add_run(below, of, italic=True)

    def text(self, words: str, **how: Any) -> Any:
        """Add a paragraph of the report's text: justified, its first line moved in."""
        paragraph = self.document.add_paragraph()
        paragraph.alignment = WD_ALIGN_PARAGRAPH.JUSTIFY
        paragraph.paragraph_format.first_line_indent = Mm(10)
        add_run(paragraph, words, **how)
        return paragraph

    def caption(
        self, label: str, number: int, words: str, paragraph: Any = None
    ) -> Any:
        """Add a caption whose number Word can count again, or fill a paragraph."""
        paragraph = paragraph or self.document.add_paragraph(style="Caption")
        paragraph.add_run(f"{label} ")
        add_field(paragraph, f"SEQ {label} \\* ARABIC", str(number))
        paragraph.add_run(f". {words}")
        return paragraph

    def picture_size(self, path: Path) -> tuple[int, int]:
        """Give the width and height (EMU) of a picture: true, or as the page has it."""
        image = Image.from_file(str(path))
        ratio = image.height / image.width
        true = HALF_WIDTH if path.stem.endswith(".half") else CHART_WIDTH
        width = min(true, self.width, int(self.height * ROOM / ratio))
        return width, round(width * ratio)

    def picture(self, path: Path, title: str, alt: str, paragraph: Any = None) -> Any:
        """Add a picture in its true width, lower where the page is; with its words."""
        paragraph = paragraph or self.document.add_paragraph()
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
        paragraph.paragraph_format.first_line_indent = Mm(0)
        paragraph.paragraph_format.line_spacing = 1.0
        paragraph.paragraph_format.keep_with_next = True
        shape = paragraph.add_run().add_picture(str(path))
        shape.width, shape.height = map(Emu, self.picture_size(path))
        inline = shape._inline
        for side in ("distT", "distB", "distL", "distR"):
            inline.set(side, "0")
        inline.docPr.set("title", title)
        inline.docPr.set("descr", alt)
        return paragraph

    def two_columns(self, number: int = 2) -> Any:
        """Add cells without borders, for what stands side by side; give them."""
        table = self.document.add_table(rows=1, cols=number)
        set_borders(table, "nil")
        table.alignment = WD_TABLE_ALIGNMENT.CENTER
        table.autofit = False
        keep_whole(table.rows[0])
        cells = table.rows[0].cells
        for cell, column in zip(cells, table.columns, strict=True):
            cell.width = column.width = Emu(self.width // number)
        return cells

    def table(self, grid: Grid) -> Any:
        """Add a table: its heading on every page, no short line over two pages."""
        return self._tables.add(grid)
