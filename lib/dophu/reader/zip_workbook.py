"""Zipped workbooks (xlsx, xlsb, ods), looked through without unpacking them whole."""

from __future__ import annotations

import io
import re
import struct
import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import cache, partial
from typing import IO
from xml.etree import ElementTree

from dophu.reader import extents
from dophu.reader.binary_looks import find_binary_looks
from dophu.reader.cell_comments import find_comments
from dophu.reader.cell_fonts import FontRuns, old_fonts
from dophu.reader.cell_looks import Looks, find_looks
from dophu.reader.extents import (
    MOST_COLUMNS,
    MOST_ROWS,
    UNCALCULATED,
    Extent,
    Inspection,
    Refused,
)
from dophu.reader.look_runs import LookRuns, LooksOfSheet
from dophu.reader.ods_content import scan_tables
from dophu.reader.rich_text import RichTexts, with_rich
from dophu.reader.xlsb_records import records, scan_records

MAX_PARTS = 2_000
"""Parts of a zipped workbook; one of a hundred sheets has about 300."""

MAX_UNPACKED = 800 * 2**20
"""Bytes a zipped workbook may unpack to."""

MAX_RATIO = 200
"""Times its size that a zip may unpack to; sheets of numbers reach about 30."""

SMALL = 10 * 2**20
"""Unpacked bytes below which the ratio is no matter."""

_ODS = b"application/vnd.oasis.opendocument.spreadsheet"
_STRICT = b"http://purl.oclc.org/ooxml/spreadsheetml/main"

_REFERENCE = re.compile(rb'<(?:\w+:)?(?:c|row)\s(?:[^>]*?\s)?r="([A-Z]{0,3})(\d{1,7})"')
CELL = re.compile(rb"<(?:\w+:)?c\b([^>]*)(?<!/)>(.*?)</(?:\w+:)?c>", re.DOTALL)
"""A cell of a worksheet's XML that holds something: its attributes, its inside."""

PLACE = re.compile(rb'\br="([A-Z]{1,3})(\d{1,7})"')
"""The attribute that has the place of a cell."""

VALUE = re.compile(rb"<(?:\w+:)?(?:v|t)(?:\s[^>]*)?>([^<]+)<")
"""A stored value that is not empty, or a text written in the cell itself."""

_HIDDEN_ROW = re.compile(
    rb'<(?:\w+:)?row\s(?=[^<>]*\bhidden="(?:1|true)")[^<>]*?\br="(\d{1,7})"'
)
_HIDDEN_COLUMN = re.compile(
    rb'<(?:\w+:)?col\s(?=[^<>]*(?:\bhidden="(?:1|true)"|\bwidth="0"))'
    rb'(?=[^<>]*\bmin="(\d{1,5})")[^<>]*\bmax="(\d{1,5})"'
)
_LAST = re.compile(rb' r="([A-Z]{0,3})(\d{1,7})"')
_FORMULA = re.compile(rb"<(?:\w+:)?f[\s>/]")


