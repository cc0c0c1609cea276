"""Lists of a measles drive are read in its words, those of other drives in theirs."""

from __future__ import annotations

from datetime import date
from itertools import product

import pytest

from dophu.campaign.hamlets import Hamlet, Hamlets
from dophu.catalogue.vocabulary import DEFAULT, shipped
from dophu.rosters.sheets.rows import read_rows
from dophu.rosters.sheets.source_rows import Sender
from dophu.rosters.texts.list_roles import guess_role, is_undone
from dophu.rosters.words.phrases import understand_status, understand_tick
from dophu.text import folded_key
from tests.reading import grid_of

MEASLES, CARD = shipped("measles"), shipped("identity_card")
AS_OF = date(2024, 7, 18)
TOP = ["Họ và tên", "Ngày sinh", "Thôn"]
CHILD = ["Mẫu An", "5/7/2018", "Thôn Mẫu 1"]


def read(headings, cells, vocabulary=MEASLES):
    """Read one row under headings, each a path; give its status and issues."""
    paths = [[text] for text in TOP] + [text.split(" › ") for text in headings]
    depth = max(map(len, paths))
    rows = [[p[at] if at < len(p) else None for p in paths] for at in range(depth)]
    merged = [((0, at), (depth - 1, at)) for at in range(3)] if depth > 1 else []
    grid = grid_of("DS", [*rows, [*CHILD, *cells]], merged)
    index = Hamlets((Hamlet("H1", "Thôn Mẫu 1"),)).index()
    found = read_rows(
        grid, Sender("roster", "a.xlsx", AS_OF, index, vocabulary=vocabulary)
    )
    pairs = zip(found.columns["status"], found.columns["kind"], strict=True)
    (status,) = [status for status, kind in pairs if kind == "data"]
    return status, {issue.code for issue in found.issues}


@pytest.mark.parametrize(
    ("headings", "cells", "status"),
    [
        (["Đã tiêm"], ["x"], "issued"),
        (["Đã tiêm", "Chưa tiêm"], [None, "x"], "not_yet"),
        (["Mũi 1", "Mũi 2"], ["x", None], "applied"),
        (["Mũi 1", "Mũi 2"], ["x", "x"], "issued"),
        (["Mũi 1", "Mũi 2"], ["5/1/2024", "5/7/2024"], "issued"),
        (["Đã tiêm"], ["đã tiêm mũi 1"], "applied"),
        (["Ngày tiêm"], ["5/7/2024"], "issued"),
        (["Ngày tiêm"], ["25/7/2024"], None),
        (["Tiêm sởi"], ["x"], "issued"),
        (["Kết quả tiêm"], ["hoãn tiêm"], "returned"),
        (["Kết quả tiêm"], ["tạm hoãn vì ốm"], "returned"),
        (["Kết quả tiêm"], ["chưa tiêm do sốt"], "not_yet"),
        (["Kết quả tiêm › Đã tiêm", "Kết quả tiêm › Chưa tiêm"], ["x", None], "issued"),
        (["Tiêm sởi › Có", "Tiêm sởi › Không"], ["x", None], "issued"),
        (["Tiêm sởi › Có", "Tiêm sởi › Không"], [None, "x"], "not_yet"),
        (["Rồi", "Chưa tiêm"], ["x", None], "issued"),
        (["Kết quả tiêm"], ["đã tiêm vét"], "issued"),
        (["Kết quả tiêm"], ["đã tiêm M1"], "applied"),
        (["Tiêm đủ"], ["x"], "issued"),
        (["Mũi 1 › Ngày tiêm", "Mũi 2 › Ngày tiêm"], ["5/7/2024", None], "applied"),
        (["Sởi › Mũi 1 › Ngày", "Sởi › Mũi 2 › Ngày"], ["5/7/2024", None], "applied"),
        (["Mũi 1 › Đã tiêm", "Mũi 2 › Đã tiêm"], ["x", None], "applied"),
        (["Tiêm lần 1", "Tiêm lần 2"], ["x", None], "applied"),
        (["Đã tiêm", "Mũi"], ["x", 1], "applied"),
        (["Kết quả tiêm", "Số mũi"], ["đã tiêm", 1], "applied"),
        (["Ngày tiêm", "Mũi số"], ["5/7/2024", 1], "applied"),
        (["Ngày tiêm", "Mũi số"], ["5/7/2024", 2], "issued"),
        (["Kết quả tiêm", "Vắc xin"], ["đã tiêm", "MVVAC"], "issued"),
        (["Kết quả tiêm"], ["đủ 2 mũi"], "issued"),
        (["Tiền sử dị ứng", "Đã tiêm"], ["Không", "x"], "issued"),
        (["Tiền sử bệnh", "Kết quả tiêm"], [None, "đã tiêm"], "issued"),
        (["Ngày tiêm", "Phản ứng sau tiêm"], ["5/7/2024", "không"], "issued"),
        (["Đã tiêm", "Phản ứng"], ["x", "sốt nhẹ"], "issued"),
        (["Kết quả tiêm"], ["tiêm bù"], None),
    ],
)
def test_results_of_a_measles_list_are_read(headings, cells, status):
    assert read(headings, cells)[0] == status


