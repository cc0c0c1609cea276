"""Kinds of plain lists that were read wrong in silence, or asked about without need."""

from __future__ import annotations

import pytest

from dophu.rosters.sheets.rows import read_rows
from dophu.rosters.sheets.source_rows import Sender
from dophu.rosters.texts.list_roles import guess_role
from tests.reading import grid_of
from tests.small_lists import AS_OF, HEADING, INDEX, children, read_small


def codes_of(names, rows=None):
    """Read children of these names; give the codes of the warnings."""
    made = children(*[[] for _ in names])
    rows = [[n, name, *more] for name, (n, _, *more) in zip(names, made, strict=True)]
    return read_small([HEADING, *rows])[1]


@pytest.mark.parametrize("form", ["{} (1)", "{}(1)", "{} [1]", "{} 1", "{} (01)"])
def test_a_number_behind_a_name_is_told_where_the_list_does_not_explain_it(form):
    plain = ["Mẫu An", "Mẫu Bình", "Mẫu Chi"]
    assert codes_of([form.format("Mẫu An"), *plain[1:]]) == {"BG-53"}
    assert codes_of([form.format(name) for name in plain]) == {"BG-53"}
    numbered = [form.replace("1", str(n)).format(name) for n, name in enumerate(plain)]
    assert not codes_of(numbered)
    assert not codes_of(
        [form.format("Mẫu An"), form.replace("1", "2").format("Mẫu An")]
    )


@pytest.mark.parametrize("middle", ["Đệm", "Tên đệm", "Chữ đệm", "Tên lót"])
@pytest.mark.parametrize("is_below", [True, False])
def test_a_name_in_three_columns_is_whole(middle, is_below):
    parts = ["Họ", middle, "Tên"]
    rows = [["TT", *parts, "Ngày sinh"]]
    if is_below:
        rows = [["TT", "Họ và tên", None, None, "Ngày sinh"], [None, *parts, None]]
    rows += [[1, "Mẫu", "A", "Tiến", "5/6/2015"], [2, "Mẫu", None, "Hoa", "5/6/2016"]]
    found = read_rows(grid_of("Thôn Mẫu 1", rows), Sender("roster", "a", AS_OF, INDEX))
    assert [name for name in found.columns["name"] if name] == ["Mẫu A Tiến", "Mẫu Hoa"]


@pytest.mark.parametrize("name", ["Khác", "Số còn lại", "Không có"])
def test_a_word_for_others_in_place_of_a_name_is_told(name):
    assert codes_of(["Mẫu An", name]) == {"DS-28"}
    assert not codes_of(["Mẫu An", f"Mẫu Thị {name.split()[0]}"])


@pytest.mark.parametrize(
    ("cells", "asked"),
    [
        (["x", None, "x"], True),
        (["x", "x", "x"], False),
        (["chưa", None, None], True),
        (["chưa", "x", "chưa"], False),
        (["đã làm", "x", "x"], True),
        (["không", "có", "có"], True),
        ([None, None, None], False),
    ],
)
def test_who_is_left_out_of_those_not_done_is_asked_about(cells, asked):
    rows = [[*HEADING, "Chưa làm"], *children(*[[cell] for cell in cells])]
    done, codes = read_small(rows)
    assert not any(done)
    assert ("BG-62" in codes) is asked


def test_a_day_beside_a_list_of_those_not_done_says_who_is():
    rows = [
        [*HEADING, "Chưa làm", "Ngày làm CC"],
        *children(["x", None], [None, "5/7/2024"], [None, None]),
    ]
    assert read_small(rows[:-1]) == ([False, True], set())
    assert read_small(rows) == ([False, True, False], {"BG-62"})


@pytest.mark.parametrize("born", ["5/7/1985", 5071985, "05071985", "2006", "5/7/06"])
def test_a_grown_up_on_a_list_of_children_is_told(born):
    rows = [HEADING, *children([], [], [])]
    rows[1][2] = born
    if isinstance(born, int):  # figures stand in the whole column
        rows[2][2], rows[3][2] = 5072015, 6072015
    assert ("DS-43" in read_small(rows)[1]) is (born != "2006")
    register = [HEADING, *[[n, f"Mẫu {n}", "5/7/1985", "Thôn Mẫu 1"] for n in range(4)]]
    assert "DS-43" not in read_small(register)[1]
    assert "DS-43" not in read_small(rows, source="enrolment")[1]


