"""Officers beside hamlets: where a campaign wishes it, with counts, never ranked."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import docx
import pandas as pd
import pptx
import pytest

import dophu
from dophu.campaign.about import about_date
from dophu.campaign.config import read_campaign
from dophu.catalogue.issues import DophuError
from dophu.documents.docx.briefing import write_docx
from dophu.documents.grids import Grids
from dophu.documents.officers import LEAST
from dophu.documents.pptx.briefing import write_pptx
from dophu.documents.report import Facts, Report
from dophu.tables.figures import Figures, read_tables

ROOT = Path(__file__).parents[2]
SAMPLE = ROOT / "data" / "sample"
COLUMNS = ["hamlet_id", "hamlet", "age_group"]


@pytest.fixture(scope="module")
def week():
    """The sample's last date."""
    return dophu.load(SAMPLE, "2024-07-18")


def report(sample_week, tmp_path, shown: bool) -> Report:
    """Give the sample's report, to be written into a folder of its own."""
    campaign = replace(read_campaign(SAMPLE), shows_officers=shown)
    about = about_date(campaign, pd.Timestamp("2024-07-18").date(), {})
    facts = Facts(about, "Cấp", "2024-07-18", "READY", "0", 17, 17, 4, ("applied",))
    found = Report(sample_week.edition, facts)
    found.folder = tmp_path
    return found


def words_of(document) -> str:
    cells = [c.text for t in document.tables for row in t.rows for c in row.cells]
    return "\n".join([*(p.text for p in document.paragraphs), *cells])


def test_documents_name_officers_and_give_each_a_page(sample_week, tmp_path):
    made = report(sample_week, tmp_path, True)
    officers = [h.officer for h in read_campaign(SAMPLE).hamlets.hamlets]
    document = docx.Document(str(write_docx(made)))
    text = words_of(document)
    assert "Tổ dân phố Mẫu 3, Cán bộ 03" in text
    pages = [p for p in document.paragraphs if p.paragraph_format.page_break_before]
    heads = [f"Địa bàn do {name} phụ trách" for name in officers]
    begun = [page.text.partition(". ")[2] for page in pages]
    assert [text for text in begun if "phụ trách" in text] == heads
    slides = pptx.Presentation(str(write_pptx(made))).slides
    shown = "".join(
        cell.text for slide in slides for shape in slide.shapes if shape.has_table
        for row in shape.table.rows for cell in row.cells
    )  # fmt: skip
    assert "Tổ dân phố Mẫu 3, Cán bộ 03" in shown


def test_nobody_is_named_by_default(sample_week, tmp_path):
    made = report(sample_week, tmp_path, False)
    assert "Cán bộ 0" not in words_of(docx.Document(str(write_docx(made))))
    assert made.grids.officers() == []


def test_a_page_of_an_officer_adds_up_and_is_in_the_campaigns_order(sample_week, week):
    about = about_date(week.campaign, week.as_of, {})
    about = replace(about, officers={"H09": "Bà Mẫu", "H02": "Bà Mẫu"})
    figures = Figures(read_tables(sample_week.edition), about)
    (grid,) = Grids(figures).officers()
    gaps = dophu.gaps(week, where={"hamlet_id": ["H02", "H09"]})
    assert [line[0].text for line in grid.lines[:-1]] == [
        week.hamlets.names["H02"], week.hamlets.names["H09"],
    ]  # fmt: skip
    assert grid.lines[-1][-1].text == str(gaps["gap"].sum())


def test_a_page_of_an_officer_says_whose_lists_came_back(sample_week, week):
    about = about_date(week.campaign, week.as_of, {})
    about = replace(about, officers={"H09": "Bà Mẫu", "H02": "Bà Mẫu"})
    tables = read_tables(sample_week.edition)
    figures = Figures(tables, about)
    assert len(Grids(figures).officers()[0].headings) == 5  # none came back
    base = {"sent": "2024-07-11", "due": "2024-07-18", "children": "9"}
    reports = [
        {**base, "hamlet_id": "H02", "hamlet": "Hai", "returned": "2024-07-15",
         "answered": "4", "report": "returned"},
        {**base, "hamlet_id": "H09", "hamlet": "Chín", "returned": "",
         "answered": "", "report": "late"},
    ]  # fmt: skip
    figures = Figures({**tables, "outreach": reports}, about)
    (grid,) = Grids(figures).officers()
    assert [[cell.text for cell in line[5:]] for line in grid.lines] == [
        ["15/7/2024", "4"],
        ["quá hạn, chưa báo", "–"],
        ["", ""],
    ]


