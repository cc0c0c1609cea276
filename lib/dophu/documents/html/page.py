"""index.html: the edition's report on one page, from the files of the edition itself.

Self-contained and offline: nothing is fetched, the charts are inside, and all of it
can be read without its script, which sorts, searches, points and copies.
"""

from __future__ import annotations

from functools import cached_property
from importlib import resources
from pathlib import Path
from typing import Any

from dophu.catalogue.sentences import say
from dophu.documents.grid import Grid
from dophu.documents.html.files import Link, link_files
from dophu.documents.html.hamlet_table import Counts, HamletTable
from dophu.documents.html.pictures import Pictured, Pictures
from dophu.documents.html.policy import css_string, write_policy
from dophu.documents.html.template import render
from dophu.documents.html.tiles import Tile, Tiles
from dophu.documents.report import Facts, Report
from dophu.findings.action import say_actions
from dophu.findings.door import say_late
from dophu.findings.pace import find_pace_in, word_pace
from dophu.findings.visits import say_visit_tables

FILE = "index.html"
SESSIONS = 60
"""Sessions of the plan that the page lists; ``tables/plan.csv`` has them all."""

GOOD = ("done", "on_track")
BAD = ("overdue", "behind", "no_progress", "last_day")
"""States of the drive that are marked; the others are neither."""

PARTS = ("progress", "places", "reasons", "plan", "door", "other", "summary")
"""Parts of the page between the summary in words and where the figures come from.

The page begins with a summary in words, so that the one that is drawn stands last."""

BESIDE = ("heat", "dumbbell")
"""Charts of a printed sheet that stand side by side."""

TABLES = ("plan", "door")
"""Parts of the page that are a table, without a chart."""


def write_page(folder: Path, facts: Facts) -> Path:
    """Write ``index.html`` over the tables and charts that stand in a folder."""
    text = render("page.html.j2", Page(folder, facts))
    path = folder / FILE
    path.write_text(text, encoding="utf-8", newline="\n")
    return path


def _read(name: str) -> str:
    templates = resources.files("dophu.documents.html") / "templates"
    # The policy has the hash of the text as browsers read it: with line feeds alone.
    return (templates / name).read_text(encoding="utf-8").replace("\r\n", "\n")


