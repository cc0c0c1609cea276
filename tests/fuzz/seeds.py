"""Whole files to damage, of every kind that is read; every child is invented.

They are made here, but for two that nothing at hand can write: ``lists.xls``
(LibreOffice 7.4, from the same cells) and ``password.xlsx`` (msoffcrypto-tool,
agile encryption, password "Mật khẩu").
"""

from __future__ import annotations

import io
import struct
import zipfile
from collections.abc import Callable, Iterable
from datetime import UTC, datetime
from hashlib import md5
from pathlib import Path
from xml.sax.saxutils import escape

import olefile
import xlsxwriter
from msoffcrypto.format.ooxml import OOXMLFile
from msoffcrypto.method.rc4 import DocumentRC4

HERE = Path(__file__).parent

HEADINGS = ("STT", "Họ và tên", "Ngày sinh", "Số định danh", "Tình trạng")
ROWS = [
    (n, f"Mẫu Thử {n}", f"{n:02d}/03/2018", f"0992180000{n:02d}", "Đã cấp")
    for n in range(1, 13)
]


def workbook(write: Callable[[xlsxwriter.Workbook], object]) -> bytes:
    """Make an xlsx, the same bytes at any time; ``write`` fills it."""
    content = io.BytesIO()
    with xlsxwriter.Workbook(content, {"in_memory": True}) as book:
        book.set_properties({"created": datetime(2024, 7, 18, tzinfo=UTC)})
        write(book)
    return content.getvalue()


def xlsx() -> bytes:
    """Make a list with a merged title, an error and a formula; a second sheet."""

    def write(book):
        sheet = book.add_worksheet("Thôn Mẫu 1")
        sheet.merge_range("A1:E1", "DANH SÁCH TRẺ EM")
        sheet.write_row(1, 0, HEADINGS)
        for number, row in enumerate(ROWS, 2):
            sheet.write_row(number, 0, row)
        sheet.write_formula("F3", "=NA()", None, "#N/A")
        book.add_worksheet("Thôn Mẫu 2").write("A1", "x")

    return workbook(write)


def xls() -> bytes:
    """Give the list as LibreOffice writes it for Excel 97."""
    return (HERE / "lists.xls").read_bytes()


def encrypted(content: bytes, password: str) -> bytes:
    """Encrypt a zipped workbook as Excel does today."""
    protected = io.BytesIO()
    OOXMLFile(io.BytesIO(content)).encrypt(password, protected)
    return protected.getvalue()


def encrypted_xls(password: str) -> bytes:
    """Encrypt the list of Excel 97 with RC4 ([MS-XLS] 2.2.10), in the same length."""
    salt, verifier = bytes(range(16)), bytes(range(16, 32))
    # The verifier and its hash are enciphered one after the other.
    cipher = DocumentRC4.decrypt(
        password, salt, io.BytesIO(verifier + md5(verifier).digest()), 1024
    )
    key = struct.pack("<HHH", 1, 1, 1) + salt + cipher.read()
    content = io.BytesIO(xls())
    with olefile.OleFileIO(content, write_mode=True) as book:
        stream = book.openstream("Workbook").read()
        at = stream.index(b"\x5c\x00\x70\x00")  # WriteAccess, of 112 bytes
        locks = struct.pack("<HH54sHH54s", 0x2F, 54, key, 0x5C, 54, bytes(54))
        stream = stream[:at] + locks + stream[at + len(locks) :]
        book.write_stream("Workbook", _enciphered(stream, password, salt))
    return content.getvalue()


def _enciphered(stream: bytes, password: str, salt: bytes) -> bytes:
    keys = DocumentRC4.decrypt(password, salt, io.BytesIO(bytes(len(stream))), 1024)
    stream, keys, at = bytearray(stream), keys.read(), 0
    while at + 4 <= len(stream):
        code, length = struct.unpack_from("<HH", stream, at)
        plain = {0x809: length, 0x2F: length, 0xE1: length, 0x85: 4}.get(code, 0)
        for byte in range(at + 4 + plain, at + 4 + length):
            stream[byte] ^= keys[byte]
        at += 4 + length
    return bytes(stream)


def zipped(parts: dict[str, bytes | str]) -> bytes:
    """Make a zip of parts, the same bytes at any time."""
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, part in parts.items():
            about = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            archive.writestr(about, part, zipfile.ZIP_DEFLATED)
    return content.getvalue()


def parts_of(content: bytes) -> dict[str, bytes]:
    """Take a zip apart."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def patched(content: bytes, part: str, old: bytes, new: bytes) -> bytes:
    """Change a zip's part; the change must hit."""
    parts = parts_of(content)
    assert old in parts[part], (part, old)
    return zipped(parts | {part: parts[part].replace(old, new, 1)})


