"""Web pages saved as workbooks (.xls of many portals): their tables as one sheet.

As Excel opens such a file: tables stand below each other, text outside of them in rows
of its own. Nothing that the page names is fetched, no script of it is run.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Mapping
from html.parser import HTMLParser

from dophu.reader.containers import Stream, Unreadable
from dophu.reader.extents import (
    MAX_CELLS,
    MOST_COLUMNS,
    MOST_ROWS,
    STRUCK,
    Merge,
    Refused,
)
from dophu.reader.html_styles import SET, STRIKES, looks_of
from dophu.reader.look_runs import LookRuns
from dophu.reader.text_encodings import ENCODINGS, decode_text

# The HTML standard's limits of colspan and rowspan.
MOST_ACROSS, MOST_DOWN = 1000, 65_534
"""Columns and rows over which a browser lets a cell reach, whatever it asks for."""

_CHARSET = re.compile(rb"""<meta[^<>]*charset\s*=\s*["']?\s*([\w-]+)""", re.IGNORECASE)
_CLASS = re.compile(r"\.([\w-]+)\s*\{([^{}]*)\}")
_SPACE = re.compile(r"[ \t\r\n\f\v\xa0]+")
_NOT_SHOWN = frozenset(("script", "title", "noscript", "template", "textarea"))
_BLOCKS = frozenset(
    "p div h1 h2 h3 h4 h5 h6 li ul ol caption center header footer section pre".split()
)
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*(?:hidden|collapse)")


def read_html(content: bytes) -> Stream:
    """Read the tables of a page as one sheet without a name.

    Raises
    ------
    Unreadable
        Where no encoding fits.
    Refused
        For more cells, rows or columns than a sheet has.
    """
    page = _Page()
    page.feed(_decode(content))
    page.close()
    page.end_line()
    return Stream(
        "", page.rows, page.merged, hidden_rows=frozenset(page.hidden_rows),
        looks=page.looks.found(),
    )  # fmt: skip


def _decode(content: bytes) -> str:
    if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        names: tuple[str, ...] = ("utf-16",)
    else:
        stated = _CHARSET.search(content[:4096])
        first = (stated[1].decode("ascii"),) if stated else ()
        # A page that is plainly UTF-8 is, whatever it declares.
        names = (ENCODINGS[0], *first, *ENCODINGS[1:])
    for name in names:
        try:
            return decode_text(content, name)
        except (UnicodeError, LookupError):  # a codec of its own, or no text's
            continue
    raise Unreadable("encoding")


class _Table:
    """A table that is open: what hangs into its rows, and where its merges begin."""

    def __init__(self, first_merge: int) -> None:
        self.first_merge = first_merge
        self.hanging: dict[int, int] = {}
        """Column → rows that a cell above still reaches down into."""
        self.cells: list[str | None] = []
        self.row_looks: tuple[str, ...] = ()
        self.is_open = False


