"""Compound files: the old .xls, and whatever Office encrypts."""

from __future__ import annotations

import io
import struct
from dataclasses import replace
from typing import TYPE_CHECKING

from dophu.reader.binary_looks import BiffLooks
from dophu.reader.cell_comments import BiffComments
from dophu.reader.extents import ERRORS, Extent, Inspection, Refused

if TYPE_CHECKING:
    from olefile import OleFileIO

SIGNATURE = b"\xd0\xcf\x11\xe0"
"""How every compound file begins ([MS-CFB] 2.2)."""

_LAST = 0xFFFFFFFA
# [MS-CFB] 2.2: sector numbers from here on mean the end of a chain, or no sector.

_CELLS = {0x06, 0xBD, 0xFD, 0x203, 0x204, 0x205, 0x27E}
# [MS-XLS] 2.3.1: Formula, MulRk, LabelSst, Number, Label, BoolErr, Rk.

_BLANKS = {0x201, 0xBE}
# Blank, MulBlank: they hold nothing, but may be filled.


def inspect_compound(content: bytes) -> Inspection:
    """Inspect a compound file: an old workbook, an encrypted one, or another's."""
    # Loaded for the few files that need it: the child that reads must start light.
    import olefile

    # A table of sectors larger than the file would keep the library busy for minutes.
    if struct.unpack_from("<I", content, 44)[0] * 512 > len(content):
        raise Refused("damaged")
    with olefile.OleFileIO(io.BytesIO(content)) as file:
        return _inspect_streams(file, len(content))


def _inspect_streams(file: OleFileIO, size: int) -> Inspection:
    if file.exists("EncryptedPackage"):
        raise Refused("password")
    if file.exists("WordDocument"):
        raise Refused("word")
    name = next((name for name in ("Workbook", "Book") if file.exists(name)), None)
    if name is None:
        # Where the directory is cut, the workbook may only be out of sight.
        raise Refused("damaged" if file.parsing_issues else "not_spreadsheet")
    if _is_cut(file, size):
        raise Refused("damaged")
    sheets = _scan_biff(file.openstream(name).read())
    if not sheets:
        raise Refused("damaged")
    return Inspection("xls", sheets=tuple(sheets))


def _is_cut(file: OleFileIO, size: int) -> bool:
    # The library hands out what remains of a cut file, and the reader of workbooks
    # would take that for the whole list.
    if any(file.nb_sect <= following < _LAST for following in file.fat):
        return True
    lengths = {tuple(path): file.get_size(path) for path in file.listdir()}
    # The sum first: streams that each claim the whole file would be read for minutes.
    return sum(lengths.values()) > size or any(
        len(file.openstream(list(path)).getbuffer()) < length
        for path, length in lengths.items()
    )


def _scan_biff(stream: bytes) -> list[Extent]:
    # [MS-XLS] 2.3.1: BoundSheet8 has where in the stream each sheet begins.
    sheets: dict[int, Extent] = {}
    unseen: dict[int, _Unseen] = {}
    looks, comments = BiffLooks(), BiffComments()
    at = depth = current = 0
    while at + 4 <= len(stream):
        code, length = struct.unpack_from("<HH", stream, at)
        body = stream[at + 4 : at + 4 + length]
        if code == 0x2F:  # FilePass
            raise Refused("password")
        if code == 0x85:  # BoundSheet8
            place = struct.unpack_from("<I", body)[0]
            sheets[place], unseen[place] = Extent(), _Unseen()
        elif code == 0x809:  # BOF
            depth += 1
            current = at if at in sheets else current
        elif code == 0x0A:  # EOF
            depth -= 1
        elif code in _CELLS and depth == 1 and current in sheets:
            sheets[current] = _with_cell(sheets[current], code, body)
            looks.look_at_cell(current, code, body)
        elif depth == 1 and current in sheets:
            unseen[current].look_at(code, body)
            comments.look_at(current, code, body)
            if code in _BLANKS:
                looks.look_at_cell(current, code, body)
        elif depth == 1:
            looks.look_at_style(code, body)
        at += 4 + length
    return [
        replace(
            unseen[place].noted_on(sheet),
            looks=looks.found(place),
            comments=comments.found(place),
        )
        for place, sheet in sheets.items()
    ]


class _Unseen:
    """Rows and columns that Excel does not show."""

    def __init__(self) -> None:
        self.rows: set[int] = set()
        self.columns: set[int] = set()

    def look_at(self, code: int, body: bytes) -> None:
        if code == 0x208 and len(body) >= 16 and body[12] & 0x20:  # Row: fDyZero
            self.rows.add(struct.unpack_from("<H", body)[0])
        elif code == 0x7D and len(body) >= 10 and body[8] & 1:  # ColInfo: fHidden
            first, last = struct.unpack_from("<HH", body)
            self.columns.update(range(first, min(last, 255) + 1))

    def noted_on(self, sheet: Extent) -> Extent:
        unseen = frozenset(self.rows), frozenset(self.columns)
        return replace(sheet, hidden_rows=unseen[0], hidden_columns=unseen[1])


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
    return replace(sheet, rows=rows, columns=columns)
