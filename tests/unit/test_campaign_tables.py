"""A campaign's own tables read the same however Excel saved them, or are errors."""

from __future__ import annotations

import io
import itertools
import unicodedata
from datetime import date

import pytest
import xlsxwriter

import dophu
from dophu.campaign.config import read_campaign
from dophu.campaign.csv_text import as_line
from dophu.campaign.decisions import KINDS, Decision
from dophu.campaign.file_patterns import is_of_file
from dophu.catalogue.issues import DophuError
from dophu.snapshots.keys import find_inputs, snapshot_key
from tests.old_encodings import as_windows

TABLES = {
    "hamlets": [
        ["hamlet_id", "name", "aliases", "officer", "valid_from", "valid_to"],
        ["H1", "Tổ dân phố Mẫu 1", "TDP M1|Tổ 1; Mẫu", "Mẫu, Thị Hoa", "", ""],
        ["H2", "Thôn Ví Dụ 2", "", "", "2024-01-01", "2024-07-14"],
        ["H3", 'Xóm "Mới"', "", "", "2024-07-15", ""],
    ],
    "hamlet_events": [
        ["from_id", "to_id", "kind", "date", "share"],
        ["H2", "H3", "merge", "2024-07-15", "1"],
    ],
    "decisions": [
        ["kind", "file", "value", "decision", "note"],
        ["heading", "[Thon 1] DS.xlsx", "Số, ký hiệu; đối chiếu", "personal_number",
         "hỏi cô Hoa,\nlần 2"],
        ["hamlet", "", "Xóm Lạ", "H3", ""],
        ["same_child", "", "P6406e600d075 Pad8791375bb0", "same", ""],
    ],
}  # fmt: skip

ENCODINGS = {
    "utf-8": lambda text: text.encode(),
    "mark": lambda text: text.encode("utf-8-sig"),
    "utf-16-le": lambda text: b"\xff\xfe" + text.encode("utf-16-le"),
    "utf-16-be": lambda text: b"\xfe\xff" + text.encode("utf-16-be"),
    "cp1258": as_windows,
}
SEPARATORS = (",", ";", "\t")
ORDERS = {"kept": lambda heading: heading, "reversed": lambda heading: heading[::-1]}
CASES = {"small": str, " CAPITAL ": lambda heading: f" {heading.upper()} "}
SPOILS = ("plain", "all quoted", "blank lines", "trailing columns", "sep=", "days")


def shaped(table, order, case):
    """Give a table with its columns in an order, its headings in a letter case."""
    at = [table[0].index(name) for name in ORDERS[order](table[0])]
    rows = [[row[i] for i in at] for row in table]
    return [[CASES[case](name) for name in rows[0]], *rows[1:]]


def as_csv(rows, separator, spoil) -> str:
    def quoted(cell: str) -> str:
        needs = spoil == "all quoted" or set(cell) & {separator, '"', "\n"}
        return '"' + cell.replace('"', '""') + '"' if needs else cell

    if spoil == "days":  # as Excel in Vietnam saves a day
        rows = [
            ["/".join(c.split("-")[::-1]) if c[:4] == "2024" else c for c in row]
            for row in rows
        ]
    lines = [separator.join(map(quoted, row)) for row in rows]
    if spoil == "blank lines":
        lines = [line for pair in zip(lines, itertools.repeat("")) for line in pair]
        lines.insert(0, separator * len(rows[0]))
    if spoil == "trailing columns":
        lines = [line + separator * 3 for line in lines]
    if spoil == "sep=":
        lines.insert(0, f"sep={separator}")
    return "\r\n".join(lines) + "\r\n"


def as_workbook(rows, *, in_front=False) -> bytes:
    """Write a workbook with a table, days as days and whole numbers as numbers."""
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True}) as book:
        if in_front:
            book.add_worksheet("Đọc trước").write_string(0, 0, "Hướng dẫn")
        sheet = book.add_worksheet("Bảng")
        day = book.add_format({"num_format": "dd/mm/yyyy"})
        for number, row in enumerate(rows, start=1):
            for column, cell in enumerate(row):
                if cell[:4] == "2024":
                    sheet.write_datetime(number, column, date.fromisoformat(cell), day)
                elif cell.isdigit():
                    sheet.write_number(number, column, int(cell))
                elif cell:
                    sheet.write_string(number, column, cell)
    return out.getvalue()


