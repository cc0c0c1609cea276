"""Enrolment lists that disagree about a child are told, with lines that settle it."""

import pytest

import dophu

DAY, BEFORE = "2024-07-18", "2024-07-11"
HEAD = "STT,Họ và tên,Ngày sinh,Thôn,Tình trạng"
NAMES = ("Mẫu Văn An", "Mẫu Thị Bình", "Mẫu Đức Chi")


def listed(*statuses, title=""):
    rows = [
        f"{n},{name},0{n}/07/2016,TDP M1,{status}"
        for n, (name, status) in enumerate(zip(NAMES, statuses, strict=False), 1)
        if status
    ]
    return "\n".join([*filter(None, [title]), HEAD, *rows]) + "\n"


def look(folder, day=DAY):
    week = dophu.load(folder.path, day)
    people = week.persons.to_native().df().sort_values("birth_from")
    return list(people["status"]), week


def told(week):
    return [i for i in week.issues if i.code in ("DS-39", "DS-41")]


@pytest.fixture
def two(folder):
    """A hamlet's list, and two of the police that disagree about the first child."""
    folder.write(f"rosters/{DAY}/m1.csv", listed("chưa", "chưa", "chưa"))
    folder.write(f"enrolments/{DAY}/a.csv", listed("Đã thu nhận", "Đã thu nhận"))
    folder.write(f"enrolments/{DAY}/b.csv", listed("Trả lại", "", "Đã cấp"))
    return folder


@pytest.mark.parametrize("answer", ["", "done", "not_done"])
def test_two_lists_that_disagree_count_the_lesser_until_a_line_settles_it(two, answer):
    expected = "returned"
    if answer:
        (issue,) = told(look(two)[1])
        line = issue.details[f"line_{answer}"]
        two.write("decisions.csv", f"kind,file,value,decision\n{line}\n")
        expected = "applied" if answer == "done" else "returned"
    statuses, week = look(two)
    assert statuses == [expected, "applied", "issued"]
    assert [i.code for i in told(week)] == ([] if answer else ["DS-39"])


def test_an_earlier_list_is_the_older_one_and_the_fall_is_told(folder):
    folder.write(f"rosters/{BEFORE}/m1.csv", listed("chưa", "chưa"))
    folder.write(f"enrolments/{BEFORE}/a.csv", listed("Đã thu nhận", "Trả lại"))
    folder.write(f"rosters/{DAY}/m1.csv", listed("chưa", "chưa ", "chưa"))
    folder.write(f"enrolments/{DAY}/a.csv", listed("Trả lại", "Đã thu nhận"))
    statuses, week = look(folder)
    assert statuses == ["returned", "applied", "not_yet"]
    assert "TN-05" in {issue.code for issue in week.issues}
    assert told(week) == []


def test_a_hamlets_done_that_the_police_sent_back_is_told(folder):
    folder.write(f"rosters/{DAY}/m1.csv", listed("Đã làm", "Đã làm", "chưa"))
    folder.write(f"enrolments/{DAY}/a.csv", listed("Trả lại", "Đã cấp", "Trả lại"))
    statuses, week = look(folder)
    assert statuses == ["returned", "issued", "returned"]
    assert [issue.code for issue in told(week)] == ["DS-39"]
    rules = set(dophu.why(week, column="gap")["status_rule"])
    assert any("kém thuận lợi" in rule and "DS-39" in rule for rule in rules)


@pytest.mark.parametrize("answer", ["", "done", "not_done"])
def test_a_list_of_those_sent_back_is_held_against_who_is_taken(folder, answer):
    folder.write(f"rosters/{DAY}/m1.csv", listed("Đã làm", "Đã làm", "chưa"))
    folder.write(f"enrolments/{DAY}/a.csv", listed("Đã thu nhận", "Đã thu nhận"))
    back = "\n".join(
        listed("?").replace(",Tình trạng", "").replace(",?", "").split("\n")
    )
    folder.write(f"rosters/{DAY}/b.csv", f"DANH SÁCH HỒ SƠ TRẢ LẠI\n{back}")
    statuses, week = look(folder)
    assert statuses == ["returned", "applied", "not_yet"]
    assert [issue.code for issue in told(week)] == ["DS-39", "DS-39"]
    if answer:
        lines = "\n".join(issue.details[f"line_{answer}"] for issue in told(week))
        folder.write("decisions.csv", f"kind,file,value,decision\n{lines}\n")
        statuses, week = look(folder)
        assert statuses[0] == ("applied" if answer == "done" else "returned")
        assert told(week) == []
