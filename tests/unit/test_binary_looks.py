"""Strokes, fills and fonts of symbols in .xls, .xlsb and .ods, told as in .xlsx."""

from __future__ import annotations

import io
import struct
from datetime import date
from zipfile import ZipFile

import olefile
import pytest

from dophu.campaign.hamlets import Hamlet, Hamlets
from dophu.reader.binary_looks import BiffLooks, find_binary_looks
from dophu.reader.grid import read_grid
from dophu.rosters.sheets.rows import read_rows
from dophu.rosters.sheets.source_rows import Sender
from tests.fuzz.seeds import ods_of, parts_of, record, xls, xlsb, zipped
from tests.reading import read_container

INDEX = Hamlets((Hamlet("H1", "Thôn Mẫu 1"),)).index()
HEADING = ["STT", "Họ và tên", "Ngày sinh", "Thôn", "Đã làm"]
ROWS = [[n, f"Mẫu Văn {'ABCD'[n]}", "4/2/2015", "Thôn Mẫu 1", mark]
        for n, mark in enumerate(("ü", "", "", "û"))]  # fmt: skip
STRUCK, FILLED, SYMBOL = 1, 2, 3
"""Styles of the test's workbooks; 0 is plain."""
STYLE_OF_ROW = {2: STRUCK, 3: FILLED}
"""Rows of children, from 0, that look like something in every cell."""


def style_at(row: int, column: int) -> int:
    if row and column == 4:
        return SYMBOL
    return STYLE_OF_ROW.get(row, 0)


def colour(kind: int, number: int, rgb: str = "000000") -> bytes:
    """Make a BrtColor: 1 by number, 2 by its red, green and blue, 3 of the theme."""
    return bytes([kind << 1, number, 0, 0]) + bytes.fromhex(rgb) + b"\xff"


def font(name: str, flags: int = 0, letters: bytes = bytes(8)) -> bytes:
    wide = struct.pack("<I", len(name)) + name.encode("utf-16-le")
    head = struct.pack("<HH", 220, flags) + bytes(8)
    return record(43, head + letters + bytes(1) + wide)


def styles(fill: bytes, letters: bytes = bytes(8)) -> bytes:
    fonts = font("Calibri") + font("Calibri", 8, letters) + font("Wingdings")
    fills = b"".join(
        record(45, struct.pack("<I", pattern) + front + bytes(56))
        for pattern, front in ((0, bytes(8)), (17, bytes(8)), (1, fill))
    )
    cells = b"".join(
        record(47, struct.pack("<HHHH", 0, 0, *of) + bytes(8))
        for of in ((0, 0), (1, 0), (0, 2), (2, 0))
    )
    named = record(626, struct.pack("<I", 1)) + record(47, bytes(16)) + record(627)
    return (
        fonts + fills + named + record(617, struct.pack("<I", 4)) + cells + record(618)
    )


def as_xlsb(fill: bytes = colour(2, 0, "FFFF00"), part: bytes | None = None) -> bytes:
    table = [HEADING, *ROWS]
    parts = parts_of(xlsb(rows=table))
    sheet = parts["xl/worksheets/sheet1.bin"]
    for row, cells in enumerate(table):
        for column, value in enumerate(cells):
            text = struct.pack("<I", len(str(value))) + str(value).encode("utf-16-le")
            plain = record(6, struct.pack("<II", column, 0) + text)
            styled = record(6, struct.pack("<II", column, style_at(row, column)) + text)
            # The rows stand in order: what is styled already is not plain any more.
            head = sheet.index(record(0, struct.pack("<II", row, 0) + bytes(9)))
            sheet = sheet[:head] + sheet[head:].replace(plain, styled, 1)
    made = styles(fill) if part is None else part
    return zipped(parts | {"xl/worksheets/sheet1.bin": sheet, "xl/styles.bin": made})


