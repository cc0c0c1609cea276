"""An edition's tables and charts, written by hand, and what is said of them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.documents.by_hand import GAPS, facts, write_gaps


@pytest.fixture
def stated():
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


@pytest.fixture
def gaps():
    """Write another table of gaps into a folder."""
    return write_gaps


REASONS = (
    "hamlet_id,hamlet,age_group,reason,children,reachable",
    "H1,Tổ <b>Mẫu</b> 1,under_6,VE_QUE_HE,400,later",
    "H1,Tổ <b>Mẫu</b> 1,under_6,CHUA_RO,40,unknown",
    "H1,Tổ <b>Mẫu</b> 1,6_to_13,VE_QUE_HE,32,later",
    "H1,Tổ <b>Mẫu</b> 1,6_to_13,NHAN_THUC,1000,now",
)
QUALITY = (
    "hamlet_id,hamlet,received,last_received,rows,persons,to_verify",
    "H1,Tổ <b>Mẫu</b> 1,True,2024-07-18,2472,2472,3",
    "H2,Thôn Ví Dụ 2,False,,0,,",
)
CHANGES = (
    "hamlet_id,hamlet,age_group,opening,new,moved_in,aged_in,enrolled,moved_out,died,"
    "aged_out,corrected,closing,to_verify",
    "H1,Tổ <b>Mẫu</b> 1,under_6,600,1,0,0,150,10,0,2,1,440,0",
    "H1,Tổ <b>Mẫu</b> 1,6_to_13,1380,10,0,2,359,0,1,0,0,1032,3",
    "H2,Thôn Ví Dụ 2,under_6,,,,,,,,,,,",
)


PLAN = (
    "date,venue,places,hamlet_id,hamlet,age_group,children",
    "2024-07-19,Nhà văn hóa,75,H1,Tổ <b>Mẫu</b> 1,under_6,51",
    "2024-07-19,Nhà văn hóa,75,H2,Thôn Ví Dụ 2,under_6,24",
    "2024-07-20,Công an huyện,80,H1,Tổ <b>Mẫu</b> 1,under_6,11",
    "2024-07-20,Công an huyện,80,H1,Tổ <b>Mẫu</b> 1,6_to_13,66",
)
SHORT = (",,,H2,Thôn Ví Dụ 2,6_to_13,37",)


def add_tables(folder: Path, **tables: tuple[str, ...]) -> Path:
    (folder / "tables").mkdir(exist_ok=True)
    for name, lines in tables.items():
        path = folder / "tables" / f"{name}.csv"
        path.write_text("\n".join(lines) + "\n", encoding="utf-8-sig")
    return folder


def paint(path: Path, width: int, height: int, dpi: int) -> None:
    from PIL import Image

    Image.new("RGB", (width, height), "#12436D").save(path, dpi=(dpi, dpi))


@pytest.fixture
def full(stage) -> Path:
    """The folder of ``stage`` with all tables and pictures of its chart."""
    add_tables(stage, reasons=REASONS, quality=QUALITY, changes=CHANGES)
    paint(stage / "charts" / "a.word.png", 1386, 900, 220)
    paint(stage / "charts" / "a.slide.png", 1920, 1080, 144)
    return stage


@pytest.fixture
def planned(full) -> Path:
    """The folder of ``full`` with a plan of two sessions that see all."""
    return add_tables(full, plan=PLAN)


@pytest.fixture
def short(full) -> Path:
    """The folder of ``full`` with a plan that lacks 37 places."""
    return add_tables(full, plan=(*PLAN, *SHORT))


@pytest.fixture
def long_plan(big) -> Path:
    """The folder of ``big`` with forty sessions, thirty hamlets at each."""
    name = "Khu tái định cư Thử Nghiệm và các nhóm hộ mới tách số"
    lines = [
        f"2024-{7 + day // 28:02}-{day % 28 + 1:02},Hội trường khu {name},60,"
        f"H{hamlet},{name} {hamlet},under_6,2"
        for day in range(40)
        for hamlet in range(30)
    ]
    return add_tables(big, plan=(PLAN[0], *lines, *SHORT))


@pytest.fixture
def big(full) -> Path:
    """The folder of ``full`` with 60 hamlets that have long names, and three groups."""
    name = "Khu tái định cư Thử Nghiệm và các nhóm hộ mới tách số"
    rows = []
    for number in range(60):
        for group, persons in (("under_6", 40), ("6_to_13", 90), ("unknown", 1)):
            enrolled = (number * 7) % persons
            gap, share = persons - enrolled, enrolled / persons
            cells = f"{persons},{enrolled},{gap},{share},0,{enrolled}"
            rows.append(f"H{number},{name} {number},{group},{cells}")
    write_gaps(full, *rows)
    return full
