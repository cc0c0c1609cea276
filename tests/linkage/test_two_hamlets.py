"""In which hamlet a child of two lists counts, and decisions that find no child."""

from __future__ import annotations

from itertools import permutations

import pytest

from tests.linkage.siblings import DAYS, HEADING, child, codes
from tests.linkage.weeks import people, week

M1, M2 = "TDP M1", "Thôn Ví Dụ 2"


def listing(hamlet, *names, start=1):
    return HEADING + "".join(
        f"{at},Mẫu Thị {name},{at:02}/03/2015,Nữ,00031500{start:02}{at:02},Mẹ {name},"
        f"{hamlet},chưa\n"
        for at, name in enumerate(names, start=start)
    )


def at(hamlet, number="000216000001"):
    return child("Mẫu Văn Khoa", number=number).replace(M1, hamlet)


LISTS = (
    listing(M1, "Hoa", "Lan", "Mai") + at(M1),
    listing(M2, "Cúc", "Đào", "Sen", start=11) + at(M2),
)


def decide_line(folder, line):
    folder.write("decisions.csv", f"kind,file,value,decision,note\n{line},\n")


def hamlet_of(folder, day):
    found = people(folder, day).set_index("name")
    return found.loc["Mẫu Văn Khoa", "hamlet_id"]


@pytest.mark.parametrize("names", list(permutations(("a.csv", "b.csv"))))
@pytest.mark.parametrize("number", ["000216000001", ""])
def test_a_child_on_two_hamlets_lists_counts_alike_whatever_the_files_are_called(
    folder, names, number
):
    for name, text in zip(names, LISTS, strict=True):
        folder.write(f"rosters/{DAYS[0]}/{name}", text.replace("000216000001", number))
    assert hamlet_of(folder, DAYS[0]) == "H1"
    assert "DS-16" in codes(folder, DAYS[0])


@pytest.mark.parametrize("names", list(permutations(("a.csv", "b.csv"))))
def test_the_hamlet_of_more_children_goes_before_one_of_a_stray_row(folder, names):
    own = listing(M2, "Cúc", "Đào", "Sen", start=11) + at(M2)
    mixed = listing(M2, "Huệ", "Ly", "Tâm", start=21) + at(M1)
    for name, text in zip(names, (own, mixed), strict=True):
        folder.write(f"rosters/{DAYS[0]}/{name}", text)
    assert hamlet_of(folder, DAYS[0]) == "H2"


def test_a_person_says_where_a_child_of_two_lists_lives(folder):
    for name, text in zip("ab", LISTS, strict=True):
        folder.write(f"rosters/{DAYS[0]}/{name}.csv", text)
    (issue,) = (i for i in week(folder, DAYS[0]).issues if i.code == "DS-16")
    decide_line(folder, f"move,,{issue.details['pair']},H2")
    assert hamlet_of(folder, DAYS[0]) == "H2"
    assert not codes(folder, DAYS[0]) & {"DS-16", "TN-14", "TN-15"}


@pytest.fixture
def listed_in_one(folder):
    """Three weeks of a child that only the list of H1 names; give its id too."""
    for day in DAYS:
        folder.write(f"rosters/{day}/a.csv", LISTS[0].replace("000216000001", ""))
    found = people(folder, DAYS[0]).set_index("name")
    return folder, found.loc["Mẫu Văn Khoa", "person_id"]


def test_a_move_of_a_child_on_no_other_list_is_reported_on_the_first_date_then_holds(
    listed_in_one,
):
    folder, person_id = listed_in_one
    decide_line(folder, f"move,,{person_id},H2")
    assert [hamlet_of(folder, day) for day in DAYS] == ["H1", "H2", "H2"]
    assert "TN-15" in codes(folder, DAYS[0])
    for day in DAYS:
        found = people(folder, day).set_index("name")
        assert found.loc["Mẫu Văn Khoa", "person_id"] == person_id
        assert len(found) == 4


def test_a_move_of_a_child_on_no_list_any_more_holds(listed_in_one):
    folder, person_id = listed_in_one
    gone = listing(M1, "Hoa", "Lan", "Mai")
    folder.write(f"rosters/{DAYS[1]}/a.csv", gone)
    decide_line(folder, f"move,,{person_id},H2")
    assert hamlet_of(folder, DAYS[1]) == "H2"


@pytest.mark.parametrize("line", ["move,,P0123456789ab,H2",
                                  "same_child,,P0123456789ab Pba9876543210,same",
                                  "same_child,,P0123456789ab Pba9876543210,different",
                                  "presence,,P0123456789ab,left"])  # fmt: skip
def test_a_decision_on_nobody_is_reported_at_its_line(listed_in_one, line):
    folder, _ = listed_in_one
    decide_line(folder, line)
    (issue,) = (i for i in week(folder, DAYS[1]).issues if i.code == "TN-14")
    assert (issue.file, issue.cell) == ("decisions.csv", "2")
    assert "P0123456789ab" in issue.message("en")
