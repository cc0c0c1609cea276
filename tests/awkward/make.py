"""Write the awkward lists that no editor of text can: ``python -m tests.awkward.make``.

The same bytes every time. Lists of plain text in the folder are written by hand.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable
from datetime import date, datetime
from typing import Any

from tests.awkward.trial import LISTS
from tests.fuzz import seeds

HEADING = ("STT", "Họ và tên", "Ngày sinh", "Giới tính", "Số định danh", "Thôn",
           "Tình trạng")  # fmt: skip
CHILDREN = (
    ("Mẫu Văn An", date(2019, 7, 5), "Nam", "099219000001"),
    ("Mẫu Thị Bình", date(2015, 8, 6), "Nữ", "099315000002"),
    ("Mẫu Văn Cường", date(2016, 9, 7), "Nam", "099216000003"),
    ("Mẫu Thị Dung", date(2012, 10, 8), "Nữ", "099312000004"),
)
FILES: dict[str, Callable[[], bytes]] = {}


def makes(name: str) -> Callable[[Callable[[], bytes]], Callable[[], bytes]]:
    """Note a function as the maker of a list."""

    def note(make: Callable[[], bytes]) -> Callable[[], bytes]:
        FILES[name] = make
        return make

    return note


def workbook(write: Callable[[Any], object]) -> bytes:
    """Make a workbook that says it was made on a fixed day."""

    def fill(book: Any) -> None:
        book.set_properties({"created": datetime(2024, 7, 18)})  # noqa: DTZ001
        write(book)

    return seeds.workbook(fill)


def rows_of(hamlet: str = "Thôn Mẫu 1", status: str = "Chưa") -> list[list[Any]]:
    """Give the ordinary list: headings and four children of one hamlet."""
    children = (
        [number, name, birth, sex, personal, hamlet, status]
        for number, (name, birth, sex, personal) in enumerate(CHILDREN, 1)
    )
    return [list(HEADING), *children]


def fill(book: Any, sheet: Any, rows: Iterable[Iterable[Any]], first: int = 0) -> Any:
    """Write rows into a sheet, days as Excel keeps them."""
    day = book.add_format({"num_format": "dd/mm/yyyy"})
    for number, row in enumerate(rows, first):
        for column, cell in enumerate(row):
            if isinstance(cell, date):
                sheet.write_datetime(number, column, cell, day)
            elif isinstance(cell, str) and cell:
                sheet.write_string(number, column, cell)
            elif cell is not None and cell != "":
                sheet.write(number, column, cell)
    return sheet


def ordinary() -> bytes:
    """Make the ordinary list as a workbook of one sheet."""
    return workbook(lambda book: fill(book, book.add_worksheet("DS"), rows_of()))


# ---- files that are none, or not whole -------------------------------------------

makes("01_no_bytes.xlsx")(lambda: b"")
makes("02_one_byte.xlsx")(lambda: b"x")
makes("03_photo.xlsx")(lambda: b"\xff\xd8\xff\xe0\x00\x10JFIF\x00\x01" + bytes(40))
makes("06_symbolic_link.xls")(
    lambda: b'ID;PSCALC3\r\nB;X2;Y2\r\nC;X1;Y1;K"STT"\r\nE\r\n'
)
makes("06_data_interchange.xls")(lambda: b'TABLE\r\n0,1\r\n"EXCEL"\r\n')
makes("07_numbers.xlsx")(lambda: seeds.zipped({"Index/Document.iwa": "x"}))
makes("08_word.xlsx")(lambda: seeds.zipped({"word/document.xml": "<w:document/>"}))
makes("09_zip_of_csv.xlsx")(lambda: seeds.zipped({"danh sach.csv": "STT,Họ và tên"}))
makes("10_cut.xlsx")(lambda: ordinary()[: len(ordinary()) // 2])
makes("11_cut.xls")(lambda: seeds.xls()[: len(seeds.xls()) // 2])


@makes("04_html_table.xls")
def _html() -> bytes:
    def line(cells: Iterable[Any], tag: str) -> str:
        return "<tr>" + "".join(f"<{tag}>{cell}</{tag}>" for cell in cells) + "</tr>"

    rows = rows_of()
    body = line(rows[0], "th") + "".join(
        line([f"{c:%d/%m/%Y}" if isinstance(c, date) else c for c in row], "td")
        for row in rows[1:]
    )
    page = f'<html><head><meta charset="utf-8"></head><body><table>{body}</table>'
    return f"{page}</body></html>".encode()


@makes("05_spreadsheet_xml.xls")
def _xml_2003() -> bytes:
    def line(cells: Iterable[Any]) -> str:
        data = (
            f'<Cell><Data ss:Type="String">{c:%d/%m/%Y}</Data></Cell>'
            if isinstance(c, date)
            else f'<Cell><Data ss:Type="String">{c}</Data></Cell>'
            for c in cells
        )
        return "<Row>" + "".join(data) + "</Row>"

    space = "urn:schemas-microsoft-com:office:spreadsheet"
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        '<?mso-application progid="Excel.Sheet"?>\n'
        f'<Workbook xmlns="{space}" xmlns:ss="{space}"><Worksheet ss:Name="DS"><Table>'
        f"{''.join(map(line, rows_of()))}</Table></Worksheet></Workbook>"
    ).encode()


@makes("13_flipped_bit.xlsx")
def _flipped() -> bytes:
    whole = bytearray(ordinary())
    whole[whole.index(b"xl/worksheets/sheet1.xml") + 60] ^= 1
    return bytes(whole)


# ---- sheets that mislead ---------------------------------------------------------

SHEET = "xl/worksheets/sheet1.xml"


@makes("14_far_cell.xlsx")
def _far() -> bytes:
    far = b'<row r="20000"><c r="XFD20000"><v>1</v></c></row></sheetData>'
    return seeds.patched(ordinary(), SHEET, b"</sheetData>", far)


@makes("15_space_far_below.xlsx")
def _space() -> bytes:
    far = (
        b'<row r="1048576"><c r="AD1048576" t="inlineStr"><is>'
        b'<t xml:space="preserve"> </t></is></c></row></sheetData>'
    )
    return seeds.patched(ordinary(), SHEET, b"</sheetData>", far)


_ENTITY = b'standalone="yes"?>\n<!DOCTYPE x [<!ENTITY a %s>]>'


@makes("18_entities.xlsx")
def _entities() -> bytes:
    return seeds.patched(
        ordinary(), SHEET, b'standalone="yes"?>', _ENTITY % b'"&b;&b;&b;"'
    )


@makes("19_outside_entity.xlsx")
def _outside() -> bytes:
    return seeds.patched(
        ordinary(),
        SHEET,
        b'standalone="yes"?>',
        _ENTITY % b'SYSTEM "file:///etc/hosts"',
    )


@makes("20_lying_dimension.xlsx")
def _lying() -> bytes:
    return seeds.patched(ordinary(), SHEET, b'ref="A1:G5"', b'ref="A1:A1"')


@makes("21_many_merges.xlsx")
def _merges() -> bytes:
    merges = b"".join(
        b'<mergeCell ref="I%d:J%d"/>' % (row, row) for row in range(1, 5_001)
    )
    return seeds.patched(
        ordinary(), SHEET, b"</sheetData>",
        b"</sheetData><mergeCells>" + merges + b"</mergeCells>",
    )  # fmt: skip


@makes("28_protected_sheet.xlsx")
def _protected() -> bytes:
    return workbook(
        lambda book: fill(book, book.add_worksheet("DS"), rows_of()).protect("x")
    )


@makes("31_hidden_sheet.xlsx")
def _hidden() -> bytes:
    def write(book: Any) -> None:
        fill(book, book.add_worksheet("DS"), rows_of())
        fill(book, book.add_worksheet("Cũ"), rows_of("Thôn Mẫu 2")).hide()

    return workbook(write)


@makes("32_very_hidden_sheet.xlsx")
def _very_hidden() -> bytes:
    def write(book: Any) -> None:
        fill(book, book.add_worksheet("DS"), rows_of())
        fill(book, book.add_worksheet("Cũ"), rows_of("Thôn Mẫu 2")).very_hidden()

    return workbook(write)


@makes("33_chart_between.xlsx")
def _chart() -> bytes:
    def write(book: Any) -> None:
        fill(book, book.add_worksheet("Mẫu 1"), rows_of())
        chart = book.add_chart({"type": "column"})
        chart.add_series({"values": "='Mẫu 1'!$A$2:$A$5"})
        book.add_chartsheet("Hình").set_chart(chart)
        fill(book, book.add_worksheet("Mẫu 2"), [HEADING, [1, "Mẫu Văn Em"]])

    return workbook(write)


@makes("35_strict.xlsx")
def _strict() -> bytes:
    whole = ordinary()
    spaces = {
        b"http://schemas.openxmlformats.org/spreadsheetml/2006/main":
            b"http://purl.oclc.org/ooxml/spreadsheetml/main",
        b"http://schemas.openxmlformats.org/officeDocument/2006/relationships":
            b"http://purl.oclc.org/ooxml/officeDocument/relationships",
    }  # fmt: skip
    parts = seeds.parts_of(whole)
    for name, part in parts.items():
        for old, new in spaces.items():
            part = part.replace(old, new)
        parts[name] = part
    return seeds.zipped(parts)


@makes("38_headings_over_three_rows.xlsx")
def _three_rows() -> bytes:
    def write(book: Any) -> None:
        sheet = book.add_worksheet("Thôn Mẫu 1")
        sheet.merge_range("A1:G1", "DANH SÁCH TRẺ EM\n(Tính đến ngày 18/7/2024)")
        for cells, text in (
            ("A3:A5", "STT"), ("B3:B5", "Họ và tên"), ("C3:E3", "Thông tin khai sinh"),
            ("C4:D4", "Năm sinh"), ("E4:E5", "Số định danh"), ("F3:G3", "Tình trạng"),
            ("F4:F5", "Đã làm"), ("G4:G5", "Chưa làm"),
        ):  # fmt: skip
            sheet.merge_range(cells, text)
        fill(book, sheet, [[None, None, "Nam", "Nữ"]], 4)
        fill(book, sheet, [[f"({n})" for n in range(1, 8)]], 5)
        for row, (name, birth, sex, number) in enumerate(CHILDREN, 6):
            years = (birth.year, None) if sex == "Nam" else (None, birth.year)
            ticks = ("x", None) if row % 2 else (None, "x")
            fill(book, sheet, [[row - 5, name, *years, number, *ticks]], row)

    return workbook(write)


def _with_hamlets_merged(rows: list[list[Any]], merges: dict[str, str]) -> bytes:
    def write(book: Any) -> None:
        sheet = fill(book, book.add_worksheet("DS"), rows)
        for cells, text in merges.items():
            sheet.merge_range(cells, text)

    return workbook(write)


@makes("41_merged_hamlets.xlsx")
def _merged() -> bytes:
    return _with_hamlets_merged(
        rows_of(hamlet=""), {"F2:F3": "Thôn Mẫu 1", "F4:F5": "Thôn Mẫu 2"}
    )


@makes("41_merged_hamlets_and_one_left_empty.xlsx")
def _merged_and_empty() -> bytes:
    return _with_hamlets_merged(rows_of(hamlet=""), {"F2:F4": "Thôn Mẫu 1"})


@makes("41_merged_hamlet_over_a_total.xlsx")
def _merged_over_total() -> bytes:
    rows = rows_of(hamlet="")
    rows.insert(3, ["Cộng", None, 2])
    return _with_hamlets_merged(rows, {"F2:F4": "Thôn Mẫu 1", "F5:F6": "Thôn Mẫu 2"})


@makes("register_of_the_education_survey.xlsx")
def _education_survey() -> bytes:
    over = {
        "C3:E3": "Sinh", "J3:K3": "Học xong", "L3:M3": "Bỏ học", "P3:R3": "Khuyết tật",
    }  # fmt: skip
    alone = {
        "A": "TT", "B": "Họ và tên", "F": "Nữ (x)", "G": "Dân tộc", "H": "Tôn giáo",
        "I": "Thôn", "N": "Đang học lớp", "O": "Hoàn thành lớp",
        "S": "Có chứng nhận khuyết tật", "T": "Hoàn cảnh đặc biệt",
        "U": "Quan hệ với chủ hộ", "V": "Họ tên cha hoặc mẹ", "W": "Điện thoại",
        "X": "Ghi chú",
    }  # fmt: skip
    below = {"C": "Ngày", "D": "Tháng", "E": "Năm", "J": "Lớp", "K": "Năm", "L": "Lớp",
             "M": "Năm", "P": "Nghe, nói", "Q": "Nhìn", "R": "Vận động"}  # fmt: skip
    first, second = "Thôn Mẫu 1", "Thôn Mẫu 2"
    rows = [
        {"A": "Hộ số 1: Mẫu Văn Chủ"},
        {"A": 1, "B": "Mẫu Văn Chủ", "C": 1, "D": 2, "E": 1985, "G": "Kinh", "I": first,
         "J": 9, "K": 2000, "U": "Chủ hộ"},
        {"A": 2, "B": "Mẫu Thị An", "C": 5, "D": 7, "E": 2019, "F": "x", "G": "Kinh",
         "I": first, "U": "Con", "V": "Mẫu Văn Chủ"},
        {"A": 3, "B": "Mẫu Văn Bình", "C": 6, "D": 8, "E": 2012, "G": "Kinh",
         "I": first, "L": 5, "M": 2023, "O": 5, "P": "x", "S": "x", "T": "x",
         "U": "Con", "V": "Mẫu Văn Chủ"},
        {"A": "Hộ số 2: Mẫu Thị Chủ"},
        {"A": 1, "B": "Mẫu Thị Chủ", "E": 1960, "F": "x", "I": second, "U": "Chủ hộ"},
        {"A": 2, "B": "Mẫu Văn Cường", "C": 7, "D": 9, "E": 2016, "I": second,
         "N": "2A", "U": "Cháu", "V": "Mẫu Thị Chủ"},
    ]  # fmt: skip

    def write(book: Any) -> None:
        sheet = book.add_worksheet("Phiếu")
        sheet.write("A1", "PHIẾU ĐIỀU TRA PHỔ CẬP GIÁO DỤC")
        for place, text in over.items():
            sheet.merge_range(place, text)
        for column, text in alone.items():
            sheet.merge_range(f"{column}3:{column}4", text)
        for column, text in below.items():
            sheet.write(f"{column}4", text)
        for number, row in enumerate(rows, 5):
            for column, cell in row.items():
                sheet.write(f"{column}{number}", cell)

    return workbook(write)


@makes("44_rows_hidden_and_filtered.xlsx")
def _hidden_rows() -> bytes:
    def write(book: Any) -> None:
        sheet = fill(book, book.add_worksheet("DS"), rows_of())
        sheet.autofilter("A1:G5")
        sheet.filter_column("D", "x == Nam")
        sheet.set_row(2, None, None, {"hidden": True})
        sheet.set_row(4, None, None, {"hidden": True})

    return workbook(write)


def _in_font(font: str, names: Iterable[str]) -> bytes:
    """Make the ordinary list with other names, those alone in an old font."""

    def write(book: Any) -> None:
        sheet = fill(book, book.add_worksheet("DS"), rows_of())
        old = book.add_format({"font_name": font})
        for row, name in enumerate(names, 1):
            sheet.write_string(row, 1, name, old)

    return workbook(write)


@makes("73_tcvn3_told_by_the_font.xlsx")
def _tcvn3_by_font() -> bytes:
    # Each could be Unicode: Vũ A Lộ, Vũ A Sú, Vừ A Lụ, Lộ A Vũ.
    return _in_font(".VnTime", ("Vò A Lé", "Vò A Só", "Võ A Lô", "Lé A Vò"))


@makes("74_vni_told_by_the_font.xlsx")
def _vni_by_font() -> bytes:
    # Each could be Unicode: Hồng Thị A, Lồ Thị Tốn, Hồ A Sính, Tốn A Lồ.
    return _in_font(
        "VNI-Times", ("Hoàng Thò A", "Loà Thò Toán", "Hoà A Sính", "Toán A Loà")
    )


@makes("73_unicode_in_an_old_font.xlsx")
def _unicode_in_old_font() -> bytes:
    def write(book: Any) -> None:
        rows = rows_of()
        for row, name in zip(
            rows[1:], ("Lò A Dê", "Fàng A Di", "Vàng A Só", "Lò A Páo"), strict=True
        ):
            row[1] = name
        sheet = fill(book, book.add_worksheet("DS"), rows)
        old = book.add_format({"font_name": ".VnTime"})
        for number, row in enumerate(rows):
            for column in (1, 3, 5, 6):
                sheet.write_string(number, column, row[column], old)

    return workbook(write)


@makes("41_merged_status_and_reason.xlsx")
def _merged_status() -> bytes:
    def write(book: Any) -> None:
        rows = rows_of(status="Đã cấp")
        for row, more in zip(
            rows,
            (["Họ tên mẹ", "Ngày cấp", "Lý do"], ["Mẫu Thị Ba", date(2024, 7, 1)],
             [], [], []), strict=True,
        ):  # fmt: skip
            row += more
        sheet = fill(book, book.add_worksheet("DS"), rows)
        day = book.add_format({"num_format": "dd/mm/yyyy"})
        sheet.merge_range("C2:C3", "")
        sheet.write_datetime("C2", datetime(2019, 7, 5), day)  # noqa: DTZ001
        sheet.write_string("E3", "099319000002")
        sheet.merge_range("G2:G4", "Đã cấp")
        sheet.merge_range("H2:H3", "Mẫu Thị Ba")
        sheet.merge_range("I2:I4", "")
        sheet.write_datetime("I2", datetime(2024, 7, 1), day)  # noqa: DTZ001
        sheet.merge_range("G5:J5", "Chưa")

    return workbook(write)


def styled(sheet: Any, rows: list[list[Any]], styles: dict[int, Any]) -> None:
    """Write rows again as texts, those of ``styles`` in a style."""
    for number, style in styles.items():
        for column, cell in enumerate(rows[number]):
            text = f"{cell:%d/%m/%Y}" if isinstance(cell, date) else str(cell or "")
            sheet.write_string(number, column, text, style)


@makes("struck_out.xlsx")
def _struck_out() -> bytes:
    def write(book: Any) -> None:
        rows = rows_of(status="Đã cấp")
        sheet = fill(book, book.add_worksheet("DS"), rows)
        stroke = book.add_format({"font_strikeout": True})
        styled(sheet, rows, {2: stroke})
        sheet.write_string("B4", rows[3][1], stroke)
        sheet.write_string("G5", "Đã cấp", stroke)

    return workbook(write)


def coloured() -> bytes:
    """Make the ordinary list with rows in two colours and no status written."""

    def write(book: Any) -> None:
        rows = rows_of(status="")
        sheet = fill(book, book.add_worksheet("DS"), rows)
        head = book.add_format({"bg_color": "#D9D9D9"})
        yellow, green = (
            book.add_format({"bg_color": colour}) for colour in ("#FFFF00", "#00B050")
        )
        styled(sheet, rows, {0: head, 1: yellow, 3: yellow, 4: green})

    return workbook(write)


makes("status_told_by_colour.xlsx")(coloured)


@makes("comments_on_cells.xlsx")
def _comments() -> bytes:
    def write(book: Any) -> None:
        sheet = fill(book, book.add_worksheet("DS"), rows_of(status="Đã làm"))
        sheet.write_comment("G2", "Cán bộ:\nchưa làm, hẹn lại")
        sheet.write_comment("B4", "cháu này xem lại")
        sheet.write_comment("B5", "hộ nghèo")
        sheet.write_comment("G1", "ghi cả cháu đang chờ")
        sheet.write_comment("C1", "dd/mm/yyyy")

    return workbook(write)


@makes("hidden_columns.xlsx")
def _hidden_columns() -> bytes:
    def write(book: Any) -> None:
        rows = rows_of(status="Đã cấp")
        for number, row in enumerate(rows):
            row.append("Chưa" if number else "Tình trạng")
        sheet = fill(book, book.add_worksheet("DS"), rows)
        sheet.set_column("G:G", None, None, {"hidden": True})
        sheet.set_column("D:D", None, None, {"hidden": True})

    return workbook(write)


@makes("45_epoch_of_1904.xlsx")
def _epoch() -> bytes:
    def write(book: Any) -> None:
        fill(book, book.add_worksheet("DS"), rows_of())

    import io

    import xlsxwriter

    content = io.BytesIO()
    options = {"in_memory": True, "date_1904": True}
    with xlsxwriter.Workbook(content, options) as book:
        book.set_properties({"created": datetime(2024, 7, 18)})  # noqa: DTZ001
        write(book)
    return content.getvalue()


@makes("46_formula_never_worked_out.xlsx")
def _uncalculated() -> bytes:
    def write(book: Any) -> None:
        sheet = fill(book, book.add_worksheet("DS"), rows_of())
        sheet.write_formula("C2", "=DATE(2019,7,5)", None, 5)
        sheet.write_formula("E3", '="0993150000"&"02"', None, 5)

    whole = workbook(write)
    whole = seeds.patched(
        whole, SHEET, b"<f>DATE(2019,7,5)</f><v>5</v>", b"<f>DATE(2019,7,5)</f>"
    )
    text = b'<f>="0993150000"&amp;"02"</f>'.replace(b"=", b"")
    return seeds.patched(whole, SHEET, text + b"<v>5</v>", text)


@makes("47_error_cells.xlsx")
def _errors() -> bytes:
    def write(book: Any) -> None:
        sheet = fill(book, book.add_worksheet("DS"), rows_of())
        sheet.write_formula("E2", "=VLOOKUP(1,A1:A1,1)", None, "#N/A")
        sheet.write_formula("C3", "=NA()", None, "#REF!")
        sheet.write_formula("B4", "=NA()", None, "#NAME?")
        sheet.write_formula("F5", "=NA()", None, "#N/A")

    return workbook(write)


@makes("48_numbers_that_lost_zeros.xlsx")
def _lost_zeros() -> bytes:
    rows = rows_of()
    for row in rows[1:]:
        row[4] = int(row[4])
    return workbook(lambda book: fill(book, book.add_worksheet("DS"), rows))


@makes("65_dates_of_every_form.xlsx")
def _dates() -> bytes:
    rows = rows_of()
    for row, birth in zip(
        rows[1:], ("5/7/2019", date(2015, 8, 6), 2016, 41190), strict=True
    ):
        row[2] = birth
    return workbook(lambda book: fill(book, book.add_worksheet("DS"), rows))


# ---- sheets of one workbook ------------------------------------------------------


@makes("hamlets_as_sheets.xlsx")
def _sheets() -> bytes:
    def write(book: Any) -> None:
        heading = ["STT", "Họ và tên", "Ngày sinh", "Tình trạng"]
        for name, part in (("Mẫu 1", CHILDREN[:2]), ("TDP ĐT2", CHILDREN[2:3]),
                           ("Đồng Tâm 2", CHILDREN[3:])):  # fmt: skip
            rows = [[n, c[0], c[1], "Chưa"] for n, c in enumerate(part, 1)]
            fill(book, book.add_worksheet(name), [heading, *rows])
        summary = [["TỔNG HỢP"], ["Thôn", "Số trẻ", "Đã làm"], ["Mẫu 1", 2, 0],
                   ["Đồng Tâm 2", 2, 0], ["Cộng", 4, 0]]  # fmt: skip
        fill(book, book.add_worksheet("TH"), summary)
        book.add_worksheet("Sheet1")

    return workbook(write)


@makes("sheet_and_title_name_two_hamlets.xlsx")
def _two_names() -> bytes:
    rows = [["DANH SÁCH TRẺ EM THÔN MẪU 2"], ["STT", "Họ và tên", "Ngày sinh"],
            [1, *CHILDREN[0][:2]], [2, *CHILDREN[1][:2]]]  # fmt: skip
    return workbook(lambda book: fill(book, book.add_worksheet("Mẫu 1"), rows))


@makes("age_groups_as_sheets.xlsx")
def _groups() -> bytes:
    def write(book: Any) -> None:
        heading = ["STT", "Họ và tên", "Ngày sinh", "Thôn"]
        for name, part in (("Dưới 6", CHILDREN[:1]), ("6-14", CHILDREN[1:])):
            rows = [[n, c[0], c[1], "Mẫu 1"] for n, c in enumerate(part, 1)]
            fill(book, book.add_worksheet(name), [heading, *rows])

    return workbook(write)


# ---- dates that Excel turned -----------------------------------------------------

TURNED = (
    date(2018, 12, 7), date(2018, 2, 11), date(2015, 4, 3), date(2014, 9, 1),
    "20/03/2015", "13/05/2016", "31/01/2019", "25/12/2013",
)  # fmt: skip
"""As the sheet has them; the first child is born on 12 July 2018, and six."""


@makes("dates_turned_by_excel.xlsx")
@makes("dates_turned_back/rosters/2024-07-18/a.xlsx")
def _turned() -> bytes:
    heads = ["STT", "Họ và tên", "Ngày, tháng, năm sinh", "Thôn"]
    rows = [
        [number, f"Mẫu Văn {name}", born, "Thôn Mẫu 1"]
        for number, (name, born) in enumerate(
            zip(("An", "Bình", "Cường", "Dũng", "Em", "Gia", "Hải", "Ích"), TURNED,
                strict=True), 1)
    ]  # fmt: skip
    return workbook(lambda book: fill(book, book.add_worksheet("DS"), [heads, *rows]))


# ---- returns that come back ------------------------------------------------------

MENDED = "mended_return_beside_its_list/rosters/2024-07-18"


@makes(f"{MENDED}/rosters_a.csv.xlsx")
def _mended() -> bytes:
    sent = (LISTS / MENDED / "a.csv").read_bytes()
    above = [["Trả lại tệp", "", "rosters/2024-07-18/a.csv"],
             ["Nội dung tệp", "", hashlib.sha256(sent).hexdigest()[:16]]]  # fmt: skip
    return _returned(above)


@makes("mended_return_of_an_older_kit/rosters/2024-07-18/danh sach.xlsx")
def _mended_before() -> bytes:
    return _returned([])


def _returned(above: list[list[str]]) -> bytes:
    heads = ["Ô", "Mã", "Nội dung và cách sửa"]
    what = ["C2", "DS-03", "Ngày sinh không có trong lịch."]
    rows = rows_of()[:3]  # the day of birth of the first was mended, of the next not
    rows[2][2] = "31/02/2015"

    def write(book: Any) -> None:
        fill(book, book.add_worksheet("Cần xem lại"), [*above, heads, what])
        sheet = fill(book, book.add_worksheet("Danh sách"), rows)
        colour = book.add_format({"bg_color": "#FFD9A0"})
        sheet.write_string(2, 2, rows[2][2], colour)

    return workbook(write)


def main() -> None:
    """Write all of them."""
    for name, make in FILES.items():
        (LISTS / name).parent.mkdir(parents=True, exist_ok=True)
        (LISTS / name).write_bytes(make())
    decided = LISTS / "decided_colours" / "rosters" / "2024-07-18" / "a.xlsx"
    decided.parent.mkdir(parents=True, exist_ok=True)
    decided.write_bytes(coloured())
    same = LISTS / "24_one_list_under_two_names" / "rosters" / "2024-07-18"
    same.mkdir(parents=True, exist_ok=True)
    for name in ("a.xlsx", "b.xlsx"):
        (same / name).write_bytes(ordinary())


if __name__ == "__main__":
    main()
