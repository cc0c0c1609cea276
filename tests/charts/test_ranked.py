from dataclasses import replace

import pytest

from dophu.charts import draw_ranked
from dophu.charts.kit.colours import BLUE, GROUPS, ORANGE, WHITE, luminance
from dophu.charts.kit.digest import fill_of, read_boxes, read_texts
from tests.charts.invented import ABOUT, equal_groups, make_gaps, spread

ENGLISH = replace(ABOUT, language="en")

# The town of the source case: 440 and 1,032 children without a card in two hamlets.
TOWN = {
    "Tổ dân phố Mẫu 1": {"under_6": (500, 240), "6_to_13": (900, 268)},
    "Tổ dân phố Mẫu 2": {"under_6": (340, 160), "6_to_13": (732, 332)},
}


def kind(texts, name):
    return {
        gid.partition(".")[2]: text
        for gid, text in texts.items()
        if gid.startswith(f"{name}.")
    }


def test_the_texts_of_the_town_are_these():
    texts = read_texts(draw_ranked(make_gaps(TOWN), ABOUT).figure())
    assert texts == {
        "title": "1.472 trẻ chưa làm căn cước, 70% ở nhóm từ đủ 6 đến dưới 14 tuổi",
        "subtitle": "Số trẻ dưới 14 tuổi chưa làm, theo địa bàn, "
        "xếp từ nhiều đến ít; thời hạn 31/7/2024",
        "key.0": "Từ đủ 6 đến dưới 14 tuổi: 1.032",
        "key.1": "Dưới 6 tuổi: 440",
        "notes": "Ghi chú: Đã làm căn cước: hồ sơ đã thu nhận hoặc thẻ đã cấp.",
        "source": "Nguồn: Danh sách rà soát của 2 địa bàn; "
        "số liệu đến hết ngày 18/7/2024.",
        "simulated": "SỐ LIỆU MÔ PHỎNG – KHÔNG PHẢI SỐ LIỆU THỰC",
        "header.bars": "Chưa làm (trẻ)",
        "header.share": "Đã làm",
        "name.0": "Tổ dân phố Mẫu 1",
        "share.0": "36,3%",
        "part.0.0": "632",
        "part.0.1": "260",
        "total.0": "892",
        "name.1": "Tổ dân phố Mẫu 2",
        "share.1": "45,9%",
        "part.1.0": "400",
        "part.1.1": "180",
        "total.1": "580",
    }


def test_a_bar_is_as_long_as_its_children_and_lies_after_the_one_before():
    bars = read_boxes(draw_ranked(make_gaps(TOWN), ABOUT).figure(), "bar")
    places = {gid: (bar.get_x(), bar.get_width()) for gid, bar in bars.items()}
    assert places == {
        "bar.0.0": (0, 632),
        "bar.0.1": (632, 260),
        "bar.1.0": (0, 400),
        "bar.1.1": (400, 180),
    }


@pytest.mark.parametrize("size", ["word", "slide"])
def test_all_bars_have_one_scale_and_end_before_the_numbers_after_them(size):
    figure = draw_ranked(make_gaps(spread(17)), ABOUT).figure(size)
    bars = read_boxes(figure, "bar")
    scales = [bar.get_window_extent().width / bar.get_width() for bar in bars.values()]
    assert max(scales) == pytest.approx(min(scales))
    ends = {}
    for gid, bar in bars.items():
        ends[gid.split(".")[1]] = bar.get_window_extent().x1
    for text in figure.texts:
        if text.get_gid().startswith("total."):
            row = text.get_gid().partition(".")[2]
            assert text.get_window_extent().x0 > ends[row]


def test_older_children_are_blue_at_the_baseline_and_younger_orange_on_top():
    bars = read_boxes(draw_ranked(make_gaps(TOWN), ABOUT).figure(), "bar")
    assert [fill_of(bar) for bar in bars.values()] == [BLUE, ORANGE] * 2


def test_children_of_unknown_age_are_a_third_hatched_part():
    counts = {"Thôn Mẫu 1": {"6_to_13": (9, 4), "unknown": (5, 2)}}
    figure = draw_ranked(make_gaps(counts), ABOUT).figure()
    bars = read_boxes(figure, "bar")
    assert {gid: bar.get_width() for gid, bar in bars.items()} == {
        "bar.0.0": 5,
        "bar.0.2": 3,
    }
    assert fill_of(bars["bar.0.2"]) == f"{WHITE} hatched"
    assert read_texts(figure)["key.2"] == "Chưa rõ tuổi: 3"


