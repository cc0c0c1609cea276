"""briefing.docx: the draft of the report, to be finished and signed by the office."""

from __future__ import annotations

import io
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.shared import Mm

from dophu.catalogue.sentences import say
from dophu.documents.docx.arrange import Annexes, Body, arrange
from dophu.documents.docx.elements import add_run
from dophu.documents.docx.page_fill import fill_pages
from dophu.documents.docx.pieces import Piece, PieceMaker, roman
from dophu.documents.docx.writer import Word
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

MAY_STAND = {
    "heat": "results", "dumbbell": "results", "tiles": "results", "map": "results",
    "smalls": "results", "reach": "obstacles", "waterfall": "days",
}  # fmt: skip
"""Charts of the annexes that the report may take in to fill its pages, and where."""

ANNEXED = ("places", "reasons", "progress", "other")
"""Parts of the charts that the document has; the summary of one page is not there."""

AS_TABLES = ("organ", "reasons")
"""Charts of which a table of the document says the same: they are not put beside it."""

MOST_IN_TEXT = 0.7
"""Of a page's height, what a chart in the report itself takes at most: a taller one, of
many hamlets, would leave the page before it empty and stands in the annex."""

CAPTION = Mm(12)
"""The height that a picture's caption and the space around it take."""


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
        self.made = PieceMaker(self.word, report)
        self.parts = 0

    def write(self) -> Path:
        self._mark_pages()
        annexed = self._find_annexed()
        room = self.word.height / Mm(1)
        pieces = arrange(self._body(annexed), self._annexes(annexed), room)
        for part in pieces:
            for piece in part:
                piece.write()
        return self._save()

    def _body(self, annexed: list[tuple[dict[str, Any], Path]]) -> Body:
        """Gather the report: its sentences and tables, and where pictures may stand."""
        report, stated, made = self.report, self.report.say, self.made
        grids, plan, facts = report.grids, report.plan, report.facts
        pieces, slots = self._summary(), dict[str, int]()
        # Of lists that nobody sent a table has dashes alone, of nobody left noughts.
        known, waiting = bool(report.figures.sent), report.figures.number("gap")
        visits = " ".join(say_visit_tables(report.figures.tables, self.about))
        paragraph = [Sentence(visits)] if visits else []
        results = [*stated.by_group(), *stated.places(), *paragraph]
        # A part with nothing to say has no heading either.
        if results or known:
            pieces += self._part("results", results)
        pieces += made.table(grids.groups() if known else None)
        slots["results"] = len(pieces)
        still = say_still(stated, report.history)
        obstacles = [*stated.missing(), *still, *stated.reasons()]
        pieces += self._part("obstacles", obstacles)
        pieces += made.table(grids.reasons())
        slots["obstacles"] = len(pieces)
        ahead = [*stated.pace()[1:], *plan.say()]
        if not ahead and known and not waiting:
            ahead = [Sentence(self.about.say("pace_notebook_done"))]
        if ahead or waiting:
            pieces += self._part("ahead", ahead)
        pieces += made.table(grids.pace() if waiting else None)
        slots["pace"] = len(pieces)
        pieces += made.table(plan.days())
        slots["days"] = len(pieces)
        # A signature stands on no page alone: the last part goes there with it.
        sources = stated.source(facts.enrolled, facts.edition)
        pieces += self._part("source", sources, kept=True)
        if not annexed:
            pieces += self._left_out(kept=True)
        pieces.append(made.end())
        in_text = [*filter(self._stands_in_text, IN_RESULTS)]
        first = [
            *((piece, ("results",)) for piece in made.charts(in_text)),
            *((piece, ("days", "pace")) for piece in made.charts(IN_AHEAD)),
        ]
        names = [chart["name"] for chart, _ in annexed]
        more = [
            (piece, MAY_STAND[piece.name])
            for piece in made.charts([name for name in names if name in MAY_STAND])
            if self._stands_in_text(piece.name)
        ]
        return Body(pieces, slots, first, more)

    def _summary(self) -> list[Piece]:
        """Say on the first page what there is to know, and what is asked for."""
        stated, about, plan = self.report.say, self.about, self.report.plan
        facts, made = self.report.facts, self.made
        pieces = [made.begin(facts.campaign, self._has_letterhead())]
        replaces = [Sentence(words) for words in self.report.correction]
        pieces += self._headed("summary", [
            *replaces,
            stated.overall(), *stated.pace()[:1], *say_session_days(stated),
            *say_planned(stated), *stated.ledger(),
        ])  # fmt: skip
        asks = say_asks(stated, self.report.history, plan.short)
        numbered = [f"{n}. {ask.text}" for n, ask in enumerate(asks, 1)]
        if numbered:
            pieces.append(made.heading(about.heading("part_asks")))
        return [*pieces, *map(made.text, numbered)]

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

    def _annexes(self, pictures: Sequence[tuple[dict[str, Any], Path]]) -> Annexes:
        """Gather what is looked up behind the signature: charts, then all tables.

        The tables come last, for they go over pages and leave none half empty.
        """
        grids, made = self.report.grids, self.made
        # On the first date nothing has changed since another.
        changes = grids.changes() if self.report.say.ledger() else None
        names = [chart["name"] for chart, _ in pictures]
        head = [made.annex(self.about.heading("annex_charts"))] if names else []
        tables = [
            [made.annex(self.about.heading(key)), *made.table(grid)]
            for key, grid in (
                ("part_places", grids.places(MOST_PLACES)),
                ("annex_plan", self.report.plan.grid()),
                ("annex_changes", changes),
            )
            if grid and grid.lines
        ]
        behind = [
            piece
            for grid in grids.officers()
            for piece in (made.annex(grid.caption, own_page=True), *made.table(grid))
        ]
        tail = self._left_out() if names else []
        return Annexes(
            head, made.charts(names), made.pairs(names), tail, tables, behind
        )

    def _left_out(self, kept: bool = False) -> list[Piece]:
        """Say in the place of charts with nothing to say why they are not there."""
        words = self.report.left_out(ANNEXED)
        return [self.made.text(text, italic=True, kept=kept) for text in words]

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
        # The first page has its own, since it bears no number.
        for footer in (section.footer, section.first_page_footer):
            paragraph = footer.paragraphs[-1]
            # What the office's own document has there stays.
            if "".join(p.text for p in footer.paragraphs).strip():
                paragraph = footer.add_paragraph()
            paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
            add_run(paragraph, "\n".join(marks), size=9, bold=True)

    def _part(self, key: str, sentences: list[Sentence], kept: bool = False) -> Any:
        self.parts += 1
        number = f"{roman(self.parts)}. "
        return self._headed(key, sentences, number, kept)

    def _headed(
        self,
        key: str,
        sentences: list[Sentence],
        number: str = "",
        kept: bool = False,
    ) -> list[Piece]:
        words = number + self.about.heading(f"part_{key}")
        heading = self.made.heading(words, kept)
        return [heading, *(self.made.text(s.text, kept=kept) for s in sentences)]

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
