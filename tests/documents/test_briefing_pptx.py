"""briefing.pptx, opened again: slides, native charts and tables, notes, bytes."""

from __future__ import annotations

import io
import json
import zipfile

import openpyxl
import pptx
import pytest
from PIL import Image
from pptx.util import Mm

from dophu.catalogue.columns import NO_REASON
from dophu.documents.measures import text_height
from dophu.documents.pptx.bars import add_bars
from dophu.documents.pptx.briefing import write_pptx
from dophu.documents.report import Report
from tests.short_form import grid


def write(folder, facts):
    return pptx.Presentation(str(write_pptx(Report(folder, facts))))


def shapes(deck):
    return {shape.name: shape for slide in deck.slides for shape in slide.shapes}


def test_slides_are_16_9_with_a_title_notes_and_marks(full, stated):
    deck = write(full, stated())
    assert deck.slide_width / deck.slide_height == pytest.approx(16 / 9, rel=1e-3)
    titles = [slide.shapes.title.text_frame.text for slide in deck.slides]
    assert titles[0] == "Cấp thẻ" and all(titles)
    assert "Một" in titles
    assert all(slide.notes_slide.notes_text_frame.text for slide in deck.slides)
    for slide in deck.slides:
        texts = " ".join(s.text_frame.text for s in slide.shapes if s.has_text_frame)
        assert "nội bộ" in texts and "MÔ PHỎNG" in texts
    first = deck.slides[0].notes_slide.notes_text_frame.text
    assert "1.000/2.472" in first and "còn ít nhất 1.472 trẻ" in first


def test_the_foot_stands_before_a_picture_below_what_is_drawn(full, stated):
    deck = write(full, stated())
    pictures = 0
    for number, slide in enumerate(deck.slides, 1):
        names = [shape.name for shape in slide.shapes]
        foot = next(shape for shape in slide.shapes if shape.name == "footer")
        assert foot.text_frame.text.endswith(f"· {number}")
        for shape in (s for s in slide.shapes if s.shape_type == 13):
            pictures += 1
            assert names.index(shape.name) < names.index("footer")
            # The band at the left stays seen, and nothing is drawn narrower for it.
            shown = (1 - shape.crop_left) * deck.slide_width
            assert shape.left > 0 and shape.width == pytest.approx(shown, rel=1e-3)
    assert pictures


def test_reasons_that_the_title_names_stand_out_and_none_given_is_paper(
    stage, stated, gaps
):
    gaps(stage, "H1,Tổ 1,6_to_13,20,3,17,0.15,0,3")
    of = (("VE_QUE_HE", 9), ("SUC_KHOE", 5), ("DI_HOC_XA", 2), (NO_REASON, 1))
    rows = [f"H1,Tổ 1,6_to_13,{code},{n},now" for code, n in of]
    head = "hamlet_id,hamlet,age_group,reason,children,reachable"
    text = "\n".join((head, *rows))
    (stage / "tables/reasons.csv").write_text(text, encoding="utf-8-sig")
    drawn = shapes(write(stage, stated()))["reasons"].chart.plots[0].series[0]
    fills = [str(drawn.points[n].format.fill.fore_color.rgb) for n in range(4)]
    assert fills == ["12436D", "12436D", "8796A6", "FFFFFF"]
    inks = [str(drawn.points[n].data_label.font.color.rgb) for n in range(4)]
    assert inks == ["FFFFFF", "FFFFFF", "1A1A1A", "1A1A1A"]


def test_what_a_day_takes_is_of_days_with_a_session(full, stated):
    head = "hamlet_id,age_group,per,left,required,achieved"
    rates = (head, "all,all,session_day,11,133.8181,72.7")
    (full / "tables/rates.csv").write_text("\n".join(rates), encoding="utf-8-sig")
    named = shapes(write(full, stated()))
    assert named["required_per_day_all"].text_frame.text == "133,8"
    assert "11 ngày" in named["required_per_day_all label"].text_frame.text


def test_key_figures_are_shapes_with_the_names_of_the_figures(full, stated):
    named = shapes(write(full, stated()))
    expected = {
        "gap_all": "1.472", "coverage_all": "40,5%", "required_per_day_all": "113,2",
        "days_left_all": "13",
    }  # fmt: skip
    assert {name: named[name].text_frame.text for name in expected} == expected


