import base64
import hashlib
import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from PIL import Image

from dophu.charts import draw_heat, draw_ranked, draw_reasons, write_charts
from tests.charts.conftest import ABOUT, make_gaps, make_reasons, spread

ROOT = Path(__file__).parents[2]
HASHES = """
import hashlib
from dophu.charts import draw_heat, draw_ranked, draw_reasons
from tests.charts.conftest import ABOUT, make_gaps, make_reasons, spread
counts = spread(6)
counts["Bản Chưa Nộp"] = None
counts["Thôn Mẫu 2"]["unknown"] = (9, 2)
charts = [
    draw_ranked(make_gaps(counts), ABOUT),
    draw_heat(make_gaps(counts), ABOUT),
    draw_reasons(make_reasons({"VE_QUE_HE": 5, "CHUA_RO": 2}), ABOUT),
]
for chart in charts:
    for content in (chart.png(), chart.png("slide", 72), chart.svg()):
        print(hashlib.sha256(content).hexdigest())
    print(chart.digest())
"""


@pytest.fixture(scope="module")
def charts():
    reasons = make_reasons({"VE_QUE_HE": 50, "NHAN_THUC": 30, "CHUA_RO": 20})
    gaps = make_gaps(spread(17))
    return [
        draw_ranked(gaps, ABOUT),
        draw_heat(gaps, ABOUT),
        draw_reasons(reasons, ABOUT),
    ]


@pytest.fixture(scope="module")
def folder(charts, tmp_path_factory):
    folder = tmp_path_factory.mktemp("Nguyễn Văn Ả") / "biểu đồ"
    write_charts(charts, folder)
    return folder


def in_fresh_process(code, seed="0", zone="UTC"):
    environment = {
        **os.environ,
        "PYTHONHASHSEED": seed,
        "TZ": zone,
        "PYTHONPATH": str(ROOT),
        "PYTHONIOENCODING": "utf-8",
    }
    done = subprocess.run(
        [sys.executable, "-c", code],
        env=environment,
        cwd=ROOT,
        capture_output=True,
        encoding="utf-8",
        check=True,
    )
    return done.stdout


def test_two_fresh_processes_draw_the_same_bytes():
    first = in_fresh_process(HASHES, seed="1", zone="UTC")
    second = in_fresh_process(HASHES, seed="4711", zone="Asia/Ho_Chi_Minh")
    assert len(first.splitlines()) >= 12
    assert first == second


def test_charts_need_no_pyplot():
    code = "import sys, dophu.charts; print('matplotlib.pyplot' in sys.modules)"
    assert in_fresh_process(code).strip() == "False"


def test_a_users_own_settings_change_nothing(charts):
    import matplotlib

    chart = charts[2]
    own = {
        "svg.fonttype": "none",
        "savefig.bbox": "tight",
        "text.hinting": "default",
        "text.usetex": True,
        "path.sketch": (1, 100, 2),
        "figure.dpi": 50,
    }
    with matplotlib.rc_context(own):
        mine = chart.png(dpi=72), chart.svg()
    assert mine == (chart.png(dpi=72), chart.svg())


def test_every_chart_leaves_pictures_data_and_a_listing(charts, folder):
    names = [
        f"{chart.name}.{kind}"
        for chart in charts
        for kind in ("word.png", "slide.png", "svg", "csv")
    ]
    written = write_charts(charts[2:], folder / "again")
    assert sorted(p.name for p in folder.iterdir() if p.is_file()) == sorted(
        [*names, "charts.json"]
    )
    assert [path.name for path in written] == [*names[8:], "charts.json"]


def test_the_listing_says_what_each_chart_says_in_order(charts, folder):
    listed = json.loads((folder / "charts.json").read_text(encoding="utf-8"))
    assert [entry["name"] for entry in listed] == ["ranked", "heat", "reasons"]
    for chart, entry in zip(charts, listed, strict=True):
        assert (entry["title"], entry["subtitle"], entry["alt"]) == (
            chart.title,
            chart.subtitle,
            chart.alt,
        )
        data = (folder / f"{chart.name}.csv").read_bytes()
        assert entry["data_sha256"] == hashlib.sha256(data).hexdigest()
        assert all((folder / file).is_file() for file in entry["files"])


def test_data_are_written_for_excel_and_for_machines(charts, folder):
    data = (folder / "ranked.csv").read_bytes()
    assert data.startswith(b"\xef\xbb\xbfhamlet_id,hamlet,age_group,persons,")
    assert b"\r" not in data
    assert data.count(b"\n") == len(charts[0].data) + 1


def test_a_picture_is_as_wide_on_paper_as_on_the_page(folder):
    with Image.open(folder / "ranked.word.png") as word:
        assert word.width / word.info["dpi"][0] * 25.4 == pytest.approx(160, abs=0.1)
        assert word.info["dpi"][0] == pytest.approx(220, abs=0.1)
    with Image.open(folder / "ranked.slide.png") as slide:
        assert slide.size == (1920, 1080)


def test_a_picture_carries_its_title_and_alternative_text(charts, folder):
    with Image.open(folder / "heat.word.png") as picture:
        assert picture.info["Title"] == charts[1].title
        assert picture.info["Description"] == charts[1].alt
        assert "Software" not in picture.info


def test_svg_is_shapes_with_an_alternative_text_and_ids_of_its_own(charts, folder):
    ids = {}
    for chart in charts:
        text = (folder / f"{chart.name}.svg").read_text(encoding="utf-8")
        assert "<text" not in text
        assert re.search(r'<svg role="img" aria-label="[^"]{20,}" ', text)
        found = re.findall(r'\bid="([^"]+)"', text)
        links = re.findall(r'href="#([^"]+)"', text)
        assert len(found) == len(set(found)) > 50
        assert set(links) <= set(found)
        ids[chart.name] = set(found)
    assert not ids["ranked"] & ids["heat"]
    assert not ids["ranked"] & ids["reasons"]


def test_a_notebook_shows_the_picture_and_stores_the_digest(charts):
    chart = charts[0]
    data, metadata = chart._repr_mimebundle_(include=None, exclude=None)
    assert set(data) == {"image/png", "text/plain"}
    assert base64.b64decode(data["image/png"]).startswith(b"\x89PNG")
    assert data["text/plain"] == chart.digest()
    assert metadata == {"image/png": {"alt": chart.alt, "width": 605}}
