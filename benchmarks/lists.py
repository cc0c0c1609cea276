"""Lists for the door: what they cost, against XlsxWriter writing the same cells bare.

By CPU, in one process: 17 hamlets of the sample's size with their letters, then 130
hamlets of 200 children, once by hamlet and once by officer.
"""

from __future__ import annotations

import tempfile
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

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
        say_ratio("lists against the same cells bare", ours / bare, 2)
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
    from dophu.rosters.row_keys import make_row_key

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
    """Write the cells of those workbooks, as many of each kind, and nothing else."""
    import xlsxwriter

    target = folder / "bare"
    target.mkdir(exist_ok=True)
    for path in sorted((folder / "ours").glob("*.xlsx")):
        _copy(path, target / path.name, xlsxwriter)


CELLS: dict[str, list] = {}


def _copy(path: Path, target: Path, xlsxwriter) -> None:
    """Write a workbook's cells again, with one format for all and one for days."""
    if path.name not in CELLS:
        import openpyxl

        # Outside of what is timed: the first round's reading is not the least.
        CELLS[path.name] = [
            [(c.row - 1, c.column - 1, c.value) for row in s.iter_rows() for c in row]
            for s in openpyxl.load_workbook(path).worksheets
        ]
    with xlsxwriter.Workbook(target) as book:
        plain = book.add_format({"border": 1})
        day = book.add_format({"border": 1, "num_format": "dd/mm/yyyy"})
        for cells in CELLS[path.name]:
            sheet = book.add_worksheet()
            for row, column, value in cells:
                if value is None:
                    sheet.write_blank(row, column, None, plain)
                elif isinstance(value, str):
                    sheet.write_string(row, column, value, plain)
                elif isinstance(value, date):
                    sheet.write_datetime(row, column, value, day)
                else:
                    sheet.write_number(row, column, value, plain)
