"""No chart may be printed that the lint finds fault with, whatever the data."""

from dataclasses import replace
from datetime import date
from itertools import product

import pytest

from benchmarks.lint import lint_figure
from dophu.catalogue.sentences import REASONS
from dophu.charts import (
    draw_burndown,
    draw_card,
    draw_dumbbell,
    draw_heat,
    draw_organ,
    draw_ranked,
    draw_reach,
    draw_reasons,
    draw_smalls,
    draw_waterfall,
)
from dophu.charts.kit.digest import read_boxes, read_texts
from dophu.charts.kit.fonts import FILES
from dophu.charts.kit.frame import SIZES, SLIDE, WORD
from tests.charts.invented import (
    ABOUT,
    DATES,
    LONG,
    equal_groups,
    make_changes,
    make_gaps,
    make_history,
    make_reach,
    make_reasons,
    pace_of,
    spread,
)
from tests.short_form import cases, grid

ENGLISH = replace(ABOUT, language="en")
CARRIED = replace(
    ABOUT,
    missing=(
        ("Thôn Mẫu 2", date(2024, 7, 11)),
        ("Tổ dân phố Mẫu 4", date(2024, 7, 4)),
        ("Bản Chưa Nộp", None),
    ),
)


def long_names():
    counts = spread(12)
    groups = next(iter(counts.values()))
    return {
        f"{LONG} Kéo Dài Thêm Nhiều Chữ Cho Đến Khi Không Còn Chỗ Nữa": groups,
        "Supercalifragilisticexpialidocious-và-không-có-dấu-cách-nào-cả": groups,
        "Điểm dân cư nông thôn số $1_{2}^3 (tên riêng)": groups,
        **counts,
    }


def awkward():
    counts = spread(17)
    counts["Tổ dân phố Mẫu 1"]["unknown"] = (25, 4)
    counts["Bản Thử Nghiệm 3"] = {"6_to_13": (40, 9), "unknown": (11, 0)}
    return {**counts, "Thôn Không Trẻ": {}, "Bản Chưa Nộp": None}


TABLES = {
    "one": (spread(1), ABOUT),
    "three": (spread(3), ABOUT),
    "seventeen": (spread(17), ABOUT),
    "forty": (spread(40), ABOUT),
    "a hundred and twenty": (spread(120), ABOUT),
    "long names": (long_names(), ABOUT),
    "awkward": (awkward(), CARRIED),
    "province": (spread(17, times=9973), ABOUT),
    "none": ({}, ABOUT),
    "none sent": (dict.fromkeys(spread(3)), ABOUT),
    "many never sent": ({**spread(30), **dict.fromkeys(map(str, range(60)))}, ABOUT),
    "one group": (spread(17, equal_groups(1)), equal_groups(1)),
    "five groups": (spread(17, equal_groups(5)), equal_groups(5)),
    "five groups, province": (spread(9, equal_groups(5), 9973), equal_groups(5)),
    "nobody": (dict.fromkeys(spread(3), {}), ABOUT),
}


def a_card(history, about):
    counts = {"VE_QUE_HE": 498, "NHAN_THUC": 341, "CHO_LICH": 228, "CHUA_RO": 100}
    hamlets = history["hamlet_id"].nunique()
    changes = make_changes(*[{"opening": 9, "enrolled": 3}] * hamlets)
    pace = pace_of(history, about)
    return draw_card(history, about, make_reasons(counts), pace, changes)


def with_pace(history, about):
    return draw_burndown(history, about, pace_of(history, about))


def reach(gaps, about):
    some = (("NHAN_THUC", "now", 3), ("VE_QUE_HE", "later", 4), ("KHAC", "no", 5))
    return draw_reach(gaps, make_reach(gaps, some), about)