def test_charts_can_be_edited_and_add_up(full, stated):
    deck = write(full, stated())
    charts = {n: s.chart for n, s in shapes(deck).items() if s.has_chart}
    assert set(charts) == {"ages", "ranked", "reasons"}
    totals = {
        name: [sum(series.values) for series in chart.plots[0].series]
        for name, chart in charts.items()
    }
    assert totals == {
        "ages": [1000, 1472], "ranked": [1032, 440], "reasons": [1472],
    }  # fmt: skip
    series = charts["ranked"].plots[0].series
    assert [s.name for s in series] == ["Từ đủ 6 đến dưới 14", "Dưới 6 tuổi"]
    colours = [str(s.format.fill.fore_color.rgb) for s in series]
    assert colours == ["12436D", "F46A25"]
    assert list(charts["ranked"].plots[0].categories) == ["Tổ <b>Mẫu</b> 1 (1.472)"]
    blob = charts["ranked"].part.chart_workbook.xlsx_part.blob
    sheet = openpyxl.load_workbook(io.BytesIO(blob)).active
    assert [cell.value for cell in sheet[2]][1:] == [1032, 440]


@pytest.mark.parametrize(("language", "mark"), [("vi", "."), ("en", ",")])
def test_numbers_on_bars_are_those_of_the_title_on_any_machine(
    full, stated, language, mark
):
    deck = write(full, stated(language))
    charts = [s.chart for slide in deck.slides for s in slide.shapes if s.has_chart]
    masks = {
        series.data_labels.number_format
        for chart in charts
        for series in chart.plots[0].series
    }
    assert masks == {f"[>=1000000]#\\{mark}###\\{mark}##0;[>=1000]#\\{mark}##0;#"}


def test_many_hamlets_are_cut_and_the_others_are_counted(big, stated):
    deck = write(big, stated())
    named = shapes(deck)
    ranked = named["ranked"].chart.plots[0]
    assert len(ranked.categories) == 17 and len(ranked.series) == 3
    shown = sum(sum(series.values) for series in ranked.series)
    report = Report(big, stated())
    rest = report.about.children(report.figures.number("gap") - shown)
    assert named["rest"].text_frame.text == (
        f"Ngoài ra: 43 địa bàn, {rest}; xem tables.xlsx."
    )
    rows = [[c.text for c in row.cells] for row in named["places"].table.rows]
    named_rows = len(rows) - 3  # a heading, the sum, the others
    assert 8 <= named_rows <= 10
    assert rows[-1][1] == f"{60 - named_rows} địa bàn còn lại"
    figures = [int(row[5].replace(".", "")) for row in rows[1:]]
    assert figures[0] == sum(figures[1:])


def test_nothing_stands_off_a_slide_but_the_titles_of_pictures(big, stated):
    for slide in write(big, stated()).slides:
        for shape in slide.shapes:
            if shape.top < 0:
                assert shape == slide.shapes.title
                continue
            assert shape.left >= 0
            assert shape.left + shape.width <= Mm(339)
            assert shape.top + shape.height <= Mm(191)


@pytest.mark.parametrize(
    ("folder", "language"), grid(["full", "big", "short", "long_plan"], ["vi", "en"])
)
def test_no_title_needs_more_lines_than_its_box_has(request, stated, language, folder):
    campaign = "Cấp thẻ Căn cước cho trẻ em dưới 14 tuổi trên địa bàn thị trấn " * 4
    facts = stated(language, campaign=campaign.strip())
    for slide in write(request.getfixturevalue(folder), facts).slides:
        title = slide.shapes.title
        size = title.text_frame.paragraphs[0].runs[0].font.size.pt
        width, height = (title.width / Mm(1) - 5.08, title.height / Mm(1) - 2.54)
        needed = text_height(title.text_frame.text, width, size, bold=True)
        assert size >= 18 and needed <= height, title.text_frame.text


def test_a_table_ends_above_the_foot_and_its_title_names_no_hamlet(long_plan, stated):
    deck = write(long_plan, stated())
    assert "plan" in shapes(deck)
    for slide in deck.slides:
        feet = [shape.top for shape in slide.shapes if shape.name == "footer"]
        for table in (shape for shape in slide.shapes if shape.has_table):
            rows = sum(row.height for row in table.table.rows)
            assert slide.shapes.title.top + slide.shapes.title.height <= table.top
            assert table.top + rows <= feet[0]
    titles = [slide.shapes.title.text_frame.text for slide in deck.slides]
    found = [title for title in titles if "trong 60 địa bàn" in title]
    assert found and not any("Khu tái định cư" in title for title in found)
    noted = "".join(s.notes_slide.notes_text_frame.text for s in deck.slides)
    assert "nhiều nhất là Khu tái định cư" in noted


