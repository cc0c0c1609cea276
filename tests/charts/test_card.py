from dataclasses import replace

import pandas as pd
import pytest

from benchmarks.lint import lint_figure
from dophu.charts import draw_card
from dophu.charts.kit.digest import fill_of, read_boxes, read_lines, read_texts
from tests.charts.invented import (
    ABOUT,
    make_changes,
    make_gaps,
    make_history,
    make_pace,
    make_reasons,
    pace_of,
    spread,
)
from tests.short_form import cases

ENGLISH = replace(ABOUT, language="en")
TOWN = {
    "Tổ dân phố Mẫu 1": {"under_6": (500, 240), "6_to_13": (900, 268)},
    "Tổ dân phố Mẫu 2": {"under_6": (340, 160), "6_to_13": (732, 332)},
}
HISTORY = make_history(TOWN)
REASONS = make_reasons(
    {"VE_QUE_HE": 498, "NHAN_THUC": 341, "CHO_LICH": 228, "KHAC": 90, "CHUA_RO": 315}
)
CHANGES = make_changes(
    {"opening": 900, "new": 2, "enrolled": 10}, {"opening": 600, "enrolled": 20}
)


def card(about=ABOUT, history=HISTORY, reasons=REASONS, changes=CHANGES, **pace):
    return draw_card(history, about, reasons, make_pace(1472, **pace), changes)


def test_the_texts_of_the_town_are_these():
    texts = read_texts(card().figure())
    scale = ("height.", "day.")
    assert {g: t for g, t in texts.items() if not g.startswith(scale)} == {
        "title": "Thị trấn Mẫu: trẻ dưới 14 tuổi chưa làm căn cước",
        "aside": "Đến hết ngày 18/7/2024",
        "headline": "1.472",
        "said.0": "trẻ chưa làm căn cước",
        "said.1": "Đã làm: 1.000/2.472 (40,5%)",
        "said.2": "Từ kỳ trước đến nay: thêm 30 trẻ",
        "said.3": "Còn 13 ngày đến 31/7: cần 113,2 trẻ/ngày, nhanh gấp 1,8 lần "
        "hiện nay (61,5)",
        "group.0": "Dưới 6 tuổi",
        "group_said.0": "400/840 (47,6%), còn 440",
        "group.1": "Từ đủ 6 đến dưới 14 tuổi",
        "group_said.1": "600/1.632 (36,8%), còn 1.032",
        "heading.pace": "Giữ tiến độ này, đến 31/7 còn khoảng 671 trẻ",
        "header.deadline": "Hạn 31/7",
        "label.now": "1.472 trẻ ngày 18/7",
        "label.start": "1.546 trẻ",
        "end.scenario": "tiến độ hiện nay: còn khoảng 671 (527 đến 818)",
        "end.needed": "cần 113,2 trẻ/ngày, nhanh gấp 1,8 lần",
        "heading.top": "2 địa bàn còn trẻ chưa làm căn cước",
        "key.6_to_13": "Từ đủ 6 đến dưới 14 tuổi",
        "key.under_6": "Dưới 6 tuổi",
        "header.share": "Đã làm",
        "header.gain": "Kỳ này",
        "name.0": "Tổ dân phố Mẫu 1",
        "total.0": "892",
        "share.0": "36,3%",
        "gain.0": "+10",
        "name.1": "Tổ dân phố Mẫu 2",
        "total.1": "580",
        "share.1": "45,9%",
        "gain.1": "+20",
        "heading.reasons": "Lý do chính",
        "reason.0": "Về quê, nghỉ hè",
        "reason_total.0": "498",
        "reason_share.0": "(33,8%)",
        "reason.1": "Gia đình chưa thấy cần",
        "reason_total.1": "341",
        "reason_share.1": "(23,2%)",
        "reason.2": "Chờ lịch, chờ tổ lưu động",
        "reason_total.2": "228",
        "reason_share.2": "(15,5%)",
        "notes": "Ghi chú: Vùng nhạt: kịch bản theo tiến độ chậm nhất đến nhanh nhất "
        "gần đây, không phải xác suất. Đã làm căn cước: hồ sơ đã thu nhận hoặc thẻ đã "
        "cấp.",
        "source": "Nguồn: Danh sách rà soát của 2 địa bàn; "
        "số liệu đến hết ngày 18/7/2024.",
        "simulated": "SỐ LIỆU MÔ PHỎNG – KHÔNG PHẢI SỐ LIỆU THỰC",
    }


@pytest.mark.parametrize("size", ["word", "slide"])
def test_bars_are_as_long_as_what_they_count(size):
    figure = card().figure(size)
    groups = {g: b.get_width() for g, b in read_boxes(figure, "share_bar").items()}
    assert groups == {"share_bar.0": 400, "share_bar.1": 600}
    wholes = {g: b.get_width() for g, b in read_boxes(figure, "whole").items()}
    assert wholes == {"whole.0": 840, "whole.1": 1632}
    bars = {g: b.get_width() for g, b in read_boxes(figure, "bar").items()}
    assert bars == {"bar.0.0": 632, "bar.0.1": 260, "bar.1.0": 400, "bar.1.1": 180}
    reasons = [b.get_width() for b in read_boxes(figure, "reason_bar").values()]
    assert reasons == [498, 341, 228]
    assert read_lines(figure, "series")["series.required"] == [(18, 1472), (31, 0)]


