"""What is not understood never lowers the gap, nor passes as read where it is a result.

A list of four children is read alone and with something added: a column, a remark, a
sheet or a file that nobody has words for. The words are put together at random.
"""

import csv
import shutil
import tempfile
from pathlib import Path

import pytest
import xlsxwriter
from hypothesis import given, settings
from hypothesis import strategies as st

from dophu.campaign.config import read_campaign
from dophu.campaign.settings import ENROLLED
from dophu.catalogue.issues import Issue
from dophu.persons import COUNTED
from dophu.reader.sandbox import Reader
from dophu.rosters.headings.heading_spellings import field_of
from dophu.snapshots.gate import gate
from dophu.snapshots.making import make_date
from tests.awkward.trial import AS_OF, CAMPAIGN
from tests.short_form import tries

HEADINGS = ["Họ và tên", "Ngày sinh", "Thôn", "Đã làm"]
NAMES = ("Mẫu Văn An", "Mẫu Thị Bình", "Mẫu Đức Chi", "Mẫu Thu Hà")
TICKS = ("x", "", "x", "")

odd = st.sampled_from(
    ("zơ", "quýnh", "lần nữa", "phiếu", "kỳ tới", "em", "giấy mời", "ảnh", "số 7")
)
done = st.sampled_from(("đã", "đã được", "chưa", "tình trạng", "kết quả", "bị"))
verb = st.sampled_from(
    ("làm", "cấp", "trả", "thu nhận", "làm lại", "trả lại", "hủy", "lấy")
)
phrase = st.builds(lambda *parts: " ".join(parts), done, verb, odd)
of_result = st.builds(
    lambda *parts: " ".join(parts),
    st.sampled_from(("đã", "đã được", "chưa", "tình trạng")),
    verb,
    odd.filter(lambda word: word not in ("em", "số 7", "lần nữa")),
)
setback = st.sampled_from(
    ("Làm lại", "Hồ sơ bị trả lại", "Hủy", "Bị lỗi", "Hết hạn", "Từ chối", "Bổ sung")
)
mark = st.sampled_from(("", "x", "✓", "0", "v", "2", "có", "không", "5/7", "25/7"))
whose = st.sampled_from(("bố", "mẹ", "anh", "ông bà", "máy", "sổ hộ khẩu", "thẻ"))
event = st.sampled_from(("đã mất", "chết", "đã chuyển đi", "cắt khẩu", "đã làm"))
remark = st.builds(lambda who, what: f"{who} {what}", whose, event)
cells = st.lists(mark | phrase | remark, min_size=4, max_size=4).filter(any)

short = settings(max_examples=25, deadline=None)
long = settings(max_examples=tries(150, 150, 3000), deadline=None)


@pytest.fixture(scope="module")
def reader():
    with Reader() as one:
        yield one


def rows_with(heading=None, extra=()):
    rows = [[*HEADINGS, *([heading] if heading else [])]]
    for n, (name, tick) in enumerate(zip(NAMES, TICKS, strict=True)):
        more = [extra[n]] if heading else []
        rows.append([name, f"0{n + 1}/07/2016", "Thôn Mẫu 1", tick, *more])
    return rows


def count(reader, rows, name="a.csv", beside=()):
    """Read lists in a campaign of their own: how many are without, and the gate."""
    with tempfile.TemporaryDirectory() as folder:
        campaign = Path(folder) / "c"
        shutil.copytree(CAMPAIGN, campaign)
        day = campaign / "rosters" / AS_OF.isoformat()
        day.mkdir(parents=True)
        for file, content in ((name, rows), *beside):
            _write(day / file, content)
        found = read_campaign(campaign)
        made = make_date(found, AS_OF, None, reader)
    people = [p for p in made.people if p.presence in COUNTED]
    gap = sum(p.status not in ENROLLED for p in people)
    issues = [Issue(**issue) for issue in made.manifest["issues"]]
    silent = ("TD-06", "TD-07")  # of the hamlets that are not tried here
    return gap, gate(issue for issue in issues if issue.code not in silent)


def _write(path, content):
    if path.suffix == ".xlsx":
        with xlsxwriter.Workbook(path) as book:
            for sheet, rows in content.items():
                page = book.add_worksheet(sheet)
                for n, row in enumerate(rows):
                    page.write_row(n, 0, row)
        return
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        csv.writer(file).writerows(content)


def never_lowers_the_gap(reader, heading, extra):
    if field_of(heading) is None:
        gap, _ = count(reader, rows_with(heading, extra))
        assert gap >= 2, (heading, extra)


