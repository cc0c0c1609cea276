from dataclasses import replace

import pytest

from benchmarks.lint import lint_figure
from dophu.charts import draw_heat
from dophu.charts.kit.colours import CLASSES, WHITE, contrast, ink_on
from dophu.charts.kit.digest import fill_of, read_boxes, read_texts
from dophu.findings.places import class_of
from tests.charts.invented import ABOUT, equal_groups, make_gaps, spread

FULL, HALF, NONE = (10, 10), (10, 5), (10, 0)


@pytest.mark.parametrize(
    ("enrolled", "persons", "expected"),
    [
        (0, 7, 0),
        (199, 1000, 0),
        (1, 5, 1),
        (2, 5, 2),
        (3, 5, 3),
        (799, 1000, 3),
        (4, 5, 4),
        (7, 7, 4),
    ],
)
def test_a_class_begins_at_its_edge(enrolled, persons, expected):
    assert class_of(enrolled, persons) == expected


def test_a_cell_has_the_colour_of_its_class_and_readable_ink():
    figure = draw_heat(make_gaps(spread(17)), ABOUT).figure()
    cells, texts = read_boxes(figure, "cell"), read_texts(figure)
    for gid, cell in cells.items():
        place = gid.partition(".")[2]
        enrolled, persons = map(
            int, texts[f"counts.{place}"].replace(".", "").split("/")
        )
        assert fill_of(cell) == CLASSES[class_of(enrolled, persons)]
    inks = {text.get_gid(): text.get_color() for text in figure.texts}
    for gid, cell in cells.items():
        ink = inks[f"percent.{gid.partition('.')[2]}"]
        assert ink == ink_on(fill_of(cell))
        assert contrast(ink, fill_of(cell)) >= 4.5


@pytest.mark.parametrize("hamlets", [3, 17, 40, 120])
def test_the_total_row_is_on_top_and_is_the_sum_of_the_table(hamlets):
    gaps = make_gaps(spread(hamlets))
    texts = read_texts(draw_heat(gaps, ABOUT).figure("slide"))
    sums = gaps.groupby("age_group")[["enrolled", "persons", "gap"]].sum()
    expected = [
        f"{sums.loc[code, 'enrolled']}/{sums.loc[code, 'persons']}"
        for code in ABOUT.age_groups.codes
    ]
    expected.append(f"{sums['enrolled'].sum()}/{sums['persons'].sum()}")
    shown = [texts[f"counts.0.{column}"].replace(".", "") for column in range(3)]
    assert texts["name.0"] == "Toàn thị trấn"
    assert shown == expected
    assert texts["gap.0"].replace(".", "") == str(sums["gap"].sum())
    rows = [int(texts[gid].replace(".", "")) for gid in texts if gid[:4] == "gap."]
    assert sum(rows[1:]) == rows[0]


def test_hamlets_stand_by_coverage_the_lowest_first_and_of_nobody_last():
    counts = {
        "Bản Không": {},
        "Bản Nửa": {"under_6": HALF},
        "Bản Xong": {"under_6": FULL},
        "Bản Nửa Lớn": {"under_6": (20, 10)},
        "Bản Chưa": {"under_6": NONE},
        "Bản Chưa Nộp": None,
    }
    texts = read_texts(draw_heat(make_gaps(counts), ABOUT).figure())
    names = [text for gid, text in texts.items() if gid.startswith("name.")]
    assert names == [
        "Toàn thị trấn",
        "Bản Chưa",
        "Bản Nửa Lớn",
        "Bản Nửa",
        "Bản Xong",
        "Bản Không",
        "Bản Chưa Nộp",
    ]


def test_a_cell_of_nobody_is_hatched_and_says_so():
    counts = {"Bản A": {"under_6": HALF}, "Bản B": {"6_to_13": HALF}}
    figure = draw_heat(make_gaps(counts), ABOUT).figure()
    cells, texts = read_boxes(figure, "cell"), read_texts(figure)
    hatched = [gid for gid in cells if fill_of(cells[gid]) == f"{WHITE} hatched"]
    assert hatched == ["cell.1.1", "cell.2.0"]
    assert texts["none.1.1"] == texts["none.2.0"] == "không có trẻ"


def test_unknown_ages_are_a_column_only_where_there_are_any():
    counts = {"Bản A": {"under_6": HALF}, "Bản B": {"6_to_13": HALF}}
    texts = read_texts(draw_heat(make_gaps(counts), ABOUT).figure())
    assert [texts[f"header.{n}"] for n in range(3)] == [
        "Dưới 6 tuổi",
        "Từ đủ 6 đến dưới 14 tuổi",
        "Chung",
    ]
    counts["Bản A"]["unknown"] = NONE
    texts = read_texts(draw_heat(make_gaps(counts), ABOUT).figure())
    assert [texts["header.2"], texts["header.3"]] == ["Chưa rõ tuổi", "Chung"]
    assert texts["none.2.2"] == "–"


def test_one_age_group_is_one_column():
    about = equal_groups(1)
    texts = read_texts(draw_heat(make_gaps(spread(3, about), about), about).figure())
    heads = [texts[gid] for gid in texts if gid.startswith("header.")]
    assert heads == ["Từ đủ 0 đến dưới 15 tuổi", "Chưa làm"]


