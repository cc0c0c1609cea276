"""Lists for the door: whom they name, how they stand on paper, what they never do."""

from __future__ import annotations

import io
import os
import re
import shutil
import stat
import subprocess
import zipfile
from collections import Counter
from dataclasses import replace
from datetime import date
from pathlib import Path
from xml.sax.saxutils import escape

import docx
import openpyxl
import pytest

import dophu
from dophu.campaign.about import about_date
from dophu.catalogue.about import About
from dophu.catalogue.answers import (
    RESULTS,
    AnswerWords,
    reason_choices,
    result_choices,
    understood_reasons,
    understood_results,
)
from dophu.catalogue.columns import fields, headings
from dophu.catalogue.drive_texts import texts_of
from dophu.catalogue.issues import Issue
from dophu.catalogue.vocabulary import drives, shipped
from dophu.documents.lists.layout import (
    ANSWERS,
    FONT,
    Column,
    columns_of,
)
from dophu.documents.lists.letter import Letter, to_sender, write_letter
from dophu.documents.lists.template import DRAWN, FIELDS, heading_of, write_template
from dophu.documents.lists.visits import (
    find_visits,
    in_visiting_order,
    with_line_above,
)
from dophu.documents.lists.widths import fitted, lines_of, print_size
from dophu.documents.lists.workbook import HEAD, write_visit_book
from dophu.documents.xlsx.file_names import named_stems
from dophu.rosters.headings.heading_spellings import field_of
from dophu.rosters.texts.row_keys import read_row_key
from dophu.snapshots import look
from dophu.text import comparison_key
from tests.documents.door_books import book, visit
from tests.reading import read_container
from tests.short_form import tries

THEN, DAY = "2024-07-11", "2024-07-18"
ANNA = "1,Mẫu Văn Ân,02/07/2019,,Tổ dân phố Mẫu 1,chưa,về quê"
BAO = "2,Mẫu Thị An,02/03/2016,,Tổ dân phố Mẫu 1,chưa,"
DONE = "3,Mẫu Văn Chi,02/03/2017,,Tổ dân phố Mẫu 1,đã làm,"
OTHER = "1,Lò Văn Đông,2018,,Thôn Ví Dụ 2,chưa,lên rẫy"
HOSTILE = [
    "=1+1", "+84 912", "-3", "@SUM(A1)", '=HYPERLINK("http://x","y")', "\t=1", "\r=1",
    "'=1", "{=1}", "=cmd|' /C calc'!A0", "_x000D_", "_x0041_", "<b>&amp;</b>", "a\nb",
    "00123", "1E5", "TRUE", "#N/A", "2024-07-18", "18/7/2024", "http://example.org",
    "mailto:a@b.c", "ế" * 300, "\u202eabc", "Ð", "😀", "&P", "&&", "x" * 31, "=", "''",
    "%", "1/2", "3-4", "DP-", "1_000", "internal:Sheet1!A1", "\ufeff=1", "＝1",
]  # fmt: skip


@pytest.fixture
def week(folder):
    folder.roster(THEN, ANNA, BAO, DONE, OTHER)
    folder.roster(DAY, ANNA, BAO, DONE)
    return look(folder.path, DAY)


def sheets(path: Path) -> list[openpyxl.worksheet.worksheet.Worksheet]:
    return openpyxl.load_workbook(path).worksheets


def column(sheet, heading: str) -> list[object]:
    at = [cell.value for cell in sheet[HEAD + 1]].index(heading)
    rows = sheet.iter_rows(min_row=HEAD + 2, values_only=True)
    return [row[at] for row in rows if row[0] is not None]


def test_the_children_listed_are_those_of_the_gap(sample_week):
    week = look(sample_week.campaign, DAY)
    about = about_date(week.campaign, week.as_of, week.missing)
    visits = find_visits(week, about)
    listed = Counter((v.hamlet_id, v.age_group) for vs in visits.values() for v in vs)
    table = dophu.gaps(week).set_index(["hamlet_id", "age_group"])["gap"]
    assert {key: n for key, n in table.items() if n} == dict(listed)


