"""A list for the door, and whom it names, made up."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from dophu.catalogue.about import About
from dophu.catalogue.vocabulary import shipped
from dophu.documents.lists.visits import Visit
from dophu.documents.lists.workbook import VisitBook
from dophu.rosters.texts.row_keys import make_row_key


def visit(number: int = 1, **more) -> Visit:
    """Make one child of a list."""
    stated = {
        "key": make_row_key(1, date(2024, 7, 18), f"P{number:012x}"),
        "hamlet_id": "H1", "name": "Mẫu Văn An", "birth": date(2019, 1, 5),
        "sex": "Nam", "mother": "Mẫu Thị Mẹ", "age_group": "under_6",
        "group": "Dưới 6 tuổi", "venue": "Công an xã", "status": "Chưa làm",
        "reason": "Về quê", "back": None, "available": None, "contact": None,
        "first_seen": date(2024, 7, 4), "listed": date(2024, 7, 18),
        "to_verify": False,
    }  # fmt: skip
    return Visit(**{**stated, **more})


def book(visits, where: str = "Thôn Mẫu", **more) -> VisitBook:
    """Make a list of children."""
    about = About("Xã Mẫu", date(2024, 7, 18), date(2024, 7, 31))
    words = shipped("identity_card")
    of = VisitBook(where, visits, about, "Thử", words, date(2024, 7, 25), "Hết.")
    return replace(of, **more)
