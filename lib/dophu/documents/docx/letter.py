"""How a report of an office begins and ends: the layout of Decree 30/2020/ND-CP.

A draft: number, date, recipients and signature are left for the office to fill in.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.shared import Emu, Mm

from dophu.catalogue.about import OFFICE, About
from dophu.catalogue.numbers import format_official_date, lower_first
from dophu.documents.docx.elements import add_run, keep_whole, rule_below, set_borders
from dophu.documents.docx.writer import BODY, Word

LEFT, RIGHT = 0.38, 0.62
"""Shares of the width for the office's side and for the nation's."""


def begin_letter(word: Word, about: About, campaign: str) -> None:
    """Write the heading of the report: who and when, title and subject."""
    date = format_official_date(about.as_of, about.language)
    lines = (("draft", {}), ("title", {}), ("subject", _names(campaign)),
             ("subject_date", {"date": date}))  # fmt: skip
    write_sides(word, about, "number_line")
    write_lines(word, about, lines)


def write_sides(word: Word, about: About, number: str) -> None:
    """Write the first lines: the office and the number, the nation and the date."""
    left, right = _two_columns(word)
    for at, line in enumerate(name_lines(about)):
        _centred(left, line, first=not at, bold=True, size=BODY)
    _line_under(left, word.width * LEFT, 0.33)
    _centred(left, about.heading(number), size=BODY)
    nation = about.heading("nation")
    _centred(right, nation, first=True, bold=True, size=BODY - 1)
    _centred(right, about.heading("motto"), bold=True, size=BODY + 0.5)
    _line_under(right, word.width * RIGHT, 0.55)
    dated = about.heading(
        "place_date", place_name=about.place_name, year=about.as_of.year
    )
    _centred(right, dated, italic=True, size=BODY)


def name_lines(about: About) -> list[str]:
    """Give the lines of who issues a document, in capitals: the office, and its unit.

    The unit alone where the campaign names no office, neither by itself nor before
    its unit.

    Examples
    --------
    >>> from datetime import date
    >>> days = date(2024, 7, 18), date(2024, 7, 31)
    >>> name_lines(About("Xã Mẫu", *days, issued_by="Ủy ban nhân dân"))
    ['ỦY BAN NHÂN DÂN', 'XÃ MẪU']
    >>> name_lines(About("UBND xã Mẫu", *days)), name_lines(About("Xã Mẫu", *days))
    (['UBND', 'XÃ MẪU'], ['XÃ MẪU'])
    """
    name = about.unit_name.strip()
    office = OFFICE.match(name)
    lines = (office[1], name[office.end() :]) if office else (about.issued_by, name)
    return [line.upper() for line in lines if line]


def write_lines(
    word: Word, about: About, lines: Sequence[tuple[str, dict[str, str]]]
) -> None:
    """Write the lines of the title, the last in italics, and the rule below them.

    ``lines`` are keys of sentences with what fills them.
    """
    for at, (key, values) in enumerate(lines):
        paragraph = word.document.add_paragraph()
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
        paragraph.paragraph_format.space_after = Mm(0.5)
        if at == 0:
            paragraph.paragraph_format.space_before = Mm(5)
        bold = at < len(lines) - 1
        size = BODY + 1 if key == "title" else BODY
        words = about.heading(key, **values)
        add_run(paragraph, words, bold=bold, italic=not bold, size=size)
    rule = word.document.add_paragraph()
    rule.paragraph_format.line_spacing = 0.3
    rule.paragraph_format.space_after = Mm(5)
    rule_below(rule, int(word.width * 0.4))


def end_letter(word: Word, about: About, campaign: str) -> None:
    """Write the closing line, the recipients, and the place of the signature."""
    closing = word.text(closing_words(about, campaign))
    closing.paragraph_format.keep_with_next = True
    write_signature(word, about)


def closing_words(about: About, campaign: str) -> str:
    """Give the sentence with which a report ends."""
    unit = {"unit_name": about.unit_name, "unit_low": lower_first(about.unit_name)}
    return about.heading("closing", **_names(campaign), **unit)


def write_signature(word: Word, about: About) -> None:
    """Write the recipients, and the place of the signature."""
    left, right = _two_columns(word)
    first = left.paragraphs[0]
    add_run(first, about.heading("recipients"), bold=True, italic=True, size=12)
    for key in ("recipient_blank", "recipient_file"):
        add_run(left.add_paragraph(), about.heading(key), size=11)
    signer = about.heading("signer")
    _centred(right, signer, first=True, bold=True, size=BODY)
    _centred(right, about.heading("signature"), italic=True, size=BODY)


def _names(campaign: str) -> dict[str, str]:
    return {"campaign": campaign, "campaign_low": lower_first(campaign)}


def _two_columns(word: Word) -> tuple[Any, Any]:
    table = word.document.add_table(rows=1, cols=2)
    set_borders(table, "nil")
    table.alignment = WD_TABLE_ALIGNMENT.CENTER
    table.autofit = False
    keep_whole(table.rows[0])
    cells = table.rows[0].cells
    for cell, column, share in zip(cells, table.columns, (LEFT, RIGHT), strict=True):
        cell.width = column.width = Emu(round(word.width * share))
    return cells


def _centred(
    cell: Any, text: str, first: bool = False, size: float = BODY, **how: bool
) -> Any:
    # A new cell has an empty paragraph already.
    paragraph = cell.paragraphs[0] if first else cell.add_paragraph()
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    paragraph.paragraph_format.space_after = Mm(0)
    paragraph.paragraph_format.first_line_indent = Mm(0)
    add_run(paragraph, text, size=size, **how)
    return paragraph


def _line_under(cell: Any, width: float, share: float) -> None:
    """Draw the short line that stands under the lines above it."""
    rule = cell.add_paragraph()
    rule.paragraph_format.space_after = Mm(1)
    rule.paragraph_format.line_spacing = 0.3
    rule_below(rule, int(width * (1 - share) / 2))
