"""Each sender has its own rows back under a name that every system takes."""

from __future__ import annotations

import io
import shutil
import unicodedata
from datetime import date
from pathlib import Path

import openpyxl
import pytest
import xlsxwriter
from hypothesis import given, settings
from hypothesis import strategies as st

from dophu.documents import write_returns
from dophu.documents.xlsx.copied_sheets import Styles, copy_sheet
from dophu.documents.xlsx.file_names import (
    LONGEST,
    LONGEST_SHEET,
    MOST_BYTES,
    return_names,
    sheet_names,
)
from dophu.reader.containers import Sheet
from dophu.rosters.texts.returned import Origin, find_replaced
from dophu.snapshots import look
from tests.awkward.trial import LISTS

DAY = "2024-07-18"
RESERVED = {"con", "prn", "aux", "nul", "com1", "lpt1"}
CHILD = "1,Mẫu Văn Một,31/2/2019,099219000001,Thôn Ví Dụ 2,chưa,"
MENDED = CHILD.replace("31/2/", "28/2/")

awkward = st.one_of(
    st.sampled_from(["CON", "a", "A", "á", "a\u0301", "Á", "ds ", "ds.", "A_ds", "ß"]),
    st.text("aAáằ\u0301\u0300 ._-:*?\"<>|\u202e\u200b\t'ĐđⅡ😀𠮷\udcff", max_size=12),
    st.text(st.characters(exclude_characters="/\0"), max_size=8),
    st.text("ếThôn ", min_size=80, max_size=240),
)
paths = st.lists(awkward.filter(lambda part: part.strip(".")), min_size=1, max_size=3)
files = st.builds(
    lambda kind, day, parts, end: f"{kind}/{day}/{'/'.join(parts)}{end}",
    st.sampled_from(["rosters", "enrolments"]),
    st.just(DAY),
    paths,
    st.sampled_from([".xlsx", ".csv", ".XLSX"]),
)


def folded(name: str) -> str:
    """What Windows and macOS take for one name."""
    return unicodedata.normalize("NFC", name).casefold()


@pytest.mark.long
@settings(max_examples=200, deadline=None)
@given(st.sets(files, max_size=8))
def test_every_file_has_a_name_of_its_own_that_every_system_takes(sent):
    names = return_names(sent)
    assert names == return_names(sorted(sent, reverse=True))
    assert len({folded(name) for name in names.values()}) == len(sent)
    for name in names.values():
        assert len(name) <= LONGEST and len(name.encode("utf-8")) <= MOST_BYTES
        assert not set(name) & set('<>:"/\\|?*\0') and name.isprintable()
        assert name.endswith(".xlsx") and name.startswith(("rosters_", "enrolments_"))
        assert name.split(".")[0].casefold() not in RESERVED


@settings(max_examples=200, deadline=None)
@given(st.lists(awkward | st.just("Cần xem lại"), max_size=8))
def test_every_sheet_has_a_name_of_its_own_that_excel_takes(sent):
    names = ["Cần xem lại", *sheet_names(sent, "Cần xem lại", "Danh sách")]
    assert len({name.casefold() for name in names}) == len(sent) + 1
    for name in names:
        assert 0 < len(name.encode("utf-16-le")) // 2 <= LONGEST_SHEET
        assert not set(name) & set("[]:*?/\\")
        assert name.strip("'") == name and name.casefold() != "history"


def test_a_name_does_not_change_with_what_else_is_sent_nor_from_week_to_week():
    odd = "rosters/2024-07-18/Thôn: 1/danh sách.xlsx"
    plain = "rosters/2024-07-18/danh sách.xlsx"
    alone, beside = return_names([odd]), return_names([odd, plain])
    next_week = return_names([odd.replace("07-18", "07-25")])
    assert alone[odd] == beside[odd] == next_week[odd.replace("07-18", "07-25")]
    assert alone[odd].startswith("rosters_Thôn_ 1_danh sách.xlsx_")
    assert beside[plain] == "rosters_danh sách.xlsx.xlsx"


