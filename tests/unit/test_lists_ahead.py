"""Lists that say that they are of a day to come."""

from __future__ import annotations

import pytest

from dophu.campaign.settings import ENROLLED
from dophu.rosters.lists.read_sheets import settle_sheet
from dophu.rosters.sheets.rows import read_rows
from dophu.rosters.sheets.source_rows import Sender
from tests.reading import grid_of
from tests.small_lists import AS_OF, HEADING, INDEX, children

LATER = "(Số liệu đến hết ngày 25/7)"
STATED = [[*HEADING, "Tình trạng"], *children(("Đã làm",), ("Chưa làm",))]
DATED = [[*HEADING, "Ngày thu nhận"], *children(("5/7/2024",), (None,))]
BARE = [HEADING, *children((), ())]


def settle(title, rows, source="roster", decided=""):
    """Read a list below a title; give how many are done, and whether it is asked."""
    sender = Sender(source, "a.xlsx", AS_OF, INDEX)
    found = read_rows(grid_of("DS", [[title], *rows]), sender)
    settle_sheet(found, sender, "DS", decided, ())
    listed = (*ENROLLED, None) if source == "enrolment" else ENROLLED
    pairs = zip(found.columns["status"], found.columns["kind"], strict=True)
    done = sum(status in listed for status, kind in pairs if kind == "data")
    return done, "TP-20" in {issue.code for issue in found.issues}


@pytest.mark.parametrize(
    ("title", "rows", "source", "expected"),
    [
        (LATER, STATED, "roster", (1, True)),
        ("(Số liệu đến hết ngày 18/7)", STATED, "roster", (1, False)),
        (LATER, DATED, "roster", (1, False)),
        (LATER, BARE, "roster", (0, False)),
        (LATER, BARE, "enrolment", (0, True)),
        ("(Số liệu đến hết ngày 15/7)", BARE, "enrolment", (2, False)),
        (f"ĐÃ LÀM CĂN CƯỚC {LATER}", BARE, "enrolment", (0, True)),
    ],
)
def test_done_on_a_list_of_a_day_to_come_is_asked_about(title, rows, source, expected):
    assert settle(title, rows, source) == expected


def test_what_a_person_decided_of_the_list_settles_it():
    assert settle(LATER, STATED, decided="hamlet") == (1, False)
    assert settle(LATER, BARE, "enrolment", decided="enrolment") == (2, False)
