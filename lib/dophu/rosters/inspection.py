"""What a file is and how far its sheets reach, found before any reader opens it.

The reader of workbooks is fast and trusting: two cells, A1 and XFD1048576, make
it ask for 549 GB, it gives error cells as empty ones, and it checks no checksum.
So the content is looked through once, in pieces: what it is, whether it is whole
and of an honest size, the last row and column used, and the cells that the
reader would hide.
"""

from __future__ import annotations

import io
import re
import struct
import zipfile
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from functools import partial
from typing import IO
from xml.etree import ElementTree

MAX_CELLS = 5_000_000
"""Cells of the rectangle a reader may be given; it holds the empty ones too."""

MAX_PARTS = 2_000
"""Parts of a zipped workbook; one of a hundred sheets has about 300."""

MAX_UNPACKED = 800 * 2**20
"""Bytes a zipped workbook may unpack to."""

MAX_RATIO = 200
"""Times its size that a zip may unpack to; sheets of numbers reach about 30."""

SMALL = 10 * 2**20
"""Unpacked bytes below which the ratio is no matter."""

PIECE = 2**20
"""Bytes of a part that are looked at together."""

UNCALCULATED = "=?"
"""Stands for a formula whose value was never stored; blank would say 'nothing'."""

_ERRORS = {
    0x00: "#NULL!",
    0x07: "#DIV/0!",
    0x0F: "#VALUE!",
    0x17: "#REF!",
    0x1D: "#NAME?",
    0x24: "#NUM!",
    0x2A: "#N/A",
}
_LAST = 0xFFFFFFFA
# [MS-CFB] 2.2: sector numbers from here on mean the end of a chain, or no sector.

_FREE = 0xFFFFFFFF

_CELLS = {0x06, 0xBD, 0xFD, 0x203, 0x204, 0x205, 0x27E}
# [MS-XLS] 2.3.1: Formula, MulRk, LabelSst, Number, Label, BoolErr, Rk.

_STARTS = (
    (b"%PDF", "pdf"),
    (b"\xff\xd8\xff", "image"),
    (b"\x89PNG", "image"),
    (b"GIF8", "image"),
    (b"II*\x00", "image"),
    (b"{\\rtf", "word"),
    (b"Rar!", "archive"),
    (b"7z\xbc\xaf", "archive"),
    (b"\x1f\x8b", "archive"),
)
_HTML = (b"<!doctype html", b"<html", b"<table", b"<head", b"<body", b"<meta")
# SYLK starts as a list with the headings ID and P... would: its second line tells.
_EXCHANGE = re.compile(rb'ID;P[^\r\n]*\r?\n[A-Z]{1,3};|TABLE\r?\n0,1\r?\n"')
_ODS = b"application/vnd.oasis.opendocument.spreadsheet"
_STRICT = b"http://purl.oclc.org/ooxml/spreadsheetml/main"

_REFERENCE = re.compile(rb'<(?:\w+:)?(?:c|row)\s(?:[^>]*?\s)?r="([A-Z]{0,3})(\d{1,7})"')
CELL = re.compile(rb"<(?:\w+:)?c\b([^>]*)(?<!/)>(.*?)</(?:\w+:)?c>", re.DOTALL)
"""A cell of a worksheet's XML that holds something: its attributes, its inside."""

PLACE = re.compile(rb'\br="([A-Z]{1,3})(\d{1,7})"')
"""The attribute that says where a cell stands."""

VALUE = re.compile(rb"<(?:\w+:)?(?:v|t)(?:\s[^>]*)?>([^<]+)<")
"""A stored value that is not empty, or a text written in the cell itself."""

_FORMULA = re.compile(rb"<(?:\w+:)?f[\s>/]")
_TABLE = re.compile(
    rb"<table:(table|table-row|(?:covered-)?table-cell)(?=[\s/>])([^>]*)>"
)


class Refused(Exception):
    """Why a file is not read, a phrase of the issue catalogue."""


@dataclass(frozen=True)
class Extent:
    """How far one sheet reaches, and the cells its reader would give as empty.

    ``rows`` and ``columns`` reach to the last that is named, 0 where that is
    unknown; places are ``(row, column)`` from 0. ``hidden_values`` gives an error
    as Excel shows it (``#N/A``), ``UNCALCULATED`` for a formula without a value.
    ``part`` is the sheet's part of a zip, for a chart sheet ''.
    """

    part: str = ""
    rows: int = 0
    columns: int = 0
    hidden_values: dict[tuple[int, int], str] = field(default_factory=dict, hash=False)

    @property
    def is_far(self) -> bool:
        """Whether the rectangle is more than a reader may be given."""
        return self.rows * self.columns > MAX_CELLS


