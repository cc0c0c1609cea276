"""The content of an .ods: how far its sheets reach, what is merged, what not shown."""

from __future__ import annotations

import re
from collections.abc import Iterable

from dophu.reader.cell_comments import as_comments
from dophu.reader.colours import WHITE, font_look
from dophu.reader.emphasis import border_look, emphases
from dophu.reader.extents import (
    MOST_COLUMNS,
    MOST_ROWS,
    STRUCK,
    SYMBOL_FONTS,
    Extent,
    Merge,
)
from dophu.reader.look_runs import LookRuns
from dophu.reader.rich_text import looks_of_runs, with_rich

_TABLE = re.compile(
    rb"<table:(table|table-column|table-row|(?:covered-)?table-cell)(?=[\s/>])([^>]*)>"
)
_UNSEEN = re.compile(rb'table:visibility="(?:collapse|filter)"')
_TEXT = re.compile(rb"<text:p>([^<]*)<")


_OF_FAMILY = (
    rb'<style:style [^>]*style:name="([^"]*)"[^>]*style:family="%s"'
    rb"(?:[^>]*[^/>])?>(.*?)</style:style>"
)
_STYLE = re.compile(_OF_FAMILY % b"table-cell", re.DOTALL)
_SETTING = re.compile(_OF_FAMILY % b"text", re.DOTALL)
_SPAN = re.compile(
    rb'<text:span text:style-name="([^"]*)"[^>]*>(.*?)</text:span>|([^<>]+)(?=<)'
)
_FILL = re.compile(rb'fo:background-color="#([0-9a-fA-F]{6})"')
_STRUCK = re.compile(
    rb'\A(?!.*text-line-through-style="none").*text-line-through-(?:style|type)="(?!none")',
    re.DOTALL,
)
"""A line through letters; some programs write its type alone."""
_FONT = re.compile(rb"""(?:style:font-name|fo:font-family)="'?([^"']{1,40})""")
_LETTERS = re.compile(rb'fo:color="#([0-9a-fA-F]{6})"')
_LOOKS = re.compile(
    rb"background-color|fo:color|line-through|(?i:wingdings|webdings|marlett)"
    rb"|font-weight|font-style|text-underline|font-size|fo:border"
)
_BOLD = re.compile(rb'fo:font-weight="(?:bold|[6-9]00)"')
_ITALIC = re.compile(rb'fo:font-style="(?:italic|oblique)"')
_UNDERLINE = re.compile(rb'style:text-underline-style="(?!none)')
_SIZE = re.compile(rb'fo:font-size="([\d.]{1,6})pt"')
_LINE = re.compile(rb'fo:border(-left|-right)?="(?:[\d.]+\w+ )?([a-z]+)')
_NAMED = re.compile(rb'table:style-name="([^"]*)"')
_DEFAULT = re.compile(rb'table:default-cell-style-name="([^"]*)"')
_ANNOTATION = re.compile(
    rb"<office:annotation(?=[\s>])[^>]*(?<!/)>(.*?)</office:annotation>", re.DOTALL
)
_PARAGRAPH = re.compile(rb"<text:p\b[^>]*?(?:/>|>(.*?)</text:p>)", re.DOTALL)
_TAGS = re.compile(rb"<[^>]*>")
WIDEST = 256
"""Cells side by side whose looks are noted; a row may be filled to its very end."""

Looks = dict[bytes, tuple[str, ...]]


class _Sheet:
    """One sheet while it is scanned, element by element."""

    def __init__(self, looks: Looks) -> None:
        self._looks = looks
        self._seen, self._rich = LookRuns(), LookRuns()
        self._defaults: list[tuple[int, bytes]] = []
        self.rows = self.columns = 0
        self.hidden: dict[tuple[int, int], str] = {}
        self.hidden_rows: set[int] = set()
        self.hidden_columns: set[int] = set()
        self.merged: list[Merge] = []
        self.comments: dict[tuple[int, int], str] = {}
        self.row = self.column = self._times = self._declared = 0
        self.last = (0, 0)
        """The cell that was noted last."""

    def add_column(self, attributes: bytes) -> None:
        """Note the declaration of columns: whether they are shown."""
        width = _number(attributes, b"columns-repeated")
        if _UNSEEN.search(attributes):
            last = min(self._declared + width, MOST_COLUMNS)
            self.hidden_columns.update(range(self._declared, last))
        self._declared += width
        if self._looks and (default := _DEFAULT.search(attributes)):
            self._defaults += [(self._declared, default.group(1))]
        elif self._looks:
            self._defaults += [(self._declared, b"")]

    def add_row(self, attributes: bytes) -> None:
        """Begin a row, or several that are the same."""
        self.row, self.column = self.row + self._times, 0
        self._times = _number(attributes, b"rows-repeated")
        if _UNSEEN.search(attributes):
            last = min(self.row + self._times, MOST_ROWS)
            self.hidden_rows.update(range(self.row, last))

    def add_cell(self, attributes: bytes, inside: re.Match[bytes] | None) -> None:
        """Note a cell, or several that are the same; ``inside`` is its first text."""
        width = _number(attributes, b"columns-repeated")
        if b"office:value-type=" in attributes:
            self.rows = max(self.rows, self.row + self._times)
            self.columns = max(self.columns, self.column + width)
        if b'calcext:value-type="error"' in attributes:
            text = inside.group(1).decode() if inside else "#N/A"
            self.hidden[self.row, self.column] = text
        if b"-spanned=" in attributes:
            down = _number(attributes, b"rows-spanned")
            right = _number(attributes, b"columns-spanned")
            last = (self.row + down - 1, self.column + right - 1)
            if down * right > 1:
                self.merged.append(((self.row, self.column), last))
        if self._looks:
            self._look_at(attributes, width)
        self.last = (self.row, self.column)
        self.column += width

    def _look_at(self, attributes: bytes, width: int) -> None:
        named = _NAMED.search(attributes)
        for column in range(self.column, min(self.column + width, WIDEST)):
            default = next((s for end, s in self._defaults if column < end), b"")
            looks = self._looks.get(named.group(1) if named else default)
            if looks:
                last = self.row + self._times - 1
                self._seen.add(column, self.row, last, looks)

    def look_within(self, piece: bytes, start: int, settings: Looks) -> None:
        """Note how the letters of the last cell are set, where that is not all alike.

        ``settings`` are the looks of styles of letters by name.
        """
        end = piece.find(b"</table:table-cell", start)
        inside = _ANNOTATION.sub(b"", piece[start:end] if end >= 0 else b"")
        if b"<text:span" not in inside:
            return
        runs = [
            (_TAGS.sub(b"", text or alone).decode("utf-8", "replace"),
             settings.get(name, ()))
            for name, text, alone in _SPAN.findall(inside)
        ]  # fmt: skip
        row, column = self.last
        self._rich.add(column, row, row, looks_of_runs(runs))

    def as_extent(self, part: str) -> Extent:
        """Give what was found."""
        return Extent(
            part, self.rows, self.columns, self.hidden, 0, frozenset(self.hidden_rows),
            hidden_columns=frozenset(self.hidden_columns), merged=tuple(self.merged),
            looks=with_rich(self._seen.found(), self._rich.found()),
            comments=as_comments(self.comments),
        )  # fmt: skip


