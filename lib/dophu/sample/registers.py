"""Registers that every commune has, of the invented children: no lists of the drive.

The education sector's export of students, the register of residents and the survey of
schooling, in the forms in which their systems give them. Grown-ups stand in two of
them; what they say of school or residence is no result. Only a card of the child's own
with its day of issue is one.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import groupby, islice
from pathlib import Path
from random import Random
from typing import Any

import xlsxwriter

from dophu.ages import completed_years
from dophu.sample.names import family_name, full_name, name_group
from dophu.sample.pages import MARK
from dophu.sample.world import Child, World
from dophu.sample.writing import CREATED, slashed

STUDENTS = (
    "STT", "Mã định danh Bộ GD&ĐT", "Họ tên", "Ngày sinh", "Giới tính", "Dân tộc",
    "Trạng thái", "SĐT liên hệ", "Nơi sinh chi tiết", "Tổ/thôn Hộ khẩu thường trú",
    "Tỉnh thành quê quán", "Phường Xã quê quán", "Chỗ ở hiện nay", "Số CMND",
    "Ngày cấp", "Nơi cấp", "Tên cha", "Nghề nghiệp cha", "Năm sinh cha", "Tên mẹ",
    "Nghề nghiệp mẹ", "Năm sinh mẹ", "Lớp học", "Khối học", "Số định danh cá nhân",
)  # fmt: skip
RESIDENTS = (
    "STT", "Họ và tên", "Giới tính", "Ngày tháng năm sinh", "Quan hệ với chủ hộ",
    "CMT/CCCD", "Ngày cấp CCCD", "Nơi cấp CCCD", "Địa chỉ hộ khẩu thường trú",
    "Nơi ở hiện tại", "Thôn/Xóm", "Tổ/Khóm/Khu phố", "Số nhà/Tổ", "Xã/Phường cũ",
    "Xã/Phường mới", "Tình trạng", "Ghi chú",
)  # fmt: skip
SURVEY = (
    ("TT", ""), ("Họ và tên", ""), ("Sinh", "Ngày"), ("Sinh", "Tháng"), ("Sinh", "Năm"),
    ("Nữ (x)", ""), ("Dân tộc", ""), ("Tôn giáo", ""), ("Thôn", ""),
    ("Học xong", "Lớp"), ("Học xong", "Năm"), ("Bỏ học", "Lớp"), ("Bỏ học", "Năm"),
    ("Đang học lớp", ""), ("Hoàn thành lớp", ""), ("Khuyết tật", "Nghe, nói"),
    ("Khuyết tật", "Nhìn"), ("Khuyết tật", "Vận động"),
    ("Có chứng nhận khuyết tật", ""), ("Hoàn cảnh đặc biệt", ""),
    ("Quan hệ với chủ hộ", ""), ("Họ tên cha hoặc mẹ", ""), ("Điện thoại", ""),
    ("Ghi chú", ""),
)  # fmt: skip

AT_SCHOOL, PUPILS = 3, 35
"""Completed years from which a child is at a nursery or school; children of a class."""

_POLICE = "Cục Cảnh sát QLHC về TTXH"


@dataclass
class Register:
    """A register as a workbook: its sheets of rows, and the child of each row.

    ``headings`` are the rows of headings, from 0, of a sheet with merged ones.
    """

    file: str
    sheets: dict[str, list[Sequence[Any]]] = field(default_factory=dict)
    children: list[tuple[str, int, Child]] = field(default_factory=list)
    """Sheet, row from 1, child."""
    top_heading: int | None = None


def write_registers(
    world: World, day: date, names: Sequence[str], kinds: Sequence[str], folder: Path
) -> list[list[Any]]:
    """Write registers among a date's lists; give file, sheet, row and child of rows."""
    here = [c for c in world.children if c.on_list(day, day) and not c.has_left(day)]
    rows: list[list[Any]] = []
    for kind in kinds:
        rng = Random(f"{world.spec.seed}-{day}-{kind}")
        register = KINDS[kind](_Source(here, day, names, world.spec.unit_name, rng))
        register.file = f"rosters/{day}/{register.file}"
        path = folder / register.file
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(_workbook(register))
        rows += [[register.file, *place, c.number] for *place, c in register.children]
    return rows