@dataclass(frozen=True)
class Inspection:
    """What a file is; ``why`` is '' or the phrase that says why it is not read.

    ``sheets`` are in the workbook's order; none for text.
    """

    kind: str
    why: str = ""
    is_strict: bool = False
    sheets: tuple[Extent, ...] = ()


def inspect(content: bytes) -> Inspection:
    """Tell what a file's content is and whether a reader may be given it.

    The name of the file plays no part. Nothing is unpacked as a whole, and no
    external thing that the file names is opened.

    Examples
    --------
    >>> inspect(b"%PDF-1.7 ...").why, inspect(b"STT,Name").kind
    ('pdf', 'text')
    """
    kind = "zip" if content.startswith((b"PK\x03\x04", b"PK\x05\x06")) else "ole"
    try:
        if kind == "zip":
            return _inspect_zip(content)
        if content.startswith(b"\xd0\xcf\x11\xe0"):
            return _inspect_ole(content)
    except Refused as refusal:
        return Inspection(kind, str(refusal))
    # A mutilated header can make any of these of a parser; none is more than damage.
    except (
        zipfile.BadZipFile,
        ElementTree.ParseError,
        struct.error,
        ArithmeticError,
        EOFError,
        LookupError,
        NotImplementedError,
        OSError,
        RuntimeError,
        ValueError,
        zipfile.zlib.error,
    ):
        return Inspection(kind, "damaged")
    why = _foreign(content)
    return Inspection(why or "text", why)


def _foreign(content: bytes) -> str:
    if not content.strip():
        return "empty_file"
    for start, why in _STARTS:
        if content.startswith(start):
            return why
    if content[4:12] in (b"ftypheic", b"ftypheix", b"ftypmif1"):
        return "image"
    start = content[:2048].lstrip(b"\xef\xbb\xbf \r\n\t")
    if start.lower().startswith(_HTML):
        return "html"
    if start.startswith(b"<?xml"):
        return "html" if b"<html" in start.lower() else "xml_2003"
    return "exchange_format" if _EXCHANGE.match(start) else ""


# ---- zipped: xlsx, xlsb, ods -----------------------------------------------------


def _inspect_zip(content: bytes) -> Inspection:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        parts = archive.infolist()
        unpacked = sum(part.file_size for part in parts)
        allowed = max(SMALL, min(MAX_UNPACKED, MAX_RATIO * len(content)))
        if len(parts) > MAX_PARTS or unpacked > allowed:
            raise Refused("unpacks_too_far")
        if any(part.flag_bits & 1 for part in parts):
            raise Refused("password")
        kind = _zip_kind(archive)
        names = ["content.xml"] if kind == "ods" else _sheet_parts(archive, kind)
        scan = {"xlsx": _scan_xml, "xlsb": _scan_records, "ods": _scan_tables}[kind]
        found: dict[str, list[Extent]] = {}
        for part in parts:
            with archive.open(part) as stream:
                pieces = checked_pieces(stream, part.filename)
                if part.filename in names:
                    found[part.filename] = scan(part.filename, pieces)
                # A part's checksum is compared where its last byte is read.
                for _ in pieces:
                    pass
        strict = kind == "xlsx" and _STRICT in archive.read("xl/workbook.xml")
    # A sheet may be named by the workbook and be missing, or be named twice.
    sheets = [sheet for name in names for sheet in found.get(name, [Extent()])]
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
            raise Refused("password")
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
    while chunk := stream.read(PIECE):
        if is_xml and b"<!DOCTYPE" in rest[-16:] + chunk:
            raise Refused("entities")
        rest += chunk
        if len(rest) > 64 * PIECE and is_xml:
            raise Refused("unpacks_too_far")
        cut = rest.rfind(b"row>") + 4 if is_xml else len(rest)
        if cut < 4 and len(rest) > 8 * PIECE:
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
        bundles = [body for code, body in _records(book) if code == 0x9C]
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


