"""A child's birth date where its lists differ: settled by all, and listed."""

from __future__ import annotations

from datetime import date

import pandas as pd
import pytest

import dophu
from dophu.rosters.columns.birth_columns import read_births

CHILD = "1,Mẫu Văn Một,{},{},TDP M1,{},"
OTHER = "2,Mẫu Thị Hai,03/04/2015,000315558913,TDP M1,chưa,"


def line(birth: str, number: str = "000219104207", status: str = "chưa") -> str:
    return CHILD.format(birth, number, status)


def child(folder, day: str) -> pd.Series:
    found = dophu.load(folder.path, day).persons.to_native().df()
    assert len(found) == 2
    return found[found["name"] == "Mẫu Văn Một"].iloc[0]


def listed(folder, day: str) -> list:
    return [i for i in dophu.load(folder.path, day).issues if i.code in
            ("DS-08", "DS-21", "DS-22")]  # fmt: skip


@pytest.mark.parametrize("written", ["", "2018", "31/02/2018"])
def test_a_birth_that_the_hamlet_lacks_is_known_from_the_enrolment_list(
    folder, written
):
    folder.roster("2024-07-18", line(written), OTHER)
    assert [i.code for i in listed(folder, "2024-07-18")] == ["DS-08"]
    folder.enrolment("2024-07-18", line("20/09/2018", status="đã làm"))
    assert child(folder, "2024-07-18")["birth_from"] == pd.Timestamp("2018-09-20")
    assert not listed(folder, "2024-07-18")


def test_where_two_lists_outvote_one_the_row_that_is_wrong_is_named(folder):
    folder.roster("2024-07-18", line("09/03/2018"), OTHER)
    folder.roster("2024-07-18", line("03/09/2018"), name="b.csv")
    folder.roster("2024-07-18", line("03/09/2018"), "", name="c.csv")
    assert child(folder, "2024-07-18")["birth_from"] == pd.Timestamp("2018-09-03")
    (issue,) = listed(folder, "2024-07-18")
    assert (issue.code, issue.file, issue.cell) == (
        "DS-21", "rosters/2024-07-18/a.csv", "2",
    )  # fmt: skip
    message = issue.message("en")
    assert "more lists have it" in message and "b.csv" in message
    assert "2018" not in message.replace("2024-07-18", "")


def test_a_difference_that_leaves_the_age_group_as_it_is_is_a_note(folder):
    folder.roster("2024-07-18", line("09/03/2015"), OTHER)
    folder.enrolment("2024-07-18", line("03/09/2015", status="đã làm"))
    assert child(folder, "2024-07-18")["birth_from"] == pd.Timestamp("2015-09-03")
    (issue,) = listed(folder, "2024-07-18")
    assert issue.code == "DS-22"
    assert issue.severity == "info"


def test_an_outvoted_row_is_known_again_the_next_week_and_so_is_one_set_right(folder):
    days = ("2024-07-04", "2024-07-11", "2024-07-18")
    for day, birth in zip(
        days, ("09/03/2016", "09/03/2016", "03/09/2016"), strict=True
    ):
        folder.roster(day, line(birth, number=""), OTHER)
        folder.enrolment(day, line("03/09/2016", number="", status="đã làm"), OTHER)
    found = [child(folder, day) for day in days]
    assert len({each["person_id"] for each in found}) == 1
    assert {each["presence"] for each in found} == {"present"}
    assert {each["birth_from"] for each in found} == {pd.Timestamp("2016-09-03")}
    for day in days[1:]:  # by an exact rule, not by likeness
        rows = dophu.load(folder.path, day).rows_table()
        assert "TN-" not in " ".join(
            rows.loc[rows["file"].str.contains("/a."), "issues"]
        )


def test_two_rows_of_one_list_have_one_voice(folder):
    wrong = line("09/03/2018")
    folder.roster("2024-07-18", wrong, wrong, OTHER)
    folder.enrolment("2024-07-18", line("03/09/2018", status="đã làm"))
    assert child(folder, "2024-07-18")["birth_from"] == pd.Timestamp("2018-09-03")
    assert len(listed(folder, "2024-07-18")) == 1


LOST_ZEROS = [
    (["5072019", "17112014", "2082020"], [(2019, 7, 5), (2014, 11, 17), (2020, 8, 2)]),
    ([5072019, None, 17112014], [(2019, 7, 5), None, (2014, 11, 17)]),
    (["1122019"], [(2019, 12, 1)]),
    (["50720"], [None]),  # a serial of 2038: what it means is not known
    ([50720, "050720"], [None, None]),
    (["5072019", "17/11/2014"], [None, (2014, 11, 17)]),
    (["5072019", "2014"], [None, (2014, 1, 1)]),
]


@pytest.mark.parametrize(("written", "born"), LOST_ZEROS, ids=str)
def test_a_column_of_figures_gets_its_lost_zeros_back(written, born):
    births, _, _ = read_births(written, lambda _: [], {}, date(2024, 7, 18))
    assert [b and (b.first.year, b.first.month, b.first.day) for b in births] == born
