"""What the documents of an edition are made from, gathered once for all of them."""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

from dophu.catalogue.about import About
from dophu.catalogue.numbers import lower_first
from dophu.documents.grids import Grids
from dophu.documents.timetable import Timetable
from dophu.findings.correction import Correction, say_correction
from dophu.findings.nothing import say_left_out
from dophu.findings.report import Sentences
from dophu.tables.figures import Figures, Row, read_rows, read_tables, with_pace

PARTS: dict[str, tuple[str, ...]] = {
    "places": ("ranked", "heat", "dumbbell", "smalls", "organ", "tiles", "map"),
    "reasons": ("reasons", "reach"),
    "progress": ("burndown", "waterfall"),
    "summary": ("card",),
    "other": (),
}
"""Sections of a report and the charts that belong to each; others go to the last.

The summary of one page is a slide of its own; in a report that says all of it, it is
left out."""


@dataclass(frozen=True)
class Facts:
    """What a page says beside the tables: of the campaign, the date and the run.

    ``highlights`` are the points to look at, worst first; ``received`` counts the
    hamlets that sent a list for the date, of ``hamlets``; ``inputs`` the files read;
    ``base`` is the office's own Word document to write the report into;
    ``correction`` the edition of the same date that this one replaces; ``links`` are
    pages of the places of the table, by id.
    """

    about: About
    campaign: str
    edition: str
    gate: str
    version: str
    received: int
    hamlets: int
    inputs: int
    enrolled: tuple[str, ...]
    highlights: tuple[str, ...] = ()
    base: Path | None = None
    correction: Correction | None = None
    links: Mapping[str, str] = field(default_factory=dict, hash=False)


class Report:
    """Tables, sentences and charts of an edition's folder, in words of its language."""

    def __init__(self, folder: Path, facts: Facts) -> None:
        self.folder, self.facts, self.about = folder, facts, facts.about
        self.figures = Figures(with_pace(read_tables(folder), self.about), self.about)
        self.say = Sentences(self.figures)
        self.grids = Grids(self.figures)
        self.plan = Timetable(self.figures)

    @cached_property
    def correction(self) -> list[str]:
        """Say what this edition replaces and why; nothing on the first of a date."""
        return say_correction(self.facts.correction, self.facts.edition, self.figures)

    @cached_property
    def charts(self) -> list[dict[str, Any]]:
        """What ``charts.json`` says of each chart, in its order; none without it."""
        listing = self.folder / "charts" / "charts.json"
        if not listing.is_file():
            return []
        return json.loads(listing.read_text(encoding="utf-8"))

    @cached_property
    def history(self) -> list[Row]:
        """The figures of every hamlet and date, from what the small multiples draw.

        None on the first date, which has no such chart.
        """
        path = self.folder / "charts" / "smalls.csv"
        return read_rows(path) if path.is_file() else []

    @cached_property
    def shown(self) -> list[dict[str, Any]]:
        """The charts that say something; of the others :meth:`left_out` says why."""
        return [chart for chart in self.charts if not chart.get("nothing")]

    def left_out(self, parts: Collection[str] = PARTS) -> list[str]:
        """Say in the place of charts with nothing to say why they are not there."""
        placed = {name for names in PARTS.values() for name in names}
        wanted = {name for part in parts for name in PARTS[part]}
        others = "other" in parts
        # A chart of those left cannot tell that nobody is on the lists at all.
        nobody = ""
        if self.figures.sent and not self.figures.number("persons"):
            nobody = lower_first(self.about.say("title_nobody"))
        found = [
            (self.name_of(chart), nobody or chart["nothing"])
            for chart in self.charts
            if chart.get("nothing")
            and (chart["name"] in wanted or (others and chart["name"] not in placed))
        ]
        return say_left_out(found, self.about, every=len(found) == len(self.charts))

    def pictures(self, part: str, size: str) -> list[tuple[dict[str, Any], Path]]:
        """Give the charts of a section that are drawn at a size, with their files."""
        placed = {name for names in PARTS.values() for name in names}
        found = []
        for chart in self.shown:
            name = chart["name"]
            here = name in PARTS[part] or (part == "other" and name not in placed)
            path = self.folder / "charts" / f"{name}.{size}.png"
            if here and path.is_file():
                found.append((chart, path))
        return found

    def every_picture(self, size: str) -> list[tuple[dict[str, Any], Path]]:
        """Give the charts of all sections that are drawn at a size."""
        return [p for part in PARTS for p in self.pictures(part, size)]

    def name_of(self, chart: dict[str, Any]) -> str:
        """Say what a chart shows, as under a picture; its title where that is new."""
        key = f"picture_{chart['name']}"
        if not self.about.has(key):
            return chart["title"]
        return self.about.heading(key)