def test_on_a_phone_names_stand_over_the_cells_of_many_groups():
    long = "Khu tái định cư tập trung Thử Nghiệm"
    for number, are_above in ((2, False), (4, True)):
        groups = equal_groups(number)
        table = make_gaps({**spread(3, groups), long: {"group_0": HALF}}, groups)
        figure = draw_heat(table, groups).figure("half")
        assert lint_figure(figure) == []
        names = [t for t in figure.texts if t.get_gid().startswith("name.")]
        assert {name.get_ha() == "left" for name in names} == {are_above}
        assert any(name.get_text() == long for name in names) == are_above


def test_the_order_of_several_hamlets_is_stated_and_of_one_there_is_none():
    subtitles = [draw_heat(make_gaps(spread(n)), ABOUT).subtitle for n in (2, 1)]
    assert ["xếp từ thấp đến cao" in words for words in subtitles] == [True, False]


def test_counts_leave_all_cells_together_where_one_does_not_fit():
    gaps = make_gaps(spread(17, times=300))
    chart = draw_heat(gaps, ABOUT)
    word, slide = read_texts(chart.figure()), read_texts(chart.figure("slide"))
    assert not [gid for gid in word if gid.startswith("counts.")]
    assert "Trong ô" not in word["notes"]
    cells = [gid for gid in slide if gid.startswith("percent.")]
    assert len([gid for gid in slide if gid.startswith("counts.")]) == len(cells)
    assert "Trong ô: tỷ lệ, số đã làm/tổng số trẻ." in slide["notes"]


@pytest.mark.parametrize(
    ("counts", "vi", "en"),
    [
        (
            {},
            "Chưa đọc được danh sách của địa bàn nào",
            "No list of any hamlet has been read yet",
        ),
        (
            {"Bản A": {}, "Bản B": None},
            "Chưa có trẻ nào trong danh sách",
            "No children on the lists yet",
        ),
        (
            {"Bản A": {"under_6": FULL}},
            "Không còn trẻ nào chưa làm căn cước (đã làm 10/10)",
            "All children enrolled for an ID card (10 of 10)",
        ),
        (
            {"Bản A": {"under_6": HALF}},
            "Bản A: 50,0% trẻ đã làm căn cước",
            "Bản A: 50.0% of children enrolled for an ID card",
        ),
        (
            {"Bản A": {"under_6": HALF, "6_to_13": NONE}},
            "Bản A: 25,0% trẻ đã làm căn cước, "
            "thấp nhất ở nhóm từ đủ 6 đến dưới 14 tuổi: 0,0%",
            "Bản A: 25.0% of children enrolled for an ID card, "
            "lowest in the age group 6 to under 14: 0.0%",
        ),
        (
            {"Bản A": {"under_6": HALF, "6_to_13": NONE}, "Bản B": {"6_to_13": HALF}},
            "1 địa bàn chưa đạt 20% ở nhóm từ đủ 6 đến dưới 14 tuổi",
            "1 hamlet below 20% in the age group 6 to under 14",
        ),
        (
            {"Bản A": {"under_6": NONE, "6_to_13": FULL}, "Bản B": {"under_6": NONE}},
            "Cả 2 địa bàn chưa đạt 20% ở nhóm dưới 6 tuổi",
            "Both hamlets below 20% in the age group under 6",
        ),
        (
            {
                "Bản A": {"under_6": (10, 9), "6_to_13": FULL},
                "Bản B": {"under_6": FULL},
            },
            "Cả 2 địa bàn đạt từ 80% trở lên ở nhóm dưới 6 tuổi",
            "Both hamlets at 80% or more in the age group under 6",
        ),
        (
            {"Bản A": {"under_6": HALF}, "Bản B": {"6_to_13": HALF}},
            "Cả 2 địa bàn có tỷ lệ trẻ đã làm căn cước dưới 60%",
            "Both hamlets with under 60% of children enrolled for an ID card",
        ),
        (
            {"Bản A": {"unknown": HALF}, "Bản B": {"unknown": (10, 9)}},
            "1 địa bàn có tỷ lệ trẻ đã làm căn cước dưới 60%",
            "1 hamlet with under 60% of children enrolled for an ID card",
        ),
    ],
)
def test_the_title_is_true_of_a_degenerate_table(counts, vi, en):
    gaps = make_gaps(counts)
    assert draw_heat(gaps, ABOUT).title == vi
    assert draw_heat(gaps, replace(ABOUT, language="en")).title == en


def test_the_alternative_text_names_the_lowest_and_the_highest():
    counts = {"Bản A": {"under_6": HALF}, "Bản B": {"6_to_13": NONE}}
    chart = draw_heat(make_gaps(counts), ABOUT)
    assert chart.alt == (
        "Bảng màu tỷ lệ: 1 địa bàn chưa đạt 20% ở nhóm từ đủ 6 đến dưới 14 tuổi. "
        "Chung: 25,0%; thấp nhất: Bản B (0,0%); cao nhất: Bản A (50,0%)."
    )