_ODS_TYPE = "application/vnd.oasis.opendocument.spreadsheet"
_OASIS = "urn:oasis:names:tc:opendocument:xmlns"


def ods(cells: str = "") -> bytes:
    """Make the list as ods; ``cells`` is XML of more rows."""
    return ods_of([HEADINGS, *ROWS], cells)


def ods_of(rows: Iterable[Iterable[object]], cells: str = "") -> bytes:
    """Make an ods of one sheet whose cells are texts; an empty one is no cell."""
    lines = "".join(
        "<table:table-row>"
        + "".join(
            '<table:table-cell office:value-type="string">'
            f"<text:p>{escape(str(value))}</text:p></table:table-cell>"
            if value not in (None, "")
            else "<table:table-cell/>"
            for value in row
        )
        + "</table:table-row>"
        for row in rows
    )
    body = (
        '<?xml version="1.0" encoding="UTF-8"?><office:document-content'
        f' xmlns:office="{_OASIS}:office:1.0" xmlns:table="{_OASIS}:table:1.0"'
        f' xmlns:text="{_OASIS}:text:1.0" xmlns:calcext="urn:org:documentfoundation:'
        'names:experimental:calc:xmlns:calcext:1.0"><office:body><office:spreadsheet>'
        f'<table:table table:name="Mẫu">{lines}{cells}</table:table>'
        "</office:spreadsheet></office:body></office:document-content>"
    )
    manifest = (
        '<?xml version="1.0"?><manifest:manifest'
        f' xmlns:manifest="{_OASIS}:manifest:1.0"><manifest:file-entry'
        f' manifest:full-path="/" manifest:media-type="{_ODS_TYPE}"/>'
        "</manifest:manifest>"
    )
    return zipped(
        {"mimetype": _ODS_TYPE, "META-INF/manifest.xml": manifest, "content.xml": body}
    )


def record(code: int, body: bytes = b"") -> bytes:
    """Make a record of an xlsb part: number and length in groups of seven bits."""
    head = bytes([code]) if code < 128 else bytes([code & 127 | 128, code >> 7])
    length = len(body)
    while length > 127:
        head += bytes([length & 127 | 128])
        length >>= 7
    return head + bytes([length]) + body


def _wide(text: str) -> bytes:
    return struct.pack("<I", len(text)) + text.encode("utf-16-le")


def xlsb(
    cells: dict[tuple[int, int], str] | None = None,
    rows: Iterable[Iterable[object]] = (HEADINGS, *ROWS),
) -> bytes:
    """Make the list as xlsb; ``cells`` are more texts, ``#N/A`` as an error cell."""
    texts = {
        (row, column): str(value)
        for row, values in enumerate(rows)
        for column, value in enumerate(values)
    } | (cells or {})
    lines: dict[int, bytes] = {}
    for (row, column), text in sorted(texts.items()):
        cell = struct.pack("<II", column, 0)
        is_error = text == "#N/A"
        body = record(3, cell + b"\x2a") if is_error else record(6, cell + _wide(text))
        lines[row] = lines.get(row, b"") + body
    last = (max(row for row, _ in texts), max(column for _, column in texts))
    sheet = record(0x81) + record(0x94, struct.pack("<IIII", 0, last[0], 0, last[1]))
    sheet += record(0x91)
    for row, body in lines.items():
        sheet += record(0, struct.pack("<II", row, 0) + bytes(9)) + body
    sheet += record(0x92) + record(0x82)
    bundle = struct.pack("<II", 0, 1) + _wide("rId1") + _wide("Mẫu")
    book = record(0x83) + record(0x99, bytes(12)) + record(0x8F)
    book += record(0x9C, bundle) + record(0x90) + record(0x84)
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    links = (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/'
        f'relationships"><Relationship Id="rId1" Type="{office}/worksheet"'
        ' Target="worksheets/sheet1.bin"/></Relationships>'
    )
    return zipped(
        {
            "xl/workbook.bin": book,
            "xl/_rels/workbook.bin.rels": links,
            "xl/worksheets/sheet1.bin": sheet,
        }
    )


def csv() -> bytes:
    """Make the list as text with semicolons and a quoted cell."""
    lines = [";".join(map(str, row)) for row in [HEADINGS, *ROWS]]
    return ("\ufeff" + "\r\n".join([*lines, '99;"Mẫu ""Hai""";;;'])).encode("utf-8")


SEEDS = {"xlsx": xlsx, "xls": xls, "ods": ods, "xlsb": xlsb, "csv": csv}
"""The makers of whole files by kind."""
