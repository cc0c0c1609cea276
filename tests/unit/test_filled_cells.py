"""Merged cells and ditto marks mean the same as the cells written out."""

from __future__ import annotations

import io
import re
import struct
from dataclasses import replace
from datetime import date

import pytest
import xlsxwriter
from hypothesis import given, settings
from hypothesis import strategies as st

from dophu.campaign.hamlets import Hamlet, Hamlets
from dophu.reader.extents import Extent
from dophu.reader.grid import Grid, read_grid
from dophu.reader.ole_workbook import _Unseen
from dophu.rosters.columns.filled_cells import fill_cells
from dophu.rosters.headings.tables import find_tables
from dophu.rosters.sheets.rows import read_rows
from dophu.rosters.sheets.source_rows import Sender
from spec.tables import read_table
from tests.fuzz.seeds import ods_of, parts_of, record, xlsb, zipped
from tests.reading import grid_of, read_container

AS_OF = date(2024, 7, 18)
INDEX = Hamlets((Hamlet("H1", "Thôn Mẫu 1"), Hamlet("H2", "Thôn Mẫu 2"))).index()
HEADING = ["STT", "Họ và tên", "Ngày sinh", "Số định danh", "Họ tên mẹ", "Thôn",
           "Đã làm", "Ngày cấp", "Tình trạng", "Lý do"]  # fmt: skip
SHARED = {
    2: ("05/07/2019", "06/08/2015"), 4: ("Mẫu Thị Ba", "Mẫu Thị Tư"),
    5: ("Thôn Mẫu 1", "Thôn Mẫu 2"), 6: ("x", "0"), 7: ("01/07/2024", "02/07/2024"),
    8: ("Đã cấp", "Chưa", "Đã nộp hồ sơ"), 9: ("về quê", "bận"),
}  # fmt: skip
"""Columns whose cells may be shared, and values of theirs."""


def values_of(rows, merged=()):
    """What is read of rows: every column of a source row but what tells how."""
    grid = grid_of("DS", [HEADING, *rows], merged)
    return read_rows(grid, Sender("roster", "a.xlsx", AS_OF, INDEX)).columns


@st.composite
def shared_tables(draw):
    """A table written out, the same with merges, the same with ditto marks."""
    count = draw(st.integers(2, 7))
    whole = [
        [n, f"Mẫu Văn {'ABCDEGH'[n - 1]}", None, f"09921900000{n}"] + [None] * 6
        for n in range(1, count + 1)
    ]
    merged_rows, ditto_rows = [[list(row) for row in whole] for _ in range(2)]
    merged = []
    for column, values in SHARED.items():
        row = 0
        while row < count:
            last = draw(st.integers(row, count - 1))
            value = draw(st.sampled_from(values))
            mark = draw(st.sampled_from(['"', "nt", "Như trên", "-nt-", "”"]))
            for at in range(row, last + 1):
                whole[at][column] = value
                ditto_rows[at][column] = value if at == row else mark
            merged_rows[row][column] = value
            if last > row:
                merged.append(((row + 1, column), (last + 1, column)))
            row = last + 1
    return whole, (merged_rows, merged), ditto_rows


@settings(max_examples=80, deadline=None)
@given(shared_tables())
def test_a_table_with_merges_or_ditto_marks_reads_like_one_written_out(tables):
    whole, (rows, merged), dittos = tables
    expected = values_of(whole)
    assert values_of(rows, merged) == expected
    assert values_of(dittos) == expected


@pytest.mark.parametrize("row", read_table("ditto_marks"), ids=str)
def test_ditto_marks_follow_the_table(row):
    headings = {"status": "Tình trạng", "done": "Đã làm", "birth_date": "Ngày sinh",
                "mother": "Họ tên mẹ", "note": "Ghi chú", "name": "Họ và tên",
                "personal_number": "Số định danh"}  # fmt: skip
    heading = ["Họ và tên", "Giới tính", headings[row["column"]]]
    between = {"": [], "blank": [[None] * 3], "section": [["II. Thôn Mẫu 2"]]}
    rows = [
        ["Mẫu Văn A", "Nam", row["above"]],
        *between[row["between"]],
        ["Mẫu Văn B", "Nam", row["cell"]],
    ]
    if row["column"] == "name":
        heading, rows = heading[1:], [r[1:] for r in rows]
    grid = grid_of("DS", [heading, *rows])
    table = find_tables(grid)[0]
    filled = fill_cells(grid, table)
    assert filled.rows[-1][table.columns[row["column"]]] == (row["read"] or None)


