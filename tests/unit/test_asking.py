"""What an analyst asks: the children, tables by any column, charts of some children."""

import re
from importlib import import_module

import pandas as pd
import pytest

import dophu
from dophu.catalogue.columns import frames
from dophu.explorer import measures
from dophu.explorer.view import View
from dophu.snapshots.children import CHILD_COLUMNS
from dophu.tables import few_officers
from dophu.tables.changes import gap_history
from tests.short_form import cases

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


@pytest.mark.parametrize(
    "name", cases(["ranked", "organ", "heat", "dumbbell", "smalls"], 2)
)
def test_a_chart_by_a_column_has_its_values_for_rows(week, name, monkeypatch):
    monkeypatch.setattr(few_officers, "LEAST", 1)
    data = dophu.chart(name, week, by="officer").data
    assert {*data["hamlet"]} >= {"Cán bộ A", "Cán bộ B"}


@pytest.mark.parametrize("name", ["ranked", "reach"])
def test_officers_of_few_children_are_one_row_without_a_name(week, name):
    """Of few children a share says nothing of anybody; nobody is ranked by it."""
    data = dophu.chart(name, week, by="officer").data
    assert not {*data.astype(str).stack()} & {"Cán bộ A", "Cán bộ B"}
    if name == "ranked":
        assert data["persons"].sum() == dophu.gaps(week)["persons"].sum()
        assert "cán bộ dưới 30 trẻ" in {*data["hamlet"]}


def test_a_table_of_the_explorer_names_officers_of_few_children_after_all_others(
    week, monkeypatch
):
    named = dophu.gaps(week, by="officer")["officer"].dropna()
    monkeypatch.setattr(measures, "few_officers", lambda week: {named.iloc[0]})
    for measure in ("gap", "coverage"):
        view = View(measure=measure, by="officer")
        table = measures.measure(week, None, view, {})
        assert table["officer"].iloc[-1] == named.iloc[0]


def test_a_chart_of_some_children_says_of_whom_at_its_foot(week):
    chart = dophu.chart("ranked", week, where={"sex": "unknown", "hamlet": "TDP M1"})
    assert chart.data["persons"].sum() == 1
    drawn = " ".join(a.get_text() for a in chart.figure().findobj(match=_is_text))
    assert "Chỉ tính: Chưa rõ; Tổ dân phố Mẫu 1." in drawn


def _is_text(artist) -> bool:
    return hasattr(artist, "get_text")


def test_what_a_date_and_a_campaign_show_of_themselves_names_no_child(week):
    shown = repr(week) + week._repr_html_() + repr(week.campaign)
    assert "Trẻ được tính: 3; Chưa làm: 2; Địa bàn đã nộp: 2/3" in repr(week)
    assert "<th>Chưa làm</th><td>2</td>" in week._repr_html_()
    assert "Thời hạn: 31/7/2024; Số địa bàn: 3" in repr(week.campaign)
    assert "<td>Thị trấn Thử</td>" in week.campaign._repr_html_()
    assert "Mẫu Văn" not in shown and "000219" not in shown
    assert len(repr(week)) < 200


LEDGERS = {"changes": dophu.changes, "history": dophu.history}


@pytest.mark.parametrize("name", LEDGERS)
def test_a_ledger_adds_up_by_its_places_and_by_nothing_else(week, name):
    every, by_officer = LEDGERS[name](week), LEDGERS[name](week, by="officer")
    assert by_officer["closing"].sum() == every["closing"].sum() == 2
    assert LEDGERS[name](week, where={"officer": "Cán bộ B"})["closing"].sum() == 1
    assert "gần nhất là 'hamlet'" in words(lambda: LEDGERS[name](week, by="hamlt"))
    known = "Dùng được: hamlet_id, hamlet, officer, age_group."
    assert known in words(lambda: LEDGERS[name](week, by="sex"))


def test_quality_is_added_up_by_officer(week):
    table = dophu.quality(week, by="officer").set_index("officer")
    assert table.loc["Cán bộ B", ["rows", "persons", "year_only"]].tolist() == [2, 2, 1]
    assert len(dophu.quality(week, where="officer == 'Cán bộ A'")) == 1
    assert "PT-01" in words(lambda: dophu.quality(week, by="age_group"))