OF_GAPS = [draw_ranked, draw_heat, draw_organ, reach]
OF_HISTORY = [draw_dumbbell, draw_burndown, with_pace, draw_smalls, a_card]
FORMS = ("vi", "en"), ("word", "slide", "half")
REASON_TABLES = {
    "all": {code: 7 * n * n + 3 for n, code in enumerate(REASONS)},
    "one": {"VE_QUE_HE": 1},
    "none": {},
    "a long code": {"MOT_MA_LY_DO_RIENG_RAT_DAI_KHONG_CO_TRONG_DANH_MUC": 4},
    "province": {code: 97_000 * n for n, code in enumerate(REASONS, start=1)},
}


@pytest.mark.parametrize(
    ("name", "draw", "form"), grid(TABLES, OF_GAPS, product(*FORMS))
)
def test_a_chart_of_hamlets_has_no_fault(name, draw, form):
    language, size = form
    counts, about = TABLES[name]
    chart = draw(make_gaps(counts, about), replace(about, language=language))
    if size == "half" and not chart.has_half:
        assert chart.name == "heat" and len(about.age_groups) > 4
        return
    assert lint_figure(chart.figure(size)) == []


@pytest.mark.parametrize(
    ("name", "draw", "form"),
    grid(TABLES, OF_HISTORY, product([[*DATES], [DATES[-1]]], *FORMS)),
)
def test_a_chart_of_several_dates_has_no_fault(name, draw, form):
    dates, language, size = form
    counts, about = TABLES[name]
    history = make_history(counts, about, dates, lacking=(1, 3))
    chart = draw(history, replace(about, language=language))
    if size == "half" and not chart.has_half:
        assert chart.name == "card"
        return
    figure = chart.figure(size)
    assert lint_figure(figure) == []
    assert figure.get_figheight() * 25.4 <= SIZES[size].most_height + 0.01


@pytest.mark.parametrize("size", ["word", "slide", "half"])
@pytest.mark.parametrize("language", cases(["vi", "en"], 1))
@pytest.mark.parametrize("name", REASON_TABLES)
def test_a_chart_of_reasons_has_no_fault(name, language, size):
    about = replace(ABOUT, language=language)
    chart = draw_reasons(make_reasons(REASON_TABLES[name]), about)
    assert lint_figure(chart.figure(size)) == []


@pytest.mark.parametrize("hamlets", [1, 17, 120])
@pytest.mark.parametrize("draw", OF_GAPS)
@pytest.mark.parametrize("size", ["word", "half"])
def test_a_hamlet_that_a_title_names_is_drawn(draw, hamlets, size):
    counts = spread(hamlets)
    counts["Bản Lớn Nhất"] = {"under_6": (900, 1), "6_to_13": (900, 2)}
    chart = draw(make_gaps(counts), ABOUT)
    texts = read_texts(chart.figure(size))
    names = [text for gid, text in texts.items() if gid.startswith("name.")]
    named = [name for name in counts if f"{name} " in f"{chart.title} "]
    assert {*named} <= {*names}


@pytest.mark.parametrize("name", TABLES)
def test_a_chart_has_the_width_of_its_page_and_no_more_than_its_height(name):
    counts, about = TABLES[name]
    chart = draw_ranked(make_gaps(counts, about), about)
    word, slide = chart.figure("word"), chart.figure("slide")
    half = chart.figure("half")
    assert half.get_figwidth() * 25.4 == pytest.approx(78)
    assert half.get_figheight() * 25.4 <= WORD.most_height + 0.01
    assert word.get_figwidth() * 25.4 == pytest.approx(WORD.width)
    assert word.get_figheight() * 25.4 <= WORD.most_height + 0.01
    assert slide.get_size_inches() * 25.4 == pytest.approx((SLIDE.width, SLIDE.height))


def test_every_letter_is_of_the_fonts_that_are_shipped():
    figure = draw_ranked(make_gaps(spread(17)), ABOUT).figure()
    files = {text.get_fontproperties().get_file() for text in figure.texts}
    assert {str(file) for file in files} == {str(file) for file in FILES.values()}


def test_the_licence_of_the_fonts_is_beside_them():
    licence = FILES[True].with_name("OFL.txt").read_text(encoding="utf-8")
    assert "SIL OPEN FONT LICENSE" in licence


