"""The drive's result told by a sheet's name, a title or a section heading."""

from __future__ import annotations

from datetime import date
from itertools import product

import pytest

from dophu.campaign.hamlets import Hamlet, Hamlets
from dophu.rosters.headings.result_lines import result_of
from dophu.rosters.sheets.rows import read_rows
from dophu.rosters.sheets.source_rows import Sender
from tests.reading import grid_of

LANGUAGES = ("vi", "en")

SENDER = Sender(
    "roster",
    "rosters/2024-07-18/a.xlsx",
    date(2024, 7, 18),
    Hamlets((Hamlet("H1", "Thôn Mẫu 1"), Hamlet("H2", "Thôn Mẫu 2"))).index(),
)
TOP = ["STT", "Họ và tên", "Ngày sinh", "Thôn", "Tình trạng"]
LISTS = ("", "Danh sách ", "DS ", "Danh sách trẻ em ", "DANH SÁCH TRẺ DƯỚI 14 TUỔI ")
PLACES = ("", " thôn Mẫu 1", " (tính đến ngày 18/7/2024)")
WORDS = {
    "Đã làm": "applied", "đã làm căn cước": "applied", "đã thu nhận": "applied",
    "đã có thẻ CC": "issued", "đã được cấp thẻ căn cước": "issued",
    "Chưa làm": "not_yet", "chưa làm căn cước": "not_yet", "chưa có CCCD": "not_yet",
}  # fmt: skip
NONE = (
    "Đã làm giấy khai sinh", "Đã làm: 15", "Bố mẹ đã làm", "Đã rà soát", "DS", "Sheet1",
    "Thôn Mẫu 1", "Danh sách trẻ em", "Có", "Đã làm và chưa làm", "Chưa có BHYT",
    "Rà soát đã làm hay chưa",
)  # fmt: skip


@pytest.mark.parametrize(("words", "status"), WORDS.items())
def test_a_line_of_which_every_word_is_understood_shows_the_result(words, status):
    for before, place in product(LISTS, PLACES):
        line = f"{before}{words}{place}"
        assert result_of(line, SENDER.index) == status, line


@pytest.mark.parametrize("line", NONE)
def test_a_line_that_may_say_something_else_shows_none(line):
    assert result_of(line, SENDER.index) is None


def child(number: int, status=None):
    return [number, f"Mẫu Văn {chr(64 + number)}", "4/2/2015", "Thôn Mẫu 1", status]


def read(*rows, name="DS"):
    found = read_rows(grid_of(name, rows), SENDER)
    kinds = zip(found.columns["status"], found.columns["kind"], strict=True)
    return [s for s, kind in kinds if kind == "data"], [i.code for i in found.issues]


@pytest.mark.parametrize(("words", "status"), WORDS.items())
@pytest.mark.parametrize("where", ["sheet", "section", "title"])
def test_children_without_a_status_have_that_of_the_line(words, status, where):
    rows = [TOP[:4], child(1)[:4], child(2)[:4]]
    name = "DS"
    if where == "sheet":
        name = words
    elif where == "section":
        rows.insert(1, [f"I. {words}", None, None, None])
    else:
        rows.insert(0, [f"DANH SÁCH TRẺ EM {words.upper()}"])
    found, codes = read(*rows, name=name)
    reported = not (where == "title" and status == "not_yet")
    assert found == [status if reported else None] * 2
    assert ("BG-36" in codes) == reported
    assert ("BG-07" in codes) != reported


def test_sections_of_done_and_not_done_are_each_read():
    sections = [["I. Đã làm"], child(1), ["II. Chưa làm"], child(2), child(3)]
    assert read(TOP, *sections)[0] == ["applied", "not_yet", "not_yet"]


def test_a_result_below_a_hamlet_ends_with_the_hamlet():
    rows = [["I. Thôn Mẫu 1"], ["1. Đã làm"], child(1), ["II. Thôn Mẫu 2"], child(2)]
    assert read(TOP, *rows)[0] == ["applied", None]


def test_hamlets_below_a_result_all_have_it():
    rows = [["I. Đã làm"], ["Thôn Mẫu 1"], child(1), ["Thôn Mẫu 2"], child(2)]
    assert read(TOP, *rows)[0] == ["applied", "applied"]


@pytest.mark.parametrize("name", ["Đã làm", "Chưa làm"])
@pytest.mark.parametrize("word", ["Đã làm", "Đã cấp", "Chưa", "Chưa làm"])
def test_a_row_that_says_otherwise_is_reported_and_the_lesser_counts(name, word):
    found, codes = read(TOP, child(1, word), name=name)
    differ = name.startswith("Đã") != word.startswith("Đã")
    done = {"Đã làm": "applied", "Đã cấp": "issued"}.get(word, "not_yet")
    assert found == ["not_yet" if differ else done]
    assert ("DS-09" in codes) == differ


def test_a_row_left_empty_among_others_is_not_done_by_the_sheets_name():
    found, codes = read(TOP, child(1, "Đã làm"), child(2), name="Đã làm")
    assert found == ["applied", None]
    assert "DS-09" in codes