@dataclass(frozen=True)
class _Source:
    """What a register is made of."""

    children: list[Child]
    day: date
    hamlets: Sequence[str]
    unit: str
    rng: Random

    def grown_up(self, child: Child, sex: str) -> str:
        """Name a parent of a child; its father has its family name."""
        group = name_group(self.rng)
        family = child.name.split()[0]
        family = family if sex == "male" else family_name(self.rng, group)
        return full_name(self.rng, group, family, sex)

    def grown_up_born(self) -> date:
        """Give a birth date of a parent."""
        return date(1975, 1, 1) + timedelta(days=self.rng.randrange(25 * 365))

    def card(self, child: Child) -> tuple[str | None, str | None, str | None]:
        """Give number, day and place of issue of the card that a child has."""
        if child.issued is None or child.issued > self.day:
            return None, None, None
        return child.personal_number or None, slashed(child.issued), _POLICE

    def households(self) -> Iterator[tuple[int, list[Child]]]:
        """Give the hamlet and the children of each household, two at the most."""
        by_hamlet = groupby(self.children, key=lambda child: child.hamlet)
        for hamlet, group in by_hamlet:
            for children in _parts(group, 2):
                yield hamlet, children


def _parts(children: Iterable[Child], most: int) -> Iterator[list[Child]]:
    children = iter(children)
    while part := list(islice(children, most)):
        yield part


def _students(source: _Source) -> Register:
    found = Register("csdl_hoc_sinh.xlsx")
    rng = source.rng
    grades: dict[int, list[Child]] = {}
    for child in source.children:
        years = completed_years(child.birth_date, source.day)
        if years >= AT_SCHOOL:
            # Grade 1 begins at six.
            grades.setdefault(years - 5, []).append(child)
    for grade, pupils in sorted(grades.items()):
        for number, group in enumerate(_parts(pupils, PUPILS)):
            letter = f"{chr(ord('A') + number % 26)}{number // 26 or ''}"
            name = f"{grade}{letter}" if grade > 0 else f"MG {grade + 5}T {letter}"
            rows: list[Sequence[Any]] = [
                ("SỞ GIÁO DỤC VÀ ĐÀO TẠO VÍ DỤ",), (f"DANH SÁCH HỌC SINH LỚP {name}",),
                (MARK,), (), STUDENTS,
            ]  # fmt: skip
            for at, child in enumerate(group, 1):
                hamlet = source.hamlets[child.hamlet]
                state = rng.choices(("Đang học", "Bảo lưu", "Chuyển đến"), (96, 2, 2))
                rows.append((
                    at, f"099{child.number:07d}", child.name, slashed(child.birth_date),
                    "Nam" if child.sex == "male" else "Nữ", "Kinh", state[0], None,
                    "Trạm y tế", hamlet, "Ví Dụ", source.unit,
                    f"{hamlet}, {source.unit}" if rng.random() < 0.5 else None,
                    *source.card(child), source.grown_up(child, "male"), "Nông", 1988,
                    child.mother, "Nông", 1990, name, grade if grade > 0 else None,
                    child.personal_number or None,
                ))  # fmt: skip
                found.children.append((name, len(rows), child))
            found.sheets[name] = rows
    return found


