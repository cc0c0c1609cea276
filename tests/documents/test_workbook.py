"""tables.xlsx, opened again: numbers, formulas with values, names, charts, print."""

from __future__ import annotations

import csv
import re
import zipfile

import openpyxl
import pytest

from dophu.documents.report import Report
from dophu.documents.xlsx.read_rows import LONG, fit_pages, shorten_table
from dophu.documents.xlsx.workbook import write_details, write_workbook
from dophu.runs.opened import in_workbook


def books(folder, facts, write=write_workbook):
    path = str(write(Report(folder, facts)))
    return openpyxl.load_workbook(path, data_only=True), openpyxl.load_workbook(path)


def named(book, name):
    (place,) = [*book.defined_names[name].destinations]
    return book[place[0]][place[1]].value


def column(sheet, heading, head=5):
    places = {cell.value: cell.column for cell in sheet[head]}
    return [row[places[heading] - 1].value for row in sheet.iter_rows(min_row=head + 1)]


def test_named_figures_have_values_and_are_formulas(full, stated):
    values, formulas = books(full, stated())
    expected = {"persons_all": 2472, "enrolled_all": 1000, "gap_all": 1472,
                "gap_1": 440, "gap_2": 1032, "persons_1": 840}  # fmt: skip
    assert {name: named(values, name) for name in expected} == expected
    assert named(values, "coverage_all") == pytest.approx(1000 / 2472)
    assert named(formulas, "persons_all") == "=SUM(B6:B7)"
    assert named(formulas, "gap_all") == "=B8-C8"
    assert named(formulas, "coverage_1") == '=IF(B6=0,"",C6/B6)'
    assert named(values, "reason_children_all") == 1472


@pytest.mark.parametrize("folder", ["full", "big", "stage"])
def test_every_formula_has_the_value_that_it_works_out_to(request, stated, folder):
    """Sums and differences worked out here, from the cells beside them."""
    values, formulas = books(request.getfixturevalue(folder), stated())
    seen = 0
    for sheet in formulas:
        shown = values[sheet.title]
        for row in sheet.iter_rows():
            for cell in row:
                if not isinstance(cell.value, str) or not cell.value.startswith("="):
                    continue
                found = re.fullmatch(
                    r"=(?:SUM|SUBTOTAL)\((?:109,)?(\w+:\w+)\)", cell.value
                )
                if found:
                    cells = [c.value for (c,) in shown[found[1]]]
                    assert shown[cell.coordinate].value == sum(c or 0 for c in cells)
                    seen += 1
                found = re.fullmatch(r"=([A-Z]+\d+)-([A-Z]+\d+)", cell.value)
                if found:
                    left = shown[found[1]].value - shown[found[2]].value
                    assert shown[cell.coordinate].value == left
                    seen += 1
    assert seen > 8


def test_hamlets_stand_by_children_left_and_the_silent_without_figures(full, stated):
    values, _ = books(full, stated())
    sheet = values["Theo địa bàn"]
    assert column(sheet, "Địa bàn")[:3] == [
        "Toàn thị trấn", "Tổ <b>Mẫu</b> 1", "Thôn Ví Dụ 2",
    ]  # fmt: skip
    assert column(sheet, "Tổng số trẻ")[:3] == [2472, 2472, None]
    assert column(sheet, "Ghi chú")[2] == "chưa nộp danh sách lần nào"


def test_a_sheet_holds_its_table_cell_for_cell(big, stated):
    values, _ = books(big, stated(), write_details)
    with (big / "tables" / "gaps.csv").open(encoding="utf-8-sig") as file:
        rows = list(csv.DictReader(file))
    sheet = values["Chi tiết"]
    assert [int(r["gap"]) for r in rows] == column(sheet, "gap")
    shares = [float(row["coverage"]) for row in rows]
    assert column(sheet, "coverage") == pytest.approx(shares)
    assert sheet["D4"].value == sum(int(row["persons"]) for row in rows)
    assert sheet.auto_filter.ref == f"A5:I{5 + len(rows)}"


def test_what_is_read_first_is_in_words_and_loses_no_figure(full, stated):
    (read, _), (details, _) = (
        books(full, stated(), write) for write in (write_workbook, write_details)
    )
    sheet, table = read["Chi tiết"], details["Chi tiết"]
    heads = [cell.value for cell in sheet[5]]
    assert heads[:2] == ["Địa bàn", "Nhóm tuổi"]
    assert not {"hamlet_id", "gap", "under_6"} & {
        cell.value for row in sheet.iter_rows() for cell in row
    }
    for mine, plain in (("Tổng số trẻ", "persons"), ("Chưa làm", "gap")):
        of_both = column(sheet, mine), column(table, plain)
        known = [[number for number in of if number] for of in of_both]
        assert known[0] and sum(known[0]) == sum(known[1])
    rows = len(column(sheet, "Địa bàn"))
    assert sheet.auto_filter.ref == f"A5:H{5 + rows}"