def test_every_place_of_the_plan_is_given_to_a_child_who_can_come(sample_week):
    week = look(sample_week.campaign, DAY)
    about = about_date(week.campaign, week.as_of, week.missing)
    plan = dophu.plan_sessions(week).table
    rows = plan[plan["date"].notna()].to_dict("records")
    children = [v for vs in find_visits(week, about, rows).values() for v in vs]
    planned = Counter()
    for row in rows:
        planned[row["hamlet_id"], row["age_group"], row["date"]] += row["children"]
    given = Counter(
        (v.hamlet_id, v.age_group, v.session) for v in children if v.session
    )
    assert given == planned
    assert all(v.available <= v.session for v in children if v.session)


def test_names_stand_in_vietnamese_order_and_a_household_together():
    made = [
        visit(1, name="Mẫu Văn Đông", mother=""),
        visit(2, name="Mẫu Thị Ân", mother="Lò Thị Hai"),
        visit(3, name="Mẫu Văn An", mother=""),
        visit(4, name="Mẫu Văn Vy", mother="LÒ THỊ HAI", age_group="unknown"),
        visit(5, name="Mẫu Văn Tư", mother="Lò Thị Hai", age_group="under_6"),
    ]
    names = [v.name for v in in_visiting_order(made, ("under_6", "6_to_13"))]
    assert [name.split()[-1] for name in names] == ["An", "Ân", "Tư", "Vy", "Đông"]


def test_households_come_by_their_youngest_child_and_a_line_tells_them_apart():
    made = [
        visit(1, name="Mẫu Văn An", mother="", age_group="6_to_13"),
        visit(2, name="Mẫu Văn Bảo", mother="Lò Thị Hai", age_group="6_to_13"),
        visit(3, name="Mẫu Văn Vy", mother="Lò Thị Hai", age_group="under_6"),
        visit(4, name="Mẫu Văn Xa", mother="", age_group="under_6"),
        visit(5, name="Mẫu Văn Ý", mother="", age_group="under_6"),
    ]
    order = in_visiting_order(made, ("under_6", "6_to_13"))
    assert [v.name.split()[-1] for v in order] == ["Vy", "Bảo", "Xa", "Ý", "An"]
    # After the household of two, and before the first household of the older.
    assert with_line_above(order) == [False, False, True, False, True]


def test_children_missing_from_the_lists_are_apart_and_so_are_their_words(folder):
    folder.roster(THEN, ANNA, BAO)
    folder.roster(DAY, BAO)
    paths = dophu.write_lists(folder.path / "out", look(folder.path, DAY))
    first, verify, _ = sheets(paths[0])
    assert column(first, "Họ và tên") == ["Mẫu Thị An"]
    assert column(verify, "Họ và tên") == ["Mẫu Văn Ân"]
    assert "Vắng trong danh sách kỳ này" in verify["A1"].value
    assert column(verify, "Danh sách gần nhất")[0].date() == date(2024, 7, 11)


def test_a_hamlet_that_sent_nothing_has_its_last_children_and_their_date(week, folder):
    paths = dophu.write_lists(folder.path / "out", week)
    (path,) = (p for p in paths if p.name == "Thôn Ví Dụ 2.xlsx")
    sheet = sheets(path)[0]
    assert "theo danh sách ngày 11/7/2024" in sheet["A2"].value
    assert column(sheet, "Họ và tên") == ["Lò Văn Đông"]
    assert column(sheet, "Ngày sinh") == ["2018"]
    assert column(sheet, "Lý do đến nay") == ["lên rẫy"]


