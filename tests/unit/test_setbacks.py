"""What takes a result back is never counted as done, wherever a list says it."""

from __future__ import annotations

from datetime import date
from itertools import product

import pytest

from dophu.campaign.hamlets import Hamlet, Hamlets
from dophu.campaign.settings import ENROLLED
from dophu.rosters.sheets.rows import read_rows
from dophu.rosters.sheets.source_rows import Sender
from tests.reading import grid_of

SENDER = Sender(
    "roster",
    "rosters/2024-07-18/a.xlsx",
    date(2024, 7, 18),
    Hamlets((Hamlet("H1", "Thôn Mẫu 1"),)).index(),
)
BASE = ["STT", "Họ và tên", "Ngày sinh", "Thôn"]
SECTIONS = ("Bị trả lại", "Trả lại", "Hồ sơ lỗi", "Hồ sơ bị trả lại",
            "Danh sách bị trả", "Bị từ chối", "Các hồ sơ không đạt")  # fmt: skip


def child(n, *cells):
    return [n, f"Mẫu Văn {chr(64 + n)}", f"{n}/2/2015", "Thôn Mẫu 1", *cells]


def read(rows):
    found = read_rows(grid_of("DS", rows), SENDER)
    kinds = found.columns["kind"]
    statuses = [s for s, k in zip(found.columns["status"], kinds, strict=True)
                if k == "data"]  # fmt: skip
    return statuses, {issue.code for issue in found.issues}


@pytest.mark.parametrize("section", SECTIONS)
@pytest.mark.parametrize("form", ["{}", "II. {}", "{} (2 cháu)", "II. {}: 2 hồ sơ"])
def test_a_section_of_returned_applications_is_not_done_or_reported(section, form):
    rows = [[*BASE, "Đã làm"], child(1, "x"), child(2, None)]
    rows += [[form.format(section)], child(3, "x"), child(4, None)]
    statuses, codes = read(rows)
    assert statuses[:1] == ["applied"]
    if statuses[2] in ENROLLED:
        assert "BG-51" in codes
    else:
        assert (statuses[2], "DS-09" in codes) == ("returned", True)


@pytest.mark.parametrize("section", SECTIONS)
def test_a_plain_section_of_returned_applications_is_read(section):
    rows = [[*BASE, "Đã làm"], child(1, "x"), [section], child(2, "x")]
    assert read(rows)[0] == ["applied", "returned"]


@pytest.mark.parametrize(
    ("heading", "mark"),
    list(product(("Bị trả lại", "Hồ sơ lỗi", "Bị trả", "Hồ sơ bị trả lại"),
                 ("x", "✓", "ảnh mờ", "1", "có", "5/7/2024"))),
)  # fmt: skip
def test_a_column_of_setbacks_takes_done_back_and_is_asked_about(heading, mark):
    rows = [[*BASE, "Đã làm", heading], child(1, "x", mark), child(2, "x", None)]
    statuses, codes = read([*rows, child(3, None, mark)])
    assert statuses[0] not in ENROLLED and statuses[2] not in ENROLLED
    assert statuses[1] == "applied"
    assert codes & {"BG-26", "DS-09"}


@pytest.mark.parametrize("mark", ["0", "-", "không", None])
def test_an_empty_or_negative_setback_takes_nothing_back(mark):
    rows = [[*BASE, "Đã làm", "Bị trả lại"], child(1, "x", mark), child(2, "x", "x")]
    assert read(rows)[0][0] == "applied"


@pytest.mark.parametrize("word", ["Chưa", "chưa có", "chưa làm", "Chưa nhận"])
def test_not_done_under_a_heading_nobody_knows_takes_a_date_back(word):
    headings = [*BASE, "Thẻ", "Ngày cấp"]
    statuses, codes = read([headings, child(1, word, "5/7/2024"),
                            child(2, "Có", "5/7/2024")])  # fmt: skip
    assert statuses == ["not_yet", "issued"]
    assert codes & {"BG-26", "DS-09"}