def test_a_name_that_is_one_already_is_kept_so_that_returns_do_not_grow():
    again = "rosters/2024-07-18/rosters_a.csv.xlsx"
    assert return_names([again]) == {again: "rosters_a.csv.xlsx"}


def test_long_and_colliding_files_of_a_campaign_each_come_back_and_open(folder):
    long = "ế" * 82 + ".csv"
    assert len(long.encode()) == 250
    sent = {
        "A_ds.csv": "A", "A/ds.csv": "B", "a_DS.csv": "C", long: "D", "CON.csv": "E",
        "a\u0301.csv": "F", "á.csv": "G", 'x:"y|.csv': "H", "ds .csv": "I",
    }  # fmt: skip
    for name, letter in sent.items():
        folder.roster(DAY, CHILD.replace("Một", letter), name=name)
    week = look(folder.path)
    back = write_returns(folder.path / "out", week)
    found = [openpyxl.load_workbook(path).worksheets[1]["B2"].value for path in back]
    assert sorted(found) == [f"Mẫu Văn {letter}" for letter in "ABCDEFGHI"]
    again = write_returns(folder.path / "again", week)
    assert {p.name: p.read_bytes() for p in again} == {
        p.name: p.read_bytes() for p in back
    }


def mend(path: Path, target: Path) -> None:
    """Mend the birth date in a return, as an officer does in Excel, and send it."""
    book = openpyxl.load_workbook(path)
    book.worksheets[1]["C2"] = date(2019, 2, 28)
    target.parent.mkdir(parents=True, exist_ok=True)
    book.save(target)


def described(week) -> list[tuple]:
    return [
        (p.name, p.birth_from, p.number, p.hamlet_id, p.status) for p in week.people
    ]


@pytest.mark.parametrize(
    ("name", "rename"),
    [("rosters_a.csv.xlsx", ""), ("Thôn VD2 đã sửa.xlsx", ""), ("x.xlsx", "gốc.csv")],
    ids=["named as returned", "under another name", "the list renamed"],
)
def test_a_mended_return_counts_instead_of_its_list(folder, name, rename):
    list_of = folder.roster(DAY, CHILD)
    (back,) = write_returns(folder.path / "out", look(folder.path))
    mend(back, folder.path / "rosters" / DAY / name)
    if rename:
        list_of.rename(list_of.with_name(rename))
    week = look(folder.path)
    assert [p.birth_from for p in week.people] == [date(2019, 2, 28)]
    reported = [(i.code, i.file, i.details.get("other")) for i in week.issues if i.file]
    place = f"rosters/{DAY}"
    other = f"{place}/{rename or 'a.csv'}"
    assert reported == [("TP-08", f"{place}/{name}", other)]
    account = week.sources_table("en").set_index("file")["why"].to_dict()
    assert account[other] == "its mended return is there and counts instead"


def test_a_return_of_a_return_stands_for_all_before_it(folder):
    folder.roster(DAY, CHILD, CHILD.replace("Một", "Hai").replace("1,", "2,", 1))
    place = folder.path / "rosters" / DAY
    (first,) = write_returns(folder.path / "out", look(folder.path))
    mend(first, place / "lần 1.xlsx")
    (second,) = write_returns(folder.path / "out 2", look(folder.path))
    mend(second, place / "lần 2.xlsx")
    week = look(folder.path)
    skipped = {f["file"]: f["skipped"] for f in week.manifest["files"]}
    read = [file for file, why in skipped.items() if not why]
    assert read == [f"rosters/{DAY}/lần 2.xlsx"]
    assert len(week.people) == 2


def test_a_list_that_changed_since_it_was_returned_is_reported(folder):
    folder.roster(DAY, CHILD)
    (back,) = write_returns(folder.path / "out", look(folder.path))
    mend(back, folder.path / "rosters" / DAY / "b.xlsx")
    folder.roster(DAY, CHILD, CHILD.replace("Một", "Hai"))
    week = look(folder.path)
    assert "CH-16" in [issue.code for issue in week.issues]
    assert week.gate == "REVIEW" and len(week.people) == 1


