"""The weekly run on the sample, against papermill's command and a plain process.

(a) the same notebooks run one after the other by the ``papermill`` command;
(b) the same calls in one plain Python process: the cells of the notebooks, then the
documents and the lists for the door. All start without a snapshot; papermill's write no
documents.
"""

from __future__ import annotations

import shutil
import sys
import tempfile
from pathlib import Path

from benchmarks.timing import compare, cpu_seconds, run, say_ratio

ROOT = Path(__file__).parents[1]
NOTEBOOKS = ("10_rosters", "20_gaps", "30_progress", "40_briefing")
AS_OF = "2024-07-18"
ROUNDS = 3

PLAIN = """
import ast, json, sys
from pathlib import Path

import dophu
from dophu.documents.html.page import write_page
from dophu.documents.lists.writing import write_lists_of_run
from dophu.documents.report import Facts
from dophu.documents.writing import write_documents

def show(shown):
    for how in ("_repr_mimebundle_", "_repr_html_"):
        if hasattr(shown, how):
            getattr(shown, how)()
    repr(shown)

def display(*all_shown):
    for shown in all_shown:
        show(shown)

campaign, as_of, out, *notebooks = sys.argv[1:]
for notebook in notebooks:
    names = {"display": display}
    for cell in json.loads(Path(notebook).read_bytes())["cells"]:
        if cell["cell_type"] != "code":
            continue
        steps = ast.parse("".join(cell["source"])).body
        last = steps.pop() if isinstance(steps[-1], ast.Expr) else None
        exec(compile(ast.Module(steps, []), notebook, "exec"), names)
        if last is not None:
            show(eval(compile(ast.Expression(last.value), notebook, "eval"), names))
        if "parameters" in cell["metadata"].get("tags", ()):
            names |= {"campaign": campaign, "as_of": as_of, "out": out}
week = names["week"]
number = len(week.campaign.hamlets.ids)
facts = Facts(
    dophu.about(week), week.campaign.name, as_of, "READY", dophu.__version__, number,
    number, 0, week.campaign.counts_as_enrolled,
)
write_documents(Path(out), facts)
write_page(Path(out), facts)
write_lists_of_run(Path(out), week)
"""


def main() -> None:
    """Take the three in turn and print the two ratios of their CPU."""
    with tempfile.TemporaryDirectory() as folder:
        here = Path(folder)
        campaign = here / "sample"
        without = shutil.ignore_patterns("snapshots")
        shutil.copytree(ROOT / "data" / "sample", campaign, ignore=without)
        scripts = Path(sys.executable).parent

        def fresh() -> Path:
            shutil.rmtree(campaign / "snapshots", ignore_errors=True)
            out = here / "out"
            shutil.rmtree(out, ignore_errors=True)
            out.mkdir()
            return out

        def weekly() -> None:
            run(
                scripts / "dophu",
                "run",
                campaign,
                "--as-of",
                AS_OF,
                "--reports",
                fresh(),
            )

        def papermill() -> None:
            out = fresh()
            for name in NOTEBOOKS:
                run(
                    scripts / "papermill",
                    ROOT / "notebooks" / f"{name}.ipynb",
                    out / f"{name}.ipynb",
                    *("-r", "campaign", campaign),
                    *("-r", "as_of", AS_OF),
                    *("-r", "out", out),
                )

        def plain() -> None:
            paths = [ROOT / "notebooks" / f"{name}.ipynb" for name in NOTEBOOKS]
            run(sys.executable, "-c", PLAIN, campaign, AS_OF, fresh(), *paths)

        works = {"dophu run": weekly, "papermill, one by one": papermill}
        works["one plain process"] = plain
        # By the processor: the clock swings with what else the machine does.
        least = compare(works, ROUNDS, cpu_seconds)
    ours = least["dophu run"]
    say_ratio("against papermill", ours / least["papermill, one by one"], 0.42)
    say_ratio("against a plain process", ours / least["one plain process"], 1.15)