def test_names_with_letters_that_the_font_lacks_make_a_deck_too(stage, stated, gaps):
    name = "Bản \N{HOUSE BUILDING}\ue000\N{CJK UNIFIED IDEOGRAPH-6751}"
    rows = (f"H{n},{name} {n},under_6,9,{n},{9 - n},0.5,0,{n}" for n in range(4))
    gaps(stage, *rows)
    table = shapes(write(stage, stated(campaign=name)))["places"].table
    assert name in table.cell(2, 1).text


def test_charts_tables_and_pictures_have_words_for_who_does_not_see_them(full, stated):
    for slide in write(full, stated()).slides:
        for shape in slide.shapes:
            if shape.has_chart or shape.has_table or shape.shape_type == 13:
                assert shape._element.xpath(".//p:cNvPr")[0].get("descr"), shape.name


@pytest.mark.parametrize("language", ["vi", "en"])
def test_nothing_left_and_nobody_listed_make_decks_too(stage, stated, gaps, language):
    gaps(stage, "H1,Tổ 1,under_6,9,9,0,1,0,9")
    assert not shapes(write(stage, stated(language))).get("ranked")
    gaps(stage, "H1,Tổ 1,under_6,,,,,,")
    deck = write(stage, stated(language))
    assert len(deck.slides) >= 3


def test_the_same_edition_gives_the_same_bytes(full, stated):
    one = write_pptx(Report(full, stated())).read_bytes()
    assert write_pptx(Report(full, stated())).read_bytes() == one
    with zipfile.ZipFile(io.BytesIO(one)) as parts:
        names = parts.namelist()
        assert {entry.date_time[0] for entry in parts.infolist()} == {1980}
        assert "docProps/thumbnail.jpeg" not in names
        inner = next(name for name in names if name.endswith(".xlsx"))
        with zipfile.ZipFile(io.BytesIO(parts.read(inner))) as book:
            core = book.read("docProps/core.xml").decode()
    assert "2024-07-18T00:00:00Z" in core


def test_the_meeting_sees_ten_slides_at_most_and_the_rest_stands_behind(
    planned, stated
):
    charts = []
    for name in ("card", "ranked", "organ", "heat", "burndown", "waterfall", "own"):
        path = planned / "charts" / f"{name}.slide.png"
        Image.new("RGB", (1386, 780)).save(path)
        charts.append({"name": name, "title": name, "alt": name, "files": []})
    listing = planned / "charts" / "charts.json"
    listing.write_text(json.dumps(charts), encoding="utf-8")
    slides = write(planned, stated()).slides
    titles = [slide.shapes.title.text for slide in slides]
    behind = titles.index("Phần tra cứu")
    assert behind <= 10
    meeting, rest = titles[:behind], titles[behind:]
    assert {"card", "burndown", "Đề nghị"} < {*meeting}
    assert {"organ", "heat", "waterfall", "own"} < {*rest}


def test_no_name_of_a_bar_runs_as_a_formula_in_the_workbook_behind_it():
    deck = pptx.Presentation()
    slide = deck.slides.add_slide(deck.slide_layouts[6])
    names = ["=HYPERLINK(0)", "+84", "-2+3", "@SUM(A1)", "https://x.vn", "Tổ 1"]
    series = [("=1+1", [1] * len(names), "#1F6FB2")]
    frame = add_bars(slide, "vi", names, series, "=2", "=3", (0, 0, 9, 9))
    blob = frame.chart.part.chart_workbook.xlsx_part.blob
    sheet = openpyxl.load_workbook(io.BytesIO(blob)).active
    cells = [c for row in sheet.iter_rows() for c in row if c.value is not None]
    assert [c.value for c in cells if c.column == 1] == names
    assert [c.value for c in cells if c.column == 2] == ["=1+1", *[1] * len(names)]
    assert not [c for c in cells if c.data_type == "f" or c.hyperlink]


@pytest.mark.parametrize("bars", [1, 2, 3, 6, 17])
def test_few_bars_are_no_thicker_than_six(bars):
    deck = pptx.Presentation()
    slide = deck.slides.add_slide(deck.slide_layouts[6])
    series, names = [("n", [1] * bars, "#1F6FB2")], [f"Tổ {n}" for n in range(bars)]
    frame = add_bars(slide, "vi", names, series, "n", "n", (0, 0, 9, 9))
    share_of_height = 1 / bars / (1 + frame.chart.plots[0].gap_width / 100)
    assert share_of_height <= 1 / 6
    assert frame.chart.plots[0].gap_width <= 500, "no more is allowed"
