"""briefing.docx, opened again: layout, words, tables, pictures, bytes."""

from __future__ import annotations

import json
import re
import zipfile
from dataclasses import replace
from itertools import pairwise

import docx
import pytest
from docx.oxml.ns import qn
from docx.shared import Mm, Pt
from PIL import Image

from dophu.catalogue.issues import DophuError
from dophu.documents.docx.briefing import write_docx
from dophu.documents.report import Report
from dophu.documents.writing import find_base, write_documents
from tests.short_form import cases, grid

NUMBER = re.compile(r"\d[\d.,]*%?")
DATE = re.compile(r"\d+/\d+/\d{4}|\d+ \w+ \d{4}|\d{4}-\d\d-\d\d(?:\.\d+)?")


def write(folder, facts):
    return docx.Document(str(write_docx(Report(folder, facts))))


def numbers(text):
    return {n.rstrip(".,") for n in NUMBER.findall(DATE.sub(" ", text))}


def body_texts(document):
    """The sentences of the sections, heading and end left out."""
    texts = [p for p in document.paragraphs if p.style.name == "Normal"]
    moved_in = [p for p in texts if p.paragraph_format.first_line_indent]
    return [p.text for p in moved_in][:-1]


def cells(document):
    """The texts of the tables with numbers; the heading's and the end's left out."""
    return [
        cell.text
        for table in tables(document).values()
        for row in table.rows
        for cell in row.cells
    ]


def tables(document):
    """The tables with a caption, by what it says."""
    found = {}
    for table in document.tables:
        caption = table._tbl.tblPr.find(qn("w:tblCaption"))
        if caption is not None:
            found[caption.get(qn("w:val"))] = table
    return found


def of_hamlets(document):
    """The table of hamlets."""
    (found,) = (t for words, t in tables(document).items() if "địa bàn, xếp" in words)
    return found


@pytest.mark.parametrize(
    ("folder", "language"),
    grid(["full", "big", "planned", "short", "long_plan"], ["vi", "en"]),
)
def test_every_number_in_the_text_stands_in_a_cell(request, stated, language, folder):
    document = write(request.getfixturevalue(folder), stated(language))
    known = set().union(*map(numbers, cells(document)))
    texts = body_texts(document)
    assert len(texts) > 6
    # Names of age groups and hamlets hold numbers of their own.
    labels = {"6", "13", "14", "2", *map(str, range(60))}
    # Of the lists themselves: hamlets that sent one, all hamlets, children to verify.
    lists = {"1", "2", "3"}
    for text in texts[:-4]:
        assert numbers(text) <= known | labels, text
    for text in texts[-4:]:
        assert numbers(text) <= lists, text


def test_the_office_that_issues_stands_above_its_unit(full, stated):
    facts = stated()
    office = replace(facts.about, issued_by="Ủy ban nhân dân")
    head = write(full, replace(facts, about=office)).tables[0].rows[0].cells[0].text
    assert head.startswith("ỦY BAN NHÂN DÂN\nTHỊ TRẤN THỬ\n")


def test_the_layout_is_that_of_decree_30(full, stated):
    document = write(full, stated())
    page = document.sections[0]
    sizes = page.page_width, page.page_height
    assert [round(size / Mm(1)) for size in sizes] == [210, 297]
    margins = [page.top_margin, page.bottom_margin, page.left_margin, page.right_margin]
    assert [round(m / Mm(1)) for m in margins] == [20, 20, 30, 20]
    assert document.styles["Normal"].font.name == "Times New Roman"
    assert document.styles["Normal"].font.size == Pt(13)
    heading = [cell.text for cell in document.tables[0].rows[0].cells]
    assert heading[0].startswith("THỊ TRẤN THỬ")
    assert (
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc" in heading[1]
    )
    assert re.search(r"Thử, ngày\s+tháng\s+năm 2024", heading[1])
    texts = [p.text for p in document.paragraphs]
    assert "(Số liệu đến hết ngày 18 tháng 7 năm 2024)" in texts
    assert [t for t in texts if re.match(r"[IV]+\. ", t)] == [
        "I. Kết quả chung", "II. Tồn tại, nguyên nhân",
        "III. Tiến độ, kế hoạch đến hạn", "IV. Nguồn số liệu và cách tính",
    ]  # fmt: skip
    assert [t for t in texts if re.match(r"Phụ lục [IVX]+\. ", t)] == [
        "Phụ lục I. Biểu đồ", "Phụ lục II. Kết quả theo địa bàn",
        "Phụ lục III. Biến động trong kỳ",
    ]  # fmt: skip
    assert texts.index("Tóm tắt") < texts.index("I. Kết quả chung")
    assert texts.index("PHỤ LỤC") > texts.index("IV. Nguồn số liệu và cách tính")
    assert page.different_first_page_header_footer
    assert "PAGE" in page.header._element.xml
    assert "PAGE" not in page.first_page_header._element.xml
    for footer in (page.footer, page.first_page_footer):
        assert "SỐ LIỆU MÔ PHỎNG" in footer.paragraphs[-1].text
        assert "nội bộ" in footer.paragraphs[-1].text