def tables_of(folder):
    campaign = read_campaign(folder.path)
    return campaign.hamlets, campaign.events, campaign.decisions


@pytest.fixture
def right(folder):
    """The campaign with its tables as the manual writes them, and what they say."""
    for name, table in TABLES.items():
        folder.write(f"{name}.csv", as_csv(table, ",", "plain"))
    return folder, tables_of(folder)


VARIANTS = list(itertools.product(SEPARATORS, ENCODINGS, ORDERS, CASES, SPOILS))


def test_the_tables_say_what_stands_in_them(right):
    _, (hamlets, events, decisions) = right
    assert hamlets.ids == ("H1", "H2", "H3")
    assert hamlets.hamlets[0].aliases == ("TDP M1", "Tổ 1", "Mẫu")
    assert hamlets.hamlets[0].officer == "Mẫu, Thị Hoa"
    assert hamlets.hamlets[2].name == 'Xóm "Mới"'
    assert hamlets.hamlets[1].valid_to == date(2024, 7, 14)
    assert [(e.from_id, e.to_id, e.share) for e in events.events] == [("H2", "H3", 1)]
    assert decisions.lines[0] == Decision(
        "heading", "[Thon 1] DS.xlsx", "Số, ký hiệu; đối chiếu", "personal_number"
    )
    assert len(decisions.lines) == 3


def test_every_way_to_save_the_tables_as_csv_reads_the_same(right):
    folder, expected = right
    for variant in VARIANTS:
        separator, encoding, order, case, spoil = variant
        for name, table in TABLES.items():
            text = as_csv(shaped(table, order, case), separator, spoil)
            folder.write(f"{name}.csv", ENCODINGS[encoding](text))
        assert tables_of(folder) == expected, variant
    assert len(VARIANTS) == 360


@pytest.mark.parametrize("order", ORDERS)
@pytest.mark.parametrize("in_front", [False, True])
def test_every_way_to_save_the_tables_as_a_workbook_reads_the_same(
    right, order, in_front
):
    folder, expected = right
    for name, table in TABLES.items():
        (folder.path / f"{name}.csv").unlink()
        rows = shaped(table, order, " CAPITAL ")
        folder.write(f"{name}.xlsx", as_workbook(rows, in_front=in_front))
    assert tables_of(folder) == expected


def test_a_table_is_found_whatever_the_letter_case_of_its_name(right):
    folder, expected = right
    (folder.path / "decisions.csv").rename(folder.path / "Decisions.CSV")
    assert tables_of(folder) == expected


def reported(folder, language="en") -> list[str]:
    with pytest.raises(DophuError) as error:
        read_campaign(folder.path)
    return error.value.say(language).split("\n")


NOTHING = "Nothing was run."
DECISIONS = "kind,file,value,decision\n"
AGAIN = "Open it in Excel, save it as .xlsx or as CSV UTF-8 and run again."
UNREADABLE = f"cannot be read: {{}}. {NOTHING} {AGAIN}"


def test_a_table_as_csv_and_as_workbook_is_an_error_that_names_both(right):
    folder, _ = right
    folder.write("decisions.xlsx", as_workbook(TABLES["decisions"]))
    assert reported(folder) == [
        "TD-09 decisions: Both 'decisions.csv' and 'decisions.xlsx' are there: it is "
        f"not clear which one counts. {NOTHING} Keep one, take the other out of the "
        "campaign's folder and run again."
    ]
    assert reported(folder, "vi") == [
        "TD-09 decisions: Có cả 'decisions.csv' và 'decisions.xlsx': không rõ dùng "
        "tệp nào. Chưa chạy gì. Giữ một tệp, chuyển tệp kia ra khỏi thư mục chiến "
        "dịch rồi chạy lại."
    ]


