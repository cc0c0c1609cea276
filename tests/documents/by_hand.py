"""An edition's table of gaps, written by hand, and the facts of its page."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from dophu.ages import AgeGroup, AgeGroups
from dophu.catalogue.about import About
from dophu.documents.html.page import Facts

GROUPS = AgeGroups(
    (
        AgeGroup("under_6", 0, 6, {"vi": "Dưới 6 tuổi", "en": "Under 6"}),
        AgeGroup("6_to_13", 6, 14, {"vi": "Từ đủ 6 đến dưới 14", "en": "6 to 13"}),
    )
)
HEAD = "hamlet_id,hamlet,age_group,persons,enrolled,gap,coverage,applied,issued"
GAPS = (
    "H1,Tổ <b>Mẫu</b> 1,under_6,840,400,440,0.47619,0,400",
    "H1,Tổ <b>Mẫu</b> 1,6_to_13,1632,600,1032,0.36765,0,600",
    "H1,Tổ <b>Mẫu</b> 1,unknown,0,0,0,,0,0",
    "H2,Thôn Ví Dụ 2,under_6,,,,,,",
    "H2,Thôn Ví Dụ 2,6_to_13,,,,,,",
    "H2,Thôn Ví Dụ 2,unknown,,,,,,",
)


def facts(language: str = "vi", **more) -> Facts:
    """Make the facts of a page; ``more`` takes the place of what is given here."""
    about = {
        "unit_name": "Thị trấn Thử",
        "as_of": date(2024, 7, 18),
        "deadline": date(2024, 7, 31),
        "age_groups": GROUPS,
        "language": language,
        "simulated": True,
        "missing": (("Thôn Ví Dụ 2", None),),
        "words": {},
    }
    for key in about.keys() & more.keys():
        about[key] = more.pop(key)
    stated = {
        "campaign": "Cấp thẻ",
        "edition": "2024-07-18.2",
        "gate": "REVIEW",
        "version": "0.1.0",
        "received": 1,
        "hamlets": 2,
        "inputs": 3,
        "enrolled": ("applied", "issued"),
        "highlights": ("DS-01, a.xlsx › D17: <thiếu tên>",),
    }
    return Facts(about=About(**about), **{**stated, **more})


def write_gaps(folder: Path, *rows: str) -> None:
    """Write a table of gaps into a folder."""
    tables = folder / "tables"
    tables.mkdir(exist_ok=True)
    text = "\n".join((HEAD, *rows)) + "\n"
    (tables / "gaps.csv").write_text(text, encoding="utf-8-sig")
