"""An edition's tables and charts, written by hand, and what is said of them."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest

from dophu.ages import AgeGroup, AgeGroups
from dophu.documents.page import Facts
from dophu.labels import About

GROUPS = AgeGroups(
    (
        AgeGroup("under_6", 0, 6, {"vi": "Dưới 6 tuổi", "en": "Under 6"}),
        AgeGroup("6_to_13", 6, 14, {"vi": "Từ đủ 6 đến dưới 14", "en": "6 to 13"}),
    )
)
HEAD = "hamlet_id,hamlet,age_group,persons,enrolled,gap,coverage,applied,issued"
GAPS = (
    "H1,Tổ <b>Mẫu</b> 1,under_6,840,400,440,0.47619,0,400",
    "H1,Tổ <b>Mẫu</b> 1,6_to_13,1632,600,1032,0.36765,0,600",
    "H1,Tổ <b>Mẫu</b> 1,unknown,0,0,0,,0,0",
    "H2,Thôn Ví Dụ 2,under_6,,,,,,",
    "H2,Thôn Ví Dụ 2,6_to_13,,,,,,",
    "H2,Thôn Ví Dụ 2,unknown,,,,,,",
)


def facts(language: str = "vi", **more) -> Facts:
    about = {
        "unit_name": "Thị trấn Thử",
        "as_of": date(2024, 7, 18),
        "deadline": date(2024, 7, 31),
        "age_groups": GROUPS,
        "language": language,
        "simulated": True,
        "missing": (("Thôn Ví Dụ 2", None),),
    }
    for key in about.keys() & more.keys():
        about[key] = more.pop(key)
    said = {
        "campaign": "Cấp thẻ",
        "edition": "2024-07-18.2",
        "gate": "REVIEW",
        "version": "0.1.0",
        "received": 1,
        "hamlets": 2,
        "inputs": 3,
        "enrolled": ("applied", "issued"),
        "highlights": ("DS-01, a.xlsx › D17: <thiếu tên>",),
    }
    return Facts(about=About(**about), **{**said, **more})


@pytest.fixture
def said():
    """Make the facts of a page."""
    return facts


@pytest.fixture
def stage(tmp_path) -> Path:
    """A folder with a table of gaps, a chart and a notebook's page."""
    write_gaps(tmp_path, *GAPS)
    charts = tmp_path / "charts"
    charts.mkdir()
    (charts / "a.svg").write_text("<svg xmlns='http://www.w3.org/2000/svg'/>")
    chart = {"name": "a", "title": "Một", "subtitle": "", "alt": 'Hai "ba"'}
    listing = json.dumps([{**chart, "files": ["a.svg"]}])
    (charts / "charts.json").write_text(listing, encoding="utf-8")
    (tmp_path / "notebooks").mkdir()
    (tmp_path / "notebooks" / "sổ tay #1.html").write_text("x", encoding="utf-8")
    return tmp_path


def write_gaps(folder: Path, *rows: str) -> None:
    tables = folder / "tables"
    tables.mkdir(exist_ok=True)
    text = "\n".join((HEAD, *rows)) + "\n"
    (tables / "gaps.csv").write_text(text, encoding="utf-8-sig")


@pytest.fixture
def gaps():
    """Write another table of gaps into a folder."""
    return write_gaps
