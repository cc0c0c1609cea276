"""Far sheets read without their emptiness, and hidden values shown; in the child."""

from __future__ import annotations

import io
import re
import zipfile
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import repeat
from typing import Any

from dophu.reader.containers import Stream, open_container
from dophu.reader.extents import MAX_CELLS, Extent, Inspection, Refused
from dophu.reader.grid import cell_name
from dophu.reader.zip_workbook import (
    CELL,
    PLACE,
    VALUE,
    checked_pieces,
    column_of,
    place_of,
)

MAX_MERGED = 500_000
"""Cells inside merges; each is looked up on its own, a list has some hundred."""
_MERGE = re.compile(
    rb'<(?:\w+:)?mergeCell\s[^>]*?\bref="([A-Z]{1,3})(\d{1,7}):([A-Z]{1,3})(\d{1,7})"'
)
_EMPTY = (
    b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
    b"<sheetData>%s</sheetData></worksheet>"
)
_MACROS = "xl/macrosheets/"
_MACRO_LINK = re.compile(
    rb"http://schemas\.microsoft\.com/office/2006/relationships/xl(?:Intl)?Macrosheet"
)
_SHEET_LINK = (
    b"http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet"
)


def read_sheets(content: bytes, found: Inspection) -> Iterator[Stream]:
    """Read an inspected content sheet by sheet: far ones without their emptiness.

    The reader holds the whole rectangle up to the last cell. A sheet whose
    rectangle is too much is given to it with its empty rows and columns taken
    out, and they are put back as short rows; so no cell that holds something is
    left out, however far away. A cell of blanks only is left out there. Errors and
    formulas without a value, which the reader hides, are put where they stand.

    Raises
    ------
    Unreadable
        As ``open_container``.
    Refused
        For a sheet that really holds more than may be read.
    """
    thin, kept = _without_emptiness(content, found)
    sheets = _open(thin, found.kind)
    number = -1
    for number, sheet in enumerate(sheets):
        if not found.sheets:  # nothing was found of it before it was read
            yield sheet
            continue
        extent = found.sheets[number] if number < len(found.sheets) else Extent()
        state = "other" if extent.part.startswith(_MACROS) else sheet.state
        rows = _restored(sheet.rows, extent, kept.get(number))
        merged = kept[number].merged if number in kept else sheet.merged
        merged = merged or list(extent.merged)
        unseen = (extent.hidden_rows, extent.fonts, extent.hidden_columns)
        about = (state, *unseen, extent.looks, extent.comments)
        yield Stream(sheet.name, rows, merged, *about)
    if found.sheets and number + 1 != len(found.sheets):
        raise Refused("reader_failed")


def _open(content: bytes, kind: str) -> Iterator[Stream]:
    # Pages and XML are few, and the child that reads must start light.
    if kind == "html":
        from dophu.reader.html_tables import read_html

        return iter([read_html(content)])
    if kind == "single_file":
        from dophu.reader.single_file_pages import read_single_file

        return read_single_file(content)
    if kind == "xml_2003":
        from dophu.reader.xml_workbook import read_xml_workbook

        return read_xml_workbook(content)
    return open_container(content, kind)


@dataclass(frozen=True)
class _Kept:
    """What was left of a far sheet: its rows, columns and merges as they were."""

    rows: list[int]
    columns: list[int]
    merged: list[tuple[tuple[int, int], tuple[int, int]]]


def _without_emptiness(
    content: bytes, found: Inspection
) -> tuple[bytes, dict[int, _Kept]]:
    changed: dict[str, bytes] = {}
    kept = {}
    if found.kind != "xlsx":
        return content, kept
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        for number, sheet in enumerate(found.sheets):
            if sheet.part.startswith(_MACROS):
                # The reader gives up a whole workbook for a sheet of old macros.
                changed[sheet.part] = _EMPTY % b""
            elif sheet.is_far:
                changed[sheet.part], kept[number] = _squeezed(archive, sheet)
        if not changed:
            return content, kept
        thin = io.BytesIO()
        with zipfile.ZipFile(thin, "w") as copy:
            for name in dict.fromkeys(archive.namelist()):
                part = changed[name] if name in changed else archive.read(name)
                if name == "xl/_rels/workbook.xml.rels":
                    part = _MACRO_LINK.sub(_SHEET_LINK, part)
                copy.writestr(name, part)
    return thin.getvalue(), kept