def as_ods() -> bytes:
    body = parts_of(ods_of([HEADING, *ROWS]))["content.xml"].decode()
    look = '<style:style style:name="{}" style:family="table-cell">{}</style:style>'
    text, cell = "<style:text-properties {}/>", "<style:table-cell-properties {}/>"
    made = (
        look.format("s1", text.format('style:text-line-through-style="solid"'))
        + look.format("s2", cell.format('fo:background-color="#ffff00"'))
        + look.format("s3", text.format('style:font-name="Wingdings"'))
    )
    head = f"<office:automatic-styles>{made}</office:automatic-styles><office:body>"
    body = body.replace(" xmlns:office=", ' xmlns:style="s" xmlns:fo="f" xmlns:office=')
    first, *lines = body.replace("<office:body>", head).split("<table:table-row>")
    for row, line in enumerate(lines):
        before, *cells = line.split("<table:table-cell")
        named = (
            f' table:style-name="s{style_at(row, at)}"' * bool(style_at(row, at)) + cell
            for at, cell in enumerate(cells)
        )
        lines[row] = "<table:table-cell".join([before, *named])
    content = "<table:table-row>".join([first, *lines]).encode()
    return zipped(parts_of(ods_of([])) | {"content.xml": content})


@pytest.mark.parametrize("make", [as_xlsb, as_ods])
def test_strokes_fills_and_symbols_are_reported_and_read(make):
    grid = read_grid(read_container(make())[0])
    looks = {(c, r, look) for c, a, b, look in grid.looks for r in range(a, b + 1)}
    assert {(1, 2, "strike"), (1, 3, "FFFF00"), (4, 1, "wingdings")} <= looks
    assert {row for _, row, look in looks if look != "wingdings"} == {2, 3}
    found = read_rows(grid, Sender("roster", "a", date(2024, 7, 18), INDEX))
    assert {"BG-24", "DS-24"} <= {issue.code for issue in found.issues}
    assert found.columns["status"] == [None, "applied", "not_yet", None, None]


@pytest.mark.parametrize(
    ("fill", "name"),
    [
        (colour(2, 0, "FFFF00"), "FFFF00"),
        (colour(1, 13), "FFFF00"),
        (colour(3, 5), "ED7D31"),
    ],
)
def test_a_fill_of_an_xlsb_is_named_by_its_colour_however_it_is_written(fill, name):
    looks = {look for *_, look in read_container(as_xlsb(fill))[0].looks}
    assert looks == {"strike", "wingdings", name}


@pytest.mark.parametrize(
    ("letters", "name"),
    [
        (colour(2, 0, "FF0000"), "font FF0000"),
        (colour(3, 5), "font ED7D31"),
        (colour(3, 1), ""),
        (colour(2, 0, "262626"), ""),
        (colour(2, 0, "FFFFFF"), ""),
    ],
)
def test_letters_of_a_colour_are_a_look_and_black_ones_none(letters, name):
    made = as_xlsb(part=styles(colour(2, 0, "FFFF00"), letters))
    looks = {look for *_, look in read_container(made)[0].looks}
    assert looks - {"strike", "wingdings", "FFFF00"} == {*filter(None, [name])}


@pytest.mark.parametrize(("number", "name"), [(10, "font FF0000"), (8, ""), (9, "")])
def test_so_are_those_of_an_old_workbook(number, name):
    seen = BiffLooks()
    body = struct.pack("<HHH", 200, 0, number) + bytes(8) + b"\x05\x00Arial"
    seen.look_at_style(0x31, body)
    seen.look_at_style(0xE0, bytes(20))
    seen.look_at_cell(0, 0xFD, struct.pack("<HHHI", 1, 2, 0, 0))
    assert [look for *_, look in seen.found(0)] == [*filter(None, [name])]


def test_emphases_of_an_old_workbook():
    seen = BiffLooks()
    name = b"\x05\x00Arial"
    for height, flags, weight, line in ((220, 0, 400, 0), (280, 2, 700, 1)):
        head = struct.pack("<HHHHHB", height, flags, 8, weight, 0, line)
        seen.look_at_style(0x31, head + bytes(3) + name)
    for font, lines in ((0, 0), (1, 0x11), (0, 0x52)):
        of_cell = struct.pack("<HH", font, 0) + bytes(6) + bytes([lines]) + bytes(9)
        seen.look_at_style(0xE0, of_cell)
    for row in range(3):
        seen.look_at_cell(0, 0xFD, struct.pack("<HHHI", row, 1, row, 0))
    assert {(row, look) for _, row, _, look in seen.found(0)} == {
        *((1, k) for k in ("bold", "italic", "underline", "size 14", "border thin")),
        (2, "border medium"),
    }