def test_tables_repeat_their_heading_and_part_no_line_and_no_orphan(big, stated):
    document = write(big, stated())
    for table in tables(document).values():
        rows = [row._tr.trPr for row in table.rows]
        assert all(about.find(qn("w:cantSplit")) is not None for about in rows)
        repeated = [about.find(qn("w:tblHeader")) is not None for about in rows]
        heads = repeated.index(False)
        assert heads in (1, 2) and not any(repeated[heads:])
        held = [
            bool(row.cells[0].paragraphs[0].paragraph_format.keep_with_next)
            for row in table.rows
        ]
        assert all(held[: heads + 2]) and all(held[-3:-1]) and not held[-1]
        assert table._tbl.tblPr.find(qn("w:tblCaption")).get(qn("w:val"))
        assert sum(c.width for c in table.columns) == pytest.approx(Mm(160), rel=0.01)
    places = of_hamlets(document)
    assert len(places.rows) == 2 + 1 + 60


@pytest.mark.parametrize("never", cases([0, 1, 7], 1))
def test_hamlets_of_a_district_are_folded_and_add_up(full, stated, gaps, never):
    rows = [f"H{n},Thôn {n},6_to_13,{n},0,{n},0,0,0" for n in range(1, 131)]
    rows += [f"N{n},Thôn N{n},6_to_13,,,,,," for n in range(never)]
    gaps(full, *rows)
    document = write(full, stated())
    lines = [[cell.text for cell in row.cells] for row in of_hamlets(document).rows]
    lines = lines[next(n for n, line in enumerate(lines) if line[0] == "1") :]
    folded, silent = lines[100], lines[101:]
    assert folded[1] == "30 địa bàn còn lại"
    children = [int(line[5].replace(".", "")) for line in lines[:101]]
    assert sum(children) == sum(range(131)) and min(children[:100]) == 31
    assert [line[1] for line in silent] == (
        [f"{never} địa bàn chưa nộp danh sách lần nào"] if never else []
    )
    texts = [paragraph.text for paragraph in document.paragraphs]
    assert "Bảng đủ các địa bàn: tables.xlsx." in texts


def test_a_caption_stays_with_its_table_and_a_picture_with_its_caption(full, stated):
    document = write(full, stated())
    elements = list(document.element.body)
    for element, following in pairwise(elements):
        if element.tag != qn("w:p"):
            continue
        paragraph = docx.text.paragraph.Paragraph(element, document._body)
        if following.tag == qn("w:tbl") and paragraph.style.name == "Caption":
            assert paragraph.style.paragraph_format.keep_with_next
        if element.findall(f".//{qn('w:drawing')}"):
            assert paragraph.paragraph_format.keep_with_next
    labels = [p.text for p in document.paragraphs if p.style.name == "Caption"]
    assert "Bảng 1. Kết quả theo nhóm tuổi" in labels
    assert "Hình 1. Một" in labels


