"""What a person decided is replayed; what cannot be understood is named."""

from __future__ import annotations

import pytest

import dophu
from dophu.catalogue.issues import DophuError

HEADING = "Họ tên,Ngày sinh,Mã HS,Xóm\n"
ROW = "Mẫu Văn Một,1/1/2019,000219000001,Lạ\n"


def rows(folder):
    return dophu.load(folder.path, "2024-07-18")


def test_without_a_decision_the_column_is_unread_and_the_row_set_aside(folder):
    folder.write("rosters/2024-07-18/truong_a.csv", HEADING + ROW)
    week = rows(folder)
    assert {"BG-05", "DS-02"} <= {issue.code for issue in week.issues}
    assert list(week.rows_table()["outcome"]) == ["ignored", "quarantined"]


def test_a_decided_heading_and_spelling_are_used_for_that_sender_alone(folder):
    folder.write("rosters/2024-07-18/truong_a.csv", HEADING + ROW)
    folder.write("rosters/2024-07-18/khac.csv", HEADING + ROW.replace("Một", "Hai"))
    folder.write(
        "decisions.csv",
        "kind,file,value,decision,note\n"
        "heading,truong_*.csv,MÃ HS,personal_number,hỏi cô Hoa\n"
        "hamlet,truong_*.csv,lạ,H2,\n",
    )
    week = rows(folder)
    outcomes = week.rows_table().groupby("file")["outcome"].last()
    assert outcomes["rosters/2024-07-18/truong_a.csv"] == "person"
    assert outcomes["rosters/2024-07-18/khac.csv"] == "quarantined"
    people = week.persons.to_native().df()
    assert list(people["number"]) == ["000219000001"]
    assert list(people["hamlet_id"]) == ["H2"]


def test_a_column_can_be_left_out_by_decision(folder):
    folder.write("rosters/2024-07-18/a.csv", HEADING + ROW)
    folder.write("decisions.csv", "kind,file,value,decision\nheading,,Mã HS,ignore\n")
    assert "BG-05" not in {issue.code for issue in rows(folder).issues}


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("hamlet,,Lạ,H9", "one or more of: H1, H2"),
        ("heading,,Mã HS,so_dinh_danh", "personal_number"),
        ("place,,Lạ,H1", "one or more of: heading, hamlet"),
        ("hamlet,,,H1", "one or more of: H1, H2"),
    ],
)
def test_a_decision_that_is_not_understood_is_named_with_its_row(
    folder, line, expected
):
    folder.roster("2024-07-18", "1,Mẫu Văn Một,1/1/2019,,TDP M1,chưa,")
    folder.write("decisions.csv", f"kind,file,value,decision\n{line}\n")
    with pytest.raises(DophuError, match="TD-05 decisions.csv › 2") as error:
        rows(folder)
    assert expected in error.value.say("en")
