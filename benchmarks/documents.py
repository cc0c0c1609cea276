"""The documents of an edition: what writing and opening them again costs.

The weekly run on the sample with charts and documents, against the same run without
the notebook that draws and without documents; then each document by itself, in one
process.
"""

from __future__ import annotations

import shutil
import sys
import tempfile
from datetime import date
from pathlib import Path

import nbformat

from benchmarks.timing import compare, run, say_ratio

ROOT = Path(__file__).parents[1]
AS_OF = "2024-07-18"
ROUNDS = 3

WITHOUT = """
import sys
from dophu.runs import one_run, weekly
one_run.write_documents = lambda folder, facts: []
one_run.check_documents = lambda folder, about: []
campaign, as_of, reports, notebooks = sys.argv[1:]
weekly.run_week(campaign, as_of, reports, notebooks)
"""


def main() -> None:
    """Time both runs in turn and the documents one by one."""
    with tempfile.TemporaryDirectory() as folder:
        here = Path(folder)
        campaign, reports = here / "sample", here / "reports"
        without = shutil.ignore_patterns("snapshots")
        shutil.copytree(ROOT / "data" / "sample", campaign, ignore=without)
        plain = here / "notebooks"
        shutil.copytree(ROOT / "notebooks", plain)
        _empty(plain / "40_briefing.ipynb")

        def fresh() -> Path:
            shutil.rmtree(campaign / "snapshots", ignore_errors=True)
            shutil.rmtree(reports, ignore_errors=True)
            return reports

        def with_documents() -> None:
            dophu = Path(sys.executable).parent / "dophu"
            run(dophu, "run", campaign, "--as-of", AS_OF, "--reports", fresh())

        def without_documents() -> None:
            run(sys.executable, "-c", WITHOUT, campaign, AS_OF, fresh(), plain)

        works = {
            "without charts and documents": without_documents,
            "dophu run": with_documents,
        }
        least = list(compare(works, ROUNDS).values())
        say_ratio("with against without", least[1] / least[0], 2.5)
        _each(campaign, next(reports.glob(f"*/{AS_OF}")))


def _empty(path: Path) -> None:
    """Leave of a notebook its parameters and its prose."""
    notebook = nbformat.read(path, as_version=4)
    for cell in notebook.cells:
        if cell.cell_type == "code" and "parameters" not in cell.metadata.get(
            "tags", ()
        ):
            cell.source = "pass"
    nbformat.write(notebook, path)


def _each(campaign: Path, edition: Path) -> None:
    from dophu import __version__
    from dophu.campaign.config import read_campaign
    from dophu.documents.docx.briefing import write_docx
    from dophu.documents.html.page import write_page
    from dophu.documents.pptx.briefing import write_pptx
    from dophu.documents.report import Facts, Report
    from dophu.documents.xlsx.workbook import write_workbook
    from dophu.notebook import about_date
    from dophu.runs.agreement import check_documents

    read = read_campaign(campaign)
    about = about_date(read, date.fromisoformat(AS_OF), {})
    number = len(read.hamlets.ids)
    facts = Facts(
        about, read.name, AS_OF, "READY", __version__, number, number, 0,
        read.counts_as_enrolled,
    )  # fmt: skip
    works = {
        "briefing.docx": lambda: write_docx(Report(edition, facts)),
        "briefing.pptx": lambda: write_pptx(Report(edition, facts)),
        "tables.xlsx": lambda: write_workbook(Report(edition, facts)),
        "index.html": lambda: write_page(edition, facts),
        "opened again and compared": lambda: check_documents(edition, about),
    }
    least = compare(works, ROUNDS)
    print(f"  all documents: {sum(least.values()):.2f} s")
