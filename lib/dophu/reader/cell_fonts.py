"""Cells of an .xlsx set in a font from before Unicode, found by the font's name.

``.VnTime`` shows the letters of TCVN3 and ``VNI-Times`` those of VNI. A cell names
its font by way of a style; sheets are looked at only where a style has such a font.
"""

from __future__ import annotations

import re
import zipfile
from xml.etree import ElementTree

from dophu.reader.extents import PIECE, Refused, Run
from dophu.reader.grid import cell_place

STYLES = "xl/styles.xml"
"""The part of an .xlsx that names fonts."""

MOST_STYLES = 4 * PIECE
"""Bytes of styles that are looked at; most workbooks have a few thousand."""

MOST_RUNS = 50_000
"""Runs that are noted of a sheet; a list set in one font has one a column."""

_OLD = re.compile(rb"val=[\"'] ?(?:\.vn|vni-)", re.IGNORECASE)
_CELL = re.compile(rb"<(?:\w+:)?c\s([^<>]*)>")
_PLACE = re.compile(rb'\br="([A-Z]{1,3})(\d{1,7})"')
_STYLE = re.compile(rb'\bs="(\d{1,6})"')
_TEXT = re.compile(rb'\bt="(?:s|str|inlineStr)"')


def old_fonts(archive: zipfile.ZipFile) -> dict[int, str]:
    """Give the fonts from before Unicode by the number of the style that has them.

    Raises
    ------
    Refused
        For styles that declare entities.
    """
    if STYLES not in archive.namelist():
        return {}
    if archive.getinfo(STYLES).file_size > MOST_STYLES:
        return {}
    content = archive.read(STYLES)
    if not _OLD.search(content):
        return {}
    if b"<!DOCTYPE" in content:
        raise Refused("entities")
    from dophu.legacy import font_encoding  # seldom needed, and slow to load

    parts = {
        part.tag.rpartition("}")[2]: part for part in ElementTree.fromstring(content)
    }
    names = [
        next((e.get("val", "") for e in font if e.tag.endswith("name")), "")
        for font in parts.get("fonts", ())
    ]
    old = {str(at): name for at, name in enumerate(names) if font_encoding(name)}
    styles = enumerate(parts.get("cellXfs", ()))
    fonts = ((number, style.get("fontId", "")) for number, style in styles)
    return {number: old[font] for number, font in fonts if font in old}


class FontRuns:
    """Collects, piece by piece of a sheet, the texts that are set in an old font."""

    def __init__(self, styles: dict[int, str]) -> None:
        self._styles = styles
        self._runs: list[tuple[bytes, str, list[int]]] = []
        # By column: the last row with a text, its font ('' any other), its run.
        self._last: dict[bytes, tuple[int, str, list[int]]] = {}

    def look_at(self, piece: bytes) -> None:
        """Note the texts of a piece; the pieces come in the order of rows."""
        for attributes in _CELL.findall(piece) if self._styles else ():
            place = _PLACE.search(attributes)
            if place is None or not _TEXT.search(attributes):
                continue
            style = _STYLE.search(attributes)
            font = self._styles.get(int(style.group(1)) if style else 0, "")
            letters, row = place.group(1), int(place.group(2)) - 1
            above, same, ends = self._last.get(letters, (-1, "", []))
            if row <= above:  # as no program writes it: runs would overlap
                continue
            if font and font == same:
                ends[1] = row
            elif font and len(self._runs) < MOST_RUNS:
                ends = [row, row]
                self._runs.append((letters, font, ends))
            else:
                font = ""
            self._last[letters] = row, font, ends

    def found(self) -> tuple[Run, ...]:
        """Give the runs in the order of their first cells."""
        return tuple(
            (cell_place(f"{letters.decode()}1")[1], ends[0], ends[1], font)
            for letters, font, ends in self._runs
        )