def test_the_title_says_the_finding_and_the_data_hold_every_figure():
    chart = card(ENGLISH)
    assert chart.title == (
        "1,472 children not yet enrolled for an ID card; 40.5% enrolled"
    )
    assert chart.alt == (
        "One-page summary: 1,472 children not yet enrolled for an ID card; 40.5% "
        "enrolled. "
        "Enrolled: 1,000 of 2,472 (40.5%). Added since the previous date: 30 children. "
        "13 days to 31 Jul: 113.2 a day needed, 1.8 times the current pace (61.5)."
    )
    values = chart.data.set_index(["part", "figure"])["value"]
    assert values["total", "gap"] == 1472
    assert values["total", "enrolled_since"] == 30
    assert values["hamlet H01", "gap"] == 892
    assert values["group under_6", "enrolled"] == 400


def test_of_a_first_date_nothing_is_stated_to_be_new():
    first = HISTORY[HISTORY["as_of"] == ABOUT.as_of]
    texts = read_texts(card(history=first, achieved=pd.NA).figure())
    assert texts["said.2"] == "Còn 13 ngày đến 31/7: cần 113,2 trẻ/ngày"
    assert not [gid for gid in texts if gid.startswith("gain.")]


@pytest.mark.parametrize("size", ["word", "slide"])
def test_facts_are_larger_than_footnotes_and_every_colour_is_named(size):
    figure = card().figure(size)
    sizes = {t.get_gid().partition("-")[0]: t.get_fontsize() for t in figure.texts}
    foot = {sizes.pop(gid) for gid in ("notes", "source", "simulated")}
    assert min(sizes.values()) > max(foot)
    named = {fill_of(box) for box in read_boxes(figure, "swatch").values()}
    assert {fill_of(box) for box in read_boxes(figure, "bar").values()} == named


DONE = make_history({"A": {"under_6": (9, 9)}, "B": {"6_to_13": (8, 8)}})
EMPTY = make_reasons({})
CARDS = {
    "all done": lambda about: draw_card(DONE, about, EMPTY),
    "nobody sent": lambda about: draw_card(
        make_gaps({"A": None}).assign(as_of=about.as_of), about, EMPTY
    ),
    "nobody on the lists": lambda about: draw_card(
        make_gaps({"A": {}}).assign(as_of=about.as_of), about, EMPTY
    ),
    "overdue": lambda about: draw_card(
        HISTORY, replace(about, deadline=HISTORY["as_of"].iloc[0]), REASONS
    ),
    "last day": lambda about: draw_card(
        HISTORY, replace(about, deadline=about.as_of), REASONS
    ),
    "no pace": lambda about: draw_card(HISTORY, about, REASONS),
    "many": lambda about: draw_card(
        make_history(spread(120, times=9973)), about, REASONS
    ),
}
SAID = {
    "all done": "Không còn trẻ nào chưa làm căn cước (đã làm 17/17)",
    "nobody sent": "Chưa đọc được danh sách của địa bàn nào",
    "nobody on the lists": "Chưa có trẻ nào trong danh sách",
    "overdue": "Quá hạn 18 ngày (hạn 30/6)",
    "last day": "Ngày 18/7 là ngày cuối của thời hạn",
    "no pace": "Còn 13 ngày đến hạn 31/7",
    "many": "5 địa bàn còn nhiều trẻ chưa làm căn cước nhất",
}


@pytest.mark.parametrize("name", cases(CARDS, 3))
def test_every_state_is_stated_and_has_no_fault(name):
    for language in ("vi", "en"):
        chart = CARDS[name](replace(ABOUT, language=language))
        for size in ("word", "slide"):
            figure = chart.figure(size)
            assert lint_figure(figure) == []
            if language == "vi":
                assert SAID[name] in read_texts(figure).values()


def test_who_has_the_card_in_hand_is_reported_where_it_is_known():
    history = make_history(TOWN).assign(issued=0)
    assert "trả thẻ" not in read_texts(card(history=history).figure())["said.1"]
    now = history["as_of"] == history["as_of"].max()
    history.loc[now & (history["enrolled"] > 0), "issued"] = 100
    given = int(history.loc[now, "issued"].sum())
    stated = " ".join(read_texts(card(history=history).figure()).values())
    assert f"Đã làm: 1.000/2.472 (40,5%), trong đó {given} đã trả thẻ" in stated


@pytest.mark.parametrize("size", ["word", "slide"])
def test_where_nobody_was_left_on_any_date_there_is_no_empty_course(size):
    for enrolled in (3, 2):
        gaps = make_gaps({"Bản A": {"6_to_13": (3, enrolled)}})
        history, reasons = gaps.assign(as_of=ABOUT.as_of), make_reasons({})
        figure = draw_card(history, ABOUT, reasons, pace_of(history)).figure(size)
        drawn = {artist.get_gid() for artist in figure.artists}
        assert ("level.0" in drawn) == (enrolled < 3)
        texts = {text.get_gid() for text in figure.texts}
        assert "heading.pace" in texts


def test_a_long_name_of_few_hamlets_takes_lines_and_loses_no_letter():
    name = "Khu tái định cư Đồng Ẳng Thử Nghiệm Phía Bắc Suối Ví Dụ"
    counts = {n: {"6_to_13": (60, 20)} for n in (name, "Thôn Mẫu 1", "Thôn Mẫu 2")}
    history = make_history(counts)
    chart = draw_card(history, ABOUT, make_reasons({"KHAC": 120}), pace_of(history))
    figure = chart.figure("slide")
    assert lint_figure(figure) == []
    texts = read_texts(figure)
    drawn = [text for gid, text in texts.items() if gid.startswith("name.")]
    assert name in " ".join(drawn) and not any("…" in text for text in drawn)
