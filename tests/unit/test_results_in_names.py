"""A result in the name cell decides nothing, and is never silent."""

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
RULES = read_table("results_in_names")
DONE = ("đã làm", "đã có thẻ", "đã nhận thẻ rồi", "làm rồi", "đã thu nhận 5/7")
NOT_DONE = ("chưa", "chưa làm", "bị trả lại", "hẹn 25/7", "sẽ làm")
AROUND = ("{} ({})", "{} [{}]", "{}({})", "{} - {}", "{} – {}", "{}: {}", "{}, {}",
          "{}\n({})", "1. {} ({})", "{} ( {} )", "{} ({}")  # fmt: skip


def read(*names, mark=None):
    rows = [[n, name, f"{n}/2/2015", "Thôn Mẫu 1", mark]
            for n, name in enumerate(names, 1)]  # fmt: skip
    heading = ["STT", "Họ và tên", "Ngày sinh", "Thôn", "Đã làm"]
    found = read_rows(grid_of("DS", [heading, *rows]), SENDER)
    children = [
        (name, status)
        for name, status, kind in zip(
            *(found.columns[c] for c in ("name", "status", "kind")), strict=True
        )
        if kind == "data"
    ]
    return children, {issue.code for issue in found.issues}


@pytest.mark.parametrize("row", RULES, ids=[" ".join(r.values()) for r in RULES])
def test_a_result_in_the_name_follows_the_table(row):
    ((name, status),), codes = read(row["written"], mark=row["done"] or None)
    assert (name, status or "") == (row["name"], row["status"])
    reported = {row["told"]} if row["told"] else set()
    assert codes & {"BG-53", "DS-09", "DS-26"} == reported


@pytest.mark.parametrize("around", AROUND)
@pytest.mark.parametrize("word", DONE)
def test_done_is_reported_and_makes_no_second_child(around, word):
    children, codes = read(around.format("Mẫu Thị An", word), "Mẫu Văn Bình")
    assert [status for _, status in children] == [None, None]
    assert "BG-53" in codes


@pytest.mark.parametrize("around", AROUND)
@pytest.mark.parametrize(
    "word", ["chưa", "chưa làm", "bị trả lại", "hẹn 25/7", "sẽ làm"]
)
def test_not_done_beside_a_tick_is_never_done(around, word):
    children, codes = read(around.format("Mẫu Thị An", word), "Mẫu Văn Bình", mark="x")
    assert children[0][1] in ("not_yet", "returned")
    assert (len(children), children[-1][1]) == (2, "applied")
    assert "DS-09" in codes


def test_two_children_in_a_cell_with_a_result_each_are_two():
    children, codes = read("Mẫu Thị An - đã làm; Mẫu Văn Bình - chưa")
    assert [name for name, _ in children] == ["Mẫu Thị An", "Mẫu Văn Bình"]
    assert "DS-26" in codes
