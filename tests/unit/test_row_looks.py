"""Colours, strokes and emphases: seen in each kind of file, told, never guessed."""

from __future__ import annotations

import io
import re
from dataclasses import replace
from datetime import date
from itertools import product

import pytest
import xlsxwriter

import dophu
from dophu.campaign.decided_colours import colour_key
from dophu.campaign.decisions import Decision, Decisions
from dophu.campaign.hamlets import Hamlet, Hamlets
from dophu.catalogue.issues import DophuError
from dophu.reader.grid import read_grid
from dophu.reader.look_runs import LooksOfSheet
from dophu.rosters.sheets.rows import read_rows
from dophu.rosters.sheets.source_rows import Sender
from dophu.rosters.words.answers import Answers
from tests.fuzz.seeds import ods_of, parts_of, patched, zipped
from tests.reading import grid_of, read_container

AS_OF = date(2024, 7, 18)
INDEX = Hamlets((Hamlet("H1", "Thôn Mẫu 1"),)).index()
HEADING = ["STT", "Họ và tên", "Ngày sinh", "Thôn", "Tình trạng"]
YELLOW, GREEN, GREY = "FFFF00", "00B050", "D9D9D9"


def rows_of(statuses):
    return [
        [n, f"Mẫu Văn {'ABCDEGHIKLMN'[n]}", f"{n + 1:02}/03/2018", "Thôn Mẫu 1", status]
        for n, status in enumerate(statuses)
    ]


def read(statuses, looks=(), decided=(), source="roster", heading=HEADING):
    grid = replace(grid_of("DS", [heading, *rows_of(statuses)]), looks=tuple(looks))
    lines = tuple(Decision("colour", "", *line) for line in decided)
    colours = Decisions(lines).of("colour", "a.xlsx")
    answers = Answers(colour=colours)
    sender = Sender(source, "a.xlsx", AS_OF, INDEX, answers=answers)
    found = read_rows(grid, sender)
    return found, [i.code for i in found.issues if i.code not in ("DS-15", "DS-07")]


def filled(rows, colour, columns=range(5)):
    """Cells of rows of children, from 0, with a fill."""
    return [(c, r + 1, r + 1, colour) for r, c in product(rows, columns)]


def struck(rows, columns=range(5)):
    return filled(rows, "strike", columns)


# ---- colours ---------------------------------------------------------------------


@pytest.mark.parametrize("columns", [range(5), [1], [4], [0], [2, 3]], ids=str)
@pytest.mark.parametrize("statuses", [[None] * 5, ["Chưa"] * 5, ["Chưa", None] * 2])
def test_colours_that_part_the_rows_are_reported_and_no_status(columns, statuses):
    looks = filled([0, 2], YELLOW, columns) + filled([3], GREEN, columns)
    found, issues = read(statuses, looks)
    assert issues == ["BG-24"]
    assert set(found.columns["status"]) <= {None, "not_yet"}
    issue = next(i for i in found.issues if i.code == "BG-24")
    assert issue.severity == "warning"
    assert issue.details["colours"] == 2 and issue.details["rows"] == 3
    assert f"{YELLOW} (2), {GREEN} (1)" in issue.message("en")
    assert f"colour,a.xlsx,{YELLOW},<status>" in issue.message("en")


@pytest.mark.parametrize(
    "looks",
    [
        [(c, 0, 0, YELLOW) for c in range(5)],
        [(4, 0, 8, YELLOW)],
        [(c, 0, 8, GREY) for c in range(5)],
        filled(range(0, 8, 2), GREY),
        filled([0, 1, 4, 5, 8, 9], GREY) + filled([2, 3, 6, 7, 10, 11], "BFBFBF"),
        [(9, 1, 3, YELLOW)],
    ],
    ids=["headings", "a column", "the list", "bands", "bands of two", "outside"],
)
def test_fills_that_part_no_rows_say_nothing(looks):
    count = max(last for _, _, last, _ in looks)
    assert read([None] * max(count, 3), looks)[1] == []


def test_what_is_marked_among_bands_is_reported():
    looks = filled(range(0, 8, 2), GREY) + filled([3], YELLOW)
    assert read([None] * 8, looks)[1] == ["BG-24"]