def test_an_unknown_heading_is_an_error_that_names_the_nearest(folder):
    folder.write("decisions.csv", "kind;file;value;decison;note\nhamlet;;Lạ;H1;\n")
    assert reported(folder) == [
        "TD-02 decisions.csv › 1: The column 'decision' is missing; required: kind, "
        f"file, value, decision; optional: note. {NOTHING} Add the column and run "
        "again.",
        "TD-11 decisions.csv › D1: Unknown column 'decison'; the nearest known column "
        f"is 'decision'. {NOTHING} Correct the heading and run again; remarks of your "
        "own go into a column 'note'.",
    ]


def test_a_heading_that_stands_there_twice_is_an_error(folder):
    folder.write("decisions.csv", "kind,file,value,decision,Value\n")
    assert reported(folder) == [
        f"TD-13 decisions.csv › E1: The column 'value' stands there twice. {NOTHING} "
        "Delete one of the two and run again."
    ]


def test_every_row_that_cannot_be_used_is_named_at_once(folder):
    folder.write(
        "decisions.csv",
        DECISIONS
        + "\nhamlet,,Lạ,H1\nhamlet,,Xa,H1,H2\nhamlet,,,H1\n"
        + "hamlt,,Lạ,H1\nhamlet,,#N/A,H2\nmove,,P1,H1\n",
    )
    one = "This cell must hold one or more of: {}. Nothing was run. Correct the cell"
    assert reported(folder) == [
        "TD-12 decisions.csv › E4: This row has a value beyond the table's 4 columns. "
        f"{NOTHING} Put a value that holds a comma or semicolon into quotation marks, "
        "or clear the cell, and run again.",
        f"TD-05 decisions.csv › 5: {one.format('H1, H2')} and run again.",
        f"TD-05 decisions.csv › 6: {one.format(', '.join(KINDS))} and run again.",
        "TD-05 decisions.csv › C7: This cell must hold a value, not an Excel error (as "
        f"#N/A) or a formula that was not worked out. {NOTHING} Correct the cell and "
        "run again.",
        "TD-05 decisions.csv › 8: This cell must hold a person id, as the issue gives "
        f"it. {NOTHING} Correct the cell and run again.",
    ]


def test_rows_of_a_workbook_are_named_with_sheet_and_cell(folder):
    rows = [TABLES["hamlet_events"][0], ["H1", "H9", "merge", "15/7", "0.5"]]
    folder.write("hamlet_events.xlsx", as_workbook(rows))
    with pytest.raises(DophuError, match="TD-05") as error:
        read_campaign(folder.path)
    places = [(i.file, i.sheet, i.cell) for i in error.value.issues]
    assert places == [
        ("hamlet_events.xlsx", "Bảng", "B3"),
        ("hamlet_events.xlsx", "Bảng", "D3"),
    ]


@pytest.mark.parametrize(
    ("name", "content", "why"),
    [
        ("decisions.csv", DECISIONS.encode("utf-16-le"), "its encoding is none of"),
        ("decisions.csv", "kind;note\nhamlet;Th«n".encode("latin-1"), "its encoding"),
        ("decisions.csv", DECISIONS.encode() + b"h,,\xe1\xba,H1 \xe1", "its encoding"),
        ("decisions.csv", DECISIONS + 'hamlet,,"Lạ,H1\nhamlet,,Xa,H2\n', "a quotation"),
        ("decisions.xlsx", DECISIONS, "its content is no spreadsheet"),
        ("decisions.xlsx", b"PK\x03\x04 cut short", "it is damaged"),
        ("decisions.xlsx", b"", "the file is empty"),
    ],
)
def test_a_file_that_cannot_be_read_is_an_error_and_never_no_decisions(
    folder, name, content, why
):
    folder.write(name, content)
    (line,) = reported(folder)
    assert line.startswith(f"TD-08 {name}: This file of the campaign cannot be read: ")
    assert why in line and line.endswith(f"{NOTHING} {AGAIN}")