def test_nobody_of_unknown_age_leaves_that_part_out():
    texts = read_texts(draw_ranked(make_gaps(TOWN), ABOUT).figure())
    assert "Chưa rõ tuổi" not in " ".join(texts.values())


def test_hamlets_stand_by_children_then_by_lower_coverage_then_as_given():
    counts = {
        "Bản Một": {"under_6": (20, 10)},
        "Bản Hai": {"under_6": (15, 5)},
        "Bản Ba": {"under_6": (40, 29)},
        "Bản Bốn": {"under_6": (15, 5)},
    }
    texts = read_texts(draw_ranked(make_gaps(counts), ABOUT).figure())
    assert list(kind(texts, "name").values()) == [
        "Bản Ba",
        "Bản Hai",
        "Bản Bốn",
        "Bản Một",
    ]


@pytest.mark.parametrize("hamlets", [1, 17, 40, 120])
@pytest.mark.parametrize("size", ["word", "slide"])
def test_the_numbers_on_the_picture_add_up_to_the_table(hamlets, size):
    gaps = make_gaps(spread(hamlets))
    figure = draw_ranked(gaps, ABOUT).figure(size)
    texts = read_texts(figure)
    total = int(gaps["gap"].sum())
    totals = [text.removesuffix(" trẻ") for text in kind(texts, "total").values()]
    assert sum(int(text.replace(".", "")) for text in totals) == total
    keys = [text.rpartition(": ")[2] for text in kind(texts, "key").values()]
    assert sum(int(text.replace(".", "")) for text in keys) == total
    bars = read_boxes(figure, "bar")
    rest = [text for text in kind(texts, "total").values() if text.endswith(" trẻ")]
    others = sum(int(text.removesuffix(" trẻ").replace(".", "")) for text in rest)
    assert sum(bar.get_width() for bar in bars.values()) == total - others


def test_of_more_than_forty_hamlets_thirty_are_shown_and_the_rest_added_up():
    gaps = make_gaps(spread(120))
    texts = read_texts(draw_ranked(gaps, ABOUT).figure())
    names = list(kind(texts, "name").values())
    assert len(names) == 31
    assert names[-1] == "Còn lại: 90 địa bàn"
    order = gaps.groupby("hamlet", sort=False)["gap"].sum().sort_values()
    assert texts["total.30"] == f"{order.iloc[:90].sum():,} trẻ".replace(",", ".")


def test_forty_hamlets_are_all_shown_on_a_page():
    texts = read_texts(draw_ranked(make_gaps(spread(40)), ABOUT).figure())
    assert len(kind(texts, "name")) == 40


def test_many_hamlets_that_never_sent_are_one_row():
    counts = {**spread(30), **dict.fromkeys(f"Bản {n}" for n in range(60))}
    texts = read_texts(draw_ranked(make_gaps(counts), ABOUT).figure())
    names = list(kind(texts, "name").values())
    assert len(names) == 31
    assert names[-1] == "Chưa nộp: 60 địa bàn"


FULL, HALF, NONE = (10, 10), (10, 5), (10, 0)
TITLES = {
    "no rows": ({}, "Chưa đọc được danh sách của địa bàn nào"),
    "none sent": ({"Bản A": None}, "Chưa đọc được danh sách của địa bàn nào"),
    "no child": ({"Bản A": {}}, "Chưa có trẻ nào trong danh sách"),
    "complete": (
        {"Bản A": {"under_6": FULL}, "Bản B": {"6_to_13": FULL}},
        "Không còn trẻ nào chưa làm căn cước (đã làm 20/20)",
    ),
    "complete but not all sent": (
        {"Bản A": {"under_6": FULL}, "Bản B": None},
        "Các danh sách đã nộp không còn trẻ nào chưa làm căn cước",
    ),
    "one hamlet": (
        {"Bản A": {"under_6": HALF, "6_to_13": NONE}},
        "Bản A: 15 trẻ chưa làm căn cước, 67% ở nhóm từ đủ 6 đến dưới 14 tuổi",
    ),
    "all in one group": (
        {"Bản A": {"under_6": HALF, "6_to_13": FULL}, "Bản B": {"under_6": NONE}},
        "15 trẻ chưa làm căn cước, tất cả ở nhóm dưới 6 tuổi",
    ),
    "groups tied": (
        {"Bản A": {"under_6": HALF}, "Bản B": {"6_to_13": HALF}},
        "10 trẻ chưa làm căn cước; nhiều nhất và bằng nhau ở nhóm dưới 6 tuổi "
        "và nhóm từ đủ 6 đến dưới 14 tuổi: 5 mỗi nhóm",
    ),
    "mostly unknown": (
        {"Bản A": {"under_6": HALF}, "Bản B": {"unknown": NONE}},
        "15 trẻ chưa làm căn cước, 67% chưa rõ tuổi",
    ),
    "all unknown": (
        {"Bản A": {"unknown": HALF}, "Bản B": {"unknown": NONE}},
        "15 trẻ chưa làm căn cước, tất cả chưa rõ tuổi",
    ),
    "nearly all in one group": (
        {"Bản A": {"under_6": (1000, 0)}, "Bản B": {"6_to_13": (1, 0)}},
        "1.001 trẻ chưa làm căn cước, >99% ở nhóm dưới 6 tuổi",
    ),
}