def _residents(source: _Source) -> Register:
    found = Register("so_nhan_khau.xlsx")
    rng, rows = source.rng, [("SỔ QUẢN LÝ NHÂN KHẨU",), (MARK,), RESIDENTS]
    for number, (hamlet, children) in enumerate(source.households(), 1):
        name = source.hamlets[hamlet]
        is_street = name.startswith(("Tổ", "Khu"))
        place = (None, None, None if is_street else name, name if is_street else None)
        state = rng.choices(("Thường trú", "Tạm trú", "Tạm vắng"), (95, 3, 2))[0]
        tail = (*place, None, source.unit, source.unit, state, None)
        for sex, kin in (("male", "Chủ hộ"), ("female", "Vợ")):
            born = source.grown_up_born()
            card = f"000{'0' if sex == 'male' else '1'}{born:%y}{number:06d}"
            rows.append((
                len(rows) - 2, source.grown_up(children[0], sex),
                "Nam" if sex == "male" else "Nữ", slashed(born), kin, card,
                "01/06/2021", _POLICE, *tail,
            ))  # fmt: skip
        for child in children:
            known, *issued = source.card(child)
            rows.append((
                len(rows) - 2, child.name, "Nam" if child.sex == "male" else "Nữ",
                slashed(child.birth_date), "Con",
                known or child.personal_number or None, *issued, *tail,
            ))  # fmt: skip
            found.children.append(("Nhân khẩu", len(rows), child))
    found.sheets["Nhân khẩu"] = rows
    return found


def _survey(source: _Source) -> Register:
    found = Register("dieu_tra_pho_cap.xlsx", top_heading=3)
    blank = (None,) * len(SURVEY)
    for number, (hamlet, children) in enumerate(source.households(), 1):
        name = source.hamlets[hamlet]
        rows = found.sheets.setdefault(name, [
            ("PHIẾU ĐIỀU TRA PHỔ CẬP GIÁO DỤC",), (name,), (MARK,),
            tuple(top for top, _ in SURVEY), tuple(below for _, below in SURVEY),
        ])  # fmt: skip
        head = source.grown_up(children[0], "male")
        rows.append((f"Hộ số {number}: {head}",))
        born = source.grown_up_born()
        rows.append((1, head, born.day, born.month, born.year, None, "Kinh", None, name,
                     9, 2003, *blank[11:20], "Chủ hộ"))  # fmt: skip
        for at, child in enumerate(children, 2):
            born = child.birth_date
            grade = completed_years(born, source.day) - 5
            rows.append((
                at, child.name, born.day, born.month, born.year,
                "x" if child.sex == "female" else None, "Kinh", None, name,
                *blank[9:13], f"{grade}A" if grade > 0 else None,
                grade - 1 if grade > 1 else None,
                "x" if source.rng.random() < 0.01 else None, *blank[16:19],
                "x" if source.rng.random() < 0.05 else None, "Con", head,
            ))  # fmt: skip
            found.children.append((name, len(rows), child))
    return found


KINDS: dict[str, Callable[[_Source], Register]] = {
    "students": _students, "residents": _residents, "survey": _survey,
}  # fmt: skip
"""The registers by the names under which ``dophu sample`` makes them."""


def _workbook(register: Register) -> bytes:
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True}) as book:
        book.set_properties({"created": CREATED, "author": "", "company": ""})
        for name, rows in register.sheets.items():
            sheet = book.add_worksheet(name)
            for at, row in enumerate(rows):
                if at == register.top_heading:
                    _write_two_rows_of_headings(sheet, at)
                # The second row of headings is written with the first.
                elif register.top_heading is None or at != register.top_heading + 1:
                    sheet.write_row(at, 0, row)
    return out.getvalue()


def _write_two_rows_of_headings(sheet: Any, row: int) -> None:
    column = 0
    for (top, is_parted), group in groupby(SURVEY, key=lambda c: (c[0], bool(c[1]))):
        parts = list(group)
        if is_parted:
            sheet.merge_range(row, column, row, column + len(parts) - 1, top)
            sheet.write_row(row + 1, column, [below for _, below in parts])
        else:
            sheet.merge_range(row, column, row + 1, column, top)
        column += len(parts)