def test_of_many_hamlets_a_line_each_is_read_and_no_count_is_lost():
    days = [("2024-07-19", "A", "60"), ("2024-07-20", "B", "40"), ("", "", "")]
    table = [
        {"date": day, "venue": venue, "places": places, "hamlet_id": f"H{n}",
         "hamlet": f"Thôn {n}", "age_group": group, "children": str(n + 1)}
        for day, venue, places in days
        for n in range(LONG // 4)
        for group in ("under_6", "6_to_13")
    ]  # fmt: skip
    short = shorten_table("plan", table)
    each = str(2 * sum(range(1, LONG // 4 + 1)))
    assert [{*row.values()} for row in short] == [{*day, each} for day in days]
    assert shorten_table("plan", table[:LONG]) == table[:LONG]
    ledger = [
        {"hamlet_id": f"H{n}", "hamlet": "Thôn", "age_group": group, "opening": count}
        for n in range(LONG)
        for group, count in (("under_6", "" if n else "4"), ("6_to_13", "5"))
    ]
    added = [row["opening"] for row in shorten_table("changes", ledger)]
    assert added == ["9", *["5"] * (LONG - 1)]
    assert shorten_table("gaps", ledger) == []


@pytest.mark.parametrize(
    ("rows", "width", "pages"), [(45, 160, 1), (120, 130, 2), (121, 160, 3)]
)
def test_a_long_table_is_printed_on_few_pages(rows, width, pages):
    calls = {}

    class Sheet:
        def fit_to_pages(self, across, down):
            calls["fit"] = across, down

        def set_portrait(self):
            calls["upright"] = True

    fit_pages(Sheet(), rows, width)
    assert calls == {"fit": (1, pages)} | ({"upright": True} if width == 130 else {})


def test_the_logs_stand_in_a_workbook_of_their_own(full, stated):
    read, details = (
        books(full, stated(), write)[0] for write in (write_workbook, write_details)
    )
    logs = {"Dòng danh sách", "Điểm cần xem", "Chất lượng danh sách"}
    assert not logs & {*read.sheetnames}
    tables = {path.stem for path in (full / "tables").glob("*.csv")}
    assert len(details.sheetnames) == len(tables | {"pace"}) + 1
    for sheet in details:
        assert "nội bộ" in sheet["A3"].value


def test_the_first_sheet_leads_to_every_other(full, stated):
    _, book = books(full, stated())
    first = book.worksheets[0]
    links = [
        cell.hyperlink.location.partition("!")[0].strip("'")
        for row in first.iter_rows()
        for cell in row
        if cell.hyperlink
    ]
    assert links == book.sheetnames[1:]


def test_sheets_are_named_in_the_campaigns_language_and_print_on_a4(full, stated):
    vi, _ = books(full, stated())
    en, _ = books(full, stated("en"))
    assert vi.sheetnames[:3] == ["Số liệu chính", "Theo địa bàn", "Theo lý do"]
    assert en.sheetnames[:3] == ["Key figures", "By hamlet", "By reason"]
    assert vi.sheetnames[-1] == "Giải thích" and "Biến động" in vi.sheetnames
    for sheet in vi:
        assert sheet.page_setup.paperSize == 9
        assert sheet.sheet_properties.pageSetUpPr.fitToPage
        assert sheet.page_setup.fitToWidth in (None, 1)
        assert sheet.page_setup.fitToHeight in (0, None, 1)
        is_table = sheet.title != "Biểu đồ địa bàn"
        assert sheet.print_title_rows == ("$5:$5" if is_table else None)
        assert "nội bộ" in sheet["A3"].value and "MÔ PHỎNG" in sheet["A3"].value


def test_charts_are_native_with_totals_and_words_for_who_does_not_see_them(
    full, stated
):
    write_workbook(Report(full, stated()))
    with zipfile.ZipFile(full / "tables.xlsx") as parts:
        names = parts.namelist()
        charts = [n for n in names if re.match(r"xl/charts/chart\d", n)]
        assert len(charts) == 3
        drawn = [parts.read(name).decode() for name in charts]
        (places,) = [chart for chart in drawn if '<c:dLblPos val="inBase"/>' in chart]
        assert "<a:noFill/>" in places
        drawings = [parts.read(n).decode() for n in names if "drawing" in n]
        assert sum(drawing.count('descr="') for drawing in drawings) == 3


def test_no_text_is_a_formula(full, stated, gaps):
    gaps(full, "H1,=1+1,under_6,9,4,5,0.4444,0,4")
    values, formulas = books(full, stated())
    assert "=1+1" in column(values["Theo địa bàn"], "Địa bàn")
    cell = formulas["Theo địa bàn"]["B7"]
    assert (cell.value, cell.data_type) == ("=1+1", "s")


def test_the_same_edition_gives_the_same_bytes(full, stated):
    for write in (write_workbook, write_details):
        one = write(Report(full, stated())).read_bytes()
        assert write(Report(full, stated())).read_bytes() == one


def test_where_nobody_sent_a_list_totals_are_no_0_and_no_sheet_is_empty(
    stage, stated, gaps
):
    gaps(stage, "H1,Một,under_6,,,,,,", "H1,Một,6_to_13,,,,,,")
    values, _ = books(stage, stated())
    figures = ("persons_all", "enrolled_all", "gap_all", "coverage_all")
    assert {named(values, name) for name in figures} == {"–"}
    shown = dict(in_workbook(stage / "tables.xlsx"))
    assert {shown[name] for name in figures} == {"–"}, "as an edition is checked"
    assert "Theo lý do" not in values.sheetnames
    assert not any(sheet._charts for sheet in values.worksheets)


def test_where_no_reason_is_known_there_is_no_sheet_of_reasons(full, stated):
    path = full / "tables" / "reasons.csv"
    head = path.read_text(encoding="utf-8-sig").splitlines()[0]
    unclear = "H1,Một,under_6,CHUA_RO,1472,unknown"
    path.write_text(f"{head}\n{unclear}\n", encoding="utf-8-sig")
    values, _ = books(full, stated())
    assert "Theo lý do" not in values.sheetnames


def test_a_line_of_the_plan_without_a_day_says_that_places_lack(short, stated):
    values, _ = books(short, stated())
    venues = column(values["Kế hoạch"], "Điểm làm")
    assert venues[-1] == "Thiếu chỗ" and venues.count("Thiếu chỗ") == 1
