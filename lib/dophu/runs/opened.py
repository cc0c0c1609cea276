"""The documents of an edition opened again: what figures each of them shows.

Read as zips and XML, with no code in common with what wrote them. A figure has the
name that :func:`dophu.tables.figures.mark` gives it: a bookmark in Word, a shape
in PowerPoint, a defined name in Excel, an attribute on the page.
"""

from __future__ import annotations

import csv
import hashlib
import json
import posixpath
import re
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
C = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
P = "{http://schemas.openxmlformats.org/presentationml/2006/main}"
X = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"

Shown = Iterator[tuple[str, str]]
"""Names of figures, and the text that each is shown with; a name may come twice."""


def in_word(path: Path) -> Shown:
    """Give what the bookmarks of a Word document hold, the table's name left out."""
    with zipfile.ZipFile(path) as parts:
        body = ElementTree.fromstring(parts.read("word/document.xml"))
    for paragraph in body.iter(f"{W}p"):
        name, text = "", ""
        for element in paragraph.iter():
            if element.tag == f"{W}bookmarkStart":
                name, text = element.get(f"{W}name", ""), ""
            elif element.tag == f"{W}t":
                text += element.text or ""
            elif element.tag == f"{W}bookmarkEnd" and name:
                yield name.partition("_")[2], text
                name = ""


def in_slides(path: Path) -> Shown:
    """Give what the named shapes of a PowerPoint deck say."""
    for _, slide in _slides(path):
        for shape in slide.iter(f"{P}sp"):
            texts = (text.text or "" for text in shape.iter(f"{A}t"))
            yield _name(shape), "".join(texts)


def in_bars(path: Path) -> dict[str, list[list[float]]]:
    """Give, by chart of a deck, the numbers of each series, in the series' order."""
    found = {}
    with zipfile.ZipFile(path) as parts:
        for part, slide in _slides(path):
            for frame in slide.iter(f"{P}graphicFrame"):
                for chart in frame.iter(f"{C}chart"):
                    target = _target(parts, part, chart.get(R, ""))
                    drawn = ElementTree.fromstring(parts.read(target))
                    found[_name(frame)] = [
                        [float(v.text or 0) for v in series.iter(f"{C}v")]
                        for series in drawn.iter(f"{C}val")
                    ]
    return found


def _slides(path: Path) -> Iterator[tuple[str, Any]]:
    with zipfile.ZipFile(path) as parts:
        for part in parts.namelist():
            if re.fullmatch(r"ppt/slides/slide\d+\.xml", part):
                yield part, ElementTree.fromstring(parts.read(part))


def _name(shape: Any) -> str:
    about = next(shape.iter(f"{P}cNvPr"), None)
    return "" if about is None else about.get("name", "")


def _target(parts: zipfile.ZipFile, part: str, key: str) -> str:
    folder, name = posixpath.split(part)
    listing = parts.read(f"{folder}/_rels/{name}.rels")
    for relation in ElementTree.fromstring(listing):
        if relation.get("Id") == key:
            target = posixpath.join(folder, relation.get("Target", ""))
            return posixpath.normpath(target).lstrip("/")
    return ""


def in_workbook(path: Path) -> Shown:
    """Give the values that stand in the named cells of a workbook, words included."""
    with zipfile.ZipFile(path) as parts:
        words = _shared_words(parts)
        book = ElementTree.fromstring(parts.read("xl/workbook.xml"))
        files = {
            sheet.get("name", ""): _target(parts, "xl/workbook.xml", sheet.get(R, ""))
            for sheet in book.iter(f"{X}sheet")
        }
        read: dict[str, dict[str, str]] = {}
        for named in book.iter(f"{X}definedName"):
            place = re.fullmatch(r"'?(.*?)'?!\$([A-Z]+)\$(\d+)", named.text or "")
            if place is None:  # a print title or filter: a range
                continue
            file = files[place[1].replace("''", "'")]
            if file not in read:
                sheet = ElementTree.fromstring(parts.read(file))
                read[file] = {
                    cell.get("r", ""): words[int(text)]
                    if cell.get("t") == "s"
                    else text
                    for cell in sheet.iter(f"{X}c")
                    for text in [cell.findtext(f"{X}v") or ""]
                }
            yield named.get("name", ""), read[file].get(place[2] + place[3], "")


def _shared_words(parts: zipfile.ZipFile) -> list[str]:
    """Give the words of a workbook, which its cells name by their number."""
    if "xl/sharedStrings.xml" not in parts.namelist():
        return []
    strings = ElementTree.fromstring(parts.read("xl/sharedStrings.xml"))
    return ["".join(string.itertext()) for string in strings.iter(f"{X}si")]


def in_page(path: Path) -> Shown:
    """Give what the marked cells of the page say."""
    import lxml.html

    # Charts are most of a page: one of them may be deeper or longer than a page that
    # somebody has written.
    parser = lxml.html.HTMLParser(encoding="utf-8", huge_tree=True)
    page = lxml.html.document_fromstring(path.read_bytes(), parser)
    for element in page.iterfind(".//*[@data-figure]"):
        yield element.get("data-figure"), "".join(element.itertext()).strip()


def in_charts(folder: Path) -> Iterator[tuple[str, str, int]]:
    """Give sums of the charts' data, as the chart's file, the figure and the number.

    A chart whose data are hamlets and age groups sums to the totals; one whose data
    are reasons to the children left. Data that are not what ``charts.json`` was
    written with are given as the figure ``data_sha256`` and 0.
    """
    listing = folder / "charts.json"
    charts = json.loads(listing.read_text("utf-8")) if listing.is_file() else []
    for chart in charts:
        path = folder / f"{chart['name']}.csv"
        if path.name not in chart["files"]:
            continue
        content = path.read_bytes()
        if hashlib.sha256(content).hexdigest() != chart["data_sha256"]:
            yield path.name, "data_sha256", 0
        rows = list(csv.DictReader(content.decode("utf-8-sig").splitlines()))
        columns = set(rows[0]) if rows else set()
        if {"hamlet_id", "age_group", "persons", "enrolled", "gap"} <= columns:
            for key in ("persons", "enrolled", "gap"):
                total = sum(int(float(row[key])) for row in rows if row[key])
                yield path.name, f"{key}_all", total
        elif {"reason", "children"} <= columns:
            total = sum(int(float(row["children"])) for row in rows)
            yield path.name, "gap_all", total
