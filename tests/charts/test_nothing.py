"""A chart with nothing to say says why, and documents leave it out with those words."""

import json
from dataclasses import replace

import pytest

from dophu.charts import (
    draw_burndown,
    draw_dumbbell,
    draw_heat,
    draw_organ,
    draw_ranked,
    draw_reach,
    draw_reasons,
    draw_smalls,
    draw_waterfall,
    write_charts,
)
from dophu.charts.kit.digest import read_texts
from dophu.documents.report import Report
from tests.charts.invented import (
    ABOUT,
    DATES,
    make_changes,
    make_gaps,
    make_history,
    make_reasons,
    spread,
)
from tests.documents.by_hand import GAPS, facts, write_gaps

NOW = DATES[-1:]
DONE = {"Thôn 1": {"under_6": (9, 9)}, "Thôn 2": {"6_to_13": (7, 7)}}
ONE = {"Thôn 1": {"under_6": (9, 2)}, "Thôn 2": {"6_to_13": (7, 7)}}
NOBODY = {"Thôn 1": {}, "Thôn 2": {}}
NO_LIST = {"Thôn 1": None, "Thôn 2": None}

BY_PLACE = {"ranked": draw_ranked, "organ": draw_organ, "heat": draw_heat}
BY_DATE = {"dumbbell": draw_dumbbell, "smalls": draw_smalls, "burndown": draw_burndown}


def drawn(counts, dates=DATES):
    """Draw every chart of some counts, by name."""
    about = ABOUT if counts != NO_LIST else replace(ABOUT, has_lists=False)
    gaps, history = make_gaps(counts), make_history(counts, dates=dates)
    charts = [draw(gaps, about) for draw in BY_PLACE.values()]
    return {c.name: c for c in charts + [d(history, about) for d in BY_DATE.values()]}


CASES = {
    "four dates": (spread(5), DATES, set()),
    "a first date": (spread(5), NOW, {"dumbbell", "smalls"}),
    "all done": (DONE, DATES, {"ranked", "organ"}),
    "all done on the first date": (
        DONE, NOW, {"ranked", "organ", "dumbbell", "smalls", "burndown"},
    ),
    "one hamlet has children left": (ONE, DATES, {"organ"}),
    "nobody on the lists": (NOBODY, DATES, {*BY_PLACE, *BY_DATE}),
    "no list": (NO_LIST, DATES, {*BY_PLACE, *BY_DATE}),
}  # fmt: skip


@pytest.mark.parametrize("case", CASES)
def test_charts_with_nothing_to_say_are_these(case):
    counts, dates, silent = CASES[case]
    charts = drawn(counts, dates)
    assert {name for name, chart in charts.items() if chart.nothing} == silent


@pytest.mark.parametrize("case", CASES)
@pytest.mark.parametrize("size", ["word", "slide"])
def test_one_with_nothing_to_say_is_a_statement_and_any_other_a_picture(case, size):
    counts, dates, silent = CASES[case]
    for name, chart in drawn(counts, dates).items():
        figure = chart.figure(size)
        is_drawn = any(artist not in figure.texts for artist in figure.artists)
        assert is_drawn == (name not in silent), name
        assert {*read_texts(figure)} >= {"title", "source"}


@pytest.mark.parametrize(
    ("cell", "why"),
    [
        ({"opening": 9, "enrolled": 2, "closing": 7}, ""),
        ({"new": 9, "closing": 9}, "chưa có kỳ trước để so sánh"),
        ({"new": 9, "enrolled": 2, "closing": 7}, ""),
        ({}, "kỳ này và kỳ trước đều không có trẻ nào chưa làm căn cước"),
        (None, "chưa đọc được danh sách của địa bàn nào"),
    ],
)
def test_a_ledger_without_a_date_before_has_nothing_to_show(cell, why):
    assert draw_waterfall(make_changes(cell), ABOUT).nothing == why


@pytest.mark.parametrize(
    ("counts", "why"),
    [
        ({"VE_QUE_HE": 3}, ""),
        ({"VE_QUE_HE": 3, "CHUA_RO": 9}, ""),
        ({"CHUA_RO": 9}, "chưa có lý do của trẻ nào"),
        ({}, "không còn trẻ nào chưa làm căn cước"),
    ],
)
def test_reasons_that_nobody_knows_are_no_chart(counts, why):
    assert draw_reasons(make_reasons(counts), ABOUT).nothing == why


def test_lists_without_a_child_are_not_called_all_done():
    gaps, reasons = make_gaps(NOBODY), make_reasons({})
    charts = draw_reasons(reasons, ABOUT, gaps), draw_reach(gaps, reasons, ABOUT)
    assert {chart.title for chart in charts} == {"Chưa có trẻ nào trong danh sách"}


def test_what_a_silent_hamlet_has_left_is_not_known():
    counts = {"Thôn 1": {"under_6": (9, 2)}, "Thôn 2": None}
    assert draw_organ(make_gaps(counts), ABOUT).nothing == (
        "trong các danh sách đã nộp chỉ Thôn 1 còn trẻ chưa làm căn cước"
    )


@pytest.mark.parametrize(("counts", "is_ordered"), [(spread(2), True),
                         ({"Thôn 1": {"under_6": (9, 2)}}, False)])  # fmt: skip
def test_one_hamlet_stands_in_no_order(counts, is_ordered):
    assert ("xếp" in draw_organ(make_gaps(counts), ABOUT).subtitle) == is_ordered


def test_documents_leave_it_out_with_a_line_that_says_why(tmp_path):
    write_gaps(tmp_path, *GAPS)
    listing = write_charts(drawn(spread(5), NOW).values(), tmp_path / "charts")[-1]
    entries = {e["name"]: e for e in json.loads(listing.read_text("utf-8"))}
    assert entries["dumbbell"]["nothing"] == "chưa có kỳ trước để so sánh"
    report = Report(tmp_path, facts())
    names = [chart["name"] for chart, _ in report.every_picture("word")]
    assert {*names} == {"ranked", "organ", "heat", "burndown"}
    [line] = report.left_out()
    assert line.endswith(" vì chưa có kỳ trước để so sánh.")
    assert report.left_out(["places"]) == [line]
    assert report.left_out(["reasons"]) == []
