"""Files as they are sent: told apart by content, opened, their sheets handed out raw.

The first of five steps (container, grid, table, rows, values). A file is read
into memory once, so that what is hashed is what is counted and no file is held
open; a file that cannot be read raises :class:`Unreadable`, which the caller
turns into an issue about that file alone.
"""

from __future__ import annotations

import csv
import hashlib
import io
import zipfile
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

ENDINGS = frozenset((".xlsx", ".xlsm", ".xls", ".xlsb", ".ods", ".csv", ".tsv", ".txt"))
"""Endings of files that can be lists; anything else in a folder is passed over."""

ENCODINGS = ("utf-8-sig", "cp1258")
"""Tried in this order where no byte-order mark tells; cp1258 is Windows' Vietnamese."""

MAX_UNPACKED = 800 * 2**20
"""Bytes a zipped workbook may unpack to; more is a bomb, not a list."""


class Unreadable(Exception):
    """A file that cannot be read; ``why`` is a phrase of the issue catalogue."""

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why


@dataclass(frozen=True)
class Sheet:
    """One sheet as its reader gives it.

    ``rows`` starts with the sheet's first row, so that index 0 is Excel's row 1;
    ``merged`` holds ranges ``((row, column), (row, column))`` from 0, both ends
    included; ``state`` is ``visible``, ``hidden`` or ``other`` (chart, macro).
    """

    name: str
    rows: list[list[Any]]
    merged: list[tuple[tuple[int, int], tuple[int, int]]] = field(default_factory=list)
    state: str = "visible"


def find_files(folder: Path) -> list[tuple[Path, str]]:
    """List the files of a dated folder, each with why it is passed over, or ''.

    Sub-folders are searched too; the order is by path, the same on every system.
    """
    found = []
    for path in sorted(folder.rglob("*"), key=lambda p: p.relative_to(folder).parts):
        if path.is_dir():
            continue
        if path.name.startswith(("~$", ".~lock")):
            found.append((path, "open_elsewhere"))
        elif path.name.startswith(".") or path.suffix.lower() in (".tmp", ".part"):
            continue
        else:
            known = path.suffix.lower() in ENDINGS
            found.append((path, "" if known else "other_kind"))
    return found


def digest(content: bytes) -> str:
    """Give the SHA-256 of a file's content in hexadecimal digits."""
    return hashlib.sha256(content).hexdigest()


def read_container(content: bytes) -> list[Sheet]:
    """Open a file's content and hand out its sheets; a text file has one, named ''.

    Raises
    ------
    Unreadable
        For an empty, damaged, protected or foreign file.
    """
    if not content.strip():
        raise Unreadable("empty_file")
    if content.startswith(b"PK"):
        _check_zip(content)
        return _read_workbook(content)
    if content.startswith(b"\xd0\xcf\x11\xe0"):
        return _read_workbook(content)
    start = content[:2048].lstrip(b"\xef\xbb\xbf \r\n\t").lower()
    if start.startswith((b"<!doctype html", b"<html", b"<table", b"<head", b"<body")):
        raise Unreadable("html")
    if start.startswith(b"<?xml"):
        raise Unreadable("xml_2003")
    return [Sheet("", _read_text(content))]


def _check_zip(content: bytes) -> None:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            parts = archive.infolist()
            if sum(part.file_size for part in parts) > MAX_UNPACKED:
                raise Unreadable("damaged")
            # The reader of the sheets does not check CRCs: a flipped bit would pass.
            if archive.testzip() is not None:
                raise Unreadable("damaged")
            names = {part.filename for part in parts}
    except (zipfile.BadZipFile, EOFError, OSError, RuntimeError, ValueError):
        raise Unreadable("damaged") from None
    except Exception as error:
        if isinstance(error, Unreadable):
            raise
        raise Unreadable("damaged") from None
    if not names & {"xl/workbook.xml", "xl/workbook.bin", "content.xml"}:
        raise Unreadable("not_spreadsheet")


def _read_workbook(content: bytes) -> list[Sheet]:
    from python_calamine import CalamineWorkbook, PasswordError, SheetTypeEnum

    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(content))
        sheets = []
        for about in book.sheets_metadata:
            visible = str(about.visible).rsplit(".", 1)[-1] == "Visible"
            state = "visible" if visible else "hidden"
            if about.typ != SheetTypeEnum.WorkSheet:
                sheets.append(Sheet(about.name, [], [], "other"))
                continue
            sheet = book.get_sheet_by_name(about.name)
            # skip_empty_area=False, or leading blank rows shift the row numbers.
            rows = sheet.to_python(skip_empty_area=False)
            merged = list(sheet.merged_cell_ranges or ())
            sheets.append(Sheet(about.name, rows, merged, state))
    except PasswordError:
        raise Unreadable("password") from None
    except (KeyboardInterrupt, SystemExit, MemoryError):
        raise
    except BaseException:  # a panic of the reader is no Exception
        raise Unreadable("reader_failed") from None
    if not sheets:
        raise Unreadable("no_sheet")
    return sheets


def _read_text(content: bytes) -> list[list[Any]]:
    text = _decode(content)
    lines = text.split("\n", 1)
    delimiter = None
    if lines[0].strip().lower().startswith("sep=") and len(lines[0].strip()) == 5:
        delimiter = lines[0].strip()[4]
    elif lines[0].strip().lower() == "sep=":
        delimiter = "\t"
    rows = list(csv.reader(io.StringIO(text), delimiter=delimiter or _delimiter(text)))
    return [[cell or None for cell in row] for row in rows]


def _decode(content: bytes) -> str:
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        encodings: tuple[str, ...] = ("utf-16",)
    else:
        encodings = ENCODINGS
    for encoding in encodings:
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\x00" in text:
            break
        return text.replace("\r\n", "\n").replace("\r", "\n")
    raise Unreadable("encoding")


def _delimiter(text: str) -> str:
    # The one that splits most lines most often; letterhead lines have few of any.
    lines = text.split("\n")[:200]
    counts = {mark: sum(line.count(mark) for line in lines) for mark in ",;\t"}
    return max(counts, key=lambda mark: (counts[mark], mark == ","))
