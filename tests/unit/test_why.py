"""Where a figure comes from: its children, to the child, their rows and the rules."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import dophu
from dophu import DophuError
from dophu.catalogue.sentences import SENTENCES
from dophu.cli import main
from dophu.findings.why import report_why
from dophu.runs.names_apart import check_names_may_go
from dophu.runs.screen import WIDTH, fold
from dophu.tables.why import rules
from dophu.tables.why.asked import COLUMNS, Figure, read_figure
from dophu.tables.why.behind import find_behind
from tests.campaigns import Folder
from tests.short_form import cases

ROOT = Path(__file__).parents[2]
SPEC = ROOT / "tests" / "spec"
CELL = ["hamlet_id", "age_group"]
EVERY = [(table, column) for table, columns in COLUMNS.items() for column in columns]


@pytest.fixture(scope="module")
def week():
    """The sample's last date."""
    return dophu.load(ROOT / "data" / "sample", "2024-07-18")


def sums(behind):
    """Add up what children count, by cell."""
    found = {}
    for one in behind:
        found[one.cell] = found.get(one.cell, 0) + one.counts
    return found


def cells(table, column):
    """Give the figures of a table by cell, without those that are 0 or not known."""
    known = table.dropna(subset=[column]).set_index(CELL)[column]
    return {cell: int(n) for cell, n in known.items() if n}


@pytest.mark.parametrize(("table", "column"), cases(EVERY, 6))
def test_the_children_behind_every_cell_count_to_it(week, table, column):
    expected = cells(getattr(dophu, table)(week), column)
    found = sums(find_behind(week, Figure(table=table, column=column)))
    assert found == expected


def test_the_frame_has_each_child_of_a_figure_with_its_rows(week):
    table = dophu.why(week, column="changes.enrolled")
    once = table.drop_duplicates(["person_id", *CELL])
    ledger = dophu.changes(week)
    assert once.groupby(CELL)["counts"].sum().to_dict() == cells(ledger, "enrolled")
    rows = dophu.load(week.campaign, week.as_of).rows_table()
    places = ["file", "sheet", "row", "person_id", "outcome"]
    now = table[table["file"].str.contains("2024-07-18")]
    assert {*now[places].itertuples(index=False, name=None)} <= {
        *rows[places].itertuples(index=False, name=None)
    }, "each row became what rows.csv says, of the same child"
    status = table["decides"].str.contains("status").groupby(table["person_id"]).any()
    assert status.all(), "of each child some row decided the status"


@pytest.mark.long
def test_nobody_is_named_by_the_frame_or_the_lines(week):
    table = dophu.why(week, column="persons")
    texts = {text for _, text in report_why(week, Figure(column="persons"))}
    texts |= {*table.select_dtypes("str").fillna("").stack()}
    places = re.compile(r"\d|P|rosters|enrol")
    stated = "\n".join(text for text in texts if not places.match(text))
    people = week.people
    assert not [p for p in people if p.name in stated]
    assert not re.search(r"\b\d{12}\b", "\n".join(texts))
    shown = {*re.findall(r"\b\d{1,2}/\d{1,2}/\d{4}\b", "\n".join(texts))}
    born = {f"{p.birth_from.day}/{p.birth_from.month}/{p.birth_from.year}"
            for p in people if p.birth_from and p.birth_from.year < 2024}  # fmt: skip
    assert shown and not shown & born


@pytest.fixture(scope="module")
def two_weeks(tmp_path_factory):
    """A campaign of all that can happen to a child between two dates."""
    folder = Folder(tmp_path_factory.mktemp("why") / "Chiến dịch thẻ")
    folder.write(
        "hamlets.csv",
        "hamlet_id,name,aliases\nH1,Tổ dân phố Mẫu 1,TDP M1\nH2,Thôn Ví Dụ 2,\n"
        "H3,Bản Chưa Nộp,\n",
    )
    folder.write("decisions.csv", "kind,file,value,decision\nstatus,,Đợt hai,applied\n")
    folder.roster(
        "2024-07-04",
        "1,Mẫu Văn An,12/3/2019,,TDP M1,Chưa,về quê",
        "2,Mẫu Thị Bé,2018,,TDP M1,Chưa,",
        "3,Lò Văn Cả,1/1/2015,000320000071,TDP M1,Chưa,",
        "4,Lò Thị Dung,5/6/2016,,TDP M1,Đã cấp,",
        name="m1.csv",
    )
    folder.roster(
        "2024-07-04",
        "1,Giàng A Páo,2/2/2017,,Thôn Ví Dụ 2,Chưa,",
        "2,Giàng Thị Mỷ,3/3/2020,,Thôn Ví Dụ 2,Giàng Thị Mỷ đã làm,",
        "3,Giàng A Sử,3/4/2012,,Thôn Ví Dụ 2,Đợt hai,con bà Lò Thị Xóa",
        "4,Giàng Thị Tấm,,,Thôn Ví Dụ 2,,",
        name="v2.csv",
    )
    folder.enrolment("2024-07-04", "1,Lò Văn Cả,1/1/2015,000320000071,TDP M1,Đã cấp,")
    folder.roster(
        "2024-07-11",
        "1,Mẫu Văn An,12/3/2019,,TDP M1,Chưa,về quê",
        "2,Mẫu Thị Bé,2018,,TDP M1,Chưa,chuyển đi",
        "3,Lò Văn Cả,1/1/2015,000320000071,TDP M1,Chưa,",
        "3b,Lò Văn Cả,1/1/2015,000320000071,TDP M1,Chưa,",
        "5,Mẫu Én,2/2/2017,,TDP M1,Chưa,",
        name="m1.csv",
    )
    return dophu.load(folder.path, "2024-07-11")