@pytest.mark.parametrize(
    ("headings", "cells"),
    [
        (["Đã tiêm viêm gan B"], ["x"]),
        (["Viêm gan B › Đã tiêm", "Sởi › Đã tiêm"], ["x", None]),
        (["Viêm gan B › Mũi 1", "Viêm gan B › Mũi 2"], ["x", "x"]),
        (["Tiền sử tiêm chủng › Sởi"], ["x"]),
        (["Căn cước"], ["x"]),
        (["Đã làm căn cước"], ["x"]),
        (["Số GKS", "Ngày cấp"], ["12/2019", "5/7/2019"]),
        (["Đã đăng ký tiêm"], ["x"]),
        (["Số mũi đã tiêm"], [1]),
        (["Đã tiêm"], ["đã đăng ký tiêm"]),
        (["Đã tiêm"], ["mẹ đã tiêm"]),
        (["Đã tiêm"], ["25/7/2024"]),
        (["Kết quả tiêm"], ["đã tiêm viêm gan B"]),
        (["Viêm gan B", "Ngày tiêm"], ["x", "5/7/2024"]),
        (["Viêm gan B", "Đã tiêm"], ["5/7/2023", "x"]),
        (["Số mũi sởi đã tiêm"], [1]),
        (["Loại vắc xin", "Ngày tiêm"], ["BCG", "5/7/2024"]),
        (["Tên vắc xin", "Đã tiêm"], ["BCG", "x"]),
        (["Sởi"], ["5/1/2020"]),
        (["Sởi - Rubella"], ["5/1/2020"]),
        (["Tiền sử › Mũi 1", "Tiền sử › Mũi 2"], ["5/1/2020", "5/1/2021"]),
        (["Chưa tiêm › Mũi 1", "Chưa tiêm › Mũi 2"], ["x", "x"]),
        (["Đăng ký › Mũi 1", "Đăng ký › Mũi 2"], ["x", "x"]),
        (["Đăng ký › Ngày tiêm"], ["5/7/2024"]),
        (["Kết quả tiêm", "Vắc xin"], ["đã tiêm", "Cúm"]),
        (["Tình trạng", "Loại mũi"], ["đã tiêm", "BCG"]),
        (["Kết quả tiêm", "Kháng nguyên"], ["đã tiêm", "Bạch hầu"]),
    ],
)
def test_what_is_no_dose_of_the_drive_counts_for_none(headings, cells):
    assert read(headings, cells)[0] not in ("issued", "applied")


