"""index.html: the edition's report on one page, from the files of the edition itself.

Self-contained and offline: no script, nothing is fetched, the charts are inside.
"""

from __future__ import annotations

import base64
from collections import Counter
from functools import cached_property
from pathlib import Path
from typing import Any
from urllib.parse import quote

from dophu.catalogue.columns import frames
from dophu.catalogue.sentences import say
from dophu.documents.report import PARTS, Facts, Report
from dophu.tables.figures import ALL, mark
from dophu.tables.outreach import late_lists

FILE = "index.html"
DOCUMENTS = ("briefing.docx", "briefing.pptx", "tables.xlsx", "details.xlsx")
FOLDERS = ("tables", "charts", "notebooks")
LISTS = "lists"
"""The folder with children's data."""


def write_page(folder: Path, facts: Facts) -> Path:
    """Write ``index.html`` over the tables and charts that stand in a folder."""
    from jinja2 import Environment, PackageLoader, StrictUndefined

    environment = Environment(
        loader=PackageLoader("dophu.documents.html", "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    text = environment.get_template("page.html.j2").render(page=Page(folder, facts))
    path = folder / FILE
    path.write_text(text, encoding="utf-8", newline="\n")
    return path


class Page:
    """The parts of the page, as the template asks for them."""

    def __init__(self, folder: Path, facts: Facts) -> None:
        self.facts = facts
        self.about = facts.about
        self.language = facts.about.language
        self._folder = folder
        self.report = Report(folder, facts)
        self.figures = self.report.figures

    def say(self, key: str, **values: object) -> str:
        """Say words of the page, with the date and the deadline at hand."""
        about = self.about
        dates = {"as_of": about.date(about.as_of), "deadline": about.deadline_words}
        return _capital(about.say(key, **(dates | values)))

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
            return self.say("headline_nobody")
        key = "headline_left" if self.figures.number("gap") else "headline_none"
        texts = {
            slot: self.figures.get(name).text
            for slot, name in (("share", "coverage"), ("enrolled", "enrolled"),
                               ("persons", "persons"))
        }  # fmt: skip
        left = self.about.left(self.figures.number("gap"))
        given = self.report.say.given().text
        said = self.say(key, **texts, children_count=left, of_them=given)
        return said[:1].upper() + said[1:]

    @cached_property
    def pace(self) -> str:
        """Say how many children a day are needed until the deadline."""
        return " ".join(sentence.text for sentence in self.report.say.pace())

    @cached_property
    def cautions(self) -> list[str]:
        """Say what the figures leave out and what they carry from earlier dates."""
        never = sum(day is None for _, day in self.about.missing)
        carried = len(self.about.missing) - never
        counts = {"without_never": never, "with_carried": carried}
        counts["lists_late"] = late_lists(self.figures.tables.get("outreach", ()))
        return [self._of_places(key, n) for key, n in counts.items() if n]

    def _of_places(self, key: str, number: int, **values: object) -> str:
        count = self.about.count(number)
        return self.say(
            key, n=count, places=self.about.places(number)[len(count) + 1 :], **values
        )

    @cached_property
    def groups(self) -> list[str]:
        """Codes of the age groups to show; ``unknown`` only where somebody is in it."""
        return list(self.figures.groups)

    @cached_property
    def headings(self) -> list[str]:
        """Headings over the groups of columns: the age groups, then all."""
        return [*map(self.about.group, self.groups), self.say("col_all")]

    @cached_property
    def lines(self) -> list[dict[str, Any]]:
        """The lines of the table: a hamlet each, in the campaign's order."""
        missing = dict(self.about.missing)
        lines = []
        for hamlet, name in self.figures.hamlets.items():
            note, last, cells = "", missing.get(name), []
            if hamlet not in self.figures.sent:
                note = self.say("never_sent")
            else:
                cells = [self._show(code, hamlet) for code in (*self.groups, ALL)]
                if last is not None:
                    note = self.say("carried", date=self.about.date(last))
            lines.append({"name": name, "note": note, "cells": cells})
        return lines

    @cached_property
    def totals(self) -> list[tuple[str, str, str]]:
        """The line of all hamlets together, which stands first."""
        return [self._show(code, ALL) for code in (*self.groups, ALL)]

    @cached_property
    def marks(self) -> list[str]:
        """The end of the names of the totals' figures: ``1``, ``2``, ``all``."""
        named = [mark("", code, self.figures.groups) for code in (*self.groups, ALL)]
        return [name.removeprefix("_") for name in named]

    def _show(self, group: str, hamlet: str) -> tuple[str, str, str]:
        texts = {
            key: self.figures.get(key, group, hamlet).text
            for key in ("enrolled", "persons", "coverage", "gap")
        }
        counts = f"{texts['enrolled']}/{texts['persons']}"
        return counts, texts["coverage"], texts["gap"]

    @cached_property
    def charts(self) -> list[dict[str, Any]]:
        """The charts in their order, the summary last: words, picture, files.

        The page begins with a summary in words; what fits below it on paper is a
        chart, where the tall summary leaves half of the first page white.
        """
        charts = [dict(chart) for chart in self.report.charts]
        charts.sort(key=lambda chart: chart["name"] in PARTS["summary"])
        for chart in charts:
            svg = (self._folder / "charts" / f"{chart['name']}.svg").read_bytes()
            code = base64.b64encode(svg).decode("ascii")
            chart["picture"] = f"data:image/svg+xml;base64,{code}"
            chart["links"] = [self._link(f"charts/{name}") for name in chart["files"]]
        return charts

    @cached_property
    def files(self) -> list[tuple[str, list[dict[str, str]]]]:
        """Links by kind to all files but those linked under their chart.

        ``run.json`` is linked too; it is written after the page.
        """
        paths = sorted(
            path.relative_to(self._folder).as_posix()
            for path in self._folder.rglob("*")
            if path.is_file() and path.name != FILE
        )
        under_charts = {f"charts/{name}" for c in self.charts for name in c["files"]}
        parts: dict[str, list[dict[str, str]]] = {}
        for path in (p for p in paths if p not in under_charts):
            top = path.split("/")[0]
            if top == LISTS:
                continue
            kind = top if top in FOLDERS else "other"
            kind = "documents" if path in DOCUMENTS else kind
            parts.setdefault(kind, []).append(self._link(path))
        record = {**self._link("run.json"), "means": self.say("record_means")}
        parts["record"] = [record]
        parts[LISTS] = self._lists(paths)
        order = ("documents", LISTS, *FOLDERS, "other", "record")
        found = [kind for kind in order if parts.get(kind)]
        return [(self.say(f"files_{kind}"), parts[kind]) for kind in found]

    def _lists(self, paths: list[str]) -> list[dict[str, str]]:
        """Link the folders of lists, and the lists that stand in none.

        Not each list: there is one a hamlet, and the folder shows them all.
        """
        inside = [path.split("/")[1:] for path in paths if path.startswith(f"{LISTS}/")]
        folders = Counter(parts[0] for parts in inside if len(parts) > 1)
        links = []
        for name, number in folders.items():
            key = f"lists_{name}"
            count = self.about.count(number)
            means = self.say(key, n=count) if self.about.has(key) else count
            links.append(
                {**self._link(f"{LISTS}/{name}/"), "name": name, "means": means}
            )
        for parts in inside:
            if len(parts) == 1:
                key = f"lists_{Path(parts[0]).stem}"
                means = self.say(key) if self.about.has(key) else ""
                links.append({**self._link(f"{LISTS}/{parts[0]}"), "means": means})
        return links

    def _link(self, path: str) -> dict[str, str]:
        folder, _, name = path.rpartition("/")
        known = frames().get(Path(name).stem) if folder == "tables" else None
        means = known["row"][self.language] if known else ""
        return {"href": quote(path), "name": name, "means": means}

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
        """Tell whether the table needs a page on its side."""
        return len(self.groups) > 3


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
