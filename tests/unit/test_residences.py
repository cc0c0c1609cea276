"""Hamlets that stand in a column of residence, and what is said where none does."""

from __future__ import annotations

from datetime import date
from itertools import product

import pytest

from dophu.campaign.config import read_campaign
from dophu.campaign.hamlets import Hamlet, Hamlets
from dophu.rosters.sheets.rows import read_rows
from dophu.rosters.sheets.source_rows import Sender
from dophu.rosters.texts.addresses import Units, find_in_address
from tests.reading import grid_of

NAMES = ("Thôn Mẫu 1", "Thôn Mẫu 2", "Tổ dân phố Đồng Tâm 1", "Bản Ten")
INDEX = Hamlets(tuple(Hamlet(f"H{n}", x) for n, x in enumerate(NAMES, 1))).index()
UNITS = Units.of(["Thị trấn Thử", "Xã Xưa"])
SENDER = Sender(
    "roster", "rosters/2024-07-18/a.xlsx", date(2024, 7, 18), INDEX, {}, UNITS
)
BEFORE = ("", "Số nhà 12, ", "Nhà 3 / ", "Ngõ 5, đường Lê Lợi, ", "Đội 4, ")
BEHIND = ("", ", thị trấn Thử", " - TT Thử - huyện Ví Dụ", ", xã Xưa, tỉnh Ví Dụ",
          ", Thử, Ví Dụ", ", xã Thử")  # fmt: skip
ELSEWHERE = (", xã Khác", " - phường Khác - Ví Dụ", ", thị trấn Khác", ", thôn Lạ")


def read(*rows, name="DS"):
    found = read_rows(grid_of(name, rows), SENDER)
    at = [i for i, kind in enumerate(found.columns["kind"]) if kind == "data"]
    hamlets = [found.columns["hamlet_id"][i] for i in at]
    return hamlets, {issue.code: issue for issue in found.issues}


def test_a_hamlet_is_found_in_every_address_made_of_known_parts():
    for before, (n, name), behind in product(BEFORE, enumerate(NAMES, 1), BEHIND):
        for form in (str, str.upper, str.lower):
            address = form(f"{before}{name}{behind}")
            assert find_in_address(address, INDEX, UNITS).hamlet == f"H{n}", address


def test_no_hamlet_is_found_in_an_address_that_may_mean_another_place():
    for before, name, behind in product(BEFORE, NAMES, ELSEWHERE):
        address = f"{before}{name}{behind}"
        assert find_in_address(address, INDEX, UNITS).hamlet is None, address


MERGED = (
    ("A1", "Thôn 1 (xã Xuân cũ)"),
    ("A2", "Thôn 2 - xã Xuân"),
    ("B1", "Thôn 1 (xã Thu cũ)"),
    ("B5", "Thôn 5", "Thôn 5 xã Thu"),
    ("B9", "Bản Ten"),
)
MERGED_INDEX = Hamlets(
    tuple(Hamlet(key, name, tuple(more)) for key, name, *more in MERGED)
).index()
MERGED_UNITS = Units.of(["Xã Thử", "Xã Xuân", "Xã Thu"])


@pytest.mark.parametrize(
    ("address", "hamlet"),
    [
        ("Thôn 1, xã Xuân, huyện Ví Dụ, tỉnh Mẫu", "A1"),
        ("Thôn 01 - xã Thu (cũ), nay là xã Thử", "B1"),
        ("Thôn 2 xã Xuân cũ, xã Thử", "A2"),
        ("Tổ 3, thôn 1, xã Thu", "B1"),
        ("Thôn 5, xã Thu cũ", "B5"),
        ("Bản Ten, xã Xuân", "B9"),
        ("Thôn 5, xã Xuân", None),  # the only Thôn 5 was of the other commune
        ("Thôn 1, xã Thử", None),
        ("Thôn 1, xã Xuân, xã Thu", None),
        ("Thôn 1, xã Hạ", None),
        ("Gần thôn 1, xã Xuân", None),
        ("xã Xuân (cũ)", None),
    ],
)
def test_the_former_commune_tells_which_of_two_hamlets_of_a_name(address, hamlet):
    assert find_in_address(address, MERGED_INDEX, MERGED_UNITS).hamlet == hamlet


def test_the_former_commune_may_stand_in_a_column_of_its_own_or_in_the_address():
    sender = Sender(
        "roster", "a.xlsx", date(2025, 8, 1), MERGED_INDEX, {}, MERGED_UNITS
    )
    heading = ["Họ tên", "Ngày sinh", "Thôn", "Xã/Phường cũ", "Xã mới", "Nơi cư trú"]
    rows = [
        ["Mẫu An", "4/2/2020", "Thôn 1", "Xã Xuân", "Thử", None],
        ["Mẫu Bé", "5/2/2020", "Thôn 1", "Thu", "Thử", None],
        ["Mẫu Cả", "6/2/2020", "Thôn 1", None, "Thử", "xã Thu, tỉnh Mẫu"],
        ["Mẫu Du", "7/2/2020", "Thôn 1", "Xuân Sơn", "Thử", None],
        ["Mẫu Em", "8/2/2020", "Thôn 1", "Xuân", "Thử", "thôn 1, xã Thu"],
    ]
    found = read_rows(grid_of("DS", [heading, *rows]), sender)
    assert found.columns["hamlet_id"][1:] == ["A1", "B1", "B1", None, None]


