"""A whole week: published, reused, corrected, or nothing at all."""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import sys
import time

import pytest

from dophu.catalogue.issues import DophuError
from dophu.runs.checks import read_table
from dophu.runs.record import VARYING, read_record, verify
from dophu.runs.weekly import run_week
from tests.runs.edition_texts import texts_of
from tests.short_form import cases

CANARY = "Giàng A Páo 011219000123"


def run(office, **more):
    return run_week(
        office.campaign, reports=office.reports, notebooks=office.notebooks, **more
    )


def latest(office) -> str:
    return (office.unit / "latest.txt").read_text(encoding="utf-8").strip()


def files(edition) -> dict[str, bytes]:
    return {
        p.relative_to(edition).as_posix(): p.read_bytes()
        for p in edition.rglob("*")
        if p.is_file()
    }


def test_a_week_leaves_an_edition_that_says_what_it_is_made_of(published):
    office, outcome, steps = published
    assert (outcome.gate, outcome.reused) == ("READY", False)
    assert outcome.edition == office.unit / "2024-07-18"
    assert verify(outcome.edition) == []
    assert latest(office) == "2024-07-18"
    names = set(files(outcome.edition))
    assert {"index.html", "run.json", "tables/gaps.csv", "charts/charts.json"} <= names
    assert {"notebooks/20_gaps.ipynb", "notebooks/20_gaps.html"} <= names
    record = read_record(outcome.edition)
    assert record["unit"] == "99999"
    assert record["edition"] == "2024-07-18"
    assert record["missing_hamlets"] == []
    assert record["rows"][0]["person"] == 3
    assert [n["name"] for n in record["notebooks"]] == [
        "10_rosters",
        "20_gaps",
        "30_progress",
        "40_briefing",
    ]
    assert "rosters/2024-07-18/a.csv" in [path for path, _, _ in record["inputs"]]
    assert record["started"].endswith("Z") and record["started"] <= record["finished"]
    assert [done for _, done, _ in steps] == list(range(len(record["notebooks"]) + 4))
    assert {total for _, _, total in steps} == {len(steps)}


@pytest.mark.parametrize("fork", cases(["1", "0"], 1))
def test_two_runs_of_the_same_give_the_same_bytes_but_for_the_times(
    published, office, monkeypatch, fork
):
    # Kernels of one process hash alike; those not forked are of another.
    monkeypatch.setenv("DOPHU_FORK", fork)
    second = run(office).edition
    one, two = files(published[1].edition), files(second)
    records = [json.loads(f.pop("run.json")) for f in (one, two)]
    for record in (one, two):
        assert record.pop("run.json.sha256")  # of the times too
    assert one == two
    for record in records:
        for key in VARYING:
            del record[key]
    assert records[0] == records[1]


def test_no_file_holds_a_path_of_the_machine_or_a_childs_data(published):
    office, outcome, _ = published
    for name, content in files(outcome.edition).items():
        text = content.decode("utf-8", errors="replace")
        assert str(office.campaign.parent) not in text, name
        for value in ("Lò Văn Ví", "999216000003", "03/03/2016", "2016-03-03"):
            assert value not in text, name


def test_the_same_is_reused_while_intact_and_a_change_is_a_correction(
    published, published_office
):
    office, first = published_office, published[1]
    again = run(office)
    assert (again.edition, again.reused) == (office.unit / first.edition.name, True)
    assert again.highlights == first.highlights
    assert run(office, language="en").edition.name == "2024-07-18.2"
    before = files(again.edition)
    office.roster("2024-07-18", "1,Nguyễn Văn Thử,05/07/2019,,Tổ dân phố Mẫu 1,chưa,")
    corrected = run(office)
    assert (corrected.edition.name, corrected.gate) == ("2024-07-18.3", "REVIEW")
    assert files(again.edition) == before
    assert latest(office) == "2024-07-18.3"
    for name, words in {first.edition: "", corrected.edition: "2024-07-18.2"}.items():
        reported = [text for _, text in texts_of(name) if "thay bản" in text]
        assert bool(reported) == bool(words) and all(words in text for text in reported)
    why = {name for name, text in texts_of(corrected.edition) if "Lý do: sửa " in text}
    assert why == {"index.html", "briefing.docx"}
    assert "Thôn Ví Dụ 2" in corrected.highlights[0]
    (office.unit / "latest.txt").unlink()
    assert run(office).highlights == corrected.highlights
    assert latest(office) == "2024-07-18.3"
    with (corrected.edition / "tables" / "gaps.csv").open(
        "a", encoding="utf-8"
    ) as file:
        file.write("x\n")
    assert run(office).edition.name == "2024-07-18.4"


def test_a_notebook_that_fails_leaves_the_old_edition_and_nothing_else(
    published_office,
):
    office = published_office
    before = files(office.unit)
    office.notebook("20_gaps", f"raise ValueError('{CANARY}')")
    with pytest.raises(DophuError, match="CH-02 Sổ tay 20_gaps") as caught:
        run(office)
    assert CANARY not in str(caught.value)
    assert len(before) > 20 and files(office.unit) == before


def test_tables_that_do_not_agree_are_not_published(office):
    source = office.notebooks / "20_gaps.ipynb"
    text = source.read_text(encoding="utf-8")
    wrong = text.replace("dophu.gaps(week)", "dophu.gaps(week).iloc[1:]")
    source.write_text(wrong, encoding="utf-8")
    with pytest.raises(
        DophuError, match="CH-10 Các bảng kết quả, tài liệu không khớp"
    ) as caught:
        run(office)
    assert "gap_rows" not in str(caught.value)
    assert not list(office.unit.glob("2024*"))