@pytest.mark.parametrize("length", range(0, 400, 7))
def test_styles_that_are_cut_report_what_they_report(length):
    whole = styles(colour(2, 0, "FFFF00"))
    with ZipFile(io.BytesIO(zipped({"xl/styles.bin": whole[:length]}))) as archive:
        found = find_binary_looks(archive)
    full = {1: ("strike",), 2: ("FFFF00",), 3: ("wingdings",)}
    assert found.items() <= full.items()
    assert (found == full) == (length >= len(whole) - len(record(618)))


def old_workbook(flags: int = 8, pattern: int = 1, front: int = 13) -> bytes:
    """Give the .xls with a struck name in its third row and a fill in its fourth."""
    content = io.BytesIO(xls())
    with olefile.OleFileIO(content, write_mode=True) as book:
        stream = bytearray(book.openstream("Workbook").read())
        fonts, formats, at = [], [], 0
        while at + 4 <= len(stream):
            code, length = struct.unpack_from("<HH", stream, at)
            fonts += [at + 4] if code == 0x31 else []
            formats += [at + 4] if code == 0xE0 else []
            place = struct.unpack_from("<HH", stream, at + 4) if length >= 6 else ()
            if code == 0xFD and place in ((2, 1), (3, 1)):
                struct.pack_into("<H", stream, at + 8, place[0])
            at += 4 + length
        height = struct.unpack_from("<H", stream, fonts[0])[0]
        struct.pack_into("<HH", stream, fonts[1], height, flags)
        struct.pack_into("<H", stream, formats[2], 1)
        struct.pack_into("<H", stream, formats[3], 0)
        struct.pack_into("<I", stream, formats[3] + 14, pattern << 26)
        struct.pack_into("<H", stream, formats[3] + 18, 0x2080 | front)
        # Only the two cells have these styles: others keep theirs.
        book.write_stream("Workbook", bytes(stream))
    return content.getvalue()


def test_strokes_and_fills_of_an_old_workbook_are_reported():
    sheet = read_container(old_workbook())[0]
    assert {(1, 2, 2, "strike"), (1, 3, 3, "FFFF00")} == {*sheet.looks}
    assert read_container(xls())[0].looks == ()


@pytest.mark.parametrize(("pattern", "front"), [(0, 13), (17, 13), (1, 9), (1, 64)])
def test_no_fill_and_a_white_one_of_an_old_workbook_are_none(pattern, front):
    sheet = read_container(old_workbook(flags=0, pattern=pattern, front=front))[0]
    assert sheet.looks == ()


def test_an_old_workbook_has_its_own_colours_no_fifth_font_and_cells_side_by_side():
    seen = BiffLooks()
    for name in ("Arial", "Arial", "Arial", "Arial", "Webdings"):
        flags = struct.pack("<HH", 200, 0) + bytes(10)
        body = flags + bytes([len(name), 0]) + name.encode()
        seen.look_at_style(0x31, body)
    for of, pattern in ((5, 0), (0, 1)):
        body = struct.pack("<H", of) + bytes(12) + struct.pack("<IH", pattern << 26, 8)
        seen.look_at_style(0xE0, body)
    seen.look_at_style(0x92, struct.pack("<H", 1) + b"\x12\x34\x56\x00")
    seen.look_at_cell(7, 0xBE, struct.pack("<HHHHHH", 4, 2, 0, 1, 1, 4))
    seen.look_at_cell(7, 0xBD, struct.pack("<HHHIHIH", 5, 2, 0, 0, 9, 0, 3))
    assert seen.found(7) == (
        (2, 4, 5, "webdings"),
        (3, 4, 4, "123456"),
        (4, 4, 4, "123456"),
    )
    assert seen.found(8) == ()
