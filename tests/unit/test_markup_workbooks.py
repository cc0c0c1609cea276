"""Lists that portals export as web pages or as XML, and name .xls."""

from __future__ import annotations

import quopri
from base64 import b64encode
from datetime import date

import pytest

from dophu.reader.containers import Unreadable
from dophu.reader.html_styles import looks_of
from dophu.reader.inspection import inspect
from dophu.reader.sandbox import Reader

PAGE = """<html><head><meta charset="{charset}"><title>no cell</title>
<style>.done{{background:#FFFF00}} td{{color:red}}</style>
<script>document.write("<td>no cell</td>")</script></head><body>
<h3>UBND XÃ MẪU</h3><div>DANH SÁCH<br>Thôn Mẫu 1</div>
<table><tr><th rowspan=2>STT<th rowspan="9">Họ và tên<th colspan=2>Kết quả
<tr><th>Đã làm<th>Chưa</tr>
<tr bgcolor="yellow"><td>1<td>Mẫu&nbsp;Văn   An<td><input type=checkbox checked><td>
<tr><td>2<td class="x done"><s>Mẫu &amp; Bình</s><td>x<td></tr>
<tr style='display:none'><td>3<td>Mẫu
Cường<td><select><option>Chưa<option selected>Đã làm</select><td></tr>
</table><p>Người lập</p></body></html>"""

SPACE = "urn:schemas-microsoft-com:office:spreadsheet"
BOOK = f"""<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?>
<Workbook xmlns="{SPACE}" xmlns:ss="{SPACE}" xmlns:x="urn:x"><Styles>
<Style ss:ID="s1"><Interior ss:Color="#FFFF00" ss:Pattern="Solid"/></Style>
<Style ss:ID="s2" ss:Parent="s1">
<Font ss:StrikeThrough="1" ss:Color="#FF0000"/></Style></Styles>
<Worksheet ss:Name="Thôn 1"><Table><Column ss:Index="3" ss:Hidden="1" ss:Span="1"/>
<Row ss:Index="3"><Cell ss:MergeAcross="2">
<Data ss:Type="String">Danh <B>sách</B></Data></Cell></Row>
<Row ss:Hidden="1"><Cell ss:Index="2" ss:StyleID="s2">
<Data ss:Type="Number">5</Data></Cell><Cell>
<Data ss:Type="DateTime">2019-07-05T00:00:00.000</Data></Cell><Cell ss:Formula="=1"/>
<Cell><Data ss:Type="Boolean">1</Data></Cell></Row></Table></Worksheet>
<Worksheet ss:Name="Ẩn"><Table/><x:WorksheetOptions><x:Visible>SheetHidden</x:Visible>
</x:WorksheetOptions></Worksheet></Workbook>"""


def read(content):
    with Reader() as reader:
        return list(reader.read(content))


@pytest.mark.parametrize("charset", ["utf-8", "utf-8-sig", "utf-16"])
def test_a_page_is_one_sheet_with_what_stands_beside_its_table(charset):
    (sheet,) = read(PAGE.format(charset=charset).encode(charset))
    assert sheet.rows[:3] == [["UBND XÃ MẪU"], ["DANH SÁCH"], ["Thôn Mẫu 1"]]
    assert sheet.rows[4][2:] == ["Đã làm", "Chưa"]


@pytest.mark.parametrize(
    "stated", ["windows-1258", "utf-8", "nonsense", "undefined", "base64"]
)
def test_a_page_is_read_in_the_encoding_that_fits(stated):
    page = f"<meta http-equiv=Content-Type content='text/html; charset={stated}'>"
    (sheet,) = read(f"{page}<table><tr><td>Thôn Đê</table>".encode("cp1258"))
    assert sheet.rows == [["Thôn Đê"]]


def test_cells_hold_what_a_reader_of_the_page_sees():
    (sheet,) = read(PAGE.format(charset="utf-8").encode())
    assert sheet.rows[3] == ["STT", "Họ và tên", "Kết quả", None]
    assert sheet.rows[5] == ["1", None, "Mẫu Văn An", "☑", None]


def test_merges_end_with_their_table_and_looks_are_kept():
    text = PAGE.replace('rowspan="9"', "rowspan=2").format(charset="utf-8")
    (sheet,) = read(text.encode())
    assert sheet.rows[5:8] == [
        ["1", "Mẫu Văn An", "☑", None],
        ["2", "Mẫu & Bình", "x", None],
        ["3", "Mẫu Cường", "Đã làm", None],
    ]
    assert sheet.rows[8:] == [["Người lập"]]
    assert sheet.merged == [((3, 0), (4, 0)), ((3, 1), (4, 1)), ((3, 2), (3, 3))]
    assert sheet.hidden_rows == {7}
    assert {(1, 5, 6, "FFFF00"), (1, 6, 6, "strike")} <= set(sheet.looks)
    (longer,) = read(PAGE.format(charset="utf-8").encode())
    assert ((3, 1), (7, 1)) in longer.merged


