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

from dophu.charts import (
    draw_burndown,
    draw_card,
    draw_dumbbell,
    draw_heat,
    draw_organ,
    draw_ranked,
    draw_reasons,
    draw_smalls,
    draw_waterfall,
    write_charts,
)
from tests.charts.invented import (
    ABOUT,
    DATES,
    equal_groups,
    make_changes,
    make_gaps,
    make_history,
    make_reasons,
    pace_of,
    spread,
)

FILES = ("word.png", "slide.png", "svg", "csv", "half.png", "half.svg")
ROOT = Path(__file__).parents[2]
HASHES = """
import hashlib
from dophu import charts as c
from tests.charts.invented import (
    equal_groups,
    ABOUT, make_changes, make_gaps, make_history, make_reach, make_reasons, pace_of,
    spread,
)
counts = spread(6)
counts["Bản Chưa Nộp"] = None
counts["Thôn Mẫu 2"]["unknown"] = (9, 2)
gaps, history = make_gaps(counts), make_history(counts, lacking=(1, 3))
changes = make_changes({"opening": 9, "new": 2, "enrolled": 3})
reasons, pace = make_reasons({"VE_QUE_HE": 5, "CHUA_RO": 2}), pace_of(history)
charts = [
    c.draw_ranked(gaps, ABOUT),
    c.draw_heat(gaps, ABOUT),
    c.draw_organ(gaps, ABOUT),
    c.draw_reasons(reasons, ABOUT),
    c.draw_reach(gaps, make_reach(gaps), ABOUT),
    c.draw_dumbbell(history, ABOUT),
    c.draw_smalls(history, ABOUT),
    c.draw_burndown(history, ABOUT, pace),
    c.draw_waterfall(changes, ABOUT),
    c.draw_card(history, ABOUT, reasons, pace, changes),
]
for chart in charts:
    svg = chart.svg(), chart.svg("half")
    for content in (chart.png(), chart.png("slide", 72), *svg):
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
def charts_of_change():
    counts = spread(5)
    history = make_history(counts, lacking=(1,))
    reasons, pace = make_reasons({"VE_QUE_HE": 50}), pace_of(history)
    return [
        draw_dumbbell(history, ABOUT),
        draw_smalls(history, ABOUT),
        draw_burndown(history, ABOUT, pace),
        draw_waterfall(make_changes({"opening": 9, "enrolled": 3}), ABOUT),
        draw_organ(make_gaps(counts), ABOUT),
        draw_card(history, ABOUT, reasons, pace),
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
        "PYTHONPATH": os.pathsep.join([str(ROOT), str(ROOT / "lib")]),
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


@pytest.mark.long
def test_two_fresh_processes_draw_the_same_bytes():
    first = in_fresh_process(HASHES, seed="1", zone="UTC")
    second = in_fresh_process(HASHES, seed="4711", zone="Asia/Ho_Chi_Minh")
    assert len(first.splitlines()) >= 9 * 6
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
    names = [f"{chart.name}.{kind}" for chart in charts for kind in FILES]
    written = write_charts(charts[2:], folder / "again")
    assert sorted(p.name for p in folder.iterdir() if p.is_file()) == sorted(
        [*names, "charts.json"]
    )
    assert [path.name for path in written] == [*names[12:], "charts.json"]


@pytest.mark.parametrize(("number", "kinds"), [(4, FILES), (7, FILES[:4])])
def test_a_chart_too_wide_for_half_a_page_has_no_files_of_it(number, kinds, tmp_path):
    groups = equal_groups(number)
    heat = draw_heat(make_gaps(spread(3, groups), groups), groups)
    names = {path.name for path in write_charts([heat], tmp_path)}
    assert names == {"charts.json", *(f"heat.{kind}" for kind in kinds)}


def test_ids_of_the_two_widths_differ_so_that_both_stand_on_one_page(charts):
    wide, narrow = (
        {*re.findall(r' id="([^"]+)"', charts[0].svg(size).decode())}
        for size in ("word", "half")
    )
    assert wide and narrow and not wide & narrow


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


def test_charts_of_lines_are_shapes_with_ids_of_their_own_too(charts_of_change):
    for chart in charts_of_change:
        text = chart.svg().decode("utf-8")
        assert "<text" not in text
        found = re.findall(r'\bid="([^"]+)"', text)
        assert len(found) == len(set(found)) > 50
        assert set(re.findall(r'href="#([^"]+)"', text)) <= set(found)
        assert all(own.startswith(f"{chart.name}-") for own in found)


def test_a_chart_saved_twice_or_in_another_order_has_the_same_bytes(charts_of_change):
    for chart in charts_of_change:
        first = chart.png(dpi=72), chart.svg(), chart.digest()
        assert (chart.png(dpi=72), chart.svg(), chart.digest()) == first


def test_a_change_of_a_line_shows_in_the_digest(charts_of_change):
    history = make_history(spread(5), lacking=(1,))
    moved = history.copy()
    first = (history["as_of"] == DATES[0]) & history["persons"].gt(0)
    moved.loc[first, "enrolled"] += 1
    moved.loc[first, "gap"] -= 1
    for draw in (draw_smalls, draw_burndown):
        one, other = draw(history, ABOUT), draw(moved, ABOUT)
        assert one.title == other.title
        assert one.digest() != other.digest()


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


def test_no_text_of_a_chart_s_data_runs_as_a_formula(tmp_path):
    gaps = make_gaps(spread(17))
    gaps["hamlet"] = gaps["hamlet"].map(lambda name: f"=HYPERLINK({name})")
    write_charts([draw_ranked(gaps, ABOUT)], tmp_path)
    text = (tmp_path / "ranked.csv").read_text(encoding="utf-8-sig")
    assert "'=HYPERLINK" in text
    assert not re.search(r'(^|,|\n)"?[=+@-][^\d.]', text)
