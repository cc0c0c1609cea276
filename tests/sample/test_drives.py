"""Samples of other drives are read, counted and reported in their own words."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

import dophu
from dophu.campaign.config import read_campaign
from dophu.cli import main
from dophu.sample import KINDS, SampleSpec, sample_drives, write_sample
from dophu.sample.wording import wording_of
from tests.short_form import cases

COLUMNS = ["persons", "enrolled", "gap", "applied", "issued"]

OWN = """
[vocabulary.status]
issued = ["Đã tiêm", "x"]
not_yet = ["Chưa tiêm"]

[vocabulary.headings]
status = ["Tình trạng tiêm", "Tiêm sởi"]
issued_mark = ["Kết quả tiêm › Đã tiêm"]
not_done = ["Kết quả tiêm › Chưa tiêm"]
reason = ["Lý do chưa tiêm, hoãn tiêm", "Lý do chưa tiêm", "Lý do hoãn"]
issued_date = ["Ngày tiêm"]

[vocabulary.phrase]
card = ["sởi", "vắc xin sởi"]
verb = ["tiêm"]

[vocabulary.reason.SUC_KHOE]
phrases = ["Sốt", "Ho, sốt"]

[vocabulary.reason.SO_TIEM]
reachable = "now"
phrases = ["Sợ phản ứng sau tiêm", "Gia đình không đồng ý tiêm"]
label = { vi = "Sợ tiêm", en = "Afraid of the dose" }
"""


def truth(folder: Path, name: str) -> list[dict[str, str]]:
    with (folder / "truth" / name).open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def check_gaps(folder: Path) -> None:
    """Compare every number of every date with the truth."""
    for day in read_campaign(folder).dates():
        gaps = dophu.gaps(dophu.load(folder, day)).set_index(["hamlet_id", "age_group"])
        for row in truth(folder, "gaps.csv"):
            if row["as_of"] == day.isoformat():
                counted = gaps.loc[(row["hamlet_id"], row["age_group"]), COLUMNS]
                assert [str(n) for n in counted] == [row[c] for c in COLUMNS], row


@pytest.fixture(scope="module")
def measles(tmp_path_factory):
    folder = tmp_path_factory.mktemp("measles")
    write_sample(SampleSpec(children=400, hamlets=6, drive="measles"), folder)
    return folder


def test_a_measles_sample_is_counted_to_the_child_as_its_truth_says(measles):
    campaign = read_campaign(measles)
    assert campaign.vocabulary.drive == "measles"
    assert campaign.counts_as_enrolled == ("issued",)
    check_gaps(measles)
    counted = dophu.gaps(dophu.load(measles, campaign.dates()[-1]))
    assert counted["issued"].sum() > 100 and counted["applied"].sum() == 0


def test_every_row_of_a_measles_sample_has_the_outcome_of_its_truth(measles):
    day = read_campaign(measles).dates()[-1]
    rows = dophu.load(measles, day).rows_table()
    found = {(r.file, r.sheet, str(r.row)): r.outcome for r in rows.itertuples()}
    true = {(r["file"], r["sheet"], r["row"]): r["outcome"]
            for r in truth(measles, "rows.csv") if f"/{day}/" in r["file"]}  # fmt: skip
    assert found == true


def test_the_reasons_of_a_measles_sample_are_all_known(measles):
    reasons = dophu.reasons(dophu.load(measles, "2024-07-18"))
    assert "KHAC" not in set(reasons["reason"])
    assert {"SUC_KHOE", "CHONG_CHI_DINH", "MOI_TIEM_KHAC"} <= set(reasons["reason"])


def test_a_measles_sample_without_faults_is_ready(measles, capsys):
    assert main(["check", str(measles)]) == 0
    assert "READY" in capsys.readouterr().out


@pytest.mark.long
def test_a_measles_sample_with_unknown_words_is_for_review(tmp_path, capsys):
    spec = SampleSpec(
        children=200, hamlets=4, drive="measles", faults={"unknown_status": 0.05}
    )
    write_sample(spec, tmp_path)
    assert main(["check", str(tmp_path)]) == 2
    assert "DS-07" in capsys.readouterr().out
    check_gaps(tmp_path)


@pytest.mark.long
def test_a_measles_sample_with_every_fault_is_counted_as_its_truth_says(tmp_path):
    faults = dict.fromkeys(KINDS, 0.01)
    write_sample(SampleSpec(children=400, drive="measles", faults=faults), tmp_path)
    check_gaps(tmp_path)


@pytest.mark.long
@pytest.mark.parametrize("drive", cases(["any", "identity_card"], 1))
def test_a_campaign_with_words_of_its_own_reads_lists_of_another_drive(
    measles, tmp_path, drive
):
    folder = tmp_path / drive
    write_sample(SampleSpec(children=400, hamlets=6, drive="measles"), folder)
    settings = folder / "campaign.toml"
    text = settings.read_text(encoding="utf-8")
    named = text.replace('drive = "measles"', f'drive = "{drive}"')
    settings.write_text(named + OWN, encoding="utf-8")
    check_gaps(folder)
    reasons = set(dophu.reasons(dophu.load(folder, "2024-07-18"))["reason"])
    assert {"SO_TIEM", "SUC_KHOE"} <= reasons


@pytest.mark.long
def test_the_same_lists_read_as_another_drives_report_that_no_result_is_read(tmp_path):
    write_sample(SampleSpec(children=200, hamlets=4, drive="measles"), tmp_path)
    settings = tmp_path / "campaign.toml"
    text = settings.read_text(encoding="utf-8")
    settings.write_text(text.replace('drive = "measles"\n', ""), encoding="utf-8")
    week = dophu.load(tmp_path, "2024-07-18")
    assert dophu.gaps(week)["enrolled"].sum() == 0
    unreported = [issue.file for issue in week.issues if issue.code == "BG-07"]
    assert len(set(unreported)) == 3  # each list of hamlets


def test_a_drive_without_a_sample_is_named(tmp_path, capsys):
    assert main(["sample", str(tmp_path / "a"), "--drive", "polio"]) == 1
    stated = " ".join("".join(capsys.readouterr()).split())
    assert ", ".join(sample_drives()) in stated
    with pytest.raises(ValueError, match="identity_card, measles"):
        wording_of("polio")
