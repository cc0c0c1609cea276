"""A campaign names its drive, and has words of its own beside the drive's."""

from __future__ import annotations

import tomllib
from dataclasses import replace
from datetime import date

import pytest

from dophu.campaign.config import read_campaign
from dophu.campaign.own_words import read_vocabulary
from dophu.catalogue.issues import DophuError
from dophu.catalogue.vocabulary import shipped
from dophu.snapshots import look
from dophu.snapshots.keys import snapshot_key
from tests.small_lists import HEADING, children, read_small

OWN = """
[vocabulary.status]
applied = ["đợt hai", "chưa làm"]

[vocabulary.headings]
status = ["Kết quả chiến dịch"]

[vocabulary.reason.LEN_RAY]
reachable = "later"
phrases = ["lên rẫy"]

[vocabulary.reason.SUC_KHOE]
phrases = ["về quê"]

[vocabulary.phrase]
file = ["tờ khai"]
"""


def write(folder, own: str, drive: str = ""):
    text = (folder.path / "campaign.toml").read_text(encoding="utf-8")
    named = text.replace("[campaign]", f'[campaign]\ndrive = "{drive}"')
    folder.write("campaign.toml", (named if drive else text) + own)
    return folder.path


def test_a_campaign_that_names_no_drive_has_the_words_of_identity_cards(folder):
    assert read_campaign(folder.path).vocabulary == shipped("identity_card")
    path = write(folder, "", "identity_card")
    assert read_campaign(path).vocabulary == shipped("identity_card")


def test_words_of_a_campaign_are_added_to_those_of_its_drive(folder):
    words = read_campaign(write(folder, OWN)).vocabulary
    assert words.statuses.find_whole("Đợt hai") == "applied"
    assert words.statuses.find_whole("đã cấp") == "issued"
    assert words.headings.find_whole("KẾT QUẢ CHIẾN DỊCH") == "status"
    assert words.headings.find_whole("Họ và tên") == "name"
    assert words.reasons.find_whole("lên rẫy") == "LEN_RAY"
    assert words.small_words.find_whole("tờ khai") == "file"


def test_a_word_means_what_the_campaign_says_where_the_drive_says_otherwise(folder):
    words = read_campaign(write(folder, OWN)).vocabulary
    assert words.statuses.find_whole("chưa làm") == "applied"
    assert words.reasons.find_whole("về quê") == "SUC_KHOE"
    assert words.reasons.find_whole("về quê nghỉ hè") == "VE_QUE_HE"


def test_a_reason_of_the_campaign_can_be_decided_and_has_a_day(folder):
    folder.write("decisions.csv", "kind,file,value,decision\nreason,,mùa rẫy,LEN_RAY\n")
    path = write(folder, OWN + "\n[reachable_from]\nLEN_RAY = 2024-08-20\n")
    campaign = read_campaign(path)
    days = date(2024, 7, 18), date(2024, 7, 31)
    assert campaign.sessions.reachable("LEN_RAY", *days) == "no"
    assert campaign.decisions.lines[0].decision == "LEN_RAY"


def test_what_a_date_holds_is_read_again_when_a_word_changes(folder):
    folder.write("rosters/2024-07-18/a.csv", "Họ và tên\n")
    campaign = read_campaign(folder.path)
    more = campaign.vocabulary.extended({"status": {"applied": ["đợt hai"]}})
    day = date(2024, 7, 18)
    other = replace(campaign, vocabulary=more)
    assert snapshot_key(campaign, day) != snapshot_key(other, day)


