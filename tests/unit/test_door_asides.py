"""What a row of a list for the door says beside its result is told, never passed over.

And which column says what, where headings or columns were changed, or are not there.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from dophu.campaign.hamlets import Hamlet, Hamlets
from dophu.campaign.settings import ENROLLED
from dophu.rosters.door.files import lost_by, read_door_file
from dophu.rosters.sheets.source_rows import Sender
from dophu.rosters.texts.row_keys import make_row_key
from dophu.rosters.words.answers import NOTHING, Answers
from tests.reading import sheet_of

AS_OF = date(2024, 7, 18)
HEADS = ["STT", "Họ và tên", "Ngày sinh", "Cách gặp", "Kết quả", "Ngày làm, ngày gặp",
         "Lý do", "Ngày về", "Ghi chú", "Mã dòng"]  # fmt: skip
KEYS = [make_row_key(0, date(2024, 7, 11), f"P{n:012x}") for n in range(1, 5)]
DONE = "Đã thu nhận"


def row(number: int = 1, result: str | None = None, **more) -> list[object]:
    """Make a child's row: its answers by their headings."""
    answers = {"Kết quả": result, "Mã dòng": KEYS[number - 1],
               "day": "Ngày làm, ngày gặp"}  # fmt: skip
    names = {"day": "Ngày làm, ngày gặp", "reason": "Lý do", "note": "Ghi chú"}
    answers |= {names[key]: value for key, value in more.items()}
    about = {"STT": number, "Họ và tên": f"Mẫu Văn {'ABCD'[number - 1]}n",
             "Ngày sinh": date(2019, 1, number)}  # fmt: skip
    return [{**about, **answers}.get(heading) for heading in HEADS]


def read(
    rows,
    where="returns/2024-07-18/Thôn Mẫu.xlsx",
    merged=(),
    counted=ENROLLED,
    answers=NOTHING,
    **more,
):
    """Read a sheet: the status by key's child, codes that are warnings, cells."""
    places = Hamlet("H1", "Thôn Mẫu"), Hamlet("H2", "Thôn Khác")
    index = Hamlets(places).index()
    sheet = replace(sheet_of("DS", rows, merged), **more)
    sender = Sender("roster", where, AS_OF, index, counted=counted, answers=answers)
    found = read_door_file([sheet], sender, ())
    if found is None:
        return None
    columns = found[0].columns
    answers = [door for door in columns["door"] if door is not None]
    warned = [i for i in found[0].issues if i.severity == "warning"]
    cells = {i.code: i.details.get("places", i.cell) for i in warned}
    return [door.status for door in answers], cells, columns


@pytest.mark.parametrize(
    ("result", "more", "status", "told"),
    [
        (DONE, {"note": "0987654321"}, "applied", {}),
        (DONE, {"note": "đã nhận giấy hẹn"}, "applied", {}),
        (DONE, {"note": "nhầm"}, "applied", {"PH-19": "I2"}),
        (DONE, {"note": "chưa làm"}, "not_yet", {"PH-19": "I2"}),
        (DONE, {"note": "hồ sơ bị trả lại"}, "returned", {"PH-19": "I2"}),
        (DONE, {"reason": "Về quê, nghỉ hè"}, "applied", {"PH-19": "G2"}),
        (DONE, {"day": "mai"}, "applied", {"PH-19": "F2"}),
        (DONE, {"day": "15/7"}, "applied", {}),
        (DONE, {"day": "20/7"}, "not_yet", {"PH-12": "F2"}),
        (None, {"note": "đã làm rồi"}, None, {"PH-20": "I2"}),
        (None, {"note": "bé đã làm ở trường"}, None, {"PH-20": "I2"}),
        (None, {"note": "nhà xa, gọi không nghe máy"}, None, {}),
        (None, {"note": "cả nhà vào Đắk Lắk ở luôn"}, None, {"PH-20": "I2"}),
        (None, {"day": "không còn ở đây"}, None, {"PH-20": "F2"}),
        (None, {"reason": "không phải trẻ của thôn"}, None, {"PH-20": "G2"}),
        ("không còn ở đây", {}, "not_yet", {"PH-20": "E2"}),
        ("Đã chuyển đi", {}, "not_yet", {}),
        (None, {"note": "mất năm 2023"}, None, {"PH-20": "I2"}),
        (None, {"note": "mất giấy khai sinh"}, None, {}),
        (None, {"note": "R"}, None, {"PH-20": "I2"}),
        (None, {"note": "5A"}, None, {}),
        ("Chưa làm", {"note": "chưa làm được"}, "not_yet", {}),
        (None, {"reason": "Đã thu nhận"}, None, {"PH-20": "G2"}),
        (None, {"reason": "Về quê, nghỉ hè"}, None, {}),
        (None, {"day": "đã làm"}, None, {"PH-20": "F2"}),
        ("x", {}, None, {"PH-09": "E2"}),
        ("ok", {}, None, {"PH-09": "E2"}),
        ("đã làm rồi", {}, "applied", {}),
        ("mai làm", {}, None, {"PH-09": "E2"}),
        ("Chưa gặp, hẹn 25/7", {}, "not_yet", {}),
    ],
)
def test_what_stands_beside_a_result_is_told_and_the_worse_counts(
    result, more, status, told
):
    statuses, warned, _ = read([HEADS, row(1, result, **more), row(2)])
    assert statuses[0] == status
    assert warned == told