def test_two_sheets_with_the_table_are_an_error(folder):
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True}) as book:
        for _ in range(2):
            sheet = book.add_worksheet()
            sheet.write_row(0, 0, TABLES["decisions"][0])
            sheet.write_row(1, 0, TABLES["decisions"][2])
    folder.write("decisions.xlsx", out.getvalue())
    assert reported(folder) == [
        "TD-08 decisions.xlsx: This file of the campaign "
        + UNREADABLE.format("two of its sheets hold the table")
    ]


def test_an_american_day_is_never_turned(folder):
    folder.write("hamlets.csv", "hamlet_id,name,valid_from\nH1,Thôn A,7/8/2024\n")
    assert reported(folder) == [
        "TD-05 hamlets.csv › C2: This cell must hold a date as 2024-07-31 or "
        f"31/07/2024, or nothing. {NOTHING} Correct the cell and run again."
    ]


@pytest.mark.parametrize("separator", SEPARATORS)
def test_a_line_of_a_message_can_be_pasted_into_any_table(folder, separator):
    values = ("Số, ký hiệu", "Số; ký hiệu", 'Số "mới", ký hiệu', "Số", "a,b;c")
    lines = [as_line("heading", "[1] a, b.xlsx", v, "personal_number") for v in values]
    heading = separator.join(TABLES["decisions"][0])
    folder.write("decisions.csv", "\n".join([heading, *lines]))
    read = read_campaign(folder.path).decisions.lines
    assert [line.value for line in read] == list(values)
    assert {line.file for line in read} == {"[1] a, b.xlsx"}
    # Pasted into the first cell of a row in Excel, which then saves it as one field.
    cells = [[line, "", "", "", ""] for line in lines]
    text = as_csv([TABLES["decisions"][0], *cells], separator, "plain")
    folder.write("decisions.csv", text)
    assert read_campaign(folder.path).decisions.lines == read
    # Written by one program into a single column, and saved by another.
    headed = [[as_line(*TABLES["decisions"][0])], *([line] for line in lines)]
    folder.write("decisions.csv", as_csv(headed, separator, "plain"))
    assert read_campaign(folder.path).decisions.lines == read


def test_a_value_with_commas_of_its_own_is_put_together_where_that_is_certain(folder):
    lines = "heading,a.xlsx,Số, ký hiệu, mới,status\nhamlet,,Xóm, Lạ,H1,nhớ, hỏi\n"
    folder.write("decisions.csv", "kind,file,value,decision,note\n" + lines)
    read = read_campaign(folder.path).decisions.lines
    assert [(line.value, line.decision) for line in read] == [
        ("Số, ký hiệu, mới", "status"),
        ("Xóm, Lạ", "H1"),
    ]
    folder.write("decisions.csv", DECISIONS + "heading,,name, status,note\n")
    assert reported(folder)[0].startswith("TD-12 decisions.csv › E2: ")


@pytest.mark.parametrize(
    ("pattern", "fits"),
    [
        ("", True),
        ("[Thôn 1] DS.xlsx", True),
        ("[THÔN 1] ds.XLSX", True),
        (unicodedata.normalize("NFD", "[Thôn 1] DS.xlsx"), True),
        ("[Thôn 1]*", True),
        ("*DS.xlsx", True),
        ("rosters/2024-07-18/[Thôn 1] DS.xlsx", True),
        ("rosters\\2024-07-18\\[Thôn 1] DS.xlsx", True),
        ("2024-07-18/*.xlsx", True),
        ("rosters/*/[Thôn 1] DS.xlsx", True),
        ("rosters/2024-07-18/[Thôn 1] DS.xlsx › DS › F3", True),
        ("*[0-9]] DS.xlsx", True),
        ("rosters/2024-07-11/[Thôn 1] DS.xlsx", False),
        ("[Thôn 2] DS.xlsx", False),
        ("T*.xlsx", False),
        ("[tx]*", False),
        ("DS.xlsx", False),
    ],
)
def test_a_pattern_means_the_file_a_person_meant(pattern, fits):
    for form in ("NFC", "NFD"):
        name = unicodedata.normalize(form, "rosters/2024-07-18/[Thôn 1] DS.xlsx")
        assert is_of_file(pattern, name) is fits