def test_a_hamlet_with_nobody_left_says_so_and_one_never_heard_of_gets_a_form(folder):
    folder.roster(DAY, DONE)
    paths = dophu.write_lists(folder.path / "out", look(folder.path, DAY))
    names = [p.relative_to(folder.path / "out" / "lists").as_posix() for p in paths]
    assert "templates/Thôn Ví Dụ 2.xlsx" in names
    first, never = (
        sheets(folder.path / "out/lists/hamlets" / f"{name}.xlsx")[0]["A2"].value
        for name in ("Tổ dân phố Mẫu 1", "Thôn Ví Dụ 2")
    )
    assert "Không còn trẻ nào chưa làm căn cước" in first
    assert "chưa biết còn bao nhiêu" in never
    assert "Không còn" not in never
    letter = folder.path / "out/lists/letters/Thôn Ví Dụ 2.docx"
    text = "\n".join(p.text for p in docx.Document(letter).paragraphs)
    # Who is sent it sees no folders.
    assert "theo mẫu “Thôn Ví Dụ 2.xlsx” gửi kèm" in text
    assert not re.search(r"\b0 trẻ", text)


def test_an_officer_has_all_hamlets_of_one_and_each_row_says_which(folder):
    text = (folder.path / "hamlets.csv").read_text(encoding="utf-8")
    folder.write("hamlets.csv", text.replace("M1,,,", "M1,Bà Tư,,").replace(
        "Dụ 2,,,,", "Dụ 2,,Bà Tư,,"))  # fmt: skip
    folder.roster(DAY, ANNA, OTHER)
    paths = dophu.write_lists(folder.path / "out", look(folder.path, DAY))
    (path,) = (p for p in paths if p.parent.name == "officers")
    assert path.name == "Bà Tư.xlsx"
    sheet = sheets(path)[0]
    assert column(sheet, "Địa bàn") == ["TDP Mẫu 1", "Thôn Ví Dụ 2"]
    assert "chưa gửi" not in sheet["A2"].value


def test_an_officers_list_says_of_which_hamlet_nothing_is_known(folder):
    text = (folder.path / "hamlets.csv").read_text(encoding="utf-8")
    folder.write("hamlets.csv", text.replace("M1,,,", "M1,Bà Tư,,").replace(
        "Dụ 2,,,,", "Dụ 2,,Bà Tư,,"))  # fmt: skip
    for rows in ((ANNA,), (DONE,)):  # somebody is left of the other, or nobody
        folder.roster(DAY, *rows)
        shutil.rmtree(folder.path / "out", ignore_errors=True)
        paths = dophu.write_lists(folder.path / "out", look(folder.path, DAY))
        (path,) = (p for p in paths if p.parent.name == "officers")
        about = sheets(path)[0]["A2"].value
        assert "Thôn Ví Dụ 2: chưa gửi danh sách nào, chưa biết" in about
        assert ("Không còn trẻ nào" in about) == (rows == (DONE,))


def test_the_sheet_is_set_up_for_paper_and_its_cells_take_what_they_should(tmp_path):
    path = write_visit_book(tmp_path / "a.xlsx", book([visit(n) for n in range(60)]))
    sheet = sheets(path)[0]
    assert sheet.freeze_panes == f"C{HEAD + 2}"
    assert sheet.auto_filter.ref.startswith(f"A{HEAD + 1}:")
    assert (sheet.page_setup.orientation, sheet.page_setup.paperSize) == (
        "landscape", 9)  # fmt: skip
    assert sheet.print_title_rows == f"${HEAD + 1}:${HEAD + 1}"
    assert "60 trẻ" in sheet.oddFooter.center.text
    assert [sheet.cell(row, 1).value[:2] for row in range(3, 7)] == [
        "1.", "2.", "3.", "4."]  # fmt: skip
    rules = {r.type: r for r in sheet.data_validations.dataValidation}
    assert {r.type for r in sheet.data_validations.dataValidation} == {"list", "date"}
    assert rules["date"].errorStyle in (None, "stop")
    assert rules["date"].operator in (None, "between")
    choices = sheets(path)[-1]
    assert choices["A2"].value == "Đã thu nhận"
    assert any(cell.value == "Cộng: 60 trẻ" for (_, cell, *_) in sheet.iter_rows())