@pytest.mark.parametrize(
    ("heading", "cell", "told"),
    [
        ("Ý kiến thôn", "đã làm 15/7", "K2"),
        ("Đã làm", "x", "K2"),
        ("Đã làm", 1, "K2"),
        (None, "đã làm", "K2"),
        ("Kết quả", DONE, "K2"),
        ("Điện thoại", "0987654321", None),
        ("Địa chỉ", "Xóm Trên, nhà cuối", None),
        ("Hộ nghèo", "x", None),
    ],
)
def test_a_column_that_an_officer_added_is_told_where_it_may_say_a_result(
    heading, cell, told
):
    rows = [[*HEADS, heading], [*row(1), cell], [*row(2), None]]
    statuses, warned, _ = read(rows)
    assert statuses == [None, None]
    assert warned.get("PH-20") == told


@pytest.mark.parametrize(
    ("at", "text", "counted", "told"),
    [
        (1, "Mẫu Văn An (đã làm)", ENROLLED, "B2"),
        (3, "đã làm rồi", ENROLLED, "D2"),
        (9, "đã làm", ENROLLED, "J2"),
        (10, DONE, ENROLLED, "K2"),
        (10, DONE, ("issued",), None),
        (10, "chưa làm", ENROLLED, None),
        (1, "Mẫu Văn Có", ENROLLED, None),
    ],
)
def test_done_written_over_what_a_child_is_is_told(at, text, counted, told):
    """The list says "Đã thu nhận" by itself where only a card given out counts."""
    rows = [[*HEADS, "Tình trạng đến nay"], [*row(1), None]]
    rows[1][at] = text
    assert read(rows, counted=counted)[1].get("PH-20") == told


@pytest.mark.parametrize(
    ("heading", "cell"), [("Kết quả lần 2", "Chưa làm"), ("Chưa làm", "x")]
)
def test_an_added_column_against_done_counts(heading, cell):
    rows = [[*HEADS, heading], [*row(1, DONE), cell]]
    assert read(rows)[:2] == (["not_yet"], {"PH-19": "K2"})


@pytest.mark.parametrize(
    ("more", "result", "status", "told"),
    [
        ({"comments": ((1, 4, "đã làm rồi"),)}, None, None, {"PH-20": "E2"}),
        ({"comments": ((1, 4, "chưa làm"),)}, DONE, "not_yet", {"PH-19": "E2"}),
        ({"comments": ((1, 1, "hộ nghèo"),)}, DONE, "applied", {}),
        ({"looks": ((4, 1, 1, "strike"),)}, DONE, None, {"PH-21": "E2"}),
        ({"looks": ((1, 1, 1, "00B050"),)}, None, None, {"PH-21": "B2"}),
        ({"looks": ((1, 1, 1, "font FF0000"),)}, DONE, "applied", {"PH-21": "B2"}),
        ({"looks": ((1, 1, 2, "00B050"),)}, None, None, {}),
        ({"looks": ((4, 1, 1, "FFF8D6"),)}, None, None, {}),
    ],
)
def test_comments_colours_and_strokes_are_told(more, result, status, told):
    """What all rows look like, and the kit's own colours, part nobody from others."""
    statuses, warned, _ = read([HEADS, row(1, result), row(2)], **more)
    assert (statuses[0], warned) == (status, told)


