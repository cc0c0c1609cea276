"""Lists of a few children of one hamlet, read as a hamlet's or an enrolment list."""

from __future__ import annotations

from datetime import date

from dophu.campaign.hamlets import Hamlet, Hamlets
from dophu.campaign.settings import ENROLLED
from dophu.catalogue.vocabulary import DEFAULT
from dophu.rosters.sheets.rows import read_rows
from dophu.rosters.sheets.source_rows import Sender
from tests.reading import grid_of

AS_OF = date(2024, 7, 18)
INDEX = Hamlets((Hamlet("H1", "Thôn Mẫu 1"),)).index()
HEADING = ["STT", "Họ và tên", "Ngày sinh", "Thôn"]


def read_small(rows, source="roster", answers=None, vocabulary=DEFAULT, sheet="DS"):
    """Read a list; say who is done, and the codes of its warnings."""
    sender = Sender(source, "a.xlsx", AS_OF, INDEX, vocabulary=vocabulary)
    if answers:
        sender = Sender(source, "a.xlsx", AS_OF, INDEX, answers=answers)
    found = read_rows(grid_of(sheet, rows), sender)
    pairs = zip(found.columns["status"], found.columns["kind"], strict=True)
    done = [status in ENROLLED for status, kind in pairs if kind == "data"]
    codes = {issue.code for issue in found.issues if issue.severity == "warning"}
    return done, codes


def children(*more, first=1):
    """Make a row a child, with more cells each, numbered on."""
    return [
        [n, f"Mẫu Văn {chr(64 + n)}", f"{n}/2/2015", "Thôn Mẫu 1", *cells]
        for n, cells in enumerate(more, first)
    ]
