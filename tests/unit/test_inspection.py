"""What a file is, whether it is whole, and how far it reaches, before it is read."""

from __future__ import annotations

import re
import struct
import time

import pytest

from dophu.catalogue.issues import phrase
from dophu.reader.cell_fonts import MOST_STYLES
from dophu.reader.extents import UNCALCULATED, Extent
from dophu.reader.inspection import inspect
from dophu.reader.zip_workbook import MAX_PARTS, MOST_ROWS
from tests.fuzz.seeds import (
    HERE,
    ods,
    parts_of,
    patched,
    workbook,
    xls,
    xlsb,
    xlsx,
    zipped,
)

SHEET = "xl/worksheets/sheet1.xml"


def sheet_of(body: bytes) -> bytes:
    """Make a workbook whose first sheet's data is ``body``."""
    whole = xlsx()
    old = parts_of(whole)[SHEET]
    data = old[old.index(b"<sheetData>") : old.index(b"</sheetData>")]
    return patched(whole, SHEET, data, b"<sheetData>" + body)


# ---- what it is ------------------------------------------------------------------


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"", "empty_file"),
        (b"\n", "empty_file"),
        (b"\xff\xd8\xff\xe0\x00\x10JFIF", "image"),
        (b"\x00\x00\x00\x18ftypheic\x00\x00", "image"),
        (b"%PDF-1.7\n", "pdf"),
        (b"{\\rtf1\\ansi", "word"),
        (b"7z\xbc\xaf\x27\x1c", "archive"),
        (b"\xef\xbb\xbf<!DOCTYPE html><table>", "html"),
        (b'<meta charset="utf-8"><table>', "html"),
        (b'<?xml version="1.0"?><html xmlns="x">', "html"),
        (b'<?xml version="1.0"?><Workbook/>', "xml_2003"),
        (b"ID;PSCALC3\r\nB;X5;Y14\r\n", "exchange_format"),
        (b'TABLE\r\n0,1\r\n"EXCEL"\r\n', "exchange_format"),
        (zipped({"word/document.xml": "<w/>"}), "word"),
        (zipped({"Index/Document.iwa": "x"}), "numbers_app"),
        (zipped({"danh sach.csv": "STT,Tên"}), "not_spreadsheet"),
        (b"PK\x03\x04rubbish", "damaged"),
        (b"\xd0\xcf\x11\xe0rubbish", "damaged"),
    ],
)
def test_a_foreign_file_is_named_for_what_it_is_in_both_languages(content, why):
    assert inspect(content).why == why
    assert set(phrase(why)) == {"vi", "en"}


def test_a_list_whose_headings_begin_like_an_exchange_format_is_text():
    content = b"ID;Person;Birth\r\n1;Mau;2019\r\n"
    assert inspect(content) == inspect(b"x") and not inspect(content).why


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (xlsx(), "xlsx"),
        (xls(), "xls"),
        (ods(), "ods"),
        (xlsb(), "xlsb"),
        (b"a,b", "text"),
    ],
)
def test_a_file_that_can_be_a_list_is_recognised_by_its_content(content, kind):
    found = inspect(content)
    assert (found.kind, found.why) == (kind, "")


# ---- whether it is whole and honest ----------------------------------------------