def test_nothing_of_a_workbook_is_hidden_or_computed(tmp_path):
    made = [visit(1), visit(2, to_verify=True)]
    path = write_visit_book(tmp_path / "a.xlsx", book(made))
    workbook = openpyxl.load_workbook(path)
    assert [sheet.sheet_state for sheet in workbook.worksheets] == ["visible"] * 3
    assert not any(sheet.tables for sheet in workbook.worksheets)
    assert not workbook.properties.creator
    with zipfile.ZipFile(path) as parts:
        names = parts.namelist()
        sheet = parts.read("xl/worksheets/sheet1.xml").decode()
    assert not [n for n in names if re.search("vba|external|pivot|embed|connect", n)]
    assert "<f>" not in sheet
    assert 'hidden="1"' not in sheet


@pytest.mark.hunt
def test_no_text_becomes_a_formula_a_link_or_another_text(tmp_path):
    number = tries(300, 10_000)
    texts = [
        f"{HOSTILE[n % len(HOSTILE)]}{'' if n < len(HOSTILE) else n}"
        for n in range(number)
    ]
    kinds = ("name", "mother", "group", "venue", "reason", "birth", "hamlet_id")
    made = [
        visit(n, status=text, **dict.fromkeys(kinds, text))
        for n, text in enumerate(texts)
    ]
    hamlets = {text: text for text in texts}
    path = write_visit_book(tmp_path / "a.xlsx", book(made, hamlets=hamlets))
    with zipfile.ZipFile(path) as parts:
        sheet = parts.read("xl/worksheets/sheet1.xml").decode()
        assert not [n for n in parts.namelist() if "sheet1.xml.rels" in n]
    assert "<f>" not in sheet
    assert "<hyperlink" not in sheet
    rows = read_container(path.read_bytes())[0].rows[HEAD + 1 :][:number]
    for text, row in zip(texts, rows, strict=True):
        assert [cell for cell in row[1:8] if cell == text] == [text] * 6, text


def test_no_text_of_a_form_or_a_letter_becomes_a_formula_or_a_field(folder, tmp_path):
    folder.roster(THEN, BAO)
    campaign = look(folder.path, THEN).campaign
    for text in HOSTILE:
        about = About(text, date(2024, 7, 18), date(2024, 7, 31))
        form = write_template(io.BytesIO(), text, about, campaign)
        assert read_container(form.getvalue())[0].rows[1][0] == text, text
        with zipfile.ZipFile(form) as parts:
            for name in parts.namelist():
                found = re.findall(r"<f>|<hyperlink", parts.read(name).decode())
                assert not found, (name, text)
        plan = [(date(2024, 7, 20), text, 1)]
        letter = Letter(text, text, about, [(text, 2, 1)], 0, None, (), plan,
                        date(2024, 7, 25), text)  # fmt: skip
        path = write_letter(tmp_path / "a.docx", letter)
        xml = docx.Document(path).element.xml
        assert not re.search("instrText|fldSimple|hyperlink", xml), text
        if text.isprintable():
            assert escape(text) in xml, text


@pytest.mark.parametrize("where", ["&P & con", "=1+1", "A" * 300, "[x]:*?/\\", "'"])
def test_a_hamlet_of_any_name_has_a_list(tmp_path, where):
    path = write_visit_book(tmp_path / "a.xlsx", book([visit()], where))
    sheet = sheets(path)[0]
    assert where in sheet["A1"].value
    assert len(sheet.oddFooter.left.text) < 255


def test_the_same_date_gives_the_same_bytes(week, tmp_path):
    first, second = (dophu.write_lists(tmp_path / n, week) for n in ("a", "b"))
    assert [p.read_bytes() for p in first] == [p.read_bytes() for p in second]
    assert len(first) == 4


