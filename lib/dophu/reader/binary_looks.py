"""What cells of an .xls or .xlsb look like: struck out, filled, in colours or symbols.

Both keep fonts, fills and styles as records; a cell names its style by number.
"""

from __future__ import annotations

import struct
import zipfile
from collections.abc import Iterator
from contextlib import suppress
from xml.etree import ElementTree

from dophu.reader.cell_fonts import MOST_STYLES
from dophu.reader.cell_looks import THEME, Looks
from dophu.reader.colours import INDEXED, WHITE, Palette, font_look
from dophu.reader.emphasis import BOLD_FROM, LINES, border_look, emphases
from dophu.reader.extents import STRUCK, SYMBOL_FONTS, Run
from dophu.reader.look_runs import LookRuns
from dophu.reader.xlsb_records import records

STYLES = "xl/styles.bin"
"""The part of an .xlsb that has the styles."""

_UNFILLED = (0, 17)
"""Patterns of a fill that are none: no pattern, and the one that Excel writes as the
second of each workbook ([MS-XLS] 2.5.127: fls)."""

_STRIKE = 0x0008
"""The bit of a font that strikes its letters out."""


_ITALIC = 0x0002
"""The bit of a font that slants its letters."""


def _of_font(body: bytes, name: str, sizes: list[int]) -> tuple[str, ...]:
    """Give the looks of a font: its record begins alike in .xls and .xlsb.

    ``sizes`` are those of the fonts before it; its own is put to them.
    """
    height, flags, _, weight, _, underline = struct.unpack_from("<HHHHHB", body)
    sizes.append(height)
    struck = STRUCK if flags & _STRIKE else ""
    symbols = name.casefold() if name.casefold() in SYMBOL_FONTS else ""
    settings = emphases(
        bold=weight >= BOLD_FROM,
        italic=bool(flags & _ITALIC),
        underline=bool(underline),
        size=height / 20,
        usual=sizes[0] / 20,
    )
    return tuple(filter(None, (struck, symbols, *settings)))


def _of_lines(left: int, right: int) -> str:
    names = (LINES[n] if n < len(LINES) else "none" for n in (left, right))
    return border_look(*names)


def _letters(colour: str) -> str:
    return "" if colour == WHITE else font_look(colour)


