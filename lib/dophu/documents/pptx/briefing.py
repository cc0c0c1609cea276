"""briefing.pptx: the briefing as slides, with native charts and what to say to each."""

from __future__ import annotations

import io
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from pptx.util import Mm

from dophu.ages import UNKNOWN
from dophu.catalogue.columns import NO_REASON
from dophu.catalogue.indicators import indicators
from dophu.catalogue.palette import (
    BLUE,
    CONTEXT,
    MUTED,
    WHITE,
    group_colours,
)
from dophu.catalogue.sentences import say
from dophu.documents.officers import beside_officer
from dophu.documents.pptx.bars import add_bars
from dophu.documents.pptx.deck import BOTTOM, EDGE, TOP, WIDTH, Deck
from dophu.documents.pptx.key_figures import add_key_figures
from dophu.documents.pptx.titles import word_ages, word_key_figures, word_places
from dophu.documents.report import PARTS, Report
from dophu.documents.zipped import midnight, property_text, write_document
from dophu.findings.asks import say_asks
from dophu.findings.report import Sentence
from dophu.tables.ranking import leading_reasons

FILE = "briefing.pptx"

MOST_BARS, MOST_LINES = 17, 10
"""Hamlets that a slide shows as bars and as lines of a table; the others together."""

SMALL = 12
"""The size in points of the words of a table that fills a slide."""

SUMMARY, PACE = "card", "burndown"
"""Charts that a meeting is shown; all others stand behind, for questions."""

NATIVE = ("ranked", "reasons")
"""Charts that PowerPoint draws itself; the others are pictures."""


def write_pptx(report: Report) -> Path:
    """Write the briefing as slides into the edition's folder; the same bytes always.

    For the meeting at most ten: a title, the key figures, and a finding a slide, last
    what is asked for; the others stand behind a slide that says so. Native charts and
    tables where PowerPoint has them, pictures else, and in the notes what to say.
    """
    return _Slides(report).write()


def _is_more(name: str) -> bool:
    """Test whether a chart stands behind, for questions."""
    return name not in (SUMMARY, PACE, *NATIVE)