@pytest.mark.skipif(os.name != "posix", reason="rights of files are Windows' own")
def test_every_cell_is_in_the_typeface_that_widths_are_of(tmp_path):
    """A font that is the theme's is shown as Calibri, whatever its name is."""
    for number in range(2):  # the second of a process as the first
        path = write_visit_book(tmp_path / f"{number}.xlsx", book([visit()]))
        with zipfile.ZipFile(path) as parts:
            styles = parts.read("xl/styles.xml").decode("utf-8")
        assert set(re.findall(r'<name val="(.*?)"', styles)) == {FONT}
        assert "<scheme" not in styles


def test_the_owner_alone_may_open_what_is_written(week, tmp_path):
    dophu.write_lists(tmp_path, week)
    modes = {
        stat.S_IMODE(path.stat().st_mode): path.is_dir()
        for path in (tmp_path / "lists", *(tmp_path / "lists").rglob("*"))
    }
    assert modes == {0o700: True, 0o600: False}


@pytest.mark.parametrize("language", ["vi", "en"])
@pytest.mark.parametrize("drive", drives())
def test_what_can_be_chosen_is_understood(drive, language):
    words = shipped(drive)
    about = About(
        "Xã Mẫu", date(2024, 7, 18), date(2024, 7, 31), language=language,
        texts=texts_of(words),
    )  # fmt: skip
    read = AnswerWords(words)
    codes = [read.results[comparison_key(w)] for w in result_choices(about)]
    assert codes == list(RESULTS)
    reasons = [read.reasons[comparison_key(w)] for w in reason_choices(about, words)]
    assert reasons == [code for code in words.reason_book if code != "CHUA_RO"]
    form = [words.statuses.find_whole(w) for w in understood_results(about, words)]
    assert None not in form and "not_yet" in form and len(form) == len(set(form))
    form = [words.reasons.find_whole(w) for w in understood_reasons(about, words)]
    assert None not in form and len(form) == len(set(form))


def test_a_form_that_is_filled_in_is_read_without_a_question(folder):
    folder.roster(THEN, BAO)
    week = look(folder.path, THEN)
    about = about_date(week.campaign, week.as_of, {})
    made = write_template(io.BytesIO(), "Tổ dân phố Mẫu 1", about, week.campaign)
    workbook = openpyxl.load_workbook(made)
    sheet, words = workbook.worksheets
    for row, result in enumerate(("Đã thu nhận", "Đã cấp", "Chưa làm"), start=HEAD + 2):
        cells = [row, f"Mẫu Văn {'ABC'[row % 3]}n", "05/01/2019", "Nam", None, None,
                 result, None, None]  # fmt: skip
        for at, value in enumerate(cells, start=1):
            sheet.cell(row, at).value = value
    assert result in [cell.value for cell in words["B"]]
    back = folder.path / "rosters" / DAY / "gui lai.xlsx"
    back.parent.mkdir()
    workbook.save(back)
    (folder.path / "hamlets.csv").write_text(
        "hamlet_id,name\nH1,Tổ dân phố Mẫu 1\n", encoding="utf-8"
    )
    week = look(folder.path, DAY)
    listed = [p for p in week.people if p.last_seen == week.as_of]
    assert [p.status for p in listed] == ["applied", "issued", "not_yet"]
    found = [i for i in week.issues if i.file.endswith("gui lai.xlsx")]
    assert [i.line("en") for i in found if i.severity != "info"] == []


@pytest.mark.parametrize("drive", ["identity_card", "measles"])
def test_an_empty_form_is_headed_in_the_language_of_its_hamlet(drive):
    """The first heading of a column heads it; those in English come last."""
    own = shipped(drive).tables["headings"]
    heads = [(own.get(name) or fields()[name].headings)[0] for name, _ in FIELDS]
    assert [head for head in heads if head.isascii()] == ["STT"]


