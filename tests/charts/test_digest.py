from dataclasses import replace

import pytest

from dophu.charts import digest_figure, draw_heat, draw_ranked, draw_reasons
from dophu.charts.kit.digest import read_boxes
from tests.charts.invented import ABOUT, make_gaps, make_reasons, spread

COUNTS = {
    "Tổ dân phố Mẫu 1": {"under_6": (10, 4), "6_to_13": (20, 5)},
    "Tổ dân phố Mẫu 2": {"under_6": (10, 7), "6_to_13": (20, 11)},
}


def changed(hamlet, **groups):
    return {**COUNTS, hamlet: {**COUNTS[hamlet], **groups}}


def test_the_digest_says_what_is_drawn_in_a_few_lines():
    lines = draw_ranked(make_gaps(COUNTS), ABOUT).digest().splitlines()
    assert lines[:2] == [
        "ranked: 33 trẻ chưa làm căn cước, 73% ở nhóm từ đủ 6 đến dưới 14 tuổi",
        "4 bars in 2 rows: 24 + 9 = 33",
    ]
    assert lines[2].startswith("19 texts, sha256 ")
    assert len(lines) == 3


def test_the_digest_of_a_heat_table_counts_cells_by_colour():
    lines = draw_heat(make_gaps(COUNTS), ABOUT).digest().splitlines()
    assert lines[1] == "9 cells: 2 #F2A065, 5 #FBD2AE, 2 #FDEFE2"


@pytest.mark.parametrize("draw", [draw_ranked, draw_heat])
@pytest.mark.parametrize(
    "counts",
    [
        changed("Tổ dân phố Mẫu 2", under_6=(10, 8)),
        changed("Tổ dân phố Mẫu 2", under_6=(11, 8)),
        {name.replace("Mẫu 2", "Mẫu 3"): groups for name, groups in COUNTS.items()},
        dict(list(COUNTS.items())[:1]),
    ],
)
def test_the_digest_changes_with_any_datum(draw, counts):
    before = draw(make_gaps(COUNTS), ABOUT).digest()
    assert draw(make_gaps(counts), ABOUT).digest() != before


def test_the_digest_changes_where_two_hamlets_differences_cancel_out():
    swapped = {
        "Tổ dân phố Mẫu 1": {"under_6": (10, 5), "6_to_13": (20, 5)},
        "Tổ dân phố Mẫu 2": {"under_6": (10, 6), "6_to_13": (20, 11)},
    }
    before = draw_ranked(make_gaps(COUNTS), ABOUT).digest().splitlines()
    after = draw_ranked(make_gaps(swapped), ABOUT).digest().splitlines()
    assert before[:2] == after[:2]
    assert before[2] != after[2]


def test_the_digest_changes_with_language_and_with_the_day():
    gaps = make_gaps(COUNTS)
    digests = {
        draw_ranked(gaps, about).digest()
        for about in (
            ABOUT,
            replace(ABOUT, language="en"),
            replace(ABOUT, as_of=ABOUT.deadline),
            replace(ABOUT, simulated=False),
        )
    }
    assert len(digests) == 4


def test_half_of_the_bars_missing_is_seen():
    figure = draw_ranked(make_gaps(spread(17)), ABOUT).figure()
    before = digest_figure(figure).splitlines()
    bars = list(read_boxes(figure, "bar").values())
    for bar in bars[: len(bars) // 2]:
        bar.remove()
    after = digest_figure(figure).splitlines()
    assert before[1].startswith("34 bars in 17 rows: ")
    assert after[1].startswith("17 bars in 9 rows: ")
    assert before[-1] != after[-1]


def test_a_bar_of_another_length_or_colour_and_a_changed_label_are_seen():
    def altered(change):
        figure = draw_ranked(make_gaps(COUNTS), ABOUT).figure()
        change(figure)
        return digest_figure(figure)

    def lengthen(figure):
        bar = read_boxes(figure, "bar")["bar.1.0"]
        bar.set_width(bar.get_width() + 1)

    changes = [
        lambda figure: None,
        lengthen,
        lambda figure: read_boxes(figure, "bar")["bar.1.0"].set_facecolor("red"),
        lambda figure: figure.texts[-1].set_text("35"),
        lambda figure: figure.texts[-1].remove(),
    ]
    assert len({altered(change) for change in changes}) == len(changes)


def test_line_breaks_are_no_part_of_the_digest():
    reasons = make_reasons({"VE_QUE_HE": 50, "NHAN_THUC": 30, "CHUA_RO": 20})
    chart = draw_reasons(reasons, ABOUT)
    word, slide = chart.figure("word"), chart.figure("slide")
    assert digest_figure(word) == digest_figure(slide)
