"""Names as lists write them: several in a cell, and such as begin like a place."""

from __future__ import annotations

import re
from datetime import date
from itertools import product

import pytest

from dophu.campaign.hamlets import Hamlet, Hamlets
from dophu.rosters.sheets.rows import read_rows
from dophu.rosters.sheets.source_rows import Sender
from tests.reading import grid_of

INDEX = Hamlets((Hamlet("H1", "Thôn Mẫu 1"), Hamlet("H2", "Bản Ten"))).index()
SENDER = Sender("roster", "rosters/a.xlsx", date(2024, 7, 18), INDEX)

SIGNS = ("\n", "\r\n", ", ", "; ", " / ", "/", " và ", " & ", " + ", " - ", ",\n")
PAIRS = (("Mẫu Văn An", "Mẫu Thị Bình"), ("Thử A Páo", "Mẫu Dế Sua"))
BIRTHS = ("{0}\n{1}", "{0}; {1}", "{0}, {1}", "{0} và {1}", "{0} - {1}")


def children(*rows, name="Thôn Mẫu 1"):
    found = read_rows(grid_of(name, rows), SENDER)
    columns = found.columns
    at = [i for i, kind in enumerate(columns["kind"]) if kind == "data"]
    table = {key: [values[i] for i in at] for key, values in columns.items()}
    return table, sorted({issue.code for issue in found.issues})


@pytest.mark.parametrize(("sign", "pair"), list(product(SIGNS, PAIRS)))
def test_two_full_names_in_a_cell_are_two_children_and_reported(sign, pair):
    for written in (sign.join(pair), f"1. {pair[0]}{sign}2. {pair[1]}"):
        found, codes = children(
            ["Họ tên", "Ngày sinh"], [written, "05/07/2019"], ["Mẫu Lan", "1/2/2018"]
        )
        assert found["name"] == [*pair, "Mẫu Lan"]
        assert found["row"] == [2, 2, 3]
        assert found["birth_from"][:2] == [date(2019, 7, 5)] * 2
        assert "DS-26" in codes


def named(cell):
    """Read a list of a cell of names and of another child."""
    born = "05/07/2019"
    return children(["Họ tên", "Ngày sinh"], [cell, born], ["Mẫu Lan", "1/2/2018"])


@pytest.mark.parametrize("pair", PAIRS)
@pytest.mark.parametrize(
    "written",
    ["{}\\{}", "{} = {}", "• {} • {}", "{} _ {}", "{} (và em {})", "{} (+ {})",
     "Hai cháu {}, {}"],
)  # fmt: skip
def test_two_full_names_between_rarer_signs_are_two_children(written, pair):
    found, codes = named(written.format(*pair))
    assert found["name"][-1] == "Mẫu Lan"
    names = [re.sub("^(em|Hai cháu) ", "", name) for name in found["name"][:2]]
    assert names == [*pair]
    assert "DS-26" in codes


@pytest.mark.parametrize(
    "cell",
    ["Mẫu Thị An + Bé", "Mẫu Thị An và em", "Mẫu Thị An (2 cháu)", "2 cháu nhà chị An",
     "Hai cháu nhà chị An", "Mẫu Thị An, Bé", "Mẫu Thị An; Em",
     "Mẫu Thị An. Mẫu Văn Hai", "Mẫu Thị An: Mẫu Văn Hai"],
)  # fmt: skip
def test_a_cell_that_says_of_more_children_than_it_names_is_asked_about(cell):
    found, codes = named(cell)
    assert found["name"] == [cell, "Mẫu Lan"]
    assert "DS-27" in codes


@pytest.mark.parametrize(
    "cell",
    ["Mẫu Th. An", "Mẫu V. Hai", "Mẫu Văn An.", "Cháu: Mẫu Văn An", "Mẫu Thị Ba Em",
     "Họ tên: Mẫu Văn An", "Mẫu Văn An (con thứ 2)", "Mẫu_Văn_An", "• Mẫu Văn An"],
)  # fmt: skip
def test_one_name_with_a_sign_in_it_is_one_child_and_nothing_is_asked(cell):
    found, codes = named(cell)
    assert len(found["name"]) == 2
    assert not {"DS-26", "DS-27"} & {*codes}


