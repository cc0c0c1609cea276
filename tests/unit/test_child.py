"""The child that reads files: what it gives, and that nothing sent stops the parent."""

from __future__ import annotations

import ast
import io
import pickle
import struct
import sys
import threading
import time
from datetime import date
from pathlib import Path

import pytest
import xlsxwriter

import dophu
from dophu.reader import sandbox as child
from dophu.reader.containers import Unreadable, open_container
from dophu.reader.grid import read_grid
from dophu.reader.messages import pack, unpack
from dophu.reader.sandbox import Reader
from tests.fuzz.seeds import (
    HEADINGS,
    HERE,
    SEEDS,
    parts_of,
    patched,
    workbook,
    xls,
    xlsx,
    zipped,
)
from tests.reading import read_container, sheet_of

HEAVY = {
    "pandas", "numpy", "duckdb", "msoffcrypto", "dophu.campaign.config",
    "dophu.catalogue.issues", "urllib.request",
}  # fmt: skip
SHEET = "xl/worksheets/sheet1.xml"

pytestmark = pytest.mark.usefixtures("fresh_readers")


@pytest.fixture(scope="module")
def reader():
    """A child for all tests that do not end it."""
    with Reader() as reader:
        yield reader


def list_with(*cells: tuple[int, int, object]) -> bytes:
    """Make a list of 200 rows and 30 columns, and cells elsewhere."""

    def write(book):
        sheet = book.add_worksheet("Mẫu")
        for row in range(200):
            sheet.write_row(row, 0, [f"{row}-{column}" for column in range(30)])
        for cell in cells:
            sheet.write(*cell)

    return workbook(write)


# ---- what it gives ---------------------------------------------------------------


@pytest.mark.parametrize("kind", ["ods", "xlsb", "csv"])
def test_a_sound_file_is_read_as_without_a_child(reader, kind):
    content = SEEDS[kind]()
    assert reader.read(content) == read_container(content)
    assert reader.inspection.kind == {"csv": "text"}.get(kind, kind)


@pytest.mark.parametrize("kind", ["xlsx", "xls"])
def test_only_error_cells_differ_from_what_is_read_without_a_child(reader, kind):
    content = SEEDS[kind]()
    plain = [
        sheet_of(sheet.name, sheet.rows, sheet.merged, sheet.state)
        for sheet in open_container(content, kind)
    ]
    assert plain[0].rows[2][5] is None
    plain[0].rows[2][5] = "#N/A"
    assert reader.read(content) == plain


def test_dates_numbers_and_merges_cross_the_pipe_as_they_are(reader):
    def write(book):
        day = book.add_format({"num_format": "dd/mm/yyyy"})
        sheet = book.add_worksheet()
        sheet.write_datetime(0, 0, date(2019, 2, 1), day)
        sheet.write(0, 1, 1.5)
        sheet.write(0, 2, True)
        sheet.merge_range("A2:C3", "x")
        sheet.write("A4", "y")

    (sheet,) = reader.read(workbook(write))
    assert sheet.rows[0] == [date(2019, 2, 1), 1.5, True]
    assert sheet.merged == [((1, 0), (2, 2))]


def test_dates_counted_from_1904_are_the_same_days(reader):
    content = io.BytesIO()
    options = {"in_memory": True, "date_1904": True}
    with xlsxwriter.Workbook(content, options) as book:
        day = book.add_format({"num_format": "dd/mm/yyyy"})
        book.add_worksheet().write_datetime(0, 0, date(2019, 2, 1), day)
    assert reader.read(content.getvalue())[0].rows == [[date(2019, 2, 1)]]


def test_a_formula_without_a_value_does_not_look_like_an_empty_cell(reader):
    old = b"<f>NA()</f><v>#N/A</v>"
    content = patched(xlsx(), SHEET, b' t="e">' + old, b"><f>A1</f>")
    assert reader.read(content)[0].rows[2][5] == "=?"


def test_a_strict_workbook_keeps_its_rows(reader):
    strict = b"http://purl.oclc.org/ooxml/spreadsheetml/main"
    usual = b"http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    parts = {n: p.replace(usual, strict) for n, p in parts_of(xlsx()).items()}
    content = zipped(parts)
    assert reader.read(content) == reader.read(xlsx())
    assert reader.inspection.kind == "xlsx"