class _Slides:
    def __init__(self, report: Report) -> None:
        self.report, self.about = report, report.about
        self.figures, self.sentences = report.figures, report.say
        marks = [self.about.say("internal")]
        if self.about.simulated:
            marks.insert(0, say("simulated", self.about.language))
        self.marks = marks
        dated = self.about.date(self.about.as_of)
        footer = " · ".join([*marks, self.about.unit_name, dated])
        self.deck = Deck(self.about.language, footer)

    def say(self, key: str, **values: object) -> str:
        return self.about.heading(key, **values)

    def write(self) -> Path:
        charts = {chart["name"]: chart for chart in self.report.charts}
        self._cover()
        self._key_figures()
        self._pictures(lambda name: name == SUMMARY)
        self._ranked(charts.get("ranked"))
        self._reasons(charts.get("reasons"))
        self._pictures(lambda name: name == PACE)
        self._plan()
        self._asks()
        if self._has_backup():
            self._backup()
        else:
            self._source()
        return self._save()

    def _backup(self) -> None:
        """Put behind a slide of its own what is shown when somebody asks."""
        lines = [self.about.unit_name, *self.report.left_out()]
        slide = self.deck.cover(self.say("slide_backup"), lines)
        self._note(slide, [self.sentences.overall()])
        self._source()
        self._ages()
        self._places()
        self._pictures(_is_more)

    def _has_backup(self) -> bool:
        pictures = self.report.every_picture("slide")
        more = any(_is_more(chart["name"]) for chart, _ in pictures)
        return bool(self.figures.sent) or more

    def _asks(self) -> None:
        """Say what the meeting is to decide, each ask with its figures."""
        plan = self.report.plan
        asks = say_asks(self.sentences, self.report.history, plan.short)
        if not asks:
            return
        slide = self.deck.slide(self.say("part_asks"))
        lines = [f"{n}. {ask.text}" for n, ask in enumerate(asks, 1)]
        self.deck.lines(slide, "asks", TOP, lines, 28)
        self._note(slide, [*asks, *self.sentences.pace()])

    def _cover(self) -> None:
        about, facts = self.about, self.report.facts
        dated = about.say("as_of_line", as_of=about.date(about.as_of),
            deadline=about.deadline_words,
        )  # fmt: skip
        replaces = self.report.correction[:1]
        lines = [about.unit_name, dated, *replaces, *self.marks]
        slide = self.deck.cover(facts.campaign, lines)
        self._note(slide, [self.sentences.overall()])

    def _note(
        self, slide: Any, sentences: list[Sentence], words: tuple[str, ...] = ()
    ) -> None:
        stated = [*(sentence.text for sentence in sentences), *words]
        self.deck.note(slide, stated or [self.sentences.overall().text])

    def _key_figures(self) -> None:
        slide = self.deck.slide(word_key_figures(self.report))
        add_key_figures(self.deck, slide, self.report)
        stated = [self.sentences.overall(), *self.sentences.by_group()]
        self._note(slide, [*stated, *self.sentences.pace(), *self.sentences.missing()])

    def _ages(self) -> None:
        figures = self.figures
        groups = figures.groups
        if not figures.number("persons"):
            return
        slide = self.deck.slide(word_ages(self.report))
        names = [
            f"{self.about.group(code)} ({figures.get('coverage', code).text})"
            for code in groups
        ]
        series = [
            (indicators()[key].label(self.about),
             [figures.number(key, code) for code in groups], colour)
            for key, colour in (("enrolled", BLUE), ("gap", CONTEXT))
        ]  # fmt: skip
        alt = " ".join(sentence.text for sentence in self.sentences.by_group())
        alt = alt or self.sentences.overall().text
        self._bars(slide, names, series, "ages", alt)
        self._note(slide, [self.sentences.overall(), *self.sentences.by_group()])

    def _bars(
        self, slide: Any, names: list[str], series: list, name: str, alt: str,
        own: Sequence[str] = (),
    ) -> None:  # fmt: skip
        place = EDGE, TOP, WIDTH - 2 * EDGE, BOTTOM - TOP - Mm(3)
        language = self.about.language
        add_bars(slide, language, names, series, name, alt, place, own)

    def _ranked(self, chart: dict[str, Any] | None) -> None:
        figures, about = self.figures, self.about
        ranked = figures.ranked()
        if not figures.number("gap"):
            return
        shown, rest = ranked[:MOST_BARS], ranked[MOST_BARS:]
        names = [
            f"{beside_officer(figures, h, figures.hamlets[h])} "
            f"({figures.get('gap', hamlet=h).text})"
            for h in shown
        ]
        colours = group_colours(figures.groups, UNKNOWN)
        series = [
            (about.group(code),
             [figures.number("gap", code, hamlet) for hamlet in shown], colour)
            for code, colour in colours.items()
        ]  # fmt: skip
        words = (chart["alt"],) if chart else ()
        title = chart["title"] if chart else self.sentences.overall().text
        slide = self.deck.slide(title)
        alt = chart["alt"] if chart else self.sentences.overall().text
        self._bars(slide, names, series, "ranked", alt)
        if rest:
            self._rest(slide, rest)
        self._note(slide, self.sentences.places(), words)

    def _rest(self, slide: Any, hamlets: list[str]) -> None:
        """Say under the bars how many hamlets and children are not among them."""
        left = sum(self.figures.number("gap", hamlet=hamlet) for hamlet in hamlets)
        words = self.say(
            "slide_rest",
            n=self.about.count(len(hamlets)),
            children_count=self.about.children(left),
        )
        box = slide.shapes.add_textbox(EDGE, BOTTOM - Mm(2), WIDTH - 2 * EDGE, Mm(7))
        box.name = "rest"
        self.deck.write(box.text_frame, [words], 12, MUTED)

    def _places(self) -> None:
        if not self.figures.sent:
            return
        stated = self.sentences.places()
        slide = self.deck.slide(word_places(self.report))
        self._table(slide, self.report.grids.places)
        self._note(slide, [*stated, *self.sentences.missing()])

    def _plan(self) -> None:
        plan = self.report.plan
        stated = plan.say()
        if stated:
            slide = self.deck.slide(stated[0].text.rstrip("."))
            self._table(slide, plan.grid)
            self._note(slide, [*stated, *self.sentences.pace()])

    def _table(self, slide: Any, grid: Callable[[int], Any]) -> None:
        """Put a table on a slide, of as many lines as there is room for."""
        most = MOST_LINES
        # Names that take two lines make a table higher than its number of lines says.
        while most > 1 and not self.deck.fits(grid(most), TOP, SMALL):
            most -= 1
        self.deck.table(slide, grid(most), TOP, SMALL)

    def _reasons(self, chart: dict[str, Any] | None) -> None:
        found, about = self.figures.reasons, self.about
        if not found or (chart and chart.get("nothing")):
            return
        total = sum(int(reason.value or 0) for reason in found)
        names, numbers, colours = [], [], []
        leading = leading_reasons({r.group: int(r.value or 0) for r in found})
        for reason in found:
            number = int(reason.value or 0)
            share = about.percent(number, total)
            names.append(f"{about.reason(reason.group)} ({share})")
            numbers.append(number)
            named = BLUE if reason.group in leading else CONTEXT
            colours.append(WHITE if reason.group == NO_REASON else named)
        stated = self.sentences.reasons()
        slide = self.deck.slide(chart["title"] if chart else stated[0].text)
        series = [(indicators()["reason_children"].label(about), numbers, BLUE)]
        alt = chart["alt"] if chart else stated[0].text
        self._bars(slide, names, series, "reasons", alt, colours)
        self._note(slide, stated)

    def _pictures(self, is_chosen: Callable[[str], bool]) -> None:
        for chart, path in self.report.every_picture("slide"):
            name = chart["name"]
            if name not in NATIVE and is_chosen(name):
                slide = self.deck.slide(chart["title"], hidden=True)
                self.deck.picture(slide, path, chart["title"], chart["alt"])
                stated = self.sentences.pace() if name in PARTS["progress"] else []
                self._note(slide, stated, (chart["title"], chart["alt"]))

    def _source(self) -> None:
        facts = self.report.facts
        stated = self.sentences.source(facts.enrolled, facts.edition)
        slide = self.deck.slide(self.say("part_source"))
        lines = [sentence.text for sentence in (*self.sentences.missing(), *stated)]
        lines += [] if self._has_backup() else self.report.left_out()
        self.deck.lines(slide, "source", TOP, lines, 22)
        self._note(slide, stated)

    def _save(self) -> Path:
        about, facts = self.about, self.report.facts
        stated = self.deck.presentation.core_properties
        stated.title = property_text(facts.campaign)
        stated.subject = property_text(about.unit_name)
        stated.author = stated.last_modified_by = stated.comments = ""
        stated.keywords, stated.language = facts.edition, about.language
        stated.revision = 1
        stated.created = stated.modified = midnight(about.as_of)
        file = io.BytesIO()
        self.deck.presentation.save(file)
        return write_document(self.report.folder / FILE, file.getvalue(), about.as_of)