@pytest.mark.parametrize("address", ["Đồng Tâm 1, 2", "Đồng Tâm 1/2", "Mẫu 1; 2"])
def test_a_number_behind_a_hamlet_leaves_open_which_it_is(address):
    assert find_in_address(address, INDEX, UNITS).hamlet is None


HEADINGS = ("Nơi thường trú", "Chỗ ở hiện nay", "Địa chỉ (thôn/bản)", "HKTT",
            "Tổ/thôn Hộ khẩu thường trú", "Nơi ở hiện tại", "Thôn/Xóm/Ấp HSĐ",
            "Nơi đăng ký thường trú của gia đình")  # fmt: skip


@pytest.mark.parametrize("heading", HEADINGS)
def test_a_column_of_residence_gives_the_hamlet(heading):
    rows = [["Mẫu An", "4/2/2013", "Thôn Mẫu 1, TT Thử"], ["Mẫu Tư", 2015, "Bản Ten"]]
    hamlets, issues = read(["Họ tên", "Ngày sinh", heading], *rows)
    assert hamlets == ["H1", "H4"]
    assert issues["BG-11"].details["rows"] == 2


@pytest.mark.parametrize("heading", ["Nơi sinh", "Quê quán", "Nơi cấp", "Địa chỉ cha"])
def test_a_place_that_is_no_residence_gives_no_hamlet(heading):
    hamlets, issues = read(["Họ tên", "Ngày sinh", heading], ["Mẫu An", 2013, NAMES[0]])
    assert hamlets == [None]
    assert issues["DS-30"].details["rows"] == 1


def test_the_registered_residence_goes_before_the_present_and_both_are_reported():
    head = ["Họ tên", "Ngày sinh", "Chỗ ở hiện nay", "Nơi thường trú"]
    hamlets, issues = read(head, ["Mẫu An", 2013, "Bản Ten", "Thôn Mẫu 1"])
    assert hamlets == ["H1"]
    assert issues["DS-29"].details["rows"] == 1
    assert "BG-04" not in issues


def test_a_column_of_hamlets_goes_before_an_address():
    head = ["Họ tên", "Thôn", "Nơi thường trú"]
    rows = [["Mẫu An", "Thôn Mẫu 2", "Bản Ten"], ["Mẫu Tư", None, "Bản Ten"]]
    hamlets, issues = read(head, *rows, ["Mẫu Sáu", "Thôn Mẫu 2", None])
    assert hamlets == ["H2", "H4", "H2"]
    assert issues["DS-29"].details["rows"] == 1


def test_a_school_named_after_a_hamlet_does_not_take_children_of_others():
    title = ["TRƯỜNG TIỂU HỌC BẢN TEN, DANH SÁCH HỌC SINH"]
    rows = [["Mẫu An", 2013, "Thôn Mẫu 1"], ["Mẫu Tư", 2014, "Thôn Mẫu 2"]]
    hamlets, _ = read(title, ["Họ tên", "Ngày sinh", "Nơi thường trú"], *rows)
    assert hamlets == ["H1", "H2"]


def test_an_unknown_place_of_an_address_is_named_and_none_is_never_an_empty_alias():
    head = ["Họ tên", "Ngày sinh", "Địa chỉ"]
    rows = [["Mẫu An", 2013, "Thôn Mầu 1, TT Thử"], ["Mẫu Tư", 2014, "TT Thử"]]
    hamlets, issues = read(head, *rows, ["Mẫu Sáu", 2014, None])
    assert hamlets == [None] * 3
    assert issues["DS-02"].details["spelling"] == "Thôn Mầu 1"
    assert issues["DS-02"].details["nearest"].startswith("Thôn Mẫu 1")
    assert issues["DS-30"].details["rows"] == 2
    assert "aliases" not in issues["DS-30"].message("en")


@pytest.mark.parametrize(
    ("spelling", "nearest"),
    [
        ("Tổ dân phố Ten", "Bản Ten"),
        ("Thôn Đông Tâm 1", "Tổ dân phố Đồng Tâm 1"),
        ("Bản Tẻn", "Bản Ten"),
        ("Mẫu 2", "Thôn Mẫu 2"),
    ],
)
def test_the_nearest_hamlet_is_that_of_the_nearest_name_without_its_type(
    spelling, nearest
):
    assert INDEX.nearest(spelling, most=1) == [nearest]


def test_the_unit_is_known_by_its_former_names_in_settings_and_in_aliases(folder):
    settings = folder.path / "campaign.toml"
    text = settings.read_text(encoding="utf-8")
    text = text.replace("unit_name", 'former_names = ["Xã Xưa"]\nunit_name', 1)
    settings.write_text(text, encoding="utf-8")
    hamlets = folder.path / "hamlets.csv"
    lines = hamlets.read_text(encoding="utf-8-sig").splitlines()
    number = len(lines[0].split(",")) - 2
    lines.append(f"H9,Thôn 1 (xã Xuân cũ){',' * number}")
    folder.write("hamlets.csv", "\n".join(lines) + "\n")
    names = read_campaign(folder.path).unit_names
    assert names[1:] == ("Xã Xưa", "xã Xuân")


def test_former_names_that_are_no_list_of_texts_are_an_error(folder):
    settings = folder.path / "campaign.toml"
    text = settings.read_text(encoding="utf-8")
    text = text.replace("unit_name", 'former_names = "Xã Xưa"\nunit_name', 1)
    settings.write_text(text, encoding="utf-8")
    with pytest.raises(Exception, match="campaign.former_names"):
        read_campaign(folder.path)