@pytest.mark.parametrize("make", [xlsx, xls, ods, xlsb])
def test_a_workbook_cut_anywhere_is_damaged(make):
    whole = make()
    for part in range(1, 10):
        assert inspect(whole[: len(whole) * part // 10]).why == "damaged", part


def test_every_flipped_bit_of_a_part_is_found():
    whole = xlsx()
    name = SHEET.encode()
    start = whole.index(name) + len(name)
    length = struct.unpack_from("<I", whole, whole.index(name) - 12)[0]
    for at in range(start, start + length, 7):
        flipped = whole[:at] + bytes([whole[at] ^ 4]) + whole[at + 1 :]
        assert inspect(flipped).why == "damaged", at


def test_a_zip_that_unpacks_to_far_too_much_is_refused_by_what_it_declares():
    assert inspect(zipped({SHEET: b" " * 30_000_000})).why == "unpacks_too_far"
    whole = bytearray(xlsx())
    struct.pack_into("<I", whole, whole.index(b"PK\x01\x02") + 24, 2_000_000_000)
    assert inspect(bytes(whole)).why == "unpacks_too_far"


def test_a_zip_that_unpacks_to_more_than_it_declares_is_damaged():
    whole = bytearray(xlsx())
    struct.pack_into("<I", whole, whole.index(b"PK\x01\x02") + 24, 10)
    assert inspect(bytes(whole)).why == "damaged"


def test_a_zip_of_too_many_parts_is_refused():
    parts = {f"xl/media/{number}": b"" for number in range(MAX_PARTS + 1)}
    assert inspect(zipped(parts)).why == "unpacks_too_far"


@pytest.mark.parametrize("part", [SHEET, "xl/workbook.xml", "xl/sharedStrings.xml"])
def test_a_part_with_entities_is_refused_inner_or_external(part):
    for declared in (b'<!ENTITY a "aaaa">', b'<!ENTITY a SYSTEM "file:///etc/hosts">'):
        doctype = b"?>\n<!DOCTYPE r [" + declared + b"]>"
        content = patched(xlsx(), part, b"?>\n", doctype)
        assert inspect(content).why == "entities"


def test_a_doctype_is_found_across_the_border_of_two_pieces(monkeypatch):
    content = patched(xlsx(), SHEET, b"?>\n", b"?>\n<!DOCTYPE r []>")
    for size in (16, 57, 61, 64):
        monkeypatch.setattr("dophu.reader.extents.PIECE", size)
        assert inspect(content).why == "entities", size


# ---- passwords -------------------------------------------------------------------


def test_an_encrypted_xlsx_is_distinguished_from_a_damaged_one():
    assert inspect((HERE / "password.xlsx").read_bytes()).why == "password"


@pytest.mark.parametrize("at", [44, 6656 + 4 * 128 + 120])
def test_an_xls_that_claims_more_than_it_holds_is_damaged_at_once(at):
    """The header's number of table sectors; the length of a stream of the directory."""
    whole = bytearray(xls())
    struct.pack_into("<I", whole, at, 2**24)
    began = time.monotonic()
    assert inspect(bytes(whole)).why == "damaged"
    assert time.monotonic() - began < 1


def test_a_whole_compound_file_that_holds_no_workbook_is_no_spreadsheet():
    whole = xls()
    name = "Workbook".encode("utf-16-le")
    assert whole.count(name) == 1
    other = whole.replace(name, "Contents".encode("utf-16-le"))
    assert inspect(other).why == "not_spreadsheet"


def test_an_encrypted_xls_is_recognised_by_its_record_whatever_the_method():
    whole = xls()
    begin = whole.index(b"\x09\x08\x10\x00")  # BOF, whose next record may be FilePass
    after = begin + 4 + 16
    encrypted = whole[:after] + b"\x2f\x00" + whole[after + 2 :]
    assert inspect(encrypted).why == "password"


def test_an_encrypted_ods_is_recognised_by_its_manifest():
    manifest = b"<manifest:encryption-data/></manifest:manifest>"
    part = "META-INF/manifest.xml"
    assert inspect(patched(ods(), part, b"</manifest:manifest>", manifest)).why == (
        "password_ods"
    )


def test_a_protected_sheet_is_no_password():
    content = workbook(lambda book: book.add_worksheet().protect("x"))
    assert inspect(content).why == ""


# ---- how far it reaches ----------------------------------------------------------


def test_the_extent_is_that_of_the_cells_not_that_which_the_sheet_declares():
    lying = patched(xlsx(), SHEET, b'ref="A1:F14"', b'ref="A1:XFD1048576"')
    assert [(s.rows, s.columns) for s in inspect(lying).sheets] == [(14, 6), (1, 1)]


def test_a_far_cell_makes_its_sheet_far_and_no_other():
    content = sheet_of(b'<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>')
    assert [sheet.is_far for sheet in inspect(content).sheets] == [True, False]


@pytest.mark.parametrize(
    ("rows", "columns", "size", "is_far"),
    [
        (1_000_000, 9, 500_000_000, False),  # as many cells as a big list has
        (1_000_000, 9, 40_000_000, True),  # mostly empty
        (1_000_000, 5, 1_000, False),
        (1_048_576, 20, 800_000_000, True),  # really full, and too much
    ],
)
def test_a_sheet_is_far_where_it_is_mostly_empty_or_past_all_bounds(
    rows, columns, size, is_far
):
    assert Extent("x", rows, columns, {}, size).is_far is is_far


@pytest.mark.parametrize("name", [b"A1048577", b"XFE1"])
def test_a_cell_where_no_sheet_of_excel_reaches_is_damage(name):
    content = sheet_of(b'<row r="1"><c r="' + name + b'"><v>1</v></c></row>')
    assert inspect(content).why == "damaged"


def test_a_far_cell_of_an_xlsb_or_repeated_cells_of_an_ods_are_refused():
    assert inspect(xlsb({(1048575, 16383): "x"})).why == "reaches_too_far"
    repeated = (
        '<table:table-row table:number-rows-repeated="1048000"><table:table-cell'
        ' table:number-columns-repeated="1000" office:value-type="string">'
        "<text:p>x</text:p></table:table-cell></table:table-row>"
    )
    assert inspect(ods(repeated)).why == "reaches_too_far"


def test_the_empty_rest_of_an_ods_sheet_is_no_part_of_its_extent():
    rest = (
        '<table:table-row table:number-rows-repeated="1048500"><table:table-cell'
        ' table:number-columns-repeated="16384"/></table:table-row>'
    )
    assert [(s.rows, s.columns) for s in inspect(ods(rest)).sheets] == [(13, 5)]


@pytest.mark.parametrize(
    ("row", "hidden"),
    [
        (b'<row r="3" hidden="1">', {2}),
        (b'<row spans="1:5" hidden="true" r="3">', {2}),
        (b'<row r="3" hidden="0">', set()),
        (b'<row r="3"><c r="Z3" hidden="1"/>', set()),
    ],
)
def test_the_hidden_rows_of_an_xlsx_are_found(row, hidden):
    plain = re.search(rb'<row r="3"[^>]*>', parts_of(xlsx())[SHEET])[0]
    content = patched(xlsx(), SHEET, plain, row)
    assert inspect(content).sheets[0].hidden_rows == hidden


def test_the_hidden_rows_of_an_ods_are_found_and_its_endless_rest_is_cut():
    rows = (
        '<table:table-row table:number-rows-repeated="2" table:visibility="filter"/>'
        '<table:table-row table:visibility="visible"/>'
        '<table:table-row table:visibility="collapse"'
        ' table:number-rows-repeated="999999999"/>'
    )
    hidden = inspect(ods(rows)).sheets[0].hidden_rows
    assert hidden == {13, 14} | set(range(16, MOST_ROWS))


def in_old_fonts(cells: bytes, styles: bytes = b"") -> tuple:
    """Inspect a sheet of a workbook whose styles 1 to 3 have some fonts."""

    def write(book):
        sheet = book.add_worksheet()
        for row, font in enumerate((".VnTime", "VNI-Helve", "Times New Roman")):
            sheet.write_string(row, 0, "x", book.add_format({"font_name": font}))

    whole = workbook(write)
    old = parts_of(whole)[SHEET]
    data = old[old.index(b"<sheetData>") : old.index(b"</sheetData>")]
    whole = patched(whole, SHEET, data, b"<sheetData>" + cells)
    if styles:
        whole = patched(whole, "xl/styles.xml", b"<styleSheet", styles)
    return inspect(whole)


def text(place: str, style: int | str) -> bytes:
    return f'<c r="{place}" s="{style}" t="s"><v>0</v></c>'.encode()


def test_texts_in_old_fonts_are_found_as_runs_of_a_column():
    cells = (
        text("A1", 3) + text("B1", 2) + text("A2", 1) + b'<c r="B2" s="1"><v>5</v></c>'
        + text("B3", 2) + text("A4", 1) + text("A5", 3) + text("A6", 1) + text("A2", 1)
        + b'<c r="A7" t="s"><v>0</v></c>' + text("A8", "999999999")
    )  # fmt: skip
    assert in_old_fonts(cells).sheets[0].fonts == (
        (1, 0, 2, "VNI-Helve"), (0, 1, 3, ".VnTime"), (0, 5, 5, ".VnTime"),
    )  # fmt: skip


def test_styles_with_entities_or_of_too_many_bytes_report_no_font():
    entity = b'<!DOCTYPE x [<!ENTITY a "b">]><styleSheet'
    assert in_old_fonts(text("A1", 1), entity).why == "entities"
    long = b"<!--" + b"x" * MOST_STYLES + b"--><styleSheet"
    assert in_old_fonts(text("A1", 1), long).sheets[0].fonts == ()


# ---- what a reader hides ---------------------------------------------------------


@pytest.mark.parametrize("make", [xlsx, xls])
def test_an_error_cell_is_found_at_its_place(make):
    assert inspect(make()).sheets[0].hidden_values == {(2, 5): "#N/A"}


def test_an_error_cell_of_an_xlsb_and_of_an_ods_is_found_at_its_place():
    assert inspect(xlsb({(3, 6): "#N/A"})).sheets[0].hidden_values == {(3, 6): "#N/A"}
    cell = (
        '<table:table-row table:number-rows-repeated="2"/><table:table-row>'
        '<table:table-cell table:number-columns-repeated="2"/><table:table-cell'
        ' office:value-type="string" calcext:value-type="error"><text:p>#REF!'
        "</text:p></table:table-cell></table:table-row>"
    )
    assert inspect(ods(cell)).sheets[0].hidden_values == {(15, 2): "#REF!"}


@pytest.mark.parametrize(
    ("cell", "hidden"),
    [
        (b'<c r="B2"><f>A1</f></c>', UNCALCULATED),
        (b'<c r="B2"><f>A1</f><v/></c>', UNCALCULATED),
        (b'<c r="B2"><f t="shared" si="0"/><v></v></c>', UNCALCULATED),
        (b'<c r="B2" t="str"><f>""</f><v></v></c>', None),
        (b'<c r="B2"><f>1-1</f><v>0</v></c>', None),
        (b'<c r="B2" s="1"/>', None),
        (b'<x:c r="B2" t="e"><x:v>#DIV/0!</x:v></x:c>', "#DIV/0!"),
    ],
)
def test_a_formula_without_a_value_is_distinguished_from_one_whose_value_is_empty(
    cell, hidden
):
    content = sheet_of(b'<row r="2"><c r="A2"><v>1</v></c>' + cell + b"</row>")
    assert inspect(content).sheets[0].hidden_values.get((1, 1)) == hidden


def test_a_strict_workbook_is_reported():
    strict = b"http://purl.oclc.org/ooxml/spreadsheetml/main"
    usual = b"http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    assert inspect(patched(xlsx(), "xl/workbook.xml", usual, strict)).is_strict
    assert not inspect(xlsx()).is_strict
