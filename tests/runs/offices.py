"""A small campaign and small notebooks to run; every child in them is invented."""

from __future__ import annotations

from pathlib import Path

import nbformat

from tests.campaigns import HEADING, campaign_toml

HAMLETS = """hamlet_id,name,aliases,officer,valid_from,valid_to
H1,Tổ dân phố Mẫu 1,,,,
H2,Thôn Ví Dụ 2,,,,
"""
CHILDREN = (
    "1,Nguyễn Văn Thử,05/07/2019,999219000001,Tổ dân phố Mẫu 1,đã cấp,",
    "2,Trần Thị Mẫu,01/02/2015,999315000002,Tổ dân phố Mẫu 1,chưa,về quê",
    "3,Lò Văn Ví,03/03/2016,999216000003,Thôn Ví Dụ 2,chưa,",
)
PARAMETERS = 'campaign: str = ""\nas_of: str = ""\nout: str = ""\nlanguage: str = ""'

LISTS = """import dophu
week = dophu.load(campaign, as_of)
dophu.write_tables(out, rows=week.rows_table(), issues=week.issues_table(language))
dophu.write_tables(out, quality=dophu.quality(week))"""
GAPS = """import dophu
week = dophu.load(campaign, as_of)
dophu.write_tables(out, gaps=dophu.gaps(week), reasons=dophu.reasons(week))"""
LEDGER = """import dophu
week = dophu.load(campaign, as_of, published)
dophu.write_tables(out, changes=dophu.changes(week))
dophu.write_tables(out, pace=dophu.progress(week).pace)
dophu.write_tables(out, restatement=dophu.restatement(week))"""
CHARTS = """import json
from pathlib import Path
charts = Path(out) / "charts"
charts.mkdir()
svg = '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>'
(charts / "a.svg").write_text(svg, encoding="utf-8", newline="\\n")
chart = {"name": "a", "title": "Một", "subtitle": "", "alt": "Hai", "files": ["a.svg"]}
(charts / "charts.json").write_bytes(json.dumps([chart]).encode())"""


def write_notebook(path: Path, *cells: str, parameters: str = PARAMETERS) -> Path:
    """Write a notebook with a heading, a cell of parameters and cells of code."""
    first = nbformat.v4.new_code_cell(parameters, metadata={"tags": ["parameters"]})
    heading = nbformat.v4.new_markdown_cell(f"# Sổ tay {path.stem}")
    code = [nbformat.v4.new_code_cell(cell) for cell in cells]
    notebook = nbformat.v4.new_notebook(cells=[heading, first, *code])
    for number, cell in enumerate(notebook.cells):
        cell.id = str(number)
    path.parent.mkdir(parents=True, exist_ok=True)
    nbformat.write(notebook, path)
    return path


class Office:
    """A campaign folder, a folder of notebooks and one of reports.

    Where there is a campaign in ``path`` already, it is that office's.
    """

    children = CHILDREN

    def __init__(self, path: Path) -> None:
        self.campaign = path / "chiến dịch thẻ"
        self.notebooks = path / "sổ tay"
        self.reports = path / "báo cáo"
        self.unit = self.reports / "99999"
        if self.campaign.is_dir():  # a copy
            return
        (self.campaign).mkdir(parents=True)
        toml = campaign_toml(simulated=True)
        (self.campaign / "campaign.toml").write_text(toml, encoding="utf-8")
        (self.campaign / "hamlets.csv").write_text(HAMLETS, encoding="utf-8")
        self.roster("2024-07-18", *CHILDREN)
        self.notebook("10_rosters", LISTS)
        self.notebook("20_gaps", GAPS)
        self.notebook("30_progress", LEDGER, parameters=f'{PARAMETERS}\npublished = ""')
        self.notebook("40_briefing", CHARTS)

    def roster(self, day: str, *rows: str) -> Path:
        """Write the list of a date, in place of the one of before."""
        path = self.campaign / "rosters" / day / "a.csv"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(HEADING + "\n".join(rows) + "\n", encoding="utf-8")
        return path

    def notebook(self, name: str, *cells: str, **more: str) -> Path:
        """Write one of the notebooks, in place of the one of before."""
        return write_notebook(self.notebooks / f"{name}.ipynb", *cells, **more)

    def command(self, *more: str) -> list[str]:
        """Give the arguments of ``dophu run`` for this office."""
        folders = ("--reports", str(self.reports), "--notebooks", str(self.notebooks))
        return ["run", str(self.campaign), *folders, *more]