@pytest.mark.parametrize("drive", ["identity_card", "measles", "any"])
def test_each_heading_of_an_empty_form_is_read(drive):
    words = shipped(drive)
    for name, _ in FIELDS:
        heading = heading_of(name, words)
        of_all = headings().find_whole(heading)
        assert (field_of(heading, words) or of_all) == name, heading


def test_a_drive_in_words_of_its_own_has_an_empty_form(folder):
    text = (folder.path / "campaign.toml").read_text(encoding="utf-8")
    head = 'drive = "any"\ndeadline'
    folder.write("campaign.toml", text.replace("deadline", head, 1))
    folder.roster(THEN, BAO)
    week = look(folder.path, THEN)
    about = about_date(week.campaign, week.as_of, {})
    made = write_template(io.BytesIO(), "Thôn Ví Dụ 2", about, week.campaign)
    sheet = openpyxl.load_workbook(made).worksheets[0]
    assert "Ngày làm" in [cell.value for cell in sheet[HEAD + 1]]


def test_an_empty_form_prints_one_page_and_as_far_as_it_is_filled_in(folder):
    folder.roster(THEN, BAO)
    week = look(folder.path, THEN)
    about = about_date(week.campaign, week.as_of, {})
    made = write_template(io.BytesIO(), "Thôn Ví Dụ 2", about, week.campaign)
    sheet, words = openpyxl.load_workbook(made).worksheets
    assert sheet.max_row == HEAD + 1 + DRAWN
    assert not sheet.print_area
    (below,) = sheet.conditional_formatting
    assert str(below.sqref).startswith(f"A{HEAD + 2 + DRAWN}:")
    assert words.page_setup.fitToHeight != 0 and words.sheet_properties.pageSetUpPr


def test_a_letter_is_one_page_with_the_numbers_and_what_is_asked(week, folder):
    paths = dophu.write_lists(folder.path / "out", week)
    (path,) = (p for p in paths if p.name == "Tổ dân phố Mẫu 1.docx")
    document = docx.Document(path)
    cells = [[c.text for c in row.cells] for t in document.tables for row in t.rows]
    assert ["Tất cả", "3", "1", "2"] in cells
    text = "\n".join(p.text for p in document.paragraphs)
    assert "chậm nhất ngày 25/7/2024" in text
    assert "2 trẻ" in text
    assert "Mẫu Văn" not in text


def test_a_letter_says_what_is_wrong_in_whole_sentences(tmp_path):
    about = About("UBND xã Mẫu", date(2024, 7, 18), date(2024, 7, 31))
    issue = Issue("TN-04", hamlet_id="H1", details={"children": 3})
    letter = Letter("Thôn Mẫu", "", about, [("Dưới 6 tuổi", 20, 10)], 3, None, [issue],
                    (), date(2024, 7, 25), "a.xlsx")  # fmt: skip
    document = docx.Document(write_letter(tmp_path / "a.docx", letter))
    text = "\n".join(p.text for p in document.paragraphs)
    assert to_sender(issue, "vi") in text and "…" not in text
    cells = [c.text for t in document.tables for row in t.rows for c in row.cells]
    assert any(cell.split("\n")[-1].startswith("Mẫu, ngày") for cell in cells)


@pytest.mark.parametrize(
    ("code", "kept"),
    [
        ("DS-03", "Sửa"),
        ("PH-09", "Chọn"),
        ("PH-15", ""),
        ("TN-04", ""),
        ("PH-20", "chép vào cột Kết quả"),
        ("PH-21", "bỏ màu"),
    ],
)
def test_a_letter_asks_for_what_a_sender_can_do(code, kept):
    """Not to run the kit, nor to write into a file of the office."""
    details = {"line": "presence,,P1,left", "children": 3, "value": "", "why": "",
               "rows": 2, "places": "E5", "line_done": "row,a,9,done",
               "line_not_done": "row,a,9,not_done"}  # fmt: skip
    text = to_sender(Issue(code, details=details), "vi")
    assert "chạy lại" not in text and "decisions.csv" not in text
    assert kept in text


