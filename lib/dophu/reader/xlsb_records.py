"""The binary records of an .xlsb: how far a sheet reaches, what is hidden or merged."""

from __future__ import annotations

import struct
from collections.abc import Iterable, Iterator

from dophu.reader.cell_looks import Looks
from dophu.reader.extents import ERRORS, MOST_COLUMNS, Extent, Merge
from dophu.reader.look_runs import LookRuns


def scan_records(looks: Looks, part: str, pieces: Iterable[bytes]) -> list[Extent]:
    """Look a sheet of an .xlsb through; ``part`` is its part of the zip.

    ``looks`` are those of the workbook's styles by number.
    """
    seen = LookRuns()
    rows = columns = row = 0
    hidden = {}
    hidden_rows: set[int] = set()
    hidden_columns: set[int] = set()
    merged: list[Merge] = []
    content = b"".join(pieces)
    is_of_rows = False
    for code, body in records(content):
        if code in (145, 146):  # BrtBeginSheetData, BrtEndSheetData
            is_of_rows = code == 145
        elif code < 60 and not is_of_rows:
            continue  # some programs pad what follows the rows with noughts
        elif code == 0:  # BrtRowHdr; its fDyZero
            row = struct.unpack_from("<I", body)[0]
            if len(body) > 11 and body[11] & 0x10:
                hidden_rows.add(row)
        elif code == 60:  # BrtColInfo; its fHidden
            first, last = struct.unpack_from("<II", body)
            if len(body) > 16 and body[16] & 1:
                hidden_columns.update(range(first, min(last + 1, MOST_COLUMNS)))
        elif code == 1 and looks:  # BrtCellBlank
            _look_at(seen, looks, row, body)
        elif code == 176:  # BrtMergeCell
            top, bottom, left, right = struct.unpack_from("<IIII", body)
            merged.append(((top, left), (bottom, right)))
        elif 2 <= code <= 11:  # BrtCellRk to BrtFmlaError; 1 is a blank
            column = struct.unpack_from("<I", body)[0]
            if looks:
                _look_at(seen, looks, row, body)
            rows, columns = max(rows, row + 1), max(columns, column + 1)
            if code in (3, 11):
                hidden[row, column] = ERRORS.get(body[8], "#N/A")
    return [
        Extent(
            part, rows, columns, hidden, len(content), frozenset(hidden_rows),
            hidden_columns=frozenset(hidden_columns), merged=tuple(merged),
            looks=seen.found(),
        )
    ]  # fmt: skip


def _look_at(seen: LookRuns, looks: Looks, row: int, body: bytes) -> None:
    """Note the look of a cell: its column, and its style in three bytes after it."""
    column, style = struct.unpack_from("<II", body.ljust(8, b"\0"))
    if found := looks.get(style & 0xFFFFFF):
        seen.add(column, row, row, found)


def records(content: bytes) -> Iterator[tuple[int, bytes]]:
    """Give number and body of each record."""
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
