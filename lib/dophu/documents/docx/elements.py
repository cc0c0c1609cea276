"""Elements of Word's XML that python-docx has no words for: fields, fills, borders."""

from __future__ import annotations

import re
from typing import Any

from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Emu, Pt

FONT = "Times New Roman"

CELL_MARGIN = 57
"""Left and right in a table's cell, in twentieths of a point: 1 mm."""


def add_run(paragraph: Any, text: str, size: float = 0, **how: Any) -> Any:
    """Add words to a paragraph, ``bold`` or ``italic``, ``size`` in points."""
    # XML has none of these; tab and line feed python-docx writes as elements.
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


def keep_whole(row: Any) -> Any:
    """Let no page end within a row of a table; give the row's properties."""
    properties = row._tr.get_or_add_trPr()
    properties.append(OxmlElement("w:cantSplit"))
    return properties


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