@pytest.mark.parametrize(
    ("own", "code", "stated"),
    [
        ("[vocabulary.statuses]\nissued = ['a']", "CD-03", "'vocabulary.status'"),
        ("[vocabulary.status]\nisued = ['a']", "CD-03", "'vocabulary.status.issued'"),
        ("[vocabulary.status]\nissued = 'a'", "CD-05", "'vocabulary.status.issued'"),
        ("[vocabulary.status]\nissued = ['']", "CD-05", "'vocabulary.status.issued'"),
        ("[vocabulary.headings]\nstate = ['a']", "CD-03", "'vocabulary.headings."),
        ("[vocabulary.phrase]\ncards = ['a']", "CD-03", "'vocabulary.phrase.card'"),
        ("[vocabulary.reason.X]\nphrases = ['a']", "CD-04", "reason.X.reachable"),
        ("[vocabulary.reason.X]\nreachable = 'soon'", "CD-05", "now, later, no"),
        ("[vocabulary.reason.x]\nreachable = 'now'", "CD-05", "plain capitals"),
        ("[vocabulary.reason.X]\nlabel = 'a'", "CD-05", "reason.X.label"),
        ("[vocabulary.reason]\nX = 'now'", "CD-05", "'vocabulary.reason.X'"),
        ("[vocabulary]\nstatus = ['a']", "CD-05", "'vocabulary.status'"),
        (
            "[vocabulary.status]\nissued = ['Đợt 2']\napplied = ['đợt  2']",
            "CD-05",
            "one meaning each",
        ),
    ],
)
def test_a_fault_in_the_words_is_named_with_the_nearest_key(folder, own, code, stated):
    with pytest.raises(DophuError, match=code) as error:
        read_campaign(write(folder, own))
    assert stated in error.value.say("en")
    assert {issue.file for issue in error.value.issues} == {"campaign.toml"}


def test_a_drive_that_is_not_shipped_is_named_with_the_nearest(folder):
    with pytest.raises(DophuError, match="CD-05") as error:
        read_campaign(write(folder, "", "identity_cards"))
    assert 'nearest: "identity_card"' in error.value.say("en")


@pytest.mark.parametrize(
    ("drive", "status"), [("measles", "issued"), ("identity_card", "applied")]
)
def test_a_child_on_a_list_of_those_enrolled_is_what_the_drive_says(
    folder, drive, status
):
    child = "Mẫu An,5/7/2018,Thôn Ví Dụ 2\n"
    top = "Họ và tên,Ngày sinh,Thôn"
    folder.write("rosters/2024-07-18/a.csv", f"{top}\n{child}")
    folder.write("enrolments/2024-07-18/b.csv", f"{top}\n{child}")
    week = look(write(folder, "", drive), "2024-07-18")
    assert list(week.children()["status"]) == [status]


def test_a_word_that_is_not_understood_on_such_a_list_is_no_dose(folder):
    top = "Họ và tên,Ngày sinh,Thôn"
    child = "Mẫu An,5/7/2018,Thôn Ví Dụ 2"
    folder.write("rosters/2024-07-18/a.csv", f"{top}\n{child}\n")
    folder.write(
        "enrolments/2024-07-18/b.csv",
        f"{top},Kết quả tiêm\n{child},đã tiêm viêm gan B\n",
    )
    week = look(write(folder, "", "measles"), "2024-07-18")
    assert "issued" not in set(week.children()["status"])
    assert "DS-07" in {issue.code for issue in week.issues}


SCHOOL = """
[vocabulary.status]
issued = ["đã ra lớp", "đang học"]
not_yet = ["chưa ra lớp", "bỏ học"]

[vocabulary.headings]
status = ["Ra lớp"]
"""


def read_school(heading, *cells):
    words = read_vocabulary({"campaign": {"drive": "any"}, **tomllib.loads(SCHOOL)})
    rows = [[*HEADING, heading], *children(*[[cell] for cell in cells])]
    return read_small(rows, vocabulary=words)


@pytest.mark.parametrize("heading", ["Ra lớp", "Tình trạng"])
def test_words_of_school_are_of_a_drive_that_has_one_of_them(heading):
    cells = "Đang học", "Bỏ học", "Đang học"
    assert read_school(heading, *cells) == ([True, False, True], set())
    found = read_school(heading, *cells, "Bảo lưu")
    assert found == ([True, False, True, False], {"DS-07"})


def test_a_status_of_the_campaigns_own_is_the_heading_of_ticks_too():
    assert read_school("Đã ra lớp", "x", None) == ([True, False], set())
    assert read_school("Chưa ra lớp", "x", None)[0] == [False, False]
