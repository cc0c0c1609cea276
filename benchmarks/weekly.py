"""The weekly run on the sample, against papermill's command and a plain process.

(a) the same notebooks run one after the other by the ``papermill`` command;
(b) the same library calls in one plain Python process. All start without a
snapshot, and all write tables and charts.
"""

from __future__ import annotations

import shutil
import sys
import tempfile
from pathlib import Path

from benchmarks.timing import compare, run, say_ratio

ROOT = Path(__file__).parents[1]
NOTEBOOKS = ("10_rosters", "20_gaps", "30_progress", "40_briefing")
AS_OF = "2024-07-18"
ROUNDS = 3

PLAIN = """
import sys, dophu
campaign, as_of, out = sys.argv[1:]
week = dophu.load(campaign, as_of)
str(dophu.show(dophu.run_card(week), week))
str(dophu.show(week.account_table(), week))
quality, issues = dophu.quality(week), week.issues_table()
str(dophu.show(dophu.count_issues(issues), week))
dophu.digest(rows=week.rows_table(), issues=issues, quality=quality)
dophu.write_tables(out, rows=week.rows_table(), issues=issues, quality=quality)
gaps, reasons = dophu.gaps(week), dophu.reasons(week)
for by in ("age_group", "hamlet"):
    str(dophu.show(dophu.total_gaps(gaps, by=by), week))
str(dophu.show(reasons.groupby(["reason", "reachable"])["children"].sum(), week))
for name in ("ranked", "heat"):
    dophu.chart(name, week)._repr_mimebundle_()
dophu.digest(gaps=gaps, reasons=reasons)
dophu.write_tables(out, gaps=gaps, reasons=reasons)
pictures = dophu.draw_charts(week)
for picture in pictures:
    picture._repr_mimebundle_(); picture.digest()
dophu.export_charts(out, pictures)
"""


def main() -> None:
    """Time the three in turn and print the two ratios."""
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
            run(sys.executable, "-c", PLAIN, campaign, AS_OF, fresh())

        works = {"dophu run": weekly, "papermill, one by one": papermill}
        least = compare({**works, "one plain process": plain}, ROUNDS)
    ours = least["dophu run"]
    say_ratio("against papermill", ours / least["papermill, one by one"], 0.4)
    say_ratio("against a plain process", ours / least["one plain process"], 2.2)