def test_a_result_merged_over_two_children_is_told_of_the_second():
    rows = [HEADS, row(1, DONE), row(2)]
    found = read(rows, merged=[((1, 4), (2, 4))])
    assert found[:2] == (["applied", None], {"PH-20": "E3"})


@pytest.mark.parametrize(
    ("line", "kind"),
    [("Tổng cộng: 8 cháu, đã làm 1", "total"), ("Trưởng thôn", "signature"),
     ("Các cháu còn lại đã làm hết", "note")],
)  # fmt: skip
def test_a_line_below_the_children_is_none_of_them(line, kind):
    _, warned, columns = read([HEADS, row(1), [None, line]])
    assert columns["kind"] == ["heading", "data", kind]
    assert ("PH-20" in warned) == ("đã làm" in line)


def test_a_line_over_the_children_is_told_where_it_says_a_result():
    title = [["Trẻ chưa có thẻ: Thôn Mẫu"], ["Xã Mẫu"]]
    rows = [*title, ["Cả thôn đã làm xong ngày 15/7"], HEADS, row(1)]
    assert read(rows)[1] == {"PH-20": "A3"}


def changed(heading: str, to: str) -> list[str]:
    return [to if h == heading else h for h in HEADS]


@pytest.mark.parametrize(
    "heads",
    [
        changed("Kết quả", "Kết quả làm CC"),
        changed("Ngày làm, ngày gặp", "Ngày làm"),
        changed("Họ và tên", "Tên cháu"),
        changed("Ngày về", "Hẹn"),
    ],
)
def test_a_changed_heading_leaves_the_columns_where_they_are(heads):
    rows = [["SĐT", *heads], [None, *row(1, DONE, day=date(2024, 7, 15))]]
    _, warned, columns = read(rows)
    assert not warned
    (answer,) = filter(None, columns["door"])
    assert (answer.status, answer.day) == ("applied", date(2024, 7, 15))


@pytest.mark.parametrize(
    "kept",
    [
        HEADS[1:],
        [h for h in HEADS if h != "Ghi chú"],
        [h for h in HEADS if h not in ("Ghi chú", "Ngày về", "Lý do")],
        ["Họ và tên", "Ngày sinh", "Kết quả", "Mã dòng"],
        ["Mã dòng", "Họ và tên", "Kết quả", "Ngày làm, ngày gặp"],
        ["Mã dòng", "Kết quả"],
    ],
)
@pytest.mark.parametrize("headed", [True, False])
def test_columns_are_found_whichever_were_kept(kept, headed):
    rows = [row(1, DONE), row(2), row(3, "Chưa làm"), row(4)]
    cut = [[r[HEADS.index(h)] for h in kept] for r in rows]
    statuses, warned, _ = read([kept, *cut] if headed else cut)
    assert (statuses, warned) == (["applied", None, "not_yet", None], {})


def test_a_second_head_below_has_columns_of_its_own():
    few = ["Họ và tên", "Kết quả", "Mã dòng"]
    rows = [HEADS, row(1, DONE), few, ["Mẫu Văn Bn", "Đã cấp", KEYS[1]]]
    assert read(rows)[:2] == (["applied", "issued"], {})


def test_a_list_beside_a_list_is_told():
    rows = [[*HEADS, None, *HEADS], [*row(1), None, *row(2, DONE)]]
    statuses, warned, _ = read(rows)
    assert statuses == [None]
    assert "PH-20" in warned


def test_a_form_typed_anew_is_one_in_a_folder_of_returns_alone():
    rows = [["Họ và tên", "Ngày sinh", "Kết quả"], ["Mẫu Văn An", "1/1/2019", DONE]]
    assert read(rows)[0] == ["applied"]
    assert read(rows, "rosters/2024-07-18/Thôn Mẫu.xlsx") is None