def inspect_zip(content: bytes) -> Inspection:
    """Inspect a zip: its checksums and sizes, its kind, the extents of its sheets."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        parts = archive.infolist()
        unpacked = sum(part.file_size for part in parts)
        allowed = max(SMALL, min(MAX_UNPACKED, MAX_RATIO * len(content)))
        if len(parts) > MAX_PARTS or unpacked > allowed:
            raise Refused("unpacks_too_far")
        if any(part.flag_bits & 1 for part in parts):
            raise Refused("protection_unknown")
        kind = _zip_kind(archive)
        is_xlsx = kind == "xlsx"
        fonts = old_fonts(archive) if is_xlsx else {}
        rich = RichTexts(archive) if is_xlsx else None
        looks: Looks = {}
        if kind != "ods":
            looks = (find_looks if is_xlsx else find_binary_looks)(archive)
        names = ["content.xml"] if kind == "ods" else _sheet_parts(archive, kind)
        scan = {
            "xlsx": partial(_scan_xml, fonts, looks, rich),
            "xlsb": partial(scan_records, looks),
            "ods": scan_tables,
        }[kind]
        found: dict[str, list[Extent]] = {}
        for part in parts:
            with archive.open(part) as stream:
                pieces = checked_pieces(stream, part.filename)
                if part.filename in names:
                    found[part.filename] = scan(part.filename, pieces)
                # A part's checksum is compared where its last byte is read.
                for _ in pieces:
                    pass
        comments = {} if kind == "ods" else find_comments(archive, names)
        strict = kind == "xlsx" and _STRICT in archive.read("xl/workbook.xml")
    # A sheet may be named by the workbook and be missing, or be named twice.
    sheets = [
        replace(sheet, comments=comments[name]) if name in comments else sheet
        for name in names
        for sheet in found.get(name, [Extent()])
    ]
    if kind != "xlsx" and any(sheet.is_far for sheet in sheets):
        raise Refused("reaches_too_far")
    return Inspection(kind, "", strict, tuple(sheets))


def _zip_kind(archive: zipfile.ZipFile) -> str:
    names = set(archive.namelist())
    if "xl/workbook.xml" in names:
        return "xlsx"
    if "xl/workbook.bin" in names:
        return "xlsb"
    if "META-INF/manifest.xml" in names and "mimetype" in names:
        if b"encryption-data" in archive.read("META-INF/manifest.xml"):
            raise Refused("password_ods")
        if archive.read("mimetype").startswith(_ODS) and "content.xml" in names:
            return "ods"
    if "word/document.xml" in names:
        raise Refused("word")
    if any(name.endswith(".iwa") or name == "Index.zip" for name in names):
        raise Refused("numbers_app")
    raise Refused("not_spreadsheet")


def checked_pieces(stream: IO[bytes], name: str) -> Iterator[bytes]:
    """Hand out a part in pieces that end where a row ends, entities refused.

    The reader expands none, so a part that declares one is made to harm or is
    read wrongly.
    """
    is_xml = name.endswith((".xml", ".rels"))
    rest = b""
    while chunk := stream.read(extents.PIECE):
        if is_xml and b"<!DOCTYPE" in rest[-16:] + chunk:
            raise Refused("entities")
        rest += chunk
        if len(rest) > 64 * extents.PIECE and is_xml:
            raise Refused("unpacks_too_far")
        cut = rest.rfind(b"row>") + 4 if is_xml else len(rest)
        if cut < 4 and len(rest) > 8 * extents.PIECE:
            cut = rest.rfind(b"><") + 1
        if cut >= 4:
            yield rest[:cut]
            rest = rest[cut:]
    yield rest


def _sheet_parts(archive: zipfile.ZipFile, kind: str) -> list[str]:
    folder, ending = "xl/", "xml" if kind == "xlsx" else "bin"
    book = archive.read(f"{folder}workbook.{ending}")
    links = _parse(archive.read(f"{folder}_rels/workbook.{ending}.rels"))
    targets = {link.get("Id"): link.get("Target", "") for link in links}
    if kind == "xlsx":
        ids = [
            next((v for k, v in sheet.items() if k.endswith("}id")), "")
            for sheet in _parse(book).iter()
            if sheet.tag.endswith("}sheet")
        ]
    else:
        bundles = [body for code, body in records(book) if code == 0x9C]
        ids = [
            body[12 : 12 + 2 * struct.unpack_from("<I", body, 8)[0]].decode("utf-16-le")
            for body in bundles
        ]
    found = [targets.get(name, "") for name in ids]
    return [t.lstrip("/") if t.startswith("/") else folder + t for t in found]


def _parse(content: bytes) -> ElementTree.Element:
    if b"<!DOCTYPE" in content:
        raise Refused("entities")
    return ElementTree.fromstring(content)


def _scan_xml(
    fonts: dict[int, str],
    looks: Looks,
    rich: RichTexts | None,
    part: str,
    pieces: Iterable[bytes],
) -> list[Extent]:
    columns: set[bytes] = {b""}
    last_row = size = 0
    hidden = {}
    hidden_rows: set[int] = set()
    unseen: list[tuple[bytes, bytes]] = []
    runs, seen, of_parts = FontRuns(fonts), LooksOfSheet(looks), LookRuns()
    beyond = _beyond(b"", 1)
    for piece in pieces:
        size += len(piece)
        at = piece.rfind(b' r="')
        last = _LAST.match(piece, at) if at >= 0 else None
        # A piece's last row is its furthest, and most pieces use the columns of those
        # before. One that names something beyond has every reference looked at.
        if last is None or beyond.search(piece):
            places = _REFERENCE.findall(piece)
        else:
            places = [last.groups()]
        columns.update(column for column, _ in places)
        last_row = max(last_row, *(int(row) for row in {row for _, row in places}), 0)
        beyond = _beyond(max(columns, key=column_of), len(str(last_row)))
        is_plain = b"</row>" in piece or b"row>" not in piece
        # No name of a plain list's parts has an f: one letter is found at once.
        has_formula = b"f" in piece and (
            b"<f" in piece if is_plain else _FORMULA.search(piece)
        )
        if b't="e"' in piece or has_formula:
            hidden.update(_hidden_values(piece))
        runs.look_at(piece)
        seen.look_at(piece)
        if rich is not None:
            rich.scan(piece, of_parts)
        if b' hidden="' in piece:
            hidden_rows.update(int(row) - 1 for row in _HIDDEN_ROW.findall(piece))
        if b"sheetData>" in piece and (b' hidden="' in piece or b'width="0"' in piece):
            unseen += _HIDDEN_COLUMN.findall(piece)
    last_column = max(map(column_of, columns)) + 1
    # No sheet of Excel has a row or a column beyond these.
    if last_row > MOST_ROWS or last_column > MOST_COLUMNS:
        raise Refused("damaged")
    hidden_columns = frozenset(
        column
        for first, last in unseen
        for column in range(int(first) - 1, min(int(last), last_column))
    )
    about = (size, frozenset(hidden_rows), runs.found(), hidden_columns)
    shown = with_rich(seen.found(), of_parts.found())
    return [Extent(part, last_row, last_column, hidden, *about, looks=shown)]


@cache
def _beyond(column: bytes, digits: int) -> re.Pattern[bytes]:
    """Find a reference past a column, or to a row of more digits."""
    letters = [b"[A-Z]{%d,3}" % (len(column) + 1)] if len(column) < 3 else []
    for place, letter in enumerate(column):
        if letter < ord("Z"):
            more = b"[%c-Z][A-Z]{%d}" % (letter + 1, len(column) - place - 1)
            letters.append(column[:place] + more)
    past = [b"(?:%s)\\d" % b"|".join(letters)] if letters else []
    past.append(b"[A-Z]{0,3}\\d{%d}" % (digits + 1))
    return re.compile(b' r="(?:%s)' % b"|".join(past))


def _hidden_values(piece: bytes) -> Iterator[tuple[tuple[int, int], str]]:
    for attributes, inside in CELL.findall(piece):
        place = PLACE.search(attributes)
        value = VALUE.search(inside)
        is_error = b't="e"' in attributes
        # Excel stores ="" as a text without a value; that is calculated.
        is_text = b't="str"' in attributes and b"<v" in inside
        if place and is_error:
            yield place_of(place), value.group(1).decode("utf-8") if value else "#N/A"
        elif place and not value and not is_text and _FORMULA.search(inside):
            yield place_of(place), UNCALCULATED


def column_of(letters: bytes) -> int:
    """Give a column's number by its letters: A is 0, XFD 16383, no letter -1."""
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number - 1


def place_of(match: re.Match[bytes]) -> tuple[int, int]:
    """Turn what ``PLACE`` found into a row and a column from 0."""
    return int(match.group(2)) - 1, column_of(match.group(1))
