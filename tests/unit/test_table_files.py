"""Tables of a campaign that are called wrongly, and lines that cannot both hold."""

from __future__ import annotations

import pytest

import dophu
from dophu.catalogue.issues import DophuError
from tests.campaigns import HAMLETS

DAY = "2024-07-18"
HEAD = "kind,file,value,decision,note\n"
DECIDED = HEAD + "status,,đợt lạ,applied,\n"
ROW = "1,Mẫu Văn An,01/02/2018,,TDP M1,đợt lạ,"
NAMES = ("{}.csv.csv", "{} (1).csv", "{} - Copy.xlsx", "Copy of {}.csv", "{}.txt",
         "{}.xlsm", "{}.ods", "{}", "Bản sao của {}.csv", "{}-1.csv")  # fmt: skip


def reported(folder, code):
    issues = dophu.load(folder.path, DAY).issues
    return [(i.file, i.details) for i in issues if i.code == code]


@pytest.mark.parametrize("name", NAMES)
def test_decisions_that_are_called_nearly_so_are_reported(folder, name):
    folder.roster(DAY, ROW)
    folder.write(name.format("decisions"), DECIDED)
    found = reported(folder, "TD-16")
    assert found == [(name.format("decisions"), {"wanted": "decisions.csv"})]
    assert dophu.load(folder.path, DAY).gate == "REVIEW"


@pytest.mark.parametrize("name", ["Decisions.CSV", "decisions_2023.csv", "ghi chú.txt",
                                  "~$decisions.xlsx", "hamletson.csv"])  # fmt: skip
def test_the_table_itself_and_other_files_are_not(folder, name):
    folder.roster(DAY, ROW)
    folder.write(name, DECIDED)
    assert reported(folder, "TD-16") == []


def test_a_copy_that_comes_or_goes_makes_another_snapshot(folder):
    folder.roster(DAY, ROW)
    path = folder.write("decisions (1).csv", DECIDED)
    assert reported(folder, "TD-16")
    path.rename(folder.path / "decisions.csv")
    assert reported(folder, "TD-16") == []
    statuses = dophu.load(folder.path, DAY).children()["status"].tolist()
    assert statuses == ["applied"]


@pytest.mark.parametrize("name", ["hamlets.csv.csv", "hamlets.txt"])
def test_where_there_is_no_list_of_hamlets_the_near_one_is_named(folder, name):
    (folder.path / "hamlets.csv").rename(folder.path / name)
    with pytest.raises(DophuError) as caught:
        dophu.read_campaign(folder.path)
    assert [i.code for i in caught.value.issues] == ["TD-01", "TD-16"]
    assert caught.value.issues[1].file == name


def test_settings_that_notepad_called_a_text_are_named(folder):
    (folder.path / "campaign.toml").rename(folder.path / "campaign.toml.txt")
    with pytest.raises(DophuError) as caught:
        dophu.read_campaign(folder.path)
    named = [(i.code, i.details.get("wanted")) for i in caught.value.issues]
    assert named == [("CD-01", None), ("TD-16", "campaign.toml")]


@pytest.mark.parametrize("id_", ["all", "ALL"])
def test_no_hamlet_has_the_id_under_which_totals_stand(folder, id_):
    folder.write("hamlets.csv", HAMLETS.replace("H2", id_))
    with pytest.raises(DophuError, match="TD-05 .*A3"):
        dophu.read_campaign(folder.path)


@pytest.mark.parametrize(
    ("first", "second", "shows"),
    [
        ("status,,đợt lạ,applied", "status,,đợt lạ,not_yet", True),
        ("status,,đợt lạ,applied", "status,,ĐỢT  LẠ,not_yet", True),
        ("status,a.csv,đợt lạ,applied", "status,A.CSV,đợt lạ,not_yet", True),
        ("status,,đợt lạ,applied", "status,,đợt lạ,applied", False),
        ("status,,đợt lạ,applied", "status,a.csv,đợt lạ,not_yet", False),
        ("status,,đợt lạ,applied", "status,,đợt hai,not_yet", False),
        ("status,,đợt lạ,applied", "presence,,đợt lạ,present", False),
        ("replaces,a.csv,b.csv,yes", "replaces,b.csv,a.csv,yes", True),
        ("replaces,a.csv,b.csv,yes", "replaces,A.csv,b.csv,có", False),
        ("replaces,a.csv,b.csv,no", "replaces,b.csv,a.csv,no", False),
    ],
)
def test_a_line_that_a_later_one_overrules_is_reported(folder, first, second, shows):
    folder.roster(DAY, ROW)
    folder.write("decisions.csv", f"{HEAD}{first},\n{second},\n")
    expected = [("decisions.csv", {"line": "2", "last": "3"})] if shows else []
    assert reported(folder, "TD-15") == expected
