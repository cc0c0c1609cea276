"""Cells of an .xlsx struck out, filled, in colours, symbols or bold, if it has any.

What a cell looks like may be the only sign that a child is done or has left. Styles
are looked through once a file; cells only where one of its pieces holds styles that
differ in how they look. In a font of symbols an "ü" is a tick.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterable
from xml.etree import ElementTree

from dophu.reader.cell_fonts import MOST_STYLES, STYLES
from dophu.reader.colours import Palette, font_look
from dophu.reader.emphasis import border_look, emphases
from dophu.reader.extents import STRUCK, SYMBOL_FONTS, Refused

THEME = "xl/theme/theme1.xml"
"""The part that has the theme's colours."""

# Searched for before anything is parsed: most lists have no such style. Letters are
# black, of the theme's first two colours or the palette's 8 and 64 by default.
_LOOKS = re.compile(
    rb'<(?:\w+:)?strike\b|patternType="(?!none"|gray125")'
    rb'|val="(?i:wingdings|webdings|marlett)'
    rb'|<(?:\w+:)?color (?:rgb="(?!FF000000)|theme="(?:[2-9]|1\d)"|indexed="(?!8"|64"))'
    rb'|<(?:\w+:)?[biu](?=[ />])|<(?:\w+:)?(?:left|right) style="|<(?:\w+:)?sz\b'
)
_OFF = ("0", "false")
_UNDERLINED = {"none": False}
Looks = dict[int, tuple[str, ...]]
"""What cells of a style look like: ``STRUCK``, a colour as ``FFFF00``, one of letters
as ``font FF0000``, the name of a font of symbols, an emphasis, or several."""


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
    settings = _settings(parts.get("fonts", ()))
    lines = [_lines(border) for border in parts.get("borders", ())]
    found: Looks = {}
    for number, style in enumerate(parts.get("cellXfs", ())):
        font, fill, border = (
            int(style.get(name, "0")) for name in ("fontId", "fillId", "borderId")
        )
        looks = (
            STRUCK if font < len(struck) and struck[font] else "",
            fills[fill] if fill < len(fills) else "",
            symbols[font] if font < len(symbols) else "",
            letters[font] if font < len(letters) else "",
            *(settings[font] if font < len(settings) else ()),
            lines[border] if border < len(lines) else "",
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


def _settings(fonts: Iterable[ElementTree.Element]) -> list[tuple[str, ...]]:
    """Give what is bold, italic, underlined, or of another size than the first font."""
    found = []
    usual = 0.0
    for font in fonts:
        about = {_tag(e): e.get("val", "1") for e in font}
        size = float(about.get("sz", "0"))
        # The first font is that of cells without a style of their own.
        usual = usual or size
        on = {name: about.get(name, "0") not in _OFF for name in "bi"}
        underline = _UNDERLINED.get(about.get("u", "none"), True)
        found.append(
            emphases(
                bold=on["b"],
                italic=on["i"],
                underline=underline,
                size=size,
                usual=usual,
            )
        )
    return found


def _lines(border: ElementTree.Element) -> str:
    sides = {_tag(e): e.get("style", "none") for e in border}
    return border_look(*(sides.get(name, "none") for name in ("left", "right")))


def _letters(font: ElementTree.Element, palette: Palette) -> str:
    colour = next((e for e in font if _tag(e) == "color"), None)
    return font_look(palette.name(colour.attrib)) if colour is not None else ""


def _colour(fill: ElementTree.Element, palette: Palette) -> str:
    pattern = next((e for e in fill if _tag(e) == "patternFill"), None)
    if pattern is None or pattern.get("patternType", "none") in ("none", "gray125"):
        return ""
    front = next((e for e in pattern if _tag(e) == "fgColor"), None)
    return palette.name(front.attrib) if front is not None else ""
