"""A table on screen: words and numbers as they are read, the frame left alone."""

import re
from datetime import date

import pandas as pd
import pytest

import dophu
from dophu.ages import AgeGroup, AgeGroups
from dophu.campaign.settings import STATUSES
from dophu.catalogue.about import About
from dophu.catalogue.columns import OUTCOMES, fields, frames
from dophu.catalogue.issues import SEVERITIES
from dophu.catalogue.table_words import heading, word
from dophu.tables.pace import STATES

DAY = date(2024, 7, 18)
LANGUAGES = ("vi", "en")
GROUPS = AgeGroups((AgeGroup("under_6", 0, 6, {"vi": "Dưới 6", "en": "Under 6"}),))
CODES = {
    "sex": ("female", "male", "unknown"),
    "status": STATUSES,
    "presence": ("present", "to_verify"),
    "birth_precision": ("day", "month", "year", "unknown"),
    "reachable": ("now", "later", "no", "unknown"),
    "state": STATES,
    "severity": SEVERITIES,
    "outcome": OUTCOMES,
    "per": ("day", "week", "working_day", "session_day"),
    "basis": ("days", "intervals"),
    "age_group": ("under_6", "unknown", "all"),
    "next_group": ("under_6", "unknown", "out_of_scope"),
    "cause": ("added", "removed", "changed", "read_differently"),
}


def about(language: str = "vi") -> About:
    return About("Thị trấn Mẫu", DAY, date(2024, 7, 31), GROUPS, language)


def cells(table, language: str = "vi", rows: int = 60) -> list[list[str]]:
    shown = dophu.show(table, about(language), rows)
    return [shown.heads, *shown.lines]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", frames())
def test_every_column_of_the_data_dictionary_has_a_heading_of_its_own(name, language):
    columns = list(frames()[name]["columns"])
    heads = [heading(column, columns, about(language)) for column in columns]
    assert len({*heads}) == len(heads)
    assert not {*heads} & {*columns}
    assert not any("_" in head or "{" in head for head in heads)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("column", CODES)
def test_every_code_has_words_of_its_own(column, language):
    words = [word(column, code, about(language)) for code in CODES[column]]
    assert len({*words}) == len(words)
    if language == "vi":
        assert not {*words} & {*CODES[column]}


def test_one_name_in_two_tables_has_the_word_of_the_table_it_is_of():
    ledger = pd.DataFrame({"opening": [2], "enrolled": [1], "closing": [1]})
    counted = pd.DataFrame({"persons": [2], "enrolled": [1]})
    assert cells(ledger, "en")[0][1] == "Enrolled since the previous date"
    assert cells(counted, "en")[0][1] == "Enrolled"
    assert cells(counted[["enrolled"]], "en")[0] == ["Enrolled"]


def test_numbers_are_written_as_they_are_read_in_the_language():
    table = pd.DataFrame(
        {
            "gap": pd.array([1472, None], "Int64"),
            "required_per_day": [113.230769, 62.25],
            "coverage": [0.1084, float("nan")],
            "ratio": [0.679811, 1.0],
            "birth_year": [2015, 2016],
            "plausible": pd.array([False, None], "boolean"),
            "last_received": ["2024-07-08", None],
        }
    )
    kept = table.copy()
    assert cells(table)[1:] == [
        ["1.472", "113,2", "10,8%", "0,68", "2015", "không", "8/7/2024"],
        ["–", "62,3", "–", "1,00", "2016", "–", "–"],
    ]
    assert cells(table, "en")[1] == [
        "1,472", "113.2", "10.8%", "0.68", "2015", "no", "8 July 2024"
    ]  # fmt: skip
    pd.testing.assert_frame_equal(table, kept)


def test_a_share_is_worked_out_from_its_counts_where_they_stand_beside_it():
    # 0.40449 is 40,4 %, but rounded to four digits before it would be 40,5.
    table = pd.DataFrame({"persons": [100000], "enrolled": [40449], "coverage": 0.4045})
    assert cells(table)[1] == ["100.000", "40.449", "40,4%"]


def test_columns_made_of_dates_are_headed_by_them_in_words():
    table = pd.DataFrame({"gap": [3]}, index=pd.Index(["under_6"], name="age_group"))
    both = pd.concat({date(2024, 7, 4): table}, axis=1, names=["as_of"])
    assert cells(both)[0] == ["Nhóm tuổi", "4/7/2024 · Chưa làm"]


def test_shares_of_one_s_own_are_percentages_also_where_all_are_whole():
    table = pd.DataFrame({"coverage_then": [0.0, 1.0], "share_so_far": [0.123, None]})
    assert cells(table)[1:] == [["0,0%", "12,3%"], ["100,0%", "–"]]