def test_a_sheet_of_old_macros_does_not_cost_the_lists_beside_it(reader):
    parts = parts_of(xlsx())
    macros = parts.pop("xl/worksheets/sheet2.xml")
    parts["xl/macrosheets/sheet1.xml"] = macros.replace(b"worksheet", b"xm:macrosheet")
    office = b"http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    links = parts["xl/_rels/workbook.xml.rels"].replace(
        office + b'/worksheet" Target="worksheets/sheet2.xml',
        b"http://schemas.microsoft.com/office/2006/relationships/xlMacrosheet"
        b'" Target="macrosheets/sheet1.xml',
    )
    content = zipped(parts | {"xl/_rels/workbook.xml.rels": links})
    with pytest.raises(Unreadable, match="reader_failed"):
        list(open_container(content, "xlsx"))
    first, second = reader.read(content)
    assert first.rows[1][:5] == list(HEADINGS)
    assert (second.rows, second.state) == ([], "other")


def test_hidden_sheets_and_a_chart_sheet_between_keep_their_names_and_states(reader):
    def write(book):
        book.add_worksheet("Một").write("A1", "x")
        chart = book.add_chart({"type": "column"})
        chart.add_series({"values": "=Một!$A$1:$A$5"})
        book.add_chartsheet("Hình").set_chart(chart)
        hidden = book.add_worksheet("Ẩn")
        hidden.write_formula("B2", "=NA()", None, "#N/A")
        hidden.very_hidden()

    sheets = reader.read(workbook(write))
    assert [(s.name, s.state) for s in sheets] == [
        ("Một", "visible"),
        ("Hình", "other"),
        ("Ẩn", "hidden"),
    ]
    assert sheets[2].rows[1][1] == "#N/A", "an error stays in its own sheet"


def test_a_refused_file_says_why_and_what_it_is(reader):
    with pytest.raises(Unreadable, match="^password$"):
        reader.read((HERE / "password.xlsx").read_bytes())
    with pytest.raises(Unreadable, match="^pdf$"):
        reader.read(b"%PDF-1.7")
    assert (reader.inspection.kind, reader.inspection.why) == ("pdf", "pdf")


def test_one_child_reads_file_after_file(reader):
    reader.read(b"a,b")
    before = reader.pid
    with pytest.raises(Unreadable, match="damaged"):
        reader.read(xlsx()[:3000])
    assert reader.read(b"a,b")[0].rows == [["a", "b"]]
    assert reader.pid == before


# ---- far cells -------------------------------------------------------------------


def test_a_blank_in_the_last_row_costs_next_to_nothing():
    with Reader(memory=500 * 2**20) as reader:
        (sheet,) = reader.read(list_with((1_048_575, 0, "  ")))
    assert len(sheet.rows) == 200 and sheet.rows[199][29] == "199-29"


def test_a_far_cell_is_read_at_its_place_and_the_list_with_it():
    far = [(1_048_575, 16_383, "xa"), (5_000, 2, 7), (9, 40, date(2019, 2, 1))]
    with Reader(memory=500 * 2**20) as reader:
        (sheet,) = reader.read(list_with(*far))
        (near,) = reader.read(list_with())
    assert len(sheet.rows) == 1_048_576
    assert sheet.rows[1_048_575][16_383] == "xa"
    assert sheet.rows[5_000] == [None, None, 7]
    assert sheet.rows[9][:30] == near.rows[9] and len(sheet.rows[9]) == 41
    rest = [row for n, row in enumerate(sheet.rows[:200]) if n != 9]
    assert rest == [row for n, row in enumerate(near.rows) if n != 9]
    assert sum(map(bool, sheet.rows)) == 202, "all other rows are empty"


@pytest.mark.long
def test_the_errors_and_merges_of_a_far_sheet_stay_where_they_are(reader):
    def write(book):
        sheet = book.add_worksheet()
        sheet.merge_range("B2:C3", "x")
        sheet.write_formula("E2", "=NA()", None, "#N/A")
        sheet.write(900_000, 20, "far")

    (sheet,) = reader.read(workbook(write))
    assert sheet.rows[1] == [None, "x", None, None, "#N/A"]
    assert sheet.merged == [((1, 1), (2, 2))]
    assert sheet.rows[900_000][20] == "far"


def test_a_far_cell_of_an_xls_is_read_and_the_emptiness_before_it_is_not_kept(reader):
    content = bytearray(xls())
    at = content.rindex(b"\xfd\x00\x0a\x00")  # LabelSst: the one cell of sheet 2
    struct.pack_into("<HH", content, at + 4, 65_535, 255)
    sheet = reader.read(bytes(content))[1]
    assert sheet.rows[65_535][255] == "x"
    assert sum(map(len, sheet.rows)) == 256