def test_the_next_weeks_list_of_one_name_is_not_replaced_by_last_weeks_return(folder):
    folder.roster(DAY, CHILD)
    (back,) = write_returns(folder.path / "out", look(folder.path))
    folder.roster("2024-07-25", MENDED.replace("chưa", "đã làm"))
    shutil.copy(back, folder.path / "rosters" / "2024-07-25" / back.name)
    week = look(folder.path)
    assert not {"TP-08", "CH-16"} & {issue.code for issue in week.issues}
    assert not any(f["skipped"] for f in week.manifest["files"])


def test_decisions_for_a_list_hold_for_its_mended_return(folder):
    child = CHILD.replace("Thôn Ví Dụ 2", "Xóm Lạ")
    line = f"hamlet,rosters/{DAY}/a.csv,Xóm Lạ,H2"
    folder.write("decisions.csv", f"kind,file,value,decision\n{line}\n")
    place = folder.roster(DAY, child)
    (back,) = write_returns(folder.path / "out", look(folder.path))
    mend(back, place.with_name("đã sửa.xlsx"))
    place.unlink()
    week = look(folder.path)
    assert [p.hamlet_id for p in week.people] == ["H2"]
    assert "TD-14" not in [issue.code for issue in week.issues]


@pytest.mark.parametrize(
    "trap",
    ["31_hidden_sheet.xlsx", "41_merged_hamlets.xlsx",
     "44_rows_hidden_and_filtered.xlsx", "45_epoch_of_1904.xlsx",
     "65_dates_of_every_form.xlsx", "73_tcvn3_told_by_the_font.xlsx",
     "93_tick_columns.csv", "41_merged_status_and_reason.xlsx", "hidden_columns.xlsx",
     "struck_out.xlsx", "status_told_by_colour.xlsx", "ditto_marks.csv",
     "every_line_quoted_whole.csv"],
)  # fmt: skip
def test_a_return_reads_as_its_list_did(folder, trap):
    folder.write("hamlets.csv", (LISTS.parent / "campaign/hamlets.csv").read_bytes())
    place = folder.path / "rosters" / DAY
    place.mkdir(parents=True)
    shutil.copy(LISTS / trap, place)
    first = look(folder.path)
    for path in write_returns(folder.path / "out", first):
        shutil.copy(path, place)
    again = look(folder.path)
    assert described(again) == described(first)
    codes = [[i.code for i in w.issues if i.code != "TP-08"] for w in (first, again)]
    assert codes[0] == codes[1]


cells = st.one_of(
    st.none(), st.booleans(), st.integers(), st.floats(), st.dates(),
    st.text(st.characters(), max_size=5), st.just("x" * 40_000),
)  # fmt: skip


@pytest.mark.long
@settings(max_examples=40, deadline=None)
@given(st.lists(st.lists(cells, max_size=4), max_size=4))
def test_any_cells_can_be_written_again_and_the_workbook_opens(rows):
    made = io.BytesIO()
    merged = [((0, 0), (1, 1)), ((1, 1), (2, 2)), ((0, 0), (9**6, 9))]
    with xlsxwriter.Workbook(made) as book:
        sheet = Sheet("DS", rows, merged, hidden_rows=frozenset({1}))
        copy_sheet(book.add_worksheet("DS"), sheet, [], "vi", Styles(book))
    found = openpyxl.load_workbook(made)["DS"]
    first = rows[0][0] if rows and rows[0] else None
    if isinstance(first, bool):  # the others may be inside the merge
        assert found["A1"].value is first


def test_two_returns_that_name_each_other_are_not_both_lost():
    one, two = "rosters/2024-07-18/a.xlsx", "rosters/2024-07-18/b.xlsx"
    digests = {one: "1" * 64, two: "2" * 64}
    origins = {
        one: Origin().before(two, digests[two]),
        two: Origin().before(one, digests[one]),
    }
    assert len(find_replaced(origins, digests)) == 1
