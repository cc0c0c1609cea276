"""What a person answered once of words in the lists holds, week after week."""

from __future__ import annotations

import pytest

import dophu
from dophu.catalogue.issues import DophuError
from dophu.rosters.words.answers import Answers
from dophu.text import comparison_key
from tests.small_lists import HEADING, children, read_small

DAYS = ("2024-07-11", "2024-07-18")
WITH_NOTE = "STT,Họ và tên,Ngày sinh,Số định danh,Thôn,Tình trạng,Ghi chú\n"
HEAD = "kind,file,value,decision,note\n"


def people(folder, day=DAYS[1]):
    week = dophu.load(folder.path, day)
    return week, week.persons.to_native().df()


def noted(folder, *notes, day=DAYS[1]):
    rows = (
        f"{n},Mẫu Thị {'AB'[n]},0{n + 1}/03/2014,09931400000{n},TDP M1,chưa,{note}"
        for n, note in enumerate(notes)
    )
    folder.write(f"rosters/{day}/a.csv", WITH_NOTE + "\n".join(rows) + "\n")


def codes(week):
    return [issue.code for issue in week.issues]


@pytest.mark.parametrize("note", ["đã chuyển đi", "Chuyển đi nơi khác", "đã mất"])
def test_a_remark_alone_takes_no_child_out_of_the_count(folder, note):
    for day in DAYS:
        noted(folder, note, "", day=day)
    week, found = people(folder)
    assert sorted(found["presence"]) == ["present", "to_verify"]
    assert dophu.gaps(week)["gap"].sum() == 2
    assert codes(week).count("DS-38") == 1
    assert week.gate == "REVIEW"
    # The child stands on the list: it is not told as missing from it.
    assert "TN-04" not in codes(week)
    assert set(week.rows_table()["outcome"]) <= {"person", "ignored"}


@pytest.mark.parametrize(
    ("decision", "presence"),
    [("left", "left"), ("dead", "dead"), ("present", "present")],
)
def test_a_remark_that_was_decided_is_followed_and_asked_no_more(
    folder, decision, presence
):
    folder.write("decisions.csv", f"{HEAD}presence,a.csv,ĐÃ chuyển đi,{decision},\n")
    for day in DAYS:
        noted(folder, "đã chuyển đi", "", day=day)
    week, found = people(folder)
    assert sorted(found["presence"]) == sorted(["present", presence])
    assert "DS-38" not in codes(week)


def test_the_line_that_the_message_proposes_is_understood(folder):
    noted(folder, "đã chuyển đi", "")
    week, _ = people(folder)
    line = next(i for i in week.issues if i.code == "DS-38").details["line"]["vi"]
    folder.write("decisions.csv", f"{HEAD}{line}\n")
    week, found = people(folder)
    assert sorted(found["presence"]) == ["left", "present"]


def test_a_column_of_reasons_still_says_who_left(folder):
    folder.roster(DAYS[1], "1,Mẫu Thị Hoa,02/03/2014,,TDP M1,chưa,đã chuyển đi")
    _, found = people(folder)
    assert list(found["presence"]) == ["left"]


@pytest.mark.parametrize("decision", ["left", "dead", "present"])
def test_a_child_is_named_by_its_id(folder, decision):
    for day in DAYS:
        noted(folder, "", "", day=day)
    _, found = people(folder)
    child = found["person_id"].iloc[0]
    folder.write("decisions.csv", f"{HEAD}presence,,{child},{decision},hỏi thôn\n")
    week, found = people(folder)
    decided = found.set_index("person_id").loc[child, "presence"]
    assert decided == decision
    assert dophu.gaps(week)["persons"].sum() == 1 + (decision == "present")


def test_a_status_that_was_decided_counts_for_all_cells_that_say_so(folder):
    rows = [f"{n},Mẫu Thị {n}a,0{n + 1}/03/2014,,TDP M1,Đợt hai," for n in range(4)]
    folder.roster(DAYS[1], *rows)
    week, found = people(folder)
    assert set(found["status"]) == {"not_yet"}
    assert "DS-07" in codes(week)
    line = next(i for i in week.issues if i.code == "DS-07").details["line"]["en"]
    assert line == "status,a.csv,Đợt hai,<status>"
    folder.write("decisions.csv", HEAD + line.replace("<status>", "applied") + "\n")
    week, found = people(folder)
    assert set(found["status"]) == {"applied"}
    assert "DS-07" not in codes(week)


