"""Lists for the door: what they cost, against XlsxWriter writing the same cells.

It is given the same cells, formats, heights of rows, widths of columns and choices, by
its own calls and nothing else; what it leaves out are the kit's words, its order and
its keys. By CPU, in one process: 17 hamlets of the sample's size with their letters,
then 130 hamlets of 200 children, once by hamlet and once by officer.
"""

from __future__ import annotations

import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

from benchmarks.timing import say_ratio

ROOT = Path(__file__).parents[1]
AS_OF = "2024-07-18"
HAMLETS, CHILDREN = 130, 200
ROUNDS = 3


def main() -> None:
    """Write the sample's lists, then those of a large unit beside the bare cells."""
    _sample()
    with tempfile.TemporaryDirectory() as folder:
        here = Path(folder)
        books = _books()
        count = sum(len(book.visits) for book in books)
        print(f"  {len(books)} workbooks, {count} rows")
        ours, bare = _least(
            lambda: _write(books, here / "ours"), lambda: _write_bare(here)
        )
        say_ratio("lists against XlsxWriter writing the same", ours / bare, 2)
        sizes = [
            sum(path.stat().st_size for path in (here / name).glob("*.xlsx"))
            for name in ("ours", "bare")
        ]
        print(f"  {sizes[0] / 1e6:.1f} MB, XlsxWriter's {sizes[1] / 1e6:.1f} MB")
        print(f"  {ours:.1f} s of CPU (asked: under 30)")


def _sample() -> None:
    import dophu

    week = dophu.load(ROOT / "data" / "sample", AS_OF)
    with tempfile.TemporaryDirectory() as folder:
        dophu.write_lists(folder, week)  # imports
        before = time.process_time()
        written = dophu.write_lists(folder, week)
        taken = time.process_time() - before
    print(f"  sample: {len(written)} files in {taken:.2f} s of CPU (asked: under 5)")


def _least(*works: Callable[[], None]) -> list[float]:
    least = [float("inf")] * len(works)
    for _ in range(ROUNDS):
        for number, work in enumerate(works):
            before = time.process_time()
            work()
            least[number] = min(least[number], time.process_time() - before)
    return least


def _books() -> list:
    """Make the books of a large unit: each hamlet's, and each officer's of five."""
    from dophu.catalogue.about import About
    from dophu.catalogue.vocabulary import DEFAULT
    from dophu.documents.lists.visits import Visit
    from dophu.documents.lists.workbook import VisitBook
    from dophu.rosters.texts.row_keys import make_row_key

    day = date(2024, 7, 18)
    about = About("Huyện Mẫu", day, date(2024, 7, 31))
    names = {f"H{n}": f"Thôn Mẫu {n}" for n in range(HAMLETS)}
    by_hamlet = {
        hamlet: [
            Visit(
                key=make_row_key(1, day, f"P{at * CHILDREN + n:012x}"),
                hamlet_id=hamlet, name=f"Mẫu Văn Thí Dụ {n}", birth=date(2018, 1, 5),
                sex="Nam", mother=f"Mẫu Thị Mẹ {n}", age_group="under_6",
                group="Dưới 6 tuổi", venue="Công an thị trấn, UBND thị trấn",
                status="Chưa làm", reason="Về quê, nghỉ hè", back=date(2024, 7, 27),
                available=day, first_seen=date(2024, 7, 4), listed=day, contact=None,
                to_verify=False, session=date(2024, 7, 27),
            )
            for n in range(CHILDREN)
        ]
        for at, hamlet in enumerate(names)
    }  # fmt: skip
    of = VisitBook("", [], about, "Thử", DEFAULT, date(2024, 7, 25), "")
    books = [replace(of, where=names[h], visits=v) for h, v in by_hamlet.items()]
    ids = list(names)
    for at in range(0, HAMLETS, 5):
        visits = [visit for hamlet in ids[at : at + 5] for visit in by_hamlet[hamlet]]
        books.append(replace(of, where=f"Cán bộ {at}", visits=visits, hamlets=names))
    return books


def _write(books: list, folder: Path) -> None:
    from dophu.documents.lists.workbook import write_visit_book

    folder.mkdir(exist_ok=True)
    for number, book in enumerate(books):
        write_visit_book(folder / f"{number}.xlsx", book)


def _write_bare(folder: Path) -> None:
    """Write the same workbooks again by XlsxWriter's own calls."""
    import xlsxwriter

    target = folder / "bare"
    target.mkdir(exist_ok=True)
    for path in sorted((folder / "ours").glob("*.xlsx")):
        _copy(path, target / path.name, xlsxwriter)


@dataclass
class Sheet:
    """What is on a sheet: cells with their format, heights, widths, choices."""

    name: str
    cells: list[tuple[int, int, Any, tuple[tuple[str, Any], ...]]]
    heights: dict[int, float]
    widths: list[tuple[int, int, float]]
    choices: list[tuple[str, str]]


SHEETS: dict[str, list[Sheet]] = {}


def _copy(path: Path, target: Path, xlsxwriter) -> None:
    """Write a workbook's cells again, each with its format."""
    if path.name not in SHEETS:
        # Outside of what is timed: the first round's reading is not the least.
        SHEETS[path.name] = _read(path)
    with xlsxwriter.Workbook(target) as book:
        formats: dict[tuple, Any] = {}
        for of in SHEETS[path.name]:
            sheet = book.add_worksheet(of.name)
            for first, last, width in of.widths:
                sheet.set_column(first, last, width)
            for row, height in of.heights.items():
                sheet.set_row(row, height)
            for row, column, value, about in of.cells:
                style = formats.get(about)
                if style is None:
                    style = formats[about] = book.add_format(dict(about))
                if value is None:
                    sheet.write_blank(row, column, None, style)
                elif isinstance(value, str):
                    sheet.write_string(row, column, value, style)
                elif isinstance(value, date):
                    sheet.write_datetime(row, column, value, style)
                else:
                    sheet.write_number(row, column, value, style)
            for where, source in of.choices:
                sheet.data_validation(where, {"validate": "list", "source": source})


def _read(path: Path) -> list[Sheet]:
    import openpyxl

    found = []
    for sheet in openpyxl.load_workbook(path).worksheets:
        cells = [
            (c.row - 1, c.column - 1, c.value, _format(c))
            for row in sheet.iter_rows()
            for c in row
            if c.value is not None or c.has_style
        ]
        heights = {n - 1: d.height for n, d in sheet.row_dimensions.items() if d.height}
        widths = [
            (d.min - 1, d.max - 1, d.width) for d in sheet.column_dimensions.values()
        ]
        rules = sheet.data_validations.dataValidation
        # Days are bounded by a list too: it is as much to write.
        choices = [(str(rule.sqref), f"={rule.formula1}") for rule in rules]
        found.append(Sheet(sheet.title, cells, heights, widths, choices))
    return found


def _format(cell) -> tuple[tuple[str, Any], ...]:
    font, edge, fill = cell.font, cell.border, cell.fill
    about = {
        "font_name": font.name, "font_size": font.size, "bold": bool(font.bold),
        "num_format": cell.number_format, "border": int(bool(edge.left.style)),
        "top": 2 if edge.top.style == "medium" else int(bool(edge.top.style)),
        "text_wrap": bool(cell.alignment.wrap_text),
        "align": cell.alignment.horizontal or "left",
        "valign": "vcenter" if cell.alignment.vertical == "center" else "top",
        "bg_color": f"#{fill.fgColor.rgb[-6:]}" if fill.patternType == "solid" else "",
    }  # fmt: skip
    return tuple(sorted((key, value) for key, value in about.items() if value != ""))
