"""Sentences: their numbers are figures of the tables, or counts of their lines."""

from __future__ import annotations

import re
from datetime import date

import pytest

from dophu.catalogue.about import About
from dophu.documents.report import Report
from dophu.findings.report import Sentences
from dophu.tables.figures import Figures, mark, read_tables, with_pace


def texts(sentences):
    return [sentence.text for sentence in sentences]


@pytest.fixture
def report(full, stated):
    return Report(full, stated())


def test_the_published_case_of_18_july_2024_in_sentences(report):
    stated = report.say
    assert stated.overall().text == (
        "Tính đến hết ngày 18/7/2024, các danh sách đã nộp có 1.000/2.472 trẻ đã làm "
        "căn cước (đạt 40,5%); còn ít nhất 1.472 trẻ chưa làm căn cước (thiếu 1 địa "
        "bàn)."
    )
    assert texts(stated.by_group()) == [
        "Theo nhóm tuổi: dưới 6 tuổi có 400/840 trẻ đã làm căn cước (47,6%), còn "
        "440; từ đủ 6 đến dưới 14 có 600/1.632 trẻ đã làm căn cước (36,8%), còn "
        "1.032."
    ]
    assert texts(stated.pace()) == [
        "Còn 13 ngày đến hạn 31/7/2024: cần 113,2 trẻ mỗi ngày."
    ]
    assert texts(stated.ledger()) == ["Trong kỳ có thêm 509 trẻ đã làm căn cước."]


def test_a_reason_that_is_not_known_stands_last_and_is_never_the_most_frequent(report):
    assert [reason.group for reason in report.figures.reasons] == [
        "NHAN_THUC", "VE_QUE_HE", "CHUA_RO",
    ]  # fmt: skip
    assert texts(report.say.reasons()) == [
        "Lý do nhiều nhất: gia đình chưa thấy cần (1.000 trẻ, 67,9%); về quê, nghỉ hè "
        "(432 trẻ, 29,3%).",
        "Chưa rõ lý do của 40 trẻ (2,7%).",
    ]


def test_a_hamlet_without_a_list_is_named_and_not_counted(report):
    assert texts(report.say.missing()) == [
        "Chưa nộp danh sách lần nào, chưa có trong số liệu: Thôn Ví Dụ 2."
    ]
    source = texts(report.say.source(("applied", "issued"), "2024-07-18"))
    assert source[:2] == [
        "1/2 địa bàn đã nộp danh sách kỳ này.",
        "3 trẻ cần xác minh (vắng trong danh sách kỳ này, hoặc chỉ ghi chú nói đã đi "
        "khỏi, đã mất), vẫn được tính.",
    ]


@pytest.mark.parametrize("language", ["vi", "en"])
def test_nothing_left_nobody_listed_and_one_hamlet_are_stated_truly(
    stage, stated, gaps, language
):
    gaps(stage, "H1,Tổ 1,under_6,9,9,0,1,0,9", "H1,Tổ 1,6_to_13,0,0,0,,0,0")
    done = Report(stage, stated(language)).say
    assert re.search(r"\b9\b", done.overall().text) and "%" not in done.overall().text
    assert done.pace() == [] and done.places() == []
    assert "9/9" in done.by_group()[0].text or "9 of 9" in done.by_group()[0].text
    gaps(stage, "H1,Tổ 1,under_6,0,0,0,,0,0")
    nobody = Report(stage, stated(language)).say
    assert not re.search(r" \d+ (trẻ|children)", nobody.overall().text)
    assert nobody.by_group() == [] and len(nobody.reasons()) == 1


def test_the_fewest_hamlets_that_hold_half_are_counted(stage, stated, gaps):
    rows = [f"H{n},Tổ {n},under_6,50,{n * 10},{50 - n * 10},0.1,0,0" for n in range(5)]
    gaps(stage, *rows)
    stated_of = texts(Report(stage, stated()).say.places())
    assert stated_of[0] == (
        "2 trong 5 địa bàn chiếm 60,0% số trẻ chưa làm căn cước; nhiều nhất là "
        "Tổ 0 (50) và Tổ 1 (40)."
    )
    assert stated_of[1] == "Tỷ lệ thấp nhất: Tổ 0, 0,0% (0/50)."


