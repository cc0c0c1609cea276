"""Workbooks of Excel 2003's XML (SpreadsheetML), mostly named .xls: sheet by sheet."""

from __future__ import annotations

import io
from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any
from xml.etree import ElementTree

from dophu.reader.colours import WHITE, font_look
from dophu.reader.containers import Stream, Unreadable
from dophu.reader.emphasis import border_look, emphases
from dophu.reader.extents import (
    MAX_CELLS,
    MOST_COLUMNS,
    MOST_ROWS,
    STRUCK,
    SYMBOL_FONTS,
    UNCALCULATED,
    Merge,
    Refused,
)
from dophu.reader.look_runs import LookRuns

SPACE = "urn:schemas-microsoft-com:office:spreadsheet"
"""The namespace that distinguishes such a workbook from any other XML."""

_SS = f"{{{SPACE}}}"
_ON = ("1", "true")
_SIDES = ("Left", "Right")
_HIDDEN = ("SheetHidden", "SheetVeryHidden")


def read_xml_workbook(content: bytes) -> Iterator[Stream]:
    """Read the sheets of a workbook in their order.

    Raises
    ------
    Unreadable
        For XML that is not well-formed, or a workbook without a sheet.
    Refused
        Where it declares entities, or a sheet reaches further than any.
    """
    if b"<!DOCTYPE" in content.replace(b"\0", b""):  # of UTF-16 too
        raise Refused("entities")
    looks: dict[str, tuple[str, ...]] = {}
    sheets = 0
    try:
        for _, element in ElementTree.iterparse(io.BytesIO(content)):
            if element.tag == f"{_SS}Styles":
                looks = _looks(element)
            elif element.tag == f"{_SS}Worksheet":
                sheets += 1
                yield _Sheet(element, looks).read()
                element.clear()
    except (ElementTree.ParseError, LookupError, ValueError):
        raise Unreadable("damaged") from None
    if not sheets:
        raise Unreadable("no_sheet")


_USUAL = 10.0
"""Points of letters where a workbook has no style for all."""


def _get(element: ElementTree.Element, name: str, default: str = "") -> str:
    """Give an attribute, with its namespace or, as some programs write it, without."""
    return element.get(f"{_SS}{name}") or element.get(name) or default


def _number(element: ElementTree.Element, name: str, default: int, most: int) -> int:
    text = _get(element, name)
    number = int(text) if text.isdecimal() else default
    if number > most:
        raise Refused("reaches_too_far")
    return number


def _looks(styles: ElementTree.Element) -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    usual = _usual_size(styles)
    for style in styles.iter(f"{_SS}Style"):
        looks = list(found.get(_get(style, "Parent"), ()))
        for part in style:
            if part.tag == f"{_SS}Font":
                font = _get(part, "FontName").casefold()
                looks += [font] if font in SYMBOL_FONTS else []
                if _get(part, "StrikeThrough").casefold() in _ON:
                    looks.append(STRUCK)
                letters = _colour(part)
                looks += [font_look(letters)] if letters else []
                size = _get(part, "Size")
                looks += emphases(
                    bold=_get(part, "Bold") in _ON,
                    italic=_get(part, "Italic") in _ON,
                    underline=_get(part, "Underline", "None") != "None",
                    size=float(size or 0),
                    usual=usual,
                )
            elif part.tag == f"{_SS}Borders":
                lines = {_get(e, "Position"): _get(e, "LineStyle") for e in part}
                looks.append(border_look(*(lines.get(k, "") for k in _SIDES)))
            elif (
                part.tag == f"{_SS}Interior" and _get(part, "Pattern", "None") != "None"
            ):
                looks += filter(None, [_colour(part)])
        if looks:
            found[_get(style, "ID")] = tuple(dict.fromkeys(filter(None, looks)))
    return found