def test_each_rule_says_which_source_decided(two_weeks):
    table = dophu.why(two_weeks, column="persons").drop_duplicates("person_id")
    stated = dict(zip(zip(table["file"], table["row"], strict=True),
                    table.to_dict("records"), strict=True))  # fmt: skip
    new, old = "rosters/2024-07-11/m1.csv", "rosters/2024-07-04/{}.csv"
    both = stated[new, 4]
    assert both["status"] == "issued" and "4/7/2024" in both["status_rule"]
    assert "danh sách kết quả" in both["status_rule"]
    gone = stated[old.format("m1"), 5]
    assert gone["presence"] == "to_verify" and "xác minh" in gone["presence_rule"]
    unread = stated[old.format("v2"), 3]
    assert "tính là chưa" in unread["status_rule"] and "DS-07" in unread["status_rule"]
    assert "Mỷ" not in unread["said"] and "(F3)" in unread["said"]
    decided = stated[old.format("v2"), 4]
    assert "decisions.csv, dòng 2" in decided["status_rule"]
    assert "Đợt hai" in decided["said"] and "Xóa" not in decided["said"]
    ageless = stated[old.format("v2"), 5]
    assert ageless["age_group"] == "unknown" and "ngày sinh" in ageless["age_rule"]


def test_a_name_in_a_column_of_a_result_is_not_shown_however_often(folder):
    """Three shifted rows put their names there; the cell alone is named."""
    rows = (f"{n},Lò Thị Mẫu {n},1/{n}/2019,,TDP M1,Vàng A Dế," for n in range(1, 5))
    folder.roster("2024-07-04", *rows)
    stated = dophu.why(dophu.load(folder.path))["said"]
    assert len(stated) == 4 and not stated.str.contains("Vàng").any()


def test_rows_that_are_one_child_say_why(two_weeks):
    table = dophu.why(two_weeks, column="enrolled")
    joined = table[table["file"].str.contains("m1") & (table["row"] == 5)]
    (row,) = joined[joined["as_of"].notna() & joined["joined"].notna()].to_dict(
        "records"
    )
    assert "số định danh" in row["joined"] and "DS-11" in row["joined"]
    assert row["outcome"] == "merged"


def test_what_left_the_ledger_is_reported_with_its_reason(two_weeks):
    (row,) = dophu.why(two_weeks, column="moved_out").to_dict("records")
    assert (row["presence"], row["booked"]) == ("left", "opening moved_out")
    assert (row["hamlet_id"], row["age_group"]) == ("H1", "unknown")
    assert "2018" in row["age_rule"]


@pytest.mark.long
def test_every_column_of_two_odd_weeks_is_counted_to_the_child(two_weeks):
    for table, column in EVERY:
        expected = cells(getattr(dophu, table)(two_weeks), column)
        figure = Figure(table=table, column=column)
        assert sums(find_behind(two_weeks, figure)) == expected, column


def test_one_childs_history_has_every_date_and_what_it_did_to_the_ledger(two_weeks):
    (child,) = {*dophu.why(two_weeks, column="moved_out")["person_id"]}
    table = two_weeks.why(child=child)
    assert [f"{day}" for day in table["as_of"]] == ["2024-07-04", "2024-07-11"]
    assert list(table["booked"]) == ["closing new", "opening moved_out"]
    assert list(table["counts"]) == [1, 0]


def test_a_hamlet_that_never_sent_a_list_is_no_zero(two_weeks):
    lines = list(report_why(two_weeks, Figure(hamlet="H3")))
    assert "Chưa nộp không phải là 0" in lines[1][1]
    lines = list(report_why(two_weeks, Figure(hamlet="H3"), "en"))
    assert "Nothing sent is not 0" in lines[1][1]


@pytest.mark.parametrize(
    ("word", "hamlet"),
    [("H1", "H1"), ("h1", "H1"), ("tdp m1", "H1"), ("Thôn Ví Dụ 2", "H2"),
     ("thon vi du 2", "H2")],
)  # fmt: skip
def test_a_hamlet_is_named_by_id_name_or_spelling(two_weeks, word, hamlet):
    assert read_figure(two_weeks, word).hamlet == hamlet