@pytest.mark.parametrize("line", ["Màu vàng là đã làm", "Ghi chú: tô vàng - đã làm"])
def test_bands_that_a_line_speaks_of_are_none(line):
    looks = filled(range(0, 8, 2), YELLOW)
    below = [*rows_of([None] * 8), [], [line]]
    grid = replace(grid_of("DS", [HEADING, *below]), looks=tuple(looks))
    found = read_rows(grid, Sender("roster", "a.xlsx", AS_OF, INDEX))
    assert "BG-24" in {issue.code for issue in found.issues}


def test_colours_that_only_repeat_the_statuses_are_not_reported():
    statuses = ["Chưa", "Đã cấp", "Chưa", "Đã cấp", "Đã cấp"]
    assert read(statuses, filled([1, 3, 4], YELLOW))[1] == []
    assert read(statuses, filled([1, 3], YELLOW))[1] == ["BG-24"]
    assert read([*statuses[:4], None], filled([1, 3], YELLOW))[1] == ["BG-24"]


RED = "font FF0000"


@pytest.mark.parametrize("columns", [range(4), [1], [0]], ids=str)
def test_letters_of_a_colour_are_reported_and_answered_as_fills_are(columns):
    looks = filled([0, 2], RED, columns)
    found, issues = read([None] * 5, looks)
    assert (issues, {*found.columns["status"]}) == (["BG-24"], {None})
    assert f"colour,a.xlsx,{RED},<status>" in found.issues[-1].message("en")
    for written in (RED, "chữ #ff0000", "Font ff0000"):
        found, issues = read([None] * 5, looks, [(written, "issued")])
        assert found.columns["status"] == [None, "issued", None, "issued", None, None]
        assert issues == []


def test_a_fill_goes_before_the_colour_of_letters():
    looks = filled([0, 2], RED, [1]) + filled([2, 3], YELLOW, [2])
    found, _ = read([None] * 5, looks)
    assert found.issues[-1].details["shown"] == f"{YELLOW} (2), {RED} (1)"


@pytest.mark.parametrize("statuses", [["x", None, "x"], [None] * 3, ["x", "v", "o"]])
def test_letters_of_one_colour_and_those_of_empty_cells_part_no_rows(statuses):
    looks = filled([at for at, s in enumerate(statuses) if s], RED, [4])
    looks += filled([1], RED, [7])
    assert read(statuses, looks)[1] == read(statuses)[1]


@pytest.mark.parametrize("written", [YELLOW, "#FFFF00", "ffff00", "#ffff00"])
def test_a_colour_that_was_decided_is_read(written):
    looks = filled([0, 2], YELLOW) + filled([3], GREEN)
    decided = [(written, "issued"), (GREEN, "ignore")]
    found, issues = read([None] * 5, looks, decided)
    assert found.columns["status"] == [None, "issued", None, "issued", None, None]
    assert issues == []


def test_a_colour_that_is_not_decided_is_still_reported():
    looks = filled([0, 2], YELLOW) + filled([3], GREEN)
    found, issues = read([None] * 5, looks, [(YELLOW, "applied")])
    assert issues == ["BG-24"]
    assert found.issues[-1].details["shown"] == f"{GREEN} (1)"


@pytest.mark.parametrize(
    ("written", "decided", "status", "code"),
    [
        (None, "issued", "issued", []),
        ("Đã cấp", "issued", "issued", []),
        ("Chưa", "issued", "not_yet", ["DS-09"]),
        ("Đã cấp", "not_yet", "not_yet", ["DS-09"]),
        ("Đã cấp", "applied", "applied", ["DS-09"]),
        ("hỏi lại", "issued", None, []),
    ],
)
def test_a_decided_colour_and_a_written_status_count_as_the_lesser(
    written, decided, status, code
):
    found, issues = read([written, None], filled([0], YELLOW), [(YELLOW, decided)])
    assert found.columns["status"][1] == status
    assert issues == code


