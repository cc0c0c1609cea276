"""The lists of a date as pages of lines, before they are written to files.

A line knows its cells by field, what the kit has to make of it (``outcome``) and
which child it is about, so that faults can be put in and the truth written down
whatever the layout.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from dophu.sample.world import Child

MARK = "SỐ LIỆU MÔ PHỎNG – KHÔNG PHẢI SỐ LIỆU THỰC"


@dataclass
class Line:
    """One row of a page: cells by field, or plain ``cells`` where it is no child's.

    ``known`` is what the list states of the birth: first and last day, None if
    nothing usable.
    """

    outcome: str = "ignored"
    style: str = "plain"
    cells: Sequence[Any] = ()
    values: dict[str, Any] = field(default_factory=dict)
    child: Child | None = None
    known: tuple[date, date] | None = None


@dataclass
class Page:
    """One sheet (or CSV file) of a list: its columns, and lines from row 1 on."""

    name: str
    columns: tuple[tuple[str, str, str], ...]
    lines: list[Line] = field(default_factory=list)
    hamlets: frozenset[int] = frozenset()


@dataclass
class ListFile:
    """One file as an office sends it."""

    path: str
    pages: list[Page]
    source: str = "roster"


def number_lines(lines: list[Line]) -> list[Line]:
    """Write a running number into the lines of children, from 1."""
    for number, line in enumerate((x for x in lines if x.child), start=1):
        line.values["list_number"] = number
    return lines


def heading_lines(columns: tuple[tuple[str, str, str], ...]) -> list[Line]:
    """Head columns in one row, or in two where a heading has parts below it."""
    if any(below for _, _, below in columns):
        top = [c[1] if not i or columns[i - 1][1] != c[1] else None
               for i, c in enumerate(columns)]  # fmt: skip
        return [
            Line(style="heading", cells=top),
            Line(style="heading", cells=[below or None for _, _, below in columns]),
        ]
    return [Line(style="heading", cells=[text for _, text, _ in columns])]


def title_lines(office: str, what: str, day: date, width: int) -> list[Line]:
    """Begin a page as an office's letter does: who, what, as of when."""
    right = width - 5
    return [
        Line(style="office", cells=[office, *[None] * (right - 1),
                                    "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"]),
        Line(style="office", cells=[None] * right + ["Độc lập - Tự do - Hạnh phúc"]),
        Line(style="blank"),
        Line(style="title", cells=[what]),
        Line(style="note", cells=[f"(Tính đến ngày {day.day}/{day.month}/{day.year})"]),
        Line(style="mark", cells=[MARK]),
        Line(style="blank"),
    ]  # fmt: skip


def foot_lines(day: date, width: int) -> list[Line]:
    """End a page with the day, the signature and who gets a copy."""
    gap = [None] * (width - 4)
    when = f"Ngày {day:%d} tháng {day.month} năm {day.year}"
    return [
        Line(style="blank"),
        Line(style="sign", cells=[*gap, when]),
        Line(style="sign", cells=["Nơi nhận:", *gap[1:], "NGƯỜI LẬP BIỂU"]),
        Line(style="sign", cells=["- Như trên;", *gap[1:], "(Ký, ghi rõ họ tên)"]),
        Line(style="sign", cells=["- Lưu: VT."]),
    ]
