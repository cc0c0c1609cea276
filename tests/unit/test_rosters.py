"""Each step from a file to its rows, on its own."""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import date, datetime

import pytest
import xlsxwriter

from dophu.campaign.config import find_outside_dates
from dophu.campaign.hamlets import Hamlet, Hamlets
from dophu.catalogue.issues import Issue, phrase
from dophu.reader.containers import Unreadable
from dophu.reader.dated_folder import (
    KIND_OF,
    KINDS,
    OTHER_KIND,
    find_files,
    why_not_read,
)
from dophu.reader.grid import Grid, cell_name
from dophu.rosters.headings.tables import find_tables
from dophu.rosters.sheets.columns import read_columns
from dophu.rosters.sheets.rows import read_rows
from dophu.rosters.sheets.source_rows import Sender
from dophu.rosters.texts.legacy_columns import convert_columns
from dophu.rosters.words.values import read_dates, read_marks, read_names, read_sexes
from tests.reading import grid_of, read_container

HAMLETS = Hamlets((Hamlet("H1", "Thôn Mẫu 1"), Hamlet("H2", "Thôn Mẫu 2")))
AS_OF = date(2024, 7, 18)


def workbook(write) -> bytes:
    """Make a workbook; ``write`` fills it."""
    content = io.BytesIO()
    with xlsxwriter.Workbook(content, {"in_memory": True}) as book:
        write(book)
    return content.getvalue()


def grid(*rows: list, name: str = "Sheet1", merged=()) -> Grid:
    """Make a grid as if a reader had given those rows."""
    return grid_of(name, rows, merged)


def sender(source: str = "roster", file: str = "rosters/2024-07-18/a.xlsx") -> Sender:
    return Sender(source, file, AS_OF, HAMLETS.index())


# ---- containers ------------------------------------------------------------------


def test_a_workbook_gives_its_sheets_with_merges_and_states():
    def write(book):
        first = book.add_worksheet("Một")
        first.merge_range("A1:C2", "TIÊU ĐỀ")
        first.write("A5", "x")
        book.add_worksheet("Ẩn").hide()
        book.add_chartsheet("Hình").set_chart(
            _chart(book),
        )

    sheets = read_container(workbook(write))
    assert [(s.name, s.state) for s in sheets] == [
        ("Một", "visible"),
        ("Ẩn", "hidden"),
        ("Hình", "other"),
    ]
    assert sheets[0].merged == [((0, 0), (1, 2))]
    assert sheets[0].rows[4][0] == "x", "row 5 stays row 5"


def _chart(book):
    chart = book.add_chart({"type": "column"})
    chart.add_series({"values": "=Một!$A$1:$A$5"})
    return chart


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"", "empty_file"),
        (b" \n", "empty_file"),
        (b"PK\x03\x04rubbish", "damaged"),
        (b"\xd0\xcf\x11\xe0rubbish", "damaged"),
        (b"<html><table></table>", "html"),
        (b'<?xml version="1.0"?><Workbook/>', "xml_2003"),
        (b"\x00\x01\x02\x03", "encoding"),
    ],
)
def test_a_file_that_is_no_list_is_refused_with_why(content, why):
    with pytest.raises(Unreadable, match=f"^{why}$"):
        read_container(content)