def test_a_colour_may_mean_that_a_child_is_gone():
    found, issues = read([None] * 3, filled([1], YELLOW), [(YELLOW, "left")])
    assert found.columns["presence"][1:] == ["present", "left", "present"]
    assert issues == []


@pytest.mark.parametrize(
    ("value", "key"),
    [("FFFF00", "ffff00"), ("8000", "008000"), ("Strike", "strike"), ("#0070C0",
     "0070c0"), ("red", None), ("", None), ("FFFF0", None)],
)  # fmt: skip
def test_a_colours_name_is_known_also_as_excel_leaves_it(value, key):
    assert colour_key(value) == key


# ---- strokes ---------------------------------------------------------------------


@pytest.mark.parametrize("columns", [range(5), [1], [1, 4], [0, 1, 2]], ids=str)
def test_a_struck_child_is_reported_counted_and_not_done(columns):
    found, issues = read(["Đã cấp", "Chưa", "Đã cấp"], struck([1, 2], columns))
    assert found.columns["kind"][1:] == ["data"] * 3
    assert found.columns["status"][1] == "issued"
    assert found.columns["status"][3] == "not_yet"
    assert found.columns["presence"][1:] == ["present"] * 3
    assert issues == ["DS-24"]
    reported = next(i for i in found.issues if i.code == "DS-24")
    assert (reported.severity, reported.cell) == ("warning", "B3")
    assert (reported.details["rows"], reported.details["which"]) == (2, "3–4")


def test_a_struck_status_is_not_counted():
    found, issues = read(["Đã cấp"] * 3, struck([1], [4]))
    assert found.columns["status"][1:] == ["issued", None, "issued"]
    assert issues == ["DS-25"]


def test_a_struck_value_of_no_result_is_reported_and_read():
    found, issues = read(["Đã cấp"] * 3, struck([1], [2]))
    assert found.columns["status"][1:] == ["issued"] * 3
    assert None not in found.columns["birth_from"][1:]
    assert issues == ["DS-25"]


def test_a_struck_row_of_an_enrolment_list_is_no_application():
    found, issues = read([None] * 2, struck([1]), source="enrolment")
    assert found.columns["status"] == [None, None, "not_yet"]
    assert issues == ["DS-24"]


@pytest.mark.parametrize(
    ("stated", "status", "presence"),
    [
        ("left", "not_yet", "left"),
        ("dead", "not_yet", "dead"),
        ("present", "not_yet", "present"),
        ("ignore", "issued", "present"),
        ("issued", "issued", "present"),
        ("not_yet", "not_yet", "present"),
    ],
)
def test_what_a_stroke_means_is_answered_once(stated, status, presence):
    found, issues = read(["Đã cấp"] * 2, struck([1]), [("strike", stated)])
    assert found.columns["status"][2] == status
    assert found.columns["presence"][2] == presence
    assert issues == []


def test_a_struck_heading_section_or_list_number_is_no_childs():
    looks = [(c, 0, 0, "strike") for c in range(5)] + struck([1], [0])
    assert read(["Chưa"] * 3, looks)[1] == []


# ---- each kind of file -----------------------------------------------------------


def as_xlsx(**options):
    content = io.BytesIO()
    with xlsxwriter.Workbook(content, {"in_memory": True}) as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, HEADING)
        stroke = book.add_format({"font_strikeout": True})
        yellow = book.add_format({"bg_color": "#FFFF00"})
        for number, row in enumerate(rows_of([None] * 4), 1):
            style = {2: stroke, 3: yellow}.get(number)
            sheet.write_row(number, 0, row, style)
    return content.getvalue()


def as_ods():
    body = parts_of(ods_of([HEADING, *rows_of([None] * 4)]))["content.xml"].decode()
    styles = (
        "<office:automatic-styles>"
        '<style:style style:name="ce1" style:family="table-cell"><style:text-properties'
        ' style:text-line-through-style="solid"/></style:style>'
        '<style:style style:name="ce2" style:family="table-cell">'
        '<style:table-cell-properties fo:background-color="#ffff00"/></style:style>'
        "</office:automatic-styles><office:body>"
    )
    spaces = ' xmlns:style="urn:s" xmlns:fo="urn:f" xmlns:office='
    body = body.replace(" xmlns:office=", spaces, 1)
    lines = body.replace("<office:body>", styles).split("<table:table-row>")
    for at, style in ((3, "ce1"), (4, "ce2")):
        cell = f'<table:table-cell table:style-name="{style}"'
        lines[at] = lines[at].replace("<table:table-cell", cell)
    parts = parts_of(ods_of([]))
    return zipped(parts | {"content.xml": "<table:table-row>".join(lines).encode()})


