"""What is said of a child is true of what counts: an application is no card."""

from __future__ import annotations

import re

import pytest

import dophu
from dophu.charts import draw_dumbbell, draw_heat
from dophu.charts.kit.digest import read_texts
from tests.charts.invented import ABOUT, make_gaps, make_history, spread
from tests.short_form import cases

ROWS = (
    "1,Nguyễn Văn Thử,05/07/2019,999219000001,Tổ dân phố Mẫu 1,{0},",
    "2,Trần Thị Mẫu,01/02/2015,999315000002,Tổ dân phố Mẫu 1,{1},về quê",
    "3,Lò Văn Ví,03/03/2016,999216000003,Thôn Ví Dụ 2,chưa,",
    "4,Lò Thị Dụ,03/04/2017,999317000004,Thôn Ví Dụ 2,{2},",
)
WITH_A_CARD = {"vi": r"có thẻ", "en": r"with(?:out)? an? (?:ID )?card"}
ENROLLED = {"vi": r"(?:đã|chưa|được) làm", "en": r"\benrolled\b"}


@pytest.fixture
def texts_of(folder):
    """Say all that charts, tables and sentences say, by what counts."""

    def say(counts: str, language: str) -> str:
        toml = (folder.path / "campaign.toml").read_text(encoding="utf-8")
        own = f"counts_as_enrolled = {counts}\n\n[[age_groups]]"
        folder.write("campaign.toml", toml.replace("[[age_groups]]", own, 1))
        before, now = ("chưa", "chưa", "chưa"), ("đã cấp", "đã thu nhận", "đã cấp")
        for day, states in (("2024-07-11", before), ("2024-07-18", now)):
            folder.roster(day, *(row.format(*states) for row in ROWS))
        week = dophu.load(folder.path, "2024-07-18")
        about = dophu.about(week, language)
        gaps, reasons = dophu.gaps(week), dophu.reasons(week)
        recovered = dophu.recovered_by_reason(week)
        charts = dophu.draw_charts(week, language=language)
        stated = [text for c in charts for text in (c.title, c.subtitle, c.alt)]
        stated += dophu.say_pace(dophu.progress(week), about)
        stated += dophu.say_obstacles(gaps, reasons, recovered, about)
        tables = (dophu.total_gaps(gaps), dophu.total_changes(dophu.changes(week)))
        heads = [dophu.show(table, about).heads for table in tables]
        return "\n".join([*stated, *map(" | ".join, heads)])

    return say


@pytest.mark.parametrize("language", cases(["vi", "en"], 1))
def test_where_an_application_counts_nobody_is_stated_to_have_a_card(
    texts_of, language
):
    stated = texts_of('["applied", "issued"]', language)
    assert not re.search(WITH_A_CARD[language], stated)
    assert re.search(ENROLLED[language], stated)


@pytest.mark.parametrize("language", cases(["en", "vi"], 1))
def test_where_only_a_card_in_hand_counts_it_is_called_one(texts_of, language):
    stated = texts_of('["issued"]', language)
    assert re.search(WITH_A_CARD[language], stated)
    # Those who can come are still "làm được ngay", and a reason may speak of it.
    assert not re.search(ENROLLED[language], stated)


@pytest.mark.parametrize("size", ["word", "slide"])
@pytest.mark.parametrize("hamlets", [40, 41])
def test_a_title_that_counts_hamlets_says_so_of_those_that_have_no_row(hamlets, size):
    charts = [
        draw_dumbbell(make_history(spread(hamlets)), ABOUT),
        draw_heat(make_gaps(spread(hamlets)), ABOUT),
    ]
    for chart in charts:
        texts = read_texts(chart.figure(size))
        reported = "Tiêu đề tính cả các địa bàn gộp ở mục Còn lại." in texts["notes"]
        summed = any(text.startswith("Còn lại: ") for text in texts.values())
        assert reported == (hamlets > 40) and reported <= summed, chart.name
