"""The plan of sessions in the documents: its lines, its sums, its sentence."""

from __future__ import annotations

import docx
import pptx
import pytest

from dophu.documents.docx.briefing import write_docx
from dophu.documents.pptx.briefing import write_pptx
from dophu.documents.report import Report
from tests.short_form import cases


def rows(report):
    return [[cell.text for cell in line] for line in report.plan.grid().lines]


def test_a_session_is_a_line_with_its_places_and_its_hamlets(planned, stated):
    report = Report(planned, stated())
    names = "Tổ <b>Mẫu</b> 1 (51), Thôn Ví Dụ 2 (24)"
    assert rows(report) == [
        ["19/7", "Nhà văn hóa", "75/75", names],
        ["20/7", "Công an huyện", "77/80", "Tổ <b>Mẫu</b> 1 (77)"],
        ["", "Cộng 2 buổi", "152/155", ""],
    ]  # fmt: skip
    assert [s.text for s in report.plan.say()] == [
        "Kế hoạch 2 buổi đến hạn 31/7/2024 đủ chỗ cho 152 trẻ làm được trong hạn."
    ]


def test_places_that_are_short_are_stated_and_whose_they_are(short, stated):
    report = Report(short, stated())
    assert rows(report)[-1] == ["", "Thiếu chỗ", "37", "Thôn Ví Dụ 2 (37)"]
    assert [s.text for s in report.plan.say()] == [
        "Kế hoạch 2 buổi đến hạn 31/7/2024 làm được cho 152 trẻ; còn thiếu 37 chỗ."
    ]


def test_where_no_day_is_left_all_are_short(short, stated):
    path = short / "tables" / "plan.csv"
    lines = path.read_text(encoding="utf-8-sig").splitlines()
    path.write_text("\n".join([lines[0], lines[-1]]) + "\n", encoding="utf-8-sig")
    report = Report(short, stated())
    assert rows(report) == [["", "Thiếu chỗ", "37", "Thôn Ví Dụ 2 (37)"]]
    assert "không xếp được buổi nào" in report.plan.say()[0].text


def test_on_a_slide_lines_are_cut_and_still_add_up(long_plan, stated):
    report = Report(long_plan, stated())
    whole, cut = report.plan.grid(), report.plan.grid(5)
    assert len(whole.lines) == 40 + 2 and len(cut.lines) == 5 + 3
    assert [c.text for c in cut.lines[5]][1:3] == ["35 buổi còn lại", "2.100/2.100"]
    assert cut.lines[-2] == whole.lines[-2]
    assert cut.lines[0][3].text.endswith("27 địa bàn còn lại")


@pytest.mark.parametrize("language", cases(["vi", "en"], 1))
def test_documents_have_the_plan_where_there_is_one(full, short, stated, language):
    facts = stated(language)
    heading = Report(short, facts).plan.grid().headings[1]

    def headings(folder):
        document = docx.Document(str(write_docx(Report(folder, facts))))
        deck = pptx.Presentation(str(write_pptx(Report(folder, facts))))
        in_word = [cell.text for t in document.tables for cell in t.rows[0].cells]
        tables = [s.table for slide in deck.slides for s in slide.shapes if s.has_table]
        return in_word, [cell.text for t in tables for cell in t.rows[0].cells]

    assert all(heading in found for found in headings(short))
    (short / "tables" / "plan.csv").unlink()
    assert not any(heading in found for found in headings(full))
    assert (
        Report(full, facts).plan.say() == [] and Report(full, facts).plan.grid() is None
    )