def as_ods_with_letters():
    red = b'<style:text-properties fo:color="#ff0000"/><style:table-cell-properties '
    parts = parts_of(as_ods())
    content = parts["content.xml"].replace(b"<style:table-cell-properties ", red)
    return zipped(parts | {"content.xml": content})


def as_xlsx_with_letters():
    parts = parts_of(as_xlsx())
    font = b'<strike/><sz val="11"/><color theme="1"/>'
    red = font.replace(b'theme="1"', b'rgb="FFFF0000"')
    assert font in parts["xl/styles.xml"]
    return zipped(parts | {"xl/styles.xml": parts["xl/styles.xml"].replace(font, red)})


@pytest.mark.parametrize(
    ("make", "row"), [(as_xlsx_with_letters, 2), (as_ods_with_letters, 3)]
)
def test_letters_of_a_colour_are_seen(make, row):
    looks = read_container(make())[0].looks
    assert {(r, look) for _, r, _, look in looks if "font" in look} == {(row, RED)}


@pytest.mark.parametrize("make", [as_xlsx, as_ods])
def test_every_kind_of_file_shows_its_strokes_and_fills(make):
    grid = read_grid(read_container(make())[0])
    looks = {(c, r, look) for c, a, b, look in grid.looks for r in range(a, b + 1)}
    assert {(1, 2, "strike"), (1, 3, YELLOW)} <= looks
    assert {row for _, row, _ in looks} == {2, 3}
    found = read_rows(grid, Sender("roster", "a", AS_OF, INDEX))
    codes = [i.code for i in found.issues]
    assert {"BG-24", "DS-24"} <= set(codes)


@pytest.mark.parametrize(
    ("colour", "name"),
    [
        (b'<fgColor rgb="FFFFFF00"/>', YELLOW),
        (b'<fgColor indexed="13"/>', YELLOW),
        (b'<fgColor theme="9"/>', "F79646"),
        (b'<fgColor theme="0" tint="-0.249977"/>', "BFBFBF"),
    ],
)
def test_a_fill_is_named_by_its_colour_however_it_is_written(colour, name):
    content = patched(as_xlsx(), "xl/styles.xml", b'<fgColor rgb="FFFFFF00"/>', colour)
    looks = {look for *_, look in read_container(content)[0].looks}
    assert looks == {"strike", name}


@pytest.mark.parametrize(
    "colour", [b'<fgColor rgb="FFFFFFFF"/>', b'<fgColor theme="0"/>']
)
def test_a_white_fill_is_none(colour):
    content = patched(as_xlsx(), "xl/styles.xml", b'<fgColor rgb="FFFFFF00"/>', colour)
    assert {look for *_, look in read_container(content)[0].looks} == {"strike"}


# ---- emphases --------------------------------------------------------------------

NAMES = ["bold", "italic", "underline", "size 14", "border medium"]


def emphasised():
    """An .xlsx whose second to fourth child have each of the emphases."""
    content = io.BytesIO()
    with xlsxwriter.Workbook(content, {"in_memory": True}) as book:
        sheet = book.add_worksheet()
        about = {"bold": True, "italic": True, "underline": 1, "font_size": 14}
        style = book.add_format(about | {"border": 2})
        framed = book.add_format({"border": 1})
        for number, row in enumerate([HEADING, *rows_of([None] * 6)]):
            sheet.write_row(number, 0, row, style if number in (3, 4, 5) else framed)
    return content.getvalue()