def _scan_xml(part: str, pieces: Iterable[bytes]) -> list[Extent]:
    columns: set[bytes] = set()
    last_row = 0
    hidden = {}
    for piece in pieces:
        found = _REFERENCE.findall(piece)
        columns.update({column for column, _ in found})
        last_row = max(last_row, *map(int, {row for _, row in found}), 0)
        if b't="e"' not in piece and not _FORMULA.search(piece):
            continue
        for attributes, inside in CELL.findall(piece):
            place = PLACE.search(attributes)
            value = VALUE.search(inside)
            is_error = b't="e"' in attributes
            # Excel stores ="" as a text without a value; that is calculated.
            is_text = b't="str"' in attributes and b"<v" in inside
            if place and is_error:
                text = value.group(1).decode("utf-8") if value else "#N/A"
                hidden[place_of(place)] = text
            elif place and not value and not is_text and _FORMULA.search(inside):
                hidden[place_of(place)] = UNCALCULATED
    last_column = max(map(column_of, columns), default=-1) + 1
    # No sheet of Excel has a row or a column beyond these.
    if last_row > 2**20 or last_column > 2**14:
        raise Refused("damaged")
    return [Extent(part, last_row, last_column, hidden)]


def column_of(letters: bytes) -> int:
    """Give a column's number by its letters: A is 0, XFD 16383, no letter -1."""
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number - 1


def place_of(match: re.Match[bytes]) -> tuple[int, int]:
    """Turn what ``PLACE`` found into a row and a column from 0."""
    return int(match.group(2)) - 1, column_of(match.group(1))


def _scan_tables(part: str, pieces: Iterable[bytes]) -> list[Extent]:
    sheets: list[Extent] = []
    rows = columns = row = column = times = 0
    hidden: dict[tuple[int, int], str] = {}
    for piece in pieces:
        for match in _TABLE.finditer(piece):
            element, attributes = match.groups()
            if element == b"table":
                if sheets:
                    sheets[-1] = Extent(part, rows, columns, hidden)
                sheets.append(Extent(part))
                rows = columns = row = times = 0
                hidden = {}
            elif element == b"table-row":
                row, column = row + times, 0
                times = _repeated(attributes, b"rows")
            else:
                width = _repeated(attributes, b"columns")
                if b"office:value-type=" in attributes:
                    rows = max(rows, row + times)
                    columns = max(columns, column + width)
                if b'calcext:value-type="error"' in attributes:
                    text = re.compile(rb"<text:p>([^<]*)<").match(piece, match.end())
                    hidden[row, column] = text.group(1).decode() if text else "#N/A"
                column += width
    if sheets:
        sheets[-1] = Extent(part, rows, columns, hidden)
    return sheets


def _repeated(attributes: bytes, what: bytes) -> int:
    match = re.search(rb"table:number-" + what + rb'-repeated="(\d{1,9})"', attributes)
    return int(match.group(1)) if match else 1


def _scan_records(part: str, pieces: Iterable[bytes]) -> list[Extent]:
    rows = columns = row = 0
    hidden = {}
    for code, body in _records(b"".join(pieces)):
        if code == 0:  # BrtRowHdr
            row = struct.unpack_from("<I", body)[0]
        elif 2 <= code <= 11:  # BrtCellRk to BrtFmlaError; 1 is a blank
            column = struct.unpack_from("<I", body)[0]
            rows, columns = max(rows, row + 1), max(columns, column + 1)
            if code in (3, 11):
                hidden[row, column] = _ERRORS.get(body[8], "#N/A")
    return [Extent(part, rows, columns, hidden)]


def _records(content: bytes) -> Iterator[tuple[int, bytes]]:
    # [MS-XLSB] 2.1.4: number and length of a record in groups of seven bits.
    at = 0
    while at < len(content):
        code, length = content[at], 0
        at += 1
        if code & 0x80:
            code = code & 0x7F | (content[at] & 0x7F) << 7
            at += 1
        for shift in (0, 7, 14, 21):
            byte = content[at]
            at += 1
            length |= (byte & 0x7F) << shift
            if not byte & 0x80:
                break
        yield code, content[at : at + length]
        at += length


# ---- compound files: xls, and whatever Office encrypts ---------------------------