def test_a_truncated_or_flipped_workbook_is_refused_and_never_read_in_part():
    whole = workbook(lambda book: book.add_worksheet().write("A1", "x" * 1000))
    for part in range(1, 10):
        with pytest.raises(Unreadable, match=r"^\w+$"):
            read_container(whole[: len(whole) * part // 10])
    at = whole.index(b"xl/worksheets/sheet1.xml") + 60
    flipped = whole[:at] + bytes([whole[at] ^ 1]) + whole[at + 1 :]
    with pytest.raises(Unreadable, match=r"^\w+$"):
        read_container(flipped)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
@pytest.mark.parametrize("mark", [",", ";", "\t"])
def test_text_is_read_in_its_encoding_and_with_its_separator(encoding, mark):
    text = mark.join(("Họ tên", "Ngày sinh")) + "\r\n" + mark.join(("Mẫu Ổn", "1/1/19"))
    (sheet,) = read_container(text.encode(encoding))
    assert sheet.rows == [["Họ tên", "Ngày sinh"], ["Mẫu Ổn", "1/1/19"]]


def test_lock_files_and_other_kinds_in_a_folder_are_named(tmp_path):
    for name in ("a.xlsx", "~$a.xlsx", "đọc.pdf", ".DS_Store", "sub/b.CSV"):
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(b"x")
    found = [(p.name, why) for p, why in find_files(tmp_path)]
    assert found == [
        ("a.xlsx", ""),
        ("b.CSV", ""),
        ("~$a.xlsx", "open_elsewhere"),
        ("đọc.pdf", "kind_pdf"),
    ]


@pytest.mark.parametrize("ending", [*KIND_OF, ".xyz", ""])
def test_a_file_of_every_kind_that_cannot_be_a_list_says_what_to_ask_for(ending):
    why = why_not_read(f"Thôn Mẫu 1{ending.upper()}")
    assert why in {*KINDS, OTHER_KIND}
    ask = phrase(f"ask_{why}")
    issue = Issue("TP-09", details={"why": phrase(why), "ask": ask})
    assert issue.severity == "warning"
    assert all(ask[language] in issue.message(language) for language in ("vi", "en"))


@pytest.mark.parametrize("name", ["THUMBS.DB", "._ds.xlsx", ".DS_Store", "~WRL1.tmp"])
def test_what_a_system_leaves_in_a_folder_is_not_named(name, tmp_path):
    (tmp_path / name).write_bytes(b"x")
    assert find_files(tmp_path) == []
    assert find_outside_dates(tmp_path) == []


def test_a_list_beside_the_dated_folders_is_named(tmp_path):
    folder = tmp_path / "rosters"
    (folder / "2024-07-18").mkdir(parents=True)
    (folder / "Thôn Mẫu 1.xlsx").write_bytes(b"x")
    (issue,) = find_outside_dates(folder)
    assert (issue.code, issue.file) == ("TP-10", "rosters/Thôn Mẫu 1.xlsx")
    assert issue.severity == "warning"


# ---- grids -----------------------------------------------------------------------


def test_cells_become_plain_and_trailing_blank_rows_go():
    midnight = datetime(2019, 1, 2)  # noqa: DTZ001
    found = grid([1.0, 1.5, " ", "", midnight], [None], [""])
    assert found.rows == [[1, 1.5, None, None, date(2019, 1, 2)]]


def test_a_cell_inside_a_merge_has_the_value_of_its_first_cell():
    found = grid(["a", None], [None, None], ["b"], merged=[((0, 0), (1, 1))])
    assert found.at(1, 1) == "a"
    assert found.at(5, 5) is None


@pytest.mark.parametrize(("column", "name"), [(0, "A2"), (25, "Z2"), (26, "AA2")])
def test_cells_are_named_as_excel_does(column, name):
    assert cell_name(1, column) == name


TCVN3 = ["Hä vµ tªn", "NguyÔn V¨n Hoµn", "TrÇn ThÞ Hång", "Ph¹m §øc Long"]


def test_columns_in_an_old_encoding_are_converted_and_named_and_no_other():
    names = [
        [text, "Tủa Chùa" if row else "Thôn"] for row, text in enumerate(TCVN3 * 6)
    ]
    found, encodings = convert_columns(grid(*names))
    assert encodings == {0: "tcvn3"}
    assert [row[0] for row in found.rows[:3]] == [
        "Họ và tên", "Nguyễn Văn Hoàn", "Trần Thị Hồng",
    ]  # fmt: skip
    assert [row[1] for row in found.rows] == [row[1] for row in names]


def test_a_list_typed_in_an_old_font_is_read_as_any_other():
    heading = ["STT", TCVN3[0], "Ngµy sinh", "T×nh tr¹ng"]
    rows = [[i, TCVN3[1 + i % 3], "1/1/2019", "§· lµm"] for i in range(20)]
    found = read_rows(grid(heading, *rows, name="Mẫu 1"), sender())
    assert set(found.columns["name"]) == {
        None, "Nguyễn Văn Hoàn", "Trần Thị Hồng", "Phạm Đức Long",
    }  # fmt: skip
    assert set(found.columns["status"]) == {None, "applied"}
    assert {i.details["column"] for i in found.issues if i.code == "BG-09"} >= {"B"}


FIVE = ["Vò A Lé", "Vò A Só", "Võ A Lô", "Lé A Vò"]


def test_the_font_of_its_cells_decides_a_short_column_and_leaves_its_heading():
    rows = grid(["Tên"], *([name] for name in FIVE))
    assert convert_columns(rows) == (rows, {})
    found, encodings = convert_columns(replace(rows, fonts=((0, 1, 4, ".VnTime"),)))
    assert encodings == {0: "tcvn3"}
    assert [row[0] for row in found.rows] == [
        "Tên", "Vũ A Lộ", "Vũ A Sú", "Vừ A Lụ", "Lộ A Vũ",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("names", "fonts"),
    [
        (["Nguyễn Văn A", "Vò A Lé"], ((0, 0, 1, ".VnTime"),)),
        ([f"Lò A Dê {n}" for n in range(40)], ((0, 0, 39, ".VnTime"),)),
        (FIVE, ((0, 0, 1, ".VnTime"), (0, 2, 3, "VNI-Times"))),
        (FIVE, ((0, 7, 9, ".VnTime"), (3, 0, 3, ".VnTime"))),
    ],
    ids=["letters no old font has", "many cells", "two fonts", "no cell there"],
)
def test_a_font_does_not_decide_against_the_text_or_where_it_is_not_one(names, fonts):
    rows = replace(grid(*([name] for name in names)), fonts=fonts)
    assert convert_columns(rows) == (rows, {})


def test_what_the_text_shows_for_certain_wins_over_the_other_old_font():
    names = [[text] for text in TCVN3 * 6]
    rows = replace(grid(*names), fonts=((0, 0, len(names) - 1, "VNI-Times"),))
    assert convert_columns(rows)[1] == {0: "tcvn3"}


def test_part_of_a_long_column_in_an_old_font_is_converted_alone():
    names = [[f"Nguyễn Văn {chr(65 + n)}"] for n in range(24)]
    rows = replace(grid(*names, ["NguyÔn V¨n Hoµn"]), fonts=((0, 24, 24, ".VnTime"),))
    found, encodings = convert_columns(rows)
    assert encodings == {0: "tcvn3"}
    assert found.rows == [*names, ["Nguyễn Văn Hoàn"]]


# ---- tables ----------------------------------------------------------------------


def test_headings_over_two_merged_rows_are_read_and_every_row_has_a_kind():
    found = grid(
        ["UBND XÃ MẪU", None, None, None, None],
        ["STT", "Họ và tên", "Ngày sinh", "Tình trạng", None],
        [None, None, None, "Đã làm", "Chưa làm"],
        ["(1)", "(2)", "(3)", "(4)", "(5)"],
        ["I", "Thôn Mẫu 1", None, None, None],
        [1, "Mẫu Văn Một", "1/1/2019", "x", None],
        [2, "Mẫu Một Mình", None, None, None],
        [3, None, None, None, None],
        ["Cộng", None, 2, None, None],
        ["STT", "Họ và tên", "Ngày sinh", "Tình trạng", None],
        [4, "Mẫu Thị Hai", "1/1/2018", None, "x"],
        ["Ghi chú: không", None, None, None, None],
        [None, None, None, "NGƯỜI LẬP BIỂU", None],
        [None, None, None, "Nguyễn Văn Mẫu", None],
        merged=[((1, 3), (1, 4)), ((1, 0), (2, 0)), ((1, 1), (2, 1)), ((1, 2), (2, 2))],
    )
    (table,) = find_tables(found)
    assert table.columns == {
        "list_number": 0,
        "name": 1,
        "birth_date": 2,
        "done": 3,
        "not_done": 4,
    }
    assert " ".join(table.kinds) == (
        "heading heading numbering section data data blank total heading data note "
        "signature signature"
    )
    assert table.sections == {4: "Thôn Mẫu 1"}


def test_father_and_mother_are_never_taken_for_the_child():
    headings = ["TT", "Họ tên bố", "Họ tên mẹ", "Họ tên trẻ", "NTNS", "SĐT", "Số CCCD"]
    (table,) = find_tables(
        grid(headings, [1, "Lò Ánh", "Vừ Bình", "Vừ Cúc", "1/1/2019", "09", ""])
    )
    assert table.columns == {
        "list_number": 0,
        "father": 1,
        "mother": 2,
        "name": 3,
        "birth_date": 4,
        "phone": 5,
        "personal_number": 6,
    }


def test_a_doubled_or_unknown_heading_is_kept_apart():
    headings = ["Họ tên", "Ngày sinh", "Ngày sinh", "Chiều cao"]
    (table,) = find_tables(grid(headings, ["Lò Ánh", "1/1/2019", "", 90]))
    assert (table.doubled, table.unknown) == ({2: "birth_date"}, {3: "Chiều cao"})


def test_names_over_two_columns_are_one_name():
    found = grid(["STT", "Họ đệm", "Tên", "NTNS"], [1, "Mẫu Thị", "Hai", "1/1/2019"])
    (table,) = find_tables(found)
    values, _ = read_columns(found, table, table.data_rows, AS_OF)
    assert values["name"] == ["Mẫu Thị Hai"]


def test_a_child_whose_words_are_headings_too_is_a_child_above_a_repeated_heading():
    heading = ["STT", "Họ tên", "NTNS", "GT", "Số ĐDCN", "Tình trạng"]
    child = [1, "Lò Thị Ánh", date(2019, 1, 1), "Nữ", 319000001, "Chưa"]
    words = [None, "Lò Bình", None, "Nữ", None, "Chưa"]
    (table,) = find_tables(grid(heading, child, words, heading, child))
    assert table.kinds == ["heading", "data", "data", "heading", "data"]


@pytest.mark.parametrize(
    ("headings", "cells", "sex"),
    [
        (["Họ tên", "NTNS", "Nam", "Nữ"], ["Lò Ánh", "5/7/2018", "", "x"], "female"),
        (["Họ tên", "Nam", "Nữ"], ["Lò Ánh", "5/7/2018", None], "male"),
        (["Họ tên", "Nam", "Nữ"], ["Lò Ánh", None, "5/7/2018"], "female"),
    ],
)
def test_a_birth_typed_in_the_column_of_the_sex_is_both(headings, cells, sex):
    values = values_of(grid(headings, cells))
    assert (values["birth_from"], values["sex"]) == ([date(2018, 7, 5)], [sex])


def test_a_year_under_the_merged_heading_of_the_sex_is_a_year():
    found = grid(
        ["Họ tên", "Năm sinh", None],
        [None, "Nam", "Nữ"],
        ["Lò Ánh", None, 2018],
        merged=[((0, 1), (0, 2)), ((0, 0), (1, 0))],
    )
    values = values_of(found)
    assert (values["precision"], values["sex"]) == (["year"], ["female"])


def test_day_month_and_year_in_three_columns_are_one_date():
    found = grid(
        ["Họ tên", "Ngày sinh", None, None],
        [None, "Ngày", "Tháng", "Năm"],
        ["Lò Ánh", 5, 7, 2018],
        ["Lò Bình", None, 7, 2018],
        ["Lò Cúc", 31, 2, 2019],
        merged=[((0, 1), (0, 3)), ((0, 0), (1, 0))],
    )
    values = values_of(found)
    assert values["birth_from"] == [date(2018, 7, 5), date(2018, 7, 1), None]
    assert values["precision"] == ["day", "month", None]


def values_of(found: Grid) -> dict[str, list]:
    (table,) = find_tables(found)
    return read_columns(found, table, table.data_rows, AS_OF)[0]


def test_two_tables_side_by_side_are_refused_and_accounted_for():
    heading = ["Họ tên", "Ngày sinh", None, "Họ tên", "Năm sinh"]
    child = ["Lò Ánh", "1/1/2019", None, "Vừ Bình", 2018]
    rows = read_rows(grid(heading, child), sender())
    assert [issue.code for issue in rows.issues] == ["BG-08"]
    assert rows.issues[0].cell == "D1"
    assert rows.columns["kind"] == ["title", "title"]


def test_two_tables_in_a_sheet_are_both_read():
    first, second = ["Họ tên", "Ngày sinh"], ["Ngày sinh", "Họ tên", "GT"]
    found = grid(
        first, ["Lò Ánh", "1/1/2019"], [], second, ["1/1/2018", "Vừ Bình", "Nam"]
    )
    rows = read_rows(found, sender())
    assert rows.columns["name"] == [None, "Lò Ánh", None, None, "Vừ Bình"]
    assert rows.columns["row"] == [1, 2, 3, 4, 5]


@pytest.mark.parametrize(
    ("total", "found"),
    [
        (["Tổng cộng", 3], []),
        (["Tổng cộng", 2], [("BG-06", "B7")]),
        (["Tổng cộng", None], []),
        (["Tổng: 3 nữ: 1", "3/1"], []),
    ],
)
def test_a_total_that_is_not_the_rows_above_it_is_named(total, found):
    child = ["Lò Ánh", "1/1/2019"]
    rows = [["Họ tên", "Ngày sinh"], child, child, ["Cộng", 2], child, ["Cộng", 1]]
    read = read_rows(grid(*rows, total, name="Mẫu 1"), sender())
    assert [(i.code, i.cell) for i in read.issues if i.code == "BG-06"] == found


# ---- values ----------------------------------------------------------------------


def test_an_impossible_date_is_a_fault_at_its_place():
    values, faults = read_dates(["1/2/2019", "31/02/2019", None], AS_OF)
    assert [v and v.first for v in values] == [date(2019, 2, 1), None, None]
    assert faults == {1: ("DS-03", {})}


def test_ticks_words_and_sexes_are_read():
    assert read_marks(["x", "X", None, "0", "không", "5/7", 1]) == [
        True, True, False, False, False, True, True,
    ]  # fmt: skip
    assert read_sexes(["Nam", "NỮ", "N", None]) == ["male", "female", None, None]
    assert read_names(["Y", "Lò A", 5]) == [None, "Lò A", None]


def test_a_failed_formula_is_a_fault_and_not_a_blank():
    heading = ["Họ tên", "Ngày sinh", "Số ĐDCN"]
    found = grid(heading, ["Lò Ánh", "#REF!", "#N/A"], ["#NAME?", "1/1/2019", "=?"])
    (table,) = find_tables(found)
    values, faults = read_columns(found, table, table.data_rows, AS_OF)
    assert values["name"] == ["Lò Ánh", None]
    assert values["number"] == values["birth_from"][:1] * 2 == [None, None]
    assert {name: sorted(f) for name, f in faults.items() if f} == {
        "name": [1], "birth_date": [0], "personal_number": [0, 1],
    }  # fmt: skip


# ---- rows ------------------------------------------------------------------------


def test_the_hamlet_is_taken_from_cell_section_sheet_title_or_file():
    heading, child = ["Họ tên", "Ngày sinh"], ["Lò Ánh", "1/1/2019"]
    by_cell = grid([*heading, "Thôn"], [*child, "Mẫu 2"], name="Thôn Mẫu 1")
    by_section = grid(heading, ["II. Thôn Mẫu 2", None], child)
    by_sheet = grid(heading, child, name="Mẫu 2")
    by_title = grid(["DANH SÁCH TRẺ EM: THÔN MẪU 2"], heading, child)
    for found in (by_cell, by_section, by_sheet, by_title):
        assert read_rows(found, sender()).columns["hamlet_id"][-1] == "H2"
    for name in (
        "thon_mau_2", "Thôn Mẫu 2 25.7.2024", "2024-07-25_thon_mau_2",
        "thôn mẫu 2 (tính đến ngày 25-7-24)", "thon_mau_2_25_7_2024",
    ):  # fmt: skip
        by_file = read_rows(grid(heading, child), sender(file=f"r/{name}.xlsx"))
        assert by_file.columns["hamlet_id"][-1] == "H2", name
    of_two = read_rows(grid(heading, child), sender(file="r/thon_mau_2-3.xlsx"))
    assert of_two.columns["hamlet_id"][-1] is None


def test_an_unknown_hamlet_is_reported_once_with_the_nearest_names():
    rows = [["Họ tên", "Thôn"], *(["Lò Ánh", "Mẫu 3"] for _ in range(4))]
    found = read_rows(grid(*rows), sender())
    (issue,) = (i for i in found.issues if i.code == "DS-02")
    assert (issue.cell, issue.details["rows"]) == ("B2", 4)
    assert "Thôn Mẫu 1" in issue.details["nearest"]


def test_a_rare_word_of_a_status_cell_is_not_shown_for_it_may_be_a_name():
    rows = [["Họ tên", "Tình trạng"], *(["Lò Ánh", w] for w in ("hỏi mẹ", *["lạ"] * 3))]
    found = read_rows(grid(*rows, name="Mẫu 1"), sender())
    words = [i.details["word"] for i in found.issues if i.code == "DS-07"]
    assert words == ["…", "lạ"]


def test_a_name_that_slipped_into_the_column_of_hamlets_is_not_shown():
    rows = [["Họ tên", "Thôn"], ["Lò Ánh", "Vừ Thị Canary"], ["Lò Bình", "Xóm Lạ"]]
    found = read_rows(grid(*rows), sender())
    shown = [i.details["spelling"] for i in found.issues if i.code == "DS-02"]
    assert shown == ["…", "Xóm Lạ"]


@pytest.mark.parametrize(
    ("rows", "state", "code"),
    [
        ([["TỔNG HỢP"], ["Thôn Mẫu 1", 20, 5]], "visible", "BG-02"),
        ([["Mẫu Văn", "Lò Thị", 1]] * 9, "visible", "BG-01"),
        ([["Họ tên", "Ngày sinh"], ["Lò Ánh", "1/1/2019"]], "hidden", "BG-03"),
        ([], "visible", "BG-02"),
        ([], "other", "BG-02"),
    ],
)
def test_a_sheet_that_is_not_counted_says_why(rows, state, code):
    found = read_rows(grid_of("S", rows, [], state), sender())
    assert [issue.code for issue in found.issues] == [code]
    assert set(found.columns["kind"]) <= {"title", "blank"}


@pytest.mark.parametrize("ending", [".xltx", ".XLTM", ".xlt", ".ots", ".xlsm"])
def test_a_template_or_macro_workbook_may_be_a_list(ending):
    assert why_not_read(f"Thôn Mẫu 1{ending}") == ""