@pytest.mark.long
def test_a_sheet_that_really_holds_too_much_is_refused(reader):
    far = [(row, 16_383, "x") for row in range(200, 600)]
    with pytest.raises(Unreadable, match="reaches_too_far"):
        reader.read(list_with(*far))


def test_merges_of_whole_columns_reach_no_further_than_the_list(reader):
    def write(book):
        sheet = book.add_worksheet()
        sheet.merge_range("A1:XFD1048576", "x")
        sheet.write(3, 3, "y")

    for merge in (b"A1:XFD1048576", b"A1:D1048576"):
        content = patched(
            list_with(),
            SHEET,
            b"</sheetData>",
            b"</sheetData><mergeC"
            b'ells count="1"><mergeCell ref="' + merge + b'"/></mergeCells>',
        )
        (sheet,) = reader.read(content)
        assert len(read_grid(sheet).spans) <= 200 * 30


def test_merges_that_overlap_a_thousandfold_are_refused(reader):
    merges = b'<mergeCell ref="A1:AD200"/>' * 1000
    content = patched(
        list_with(),
        SHEET,
        b"</sheetData>",
        b"</sheetData><mergeCells>" + merges + b"</mergeCells>",
    )
    with pytest.raises(Unreadable, match="reaches_too_far"):
        reader.read(content)


def test_fifty_thousand_merges_are_read_within_ten_seconds():
    merges = b"".join(
        b'<mergeCell ref="A%d:B%d"/>' % (row, row) for row in range(1, 50_001)
    )
    content = patched(
        list_with((49_999, 1, "x")),
        SHEET,
        b"</sheetData>",
        b"</sheetData><mergeCells>" + merges + b"</mergeCells>",
    )
    with Reader(seconds=10) as reader:
        (sheet,) = reader.read(content)
    assert len(sheet.merged) == 50_000


# ---- crash, time, memory ---------------------------------------------------------


def endless() -> bytes:
    """Make a workbook whose cells are opened and never closed, which takes hours."""
    cells = b"".join(
        b'<c t="e" s="%d">' % (n * 7919 % 1_000_003) for n in range(500_000)
    )
    return patched(xlsx(), SHEET, b"</sheetData>", cells + b"</sheetData>")


def test_a_file_that_takes_too_long_is_ended_and_the_next_one_is_read():
    with Reader(seconds=1) as reader:
        reader.read(b"a,b")
        before = reader.pid
        began = time.monotonic()
        with pytest.raises(Unreadable, match="^reading_too_long$"):
            reader.read(endless())
        assert time.monotonic() - began < 10
        assert reader.read(b"a,b")[0].rows == [["a", "b"]]
        assert reader.pid != before


def test_a_file_that_needs_too_much_memory_is_ended_and_the_next_one_is_read():
    with Reader(memory=128 * 2**20) as reader:
        # Just within what the reader is given: 160,000 rows of 30 columns.
        with pytest.raises(Unreadable, match="^(too_much_memory|reader_failed)$"):
            reader.read(list_with((159_999, 29, "x")))
        assert reader.read(b"a,b")[0].rows == [["a", "b"]]


def test_the_parent_watches_the_childs_memory_where_the_system_does_not(monkeypatch):
    monkeypatch.setattr(child, "_resident", lambda pid: 2 * child.MEMORY)
    with Reader() as reader, pytest.raises(Unreadable, match="^too_much_memory$"):
        reader.read(endless())


@pytest.mark.skipif(sys.platform != "linux", reason="others promise memory freely")
def test_a_file_that_makes_the_reader_abort_costs_that_file_alone():
    texts = b'uniqueCount="2147483647"'
    content = patched(xlsx(), "xl/sharedStrings.xml", b'uniqueCount="44"', texts)
    with Reader() as reader:
        with pytest.raises(Unreadable, match="^reader_failed$"):
            reader.read(content)
        assert reader.read(xlsx())[1].rows == [["x"]]


def test_a_child_that_dies_while_it_reads_costs_that_file_alone():
    content = endless()
    with Reader() as reader:
        reader.read(b"a,b")
        killer = threading.Timer(0.3, reader._process.kill)
        killer.start()
        with pytest.raises(Unreadable, match="^reader_failed$"):
            reader.read(content)
        killer.join()
        assert reader.read(b"a,b")[0].rows == [["a", "b"]]


def test_a_child_that_died_between_two_files_costs_none():
    with Reader() as reader:
        reader.read(b"a,b")
        reader._process.kill()
        reader._process.wait()
        assert reader.read(b"a,b")[0].rows == [["a", "b"]]