@pytest.mark.parametrize(
    ("headings", "cells"),
    [
        (["Loại vắc xin", "Ngày tiêm"], ["Sởi", "5/7/2024"]),
        (["Số mũi đã tiêm"], [1]),
        (["Sởi - Rubella"], ["5/1/2020"]),
        (["MR"], ["x"]),
        (["Đồng ý tiêm"], ["x"]),
        (["Kết quả › Hoãn"], ["x"]),
        (["Chưa tiêm › Mũi 1", "Chưa tiêm › Mũi 2"], [None, "x"]),
        (["Ngày tiêm vét"], ["5/7/2024"]),
        (["MVVAC"], ["5/7/2023"]),
    ],
)
def test_a_column_that_may_report_a_dose_is_asked_about(headings, cells):
    assert {"BG-26", "BG-30"} & read(headings, cells)[1]


@pytest.mark.parametrize(
    ("remark", "is_asked"),
    [("chống chỉ định", True), ("chưa tiêm mũi 2", True), ("đã tiêm mũi 2", False)],
)
def test_a_remark_against_the_dose_is_asked_about(remark, is_asked):
    status, codes = read(["Kết quả tiêm", "Ghi chú"], ["đã tiêm", remark])
    assert (status, "BG-54" in codes) == ("issued", is_asked)


@pytest.mark.parametrize("leaf", ["Bị trả lại", "Làm lại", "Hủy", "Đã đi vắng"])
def test_the_only_column_below_a_result_is_none_where_it_says_another(leaf):
    status, codes = read([f"Kết quả › {leaf}"], ["x"], DEFAULT)
    assert status is None
    assert "BG-26" in codes


def test_a_number_beside_the_day_of_the_dose_does_not_make_it_anothers():
    assert read(["Số CCCD", "Ngày tiêm"], ["001219000001", "5/7/2024"])[0] == "issued"


def test_in_a_drive_for_cards_a_dose_is_another_matter():
    status, _ = read(["Đã tiêm"], ["x"], DEFAULT)
    assert status is None
    status, _ = read(["Tiêm chủng › Đã tiêm", "Đã làm"], ["x", None], DEFAULT)
    assert status is None
    assert read(["Đã làm"], ["x"], DEFAULT)[0] == "applied"


def test_a_word_that_says_less_than_its_column_is_no_tick_of_it():
    assert understand_tick("đã thu nhận", AS_OF) is True
    assert understand_tick("đã thu nhận", AS_OF, DEFAULT, "issued") is None
    assert understand_tick("đã trả thẻ", AS_OF, DEFAULT, "issued") is True
    assert understand_tick("chưa", AS_OF, DEFAULT, "issued") is False


@pytest.mark.parametrize(
    ("called", "kind", "part"),
    [
        ("Danh sách trẻ chưa tiêm sởi", "partial", "not_yet"),
        ("DS trẻ đã tiêm", "partial", "done"),
        ("Danh sách hoãn tiêm", "partial", "some"),
        ("Lịch tiêm tuần 3", "partial", "some"),
        ("Danh sách trẻ em thôn", "hamlet", ""),
        ("DANH SÁCH TRẺ TIÊM VẮC XIN SỞI", "hamlet", ""),
        ("Trạm y tế xã: danh sách trẻ đã tiêm sởi", "enrolment", ""),
        ("Danh sách trẻ chưa làm căn cước", "hamlet", ""),
    ],
)
def test_what_a_measles_list_is_called_shows_what_it_is(called, kind, part):
    role = guess_role([called], vocabulary=MEASLES)
    assert (role.kind, role.part) == (kind, part)


SUBJECTS = {"": True, "cháu ": True, "mẹ ": False, "cả nhà ": False}
VERBS = {
    "đã ": True, "chưa ": False, "không ": False, "chưa được ": False, "sẽ ": False,
    "hẹn ": False, "chuẩn bị ": False, "đang chờ ": False, "đã đăng ký ": False,
    "đồng ý ": False, "từ chối ": False, "đã hẹn ": False, "phải hoãn ": False,
}  # fmt: skip
GIVEN = ("tiêm", "chích")
DOSES = {
    "": True, " sởi": True, " vắc xin sởi": True, " mũi 1": True, " mũi 2": True,
    " viêm gan B": False, " BCG": False, " covid 19": False, " uốn ván": False,
    " cúm": False, " phế cầu": False, " mũi 3": False,
}  # fmt: skip
WHEN = {
    "": True, " ngày 5/7": True, " tại trạm y tế": True, " rồi": True, " 25/7": False,
    " ngày 25/7/2024": False, " tuần sau": False, " nơi khác": False,
}  # fmt: skip


