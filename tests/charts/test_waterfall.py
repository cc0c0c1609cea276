from dataclasses import replace
from itertools import product

import pytest

from benchmarks.lint import lint_figure
from dophu.charts import draw_waterfall
from dophu.charts.kit.colours import BLUE, CONTEXT, EDGE
from dophu.charts.kit.digest import fill_of, read_boxes, read_texts
from tests.charts.invented import ABOUT, make_changes, make_history, spread
from tests.short_form import grid

ENGLISH = replace(ABOUT, language="en")
WEEK = make_changes(
    {"opening": 900, "new": 30, "enrolled": 300, "moved_out": 5, "to_verify": 7},
    {"opening": 1081, "moved_in": 4, "enrolled": 209, "died": 1, "corrected": -28},
)
ALL_FLOWS = make_changes(
    {
        "opening": 100, "new": 20, "moved_in": 10, "aged_in": 9, "enrolled": 50,
        "moved_out": 8, "died": 2, "aged_out": 9, "corrected": 6, "to_verify": 3,
    }
)  # fmt: skip


def test_the_texts_of_a_week_are_these():
    assert read_texts(draw_waterfall(WEEK, ABOUT).figure()) == {
        "title": "Thêm 509 trẻ đã làm căn cước; chưa làm còn 1.472 trẻ, giảm 509",
        "subtitle": "Số trẻ dưới 14 tuổi chưa làm căn cước: từ kỳ trước đến kỳ này, "
        "theo nguyên nhân thay đổi",
        "notes": "Ghi chú: Trong số còn lại, 7 trẻ không có trong danh sách kỳ này, "
        "cần xác minh. Đã làm căn cước: hồ sơ đã thu nhận hoặc thẻ đã cấp.",
        "source": "Nguồn: Danh sách rà soát của 2 địa bàn; "
        "số liệu đến hết ngày 18/7/2024.",
        "simulated": "SỐ LIỆU MÔ PHỎNG – KHÔNG PHẢI SỐ LIỆU THỰC",
        "name.0": "Kỳ trước",
        "total.0": "1.981",
        "name.1": "Mới có trong danh sách",
        "total.1": "+30",
        "name.2": "Chuyển đến",
        "total.2": "+4",
        "name.3": "Đã làm",
        "total.3": "−509",
        "name.4": "Chuyển đi",
        "total.4": "−5",
        "name.5": "Đã mất",
        "total.5": "−1",
        "name.6": "Đính chính số liệu",
        "total.6": "−28",
        "name.7": "Kỳ này (18/7)",
        "total.7": "1.472",
    }


@pytest.mark.parametrize("size", ["word", "slide"])
@pytest.mark.parametrize("table", [WEEK, ALL_FLOWS], ids=["week", "all flows"])
def test_every_bar_begins_where_the_one_before_ends(table, size):
    bars = read_boxes(draw_waterfall(table, ABOUT).figure(size), "bar")
    opening, *flows, closing = bars.items()
    level = opening[1].get_width()
    assert (opening[1].get_x(), level) == (0, table["opening"].sum())
    for gid, bar in flows:
        name, ends = gid.split(".")[2], {bar.get_x(), bar.get_x() + bar.get_width()}
        assert level in ends
        falls = level != bar.get_x()
        level = (ends - {level}).pop()
        sign = -1 if name in ("enrolled", "moved_out", "died", "aged_out") else 1
        change = sign * table[name].sum()
        assert (change < 0) == falls
        assert bar.get_width() == abs(change)
    assert (closing[1].get_x(), closing[1].get_width()) == (0, level)


def test_a_child_that_changes_its_age_group_is_in_no_bar():
    cells = [
        {"opening": 9, "aged_out": 2, "enrolled": 1, "closing": 6},
        {"opening": 5, "aged_in": 2, "aged_out": 3, "closing": 4},
    ]
    table = make_changes(*cells)
    table["age_group"] = ["under_6", "6_to_13"]
    chart = draw_waterfall(table, ABOUT)
    bars = dict(chart.data[["flow", "children"]].itertuples(index=False))
    assert bars == {"opening": 14, "enrolled": -1, "aged_out": -3, "closing": 10}
    notes = read_texts(chart.figure())["notes"]
    assert "Không kể 2 trẻ chuyển từ nhóm tuổi này sang nhóm khác." in notes


def test_who_left_one_group_and_entered_no_other_stays_in_the_bars():
    cells = [
        {"opening": 9, "aged_out": 2, "closing": 7},
        {"opening": 5, "aged_in": 1, "closing": 6},
    ]
    table = make_changes(*cells)
    table["age_group"] = ["under_6", "6_to_13"]
    flows = [*draw_waterfall(table, ABOUT).data["flow"]]
    assert flows == ["opening", "aged_in", "aged_out", "closing"]