def test_an_error_in_the_lists_blocks_the_edition(office):
    folder = office.campaign / "rosters" / "2024-07-18"
    (folder / "a.csv").rename(folder / "a.docx")
    with pytest.raises(DophuError, match="CD-09 "):
        run(office)
    assert not list(office.unit.glob("2024*"))


def test_a_language_that_is_not_known_stops_before_anything(office):
    with pytest.raises(DophuError, match="CH-08 Tham số 'language' không đúng"):
        run(office, language="fr")
    assert not office.reports.exists()


def test_the_runner_itself_loads_neither_pandas_nor_matplotlib(sample_week):
    assert "dophu.runs.weekly" in sample_week.loaded
    assert not {"pandas", "matplotlib"} & sample_week.loaded


@pytest.mark.skipif(os.name != "posix", reason="SIGKILL is POSIX's")
@pytest.mark.parametrize("wanted", cases([4, 2, 7], 1))
def test_a_run_that_is_killed_at_any_moment_leaves_the_old_edition_whole(
    published_office, wanted
):
    office = published_office
    old = office.unit / latest(office)
    office.roster("2024-07-18", "1,Nguyễn Văn Thử,,,Tổ dân phố Mẫu 1,chưa,")
    command = [sys.executable, "-m", "dophu.cli", *office.command()]
    process = subprocess.Popen(
        command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, encoding="utf-8"
    )
    for line in process.stderr:
        if re.match(rf"\[{wanted}/", line):
            break
    process.send_signal(signal.SIGKILL)
    process.communicate()
    assert verify(old) == []
    assert verify(office.unit / latest(office)) == []
    time.sleep(0.2)
    done = run(office)
    assert verify(done.edition) == []
    assert latest(office) == done.edition.name
    assert not list(office.unit.glob(".stage-*"))


@pytest.mark.skipif(os.name != "posix", reason="SIGINT is sent so on POSIX only")
@pytest.mark.long
def test_a_run_broken_off_by_ctrl_c_says_so_and_leaves_nothing(office):
    office.notebook("10_rosters", "import time; time.sleep(60)")
    process = subprocess.Popen(
        [sys.executable, "-m", "dophu.cli", *office.command()],
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, encoding="utf-8",
    )  # fmt: skip
    for line in process.stderr:
        if line.startswith("[2/"):
            break
    time.sleep(2)
    process.send_signal(signal.SIGINT)
    _, reported = process.communicate(timeout=600)
    assert process.returncode == 1
    assert reported.startswith("Đã dừng theo yêu cầu.")
    assert "Traceback" not in reported
    assert [p.name for p in office.unit.iterdir()] == [".lock"]


def test_the_ledger_opens_from_what_was_published_and_says_what_was_restated(
    second_week,
):
    office = second_week
    late = "4,Vàng Thị Muộn,04/04/2017,,Thôn Ví Dụ 2,chưa,"
    office.roster("2024-07-11", *office.children, late)  # a line too many, sent again
    office.roster("2024-07-18", *office.children, late)
    outcome = run_week(office.campaign, "2024-07-18", office.reports, office.notebooks)
    changed = [
        {column: int(row[column]) for column in ("opening", "corrected", "closing")}
        for row in read_table(outcome.edition, "changes")
        if row["corrected"] != "0"
    ]
    assert changed == [{"opening": 1, "corrected": 1, "closing": 2}]
    (restated,) = read_table(outcome.edition, "restatement")
    assert restated["hamlet_id"] == "H2"
    assert [restated[c] for c in ("published", "now", "difference")] == ["1", "2", "1"]
    assert any("(+1)" in point for point in outcome.highlights)
    shown = (outcome.edition / "notebooks" / "30_progress.ipynb").read_text("utf-8")
    assert str(office.reports) not in shown


@pytest.mark.long
def test_a_list_deleted_from_an_earlier_date_is_reported_with_the_hamlet_it_changes(
    second_week,
):
    office = second_week
    folder = office.campaign / "rosters" / "2024-07-11"
    (gone,) = folder.iterdir()
    gone.rename(folder / "doi_ten.csv")
    assert reported_of_removed(office) == []  # renamed: nothing is gone
    (folder / "doi_ten.csv").unlink()
    office.roster("2024-07-11", office.children[0]).rename(folder / "con_lai.csv")
    (stated,) = reported_of_removed(office)
    assert f"'rosters/2024-07-11/{gone.name}'" in stated
    assert "Thôn Ví Dụ" in stated


def reported_of_removed(office):
    outcome = run_week(office.campaign, "2024-07-18", office.reports, office.notebooks)
    return [p for p in outcome.highlights if "không còn trong thư mục" in p]


@pytest.mark.long
def test_a_last_edition_without_its_record_does_not_stop_the_next(second_week):
    office = second_week
    (office.unit / "2024-07-11" / "run.json").unlink()
    second = run_week(office.campaign, "2024-07-18", office.reports, office.notebooks)
    assert {r["corrected"] for r in read_table(second.edition, "changes")} == {"0"}


@pytest.mark.long
def test_a_last_edition_that_was_changed_by_hand_is_not_opened_from(second_week):
    office = second_week
    gaps = office.unit / "2024-07-11" / "tables" / "gaps.csv"
    spoilt = gaps.read_text("utf-8").replace(",1,0,1,", ",9,0,9,")
    assert spoilt != gaps.read_text("utf-8")
    gaps.write_text(spoilt, encoding="utf-8")
    second = run_week(office.campaign, "2024-07-18", office.reports, office.notebooks)
    assert {r["corrected"] for r in read_table(second.edition, "changes")} == {"0"}