def test_a_letter_to_a_hamlet_that_sent_nothing_asks_for_its_list(tmp_path):
    about = About("UBND xã Mẫu", date(2024, 7, 18), date(2024, 7, 31))
    issue = Issue("TD-06", details={"hamlet": "Thôn Mẫu", "last": "2024-07-11"})
    counts, due = [("Dưới 6 tuổi", 20, 10)], date(2024, 7, 25)
    carried = date(2024, 7, 11)
    letter = Letter(
        "Thôn Mẫu", "", about, counts, 0, carried, [issue], (), due, "a.xlsx"
    )
    document = docx.Document(write_letter(tmp_path / "a.docx", letter))
    text = "\n".join(p.text for p in document.paragraphs)
    assert "Gửi danh sách" in text and "Sửa các chỗ" not in text
    assert "2024-07-11" not in text and "Đôn đốc" not in text


def test_files_of_hamlets_have_names_of_their_own_on_every_system():
    names = ["Bản A", "bản a", "Bản A", "CON", "a/b", "a?b", "", " ", "x.", "ế" * 99]
    stems = named_stems(names)
    assert len({stem.casefold() for stem in stems}) == len(names)
    assert not any(re.search(r'[<>:"/\\|?*]|[ .]$', stem) for stem in stems)
    assert all(0 < len(stem.encode()) <= 100 for stem in stems)
    assert named_stems(names) == stems


@pytest.mark.skipif(not shutil.which("soffice"), reason="LibreOffice is not installed")
def test_a_letter_with_much_to_say_stays_on_one_page(tmp_path):
    about = About("Thị trấn Mẫu", date(2024, 7, 18), date(2024, 7, 31), simulated=True)
    issues = [
        Issue(code, "rosters/2024-07-18/danh_sach_thi_tran.xlsx", "Danh sách", "C60")
        for code in ("DS-01", "DS-03", "DS-04", "DS-08") * 3
    ]
    path = write_letter(
        tmp_path / "a.docx",
        Letter(
            where="Tổ dân phố Mẫu 3",
            officer="Cán bộ 03",
            about=about,
            counts=[(f"Nhóm tuổi {n}", 20, 10) for n in range(3)],
            to_verify=3,
            carried=date(2024, 7, 11),
            issues=[replace(i, details={"children": 2, "why": {}}) for i in issues],
            sessions=[(date(2024, 7, d), "Công an huyện", 9) for d in range(19, 26)],
            due=date(2024, 7, 25),
            file="hamlets/Tổ dân phố Mẫu 3.xlsx",
        ),
    )
    command = ["soffice", f"-env:UserInstallation=file://{tmp_path}/p", "--headless",
               "--convert-to", "pdf", "--outdir", str(tmp_path), str(path)]  # fmt: skip
    subprocess.run(command, check=True, capture_output=True, timeout=600)
    pages = re.findall(rb"/Type ?/Page\b[^s]", (tmp_path / "a.pdf").read_bytes())
    assert len(pages) == 1


@pytest.mark.skipif(not shutil.which("soffice"), reason="LibreOffice is not installed")
def test_a_list_saved_by_another_program_keeps_keys_texts_and_dates(tmp_path):
    made = [visit(n, name=text) for n, text in enumerate(HOSTILE[:12])]
    path = write_visit_book(tmp_path / "a.xlsx", book(made))
    command = ["soffice", f"-env:UserInstallation=file://{tmp_path}/p", "--headless",
               "--convert-to", "xlsx:Calc MS Excel 2007 XML", "--outdir",
               str(tmp_path / "b"), str(path)]  # fmt: skip
    subprocess.run(command, check=True, capture_output=True, timeout=600)
    before, after = (read_container(p.read_bytes())[0].rows[HEAD + 1 :][:12]
                     for p in (path, tmp_path / "b" / "a.xlsx"))  # fmt: skip
    for first, second in zip(before, after, strict=True):
        assert first[: len(second)] == second[: len(first)]
        assert [read_row_key(cell) for cell in second if read_row_key(cell)]