class BiffLooks:
    """Collects the looks of an .xls: its styles first, then the cells of its sheets."""

    def __init__(self) -> None:
        self._fonts: list[tuple[str | int, ...]] = []
        self._sizes: list[int] = []
        self._styles: list[tuple[int, int, int, str]] = []
        self._colours: list[str] = list(INDEXED[:64])
        self._looks: Looks | None = None
        self._runs: dict[int, LookRuns] = {}

    def look_at_style(self, code: int, body: bytes) -> None:
        """Note a record that stands before the sheets."""
        if code == 0x31 and len(body) > 15:  # Font
            letters = body[14]
            wide = body[15] & 1
            text = body[16 : 16 + letters * (1 + wide)]
            name = text.decode("utf-16-le" if wide else "latin-1", "replace")
            number = struct.unpack_from("<H", body, 4)[0]
            self._fonts.append((*_of_font(body, name, self._sizes), number))
        elif code == 0xE0 and len(body) >= 20:  # XF
            font = struct.unpack_from("<H", body)[0]
            pattern = struct.unpack_from("<I", body, 14)[0] >> 26
            front = struct.unpack_from("<H", body, 18)[0] & 0x7F
            lines = _of_lines(body[10] & 0xF, body[10] >> 4)
            self._styles.append((font, pattern, front, lines))
        elif code == 0x92:  # Palette
            own = body[2:]
            for number in range(min(len(own) // 4, 56)):
                rgb = own[number * 4 : number * 4 + 3]
                self._colours[8 + number] = rgb.hex().upper()

    def look_at_cell(self, sheet: int, code: int, body: bytes) -> None:
        """Note the look of a cell, or of several in one record."""
        looks = self._of_styles()
        if not looks or len(body) < 6:
            return
        row, column = struct.unpack_from("<HH", body)
        if code in (0xBD, 0xBE):  # MulRk, MulBlank: style and number, or style alone
            width = 6 if code == 0xBD else 2
            places = range(4, len(body) - 2, width)
        else:
            places = range(4, 5)
        for place in places:
            found = looks.get(struct.unpack_from("<H", body, place)[0])
            if found:
                runs = self._runs.setdefault(sheet, LookRuns())
                runs.add(column, row, row, found)
            column += 1

    def found(self, sheet: int) -> tuple[Run, ...]:
        """Give what the cells of a sheet look like."""
        return self._runs[sheet].found() if sheet in self._runs else ()

    def _of_styles(self) -> Looks:
        if self._looks is None:
            self._looks = {}
            for number, (font, pattern, front, lines) in enumerate(self._styles):
                at = font - (font > 4)  # [MS-XLS] 2.5.129: there is no fifth font
                *looks, letters = self._fonts[at] if at < len(self._fonts) else (0,)
                if isinstance(letters, int) and letters < len(self._colours):
                    looks += filter(None, [_letters(self._colours[letters])])
                filled = pattern not in _UNFILLED and front < len(self._colours)
                colour = self._colours[front] if filled else ""
                if colour not in ("", "FFFFFF"):
                    looks.append(colour)
                looks += [lines] if lines else []
                if looks:
                    self._looks[number] = tuple(map(str, looks))
        return self._looks


def find_binary_looks(archive: zipfile.ZipFile) -> Looks:
    """Give the looks by the number of the style of an .xlsb, plain ones left out.

    Of styles that are not whole what is there counts: the cells are read all the same.
    """
    names = archive.namelist()
    if STYLES not in names or archive.getinfo(STYLES).file_size > MOST_STYLES:
        return {}
    theme = archive.read(THEME) if THEME in names else b""
    palette = Palette(theme, ElementTree.Element("styleSheet"))
    fonts: list[tuple[str, ...]] = []
    fills: list[str] = []
    sizes: list[int] = []
    lines: list[str] = []
    found: Looks = {}
    number, is_of_cells = 0, False
    for code, body in _whole_records(archive.read(STYLES)):
        if code == 43 and len(body) >= 11:  # BrtFont
            letters = body[21:25]
            length = struct.unpack("<I", letters)[0] if len(letters) == 4 else 0
            name = body[25 : 25 + 2 * length].decode("utf-16-le", "replace")
            letters = body[12:20]
            letters = _letters(palette.name(_colour(letters))) if letters[7:] else ""
            fonts.append(tuple(filter(None, (*_of_font(body, name, sizes), letters))))
        elif code == 45 and len(body) >= 12:  # BrtFill
            pattern = struct.unpack_from("<I", body)[0]
            is_filled = pattern not in _UNFILLED
            fills.append(palette.name(_colour(body[4:12])) if is_filled else "")
        elif code == 46 and len(body) >= 32:  # BrtBorder: top, bottom, left, right
            lines.append(_of_lines(body[21], body[31]))
        elif code in (617, 618):  # BrtBeginCellXFs, BrtEndCellXFs
            is_of_cells = code == 617
        elif code == 47 and is_of_cells and len(body) >= 8:  # BrtXF
            font, fill = struct.unpack_from("<HH", body, 4)
            looks = fonts[font] if font < len(fonts) else ()
            border = struct.unpack_from("<H", body, 8)[0] if len(body) > 9 else 0
            looks = (*looks, fills[fill] if fill < len(fills) else "")
            looks += (lines[border],) if border < len(lines) else ()
            if any(looks):
                found[number] = tuple(filter(None, looks))
            number += 1
    return found


def _whole_records(content: bytes) -> Iterator[tuple[int, bytes]]:
    with suppress(IndexError):  # the last record is cut
        yield from records(content)


def _colour(body: bytes) -> dict[str, str]:
    """Give a BrtColor as the attributes of an .xlsx ([MS-XLSB] 2.5.4)."""
    kind, number, tint = body[0] >> 1, body[1], struct.unpack_from("<h", body, 2)[0]
    names = {1: {"indexed": str(number)}, 2: {"rgb": body[4:7].hex()},
             3: {"theme": str(number)}}  # fmt: skip
    return names.get(kind, {}) | {"tint": str(tint / 32767)}