def test_an_officer_of_few_children_is_not_named_where_hamlets_are_ranked(
    sample_week, week
):
    tables = read_tables(sample_week.edition)
    for row in tables["gaps"]:
        if row["hamlet_id"] == "H02":
            few = row["age_group"] == "under_6"
            row.update(persons=str((LEAST - 1) * few), enrolled="0", gap="0")
    about = about_date(week.campaign, week.as_of, {})
    about = replace(about, officers={"H02": "Bà Ít", "H03": "Bà Nhiều"})
    stated = str(Grids(Figures(tables, about)).places().lines)
    assert "Bà Nhiều" in stated and "Bà Ít" not in stated


@pytest.mark.parametrize(
    ("line", "code"),
    [("issued_by = 3", "CD-05 .*'briefing.issued_by'"),
     ("oficers = true", "CD-03 .*'briefing.oficers'.*'briefing.officers'"),
     ('officers = "yes"', "CD-05 .*'briefing.officers'")],
)  # fmt: skip
def test_a_wrong_key_of_the_briefing_is_an_error(folder, line, code):
    toml = (folder.path / "campaign.toml").read_text("utf-8")
    folder.write("campaign.toml", f"{toml}\n[briefing]\n{line}\n")
    with pytest.raises(DophuError, match=code):
        read_campaign(folder.path)


def test_the_key_is_read_and_off_where_it_is_not_there(folder):
    assert not read_campaign(folder.path).shows_officers
    toml = (folder.path / "campaign.toml").read_text("utf-8")
    office = 'issued_by = "Ủy ban nhân dân"'
    folder.write("campaign.toml", f"{toml}\n[briefing]\nofficers = true\n{office}\n")
    read = read_campaign(folder.path)
    assert read.shows_officers
    assert about_date(read, read.deadline, {}).issued_by == "Ủy ban nhân dân"


@pytest.mark.parametrize(
    ("table", "column"),
    [("gaps", "gap"), ("changes", "closing"), ("history", "closing"),
     ("reasons", "children"), ("gap_history", "gap")],
)  # fmt: skip
def test_every_table_of_counts_by_officer_adds_up_to_the_table(week, table, column):
    make = getattr(dophu, table)
    whole, by = make(week), make(week, by="officer")
    assert by[column].sum() == whole[column].sum() > 0
    assert by["officer"].nunique() == 17


def test_a_pace_is_asked_of_an_officers_hamlets_too(week):
    (officer,) = {h.officer for h in week.hamlets.hamlets if h.hamlet_id == "H03"}
    table = dophu.pace(week, by="hamlet", where={"officer": officer})
    assert table["hamlet"].to_list() == [week.hamlets.names["H03"]]
    both = dophu.pace(week, by=["hamlet", "officer"]).set_index("officer")
    # An officer of one hamlet goes at its pace, range and state included.
    alone = dophu.pace(week, by="officer").set_index("officer")
    assert both.drop(columns="hamlet").equals(alone)
    with pytest.raises(DophuError, match="PT-01"):
        dophu.pace(week, by="officer", where={"hamlet": week.hamlets.names["H03"]})


def with_officers(week, officers):
    """Give the date with other officers, by the number of the hamlet."""
    every = week.campaign.hamlets
    hamlets = [replace(h, officer=officers(n)) for n, h in enumerate(every.hamlets)]
    of = replace(every, hamlets=tuple(hamlets))
    return replace(week, campaign=replace(week.campaign, hamlets=of))


def test_an_officers_pace_is_that_of_its_hamlets_as_if_they_were_one(week):
    of_three = with_officers(week, lambda n: f"Cán bộ {n % 3}" if n % 3 else "")
    keys, counts = ["officer", "age_group"], ["gap", "required_per_day"]
    by_officer = dophu.pace(of_three, by=keys)
    by_hamlet = dophu.pace(of_three, by=["hamlet", *keys])
    sums = by_hamlet.groupby(keys, dropna=False)[[*counts, "achieved_per_day"]].sum()
    found = by_officer.groupby(keys, dropna=False)[[*counts, "achieved_per_day"]].sum()
    pd.testing.assert_frame_equal(found, sums)
    assert by_officer["officer"].nunique(dropna=False) == 3
    # Who has all hamlets goes at the unit's pace: in range and state too.
    of_one = dophu.pace(with_officers(week, lambda n: "Cán bộ A"), by="officer")
    (unit,) = dophu.pace(week).iloc[-1:].drop(columns=COLUMNS).to_dict("records")
    assert of_one.to_dict("records") == [{"officer": "Cán bộ A", **unit}]
