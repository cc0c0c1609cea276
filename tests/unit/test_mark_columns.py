"""Columns of marks side by side: of the result, of a reason, of the sex; and totals."""

from __future__ import annotations

from datetime import date
from itertools import permutations, product

import pytest

from dophu.campaign.hamlets import Hamlet, Hamlets
from dophu.rosters.columns.sex_columns import read_sex_columns
from dophu.rosters.sheets.rows import read_rows
from dophu.rosters.sheets.source_rows import Sender
from tests.reading import grid_of

SENDER = Sender(
    "roster",
    "rosters/2024-07-18/a.xlsx",
    date(2024, 7, 18),
    Hamlets((Hamlet("H1", "Thôn Mẫu 1"),)).index(),
)
BASE = ["STT", "Họ và tên", "Ngày sinh", "Thôn"]
YES = ("x", "X", "✓", "1", "có", True)
NO = (None, "", "-", "0", False)

DONE = ("Đã làm", "Đã làm (x)", "Rồi", "Có", "Xong", "Đã", "Đã thu nhận")
NOT_DONE = ("Chưa làm", "Chưa", "Chưa (đánh dấu x)", "Không")
ABOVE = ("Kết quả", "Tình trạng", "Đã làm căn cước", "Thẻ căn cước", "Làm CC",
         "Đã làm thẻ CC chưa")  # fmt: skip
ABSENT = ("Vắng", "Vắng mặt", "Về quê", "Ốm")


def read(top, children):
    """Read a list under headings of one or two levels ("A › B")."""
    paths = [heading.split(" › ") for heading in [*BASE, *top]]
    depth = max(map(len, paths))
    rows = [[p[at] if at < len(p) else None for p in paths] for at in range(depth)]
    people = [
        [n, f"Mẫu Văn {chr(64 + n)}", "4/2/2015", "Thôn Mẫu 1", *marks]
        for n, marks in enumerate(children, 1)
    ]
    merged = [((0, at), (depth - 1, at)) for at in range(4)] if depth > 1 else []
    found = read_rows(grid_of("DS", [*rows, *people], merged), SENDER)
    at = [i for i, kind in enumerate(found.columns["kind"]) if kind == "data"]
    values = {name: [found.columns[name][i] for i in at] for name in found.columns}
    return values, {issue.code for issue in found.issues}


def headings():
    yield from product(DONE, NOT_DONE)
    for above in ABOVE:
        pairs = (("Có", "Không"), ("Rồi", "Chưa"), ("Đã", "Chưa"))
        yield from ((f"{above} › {a}", f"{above} › {b}") for a, b in pairs)


@pytest.mark.parametrize(("done", "not_done"), [*headings()])
def test_two_columns_of_marks_are_read_together(done, not_done):
    children = [("x", None), (None, "x"), ("x", "x"), (None, None)]
    for turned in (False, True):
        top = [not_done, done] if turned else [done, not_done]
        marks = [pair[::-1] for pair in children] if turned else children
        values, codes = read(top, marks)
        status = ["not_yet" if s is None else s for s in values["status"]]
        assert status[0] in ("applied", "issued"), top
        assert status[1:] == ["not_yet"] * 3, top
        assert {"DS-09", "DS-15"} <= codes
        assert "DS-09" in values["issues"][2]


@pytest.mark.parametrize("yes", YES)
@pytest.mark.parametrize("no", NO)
def test_every_mark_says_the_same_in_either_column(yes, no):
    values, _ = read(["Đã làm", "Chưa làm"], [(yes, no), (no, yes), (yes, yes)])
    assert values["status"] == ["applied", "not_yet", "not_yet"]


@pytest.mark.parametrize("absent", ABSENT)
@pytest.mark.parametrize("above", ["", "Kết quả › ", "Tình trạng › "])
def test_a_mark_under_a_reason_beside_is_not_yet_for_that_reason(absent, above):
    for order in permutations(("Đã làm", "Chưa làm", absent)):
        top = [above + name for name in order]
        marks = [["x" if name == one else None for name in order] for one in order]
        both = ["x" if name in ("Đã làm", absent) else None for name in order]
        values, codes = read(top, [*marks, both])
        by = dict(zip(order, values["status"][:3], strict=True))
        assert by == {"Đã làm": "applied", "Chưa làm": "not_yet", absent: "not_yet"}
        assert values["status"][3] == "not_yet"
        assert values["reason"][order.index(absent)] != "CHUA_RO"
        assert "BG-41" in codes
        assert not {"BG-05", "BG-26"} & codes