@pytest.mark.parametrize(
    ("asked", "near"),
    [
        ({"hamlet": "Thôn Ví Dụ 22"}, "Thôn Ví Dụ 2"),
        ({"age_group": "under6"}, "under_6"),
        ({"column": "moved"}, "moved_in"),
        ({"status": "issue"}, "issued"),
    ],
)
def test_an_unknown_word_is_answered_by_the_nearest(two_weeks, asked, near):
    with pytest.raises(dophu.DophuError, match=f"TR-02 .*gần nhất là '{near}'"):
        dophu.why(two_weeks, **asked)


@pytest.mark.parametrize("child", ["P000000000000", "Mẫu Văn An", "000320000071"])
def test_an_unknown_child_is_not_repeated_where_it_may_be_a_name(two_weeks, child):
    with pytest.raises(dophu.DophuError, match="TR-03") as error:
        dophu.why(two_weeks, child=child)
    assert (child in str(error.value)) == child.startswith("P0")


def test_every_rule_named_is_on_the_page_of_rules():
    numbers = {path.name.partition("_")[0] for path in SPEC.glob("*.md")}
    page = (ROOT / "docs" / "rules.md").read_text(encoding="utf-8")
    for key, number in rules.BOOK.items():
        assert key in SENTENCES and number in numbers
        assert f"\n## {number}. " in page


@pytest.fixture
def campaign(two_weeks):
    return str(two_weeks.campaign.folder)


def test_the_command_fits_the_screen_and_says_what_the_table_says(campaign, capsys):
    assert main(["why", campaign, "--hamlet", "tdp m1", "--column", "persons"]) == 0
    out = capsys.readouterr().out
    assert "gaps.csv, cột persons: 4. Đứng sau con số này là 4 trẻ." in out
    assert max(map(len, out.splitlines())) <= WIDTH
    assert main(["why", campaign, "--hamlet", "nowhere"]) == 1


def test_the_csv_is_the_frame(campaign, two_weeks, tmp_path, capsys):
    assert main(["why", campaign, "--csv", "-"]) == 0
    assert capsys.readouterr().out.count("\n") == len(dophu.why(two_weeks)) + 1
    file = tmp_path / "new" / "why.csv"
    assert main(["why", campaign, "--csv", str(file)]) == 0
    assert file.read_bytes().startswith(b"\xef\xbb\xbfas_of,person_id,hamlet_id,")


def test_names_go_into_a_file_of_ones_own_and_into_nothing_else(
    campaign, tmp_path, capsys
):
    """A pipe, an edition and a folder of editions are refused, and nothing is there."""
    edition = tmp_path / "reports" / "99999" / "2024-07-11"
    (edition / "lists").mkdir(parents=True)
    (edition / "run.json").write_text("{}", encoding="utf-8")
    (edition.parent / "latest.txt").write_text(edition.name, encoding="utf-8")
    before = sorted(tmp_path.rglob("*.csv"))
    for where in ([], ["--csv", "-"], ["--csv", str(edition / "lists" / "why.csv")],
                  ["--csv", str(edition.parent / "why.csv")]):  # fmt: skip
        assert main(["why", campaign, "--names", *where]) == 1
        stated = capsys.readouterr()
        assert "TR-01" in stated.err and "Mẫu" not in stated.out
    assert sorted(tmp_path.rglob("*.csv")) == before
    file = tmp_path / "own.csv"
    assert main(["why", campaign, "--names", "--csv", str(file)]) == 0
    assert "Mẫu Văn An" in file.read_text("utf-8-sig")
    assert "không chuyển tiếp" in capsys.readouterr().out


def test_names_go_into_no_public_edition_and_no_site(tmp_path):
    name = "cong_khai_99999_2024-07-18"
    for file in (f"a/{name}/{name}_kiem_tra.csv", "cong_khai/x", "site/site.json"):
        path = tmp_path / file
        path.parent.mkdir(parents=True)
        path.touch()
        with pytest.raises(DophuError, match="TR-01"):
            check_names_may_go(str(path.with_name("why.csv")))
    check_names_may_go(str(tmp_path / "why.csv"))


def test_names_may_go_to_a_terminal(monkeypatch):
    monkeypatch.setattr("sys.stdout.isatty", lambda: True, raising=False)
    check_names_may_go("")


def test_an_edition_with_another_figure_is_reported(
    campaign, two_weeks, tmp_path, capsys
):
    edition = tmp_path / "reports" / "99999" / "2024-07-11"
    dophu.write_tables(edition, gaps=dophu.gaps(two_weeks).assign(gap=7))
    (edition / "run.json").write_text("{}", encoding="utf-8")
    ask = ["why", campaign, "--reports", str(tmp_path / "reports")]
    assert main([*ask, "--hamlet", "H1", "--age-group", "under_6"]) == 0
    out = fold(capsys.readouterr().out).replace("\n  ", " ")
    assert "2024-07-11 ghi 7; từ đó" in out
