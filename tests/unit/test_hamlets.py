"""Hamlets: the days on which they exist, what is wrong with them, what is loose."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from dophu.campaign.hamlet_spellings import HamletIndex
from dophu.campaign.hamlets import Hamlet, read_hamlets
from dophu.campaign.settings import LONGEST
from dophu.catalogue.issues import DophuError
from dophu.snapshots import look
from tests.campaigns import campaign_toml

DAY = date(2024, 7, 1)
ONE = timedelta(days=1)


def between(first: date | None, last: date | None) -> Hamlet:
    return Hamlet("H1", "Thôn A", valid_from=first, valid_to=last)


@pytest.mark.parametrize(
    ("first", "last", "on", "is_valid"),
    [
        (None, None, DAY, True),
        (DAY, None, DAY, True),
        (DAY, None, DAY - ONE, False),
        (None, DAY, DAY, True),
        (None, DAY, DAY + ONE, False),
        (DAY, DAY, DAY, True),
    ],
)
def test_a_hamlet_exists_on_both_its_ends(first, last, on, is_valid):
    assert between(first, last).is_valid(on) is is_valid


@pytest.mark.parametrize(
    ("one", "other", "meet"),
    [
        ((None, None), (None, None), True),
        ((None, DAY), (DAY, None), True),
        ((None, DAY), (DAY + ONE, None), False),
        ((DAY + ONE, None), (None, DAY), False),
        ((DAY, None), (None, DAY), True),
        ((DAY, DAY), (DAY - ONE, DAY + ONE), True),
        ((DAY, DAY + ONE), (None, DAY - ONE), False),
    ],
)
def test_two_hamlets_meet_where_both_exist_on_a_day(one, other, meet):
    assert between(*one).overlaps(between(*other)) is meet
    assert between(*other).overlaps(between(*one)) is meet


def faults_of(folder, content: str) -> list[tuple[str, str, str]]:
    folder.write("hamlets.csv", content)
    with pytest.raises(DophuError) as error:
        read_hamlets(folder.path)
    places = {(issue.file, issue.sheet) for issue in error.value.issues}
    assert places == {("hamlets.csv", "")}
    return [(i.code, i.cell, DophuError([i]).say("en")) for i in error.value.issues]


def test_every_fault_of_the_file_is_stated_with_its_cell_in_the_order_of_rows(folder):
    found = faults_of(
        folder,
        "hamlet_id,name,aliases,valid_from,valid_to\n"
        "H1,Thôn A,,2024-02-30,\nall,Thôn B,,,x\nH2,,,,\nH1,Thôn C,,,\n"
        "H3,Thôn D, Thôn E | | thôn c ,,\n",
    )
    assert [place[:2] for place in found] == [
        ("TD-05", "D2"), ("TD-05", "E3"), ("TD-05", "A3"), ("TD-05", "B4"),
        ("TD-03", "5"), ("TD-04", "6"),
    ]  # fmt: skip
    words = [stated for _, _, stated in found]
    for fault, word in zip(
        words, ("a date", "a date", "'all'", "not nothing"), strict=False
    ):
        assert word in fault
    assert "H1" in words[4] and "2" in words[4]
    assert "thôn c" in words[5] and "H1" in words[5] and "H3" in words[5]


@pytest.mark.parametrize("hamlet_id", ["=1", "+1", "-1", "@H1"])
def test_an_id_that_excel_takes_for_a_formula_is_refused(folder, hamlet_id):
    (fault,) = faults_of(folder, f"hamlet_id,name\n{hamlet_id},-2+3\n")
    assert fault[:2] == ("TD-05", "A2") and "formula" in fault[2]


def test_a_file_without_any_hamlet_is_one_fault(folder):
    (fault,) = faults_of(folder, "hamlet_id,name\n")
    assert fault[:2] == ("TD-05", "2") and "not nothing" in fault[2]


def test_no_file_is_a_fault_that_names_the_folder(folder):
    (folder.path / "hamlets.csv").unlink()
    with pytest.raises(DophuError) as error:
        read_hamlets(folder.path)
    (issue,) = error.value.issues
    assert issue.code == "TD-01" and str(folder.path) in error.value.say("en")


def test_what_a_person_decided_or_nobody_is_called_is_not_loose():
    spellings = [("Tổ dân phố 3", "H1"), ("Thôn Đông", "H2")]
    index = HamletIndex(spellings, [], {"tổ 3": "H2", "tổ bốn": "H1"})
    assert index.find("Tổ 3") == "H2"
    assert index.is_loose("Tổ 3") is False
    assert index.is_loose("Tổ 9") is False
    assert HamletIndex(spellings, []).is_loose("Tổ 3") is True


def test_a_spelling_with_accents_never_meets_one_that_differs_in_them():
    index = HamletIndex([("Thôn Phố", "H1"), ("Thôn Phô", "H2")], ["Thôn Phố"])
    assert index.find("Thôn Phô") == "H2"
    assert index.find("Thôn Phồ") is None
    assert index.find("thon pho") is None  # may be either
    former = HamletIndex([("Thôn Đông", "H1")], [], former=[("Bản Hoa", "H1")])
    assert former.find("ban hoa") == "H1"
    assert former.names == ()


def test_of_names_as_far_off_the_one_with_the_same_numeral_and_kind_comes_first():
    index = HamletIndex([], ["Bản Mẫu 2", "Thôn Mẫu 1", "Thôn Mẫu 2", "Bản Mẫu 1"])
    assert index.nearest("Thôn Mầu 2") == ["Thôn Mẫu 2", "Bản Mẫu 2", "Thôn Mẫu 1"]
    assert index.nearest("Bản Mầu 1", most=1) == ["Bản Mẫu 1"]


@pytest.mark.parametrize(
    ("row", "column", "tile"),
    [("1", "60", (1, 60)), ("7", "3", (7, 3)), ("", "3", None), ("7", "", None),
     ("", "", None)],
)  # fmt: skip
def test_a_tile_is_its_row_and_column_and_none_where_either_is_empty(
    folder, row, column, tile
):
    head = "hamlet_id,name,tile_row,tile_column\n"
    folder.write("hamlets.csv", f"{head}H1,Tổ dân phố Mẫu 1,{row},{column}\n")
    assert read_hamlets(folder.path).hamlets[0].tile == tile
    for beyond in ("0", "61"):
        folder.write("hamlets.csv", f"{head}H1,Tổ dân phố Mẫu 1,{beyond},1\n")
        with pytest.raises(DophuError, match="TD-05"):
            read_hamlets(folder.path)


@pytest.mark.parametrize("column", ["hamlet_id", "name", "officer"])
def test_a_cell_has_no_more_letters_than_a_page_can_show(folder, column):
    longest = "M" * LONGEST
    cells = {"hamlet_id": "H1", "name": "Thôn 1", "officer": ""}

    def table(text: str) -> str:
        return "hamlet_id,name,officer\n" + ",".join({**cells, column: text}.values())

    folder.write("hamlets.csv", table(longest))
    assert getattr(read_hamlets(folder.path).hamlets[0], column) == longest
    ((_, _, stated),) = faults_of(folder, table(longest + "M"))
    assert f"This cell must hold {LONGEST} characters at most." in stated


def test_a_commune_that_no_hamlet_is_of_is_not_another_ones():
    names = "Thôn 1 (xã Xuân cũ)", "Thôn 1 (xã Thu cũ)"
    index = HamletIndex(zip(names, ("H1", "H2"), strict=True), names)
    others = [index.are_others("H1", [named]) for named in ("Thu", "Xuân", "Hạ")]
    assert others == [True, False, False]


@pytest.mark.parametrize("mark", ["|", ";", "; ", " | "])
def test_aliases_may_be_parted_by_any_mark_that_no_name_has(folder, mark):
    names = f'"TDP M1{mark}Xóm Đông, tổ 2{mark}Xóm Tây{mark}"'
    folder.write("hamlets.csv", f"hamlet_id,name,aliases\nH1,Thôn A,{names}\n")
    (hamlet,) = read_hamlets(folder.path).hamlets
    assert hamlet.aliases == ("TDP M1", "Xóm Đông, tổ 2", "Xóm Tây")


ENDED = "H3,Thôn Đoài,Xóm Đoài,2020-01-01,2024-06-30\nH4,Thôn Mới,,2024-08-01,\n"
LISTED = "STT,Họ và tên,Ngày sinh{column}\n1,Mẫu Văn An,01/02/2016{cell}\n"


@pytest.mark.parametrize(
    ("top", "cell", "told"),
    [
        ("", "Xóm Đoài", "'Thôn Đoài' ended on 30/06/2024"),
        ("", "Thôn Mới", "'Thôn Mới' is not there yet"),
        ("", "Thôn Lạ", ""),
        ("DANH SÁCH TRẺ EM THÔN ĐOÀI\n", None, "'Thôn Đoài' ended on 30/06/2024"),
    ],
)
def test_a_list_of_a_hamlet_that_is_not_of_the_day_is_told_as_such(
    folder, top, cell, told
):
    table = "hamlet_id,name,aliases,valid_from,valid_to\nH1,Thôn A,,,\n"
    folder.write("hamlets.csv", table + ENDED)
    of = ("", "") if cell is None else (",Thôn", f",{cell}")
    text = top + LISTED.format(column=of[0], cell=of[1])
    folder.write("rosters/2024-07-18/a.csv", text)
    issues = look(folder.path, "2024-07-18").issues
    (issue,) = [issue for issue in issues if issue.code == "DS-02"]
    assert (
        (told in issue.message("en")) if told else issue.details["absent"]["en"] == ""
    )


MERGED = "hamlet_id,name\nH1,Thôn 1 (xã Xuân cũ)\nH2,Thôn 1 (xã Thu cũ)\n"
XUAN = "UBND XÃ XUÂN\n"


@pytest.mark.parametrize(
    ("top", "unit", "column", "hamlet"),
    [
        (XUAN, "Xã Thử", "Thôn|Thôn 1", "H1"),
        (f"{XUAN}THÔN 1\n", "Xã Thử", "", "H1"),
        (XUAN, "Xã Xuân", "Thôn|Thôn 1", None),
        (f"{XUAN}Kính gửi: UBND xã Thu\n", "Xã Thử", "Thôn|Thôn 1", None),
        (XUAN, "Xã Thử", "Thôn,Xã cũ|Thôn 1,Thu", "H2"),
        (XUAN, "Xã Thử", "Thôn,Địa chỉ|Thôn 1,Thôn 1 xã Thu", "H2"),
        (XUAN, "Xã Thử", "Thôn|Thôn 2", None),
    ],
)
def test_the_letterhead_of_a_former_commune_says_whose_hamlet_is_meant(
    folder, top, unit, column, hamlet
):
    folder.write("campaign.toml", campaign_toml().replace("Thị trấn Thử", unit))
    folder.write("hamlets.csv", MERGED)
    heading, _, cells = column.partition("|")
    of = (f",{heading}", f",{cells}") if column else ("", "")
    text = top + LISTED.format(column=of[0], cell=of[1])
    folder.write("rosters/2024-07-18/a.csv", text)
    people = look(folder.path, "2024-07-18").people
    assert [person.hamlet_id for person in people] == ([hamlet] if hamlet else [])