class _Page(HTMLParser):
    """Collects rows while a page is parsed."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.rows: list[list[str | None]] = []
        self.merged: list[Merge] = []
        self.hidden_rows: set[int] = set()
        self.looks = LookRuns()
        self._tables: list[_Table] = []
        self._text: list[str] = []
        self._silent: list[str] = []
        self._style = False
        self._classes: dict[str, tuple[str, ...]] = {}
        self._cell: tuple[int, int, tuple[str, ...]] | None = None
        self._filled = 0

    # ---- what the parser finds

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        about = {name: value or "" for name, value in attrs}
        if tag == "option":  # one ends where the next begins
            self._silent = [name for name in self._silent if name != tag]
        if tag in _NOT_SHOWN or (tag == "option" and "selected" not in about):
            self._silent.append(tag)
        elif tag == "style":
            self._style = True
        elif tag == "table":
            self._end_row()
            self.end_line()
            self._tables.append(_Table(len(self.merged)))
        elif tag == "tr" and self._tables:
            self._end_row()
            self._begin_row(about)
        elif tag in ("td", "th") and self._tables:
            self._end_cell()
            self._begin_cell(about)
        elif tag == "br":
            self._text.append("\0")
        elif tag in _BLOCKS:
            self._part()
        elif tag == "input" and about.get("type", "").lower() == "checkbox":
            self._text.append("☑" if "checked" in about else "☐")
        elif self._cell and (tag in STRIKES or tag in SET or tag in ("span", "font")):
            self._cell = (*self._cell[:2], (*self._cell[2], *self._of(tag, about)))

    def handle_endtag(self, tag: str) -> None:
        if self._silent and tag == self._silent[-1]:
            self._silent.pop()
        elif tag == "select":
            self._silent = [name for name in self._silent if name != "option"]
        elif tag == "style":
            self._style = False
        elif tag == "table" and self._tables:
            self._end_row()
            self._end_table()
        elif tag == "tr" and self._tables:
            self._end_row()
        elif tag in ("td", "th") and self._tables:
            self._end_cell()
        elif tag in _BLOCKS:
            self._part()

    def handle_data(self, data: str) -> None:
        if self._style:
            for name, style in _CLASS.findall(data):
                self._classes[name] = looks_of(style.lower())
        elif not self._silent:
            self._text.append(data)

    # ---- rows and cells

    def _part(self) -> None:
        """Begin a new line in a cell, or a new row outside of one."""
        if self._cell:
            self._text.append("\0")
        else:
            self.end_line()

    def end_line(self) -> None:
        """Put text that stands in no cell into a row of its own."""
        if self._cell is None:
            text = self._take_text()
            for line in text.split("\n") if text else ():
                self._add([line])

    def _take_text(self) -> str:
        text = _SPACE.sub(" ", "".join(self._text))
        self._text.clear()
        lines = (line.strip() for line in text.split("\0"))
        return "\n".join(line for line in lines if line)

    def _begin_row(self, about: Mapping[str, str]) -> None:
        self.end_line()
        table = self._tables[-1]
        table.is_open, table.cells = True, []
        table.row_looks = self._of("tr", about)
        if _HIDDEN.search(about.get("style", "").lower()):
            self.hidden_rows.add(len(self.rows))

    def _begin_cell(self, about: Mapping[str, str]) -> None:
        table = self._tables[-1]
        if not table.is_open:
            self._begin_row({})
        while table.hanging.get(len(table.cells), 0):
            table.cells.append(None)
        across = _count(about.get("colspan", ""), MOST_ACROSS)
        down = _count(about.get("rowspan", ""), MOST_DOWN)
        column, row = len(table.cells), len(self.rows)
        if column + across > MOST_COLUMNS:
            raise Refused("too_wide")
        table.cells += [None] * across
        if across > 1 or down > 1:
            last = (row + down - 1, column + across - 1)
            self.merged.append(((row, column), last))
        for at in range(column, column + across) if down > 1 else ():
            table.hanging[at] = down
        looks = (*table.row_looks, *self._of("td", about))
        self._cell = column, across, looks
        self._text.clear()

    def _end_cell(self) -> None:
        if self._cell is None:
            return
        column, across, looks = self._cell
        table = self._tables[-1]
        table.cells[column] = self._take_text() or None
        self._cell = None
        for at in range(column, column + across) if looks else ():
            self.looks.add(at, len(self.rows), len(self.rows), dict.fromkeys(looks))

    def _end_row(self) -> None:
        if not self._tables or not self._tables[-1].is_open:
            return
        self._end_cell()
        table = self._tables[-1]
        table.is_open = False
        self._text.clear()
        self._add(table.cells)
        table.hanging = {at: n - 1 for at, n in table.hanging.items() if n > 1}

    def _end_table(self) -> None:
        self._text.clear()
        table = self._tables.pop()
        end = len(self.rows) - 1
        for at in range(table.first_merge, len(self.merged)):
            first, (row, column) = self.merged[at]
            self.merged[at] = first, (max(first[0], min(row, end)), column)

    def _add(self, cells: list[str | None]) -> None:
        self._filled += len(cells)
        if len(self.rows) >= MOST_ROWS or self._filled > MAX_CELLS:
            raise Refused("reaches_too_far")
        self.rows.append(cells)

    def _of(self, tag: str, about: Mapping[str, str]) -> tuple[str, ...]:
        """Give the looks that an element declares, by itself or by its class."""
        found = [STRUCK] if tag in STRIKES else []
        found += [SET[tag]] if tag in SET else []
        for name in about.get("class", "").split():
            found += self._classes.get(name, ())
        style = about.get("style", "").lower()
        if "bgcolor" in about:
            style += f";background:{about['bgcolor'].lower()}"
        if tag == "font" and "color" in about:
            style += f";color:{about['color'].lower()}"
        if "face" in about:
            style += f";font-family:{about['face'].lower()}"
        return (*found, *looks_of(style))


def _count(text: str, most: int) -> int:
    """Read over how many a cell reaches: one where it does not say so plainly."""
    digits = text.strip()
    if not digits.isdecimal() or not digits.isascii():
        return 1
    return max(1, min(int(digits[:6]), most))
