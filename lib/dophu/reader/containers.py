"""Files as they are sent: recognised by content, opened, their sheets handed out raw.

The first of five steps (container, grid, table, rows, values). A file is read
into memory once, so that what is hashed is what is counted and no file is held
open; a file that cannot be read raises :class:`Unreadable`, which the caller
turns into an issue about that file alone.
"""

from __future__ import annotations

import hashlib
import io
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import chain, repeat
from typing import Any

from dophu.reader.extents import Comment, Run
from dophu.reader.near_rows import part_at_sea, without_empty_ends
from dophu.reader.text_encodings import ENCODINGS, decode_text
from dophu.reader.wire import Cell


class Unreadable(Exception):
    """A file that cannot be read; ``why`` is a phrase of the issue catalogue."""

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why


@dataclass(frozen=True)
class Sheet:
    """One sheet with plain cells (see ``cells.plain``).

    ``rows`` starts with the sheet's first row, so that index 0 is Excel's row 1;
    ``merged`` holds ranges ``((row, column), (row, column))`` from 0, both ends
    included; ``state`` is ``visible``, ``hidden`` or ``other`` (chart, macro);
    ``hidden_rows`` and ``hidden_columns`` hold those, from 0, that Excel does not show,
    ``fonts`` the texts that are set in fonts from before Unicode, ``looks`` the cells
    that are struck out or filled with a colour, ``comments`` those pinned to cells.
    """

    name: str
    rows: list[list[Cell]]
    merged: list[tuple[tuple[int, int], tuple[int, int]]] = field(default_factory=list)
    state: str = "visible"
    hidden_rows: frozenset[int] = frozenset()
    fonts: tuple[Run, ...] = ()
    hidden_columns: frozenset[int] = frozenset()
    looks: tuple[Run, ...] = ()
    comments: tuple[Comment, ...] = ()


def digest(content: bytes) -> str:
    """Give the SHA-256 of a file's content in hexadecimal digits."""
    return hashlib.sha256(content).hexdigest()


@dataclass(frozen=True)
class Stream:
    """A sheet while it is read: as :class:`Sheet`, its rows handed out one by one.

    Its cells are as the reader gives them, to be made plain.
    """

    name: str
    rows: Iterable[list[Any]]
    merged: list[tuple[tuple[int, int], tuple[int, int]]] = field(default_factory=list)
    state: str = "visible"
    hidden_rows: frozenset[int] = frozenset()
    fonts: tuple[Run, ...] = ()
    hidden_columns: frozenset[int] = frozenset()
    looks: tuple[Run, ...] = ()
    comments: tuple[Comment, ...] = ()


def open_container(content: bytes, kind: str) -> Iterator[Stream]:
    """Open a content that was inspected and hand out its sheets, one by one.

    A sheet's rows have to be taken before the next sheet is asked for; a text file
    has one sheet, named ''.

    Raises
    ------
    Unreadable
        For a content that the reader of its kind does not understand.
    """
    if kind == "text":
        return iter([Stream("", _read_text(content))])
    return _read_workbook(content)


def _read_workbook(content: bytes) -> Iterator[Stream]:
    from python_calamine import CalamineWorkbook, PasswordError, SheetTypeEnum

    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(content))
        if not book.sheets_metadata:
            raise Unreadable("no_sheet")
        for number, about in enumerate(book.sheets_metadata):
            visible = str(about.visible).rsplit(".", 1)[-1] == "Visible"
            state = "visible" if visible else "hidden"
            if about.typ != SheetTypeEnum.WorkSheet:
                yield Stream(about.name, [], [], "other")
                continue
            sheet = book.get_sheet_by_index(number)
            merged = list(sheet.merged_cell_ranges or ())
            yield Stream(about.name, _rows(sheet), merged, state)
            del sheet  # or two stand in memory together
    except PasswordError:
        raise Unreadable("protection_unknown") from None
    except (KeyboardInterrupt, SystemExit, GeneratorExit, MemoryError, Unreadable):
        raise
    except BaseException:  # a panic of the reader is no Exception
        raise Unreadable("reader_failed") from None


def _rows(sheet: Any) -> Iterator[list[Any]]:
    # Empty rows above the first cell are given, empty columns left of it are not.
    left = [None] * (sheet.start[1] if sheet.start else 0)
    try:
        if left:
            yield from (left + row for row in sheet.iter_rows())
        else:
            yield from sheet.iter_rows()
    except (KeyboardInterrupt, SystemExit, GeneratorExit, MemoryError):
        raise
    except BaseException:
        raise Unreadable("reader_failed") from None


def _read_text(content: bytes) -> Iterator[list[Any]]:
    text, empty, beyond = part_at_sea(_decode(content))
    parts = [_records(text), repeat([], empty)]
    return chain(*parts, _records(beyond) if beyond.strip() else ())


def _records(text: str) -> list[list[Any]]:
    # Loaded for text alone: the child that reads must start light.
    from dophu.reader.delimited_text import parse_records

    records, is_open = parse_records(without_empty_ends(text))
    if is_open:
        raise Unreadable("open_quote")
    return [[cell or None for cell in row] for row in records]


def _decode(content: bytes) -> str:
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        encodings: tuple[str, ...] = ("utf-16",)
    else:
        encodings = ENCODINGS
    for encoding in encodings:
        try:
            text = decode_text(content, encoding)
        except UnicodeDecodeError:
            continue
        if "\x00" in text:
            break
        return text.replace("\r\n", "\n").replace("\r", "\n")
    raise Unreadable("encoding")