def test_no_text_of_a_table_inside_another_is_lost():
    page = b"<table><tr><td>a<td><table><tr><td>b<td>c</table>d<td>e</table>f"
    (sheet,) = read(page)
    cells = [cell for row in sheet.rows for cell in row if cell is not None]
    assert cells == list("abcdef")


def test_a_workbook_of_xml_is_read_sheet_by_sheet():
    for encoding in ("utf-8", "utf-16"):
        first, second = read(BOOK.encode(encoding))
        assert first.rows == [
            [], [], ["Danh sách", None, None],
            [None, 5, date(2019, 7, 5), "=?", True],
        ]  # fmt: skip
        assert first.merged == [((2, 0), (2, 2))]
        assert (first.hidden_rows, first.hidden_columns) == ({3}, {2, 3})
        letters = "font FF0000"
        looks = ("FFFF00", "strike", letters)
        assert {*first.looks} == {(1, 3, 3, look) for look in looks}
        assert (second.name, second.state) == ("Ẩn", "hidden")


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"<html><body>Het phien lam viec</body></html>", "html"),
        (b"<?xml version='1.0'?><report/>", "xml_2003"),
        (BOOK[:800].encode(), "damaged"),
        (BOOK.replace("?>\n<W", "?><!DOCTYPE a []><W", 1).encode(), "entities"),
        (BOOK.replace("?>\n<W", "?><!DOCTYPE a []><W", 1).encode("utf-16"), "entities"),
        (BOOK.replace('Index="3"', 'Index="99999999"').encode(), "reaches_too_far"),
        (b"<table><tr>" + b"<td colspan=1000>" * 30, "too_wide"),
        (b"<table>" + b"<tr><td colspan=1000>" * 6000, "reaches_too_far"),
    ],
)
def test_what_is_no_such_list_is_refused_with_why(content, why):
    with pytest.raises(Unreadable, match=f"^{why}$"):
        read(content)


ARCHIVE = """MIME-Version: 1.0
X-Document-Type: Workbook
Content-Type: multipart/related; boundary="----=_Next"

This document is a Single File Web Page.

------=_Next
Content-Location: file:///C:/ds/frames.htm
Content-Type: text/html; charset="utf-8"

<html><frameset><frame src="sheet001.htm"></frameset></html>
------=_Next
Content-Location: file:///C:/ds/sheet001.htm
Content-Transfer-Encoding: {encoding}
Content-Type: text/html; charset="utf-8"

{page}
------=_Next--
"""


@pytest.mark.parametrize("encoding", ["quoted-printable", "base64", "8bit"])
def test_a_page_in_a_single_file_is_read_as_one(encoding):
    page = "<html><table><tr><td>STT<td>Họ và tên<tr><td>1<td>Mẫu Văn An</table></html>"
    encoders = {"quoted-printable": quopri.encodestring, "base64": b64encode}
    body = encoders.get(encoding, bytes)(page.encode()).decode()
    made = ARCHIVE.format(encoding=encoding, page=body).encode()
    (sheet,) = read(made)
    assert (sheet.name, sheet.rows[-1]) == ("", ["1", "Mẫu Văn An"])
    second = made.replace(b"frames.htm", b"sheet002.htm").replace(
        b"<frameset>", b"<table><tr><td>a</table><frameset>"
    )
    assert [sheet.name for sheet in read(second)] == ["sheet002", "sheet001"]


def test_a_single_file_without_a_table_is_refused():
    made = ARCHIVE.format(encoding="8bit", page="<html><p>STT</html>").encode()
    with pytest.raises(Unreadable, match="html"):
        read(made)


def test_a_page_and_xml_are_known_by_their_content():
    assert inspect(PAGE.encode()).kind == "html"
    assert inspect(BOOK.encode()).kind == "xml_2003"
    assert inspect(b"STT,<table><tr>").kind == "text"


@pytest.mark.parametrize(
    ("style", "look"),
    [
        ("font-size:14pt", "size 14"),
        ("font-size: 18.0px;color:black", "size 18"),
        ("border:2px solid black", "border thin"),
        ("border-left:.5pt double windowtext", "border double"),
        ("border:none", ""),
        ("mso-border-alt:none;font-size:", ""),
    ],
)
def test_a_page_says_of_a_cell_its_size_and_its_box(style, look):
    found = [k for k in looks_of(style) if k.startswith(("size", "border"))]
    assert found == [look] * bool(look)
