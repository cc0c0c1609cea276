"""Lists that go on with those whom an earlier one left not done."""

from __future__ import annotations

import pytest

from dophu.snapshots import look as look_at_date

DAY = "2024-07-18"
HEAD = "STT,Họ và tên,Ngày sinh,Thôn,Tình trạng"
NAMES = "An Bình Chi Dung Em Giang".split()
DONE, NOT = "Đã làm", "Chưa làm"


def rows(statuses):
    return [
        f"{n},Mẫu Thị {NAMES[n]},0{n + 1}/02/2017,TDP M1,{status}"
        for n, status in statuses.items()
    ]


FIRST = {0: DONE, 1: DONE, 2: DONE, 3: NOT, 4: NOT, 5: NOT}
REST = {3: DONE, 4: NOT, 5: NOT}


@pytest.fixture
def look(folder):
    def look_at(files, decisions=""):
        for name, statuses in files.items():
            text = "\n".join([HEAD, *rows(statuses)]) + "\n"
            folder.write(f"rosters/{DAY}/{name}.csv", text)
        folder.roster(DAY, "1,Mẫu Văn Hai,1/1/2018,,Thôn Ví Dụ 2,Chưa,", name="zz.csv")
        if decisions:
            lines = f"kind,file,value,decision,note\n{decisions},\n"
            folder.write("decisions.csv", lines)
        week = look_at_date(folder.path, DAY)
        children = week.children().query("hamlet_id == 'H1'")
        codes = {issue.code for issue in week.issues}
        told = codes & {"BG-75", "BG-30", "TP-13"}
        return len(children), int(children["has_card"].sum()), week.gate, told

    return look_at


@pytest.mark.parametrize(
    ("first", "later"),
    [("Đợt 1", "Đợt 2"), ("M1 lần 1", "M1 lần 2"), ("M1 10.7", "M1 17.7")],
)
def test_a_later_list_of_just_those_left_goes_on_with_the_first(look, first, later):
    assert look({first: FIRST, later: REST}) == (6, 4, "READY", {"BG-75"})


def test_which_is_later_must_be_stated(look):
    assert look({"a": FIRST, "b": REST})[2:] == ("REVIEW", {"TP-13"})


def test_a_later_list_with_some_of_those_done_replaces_the_first(look):
    later = {2: DONE, **REST}
    assert look({"M1 lần 1": FIRST, "M1 lần 2": later})[3] == {"BG-30"}


def test_a_decision_comes_before_what_names_say(look):
    files = {"M1 lần 1": FIRST, "M1 lần 2": REST}
    line = "replaces,M1 lần 2.csv,M1 lần 1.csv,yes"
    assert look(files, line)[3] == {"BG-30"}