def test_whole_numbers_that_pandas_made_floats_of_have_no_decimals():
    table = pd.DataFrame({"gap": [1.0, None, 2000.0]})
    assert [line[0] for line in cells(table)[1:]] == ["1", "–", "2.000"]
    assert cells(pd.DataFrame({"x": [436.0, 62.25, -3.06]}))[1:] == [
        ["436,0"], ["62,3"], ["-3,1"]
    ]  # fmt: skip


def test_an_index_stands_first_and_a_pivot_is_headed_by_words():
    table = pd.DataFrame(
        {"sex": ["male", "female"], "age_group": ["under_6", "unknown"], "gap": [1, 2]}
    )
    sums = table.groupby("sex")["gap"].sum()
    assert cells(sums, "en") == [
        ["Sex", "Not yet enrolled"],
        ["Female", "2"],
        ["Male", "1"],
    ]
    wide = table.pivot(index="sex", columns="age_group", values="gap")
    assert cells(wide, "en")[0] == ["Sex", "Under 6", "Age unknown"]
    both = table.pivot(index="sex", columns="age_group", values=["gap"])
    assert cells(both, "en")[0][1] == "Not yet enrolled · Under 6"
    assert cells(table[table["gap"] > 1], "en")[1] == ["Female", "Age unknown", "2"]
    assert cells(table.groupby("sex").size(), "en")[0] == ["Sex", "Number"]


def test_a_column_of_ones_own_keeps_its_name_and_its_words():
    table = pd.DataFrame({"khu phố": ["all right", "unknown"], "my_count": [1, 2]})
    assert cells(table) == [
        ["khu phố", "my_count"],
        ["all right", "1"],
        ["unknown", "2"],
    ]


def test_a_long_table_says_how_many_rows_are_left_out_and_keeps_its_totals():
    table = pd.DataFrame({"hamlet": [*"ABCDE", "all"], "gap": [1, 1, 1, 1, 1, 5]})
    shown = dophu.show(table, about(), rows=3)
    assert [line[0] for line in shown.lines] == ["A", "B", "Toàn thị trấn"]
    assert repr(shown).endswith("… và 3 dòng nữa")
    without = dophu.show(table.iloc[:5], about("en"), rows=4)
    assert [line[0] for line in without.lines] == [*"ABCD"]
    assert without.notes == "… and 1 more row"
    assert dophu.show(table, about(), rows=6).notes == ""
    missing = pd.DataFrame({"gap": pd.array([1, None], "Int64")})
    assert dophu.show(missing, about(), rows=1).lines == [["1"]]


def test_numbers_stand_to_the_right_and_words_to_the_left():
    table = pd.DataFrame({"hamlet": ["2", "Mẫu"], "gap": [1, None], "why": ["a", "b"]})
    shown = dophu.show(table, about())
    assert shown.right == [False, True, False]
    html = shown._repr_html_()
    assert html.count("text-align: right") == 3 and html.count("text-align: left") == 6
    assert repr(shown).splitlines()[1:] == [
        "2               1  a",
        "Mẫu             –  b",
    ]


def test_nothing_in_a_cell_can_become_part_of_the_page():
    html = dophu.show(pd.DataFrame({"<i>": ["<script>"]}), about())._repr_html_()
    assert "<script>" not in html and "<i>" not in html and "&lt;script&gt;" in html


def test_what_identifies_a_child_is_not_shown():
    table = pd.DataFrame(
        {"name": ["Mẫu Văn Một"], "Số ĐDCN": ["099015000001"], "gap": [1],
         "Họ tên mẹ": ["Mẫu Thị Hai"], "birth_date": ["2019-02-01"]}
    )  # fmt: skip
    shown = dophu.show(table, about("en"))
    for text in (repr(shown), shown._repr_html_()):
        assert not re.search("Mẫu|0990|2019", text)
    assert shown.heads == ["Not yet enrolled"] and "Số ĐDCN" in shown.notes
    known = {name for name in dophu.table_view.PERSONAL} - {*fields()}
    assert known == set(), "each is a field of the lists"


def test_a_hamlet_that_never_sent_a_list_is_a_dash_and_an_empty_table_says_so(folder):
    folder.roster("2024-07-18", "1,Mẫu Văn Một,01/02/2019,,TDP M1,chưa,Về quê")
    week = dophu.load(folder.path, "2024-07-18")
    lines = dophu.show(dophu.total_gaps(dophu.gaps(week), by="hamlet"), week).lines
    assert lines[1] == ["Thôn Ví Dụ 2", *"––––––"]
    assert "Không có dòng nào." in repr(dophu.show(dophu.restatement(week), week))


def test_what_is_no_table_or_no_date_is_an_error():
    week = dophu.load("data/sample", "2024-07-18")
    with pytest.raises(dophu.DophuError, match=r"PT-08 .* không phải 'list'"):
        dophu.show([1], week)
    with pytest.raises(dophu.DophuError, match=r"PT-09 .* không phải 'str'"):
        dophu.show(dophu.gaps(week), "vi")
