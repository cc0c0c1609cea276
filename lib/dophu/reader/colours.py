"""The colour of a fill as six hexadecimal digits, however a workbook names it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from colorsys import hls_to_rgb, rgb_to_hls
from xml.etree import ElementTree

from dophu.reader.extents import OF_FONT, Refused

WHITE = "FFFFFF"

BLACK_UP_TO = 0x60
"""The lightest grey that letters of a web page or a theme have and are called black."""

GREY = 0x20
"""How far the parts of a colour may differ that is called grey."""

_INDEXED = (
    "000000 FFFFFF FF0000 00FF00 0000FF FFFF00 FF00FF 00FFFF 800000 008000 000080 "
    "808000 800080 008080 C0C0C0 808080 9999FF 993366 FFFFCC CCFFFF 660066 FF8080 "
    "0066CC CCCCFF 000080 FF00FF FFFF00 00FFFF 800080 800000 008080 0000FF 00CCFF "
    "CCFFFF CCFFCC FFFF99 99CCFF FF99CC CC99FF FFCC99 3366FF 33CCCC 99CC00 FFCC00 "
    "FF9900 FF6600 666699 969696 003366 339966 003300 333300 993300 993366 333399 "
    "333333"
).split()
# ECMA-376 18.8.27: the first eight numbers stand for the next eight too.
INDEXED = (*_INDEXED[:8], *_INDEXED)
"""The colours of the old palette by number."""

_THEME = "FFFFFF 000000 E7E6E6 44546A 4472C4 ED7D31 A5A5A5 FFC000 5B9BD5 70AD47".split()
_ORDER = ("lt1", "dk1", "lt2", "dk2", *(f"accent{n}" for n in range(1, 7)))
# ECMA-376 18.8.3: the theme's light and dark colours are counted light first.


class Palette:
    """The colours of one workbook: of its theme, and its own by number if it has some.

    Examples
    --------
    >>> plain = Palette(b"", ElementTree.Element("styleSheet"))
    >>> [plain.name(a) for a in ({"rgb": "FFFFFF00"}, {"indexed": "10"},
    ...     {"theme": "9", "tint": "0.6"}, {"indexed": "64"})]
    ['FFFF00', 'FF0000', 'C5E0B4', '']
    """

    def __init__(self, theme: bytes, styles: ElementTree.Element) -> None:
        self._theme = _theme_colours(theme) or _THEME
        own = [e.get("rgb", "") for e in styles.iter() if e.tag.endswith("}rgbColor")]
        self._indexed = [colour[-6:].upper() for colour in own] or INDEXED

    def name(self, colour: Mapping[str, str]) -> str:
        """Name a colour by its attributes; '' for white and for none at all."""
        found = ""
        if "rgb" in colour:
            found = colour["rgb"][-6:].upper()
        elif "theme" in colour:
            found = _at(self._theme, colour["theme"])
        elif "indexed" in colour:
            found = _at(self._indexed, colour["indexed"])
        found = found if re.fullmatch("[0-9A-F]{6}", found) else ""
        if found and (tint := float(colour.get("tint", 0))):
            found = _tinted(found, tint)
        return "" if found == WHITE else found


def font_look(colour: str) -> str:
    """Name the look of letters by their colour; '' where they are black.

    Examples
    --------
    >>> font_look("FF0000"), font_look("333333"), font_look("")
    ('font FF0000', '', '')
    """
    if not colour:
        return ""
    parts = [int(colour[at : at + 2], 16) for at in (0, 2, 4)]
    is_black = max(parts) <= BLACK_UP_TO and max(parts) - min(parts) < GREY
    return "" if is_black else f"{OF_FONT}{colour}"


def _at(colours: list[str] | tuple[str, ...], number: str) -> str:
    place = int(number) if number.isdecimal() else len(colours)
    return colours[place] if place < len(colours) else ""


def _theme_colours(theme: bytes) -> list[str]:
    if not theme:
        return []
    if b"<!DOCTYPE" in theme:
        raise Refused("entities")
    root = ElementTree.fromstring(theme)
    scheme = next((e for e in root.iter() if e.tag.endswith("}clrScheme")), ())
    named = {
        part.tag.rpartition("}")[2]: part[0].get("lastClr") or part[0].get("val", "")
        for part in scheme
        if len(part)
    }
    return [named.get(name, "").upper() for name in _ORDER]


def _tinted(colour: str, tint: float) -> str:
    # ECMA-376 18.8.19: below zero darker, above it lighter, by its lightness.
    rgb = (int(colour[at : at + 2], 16) / 255 for at in (0, 2, 4))
    hue, light, full = rgb_to_hls(*rgb)
    tint = max(-1.0, min(1.0, tint))
    light = light * (1 + tint) if tint < 0 else light * (1 - tint) + tint
    return "".join(f"{round(part * 255):02X}" for part in hls_to_rgb(hue, light, full))
