"""briefing.docx: the draft of the report, to be finished and signed by the office."""

from __future__ import annotations

import io
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.shared import Mm

from dophu.catalogue.sentences import say
from dophu.documents.docx.elements import add_run
from dophu.documents.docx.letter import begin_letter, end_letter
from dophu.documents.docx.page_fill import fill_pages
from dophu.documents.docx.tables import TABLE_TEXT
from dophu.documents.docx.writer import Word
from dophu.documents.grid import Grid
from dophu.documents.report import Report
from dophu.documents.zipped import midnight, property_text, write_document
from dophu.findings.action import say_planned, say_session_days, say_still
from dophu.findings.asks import say_asks
from dophu.findings.report import Sentence
from dophu.findings.visits import say_visit_tables

FILE = "briefing.docx"

MOST_PLACES = 100
"""Hamlets with a line of their own, about three pages; the others are added up, and
``tables.xlsx`` has them all."""

IN_RESULTS, IN_AHEAD = ("ranked",), ("burndown",)
"""Charts that stand in the report itself; all others in its annexes."""

ANNEXED = ("places", "reasons", "progress", "other")
"""Parts of the charts that the document has; the summary of one page is not there."""

AS_TABLES = ("organ", "reasons")
"""Charts of which a table of the document says the same: they are not put beside it."""

MOST_IN_TEXT = 0.7
"""Of a page's height, what a chart in the report itself takes at most: a taller one, of
many hamlets, would leave the page before it empty and stands in the annex."""