TWO = ["TT", "Họ tên", "Ngày sinh", "Kết quả", None, "Ghi chú"]


@pytest.mark.parametrize(
    "heads",
    [
        [["TT", "Họ tên trẻ", "Ngày sinh", "Đã làm", "Chưa làm", "Ghi chú"]],
        [["TT", "Họ và tên", "Ngày sinh", "Đã làm CC", "Chưa làm CC", "Lý do"]],
        [TWO, [None, None, None, "Có", "Không"]],
        [TWO, [None, None, None, "Đã làm", "Chưa làm"]],
        [["Danh sách thôn"], [], TWO, [None, None, None, "Rồi", "Chưa"]],
    ],
)
def test_a_form_typed_anew_with_two_columns_to_tick_answers(heads):
    ticks = [("x", None), (None, "x"), (None, None), ("v", "v"), (AS_OF, None)]
    rows = [
        [n, f"Mẫu Văn {'ABCDE'[n]}n", "05/07/2019", *tick, None]
        for n, tick in enumerate(ticks)
    ]
    statuses, warned, columns = read([*heads, *rows])
    # Of both the lesser counts, and is told.
    assert statuses == ["applied", "not_yet", None, "not_yet", "applied"]
    assert set(warned) == {"PH-19"}
    assert columns["kind"].count("data") == 5
    assert [d.day for d in columns["door"] if d][-1] == AS_OF


def test_words_in_place_of_a_tick_say_what_they_say():
    heads = ["TT", "Họ và tên", "Ngày sinh", "Đã làm", "Chưa làm"]
    cells = [("15/7", None), (None, "về quê"), (None, "chết"), (None, "hẹn 25/7")]
    made = [[n, f"Mẫu Văn {n}", "05/07/2019", *at] for n, at in enumerate(cells)]
    statuses, warned, columns = read([heads, *made])
    assert statuses == ["applied", "not_yet", "not_yet", "not_yet"]
    doors = [door for door in columns["door"] if door]
    assert (doors[0].day, doors[1].reason) == (date(2024, 7, 15), "VE_QUE_HE")
    assert doors[2].reason == "DA_MAT" and not warned


def test_a_tick_that_is_none_is_told():
    heads = ["TT", "Họ và tên", "Ngày sinh", "Đã làm", "Chưa làm"]
    statuses, warned, _ = read(
        [heads, [1, "Mẫu Văn An", "05/07/2019", "xem lại", None]]
    )
    assert (statuses, warned) == ([None], {"PH-09": "D2"})


def test_a_list_in_a_folder_of_lists_is_no_form_typed_anew():
    heads = ["TT", "Họ và tên", "Ngày sinh", "Đã làm", "Chưa làm"]
    rows = [heads, [1, "Mẫu Văn An", "05/07/2019", "x", None]]
    assert read(rows, where="rosters/2024-07-18/a.xlsx") is None


@pytest.mark.parametrize(
    ("result", "reason", "found", "status"),
    [
        ("chết", None, "DA_MAT", "not_yet"),
        ("Đã mất", "Về quê, nghỉ hè", "DA_MAT", "not_yet"),
        (None, "Đã mất", "DA_MAT", "not_yet"),
        ("đã chuyển đi", None, "CHUYEN_DI", "not_yet"),
        ("Về quê", None, "VE_QUE_HE", None),
        ("Về quê", "ốm", "SUC_KHOE", None),
    ],
)
def test_a_reason_in_place_of_a_result_is_one(result, reason, found, status):
    statuses, warned, columns = read([HEADS, row(1, result, reason=reason)])
    (answer,) = (door for door in columns["door"] if door)
    assert (statuses, answer.reason) == ([status], found)
    assert "PH-09" not in warned


def test_a_result_that_is_none_and_no_reason_is_told():
    _, warned, _ = read([HEADS, row(1, "xem lại"), row(2, "ok")])
    assert "PH-09" in warned