EVERY = {
    "mother": "Lò Thị Hai", "session": date(2024, 7, 27), "back": date(2024, 7, 27),
    "contact": date(2024, 7, 15), "listed": date(2024, 7, 11),
}  # fmt: skip


def printed(visits, with_hamlet: bool) -> list[Column]:
    shown = columns_of(visits, with_hamlet, date.fromisoformat(DAY))
    return fitted([Column("visit_no", 4.5), *shown, *ANSWERS], visits)


def test_letters_on_paper_are_of_eight_points_with_every_column_in_use():
    full = [visit(1, **EVERY), visit(2, status="Hồ sơ bị trả")]
    columns = printed(full, with_hamlet=True)
    assert len(columns) == 21
    assert print_size(columns) >= 8
    # That of a hamlet as it mostly is: no second status, nothing late, nobody met.
    usual = [visit(1, **{**EVERY, "contact": None, "listed": date(2024, 7, 18)})]
    assert print_size(printed(usual, with_hamlet=False)) >= 8.5


def test_texts_take_two_lines_where_there_is_room_and_a_long_one_is_no_bar():
    """A third line in one column makes each page of a list a third longer."""
    words = {"group": "Từ đủ 6 đến dưới 14 tuổi", "reason": "Gia đình chưa thấy cần",
             "venue": "Công an thị trấn, UBND thị trấn"}  # fmt: skip
    usual = [visit(n, **EVERY, **words) for n in range(40)]
    odd = visit(40, **{**EVERY, "mother": "Tôn Nữ Công Tằng Huyền " * 4})
    columns = printed([*usual, odd], with_hamlet=False)
    lines = [
        lines_of(column.value(usual[0]), column.width)
        for column in columns
        if column.value is not None and isinstance(column.value(usual[0]), str)
    ]
    assert max(lines) == 2
    assert print_size(columns) >= 8


def test_a_workbook_is_as_wide_as_its_size_on_paper_says(tmp_path):
    full = [visit(1, **EVERY), visit(2, status="Hồ sơ bị trả")]
    path = write_visit_book(tmp_path / "a.xlsx", book(full, hamlets={"H1": "Thôn"}))
    sheet = sheets(path)[0]
    # Widths of a file are with their padding, in figures: half of the letters' size.
    every = [c for c in sheet.column_dimensions.values() if c.min <= 21]
    widths = [c.width for c in every for _ in range(c.min, c.max + 1)]
    assert len(widths) == 21
    assert sheet.print_area.endswith("$U$15")
    room = (297 / 25.4 - sheet.page_margins.left - sheet.page_margins.right) * 72
    assert 12 * int(100 * room / (6 * sum(widths))) / 100 >= 8
    assert sheet.page_setup.orientation == "landscape"


def test_what_no_child_of_a_list_has_is_no_column_of_it():
    keys = [column.key for column in printed([visit(1, reason="")], with_hamlet=False)]
    assert not {"visit_session", "visit_reason", "visit_back", "visit_contact"} & {
        *keys
    }
    assert {"visit_name", "visit_mother", "visit_first", "visit_venue"} < {*keys}


def test_a_list_of_which_nothing_is_known_does_not_say_zero(tmp_path):
    path = write_visit_book(tmp_path / "a.xlsx", book([], is_unknown=True))
    texts = [str(c.value) for row in sheets(path)[0].iter_rows() for c in row]
    assert "Cộng: chưa biết số trẻ" in texts
    assert not [text for text in texts if "0 trẻ" in text]