def test_a_row_not_understood_is_not_done_by_the_sheets_name():
    found, codes = read(TOP, child(1, "bố làm hộ"), name="Đã làm")
    assert found == [None]
    assert "DS-07" in codes


AHEAD = (
    "25/7/2024", "25/7", "25.7.2024", "25-7-2024", "25 tháng 7 năm 2024", "25 tháng 7",
    "tháng 8", "tháng 8/2024", "8/2024", "20/7 đến 25/7", "15/7 - 25/7/2024", "19/7/24",
)  # fmt: skip
COME = (
    "18/7/2024", "5/7", "5.7.2024", "5-7-2024", "5 tháng 7 năm 2024", "5 tháng 7",
    "tháng 6", "tháng 7/2024", "7/2024", "1/7 đến 5/7", "1/7 - 5/7/2024", "5/7/24",
)  # fmt: skip
FORMS = ("Đã làm {}", "Đã làm ngày {}", "Đã làm căn cước (đến {})", "Từ {} đã làm",
         "Đã thu nhận tính đến ngày {}", "Danh sách trẻ đã làm, {}")  # fmt: skip


@pytest.mark.parametrize("form", FORMS)
def test_what_was_done_on_a_day_still_to_come_is_not_yet(form):
    for ahead, come in zip(AHEAD, COME, strict=True):
        assert result_of(form.format(ahead), SENDER.index, SENDER.as_of) == "not_yet"
        assert result_of(form.format(come), SENDER.index, SENDER.as_of) == "applied"


@pytest.mark.parametrize("line", ["Đã làm ngày 35/7", "Đã làm từ 20 đến 25/7/2024"])
def test_a_line_with_a_day_that_is_not_understood_shows_none(line):
    assert result_of(line, SENDER.index, SENDER.as_of) is None


@pytest.mark.parametrize("where", ["sheet", "section", "title"])
def test_children_under_a_day_still_to_come_are_not_yet_and_it_is_reported(where):
    line = "Đã làm ngày 25-7-2024"
    rows = [TOP[:4], child(1)[:4], child(2)[:4]]
    if where == "section":
        rows.insert(1, [line, None, None, None])
    if where == "title":
        rows.insert(0, [line])
    found, codes = read(*rows, name=line if where == "sheet" else "DS")
    assert found == ["not_yet"] * 2
    assert codes.count("BG-40") == 1
    assert "BG-36" not in codes


@pytest.mark.parametrize("where", ["sheet", "section", "title"])
def test_a_child_who_is_done_under_a_day_still_to_come_contradicts_a_section(where):
    line = "Đã làm ngày 25-7-2024"
    rows = [TOP, child(1, "Đã làm")]
    if where != "sheet":
        rows.insert(where == "section", [line])
    found, codes = read(*rows, name=line if where == "sheet" else "DS")
    assert found == ["applied" if where == "title" else "not_yet"]
    assert ("DS-09" in codes) == (where != "title")
    assert "BG-40" in codes


@pytest.mark.parametrize("title", ["DANH SÁCH TRẺ CHƯA LÀM CĂN CƯỚC", "Chưa có thẻ CC"])
@pytest.mark.parametrize("done", range(4))
def test_done_rows_of_a_list_titled_not_yet_count_and_are_reported(title, done):
    words = ["Đã làm"] * done + ["Chưa"] * (3 - done)
    rows = [child(n, word) for n, word in enumerate(words, 1)]
    found, codes = read([title], TOP, *rows)
    assert found == ["applied"] * done + ["not_yet"] * (3 - done)
    reported = {0: [], 3: ["BG-43"]}.get(done, ["BG-42"])
    assert [code for code in codes if code in ("BG-42", "BG-43")] == reported
    assert "DS-09" not in codes


def test_a_title_of_both_says_nothing_of_its_rows():
    title = ["Chưa làm"], ["Đã làm"]
    _, codes = read(*title, TOP, child(1, "Đã làm"))
    assert not {"BG-42", "BG-43"} & {*codes}


@pytest.mark.parametrize(
    "line", ["Mẫu Văn Khoa đã làm thẻ", "Đã làm: Mẫu Văn Khoa", "Đã cấp 099219000009"]
)
@pytest.mark.parametrize("where", ["sheet", "section"])
def test_a_line_that_is_not_understood_is_recognised_by_its_place_not_its_words(
    line, where
):
    rows = [TOP, child(1), *([[line]] if where == "section" else []), child(2)]
    name = line.replace(":", "") if where == "sheet" else "DS"
    found = read_rows(grid_of(name, rows), SENDER)
    (reported,) = (issue for issue in found.issues if issue.code == "BG-51")
    assert reported.cell == ("1" if where == "sheet" else "3")
    stated = [
        issue.message(language) for issue in found.issues for language in LANGUAGES
    ]
    assert not any(word in text for text in stated for word in ("Khoa", "099219000009"))
