"""Stored notebooks: executed, normal, short, the invented sample only."""

from __future__ import annotations

import re
from pathlib import Path

import nbformat
import pytest
from papermill import inspect_notebook

from dophu.catalogue.columns import frames
from tests.golden.normal import to_text
from tests.golden.refresh import CASES, GOLDEN, NOTEBOOKS

STORED = sorted(NOTEBOOKS.glob("*.ipynb"))
ALL = [*STORED, *sorted(GOLDEN.glob("*.ipynb"))]
OF_REGIONS = "6"
WEEKLY = [path for path in STORED if path.name < "90" and path.name[0] != OF_REGIONS]


def each(paths: list[Path]):
    return pytest.mark.parametrize("path", paths, ids=[p.stem for p in paths])


def code_cells(path: Path):
    notebook = nbformat.read(path, as_version=4)
    return [cell for cell in notebook.cells if cell.cell_type == "code"]


def test_the_golden_notebooks_are_those_of_the_cases():
    assert {p.stem for p in GOLDEN.glob("*.ipynb")} == set(CASES)


@each(ALL)
def test_every_code_cell_was_executed_in_order(path):
    """Else nbval would pass on it without comparing anything."""
    counts = [cell.execution_count for cell in code_cells(path)]
    assert counts == list(range(1, len(counts) + 1))


@each([p for p in ALL if not p.name.startswith("90")])
def test_enough_of_a_notebook_is_compared(path):
    compared = [
        cell
        for cell in code_cells(path)
        if any(
            {"text/plain"} & set(o.get("data", {})) or "text" in o for o in cell.outputs
        )
    ]
    assert len(compared) >= 3
    (check,) = (
        c for c in code_cells(path) if c.source.startswith("# NBVAL_CHECK_OUTPUT")
    )
    assert re.search(r"[0-9a-f]{12}$", check.outputs[0]["text"].strip())


@each(ALL)
def test_a_stored_notebook_is_in_its_normal_form_and_small(path):
    text = path.read_text(encoding="utf-8")
    assert to_text(nbformat.reads(text, as_version=4)) == text
    # Ten pictures of the briefing are some 480 kB; nothing else comes near.
    assert len(text.encode()) < 500_000


@each(STORED)
def test_prose_leads_and_cells_are_short_and_hold_no_rule(path):
    notebook = nbformat.read(path, as_version=4)
    assert notebook.cells[0].cell_type == "markdown"
    cells = code_cells(path)
    lengths = sorted(
        len(cell.source.splitlines())
        for cell in cells
        if "parameters" not in cell.metadata.get("tags", [])  # a line each
    )
    assert lengths[len(lengths) // 2] <= 2 and lengths[-1] <= 5
    source = "\n".join(cell.source for cell in cells)
    forbidden = (
        "def ",
        "class ",
        "import *",
        "sys.path",
        "warnings",
        "lambda",
        "for i",
    )
    assert [word for word in forbidden if word in source] == []


@each(STORED)
def test_every_parameter_is_typed_and_explained_in_both_languages(path):
    parameters = inspect_notebook(str(path))
    assert parameters
    for name, about in parameters.items():
        assert about["inferred_type_name"] != "None", name
        vietnamese, bar, english = about["help"].partition(" | ")
        assert vietnamese and bar and english, name


@each(WEEKLY)
def test_the_weekly_notebooks_share_their_parameters_and_default_to_the_sample(path):
    parameters = inspect_notebook(str(path))
    assert list(parameters)[:4] == ["campaign", "as_of", "out", "language"]
    assert all(
        parameters[n]["inferred_type_name"] == "str" for n in list(parameters)[:4]
    )
    assert parameters["campaign"]["default"] == '"data/sample"'
    assert parameters["as_of"]["default"] == '"2024-07-18"'


@each(STORED)
def test_prose_says_each_thing_in_vietnamese_and_in_english(path):
    notebook = nbformat.read(path, as_version=4)
    for cell in notebook.cells:
        if cell.cell_type == "markdown":
            assert re.search(r"^\*[A-Z].*\*$", cell.source, re.MULTILINE), cell.source


@each(ALL)
def test_no_output_holds_a_number_a_path_or_a_widget_state(path):
    notebook = nbformat.read(path, as_version=4)
    assert "widgets" not in notebook.metadata
    for cell in code_cells(path):
        for output in cell.outputs:
            assert output.output_type != "error"
            assert output.get("name") != "stderr"
            texts = [output.get("text", ""), *output.get("data", {}).values()]
            for text in (t for t in texts if isinstance(t, str) and len(t) < 50_000):
                # A digest may by chance be all figures.
                shown = re.sub(r"sha256 [0-9a-f]{12}\b", "", text)
                assert not re.search(r"\b\d{9}\b|\b\d{12}\b", shown)
                assert not re.search(r"(/home/|/root/|/tmp/|[A-Z]:\\)", text)


@each(sorted(GOLDEN.glob("*.ipynb")))
def test_a_golden_notebook_is_the_stored_one_with_parameters_injected(path):
    source, parameters = CASES[path.stem]
    stored = [c.source for c in nbformat.read(NOTEBOOKS / f"{source}.ipynb", 4).cells]
    golden = nbformat.read(path, as_version=4).cells
    injected = [
        c for c in golden if "injected-parameters" in c.metadata.get("tags", [])
    ]
    assert [c.source for c in golden if c not in injected] == stored
    assert len(injected) == 1
    assert all(f"{name} = " in injected[0].source for name in parameters)


@each(ALL)
def test_every_table_on_screen_is_in_words_and_written_numbers(path):
    names = {name for table in frames().values() for name in table["columns"]}
    names -= {"cell", "sheet", "row", "list", "status"}  # words of English too
    for cell in code_cells(path):
        for output in cell.outputs:
            html = "".join(output.get("data", {}).get("text/html", ""))
            heads = re.findall(r"<th[^>]*>([^<]*)</th>", html)
            assert not {*heads} & names, heads
            assert "dataframe" not in html, cell.source
            assert not re.search(r"&lt;NA&gt;|\bNaN\b|\bNone\b|\d\.\d{4}", html)