def test_a_picture_has_its_true_width_and_words_for_who_does_not_see_it(full, stated):
    document = write(full, stated())
    (shape,) = document.inline_shapes
    assert shape.width == Mm(160)
    assert shape.height / shape.width == pytest.approx(900 / 1386, rel=0.01)
    assert shape._inline.docPr.get("descr") == 'Hai "ba"'
    assert {shape._inline.get(f"dist{side}") for side in "TBLR"} == {"0"}


def test_figures_have_bookmarks_that_can_be_referred_to(full, stated):
    document = write(full, stated())
    starts = document.element.body.iter(qn("w:bookmarkStart"))
    named = [start.get(qn("w:name")) for start in starts]
    assert len(named) == len(set(named))
    assert {"groups_gap_all", "places_gap_1", "reasons_reason_children_all"} <= {*named}
    assert all(len(name) <= 40 for name in named)


def test_an_offices_own_document_lends_letterhead_and_styles(full, stated, tmp_path):
    base = docx.Document()
    base.add_paragraph("CƠ QUAN THỬ")
    base.styles["Normal"].font.name = "Arial"
    base.sections[0].left_margin = Mm(40)
    base.styles["Caption"].element.getparent().remove(base.styles["Caption"].element)
    path = tmp_path / "mau.docx"
    base.save(str(path))
    document = write(full, stated(base=path))
    assert document.paragraphs[0].text == "CƠ QUAN THỬ"
    assert document.styles["Normal"].font.name == "Arial"
    assert round(document.sections[0].left_margin / Mm(1)) == 40
    assert "CỘNG HÒA" not in "".join(
        cell.text for table in document.tables for cell in table._cells
    )
    assert document.inline_shapes[0].width <= document.sections[0].page_width - Mm(40)


def test_an_empty_base_document_gets_the_heading(full, stated, tmp_path):
    path = tmp_path / "mau.docx"
    docx.Document().save(str(path))
    assert "Độc lập" in write(full, stated(base=path)).tables[0].rows[0].cells[1].text


def test_the_same_edition_gives_the_same_bytes_and_states_its_own_date(full, stated):
    one = write_docx(Report(full, stated())).read_bytes()
    assert write_docx(Report(full, stated())).read_bytes() == one
    properties = write(full, stated()).core_properties
    assert properties.created.isoformat()[:19] == "2024-07-18T00:00:00"
    assert (properties.author, properties.last_modified_by) == ("", "")


def test_a_campaign_without_reasons_charts_and_ledger_has_its_report_too(stage, stated):
    (stage / "charts" / "charts.json").unlink()
    document = write(stage, stated("en"))
    assert "REPORT" in [p.text for p in document.paragraphs]
    assert not document.inline_shapes


def test_a_base_that_is_no_word_document_is_named_before_anything_runs(tmp_path):
    assert find_base(tmp_path) is None
    (tmp_path / "mau.docx").write_bytes(b"PK")
    with pytest.raises(DophuError, match="TL-01 mau.docx: Tệp mẫu"):
        find_base(tmp_path)


def test_a_base_with_a_broken_part_is_named(full, stated, tmp_path):
    path = tmp_path / "mau.docx"
    with zipfile.ZipFile(path, "w") as document:
        document.writestr("word/document.xml", "<w")
    assert find_base(tmp_path) == path
    with pytest.raises(DophuError, match="TL-01"):
        write_documents(full, stated(base=path))


def test_the_ranking_stands_in_the_report_and_other_pictures_in_its_annexes(
    full, stated
):
    charts = []
    for name in ("organ", "ranked", "heat", "burndown", "own"):
        path = full / "charts" / f"{name}.word.png"
        Image.new("RGB", (1386, 300)).save(path, dpi=(220, 220))
        charts.append({"name": name, "title": name, "alt": name, "files": []})
    (full / "charts" / "charts.json").write_text(json.dumps(charts), encoding="utf-8")
    titles, annexed = [], []
    for element in write(full, stated()).element.body:
        texts = "".join(node.text or "" for node in element.iter(qn("w:t")))
        if texts == "PHỤ LỤC":
            annexed = titles = []
        titles += [shape.get("title") for shape in element.iter(qn("wp:docPr"))]
        if texts.startswith("IV. "):
            in_text = [*titles]
    assert in_text[0] == "ranked" and "burndown" in in_text
    # The table of hamlets says what the Pareto table does; a chart of the annexes may
    # fill a page of the report, one of the office's own never.
    assert sorted([*in_text, *annexed]) == ["burndown", "heat", "own", "ranked"]
    assert "own" in annexed