@pytest.mark.parametrize(
    ("made", "code"),
    [
        (row(1, DONE, note="nhầm"), "PH-19"),
        (row(1, None, note="đã làm"), "PH-20"),
    ],
)
def test_a_line_of_decisions_settles_what_a_row_says_beside(made, code):
    _, warned, columns = read([HEADS, made])
    assert set(warned) == {code}
    for decided, status in (("done", "applied"), ("not_done", "not_yet")):
        answers = Answers(results={("DS", 1): decided})
        statuses, warned, _ = read([HEADS, made], answers=answers)
        assert (statuses, warned) == ([status], {})


def test_what_a_file_that_cannot_be_read_loses_is_said_by_its_folder():
    lost = [lost_by(f"{of}/2024-07-18/a.xlsx")["vi"] for of in ("rosters", "returns")]
    assert "chưa nộp" in lost[0] and "chưa nộp" not in lost[1] and "phiếu" in lost[1]


def test_headings_in_another_language_tell_who_a_row_is():
    heads = ["No", "Full name", "Date of birth", "How", "Result", "Date", "Reason",
             "Back", "Notes", "Code"]  # fmt: skip
    statuses, _, columns = read([heads, row(1, DONE), row(2, "Chưa làm")])
    assert statuses == ["applied", "not_yet"]
    assert [door.name for door in columns["door"] if door] == [
        "Mẫu Văn An",
        "Mẫu Văn Bn",
    ]


BELOW = ["Họ và tên", "Ngày sinh", "Kết quả"]


@pytest.mark.parametrize(
    ("rows", "kinds", "told"),
    [
        ([[None, None, "Trưởng thôn ký"]], ["signature"], False),
        ([[None, None, "Ngày … tháng … năm 2024"]], ["signature"], False),
        ([[None, None, "Mẫu, ngày 16/7/2024"], [None, None, "T/M thôn"],
          [None, None, "Sùng A Tổ"]], ["signature"] * 3, False),
        ([["Người lập", None, "Tổ trưởng dân phố (đã ký)"],
          ["Lò Văn Lập", None, "Vàng A Trưởng"]], ["signature"] * 2, False),
        ([[None, None, "Kết quả trên là đúng"]], ["note"], False),
        ([["Tổng số: 2 cháu"], ["Đã làm: 1; còn lại 1"]], ["total"] * 2, False),
        ([["Đã làm", None, 1]], ["total"], False),
        ([["Đã làm: 2 cháu"]], ["total"], True),
        ([[None, None, "Chưa làm 2 cháu"]], ["total"], True),
        ([[None, None, "Chưa làm"]], ["note"], True),
        ([[None, None, "x"]], ["note"], True),
        ([["Còn lại đã làm hết"]], ["total"], True),
    ],
)  # fmt: skip
def test_what_stands_below_a_list_is_no_child_and_is_told_where_it_may_answer(
    rows, kinds, told
):
    children = [["Mẫu Văn An", "1/1/2019", DONE], ["Mẫu Văn Bình", "1/2/2019", None]]
    _, warned, columns = read([BELOW, *children, [], *rows])
    assert columns["kind"][4:] == kinds
    assert set(warned) == ({"PH-20"} if told else set())


def test_an_answer_without_a_name_between_children_is_no_signature():
    rows = [["Mẫu Văn An", "1/1/2019", None], [None, None, "Chưa làm"],
            ["Mẫu Văn Bình", "1/2/2019", None]]  # fmt: skip
    _, warned, columns = read([BELOW, *rows])
    assert columns["kind"][1:] == ["data"] * 3 and set(warned) == {"DS-01"}


def test_a_child_below_a_signature_is_one_where_more_than_a_name_is_known():
    rows = [["Mẫu Văn An", "1/1/2019", DONE], ["Trưởng thôn"],
            ["Lò Văn Bình", None, DONE], ["Lò Thị Chi", "3/3/2019", None]]  # fmt: skip
    _, _, columns = read([BELOW, *rows])
    assert columns["kind"][1:] == ["data", "signature", "data", "data"]