@pytest.mark.parametrize(
    ("tick", "word", "decision", "done", "is_told"),
    [
        ("", "Đã làm", "not_yet", False, False),
        ("", "Chưa làm", "applied", True, False),
        ("x", "Đã làm", "not_yet", False, True),
        ("x", "Đợt hai", "issued", True, False),
    ],
)
def test_a_decided_word_goes_before_what_the_kit_knows_of_it(
    tick, word, decision, done, is_told
):
    rows = [[*HEADING, "Đã thu nhận", "Tình trạng"], *children([tick, word])]
    answers = Answers(status={comparison_key(word): decision})
    found, codes = read_small(rows, answers=answers)
    assert (found, "DS-09" in codes) == ([done], is_told)


@pytest.mark.parametrize("answer", ["done", "not_done"])
@pytest.mark.parametrize(
    ("sheet", "word", "done"),
    [("Chưa làm", "Đã cấp", False), ("Đã làm", "Chưa làm", False)],
)
def test_a_decided_row_is_not_held_against_what_stands_over_it(
    sheet, word, done, answer
):
    rows = [[*HEADING, "Tình trạng"], *children([word])]
    assert read_small(rows, sheet=sheet) == ([done], {"DS-09"})
    answers = Answers(results={(sheet, 1): answer})
    found = read_small(rows, sheet=sheet, answers=answers)
    assert found == ([answer == "done"], set())


def test_a_tick_that_was_decided_is_one(folder):
    heading = "STT,Họ và tên,Ngày sinh,Thôn,Đã làm\n"
    row = "1,Mẫu Thị Hoa,02/03/2014,TDP M1,ok lắm\n"
    folder.write(f"rosters/{DAYS[1]}/a.csv", heading + row)
    week, found = people(folder)
    assert (list(found["status"]), "DS-07" in codes(week)) == (["not_yet"], True)
    folder.write("decisions.csv", f"{HEAD}status,,ok lắm,applied,\n")
    week, found = people(folder)
    assert (list(found["status"]), "DS-07" in codes(week)) == (["applied"], False)


@pytest.mark.parametrize(
    ("tick", "word", "decision", "done"),
    [("x", "", "not_yet", False), ("x", "", "issued", True), ("v", "", None, True),
     ("x", "Đã làm", "not_yet", True)],
)  # fmt: skip
def test_a_tick_that_the_kit_knows_may_be_decided_to_mean_less(
    tick, word, decision, done
):
    rows = [[*HEADING, "Đã làm", "Tình trạng"], *children([tick, word])]
    answers = Answers(status={tick: decision}) if decision else None
    assert read_small(rows, answers=answers)[0] == [done]


def test_a_reason_that_was_decided_is_counted_there(folder):
    folder.roster(DAYS[1], "1,Mẫu Thị Hoa,02/03/2014,,TDP M1,chưa,lên rẫy")
    folder.write("decisions.csv", f"{HEAD}reason,,Lên rẫy,VE_QUE_HE,\n")
    week, found = people(folder)
    assert list(found["reason"]) == ["VE_QUE_HE"]
    assert "DS-13" not in codes(week)


@pytest.mark.parametrize(
    "line",
    ["status,,x,done", "reason,,x,NO_SUCH", "presence,,x,gone", "status,,,issued"],
)
def test_a_decision_that_means_nothing_is_named(folder, line):
    folder.roster(DAYS[1], "1,Mẫu Thị Hoa,02/03/2014,,TDP M1,chưa,")
    folder.write("decisions.csv", f"{HEAD}{line},\n")
    with pytest.raises(DophuError, match="TD-05"):
        dophu.load(folder.path, DAYS[1])


@pytest.mark.parametrize(
    "heading", ["Họ tên mẹ", "Trường", "Giới tính", "Ngày sinh", "Tình trạng", "Lý do"]
)
def test_an_error_of_excel_is_reported_in_whichever_column_it_stands(folder, heading):
    row = ["Mẫu Thị Hoa", "TDP M1", "02/03/2014", "chưa", "#N/A"]
    names = ["Họ và tên", "Thôn", "Ngày sinh", "Tình trạng", heading]
    if heading in names[:4]:
        row[names.index(heading)] = "#N/A"
        names, row = names[:4], row[:4]
    text = ",".join(names) + "\n" + ",".join(row) + "\n"
    folder.write(f"rosters/{DAYS[1]}/a.csv", text)
    week, found = people(folder)
    assert len(found) == 1
    assert "DS-14" in codes(week)
