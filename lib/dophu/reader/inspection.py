"""What a file is and how far its sheets reach, found before any reader opens it.

The reader of workbooks is fast and trusting: two cells, A1 and XFD1048576, make
it ask for 549 GB, it gives error cells as empty ones, and it checks no checksum.
So the content is looked through once, in pieces: what it is, whether it is whole
and of an honest size, the last row and column used, and the cells that the
reader would hide.
"""

from __future__ import annotations

import codecs
import re
import struct
import zipfile
from xml.etree import ElementTree

from dophu.reader.extents import Inspection, Refused
from dophu.reader.ole_workbook import SIGNATURE, inspect_compound
from dophu.reader.zip_workbook import inspect_zip

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
_START = 4096
"""Bytes from the beginning of a file in which what it is has to show."""

_ROW = re.compile(rb"<\0?t\0?r\b", re.IGNORECASE)
_WORKBOOK = b"urn:schemas-microsoft-com:office:spreadsheet"
_HTML = (b"<!doctype html", b"<html", b"<table", b"<head", b"<body", b"<meta")
# SYLK starts as a list with the headings ID and P... would: its second line decides.
_EXCHANGE = re.compile(rb'ID;P[^\r\n]*\r?\n[A-Z]{1,3};|TABLE\r?\n0,1\r?\n"')


def inspect(content: bytes) -> Inspection:
    """Give what a file's content is and whether a reader may be given it.

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
            return inspect_zip(content)
        if content.startswith(SIGNATURE):
            return inspect_compound(content)
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
    kind, why = _foreign(content)
    return Inspection(kind, why)


def _foreign(content: bytes) -> tuple[str, str]:
    """Give the kind of what is no workbook of Excel's own, and why it is not read."""
    if not content.strip():
        return "empty_file", "empty_file"
    for start, why in _STARTS:
        if content.startswith(start):
            return why, why
    if content[4:12] in (b"ftypheic", b"ftypheix", b"ftypmif1"):
        return "image", "image"
    start = content[:_START].lstrip(b"\xef\xbb\xbf \r\n\t")
    if _EXCHANGE.match(start):
        return "exchange_format", "exchange_format"
    if start.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        start = start.decode("utf-16", "ignore").encode()
    start = start.strip().lower()
    if start.startswith(b"mime-version:") and b"multipart/related" in start:
        return "single_file", ""
    is_xml = start.startswith(b"<?xml")
    if start.startswith(_HTML) or (is_xml and b"<html" in start):
        return "html", "" if _ROW.search(content) else "html"
    if is_xml:
        return "xml_2003", "" if _WORKBOOK in start else "xml_2003"
    return "text", ""
