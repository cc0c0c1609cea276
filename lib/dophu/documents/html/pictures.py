"""The charts of the page, in the part of the report where each belongs."""

from __future__ import annotations

from typing import Any
from xml.etree.ElementTree import ParseError

from dophu.documents.html.files import link_to
from dophu.documents.html.inline_svg import Drawing, Letters
from dophu.documents.html.marks import Marks
from dophu.documents.report import PARTS, Report

ROOM = 1_000_000
"""Bytes of all pictures of a page: with the rest it stays under 1.5 MB. A picture
that has no room is linked; the sample's ten take 0.6 million."""

Pictured = dict[str, Any]
"""What ``charts.json`` says of a chart, with ``picture``, ``narrow`` (the same for a
phone), ``links``, and ``half`` where a printed sheet has it beside another."""


class Pictures:
    """The charts of an edition, drawn on its page."""

    def __init__(self, report: Report) -> None:
        self._report = report
        self._letters = Letters()
        self.charts = self._draw()
        self.letters = self._letters.svg()

    def of(self, part: str) -> list[Pictured]:
        """Give the charts of a part of the report; those of none are ``other``."""
        placed = {name for names in PARTS.values() for name in names}
        return [
            chart
            for chart in self.charts
            if chart["name"] in PARTS[part]
            or (part == "other" and chart["name"] not in placed)
        ]

    @property
    def files(self) -> set[str]:
        """Paths of the files linked below their chart, or of a chart with no word."""
        charts = self._report.charts
        return {f"charts/{name}" for chart in charts for name in chart["files"]}

    def _draw(self) -> list[Pictured]:
        charts, room = [], ROOM
        marks = Marks(self._report)
        for listed in self._report.shown:
            picture = self._inline(listed, marks)
            taken = len(picture.encode("utf-8"))
            picture = picture if taken <= room else ""
            room -= len(picture and picture.encode("utf-8"))
            narrow = self._inline(listed, marks, "half") if picture else ""
            taken = len(narrow.encode("utf-8"))
            narrow = narrow if taken <= room else ""
            room -= len(narrow and narrow.encode("utf-8"))
            links = [
                link_to(f"charts/{name}", self._report.about)
                for name in listed["files"]
            ]
            charts.append(
                {
                    **listed,
                    "picture": picture,
                    "narrow": narrow,
                    "links": links,
                    "half": False,
                }
            )
        return charts

    def _inline(self, chart: Pictured, marks: Marks, size: str = "") -> str:
        name = chart["name"]
        file = f"{name}.{size}.svg" if size else f"{name}.svg"
        path = self._report.folder / "charts" / file
        try:
            prefix = f"{name}-{size}" if size else name
            drawing = Drawing(name, path.read_bytes(), prefix)
        except (OSError, ParseError):  # taken away, or not what the kit has drawn
            return ""
        return drawing.inline(chart["alt"], self._letters, marks.of(drawing))
