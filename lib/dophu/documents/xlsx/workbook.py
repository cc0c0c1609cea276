"""tables.xlsx: what an office reads first; details.xlsx: each table as it is.

Numbers are numbers and totals are formulas, whose values stand in the file as well,
so that a telephone's preview or another program shows them too.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from dophu.documents.report import Report
from dophu.documents.xlsx.charts import add_charts
from dophu.documents.xlsx.lean_workbook import LeanWorkbook
from dophu.documents.xlsx.sheets import Sheets
from dophu.documents.xlsx.tables import add_all_tables, add_read_tables
from dophu.documents.zipped import midnight, property_text

FILE = "tables.xlsx"
DETAILS = "details.xlsx"

LINKS = 8
"""Column of the key figures' sheet, from 0, that has the links to the others."""

OPTIONS = {
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}

OF_CHILDREN = {**OPTIONS, "in_memory": True}
"""Of a workbook with children's names, of which no part passes by the disk before it
stands where its owner alone may read it; it costs less than the files of its parts."""


def write_workbook(report: Report) -> Path:
    """Write ``tables.xlsx`` into the edition's folder; the same bytes every time.

    First the key figures with links to the other sheets, hamlets and reasons with
    native charts; then gaps, ledger, pace and plan in the campaign's words, with a
    total of the rows that a filter leaves, and what the indicators mean. A campaign of
    17 or 120 hamlets prints on twelve pages at most.
    """

    def fill(sheets: Sheets) -> None:
        groups, places = sheets.groups(), sheets.places()
        reasons = sheets.reasons() if report.grids.reasons().lines else None
        add_charts(sheets, groups, places, reasons)
        add_read_tables(sheets)
        sheets.link(groups[0], LINKS)

    return _write(report, FILE, fill)


def write_details(report: Report) -> Path:
    """Write ``details.xlsx``: each table of ``tables/`` as it is, for who looks on.

    With the names of the data dictionary, the log of rows and the issues; last what
    every column and indicator means.
    """
    return _write(report, DETAILS, add_all_tables)


def _write(report: Report, name: str, fill: Callable[[Sheets], None]) -> Path:
    path = report.folder / name
    with LeanWorkbook(str(path), OPTIONS) as book:
        about = report.about
        title = f"{about.unit_name} · {report.facts.campaign}"
        book.set_properties(
            {
                "title": property_text(title),
                "keywords": report.facts.edition,
                "created": midnight(about.as_of),
            }
        )
        book.set_calc_mode("auto")
        fill(Sheets(book, report))
    return path
