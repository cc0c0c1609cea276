"""Run the stored and the golden notebooks again: ``make golden``.

Only after a wanted change; ``git diff`` then shows what it changes for a reader.
The stored notebooks keep their sources and defaults, the golden ones are
papermill's output for parameters at the edges.
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

from dophu.runs import lean  # noqa: F401  (first: it shortens the imports below)

import nbformat  # isort: skip
import papermill  # isort: skip
from nbclient import NotebookClient  # isort: skip

from tests.golden import sentences  # isort: skip
from tests.golden.normal import to_text, without_pictures  # isort: skip

ROOT = Path(__file__).parents[2]
NOTEBOOKS = ROOT / "notebooks"
GOLDEN = ROOT / "tests" / "golden"

CASES = {
    "10_rosters.silent_hamlet": ("10_rosters", {"as_of": "2024-07-11"}),
    "20_gaps.first_date": ("20_gaps", {"as_of": "2024-06-30"}),
    "30_progress.first_date_english": (
        "30_progress",
        {"as_of": "2024-06-30", "language": "en"},
    ),
    "20_gaps.silent_hamlet_english": (
        "20_gaps",
        {"as_of": "2024-07-11", "language": "en"},
    ),
    "40_briefing.one_chart_english": (
        "40_briefing",
        {"as_of": "2024-07-11", "language": "en", "charts": ["heat"]},
    ),
}
"""Golden notebooks by name: the notebook, and the parameters that differ."""


def refresh() -> None:
    """Run every stored and golden notebook and store it in its normal form.

    Then write the page of sentences of the campaigns at their edges.
    """
    for path in sorted(NOTEBOOKS.glob("*.ipynb")):
        notebook = nbformat.read(path, as_version=4)
        context = {"metadata": {"path": str(NOTEBOOKS)}}
        NotebookClient(notebook, timeout=300, resources=context).execute()
        _store(path, notebook)
    for name, (source, parameters) in CASES.items():
        with tempfile.TemporaryDirectory() as folder:
            out = Path(folder) / "out.ipynb"
            papermill.execute_notebook(
                str(NOTEBOOKS / f"{source}.ipynb"),
                str(out),
                parameters=parameters,
                cwd=str(GOLDEN),
                kernel_name="python3",
                progress_bar=False,
            )
            ran = without_pictures(nbformat.read(out, as_version=4))
            _store(GOLDEN / f"{name}.ipynb", ran)
    sentences.PAGE.write_text(sentences.whole_page(), encoding="utf-8", newline="\n")


def _store(path: Path, notebook: nbformat.NotebookNode) -> None:
    path.write_text(to_text(notebook), encoding="utf-8", newline="\n")
    sys.stdout.write(f"{path.relative_to(ROOT).as_posix()}\n")


if __name__ == "__main__":
    refresh()