@pytest.mark.parametrize("name", ["Tổng Văn An", "Cộng Thị Hai", "Tổng A Páo"])
@pytest.mark.parametrize("day", ["05/07/2019", date(2019, 7, 5), None])
def test_a_child_of_a_family_called_as_a_total_is_one(name, day):
    found, _ = children(["Họ tên", "Ngày sinh"], [name, day], ["Mẫu Lan", "1/2/2018"])
    assert found["name"] == [name, "Mẫu Lan"]


@pytest.mark.parametrize("total", [["Tổng", 3], ["Cộng: 3 cháu", "3/1"], ["Tổng số"]])
def test_a_total_is_no_child(total):
    found, _ = children(["Họ tên", "Ngày sinh"], ["Mẫu Lan", "1/2/2018"], total)
    assert found["name"] == ["Mẫu Lan"]


@pytest.mark.parametrize("form", BIRTHS)
def test_two_birth_dates_go_to_two_names_in_order(form):
    days = ("05/07/2019", "06/08/2020")
    found, _ = children(["Họ tên", "Ngày sinh"], ["Mẫu An\nBình", form.format(*days)])
    assert found["name"] == ["Mẫu An", "Bình"]
    assert found["birth_from"] == [date(2019, 7, 5), date(2020, 8, 6)]


def test_a_number_that_stands_once_is_no_childs_of_two_and_a_status_is_both():
    head = ["Họ tên", "Số định danh", "Giới tính", "Tình trạng"]
    names = "Mẫu Gia An, Mẫu Gia Bảo"
    found, _ = children(head, [names, "099219000001", "Nam", "Chưa"])
    assert found["number"] == [None, None]
    assert found["sex"] == ["male", "male"]
    assert found["status"] == ["not_yet", "not_yet"]
    several = "099219000001\n099219000002"
    found, _ = children(head, [names, several, "Nam/Nữ", "Chưa"])
    assert found["number"] == ["099219000001", "099219000002"]
    assert found["sex"] == ["male", "female"]


PLACES = ("Bon", "Tổ", "Bản", "Làng", "Buôn", "Ấp", "Khu", "Đội", "Xóm", "Thôn", "Khối",
          "Sóc", "Plei", "Phum")  # fmt: skip


@pytest.mark.parametrize("word", PLACES)
@pytest.mark.parametrize("rest", ["Yô Hoa", "Thị Mai", "Văn Nam", "Niêng Lan"])
def test_a_name_that_begins_like_a_place_is_a_child_among_names(word, rest):
    name = f"{word} {rest}"
    for number in (2, "2", None):
        rows = [["STT", "Họ tên"], [1, "Mẫu An"], [number, name], [3, "Mẫu Lan"]]
        found, codes = children(*rows)
        assert found["name"] == ["Mẫu An", name, "Mẫu Lan"]
        assert set(found["hamlet_id"]) == {"H1"}
        has_middle = rest.split()[0] in ("Thị", "Văn")
        assert ("DS-28" in codes) == (number is None and not has_middle)


@pytest.mark.parametrize(
    "word", ["Tổ 3", "Bon II", "Tổ dân phố Lạ", "Bản Ten", "KHU 5"]
)
def test_a_place_with_a_figure_or_of_the_campaign_is_a_section_among_names(word):
    rows = [["STT", "Họ tên"], [1, "Mẫu An"], [None, word], [1, "Mẫu Lan"]]
    found, codes = children(*rows)
    assert found["name"] == ["Mẫu An", "Mẫu Lan"]
    assert "DS-28" not in codes


def test_an_unknown_place_among_rows_that_hold_more_is_reported_and_gives_no_hamlet():
    rows = [["Họ tên", "Ngày sinh"], ["Mẫu An", "1/2/2019"], ["Xóm Lạ", None],
            ["Mẫu Lan", "1/2/2018"]]  # fmt: skip
    found, codes = children(*rows)
    assert found["hamlet_id"] == ["H1", None]
    assert {"DS-02", "DS-28"} <= set(codes)
