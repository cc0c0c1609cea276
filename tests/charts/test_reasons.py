from dataclasses import replace

import pandas as pd
import pytest

from dophu.charts import draw_reasons
from dophu.charts.kit.colours import BLUE, CONTEXT, WHITE
from dophu.charts.kit.digest import fill_of, read_boxes, read_texts
from tests.charts.invented import ABOUT, make_reasons

MANY = {
    "CHUA_RO": 124,
    "KHAC": 150,
    "NHAN_THUC": 341,
    "VE_QUE_HE": 498,
    "CHO_LICH": 228,
}


def draw(counts, about=ABOUT):
    return draw_reasons(make_reasons(counts), about)


def test_bars_are_the_sums_by_reason_in_order_the_unclear_last():
    figure = draw(MANY).figure()
    bars, texts = read_boxes(figure, "bar"), read_texts(figure)
    assert [bar.get_width() for bar in bars.values()] == [498, 341, 228, 150, 124]
    assert [texts[f"name.{row}"] for row in range(5)] == [
        "Về quê, nghỉ hè",
        "Gia đình chưa thấy cần",
        "Chờ lịch, chờ tổ lưu động",
        "Lý do khác",
        "Chưa rõ lý do",
    ]
    assert texts["total.0"] == "498"
    assert texts["share.0"] == "(37,1%)"


def test_the_reasons_named_in_the_title_are_blue_and_the_unclear_is_hatched():
    bars = read_boxes(draw(MANY).figure(), "bar")
    assert [fill_of(bar) for bar in bars.values()] == [
        BLUE,
        BLUE,
        CONTEXT,
        CONTEXT,
        f"{WHITE} hatched",
    ]


def test_the_subtitle_counts_all_children_without_a_card():
    assert draw(MANY).subtitle == (
        "Lý do của 1.341 trẻ dưới 14 tuổi chưa làm; mỗi trẻ một lý do"
    )


def test_a_note_says_how_many_can_come_now():
    notes = read_texts(draw(MANY).figure())["notes"]
    assert "Khả năng thực hiện: làm được ngay 341; phải chờ 1.000." in notes
    unknown = make_reasons(MANY).assign(reachable="unknown")
    notes = read_texts(draw_reasons(unknown, ABOUT).figure())["notes"]
    assert "Khả năng" not in notes


@pytest.mark.parametrize(
    ("counts", "title", "blue"),
    [
        (
            MANY,
            "Hai lý do chiếm 63% số trẻ chưa làm căn cước: về quê, nghỉ hè; "
            "gia đình chưa thấy cần",
            2,
        ),
        ({}, "Không còn trẻ nào chưa làm căn cước", 0),
        (
            {"VE_QUE_HE": 7},
            "7 trẻ chưa làm căn cước, cùng một lý do: về quê, nghỉ hè",
            1,
        ),
        (
            {"VE_QUE_HE": 6, "CHUA_RO": 4},
            "Lý do nhiều nhất, 60% số trẻ chưa làm căn cước: về quê, nghỉ hè",
            1,
        ),
        (
            {"VE_QUE_HE": 5, "CHO_LICH": 2, "NHAN_THUC": 2},
            "Lý do nhiều nhất, 56% số trẻ chưa làm căn cước: về quê, nghỉ hè",
            1,
        ),
        (
            {"VE_QUE_HE": 5, "NHAN_THUC": 5, "CHO_LICH": 2},
            "Hai lý do chiếm 83% số trẻ chưa làm căn cước: về quê, nghỉ hè; "
            "gia đình chưa thấy cần",
            2,
        ),
        (
            {"VE_QUE_HE": 5, "NHAN_THUC": 5, "CHO_LICH": 5, "KHAC": 5},
            "3 lý do nhiều nhất bằng nhau, mỗi lý do 25% số trẻ chưa làm căn cước",
            0,
        ),
        (
            {"CHUA_RO": 9},
            "9 trẻ chưa làm căn cước, chưa rõ lý do của trẻ nào",
            0,
        ),
        (
            {"CHUA_RO": 9, "VE_QUE_HE": 3},
            "Chưa rõ lý do của 75% số trẻ chưa làm căn cước",
            0,
        ),
        (
            {"KHAC": 3, "CHUA_RO": 2},
            "60% số trẻ chưa làm căn cước vì các lý do ngoài danh mục",
            0,
        ),
    ],
)
def test_the_title_is_true_and_its_reasons_are_blue(counts, title, blue):
    chart = draw(counts)
    bars = read_boxes(chart.figure(), "bar")
    assert chart.title == title
    assert [fill_of(bar) for bar in bars.values()].count(BLUE) == blue


def test_the_words_are_english_in_english():
    chart = draw({"VE_QUE_HE": 6, "CHUA_RO": 1}, replace(ABOUT, language="en"))
    assert chart.title == (
        "Main reason for 86% of children not yet enrolled for an ID card: away for "
        "the holidays"
    )
    assert chart.alt == (
        f"Bar chart of reasons: {chart.title}. "
        "Away for the holidays: 6; No reason given yet: 1."
    )


def test_a_reason_outside_the_code_book_is_shown_by_its_code():
    texts = read_texts(draw({"LY_DO_RIENG": 3, "VE_QUE_HE": 2}).figure())
    assert texts["name.0"] == "LY_DO_RIENG"


def test_missing_counts_are_no_children():
    table = make_reasons({"VE_QUE_HE": 6})
    gone = table.assign(hamlet_id="H03", children=pd.array([pd.NA] * 2, dtype="Int64"))
    chart = draw_reasons(pd.concat([table, gone]), ABOUT)
    assert chart.data["children"].tolist() == [6]


def test_a_table_that_is_not_one_of_reasons_is_refused():
    with pytest.raises(ValueError, match="lacks reason, children"):
        draw_reasons(make_reasons(MANY).drop(columns=["reason", "children"]), ABOUT)