def is_never_ready(reader, heading, extra):
    if field_of(heading) is None:
        _, state = count(reader, rows_with(heading, extra))
        assert state != "READY", (heading, extra)


def a_remark_takes_nobody_out(reader, remarks):
    gap, _ = count(reader, rows_with("Ghi chú", remarks))
    assert gap >= 2, remarks


def another_sheet_or_file_takes_nobody_out(reader, words):
    sheets = {"Danh sách": rows_with(), "Khác": [words, words[::-1]]}
    gap, _ = count(reader, sheets, "a.xlsx")
    assert gap >= 2, words
    gap, _ = count(reader, rows_with(), beside=[("b.csv", [words, words[::-1]])])
    assert gap >= 2, words


def another_file_is_never_ready(reader, heading, extra):
    """A second list of the same children, with a column that nobody understands."""
    if field_of(heading) is not None:
        return
    plain = [[*row[:3], more] for row, more in
             zip(rows_with(), ["", *extra], strict=True)]  # fmt: skip
    plain[0][3] = heading
    for name, other in (("b.csv", plain), ("truong.xlsx", {"DS": plain})):
        gap, state = count(reader, rows_with(), beside=[(name, other)])
        assert gap >= 2, (heading, extra)
        assert state != "READY" or not any(extra), (heading, extra)


@pytest.mark.parametrize("name", ["b.docx", "b.pdf", "b.zip", "ảnh.jpg", "b.xlsx"])
def test_a_file_that_is_no_list_is_reported(reader, name):
    with tempfile.TemporaryDirectory() as folder:
        campaign = Path(folder) / "c"
        shutil.copytree(CAMPAIGN, campaign)
        day = campaign / "rosters" / AS_OF.isoformat()
        day.mkdir(parents=True)
        _write(day / "a.csv", rows_with())
        (day / name).write_bytes(b"nothing that is a list")
        made = make_date(read_campaign(campaign), AS_OF, None, reader)
    people = [p for p in made.people if p.presence in COUNTED]
    assert sum(p.status not in ENROLLED for p in people) == 2
    reported = [Issue(**i) for i in made.manifest["issues"] if i["file"].endswith(name)]
    assert "warning" in {issue.severity for issue in reported}


def test_the_list_alone_is_read(reader):
    assert count(reader, rows_with()) == (2, "READY")


@pytest.mark.parametrize("name", ["Bị trả lại", "Hoàn thành", "Đã lăn tay bổ sung"])
def test_a_sheet_named_by_a_result_nobody_knows_is_reported(reader, name):
    rows = [row[:3] for row in rows_with()]
    assert count(reader, {name: rows}, "a.xlsx") == (4, "REVIEW")
    assert count(reader, {"Trang 1": rows}, "a.xlsx") == (4, "READY")


@short
@given(heading=phrase | setback, extra=cells)
def test_a_column_not_understood_never_lowers_the_gap(reader, heading, extra):
    never_lowers_the_gap(reader, heading, extra)


@short
@given(heading=of_result | setback, extra=cells)
def test_a_column_of_results_not_understood_is_never_ready(reader, heading, extra):
    is_never_ready(reader, heading, extra)


@short
@given(remarks=st.lists(remark | phrase, min_size=4, max_size=4))
def test_a_remark_takes_nobody_out_of_the_gap(reader, remarks):
    a_remark_takes_nobody_out(reader, remarks)


@short
@given(words=st.lists(remark | phrase, min_size=2, max_size=5))
def test_another_sheet_or_file_takes_nobody_out_of_the_gap(reader, words):
    another_sheet_or_file_takes_nobody_out(reader, words)


@short
@given(heading=of_result | setback, extra=cells)
def test_another_file_with_a_column_not_understood_is_never_ready(
    reader, heading, extra
):
    another_file_is_never_ready(reader, heading, extra)


@pytest.mark.long
@long
@given(heading=of_result | setback, extra=cells)
def test_of_many_files_not_understood_none_is_ready(reader, heading, extra):
    another_file_is_never_ready(reader, heading, extra)


@pytest.mark.long
@long
@given(remarks=st.lists(remark | phrase, min_size=4, max_size=4))
def test_of_many_remarks_none_takes_anybody_out(reader, remarks):
    a_remark_takes_nobody_out(reader, remarks)


@pytest.mark.long
@long
@given(heading=phrase | setback | of_result, extra=cells)
def test_of_many_columns_none_lowers_the_gap(reader, heading, extra):
    never_lowers_the_gap(reader, heading, extra)


@pytest.mark.long
@long
@given(heading=of_result | setback, extra=cells)
def test_of_many_columns_of_results_none_is_ready(reader, heading, extra):
    is_never_ready(reader, heading, extra)