@pytest.mark.parametrize("order", ["r s t", "r t s", "t r s", "s r t"])
def test_emphases_of_an_xlsx_are_seen_however_its_cells_are_written(order):
    def turned(cell):
        parts = {part[:1]: part for part in cell.group(1).decode().split()}
        return " ".join(
            ["<c", *(parts[k] for k in order.split() if k in parts)]
        ).encode()

    parts = parts_of(emphasised())
    body = re.sub(rb"<c ([^<>/]*)(?=/?>)", turned, parts["xl/worksheets/sheet1.xml"])
    content = zipped(parts | {"xl/worksheets/sheet1.xml": body})
    looks = {run[1:] for run in read_container(content)[0].looks if run[0] == 1}
    assert looks == {(3, 5, k) for k in NAMES} | {
        (0, 2, "border thin"),
        (6, 6, "border thin"),
    }


@pytest.mark.parametrize("kept", [0, 1, 2])
def test_looks_are_the_same_in_whichever_pieces_a_sheet_is_read(kept):
    rows = [
        b'<row r="%d">' % n
        + b"".join(
            b'<c r="%s%d" s="%d"><v>1</v></c>'
            % (c, n, style if c == b"B" or kept else 2)
            for c in (b"A", b"B", b"C")[: 3 - (kept == 2 and n % 7 == 0)]
        )
        + b"</row>"
        for n, style in enumerate([1, 2, 2, 2, 3, 2, 3, 3, 2, 2, 0, 2], 1)
    ]
    looks = {1: ("bold", "border thin"), 2: ("border thin",), 3: ("bold",)}

    def found(pieces):
        seen = LooksOfSheet(looks)
        for piece in pieces:
            seen.look_at(piece)
        return {(c, r, k) for c, a, b, k in seen.found() for r in range(a, b + 1)}

    whole = found([b"".join(rows)])
    assert len(whole) > 12
    # Where a row lacks a cell, the look of the others says nothing of it.
    blank = {(2, 6, look) for _, _, look in whole if kept == 2}
    assert found(rows) - blank == whole
    assert found([b"<sheetData>", *rows, b"</sheetData>"]) - blank == whole
    pairs = [b"".join(rows[at : at + 2]) for at in range(0, 12, 2)]
    assert found(pairs) - blank == whole


