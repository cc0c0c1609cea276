"""Columns of another paper are never this drive's result; those of the card are."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from dophu.campaign.hamlets import Hamlet, Hamlets
from dophu.catalogue.vocabulary import DEFAULT, Vocabulary
from dophu.rosters.headings.other_papers import Heading, find_owners, owner_of_path
from dophu.rosters.sheets.rows import read_rows
from dophu.rosters.sheets.source_rows import Sender
from dophu.rosters.texts.paper_words import papers_in
from dophu.text import folded_key
from tests.reading import grid_of
from tests.short_form import grid
from tests.small_lists import HEADING, children, read_small

SENDER = Sender(
    "roster",
    "rosters/2024-07-18/a.xlsx",
    date(2024, 7, 18),
    Hamlets((Hamlet("H1", "Thôn Mẫu 1"),)).index(),
)
OTHERS = (
    "Giấy khai sinh", "GKS", "Khai sinh", "Số định danh", "Mã định danh", "Thẻ BHYT",
    "BHYT", "Bảo hiểm y tế", "Hộ chiếu", "VNeID", "Sổ hộ khẩu", "Tạm trú", "Học bạ",
    "Tiêm chủng", "Căn cước của mẹ", "CCCD bố",
)  # fmt: skip
CARDS = ("Căn cước", "CCCD", "Thẻ căn cước", "CC", "Thẻ CC", "Căn cước công dân")
PAIRS = (
    ("Có", "Không"), ("Đã", "Chưa"), ("Có", "Chưa"), ("Đã cấp", "Chưa cấp"),
    ("Đã làm", "Chưa làm"), ("Đã có", "Chưa có"), ("Đã nhận", "Chưa nhận"),
)  # fmt: skip
PEOPLE = (("Mẫu An", "4/2/2013"), ("Mẫu Bình", "5/3/2014"), ("Mẫu Cường", "6/4/2015"))
DONE = {"issued", "applied"}
DAY = date(2024, 5, 2)


def merged(paper: str, leaves: tuple[str, ...], top: str = ""):
    """A heading over its leaves as merged cells have it, of two levels or three."""
    first = ["Họ và tên", "Ngày sinh"]
    levels = [[*first, top or paper], [None, None, paper if top else leaves[0]]]
    width = len(leaves)
    spans = [((0, 2), (0, 1 + width))]
    if top:
        levels.append([None, None, *leaves])
        spans.append(((1, 2), (1, 1 + width)))
    else:
        levels[1] = [None, None, *leaves]
    depth = len(levels) - 1
    return levels, (*spans, ((0, 0), (depth, 0)), ((0, 1), (depth, 1)))


def statuses(rows, cells, merges=()):
    people = [[*person, *cells] for person in PEOPLE]
    found = read_rows(grid_of("Thôn Mẫu 1", [*rows, *people], merges), SENDER)
    of_children = zip(found.columns["status"], found.columns["kind"], strict=True)
    read = [status for status, kind in of_children if kind == "data"]
    assert len(read) == len(PEOPLE)
    return read, {issue.code: issue for issue in found.issues}


def is_done(read) -> bool:
    return bool(DONE.intersection(read))


TOPS = ("", "Giấy tờ của trẻ", "Rà soát năm 2024", "Kết quả")


@pytest.mark.parametrize(("paper", "top"), grid(OTHERS, TOPS))
def test_marks_below_another_paper_are_no_result(paper, top):
    for leaves in PAIRS:
        read, _ = statuses(*_with_cells(merged(paper, leaves, top), ("x", None)))
        assert not is_done(read), leaves


def _with_cells(made, cells):
    rows, merges = made
    return rows, cells, merges


@pytest.mark.parametrize(("paper", "top"), grid(CARDS, TOPS))
def test_the_same_marks_below_the_card_are_read(paper, top):
    for leaves in PAIRS:
        read, issues = statuses(*_with_cells(merged(paper, leaves, top), ("x", None)))
        assert set(read) <= DONE, leaves
        assert "BG-26" not in issues
        read, _ = statuses(*_with_cells(merged(paper, leaves, top), (None, "x")))
        assert set(read) == {"not_yet"}, leaves


@pytest.mark.parametrize(("top", "pair"), grid(TOPS, PAIRS))
def test_a_text_file_is_read_as_if_its_headings_were_merged(top, pair):
    for paper, done in ((OTHERS[0], set()), (OTHERS[5], set()), (CARDS[0], DONE)):
        rows, _ = merged(paper, pair, top)
        read, _ = statuses(rows, ("x", None))
        assert set(read) - {None, "not_yet"} <= done
        assert is_done(read) == bool(done)


@pytest.mark.parametrize("paper", OTHERS)
@pytest.mark.parametrize("top", TOPS[:2])
def test_number_date_and_place_below_another_paper_are_no_result(paper, top):
    leaves = ("Số", "Ngày cấp", "Nơi cấp")
    cells = ("12/2019", DAY, "UBND xã")
    read, _ = statuses(*_with_cells(merged(paper, leaves, top), cells))
    assert not is_done(read)


FLAT_NUMBERS = ("Số {}", "{}", "Mã số {}", "Số, ký hiệu {}", "Số hiệu {}")
ORDERS = (
    ("{n}", "Ngày cấp", "Nơi cấp"), ("{n}", "Nơi cấp", "Ngày cấp"),
    ("Ngày cấp", "{n}", "Nơi cấp"), ("Nơi cấp", "Ngày cấp", "{n}"),
    ("{n}", "Ngày đăng ký", "Nơi đăng ký"), ("{n}", "Quyển số", "Ngày cấp"),
    ("{n}", "Đã cấp", "Chưa cấp"), ("{n}", "Có", "Không"),
    ("{n}", "Ngày làm", "Nơi cấp"),
)  # fmt: skip


@pytest.mark.parametrize(("paper", "number"), grid(OTHERS, FLAT_NUMBERS))
def test_what_stands_beside_another_papers_number_is_no_result(paper, number):
    named = number.format(paper)
    if named == "Tạm trú":  # where a child lives: a column of its own, and no paper's
        pytest.skip("a residence")
    for order in ORDERS:
        heads = [text.format(n=named) for text in order]
        at = heads.index(named)
        cells = [DAY if "Ngày" in head else "x" for head in heads]
        cells[at] = "12/2019"
        read, issues = statuses([["Họ và tên", "Ngày sinh", *heads]], cells)
        assert not is_done(read), heads
        result = {"BG-29", "BG-26"} & set(issues)
        assert result, heads


@pytest.mark.parametrize("card", CARDS)
@pytest.mark.parametrize("order", ORDERS[:4], ids=str)
def test_what_stands_beside_the_cards_number_is_read(card, order):
    named = f"Số {card}"
    heads = [text.format(n=named) for text in order]
    cells = [DAY if "Ngày" in head else "UBND xã" for head in heads]
    cells[heads.index(named)] = None
    read, issues = statuses([["Họ và tên", "Ngày sinh", *heads]], cells)
    assert read == ["issued"] * 3
    assert "BG-26" not in issues


@pytest.mark.parametrize("paper", [*OTHERS[:10], "so GKS", "the BHYT"])
def test_the_drives_own_columns_are_read_beside_another_papers(paper):
    rows = [["Họ và tên", "Ngày sinh", f"Số {paper}", "Ngày cấp", "Nơi cấp",
             "Số CCCD", "Ngày cấp", "Nơi cấp", "Tình trạng"]]  # fmt: skip
    cells = ["1/2019", DAY, "UBND", None, date(2024, 7, 4), "CA tỉnh", None]
    read, _ = statuses(rows, cells)
    assert read == ["issued"] * 3
    before = ["Chưa" if cell is None else cell for cell in cells]
    before[4] = before[3] = None
    assert statuses(rows, before)[0] == ["not_yet"] * 3


@pytest.mark.parametrize("left", ["Họ tên mẹ", "Địa chỉ", "Hộ khẩu thường trú", "Lớp"])
@pytest.mark.parametrize("pair", PAIRS[3:])
def test_marks_beside_a_parent_or_an_address_are_the_drives(left, pair):
    rows = [["Họ và tên", "Ngày sinh", left, *pair]]
    read, _ = statuses(rows, ["Mẫu Thị Mai", "x", None])
    assert set(read) <= DONE


def test_a_date_beside_the_personal_number_is_asked_about_with_its_line():
    rows = [["Họ và tên", "Ngày sinh", "Số định danh", "Ngày cấp"]]
    read, issues = statuses(rows, [None, DAY])
    assert read == [None] * 3
    stated = issues["BG-26"]
    assert stated.severity == "warning"
    assert "heading,a.xlsx,Ngày cấp,issued_date" in stated.message("en")


def test_of_two_headings_alike_the_one_asked_about_is_named_by_its_letter():
    rows = [["Họ và tên", "Ngày sinh", "Ngày cấp", "Số GKS", "Số CCCD", "Ngày cấp"]]
    _, issues = statuses(rows, [DAY, "1", None, None])
    assert "heading,a.xlsx,cột C,issued_date" in issues["BG-26"].message("en")


@pytest.mark.parametrize("heading", ["Đã cấp", "cột C", "GKS › Đã cấp"])
def test_a_person_may_decide_that_a_column_is_the_result(heading):
    made, merges = merged("GKS", ("Đã cấp", "Chưa cấp"))
    decided = replace(SENDER, headings={heading.casefold(): "issued_mark"})
    people = [[*person, "x", None] for person in PEOPLE]
    found = read_rows(grid_of("Thôn Mẫu 1", [*made, *people], merges), decided)
    assert found.columns["status"][2:] == ["issued"] * 3


@pytest.mark.parametrize("heading", ["Tẩy giun", "Khảo sát điện", "Máy tính bảng"])
def test_marks_below_what_nobody_knows_are_asked_about(heading):
    for pair in PAIRS:
        read, issues = statuses(*_with_cells(merged(heading, pair), ("x", None)))
        assert not is_done(read)
        assert issues["BG-26"].severity == "warning"


def test_papers_are_known_without_accents_too():
    for paper in OTHERS:
        assert papers_in(folded_key(f"Số {paper}")), paper
    assert owner_of_path(("giay khai sinh", "da cap")) == "others"


def test_in_a_drive_for_another_paper_its_name_is_the_drives_own():
    tables = DEFAULT.tables
    births = {**tables["phrase"], "card": ["giấy khai sinh", "khai sinh", "GKS"]}
    words = Vocabulary("births", {**tables, "phrase": births})
    assert owner_of_path(("Giấy khai sinh", "Đã cấp"), words) == "ours"
    assert owner_of_path(("Thẻ căn cước", "Đã cấp"), words) == "others"
    assert owner_of_path(("Thẻ căn cước", "Đã cấp")) == "ours"
    beside = [
        Heading(2, ("Số GKS",), None),
        Heading(3, ("Ngày cấp",), "issued_date"),
    ]
    assert find_owners(beside, words) == {}
    beside[0] = Heading(2, ("Số CCCD",), "personal_number")
    assert find_owners(beside, words)[3] == "unclear"


OFFICES = ["UBND xã Mẫu", "Ủy ban nhân dân xã", "BHXH huyện", "Tư pháp xã"]
POLICE = ["Công an xã Mẫu", "Cục CSQLHC về TTXH", "CA tỉnh", "CA xã, UBND xã Mẫu", None]


@pytest.mark.parametrize("head", [["Ngày cấp", "Nơi cấp"], ["Cơ quan cấp", "Ngày cấp"]])
@pytest.mark.parametrize("office", [*OFFICES, *POLICE])
def test_a_day_of_issue_beside_an_office_of_no_police_is_asked_about(head, office):
    day = ["5/7/2024", "10/7/2024"]
    cells = [(d, office) if head[0] == "Ngày cấp" else (office, d) for d in day]
    done, codes = read_small([[*HEADING, *head], *children(*cells)])
    assert done == [office in POLICE] * 2
    assert ("BG-26" in codes) is (office in OFFICES)
