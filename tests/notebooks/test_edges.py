"""The notebooks' cells run where there is nearly nothing to count, to the last one."""

from __future__ import annotations

import ast
import re

import nbformat
import pytest

from tests.golden.refresh import NOTEBOOKS
from tests.short_form import grid

ROWS = {
    "the drive is done": "1,Mẫu Văn Một,01/02/2019,,TDP M1,đã cấp,",
    "nobody is of the drive's ages": "1,Mẫu Văn Một,01/02/1990,,TDP M1,chưa,",
    "no row is of a known hamlet": "1,Mẫu Văn Một,01/02/2019,,Xóm Lạ,chưa,",
    "no age is known": "1,Mẫu Văn Một,,,TDP M1,chưa,",
}


def run_cells(name: str, campaign: str) -> list[str]:
    """Run a notebook's cells in this process; give what their last lines show."""
    names: dict[str, object] = {"display": lambda *shown: None}
    texts = []
    for cell in nbformat.read(NOTEBOOKS / f"{name}.ipynb", as_version=4).cells:
        if cell.cell_type != "code":
            continue
        lines = ast.parse(cell.source)
        last = lines.body.pop() if isinstance(lines.body[-1], ast.Expr) else None
        exec(compile(lines, name, "exec"), names)
        if last is not None:
            shown = eval(compile(ast.Expression(last.value), name, "eval"), names)
            texts.append(repr(shown))
            if hasattr(shown, "_repr_mimebundle_"):
                shown._repr_mimebundle_()
        if "parameters" in cell.metadata.get("tags", []):
            names |= {"campaign": campaign, "as_of": "", "other_as_of": ""}
    return texts


@pytest.mark.parametrize(
    ("name", "why"),
    grid(["10_rosters", "20_gaps", "30_progress", "80_cookbook"], ROWS),
)
def test_a_notebook_runs_to_its_last_cell(folder, capsys, name, why):
    folder.roster("2024-07-18", ROWS[why])
    texts = run_cells(name, str(folder.path))
    assert "18/7/2024" in texts[0]
    printed = capsys.readouterr().out.strip()
    assert re.search(r"[0-9a-f]{12}$", printed), "the digest of the last but one cell"
