"""Letters within a cell that are set otherwise than the rest: red, struck out, bold.

A cell of which one part is red is a cell of red letters; one is struck out, or bold,
where all of it is. One that is struck out in part has a look of its own: what remains
of it may be another word.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterable, Sequence
from xml.etree import ElementTree

from dophu.reader.cell_looks import THEME
from dophu.reader.colours import Palette, font_look
from dophu.reader.emphasis import emphases, is_emphasis
from dophu.reader.extents import OF_FONT, PART_STRUCK, STRUCK, Run
from dophu.reader.grid import cell_place
from dophu.reader.look_runs import LookRuns

STRINGS = "xl/sharedStrings.xml"
"""The part of an .xlsx that has the texts of its cells."""

_ITEM = re.compile(rb"<(?:\w+:)?si\b[^>]*?(?:/>|>(.*?)</(?:\w+:)?si>)", re.DOTALL)
_PHONETIC = re.compile(rb"<(?:\w+:)?rPh\b.*?</(?:\w+:)?rPh>", re.DOTALL)
_RUN = re.compile(rb"<(?:\w+:)?r>(.*?)</(?:\w+:)?r>", re.DOTALL)
_SET = re.compile(rb"<(?:\w+:)?rPr>(.*?)</(?:\w+:)?rPr>", re.DOTALL)
_TEXT = re.compile(rb"<(?:\w+:)?t(?:\s[^>]*)?>([^<]*)<")
_PROPERTY = re.compile(rb"<(?:\w+:)?(strike|b|i|u|color)\b([^>]*?)/?>")
_ATTRIBUTE = re.compile(rb'(\w+)="([^"]*)"')
_SHARED = re.compile(
    rb'<(?:\w+:)?c\s(?=[^<>]*\bt="s")[^<>]*?\br="([A-Z]{1,3})(\d{1,7})"[^<>]*>'
    rb"\s*<(?:\w+:)?v>(\d{1,9})<"
)
_INLINE = re.compile(
    rb'<(?:\w+:)?c\s(?=[^<>]*\bt="inlineStr")[^<>]*?\br="([A-Z]{1,3})(\d{1,7})"[^<>]*>'
    rb"(?=[^/])(.*?)</(?:\w+:)?c>",
    re.DOTALL,
)
_OFF = ("0", "false", "none")
_SAMPLE = 2**16
"""Bytes of a piece that show whether its texts stand in its cells."""


def looks_of_runs(runs: Sequence[tuple[str, Iterable[str]]]) -> tuple[str, ...]:
    """Give the looks of a cell by its runs of letters, each with its own looks.

    Examples
    --------
    >>> looks_of_runs([("Chưa ", ["strike"]), ("Đã làm", ["font FF0000"])])
    ('strike part', 'font FF0000')
    >>> looks_of_runs([("An", ["bold", "strike"]), (" ", [])])
    ('strike', 'bold')
    """
    shown = [set(looks) for text, looks in runs if text.strip()]
    every = set[str].intersection(*shown) if shown else set()
    some = set[str]().union(*shown)
    struck = STRUCK if STRUCK in every else PART_STRUCK if STRUCK in some else ""
    letters = sorted(look for look in some if look.startswith(OF_FONT))
    whole = sorted(filter(is_emphasis, every))
    # Of several colours the first by name, so that a run repeats.
    return tuple(filter(None, (struck, *letters[:1], *whole)))


class RichTexts:
    """Collects the looks that parts of an .xlsx's texts have, and whose cells they are.

    Shared texts are looked through once, and cells only where one of them has a look.
    """

    def __init__(self, archive: zipfile.ZipFile) -> None:
        names = archive.namelist()
        theme = archive.read(THEME) if THEME in names else b""
        self._palette = Palette(theme, ElementTree.Element("styleSheet"))
        content = archive.read(STRINGS) if STRINGS in names else b""
        self._shared: dict[bytes, tuple[str, ...]] = {}
        # Without settings of letters no text is rich: nearly every list.
        if b"rPr>" in content:
            for number, item in enumerate(_ITEM.findall(content)):
                if b"rPr>" in item and (looks := self._looks_of(item)):
                    self._shared[b"%d" % number] = looks

    def scan(self, piece: bytes, runs: LookRuns) -> None:
        """Note the cells of a piece of a sheet."""
        if self._shared:
            for letters, row, number in _SHARED.findall(piece):
                if number in self._shared:
                    self._add(runs, letters, row, self._shared[number])
        if b"inlineStr" in piece[:_SAMPLE] and b"rPr>" in piece:
            for letters, row, inside in _INLINE.findall(piece):
                if b"rPr>" in inside and (looks := self._looks_of(inside)):
                    self._add(runs, letters, row, looks)

    def _add(
        self, runs: LookRuns, letters: bytes, row: bytes, looks: tuple[str, ...]
    ) -> None:
        at = int(row) - 1
        runs.add(cell_place(f"{letters.decode()}1")[1], at, at, looks)

    def _looks_of(self, item: bytes) -> tuple[str, ...]:
        runs = []
        for run in _RUN.findall(_PHONETIC.sub(b"", item)):
            text = b"".join(_TEXT.findall(run)).decode("utf-8", "replace")
            properties = _SET.search(run)
            looks = self._looks_of_run(properties.group(1)) if properties else ()
            runs.append((text, looks))
        return looks_of_runs(runs)

    def _looks_of_run(self, properties: bytes) -> tuple[str, ...]:
        about = {
            name.decode(): {k.decode(): v.decode() for k, v in _ATTRIBUTE.findall(of)}
            for name, of in _PROPERTY.findall(properties)
        }
        on = {name: of.get("val", "1") not in _OFF for name, of in about.items()}
        colour = font_look(self._palette.name(about.get("color", {})))
        settings = emphases(
            bold=on.get("b", False),
            italic=on.get("i", False),
            underline=on.get("u", False),
        )
        struck = STRUCK if on.get("strike") else ""
        return tuple(filter(None, (struck, colour, *settings)))


def with_rich(found: tuple[Run, ...], rich: tuple[Run, ...]) -> tuple[Run, ...]:
    """Put the looks of parts of texts to those of cells, each look of a cell once.

    Examples
    --------
    >>> with_rich(((1, 0, 4, "bold"),), ((1, 3, 3, "bold"), (1, 3, 3, "strike")))
    ((1, 0, 4, 'bold'), (1, 3, 3, 'strike'))
    """
    if not rich:
        return found
    noted = {
        (column, row, look)
        for column, first, last, look in found
        for row in range(first, last + 1)
    }
    more = (
        (column, row, row, look)
        for column, first, last, look in rich
        for row in range(first, last + 1)
        if (column, row, look) not in noted
    )
    return (*found, *more)
