"""briefing.docx: the draft of the report, to be finished and signed by the office."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.image.image import Image

from dophu.catalogue.sentences import say
from dophu.documents.docx.elements import add_run
from dophu.documents.docx.letter import begin_letter, end_letter
from dophu.documents.docx.tables import TABLE_TEXT
from dophu.documents.docx.writer import Word
from dophu.documents.grids import Grid
from dophu.documents.report import Report
from dophu.documents.zipped import midnight, write_document
from dophu.findings.report import Sentence

FILE = "briefing.docx"
Picture = tuple[dict[str, Any], Path]
"""What is said of a chart, and its file."""

MOST_PLACES = 100
"""Hamlets with a line of their own, about three pages; the others are added up, and
``tables.xlsx`` has them all."""

NUMERALS = ("I", "II", "III", "IV", "V", "VI")


def write_docx(report: Report) -> Path:
    """Write the report as a Word document into the edition's folder.

    A4 in the layout of Decree 30/2020, or the office's own base document with its
    letterhead, margins and styles. Every number in a sentence stands in one of the
    document's tables; the same edition gives the same bytes.
    """
    return _Briefing(report).write()


class _Briefing:
    def __init__(self, report: Report) -> None:
        self.report, self.about = report, report.about
        self.word = Word(self.about.language, report.facts.base)
        self.parts = self.tables = self.pictures = 0

    def write(self) -> Path:
        report, about = self.report, self.about
        self._mark_pages()
        if not self._has_letterhead():
            begin_letter(self.word, about, report.facts.campaign)
        grids, said = report.grids, report.say
        self._part("results", [said.overall(), *said.by_group(), *said.missing()])
        self._table(grids.groups())
        self._part("places", said.places())
        self._table(grids.places(MOST_PLACES))
        self._charts("places")
        self._part("reasons", said.reasons())
        self._table(grids.reasons())
        self._charts("reasons")
        plan = report.plan
        self._part("progress", [*said.pace(), *plan.say(), *said.ledger()])
        self._table(grids.pace())
        self._table(plan.grid())
        self._table(grids.changes())
        self._charts("progress")
        if report.pictures("other", "word"):
            self._part("other", [])
            self._charts("other")
        facts = report.facts
        self._part("source", said.source(facts.enrolled, facts.edition))
        end_letter(self.word, about, facts.campaign)
        return self._save()

    def _has_letterhead(self) -> bool:
        """Tell whether the base document begins with text or a table of its own."""
        body = self.word.document.element.body
        return self.report.facts.base is not None and any(
            element.tag.endswith("}tbl") or "".join(element.itertext()).strip()
            for element in body
        )

    def _mark_pages(self) -> None:
        """Say at the foot of every page that figures are internal, or invented."""
        marks = [self.about.say("internal")]
        if self.about.simulated:
            marks.insert(0, say("simulated", self.about.language))
        section = self.word.document.sections[0]
        for footer in (section.footer, section.first_page_footer):
            paragraph = footer.paragraphs[-1]
            if "".join(p.text for p in footer.paragraphs).strip():
                paragraph = footer.add_paragraph()
            paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
            add_run(paragraph, "\n".join(marks), size=9, bold=True)

    def _part(self, key: str, sentences: list[Sentence]) -> None:
        title = self.about.heading(f"part_{key}")
        self.word.heading(f"{NUMERALS[self.parts]}. {title}")
        self.parts += 1
        for sentence in sentences:
            self.word.text(sentence.text)

    def _table(self, grid: Grid | None) -> None:
        if grid is None or not grid.lines:
            return
        self.tables += 1
        label = self.about.heading("table_n")
        self.word.caption(label, self.tables, grid.caption)
        self.word.table(grid)
        after = self.word.document.add_paragraph(style=TABLE_TEXT)
        add_run(after, grid.note, italic=True)

    def _charts(self, part: str) -> None:
        label = self.about.heading("picture_n")
        for chart, path in self._in_order(self.report.pictures(part, "word")):
            self.pictures += 1
            self.word.picture(path, chart["title"], chart["alt"])
            words = self.word.caption(label, self.pictures, self.report.name_of(chart))
            words.paragraph_format.keep_with_next = False

    @staticmethod
    def _in_order(pictures: list[Picture]) -> list[Picture]:
        """Put the lowest last but leave the first: text finds room below it."""
        if len(pictures) < 3:
            return pictures
        low = min(pictures[1:], key=lambda picture: _ratio(picture[1]))
        return [picture for picture in pictures if picture is not low] + [low]

    def _save(self) -> Path:
        about, facts = self.about, self.report.facts
        stated = self.word.document.core_properties
        stated.title = about.heading("subject", **_names(facts.campaign))
        stated.subject = about.unit_name
        stated.author = stated.last_modified_by = stated.comments = ""
        stated.keywords = facts.edition
        stated.language = about.language
        stated.revision = 1
        stated.created = stated.modified = midnight(about.as_of)
        file = io.BytesIO()
        self.word.document.save(file)
        return write_document(self.report.folder / FILE, file.getvalue(), about.as_of)


def _ratio(path: Path) -> float:
    """Give a picture's height by its width."""
    image = Image.from_file(str(path))
    return image.px_height / image.px_width


def _names(campaign: str) -> dict[str, str]:
    return {"campaign": campaign, "campaign_low": campaign[:1].lower() + campaign[1:]}
