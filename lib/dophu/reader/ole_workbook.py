"""Compound files: the old .xls, and whatever Office encrypts."""

from __future__ import annotations

import struct
from collections.abc import Callable
from functools import partial

from dophu.reader.extents import ERRORS, Extent, Inspection, Refused

SIGNATURE = b"\xd0\xcf\x11\xe0"
"""How every compound file begins ([MS-CFB] 2.2)."""

_LAST = 0xFFFFFFFA
# [MS-CFB] 2.2: sector numbers from here on mean the end of a chain, or no sector.

_FREE = 0xFFFFFFFF

_CELLS = {0x06, 0xBD, 0xFD, 0x203, 0x204, 0x205, 0x27E}
# [MS-XLS] 2.3.1: Formula, MulRk, LabelSst, Number, Label, BoolErr, Rk.


def inspect_compound(content: bytes) -> Inspection:
    """Inspect a compound file: an old workbook, an encrypted one, or another's."""
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
        sheet.hidden_values[row, column] = ERRORS.get(error, "#N/A")
    last = struct.unpack("<H", body[-2:])[0] if code == 0xBD else column  # MulRk
    rows, columns = max(sheet.rows, row + 1), max(sheet.columns, last + 1)
    if (rows, columns) == (sheet.rows, sheet.columns):
        return sheet
    return Extent("", rows, columns, sheet.hidden_values)