def test_a_decision_holds_for_a_file_whose_name_is_decomposed(folder):
    name = unicodedata.normalize("NFD", "Xuân.csv")
    folder.roster("2024-07-18", "1,Mẫu Văn Một,1/1/2019,,Xóm Mới,chưa,", name=name)
    folder.write("decisions.csv", DECISIONS + "hamlet,Xuân.csv,Xóm Mới,H1\n")
    people = dophu.load(folder.path, "2024-07-18").people
    assert [person.hamlet_id for person in people] == ["H1"]


@pytest.mark.parametrize(
    ("name", "heading", "separator"),
    [
        ("a.csv", "Số, ký hiệu", ","),
        ("[Thon 1], DS.csv", 'Số "mới"; cũ', ";"),
        ("Xuân's; 1 DS.csv", "Mã số " + 90 * "x", ";"),
        ("Xuân's; 1 DS.csv", "Số; ký, hiệu", "\t"),
    ],
)
def test_the_lines_of_a_message_hold_as_they_are_pasted(
    folder, name, heading, separator
):
    quoted = '"' + heading.replace('"', '""') + '"'
    top = f"Họ và tên,Ngày sinh,{quoted},Thôn\n"
    rows = [f"Mẫu Văn {n},1/1/201{n},00021{n}00000{n},TDP M1\n" for n in (4, 5, 6)]
    folder.write(f"rosters/2024-07-18/{name}", top + "".join(rows))

    def week():
        return dophu.load(folder.path, "2024-07-18")

    (reported,) = (i.message("vi") for i in week().issues if i.code == "BG-15")
    _, read, _, ignored, _ = reported.split("`")
    for line, numbers in ((read, 3), (ignored, 0)):
        table = separator.join(TABLES["decisions"][0][:4])
        folder.write("decisions.csv", f"{table}\n{line}\n")
        assert sum(bool(person.number) for person in week().people) == numbers
        assert "BG-15" not in {issue.code for issue in week().issues}


def test_a_decision_for_a_file_that_is_not_there_is_reported_and_wants_a_look(folder):
    folder.roster("2024-07-11", "1,Mẫu Văn Một,1/1/2019,,TDP M1,chưa,", name="a.csv")
    folder.roster("2024-07-18", "1,Mẫu Văn Một,1/1/2019,,TDP M1,chưa,", name="b.csv")
    files = ("a.csv", "c.csv", "", "[b].csv", "b.csv")
    lines = "".join(f"hamlet,{file},Xóm Mới,H1\n" for file in files)
    folder.write("decisions.csv", DECISIONS + lines)
    week = dophu.load(folder.path, "2024-07-18")
    reported = [issue.line("en") for issue in week.issues if issue.code == "TD-14"]
    stated = "but no list up to this date is so called. It was applied to nothing. "
    todo = "Correct the name in the column 'file', or leave it empty for every file, "
    assert reported == [
        f"TD-14 decisions.csv › {row}: This decision is for the file '{file}', "
        f"{stated}{todo}and run again."
        for row, file in ((3, "c.csv"), (5, "[b].csv"))
    ]
    assert week.gate == "REVIEW"
    written = dophu.write_returns(folder.path / "out", week)
    assert "decisions" not in " ".join(path.name for path in written)


def test_a_changed_workbook_of_decisions_makes_another_snapshot(folder):
    folder.roster("2024-07-18", "1,Mẫu Văn Một,1/1/2019,,TDP M1,chưa,")
    keys = []
    for last in (3, 4):
        rows = TABLES["decisions"][:last]
        rows = [[c.replace("H3", "H2") for c in row] for row in rows]
        folder.write("decisions.xlsx", as_workbook(rows))
        campaign = read_campaign(folder.path)
        keys.append(snapshot_key(campaign, date(2024, 7, 18)))
        listed = [i.path for i in find_inputs(campaign, date(2024, 7, 18))]
        assert listed[:3] == ["campaign.toml", "hamlets.csv", "decisions.xlsx"]
    assert keys[0] != keys[1]
