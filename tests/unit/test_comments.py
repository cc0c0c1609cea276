"""Comments: seen in each kind of file, told, answered, never passed over."""

from __future__ import annotations

import io
import struct
from dataclasses import replace
from datetime import date

import pytest
import xlsxwriter

from dophu.campaign.decisions import Decision, Decisions
from dophu.campaign.hamlets import Hamlet, Hamlets
from dophu.reader.cell_comments import BiffComments
from dophu.rosters.sheets.rows import read_rows
from dophu.rosters.sheets.source_rows import Sender
from dophu.rosters.texts.returned import without_marks
from dophu.rosters.words.answers import answers_of
from tests.fuzz.seeds import ods_of, parts_of, record, xlsb, zipped
from tests.reading import grid_of, read_container, sheet_of

AS_OF = date(2024, 7, 18)
INDEX = Hamlets((Hamlet("H1", "Thôn Mẫu 1"),)).index()
HEADING = ["STT", "Họ và tên", "Ngày sinh", "Thôn", "Đã làm"]
LINKS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def rows_of(statuses):
    return [
        [n, f"Mẫu Văn {'ABCDEGHIKLMN'[n]}", f"{n + 1:02}/03/2018", "Thôn Mẫu 1", status]
        for n, status in enumerate(statuses)
    ]


def read(comments, statuses=("x", "x", None), decided=(), source="roster", above=()):
    rows = [*above, HEADING, *rows_of(statuses)]
    grid = replace(grid_of("DS", rows), comments=tuple(comments))
    lines = tuple(Decision("comment", "", *line) for line in decided)
    answers = answers_of(Decisions(lines), "a.xlsx")
    found = read_rows(grid, Sender(source, "a.xlsx", AS_OF, INDEX, answers=answers))
    return found, [i for i in found.issues if i.code not in ("DS-15", "DS-09")]


def as_xlsx(texts):
    content = io.BytesIO()
    with xlsxwriter.Workbook(content) as book:
        sheet = book.add_worksheet("Mẫu")
        for row, cells in enumerate([HEADING, *rows_of(["x"])]):
            sheet.write_row(row, 0, cells)
        for place, text in texts.items():
            sheet.write_comment(*place, text)
    return content.getvalue()


def as_thread():
    parts = parts_of(as_xlsx({(1, 4): "[Threaded comment]\n\nYour version of Excel"}))
    links = "xl/worksheets/_rels/sheet1.xml.rels"
    link = (
        '<Relationship Id="rId9" Type="http://schemas.microsoft.com/office/2017/10/'
        'relationships/threadedComment" Target="../threadedComments/t1.xml"/>'
    )
    parts[links] = parts[links].replace(
        b"</Relationships>", f"{link}</Relationships>".encode()
    )
    thread = '<threadedComment ref="E2"><text>{}</text></threadedComment>'
    parts["xl/threadedComments/t1.xml"] = (
        "<ThreadedComments xmlns='http://schemas.microsoft.com/office/spreadsheetml/"
        f"2018/threadedcomments'>{thread.format('chưa làm')}"
        f"{thread.format('hẹn lại')}</ThreadedComments>"
    )
    return zipped(parts)


def as_ods():
    content = ods_of([HEADING, *rows_of(["x"])])
    parts = parts_of(content)
    note = (
        "<office:annotation><dc:date xmlns:dc='http://purl.org/dc/elements/1.1/'>"
        "2024-07-01</dc:date><text:p>chưa &lt;làm&gt;</text:p><text:p>hẹn"
        " <text:span>lại</text:span></text:p></office:annotation><text:p>x</text:p>"
    )
    body = parts["content.xml"].decode().replace("<text:p>x</text:p>", note)
    return zipped(parts | {"content.xml": body})


def as_xlsb():
    parts = parts_of(xlsb(rows=[HEADING, *rows_of(["x"])]))
    text = "chưa làm"
    wide = struct.pack("<BI", 0, len(text)) + text.encode("utf-16-le")
    place = struct.pack("<IIIII", 0, 1, 1, 4, 4) + bytes(16)
    parts["xl/comments1.bin"] = record(635, place) + record(637, wide) + record(636)
    parts["xl/worksheets/_rels/sheet1.bin.rels"] = (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/'
        f'relationships"><Relationship Id="rId1" Type="{LINKS}/comments"'
        ' Target="../comments1.bin"/></Relationships>'
    )
    return zipped(parts)


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (as_xlsx({(1, 4): "Cán bộ A:\nchưa làm"}), "chưa làm"),
        (as_thread(), "chưa làm\nhẹn lại"),
        (as_ods(), "chưa <làm>\nhẹn lại"),
        (as_xlsb(), "chưa làm"),
    ],
    ids=["xlsx", "thread", "ods", "xlsb"],
)
def test_a_comment_is_read_without_its_author_and_no_part_of_the_cell(
    content, expected
):
    (sheet,) = read_container(content)
    assert sheet.comments == ((1, 4, expected),)
    assert sheet.rows[1][4] == "x"


