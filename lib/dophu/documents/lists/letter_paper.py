"""What all letters of a date have in common, made once: page, styles, head and end.

To set a Word document's styles, to lay out its heading and to write all parts of its
zip takes longer than to write what one letter says.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from copy import deepcopy
from typing import Any

from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn

from dophu.catalogue.about import About
from dophu.catalogue.sentences import say
from dophu.documents.docx.elements import add_run
from dophu.documents.docx.letter import write_sides, write_signature
from dophu.documents.docx.moulds import Moulds
from dophu.documents.docx.writer import Word
from dophu.documents.zipped import fixed_entry, midnight, property_text

OWN = ("word/document.xml", "docProps/core.xml")
"""The parts of a letter that are its own: what it says, and its title."""


class LetterPaper:
    """The paper of a date's letters; each is written on it in turn."""

    def __init__(self, about: About) -> None:
        self.about = about
        self._word = word = Word(about.language)
        self.moulds = Moulds(word.document)
        write_sides(word, about, "letter_number")
        self._head = self._taken_off()
        write_signature(word, about)
        self._end = self._taken_off()
        _mark(word, about)
        stated = word.document.core_properties
        stated.author = stated.last_modified_by = stated.comments = ""
        stated.language, stated.revision = about.language, 1
        stated.created = stated.modified = midnight(about.as_of)
        self._common = self._common_parts()

    @contextmanager
    def letter(self, title: str) -> Iterator[Word]:
        """Give the paper with its head on it; what is written in between is kept."""
        self._taken_off()
        self._put_on(self._head)
        yield self._word
        self._put_on(self._end)
        self._word.document.core_properties.title = property_text(title)

    def document(self) -> bytes:
        """Give the letter last written as a document; the same bytes every time."""
        target = io.BytesIO()
        target.write(self._common)
        # Behind the common parts, which are compressed once for all letters.
        with zipfile.ZipFile(target, "a", zipfile.ZIP_DEFLATED) as document:
            for part in self._word.document.part.package.iter_parts():
                if (name := part.partname.membername) in OWN:
                    document.writestr(fixed_entry(name), part.blob)
        return target.getvalue()

    def _common_parts(self) -> bytes:
        """Give a zip of the parts that are the same in every letter."""
        saved, target = io.BytesIO(), io.BytesIO()
        self._word.document.save(saved)
        with (
            zipfile.ZipFile(saved) as source,
            zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as common,
        ):
            for name in source.namelist():
                if name not in OWN:
                    common.writestr(fixed_entry(name), source.read(name))
        return target.getvalue()

    def _taken_off(self) -> list[Any]:
        """Take off what is written; the page itself stays."""
        body = self._word.document.element.body
        written = [element for element in body if element.tag != qn("w:sectPr")]
        for element in written:
            body.remove(element)
        return written

    def _put_on(self, elements: Sequence[Any]) -> None:
        page = self._word.document.element.body[-1]
        for element in elements:
            page.addprevious(deepcopy(element))


def _mark(word: Word, about: About) -> None:
    """Say at the foot that the figures are internal, or invented."""
    marks = [about.heading("letter_private")]
    if about.simulated:
        marks.insert(0, say("simulated", about.language))
    section = word.document.sections[0]
    for footer in (section.footer, section.first_page_footer):
        paragraph = footer.paragraphs[-1]
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
        add_run(paragraph, "\n".join(marks), size=9, bold=True)