def test_a_pace_is_given_of_what_it_is_measured_of(week):
    by_hamlet = dophu.pace(week, by="hamlet")
    assert by_hamlet["hamlet"].tolist() == [
        "Tổ dân phố Mẫu 1", "Thôn Ví Dụ 2", "Bản Chưa Nộp"
    ]  # fmt: skip
    assert by_hamlet["gap"].sum() == 2
    assert dophu.pace(week, by="age_group")["gap"].sum() == 2
    one = dophu.pace(week, where={"hamlet": "Thôn Ví Dụ 2"})
    assert len(one) == 3 and one["gap"].sum() == 1
    hamlet = {"hamlet": "Thôn Ví Dụ 2"}
    assert "PT-01" in words(lambda: dophu.pace(week, by="age_group", where=hamlet))
    officers = dophu.pace(week, by="officer").set_index("officer")
    assert officers["gap"].sum() == 2
    # Nobody is on track of whose hamlets one sent no list, nor is nothing left there.
    assert officers.loc[officers["gap"].isna(), "state"].tolist() == ["not_sent"]
    assert dophu.pace(week).equals(dophu.progress(week).pace)


def test_the_recovered_are_followed_by_any_column_of_the_date_before():
    week = dophu.load("data/sample", DAY)
    default = dophu.recovered_by_reason(week)
    same = dophu.recovered_by_reason(week, where={})
    assert same.to_dict() == default.to_dict()
    by_sex = dophu.recovered_by_reason(week, by="sex")
    assert by_sex.iloc[:, 1:].sum().to_dict() == default.iloc[:, 1:].sum().to_dict()
    assert len(by_sex) == 2


def test_the_turning_are_counted_by_officer_and_next_group():
    week = dophu.load("data/sample", DAY)
    table = dophu.count_turning(week, by=["officer", "next_group"])
    assert table["children"].sum() == dophu.count_turning(week)["children"].sum() == 21


def test_the_waterfall_of_a_hamlet_is_drawn_from_its_ledger():
    week = dophu.load("data/sample", DAY)
    data = dophu.chart("waterfall", week, where={"hamlet_id": "H03"}).data
    assert 181 in data.select_dtypes("number").to_numpy()
    boys = {"sex": "male"}
    assert "PT-01" in words(lambda: dophu.chart("waterfall", week, where=boys))


def test_a_school_groups_where_three_children_have_it(folder):
    heading = "Họ và tên,Ngày sinh,Thôn,Tình trạng,Trường\n"
    schools = ["TH Mẫu"] * 3 + ["Mẫu Thị Lạ", ""]
    lines = [
        f"Mẫu Văn {name},01/02/2016,TDP M1,chưa,{school}"
        for name, school in zip("ABCDE", schools, strict=True)
    ]
    folder.write(f"rosters/{DAY}/a.csv", heading + "\n".join(lines) + "\n")
    week = dophu.load(folder.path, DAY)
    table = dophu.gaps(week, by="school")
    assert table["school"].tolist()[:2] == ["TH Mẫu", "other"]
    assert table["persons"].tolist() == [3, 1, 1]
    assert table["school"].isna().tolist() == [False, False, True]
    assert "Lạ" not in week.children().to_csv()
    wrong = {"school": "TH Mau"}
    assert "gần nhất là 'TH Mẫu'" in words(lambda: dophu.gaps(week, where=wrong))
    small = dophu.gaps(week, where={"school": "TH Mẫu"})
    pd.testing.assert_frame_equal(small, dophu.gaps(week, where="school == 'TH Mẫu'"))
    assert small["persons"].sum() == 3
    chart = dophu.chart("ranked", week, by="school")
    assert "TH Mẫu" in set(chart.data["hamlet"])


def test_a_chart_of_some_children_says_so_in_its_title_and_its_text(week):
    whole = dophu.chart("ranked", week)
    some = dophu.chart("ranked", week, where={"hamlet_id": "H2"})
    assert some.title.startswith("Chỉ tính thôn Ví Dụ 2: ")
    assert some.alt.startswith("Chỉ tính: Thôn Ví Dụ 2. ")
    assert "Chỉ tính thôn Ví Dụ 2: " in some.digest()
    assert "Chỉ tính" not in whole.title + whole.alt + whole.digest()
    many = dophu.chart("ranked", week, where={"hamlet_id": ["H1", "H2", "H3"]})
    assert many.title.startswith("Chỉ tính một phần: ")