def test_a_small_hamlet_is_not_the_lowest_and_a_tie_names_nobody(stage, stated, gaps):
    gaps(
        stage,
        "H1,Tổ 1,under_6,19,0,19,0,0,0",
        "H2,Tổ 2,under_6,20,5,15,0.25,0,5",
        "H3,Tổ 3,under_6,40,10,30,0.25,0,10",
    )
    assert not [t for t in texts(Report(stage, stated()).say.places()) if "thấp" in t]


def test_a_sentence_keeps_the_figures_that_it_says(report):
    sentence = report.say.overall()
    assert [(f.indicator, f.value, f.of) for f in sentence.figures] == [
        ("enrolled", 1000, None), ("persons", 2472, None),
        ("coverage", 1000, 2472), ("gap", 1472, None),
    ]  # fmt: skip


def test_a_total_without_any_figure_stays_empty_and_is_not_0(stage, stated):
    figures = Figures(read_tables(stage), stated().about)
    silent = figures.get("gap", hamlet="H2")
    assert (silent.value, silent.text) == (None, "–")
    assert figures.get("gap").value == 1472
    assert figures.get("persons", "unknown").text == "0"


def test_what_is_needed_a_day_is_the_tables_where_there_is_one(stage, stated):
    about = stated(deadline=date(2024, 7, 20)).about
    tables = read_tables(stage)
    assert (
        Figures(with_pace(tables, about), about).get("required_per_day").text == "736,0"
    )
    row = {"hamlet_id": "all", "hamlet": "all", "age_group": "all"}
    pace = [{**row, "gap": "1472", "days_left": "2", "required_per_day": "99.5"}]
    figures = Figures(with_pace({**tables, "pace": pace}, about), about)
    assert figures.get("required_per_day").text == "99,5"
    assert Sentences(figures).pace()[0].text.endswith("cần 99,5 trẻ mỗi ngày.")


def test_marks_are_names_that_word_and_excel_take():
    groups = ("0-5", "6_to_13", "unknown")
    names = [mark("required_per_day", group, groups) for group in (*groups, "all")]
    assert len(set(names)) == 4
    assert all(re.fullmatch(r"[a-z]\w{0,39}", name) for name in names)


@pytest.mark.parametrize(
    ("got", "corrected", "stated_too"),
    [(0, 9, True), (90, 9, True), (91, 9, False), (0, 0, False), (0, -9, False)],
)
def test_what_was_taken_back_is_counted_where_it_is_not_lost_among_what_came(
    got, corrected, stated_too
):
    row = {"hamlet_id": "H1", "hamlet": "Tổ 1", "age_group": "under_6"}
    counts = {"opening": "100", "enrolled": str(got), "corrected": str(corrected)}
    gaps = {**row, "persons": "200", "enrolled": "9", "gap": "191"}
    about = About("Xã Mẫu", date(2024, 7, 18), date(2024, 7, 31))
    figures = Figures({"gaps": [gaps], "changes": [{**row, **counts}]}, about)
    words = [sentence.text for sentence in Sentences(figures).ledger()]
    wanted = (
        "Đính chính so với kỳ trước (tình trạng, ngày sinh hoặc ghi trùng) làm số trẻ "
        f"chưa làm tăng thêm {corrected}."
    )
    assert words[1:] == [wanted] * stated_too


def test_on_the_first_date_no_ledger_is_reported(full, stated):
    path = full / "tables" / "changes.csv"
    text = path.read_text(encoding="utf-8-sig")
    path.write_text(text.replace("600,", "0,").replace("1380,", "0,"), encoding="utf-8")
    assert Report(full, stated()).say.ledger() == []
