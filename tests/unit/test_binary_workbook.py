"""A binary workbook as Excel writes it: kinds of cells, styles, merges, padded records.

Built from the published records ([MS-XLSB]), since nothing at hand writes one.
"""

from __future__ import annotations

import struct
from datetime import date

import pytest

from dophu.reader.grid import read_grid
from dophu.rosters.sheets.rows import read_rows
from dophu.rosters.sheets.source_rows import Sender
from tests.fuzz.seeds import record, zipped
from tests.reading import read_container
from tests.small_lists import AS_OF, INDEX

DATED = 1
"""Style of a cell that holds a date."""
LINKS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
TEXTS = ["STT", "Họ và tên", "Ngày sinh", "Thôn", "Đã làm", "Ngày làm", "Thôn Mẫu 1"]


def wide(text):
    return struct.pack("<I", len(text)) + text.encode("utf-16-le")


def cell(code, column, body, style=0):
    return record(code, struct.pack("<II", column, style) + body)


def shared(column, text):
    if text not in TEXTS:
        TEXTS.append(text)
    return cell(7, column, struct.pack("<I", TEXTS.index(text)))


def whole(column, number):  # BrtCellRk
    return cell(2, column, struct.pack("<I", number << 2 | 2))


def dated(column, day):  # BrtCellReal
    serial = float((day - date(1899, 12, 30)).days)
    return cell(5, column, struct.pack("<d", serial), DATED)


def truth(column, value):  # BrtCellBool
    return cell(4, column, bytes([value]))


def formula(code, column, value, style=0):
    return cell(code, column, value + struct.pack("<HI", 0, 0) + bytes(4), style)


def row_of(number, *cells):
    head = struct.pack("<IIHHBI", number, 0, 300, 0, 0, 0)
    return record(0, head) + b"".join(cells)


ROWS = (
    row_of(0, *(shared(column, text) for column, text in enumerate(TEXTS[:6]))),
    row_of(1, whole(0, 1), shared(1, "Mẫu An"), dated(2, date(2019, 3, 5)),
           shared(3, "Thôn Mẫu 1"), truth(4, 1), dated(5, date(2024, 7, 10))),
    row_of(2, whole(0, 2), formula(8, 1, wide("Mẫu Bình")),
           formula(9, 2, struct.pack("<d", 43000.0), DATED), cell(1, 3, b""),
           formula(10, 4, b"\0")),
    row_of(3, whole(0, 3), cell(6, 1, wide("Mẫu Chi")), shared(2, "7/8/2018"),
           cell(1, 3, b""), truth(4, 0)),
    row_of(4, whole(0, 4), shared(1, "Mẫu Dung"), cell(3, 2, b"\x2a"),
           cell(1, 3, b""), formula(11, 4, b"\x17")),
)  # fmt: skip
MERGED = record(177, struct.pack("<I", 1)) + record(
    176, struct.pack("<IIII", 1, 4, 3, 3)
)


def book(behind=b""):
    """Make the workbook; ``behind`` stands between its rows and its merges."""
    sheet = record(0x81) + record(0x94, struct.pack("<IIII", 0, 4, 0, 5)) + record(145)
    sheet += b"".join(ROWS) + record(146) + behind + MERGED + record(178)
    sheet += record(0x82)
    bundle = struct.pack("<II", 0, 1) + wide("rId1") + wide("DS")
    parts = record(0x83) + record(0x99, bytes(12)) + record(0x8F)
    parts += record(0x9C, bundle) + record(0x90) + record(0x84)
    strings = record(159, struct.pack("<II", len(TEXTS), len(TEXTS)))
    strings += b"".join(record(19, b"\0" + wide(text)) for text in TEXTS) + record(160)
    plain, day = (struct.pack("<HHHHH", 0, n, 0, 0, 0) + bytes(6) for n in (0, 14))
    styles = record(278) + record(617, struct.pack("<I", 2)) + record(47, plain)
    styles += record(47, day) + record(618) + record(279)
    targets = ("worksheet", "worksheets/sheet1"), ("styles", "styles")
    targets += (("sharedStrings", "sharedStrings"),)
    links = "".join(
        f'<Relationship Id="rId{n}" Type="{LINKS}/{kind}" Target="{target}.bin"/>'
        for n, (kind, target) in enumerate(targets, 1)
    )
    package = "http://schemas.openxmlformats.org/package/2006/relationships"
    return zipped(
        {
            "xl/workbook.bin": parts,
            "xl/_rels/workbook.bin.rels": f'<Relationships xmlns="{package}">{links}'
            "</Relationships>",
            "xl/worksheets/sheet1.bin": sheet,
            "xl/worksheets/binaryIndex1.bin": record(42, bytes(24)),
            "xl/sharedStrings.bin": strings,
            "xl/styles.bin": styles,
        }
    )


@pytest.mark.parametrize("behind", [b"", record(535, bytes(66)) + bytes(12)])
def test_every_kind_of_cell_is_read(behind):
    """Noughts behind the rows, as one program pads them, are no row and no cell."""
    (sheet,) = read_container(book(behind))
    grid = read_grid(sheet)
    assert [len(cells) for cells in grid.rows] == [6] * 5
    assert grid.rows[1] == [
        1, "Mẫu An", date(2019, 3, 5), "Thôn Mẫu 1", True, date(2024, 7, 10),
    ]  # fmt: skip
    assert grid.rows[2][1:3] == ["Mẫu Bình", date(2017, 9, 22)]
    assert [cells[4] for cells in grid.rows[1:4]] == [True, False, False]
    assert [grid.rows[4][at] for at in (2, 4)] == ["#N/A", "#REF!"]
    assert grid.spans[4, 3] == (1, 3)


def test_a_list_in_a_binary_workbook_counts_as_any_other():
    (sheet,) = read_container(book())
    found = read_rows(read_grid(sheet), Sender("roster", "a.xlsb", AS_OF, INDEX))
    assert found.columns["hamlet_id"][1:] == ["H1"] * 4
    assert found.columns["status"][1:4] == ["applied", None, None]
    assert {issue.code for issue in found.issues if issue.severity == "warning"} == {
        "DS-14"
    }
