"""A spelling that may be meant for one hamlet, on a list of that and of another one."""

from __future__ import annotations

from datetime import date

import pytest

from dophu.campaign.hamlets import Hamlet, Hamlets
from dophu.rosters.sheets.rows import read_rows
from dophu.rosters.sheets.source_rows import Sender
from tests.reading import grid_of

INDEX = Hamlets((Hamlet("H1", "Tổ dân phố 3"), Hamlet("H2", "Bản Nà É"),
                 Hamlet("H3", "Thôn 5"))).index()  # fmt: skip


def hamlets_of(title, cell):
    rows = [[title], ["STT", "Họ và tên", "Ngày sinh", "Thôn, tổ"]]
    rows += [[n, f"Mẫu Văn {chr(64 + n)}", f"{n}/2/2015", cell] for n in (1, 2, 3)]
    sender = Sender("roster", "rosters/2024-07-18/a.xlsx", date(2024, 7, 18), INDEX)
    found = read_rows(grid_of("DS", rows), sender)
    codes = {issue.code for issue in found.issues}
    pairs = zip(found.columns["hamlet_id"], found.columns["kind"], strict=True)
    return {hamlet for hamlet, kind in pairs if kind == "data"}, codes


@pytest.mark.parametrize("cell", ["Tổ 3", "tổ 03", "to 3", "Tổ DP 3"])
@pytest.mark.parametrize("title", ["Danh sách trẻ em", "Tổ dân phố 3", "TDP 3"])
def test_it_is_read_where_nothing_says_otherwise(title, cell):
    assert hamlets_of(title, cell)[0] == {"H1"}


@pytest.mark.parametrize("cell", ["Tổ 3", "to 3"])
@pytest.mark.parametrize("title", ["Thôn 5", "Bản Nà É"])
def test_on_the_list_of_another_hamlet_it_is_asked_about(title, cell):
    hamlets, codes = hamlets_of(title, cell)
    assert hamlets == {None}
    assert "DS-02" in codes


@pytest.mark.parametrize("cell", ["B. Nà É", "b.nà é", "B Na E"])
def test_a_village_by_the_first_letter_of_its_kind(cell):
    assert hamlets_of("Danh sách trẻ em", cell)[0] <= {"H2"}