def _usual_size(styles: ElementTree.Element) -> float:
    """Give the size of letters where none is stated: that of the style for all."""
    own = next(
        (s for s in styles.iter(f"{_SS}Style") if _get(s, "ID") == "Default"), None
    )
    font = own.find(f"{_SS}Font") if own is not None else None
    size = _get(font, "Size") if font is not None else ""
    return float(size or _USUAL)


def _colour(part: ElementTree.Element) -> str:
    colour = _get(part, "Color").lstrip("#").upper()
    is_one = len(colour) == 6 and {*colour} <= {*"0123456789ABCDEF"}
    return colour if is_one and colour != WHITE else ""


class _Sheet:
    """A worksheet's element as rows, merges and what is not shown of it."""

    def __init__(
        self, element: ElementTree.Element, looks: Mapping[str, tuple[str, ...]]
    ) -> None:
        self._element, self._styles = element, looks
        self._rows: list[list[Any]] = []
        self._merged: list[Merge] = []
        self._hidden: set[int] = set()
        self._looks = LookRuns()
        self._filled = 0

    def read(self) -> Stream:
        """Read all rows; a sheet's state stands behind them."""
        table = self._element.find(f"{_SS}Table")
        for row in table.iterfind(f"{_SS}Row") if table is not None else ():
            self._add(row)
        hidden = any(
            part.tag.endswith("}Visible") and part.text in _HIDDEN
            for part in self._element.iter()
        )
        return Stream(
            _get(self._element, "Name"), self._rows, self._merged,
            "hidden" if hidden else "visible", frozenset(self._hidden), (),
            self._hidden_columns(table), self._looks.found(),
        )  # fmt: skip

    def _add(self, row: ElementTree.Element) -> None:
        at = _number(row, "Index", len(self._rows) + 1, MOST_ROWS) - 1
        self._rows += [[] for _ in range(at - len(self._rows))]
        at = len(self._rows)
        if _get(row, "Hidden") in _ON:
            self._hidden.add(at)
        cells: list[Any] = []
        for cell in row.iterfind(f"{_SS}Cell"):
            column = _number(cell, "Index", len(cells) + 1, MOST_COLUMNS) - 1
            cells += [None] * (column - len(cells))
            column = len(cells)
            across = _number(cell, "MergeAcross", 0, MOST_COLUMNS)
            down = _number(cell, "MergeDown", 0, MOST_ROWS)
            if across or down:
                self._merged.append(((at, column), (at + down, column + across)))
            style = _get(cell, "StyleID") or _get(row, "StyleID")
            if style in self._styles:
                self._looks.add(column, at, at, self._styles[style])
            cells += [_value(cell), *[None] * across]
        self._filled += len(cells)
        if len(cells) > MOST_COLUMNS or len(self._rows) >= MOST_ROWS:
            raise Refused("reaches_too_far")
        if self._filled > MAX_CELLS:
            raise Refused("reaches_too_far")
        self._rows.append(cells)

    def _hidden_columns(self, table: ElementTree.Element | None) -> frozenset[int]:
        hidden: set[int] = set()
        at = 0
        for column in table.iterfind(f"{_SS}Column") if table is not None else ():
            at = _number(column, "Index", at + 1, MOST_COLUMNS)
            span = _number(column, "Span", 0, MOST_COLUMNS)
            if _get(column, "Hidden") in _ON:
                hidden.update(range(at - 1, at + span))
            at += span
        return frozenset(hidden)


def _value(cell: ElementTree.Element) -> Any:
    data = cell.find(f"{_SS}Data")
    if data is None:
        return UNCALCULATED if _get(cell, "Formula") else None
    text = "".join(data.itertext())
    kind = _get(data, "Type", "String")
    try:
        if kind == "Number" and text.strip():
            return float(text)
        if kind == "DateTime" and text.strip():
            return datetime.fromisoformat(text.strip())
        if kind == "Boolean":
            return text.strip() in _ON
    except ValueError:
        return text  # as it stands there
    return text