def _inspect_ole(content: bytes) -> Inspection:
    streams = _ole_streams(content)
    if "EncryptedPackage" in streams:
        raise Refused("password")
    if "WordDocument" in streams:
        raise Refused("word")
    stream = streams.get("Workbook", streams.get("Book"))
    if stream is None:
        raise Refused("not_spreadsheet")
    return Inspection("xls", sheets=tuple(_scan_biff(stream())))


def _ole_streams(content: bytes) -> dict[str, Callable[[], bytes]]:
    # [MS-CFB] 2.2 to 2.6: sectors in chains, small streams in a stream of their own.
    size = 1 << struct.unpack_from("<H", content, 30)[0]
    if size not in (512, 4096):
        raise Refused("damaged")

    def sector(number: int) -> bytes:
        return content[(number + 1) * size : (number + 2) * size]

    def chain(start: int) -> bytes:
        return b"".join(map(sector, _follow(table, start)))

    heads = list(struct.unpack_from("<109I", content, 76))
    more = struct.unpack_from("<I", content, 68)[0]
    while more < _LAST and len(heads) * size < len(content) + 109 * size:
        *numbers, more = _numbers(sector(more))
        heads += numbers
    table = _numbers(b"".join(sector(number) for number in heads if number < _LAST))
    used = max((n for n, after in enumerate(table) if after != _FREE), default=0)
    if (used + 1) * size >= len(content):
        raise Refused("damaged")
    first, _, cutoff, small_start = struct.unpack_from("<IIII", content, 48)
    entries = chain(first)
    small_table = _numbers(chain(small_start))
    root_start = struct.unpack_from("<I", entries, 116)[0]

    def read(start: int, length: int) -> bytes:
        if length >= cutoff:
            stream = chain(start)
        else:
            root = chain(root_start)
            numbers = _follow(small_table, start)
            stream = b"".join(root[n * 64 : n * 64 + 64] for n in numbers)
        # A reader would take what is left of a cut stream for the whole list.
        if len(stream) < length:
            raise Refused("damaged")
        return stream[:length]

    streams = {}
    for at in range(0, len(entries) - 127, 128):
        name_length, kind = struct.unpack_from("<HB", entries, at + 64)
        start, length = struct.unpack_from("<II", entries, at + 116)
        if kind == 2:
            name = entries[at : at + max(0, min(name_length, 64) - 2)]
            streams[name.decode("utf-16-le", "replace")] = partial(read, start, length)
    return streams


def _numbers(content: bytes) -> tuple[int, ...]:
    return struct.unpack(f"<{len(content) // 4}I", content[: len(content) // 4 * 4])


def _follow(table: tuple[int, ...], start: int) -> list[int]:
    chain: list[int] = []
    while start < _LAST:
        if len(chain) > len(table):
            raise Refused("damaged")
        chain.append(start)
        start = table[start]
    return chain


def _scan_biff(stream: bytes) -> list[Extent]:
    # [MS-XLS] 2.3.1: BoundSheet8 says where in the stream each sheet begins.
    sheets: dict[int, Extent] = {}
    at = depth = current = 0
    while at + 4 <= len(stream):
        code, length = struct.unpack_from("<HH", stream, at)
        body = stream[at + 4 : at + 4 + length]
        if code == 0x2F:  # FilePass
            raise Refused("password")
        if code == 0x85:  # BoundSheet8
            sheets[struct.unpack_from("<I", body)[0]] = Extent()
        elif code == 0x809:  # BOF
            depth += 1
            current = at if at in sheets else current
        elif code == 0x0A:  # EOF
            depth -= 1
        elif code in _CELLS and depth == 1 and current in sheets:
            sheets[current] = _with_cell(sheets[current], code, body)
        at += 4 + length
    return list(sheets.values())


def _with_cell(sheet: Extent, code: int, body: bytes) -> Extent:
    row, column = struct.unpack_from("<HH", body)
    error = None
    if code == 0x205 and body[7]:  # BoolErr
        error = body[6]
    elif code == 0x06 and body[12:14] == b"\xff\xff" and body[6] == 2:  # Formula
        error = body[8]
    if error is not None:
        sheet.hidden_values[row, column] = _ERRORS.get(error, "#N/A")
    last = struct.unpack("<H", body[-2:])[0] if code == 0xBD else column  # MulRk
    rows, columns = max(sheet.rows, row + 1), max(sheet.columns, last + 1)
    if (rows, columns) == (sheet.rows, sheet.columns):
        return sheet
    return Extent("", rows, columns, sheet.hidden_values)
