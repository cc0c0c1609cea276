"""Every sentence of an edition, from each of its files as a reader meets it."""

from __future__ import annotations

import json
import re
import zipfile
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from xml.etree import ElementTree

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
X = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"

PARTS = {
    "briefing.docx": ("word/", (f"{W}p", f"{W}t")),
    "briefing.pptx": ("ppt/", (f"{A}p", f"{A}t")),
    "tables.xlsx": ("xl/", (f"{X}si", f"{X}t")),
}
"""Office documents: where their texts are, what holds one and what its pieces."""

BLOCKS = frozenset(
    "p li td th h1 h2 h3 figcaption caption title desc div dt dd summary pre tr "
    "figure text".split()
)
"""Elements that end the text before them."""

ATTRIBUTES = ("alt", "title", "aria-label", "content")

Reported = Iterator[tuple[str, str]]
"""Where something stands, and its words."""


def texts_of(edition: Path) -> Reported:
    """Give every text of an edition with the file that it stands in."""
    for name, (folder, tags) in PARTS.items():
        for text in _of_office(edition / name, folder, tags):
            yield name, text
    for page in ("index.html", *_names(edition, "notebooks/*.html")):
        for text in _of_page((edition / page).read_text(encoding="utf-8")):
            yield page, text
    for chart in json.loads((edition / "charts/charts.json").read_text("utf-8")):
        for text in chart.values():
            if isinstance(text, str):
                yield "charts/charts.json", text
    for svg in _names(edition, "charts/*.svg"):
        for text in _of_page((edition / svg).read_text(encoding="utf-8")):
            yield svg, text
    for notebook in _names(edition, "notebooks/*.ipynb"):
        for text in _of_notebook(edition / notebook):
            yield notebook, text


def _names(edition: Path, pattern: str) -> list[str]:
    found = sorted(edition.glob(pattern))
    return [path.relative_to(edition).as_posix() for path in found]


def _of_office(path: Path, folder: str, tags: tuple[str, str]) -> Iterator[str]:
    """Give paragraphs or shared strings, of notes and charts too, and alt texts."""
    whole, piece = tags
    with zipfile.ZipFile(path) as parts:
        for name in parts.namelist():
            if not (name.startswith(folder) and name.endswith(".xml")):
                continue
            root = ElementTree.fromstring(parts.read(name))
            # A workbook's charts and a document's are drawings, in DrawingML.
            for outer, inner in {(whole, piece), (f"{A}p", f"{A}t")}:
                for element in root.iter(outer):
                    yield "".join(text.text or "" for text in element.iter(inner))
            yield from (e.get("descr", "") for e in root.iter() if e.get("descr"))


class _Page(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.blocks = [""]
        self._silent = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.blocks += [v for k, v in attrs if k in ATTRIBUTES and v]
        if tag in ("style", "script"):
            self._silent = tag
        if tag in BLOCKS:
            self.blocks.append("")

    def handle_endtag(self, tag: str) -> None:
        self._silent = "" if tag == self._silent else self._silent
        if tag in BLOCKS:
            self.blocks.append("")

    def handle_data(self, data: str) -> None:
        if not self._silent:
            self.blocks[-1] += data


def _of_page(page: str) -> Iterator[str]:
    parser = _Page()
    parser.feed(page)
    yield from (" ".join(block.split()) for block in parser.blocks if block.strip())


def _of_notebook(path: Path) -> Iterator[str]:
    """Give the results of the cells: what is printed, shown as text, as a table."""
    for cell in json.loads(path.read_text(encoding="utf-8"))["cells"]:
        for output in cell.get("outputs", []):
            yield from "".join(output.get("text", "")).split("\n\n")
            data = output.get("data", {})
            yield "".join(data.get("text/plain", ""))
            yield from _of_page("".join(data.get("text/html", "")))
            yield from re.findall(r'"alt": "([^"]*)"', json.dumps(
                output.get("metadata", {}), ensure_ascii=False))  # fmt: skip