def test_both_ends_have_their_days_where_they_are_known():
    history = make_history(spread(2))
    texts = read_texts(draw_waterfall(WEEK, ABOUT, history).figure())
    assert (texts["name.0"], texts["name.7"]) == ("Kỳ trước (11/7)", "Kỳ này (18/7)")


def test_the_bold_names_of_the_ends_are_whole_where_no_name_is_wider():
    history, few = make_history(spread(2)), {"opening": 9, "enrolled": 4}
    for about in (ABOUT, ENGLISH):
        chart = draw_waterfall(make_changes(few), about, history)
        assert lint_figure(chart.figure("half")) == []


def test_cards_are_blue_stocks_are_dark_and_all_else_is_grey():
    bars = read_boxes(draw_waterfall(ALL_FLOWS, ABOUT).figure(), "bar")
    fills = {gid.split(".")[2]: fill_of(bar) for gid, bar in bars.items()}
    assert fills.pop("enrolled") == BLUE
    assert (fills.pop("opening"), fills.pop("closing")) == (EDGE, EDGE)
    assert set(fills.values()) == {CONTEXT}
    assert len(fills) == 7


TITLES = {
    "nobody sent": ([None], "Chưa đọc được danh sách của địa bàn nào"),
    "first date": (
        [{"new": 9}],
        "Kỳ đầu tiên: 9 trẻ chưa làm căn cước, chưa có kỳ trước để so sánh",
    ),
    "nobody ever": (
        [{}],
        "Không có trẻ nào chưa làm căn cước, kỳ này và kỳ trước",
    ),
    "all done": (
        [{"opening": 5, "enrolled": 5}],
        "Thêm 5 trẻ đã làm căn cước; không còn trẻ nào chưa làm căn cước",
    ),
    "risen": (
        [{"opening": 5, "new": 7, "enrolled": 2}],
        "Thêm 2 trẻ đã làm căn cước, nhưng chưa làm tăng 5, nay là 10 trẻ",
    ),
    "the same": (
        [{"opening": 5, "new": 2, "enrolled": 2}],
        "Thêm 2 trẻ đã làm căn cước, nhưng chưa làm vẫn là 5 trẻ",
    ),
    "nobody got one": (
        [{"opening": 5}],
        "Không có thêm trẻ nào được làm căn cước; vẫn còn 5 trẻ chưa làm",
    ),
    "nobody got one, fallen": (
        [{"opening": 5, "died": 1}],
        "Không có thêm trẻ nào được làm căn cước; chưa làm còn 4 trẻ, "
        "giảm 1 vì lý do khác",
    ),
    "nobody got one, risen": (
        [{"opening": 5, "new": 1}],
        "Không có thêm trẻ nào được làm căn cước; chưa làm tăng 1, nay là 6 trẻ",
    ),
}


@pytest.mark.parametrize("name", TITLES)
def test_the_title_is_true_of_a_degenerate_ledger(name):
    cells, title = TITLES[name]
    assert draw_waterfall(make_changes(*cells), ABOUT).title == title


@pytest.mark.parametrize(
    ("name", "times", "form"),
    grid(
        [*TITLES, "week", "all flows", "some never sent"],
        [1, 1_234_567],
        product(["vi", "en"], ["word", "slide"]),
    ),
)
def test_a_waterfall_has_no_fault(name, times, form):
    language, size = form
    own = {"week": WEEK, "all flows": ALL_FLOWS}
    own["some never sent"] = make_changes(None, {"opening": 9, "enrolled": 3}, None)
    table = own[name] if name in own else make_changes(*TITLES[name][0])
    table = table.assign(**{c: table[c] * times for c in table.columns[3:]})
    chart = draw_waterfall(table, replace(ABOUT, language=language))
    assert lint_figure(chart.figure(size)) == []


def test_hamlets_that_never_sent_are_in_no_sum_and_are_reported():
    chart = draw_waterfall(make_changes(None, {"opening": 9, "enrolled": 3}), ENGLISH)
    assert chart.title == (
        "Another 3 children enrolled for an ID card; 6 children not yet enrolled for "
        "an ID card, 3 fewer"
    )
    texts = read_texts(chart.figure())
    assert "Not counted: 1 hamlet that never sent a list." in texts["notes"]


def test_the_data_are_the_bars_with_their_signs():
    data = draw_waterfall(WEEK, ABOUT).data
    assert data["children"].tolist() == [1981, 30, 4, -509, -5, -1, -28, 1472]
    assert data["flow"].tolist()[0] == "opening"


def test_a_ledger_that_does_not_balance_is_refused():
    with pytest.raises(ValueError, match="do not lead from opening to closing"):
        draw_waterfall(WEEK.assign(new=31), ABOUT)
    with pytest.raises(ValueError, match="the ledger lacks died, closing"):
        draw_waterfall(WEEK.drop(columns=["died", "closing"]), ABOUT)
