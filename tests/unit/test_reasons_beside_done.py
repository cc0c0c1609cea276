"""A reason for "not yet" beside "done" is never silent."""

from __future__ import annotations

from datetime import date

import pytest

from dophu.campaign.hamlets import Hamlet, Hamlets
from dophu.rosters.sheets.rows import read_rows
from dophu.rosters.sheets.source_rows import Sender
from spec.tables import read_table
from tests.reading import grid_of

SENDER = Sender(
    "roster",
    "rosters/2024-07-18/a.xlsx",
    date(2024, 7, 18),
    Hamlets((Hamlet("H1", "Thôn Mẫu 1"),)).index(),
)
HEADINGS = ["STT", "Họ và tên", "Ngày sinh", "Thôn"]


def read(headings, cells):
    """Read a list: the statuses of its rows, and the codes that were told."""
    rows = [
        [n, f"Mẫu Văn {chr(64 + n)}", "4/2/2015", "Thôn Mẫu 1", *some]
        for n, some in enumerate(cells, 1)
    ]
    found = read_rows(grid_of("DS", [[*HEADINGS, *headings], *rows]), SENDER)
    kinds = found.columns["kind"]
    statuses = [s for s, k in zip(found.columns["status"], kinds, strict=True)
                if k == "data"]  # fmt: skip
    return statuses, {issue.code for issue in found.issues}


RULES = read_table("reasons_beside_done")


@pytest.mark.parametrize("row", RULES, ids=[" ".join(r.values()) for r in RULES])
def test_a_reason_beside_done_follows_the_table(row):
    headings = ["Đã làm", "Lý do chưa làm", "Ngày thu nhận", "Ghi chú"]
    (status,), codes = read(
        headings, [[row[name] or None for name in ("done", "reason", "day", "note")]]
    )
    assert (status or "") == row["status"]
    assert codes & {"DS-09", "BG-52", "BG-54"} == (
        {row["told"]} if row["told"] else set()
    )


@pytest.mark.parametrize("heading", ["Đã làm", "Tình trạng", "Đã thu nhận (x)"])
@pytest.mark.parametrize("why", ["Lý do chưa làm", "Lý do", "Nguyên nhân chưa làm"])
@pytest.mark.parametrize("first", [True, False])
def test_it_is_found_whatever_the_columns_are_called(heading, why, first):
    pair = [heading, why] if first else [why, heading]
    cells = [["đã làm", "về quê"], ["đã làm", None], [None, "ốm"]]
    statuses, codes = read(pair, cells if first else [c[::-1] for c in cells])
    assert [status == "applied" for status in statuses] == [False, True, False]
    assert "DS-09" in codes


@pytest.mark.parametrize(("kept", "clean"), [(5, 0), (5, 5), (8, 3)])
def test_a_list_that_keeps_old_reasons_is_reported_once_and_counts(kept, clean):
    cells = [["x", "về quê"]] * kept + [["x", None]] * clean + [[None, "ốm"]] * 4
    statuses, codes = read(["Đã làm", "Lý do chưa làm"], cells)
    assert statuses.count("applied") == kept + clean
    assert codes & {"DS-09", "BG-52"} == {"BG-52"}


@pytest.mark.parametrize(("kept", "clean"), [(4, 0), (5, 6), (1, 0)])
def test_where_few_rows_have_one_each_counts_as_not_yet(kept, clean):
    cells = [["x", "về quê"]] * kept + [["x", None]] * clean
    statuses, codes = read(["Đã làm", "Lý do chưa làm"], cells)
    assert statuses.count("applied") == clean
    assert codes & {"DS-09", "BG-52"} == {"DS-09"}