@pytest.mark.parametrize("other", ["Ý kiến khác", "Đang chờ"])
def test_a_mark_below_the_result_under_what_is_not_known_is_never_done(other):
    top = [f"Kết quả › {name}" for name in ("Đã làm", "Chưa làm", other)]
    values, codes = read(top, [("x", None, None), (None, "x", None), (None, None, "x")])
    assert values["status"] == ["applied", "not_yet", None]
    assert values["presence"] == ["present"] * 3
    assert "BG-26" in codes


@pytest.mark.parametrize("gone", ["Chuyển đi", "Đã mất"])
def test_a_mark_below_the_result_under_gone_is_to_be_verified(gone):
    top = [f"Kết quả › {name}" for name in ("Đã làm", "Chưa làm", gone)]
    values, codes = read(top, [("x", None, None), (None, "x", None), (None, None, "x")])
    assert values["status"] == ["applied", "not_yet", None]
    assert values["presence"] == ["present", "present", "to_verify"]
    assert "DS-38" in codes


def test_yes_below_not_done_is_not_done_and_no_is_asked_about():
    top = ["Chưa làm › Có", "Chưa làm › Không"]
    values, codes = read(top, [("x", None), (None, "x")])
    assert values["status"] == ["not_yet", None]
    assert "BG-26" in codes


@pytest.mark.parametrize("yes", YES)
@pytest.mark.parametrize("no", NO)
@pytest.mark.parametrize("sex", ["male", "female"])
def test_who_is_not_marked_among_marked_is_of_the_other_sex(yes, no, sex):
    other = {"male": "female", "female": "male"}[sex]
    column, empty = [yes, no, yes], [None] * 3
    columns = (column, empty) if sex == "male" else (empty, column)
    assert read_sex_columns(empty, *columns) == [sex, other, sex]


@pytest.mark.parametrize(
    ("male", "female", "found"),
    [
        (
            ["x", None, "x", None],
            [None, "x", "x", None],
            ["male", "female", None, None],
        ),
        ([None] * 3, [None] * 3, [None] * 3),
        ([None] * 2, ["2018", None], ["female", None]),
        ([None] * 2, ["Nam", "Nữ"], ["male", "female"]),
        ([None] * 2, ["x", "?"], ["female", "female"]),
        ([None] * 2, ["-", "-"], [None, None]),
    ],
)
def test_marks_under_both_sexes_are_read_together(male, female, found):
    assert read_sex_columns([None] * len(male), male, female) == found


@pytest.mark.parametrize("heading", ["Nữ (x)", "Nữ", "Giới tính (nữ x)", "Nữ giới"])
def test_a_list_with_one_heading_of_sex_shows_both(heading):
    values, _ = read([heading], [("x",), (None,)])
    assert values["sex"] == ["female", "male"]


def totals(*rows):
    found = read_rows(grid_of("DS", [BASE, *rows]), SENDER)
    return [i.code for i in found.issues if i.code == "BG-06"]


def child(name, born="4/2/2015"):
    return [None, name, born, "Thôn Mẫu 1"]


@pytest.mark.parametrize("stated", [2, 3])
def test_a_total_may_count_two_children_of_one_row_as_two_or_one(stated):
    rows = child("Mẫu Văn An; Mẫu Văn Bình"), child("Mẫu Văn Tư")
    assert totals(*rows, ["Tổng", None, None, stated]) == []
    assert totals(*rows, ["Tổng", None, None, 4]) == ["BG-06"]


@pytest.mark.parametrize(("stated", "found"), [(1, []), (2, []), (3, ["BG-06"])])
def test_a_total_may_leave_out_a_row_without_a_name(stated, found):
    rows = child("Mẫu Văn An"), [7, None, "4/2/2016", "Thôn Mẫu 1"]
    assert totals(*rows, ["Tổng", None, None, stated]) == found


@pytest.mark.parametrize("top", ["Thẻ CC", "CCCD", "Căn cước", "Kết quả", "Làm CC"])
@pytest.mark.parametrize("form", ["{}: {}", "{} - {}", "{} ({})", "{} › {}"])
def test_an_answer_behind_a_heading_is_what_a_tick_says(top, form):
    heads = [form.format(top, answer) for answer in ("Có", "Chưa")]
    values, _ = read(heads, [("x", None), (None, "x")])
    assert values["status"] == ["applied", "not_yet"]


OPEN = [
    "CC chưa", "Làm CC chưa", "Thẻ CC/Chưa", "Đã làm (chưa)", "Có CC (không)",
    "Đã làm/Chưa làm", "Tình trạng (Đã/Chưa)", "Có/Không", "Rồi hay chưa",
]  # fmt: skip


@pytest.mark.parametrize("heading", OPEN)
def test_ticks_alone_below_what_may_be_a_question_do_nobody(heading):
    values, codes = read([heading], [("x",), (None,)])
    assert values["status"] == [None, None]
    assert "BG-26" in codes