@pytest.mark.parametrize(("height", "behind"), [(1386, False), (1800, True)])
def test_a_ranking_as_high_as_a_page_stands_in_the_annex(full, stated, height, behind):
    path = full / "charts" / "ranked.word.png"
    Image.new("RGB", (1386, height)).save(path, dpi=(220, 220))
    chart = {"name": "ranked", "title": "ranked", "alt": "ranked", "files": []}
    listing = full / "charts" / "charts.json"
    listing.write_text(json.dumps([chart]), encoding="utf-8")
    texts, at = [], []
    for element in write(full, stated()).element.body:
        texts.append("".join(node.text or "" for node in element.iter(qn("w:t"))))
        at += [len(texts)] * len([*element.iter(qn("wp:docPr"))])
    assert [place > texts.index("PHỤ LỤC") for place in at] == [behind]


def test_what_is_asked_for_stands_on_top_and_only_with_cause(planned, stated, gaps):
    texts = [p.text for p in write(planned, stated()).paragraphs]
    asks = [t for t in texts if re.match(r"\d\. ", t)]
    assert asks and [t[0] for t in asks] == [str(n) for n in range(1, len(asks) + 1)]
    places = [texts.index(t) for t in ("Đề nghị", asks[0], "I. Kết quả chung")]
    assert places == sorted(places)
    gaps(planned, "H1,Thôn 1,6_to_13,9,9,0,1.0000,0,9")
    for name in ("plan", "reasons", "rates", "quality"):
        (planned / "tables" / f"{name}.csv").unlink(missing_ok=True)
    facts = replace(stated(), about=replace(stated().about, missing=()))
    assert "Đề nghị" not in [p.text for p in write(planned, facts).paragraphs]


def test_a_signature_stands_with_the_part_before_it(full, stated):
    paragraphs = write(full, stated()).paragraphs
    texts = [paragraph.text for paragraph in paragraphs]
    first = next(n for n, text in enumerate(texts) if "Nguồn số liệu" in text)
    last = next(n for n, text in enumerate(texts) if "Trên đây là" in text)
    assert last > first
    kept = [p.paragraph_format.keep_with_next for p in paragraphs[first : last + 1]]
    assert all(kept)


def test_where_nobody_is_left_the_part_ahead_says_so(full, stated, gaps):
    gaps(full, "H1,Thôn 1,6_to_13,9,9,0,1.0000,0,9")
    for name in ("plan", "reasons", "rates", "quality", "pace"):
        (full / "tables" / f"{name}.csv").unlink(missing_ok=True)
    texts = [p.text for p in write(full, stated()).paragraphs]
    at = next(n for n, text in enumerate(texts) if text.startswith("III. "))
    assert texts[at + 1] == "Không còn trẻ nào chưa làm căn cước."


def test_a_first_date_has_no_annex_of_changes(full, stated):
    assert any("Biến động trong kỳ" in p.text for p in write(full, stated()).paragraphs)
    path = full / "tables" / "changes.csv"
    head = path.read_text(encoding="utf-8-sig").splitlines()[0]
    first = "H1,Tổ,under_6,0,9,0,0,0,0,0,0,0,9,0"
    path.write_text(f"{head}\n{first}\n", encoding="utf-8-sig")
    assert not any(
        "Biến động trong kỳ" in p.text for p in write(full, stated()).paragraphs
    )


def test_where_no_list_was_read_no_heading_stands_over_nothing(stage, stated, gaps):
    gaps(stage, "H1,Một,under_6,,,,,,", "H1,Một,6_to_13,,,,,,")
    document = write(stage, stated())
    texts = [p.text for p in document.paragraphs if p.text.strip()]
    parts = [n for n, text in enumerate(texts) if re.match(r"[IVX]+\. ", text)]
    assert parts and not {n + 1 for n in parts} & {*parts}
    assert texts[parts[0]].startswith("I. Tồn tại")
