"""Reading lists: against python-calamine's bare cells and pandas' default reader.

A clean workbook of 100,000 children, from the file to typed, checked rows with
their issues; and 17 ordinary files of 150 rows, the child process included.
"""

from __future__ import annotations

import resource
import tempfile
from datetime import date
from pathlib import Path

from benchmarks.timing import compare, say_ratio
from dophu.campaign.hamlets import Hamlet, Hamlets
from dophu.reader.grid import read_grid
from dophu.reader.sandbox import Reader
from dophu.rosters import no_collection
from dophu.rosters.sheets.rows import read_rows
from dophu.rosters.sheets.source_rows import Rows, Sender

ROWS, FILES, FILE_ROWS = 100_000, 17, 150
AS_OF = date(2024, 7, 18)
HEADING = (
    "STT", "Họ và tên", "Ngày sinh", "Giới tính", "Số định danh", "Thôn", "Họ tên mẹ",
    "Tình trạng", "Lý do",
)  # fmt: skip


def main() -> None:
    """Time reading and print the ratios beside those asked for."""
    import pandas as pd
    from python_calamine import CalamineWorkbook

    with tempfile.TemporaryDirectory() as folder:
        big = Path(folder) / "big.xlsx"
        write(big, ROWS)
        small = [Path(folder) / f"{number}.xlsx" for number in range(FILES)]
        for path in small:
            write(path, FILE_ROWS)

        def bare() -> None:
            book = CalamineWorkbook.from_path(big)
            book.get_sheet_by_index(0).to_python(skip_empty_area=False)

        def bare_small() -> None:
            for path in small:
                book = CalamineWorkbook.from_path(path)
                book.get_sheet_by_index(0).to_python(skip_empty_area=False)

        works = {
            "calamine, cells of 100,000 rows": bare,
            "dophu, typed and checked rows": lambda: read([big], ROWS),
            "pandas.read_excel, default engine": lambda: pd.read_excel(big),
        }
        least = list(compare(works, 2).values())
        say_ratio("against calamine", least[1] / least[0], 3)
        say_ratio("against pandas.read_excel", least[1] / least[2], 0.25)
        works = {
            "calamine, 17 files of 150 rows": bare_small,
            "dophu, the same, its child process included": lambda: read(
                small, FILES * FILE_ROWS
            ),
        }
        least = list(compare(works, 3).values())
        print(f"  seconds more than bare: {least[1] - least[0]:.2f} (asked: under 1)")
        peak = max(
            resource.getrusage(who).ru_maxrss
            for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
        )
        print(f"  peak memory of any process so far: {peak / 1024:.0f} MB")


def read(paths: list[Path], expected: int) -> None:
    """Read files as a run does, and see that no row is missing."""
    index = Hamlets((Hamlet("H1", "Thôn Mẫu 1"), Hamlet("H2", "Thôn Mẫu 2"))).index()
    rows = Rows()
    with Reader() as reader, no_collection():
        for path in paths:
            sender = Sender("roster", path.name, AS_OF, index)
            for sheet in reader.read(path.read_bytes()):
                rows.extend(read_rows(read_grid(sheet), sender))
    assert rows.columns["kind"].count("data") == expected


def write(path: Path, rows: int) -> None:
    """Write a clean workbook of invented children."""
    import xlsxwriter

    with xlsxwriter.Workbook(path, {"constant_memory": True}) as book:
        sheet = book.add_worksheet("Danh sách")
        sheet.write_row(0, 0, HEADING)
        for row in range(1, rows + 1):
            day, month, year = row % 28 + 1, row % 12 + 1, 2011 + row % 13
            sheet.write_row(row, 0, (
                row, f"Mẫu {chr(65 + row % 26)}ăn Thử {row % 977}",
                f"{day:02d}/{month:02d}/{year}", "Nam" if row % 2 else "Nữ",
                f"000{2 if row % 2 else 3}{year % 100:02d}{row:06d}",
                f"Thôn Mẫu {row % 2 + 1}", f"Mẫu Thị Mẹ {row % 1009}",
                "Đã làm" if row % 3 else "Chưa", "" if row % 3 else "Về quê nghỉ hè",
            ))  # fmt: skip