def test_heads_of_households_and_groups_are_no_emphasis():
    heading = ["STT", "Họ và tên", "Ngày sinh", "Thôn", "Tình trạng", "Hộ số"]
    rows = [
        [*r, n // 2 if n % 2 == 0 else None] for n, r in enumerate(rows_of([None] * 6))
    ]
    heads = tuple((c, r, r, "bold") for c in range(4) for r in (1, 3, 5))
    index = Hamlets((Hamlet("H1", "Thôn Mẫu 1"), Hamlet("H2", "Thôn Mẫu 2"))).index()

    def codes(rows, looks):
        grid = replace(grid_of("DS", [heading, *rows]), looks=looks)
        found = read_rows(grid, Sender("roster", "a.xlsx", AS_OF, index))
        return {issue.code for issue in found.issues} & {"BG-24"}

    assert codes(rows, heads) == set()
    assert codes([r[:5] for r in rows], heads) == {"BG-24"}
    of_hamlets = [[*r[:3], f"Thôn Mẫu {1 + n // 3}"] for n, r in enumerate(rows)]
    second = tuple((c, r, r, "italic") for c in range(4) for r in (4, 5, 6))
    assert codes(of_hamlets, second) == set()
    assert codes([r[:5] for r in rows], second) == {"BG-24"}


@pytest.mark.parametrize(
    ("written", "key"),
    [("Bold", "bold"), ("in nghiêng", "italic"), ("gạch chân", "underline"),
     ("cỡ chữ 14", "size 14"), ("viền medium", "border medium"), ("to", None)],
)  # fmt: skip
def test_an_emphasis_is_named_in_either_language(written, key):
    assert colour_key(written) == key


# ---- parts of a text -------------------------------------------------------------

RICH = {
    2: [("red", "Mẫu"), ("", " Văn B")],
    3: [("strike", "Mẫu Văn"), ("strike", " C")],
    4: [("strike", "Mẫu"), ("", " Văn D")],
    5: [("bold", "Mẫu Văn"), ("bold", " E")],
    6: [("bold", "Mẫu"), ("", " Văn G")],
}
SEEN = {(2, RED), (3, "strike"), (4, "strike part"), (5, "bold")}


def rich_xlsx():
    content = io.BytesIO()
    with xlsxwriter.Workbook(content, {"in_memory": True}) as book:
        about = {"red": {"font_color": "#FF0000"}, "strike": {"font_strikeout": True},
                 "bold": {"bold": True}, "": {}}  # fmt: skip
        formats = {name: book.add_format(of) for name, of in about.items()}
        sheet = book.add_worksheet()
        for number, row in enumerate([HEADING, *rows_of([None] * 7)]):
            sheet.write_row(number, 0, row)
            parts = [part for k, t in RICH.get(number, ()) for part in (formats[k], t)]
            if parts:
                sheet.write_rich_string(number, 1, *parts)
    return content.getvalue()


def rich_in_cells():
    """The same with the texts in the cells, as some programs write them."""
    parts = parts_of(rich_xlsx())
    texts = re.findall(rb"<si>(.*?)</si>", parts["xl/sharedStrings.xml"], re.DOTALL)

    def inline(found):
        text = texts[int(found[2])]
        return b'<c %s t="inlineStr"><is>%s</is></c>' % (found[1], text)

    name = "xl/worksheets/sheet1.xml"
    body = re.sub(rb'<c ([^>]*) t="s"><v>(\d+)</v></c>', inline, parts[name])
    return zipped(parts | {name: body})


def rich_ods():
    set_as = {"red": 'fo:color="#ff0000"', "bold": 'fo:font-weight="bold"',
              "strike": 'style:text-line-through-style="solid"'}  # fmt: skip
    styles = "".join(
        f'<style:style style:name="{name}" style:family="text">'
        f"<style:text-properties {of}/></style:style>"
        for name, of in set_as.items()
    )
    parts = parts_of(as_ods())
    body = parts["content.xml"].decode()
    body = body.replace(
        "</office:automatic-styles>", f"{styles}</office:automatic-styles>"
    )
    lines = body.replace(' table:style-name="ce', ' table:x="').split(
        "<table:table-row>"
    )
    for number, runs in RICH.items():
        if number + 1 < len(lines):
            spans = "".join(
                f'<text:span text:style-name="{k}">{t}</text:span>' if k else t
                for k, t in runs
            )
            names = iter(re.findall("Mẫu Văn [A-Z]", lines[number + 1]))
            lines[number + 1] = lines[number + 1].replace(next(names), spans)
    return zipped(parts | {"content.xml": "<table:table-row>".join(lines).encode()})


@pytest.mark.parametrize("make", [rich_xlsx, rich_in_cells, rich_ods])
def test_parts_of_a_text_that_are_set_otherwise_are_seen(make):
    looks = read_container(make())[0].looks
    seen = {(row, look) for column, row, _, look in looks if column == 1}
    assert seen == {pair for pair in SEEN if make is not rich_ods or pair[0] < 5}


def test_a_result_struck_out_in_part_is_not_counted_and_a_child_stays():
    looks = [(4, 1, 1, "strike part"), (1, 2, 2, "strike part")]
    found, issues = read(["Đã cấp"] * 3, looks)
    assert found.columns["status"][1:] == [None, "issued", "issued"]
    assert issues == ["DS-25"]


# ---- in a campaign ---------------------------------------------------------------


def test_a_decision_about_a_colour_is_replayed_and_a_slip_in_it_named(folder):
    path = f"rosters/{AS_OF}/a.xlsx"
    (folder.path / path).parent.mkdir(parents=True, exist_ok=True)
    (folder.path / path).write_bytes(as_xlsx())
    head = "kind,file,value,decision\n"
    folder.write("decisions.csv", f"{head}colour,a.xlsx,FFFF00,issued\n")
    week = dophu.load(folder.path, str(AS_OF))
    assert "BG-24" not in [issue.code for issue in week.issues]
    folder.write("decisions.csv", f"{head}colour,a.xlsx,yellow,issued\n")
    with pytest.raises(DophuError, match="FFFF00"):
        dophu.load(folder.path, str(AS_OF))
