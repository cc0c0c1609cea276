"""A section beside "Đã làm" that tells no result ends it: none below is done by it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from dophu.campaign.hamlets import Hamlet, Hamlets
from dophu.campaign.settings import ENROLLED
from dophu.rosters.sheets.rows import read_rows
from dophu.rosters.sheets.source_rows import Sender
from dophu.rosters.words.answers import Answers
from tests.reading import grid_of

SENDER = Sender(
    "roster",
    "rosters/2024-07-18/a.xlsx",
    date(2024, 7, 18),
    Hamlets((Hamlet("H1", "Thôn Mẫu 1"), Hamlet("H2", "Bản Nà É"))).index(),
)
OTHERS = (
    "Vắng mặt", "Hẹn làm ngày 25/7/2024", "Đi học xa", "Không có mặt", "Chờ lịch",
    "Trẻ mới sinh", "Vắng mặt, chưa làm được", "Lịch hẹn tuần sau", "Bị trả lại",
    "Sẽ làm",
)  # fmt: skip
NUMBERED = (("{}", "{}"), ("I. {}", "II. {}"), ("A. {}", "B. {}"), ("1. {}", "2. {}"),
            ("- {}", "- {}"))  # fmt: skip


def read(*sections):
    """Read a list of sections, each with two children; the statuses by section."""
    rows = [["STT", "Họ và tên", "Ngày sinh", "Thôn"]]
    for text in sections:
        rows.append([text])
        for _ in range(2):
            n = len(rows)
            rows.append([n, f"Mẫu Văn {chr(64 + n)}", f"{n}/2/2015", "Thôn Mẫu 1"])
    found = read_rows(grid_of("DS", rows), SENDER)
    pairs = zip(found.columns["status"], found.columns["kind"], strict=True)
    statuses = [status in ENROLLED for status, kind in pairs if kind == "data"]
    return [statuses[at : at + 2] for at in range(0, len(statuses), 2)]


@pytest.mark.parametrize("other", OTHERS)
@pytest.mark.parametrize(("first", "second"), NUMBERED)
def test_a_section_beside_done_is_not_done(other, first, second):
    found = read(first.format("Đã làm"), second.format(other))
    assert found == [[True, True], [False, False]]


def test_hamlets_and_ages_within_a_result_are_parts_of_it():
    done = ["I. Đã làm", "1. Thôn Mẫu 1", "2. Bản Nà É", "Trẻ dưới 6 tuổi"]
    found = read(*done, "II. Chưa làm", "1. Thôn Mẫu 1")
    assert found == [[True, True]] * 4 + [[False, False]] * 2


def test_a_hamlet_not_numbered_within_a_result_not_numbered_is_a_part_of_it():
    assert read("Đã làm", "Thôn Mẫu 1", "Chưa làm", "Bản Nà É") == [
        [True, True], [True, True], [False, False], [False, False]
    ]  # fmt: skip


@pytest.mark.parametrize(
    "line",
    [
        "Chưa đủ 6 tuổi",
        "Trẻ chưa đủ 14 tuổi",
        "Chưa đi học",
        "Số liệu mô phỏng – không phải số liệu thực",
        "Không gửi ra ngoài – danh sách trẻ",
        "Bản chưa chính thức",
        "Danh sách trẻ (không kể tạm vắng)",
    ],
)
def test_a_section_of_ages_of_school_or_of_the_list_itself_is_no_result(line):
    rows = [["STT", "Họ và tên", "Ngày sinh", "Thôn", "Đã làm"], [line]]
    rows += [
        [n, f"Mẫu Văn {chr(64 + n)}", f"{n}/2/2020", "Thôn Mẫu 1", "x"] for n in (1, 2)
    ]
    found = read_rows(grid_of("DS", rows), SENDER)
    assert found.columns["status"][-2:] == ["applied", "applied"]


def behind_a_blank(section, numbers, between=((),), decided=()):
    rows = [["STT", "Họ và tên", "Ngày sinh", "Thôn"], [section]]
    for at, n in enumerate(numbers):
        if at == 2:
            rows += [list(row) for row in between]
        birth = f"{len(rows)}/2/2015"
        rows.append([n, f"Mẫu Văn {chr(64 + len(rows))}", birth, "Thôn Mẫu 1"])
    answers = Answers(results={("DS", row): stated for row, stated in decided})
    found = read_rows(grid_of("DS", rows), replace(SENDER, answers=answers))
    pairs = zip(found.columns["status"], found.columns["kind"], strict=True)
    statuses = [status in ENROLLED for status, kind in pairs if kind == "data"]
    return statuses, [issue for issue in found.issues if issue.code == "BG-59"]


@pytest.mark.parametrize("numbers", [(1, 2, 3, 4), (1, 2, 1, 2)])
@pytest.mark.parametrize("section", ["I. Đã làm", "Đã làm (2 cháu)", "ĐÃ CẤP THẺ"])
@pytest.mark.parametrize("blanks", [1, 3])
def test_rows_behind_a_blank_row_are_not_done_by_the_section(numbers, section, blanks):
    statuses, reported = behind_a_blank(section, numbers, [()] * blanks)
    assert statuses == [True, True, False, False]
    assert [issue.details["places"] for issue in reported] == [
        f"{5 + blanks}–{6 + blanks}"
    ]
    assert reported[0].severity == "warning"


@pytest.mark.parametrize("section", ["I. Đã làm (4 cháu)", "Đã làm: 4 trẻ"])
def test_rows_behind_a_blank_row_that_the_section_counts_are_in_it(section):
    assert behind_a_blank(section, (1, 2, 3, 4)) == ([True] * 4, [])


def test_rows_of_the_next_page_are_in_the_section():
    page = ((), ("STT", "Họ và tên", "Ngày sinh", "Thôn"))
    assert behind_a_blank("Đã làm", (1, 2, 3, 4), page) == ([True] * 4, [])


@pytest.mark.parametrize(("answer", "done"), [("done", True), ("not_done", False)])
def test_rows_behind_a_blank_row_are_decided(answer, done):
    decided = [(5, answer), (6, answer)]
    statuses, reported = behind_a_blank("Đã làm", (1, 2, 3, 4), decided=decided)
    assert (statuses, reported) == ([True, True, done, done], [])


HEADING = ["STT", "Họ và tên", "Ngày sinh", "Thôn"]


def read_titled(first, second, again):
    """Read a list under a title, with a second line over its lower half."""
    children = [
        [n, f"Mẫu Văn {name}", f"{n}/2/2015", "Thôn Mẫu 1"]
        for n, name in enumerate(("An", "Bé", "Chi", "Dung"), start=1)
    ]
    lower = [[second], *([HEADING] if again else [])]
    rows = [[first], HEADING, *children[:2], [], *lower, *children[2:]]
    grid = grid_of("DS", rows)
    sent = read_rows(grid, SENDER)
    pairs = zip(sent.columns["status"], sent.columns["kind"], strict=True)
    statuses = [status in ENROLLED for status, kind in pairs if kind == "data"]
    return statuses, [issue.code for issue in sent.issues if issue.code == "DS-09"]


@pytest.mark.parametrize("again", [True, False])
@pytest.mark.parametrize(
    ("done", "not_yet"),
    [
        ("I. ĐÃ LÀM CĂN CƯỚC", "II. CHƯA LÀM CĂN CƯỚC"),
        ("1. Đã làm:", "2. Chưa làm:"),
        ("A. Trẻ đã thu nhận hồ sơ", "B. Trẻ chưa thu nhận hồ sơ"),
        ("Danh sách trẻ đã làm căn cước", "Danh sách trẻ chưa làm căn cước"),
        ("DANH SÁCH TRẺ ĐÃ LÀM CC", "DANH SÁCH TRẺ CHƯA LÀM CC (2 CHÁU)"),
    ],
)
def test_a_second_title_or_number_ends_what_the_title_says(done, not_yet, again):
    assert read_titled(done, not_yet, again) == ([True, True, False, False], [])
    assert read_titled(not_yet, done, again) == ([False, False, True, True], [])


def test_a_line_that_may_be_part_of_what_the_title_says_is_asked_about():
    found = read_titled("Danh sách trẻ đã làm căn cước", "Trẻ chưa làm", again=False)
    assert found == ([True, True, False, False], ["DS-09"] * 2)