@pytest.mark.parametrize("name", TITLES)
def test_the_title_is_true_of_a_degenerate_table(name):
    counts, title = TITLES[name]
    assert draw_ranked(make_gaps(counts), ABOUT).title == title


def test_of_one_age_group_the_title_names_the_hamlet_with_most():
    about = equal_groups(1)
    counts = {"Bản A": {"group_0": HALF}, "Bản B": {"group_0": NONE}}
    title = "15 trẻ chưa làm căn cước, nhiều nhất ở Bản B: 10"
    assert draw_ranked(make_gaps(counts, about), about).title == title
    only = {**counts, "Bản A": {"group_0": (10, 10)}}
    title = "10 trẻ chưa làm căn cước, tất cả ở Bản B"
    assert draw_ranked(make_gaps(only, about), about).title == title
    counts["Bản C"] = {"group_0": NONE}
    title = "25 trẻ chưa làm căn cước, nhiều nhất ở 2 địa bàn: 10 mỗi địa bàn"
    assert draw_ranked(make_gaps(counts, about), about).title == title
    alone = {"Bản A": {"group_0": (1, 0)}}
    english = replace(about, language="en")
    title = "Bản A: 1 child not yet enrolled for an ID card"
    assert draw_ranked(make_gaps(alone, about), english).title == title


def test_the_words_are_english_in_english():
    chart = draw_ranked(make_gaps(TOWN), ENGLISH)
    assert chart.title == (
        "1,472 children not yet enrolled for an ID card, 70% in the age group 6 to "
        "under 14"
    )
    assert chart.subtitle == (
        "Children under 14 not yet enrolled for an ID card, by hamlet, most first; "
        "deadline 31 July 2024"
    )
    assert chart.alt == (
        "Ranked bar chart: 1,472 children not yet enrolled for an ID card, 70% in the "
        "age group "
        "6 to under 14. Most: Tổ dân phố Mẫu 1 (892); fewest: Tổ dân phố Mẫu 2 (580)."
    )


def test_decomposed_names_are_drawn_composed():
    decomposed = "Tổ dân phố Mẫu".replace("ổ", "o\u0302\u0309")
    counts = {decomposed: {"under_6": HALF}}
    texts = read_texts(draw_ranked(make_gaps(counts), ABOUT).figure())
    assert texts["name.0"] == "Tổ dân phố Mẫu"


def test_the_data_are_the_table_in_the_order_drawn():
    counts = {"Bản A": {"under_6": HALF}, "Bản C": None, "Bản B": {"6_to_13": NONE}}
    data = draw_ranked(make_gaps(counts), ABOUT).data
    assert data["hamlet"].tolist() == ["Bản B"] * 2 + ["Bản A"] * 2 + ["Bản C"] * 2
    assert data["gap"].fillna(-1).tolist() == [0, 10, 5, 0, -1, -1]
    assert data["figures_of"].isna().tolist() == [False] * 4 + [True] * 2


def test_colours_of_five_groups_differ_in_black_and_white():
    lightness = sorted(116 * luminance(colour) ** (1 / 3) - 16 for colour in GROUPS)
    steps = [b - a for a, b in zip(lightness, lightness[1:], strict=False)]
    assert len(GROUPS) == 5
    assert min(steps) > 14


def test_a_table_that_is_not_one_of_gaps_is_refused():
    gaps = make_gaps(TOWN)
    with pytest.raises(ValueError, match="lacks persons, gap$"):
        draw_ranked(gaps.drop(columns=["gap", "persons"]), ABOUT)
    with pytest.raises(ValueError, match="not in the campaign: adults"):
        draw_ranked(gaps.replace("unknown", "adults"), ABOUT)
    with pytest.raises(ValueError, match="gap of H01 under_6 is not persons"):
        draw_ranked(gaps.assign(gap=gaps["gap"] + 1), ABOUT)
    with pytest.raises(ValueError, match="H01 has figures for some age groups only"):
        draw_ranked(gaps.assign(persons=gaps["persons"].where(gaps.index > 0)), ABOUT)