def test_a_merge_makes_no_child_of_a_blank_row_a_section_or_a_total():
    rows = [
        [1, "Mẫu Văn A", "05/07/2019", None, None, "Thôn Mẫu 1", None, None, "Đã cấp"],
        [2, None, None, None, None, None, None, None, None],
        ["II", "Thôn Mẫu 2", None, None, None, None, None, None, None],
        [3, "Mẫu Văn B", "05/07/2018", None, None, None, None, None, None],
        [None, "Tổng cộng", None, None, None, None, None, None, None],
    ]
    found = values_of(rows, [((1, 8), (5, 8)), ((1, 0), (2, 0))])
    assert found["kind"] == ["heading", "data", "blank", "section", "data", "total"]
    assert [s for s in found["status"] if s] == ["issued", "issued"]


def test_a_merged_name_or_number_is_one_childs_alone():
    rows = [
        [1, "Mẫu Văn A", "05/07/2019", "099219000001", "Mẫu Thị Ba", "Thôn Mẫu 1"],
        [None, None, None, None, "Mẫu Văn Tư", None],
    ]
    merged = [((1, column), (2, column)) for column in (0, 1, 2, 3, 5)]
    found = values_of(rows, merged)
    assert found["name"] == [None, "Mẫu Văn A", None]
    assert found["number"] == [None, "099219000001", None]


def test_a_merge_over_columns_gives_its_value_to_each_but_to_no_name():
    rows = [
        [1, "Mẫu Văn A", "05/07/2019", None, None, "Thôn Mẫu 1", None, None,
         "đã chuyển đi", None],
        [2, "Mẫu Văn B", "05/07/2018", None, None, "Thôn Mẫu 1", None, None, "Chưa",
         None],
    ]  # fmt: skip
    found = values_of(rows, [((1, 8), (1, 9)), ((2, 1), (2, 2))])
    assert found["reason_text"] == [None, "đã chuyển đi", ""]
    assert found["presence"][1:] == ["left", "present"]
    assert str(found["birth_from"][2]) == "2018-07-05"


def test_what_a_merge_hides_is_not_read():
    rows = [
        [n, f"Mẫu Văn {'AB'[n - 1]}", "05/07/2019", None, None, "Thôn Mẫu 1", None,
         None, status]
        for n, status in ((1, "Chưa"), (2, "Đã cấp"))
    ]  # fmt: skip
    found = values_of(rows, [((1, 8), (2, 8))])
    assert found["status"][1:] == ["not_yet", "not_yet"]


# ---- each kind of file -----------------------------------------------------------

TABLE = [
    ["STT", "Họ và tên", "Ngày sinh", "Thôn", "Tình trạng", "Tình trạng"],
    ["1", "Mẫu Văn A", "05/07/2019", "Thôn Mẫu 1", "Chưa", "Đã cấp"],
    ["2", "Mẫu Văn B", "06/08/2015", "Thôn Mẫu 1", "Chưa", ""],
]
"""The old status in E, to be hidden; the new one in F, merged downwards."""


def as_xlsx() -> bytes:
    content = io.BytesIO()
    with xlsxwriter.Workbook(content, {"in_memory": True}) as book:
        sheet = book.add_worksheet()
        for number, row in enumerate(TABLE):
            sheet.write_row(number, 0, [cell or None for cell in row])
        sheet.merge_range(1, 5, 2, 5, "Đã cấp")
        sheet.set_column(4, 4, None, None, {"hidden": True})
    return content.getvalue()


def as_ods() -> bytes:
    parts = parts_of(ods_of(TABLE))
    body = parts["content.xml"].decode()
    columns = (
        '<table:table-column table:number-columns-repeated="4"/>'
        '<table:table-column table:visibility="collapse"/><table:table-column/>'
    )
    body = body.replace("<table:table-row>", columns + "<table:table-row>", 1)
    head, tail = body.rsplit("Đã cấp", 1)
    head = re.sub(
        r"<table:table-cell (?=[^<>]*>\s*<text:p>$)",
        '<table:table-cell table:number-columns-spanned="1"'
        ' table:number-rows-spanned="2" ',
        head,
    )
    tail = tail.replace("<table:table-cell/>", "<table:covered-table-cell/>")
    parts["content.xml"] = (head + "Đã cấp" + tail).encode()
    return zipped(parts)