def test_no_cell_of_a_grammar_is_read_as_a_dose_that_was_not_given():
    read, wrong = 0, []
    parts = (SUBJECTS, VERBS, GIVEN, DOSES, WHEN)
    for subject, verb, given, dose, when in product(*parts):
        text = subject + verb + given + dose + when
        is_dose = SUBJECTS[subject] and VERBS[verb] and DOSES[dose] and WHEN[when]
        for form in (text, folded_key(text)):
            found = understand_status(form, AS_OF, MEASLES)
            if found in ("issued", "applied"):
                read += 1
                expected = "applied" if dose == " mũi 1" else "issued"
                if not is_dose or found != expected:
                    wrong.append((form, found))
    assert wrong == []
    assert read >= 2 * 2 * 5 * 4  # those with accents, at the least


def test_every_dose_of_a_grammar_that_was_given_is_read():
    subjects, doses, when = (
        [text for text, right in part.items() if right]
        for part in (SUBJECTS, DOSES, WHEN)
    )
    cells = [
        f"{subject}đã {given}{dose}{day}"
        for subject, given, dose, day in product(subjects, GIVEN, doses, when)
    ]
    found = {cell: understand_status(cell, AS_OF, MEASLES) for cell in cells}
    assert [cell for cell, status in found.items() if not status] == []


def test_done_by_itself_says_no_dose_but_stands_for_the_words_of_its_drive():
    stated = [understand_status("Đã", AS_OF, words) for words in (MEASLES, CARD)]
    assert stated == [None, CARD.statuses.find_whole("đã làm")] != [None, None]


def test_a_list_of_appointments_among_those_vaccinated_is_of_children_not_done():
    assert is_undone(["Lịch tiêm sởi"], MEASLES)
    assert not is_undone(["Đã tiêm sởi"], MEASLES)


@pytest.mark.parametrize("text", ["1/2", "đã tiêm 1/2", "tiêm 2/3", "0/2"])
@pytest.mark.parametrize("heading", ["Đã tiêm", "Kết quả tiêm"])
def test_doses_of_several_are_no_day(heading, text):
    status, codes = read([heading], [text])
    assert status in (None, "not_yet")
    assert "DS-07" in codes


@pytest.mark.parametrize("text", ["M2", "mũi 1", "2 mũi", "2/2"])
def test_doses_in_a_remark_alone_are_told(text):
    assert "BG-50" in read(["Ghi chú"], [text])[1]
    assert "BG-50" not in read(["Ghi chú"], [text], CARD)[1]


@pytest.mark.parametrize("text", ["1/2", "0/2"])
def test_doses_of_several_beside_done_are_told(text):
    assert "BG-54" in read(["Kết quả tiêm", "Ghi chú"], ["đã tiêm", text])[1]
    assert "BG-54" not in read(["Kết quả", "Ghi chú"], ["đã làm", text], CARD)[1]


@pytest.mark.parametrize("heading", ["Sởi", "MR", "M2", "Mũi nhắc", "Tiêm vét"])
@pytest.mark.parametrize("cell", ["x", "5/7/2024"])
def test_what_may_be_a_dose_of_long_before_is_asked_about(heading, cell):
    for beside in ([], ["Kết quả tiêm"]):
        status, codes = read([heading, *beside], [cell, *["chưa tiêm"] * len(beside)])
        assert status in (None, "not_yet")
        assert codes & {"BG-26", "DS-09"}
