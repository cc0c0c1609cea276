"""An enrolment list that is not sent again is told, with how many hang on it."""

from __future__ import annotations

import pytest

from tests.linkage.weeks import OTHERS, people, week

DAYS = ("2024-07-04", "2024-07-11", "2024-07-18")
DONE = "1,Mẫu Văn Xong,03/02/2016,000216000321,TDP M1,,"
LISTED = "8,Mẫu Văn Xong,03/02/2016,000216000321,TDP M1,{},"


def reported(folder, day):
    return [
        issue.details for issue in week(folder, day).issues if issue.code == "TP-17"
    ]


def fill(folder, status="chưa"):
    for day in DAYS:
        folder.roster(day, OTHERS, LISTED.format(status), f"{day[-2:]},,,,,,")
    folder.enrolment(DAYS[0], DONE)


def status(folder, day):
    found = people(folder, day)
    return found[found["name"] == "Mẫu Văn Xong"].iloc[0]["status"]


def test_it_is_named_once_with_its_children_and_they_stay_done(folder):
    fill(folder)
    assert reported(folder, DAYS[0]) == []
    (about,) = reported(folder, DAYS[1])
    assert about == {"other": f"enrolments/{DAYS[0]}/ca.csv", "children": 1}
    assert status(folder, DAYS[1]) == "applied"
    assert reported(folder, DAYS[2]) == []


@pytest.mark.parametrize("name", ["ca.csv", "ca 11-7.csv", "CA_lan 2.csv"])
def test_the_next_list_of_the_same_sender_is_none_withdrawn(folder, name):
    fill(folder)
    folder.enrolment(DAYS[1], DONE, name=name)
    assert bool(reported(folder, DAYS[1])) is (name == "CA_lan 2.csv")


def test_where_the_hamlets_say_done_too_nothing_hangs_on_it(folder):
    fill(folder, "đã làm")
    assert reported(folder, DAYS[1]) == []