def _squeezed(archive: zipfile.ZipFile, sheet: Extent) -> tuple[bytes, _Kept]:
    blanks = _blank_texts(archive)
    cells = []
    merged = []
    with archive.open(sheet.part) as stream:
        for piece in checked_pieces(stream, sheet.part):
            merged += [_merge(match) for match in _MERGE.finditer(piece)]
            for attributes, inside in CELL.findall(piece):
                place = PLACE.search(attributes)
                if place is None:
                    raise Refused("reaches_too_far")
                value = VALUE.search(inside)
                is_blank = value is None or value.group(1).isspace()
                if b't="s"' in attributes and value:
                    is_blank = value.group(1) in blanks
                if not is_blank or place_of(place) in sheet.hidden_values:
                    cells.append((place_of(place), attributes, inside))
    widths = {}
    for (row, column), _, _ in cells:
        widths[row] = max(widths.get(row, 0), column + 1)
    kept = _Kept(sorted(widths), sorted({place[1] for place, _, _ in cells}), merged)
    if max(sum(widths.values()), len(kept.rows) * len(kept.columns)) > MAX_CELLS:
        raise Refused("reaches_too_far")
    rows = {row: number for number, row in enumerate(kept.rows)}
    columns = {column: number for number, column in enumerate(kept.columns)}
    lines: dict[int, list[bytes]] = {row: [] for row in kept.rows}
    for (row, column), attributes, inside in sorted(cells, key=lambda cell: cell[0]):
        name = cell_name(rows[row], columns[column]).encode()
        attributes = PLACE.sub(b'r="%s"' % name, attributes)
        lines[row].append(b"<c%s>%s</c>" % (attributes, inside))
    body = b"".join(
        b'<row r="%d">%s</row>' % (rows[row] + 1, b"".join(line))
        for row, line in lines.items()
    )
    return _EMPTY % body, kept


def _blank_texts(archive: zipfile.ZipFile) -> set[bytes]:
    # Cells name a shared text by its number; those of blanks alone are nothing.
    try:
        texts = archive.read("xl/sharedStrings.xml")
    except KeyError:
        return set()
    items = re.findall(rb"<(?:\w+:)?si\s*(?:/>|>(.*?)</(?:\w+:)?si>)", texts, re.DOTALL)
    return {
        b"%d" % number
        for number, item in enumerate(items)
        if all(text.isspace() for text in VALUE.findall(item))
    }


def _merge(match: re.Match[bytes]) -> tuple[tuple[int, int], tuple[int, int]]:
    first, top, last, bottom = match.groups()
    return (int(top) - 1, column_of(first)), (int(bottom) - 1, column_of(last))


def _restored(
    rows: Iterable[list[Any]], extent: Extent, kept: _Kept | None
) -> Iterator[list[Any]]:
    if kept is not None:
        rows = _put_back(rows, kept)
    elif extent.is_far:
        rows = (_spread(cells, range(len(cells))) for cells in rows)
    if not extent.hidden_values:
        yield from rows
        return
    hidden: dict[int, dict[int, str]] = defaultdict(dict)
    for (row, column), text in extent.hidden_values.items():
        hidden[row][column] = text
    number = -1
    for number, cells in enumerate(rows):
        yield _shown(cells, hidden[number]) if number in hidden else cells
    for row in range(number + 1, max(hidden) + 1):
        yield _shown([], hidden[row]) if row in hidden else []


def _put_back(rows: Iterable[list[Any]], kept: _Kept) -> Iterator[list[Any]]:
    last = -1
    for row, cells in zip(kept.rows, rows, strict=True):
        yield from repeat([], row - last - 1)
        yield _spread(cells, kept.columns)
        last = row


def _shown(cells: list[Any], hidden: dict[int, str]) -> list[Any]:
    shown = cells + [None] * (max(hidden) + 1 - len(cells))
    for column, text in hidden.items():
        if shown[column] in ("", None):
            shown[column] = text
    return shown


def _spread(cells: list[Any], columns: Sequence[int]) -> list[Any]:
    spread: list[Any] = []
    for cell, column in zip(cells, columns, strict=False):
        if cell not in ("", None):
            spread += [None] * (column - len(spread)) + [cell]
    return spread


def within(
    merged: list[tuple[tuple[int, int], tuple[int, int]]], height: int, width: int
) -> list[tuple[tuple[int, int], tuple[int, int]]]:
    """Cut merges down to a sheet's used rows and columns.

    A merge of whole columns is a million cells, of which only those used matter.

    Raises
    ------
    Refused
        Where more than ``MAX_MERGED`` cells are merged.

    Examples
    --------
    >>> within([((1, 0), (1048575, 0)), ((7, 3), (8, 4))], 5, 3)
    [((1, 0), (4, 0))]
    """
    cut = [
        (first, (min(last[0], height - 1), min(last[1], width - 1)))
        for first, last in merged
        if first[0] < height and first[1] < width
    ]
    area = sum(
        (last[0] - first[0] + 1) * (last[1] - first[1] + 1) for first, last in cut
    )
    if area > MAX_MERGED:
        raise Refused("reaches_too_far")
    return cut
