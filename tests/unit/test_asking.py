"""What an analyst asks: the children, tables by any column, charts of some children."""

import re

import pytest

import dophu
from dophu.catalogue.columns import frames
from dophu.snapshots.children import CHILD_COLUMNS

DAY = "2024-07-18"


@pytest.fixture
def week(folder):
    folder.write(
        "hamlets.csv",
        "hamlet_id,name,aliases,officer,valid_from,valid_to\n"
        "H1,Tổ dân phố Mẫu 1,TDP M1,Cán bộ A,,\n"
        "H2,Thôn Ví Dụ 2,,Cán bộ B,,\nH3,Bản Chưa Nộp,,,,\n",
    )
    folder.roster(
        DAY,
        "1,Mẫu Văn Một,01/02/2019,000219000001,TDP M1,chưa,Về quê",
        "2,Mẫu Thị Hai,03/04/2015,,Thôn Ví Dụ 2,đã cấp,",
        "3,Mẫu Thị Ba,2018,,Thôn Ví Dụ 2,chưa,",
    )
    return dophu.load(folder.path, DAY)


def words(call, **details) -> str:
    with pytest.raises(dophu.DophuError, match="PT-0") as caught:
        call(**details)
    return str(caught.value)


def test_the_children_are_listed_without_anything_that_names_them(week):
    kids = week.children()
    assert list(kids) == list(CHILD_COLUMNS) == list(frames()["children"]["columns"])
    shown = kids.to_csv()
    for personal in ("Mẫu Văn", "000219000001", "2019-02-01", "2015-04-03"):
        assert personal not in shown
    assert {*kids["birth_year"]} == {2019, 2015, 2018}


def test_a_hamlet_that_never_sent_a_list_is_empty_and_not_zero(week):
    table = dophu.gaps(week, by="hamlet").set_index("hamlet")
    assert table["persons"].isna().tolist() == [False, False, True]
    both = dophu.gaps(week, by=["hamlet", "sex"]).set_index("hamlet")
    assert both.loc["Bản Chưa Nộp"].isna().all()
    officers = dophu.gaps(week, by="officer")["persons"].isna()
    assert officers.tolist() == [False, False, True]


def test_a_filter_of_places_keeps_their_empty_cells(week):
    table = dophu.gaps(week, where={"hamlet": "TDP M1"})
    assert table["age_group"].tolist() == ["under_6", "6_to_13", "unknown"]
    assert table["persons"].tolist() == [1, 0, 0]
    assert len(dophu.gaps(week, where="hamlet_id == 'H3'")) == 3
    assert len(dophu.gaps(week, where="hamlet_id == 'H2' and birth_year > 2000")) == 3


def test_a_column_of_ones_own_groups_and_filters(week):
    kids = week.children()
    decade = (kids["birth_year"] // 10 * 10).rename("decade")
    table = dophu.gaps(week, by=[decade, "status"])
    assert list(table)[:2] == ["decade", "status"] and table["persons"].sum() == 3
    assert dophu.gaps(week, where=kids["birth_year"] < 2018)["persons"].sum() == 1
    assert "PT-04" in words(lambda: dophu.gaps(week, by=decade.iloc[:2]))
    assert "PT-04" in words(lambda: dophu.gaps(week, by=decade.rename(None)))


def test_a_wrong_word_is_answered_with_the_nearest(week):
    def ask(**given):
        return words(lambda: dophu.gaps(week, **given))

    assert "gần nhất là 'sex'" in ask(by="sexx")
    assert "gần nhất là 'officer'" in ask(where={"oficer": "Cán bộ A"})
    assert "gần nhất là 'Thôn Ví Dụ 2'" in ask(where={"hamlet": "Thôn Ví Dụ 22"})
    assert "gần nhất là 'under_6'" in ask(where={"age_group": "under6"})
    assert "gần nhất là 'birth_year'" in ask(where="birthyear > 2000")
    assert re.search("PT-03.*birth_year", ask(where="birth_year >"))
    assert "gần nhất là 'ranked'" in words(lambda: dophu.chart("rankd", week))
    assert "PT-06" in words(lambda: dophu.chart("card", week, by="sex"))


def test_a_wrong_word_is_answered_in_the_language_of_the_campaign(folder, week):
    text = (folder.path / "campaign.toml").read_text("utf-8")
    folder.write("campaign.toml", text.replace("deadline", 'language = "en"\ndeadline'))
    english = dophu.load(folder.path, DAY)
    assert "the nearest word is 'sex'" in words(lambda: dophu.gaps(english, by="sx"))


@pytest.mark.parametrize("name", ["ranked", "organ", "heat", "dumbbell", "smalls"])
def test_a_chart_by_a_column_has_its_values_for_rows(week, name):
    data = dophu.chart(name, week, by="officer").data
    assert {*data["hamlet"]} >= {"Cán bộ A", "Cán bộ B"}


def test_a_chart_of_some_children_says_of_whom_at_its_foot(week):
    chart = dophu.chart("ranked", week, where={"sex": "unknown", "hamlet": "TDP M1"})
    assert chart.data["persons"].sum() == 1
    drawn = " ".join(a.get_text() for a in chart.figure().findobj(match=_is_text))
    assert "Chỉ tính: Chưa rõ; Tổ dân phố Mẫu 1." in drawn


def _is_text(artist) -> bool:
    return hasattr(artist, "get_text")
