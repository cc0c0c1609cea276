"""Cells of an .xlsx struck out, filled, in colours or symbols, where a file has any.

What a cell looks like may be all that says a child is done or gone. Styles are looked
through once a file; cells only where a style strikes out, fills, colours, or has a
font of symbols: there an "ü" is a tick.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterable
from xml.etree import ElementTree

from dophu.reader.cell_fonts import MOST_RUNS, MOST_STYLES, STYLES
from dophu.reader.colours import Palette, font_look
from dophu.reader.extents import STRUCK, SYMBOL_FONTS, Refused, Run
from dophu.reader.grid import cell_place

THEME = "xl/theme/theme1.xml"
"""The part that says what the theme's colours are."""

_LOOKS = re.compile(
    rb'<(?:\w+:)?strike\b|patternType="(?!none"|gray125")'
    rb'|val="(?i:wingdings|webdings|marlett)'
    rb'|<(?:\w+:)?color (?:rgb="(?!FF000000)|theme="(?:[2-9]|1\d)"|indexed="(?!8"|64"))'
)
_OFF = ("0", "false")
Looks = dict[int, tuple[str, ...]]
"""What cells of a style look like: ``STRUCK``, a colour as ``FFFF00``, one of letters
as ``font FF0000``, the name of a font of symbols, or several."""


def find_looks(archive: zipfile.ZipFile) -> Looks:
    """Give the looks by the number of the style; plain styles are left out.

    Raises
    ------
    Refused
        For styles that declare entities.
    """
    names = archive.namelist()
    if STYLES not in names or archive.getinfo(STYLES).file_size > MOST_STYLES:
        return {}
    content = archive.read(STYLES)
    if not _LOOKS.search(content):
        return {}
    if b"<!DOCTYPE" in content:
        raise Refused("entities")
    theme = archive.read(THEME) if THEME in names else b""
    root = ElementTree.fromstring(content)
    parts = {_tag(part): part for part in root}
    palette = Palette(theme, root)
    struck = [_is_struck(font) for font in parts.get("fonts", ())]
    symbols = [_symbol_font(font) for font in parts.get("fonts", ())]
    letters = [_letters(font, palette) for font in parts.get("fonts", ())]
    fills = [_colour(fill, palette) for fill in parts.get("fills", ())]
    found: Looks = {}
    for number, style in enumerate(parts.get("cellXfs", ())):
        font, fill = int(style.get("fontId", "0")), int(style.get("fillId", "0"))
        looks = (
            STRUCK if font < len(struck) and struck[font] else "",
            fills[fill] if fill < len(fills) else "",
            symbols[font] if font < len(symbols) else "",
            letters[font] if font < len(letters) else "",
        )
        if any(looks):
            found[number] = tuple(filter(None, looks))
    return found


def _tag(element: ElementTree.Element) -> str:
    return element.tag.rpartition("}")[2]


def _is_struck(font: ElementTree.Element) -> bool:
    return any(_tag(e) == "strike" and e.get("val", "1") not in _OFF for e in font)


def _symbol_font(font: ElementTree.Element) -> str:
    name = next((e.get("val", "") for e in font if _tag(e) == "name"), "")
    return name.casefold() if name.casefold() in SYMBOL_FONTS else ""


def _letters(font: ElementTree.Element, palette: Palette) -> str:
    colour = next((e for e in font if _tag(e) == "color"), None)
    return font_look(palette.name(colour.attrib)) if colour is not None else ""


def _colour(fill: ElementTree.Element, palette: Palette) -> str:
    pattern = next((e for e in fill if _tag(e) == "patternFill"), None)
    if pattern is None or pattern.get("patternType", "none") in ("none", "gray125"):
        return ""
    front = next((e for e in pattern if _tag(e) == "fgColor"), None)
    return palette.name(front.attrib) if front is not None else ""


class LookRuns:
    """Collects the cells that look like something, in runs below each other."""

    def __init__(self) -> None:
        self._last: dict[tuple[int, str], list[int]] = {}
        self._runs: list[tuple[int, str, list[int]]] = []

    def add(self, column: int, first: int, last: int, looks: Iterable[str]) -> None:
        """Note the looks of a column's cells from a row to another."""
        for look in looks:
            ends = self._last.get((column, look))
            if ends is not None and ends[1] + 1 == first:
                ends[1] = last
            elif len(self._runs) < MOST_RUNS:
                ends = self._last[column, look] = [first, last]
                self._runs.append((column, look, ends))

    def found(self) -> tuple[Run, ...]:
        """Give the runs in the order of their first cells."""
        return tuple((column, *ends, look) for column, look, ends in self._runs)


class LooksOfSheet(LookRuns):
    """Collects, piece by piece of a sheet of an .xlsx, what its cells look like."""

    def __init__(self, looks: Looks) -> None:
        super().__init__()
        self._looks = looks
        styles = b"|".join(b"%d" % number for number in looks)
        self._cell = looks and re.compile(
            rb'<(?:\w+:)?c\s(?=[^<>]*?\br="([A-Z]{1,3})(\d{1,7})")'
            rb'(?=[^<>]*?\bs="(%s)")' % styles
        )

    def look_at(self, piece: bytes) -> None:
        """Note the cells of a piece; the pieces come in the order of rows."""
        for letters, row, style in self._cell.findall(piece) if self._cell else ():
            column = cell_place(f"{letters.decode()}1")[1]
            at = int(row) - 1
            self.add(column, at, at, self._looks[int(style)])
