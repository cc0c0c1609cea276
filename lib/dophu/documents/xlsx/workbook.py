"""tables.xlsx: every table of an edition as a sheet, to filter, chart and print.

Numbers are numbers and totals are formulas, whose values stand in the file as well,
so that a telephone's preview or another program shows them too.
"""

from __future__ import annotations

from pathlib import Path

import xlsxwriter

from dophu.documents.report import Report
from dophu.documents.xlsx.charts import add_charts
from dophu.documents.xlsx.sheets import Sheets
from dophu.documents.xlsx.tables import add_tables
from dophu.documents.zipped import midnight

FILE = "tables.xlsx"

OPTIONS = {
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}


def write_workbook(report: Report) -> Path:
    """Write ``tables.xlsx`` into the edition's folder; the same bytes every time.

    First the key figures, hamlets and reasons with native charts, then each table of
    ``tables/`` as it is, with a total of the rows that a filter leaves, and last what
    every column and indicator means.
    """
    path = report.folder / FILE
    with xlsxwriter.Workbook(str(path), OPTIONS) as book:
        about = report.about
        book.set_properties(
            {
                "title": f"{about.unit_name} · {report.facts.campaign}",
                "keywords": report.facts.edition,
                "created": midnight(about.as_of),
            }
        )
        book.set_calc_mode("auto")
        sheets = Sheets(book, report)
        add_charts(sheets, sheets.groups(), sheets.places(), sheets.reasons())
        add_tables(sheets)
    return path