def scan_tables(part: str, pieces: Iterable[bytes]) -> list[Extent]:
    """Go through the sheets of an .ods, piece by piece; one extent a sheet."""
    sheets: list[_Sheet] = []
    looks: Looks = {}
    settings: Looks = {}
    for piece in pieces:
        if not sheets and _LOOKS.search(piece):
            looks |= _looks_of(_STYLE, piece)
            settings |= _looks_of(_SETTING, piece)
        comments = _comments_in(piece) if b"<office:annotation" in piece else []
        for match in _TABLE.finditer(piece):
            while comments and sheets and comments[0][0] < match.start():
                sheets[-1].comments[sheets[-1].last] = comments.pop(0)[1]
            element, attributes = match.groups()
            if element == b"table":
                sheets.append(_Sheet(looks))
            elif not sheets:
                continue
            elif element == b"table-column":
                sheets[-1].add_column(attributes)
            elif element == b"table-row":
                sheets[-1].add_row(attributes)
            else:
                is_error = b'calcext:value-type="error"' in attributes
                inside = _TEXT.match(piece, match.end()) if is_error else None
                sheets[-1].add_cell(attributes, inside)
                if settings and not attributes.endswith(b"/"):
                    sheets[-1].look_within(piece, match.end(), settings)
        if sheets:
            sheets[-1].comments.update((sheets[-1].last, text) for _, text in comments)
    return [sheet.as_extent(part) for sheet in sheets]


def _comments_in(piece: bytes) -> list[tuple[int, str]]:
    """Give where annotations begin, and what they say; paragraphs are lines."""
    # Few workbooks have comments; what it stands on is a list of 2,000 names.
    from html import unescape

    return [
        (
            match.start(),
            "\n".join(
                unescape(_TAGS.sub(b"", line).decode("utf-8", "replace"))
                for line in _PARAGRAPH.findall(match.group(1))
            ),
        )
        for match in _ANNOTATION.finditer(piece)
    ]


def _looks_of(styles: re.Pattern[bytes], piece: bytes) -> Looks:
    found: Looks = {}
    for name, inside in styles.findall(piece):
        fill = _FILL.search(inside)
        colour = fill.group(1).decode().upper() if fill else ""
        fonts = [name.decode().casefold() for name in _FONT.findall(inside)]
        symbols = next((name for name in fonts if name in SYMBOL_FONTS), "")
        written = _LETTERS.search(inside)
        letters = written.group(1).decode().upper() if written else ""
        letters = font_look(letters) if letters != WHITE else ""
        looks: tuple[str, ...]
        looks = (STRUCK if _STRUCK.search(inside) else "", colour, letters, symbols)
        looks += _emphases_of(inside)
        if any(look not in ("", WHITE) for look in looks):
            found[name] = tuple(look for look in looks if look not in ("", WHITE))
    return found


def _emphases_of(inside: bytes) -> tuple[str, ...]:
    size = _SIZE.search(inside)
    lines = {side: line.decode() for side, line in _LINE.findall(inside)}
    of_all = lines.get(b"", "none")
    sides = (lines.get(side, of_all) for side in (b"-left", b"-right"))
    found = emphases(
        bold=bool(_BOLD.search(inside)),
        italic=bool(_ITALIC.search(inside)),
        underline=bool(_UNDERLINE.search(inside)),
        # A style states its size only where it is not the usual one.
        size=float(size.group(1)) if size else 0,
        usual=-1,
    )
    return (*found, border_look(*sides))


def _number(attributes: bytes, what: bytes) -> int:
    match = re.search(rb"table:number-" + what + rb'="(\d{1,9})"', attributes)
    return int(match.group(1)) if match else 1
