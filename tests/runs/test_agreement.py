"""The same number everywhere: one that is spoilt in any document stops the edition."""

from __future__ import annotations

import json
import shutil
import zipfile
from datetime import date
from pathlib import Path

import pytest

from dophu.campaign.config import read_campaign
from dophu.catalogue.issues import DophuError
from dophu.notebook import about_date
from dophu.runs import one_run
from dophu.runs.agreement import check_documents
from dophu.runs.weekly import run_week


@pytest.fixture
def edition(published, tmp_path) -> Path:
    """A copy of an edition, to be spoilt."""
    return Path(shutil.copytree(published[1].edition, tmp_path / "edition"))


@pytest.fixture
def check(published):
    campaign = read_campaign(published[0].campaign)
    about = about_date(campaign, date(2024, 7, 18), {})
    return lambda folder: [
        (
            i.details["what"]["en"].split(" shows a ")[0],
            i.details["what"]["en"].split()[3],
        )
        for i in check_documents(folder, about)
    ]


def spoil(path: Path, part: str, old: str, new: str) -> None:
    """Put another text into a part of a document."""
    with zipfile.ZipFile(path) as document:
        parts = {name: document.read(name) for name in document.namelist()}
    text = parts[part].decode("utf-8")
    assert old in text
    parts[part] = text.replace(old, new).encode("utf-8")
    with zipfile.ZipFile(path, "w") as document:
        for name, content in parts.items():
            document.writestr(name, content)


def part_with(path: Path, folder: str, words: str) -> str:
    with zipfile.ZipFile(path) as document:
        return next(
            name
            for name in document.namelist()
            if name.startswith(folder) and words.encode() in document.read(name)
        )


def test_an_edition_as_it_is_written_agrees(edition, check):
    assert check(edition) == []


def test_a_number_spoilt_in_word_is_found(edition, check):
    path = edition / "briefing.docx"
    spoil(path, "word/document.xml", "33,3%", "33,4%")
    assert ("briefing.docx", "coverage_all") in check(edition)


def test_a_number_spoilt_on_a_slide_is_found(edition, check):
    path = edition / "briefing.pptx"
    part = part_with(path, "ppt/slides/slide", 'name="coverage_all"')
    spoil(path, part, "33,3%", "33%")
    assert check(edition) == [("briefing.pptx", "coverage_all")]


@pytest.mark.parametrize("chart", ["ages", "reasons", "ranked"])
def test_a_bar_spoilt_on_a_slide_is_found(edition, check, chart):
    path = edition / "briefing.pptx"
    names = {"ages": "Đã làm", "reasons": "Số trẻ", "ranked": "Thôn Ví Dụ 2"}
    part = part_with(path, "ppt/charts/chart", names[chart])
    spoil(path, part, "<c:v>1</c:v>", "<c:v>9</c:v>")
    assert check(edition) == [("briefing.pptx", chart)]


def test_a_value_spoilt_in_the_workbook_is_found(edition, check):
    path = edition / "tables.xlsx"
    spoil(path, "xl/worksheets/sheet1.xml", "<v>2</v>", "<v>3</v>")
    assert {name for name, _ in check(edition)} == {"tables.xlsx"}


def test_a_number_spoilt_on_the_page_is_found(edition, check):
    path = edition / "index.html"
    text = path.read_text(encoding="utf-8")
    old = '<td class="left" data-figure="gap_all">2</td>'
    assert old in text
    path.write_text(text.replace(old, old.replace("2<", "1<")), encoding="utf-8")
    assert check(edition) == [("index.html", "gap_all")]


def test_a_figure_that_a_document_does_not_show_is_found(edition, check):
    path = edition / "index.html"
    text = path.read_text(encoding="utf-8").replace("data-figure", "data-other")
    path.write_text(text, encoding="utf-8")
    assert check(edition) == [("index.html", "gap_all"), ("index.html", "coverage_all")]


def test_data_of_a_chart_that_do_not_add_up_are_found(edition, check):
    charts = edition / "charts"
    head = "hamlet_id,hamlet,age_group,persons,enrolled,gap\n"
    (charts / "a.csv").write_text(head + "H1,A,under_6,3,1,1\n", encoding="utf-8-sig")
    listing = charts / "charts.json"
    entries = json.loads(listing.read_text(encoding="utf-8"))
    entries[0] |= {"files": ["a.csv"], "data_sha256": "0"}
    listing.write_text(json.dumps(entries), encoding="utf-8")
    assert check(edition) == [
        ("charts/a.csv", "data_sha256"), ("charts/a.csv", "gap_all"),
    ]  # fmt: skip


@pytest.mark.long
def test_a_document_that_does_not_agree_stops_publication(office, monkeypatch):
    write = one_run.write_documents

    def write_wrong(folder, facts):
        written = write(folder, facts)
        spoil(folder / "briefing.docx", "word/document.xml", "33,3%", "40,0%")
        return written

    monkeypatch.setattr(one_run, "write_documents", write_wrong)
    with pytest.raises(DophuError, match=r"CH-10 .*briefing.docx ghi coverage_all"):
        run_week(office.campaign, reports=office.reports, notebooks=office.notebooks)
    assert not list(office.unit.glob("2024*"))
