"""No message repeats what stands in place of a heading and may be a child's."""

from __future__ import annotations

from datetime import date

import pytest

from dophu.campaign.hamlets import Hamlet, Hamlets
from dophu.rosters.headings.shown_headings import hidden_headings
from dophu.rosters.headings.tables import Table
from dophu.rosters.sheets.rows import read_rows
from dophu.rosters.sheets.source_rows import Sender
from tests.reading import grid_of

SENDER = Sender(
    "roster",
    "rosters/2024-07-18/a.xlsx",
    date(2024, 7, 18),
    Hamlets((Hamlet("H1", "Thôn Mẫu 1"),)).index(),
)
OF_A_CHILD = ("Giàng Thị Bí Mật", "LÒ VĂN BÍ MẬT", "999219000001", "999 219 000 001",
              "05/03/2019", "Y Bí Mật", "Nguyễn Bí Mật, mẹ 999219000001")  # fmt: skip
CELLS = {
    "words": ("Đã làm", "Chưa", "Đã làm"),
    "numbers": ("999219000011", "999219000012", "999219000013"),
    "days": ("05/03/2019", "06/04/2018", "07/05/2017"),
    "nothing known": ("abc", "abd", "abe"),
    "remarks": ("đã làm, hẹn trả", "mẹ chưa làm", "về quê"),
}


def messages(heading: str, cells: tuple[str, ...], over: str = "") -> list[str]:
    """Read three children below a heading, maybe one above it, and say all issues."""
    heads = [["Họ và tên", "Ngày sinh", heading]]
    if over:
        heads = [["Họ và tên", "Ngày sinh", over], [None, None, heading]]
    people = [["Mẫu An", "4/2/2013"], ["Mẫu Bình", "5/3/2014"], ["Mẫu Cường", 2015]]
    rows = [*heads, *([*p, c] for p, c in zip(people, cells, strict=True))]
    found = read_rows(grid_of("Thôn Mẫu 1", rows), SENDER)
    return [issue.line(language) for issue in found.issues for language in ("vi", "en")]


@pytest.mark.parametrize("heading", OF_A_CHILD)
@pytest.mark.parametrize("kind", CELLS)
@pytest.mark.parametrize("over", ["", "Căn cước"])
def test_what_may_be_a_childs_is_named_by_its_column(heading, kind, over):
    stated = messages(heading, CELLS[kind], over)
    assert stated or over, "nothing is stated: nothing is tried"
    assert not [line for line in stated if heading in line or "Bí Mật" in line]


@pytest.mark.parametrize("heading", ["Mã hộ nghèo", "CỘT LẠ", "Cột Bảy", "LÝ DO"])
def test_a_heading_is_repeated(heading):
    stated = messages(heading, CELLS["nothing known"])
    assert heading == "LÝ DO" or any(heading in line for line in stated)


def test_only_the_part_that_tells_somebody_is_hidden():
    stated = messages("Giàng Thị Bí Mật", CELLS["nothing known"], "Phần của xã")
    assert not any("Bí Mật" in line for line in stated)
    long = "Giàng Thị Bí Mật, " + "999219000001 " * 6
    assert not any("99921" in line for line in messages(long, CELLS["nothing known"]))
    hidden = hidden_headings(
        Table(0, 1, 1, {}, {2: "Căn cước › Giàng Thị Bí Mật"}, {}, [])
    )
    assert "Căn cước" not in hidden and "Giàng Thị Bí Mật" in hidden
