"""A small list is the same children whatever it is saved as, xlsx or another."""

from __future__ import annotations

import csv
import io
import unicodedata

import openpyxl
import pytest

from dophu.reader.grid import read_grid
from dophu.rosters.sheets.rows import read_rows
from dophu.rosters.sheets.source_rows import Sender
from tests.fuzz.seeds import ods_of, xlsb
from tests.old_encodings import as_tcvn3, as_vni, as_windows
from tests.reading import read_container
from tests.small_lists import AS_OF, INDEX

TOP = ["STT", "Họ và tên", "Ngày sinh", "Giới tính", "Thôn"]
CHILDREN = [
    ["Nguyễn Văn Ấn", "05/03/2019", "Nam"],
    ["Trần Thị Bưởi", "17/11/2014", "Nữ"],
    ["Đặng Ngọc Hưởng", "09/10/2017", "Nam"],
    ["Lý Thị Khuyên", "28/04/2013", "Nữ"],
    ["Vũ Đức Lưỡng", "30/06/2021", "Nam"],
]


def listing(*headings, cells):
    """Make a list of the children, with more columns."""
    rows = [
        [str(n), *child, "Thôn Mẫu 1", *more]
        for n, (child, more) in enumerate(zip(CHILDREN, cells, strict=True), 1)
    ]
    return [[*TOP, *headings], *rows]


LISTS = {
    "words": listing(
        "Tình trạng",
        cells=[["Đã cấp"], ["Chưa làm"], ["Đã thu nhận"], ["Chưa"], ["Đã làm"]],
    ),
    "marks": listing(
        "Đã làm", "Chưa làm",
        cells=[["x", ""], ["", "x"], ["x", ""], ["", "x"], ["", "x"]],
    ),
    "crosses": listing(
        "Đã làm", "Chưa làm",
        cells=[["×", ""], ["", "×"], ["×", ""], ["", "×"], ["", "×"]],
    ),
    "another paper": listing(
        "Số GKS", "Ngày cấp", "Tình trạng",
        cells=[["1/2020", "5/1/2020", word] for word in ["Đã làm", *["Chưa"] * 4]],
    ),
    "of one child": listing("Tình trạng", cells=[["Đã làm"], *[["Chưa"]] * 4])[:2],
}  # fmt: skip


def as_text(rows, separator=","):
    text = io.StringIO()
    csv.writer(text, delimiter=separator, lineterminator="\r\n").writerows(rows)
    return text.getvalue()


def as_xlsx(rows, typed=str):
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append([typed(cell) for cell in row])
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()


def decomposed(text):
    return unicodedata.normalize("NFD", text)


SAVED = {
    "utf-8": lambda rows: as_text(rows).encode(),
    "semicolons, mark": lambda rows: as_text(rows, ";").encode("utf-8-sig"),
    "utf-16": lambda rows: as_text(rows, "\t").encode("utf-16"),
    "decomposed": lambda rows: decomposed(as_text(rows)).encode(),
    "windows-1258": lambda rows: as_windows(as_text(rows).replace("×", "x")),
    "tcvn3": lambda rows: as_tcvn3(as_text(rows).replace("×", "x")).encode("cp1252"),
    "vni": lambda rows: as_vni(as_text(rows)).encode("cp1252"),
    "xlsx, decomposed": lambda rows: as_xlsx(rows, decomposed),
    "xlsx, tcvn3": lambda rows: as_xlsx(rows, tcvn3_but_marks),
    "xlsx, vni": lambda rows: as_xlsx(rows, as_vni),
    "ods": ods_of,
    "xlsb": lambda rows: xlsb(rows=rows),
}


def tcvn3_but_marks(text):
    return text if text == "×" else as_tcvn3(text)


def read(content):
    """Give of each child what was read, and the codes of warnings."""
    (sheet,) = read_container(content)
    found = read_rows(read_grid(sheet), Sender("roster", "a", AS_OF, INDEX))
    names = ("name_key", "birth_from", "sex", "hamlet_id", "status", "issued_date")
    children = [
        row[1:]
        for row in zip(*(found.columns[n] for n in ("kind", *names)), strict=True)
        if row[0] == "data"
    ]
    return children, {i.code for i in found.issues if i.severity == "warning"}


@pytest.mark.parametrize("rows", LISTS.values(), ids=LISTS)
@pytest.mark.parametrize("saved", SAVED.values(), ids=SAVED)
def test_a_list_is_the_same_children_whatever_it_is_saved_as(rows, saved):
    assert read(saved(rows)) == read(as_xlsx(rows))