CAPTION = Mm(12)
"""The height that a picture's caption and the space around it take."""

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
        report, about, stated = self.report, self.about, self.report.say
        self._mark_pages()
        if not self._has_letterhead():
            begin_letter(self.word, about, report.facts.campaign)
        self._summary()
        grids, plan = report.grids, report.plan
        # Of lists that nobody sent a table has dashes alone, of nobody left noughts.
        known, waiting = bool(report.figures.sent), report.figures.number("gap")
        visits = " ".join(say_visit_tables(report.figures.tables, about))
        paragraph = [Sentence(visits)] if visits else []
        self._part("results", [*stated.by_group(), *stated.places(), *paragraph])
        self._table(grids.groups() if known else None)
        self._charts([*filter(self._stands_in_text, IN_RESULTS)])
        still = say_still(stated, report.history)
        self._part("obstacles", [*stated.missing(), *still, *stated.reasons()])
        self._table(grids.reasons())
        self._part("ahead", [*stated.pace()[1:], *plan.say()])
        self._table(grids.pace() if waiting else None)
        self._table(plan.days())
        self._charts(IN_AHEAD)
        facts = report.facts
        pictures = self._find_annexed()
        before = len(self.word.document.paragraphs)
        self._part("source", stated.source(facts.enrolled, facts.edition))
        # A signature stands on no page alone: the last part goes there with it.
        for paragraph in self.word.document.paragraphs[before:]:
            paragraph.paragraph_format.keep_with_next = True
        if not pictures:
            self._left_out()
        end_letter(self.word, about, facts.campaign)
        self._annex_all(pictures)
        return self._save()

    def _summary(self) -> None:
        """Say on the first page what there is to know, and what is asked for."""
        stated, about, plan = self.report.say, self.about, self.report.plan
        of_plan = say_planned(stated)
        replaces = [Sentence(words) for words in self.report.correction]
        self._headed("summary", [
            *replaces,
            stated.overall(), *stated.pace()[:1], *say_session_days(stated), *of_plan,
            *stated.ledger(),
        ])  # fmt: skip
        asks = say_asks(stated, self.report.history, plan.short)
        numbered = [f"{n}. {ask.text}" for n, ask in enumerate(asks, 1)]
        if numbered:
            self.word.heading(about.heading("part_asks"))
        for words in numbered:
            self.word.text(words)

    def _find_annexed(self) -> list[tuple[dict[str, Any], Path]]:
        """Choose the charts of the annex, in an order that fills its pages."""
        in_text = filter(self._stands_in_text, IN_RESULTS)
        seen = {*in_text, *IN_AHEAD, *AS_TABLES}
        parts = [self.report.pictures(part, "word") for part in ANNEXED]
        chosen = [
            pair for part in parts for pair in part if pair[0]["name"] not in seen
        ]
        heights = [self.word.picture_size(path)[1] + CAPTION for _, path in chosen]
        return [chosen[n] for n in fill_pages(heights, self.word.height)]

    def _stands_in_text(self, name: str) -> bool:
        """Test whether a chart is low enough to stand between paragraphs."""
        most = MOST_IN_TEXT * self.word.height
        return not any(
            chart["name"] == name and self.word.picture_size(path)[1] > most
            for chart, path in self.report.every_picture("word")
        )

    def _annex_all(self, pictures: Sequence[tuple[dict[str, Any], Path]]) -> None:
        """Put what is looked up behind the signature: charts, then all tables.

        The tables come last, for they go over pages and leave none half empty.
        """
        grids, number = self.report.grids, 0
        if pictures:
            number += 1
            self._annex(number, self.about.heading("annex_charts"))
            self._charts([chart["name"] for chart, _ in pictures])
            self._left_out()
        tables = (
            ("part_places", grids.places(MOST_PLACES)),
            ("annex_plan", self.report.plan.grid()),
            ("annex_changes", grids.changes() if self.report.figures.sent else None),
        )
        for key, grid in tables:
            if grid and grid.lines:
                number += 1
                self._annex(number, self.about.heading(key))
                self._table(grid)
        for grid in grids.officers():
            number += 1
            page = self._annex(number, grid.caption)
            page.paragraph_format.page_break_before = number > 1
            self._table(grid)

    def _left_out(self) -> None:
        """Say in the place of charts with nothing to say why they are not there."""
        for words in self.report.left_out(ANNEXED):
            self.word.text(words, italic=True)

    def _annex(self, number: int, title: str) -> Any:
        """Begin an annex, below the heading of all where it is the first."""
        if number == 1:
            self.word.begin_annexes(self.about.heading("annexes"))
        self.word.heading(self.about.heading("annex_n", n=number, title=title))
        return self.word.document.paragraphs[-1]

    def _has_letterhead(self) -> bool:
        """Test whether the base document begins with text or a table of its own."""
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
        self._headed(key, sentences, f"{NUMERALS[self.parts]}. ")
        self.parts += 1

    def _headed(self, key: str, sentences: list[Sentence], number: str = "") -> None:
        self.word.heading(number + self.about.heading(f"part_{key}"))
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

    def _charts(self, names: Sequence[str]) -> None:
        label = self.about.heading("picture_n")
        drawn = {chart["name"]: (chart, path)
                 for chart, path in self.report.every_picture("word")}  # fmt: skip
        for chart, path in (drawn[name] for name in names if name in drawn):
            self.pictures += 1
            self.word.picture(path, chart["title"], chart["alt"])
            words = self.word.caption(label, self.pictures, self.report.name_of(chart))
            words.paragraph_format.keep_with_next = False

    def _save(self) -> Path:
        about, facts = self.about, self.report.facts
        stated = self.word.document.core_properties
        title = about.heading("subject", **_names(facts.campaign))
        stated.title = property_text(title)
        stated.subject = property_text(about.unit_name)
        stated.author = stated.last_modified_by = stated.comments = ""
        stated.keywords = facts.edition
        stated.language = about.language
        stated.revision = 1
        stated.created = stated.modified = midnight(about.as_of)
        file = io.BytesIO()
        self.word.document.save(file)
        return write_document(self.report.folder / FILE, file.getvalue(), about.as_of)


def _names(campaign: str) -> dict[str, str]:
    return {"campaign": campaign, "campaign_low": campaign[:1].lower() + campaign[1:]}