@pytest.mark.parametrize("wide", [True, False])
def test_a_note_of_an_old_workbook_is_read(wide):
    notes = BiffComments()
    text = "Chưa làm" if wide else "Chua lam"
    body = text.encode("utf-16-le" if wide else "latin-1")
    notes.look_at(7, 0x5D, struct.pack("<HHHH", 0x15, 0x12, 0x19, 3) + bytes(14))
    notes.look_at(7, 0x1B6, struct.pack("<HHHHHHH", 0, 0, 0, 0, 0, len(text), 16))
    notes.look_at(7, 0x3C, bytes([wide]) + body)
    notes.look_at(7, 0x3C, bytes(16))  # how its letters are drawn
    notes.look_at(7, 0x1C, struct.pack("<HHHH", 4, 2, 0, 3) + bytes(4))
    assert notes.found(7) == ((4, 2, text),)
    assert notes.found(8) == ()


def test_a_note_whose_text_is_not_found_is_still_a_comment():
    notes = BiffComments()
    notes.look_at(7, 0x1C, struct.pack("<HHHH", 4, 2, 0, 3) + bytes(4))
    ((row, column, text),) = notes.found(7)
    assert (row, column) == (4, 2) and text


def test_rows_with_comments_are_counted_and_named_and_no_text_is_shown():
    found, issues = read([(1, 0, "xem lại cháu"), (3, 1, "đã đi với bà Mẫu Thị B")])
    assert [i.code for i in issues] == ["BG-56"]
    assert issues[0].severity == "warning"
    assert issues[0].details["rows"] == 2 and issues[0].details["places"] == "2, 4"
    assert "Mẫu Thị B" not in issues[0].message("vi") + issues[0].message("en")
    assert found.columns["status"][1:] == ["applied", "applied", None]


def test_a_comment_of_not_yet_on_an_enrolment_list_holds_the_row_back():
    found, issues = read([(1, 1, "chưa làm")], (None, None), source="enrolment")
    assert [i.code for i in issues] == ["BG-56"]
    assert found.columns["status"][1] == "not_yet"


@pytest.mark.parametrize(
    ("answer", "status", "presence"),
    [("ignore", "applied", "present"), ("not_yet", "not_yet", "present"),
     ("left", "applied", "left"), ("issued", "applied", "present")],
)  # fmt: skip
@pytest.mark.parametrize("value", ["Xem  lại", "-"])
def test_a_comment_is_answered_by_its_text_or_for_the_file(
    value, answer, status, presence
):
    found, issues = read([(1, 1, "xem lại")], decided=[(value, answer)])
    assert issues == []
    assert found.columns["status"][1] == status
    assert (found.columns["presence"][1] or "present") == presence


@pytest.mark.parametrize(
    ("comment", "codes"),
    [
        ((1, 4, "x là chưa làm"), ["BG-57"]),
        ((1, 4, "dd/mm/yyyy"), []),
        ((1, 2, "ghi theo giấy khai sinh"), []),
        ((1, 2, "các cháu dưới đây chưa làm"), ["BG-57"]),
        ((0, 0, "Danh sách này hủy"), ["BG-57"]),
        ((0, 0, "in khổ A4"), []),
    ],
)
def test_comments_on_headings_and_lines_are_reported_where_they_matter(comment, codes):
    title = ["DANH SÁCH TRẺ EM"]
    _, issues = read([comment], above=[title])
    assert [i.code for i in issues] == codes
    _, issues = read([comment], above=[title], decided=[("-", "ignore")])
    assert issues == []


def test_what_the_kit_itself_wrote_into_a_return_is_no_comment_of_the_sender():
    comments = ((1, 2, "DS-03: ngày sinh"), (2, 2, "DS-03: ngày sinh\nchưa làm"))
    sheet = replace(sheet_of("DS", [HEADING]), comments=comments)
    assert without_marks(sheet).comments == ((2, 2, "chưa làm"),)