def test_a_chart_of_invented_figures_says_so_and_one_of_real_figures_does_not():
    gaps = make_gaps(spread(3))
    says = read_texts(draw_heat(gaps, ABOUT).figure())
    assert says["simulated"] == "SỐ LIỆU MÔ PHỎNG – KHÔNG PHẢI SỐ LIỆU THỰC"
    real = replace(ABOUT, simulated=False)
    assert "simulated" not in read_texts(draw_heat(gaps, real).figure())
    english = replace(ENGLISH, simulated=True)
    says = read_texts(draw_heat(gaps, english).figure())
    assert says["simulated"] == "SIMULATED DATA - NOT REAL FIGURES"


def test_a_note_says_whether_applications_count():
    gaps = make_gaps(spread(3))
    note = "Đã làm căn cước: hồ sơ đã thu nhận hoặc thẻ đã cấp."
    assert note in read_texts(draw_ranked(gaps, ABOUT).figure())["notes"]
    issued_only = replace(ABOUT, applied_counts=False)
    assert "notes" not in read_texts(draw_ranked(gaps, issued_only).figure())


def test_carried_hamlets_are_marked_and_their_days_reported():
    figure = draw_ranked(make_gaps(awkward()), CARRIED).figure()
    texts = read_texts(figure)
    names = [text for gid, text in texts.items() if gid.startswith("name.")]
    assert [name for name in names if "*" in name] == [
        "Tổ dân phố Mẫu 4\u00a0*",
        "Thôn Mẫu 2\u00a0*",
    ]
    assert texts["notes"].startswith(
        "Ghi chú: * chưa nộp danh sách kỳ này; số liệu của ngày "
        "11/7/2024 (Thôn Mẫu 2) và 4/7/2024 (Tổ dân phố Mẫu 4). "
        "Chưa tính 1 địa bàn chưa nộp danh sách lần nào."
    )


def test_a_hamlet_that_never_sent_is_last_hatched_and_without_a_number():
    for draw in (draw_ranked, draw_heat):
        figure = draw(make_gaps(awkward()), CARRIED).figure()
        texts = read_texts(figure)
        names = [gid for gid in texts if gid.startswith("name.")]
        last = names[-1].partition(".")[2]
        assert texts[names[-1]] == "Bản Chưa Nộp"
        assert "chưa nộp danh sách" in texts.values()
        assert f"total.{last}" not in texts
        assert not [g for g in read_boxes(figure, "bar") if f".{last}." in g]
        own = read_boxes(figure, "never") or read_boxes(figure, "cell")
        assert own[list(own)[-1]].get_hatch()


def test_another_campaigns_nouns_are_used_throughout():
    words = {
        "lacks": {"vi": "chưa tiêm đủ mũi"},
        "lacks_short": {"vi": "Chưa tiêm đủ"},
        "has": {"vi": "đã tiêm đủ mũi"},
        "has_short": {"vi": "Đã tiêm đủ"},
        "applied_note": {"vi": "Đã tiêm đủ: theo sổ tiêm chủng."},
    }
    about = replace(ABOUT, words=words)
    english = {noun: {"en": "vaccinated"} for noun in words}
    foreign = replace(ABOUT, words=english, language="en")
    gaps, history = make_gaps(spread(17)), make_history(spread(17))
    still = make_changes({"opening": 5}), make_changes({"opening": 5, "enrolled": 1})
    charts = [
        *(draw(gaps, one) for draw in OF_GAPS for one in (about, foreign)),
        *(draw(history, one) for draw in OF_HISTORY for one in (about, foreign)),
        *(draw_waterfall(table, one) for table in still for one in (about, foreign)),
    ]
    for chart in charts:
        shown = " ".join(read_texts(chart.figure()).values()) + chart.title + chart.alt
        assert "thẻ" not in shown
        assert " card" not in shown
        assert "tiêm đủ" in shown or "vaccinated" in shown