@pytest.mark.parametrize(
    "title",
    ["TRẺ EM CHƯA VÀ ĐÃ LÀM CĂN CƯỚC", "Trẻ đã, chưa làm CC", "đã hoặc chưa làm"],
)
def test_a_list_of_those_done_and_not_done_is_whole(title):
    assert guess_role([title]).kind == "hamlet"
    assert guess_role(["TRẺ EM ĐÃ LÀM CĂN CƯỚC"]).part == "done"


@pytest.mark.parametrize("count", [3, "3", "3 cháu"])
@pytest.mark.parametrize("below", ["Mẹ", "Số định danh", "Ngày sinh", "Thôn"])
@pytest.mark.parametrize("total", ["Cộng", "Tổng", "Tổng cộng", "Tổng số"])
def test_a_total_is_no_child_wherever_its_count_stands(total, below, count):
    heading = ["Họ và tên", "Ngày sinh", "Số định danh", "Mẹ", "Thôn"]
    rows = [[name, day, None, "Mẫu Thị Mẹ", place] for _, name, day, place in
            children([], [], [])]  # fmt: skip
    row = [total, *(count if text == below else None for text in heading[1:])]
    done, codes = read_small([heading, *rows, row])
    assert len(done) == 3
    assert not codes
    # A family may be called so.
    done, _ = read_small([heading, *rows, ["Tổng", None, None, "Mẫu Thị Mẹ", None]])
    assert len(done) == 4


@pytest.mark.parametrize("top", ["Họ tên cha, mẹ", "Họ tên bố mẹ", "Phụ huynh"])
def test_parents_parted_below_one_heading_are_no_child_of_the_list(top):
    rows = [
        ["STT", "Họ và tên", top, None, "Ngày sinh", "Thôn"],
        [None, None, "Cha", "Mẹ", None, None],
        [1, "Mẫu An", "Mẫu Cha", "Mẫu Mẹ", "5/6/2015", "Thôn Mẫu 1"],
    ]
    found = read_rows(grid_of("DS", rows), Sender("roster", "a", AS_OF, INDEX))
    assert found.columns["name"] == [None, None, "Mẫu An"]
    assert found.columns["mother"][2] == "Mẫu Mẹ"
    assert not [i.code for i in found.issues if i.severity == "warning"]


@pytest.mark.parametrize("top", ["NTNS", "Sinh ngày", "Ngày sinh của trẻ"])
def test_parts_of_a_birth_date_below_any_heading_of_one(top):
    rows = [
        ["STT", "Họ và tên", top, None, None, "Thôn"],
        [None, None, "Ngày", "Tháng", "Năm", None],
        [1, "Mẫu An", 5, 6, 2015, "Thôn Mẫu 1"],
    ]
    found = read_rows(grid_of("DS", rows), Sender("roster", "a", AS_OF, INDEX))
    assert found.columns["birth_from"][2].isoformat() == "2015-06-05"
    assert not [i.code for i in found.issues if i.severity == "warning"]


@pytest.mark.parametrize(
    "born", [42125, 5062015, "5/6/2015", "2015-06-05", "5.6.15", "05062015"]
)
@pytest.mark.parametrize("family", ["Tổng", "Cộng"])
def test_a_family_called_as_a_total_is(family, born):
    heading = ["Họ và tên", "Ngày sinh", "Thôn"]
    rows = [
        heading,
        *[[f"{name} Minh An", born, "Thôn Mẫu 1"] for name in ("Mẫu", family)],
    ]
    assert len(read_small(rows)[0]) == 2
    for total in (f"{family} Số Trẻ", f"{family} thôn", f"{family} 2 cháu"):
        assert len(read_small([*rows, [total, 2, None]])[0]) == 2


@pytest.mark.parametrize("at", range(4))
def test_a_hamlet_alone_in_a_row_is_over_those_below_it(at):
    heading = ["Họ và tên", "Ngày sinh", "Mẹ", "Ghi chú"]
    place = [None] * at + ["Thôn Mẫu 1"]
    rows = [heading, place, ["Mẫu An", "5/6/2015"], ["Mẫu Bình", "5/7/2015"]]
    done, codes = read_small(rows)
    assert (len(done), codes) == (2, set())


@pytest.mark.parametrize("family", ["Tổng Minh", "Tổng A"])
def test_a_family_called_as_a_total_is_has_its_names_in_two_columns(family):
    rows = [["Họ đệm", "Tên", "Sinh ngày", "Thôn"]]
    rows += [[name, "An", None, "Thôn Mẫu 1"] for name in ("Mẫu Thị", family)]
    rows[1][2], rows[2][2] = "5/6/2015", "tháng 6/2015"
    assert len(read_small(rows)[0]) == 2
    assert len(read_small([*rows, ["Tổng số", 2, None, None]])[0]) == 2