def test_words_beside_the_title_are_told_and_the_title_is_not():
    lines = [["Trẻ chưa làm căn cước: Thôn Mẫu", None, "Còn lại đã làm hết"],
             ["Xã Mẫu · 2 trẻ chưa làm"]]  # fmt: skip
    _, warned, _ = read([*lines, HEADS, row(1), row(2)])
    assert warned == {"PH-20": "C1"}


def test_a_list_below_another_is_read_with_its_own_hamlet():
    second = [["Trẻ chưa làm căn cước: Thôn Khác"], ["Xã Mẫu · 1 trẻ chưa làm"], HEADS]
    third = [None, "Mẫu Văn Mới", "1/1/2019", *[None] * 7]
    made = [["Trẻ chưa làm căn cước: Thôn Mẫu"], HEADS, row(1), third]
    _, warned, columns = read([*made, *second, row(2), third])
    assert columns["kind"][4:7] == ["title", "title", "heading"] and not warned
    assert columns["hamlet_id"][3] == "H1" and columns["hamlet_id"][8] == "H2"


@pytest.mark.parametrize(
    "heads",
    [
        ["TT", "Tên cháu", "Tình trạng", "Sinh ngày", "Mẹ"],
        ["KQ", "HỌ VÀ TÊN", "NTNS", "Ghi chú"],
        ["Ngày sinh", "Họ tên trẻ", "Đã làm chưa"],
        ["Kết quả rà soát", "Họ tên", "Ngày tháng năm sinh"],
    ],
)
def test_a_form_typed_anew_in_any_order_answers(heads):
    cells = {"Tình trạng": "đã làm", "KQ": "Rồi", "Đã làm chưa": "đã làm",
             "Kết quả rà soát": "Đã làm", "Tên cháu": "Mẫu Văn An",
             "HỌ VÀ TÊN": "MẪU VĂN AN", "Họ tên trẻ": "Mẫu Văn An",
             "Họ tên": "Mẫu Văn An"}  # fmt: skip
    made = [cells.get(h, "5/7/2019" if "in" in h or h == "NTNS" else None)
            for h in heads]  # fmt: skip
    statuses, warned, columns = read([["Thôn Mẫu"], heads, made])
    assert (statuses, warned) == (["applied"], {})
    assert columns["hamlet_id"][-1] == "H1"
    assert columns["birth_from"][-1] == date(2019, 7, 5)


def test_a_list_with_personal_numbers_is_no_form_typed_anew():
    heads = ["Họ và tên", "Số định danh", "Tình trạng"]
    assert read([heads, ["Mẫu Văn An", "001019000001", "Đã làm"]]) is None


@pytest.mark.parametrize("method", ["cả nhà chuyển đi", "đã làm ở xã"])
def test_what_stands_in_place_of_how_a_family_was_met_is_told(method):
    made = row(1)
    made[HEADS.index("Cách gặp")] = method
    statuses, warned, _ = read([HEADS, made, row(2)])
    assert (statuses, warned) == ([None, None], {"PH-20": "D2"})


def test_two_names_in_one_cell_are_told():
    made = row(1, DONE)
    made[1] = "Mẫu Văn An\nMẫu Văn Bình"
    statuses, warned, _ = read([HEADS, made, row(2)])
    assert (statuses, warned) == (["applied", None], {"PH-20": "B2"})


@pytest.mark.parametrize(
    "legend", ["1: đã làm; 0: chưa làm", "Ghi chú: 1 = đã làm, 0 = chưa"]
)
@pytest.mark.parametrize("is_below", [True, False])
def test_codes_that_a_line_explains_are_results(legend, is_below):
    rows = [["Thôn Mẫu"], BELOW]
    rows += [[f"Mẫu Văn {n}n", "1/1/2019", n] for n in (1, "0", "2")]
    rows.insert(5 if is_below else 1, [legend])
    statuses, warned, _ = read(rows)
    assert statuses == ["applied", "not_yet", None]
    assert {*warned} == {"PH-09"}  # of "2" nothing is said


def test_codes_that_lines_explain_otherwise_are_asked_about():
    rows = [["1: đã làm"], BELOW, ["Mẫu Văn An", "1/1/2019", 1], ["1: chưa làm"]]
    statuses, warned, _ = read(rows)
    assert statuses == [None] and "PH-09" in warned
