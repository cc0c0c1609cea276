"""Sheets without headings that are the next page of the list on the sheet before."""

from __future__ import annotations

import pytest

from dophu.campaign.settings import ENROLLED
from dophu.rosters.sheets.next_pages import Pages
from dophu.rosters.sheets.source_rows import Sender
from dophu.snapshots import look
from tests.reading import grid_of
from tests.small_lists import AS_OF, INDEX

HEAD = ["STT", "Họ và tên", "Ngày sinh", "Giới tính", "Tình trạng"]
DONE, NOT = "Đã làm", "Chưa làm"


def child(n, status=DONE):
    return [n, f"Mẫu Văn {chr(64 + n)}", f"{n}/2/2015", "Nam", status]


FIRST = [["TRẺ EM THÔN MẪU 1"], HEAD, child(1), child(2, NOT), child(3)]


def read(*pages, first=FIRST):
    """Give how many are done and read on the last page, its hamlets and codes."""
    sender = Sender("roster", "a.xlsx", AS_OF, INDEX)
    reader = Pages()
    for name, rows in enumerate((first, *pages)):
        found = reader.read(grid_of(f"Sheet{name + 1}", rows), sender)
    columns = found.columns
    at = [i for i, kind in enumerate(columns["kind"]) if kind == "data"]
    done = sum(columns["status"][i] in ENROLLED for i in at)
    hamlets = {columns["hamlet_id"][i] for i in at}
    return done, len(at), hamlets, {issue.code for issue in found.issues}


PAGE = [child(4), child(5, NOT), child(6)]


@pytest.mark.parametrize("above", [[], [["(tiếp theo)"]], [["Trang 2"], []]])
def test_a_page_that_goes_on_is_read_by_the_headings_before(above):
    assert read([*above, *PAGE]) == (2, 3, {"H1"}, {"BG-77"})


def test_a_third_page_goes_on_from_the_second_and_a_total_may_be_of_all():
    total = [[], [None, "Tổng số: 8 trẻ"]]
    done, count, hamlets, codes = read(PAGE, [child(7, NOT), child(8), *total])
    assert (done, count, hamlets) == (1, 2, {"H1"})
    assert "BG-77" in codes and "BG-06" not in codes


def test_rows_keep_their_places_on_the_page():
    sender = Sender("roster", "a.xlsx", AS_OF, INDEX)
    reader = Pages()
    reader.read(grid_of("DS", FIRST), sender)
    columns = reader.read(grid_of("2", PAGE), sender).columns
    assert [int(row) for row in columns["row"]] == [1, 2, 3]


@pytest.mark.parametrize(
    "page",
    [
        [row[1:] for row in PAGE],
        [[*row[:2], row[3], row[2], row[4]] for row in PAGE],
        [[None, *row] for row in PAGE],
        [[*row, "x"] for row in PAGE],
        [row[:4] for row in PAGE],
        [[*row[:4], "Hộ nghèo"] for row in PAGE],
        [child(n) for n in (7, 8, 9)],
        [child(n) for n in (1, 2, 3)],
    ],
)
def test_a_page_of_which_anything_differs_is_reported_and_not_read(page):
    assert read(page)[1:] == (0, set(), {"BG-01"})


def test_a_page_after_a_title_that_tells_the_result_is_not_read():
    head, plain = HEAD[:4], [row[:4] for row in (child(1), child(2), child(3))]
    first = [["TRẺ EM THÔN MẪU 1 ĐÃ LÀM CĂN CƯỚC"], head, *plain]
    assert read([row[:4] for row in PAGE], first=first)[3] == {"BG-01"}


def text_of(rows):
    return "\n".join(",".join(str(cell or "") for cell in row) for row in rows)


@pytest.mark.parametrize(
    ("names", "children"),
    [
        (("DS trang 1", "DS trang 2", "DS trang 3"), 8),
        (("DS_tờ 1", "DS_tờ 2", "DS_tờ 3"), 8),
        (("trang 1", "trang 2", "trang 4"), 6),
        (("trang 1", "tổ 2", "tổ 3"), 3),
    ],
)
def test_pages_may_be_files_of_their_own(folder, names, children):
    pages = (FIRST, PAGE, [child(7, NOT), child(8)])
    for name, rows in zip(names, pages, strict=True):
        folder.write(f"rosters/2024-07-18/{name}.csv", text_of(rows))
    folder.write("hamlets.csv", "hamlet_id,name\nH1,Thôn Mẫu 1\n")
    week = look(folder.path, "2024-07-18")
    assert len(week.people) == children
    lost = [issue.code for issue in week.issues if issue.code == "BG-01"]
    assert len(lost) == sum(1 for count in (6, 3) if children <= count)