def test_an_interrupted_answer_is_not_taken_for_that_to_the_next_file(monkeypatch):
    def interrupt(pid):
        raise KeyboardInterrupt

    with Reader() as reader:
        monkeypatch.setattr(child, "_resident", interrupt)
        with pytest.raises(KeyboardInterrupt, match="^$"):
            reader.read(endless())
        monkeypatch.undo()
        assert reader.read(b"c,d")[0].rows == [["c", "d"]]


def test_the_child_ends_with_the_statement():
    with Reader() as reader:
        process = reader._process
    assert process.poll() is not None and reader.pid == 0


@pytest.mark.parametrize("bad", [
    b"", b"\x80\x05.", pickle.dumps(("end", "x")), b"\xff" * 99, pack("end", "x")[:-1],
    pack("", "[" * 9)[:8] + b"[" * 99_999, pack("rows", {"day": 10**9}),
    pack("rows", 1),
    pack("merged", []), pack("sheet", ["a"] * 6), pack("rows", [True, [], 1], b"abc"),
    pack("merged", [1]), pack("rows", [True, ["a"], [1], []]), pack("found", [{}]),
])  # fmt: skip
def test_an_answer_that_is_none_ends_the_reading_of_that_file(bad, monkeypatch):
    with Reader() as reader:
        answers = [bad]
        monkeypatch.setattr(child, "receive", lambda *_: answers.pop())
        with pytest.raises(Unreadable, match="^reader_failed$"):
            reader.read(b"a,b")
        monkeypatch.undo()
        assert reader.read(b"c,d")[0].rows == [["c", "d"]]


CELLS = [None, True, False, 0, 1, 12, -7, 1.5, 1e300, 10**18, date(2019, 2, 1), "",
         "a", "Giàng A Páo", "\ud800", "\x00", '"\\', "1", "null", date.min,
         date.max]  # fmt: skip


def test_cells_cross_the_pipe_as_they_are():
    what, (fresh, cells, width), codes = unpack(
        pack("rows", (True, CELLS, 3), b"\0\xff")
    )
    assert (what, fresh, width, codes) == ("rows", True, 3, b"\0\xff")
    assert list(map(repr, cells)) == list(map(repr, CELLS))


def test_no_module_of_the_kit_loads_what_can_rebuild_any_object():
    """What unpickles runs whatever the bytes say: shelves, joblib, frames too."""
    files = sorted(Path(dophu.__file__).parent.rglob("*.py"))
    assert len(files) > 200
    found = [
        f"{file.name}: {name}"
        for file in files
        for name in unsafe(file.read_text("utf-8"))
    ]
    assert found == []


def unsafe(source: str) -> list[str]:
    """Name what of a module's imports and calls can run what it reads."""
    modules = {"pickle", "cPickle", "_pickle", "dill", "cloudpickle", "joblib",
               "shelve", "marshal", "dbm"}  # fmt: skip
    calls = {"read_pickle", "to_pickle"}
    found = []
    # Hardly any source has the words at all, and to parse all takes seconds.
    if not any(word in source for word in modules | calls | {"allow_pickle"}):
        return found
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            found += [a.name for a in node.names if a.name.split(".")[0] in modules]
        elif isinstance(node, ast.ImportFrom):
            found += [node.module] * ((node.module or "").split(".")[0] in modules)
        elif isinstance(node, ast.Attribute) and node.attr in calls:
            found.append(node.attr)
        elif isinstance(node, ast.keyword) and node.arg == "allow_pickle":
            found.append(node.arg)
    return found


@pytest.mark.parametrize("source", [
    "import pickle", "from pickle import loads", "import os, marshal",
    "import shelve as s",
    "from joblib.x import load", "def f():\n    import dill", "pd.read_pickle(a)",
    "np.load(a, allow_pickle=True)",
])  # fmt: skip
def test_that_search_finds_each_kind(source):
    assert len(unsafe(source)) == 1


def test_the_child_loads_nothing_heavy_and_none_of_the_kit_above():
    boot = child._BOOT.replace(
        "serve(int(memory), float(seconds))", "print(*sys.modules, sep='\\n')"
    )
    rosters = child.Path(child.__file__).parent
    command = [sys.executable, "-I", "-S", "-c", boot, str(rosters.parent)]
    command += [str(rosters), "0", "0", *filter(None, sys.path)]
    done = child.subprocess.run(command, capture_output=True, text=True, check=True)
    loaded = set(done.stdout.split())
    assert "dophu.reader.containers" in loaded
    assert not loaded & HEAVY