class Page:
    """The parts of the page, as the template asks for them."""

    def __init__(self, folder: Path, facts: Facts) -> None:
        self.facts = facts
        self.about = facts.about
        self.language = facts.about.language
        self._folder = folder
        self.report = Report(folder, facts)
        self.figures = self.report.figures
        self.table = HamletTable(self.report)

    def say(self, key: str, **values: object) -> str:
        """Say words of the page, with the date and the deadline at hand."""
        about = self.about
        dates = {"as_of": about.date(about.as_of), "deadline": about.deadline_words}
        return about.heading(key, **(dates | values))

    @cached_property
    def style(self) -> str:
        """The style sheet, with the sheet of paper and what stands at its foot."""
        paper = "A4 landscape" if self.wide else "A4"
        foot = css_string(f"{self.say('internal')} · ")
        return _read("page.css") + (
            f"@page {{ size: {paper}; margin: 15mm 15mm 18mm 20mm; @bottom-center {{ "
            f'font-size: 8pt; content: {foot} counter(page) "/" counter(pages); }} }}\n'
        )

    @cached_property
    def script(self) -> str:
        """The script, which adds to what is there and holds no words."""
        return _read("page.js")

    @property
    def policy(self) -> str:
        """What the page may do."""
        return write_policy(self.style, self.script)

    @cached_property
    def gate(self) -> str:
        """The gate in words."""
        return say(f"gate_{self.facts.gate}", self.language)

    @cached_property
    def simulated(self) -> str:
        """The mark of invented data; empty for real data."""
        marked = self.about.simulated
        return say("simulated", self.language) if marked else ""

    @cached_property
    def headline(self) -> str:
        """Say in one sentence what is left and what is reached, with the counts."""
        if not self.figures.number("persons"):
            sent = self.figures.sent
            return self.say("headline_nobody" if sent else "headline_no_list")
        key = "headline_left" if self.figures.number("gap") else "headline_none"
        texts = {
            slot: self.figures.get(name).text
            for slot, name in (("share", "coverage"), ("enrolled", "enrolled"),
                               ("persons", "persons"))
        }  # fmt: skip
        left = self.about.left(self.figures.number("gap"))
        given = self.report.say.given().text
        return self.say(key, **texts, children_count=left, of_them=given)

    @cached_property
    def pace(self) -> str:
        """Say how many children a day are needed until the deadline."""
        return " ".join(sentence.text for sentence in self.report.say.pace())

    @cached_property
    def actions(self) -> list[str]:
        """Say what leads to action; nothing where no table tells of it."""
        stated = say_actions(self.report.say, self.report.history)
        visits = say_visit_tables(self.figures.tables, self.about)
        return [*(sentence.text for sentence in stated), *visits]

    @cached_property
    def tiles(self) -> list[Tile]:
        """The first figures, each with its change."""
        return Tiles(self.report).make()

    @cached_property
    def progress(self) -> dict[str, str]:
        """The state of the drive: a heading, words, and whether it is good or bad.

        Another thing than the gate, which is the state of the lists.
        """
        pace = find_pace_in(self.figures.tables, self.about)
        known = [name for name in pace.names if self.about.has(f"progress_{name}")]
        name = known[0] if known else "unknown"
        if name == "done":
            # Of nobody nothing is done, and a hamlet that never sent a list may wait.
            name = "done_lists" if self.about.never_sent else name
            name = name if self.figures.number("persons") else "unknown"
        tone = "good" if name in GOOD else "bad" if name in BAD else "open"
        look = word_pace(pace, self.about, "look")
        words = look or word_pace(pace, self.about, "title")
        heading = self.say(f"progress_{name}")
        # The heading stands right above: it is not said again.
        words = words.removeprefix(f"{heading}: ")
        words = words[:1].upper() + words[1:]
        return {"heading": heading, "words": words, "look": look, "tone": tone}

    @cached_property
    def highlights(self) -> list[str]:
        """What to look at in the lists; what is of progress stands in its own box."""
        return [p for p in self.facts.highlights if p != self.progress["look"]]

    @cached_property
    def cautions(self) -> list[str]:
        """Say what the figures leave out and what they carry from earlier dates."""
        never = self.about.never_sent
        counts = {
            "without_never": never,
            "with_carried": len(self.about.missing) - never,
        }
        unsure = self.figures.number("to_verify")
        words = {"n": self.about.count(unsure)}
        to_verify = [self.say("with_to_verify", **words)] if unsure else []
        of_places = [self._of_places(key, n) for key, n in counts.items() if n]
        late = say_late(self.figures.tables.get("outreach", ()), self.about)
        return [*to_verify, *of_places, *filter(None, [late])]

    def _of_places(self, key: str, number: int) -> str:
        count = self.about.count(number)
        return self.say(
            # The noun alone: the sentence has its number.
            key,
            n=count,
            places=self.about.places(number)[len(count) + 1 :],
        )

    @property
    def groups(self) -> list[str]:
        """Codes of the age groups to show."""
        return self.table.groups

    @property
    def lines(self) -> list[dict[str, Any]]:
        """The lines of the table: a hamlet each, in the campaign's order."""
        return self.table.lines

    @property
    def totals(self) -> list[Counts]:
        """The line of all hamlets together, which stands first."""
        return self.table.totals

    @cached_property
    def pictures(self) -> Pictures:
        """The charts as they are drawn on the page."""
        return Pictures(self.report)

    @cached_property
    def parts(self) -> list[tuple[str, list[Pictured], Grid | None, list[str]]]:
        """Give the parts with anything: name, charts, a table, charts left out."""
        plan = self.report.plan
        grids = {
            "reasons": self.report.grids.reasons(),
            "door": self.report.grids.door(),
            "plan": plan.grid(None if len(plan.sessions) <= SESSIONS else SESSIONS),
        }
        found, empty = [], []
        for part in PARTS:
            charts = [] if part in TABLES else _beside(self.pictures.of(part))
            grid = grids.get(part)
            grid = grid if grid and grid.lines else None
            if charts or grid or part == "places":
                found.append((part, charts, grid))
            elif part not in TABLES:
                empty.append(part)
        # A part of nothing but what is left out would be a heading with no text.
        last = found[-1][0]
        return [
            (part, charts, grid, self._left_out(part, empty if part == last else []))
            for part, charts, grid in found
        ]

    def _left_out(self, part: str, more: list[str]) -> list[str]:
        parts = [name for name in (part, *more) if name not in TABLES]
        return self.report.left_out(parts)

    @cached_property
    def contents(self) -> list[tuple[str, str]]:
        """The parts of the page with their headings, as a list at its head."""
        heads = [(part, self.say(f"part_{part}")) for part, *_ in self.parts]
        ends = (("source", "source_heading"), ("files", "files_heading"))
        return [*heads, *((key, self.say(words)) for key, words in ends)]

    @cached_property
    def files(self) -> list[tuple[str, list[Link]]]:
        """Links by kind to all files but those linked under their chart."""
        return link_files(self._folder, self.about, FILE, self.pictures.files)

    @cached_property
    def source(self) -> list[tuple[str, str]]:
        """Where the figures come from, as pairs of a word and a fact."""
        facts, about = self.facts, self.about
        names = [self.say(f"status_{status}").lower() for status in facts.enrolled]
        counted = about.join(names, "or")
        received = self.say(
            "source_received_of",
            n=about.count(facts.received),
            total=about.count(facts.hamlets),
        )
        return [
            (self.say("source_unit"), f"{about.unit_name} · {facts.campaign}"),
            (self.say("source_as_of"), about.date(about.as_of)),
            (self.say("source_received"), received),
            (self.say("source_inputs"), about.count(facts.inputs)),
            (self.say("source_counting"), self.say("source_rule_is", statuses=counted)),
            (self.say("source_edition"), facts.edition),
            (self.say("source_version"), facts.version),
        ]

    @property
    def wide(self) -> bool:
        """Test whether the table needs a page on its side."""
        return len(self.groups) > 3


def _beside(charts: list[Pictured]) -> list[Pictured]:
    """Mark two charts that a printed sheet has side by side, both in narrow form."""
    narrow = {chart["name"] for chart in charts if chart["narrow"]}
    if not set(BESIDE) <= narrow:
        return charts
    return [{**chart, "half": chart["name"] in BESIDE} for chart in charts]
