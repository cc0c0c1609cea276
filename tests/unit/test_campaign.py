"""A campaign's own files: what is wrong is said with file, place and what to do."""

from __future__ import annotations

from datetime import date

import pytest

from dophu.campaign.config import find_campaign, read_campaign
from dophu.campaign.settings import FILE, WORDS, check_ages
from dophu.catalogue.issues import DophuError
from dophu.catalogue.sentences import NOUNS
from dophu.snapshots import look


def codes(error: pytest.ExceptionInfo[DophuError]) -> list[str]:
    return [issue.code for issue in error.value.issues]


def test_a_small_campaign_is_read_with_its_defaults(folder):
    campaign = read_campaign(folder.path)
    assert campaign.deadline == date(2024, 7, 31)
    assert campaign.language == "vi"
    assert campaign.counts_as_enrolled == ("applied", "issued")
    assert campaign.age_groups.codes == ("under_6", "6_to_13")
    assert campaign.hamlets.names == {"H1": "Tổ dân phố Mẫu 1", "H2": "Thôn Ví Dụ 2"}


def test_a_missing_campaign_file_names_the_folder(tmp_path):
    with pytest.raises(DophuError, match="CD-01") as error:
        read_campaign(tmp_path)
    assert str(tmp_path) in error.value.say("en")


@pytest.mark.parametrize(
    ("old", "new", "code", "stated"),
    [
        ("deadline =", "dedline =", "CD-03", "'campaign.deadline'"),
        ('unit = "99999"', "", "CD-04", "'campaign.unit'"),
        ('unit = "99999"', "unit = 99999", "CD-05", "'campaign.unit'"),
        ("2024-07-31", '"31/7/2024"', "CD-05", "'campaign.deadline'"),
        ("2024-07-31", "31/7/2024", "CD-02", "line 6"),
        ("below_years = 6", "below_years = 7", "CD-06", "overlap"),
        ("from_years = 6", "from_years = 14", "CD-06", "overlap"),
        ('"6_to_13"', '"under_6"', "CD-06", "overlap"),
        ('"6_to_13"', '"unknown"', "CD-05", "'age_groups.code'"),
        ("[campaign]", "[campagne]", "CD-03", "'campaign'"),
        ('name = "Thử"', 'name = ""', "CD-05", "'campaign.name'"),
    ],
)
def test_a_fault_in_campaign_toml_is_named_with_what_to_do(
    folder, old, new, code, stated
):
    text = (folder.path / "campaign.toml").read_text(encoding="utf-8")
    assert old in text
    folder.write("campaign.toml", text.replace(old, new, 1))
    with pytest.raises(DophuError, match=code) as error:
        read_campaign(folder.path)
    assert stated in error.value.say("en")
    assert error.value.issues[0].file == "campaign.toml"


def test_ages_between_two_groups_are_named_with_the_keys(folder):
    """They are those of no group: the ages before the first and behind the last not."""
    text = (folder.path / "campaign.toml").read_text(encoding="utf-8")
    assert check_ages(read_campaign(folder.path).age_groups) == []
    folder.write("campaign.toml", text.replace("from_years = 6", "from_years = 8", 1))
    (issue,) = check_ages(read_campaign(folder.path).age_groups)
    assert (issue.code, issue.file, issue.severity) == ("CD-11", FILE, "warning")
    assert "from_years = 8" in issue.line("vi")
    assert "below_years = 6" in issue.line("en")
    folder.write("rosters/2024-07-18/a.csv", "Họ và tên,Năm sinh\nMẫu An,2019\n")
    assert "CD-11" in {i.code for i in look(folder.path, "2024-07-18").issues}


@pytest.mark.parametrize(
    ("line", "code", "stated"),
    [
        ('lack = { vi = "chưa tiêm" }', "CD-03", "'words.lacks'"),
        ('lacks = "chưa tiêm"', "CD-05", "'words.lacks'"),
    ],
)
def test_a_word_that_is_not_one_of_the_charts_is_named(folder, line, code, stated):
    text = (folder.path / "campaign.toml").read_text(encoding="utf-8")
    folder.write("campaign.toml", f"{text}\n[words]\n{line}\n")
    with pytest.raises(DophuError, match=code) as error:
        read_campaign(folder.path)
    assert stated in error.value.say("en")


def test_the_words_of_a_campaign_are_those_that_charts_and_pages_use():
    assert set(WORDS) == set(NOUNS)


def test_campaign_toml_in_another_encoding_is_named(folder):
    text = (folder.path / "campaign.toml").read_text(encoding="utf-8")
    folder.write("campaign.toml", text.encode("utf-16"))
    with pytest.raises(DophuError, match="CD-02"):
        read_campaign(folder.path)


@pytest.mark.parametrize(
    ("lines", "code", "cell"),
    [
        ("hamlet_id,ten\nH1,A\n", "TD-02", "1"),
        ("hamlet_id,name\nH1,Thôn A\nH1,Thôn B\n", "TD-03", "3"),
        ("hamlet_id,name,aliases\nH1,Thôn A,X\nH2,Thôn B,x.\n", "TD-04", "3"),
        ("hamlet_id,name,valid_from\nH1,Thôn A,1/7/2024\n", "TD-05", "C2"),
        ("hamlet_id,name\nH1,\n", "TD-05", "B2"),
        ("hamlet_id,name\n", "TD-05", "2"),
    ],
)
def test_a_fault_in_hamlets_csv_is_named_with_its_cell(folder, lines, code, cell):
    folder.write("hamlets.csv", lines)
    with pytest.raises(DophuError, match=code) as error:
        read_campaign(folder.path)
    assert (error.value.issues[0].file, error.value.issues[0].cell) == (
        "hamlets.csv",
        cell,
    )


def test_an_alias_may_pass_from_one_hamlet_to_another_in_time(folder):
    folder.write(
        "hamlets.csv",
        "hamlet_id,name,aliases,valid_from,valid_to\n"
        "H1,Thôn A,TDP 3,,2024-06-30\nH2,Thôn B,TDP 3,2024-07-01,\n",
    )
    hamlets = read_campaign(folder.path).hamlets
    assert hamlets.on(date(2024, 6, 30)).index().find("TDP 3") == "H1"
    assert hamlets.on(date(2024, 7, 1)).index().find("TDP 3") == "H2"


def test_a_missing_hamlets_file_is_named(folder):
    (folder.path / "hamlets.csv").unlink()
    with pytest.raises(DophuError, match="TD-01"):
        read_campaign(folder.path)


def test_a_date_without_rosters_lists_those_at_hand(folder):
    folder.roster("2024-07-04", "1,Mẫu Một,1/1/2019,,TDP M1,chưa,")
    campaign = read_campaign(folder.path)
    with pytest.raises(DophuError, match="CD-08") as error:
        campaign.as_of("2024-07-18")
    assert "the nearest is 2024-07-04" in error.value.say("en")
    with pytest.raises(DophuError, match="CD-07"):
        campaign.as_of("18/7/2024")
    assert campaign.as_of("") == date(2024, 7, 4)


def test_a_campaign_is_found_from_a_folder_below(folder, monkeypatch):
    below = folder.path / "notebooks"
    below.mkdir()
    monkeypatch.chdir(below)
    assert find_campaign(folder.path.name).resolve() == folder.path.resolve()


def test_the_campaign_that_was_opened_is_the_default(folder, monkeypatch):
    monkeypatch.setenv("DOPHU_CAMPAIGN", str(folder.path))
    assert find_campaign() == folder.path