@pytest.mark.parametrize("by", [(), "officer", ["hamlet_id", "age_group"]])
@pytest.mark.parametrize(
    "where",
    [
        {"age_group": ["under_6"]},
        {"hamlet_id": ["H01", "H03"]},
        {"officer": "Cán bộ 03", "age_group": "6_to_13"},
    ],
)
def test_whole_hamlets_and_ages_are_counted_as_their_children_are(where, by):
    week = dophu.load("data/sample", "2024-07-18")
    counted = {**where, "presence": ["present", "to_verify"]}
    pd.testing.assert_frame_equal(
        dophu.gaps(week, by=by, where=where), dophu.gaps(week, by=by, where=counted)
    )


def test_what_is_counted_of_chosen_children_is_counted_of_all_where_all_are_chosen(
    folder, week
):
    folder.roster(
        DAY,
        "1,Mẫu Văn Một,01/02/2019,000219000001,TDP M1,đã thu nhận hồ sơ,",
        "2,Mẫu Thị Hai,03/04/2015,,Thôn Ví Dụ 2,đã cấp,",
        "3,Mẫu Thị Ba,2018,,Thôn Ví Dụ 2,đã cấp,",
        "4,Mẫu Văn Tư,05/06/2016,000216000004,Thôn Ví Dụ 2,chưa,",
        name="a.csv",
    )
    fresh = dophu.load(folder.path, DAY)
    table = dophu.gaps(fresh)
    assert table[["applied", "issued", "enrolled"]].sum().to_list() == [1, 2, 3]
    every_child = dophu.gaps(fresh, where="birth_year > 1")
    pd.testing.assert_frame_equal(every_child, table)
    hamlet = fresh.children()["hamlet_id"]
    some = hamlet.where(hamlet == "H1").rename("chosen")
    by_some = dophu.gaps(fresh, by=some)
    assert by_some["persons"].sum() == 4 and by_some["chosen"].isna().sum() == 1
    by_both = dophu.gaps(fresh, by=["hamlet", "sex"])
    silent = by_both[by_both["hamlet"] == "Bản Chưa Nộp"]
    assert len(silent) == 1 and silent["persons"].isna().all()
    assert silent["coverage"].isna().all()
    for column in ("persons", "enrolled", "gap"):
        assert str(by_both[column].dtype) == "Int64"
    nobody = dophu.gaps(fresh, where={"hamlet": "Thôn Ví Dụ 2", "age_group": "under_6"})
    assert nobody["persons"].to_list() == [0] and nobody["coverage"].isna().all()


def test_gaps_are_kept_under_their_own_name(week, monkeypatch):
    names = []
    counting = import_module("dophu.tables.gaps")
    monkeypatch.setattr(
        counting, "kept_table", lambda _, name, make: names.append(name) or make()
    )
    dophu.gaps(week)
    dophu.gaps(week, by="officer", where={"age_group": "under_6"})
    assert names == ["gaps", "gaps"]
    assert "gaps" in words(lambda: dophu.gaps(week, by="sexx"))


def test_what_a_table_cannot_answer_is_told_and_nothing_is_guessed(week):
    kids = week.children()
    girls = kids["sex"] == "female"
    assert "PT-04" in words(lambda: dophu.gaps(week, where=girls.iloc[:1]))
    assert "PT-04" in words(lambda: dophu.gaps(week, by=girls.rename(None)))
    short = girls.iloc[:1].rename("own")
    assert "PT-04" in words(lambda: dophu.gaps(week, by=short))
    # A table of places has no columns of children, whoever brings them along.
    assert "PT-01" in words(lambda: dophu.changes(week, by=girls))
    own = girls.rename("own")
    assert "PT-07" in words(lambda: dophu.recovered_by_reason(week, by=own))
    # What is of a date before has no row of its own, and places are not children.
    assert "PT-07" in words(lambda: gap_history(week, where=girls))
    both = "hamlet_id == 'H2' and status == 'not_yet'"
    assert "PT-07" in words(lambda: gap_history(week, where=both))


def test_a_query_of_places_and_children_keeps_the_cells_of_the_children(week):
    young = dophu.gaps(week, where="age_group == 'under_6' and status == 'not_yet'")
    assert set(young["age_group"]) == {"under_6"}
    assert young["persons"].sum() == 1
    of_one = dophu.gaps(week, where="hamlet_id == 'H2' and status != 'nothing'")
    assert set(of_one["hamlet_id"]) == {"H2"}
    assert of_one["persons"].sum() == 2