def as_xlsb() -> bytes:
    cells = {(r, c): v for r, row in enumerate(TABLE) for c, v in enumerate(row) if v}
    parts = parts_of(xlsb(cells, rows=()))
    sheet = parts["xl/worksheets/sheet1.bin"]
    column = struct.pack("<IIIIH", 4, 4, 0, 0, 1)
    sheet = sheet.replace(
        record(0x91), record(0x186) + record(60, column) + record(0x187) + record(0x91)
    )
    merge = record(0xB1, struct.pack("<I", 1)) + record(
        0xB0, struct.pack("<IIII", 1, 2, 5, 5)
    )
    parts["xl/worksheets/sheet1.bin"] = sheet.replace(
        record(0x92), record(0x92) + merge + record(0xB2)
    )
    return zipped(parts)


@pytest.mark.parametrize("make", [as_xlsx, as_ods, as_xlsb])
def test_every_kind_of_file_shows_its_merges_and_its_hidden_columns(make):
    grid = read_grid(read_container(make())[0])
    assert grid.hidden_columns == {4}
    assert grid.spans == {(2, 5): (1, 5)}
    found = read_rows(grid, Sender("roster", "a", AS_OF, INDEX))
    assert found.columns["status"] == [None, "issued", "issued"]
    assert [i.code for i in found.issues] == ["BG-22"]


def test_an_old_workbook_shows_its_merges_hidden_rows_and_columns():
    unseen = _Unseen()
    unseen.look_at(0x208, struct.pack("<HHHHIHH", 7, 0, 3, 255, 0, 0x20, 0))
    unseen.look_at(0x208, struct.pack("<HHHHIHH", 8, 0, 3, 255, 0, 0, 0))
    unseen.look_at(0x7D, struct.pack("<HHHHHH", 2, 3, 0, 0, 1, 0))
    sheet = unseen.noted_on(Extent())
    assert (sheet.hidden_rows, sheet.hidden_columns) == ({7}, {2, 3})


# ---- hidden columns --------------------------------------------------------------


def hidden(rows, columns):
    grid = replace(grid_of("DS", rows), hidden_columns=frozenset(columns))
    found = read_rows(grid, Sender("roster", "a.xlsx", AS_OF, INDEX))
    return found.columns, [(i.code, i.cell) for i in found.issues]


@pytest.mark.parametrize("is_left_hidden", [True, False])
@pytest.mark.parametrize("column", range(1, 5))
def test_of_two_columns_of_one_meaning_the_one_that_is_shown_counts(
    column, is_left_hidden
):
    old = ["", "Mẫu Văn Cũ", "01/01/2012", "Thôn Mẫu 2", "Đã cấp"][column]
    rows = [row[:5] for row in TABLE]
    shown, _ = hidden(rows, ())
    at = column if is_left_hidden else column + 1
    doubled = [
        [*row[:at], row[column] if n == 0 else old, *row[at:]]
        for n, row in enumerate(rows)
    ]
    found, issues = hidden(doubled, [at])
    assert found == shown
    assert [code for code, _ in issues] == ["BG-22"]


def test_a_hidden_column_that_is_the_only_one_is_read_and_reported_once_a_table():
    found, issues = hidden([row[:5] for row in TABLE], [2, 4])
    assert found["status"] == [None, "not_yet", "not_yet"]
    assert issues == [("BG-23", "C1")]


def test_a_hidden_column_of_list_numbers_or_of_nothing_is_no_matter():
    assert hidden([row[:5] for row in TABLE], [0, 9])[1] == []


def test_a_stroke_or_a_comment_on_a_merge_is_each_rows():
    heading = ["Họ và tên", "Ngày sinh", "Thôn", "Tình trạng"]
    children = [[f"Mẫu Văn {n}ang", f"{n}/2/2015", "Thôn Mẫu 1"] for n in range(1, 5)]
    words = ["Đã làm", None, None, "Đã làm"]
    rows = [heading, *([*c, w] for c, w in zip(children, words, strict=True))]
    spans = {(row, 3): (1, 3) for row in (2, 3)}
    looks = {"looks": ((3, 1, 1, "strike"),)}, {"comments": ((1, 3, "chưa, xem lại"),)}
    sender = Sender("roster", "a.xlsx", AS_OF, INDEX)
    plain = read_rows(Grid("DS", rows, spans), sender).columns["status"]
    assert plain[1:] == ["applied"] * 4
    for marked in looks:
        found = read_rows(Grid("DS", rows, spans, **marked), sender).columns["status"]
        assert found[-1] == "applied"
        assert "applied" not in found[1:4]
